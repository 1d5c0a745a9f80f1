"""The tables of a document as rows of cells, however they are written: GFM, HTML, or rows with blank lines between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from checker.markdown.html_tables import html_tables
from checker.model.location import Location
from checker.model.markdown import Block, Markdown, Text
from checker.model.record import Value, plain_value
from checker.patterns import regex
from checker.signatures.blocks import is_sign_off_title
from checker.signatures.entries import value_of

_ROW = regex(r"\s*\|.*\|\s*")
_DELIMITER = regex(r":?-{3,}:?")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, its header first. asked: it stands under a heading that says sign-off."""

    rows: tuple[tuple[Value, ...], ...]
    location: Location
    asked: bool = False


def grids_in(markdown: Markdown) -> Iterator[Grid]:
    """All tables, those in GFM first."""
    found = sorted([*_gfm(markdown), *_torn(markdown)], key=lambda grid: grid.location.line or 0)
    for grid in (*_joined(found), *_html(markdown)):
        yield replace(grid, asked=_asked(markdown, grid.location.line or 1))


def _gfm(markdown: Markdown) -> Iterator[Grid]:
    for table in markdown.tables:
        rows = (table.header, *(row.cells for row in table.rows))
        values = tuple(tuple(value_of(cell.text, markdown, cell.line, cell.column) for cell in row) for row in rows)
        yield Grid(values, Location(markdown.path, table.line, table.column))


def _html(markdown: Markdown) -> Iterator[Grid]:
    for table in html_tables(markdown):
        values = tuple(tuple(plain_value(cell, table.location) for cell in row) for row in table.rows)
        yield Grid(values, table.location)


def _torn(markdown: Markdown) -> Iterator[Grid]:
    """The single rows that blank lines have cut off from their table, as grids of one row."""
    for block in markdown.blocks:
        if block.kind == "paragraph" and _ROW.fullmatch(block.text.inline.plain):
            yield Grid((_cells(block, markdown),), Location(markdown.path, block.line, block.text.column))


def _cells(block: Block, markdown: Markdown) -> tuple[Value, ...]:
    place = Location(markdown.path, block.line, block.text.column)
    links = markdown.links_of(block.text)
    texts = [cell.strip() for cell in _plain(block.text).strip().strip("|").split("|")]
    owned = [tuple(link for link in links if link.text and link.text in text) for text in texts]
    return tuple(Value(text, text, place, own, (), text) for text, own in zip(texts, owned, strict=True))


def _plain(text: Text) -> str:
    return " ".join(text.inline.plain.split())


def _joined(grids: list[Grid]) -> Iterator[Grid]:
    """Rows that follow each other with as many cells are one table; its line of dashes is none of its rows."""
    groups: list[list[Grid]] = [[grid] for grid in grids[:1]]
    for above, below in pairwise(grids):
        torn = len(below.rows) == 1 and len(below.rows[0]) == len(above.rows[0])
        near = (below.location.line or 0) - (above.location.line or 0) <= len(above.rows) + _NEAR
        if torn and near:
            groups[-1].append(below)
        else:
            groups.append([below])
    for group in groups:
        rows = tuple(row for grid in group for row in grid.rows if not _is_delimiter(row))
        if rows:
            yield Grid(rows, group[0].location)


_NEAR = 2


def _is_delimiter(row: tuple[Value, ...]) -> bool:
    return all(_DELIMITER.fullmatch(cell.plain) for cell in row)


def _asked(markdown: Markdown, line: int) -> bool:
    titles = [section.title.plain for section in markdown.sections if section.level and section.line < line]
    return bool(titles) and is_sign_off_title(titles[-1])
