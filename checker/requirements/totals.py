"""The requirement that stated totals are right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checker.model.kinds import Requirement, Scope
from checker.model.location import Location
from checker.model.markdown import Table, TableRow
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Subject
from checker.reading.numbers import read_quantity
from checker.reading.places import Region, regions_in
from checker.reading.titles import nearest, title_key
from checker.reading.totals import TotalCheck, check_table, is_total_label, stated_totals


@dataclass(frozen=True, slots=True, kw_only=True)
class AddsUp(Requirement):
    """The row `Total` of a table says what its column adds up to; of a section or file, that of each of its tables.

    Units, currencies, thousands separators and remarks do not count (`$12,500`, `3 (was 5)`); a total that says
    *about* is met when the sum is the same. What cannot be summed is undecided, with the reason: ranges, limits,
    several units, fractions (`14/15`), sub-totals among the rows, a total in running text without such a total in a
    table. A table of which a total is required and that has none is not met; in a section or file, tables without a
    total are passed over as long as one has it.

    ```yaml
    for_each: {table: {in: report, under: Budget}}
    require: {adds_up: {columns: [Amount, Hours]}}
    ```
    """

    kind: ClassVar[str] = "adds_up"
    short: ClassVar[str] = "columns"
    columns: tuple[str, ...] = ()
    """The columns whose totals are compared; without it, those in which the total row has a number."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        found = regions_in(scope, None)
        yield from found.problems
        for region in found.regions:
            yield from self._in_region(region, subject)
        if not found.regions and not found.problems:
            yield undecided(f"{subject.called} holds no text that could hold a table", subject.location)

    def _in_region(self, region: Region, subject: Subject) -> Iterator[Observation]:
        tables = [table for table in region.markdown.tables if region.holds(table.line)]
        if not tables:
            yield from _in_text(region, subject)
        has_total = [table for table in tables if _total_row(table) is not None]
        # Of a table itself a total is required; beside tables that have one, others are only tables.
        for table in has_total or tables:
            yield from self._in_table(region, table)

    def _in_table(self, region: Region, table: Table) -> Iterator[Observation]:
        titles = [cell.text.plain for cell in table.header]
        rows = [[cell.text.source for cell in row.cells] for row in table.rows]
        place = Location(region.markdown.path, table.line, table.column, region.pointer)
        wanted, missing = self._positions(table, titles)
        for name in missing:
            near = nearest(name, titles)
            said = f"the table has no column `{name}`" + (f"; the nearest is `{near}`" if near else "")
            yield not_met(said, place, expected=f"a column `{name}`", found=", ".join(titles))
        for position in wanted:
            check = check_table(rows, position)
            yield _observed(check, f"`{titles[position]}`", _place_of_total(table, position, place))
        if not wanted and not missing:
            yield _observed(check_table(rows, len(titles) - 1), "the table", place)

    def _positions(self, table: Table, titles: list[str]) -> tuple[list[int], list[str]]:
        """The columns to compare, and the names of those that are not there."""
        if not self.columns:
            total = _total_row(table)
            cells = total.cells if total is not None else ()
            return [n for n, cell in enumerate(cells) if read_quantity(cell.text.source) is not None], []
        keys = [title_key(title) for title in titles]
        there = [keys.index(title_key(name)) for name in self.columns if title_key(name) in keys]
        return there, [name for name in self.columns if title_key(name) not in keys]


def _in_text(region: Region, subject: Subject) -> Iterator[Observation]:
    """Totals that are only stated; there is nothing here to add up."""
    texts = (block.text.inline.plain for block in region.markdown.blocks if region.holds(block.line))
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


def _total_row(table: Table) -> TableRow | None:
    return next((row for row in table.rows if any(is_total_label(cell.text.plain) for cell in row.cells[:2])), None)


def _place_of_total(table: Table, position: int, place: Location) -> Location:
    row = _total_row(table)
    if row is None or position >= len(row.cells):
        return place
    return Location(place.path, row.cells[position].line, row.cells[position].column, place.pointer)
