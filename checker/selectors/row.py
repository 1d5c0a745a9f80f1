"""Rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

from checker.model.kinds import Scope, Selector
from checker.model.language import Column, Columns, PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Cell, Markdown, Table, TableRow
from checker.model.observation import Observation, not_met
from checker.model.record import Record, Value
from checker.reading.places import Region, regions_in
from checker.reading.titles import nearest, title_key
from checker.reading.wording import same_reading

NO_COLUMNS = Columns()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Selector):
    """The rows of a table, each with its columns as fields.

    Columns are found by their name as people read it: case, emphasis and blanks do not count, further columns and
    another order do not matter. Every column that the policy uses is declared, so that a misspelt one is found when the
    policy is read, and a column that a document lacks is reported at the table's header. A mapping gives the other
    names under which documents may have a column. Where there are several tables, those that have the declared columns
    are read. Rows that repeat the header are not rows; a table in a comment or in a code block is not there. A table
    that lies on its side, with the names in its first column (`| Field | Value |`), has one row per further column.

    ```yaml
    for_each: {row: {in: inventory, under: Defect Catalog, columns: [ID, Priority, Owner]}, where: {Priority: P0}}
    require: {Owner: filled}
    ```
    """

    kind: ClassVar[str] = "row"
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""
    columns: Columns = NO_COLUMNS
    """The columns that the policy uses, or a mapping to the other names that tables use for them."""

    def fields(self) -> Mapping[str, str]:
        return {column.name: "a cell of the row" for column in self.columns.columns}

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        columns = self.columns.columns
        read = [_read(region, table, columns) for region in found.regions for table in tables_in(region)]
        fitting = _best(read, columns)
        problems = found.problems
        if found.regions and not fitting:
            problems = (*problems, _no_table(found.place, found.words, columns, read))
        missing = _missing_columns(fitting, columns, found.words)
        records = tuple(record for one in fitting for record in one.records(columns, missing))
        place = fitting[0].place if fitting else found.place
        return Selected(records, problems, place, f"the rows of {found.words}", len(records), missing=missing)


@dataclass(frozen=True, slots=True)
class _Read:
    """A table, and at which position it has each declared column."""

    markdown: Markdown
    pointer: str
    table: Table
    positions: Mapping[str, int]

    @property
    def place(self) -> Location:
        return Location(self.markdown.path, self.table.line, self.table.column, self.pointer)

    def records(self, columns: Iterable[Column], missing: Mapping[str, Observation]) -> Iterable[Record]:
        header = [title_key(cell.text.plain) for cell in self.table.header]
        names = list(columns)
        for number, row in enumerate(self.table.rows, 1):
            if [title_key(cell.text.plain) for cell in row.cells] != header:
                yield self._record(row, number, names, missing)

    def _record(self, row: TableRow, number: int, columns: list[Column], missing: Mapping[str, Observation]) -> Record:
        label = self._label(row, number, columns)
        place = Location(self.markdown.path, row.line, row.cells[0].column if row.cells else 1, self.pointer)
        place = place.pointing(label)
        fields = {
            column.name: self._value(row.cells[self.positions[column.name]], place.pointing(column.name))
            if column.name in self.positions
            else Value("", "", missing[column.name].location, absent=missing[column.name].message)
            for column in columns
        }
        plain = " | ".join(cell.text.plain for cell in row.cells)
        links = tuple(link for cell in row.cells for link in self.markdown.links_of(cell.text))
        value = Value(self.markdown.lines[row.line - 1].strip(), plain, place, links, data=plain)
        return Record("row", label, value, fields, row.line, row)

    def _label(self, row: TableRow, number: int, columns: list[Column]) -> str:
        """What people call the row: its first declared column, else its first cell, else its number."""
        first = next((self.positions[one.name] for one in columns if one.name in self.positions), 0)
        return (row.cells[first].text.plain if row.cells else "") or f"row {number}"

    def _value(self, cell: Cell, place: Location) -> Value:
        inline = cell.text.inline
        plain = cell.text.plain
        code = tuple(inline.plain[one.start : one.end] for one in inline.spans if one.kind == "code")
        links = self.markdown.links_of(cell.text)
        location = Location(place.path, cell.line, cell.column, place.pointer)
        return Value(cell.text.source, plain, location, links, code, plain)


def _read(region: Region, table: Table, columns: tuple[Column, ...]) -> _Read:
    """A table as it stands or, where that shows more of the declared columns, lying on its side."""
    upright = _Read(region.markdown, region.pointer, table, _positions(table, columns))
    turned = turn(table)
    lying = _Read(region.markdown, region.pointer, turned, _positions(turned, columns))
    return lying if len(lying.positions) > max(len(upright.positions), 1) else upright


def turn(table: Table) -> Table:
    """The table with its first column as header and one row per further column; cells keep their places."""
    lines = [table.header, *(row.cells for row in table.rows)]
    header, *rows = (tuple(cells) for cells in zip(*lines, strict=True))
    return Table(header, tuple(TableRow(cells, table.line) for cells in rows), table.line, table.end_line, table.column)


def tables_in(region: Region) -> list[Table]:
    return [table for table in region.markdown.tables if region.holds(table.line)]


def _positions(table: Table, columns: Iterable[Column]) -> Mapping[str, int]:
    """Where a table has the declared columns: under the declared name first, else under one of the others.

    A remark in brackets (`Owner (post-engagement)`) is overlooked only where no header has the name as it is.
    """
    titles = [cell.text.plain for cell in table.header]
    keys = [title_key(title) for title in titles]
    found: dict[str, int] = {}
    for column in columns:
        names = (column.name, *column.others)
        exact = (keys.index(title_key(name)) for name in names if title_key(name) in keys)
        alike = (n for name in names for n, title in enumerate(titles) if same_reading(title, name))
        position = next(chain(exact, alike), None)
        if position is not None:
            found[column.name] = position
    return found


def _best(tables: list[_Read], columns: tuple[Column, ...]) -> list[_Read]:
    """The tables that have most of the declared columns: all that have every one, else the nearest one."""
    if not columns:
        return tables
    most = max((len(one.positions) for one in tables), default=0)
    fitting = [one for one in tables if most and len(one.positions) == most]
    return fitting if most == len(columns) else fitting[:1]


def _missing_columns(tables: list[_Read], columns: Iterable[Column], words: str) -> Mapping[str, Observation]:
    missing: dict[str, Observation] = {}
    for one in tables[:1]:
        titles = [cell.text.plain for cell in one.table.header]
        for column in columns:
            if column.name not in one.positions:
                near = nearest(column.name, titles)
                said = f"the table in {words} has no column `{column.name}`"
                said += f"; the nearest is `{near}`" if near else ""
                header = ", ".join(f"`{title}`" for title in titles)
                missing[column.name] = not_met(said, one.place, expected=f"a column `{column.name}`", found=header)
    return missing


def _no_table(place: Location, words: str, columns: Iterable[Column], read: list[_Read]) -> Observation:
    expected = "a table with the columns " + ", ".join(f"`{column.name}`" for column in columns)
    if not read:
        return not_met(f"there is no table in {words}", place, expected=expected)
    return not_met(f"no table in {words} has the columns that are expected", read[0].place, expected=expected)
