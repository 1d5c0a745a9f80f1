"""Where in a YAML text a place is: the keys on the way to it, by indentation and braces.

The text need not be YAML yet: it is being written. Braces may be open over several lines; those that are left open end
where a line is not indented further than the one that opens them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.classes import dataclass
from checker.patterns import regex

_BLOCK_KEY = regex(r"(?P<indent> *(?:- +)*)['\"]?(?P<key>[\w./*?-]+)['\"]? *:(?: |$)")
_ENTRY = regex(r"(?P<indent> *(?:- +)+)(?=[{\[])")
_INLINE = regex(r"'(?:[^']|'')*'?|\"(?:\\.|[^\"\\])*\"?|(?:^|(?<=\s))#[^\n]*|[{}\[\],]|(?P<key>[\w.-]+) *:(?=\s|$)")
_LIST = "[]"
"""Stands for any entry of a list on the way."""
_OPENING, _CLOSING = ("{", "["), ("}", "]")


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
    above, opener = _blocks([*lines[:row], line])
    first = lines[opener] if opener is not None else line
    opened = _BLOCK_KEY.match(first) or _ENTRY.match(first)
    if opened is not None and (opener is not None or start >= opened.end()):
        end = opened.end()
        inside = line[end:start] if opener is None else "\n".join([first[end:], *lines[opener + 1 : row], line[:start]])
        indent, keys = opened["indent"], [opened["key"]] if "key" in opened.groupdict() else []
        inline, is_value = _inline(inside)
        way = (*_above(above, opener if opener is not None else row, _stem(indent)), *_entries(indent), *keys, *inline)
        return Spot(way, word, is_value)
    blank = before[:start]
    indent = blank if not blank.strip(" -") else ""
    return Spot((*_above(above, row, _stem(indent)), *_entries(indent)), word, is_value=False)


def _blocks(lines: Sequence[str]) -> tuple[list[str], int | None]:
    """The lines with those emptied that go on in open braces, and the line that opens those around the last one."""
    blocks: list[str] = []
    opener, depth = None, 0
    for row, line in enumerate(lines):
        if opener is not None and line.strip() and _indent(line) <= _indent(lines[opener]):
            opener, depth = None, 0
        if row == len(lines) - 1:
            break
        opened = _BLOCK_KEY.match(line) or _ENTRY.match(line) if opener is None else None
        text = line[opened.end() :].lstrip() if opened is not None else line
        if opener is not None or text.startswith(_OPENING):
            depth += sum((token in _OPENING) - (token in _CLOSING) for token in _tokens(text))
        blocks.append("" if opener is not None else line)
        opener = None if depth <= 0 else row if opener is None else opener
        depth = max(depth, 0)
    return blocks, opener


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _word_end(text: str) -> str:
    found = regex(r"[\w.-]*$").search(text)
    return found[0] if found is not None and not found[0].startswith("-") else ""


def _word_start(text: str) -> str:
    found = regex(r"[\w.-]*").match(text)
    return found[0] if found is not None else ""


def _depth(indent: str) -> int:
    return len(indent)


def _stem(indent: str) -> int:
    """How far what holds a line is to the left of: its first dash, where it is an entry of a list."""
    dash = indent.find("-")
    return dash if dash >= 0 else len(indent)


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
        if token in _OPENING:
            stack.append([token, key])
            key = ""
        elif token in _CLOSING:
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
    """Braces, commas and keys; what stands in quotation marks or a comment is none of them."""
    for found in _INLINE.finditer(text):
        if found["key"] or found[0] in (*_OPENING, *_CLOSING, ","):
            yield found["key"] or found[0]
