"""Addresses that were not filled in: `https://github.com/your-org/your-repo`, `[Plan](https://example.com/<id>)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.patterns import regex
from checker.slots._kinds import Hit, Kind
from checker.slots._names import names_thing
from checker.slots.passage import Passage

_ADDRESS = regex(r"https?://[^\s\"'`<>()\[\]{}|\ufffc]{4,300}")
_SEGMENT = regex(r"[^/?#&=:@.]+")
_YOURS = regex(r"(?i)(?:(?:your|insert)[-_]?|(?:my|some)[-_])[a-z][\w-]*")
_MASKED = regex(r"[a-z]+-(?:X{2,}|N{3,}|0{3,})|X{3,}-\d+|0{4}|[A-Z]+(?:_[A-Z]+)+")
_BRACED = regex(r"(?:<|%3C)[A-Za-z][\w .-]*(?:>|%3E)", re.IGNORECASE)


def find_addresses(passage: Passage) -> Iterator[Hit]:
    """Addresses that are values of data; those in Markdown are links, and read as such."""
    for found in _ADDRESS.finditer(passage.text) if passage.cell else ():
        if is_made_up(found[0]) and passage.stands_alone(*found.span()):
            yield Hit(Kind.EMPTY_LINK, *found.span())


def is_made_up(address: str) -> bool:
    """Whether a web address says what belongs there instead of leading somewhere: its owner or two of its steps do.

    What stands below somebody's own name has its name from them: `github.com/acme/your-app` is a page.
    """
    scheme, separator, rest = address.partition("://")
    if not separator or not scheme.isalpha():
        return False
    path = rest.partition("?")[0].partition("#")[0]
    if _BRACED.search(rest) or "XXXX" in rest:
        return True
    host, _, below = path.partition("/")
    owner, _, deeper = below.partition("/")
    first = any(_YOURS.fullmatch(one) for one in _SEGMENT.findall(host)[:-1]) or _says_so(owner)
    return first or sum(map(_says_so, _SEGMENT.findall(deeper))) > 1


def _says_so(segment: str) -> bool:
    if len(segment) > 2 and (_YOURS.fullmatch(segment) or _MASKED.fullmatch(segment)):
        return True
    return segment.isupper() and segment.isalpha() and names_thing(segment.lower())
