"""GitHub as a tracker, with a token, over the network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from checker.classes import dataclass, field, replace
from checker.data.parts import Part, WrongShapeError
from checker.issues.absences import PULL_REQUEST, moved, not_here, unknown
from checker.issues.lists import answers
from checker.model.issues import (
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
    NearName,
    PullList,
    PullQuery,
    PullRequest,
    key_order,
    key_text,
    place_of_key,
)
from checker.model.references import at_home, is_same_repository
from checker.trackers.github.absent import look_up
from checker.trackers.github.facets import fetch_facets
from checker.trackers.github.graphql import GraphQL, malformed
from checker.trackers.github.issues import fetch_issues, finish, part_of
from checker.trackers.github.lists import Names, connections_for, near_to, pages, sub_issues_of
from checker.trackers.github.nodes import Unfinished, read_issue
from checker.trackers.github.pulls import fetch_pulls, list_pulls
from checker.trackers.github.queries import parent_query
from checker.web.address import Address
from checker.web.exchange import UnansweredError
from checker.web.failures import moment, unanswered

MOST_LOOKED_UP = 20
"""Numbers that GraphQL does not find and about which the REST API is asked."""

_LASTING = frozenset({"forbidden", "moved", "rate_limited", "unreachable"})
"""After these nothing more is asked."""
_OF_ALL = frozenset({"rate_limited", "unreachable"})
"""Those that are no matter of one repository, or of what may be seen in it."""


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

    def facets(self, queries: Collection[FacetQuery]) -> Mapping[FacetQuery, Facet | Missing]:
        asked: dict[tuple[str, str], dict[int, FacetQuery]] = {}
        for query in queries:
            project, number = place_of_key(query.ref.key) or (self.project, query.ref.key)
            if isinstance(number, int):
                asked.setdefault((query.name, project), {})[number] = query
        found: dict[FacetQuery, Facet | Missing] = {}
        for (name, project), numbered in sorted(asked.items()):
            missing = self.silent or unanswered("unreachable", f"{self.api.host} does not say").missing
            try:
                api, numbers = self._api_of(project), sorted(numbered)
                for number, said in () if self.silent else fetch_facets(api, name, numbers, self.project):
                    found[numbered[number]] = said
            except UnansweredError as error:
                missing = self._noted(error) if error.missing.kind in _OF_ALL else error.missing
            for query in numbered.values():
                found.setdefault(query, missing)
        return found

    def _api_of(self, project: str) -> GraphQL:
        """The API of another repository on the same host, as the token may see it."""
        return self.api if is_same_repository(project, self.project) else replace(self.api, project=project)

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
            near = near_to(self.api, query, self.names)
            if query.parent is not None:
                return self._below(query.parent, query, near)
            found = self._read([part for one in connections for part in pages(self.api, one)], query)
        except UnansweredError as error:
            return IssueList((), self._noted(error))
        except WrongShapeError as error:
            return IssueList((), malformed(error).missing)
        self.known |= {one.ref.key: one for one in found}
        return IssueList(tuple(sorted(found, key=lambda one: key_order(one.ref.key))), near=near)

    def _read(self, parts: Sequence[Part], query: IssueQuery) -> Sequence[Issue]:
        """The issues of a list, all of them whole. Raises UnansweredError and WrongShapeError."""
        found = self._whole(parts, self.api)
        stray = next((one for one in found if not answers(one, query)), None)
        if stray is not None:
            raise WrongShapeError(f"{self.api.host}: gives {key_text(stray.ref.key)}, which was not asked for")
        return found

    def _whole(self, parts: Sequence[Part], api: GraphQL) -> list[Issue]:
        """Issues of one repository with all of their comments. Raises UnansweredError and WrongShapeError."""
        self.tell(f"{len(parts)} issues from {api.host}")
        read = {part.number("number"): read_issue(part, api.project) for part in parts}
        if len(read) < len(parts):
            raise unanswered("truncated", "the list changes while it is read", "run it again")
        unfinished = {number: one for number, one in read.items() if isinstance(one, Unfinished)}
        found: list[Issue] = []
        for number, one in (read | finish(api, unfinished)).items():
            if isinstance(one, Missing):
                raise UnansweredError(Missing(one.kind, f"holds #{number}, which {one.message}", decided=False))
            if not isinstance(one, Issue):
                raise WrongShapeError(f"{api.host}: gives #{number}, which was not asked for")
            found.append(one)
        return found

    def _below(self, parent: IssueRef, query: IssueQuery, near: tuple[NearName, ...]) -> IssueList:
        """The sub-issues of an issue, of whatever repository they are. Raises UnansweredError and WrongShapeError."""
        home = at_home(parent, self.project)
        project, number = home.repository or self.project, home.key
        if not isinstance(number, int):
            return IssueList((), not_here(home, self.project))
        try:
            api = self._api_of(project)
            parts = self._sub_issues(number, api, of_type=bool(query.type))
            found = parts if isinstance(parts, Missing) else self._of_each_repository(parts, api)
        except UnansweredError as error:
            if home.repository and error.missing.kind not in _OF_ALL:
                return IssueList((), error.missing)
            raise
        if isinstance(found, Missing):
            return IssueList((), replace(found, message=f"is empty: {parent} {found.message}"))
        below = tuple(one for one in (replace(one, parent=str(home)) for one in found) if answers(one, query))
        return IssueList(tuple(sorted(below, key=lambda one: key_order(one.ref.key))), near=near)

    def _sub_issues(self, number: int, api: GraphQL, *, of_type: bool) -> Sequence[Part] | Missing:
        """All sub-issues of an issue, or why there is no such issue. Raises UnansweredError and WrongShapeError."""
        part = part_of(api.ask(parent_query(number)), number)
        if part is None:
            return self._looked_up(number) if api is self.api else unknown(api.project)
        if isinstance(part, Missing):
            return part
        if part.text("__typename") != "Issue":
            return PULL_REQUEST
        where = part.whole("repository").text("nameWithOwner")
        if where.casefold() != api.project.casefold():
            return moved(f"{where}#{number}")
        total = part.whole("subIssuesSummary").count("total")
        found = list(pages(api, sub_issues_of(number, of_type=of_type))) if total else []
        if len(found) < total:
            said = f"{api.project}#{number} has {total} sub-issues, of which {len(found)} are shown"
            hint = f"let the token of {api.transport.token.origin} read the issues of all repositories that they are in"
            raise unanswered("forbidden", said, hint)
        return found

    def _of_each_repository(self, parts: Sequence[Part], api: GraphQL) -> Sequence[Issue]:
        """Issues of several repositories. Raises UnansweredError and WrongShapeError."""
        by_place: dict[str, list[Part]] = {}
        for part in parts:
            by_place.setdefault(part.whole("repository").text("nameWithOwner"), []).append(part)
        found: list[Issue] = []
        for place, own in by_place.items():
            whole = self._whole(own, api if is_same_repository(place, api.project) else self._api_of(place))
            found += whole if is_same_repository(place, self.project) else [_of_other(one, place) for one in whole]
        return found


def _of_other(issue: Issue, project: str) -> Issue:
    """An issue under the key that it has where another repository is judged."""
    return replace(issue, ref=IssueRef("", f"{project}#{issue.ref.key}"))
