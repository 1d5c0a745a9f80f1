"""Tasks: list items with a box."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.markdown.items import ITEM_FIELDS, item_record
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.tree.places import regions_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Selector):
    """The tasks of a document: list items that begin with `[ ]` or `[x]`, nested ones too.

    What GitHub does not show as a box is none: boxes in comments and code. What was meant as a task, such as `- []`,
    `- [ ]Sign`, `- [todo]`, `- ☐`, `[ ]` in a paragraph, an item without a box among tasks or a check box in HTML, is
    pointed out, so that it is not passed over.

    A task may be struck through or say `N/A`, with the reason behind it; `where` tells whether that
    counts. A reason has a word of two letters or more or the number of an issue, is no slot such as `[why]`, and stands

    - behind the struck text or behind `N/A`, which may itself stand at the end (`Publish – N/A, is internal`): after a
      dash, colon, semicolon, comma or full stop, in brackets, or after *because*, *as*, *since*, *weil*, *da*, *car*:
      `~~Publish~~ (is internal)`, `~~Publish~~ because it is internal`, `N/A: is internal`;
    - behind a struck text also in italics, as a link, in the next line, or when it begins as reasons do, with *not*,
      *no*, *see*, *moved to*, *replaced by*, `#12`: `~~Publish~~ not public`. Other words there take the place of the
      struck text, and the task is not struck: `~~Publish~~ archive it`;
    - behind the task, where `[N/A]` or `(N/A)` stands before it: `[N/A] Publish (is internal)`, `[N/A] Publish – is
      internal`.

    ```yaml
    for_each:
      task: {in: checklist, under: Must be DONE before onboarding}
      where: {not: {any_of: [{struck: true, reason: filled}, {not_applicable: true, reason: filled}]}}
    require: checked
    ```
    """

    kind: ClassVar[str] = "task"
    short: ClassVar[str] = "under"
    as_text: ClassVar[str] = "its `text`"
    provides: ClassVar[Mapping[str, str]] = ITEM_FIELDS
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""

    def by_document(self) -> bool:
        return not self.under

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        records = tuple(
            item_record(region, item, "task")
            for region in found.regions
            for item in region.within(region.markdown.items)
            if item.mark is not None
        )
        return Selected(records, found.problems, found.place, f"the tasks of {found.words}", len(records))
