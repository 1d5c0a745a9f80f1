"""GitHub as a tracker, with a token, over the network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from checker.classes import dataclass, field
from checker.data.parts import Part, WrongShapeError
from checker.issues.absences import not_here, unknown
from checker.issues.lists import answers
from checker.model.issues import (
    Answers,
    Issue,
    IssueKey,
    IssueList,
    IssueQuery,
    IssueRef,
    IssuesOrigin,
    Missing,
    PullList,
    PullQuery,
    PullRequest,
    key_order,
)
from checker.model.references import at_home
from checker.trackers.github.absent import look_up
from checker.trackers.github.graphql import GraphQL, malformed
from checker.trackers.github.issues import fetch_issues, finish
from checker.trackers.github.lists import Names, connections_for, near_to, pages
from checker.trackers.github.nodes import Unfinished, read_issue
from checker.trackers.github.pulls import fetch_pulls, list_pulls
from checker.web.address import Address
from checker.web.exchange import UnansweredError
from checker.web.failures import moment, unanswered

MOST_LOOKED_UP = 20
"""Numbers that GraphQL does not find and about which the REST API is asked."""

_LASTING = frozenset({"forbidden", "moved", "rate_limited", "unreachable"})
"""After these nothing more is asked."""


@dataclass(slots=True)
class GitHub:
    """The issues and pull requests of one repository. rest: of the REST API, on the host of `api`.

    known, known_pulls: what was answered so far. names: of the milestones and labels. silent: why no more is asked.
    """

    api: GraphQL
    rest: Address
    tell: Callable[[str], None] = lambda _: None
    known: dict[IssueKey, Issue | Missing] = field(default_factory=dict)
    known_pulls: dict[int, PullRequest | Missing] = field(default_factory=dict)
    names: Names = field(default_factory=dict)
    silent: Missing | None = None

    @property
    def project(self) -> str:
        return self.api.project

    @property
    def asked_at(self) -> datetime | None:
        return moment(self.api.transport.date)

    @property
    def source(self) -> str:
        count = sum(isinstance(one, Issue) for one in self.known.values())
        requests = self.api.transport.sent
        said = f"{self.project} at {self.api.host}"
        if not requests:
            return f"{said} (not asked)"
        when = f" {self.asked_at:%Y-%m-%d %H:%M} UTC" if self.asked_at else ""
        plural = "" if requests == 1 else "s"
        return f"{said} ({count} issue{'' if count == 1 else 's'}, asked{when} in {requests} request{plural})"

    @property
    def origin(self) -> IssuesOrigin:
        count = sum(isinstance(one, Issue) for one in self.known.values())
        when = f"{self.asked_at:%Y-%m-%dT%H:%M:%SZ}" if self.asked_at else ""
        return IssuesOrigin(
            f"{self.project} at {self.api.host}", count=count if self.api.transport.sent else None, moment=when
        )

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        lists = {query: self._list(query) for query in queries}
        refs = {ref: at_home(ref, self.project) for ref in issues}
        here = {ref.key for ref in refs.values() if not ref.repository and isinstance(ref.key, int)}
        self._fetch(sorted(here - self.known.keys()))
        return Answers({asked: self._found(ref) for asked, ref in refs.items()}, lists)

    def pulls(self, queries: Collection[PullQuery]) -> Mapping[PullQuery, PullList]:
        numbers = sorted({query.number for query in queries if query.number} - self.known_pulls.keys())
        self._fetch_pulls(numbers)
        found: dict[PullQuery, PullList] = {}
        for query in queries:
            one = self.known_pulls.get(query.number)
            if one is None:
                found[query] = self._pull_list(query)
            else:
                found[query] = PullList((one,)) if isinstance(one, PullRequest) else PullList((), one)
        return found

    def _fetch_pulls(self, numbers: Sequence[int]) -> None:
        """Make every number known."""
        missing = self.silent or unanswered("unreachable", f"{self.api.host} does not say").missing
        try:
            for number, found in () if self.silent else fetch_pulls(self.api, numbers):
                self.known_pulls[number] = found
        except UnansweredError as error:
            missing = self._noted(error)
        for number in numbers:
            self.known_pulls.setdefault(number, missing)

    def _pull_list(self, query: PullQuery) -> PullList:
        if self.silent:
            return PullList((), self.silent)
        try:
            return list_pulls(self.api, query, self.names)
        except UnansweredError as error:
            return PullList((), self._noted(error))

    def _found(self, ref: IssueRef) -> Issue | Missing:
        return not_here(ref, self.project) or self.known[ref.key]

    def _fetch(self, numbers: Sequence[int]) -> None:
        """Make every number known."""
        absent: list[int] = []
        missing = self.silent or unanswered("unreachable", f"{self.api.host} does not say").missing
        try:
            for number, found in () if self.silent else fetch_issues(self.api, numbers):
                if found is None:
                    absent.append(number)
                else:
                    self.known[number] = found
                    self.tell(f"{len(self.known)} issues from {self.api.host}")
        except UnansweredError as error:
            missing = self._noted(error)
        for at, number in enumerate(absent):
            self.known[number] = self._looked_up(number) if at < MOST_LOOKED_UP else unknown(self.project)
        for number in numbers:
            self.known.setdefault(number, missing)

    def _looked_up(self, number: int) -> Missing:
        return look_up(number, self.project, self.rest, self.api.transport)

    def _noted(self, error: UnansweredError) -> Missing:
        if error.missing.kind in _LASTING:
            self.silent = error.missing
        return error.missing

    def _list(self, query: IssueQuery) -> IssueList:
        if self.silent:
            return IssueList((), self.silent)
        try:
            connections = connections_for(self.api, query, self.names)
            if isinstance(connections, Missing):
                return IssueList((), connections)
            found = self._read([part for one in connections for part in pages(self.api, one)], query)
            near = near_to(self.api, query, self.names)
        except UnansweredError as error:
            return IssueList((), self._noted(error))
        except WrongShapeError as error:
            return IssueList((), malformed(error).missing)
        self.known |= {one.ref.key: one for one in found}
        return IssueList(tuple(sorted(found, key=lambda one: key_order(one.ref.key))), near=near)

    def _read(self, parts: Sequence[Part], query: IssueQuery) -> Sequence[Issue]:
        """The issues of a list, all of them whole. Raises UnansweredError and WrongShapeError."""
        self.tell(f"{len(parts)} issues from {self.api.host}")
        read = {part.number("number"): read_issue(part, self.project) for part in parts}
        if len(read) < len(parts):
            raise unanswered("truncated", "the list changes while it is read", "run it again")
        unfinished = {number: one for number, one in read.items() if isinstance(one, Unfinished)}
        found: list[Issue] = []
        for number, one in (read | finish(self.api, unfinished)).items():
            if isinstance(one, Missing):
                raise UnansweredError(Missing(one.kind, f"holds #{number}, which {one.message}", decided=False))
            if not isinstance(one, Issue) or not answers(one, query):
                raise WrongShapeError(f"{self.api.host}: gives #{number}, which was not asked for")
            found.append(one)
        return found
