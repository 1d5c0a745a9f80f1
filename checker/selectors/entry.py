"""What a section lists, whatever its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.markdown.entries import entries_of
from checker.markdown.items import ENTRY_FIELDS
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.tree.places import regions_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Selector):
    """What a section lists: its tasks, the rows of its tables, or the items of its lists.

    People list the same things as a checklist, a table or bullets; this takes the form of which there is most, so that
    a policy need not prescribe it. Every item of a list with boxes is an entry, those without a box too; sub-items are
    details of their item, unless they have boxes and their item only heads them; an empty box below a ticked one is
    pointed out. What stands beside the entries in
    another form, such as remarks below a table, is none; where it may be open, it is pointed out.

    ```yaml
    for_each: {entry: {in: report, under: Engagement Scope}, exactly: 15}
    require: done
    ```
    """

    kind: ClassVar[str] = "entry"
    short: ClassVar[str] = "under"
    as_text: ClassVar[str] = "its `text`"
    provides: ClassVar[Mapping[str, str]] = ENTRY_FIELDS
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""

    def by_document(self) -> bool:
        return not self.under

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        read = [entries_of(region) for region in found.regions]
        records = tuple(record for entries, _ in read for record in entries)
        problems = (*found.problems, *(seen for _, beside in read for seen in beside))
        return Selected(records, problems, found.place, f"the entries of {found.words}", len(records))
