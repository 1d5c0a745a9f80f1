"""What GitHub tells of issues when it is asked for that: their types, their parents, and the projects they are in.

Projects need a permission of their own (`read:project`); what a token may not see comes as an error, or as `null`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from checker.classes import replace
from checker.data.parts import Part, WrongShapeError, shown
from checker.model.issues import Facet, IssueRef, Missing, ProjectItem
from checker.model.references import at_home
from checker.trackers.github.graphql import Answered, GraphQL, malformed
from checker.trackers.github.issues import in_batches, part_of
from checker.trackers.github.nodes import type_of, whole_nodes
from checker.trackers.github.queries import facets_query
from checker.web.exchange import UnansweredError
from checker.web.failures import unanswered

_OWN = frozenset({"TEXT", "NUMBER", "DATE", "SINGLE_SELECT", "ITERATION"})
"""The kinds of field that people make in a project; the others repeat what stands at the issue."""


def fetch_facets(api: GraphQL, name: str, numbers: Sequence[int], home: str) -> Iterator[tuple[int, Facet | Missing]]:
    """One facet of issues of a repository. home: the repository under judgement. Raises UnansweredError."""

    def ask(batch: Sequence[int], *, divisible: bool) -> Answered:
        return api.ask(facets_query(name, batch), divisible=divisible)

    try:
        for batch, answered in in_batches(numbers, ask):
            yield from ((number, _found(api, answered, name, number, home)) for number in batch)
    except UnansweredError as error:
        raise UnansweredError(_with_remedy(error.missing, name, api)) from None


def _found(api: GraphQL, answered: Answered, name: str, number: int, home: str) -> Facet | Missing:
    try:
        part = part_of(answered, number)
        if part is None:
            return Missing("malformed", f"vanishes while {api.host} is asked", decided=False, hint="run it again")
        return _with_remedy(part, name, api) if isinstance(part, Missing) else _read(part, name, api, home)
    except UnansweredError as error:
        return _with_remedy(error.missing, name, api)
    except WrongShapeError as error:
        return malformed(error).missing


def _with_remedy(missing: Missing, name: str, api: GraphQL) -> Missing:
    """The same, with what a token needs for projects."""
    if name != "projects" or missing.kind != "forbidden":
        return missing
    token = api.transport.token.origin
    hint = f"let the token of {token} read projects as well (`read:project`), which that of a workflow never may"
    return replace(missing, hint=hint)


def _read(part: Part, name: str, api: GraphQL, home: str) -> Facet:
    if name == "type":
        return type_of(part)
    if name == "parent":
        parent = part.part("parent")
        return str(_ref_of(parent, home)) if parent else ""
    return _items(part.whole("projectItems"), api)


def _ref_of(part: Part, home: str) -> IssueRef:
    return at_home(IssueRef(part.whole("repository").text("nameWithOwner"), part.number("number")), home)


def _items(connection: Part, api: GraphQL) -> tuple[ProjectItem, ...]:
    nodes, total = connection.get("nodes"), connection.count("totalCount")
    if isinstance(nodes, list) and None in nodes:
        raise unanswered("forbidden", f"{api.host} does not show all of its projects")
    if isinstance(nodes, list) and len(nodes) < total:
        raise unanswered("truncated", f"it is in {total} projects, of which {len(nodes)} are read", "look yourself")
    return tuple(_item(one) for one in whole_nodes(connection))


def _item(part: Part) -> ProjectItem:
    project = part.whole("project")
    kinds = {one.text("name"): one.text("dataType") for one in whole_nodes(project.whole("fields"))}
    fields: dict[str, str | float | None] = {name: "" if kind in _OWN else None for name, kind in kinds.items()}
    for value in whole_nodes(part.whole("fieldValues")):
        fields |= _value(value)
    return ProjectItem(project.text("title"), fields, part.flag("isArchived"), project.text("url"))


def _value(part: Part) -> dict[str, str | float | None]:
    """What one field says; nothing for one that repeats what stands at the issue."""
    kind = part.text("__typename").removeprefix("ProjectV2ItemField").removesuffix("Value")
    if kind not in ("Text", "Number", "Date", "SingleSelect", "Iteration"):
        return {}
    name = part.whole("field").text("name")
    if kind == "Number":
        return {name: _number(part)}
    if kind == "Iteration":
        first, days = _day(part), part.count("duration")
        last = first + timedelta(days=max(0, days - 1))
        return {name: part.text("title"), f"{name}.start": first.isoformat(), f"{name}.end": last.isoformat()}
    return {name: part.text({"Text": "text", "Date": "date", "SingleSelect": "name"}[kind])}


def _number(part: Part) -> float | str:
    value = part.get("number")
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        part.refuse(f"`number` is {shown(value)}, expected a number")
    return value


def _day(part: Part) -> date:
    written = part.text("startDate")
    try:
        return date.fromisoformat(written)
    except ValueError:
        part.refuse(f"`startDate` is {shown(written)}, expected a date")
