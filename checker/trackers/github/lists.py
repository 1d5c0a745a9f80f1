"""Lists of issues and pull requests, paged to their end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from checker.classes import dataclass, replace
from checker.data.parts import Part
from checker.issues.lists import is_label, is_milestone, near_names
from checker.model.issues import IssueQuery, Missing, NearName, PullQuery
from checker.trackers.github.graphql import GraphQL
from checker.trackers.github.queries import list_query, names_query, pull_list_query, sub_issues_query
from checker.web.exchange import UnansweredError
from checker.web.failures import unanswered

PAGE = 50
"""Issues or pull requests of one page, at first; halved when GitHub finds that too much."""

Names = dict[str, Sequence[Part]]
"""All milestones, labels and types, once they were asked for."""

NAMES = 100
"""Milestones or labels of one page, the most that GitHub gives."""

MOST_PAGES = 200
"""No list of an engagement is longer; one that seems so does not end."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A list and where it is in an answer. way: the keys below the repository. first: entries of one page.

    may_be_null: whether `null` stands where there is none, instead of an empty list.
    """

    query: str
    way: tuple[str, ...]
    first: int
    variables: Mapping[str, Any]
    may_be_null: bool = False


def pages(api: GraphQL, connection: Connection) -> Iterator[Part]:
    """All entries of a list. Raises UnansweredError, also when they are fewer than the list says it has."""
    after, first, came, total = None, connection.first, 0, 0
    for _ in range(MOST_PAGES):
        page, first = _page(api, connection, after, first)
        if page is None:
            return
        nodes, info = page.parts("nodes"), page.whole("pageInfo")
        yield from nodes
        came, total = came + len(nodes), page.count("totalCount")
        if not info.flag("hasNextPage"):
            break
        before, after = after, info.text("endCursor")
        if not after or after == before:
            raise unanswered("truncated", f"{api.host} does not say where the list goes on after {came} entries")
    if came != total:
        raise unanswered("truncated", f"{api.host} names {total} entries and gives {came}")


def _page(api: GraphQL, connection: Connection, after: str | None, first: int) -> tuple[Part | None, int]:
    """One page, smaller when GitHub finds it too much, and the size that it had; None where there is no list."""
    while True:
        variables = {**connection.variables, "first": first, "after": after}
        try:
            found = api.ask(connection.query, variables, divisible=first > 1)
            break
        except UnansweredError as error:
            if not error.heavy or first == 1:
                raise
            first = max(1, first // 2)
    for fault in found.faults.values():
        if fault is not None:
            raise UnansweredError(replace(fault, kind="truncated"))
        raise unanswered("truncated", "part of the list is not there")
    part = found.repository
    for key in connection.way[:-1]:
        part = part.whole(key)
    last = connection.way[-1]
    return part.part(last) if connection.may_be_null else part.whole(last), first


def connections_for(api: GraphQL, query: IssueQuery | PullQuery, known: Names) -> Sequence[Connection] | Missing:
    """The lists that together answer a query, or why there is none: a milestone or label that nobody made.

    A misspelt name would otherwise be an empty list, and nothing of it could fail.
    """
    variables: dict[str, Any] = {"states": [query.state.upper()]} if query.state else {}
    if isinstance(query, PullQuery):
        text, way = pull_list_query, "pullRequests"
        variables |= {"base": query.base} if query.base else {}
    else:
        text, way = partial(list_query, of_type=bool(query.type)), "issues"
    if isinstance(query, IssueQuery) and query.type:
        types = [one.text("name") for one in _names(api, "issueTypes", known)]
        type_ = next((name for name in types if is_label(name, query.type)), None)
        if type_ is None:
            return _no_such("type", query.type, api.project, types)
        variables["type"] = type_
    if query.label:
        names = [one.text("name") for one in _names(api, "labels", known)]
        label = next((name for name in names if is_label(name, query.label)), None)
        if label is None:
            return _no_such("label", query.label, api.project, names)
        variables["labels"] = [label]
    if not query.milestone:
        return [Connection(text(of_milestone=False), (way,), PAGE, variables)]
    milestones = [(one.text("title"), one.number("number")) for one in _names(api, "milestones", known)]
    meant = sorted({number for title, number in milestones if is_milestone(title, query.milestone)})
    if not meant:
        return _no_such("milestone", query.milestone, api.project, [title for title, _ in milestones])
    said, ways = text(of_milestone=True), ("milestone", way)
    return [Connection(said, ways, PAGE, variables | {"milestone": number}) for number in meant]


def near_to(api: GraphQL, query: IssueQuery | PullQuery, known: Names) -> tuple[NearName, ...]:
    """The milestones, labels and types that look like those that are asked for."""
    milestones = [one.text("title") for one in (_names(api, "milestones", known) if query.milestone else ())]
    labels = [one.text("name") for one in (_names(api, "labels", known) if query.label else ())]
    of_type = isinstance(query, IssueQuery) and query.type
    types = [one.text("name") for one in (_names(api, "issueTypes", known) if of_type else ())]
    return near_names(query, milestones=milestones, labels=labels, types=types)


def sub_issues_of(number: int, *, of_type: bool) -> Connection:
    """The list of the sub-issues of an issue. of_type: whether their types are asked for as well."""
    return Connection(sub_issues_query(of_type=of_type), ("issue", "subIssues"), PAGE, {"number": number})


def _names(api: GraphQL, connection: str, known: Names) -> Sequence[Part]:
    """All `milestones`, `labels` or `issueTypes` of the repository."""
    if connection not in known:
        field = "title" if connection == "milestones" else "name"
        # Types are of an organization; the repository of a person has no list of them.
        text, is_of_types = names_query(connection, field), connection == "issueTypes"
        asked = Connection(text, (connection,), NAMES, {}, may_be_null=is_of_types)
        known[connection] = tuple(pages(api, asked))
    return known[connection]


def _no_such(kind: str, name: str, project: str, names: Sequence[str]) -> Missing:
    shown = ", ".join(f"`{one}`" for one in names[:8]) + (" …" if len(names) > 8 else "")
    hint = f"there is {shown}" if names else f"{project} has no {kind}s at all"
    return Missing("not_found", f"is empty: {project} has no {kind} `{name}`", decided=True, hint=hint)
