"""Judging small engagements that live in memory: documents, issues and a policy in, results as text out.

Only the borders are stood in for, the disk by `MemorySource`. Loading, formats, gathering and evaluating are the
product's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from checker.errors import PolicyError
from checker.gather import Gatherer
from checker.issues.events import AtHand
from checker.issues.export import read_export
from checker.issues.recording import read_recording
from checker.model.history import Change, ChangeQuery, Commit, History, HistoryQuery, Tag, TagQuery
from checker.model.location import Location
from checker.model.observation import Observation
from checker.model.problem import Problem, not_there
from checker.model.report import Result
from checker.model.tree import Entry, EntryKind, Tree
from checker.pipeline import evaluate_all
from checker.policy.load import load_policy
from checker.sources import Added, Source
from checker.trackers import NoTracker, Tracker
from checker.trackers.file import IssuesFile, RecordingFile

TODAY = date(2026, 7, 26)


def handed_to(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> list[Any]:
    """What a function of a module is called with first from now on, call by call; it goes on doing its work."""
    handed: list[Any] = []
    work = vars(module)[name]

    def noting(*given: Any, **further: Any) -> Any:
        handed.append(given[0] if given else None)
        return work(*given, **further)

    monkeypatch.setattr(module, name, noting)
    return handed


REPOSITORY = "acme/belt"
UNREADABLE = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
"""A document that is there and cannot be read: its content is elsewhere."""


@dataclass(frozen=True, slots=True)
class Past:
    """What git remembers beside a tree in memory. since: how many of the commits each revision has already.

    earlier: the files as they were. untold: why nothing of it can be told.
    """

    commits: tuple[Commit, ...] = ()
    since: Mapping[str, int] = field(default_factory=dict)
    tags: tuple[Tag, ...] = ()
    changes: tuple[Change, ...] = ()
    earlier: Mapping[str, bytes] = field(default_factory=dict)
    untold: str = ""

    def answer(self, query: HistoryQuery) -> History | Problem:
        if self.untold:
            return self.problem()
        if isinstance(query, TagQuery):
            return self.tags
        if isinstance(query, ChangeQuery):
            return self.changes
        return self.commits[self.since[query.since] if query.since else 0 :]

    def problem(self) -> Problem:
        return Problem(self.untold, Location("."), "fetch all of it")


NO_PAST = Past(untold="this folder lies in no git repository")
SIGN_BY_OK = {True: "ok", False: "no", None: "??"}


@dataclass(frozen=True, slots=True)
class MemorySource:
    """A tree of files in memory. git: whether it counts as a git work tree.

    symlinks: paths that are links, with or without where they lead (`docs -> real`). submodules: paths of those.
    first: files as they were when they were first added; others as they are. past: what else git remembers.
    """

    files: Mapping[str, bytes]
    git: bool = True
    symlinks: tuple[str, ...] = ()
    submodules: tuple[str, ...] = ()
    first: Mapping[str, Added | Problem] = field(default_factory=dict)
    past: Past = NO_PAST
    root: Path = Path("/nowhere")
    at: str = "worktree"

    def tree(self) -> Tree:
        entries = {path: Entry(path, EntryKind.FILE, len(data)) for path, data in self.files.items()}
        modules = {path: Entry(path, EntryKind.SUBMODULE) for path in self.submodules}
        return Tree(entries | modules | {one.path: one for one in self._links()}, self.git)

    def _links(self) -> Iterator[Entry]:
        for written in self.symlinks:
            path, _, target = written.partition(" -> ")
            yield Entry(path, EntryKind.SYMLINK, target=target or None)

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes | Problem]:
        return {path: self._content(path) for path in paths}

    def _content(self, path: str) -> bytes | Problem:
        if path in {one.path for one in self._links()}:
            return Problem("is a symbolic link, which is never followed", Location(path))
        if path in self.submodules:
            return Problem("is a submodule, which is never read", Location(path))
        return self.files.get(path, not_there("is not there", Location(path)))

    def first_versions(self, paths: Iterable[str]) -> Mapping[str, Added | Problem]:
        return {path: self.first.get(path) or self._unchanged(path) for path in paths}

    def _unchanged(self, path: str) -> Added | Problem:
        content = self._content(path)
        return content if isinstance(content, Problem) else Added(content, path)

    def history(self, query: HistoryQuery) -> History | Problem:
        return self.past.answer(query)

    def earlier(self, since: str) -> Source | Problem:
        return self.past.problem() if self.past.untold else MemorySource(self.past.earlier)

    def astray(self, path: str) -> str | None:
        return None


def issue(number: int, **changes: Any) -> dict[str, Any]:
    """An open issue as `gh issue list --json …` writes it."""
    written = {"title": f"Issue {number}", "state": "OPEN", "stateReason": "", "labels": [], "assignees": []}
    url = f"https://github.com/{REPOSITORY}/issues/{number}"
    return {"number": number, **written, "milestone": None, "comments": [], "closedAt": None, "url": url, **changes}


def results_of(
    policy: str,
    documents: Mapping[str, str] | None = None,
    *,
    issues: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = None,
    at_hand: AtHand | None = None,
    git: bool = True,
    symlinks: tuple[str, ...] = (),
    submodules: tuple[str, ...] = (),
    first: Mapping[str, Added | Problem] | None = None,
    past: Past = NO_PAST,
) -> tuple[Result, ...]:
    """The results of a policy on documents by path. issues: an export or a recording, None for no tracker."""
    loaded = load_policy("policy.yaml", policy.encode())
    files = {path: text.encode() for path, text in (documents or {}).items()}
    source = MemorySource(files, git, symlinks, submodules, first or {}, past)
    gatherer = Gatherer(source, tracker_of(issues), lambda _: None, at_hand=at_hand)
    return evaluate_all([loaded], {loaded.id: loaded.criteria}, gatherer, TODAY)[0]


def tracker_of(issues: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None) -> Tracker:
    if isinstance(issues, Mapping):
        return RecordingFile("issues.json", read_recording(issues, "issues.json"), "the same day", "")
    if issues is None:
        return NoTracker()
    entries = read_export(json.dumps(issues).encode(), "issues.json")
    return IssuesFile("issues.json", REPOSITORY, {one.issue.ref.key: one for one in entries}, "")


def judge(policy: str, documents: Mapping[str, str] | None = None, **facts: Any) -> dict[str, list[str]]:
    """What came out by criterion: its outcome, then one line per observation. facts: see `results_of`."""
    return {
        one.criterion.id: [outcome_line(one), *map(line, one.observations)]
        for one in results_of(policy, documents, **facts)
    }


def judge_one(policy: str, documents: Mapping[str, str] | None = None, **facts: Any) -> list[str]:
    """The same of a policy with a single criterion, or of the single criterion itself (without its id)."""
    whole = policy if policy.startswith("version:") else one_criterion(policy)
    (lines,) = judge(whole, documents, **facts).values()
    return lines


def one_criterion(clause: str) -> str:
    """A policy whose only criterion `it` has the given keys."""
    indented = clause.strip("\n").replace("\n", "\n    ")
    return f"version: 1\npolicy: trial\ncriteria:\n  - id: it\n    {indented}\n"


def outcome_line(result: Result) -> str:
    return f"{result.outcome}: {result.note}" if result.note else str(result.outcome)


def line(observation: Observation) -> str:
    """`ok docs/a.md:3:1 `Owner` of P0-001 is filled`; `no` is not met, `??` undecided."""
    return f"{SIGN_BY_OK[observation.ok]} {observation.location} {observation.message}"


def whole_line(observation: Observation) -> str:
    """The same with both sides of the comparison, the hint and the places beside it."""
    sides = {"expected": observation.expected, "found": observation.found, "hint": observation.hint}
    said = [f"{name}: {side}" for name, side in sides.items() if side is not None]
    said += [f"see {place}" for place in observation.related]
    return "\n      ".join([line(observation), *said])


def mistakes_in(policy: str | bytes) -> list[str]:
    """The mistakes of a policy as `line:column: message`, none when it is right."""
    try:
        load_policy("policy.yaml", policy.encode() if isinstance(policy, str) else policy)
    except PolicyError as error:
        return [str(one).removeprefix("policy.yaml:").removeprefix(" ") for one in error.mistakes]
    return []
