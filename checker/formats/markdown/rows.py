"""The rows of GitHub's tables, cut into cells."""

from __future__ import annotations

from typing import NamedTuple

from checker.formats.markdown.stretches import Places, Stretch
from checker.patterns import regex

_BLANKS = "\t\n\v\f\r \u00a0\u1680\u202f\u205f\u3000\u2028\u2029" + "".join(map(chr, range(0x2000, 0x200B)))
"""What the parser takes off around a cell."""

_PIPE = regex(r"(?<!\\)\|")


class Piece(NamedTuple):
    """One cell as written. offset: of its first character in the line, or of where it would stand when it is empty."""

    offset: int
    text: str


def pieces_of(line: str, begins: int) -> list[Piece]:
    r"""The cells of a row. begins: where the row begins in its line, from 0.

    A pipe behind a backslash ends no cell, in code neither; the outer pipes may be missing.
    Source: GitHub Flavored Markdown 0.29, 4.10 Tables (extension).
    """
    row = line[begins:].rstrip(_BLANKS)
    offset = begins + len(row) - len(row.lstrip(_BLANKS))
    parts = _PIPE.split(row.strip(_BLANKS)) if "\\" in row else row.strip(_BLANKS).split("|")
    if not parts[0]:
        parts.pop(0)
        offset += 1
    if parts and not parts[-1]:
        parts.pop()
    found = []
    for part in parts:
        found.append(_trimmed(part, offset))
        offset += len(part) + 1
    return found


def unescaped(text: str) -> str:
    r"""A cell's text as Markdown sees it: `\|` is a pipe, in code too."""
    return text.replace("\\|", "|")


def cell_places(text: str, line: int, column: int) -> Places:
    """The places of `unescaped(text)`. text: the cell as written, which begins at `line` and `column`."""
    stretches: list[Stretch] = [(0, line, column)]
    found = text.find("\\|")
    while found >= 0:
        stretches.append((found + 1 - len(stretches), line, column + found + 1))
        found = text.find("\\|", found + 2)
    return Places(stretches, len(text) - len(stretches) + 1)


def _trimmed(part: str, offset: int) -> Piece:
    text = part.strip(_BLANKS)
    before = part.find(text) if text else min(1, len(part))
    return Piece(offset + before, text)
