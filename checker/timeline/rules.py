"""Whose rules count at a commit: the same for all of them, or those that it has itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from checker.classes import dataclass, field
from checker.errors import ClosureCheckError, UsageError
from checker.gate.ruling import Ruling, own_ruling
from checker.gate.trust import ruled
from checker.model.problem import Problem
from checker.model.report import Severity, Stage
from checker.model.rules import Narrower, Origin
from checker.model.tree import Tree
from checker.model.waivers import Waiver
from checker.pipeline import choose_criteria, due_in, load_policies
from checker.policy.types import Criterion, Policy
from checker.recall import digest_of_rules
from checker.sources import Source, Subfolder
from checker.sources.stored import Objects
from checker.sources.walk import Step, Walk
from checker.timeline.recordings import Recordings, read_recorded, recordings_in

MOST_KNOWN = 8
"""So many states of the rules are kept at hand."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts at a commit. chosen: the criteria that are asked for; due: those that are judged, by policy.

    digest: of all of it, empty where that cannot be told. tree: where the policies' documents come from, None for what
    is judged.
    """

    policies: tuple[Policy, ...]
    chosen: Mapping[str, Sequence[Criterion]]
    due: Mapping[str, Sequence[Criterion]]
    waivers: tuple[Waiver, ...]
    stage: Stage
    fail_on: Severity
    skip: Mapping[str, Narrower]
    digest: str
    at: str = ""
    tree: Source | None = field(default=None, repr=False)

    def says_the_same(self, other: Rules | None) -> bool:
        """Whether other rules are these."""
        return self is other or (other is not None and bool(self.digest) and self.digest == other.digest)


class Rulebook(Protocol):
    """Says what counts at a commit. words: whose policy that is, for people."""

    @property
    def words(self) -> str: ...

    def at(self, step: Step) -> Rules | str:
        """The rules, or why there are none that can be used."""


@dataclass(frozen=True, slots=True)
class SameRules:
    """The same rules for every commit."""

    rules: Rules
    words: str

    def at(self, step: Step) -> Rules | str:  # noqa: ARG002
        return self.rules


class OwnRules:
    """The rules that each commit has itself. They are read again when one of their files is another one."""

    words = "the policy of its time"

    def __init__(self, walk: Walk, objects: Objects, given: Mapping[str, Any]) -> None:
        self._walk = walk
        self._objects = objects
        self._given = given
        self._known: list[tuple[Mapping[str, str], Rules | str]] = []

    def at(self, step: Step) -> Rules | str:
        known = next((one for one in self._known if self._is_so(one[0], step)), None)
        if known is None:
            known = self._read(step)
            self._known = [known, *self._known[: MOST_KNOWN - 1]]
        return known[1]

    def _is_so(self, files: Mapping[str, str], step: Step) -> bool:
        """Whether all files that were read are the same at a commit."""
        return bool(files) and all(self._objects.id_at(step.tree, path) == id_ for path, id_ in files.items())

    def _read(self, step: Step) -> tuple[Mapping[str, str], Rules | str]:
        """The rules of a commit, and the files of which they were made, by the ids of what stood there."""
        source, paths = self._walk.beside(step), set[str]()
        found: Rules | str
        try:
            found = rules_of_ruling(own_ruling(_noting(source, paths), self._given["policies"]), source, self._given)
        except ClosureCheckError as error:
            found = str(error).partition("\n")[0]
        return {path: self._objects.id_at(step.tree, path) for path in paths}, found


def rulebook(source: Source, walk: Walk, given: Mapping[str, Any]) -> tuple[Rulebook, Recordings]:
    """Whose rules count, and the issues that are at hand. source: the work tree. Raises UsageError and PolicyError."""
    if given["own_policy"]:
        if given["policy_at"] or given["expect_policy"]:
            other = "--policy-at" if given["policy_at"] else "--expect-policy"
            raise UsageError(f"--own-policy: each commit has the policy of its time, so there is none for {other}")
        recordings = recordings_in(given["issues"]) if given["issues"] is not None else Recordings()
        return OwnRules(walk, walk.objects, given), recordings
    # Issues are read by their own rule, which knows of their days.
    ruling = ruled(source, {**given, "compared": True, "issues": None})
    rules = rules_of_ruling(ruling, source, given)
    words = {
        Origin.REVISION: f"the policy at `{ruling.at}`",
        Origin.CALLER: "the policy that is named",
        Origin.JUDGED: "the policy of the work tree",
    }
    return SameRules(rules, words[ruling.origin]), _recordings(ruling, given)


def rules_of_ruling(ruling: Ruling, source: Source, given: Mapping[str, Any]) -> Rules:
    """What counts under a ruling. Raises UsageError and PolicyError."""
    policies = load_policies(ruling.policies, source)
    skip, stage = ruling.skip(given["skip"]), ruling.stage(given["stage"])
    chosen = choose_criteria(policies, given["only"], skip)
    waivers = () if given["no_waivers"] else ruling.waivers(given["waivers"])
    digests = [digest_of_rules(one) for one in policies]
    at = (ruling.tree.tree().commit or "") if ruling.tree is not None else ""
    said = repr((digests, tuple(given["only"]), sorted(skip), stage, waivers, given["pass_unused_waivers"], at))
    return Rules(
        policies,
        chosen,
        due_in(chosen, stage, allow_commands=False),
        waivers,
        stage,
        ruling.fail_on(given["fail_on"]),
        skip,
        hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest() if all(digests) else "",
        ruling.at,
        ruling.tree,
    )


def _recordings(ruling: Ruling, given: Mapping[str, Any]) -> Recordings:
    """Those that are handed over, else the one that the settings name.

    What is named for what is judged now may be an export, which says nothing of any day.
    """
    if given["issues"] is not None and given.get("are_recordings", True):
        return recordings_in(given["issues"])
    issues = ruling.issues(given["issues"])
    if issues is None:
        return Recordings()
    try:
        data = issues()
        return Recordings((read_recorded(data.name, data.data),))
    except UsageError:
        return Recordings()


@dataclass(frozen=True)
class _Noting:
    """A source of which is noted what is read. paths: relative to its root."""

    of: Source
    paths: set[str]

    @property
    def root(self) -> Path:
        return self.of.root

    @property
    def at(self) -> str:
        return self.of.at

    def tree(self) -> Tree:
        return self.of.tree()

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes | Problem]:
        wanted = list(paths)
        self.paths.update(wanted)
        return self.of.read(wanted)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.of, name)


def _noting(source: Source, paths: set[str]) -> Source:
    if isinstance(source, Subfolder):
        return Subfolder(_Noting(source.whole, paths), source.folder)
    return _Noting(source, paths)
