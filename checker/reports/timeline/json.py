"""How it went, for programs: versioned shapes, described by `schemas/history.schema.json` and `trial.schema.json`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, ClassVar, Literal

from checker.classes import dataclass
from checker.messages.timeline import stops, turned
from checker.model.location import Location
from checker.model.observation import Outcome
from checker.model.report import RenderOptions, Severity, Stage, Verdict
from checker.model.timeline import Brought, Cause, Made, OpenPoint, Point, Timeline, Turn
from checker.text.json_in_html import json_text

VERSION: Literal[1] = 1
_CLOSED = {"extra": "forbid", "use_attribute_docstrings": True}


@dataclass(frozen=True, slots=True)
class JsonCommit:
    """A commit."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    commit: str
    """Its full id."""
    committed: str
    """When, in UTC, ISO 8601."""
    author: str
    email: str
    subject: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JsonPlace:
    """A place in a file of the judged folder."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    path: str
    line: int | None
    column: int | None
    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonPoint:
    """What came out at a commit, as of its own day."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    commit: JsonCommit
    day: str
    """The day as of which it was judged, `YYYY-MM-DD`."""
    verdict: Verdict | None
    """Null where nothing could be judged."""
    exit_code: int
    gap: str
    """Why nothing could be judged; empty where it was."""
    counts: dict[Outcome, int]
    """How many criteria came out how."""
    came: int
    """Open points that are new since the point before."""
    went: int
    """Open points of the point before that are gone."""
    issues: str
    """The recording of the tracker that counted; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonTurn:
    """A commit at which a criterion came out otherwise than before."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    commit: JsonCommit
    before: Outcome | None
    """Null where it was not asked for, or nothing could be judged."""
    after: Outcome | None
    said: str
    """In words: `broke`, `mended`."""
    cause: Cause
    """What turned it: the commit, the day, what the tracker says, or the policy."""
    place: JsonPlace | None
    """Of the first thing that came with it, or went."""
    message: str
    others: int
    """How many more things came with it, or went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonCourse:
    """How it went with one criterion."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    policy: str
    id: str
    title: str
    owner: str
    severity: Severity
    stage: Stage
    outcome: Outcome | None
    """At the last point; null where nothing could be judged there."""
    since: JsonCommit | None
    """The commit that brought it to that; null where it was so before the range begins."""
    outcomes: tuple[Outcome | None, ...]
    """At each point, in their order; null where it was not asked for, or nothing could be judged."""
    turns: tuple[JsonTurn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonOpen:
    """Something that is open at the last point."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    policy: str
    criterion: str
    undecided: bool
    """Whether it could not be decided; else it is not met."""
    place: JsonPlace
    message: str
    fingerprint: str
    """As the JSON report has it."""
    since: JsonCommit | None
    """The commit that brought it; null where it is older than the range."""
    days: int | None
    """From that until the last point; null where it is older than the range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonHistory:
    """What was met when over a range of commits, who turned it, and since when what is open is open."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    version: Literal[1]
    tool: str
    """The version of closure-check."""
    title: str
    policies: tuple[str, ...]
    """The ids of the policies of the last point."""
    rules: str
    """Whose policy counted, in words."""
    root: str
    """The judged folder as seen from the root of its repository; `.` for all of it."""
    over: str
    """The range as the caller named it."""
    every: str
    """Of which commits there are points: `commit`, `day`, `week` or `tag`."""
    commits: int
    """How many there are in the range."""
    before: JsonCommit | None
    """The commit before the range, against which its first one is held; null for the beginning of all."""
    due: str
    """The day by which all of it is to hold, `YYYY-MM-DD`; empty where the policy says none."""
    left: int
    """How many points are still to be judged, since somebody ended the run; else 0."""
    exit_code: int
    points: tuple[JsonPoint, ...]
    """The oldest first."""
    criteria: tuple[JsonCourse, ...]
    open: tuple[JsonOpen, ...]
    """The oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonBrought:
    """Something that a commit brought, and that was not there before."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    policy: str
    criterion: str
    place: JsonPlace
    message: str


@dataclass(frozen=True, slots=True)
class JsonStop:
    """A commit that would have been stopped."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    commit: JsonCommit
    brought: tuple[JsonBrought, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonTrial:
    """What a policy would have stopped over a range of commits."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    version: Literal[1]
    tool: str
    policies: tuple[str, ...]
    over: str
    commits: int
    undecided: int
    """At how many of the commits not everything could be decided."""
    left: int
    """How many commits are still to be judged, since somebody ended the run; else 0."""
    exit_code: int
    stopped: tuple[JsonStop, ...]
    """The oldest first."""


def render(timeline: Timeline, options: RenderOptions) -> str:  # noqa: ARG001 - every renderer is called alike
    """The same timeline gives the same bytes."""
    one = timeline
    written = JsonHistory(
        version=VERSION,
        tool=one.tool_version,
        title=one.title,
        policies=one.policies,
        rules=one.rules,
        root=one.folder,
        over=one.over,
        every=one.every,
        commits=one.commits,
        before=_commit(one.before) if one.before is not None else None,
        due=one.due.isoformat() if one.due is not None else "",
        left=one.left,
        exit_code=one.exit_code,
        points=tuple(map(_point, one.points)),
        criteria=tuple(_course(one, n) for n in range(len(one.courses))),
        open=tuple(map(_open, one.open_points)),
    )
    return json_text(asdict(written), indent=2) + "\n"


def render_trial(timeline: Timeline, options: RenderOptions) -> str:  # noqa: ARG001
    one = timeline
    written = JsonTrial(
        version=VERSION,
        tool=one.tool_version,
        policies=one.policies,
        over=one.over,
        commits=one.commits,
        undecided=sum(bool(point.gap or point.undecided) for point in one.points),
        left=one.left,
        exit_code=one.trial_code,
        stopped=tuple(
            JsonStop(
                _commit(stop.made),
                tuple(
                    JsonBrought(
                        policy=each.key[0], criterion=each.key[1], place=_place(each.location), message=each.message
                    )
                    for each in stop.brought
                ),
            )
            for stop in stops(one)
        ),
    )
    return json_text(asdict(written), indent=2) + "\n"


def history_schema() -> dict[str, Any]:
    """The JSON Schema of what `history` writes."""
    from checker.reports.json import schema_of

    return schema_of(JsonHistory)


def trial_schema() -> dict[str, Any]:
    """The JSON Schema of what `try` writes."""
    from checker.reports.json import schema_of

    return schema_of(JsonTrial)


def _brought(one: Brought) -> JsonBrought:
    policy, id_ = one.key
    return JsonBrought(policy=policy, criterion=id_, place=_place(one.location), message=one.message)


def _commit(made: Made) -> JsonCommit:
    return JsonCommit(made.commit, made.at, made.author, made.email, made.subject, made.tags)


def _place(place: Location) -> JsonPlace:
    return JsonPlace(place.path, place.line, place.column, place.pointer)


def _point(point: Point) -> JsonPoint:
    return JsonPoint(
        commit=_commit(point.made),
        day=point.made.day.isoformat(),
        verdict=point.verdict,
        exit_code=point.exit_code,
        gap=point.gap,
        counts=dict(point.counts),
        came=point.came,
        went=point.went,
        issues=point.issues,
    )


def _course(timeline: Timeline, n: int) -> JsonCourse:
    one = timeline.courses[n]
    about = one.heading
    return JsonCourse(
        policy=one.key[0],
        id=one.key[1],
        title=about.title,
        owner=about.owner,
        severity=about.severity,
        stage=about.stage,
        outcome=one.now,
        since=_commit(one.since) if one.since is not None else None,
        outcomes=one.outcomes,
        turns=tuple(map(_turn, one.turns)),
    )


def _turn(turn: Turn) -> JsonTurn:
    return JsonTurn(
        commit=_commit(turn.made),
        before=turn.before,
        after=turn.after,
        said=turned(turn),
        cause=turn.cause,
        place=_place(turn.place) if turn.place is not None else None,
        message=turn.message,
        others=turn.others,
    )


def _open(one: OpenPoint) -> JsonOpen:
    return JsonOpen(
        policy=one.key[0],
        criterion=one.key[1],
        undecided=one.ok is None,
        place=_place(one.location),
        message=one.message,
        fingerprint=one.fingerprint,
        since=_commit(one.since) if one.since is not None else None,
        days=one.days if one.since is not None else None,
    )
