"""Text of unknown origin, made fit to be shown: nothing hidden, nothing that steers a terminal or log, cut to width.

GitHub's runner takes a line that begins with `::` and a `##[` anywhere in a line for commands to itself
(https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions); neither leaves this module.

Widths are counted in cells of a terminal: two for wide East Asian characters and emoji, none for combining marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from checker.classes import dataclass

_INVISIBLE_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_CUT = "…"
_TAB = "    "


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a source line. marker: blanks and `^` to stand below `text`, empty when there is no column."""

    text: str
    marker: str


def visible(text: str) -> str:
    r"""The text with every character that does not show as itself written out (`\x1b`, `\u202e`), line ends too."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(_visible_character(character) for character in text)
    return text.replace("##[", r"#\x23[")


def visible_line(text: str) -> str:
    """The same for running text: line ends and tabs are blanks, blanks are folded."""
    return visible(
        " ".join(part for part in text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ").split(" ") if part)
    )


def cells(text: str) -> int:
    """How many cells of a terminal a visible text takes."""
    return len(text) if text.isascii() else sum(_cells(character) for character in text)


def cut(text: str, width: int) -> str:
    """A visible text, ended by `…` where it does not fit."""
    if cells(text) <= width:
        return text
    return _head(text, width - 1).rstrip() + _CUT


def opening(text: str) -> str:
    """A visible text that may begin a line."""
    return re.sub("^::", r"\\x3a:", text)


def wrapped(text: str, width: int) -> Iterator[str]:
    """A visible text in lines of at most `width` cells, none of which begins with `::`; overlong words are broken."""
    line = ""
    for word in _words(text, width):
        if line and cells(line) + 1 + cells(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def excerpt(line: str, column: int | None, found: str | None, width: int) -> Excerpt:
    """What a reader sees of a source line around `column` (1-based), with what was `found` there underlined."""
    at = min((column or 1) - 1, len(line))
    before, after = _shown(line[max(0, at - width) : at]), _shown(line[at : at + width])
    if "##[" in before[-2:] + after[:2]:
        before = before[:-1] + r"\x23"
    hidden_left, hidden_right = at > width, len(line) > at + width
    left = _share(cells(before), cells(after), width)
    if hidden_left or cells(before) > left:
        before = _CUT + _tail(before, left - 1)
    room = width - cells(before)
    if hidden_right or cells(after) > room:
        after = _head(after, room - 1) + _CUT
    underlined = found if found and line.startswith(found, at) else line[at : at + 1]
    length = max(1, min(cells(_shown(underlined[:width])), cells(after)))
    return Excerpt((before + after).rstrip(" "), " " * cells(before) + "^" * length if column else "")


def _share(before: int, after: int, width: int) -> int:
    """How many cells go to what stands before the marked place: half, or more when less stands after it."""
    return min(before, max(width // 2, width - after))


def _visible_character(character: str) -> str:
    is_shown = character.isprintable() or unicodedata.category(character) == "Zs"
    if is_shown and character not in _INVISIBLE_LETTERS:
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _shown(source: str) -> str:
    return visible(source.replace("\t", _TAB))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _head(text: str, width: int) -> str:
    """As much of the beginning as fits."""
    taken = 0
    for at, character in enumerate(text):
        taken += _cells(character)
        if taken > width:
            return text[:at]
    return text


def _tail(text: str, width: int) -> str:
    """As much of the end as fits."""
    taken = 0
    for at in range(len(text) - 1, -1, -1):
        taken += _cells(text[at])
        if taken > width:
            return text[at + 1 :]
    return text


def _words(text: str, width: int) -> Iterator[str]:
    """The words of a text, those that are wider than a line in pieces."""
    for word in text.split():
        rest = word
        while rest:
            rest = opening(rest)
            piece = _head(rest, width) or rest[0]
            yield piece
            rest = rest[len(piece) :]
