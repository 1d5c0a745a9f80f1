"""A GitHub on loopback: repositories and issues that can be moved, deleted and closed, and a script of what goes wrong.

It answers GraphQL by walking the question over its own data, so it knows no schema; that its answers are such as
GitHub's schema allows is shown in test_github_schema.py.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from graphql import language as ast
from graphql import parse, value_from_ast_untyped

from checker.model.issues import Issue, Missing

TOKEN = "ghp_f4k3T0k3nTh4tMustNeverBeSeen"
DATE = "Sun, 26 Jul 2026 10:00:00 GMT"


class Fault(Exception):  # noqa: N818  it is what GitHub reports, no error of ours
    """An error that GraphQL reports beside its data. kind: GitHub's type of it."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Answer:
    """A scripted answer instead of the true one. cut: bytes that are promised and never sent. wait: seconds before."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0
    wait: float = 0.0
    hang_up: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def query(self) -> str:
        return str(json.loads(self.body)["query"])


@dataclass
class FakeGitHub:
    """script: what to answer next instead of the truth, one entry per request; None lets the truth through.

    types: of issues, None where there is no organization that has some. beside: other repositories on the same host.
    moved: number → the place where it is now. said: every question and true answer in GraphQL. echo: repeats the
    headers of each request in its answer. heavy: issues of one question from which on it is too much.
    """

    project: str = "acme/belt"
    issues: dict[int, dict[str, Any]] = field(default_factory=dict)
    pulls: set[int] = field(default_factory=set)
    pull_requests: dict[int, dict[str, Any]] = field(default_factory=dict)
    milestones: dict[int, str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    types: list[str] | None = None
    beside: dict[str, FakeGitHub] = field(default_factory=dict)
    moved: dict[int, str] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    faults: dict[int, Fault] = field(default_factory=dict)
    script: list[Answer | None] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    said: list[tuple[str, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    tamper: Callable[[dict[str, Any]], object] = lambda _: None
    has_issues: bool = True
    called: str = ""
    hidden: bool = False
    heavy: int = 10_000
    url: str = ""

    # What there is

    def add(self, number: int, **changes: Any) -> dict[str, Any]:
        """An open issue; changes: see `_issue`."""
        self.issues[number] = {"title": f"Issue {number}", "state": "OPEN", **changes}
        return self.issues[number]

    @property
    def home(self) -> str:
        return self.called or self.project

    def _issue(self, number: int) -> dict[str, Any]:
        it = self.issues[number]
        title = it.get("milestone")
        named = {name: at for at, name in self.milestones.items()}
        return {
            "__typename": "Issue",
            "number": number,
            "title": it["title"],
            "url": f"https://github.com/{self.home}/issues/{number}",
            "state": it["state"],
            "stateReason": lambda enableDuplicate=False: it.get("reason"),  # noqa: N803  GitHub's own spelling
            "closedAt": it.get("closed"),
            "author": {"__typename": "User", "login": it.get("author", "arun")},
            "body": it.get("body", ""),
            "createdAt": it.get("created", "2026-07-01T10:00:00Z"),
            "updatedAt": it.get("updated", "2026-07-25T10:00:00Z"),
            "repository": {"nameWithOwner": it.get("home", self.home)},
            "assignees": lambda first: _several([{"login": login} for login in it.get("assignees", [])], first),
            "labels": lambda first: _several([{"name": name} for name in it.get("labels", [])], first),
            "milestone": {"number": named[title], "title": title} if title else None,
            "timelineItems": lambda **_: {"nodes": [it["closing"]] if "closing" in it else []},
            "comments": lambda last, before=None: _newest(it.get("comments", []), last, before),
            "issueType": {"name": it["type"]} if it.get("type") else None,
            "parent": lambda: self._placed(it["parent"]) if it.get("parent") else None,
            "subIssuesSummary": {"total": it.get("total", len(it.get("below", [])))},
            "subIssues": lambda first, after=None: _page(
                [self._placed(at) for at in it.get("below", [])], first, after
            ),
            "projectItems": lambda first: it["items"](first) if "items" in it else _several([], first),
        }

    def _placed(self, place: int | tuple[str, int]) -> dict[str, Any]:
        """An issue of this repository by its number, or of one beside it."""
        return self._issue(place) if isinstance(place, int) else self.beside[place[0]]._issue(place[1])

    def add_pull(self, number: int, **changes: Any) -> dict[str, Any]:
        """An open pull request; changes: see `_pull`."""
        self.pulls.add(number)
        self.pull_requests[number] = {"state": "OPEN", **changes}
        return self.pull_requests[number]

    def _pull(self, number: int) -> dict[str, Any]:
        it = self.pull_requests[number]
        named, title = {name: at for at, name in self.milestones.items()}, it.get("milestone")
        return {
            "__typename": "PullRequest",
            "number": number,
            "title": it.get("title", f"Pull request {number}"),
            "url": f"https://github.com/{self.home}/pull/{number}",
            "state": it["state"],
            "isDraft": it.get("draft", False),
            "author": {"__typename": "User", "login": it.get("author", "arun")},
            "body": it.get("body", ""),
            "createdAt": "2026-07-01T10:00:00Z",
            "updatedAt": "2026-07-25T10:00:00Z",
            "closedAt": it.get("closed"),
            "mergedAt": it.get("merged"),
            "mergedBy": {"__typename": "User", "login": it["merged_by"]} if "merged_by" in it else None,
            "repository": {"nameWithOwner": it.get("home", self.home)},
            "baseRefName": it.get("base", "main"),
            "headRefName": f"topic-{number}",
            "headRefOid": it.get("commit", "a" * 40),
            "assignees": lambda first: _several([{"login": login} for login in it.get("assignees", [])], first),
            "labels": lambda first: _several([{"name": name} for name in it.get("labels", [])], first),
            "milestone": {"number": named[title], "title": title} if title else None,
            "reviewRequests": lambda first: _several(
                [{"requestedReviewer": one} for one in it.get("requests", [])], first
            ),
            "reviews": lambda last: _last(it.get("reviews", []), last),
            "comments": lambda last, before=None: _newest(it.get("comments", []), last, before),
        }

    def _pull_numbered(self, number: int) -> dict[str, Any]:
        if number not in self.pull_requests:
            raise Fault("NOT_FOUND", f"Could not resolve to a PullRequest with the number of {number}.")
        return self._pull(number)

    def _pulls_listed(
        self,
        numbers: list[int],
        first: int,
        after: str | None = None,
        labels: list[str] | None = None,
        states: list[str] | None = None,
        baseRefName: str | None = None,  # noqa: N803  GitHub's own spelling
        orderBy: Any = None,  # noqa: N803
    ) -> dict[str, Any]:
        chosen = [
            at
            for at in sorted(numbers)
            if (not labels or set(labels) & set(self.pull_requests[at].get("labels", [])))
            and (not states or self.pull_requests[at]["state"] in states)
            and (not baseRefName or self.pull_requests[at].get("base", "main") == baseRefName)
        ]
        return _page([self._pull(at) for at in chosen], first, after)

    def _repository(self, owner: str, name: str) -> dict[str, Any]:
        if f"{owner}/{name}" in self.beside:
            return self.beside[f"{owner}/{name}"]._repository(owner, name)
        if self.hidden or f"{owner}/{name}".casefold() != self.project.casefold():
            raise Fault("NOT_FOUND", f"Could not resolve to a Repository with the name '{owner}/{name}'.")
        return {
            "__typename": "Repository",
            "nameWithOwner": self.home,
            "hasIssuesEnabled": self.has_issues,
            "issueOrPullRequest": self._numbered,
            "issue": self._numbered,
            "pullRequest": self._pull_numbered,
            "pullRequests": lambda **asked: self._pulls_listed(list(self.pull_requests), **asked),
            "issues": lambda **asked: self._listed(list(self.issues), **asked),
            "milestone": self._milestone,
            "milestones": lambda first, after=None: _page(
                [{"number": at, "title": title} for at, title in self.milestones.items()], first, after
            ),
            "labels": lambda first, after=None: _page([{"name": one} for one in self.labels], first, after),
            "issueTypes": lambda first, after=None: (
                _page([{"name": one} for one in self.types], first, after) if self.types is not None else None
            ),
        }

    def _numbered(self, number: int) -> dict[str, Any]:
        if number in self.faults:
            raise self.faults[number]
        if number in self.pulls:
            return {"__typename": "PullRequest"}
        if number not in self.issues:
            raise Fault("NOT_FOUND", f"Could not resolve to an issue or pull request with the number of {number}.")
        return self._issue(number)

    def _milestone(self, number: int) -> dict[str, Any]:
        title = self.milestones[number]
        inside = [at for at, it in self.issues.items() if it.get("milestone") == title]
        pulls = [at for at, it in self.pull_requests.items() if it.get("milestone") == title]
        return {
            "issues": lambda **asked: self._listed(inside, **asked),
            "pullRequests": lambda **asked: self._pulls_listed(pulls, **asked),
        }

    def _listed(
        self,
        numbers: list[int],
        first: int,
        after: str | None = None,
        labels: list[str] | None = None,
        states: list[str] | None = None,
        filterBy: dict[str, str] | None = None,  # noqa: N803  GitHub's own spelling
        orderBy: Any = None,  # noqa: N803
    ) -> dict[str, Any]:
        if first >= self.heavy:
            raise Fault("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.")
        chosen = [
            at
            for at in sorted(numbers)
            if (not labels or set(labels) & set(self.issues[at].get("labels", [])))
            and (not states or self.issues[at]["state"] in states)
            and (not filterBy or self.issues[at].get("type") == filterBy["type"])
        ]
        return _page([self._issue(at) for at in chosen], first, after)

    # Answering

    def answer(self, seen: Seen) -> Answer:
        self.seen.append(seen)
        scripted = self.script.pop(0) if self.script else self.answers.get(seen.path)
        if scripted is not None:
            return scripted
        if seen.headers.get("authorization") != f"Bearer {TOKEN}":
            return Answer(401, b'{"message": "Bad credentials"}')
        if seen.path.endswith("/graphql"):
            return Answer(body=json.dumps(self._graphql(json.loads(seen.body))).encode())
        return self._rest(seen.path)

    def _graphql(self, asked: dict[str, Any]) -> dict[str, Any]:
        document = parse(asked["query"])
        if asked["query"].count(": issueOrPullRequest(") >= self.heavy:
            return {"data": None, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED", "message": "Too much."}]}
        walk = _Walk(document, asked["variables"])
        data = walk.whole({"rateLimit": {"cost": 1}, "repository": self._repository})
        reply: dict[str, Any] = {"data": data} | ({"errors": walk.errors} if walk.errors else {})
        self.said.append((asked["query"], asked["variables"], json.loads(json.dumps(reply))))
        self.tamper(reply)
        return reply

    def _rest(self, path: str) -> Answer:
        number = int(path.rpartition("/")[2])
        if "/repositories/" in path:
            place = self.moved[number]
            there, _, at = place.partition("#")
            return Answer(body=json.dumps({"html_url": f"https://github.com/{there}/issues/{at}"}).encode())
        if number in self.moved:
            return Answer(301, headers={"Location": f"{self.url}/repositories/99/issues/{number}"})
        return Answer(410 if number in self.deleted else 404, b'{"message": "Not Found"}')

    @contextmanager
    def serving(self) -> Iterator[FakeGitHub]:
        """While it listens at `url`."""
        with serving(self.answer) as self.url:
            yield self


@contextmanager
def serving(answer: Callable[[Seen], Answer]) -> Iterator[str]:
    """A server on loopback; its address, without a slash at the end."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve(b"")

        def do_POST(self) -> None:
            self._serve(self.rfile.read(int(self.headers["content-length"])))

        def _serve(self, body: bytes) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            said = answer(Seen(self.command, self.path, headers, body))
            time.sleep(said.wait)
            self.close_connection = True
            if said.hang_up:
                return
            self.send_response_only(said.status)
            for name, value in {"Date": DATE, "Content-Type": "application/json", **said.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.body) + said.cut))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(said.body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class _Walk:
    """A question walked over data: dicts, lists, and callables for fields with arguments."""

    document: ast.DocumentNode
    variables: dict[str, Any]
    errors: list[dict[str, Any]] = field(default_factory=list)

    def whole(self, root: dict[str, Any]) -> dict[str, Any]:
        operation = next(one for one in self.document.definitions if isinstance(one, ast.OperationDefinitionNode))
        return self._chosen(root, operation.selection_set, [])

    def _chosen(self, value: dict[str, Any], chosen: ast.SelectionSetNode, path: list[Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in chosen.selections:
            if isinstance(part, ast.FieldNode):
                key = part.alias.value if part.alias else part.name.value
                found[key] = self._field(value, part, [*path, key])
            else:
                fragment = part if isinstance(part, ast.InlineFragmentNode) else self._fragment(part)
                condition = fragment.type_condition.name.value if fragment.type_condition else None
                if value.get("__typename", condition) == condition or condition in _SUPERTYPES:
                    found |= self._chosen(value, fragment.selection_set, path)
        return found

    def _fragment(self, spread: Any) -> ast.FragmentDefinitionNode:
        return next(
            one
            for one in self.document.definitions
            if isinstance(one, ast.FragmentDefinitionNode) and one.name.value == spread.name.value
        )

    def _field(self, value: dict[str, Any], part: ast.FieldNode, path: list[Any]) -> Any:
        try:
            found = value[part.name.value]
            if callable(found):
                arguments = {
                    one.name.value: value_from_ast_untyped(one.value, self.variables) for one in part.arguments or ()
                }
                given = {name: said for name, said in arguments.items() if not _is_undefined(said)}
                found = found(**given)
        except Fault as fault:
            self.errors.append({"type": fault.kind, "path": path, "message": str(fault)})
            return None
        return self._shaped(found, part, path)

    def _shaped(self, found: Any, part: ast.FieldNode, path: list[Any]) -> Any:
        if isinstance(found, list):
            return [self._shaped(one, part, [*path, at]) for at, one in enumerate(found)]
        if isinstance(found, dict) and part.selection_set:
            return self._chosen(found, part.selection_set, path)
        return found


_SUPERTYPES = ("ProjectV2FieldCommon", "ProjectV2FieldConfiguration")
"""What every field of a project is."""


def _is_undefined(value: Any) -> bool:
    return type(value).__name__ == "UndefinedType"


def _several(nodes: list[dict[str, Any]], first: int) -> dict[str, Any]:
    return {"totalCount": len(nodes), "nodes": nodes[:first]}


def _last(nodes: list[dict[str, Any]], last: int) -> dict[str, Any]:
    return {"totalCount": len(nodes), "nodes": nodes[-last:]}


def _page(nodes: list[dict[str, Any]], first: int, after: str | None) -> dict[str, Any]:
    start = int(after or 0)
    end = min(start + first, len(nodes))
    info = {"hasNextPage": end < len(nodes), "endCursor": str(end) if end else None}
    return {"totalCount": len(nodes), "pageInfo": info, "nodes": nodes[start:end]}


def _newest(nodes: list[dict[str, Any]], last: int, before: str | None) -> dict[str, Any]:
    end = int(before) if before else len(nodes)
    start = max(0, end - last)
    info = {"hasPreviousPage": start > 0, "startCursor": str(start)}
    page = [{**one, "author": one["author"]} for one in nodes[start:end]]
    return {"__typename": "IssueCommentConnection", "totalCount": len(nodes), "pageInfo": info, "nodes": page}


def in_words(found: Issue | Missing, host: str) -> str:
    """`#5 open`, or why there is no issue: its kind and message, `?` before what is undecided.

    What every message of a kind has in common is left out, and so is the host.
    """
    if isinstance(found, Issue):
        return f"#{found.ref.key} {found.state}"
    message = found.message.removeprefix("cannot be looked up: ").replace(host, "HOST")
    if found.kind == "malformed":
        message = message.removeprefix("the answer cannot be used (").removesuffix(")")
    return f"{'' if found.decided else '? '}{found.kind}: {message}"


def comment(body: str = "merged and measured", **changes: Any) -> dict[str, Any]:
    """A comment of an owner. author: a login, None for a deleted account; bot: whether it is a program's."""
    author, bot = changes.pop("author", "raja"), changes.pop("bot", False)
    return {
        "author": {"__typename": "Bot" if bot else "User", "login": author} if author else None,
        "authorAssociation": "OWNER",
        "body": body,
        "createdAt": "2026-07-25T10:00:00Z",
        "includesCreatedEdit": False,
        "isMinimized": False,
        "url": "https://github.com/acme/belt/issues/5#issuecomment-1",
        **changes,
    }


def closing(login: str = "arun", **closer: Any) -> dict[str, Any]:
    """The event of being closed. closer: `__typename` and the fields of a commit or pull request; none for by hand."""
    return {"__typename": "ClosedEvent", "actor": {"login": login}, "closer": closer or None}


def project_item(
    title: str = "Handover", *, archived: bool = False, total: int | None = None, **said: str | float | tuple[str, int]
) -> dict[str, Any]:
    """An item of a project that has the fields Status, Points, Due, Note, Iteration and Labels.

    said: what stands in them. An iteration is written as its first day and its length. total: of the values.
    """
    kinds = {"Status": "SINGLE_SELECT", "Points": "NUMBER", "Due": "DATE", "Note": "TEXT", "Iteration": "ITERATION"}
    fields = [_project_field(name, kind) for name, kind in {**kinds, "Labels": "LABELS"}.items()]
    values = [_project_value(name, kinds[name], value) for name, value in said.items()]
    values.append({"__typename": "ProjectV2ItemFieldLabelValue"})
    return {
        "isArchived": archived,
        "project": {
            "title": title,
            "url": "https://github.com/orgs/acme/projects/1",
            "fields": lambda first: _several(fields, first),
        },
        "fieldValues": lambda first: {"totalCount": total or len(values), "nodes": values[:first]},
    }


def _project_field(name: str, kind: str) -> dict[str, Any]:
    special = {"SINGLE_SELECT": "ProjectV2SingleSelectField", "ITERATION": "ProjectV2IterationField"}
    return {"__typename": special.get(kind, "ProjectV2Field"), "name": name, "dataType": kind}


def _project_value(name: str, kind: str, value: Any) -> dict[str, Any]:
    named = {"SINGLE_SELECT": "SingleSelect"}.get(kind, kind.capitalize())
    said = {"SINGLE_SELECT": "name", "NUMBER": "number", "DATE": "date", "TEXT": "text"}
    if kind == "ITERATION":
        start, days = value
        own: dict[str, Any] = {"title": f"Week of {start}", "startDate": start, "duration": days}
    else:
        own = {said[kind]: value}
    return {"__typename": f"ProjectV2ItemField{named}Value", "field": _project_field(name, kind), **own}


def items(*several: Any, total: int | None = None) -> Callable[[int], dict[str, Any]]:
    """The items of an issue. total: how many there are said to be."""
    return lambda first: {"totalCount": len(several) if total is None else total, "nodes": list(several)[:first]}
