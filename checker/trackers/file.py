"""Issues from a file, so that a run needs no network: a recording, or what `gh issue list --json …` wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from checker.classes import dataclass, field, replace
from checker.errors import UsageError
from checker.files import read_named
from checker.issues.export import EXPORT_COMMAND, Entry, entries_of, read_json
from checker.issues.facets import facet_known
from checker.issues.lists import answers, near_names
from checker.issues.recording import RECORD_AGAIN, Recording, is_recording, read_recording
from checker.model.issues import (
    ANY_OWNER,
    Answers,
    Facet,
    FacetQuery,
    Issue,
    IssueKey,
    IssueList,
    IssueQuery,
    IssueRef,
    IssuesOrigin,
    Missing,
    PullList,
    PullQuery,
)
from checker.model.references import at_home
from checker.piped import called, read_given
from checker.trackers import NoTracker, Tracker
from checker.tree.paths import told

_FEWER = "export fewer issues"
_ISSUES_ALONE = "which is an export of issues"
_LIMITS = frozenset({30, 100, 1000})
"""Sizes at which an export may have been cut: what `gh issue list` stops at by itself, and what people tell it."""


@dataclass(frozen=True, slots=True)
class IssuesFile:
    """The issues of one repository. repository: `owner/name`, empty when neither caller nor file says it.

    entries: by number or key. digest: SHA-256 of the file's bytes, in hexadecimal. is_all: whether there is no issue
    beside those, in no other repository either.
    """

    name: str
    repository: str
    entries: Mapping[IssueKey, Entry]
    digest: str
    is_all: bool = False

    @property
    def project(self) -> str:
        return self.repository

    @property
    def source(self) -> str:
        return f"{self.name} ({self._count}, of unknown age, sha256:{self.digest[:12]})"

    @property
    def origin(self) -> IssuesOrigin:
        return IssuesOrigin(self.repository, self.name, len(self._issues), digest=f"sha256:{self.digest}")

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        return Answers({ref: self._find(ref) for ref in issues}, {query: self._list(query) for query in queries})

    def pulls(self, queries: Collection[PullQuery]) -> Mapping[PullQuery, PullList]:
        missing = Missing(
            "not_recorded", f"is not told by {self.name}, {_ISSUES_ALONE}", decided=False, hint=RECORD_AGAIN
        )
        return dict.fromkeys(queries, PullList((), missing))

    def facets(self, queries: Collection[FacetQuery]) -> Mapping[FacetQuery, Facet | Missing]:
        found = {query: self.entries.get(query.ref.key) for query in queries}
        return {query: facet_known(one.issue if one else None, query, self._untold()) for query, one in found.items()}

    def _untold(self) -> Missing:
        return Missing("not_recorded", f"is not told by {self.name}", decided=False, hint=RECORD_AGAIN)

    @property
    def _issues(self) -> tuple[Issue, ...]:
        return tuple(entry.issue for entry in self.entries.values() if not entry.pull_request)

    @property
    def _count(self) -> str:
        return f"{len(self._issues)} issue{'' if len(self._issues) == 1 else 's'}"

    def _find(self, ref: IssueRef) -> Issue | Missing:
        ref = at_home(ref, self.repository)
        if ref.repository:
            return self._elsewhere(ref)
        entry = self.entries.get(ref.key)
        if entry is None:
            return self._not_found()
        if entry.pull_request:
            return Missing("pull_request", "is a pull request, not an issue", decided=True)
        return entry.issue

    def _elsewhere(self, ref: IssueRef) -> Missing:
        if not self.repository:
            hint = "say in the policy which `repository` is judged"
            return Missing(
                "elsewhere", f"may be an issue of another repository than {self.name}", decided=False, hint=hint
            )
        message = f"is an issue of {ref.repository.removeprefix(ANY_OWNER)}, not of {self.repository}"
        return Missing("elsewhere", message, decided=True)

    def _not_found(self) -> Missing:
        hint = f"it may be a pull request or deleted, or the export may be incomplete; {self._export_again}"
        return Missing("not_found", f"is not among the {self._count} of {self.name}", decided=not self._cut, hint=hint)

    def _list(self, query: IssueQuery) -> IssueList:
        asked = query if query.parent is None else replace(query, parent=at_home(query.parent, self.repository))
        found = tuple(issue for issue in self._issues if answers(issue, asked))
        milestones = {issue.milestone for issue in self._issues}
        labels = {label for issue in self._issues for label in issue.labels}
        types = {issue.type for issue in self._issues if issue.type}
        near = near_names(query, milestones=milestones, labels=labels, types=types)
        untold = self._untold() if self._leaves_open(query) else None
        return IssueList(found, self._cut_off() if self._cut else untold, near)

    def _leaves_open(self, query: IssueQuery) -> bool:
        """Whether some issue does not tell what is asked, or the parent may have sub-issues in other repositories."""
        if query.parent is not None and not self.is_all:
            return True
        asked = [name for name, is_asked in (("type", query.type), ("parent", query.parent)) if is_asked]
        return any(one.facet(name) is None for one in self._issues for name in asked)

    @property
    def _cut(self) -> bool:
        """Whether the file looks as if `gh` had stopped at its limit; it writes the newest issues first."""
        return len(self.entries) in _LIMITS and 1 not in self.entries

    def _cut_off(self) -> Missing:
        message = f"{self.name} holds exactly {len(self.entries)} issues, so the export may be cut off"
        return Missing("unreachable", message, decided=False, hint=self._export_again)

    @property
    def _export_again(self) -> str:
        limit = 1000 if len(self.entries) < 1000 else 10 * len(self.entries)
        return f"export all of them with `{EXPORT_COMMAND.format(limit=limit)}`"


@dataclass(frozen=True, slots=True)
class RecordingFile:
    """The answers of a recording. age: how old it is, in words."""

    name: str
    recording: Recording
    age: str
    digest: str

    @property
    def project(self) -> str:
        return self.recording.project

    @property
    def source(self) -> str:
        count = sum(isinstance(one, Issue) for one in self.recording.issues.values())
        issues = f"{count} issue{'' if count == 1 else 's'} of {self.recording.project}"
        recorded = f"recorded {self.recording.fetched:%Y-%m-%d %H:%M} UTC, {self.age}"
        return f"{self.name} ({issues}, {recorded}, sha256:{self.digest[:12]})"

    @property
    def origin(self) -> IssuesOrigin:
        count = sum(isinstance(one, Issue) for one in self.recording.issues.values())
        moment = f"{self.recording.fetched:%Y-%m-%dT%H:%M:%SZ}"
        return IssuesOrigin(self.recording.project, self.name, count, moment, f"sha256:{self.digest}")

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        return self.recording.answer(issues, queries)

    def facets(self, queries: Collection[FacetQuery]) -> Mapping[FacetQuery, Facet | Missing]:
        return self.recording.facets(queries)

    def pulls(self, queries: Collection[PullQuery]) -> Mapping[PullQuery, PullList]:
        return self.recording.pull_requests(queries)


@dataclass(frozen=True, slots=True)
class IssuesData:
    """An export or a recording. name: how messages and reports name the file."""

    name: str
    data: bytes = field(repr=False)


def open_issues_file(path: Path, repository: str, today: date, max_age: int | None = None) -> Tracker:
    """The tracker that answers from a recording or an export on disk; see `issues_tracker`."""
    return issues_tracker(read_issues(path), repository, today, max_age)


def issues_tracker(file: IssuesData, repository: str, today: date, max_age: int | None = None) -> Tracker:
    """The tracker that answers from a recording or an export.

    repository: `owner/name` under judgement, empty to take the file's. today: the day that is judged, in UTC.
    max_age: the days that a recording may be old, None for any. Raises UsageError naming file, entry and what is wrong.
    """
    name, digest = file.name, hashlib.sha256(file.data).hexdigest()
    value = read_json(file.data, name)
    if is_recording(value):
        recording = read_recording(value, name)
        return recorded_tracker(recording, name, digest=digest, repository=repository, today=today, max_age=max_age)
    entries = entries_of(value, name)
    own = repository or next((entry.repository for entry in entries if entry.repository), "")
    _refuse_strangers(entries, own)
    export = IssuesFile(told(name), own, _by_number(entries), digest)
    return export if max_age is None else _undated(export, max_age)


def recorded_tracker(
    recording: Recording, name: str, *, digest: str, repository: str, today: date, max_age: int | None = None
) -> Tracker:
    """The tracker that answers from a recording that was read. Raises UsageError for one of another project."""
    if repository and recording.project.casefold() != repository.casefold():
        raise UsageError(f"{name}: is a recording of {recording.project}, expected {repository}")
    days = (today - recording.fetched.date()).days
    recorded = RecordingFile(told(name), recording, _in_words(days), digest)
    return _outdated(recorded, days, max_age) if max_age is not None and days > max_age else recorded


def _in_words(days: int) -> str:
    if days < 0:
        return "after the day that is judged"
    return "the same day" if days == 0 else f"{days} day{'' if days == 1 else 's'} old"


def _outdated(file: RecordingFile, days: int, most: int) -> Tracker:
    said = f"is only known from a recording that is {_in_words(days)}, more than the {most} that the policy allows"
    return NoTracker(said, RECORD_AGAIN, file.source, "outdated", origin=file.origin)


def _undated(file: IssuesFile, most: int) -> Tracker:
    said = f"is only known from an export of unknown age, and the policy allows {most} days"
    return NoTracker(said, RECORD_AGAIN, file.source, "outdated", origin=file.origin)


def read_issues(path: Path, name: str = "") -> IssuesData:
    """An export or a recording on disk. name: how it is called, its path without one. Raises UsageError."""
    return IssuesData(name or str(path), read_named(path, _FEWER, called=name))


def given_issues(path: Path) -> IssuesData:
    """An export or a recording that a caller hands over: a file, standard input, or a pipe. Raises UsageError."""
    return IssuesData(called(str(path)), read_given(path, _FEWER))


def _refuse_strangers(entries: Iterable[Entry], repository: str) -> None:
    for entry in entries:
        if entry.repository and entry.repository.casefold() != repository.casefold():
            raise UsageError(f"{entry.place}: is an issue of {entry.repository}, expected {repository}")


def _by_number(entries: Iterable[Entry]) -> Mapping[IssueKey, Entry]:
    found: dict[IssueKey, Entry] = {}
    for entry in entries:
        known = found.setdefault(entry.issue.ref.key, entry)
        if known.issue != entry.issue or known.pull_request != entry.pull_request:
            raise UsageError(f"{entry.place}: says something else than an earlier entry with its number")
    return found
