"""Addresses that were not filled in: `https://github.com/your-org/your-repo`, `[Plan](https://example.com/<id>)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.patterns import regex
from checker.slots.kinds import Hit, Kind
from checker.slots.passage import Passage
from checker.slots.words import names_slot, parts_of, word_set

_ADDRESS = regex(r"https?://[^\s\"'`<>()\[\]{}|\ufffc]{4,300}")
_SEGMENT = regex(r"[^/?#&=:@.]+")
_YOURS = regex(r"(?i)(?:your|my|some)[-_][a-z][\w-]*")
_TO_REPLACE = regex(
    r"(?i)insert[-_][a-z][\w-]*|(?:link|url|name|path)[-_](?:to|of)[-_][\w-]+|[a-z]+-(?:X{2,}|N{3,}|0{3,})|X{3,}-\d+|0{4}"
    r"|your(?:name|domain|company|org|site|project|repo|username|team|app)"
)
_CAPITALS = word_set(
    "ORG ORGANIZATION ORGANISATION OWNER REPO REPOSITORY USER USERNAME PROJECT COMPANY DOMAIN HOST TEAM NUMBER ID"
)
_PLATFORMS = word_set(
    "github gitlab twitter linkedin instagram medium youtube facebook discord slack jira repo user project page"
)
_BRACED = regex(r"(?:<|%3C)[A-Za-z][\w .-]*(?:>|%3E)", re.IGNORECASE)


def find_addresses(passage: Passage) -> Iterator[Hit]:
    """Addresses that are values of data; those in Markdown are links, and read as such."""
    for found in _ADDRESS.finditer(passage.text) if passage.cell else ():
        if is_made_up(found[0]) and passage.stands_alone(*found.span()):
            yield Hit(Kind.EMPTY_LINK, *found.span())


def is_made_up(address: str) -> bool:
    """Whether a part of a web address says what belongs there instead of leading somewhere."""
    scheme, separator, rest = address.partition("://")
    if not separator or not scheme.isalpha():
        return False
    path = rest.partition("?")[0].partition("#")[0]
    if _BRACED.search(rest) or any(_says_so(found[0]) for found in _SEGMENT.finditer(path)):
        return True
    host, _, below = path.partition("/")
    owner, _, deeper = below.partition("/")
    # What stands below somebody's own name has its name from them: `github.com/acme/your-app` is a page.
    return (
        any(map(_may_say_so, _SEGMENT.findall(f"{host}/{owner}")))
        or len(list(filter(_may_say_so, _SEGMENT.findall(deeper)))) > 1
    )


def _says_so(segment: str) -> bool:
    return segment in _CAPITALS or _TO_REPLACE.fullmatch(segment) is not None


def _may_say_so(segment: str) -> bool:
    if _YOURS.fullmatch(segment):
        return True
    parts = parts_of(segment)
    joined = "_" in segment and segment.islower() and len(parts) > 1
    return joined and parts[0] in _PLATFORMS and all(names_slot(part) for part in parts[1:])
