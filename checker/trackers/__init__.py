"""Issue trackers: where the answers about issues come from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import ClassVar, Protocol, TypeVar

from checker.classes import dataclass, field
from checker.errors import ClosureCheckError
from checker.issues.events import AtHand
from checker.issues.records import ISSUE_FIELDS
from checker.model.issues import (
    COMMENTS,
    Answers,
    Facet,
    FacetQuery,
    Issue,
    IssueList,
    IssueQuery,
    IssueRef,
    IssuesOrigin,
    Missing,
    MissingKind,
    PullList,
    PullQuery,
)
from checker.model.references import Notation, is_same_repository
from checker.web.access import Access

T = TypeVar("T")


class Tracker(Protocol):
    """Answers everything that a run wants to know about issues, in one batch."""

    @property
    def source(self) -> str:
        """Where the answers come from, for the report; empty for nowhere."""

    @property
    def origin(self) -> IssuesOrigin | None:
        """The same as data, None for nowhere."""

    @property
    def project(self) -> str:
        """Whose issues they are (`owner/name`, `ABC`), empty when that is not known."""

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        """An issue or the reason for its absence for every reference, a list for every query."""

    def pulls(self, queries: Collection[PullQuery]) -> Mapping[PullQuery, PullList]:
        """The pull requests that answer each query, of which none asks for the `current` one."""

    def facets(self, queries: Collection[FacetQuery]) -> Mapping[FacetQuery, Facet | Missing]:
        """What it tells of issues when it is asked for that, or why it does not; each is of an issue that it gave."""


class LiveTracker(Tracker, Protocol):
    """A tracker that is asked over the network."""

    @property
    def asked_at(self) -> datetime | None:
        """When its last answer came, by its own clock, UTC; None for never."""


@dataclass(frozen=True, slots=True)
class NoTracker:
    """Stands in when nobody can be asked: nothing about issues can be decided. message, hint: why, and what to do."""

    message: str = "no tracker was asked"
    hint: str = "give --issues FILE"
    source: str = ""
    kind: MissingKind = "no_tracker"
    project: str = ""
    origin: IssuesOrigin | None = None

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        missing = Missing(self.kind, self.message, decided=False, hint=self.hint)
        return Answers(dict.fromkeys(issues, missing), {query: IssueList((), missing) for query in queries})

    def pulls(self, queries: Collection[PullQuery]) -> Mapping[PullQuery, PullList]:
        return dict.fromkeys(queries, PullList((), Missing(self.kind, self.message, decided=False, hint=self.hint)))

    def facets(self, queries: Collection[FacetQuery]) -> Mapping[FacetQuery, Facet | Missing]:
        return dict.fromkeys(queries, Missing(self.kind, self.message, decided=False, hint=self.hint))


NOBODY_SAYS = Missing(
    "no_pull_request",
    "is not known",
    decided=False,
    hint="give --pull-request, with its number, the event of the workflow, or `none`",
)


def pulls_of(queries: Collection[PullQuery], tracker: Tracker, at_hand: AtHand | None) -> Mapping[PullQuery, PullList]:
    """The pull requests that answer each query, the one that is judged among them."""
    is_elsewhere = at_hand is not None and not is_same_repository(at_hand.project, tracker.project)
    if at_hand is not None and is_elsewhere and tracker.project:
        message = f"is one of {at_hand.project}, not of {tracker.project}"
        stranger = PullList((), Missing("elsewhere", message, decided=False))
        others = [query for query in queries if not query.current]
        return {**dict.fromkeys(queries, stranger), **(tracker.pulls(others) if others else {})}
    number = at_hand.number if at_hand is not None else None
    asked = {query: PullQuery(number) if query.current and number else query for query in queries}
    said = tracker.pulls([one for one in dict.fromkeys(asked.values()) if not one.current])
    nobody = PullList((), NOBODY_SAYS) if at_hand is None else PullList(())
    found = {query: said.get(one, nobody) for query, one in asked.items()}
    return {query: _or_event(one, at_hand) if query.current else one for query, one in found.items()}


def _or_event(listed: PullList, at_hand: AtHand | None) -> PullList:
    """What the tracker says, or what the event says where nobody else does."""
    is_silent = listed.problem is not None and not listed.problem.decided
    pull = at_hand.pull if at_hand is not None else None
    return PullList((pull,)) if is_silent and pull is not None else listed


class TrackerKind:
    """A kind of tracker, as a policy names it: `tracker: {KIND: PROJECT}`. A subclass is a dataclass without fields.

    The docstring of a subclass says what it is and where it takes its address and its token from.
    kind: its name in a policy. example: of a project, for messages (`owner/name`, `ABC`). form: all that can be one, as
    a regular expression. host: of its pages, where the policy names no other.
    files: of a forge, which keeps the repository as well: what stands between its page and a commit in the addresses of
    files (`blob`); empty for a tracker of issues alone.
    """

    __slots__ = ()

    kind: ClassVar[str]
    example: ClassVar[str]
    form: ClassVar[str]
    host: ClassVar[str] = ""
    files: ClassVar[str] = ""

    def notation(self, setting: TrackerSetting) -> Notation:
        """How documents write its issues."""
        raise NotImplementedError

    def connect(self, setting: TrackerSetting, access: Access) -> LiveTracker | NoTracker:
        """The tracker of a project, of which nothing is asked yet; or why nobody can be asked. Raises UsageError."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class TrackerSetting:
    """The tracker that a policy names. project: `owner/name`, `ABC`, as the tracker writes it.

    host: of its pages, empty for the one that the environment configures. max_age: the days that a recording of its
    answers may be old, None for any age.
    """

    kind: TrackerKind
    project: str
    host: str = ""
    max_age: int | None = None

    @property
    def pages(self) -> str:
        """The host whose pages are the issues."""
        return self.host or self.kind.host

    @property
    def notation(self) -> Notation:
        return self.kind.notation(self)


@dataclass(slots=True)
class GuardedTracker:
    """A tracker of a plugin: where its code raises something, what was asked of it is undecided.

    kind: as the policy names it. mistake: what it raised, None for nothing so far.
    """

    tracker: LiveTracker
    kind: str
    mistake: Missing | None = field(default=None, init=False)

    @property
    def source(self) -> str:
        return self._asked(lambda: self.tracker.source, "")

    @property
    def origin(self) -> IssuesOrigin | None:
        return self._asked(lambda: self.tracker.origin, None)

    @property
    def project(self) -> str:
        return self._asked(lambda: self.tracker.project, "")

    @property
    def asked_at(self) -> datetime | None:
        return self._asked(lambda: self.tracker.asked_at, None)

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        found = self._asked(lambda: _checked(self.tracker.answer(issues, queries)), Answers({}, {}))
        unavailable = self.mistake or self._missing("leaves it out")
        return Answers(
            {ref: found.issues.get(ref, unavailable) for ref in issues},
            {query: found.lists.get(query, IssueList((), unavailable)) for query in queries},
        )

    def pulls(self, queries: Collection[PullQuery]) -> Mapping[PullQuery, PullList]:
        # It came later than the rest, so that a tracker may do without it.
        ask = getattr(self.tracker, "pulls", None)
        nothing: Mapping[PullQuery, PullList] = {}
        found = self._asked(lambda: ask(queries), nothing) if ask is not None else nothing
        said = "leaves it out" if ask is not None else "tells nothing of pull requests"
        unavailable = PullList((), self.mistake or self._missing(said))
        return {query: found.get(query, unavailable) for query in queries}

    def facets(self, queries: Collection[FacetQuery]) -> Mapping[FacetQuery, Facet | Missing]:
        # It may do without this, too: what it gives with an issue is not asked for again.
        ask = getattr(self.tracker, "facets", None)
        nothing: Mapping[FacetQuery, Facet | Missing] = {}
        found = self._asked(lambda: ask(queries), nothing) if ask is not None else nothing
        unavailable = self.mistake or untold(f"the tracker `{self.kind}`")
        return {query: found.get(query, unavailable) for query in queries}

    def _asked(self, ask: Callable[[], T], otherwise: T) -> T:
        try:
            return ask()
        except Exception as error:  # noqa: BLE001  a mistake in it must not hide what can be judged
            self.mistake = self._missing(f"fails with {type(error).__name__} ({error})")
            return otherwise

    def _missing(self, said: str) -> Missing:
        message = f"cannot be looked up: the tracker `{self.kind}` {said}"
        return Missing("malformed", message, decided=False, hint="tell whoever makes it")


def untold(who: str, hint: str | None = None) -> Missing:
    """That a facet of an issue is not to be had from a tracker, whatever the issue."""
    return Missing("untold", f"is not told by {who}", decided=False, hint=hint)


def _checked(answers: Answers) -> Answers:
    """Raises ValueError for an issue that leaves out what there is not, so that what it means counts as told."""
    several = (*answers.issues.values(), *(one for found in answers.lists.values() for one in found.issues))
    for issue in several:
        unknown = set(issue.unavailable) - {*ISSUE_FIELDS, COMMENTS} if isinstance(issue, Issue) else set()
        if unknown:
            raise ValueError(f"`unavailable` has `{min(unknown)}`, which is no field of an issue")
    return answers


def guarded(setting: TrackerSetting, access: Access) -> LiveTracker | NoTracker:
    """The tracker of a plugin, whatever its code does. Raises UsageError, as its own `connect` may."""
    name = setting.kind.kind
    try:
        found = setting.kind.connect(setting, access)
    except ClosureCheckError:
        raise
    except Exception as error:  # noqa: BLE001  a mistake in it must not hide what can be judged
        said = f"no tracker was asked: `{name}` fails with {type(error).__name__} ({error})"
        return NoTracker(said, "tell whoever makes it")
    return found if isinstance(found, NoTracker) else GuardedTracker(found, name)
