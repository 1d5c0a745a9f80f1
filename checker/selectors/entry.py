"""What a section lists, whatever its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.record import Record
from checker.reading.items import ENTRY_FIELDS, item_record, outermost, row_entry
from checker.reading.places import Region, regions_in
from checker.reading.titles import title_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Selector):
    """What a section lists: its tasks, the rows of its tables, or the items of its lists.

    People list the same things as a checklist, a table or bullets; this takes the form of which there is most, so that
    a policy need not prescribe it. Sub-items are details of their item, not entries.

    ```yaml
    for_each: {entry: {in: report, under: Engagement Scope}, exactly: 15}
    require: done
    ```
    """

    kind: ClassVar[str] = "entry"
    short: ClassVar[str] = "under"
    provides: ClassVar[Mapping[str, str]] = ENTRY_FIELDS
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        records = tuple(record for region in found.regions for record in _entries(region))
        return Selected(records, found.problems, found.place, f"the entries of {found.words}", len(records))


def _entries(region: Region) -> list[Record]:
    """The entries in the form that has most of them; of equally many, tasks before rows before plain items."""
    items = [item for item in region.markdown.items if region.holds(item.line)]
    tasks = [item_record(region, item, "entry") for item in outermost([one for one in items if one.mark is not None])]
    rows = [
        row_entry(region, table, row)
        for table in region.markdown.tables
        if region.holds(table.line)
        for row in table.rows
        if [title_key(one.text.plain) for one in row.cells] != [title_key(one.text.plain) for one in table.header]
    ]
    plain = [item_record(region, item, "entry") for item in items if item.depth == 0 and item.mark is None]
    return max((tasks, rows, plain), key=len)
