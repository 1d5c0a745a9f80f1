"""The rows of a document's tables, with the columns that a policy declares."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from types import MappingProxyType

from checker.classes import dataclass, replace
from checker.markdown.html_tables import html_tables_in
from checker.model.evidence import Gap, Reason, absent, undeterminable
from checker.model.kinds import Scope
from checker.model.language import Column, Columns, PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Cell, Markdown, Table, TableRow
from checker.model.observation import Observation, lacking
from checker.model.passed_over import PassedOver
from checker.model.record import Record, Value, missing_value, plain_value
from checker.text.likeness import looks_the_same, near_titles, odd_sign
from checker.text.shown import same_reading
from checker.text.titles import nearest, title_key
from checker.tree.places import Region, regions_in


def rows_in(scope: Scope, paths: PathSet | None, under: tuple[str, ...] | str, declared: Columns) -> Selected:
    """The rows of the tables that have the declared columns, or of all tables when none is declared."""
    found, fitting = _tables(scope, paths, under, declared)
    records = tuple(record for one in fitting for record in one.records(declared.columns, found.missing))
    return replace(found, records=records, searched=f"the rows of {found.searched}", considered=len(records))


def cells_in(scope: Scope, paths: PathSet | None, under: tuple[str, ...] | str, declared: Columns) -> Selected:
    """The cells of these tables, row by row: under the declared columns, else under all but the first."""
    found, fitting = _tables(scope, paths, under, declared)
    records = tuple(record for one in fitting for record in one.cells(declared.columns))
    problems = (*found.problems, *found.missing_columns(found.missing))
    words = f"the cells of {found.searched}"
    return replace(
        found, records=records, problems=problems, searched=words, considered=len(records), missing=MappingProxyType({})
    )


def _tables(
    scope: Scope, paths: PathSet | None, under: tuple[str, ...] | str, declared: Columns
) -> tuple[Selected, list[_Read]]:
    """The tables in which to look, and what there is to say of the search."""
    found = regions_in(scope, paths, under, of_tables=True)
    columns = declared.columns
    fitting: list[_Read] = []
    problems, without, left_out = list(found.problems), list[Observation](), list[_Read]()
    for regions in _looked_at_together(found.regions):
        read = [_read(region, table, columns) for region in regions for table in _tables_in(region)]
        best = _best(read, columns)
        unread = tuple(_unread_html(regions, columns))
        problems += [*_partly_fitting(read, best, columns), *unread, *_near_tables(read, best, columns)]
        problems += [seen for one in best for seen in (*_ragged(one), *_doubtful_columns(one, columns))]
        if not best and not unread:
            without.append(_no_table(regions[0].place, found.words, columns, read))
        left_out += [one for one in read if one.pointer and columns and not one.positions]
        fitting += best
    one_will_do = fitting and paths is not None and paths.any_of
    problems += without if not one_will_do else ()
    place = fitting[0].place if fitting else found.place
    missing = _missing_columns(fitting, columns, found.words)
    return Selected((), tuple(problems), place, found.words + _without(left_out), missing=missing), fitting


def _looked_at_together(regions: Sequence[Region]) -> Iterable[list[Region]]:
    """A section by itself, with its namesakes in the same document; documents that are searched as wholes together."""
    groups: dict[tuple[str, str], list[Region]] = {}
    for region in regions:
        key = (region.markdown.path, title_key(region.pointer)) if region.section is not None else ("", "")
        groups.setdefault(key, []).append(region)
    return groups.values()


@dataclass(frozen=True, slots=True)
class _Read:
    """A table, and at which position it has each declared column. is_turned: its columns were its rows."""

    markdown: Markdown
    pointer: str
    table: Table
    positions: Mapping[str, int]
    is_turned: bool = False

    @property
    def place(self) -> Location:
        return Location(self.markdown.path, self.table.line, self.table.column, self.pointer)

    @property
    def heading(self) -> tuple[str, int]:
        """The document, and the line of the heading right under which the table stands; 0 for none."""
        sections = self.markdown.sections
        at = bisect_right(sections, self.table.line, key=attrgetter("line"))
        return self.markdown.path, sections[at - 1].line if at and sections[at - 1].level else 0

    def records(self, columns: Iterable[Column], missing: Mapping[str, Gap]) -> Iterator[Record]:
        names = list(columns)
        for number, row in self.rows():
            yield self._record(row, number, names, missing)

    def cells(self, columns: Iterable[Column]) -> Iterator[Record]:
        titles = dict(enumerate(cell.text.plain for cell in self.table.header))
        positions = self.positions or {title: at for at, title in titles.items() if at}
        names = list(columns)
        for number, row in self.rows():
            called = self.label(row, number, [])
            place = self.row_place(row, self.label(row, number, names))
            for name, at in positions.items():
                value = self._value(row.cells[at], place.pointing(name))
                fields = {"row": plain_value(called, place), "column": plain_value(name, place), "text": value}
                yield Record("cell", f"`{name}` of {called}", value, fields, row.last_line)

    def rows(self) -> Iterator[tuple[int, TableRow]]:
        return body_rows(self.table)

    def row_place(self, row: TableRow, label: str) -> Location:
        column = row.cells[0].column if row.cells else 1
        return Location(self.markdown.path, row.line, column, self.pointer).pointing(label)

    def _record(self, row: TableRow, number: int, columns: list[Column], missing: Mapping[str, Gap]) -> Record:
        label = self.label(row, number, columns)
        place = self.row_place(row, label)
        fields = {
            column.name: self._value(row.cells[self.positions[column.name]], place.pointing(column.name))
            if column.name in self.positions
            else missing_value(missing[column.name])
            for column in columns
        }
        plain = " | ".join(cell.text.plain for cell in row.cells)
        links = tuple(link for cell in row.cells for link in self.markdown.links_of(cell.text))
        written = "\n".join(self.markdown.lines[row.line - 1 : row.last_line]).strip()
        value = Value(written, plain, place, links, row.code, plain)
        return Record("row", label, value, fields, row.last_line, row)

    def label(self, row: TableRow, number: int, columns: list[Column]) -> str:
        """What people call the row: its first declared column, else its first cell, else its number."""
        first = next((self.positions[one.name] for one in columns if one.name in self.positions), 0)
        return (row.cells[first].text.plain if row.cells else "") or f"row {number}"

    def _value(self, cell: Cell, place: Location) -> Value:
        plain = cell.text.plain
        links = self.markdown.links_of(cell.text)
        location = Location(place.path, cell.line, cell.column, place.pointer)
        return Value(cell.text.source, plain, location, links, cell.text.code, plain)


def body_rows(table: Table) -> Iterator[tuple[int, TableRow]]:
    """The rows of a table with their numbers; those that repeat the header are none."""
    header = [title_key(cell.text.plain) for cell in table.header]
    for number, row in enumerate(table.rows, 1):
        if [title_key(cell.text.plain) for cell in row.cells] != header:
            yield number, row


def _read(region: Region, table: Table, columns: tuple[Column, ...]) -> _Read:
    """A table as it stands or, where that shows more of the declared columns, lying on its side."""
    upright = _Read(region.markdown, region.pointer, table, _positions(table, columns))
    turned = _turn(table)
    lying = _Read(region.markdown, region.pointer, turned, _positions(turned, columns), is_turned=True)
    return lying if len(lying.positions) > max(len(upright.positions), 1) else upright


def _turn(table: Table) -> Table:
    """The table with its first column as header and one row per further column; cells keep their places."""
    lines = [table.header, *(row.cells for row in table.rows)]
    header, *rows = (tuple(cells) for cells in zip(*lines, strict=True))
    return Table(header, tuple(TableRow(cells, table.line) for cells in rows), table.line, table.end_line, table.column)


def _tables_in(region: Region) -> Sequence[Table]:
    return region.within(region.markdown.tables)


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
    """The tables that have most of the declared columns, all of them the same ones."""
    most = max(tables, key=lambda one: len(one.positions), default=None)
    if most is None or not columns:
        return tables
    return [one for one in tables if one.positions and one.positions.keys() == most.positions.keys()]


def _partly_fitting(tables: list[_Read], fitting: list[_Read], columns: tuple[Column, ...]) -> Iterator[Observation]:
    """Under one heading, a table with some of the columns is likely to be of the same list: it is not passed over."""
    headings = {one.heading for one in fitting}
    taken = set(map(id, fitting))
    for one in tables:
        if one.positions and id(one) not in taken and (one.pointer or one.heading in headings):
            titles = [cell.text.plain for cell in one.table.header]
            missing = [_lacking(column, titles) for column in columns if column.name not in one.positions]
            said = " and no ".join(missing)
            gap = absent(Reason.PARTLY_FITTING_TABLE, one.place, line=str(one.place.line), lacking=said)
            expected = "a table with the columns " + ", ".join(f"`{column.name}`" for column in columns)
            yield lacking(gap, expected=expected, found=", ".join(f"`{title}`" for title in titles))


def _lacking(column: Column, titles: list[str]) -> str:
    near = _nearest_title(column.name, titles)
    return f"column `{column.name}`" + (f" (the nearest is `{near}`)" if near else "")


def _near_tables(tables: list[_Read], fitting: list[_Read], columns: tuple[Column, ...]) -> Iterator[Observation]:
    """Tables that have none of the columns, but some that read nearly so: their rows may well be meant."""
    taken = set(map(id, fitting))
    for one in tables:
        if one.positions or id(one) in taken:
            continue
        titles = [cell.text.plain for cell in one.table.header]
        near = [(title, column.name) for column in columns for title in titles if near_titles(title, column.name)]
        if near and (one.pointer or len({name for _, name in near}) == len(columns)):
            yield lacking(undeterminable(Reason.LOOKALIKE_TABLE, one.place, there=near[0][0], column=near[0][1]))


def _ragged(read: _Read) -> Iterator[Observation]:
    """Rows with more cells than their table has columns, or fewer: what stands in which column is a guess."""
    for number, row in read.rows():
        if (row.surplus or row.missing) and not read.is_turned:
            yield ragged(row, read.row_place(row, read.label(row, number, [])))


def ragged(row: TableRow, place: Location) -> Observation:
    """That a row has more cells than its table has columns, or fewer."""
    count = str(len(row.cells) + row.surplus - row.missing)
    # A cell too many is dropped by GitHub: that can only be a fault.
    gap = absent if row.surplus else undeterminable
    return lacking(gap(Reason.RAGGED_ROW, place, count=count, width=str(len(row.cells))))


def _doubtful_columns(read: _Read, columns: Iterable[Column]) -> Iterator[Observation]:
    """Other columns of the name that a policy declares, or that look like it, whose cells say something else."""
    titles = [cell.text.plain for cell in read.table.header]
    for column in columns:
        taken = read.positions.get(column.name)
        for at, title in enumerate(titles):
            if taken is None or at == taken or at in read.positions.values() or not _differ(read, taken, at):
                continue
            place = Location(read.markdown.path, read.table.line, read.table.header[at].column, read.pointer)
            if title_key(title) == title_key(titles[taken]):
                yield lacking(undeterminable(Reason.DOUBLED_COLUMN, place, column=title))
            elif looks_the_same(title, column.name) or _one_letter_off(title, column.name):
                sign = odd_sign(title)
                yield lacking(
                    undeterminable(Reason.LOOKALIKE_COLUMN, place, there=title, column=column.name, sign=sign)
                )


def _one_letter_off(title: str, name: str) -> bool:
    """Whether two columns differ by a slip of the pen; a remark in brackets makes another column of it."""
    return near_titles(title, name) and not any(sign in title + name for sign in "([")


def _differ(read: _Read, one: int, other: int) -> bool:
    return any(row.cells[one].text.plain != row.cells[other].text.plain for row in read.table.rows)


def _nearest_title(name: str, titles: Sequence[str]) -> str | None:
    """The title that is spelt nearly like a name, else one that has all its words (`Due date` for `Due`)."""
    words = set(title_key(name).split())
    return nearest(name, titles) or next((one for one in titles if words <= set(title_key(one).split())), None)


def _without(left_out: list[_Read]) -> str:
    """Which tables under a heading are not meant, in words."""
    lines = ", ".join(str(one.place.line) for one in left_out)
    said = f"tables in lines {lines}, which have" if len(left_out) > 1 else f"table in line {lines}, which has"
    return f" (without the {said} none of the columns)" if left_out else ""


def _unread_html(regions: Iterable[Region], columns: tuple[Column, ...]) -> Iterator[Observation]:
    """Tables in HTML that may well be meant: under a heading those with some of the columns, else those with all."""
    for region in regions:
        for table in html_tables_in(region):
            have = [
                any(same_reading(title, name) for title in table.rows[0] for name in names)
                for names in map(_names, columns)
            ]
            if (any(have) or not columns) if region.section is not None else (all(have) and columns):
                yield table.unread


def _names(column: Column) -> tuple[str, ...]:
    return (column.name, *column.others)


def _missing_columns(tables: list[_Read], columns: Iterable[Column], words: str) -> Mapping[str, Gap]:
    missing: dict[str, Gap] = {}
    for one in tables:
        titles = [cell.text.plain for cell in one.table.header]
        for column in columns:
            if column.name not in one.positions and column.name not in missing:
                near = _nearest_title(column.name, titles) or ""
                header = ", ".join(f"`{title}`" for title in titles)
                missing[column.name] = absent(
                    Reason.NO_COLUMN, one.place, where=words, column=column.name, near=near, there=header
                )
    return missing


def _no_table(place: Location, words: str, columns: Iterable[Column], read: list[_Read]) -> Observation:
    expected = "a table with the columns " + ", ".join(f"`{column.name}`" for column in columns)
    if not read:
        return lacking(absent(Reason.NO_TABLE, place, where=words), expected=expected)
    titles = ", ".join(f"`{cell.text.plain}`" for cell in read[0].table.header)
    return lacking(absent(Reason.NO_SUCH_TABLE, read[0].place, where=words, there=titles), expected=expected)


def concerned(passed: PassedOver, found: Selected, columns: tuple[Column, ...]) -> bool:
    """Whether what looks like a row could be one of a search: it belongs to a table that was taken, or its section was
    asked for, or it has the names of columns that are.
    """
    if passed.after and _lines_beside(passed, found):
        return not columns or goes_on(passed, found)
    names = [name for column in columns for name in _names(column)]
    titled = any(same_reading(cell, name) or near_titles(cell, name) for cell in passed.cells for name in names)
    return not columns or titled or bool(found.place.pointer)


def goes_on(passed: PassedOver, found: Selected) -> bool:
    """Whether what looks like a row stands below rows that were taken of the table to which it seems to belong."""
    return passed.after > 0 and any(passed.after < line < passed.line for line in _lines_beside(passed, found))


def _lines_beside(passed: PassedOver, found: Selected) -> list[int]:
    """The lines of what was found in the same document."""
    path = passed.gap.location.path
    return [record.location.line or 0 for record in found.records if record.location.path == path]
