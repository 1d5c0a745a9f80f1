"""Verdicts: one result per criterion, and the report that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from checker.classes import dataclass, field
from checker.model.causes import Cause, Instead
from checker.model.exhibits import Artifact, Signing
from checker.model.issues import IssuesOrigin
from checker.model.location import NOWHERE, Location
from checker.model.observation import Acceptance, Observation, Outcome
from checker.model.packed import standing_out
from checker.model.plugins import Plugin
from checker.model.rules import Invocation, Kind, Narrower, RuleFile, RulesInfo

if TYPE_CHECKING:
    from checker.model.timeline import Timeline


class Severity(StrEnum):
    """How much it matters that a criterion is not met, most first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def reaches(self, least: Severity) -> bool:
        """Whether this severity is `least` or more severe."""
        order = list(Severity)
        return order.index(self) <= order.index(least)


class Stage(StrEnum):
    """The moments at which a criterion may first have to hold, earliest first."""

    COMMIT = "commit"
    MERGE = "merge"
    CLOSURE = "closure"

    def due_at(self, moment: Stage) -> bool:
        """Whether a criterion of this stage must hold at `moment`."""
        order = list(Stage)
        return order.index(self) <= order.index(moment)


class Verdict(StrEnum):
    """What the whole amounts to; it follows the exit code."""

    MET = "met"
    MET_IN_PART = "met-in-part"
    """All that was judged is met, and criteria were left out, or their programs not run."""
    NOT_MET = "not-met"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a policy says about one criterion in words. owner: the person's name, empty for none."""

    id: str
    title: str
    why: str = ""
    fix: str = ""
    source: str = ""
    owner: str = ""
    severity: Severity = Severity.ERROR
    stage: Stage = Stage.CLOSURE
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Trace:
    """How one clause of a criterion was judged.

    quantifier: `for_each`, `for_any`, `for_none`, empty for the repository as a whole. searched, place: where records
    were looked for. considered: how many there were before `where` narrowed them. selected: what people call each that
    remained, and where it stands.
    """

    quantifier: str
    searched: str
    place: Location
    considered: int
    selected: Sequence[tuple[str, Location]]
    observations: Sequence[Observation]


@dataclass(frozen=True, slots=True)
class Result:
    """What came out for one criterion.

    note: why it was not judged (`not-due`, `not-applicable`), else empty. traces: one for each clause that was judged.
    left_out_by: who asked not to judge it, None for nobody.
    """

    criterion: Heading
    outcome: Outcome
    observations: Sequence[Observation] = ()
    note: str = ""
    policy: str = ""
    traces: tuple[Trace, ...] = ()
    left_out_by: Narrower | None = None

    @property
    def left_out(self) -> bool:
        return self.left_out_by is not None


@dataclass(frozen=True, slots=True)
class PolicyInfo:
    """A policy that was judged.

    extends: the paths of the policies that it builds on. digest: of all these files and of what they name, as the
    documentation defines it. lines: the source of each file by its path. values: the parameters that are set there, as
    text. files: all of them with their own digests, its own first. due: the day by which all of it is to hold, ISO
    8601, empty where it says none. sections: what the sections are called that criteria come from.
    """

    id: str
    title: str
    path: str
    digest: str
    extends: tuple[str, ...] = ()
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: tuple[RuleFile, ...] = ()
    due: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged. at: `worktree`, `index` or the revision as the caller named it; commit: its full id.
    as_of: the day on which it was judged, ISO 8601. issues: where issues came from, in words, empty for nowhere;
    origin: the same as data.
    root: the judged folder as seen from the root of its repository, `.` for all of it, and for a folder in none.
    repository: the address of its page at the forge. files: the address there below which the judged commit's files
    are, without a slash at its end. Both are empty when they are not known.
    """

    root: str
    at: str
    as_of: str
    commit: str = ""
    issues: str = ""
    repository: str = ""
    files: str = ""
    origin: IssuesOrigin | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that stands in nobody's way. by: who accepts it."""

    result: Result
    seen: Observation
    by: Acceptance


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer. results: in the order of the policies. lines: source lines of the documents with findings.

    artifacts, signings: what criteria require to be committed and signed, in the order in which they came across it.
    only: the ids that alone were asked for, empty for all. skip: those that were to be left out besides, and by whom.
    rules: where they come from, None where that is not known. evidence: the files that were read, each with git's id of
    its bytes. plugins: whose kinds the policies could name. instead: what there is to say of what is missing.
    invocation: how it was asked for, None where that is not known.
    """

    policies: tuple[PolicyInfo, ...]
    judged: Judged
    results: tuple[Result, ...]
    verdict: Verdict
    exit_code: int
    stage: Stage
    fail_on: Severity
    tool_version: str
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    artifacts: tuple[Artifact, ...] = ()
    signings: tuple[Signing, ...] = ()
    only: tuple[str, ...] = ()
    skip: Mapping[str, Narrower] = field(default_factory=dict)
    rules: RulesInfo | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)
    plugins: tuple[Plugin, ...] = ()
    instead: Mapping[Cause, Instead] = field(default_factory=dict)
    invocation: Invocation | None = None

    def of(self, outcome: Outcome) -> tuple[Result, ...]:
        """The results with one outcome, of what was asked for."""
        return tuple(result for result in self.asked if result.outcome is outcome)

    @property
    def place(self) -> str:
        """What people call the judged repository, as far as that is known without looking where it lies."""
        known = self.judged.repository.removeprefix("https://") or self.judged.root
        if known != "." or not self.policies:
            return known
        return self.policies[0].title or self.policies[0].id

    @property
    def shipped(self) -> frozenset[str]:
        """The paths of policies that ship with closure-check: no such file is in the judged tree."""
        return frozenset(one.path for policy in self.policies for one in policy.files if one.kind is Kind.SHIPPED)

    @property
    def asked(self) -> tuple[Result, ...]:
        """The results of the criteria that were asked for."""
        return tuple(result for result in self.results if not result.left_out)

    @property
    def waived(self) -> tuple[Accepted, ...]:
        """The findings that are waived one by one, the one that is due first at the beginning."""
        held = (one for one in self._accepted() if one.by.waiver)
        return tuple(sorted(held, key=lambda one: one.by.until))

    @property
    def known(self) -> tuple[Accepted, ...]:
        """The findings that were known before, at the revision that the caller names."""
        return tuple(one for one in self._accepted() if one.by.since)

    @property
    def meant(self) -> tuple[Accepted, ...]:
        """What was passed over, and is meant so as a policy says: each with the criterion that met it first."""
        found: dict[Location, Accepted] = {}
        for one in self._accepted():
            if one.by.is_of_policy:
                found.setdefault(one.seen.location, one)
        return tuple(found.values())

    def _accepted(self) -> Iterator[Accepted]:
        for result in self.results:
            for _, seen in standing_out(result.observations):
                if seen.accepted is not None:
                    yield Accepted(result, seen, seen.accepted)

    @property
    def left_out(self) -> tuple[Result, ...]:
        """The criteria that were not asked for; they are told, so that nothing is left out in silence."""
        return tuple(result for result in self.results if result.left_out)


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a report is to look; a renderer takes what means something to its format.

    color: with ANSI colours. width: of a line, in cells of a terminal. quiet: the verdict and what is in its way, no
    more. verbose: every observation, good ones too. folder: the judged folder as seen from the root of its repository,
    empty for the root itself; formats whose readers look files up in the repository put it before every path.
    earlier: reports of what was judged before, for a page that tells what changed since. timeline: how it went until
    then, for a page that shows it; None to show nothing of it.
    """

    color: bool = False
    width: int = 80
    quiet: bool = False
    verbose: bool = False
    folder: str = ""
    earlier: tuple[Report, ...] = ()
    timeline: Timeline | None = None
