"""GitLab over its REST API: issues, merge requests, what people wrote below them, milestones.

https://docs.gitlab.com/api/issues, …/notes, …/milestones, …/members. GitLab does not say why an issue was closed nor,
there, what closed it. A merge request has numbers of its own (`!12`) and never stands under an issue's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import quote, urlencode

from checker import __version__
from checker.classes import dataclass, field, replace
from checker.data.parts import Part, WrongShapeError, parse_json, shown
from checker.issues.absences import moved, not_here, unknown
from checker.issues.lists import answers, is_label, is_milestone, near_names
from checker.issues.pulls import answers as answers_pull
from checker.model.issues import (
    Answers,
    Facet,
    FacetQuery,
    Issue,
    IssueComment,
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
    place_of_key,
)
from checker.model.references import at_home, is_same_repository
from checker.trackers import untold
from checker.trackers.gitlab.merge_requests import Below, comment_of, parameters, read_merge_request
from checker.web.access import Access
from checker.web.address import Address, read_address
from checker.web.exchange import Request, UnansweredError
from checker.web.failures import moment, unanswered
from checker.web.token import Token
from checker.web.transport import Transport

TOKEN_NAMES = ("CLOSURE_CHECK_TOKEN", "GITLAB_TOKEN")

MOST = 50
"""Issues of one question; a longer address may be refused."""

PAGE = 100
"""Entries of one page, the most that GitLab gives."""

MOST_PAGES = 200

_ROLES = ((50, "owner"), (40, "member"), (30, "collaborator"), (20, "reporter"), (10, "guest"))
"""Access levels from which on a member of the project has a role: owner, maintainer, developer, reporter, guest."""

_STATES = {"opened": "open", "closed": "closed"}
_UNAVAILABLE = ("reason", "closer")
_TYPES = ("issue", "incident", "task", "test case")
"""The types by which GitLab lists issues, as people write them."""


def gitlab_address(environment: Mapping[str, str]) -> Address:
    """The API that GITLAB_API_URL names, or CI_API_V4_URL as GitLab CI sets it, else gitlab.com's."""
    name = next((name for name in ("GITLAB_API_URL", "CI_API_V4_URL") if environment.get(name)), "")
    return read_address(environment[name] if name else "https://gitlab.com/api/v4", name)


def connect(address: Address, project: str, token: Token, access: Access) -> GitLab:
    """The tracker of one project; nothing is sent until it is asked."""
    headers = {"private-token": token.secret, "user-agent": f"closure-check/{__version__}"}
    transport = Transport(address, token, headers, access.proxy, tell=access.tell, clock=access.clock)
    return GitLab(project, transport, access.tell)


@dataclass(slots=True)
class GitLab:
    """The issues and merge requests of one project (`group/name`). known: what was answered so far.

    roles: of the members, by login. silent: why nothing more is asked.
    """

    project: str
    transport: Transport
    tell: Callable[[str], None] = lambda _: None
    known: dict[IssueKey, Issue | Missing] = field(default_factory=dict)
    roles: Mapping[str, str] | None = None
    silent: Missing | None = None
    _entered: Part | None = None

    @property
    def asked_at(self) -> datetime | None:
        return moment(self.transport.date)

    @property
    def source(self) -> str:
        count = sum(isinstance(one, Issue) for one in self.known.values())
        when = f", asked {self.asked_at:%Y-%m-%d %H:%M} UTC" if self.asked_at else ""
        requests = f"in {self.transport.sent} request{'' if self.transport.sent == 1 else 's'}"
        said = f"{self.project} at {self.transport.address.host}"
        return f"{said} ({count} issue{'' if count == 1 else 's'}{when} {requests})" if when else f"{said} (not asked)"

    @property
    def origin(self) -> IssuesOrigin:
        count = sum(isinstance(one, Issue) for one in self.known.values())
        when = f"{self.asked_at:%Y-%m-%dT%H:%M:%SZ}" if self.asked_at else ""
        return IssuesOrigin(
            f"{self.project} at {self.transport.address.host}",
            count=count if self.transport.sent else None,
            moment=when,
        )

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        lists = {query: self._list(query) for query in queries}
        refs = {ref: at_home(ref, self.project) for ref in issues}
        here = {ref.key for ref in refs.values() if not ref.repository and isinstance(ref.key, int)}
        numbers = sorted(here - self.known.keys())
        for at in range(0, len(numbers), MOST):
            self.known |= self._fetched(numbers[at : at + MOST])
            self.tell(f"{len(self.known)} issues from {self.transport.address.host}")
        return Answers({ref: not_here(home, self.project) or self.known[home.key] for ref, home in refs.items()}, lists)

    def pulls(self, queries: Collection[PullQuery]) -> Mapping[PullQuery, PullList]:
        return {query: self._pull_list(query) for query in queries}

    def facets(self, queries: Collection[FacetQuery]) -> Mapping[FacetQuery, Facet | Missing]:
        by_project: dict[str, dict[int, FacetQuery]] = {}
        for query in queries:
            project, number = place_of_key(query.ref.key) or (self.project, query.ref.key)
            if query.name == "parent" and isinstance(number, int):
                by_project.setdefault(project, {})[number] = query
        none = untold("GitLab", "compare labels, or milestones, instead")
        found: dict[FacetQuery, Facet | Missing] = dict.fromkeys(queries, none)
        for project, numbered in sorted(by_project.items()):
            found |= self._parents(project, numbered)
        return found

    def _parents(self, project: str, numbered: Mapping[int, FacetQuery]) -> Mapping[FacetQuery, Facet | Missing]:
        if self.silent:
            return dict.fromkeys(numbered.values(), self.silent)
        from checker.trackers.gitlab.work_items import parents

        try:
            said = parents(self.transport, project, sorted(numbered))
        except UnansweredError as error:
            return dict.fromkeys(numbered.values(), error.missing)
        except WrongShapeError as error:
            return dict.fromkeys(numbered.values(), self._noted(error))
        absent = untold("the GraphQL API of GitLab")
        return {query: said.get(number, absent) for number, query in numbered.items()}

    def _below(self, parent: IssueRef, query: IssueQuery) -> IssueList:
        """The children of an issue, of whatever project they are. Raises UnansweredError and WrongShapeError."""
        try:
            return self._children(parent, query)
        except UnansweredError as error:
            if error.missing.kind in ("rate_limited", "unreachable"):
                raise
            return IssueList((), error.missing)

    def _children(self, parent: IssueRef, query: IssueQuery) -> IssueList:
        from checker.trackers.gitlab.work_items import children

        home = at_home(parent, self.project)
        project = home.repository or self.project
        found = children(self.transport, project, home.key) if isinstance(home.key, int) else None
        if found is None:
            missing = unknown(project)
            return IssueList((), replace(missing, message=f"is empty: {parent} {missing.message}"))
        by_project: dict[str, list[int]] = {}
        for ref in found:
            by_project.setdefault(ref.repository or project, []).append(int(ref.key))
        issues = [issue for place, numbers in by_project.items() for issue in self._of_project(place, numbers)]
        below = (one for one in (replace(one, parent=str(home)) for one in issues) if answers(one, query))
        return IssueList(tuple(sorted(below, key=lambda one: key_order(one.ref.key))))

    def _of_project(self, project: str, numbers: Sequence[int]) -> Iterator[Issue]:
        """Issues of a project, all of which there must be. Raises UnansweredError."""
        is_home = is_same_repository(project, self.project)
        other = self if is_home else replace(self, project=project, known={}, roles=None, _entered=None)
        said = other.answer([IssueRef("", number) for number in numbers], ())
        for ref, one in said.issues.items():
            if isinstance(one, Missing):
                where = "" if is_home else project
                raise UnansweredError(Missing(one.kind, f"holds {where}{ref}, which {one.message}", decided=False))
            yield one if is_home else replace(one, ref=IssueRef("", f"{project}{ref}"))

    def _pull_list(self, query: PullQuery) -> PullList:
        if self.silent:
            return PullList((), self.silent)
        try:
            self._enter(of_issues=False)
            ways: list[Mapping[str, str | Sequence[int]]] = [{"iids[]": [query.number]}]
            near: tuple[NearName, ...] = ()
            if not query.number:
                named = self._names(query)
                if isinstance(named, Missing):
                    return PullList((), named)
                milestones, label, near = named
                ways = [parameters(milestone, label, query.state, query.base) for milestone in milestones]
            parts = [part for way in ways for part in self._pages("merge_requests", {**way, "scope": "all"})]
            found = {pull.number: pull for pull in map(self._merge_request, parts)}
        except (UnansweredError, WrongShapeError) as error:
            return PullList((), self._noted(error))
        if query.number and not found:
            hint = "check the number; one that the token may not see looks the same"
            said = f"is no merge request of {self.project}"
            return PullList((), Missing("not_found", said, decided=True, hint=hint))
        if not all(answers_pull(one, query) for one in found.values()):
            said = f"{self.transport.address.host}: gives merge requests that were not asked for"
            return PullList((), self._noted(WrongShapeError(said)))
        return PullList(tuple(found[number] for number in sorted(found)), near=near)

    def _merge_request(self, part: Part) -> PullRequest:
        """A merge request with what stands below it. Raises UnansweredError and WrongShapeError."""
        path = f"merge_requests/{part.number('iid')}"
        notes = tuple(self._pages(f"{path}/notes", {"sort": "asc", "order_by": "created_at"}))
        approvals = self._part(self._get(f"{path}/approvals", {})[0], "approvals").parts("approved_by")
        versions = sorted(self._pages(f"{path}/versions", {}), key=lambda one: one.text("created_at"))
        return read_merge_request(part, Below(notes, approvals, versions), self._role)

    def _fetched(self, numbers: Sequence[int]) -> dict[IssueKey, Issue | Missing]:
        if self.silent:
            return dict.fromkeys(numbers, self.silent)
        try:
            self._enter()
            parts = self._pages("issues", {"iids[]": numbers, "scope": "all"})
            found = {part.number("iid"): self._issue(part) for part in parts}
        except (UnansweredError, WrongShapeError) as error:
            return dict.fromkeys(numbers, self._noted(error))
        strangers = found.keys() - set(numbers)
        if strangers:
            said = WrongShapeError(f"{self.transport.address.host}: gives #{min(strangers)}, which was not asked for")
            return dict.fromkeys(numbers, self._noted(said))
        return {number: found.get(number, unknown(self.project)) for number in numbers}

    def _list(self, query: IssueQuery) -> IssueList:
        if self.silent:
            return IssueList((), self.silent)
        try:
            self._enter()
            found_ways = self._ways(query)
            if isinstance(found_ways, Missing):
                return IssueList((), found_ways)
            ways, near = found_ways
            if query.parent is not None:
                return replace(self._below(query.parent, query), near=near)
            read = [self._issue(part) for way in ways for part in self._pages("issues", {**way, "scope": "all"})]
        except (UnansweredError, WrongShapeError) as error:
            return IssueList((), self._noted(error))
        # An issue that was moved away is closed and no longer one of this project.
        found = [one for one in read if isinstance(one, Issue)]
        if not all(answers(one, query) for one in found):
            said = WrongShapeError(f"{self.transport.address.host}: gives issues that were not asked for")
            return IssueList((), self._noted(said))
        self.known |= {one.ref.key: one for one in found}
        return IssueList(tuple(sorted(found, key=lambda one: key_order(one.ref.key))), near=near)

    def _ways(self, query: IssueQuery) -> tuple[list[dict[str, str]], tuple[NearName, ...]] | Missing:
        """What to ask for so that a query is answered, or that a milestone or label is none of the project.

        With those that look like the ones that are asked for.
        """
        named = self._names(query)
        if isinstance(named, Missing):
            return named
        milestones, label, near = named
        way = {"state": next(said for said, state in _STATES.items() if state == query.state)} if query.state else {}
        way |= {"labels": label} if label else {}
        if query.type:
            type_ = next((one for one in _TYPES if is_label(one, query.type)), None)
            if type_ is None:
                hint = f"there is {', '.join(f'`{one}`' for one in _TYPES)}"
                return Missing(
                    "untold", f"cannot be had: GitLab lists no type `{query.type}`", decided=False, hint=hint
                )
            way["issue_type"] = type_.replace(" ", "_")
        return [way | ({"milestone": title} if title else {}) for title in milestones], near

    def _names(self, query: IssueQuery | PullQuery) -> tuple[Sequence[str], str, tuple[NearName, ...]] | Missing:
        """The milestones and the label of the project that a query means, each empty for any; or that there is none.

        With those that look like the ones that are asked for.
        """
        near: tuple[NearName, ...] = ()
        label = ""
        if query.label:
            names = [part.text("name") for part in self._pages("labels", {})]
            label = next((name for name in names if is_label(name, query.label)), "")
            near = near_names(query, labels=names)
            if not label:
                return self._no_such("label", query.label)
        if not query.milestone:
            return ("",), label, near
        titles = {part.text("title") for part in self._pages("milestones", {"include_ancestors": "true"})}
        meant = sorted(title for title in titles if is_milestone(title, query.milestone))
        near = (*near, *near_names(query, milestones=titles))
        return (meant, label, near) if meant else self._no_such("milestone", query.milestone)

    def _no_such(self, kind: str, name: str) -> Missing:
        return Missing("not_found", f"is empty: {self.project} has no {kind} `{name}`", decided=True)

    def _noted(self, error: UnansweredError | WrongShapeError) -> Missing:
        if isinstance(error, UnansweredError):
            self.silent = error.missing
            return error.missing
        hint = "check that the address is GitLab's; otherwise please report it"
        return unanswered("malformed", f"the answer cannot be used ({error})", hint).missing

    def _enter(self, *, of_issues: bool = True) -> None:
        """Make sure, once, that the project is there under this name. Raises UnansweredError.

        of_issues: whether issues are asked for, which it must have then.
        """
        if self._entered is None:
            self._entered = self._part(self._get("", {})[0], "project")
        part = self._entered
        name = part.text("path_with_namespace")
        if name.casefold() != self.project.casefold():
            raise unanswered("moved", f"{self.project} is now called {name}", f"write `{name}` in the policy")
        if of_issues and part.text("issues_access_level", default="enabled") == "disabled":
            raise unanswered("forbidden", f"issues are switched off in {name}", "switch them on in its settings")

    def _issue(self, part: Part) -> Issue | Missing:
        """An issue with everything that people wrote below it. Raises UnansweredError and WrongShapeError."""
        if part.has("moved_to_id"):
            return moved("another project")
        number, state = part.number("iid"), part.text("state")
        if state not in _STATES:
            part.refuse(f"`state` is {shown(state)}, expected `opened` or `closed`")
        labels, milestone = part.get("labels"), part.part("milestone")
        closed_by = part.part("closed_by") if part.has("closed_by") else None
        if not isinstance(labels, list) or not all(isinstance(name, str) for name in labels):
            part.refuse(f"`labels` is {shown(labels)}, expected a list of names")
        return Issue(
            ref=IssueRef("", number),
            title=part.text("title"),
            state=_STATES[state],
            url=part.text("web_url"),
            labels=tuple(labels),
            assignees=tuple(person.text("username") for person in part.parts("assignees")),
            milestone=milestone.text("title") if milestone else "",
            closed_at=part.text("closed_at"),
            comments=tuple(self._comments(number, part.text("web_url"))),
            closed_by=closed_by.text("username") if closed_by else "",
            author=part.whole("author").text("username"),
            body=part.text("description"),
            created_at=part.text("created_at"),
            updated_at=part.text("updated_at"),
            unavailable=_UNAVAILABLE,
            type=_type(part),
        )

    def _comments(self, number: int, url: str) -> Iterator[IssueComment]:
        for part in self._pages(f"issues/{number}/notes", {"sort": "asc", "order_by": "created_at"}):
            if part.get("system") is True:
                continue
            yield comment_of(part, url, self._role)

    def _role(self, login: str) -> str:
        if self.roles is None:
            members = [(part.text("username"), part.count("access_level")) for part in self._pages("members/all", {})]
            self.roles = {
                who: next((role for least, role in _ROLES if level >= least), "none") for who, level in members
            }
        return self.roles.get(login, "none")

    def _pages(self, path: str, parameters: Mapping[str, str | Sequence[int]]) -> Iterator[Part]:
        """All entries of a list. Raises UnansweredError, also when it does not end, and WrongShapeError."""
        for page in range(1, MOST_PAGES + 1):
            values, following = self._get(path, {**parameters, "per_page": str(PAGE), "page": str(page)})
            if not isinstance(values, list):
                raise WrongShapeError(f"{self.transport.address.host}: `{path}` is {shown(values)}, expected a list")
            yield from (self._part(value, f"{path} {at}") for at, value in enumerate(values, start=1))
            if following is None and len(values) >= PAGE:
                raise unanswered("truncated", f"{self.transport.address.host} does not say whether `{path}` goes on")
            if not following:
                return
        raise unanswered("truncated", f"`{path}` has more pages than are read")

    def _part(self, value: object, name: str) -> Part:
        if not isinstance(value, dict):
            raise WrongShapeError(f"{self.transport.address.host}: `{name}` is {shown(value)}, expected an object")
        return Part(value, f"{self.transport.address.host}, {name}")

    def _get(self, path: str, parameters: Mapping[str, str | Sequence[int]]) -> tuple[object, str | None]:
        """What stands at a path of the project, and the number of the next page: empty for the last, None if unsaid."""
        host = self.transport.address.host
        base = self.transport.address.below("projects", self.project) + (f"/{path}" if path else "")
        query = urlencode(parameters, doseq=True, quote_via=quote)
        reply = self.transport.send(Request(f"{base}?{query}" if query else base))
        if reply.status != 200:
            hint = "check `tracker` in the policy, and that the token may read the project"
            said = f"{self.project} does not exist, or the token may not see it" if reply.status == 404 else ""
            said = said or f"{host} answers with status {reply.status}, which is not followed"
            raise unanswered("forbidden" if reply.status == 404 else "unreachable", said, hint)
        return parse_json(reply.content, host), reply.headers.get("x-next-page")


def _type(part: Part) -> str | None:
    """The type of an issue, as people write it; None where a server does not tell it."""
    said = part.text("issue_type", default="")
    return said.replace("_", " ") if said else None
