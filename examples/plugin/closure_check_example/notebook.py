"""A tracker: issues in a JSON file, with keys such as `ABC-12`."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from checker.extending import (
    Access,
    Answers,
    Issue,
    IssueKey,
    IssueList,
    IssueQuery,
    IssueRef,
    IssuesOrigin,
    KeyNotation,
    LiveTracker,
    Missing,
    Notation,
    NoTracker,
    TrackerKind,
    TrackerSetting,
    UsageError,
    answers,
    near_names,
)

FILE = "NOTEBOOK_FILE"
UNTOLD = (
    "reason", "assignees", "author", "text", "created", "updated", "closed", "closed by", "closer", "comments",
)  # fmt: skip
"""What a notebook does not tell of an issue; a criterion that asks for it is undecided."""


@dataclass(frozen=True, slots=True)
class Notebook(TrackerKind):
    """The issues of a project (`ABC`) in a JSON file, which NOTEBOOK_FILE in the environment names.

    It holds a list of objects with `key`, `title` and `open`, and perhaps `labels` and `milestone`.
    """

    kind: ClassVar[str] = "notebook"
    example: ClassVar[str] = "ABC"
    form: ClassVar[str] = r"[A-Z][A-Z0-9]*"
    host: ClassVar[str] = "notebook.example.org"

    def notation(self, setting: TrackerSetting) -> Notation:
        return KeyNotation(setting.project, setting.pages)

    def connect(self, setting: TrackerSetting, access: Access) -> LiveTracker | NoTracker:
        name = access.environment.get(FILE)
        if not name:
            return NoTracker(f"no tracker was asked: {FILE} is not set", f"name the notebook in {FILE}")
        try:
            written = json.loads(Path(name).read_bytes())
            issues = {one["key"]: _issue(one, setting) for one in written}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{FILE}: {name} holds no notebook ({error!r})") from None
        return Pages(setting.project, Path(name).name, issues)


@dataclass(slots=True)
class Pages:
    """What one notebook says. file: its last name. issues: by key."""

    project: str
    file: str
    issues: Mapping[IssueKey, Issue]
    asked_at: datetime | None = None

    @property
    def source(self) -> str:
        return f"{self.project} in {self.file} ({len(self.issues)} issues)"

    @property
    def origin(self) -> IssuesOrigin:
        return IssuesOrigin(self.project, self.file, len(self.issues))

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        self.asked_at = datetime.now(UTC)
        return Answers({ref: self._find(ref) for ref in issues}, {query: self._list(query) for query in queries})

    def _find(self, ref: IssueRef) -> Issue | Missing:
        # A key says whose it is, so one of another project is simply not here.
        return self.issues.get(ref.key) or Missing("not_found", f"does not exist in {self.project}", decided=True)

    def _list(self, query: IssueQuery) -> IssueList:
        found = tuple(one for one in self.issues.values() if answers(one, query))
        labels = [name for one in self.issues.values() for name in one.labels]
        milestones = [one.milestone for one in self.issues.values()]
        return IssueList(found, near=near_names(query, milestones=milestones, labels=labels))


def _issue(written: Mapping[str, object], setting: TrackerSetting) -> Issue:
    key, labels = str(written["key"]), written.get("labels", [])
    return Issue(
        ref=IssueRef("", key),
        title=str(written["title"]),
        state="open" if written["open"] else "closed",
        url=f"https://{setting.pages}/issue/{key}",
        labels=tuple(map(str, labels)) if isinstance(labels, list) else (),
        milestone=str(written.get("milestone", "")),
        unavailable=UNTOLD,
    )
