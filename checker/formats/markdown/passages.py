"""The stretches of a document that hold inline text, and where each begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from checker.formats.markdown.rows import Piece, cell_places, unescaped
from checker.formats.markdown.stretches import Places, block_places, line_places
from checker.model.markdown import Inline, Text

Reader = Callable[[str, Places], Inline]
"""Reads a source whose characters have these places."""


class Passage(NamedTuple):
    """One of them. written: as in the file, without the markers of the blocks around it; source: as Markdown sees it.

    line, column: where it begins, from 1. work_out: finds the places of `source`, None where it is a stretch
    of one line.
    """

    written: str
    source: str
    line: int
    column: int
    work_out: Callable[[], Places] | None = None

    def places(self) -> Places:
        """The place of every character of `source`."""
        return self.work_out() if self.work_out else line_places(self.line, self.column, len(self.source))

    def text(self, reader: Reader) -> Text:
        """The text, read by `reader` when somebody looks."""
        return Text(self.written, self.line, self.column, partial(_read, self, reader))


def block_passage(written: str, lines: Sequence[str], first: int, last: int) -> Passage:
    """The text of a block. first, last: its lines, from 0, the last one not included."""
    beginning, more, _ = written.partition("\n")
    column = lines[first].rfind(beginning) + 1 if beginning else 0
    if column and not more:
        return Passage(written, written, first + 1, column)
    places = partial(block_places, written, lines, first, last)
    start = (first + 1, column) if column else places()[0]
    return Passage(written, written, *start, places)


def heading_passage(written: str, line: str, row: int) -> Passage:
    """The text of a heading behind its hashes. line: of the file; row: its number, from 0."""
    hashes = line.index("#")
    behind = hashes + len(line[hashes:]) - len(line[hashes:].lstrip("#"))
    at = line.find(written, behind + 1) if written else behind
    return Passage(written, written, row + 1, at + 1)


def cell_passage(piece: Piece, line: int) -> Passage:
    """The text of a table cell."""
    column = piece.offset + 1
    if "\\|" not in piece.text:
        return Passage(piece.text, piece.text, line, column)
    places = partial(cell_places, piece.text, line, column)
    return Passage(piece.text, unescaped(piece.text), line, column, places)


def _read(passage: Passage, reader: Reader) -> Inline:
    return reader(passage.source, passage.places())
