"""Tasks: list items with a box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.observation import Observation, undecided
from checker.reading.items import ITEM_FIELDS, item_record, shortened
from checker.reading.places import Region, regions_in

_LIKE_A_BOX = re.compile(r"\\?(\[(?:\s*|\s*[xX]\s*|[✓✔✅☑❌✗*~/-]\ufe0f?|[nN]/?[aA])\\?\])(?![(\[:\w])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Selector):
    """The tasks of a document: list items that begin with `[ ]` or `[x]`, nested ones too.

    What GitHub does not show as a box is none: boxes in comments and code. An item that was meant as a task, such as
    `- []` or `[✅]`, is pointed out, so that it is not passed over. A task may be struck through or say `N/A`, with the
    reason behind it; `where` tells whether that counts.

    ```yaml
    for_each:
      task: {in: checklist, under: Must be DONE before onboarding}
      where: {not: {any_of: [{struck: true, reason: filled}, {not_applicable: true, reason: filled}]}}
    require: checked
    ```
    """

    kind: ClassVar[str] = "task"
    short: ClassVar[str] = "under"
    provides: ClassVar[Mapping[str, str]] = ITEM_FIELDS
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        records = tuple(
            item_record(region, item, "task")
            for region in found.regions
            for item in region.markdown.items
            if item.mark is not None and region.holds(item.line)
        )
        problems = (*found.problems, *(seen for region in found.regions for seen in _meant_as_tasks(region)))
        return Selected(records, problems, found.place, f"the tasks of {found.words}", len(records))


def _meant_as_tasks(region: Region) -> Iterator[Observation]:
    """Items with something like a box, which GitHub shows as text."""
    for item in region.markdown.items:
        box = _LIKE_A_BOX.match(item.text.source) if item.mark is None and region.holds(item.line) else None
        if box is not None:
            place = Location(region.markdown.path, item.line, item.column, region.pointer)
            said = f"`{shortened(item.text.plain)}` looks like a task, but GitHub shows no box for `{box[1]}`"
            yield undecided(
                said, place, hint="write `[x]` or `[ ]`; a task that does not apply says N/A behind its box"
            )
