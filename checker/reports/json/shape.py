"""The shape of the JSON report: dataclasses, which its JSON Schema is made from.

A change that breaks a reader of version 1 is version 2; what came later than the first has a default.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from checker.classes import dataclass, field
from checker.model.observation import Outcome
from checker.model.report import Severity, Stage, Verdict
from checker.model.rules import Alteration, Kind, Narrower, Origin

VERSION: Literal[1] = 1

_CLOSED = {"extra": "forbid", "use_attribute_docstrings": True}


@dataclass(frozen=True, slots=True)
class JsonPlugin:
    """An installed distribution."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class JsonTool:
    """The program that wrote the report."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    name: Literal["closure-check"]
    version: str


@dataclass(frozen=True, slots=True)
class JsonPolicy:
    """A policy that was judged."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    id: str
    title: str
    path: str
    digest: str
    """Of its file and those that it builds on, as `lint --digest` reckons it; of a single file, that of its bytes."""
    extends: tuple[str, ...] = ()
    """The files of the policies that it builds on."""
    due: str = ""
    """The day by which all of it is to hold, ISO 8601; empty where it says none."""
    sections: dict[str, str] = field(default_factory=dict)
    """What the sections are called that `source` of criteria names."""


@dataclass(frozen=True, slots=True)
class JsonIssues:
    """Where the issues came from."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    text: str
    """All of it in words."""
    source: str
    """Whose they are, and where they were asked for; empty where that is not known, as are the others."""
    file: str
    """The file that holds them, as it was given; where that is a place of the machine, its last name alone."""
    count: int | None
    """How many are known; null where nobody was asked."""
    time: str
    """When the tracker said so, ISO 8601 in UTC."""
    digest: str
    """`sha256:` of the bytes of the file."""


@dataclass(frozen=True, slots=True)
class JsonEvidence:
    """A file that was read."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    path: str
    blob: str
    """Git's object id of its bytes, with line endings as git stores them."""


@dataclass(frozen=True, slots=True)
class JsonJudged:
    """What was judged."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    root: str
    """The judged folder as seen from the root of its repository; `.` for all of it, and for a folder in none."""
    at: str
    """`worktree`, `index`, or the revision as the caller named it."""
    commit: str
    """The full id of the revision, empty for worktree and index."""
    as_of: str
    """The day on which it was judged, `YYYY-MM-DD`."""
    issues: JsonIssues | None
    """Where issues came from; null for nowhere."""


@dataclass(frozen=True, slots=True)
class JsonPlace:
    """A further place."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    path: str
    line: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class JsonAcceptance:
    """That a finding is accepted as it is, by a waiver, or by the policy under `meant`."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    why: str
    waiver: str
    """Its id, empty where the policy says so; then all that follows is empty, too."""
    owner: str
    approved_by: str
    issue: str
    until: str
    """The last day on which it holds, `YYYY-MM-DD`."""
    since: str = ""
    """The revision at which it was known already, where only what is worse than there counts; else empty."""


@dataclass(frozen=True, slots=True)
class JsonCause:
    """What an observation comes from, which may be the same for several criteria."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    kind: str
    """`missing-file`, `missing-section`, `missing-anchor`, `missing-declaration`, `missing-column`, `missing-table`,
    `missing-front-matter`, `missing-issue`, or the reason for which evidence is missing or in doubt."""
    path: str
    """The document; empty where it is in none."""
    name: str
    """What is missing in it, as it is asked for."""
    line: int | None
    """Of the table, or of what is in the way; null where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonBlocker:
    """A cause with all that it blocks."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    cause: JsonCause
    message: str
    """What it is, with what is there instead."""
    remedy: str
    """What to do about it; empty where nothing is sure to fit."""
    criteria: tuple[str, ...]
    """The ids of the criteria that it blocks."""
    places: tuple[JsonPlace, ...]
    """Where it is; of a file that is missing, where it is asked for."""


@dataclass(frozen=True, slots=True)
class JsonObservation:
    """One thing that was looked at, good or bad."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    ok: bool | None
    """true: met; false: not met; null: could not be decided."""
    message: str
    path: str
    """Relative to the judged root; `.` for the root itself."""
    line: int | None
    """1-based; null where the format gives none."""
    column: int | None
    """1-based, in code points; null where the format gives none."""
    pointer: str
    """The place by names (`Defect Catalog/P0-002/Issue`), which survives edits above it."""
    expected: str | None
    found: str | None
    hint: str | None
    related: tuple[JsonPlace, ...]
    words: str = ""
    """The words at the place, for knowing the finding again; empty where nothing is open."""
    accepted: JsonAcceptance | None = None
    """By whom it is accepted as it is."""
    cause: JsonCause | None = None
    """What it comes from where it is not met, and something is missing or in doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonCriterion:
    """One criterion and what came out for it."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    id: str
    title: str
    why: str
    fix: str
    source: str
    outcome: Outcome
    owner: str
    severity: Severity
    stage: Stage
    """The earliest moment at which it must hold."""
    note: str
    """Why it was not judged, or by whom and until when it is waived; else empty."""
    left_out_by: Narrower | None = None
    """Who asked not to judge it: the caller, the settings of what is judged, or those where the rules come from."""
    policy: str
    """The id of the policy that it belongs to."""
    observations: tuple[JsonObservation, ...]


@dataclass(frozen=True, slots=True)
class JsonSigning:
    """A place for a signature that a criterion looked at, and what stands there."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    who: str
    """Who is to sign, or did, as written; else as the policy names the person."""
    role: str
    """As written; empty for none, as are `mark` and `date`."""
    mark: str
    """What stands where the signature belongs."""
    date: str
    verdict: str
    """`signed`, `unsigned`, `partial` or `ambiguous`."""
    proof: str
    """The kind of proof that the mark is, in words."""
    reason: str
    """Why it is not simply signed; else empty."""
    path: str
    line: int | None
    column: int | None
    pointer: str


@dataclass(frozen=True, slots=True)
class JsonSkipped:
    """A criterion that was to be left out."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    id: str
    by: Narrower


@dataclass(frozen=True, slots=True)
class JsonRuleFile:
    """A file of the rules."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    path: str
    kind: Kind
    """What it is to the run; `named` is what a policy names, a template or a schema."""
    digest: str
    """`sha256:` of its bytes where the rules come from; empty where it is not there, `-` where it cannot be read."""
    own: str | None
    """The same in the judged tree; null where they were not compared."""
    alteration: Alteration
    """What the judged tree makes of it."""


@dataclass(frozen=True, slots=True)
class JsonDisregarded:
    """A setting of the judged tree that does not count."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class JsonNarrowed:
    """What settings say of the moment or the severity that counts, so that less does."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    key: str
    value: str
    by: Narrower


@dataclass(frozen=True, slots=True)
class JsonOwnRules:
    """What the judged tree would come to under its own rules."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    verdict: str
    """Empty where its rules cannot be used."""
    exit_code: int | None
    problem: str
    """Why its rules cannot be used; else empty."""


@dataclass(frozen=True, slots=True)
class JsonRules:
    """Where the rules come from, and what the judged tree makes of them."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    origin: Origin
    """`judged`: the judged tree; `caller`: files that the caller named; `revision`: a revision (`--policy-at`)."""
    at: str
    """The revision, as the caller named it; else empty."""
    commit: str
    """Its full id; else empty."""
    digest: str
    """Of all policies with all that they name, as `lint --digest` prints it and `--expect-policy` takes it."""
    files: tuple[JsonRuleFile, ...]
    altered: bool
    """Whether the judged tree adds, changes or removes one of them."""
    disregarded: tuple[JsonDisregarded, ...]
    """What the settings of the judged tree say and does not count."""
    narrowed: tuple[JsonNarrowed, ...]
    """What settings, and not the caller, say of `stage` and `fail_on`."""
    own: JsonOwnRules | None
    """What the judged tree would come to under its own rules; null where it alters none."""


@dataclass(frozen=True, slots=True)
class JsonHanded:
    """A file that the caller handed over."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    path: str
    """As it was given; where that is a place of the machine, its last name alone."""
    digest: str
    """`sha256:` of its bytes."""


@dataclass(frozen=True, slots=True)
class JsonRevision:
    """A revision of the repository."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    at: str
    """As the caller named it."""
    commit: str
    """Its full id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonInvocation:
    """What the caller asked for, besides what stands under `judged`, `stage`, `fail_on`, `only`, `skip` and `rules`."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    policies: tuple[str, ...]
    """The policies as the caller named them, of a place of the machine the last name alone; empty where settings do."""
    stage: str
    """Empty where the caller left it to the settings, as `fail_on`."""
    fail_on: str
    expect_policy: str
    """The digest that the policies had to have; else empty."""
    issues: str
    """The file with issues that the caller handed over; empty for none, and for that of the settings."""
    pull_request: str
    """The number of the pull request that is judged; `none` where the caller says so, empty where nobody does."""
    event: JsonHanded | None
    """The event of the workflow that said so; null for none."""
    waivers: JsonHanded | None
    """The file with waivers that the caller handed over; null for that of the rules."""
    no_waivers: bool
    """Whether waivers did not count."""
    pass_unused_waivers: bool
    """Whether waivers could stay of which nothing was left."""
    no_worse_than: JsonRevision | None
    """The revision of which what was not met already could stay; null for none."""
    allow_commands: bool
    """Whether programs were run that the policies name."""
    time_limit: float
    """The seconds that judging one criterion could take."""


@dataclass(frozen=True, slots=True)
class JsonUnwaived:
    """What would come out with `--no-waivers`."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    verdict: Verdict
    exit_code: int
    counts: dict[Outcome, int]
    """How many criteria would come out how; the one that tells of the waivers is not among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonReport:
    """The verdict of closure-check on one repository, with its evidence."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    version: Literal[1]
    tool: JsonTool
    plugins: tuple[JsonPlugin, ...]
    """The installed distributions whose kinds the policies could name."""
    policy: str
    """The id of the first policy."""
    policies: tuple[JsonPolicy, ...]
    judged: JsonJudged
    stage: Stage
    """The moment for which it was judged; criteria of later stages are not due."""
    fail_on: Severity
    """The least severity that stands in the way of `met`."""
    only: tuple[str, ...] = ()
    """The ids of the criteria that alone were asked for; empty for all."""
    skip: tuple[JsonSkipped, ...] = ()
    """The criteria that were to be left out besides, and by whom."""
    invocation: JsonInvocation | None = None
    """How it was asked for; null where that is not known."""
    rules: JsonRules | None = None
    """Where the rules come from, and what the judged tree makes of them."""
    verdict: Verdict
    exit_code: int
    """0 met, or met in part; 1 not met; 3 undecided."""
    counts: dict[Outcome, int]
    """How many criteria came out how."""
    without_waivers: JsonUnwaived | None = None
    """The same without waivers; equal where there are none."""
    criteria: tuple[JsonCriterion, ...]
    """Every criterion once, in the order of the policies."""
    blockers: tuple[JsonBlocker, ...] = ()
    """Every cause once with all criteria that it blocks, in the order in which they come across it."""
    signings: tuple[JsonSigning, ...] = ()
    """Every place for a signature that criteria looked at, with mark, date and proof."""
    evidence: tuple[JsonEvidence, ...] = ()
    """Every file of the judged tree that was read, in the order of the paths."""
