"""The tracker of a case: a file with its issues, and what the case says is different."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from checker.cases.entries import CommentEntry, IssueEntry
from checker.classes import dataclass, field, replace
from checker.errors import UsageError
from checker.issues.export import Entry
from checker.issues.lists import answers
from checker.issues.recording import Recording
from checker.issues.records import ITEM_FIELDS
from checker.model.issues import Issue, IssueComment, IssueKey, IssueRef, ProjectItem, key_of, key_text
from checker.policy.grammar import adapter, parameters, said_in
from checker.policy.mistakes import KEY, Mistakes, Place, shown, validated
from checker.policy.types import Policy
from checker.trackers import NoTracker, Tracker
from checker.trackers.file import IssuesFile, RecordingFile, open_issues_file

NAME = "the case"
"""How messages call the tracker of a case."""

ATTRIBUTE_BY_KEY = {"text": "body", "created": "created_at", "updated": "updated_at", "closed": "closed_at"}
"""How an issue calls what cases call as criteria do."""

KEYS = (*parameters(IssueEntry), *parameters(CommentEntry))

Changes = Mapping[IssueKey, IssueEntry | None]
"""What is said of issues, by number or key; None for one that is not there."""


@dataclass(frozen=True, slots=True)
class Issues:
    """What a case says of the tracker. file: with its issues, None for none. keys: of those that the file has.

    told: whether anything is said at all.
    """

    file: Path | None = None
    keys: frozenset[IssueKey] = frozenset()
    changes: Changes = field(default_factory=dict)
    told: bool = False


def read_issues(written: Any, above: Issues, folder: Path, mistakes: Mistakes, place: Place) -> Issues:
    """What is said of the tracker in place of, or beside, what stands above; mistakes are noted below `place`."""
    if written is None:
        return above
    if isinstance(written, str):
        return _of_file(folder / written, above, mistakes, place)
    if not isinstance(written, dict):
        mistakes.add(f"{shown(written)} stands here, expected a file or issues by their numbers or keys", *place)
        return above
    changes = dict(above.changes)
    for name, said in written.items():
        key = key_of(name)
        if key is None:
            mistakes.add(f"`{name}` stands here, expected the number or key of an issue", *place, name, KEY)
            continue
        if said is None:
            if changes.get(key) is None and key not in above.keys:
                mistakes.add(f"there is no issue {key_text(key)} that could be taken away", *place, name, KEY)
            changes[key] = None
            continue
        entry = mistakes.attempt((*place, name), partial(_entry, said), KEYS)
        if entry is not None:
            changes[key] = _over(changes.get(key), entry)
    return replace(above, changes=changes, told=True)


def _entry(said: Any) -> IssueEntry:
    entry: IssueEntry = validated(adapter(IssueEntry), said, None)
    return entry


def _over(above: IssueEntry | None, entry: IssueEntry) -> IssueEntry:
    """What is said of an issue above, with what is said of it here in place of that."""
    return entry if above is None else replace(above, **said_in(entry, IssueEntry))


def _of_file(path: Path, above: Issues, mistakes: Mistakes, place: Place) -> Issues:
    """The issues of a file that can be read; where it cannot, what stands above."""
    try:
        found = open_issues_file(path, "", date.min)
    except UsageError as error:
        mistakes.add(str(error), *place)
        return above
    keys = found.entries.keys() if isinstance(found, IssuesFile) else set[IssueKey]()
    if isinstance(found, RecordingFile):
        keys = found.recording.issues.keys()
    return Issues(path, frozenset(keys), told=True)


def tracker_of(issues: Issues, policy: Policy, today: date) -> Tracker:
    """The tracker that knows these issues; nobody can be asked when nothing is said. Raises UsageError."""
    if not issues.told:
        return NoTracker()
    if issues.file is None:
        return _with_changes(IssuesFile(NAME, policy.repository, {}, "", is_all=True), issues.changes)
    max_age = policy.tracker.max_age if policy.tracker else None
    project = policy.tracker.project if policy.tracker else policy.repository
    tracker = open_issues_file(issues.file, project, today, max_age)
    if isinstance(tracker, IssuesFile):
        return _with_changes(tracker, issues.changes)
    if isinstance(tracker, RecordingFile):
        return replace(tracker, recording=_recorded(tracker.recording, issues.changes))
    return tracker


def _with_changes(file: IssuesFile, changes: Changes) -> IssuesFile:
    entries = dict(file.entries)
    for key, said in changes.items():
        known = entries.pop(key, None)
        if said is not None:
            issue = _changed(known.issue if known is not None else _blank(key), said)
            entries[key] = Entry(issue, file.repository, pull_request=False, place=f"{NAME} ({key_text(key)})")
    return replace(file, entries=entries)


def _recorded(recording: Recording, changes: Changes) -> Recording:
    """The recording with its lists as they would be then."""
    issues = dict(recording.issues)
    for key, said in changes.items():
        known = issues.pop(key, None)
        if said is not None:
            issues[key] = _changed(known if isinstance(known, Issue) else _blank(key), said)
    lists = dict(recording.lists)
    for query, keys in recording.lists.items():
        if isinstance(keys, tuple):
            found = ((key, issues.get(key)) for key in dict.fromkeys((*keys, *changes)))
            lists[query] = tuple(key for key, one in found if isinstance(one, Issue) and answers(one, query))
    return replace(recording, issues=issues, lists=lists)


def _blank(key: IssueKey) -> Issue:
    return Issue(IssueRef("", key), title=f"Issue {key}", state="open", type="", parent="", projects=())


def _changed(issue: Issue, said: IssueEntry) -> Issue:
    """The issue with what is said of it; one that is open was not closed by anybody."""
    given = {name: value for name, value in said_in(said, IssueEntry).items() if name != "project_items"}
    changes: dict[str, Any] = {ATTRIBUTE_BY_KEY.get(name, name): value for name, value in given.items()}
    if said.comments is not None:
        changes["comments"] = tuple(map(comment_of, said.comments))
    if said.parent is not None:
        key = key_of(str(said.parent))
        changes["parent"] = str(said.parent) if key is None else key_text(key)
    if said.project_items is not None:
        changes["projects"] = tuple(map(_item, said.project_items))
    if said.state == "open":
        changes = {"reason": "", "closed_at": "", "closed_by": "", "closer": ""} | changes
    told = {name.replace("_", " ") for name in given}
    return replace(issue, **changes, unavailable=tuple(name for name in issue.unavailable if name not in told))


def _item(said: Mapping[str, Any]) -> ProjectItem:
    """An item of a project as a tracker would tell it."""
    fields = {name: value for name, value in said.items() if name not in ITEM_FIELDS}
    return ProjectItem(str(said.get("project", "")), fields, archived=said.get("archived") is True)


def comment_of(said: CommentEntry) -> IssueComment:
    """A comment as a tracker would tell it."""
    is_bot = said.by == "bot"
    role = "none" if is_bot else said.by
    return IssueComment(said.author, role, said.text, said.created, is_bot, said.hidden, edited=said.edited)
