"""Tables as wholes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Table as ModelTable
from checker.model.markdown import TableRow
from checker.model.record import Record, Value, listed, plain_value
from checker.text.titles import title_key
from checker.tree.places import Region, regions_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Selector):
    """The tables of a document, each as a whole; `columns` keeps those that have all of these columns.

    A table in a comment or in a code block is not there.

    ```yaml
    for_each: {table: {in: report, under: Budget}}
    require: adds_up
    ```
    """

    kind: ClassVar[str] = "table"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = (
        "the cells below its header, a line for each row, with ` | ` between them; the header is its field `columns`"
    )
    provides: ClassVar[Mapping[str, str]] = {
        "title": "of the section in which it stands, empty above the first heading",
        "columns": "the titles of its columns",
        "rows": "how many rows it has below its header",
        "width": "how many columns it has",
        "cells": "how many cells were written in its header and in each of its rows, as a list",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""
    columns: tuple[str, ...] = ()
    """Columns that a table must have to be meant."""

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under, of_tables=True)
        tables = [(one, table) for one in found.regions for table in one.within(one.markdown.tables)]
        records = tuple(_record(region, table) for region, table in tables if self._is_meant(table))
        return Selected(records, found.problems, found.place, f"the tables of {found.words}", len(tables))

    def _is_meant(self, table: ModelTable) -> bool:
        titles = {title_key(cell.text.plain) for cell in table.header}
        return all(title_key(column) in titles for column in self.columns)


def _record(region: Region, table: ModelTable) -> Record:
    holding = [one for one in region.markdown.sections if one.level and one.line <= table.line <= one.end_line]
    title = holding[-1].title.plain if holding else ""
    place = Location(region.markdown.path, table.line, table.column, title or region.pointer)
    titles = [cell.text.plain for cell in table.header]
    joined = ", ".join(titles)
    rows = len(table.rows)
    columns = Value(joined, joined, place, data=joined, items=tuple(plain_value(one, place) for one in titles))
    fields = {
        "title": plain_value(title, place),
        "columns": columns,
        "rows": plain_value(str(rows), place, rows),
        "width": plain_value(str(len(titles)), place, len(titles)),
        "cells": listed([_written(row, place) for row in (TableRow(table.header, table.line), *table.rows)], place),
    }
    said = "\n".join(" | ".join(cell.text.plain for cell in row.cells) for row in table.rows)
    links = tuple(link for row in table.rows for cell in row.cells for link in region.markdown.links_of(cell.text))
    value = Value("\n".join(region.markdown.lines[table.line - 1 : table.end_line]), said, place, links, data=said)
    return Record("table", f"the table in line {table.line}", value, fields, table.end_line, table)


def _written(row: TableRow, table: Location) -> Value:
    """How many cells of a row were written, at the row."""
    count = len(row.cells) + row.surplus - row.missing
    column = row.cells[0].column if row.cells else 1
    return plain_value(str(count), Location(table.path, row.line, column, table.pointer), count)
