"""The issue at hand as an item of projects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.issues.lists import is_label
from checker.issues.naming import missing_of_tracker
from checker.issues.records import ITEM_FIELDS, facet_of, item_records
from checker.model.evidence import Reason, undeterminable
from checker.model.issues import Issue, Missing
from checker.model.issues import ProjectItem as ModelItem
from checker.model.kinds import Scope, Selector
from checker.model.language import Selected
from checker.model.observation import Observation, lacking
from checker.text.likeness import as_it_looks, odd_sign


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectItem(Selector):
    """The issue at hand as an item of projects; it stands where the enclosing record is an issue.

    The fields that people made in a project are fields, empty where they are not set; `Iteration.start` and
    `Iteration.end` are days. Labels and the like are the issue's own.

    ```yaml
    for_each: p0
    require: {Issue: {issue: {exists: {project_item: Handover, where: {Status: Done}}}}}
    ```
    """

    kind: ClassVar[str] = "project_item"
    short: ClassVar[str] = "project"
    as_text: ClassVar[str] = "the title of the project"
    provides: ClassVar[Mapping[str, str]] = ITEM_FIELDS
    inside: ClassVar[tuple[str, ...]] = ("issue",)
    project: str = ""
    """The title of a project; any of them without it."""

    def open_fields(self) -> bool:
        return True

    def select(self, scope: Scope) -> Selected:
        record = scope.record
        issue = record.origin if record is not None else None
        if record is None or not isinstance(issue, Issue):
            return Selected((), (), scope.place, "the project items of what is no issue")
        words = f"the items of {record.label} in " + (f"project {self.project}" if self.project else "projects")
        found = facet_of(issue, "projects", scope.inquiry)
        if not isinstance(found, tuple):
            missing = found if isinstance(found, Missing) else Missing("malformed", "cannot be told", decided=False)
            problem = missing_of_tracker(f"the list of {words.removeprefix('the ')}", missing, scope)
            return Selected((), (problem,), record.location, words)
        meant = tuple(one for one in found if not self.project or is_label(one.project, self.project))
        near = tuple(self._near(found, record.label, scope))
        return Selected(item_records(meant, record), near, record.location, words, len(meant))

    def _near(self, items: tuple[ModelItem, ...], issue: str, scope: Scope) -> Iterator[Observation]:
        """That an item is left out because its project only looks like the one that is meant."""
        wanted = as_it_looks(self.project)
        others = (one.project for one in items if self.project and not is_label(one.project, self.project))
        for title in others:
            if is_label(as_it_looks(title), wanted):
                named = {"record": issue, "field": "project", "value": title, "wanted": f"`{self.project}`"}
                yield lacking(undeterminable(Reason.NEAR_VALUE, scope.place, sign=odd_sign(title), **named))
