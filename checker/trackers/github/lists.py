"""Lists of issues and pull requests, paged to their end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.classes import dataclass, replace
from checker.data.parts import Part
from checker.issues.lists import is_label, is_milestone, near_names
from checker.model.issues import IssueQuery, Missing, NearName, PullQuery
from checker.trackers.github.graphql import GraphQL
from checker.trackers.github.queries import list_query, names_query, pull_list_query
from checker.web.exchange import UnansweredError
from checker.web.failures import unanswered

PAGE = 50
"""Issues or pull requests of one page, at first; halved when GitHub finds that too much."""

Names = dict[str, Sequence[Part]]
"""All milestones and labels, once they were asked for."""

NAMES = 100
"""Milestones or labels of one page, the most that GitHub gives."""

MOST_PAGES = 200
"""No list of an engagement is longer; one that seems so does not end."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A list and where it is in an answer. way: the keys below the repository. first: entries of one page."""

    query: str
    way: tuple[str, ...]
    first: int
    variables: Mapping[str, Any]


def pages(api: GraphQL, connection: Connection) -> Iterator[Part]:
    """All entries of a list. Raises UnansweredError, also when they are fewer than the list says it has."""
    after, first, came, total = None, connection.first, 0, 0
    for _ in range(MOST_PAGES):
        page, first = _page(api, connection, after, first)
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


def _page(api: GraphQL, connection: Connection, after: str | None, first: int) -> tuple[Part, int]:
    """One page, smaller when GitHub finds it too much, and the size that it had."""
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
    for key in connection.way:
        part = part.whole(key)
    return part, first


def connections_for(api: GraphQL, query: IssueQuery | PullQuery, known: Names) -> Sequence[Connection] | Missing:
    """The lists that together answer a query, or why there is none: a milestone or label that nobody made.

    A misspelt name would otherwise be an empty list, and nothing of it could fail.
    """
    is_of_pulls = isinstance(query, PullQuery)
    text, way = (pull_list_query, "pullRequests") if is_of_pulls else (list_query, "issues")
    variables: dict[str, Any] = {"states": [query.state.upper()]} if query.state else {}
    if isinstance(query, PullQuery) and query.base:
        variables["base"] = query.base
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
    """The milestones and labels that look like those that are asked for."""
    milestones = [one.text("title") for one in (_names(api, "milestones", known) if query.milestone else ())]
    labels = [one.text("name") for one in (_names(api, "labels", known) if query.label else ())]
    return near_names(query, milestones=milestones, labels=labels)


def _names(api: GraphQL, connection: str, known: Names) -> Sequence[Part]:
    """All `milestones` or `labels` of the repository."""
    if connection not in known:
        field = "title" if connection == "milestones" else "name"
        known[connection] = tuple(pages(api, Connection(names_query(connection, field), (connection,), NAMES, {})))
    return known[connection]


def _no_such(kind: str, name: str, project: str, names: Sequence[str]) -> Missing:
    shown = ", ".join(f"`{one}`" for one in names[:8]) + (" …" if len(names) > 8 else "")
    hint = f"there is {shown}" if names else f"{project} has no {kind}s at all"
    return Missing("not_found", f"is empty: {project} has no {kind} `{name}`", decided=True, hint=hint)
