"""How it went: what was met at which commit, who turned it, and since when each point is open. Plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from checker.classes import dataclass, field
from checker.model.location import Location
from checker.model.observation import Outcome
from checker.model.report import Heading, Verdict

Key = tuple[str, str]
"""A criterion by its policy and its id."""


class Cause(StrEnum):
    """What turned a criterion."""

    COMMIT = "commit"
    """The commit changed something that the criterion looks at."""
    DAY = "day"
    """Nothing was changed; the day came."""
    ISSUES = "issues"
    """What the tracker says is known from another recording, or from one for the first time."""
    POLICY = "policy"
    """The policy is another one."""


@dataclass(frozen=True, slots=True)
class Made:
    """A commit, and who made it. at: when it was committed, in UTC (ISO 8601). tags: those that lead to it."""

    commit: str
    at: str
    author: str
    email: str
    subject: str
    tags: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        return date.fromisoformat(self.at[:10])

    @property
    def short(self) -> str:
        return self.commit[:9]


@dataclass(frozen=True, slots=True)
class Point:
    """What came out at a commit. counts: criteria by outcome. gap: why nothing could be judged, empty where it was.

    verdict, exit_code: as `check` has them. came, went: how many open points are new, and gone, since the point before.
    issues: the recording that counted, empty for none.
    """

    made: Made
    counts: Mapping[Outcome, int] = field(default_factory=dict)
    verdict: Verdict | None = None
    exit_code: int = 3
    gap: str = ""
    came: int = 0
    went: int = 0
    issues: str = ""

    @property
    def not_met(self) -> int:
        return self.counts.get(Outcome.FAIL, 0)

    @property
    def undecided(self) -> int:
        return self.counts.get(Outcome.UNKNOWN, 0)


@dataclass(frozen=True, slots=True)
class Turn:
    """A criterion that comes out otherwise than at the commit before. before: None where it was not asked for, or
    nothing could be judged; after: likewise.

    place, message: of what turned it: the first open point that came, or that went. others: how many more there are.
    """

    key: Key
    made: Made
    before: Outcome | None
    after: Outcome | None
    cause: Cause
    place: Location | None = None
    message: str = ""
    others: int = 0

    @property
    def is_of_author(self) -> bool:
        """Whether whoever made the commit has turned it."""
        return self.cause in (Cause.COMMIT, Cause.POLICY)


@dataclass(frozen=True, slots=True)
class Course:
    """How it went with one criterion. outcomes: at each point, None for a gap. turns: in their order.

    since: the commit that brought it to what it is now, None where it was so when the range begins.
    """

    key: Key
    heading: Heading
    outcomes: tuple[Outcome | None, ...]
    turns: tuple[Turn, ...] = ()

    @property
    def now(self) -> Outcome | None:
        return self.outcomes[-1]

    @property
    def since(self) -> Made | None:
        return self.turns[-1].made if self.turns else None


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A finding that is open at the last point. ok: False for not met, None for undecided. fingerprint: as in a report.

    since: the commit that brought it, None where it is older than the range. days: since then, until the last point.
    """

    key: Key
    ok: bool | None
    location: Location
    message: str
    fingerprint: str
    since: Made | None
    days: int


@dataclass(frozen=True, slots=True)
class Brought:
    """What a commit brought that was not open before. ok: False for not met, None for undecided."""

    key: Key
    ok: bool | None
    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A range of commits and how it went.

    over: the range as the caller named it. every: of which commits there are points. rules: whose policy counted, in
    words. before: the commit before the range, None for the beginning of all. left: how many points are still to be
    judged, where somebody ended the walk. brought: by commit, only where somebody asked for it.
    """

    title: str
    policies: tuple[str, ...]
    over: str
    every: str
    rules: str
    folder: str
    commits: int
    before: Made | None
    points: tuple[Point, ...]
    courses: tuple[Course, ...]
    open_points: tuple[OpenPoint, ...]
    due: date | None
    tool_version: str
    left: int = 0
    brought: Mapping[str, tuple[Brought, ...]] = field(default_factory=dict)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All of them, the oldest first."""
        order = {one.made.commit: n for n, one in enumerate(self.points)}
        every = [turn for course in self.courses for turn in course.turns]
        return tuple(sorted(every, key=lambda one: (one.made.at, order.get(one.made.commit, 0))))

    @property
    def trial_code(self) -> int:
        """As for what a policy would have stopped: 3 where something that it asks for could not be decided, 1 where a
        commit brought something that is not met, else 0; 130 where somebody ended the walk.
        """
        if self.left:
            return 130
        if any(one.gap or one.undecided for one in self.points):
            return 3
        return int(any(one.ok is False for each in self.brought.values() for one in each))

    @property
    def exit_code(self) -> int:
        """That of the last point; 130 where somebody ended the walk before it."""
        return 130 if self.left else self.points[-1].exit_code
