"""The requirement that stated totals are right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from checker.classes import dataclass
from checker.model.kinds import Requirement, Scope
from checker.model.location import Location
from checker.model.markdown import Table, TableRow
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Subject
from checker.text.titles import nearest, title_key
from checker.tree.places import Region, regions_in
from checker.values.totals import TotalCheck, check_table, stated_totals
from checker.values.totals.amounts import Amount, read_amount
from checker.values.totals.rows import total_at


@dataclass(frozen=True, slots=True, kw_only=True)
class AddsUp(Requirement):
    """The row `Total` of a table says what its column adds up to; of a section or file, that of each of its tables.

    The total is the row with that label in any of many languages (`Summe`, `Razem`, `合計`), else the only subtotal, or
    a last row such as `Total hours`. Rows that are struck through and averages do not count. Currencies, units,
    separators and remarks are understood: `$12,500`, `1 164,50 €`, `$1.2M`, `1h 30m`, `(30)` for −30, `3 (was 5)`.
    Whether `5.000` is five thousand is seen from the other numbers of the column, then of the table.

    A total is met, too, when it differs by no more than the rounding of the digits that the cells show, or by 5 % where
    a cell says *about* (`~4.0`); the message says so. Counts, cents and whole or half numbers leave no room for that.
    What cannot be summed is undecided, with the reason: ranges and limits that allow the total, several units
    (`12 files`, `340 MB`), fractions (`14/15`), sub-totals among the rows, a total in running text without such a total
    in a table. A table of which a total is required and that has none is not met; in a section or file, tables without
    a total are passed over as long as one has it.

    ```yaml
    for_each: {table: {in: report, under: Budget}}
    require: {adds_up: {columns: [Amount, Hours]}}
    ```
    """

    kind: ClassVar[str] = "adds_up"
    of_text: ClassVar[bool] = False
    short: ClassVar[str] = "columns"
    columns: tuple[str, ...] = ()
    """The columns whose totals are compared; without it, those in which the total row has a number."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        found = regions_in(scope, None, of_tables=True)
        yield from found.problems
        for region in found.regions:
            yield from self._in_region(region, subject)
        if not found.regions and not found.problems:
            yield undecided(f"{subject.called} holds no text that could hold a table", subject.location)

    def _in_region(self, region: Region, subject: Subject) -> Iterator[Observation]:
        tables = region.within(region.markdown.tables)
        if not tables:
            yield from _in_text(region, subject)
        has_total = [table for table in tables if _total_row(table) is not None]
        # Of a table itself a total is required; beside tables that have one, others are only tables.
        for table in has_total or tables:
            yield from self._in_table(region, table)

    def _in_table(self, region: Region, table: Table) -> Iterator[Observation]:
        titles = [cell.text.plain for cell in table.header]
        rows = _rows(table)
        place = Location(region.markdown.path, table.line, table.column, region.pointer)
        wanted, missing = self._positions(table, titles)
        for name in missing:
            near = nearest(name, titles)
            said = f"the table has no column `{name}`" + (f"; the nearest is `{near}`" if near else "")
            yield not_met(said, place, expected=f"a column `{name}`", found=", ".join(titles), implied=True)
        checks = [(position, check_table(rows, position, titles)) for position in wanted]
        sums = [each for each in checks if each[1].verdict != "not a total row"]
        # A column that is not named and holds averages or words beside sums is none to add up.
        for position, check in checks if self.columns else sums or checks:
            yield _observed(check, f"`{titles[position]}`", _place_of_total(table, position, place))
        if not wanted and not missing:
            yield _observed(check_table(rows, len(titles) - 1, titles), "the table", place)

    def _positions(self, table: Table, titles: list[str]) -> tuple[list[int], list[str]]:
        """The columns to compare, and the names of those that are not there."""
        if not self.columns:
            total = _total_row(table)
            cells = total.cells if total is not None else ()
            return [n for n, cell in enumerate(cells) if isinstance(read_amount(cell.text.plain), Amount)], []
        keys = [title_key(title) for title in titles]
        there = [keys.index(title_key(name)) for name in self.columns if title_key(name) in keys]
        return there, [name for name in self.columns if title_key(name) not in keys]


def _in_text(region: Region, subject: Subject) -> Iterator[Observation]:
    """Totals that are only stated; there is nothing here to add up."""
    texts = (block.text.inline.plain for block in region.within(region.markdown.blocks))
    stated = stated_totals("\n".join(texts))
    for one in stated:
        said = f"`{one.label}` is stated as {one.amount.value} {one.amount.unit}".strip()
        hint = "compare it with a table: `equals: {sum: …}`"
        yield undecided(f"{said}, and there is no table beside it (cross-table)", subject.location, hint=hint)
    if not stated:
        yield not_met(f"{subject.called} holds no table with a total", subject.location, expected="a row `Total`")


def _observed(check: TotalCheck, called: str, place: Location) -> Observation:
    said = f"the total of {called}: {check.reason} ({check.verdict})"
    expected = str(check.summed) if check.summed is not None else "the sum of its column"
    if check.verdict in ("equal", "approximate"):
        return met(said, place, expected=expected, found=check.verdict)
    if check.verdict in ("not equal", "not a total row"):
        return not_met(said, place, expected=expected, found=check.verdict)
    return undecided(said, place, hint="let a person add it up, or state one amount in each cell")


def _rows(table: Table) -> list[list[str]]:
    """What stands in the cells; a row whose label is struck through is blank."""
    return [[""] * len(row.cells) if _is_struck(row) else [cell.text.plain for cell in row.cells] for row in table.rows]


def _is_struck(row: TableRow) -> bool:
    label = next((cell.text for cell in row.cells if cell.text.written.plain.strip()), None)
    return label is not None and label.is_struck


def _total_row(table: Table) -> TableRow | None:
    position = total_at(_rows(table))
    return None if position is None else table.rows[position]


def _place_of_total(table: Table, position: int, place: Location) -> Location:
    row = _total_row(table)
    if row is None or position >= len(row.cells):
        return place
    return Location(place.path, row.cells[position].line, row.cells[position].column, place.pointer)
