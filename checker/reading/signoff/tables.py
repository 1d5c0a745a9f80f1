"""Sign-off tables: one entry for each row, or for each column where the table is transposed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.record import Value, plain_value
from checker.reading.html import HTML_PART
from checker.reading.signoff.entries import Entry, labelled, value_of
from checker.reading.signoff.kinds import Kind, kind_of

_TAG = re.compile(r"<(/?)(table|tr|th|td|br)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table as rows of cells, its header first."""

    rows: tuple[tuple[Value, ...], ...]
    location: Location


def table_entries(markdown: Markdown) -> Iterator[Entry]:
    """The entries of all sign-off tables, GFM and HTML; other tables are left out."""
    for grid in (*_gfm_grids(markdown), *_html_grids(markdown)):
        yield from _entries_of(_upright(grid))


def _gfm_grids(markdown: Markdown) -> Iterator[_Grid]:
    for table in markdown.tables:
        rows = (table.header, *(row.cells for row in table.rows))
        values = tuple(tuple(value_of(cell.text, markdown, cell.line, cell.column) for cell in row) for row in rows)
        yield _Grid(values, Location(markdown.path, table.line, table.column))


def _html_grids(markdown: Markdown) -> Iterator[_Grid]:
    for block in markdown.blocks:
        if block.kind == "html":
            place = Location(markdown.path, block.line, 1)
            for rows in _html_tables("\n".join(markdown.lines[block.line - 1 : block.end_line])):
                values = tuple(
                    tuple(plain_value(" ".join(unescape(cell).split()), place) for cell in row) for row in rows
                )
                yield _Grid(values, place)


def _html_tables(source: str) -> list[list[list[str]]]:
    """The texts of the cells of every table in a piece of HTML. Source: HTML Living Standard, 4.9 Tabular data."""
    tables: list[list[list[str]]] = []
    open_cell, position = False, 0
    for part in HTML_PART.finditer(source):
        if open_cell:
            tables[-1][-1][-1] += source[position : part.start()] + (part[0] if part[0].startswith("&") else " ")
        position = part.end()
        tag = _TAG.match(part[0])
        if tag is not None and tag[2].lower() != "br":
            open_cell = _open(tables, tag[2].lower()) if not tag[1] else False
    return [[row for row in table if row] for table in tables if any(table)]


def _open(tables: list[list[list[str]]], tag: str) -> bool:
    """Begin a table, row or cell; whether text now belongs to a cell."""
    if tag == "table" or not tables:
        tables.append([])
    if tag in ("tr", "td", "th") and (tag == "tr" or not tables[-1]):
        tables[-1].append([])
    if tag in ("td", "th"):
        tables[-1][-1].append("")
    return tag in ("td", "th")


def _upright(grid: _Grid) -> _Grid:
    """The table with its kinds in the header: turned when they stand in the first column."""
    if not grid.rows or "signature" in _kinds(grid.rows[0]):
        return grid
    beside = [kind_of(row[0].plain) for row in grid.rows[1:] if row]
    if "signature" not in beside or not {"name", "date"} & set(beside):
        return grid
    width = max(len(row) for row in grid.rows)
    empty = plain_value("", grid.location)
    header, *columns = (tuple(row[at] if at < len(row) else empty for row in grid.rows) for at in range(width))
    return _Grid(((plain_value("Role", grid.location), *header[1:]), *columns), grid.location)


def _kinds(header: Sequence[Value]) -> list[Kind]:
    return [kind_of(cell.plain) for cell in header]


def _entries_of(grid: _Grid) -> Iterator[Entry]:
    if not grid.rows:
        return
    header = grid.rows[0]
    kinds = _kinds(header)
    if not _is_sign_off(kinds):
        return
    rows = [row for row in grid.rows[1:] if [cell.plain for cell in row] != [cell.plain for cell in header]]
    for row in rows:
        place = row[0].location if row else grid.location
        yield labelled("row", tuple(zip(kinds, row, strict=False)), place, shifted=len(row) < len(header))
    if not rows:
        yield Entry("empty", "the table", grid.location)


def _is_sign_off(kinds: Sequence[Kind]) -> bool:
    """Whether a table is there to be signed: it has a column for the mark, and one for who or when."""
    who_or_when = {"name", "role", "date"} & set(kinds)
    return "signature" in kinds or "by" in kinds or ("decision" in kinds and bool(who_or_when))
