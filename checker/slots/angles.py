"""Angle brackets: telling `<owner>` from HTML, generic types, keys and addresses."""

from __future__ import annotations

from collections.abc import Iterator

from checker.patterns import regex
from checker.slots.innocent import BOOLEAN_ATTRIBUTES, HTML_TAGS, KEYS, NOUN_TAGS, TYPES
from checker.slots.kinds import Hit, Kind
from checker.slots.passage import HIDDEN, Passage
from checker.slots.words import is_camel, names_slot, parts_of

_ANGLE = regex(r"(?<!<)<([^\s<>][^<>\n]{0,200})>")
_MERGED = regex(r"(?<!<)<<[A-Za-z](?:[\w .-]{0,60}\w)?>>(?!>)|«[A-Za-z]+(?:_[A-Za-z]+)+»")
"""Fields of form letters: `<<first_name>>`, `«Client_Name»`."""
_NO_NAME = regex(r"^(?:https?:|mailto:|[\w.+-]{1,64}@[\w-]{1,64}\.|[/!?%#=$-]|\d)|[@{}]|://|/$")
_NO_WORD = regex(r"(?i)[.\[;]|::|^(?:[CSAMD]|ctrl|alt|shift|cmd)-\w{1,10}$")
_ATTRIBUTE = regex(r"=\s*[\"'{]|^\w+=|:\w+=")
_CALLED_ELEMENT = regex(r"\s+(?:elements?|tags?|nodes?|attribute|block|component|key)\b")
_WORD = regex(r"[^\W_]")
_RUN_BEFORE = regex(r"[\w./:@~-]{1,80}$")
_RUN_AFTER = regex(r"[\w./:@<>~-]{1,80}")
_EXTENSION = regex(r"[\w>]\.[a-z]{2,5}(?:\.[a-z]{2,4})?[.]?$")
_HTML = HTML_TAGS - NOUN_TAGS


def find_angles(passage: Passage) -> Iterator[Hit]:
    """`<owner>` as text, and as what CommonMark takes for an HTML tag; `<<owner>>`."""
    for found in _ANGLE.finditer(passage.text):
        if (
            not _is_in_path(passage, *found.span())
            and not passage.mentioned(*found.span())
            and not (passage.called(found.end()) or passage.used(found.start()))
            and _is_slot(passage, found.start(), found[1])
        ):
            yield Hit(Kind.ANGLE, *found.span())
    for found in _MERGED.finditer(passage.text) if not passage.code else ():
        if not passage.glued(found.start()):
            yield Hit(Kind.ANGLE, *found.span())
    for position, tag in passage.tags:
        is_opening = tag.endswith(">") and not tag.startswith(("</", "<!", "<?"))
        if is_opening and _is_unknown_tag(passage, position, tag[1:-1]):
            yield Hit(Kind.ANGLE, position, position, tag)


def _is_in_path(passage: Passage, start: int, end: int) -> bool:
    """Whether it is part of a path or file name that a sentence explains: `/var/log/<service>.log`."""
    before = _RUN_BEFORE.search(passage.line_before(start))
    after = _RUN_AFTER.match(passage.text, end)
    run = (before[0] if before else "") + (after[0] if after else "")
    is_path = "://" not in run and bool(_WORD.search(run)) and ("/" in run or bool(_EXTENSION.search(run)))
    return is_path and not passage.stands_alone(
        start - len(before[0] if before else ""), end + len(after[0] if after else "")
    )


def _is_slot(passage: Passage, start: int, content: str) -> bool:
    if passage.glued(start) or HIDDEN in content or _NO_NAME.search(content) or content != content.strip():
        return False
    if " " in content:
        return content[0].isalpha() and not _ATTRIBUTE.search(content)
    return content.lower() not in _HTML and _names(content)


def _is_unknown_tag(passage: Passage, position: int, content: str) -> bool:
    """A tag that HTML does not know, or one that says more than HTML would (`<link to coverage>`), and never closed."""
    name, _, rest = content.partition(" ")
    if (
        passage.glued(position)
        or _is_in_path(passage, position, position)
        or _NO_NAME.search(content)
        or _ATTRIBUTE.search(rest)
    ):
        return False
    if name.lower() in passage.closed_tags or _CALLED_ELEMENT.match(passage.text, position):
        return False
    if rest.strip():
        return name.lower() not in HTML_TAGS or not set(rest.lower().split()) <= BOOLEAN_ATTRIBUTES
    return name.lower() not in _HTML and _names(name)


def _names(word: str) -> bool:
    """Whether one word in angle brackets is a slot, and not a key, a type, a generic parameter or a component."""
    if len(word) < 2 or word.lower() in KEYS | TYPES or _NO_WORD.search(word):
        return False
    parts = parts_of(word)
    if is_camel(word) and word[0].isupper():
        return bool(parts) and names_slot(parts[-1])
    return any(letter.isalpha() for letter in word)
