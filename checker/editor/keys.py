"""Where in a policy a place of its text is: the keys on the way to it, by indentation and braces.

The text need not be YAML yet: it is being written. Braces that are open over several lines are not followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.classes import dataclass
from checker.patterns import regex

_BLOCK_KEY = regex(r"(?P<indent> *(?:- +)*)(?P<key>[\w.-]+) *:(?: |$)")
_INLINE = regex(r"[{}\[\],]|(?P<key>[\w.-]+) *:(?= |$)")
_LIST = "[]"
"""Stands for any entry of a list on the way."""


@dataclass(frozen=True, slots=True)
class Spot:
    """way: the keys that lead to the mapping or value at hand, `[]` for an entry of a list. word: what is there.

    is_value: whether a value stands there, that of the last key of the way; else a key of the mapping.
    """

    way: tuple[str, ...]
    word: str
    is_value: bool


def spot_at(lines: Sequence[str], row: int, column: int) -> Spot:
    """The spot of a place, 0-based. The word is taken up to its end when the place is within it."""
    line = lines[row] if row < len(lines) else ""
    before = line[:column]
    start = len(before) - len(_word_end(before))
    word = _word_end(before) + _word_start(line[column:])
    opened = _BLOCK_KEY.match(line)
    if opened is not None and start >= opened.end():
        way = (*_above(lines, row, _depth(opened["indent"])), *_entries(opened["indent"]), opened["key"])
        inline, is_value = _inline(line[opened.end() : start])
        return Spot((*way, *inline), word, is_value)
    blank = before[:start]
    indent = blank if not blank.strip(" -") else ""
    return Spot((*_above(lines, row, _depth(indent)), *_entries(indent)), word, is_value=False)


def _word_end(text: str) -> str:
    found = regex(r"[\w.-]*$").search(text)
    return found[0] if found is not None and not found[0].startswith("-") else ""


def _word_start(text: str) -> str:
    found = regex(r"[\w.-]*").match(text)
    return found[0] if found is not None else ""


def _depth(indent: str) -> int:
    return len(indent)


def _entries(indent: str) -> tuple[str, ...]:
    return (_LIST,) * indent.count("-")


def _above(lines: Sequence[str], row: int, depth: int) -> tuple[str, ...]:
    """The keys of the lines above that the line at a depth belongs to."""
    found: list[str] = []
    for line in reversed(lines[:row]):
        opened = _BLOCK_KEY.match(line)
        if opened is None or _depth(opened["indent"]) > depth:
            continue
        key_depth, dash = _depth(opened["indent"]), opened["indent"].find("-")
        if key_depth < depth:
            found = [*_entries(opened["indent"]), opened["key"], *found]
            depth = dash if dash >= 0 else key_depth
        elif dash >= 0:
            found = [*_entries(opened["indent"]), *found]
            depth = dash
        if depth <= 0:
            break
    return tuple(found)


def _inline(text: str) -> tuple[tuple[str, ...], bool]:
    """The keys of the braces that are open at the end of a text, and whether a value stands there."""
    stack: list[list[str]] = []
    key = ""
    for token in _tokens(text):
        if token in ("{", "["):
            stack.append([token, key])
            key = ""
        elif token in ("}", "]"):
            if stack:
                stack.pop()
            key = ""
        elif token == ",":
            key = ""
        else:
            key = token
    way: list[str] = []
    for sign, of in stack:
        way += [of] if of else []
        way += [_LIST] if sign == "[" else []
    is_in_braces = bool(stack) and stack[-1][0] == "{"
    return (*way, *([key] if key else [])), bool(key) or not is_in_braces


def _tokens(text: str) -> Iterator[str]:
    for found in _INLINE.finditer(text):
        yield found["key"] or found[0]
