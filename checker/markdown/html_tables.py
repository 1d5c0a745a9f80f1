"""Tables that a Markdown document has as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from checker.classes import dataclass
from checker.model.evidence import Reason, undeterminable
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.observation import Observation, lacking
from checker.patterns import regex
from checker.text.html import HTML_PART
from checker.tree.places import Region

_TAG = regex(r"<(/?)(table|tr|th|td|br)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """The texts of a table's cells, its header first. location: of the block of HTML in which it stands."""

    rows: tuple[tuple[str, ...], ...]
    location: Location

    @property
    def unread(self) -> Observation:
        """That the table is there, and that nobody reads its rows."""
        gap = undeterminable(Reason.TABLE_IN_HTML, self.location, line=str(self.location.line))
        return lacking(gap, hint="write the table with `|`, as Markdown has it")


def html_tables(markdown: Markdown) -> Iterator[HtmlTable]:
    """The tables in blocks of HTML. Source: HTML Living Standard, 4.9 Tabular data."""
    for block in markdown.blocks:
        if block.kind == "html":
            place = Location(markdown.path, block.line, 1)
            for rows in _tables_in("\n".join(markdown.lines[block.line - 1 : block.end_line])):
                yield HtmlTable(tuple(tuple(" ".join(unescape(one).split()) for one in row) for row in rows), place)


def html_tables_in(region: Region) -> Iterator[HtmlTable]:
    """Those of a region that have rows below their header."""
    for table in html_tables(region.markdown):
        if region.holds(table.location.line or 0) and len(table.rows) > 1:
            yield table


def _tables_in(source: str) -> list[list[list[str]]]:
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
