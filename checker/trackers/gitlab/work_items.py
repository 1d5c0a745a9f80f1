"""Parents and children of GitLab's work items, which its GraphQL API alone tells, on every tier.

https://docs.gitlab.com/api/graphql/reference/#workitemwidgethierarchy. On the Free tier tasks are the children of
issues; epics above issues are of the paid ones. What a token may not see is left out there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.data.parts import Part, WrongShapeError, parse_json, shown
from checker.model.issues import IssueRef
from checker.model.references import at_home
from checker.web.address import Address
from checker.web.exchange import Request
from checker.web.failures import unanswered
from checker.web.transport import Transport

PAGE = 100
MOST_PAGES = 20
_SHORT = "iid namespace { fullPath }"
_WIDGET = "widgets { __typename ... on WorkItemWidgetHierarchy { %s } }"
PARENTS = (
    "query ($project: ID!, $iids: [String!]) { project(fullPath: $project) {"
    f" workItems(iids: $iids, first: {PAGE}) {{ nodes {{ iid {_WIDGET % f'parent {{ {_SHORT} }}'} }} }} }} }}"
)
_PAGE = "pageInfo { hasNextPage endCursor }"
_CHILDREN = f"hasChildren children(first: {PAGE}, after: $after) {{ {_PAGE} nodes {{ {_SHORT} }} }}"
CHILDREN = (
    "query ($project: ID!, $iids: [String!], $after: String) { project(fullPath: $project) {"
    f" workItems(iids: $iids, first: 1) {{ nodes {{ iid {_WIDGET % _CHILDREN} }} }} }} }}"
)


def parents(transport: Transport, project: str, numbers: Sequence[int]) -> dict[int, str]:
    """The parent of each work item that GitLab knows, as people write it there, empty for none.

    Raises UnansweredError and WrongShapeError.
    """
    found: dict[int, str] = {}
    for at in range(0, len(numbers), PAGE):
        asked = [str(number) for number in numbers[at : at + PAGE]]
        for node in _nodes(transport, PARENTS, {"project": project, "iids": asked}):
            parent = _hierarchy(node, transport).part("parent")
            found[_iid(node)] = str(at_home(_ref(parent), project)) if parent else ""
    return found


def children(transport: Transport, project: str, number: int) -> list[IssueRef] | None:
    """The children of a work item, None where there is no such item. Raises UnansweredError and WrongShapeError."""
    found: list[IssueRef] = []
    after = None
    for _ in range(MOST_PAGES):
        asked = {"project": project, "iids": [str(number)], "after": after}
        node = next(_nodes(transport, CHILDREN, asked), None)
        if node is None:
            return None
        widget = _hierarchy(node, transport)
        page = widget.whole("children")
        found += [at_home(_ref(one), project) for one in page.parts("nodes")]
        before, after = after, page.whole("pageInfo").text("endCursor")
        if not page.whole("pageInfo").flag("hasNextPage"):
            if widget.flag("hasChildren") and not found:
                raise unanswered("forbidden", f"#{number} has children, none of which the token may see")
            return found
        if not after or after == before:
            break
    raise unanswered("truncated", f"#{number} has more children than are read")


def _nodes(transport: Transport, query: str, variables: Mapping[str, Any]) -> Iterator[Part]:
    host = transport.address.host
    address = Address(transport.address.url.removesuffix("/v4") + "/graphql", transport.address.origin)
    reply = transport.send(Request(address.url, json.dumps({"query": query, "variables": variables}).encode()))
    values = parse_json(reply.content, host) if reply.status == 200 else None
    if not isinstance(values, dict):
        raise unanswered("untold", f"{host} has no GraphQL API, which alone tells parents and children")
    envelope = Part(values, host)
    if envelope.has("errors"):
        said = " ".join(envelope.parts("errors")[0].text("message", default="an error").split())[:160]
        raise unanswered("untold", f"{host} reports `{said}`", "ask a newer version of GitLab, with `read_api`")
    project = envelope.whole("data").part("project")
    if project is None:
        raise unanswered("forbidden", "the project does not exist, or the token may not see it")
    yield from project.whole("workItems").parts("nodes")


def _hierarchy(node: Part, transport: Transport) -> Part:
    kinds = {one.text("__typename"): one for one in node.parts("widgets")}
    if "WorkItemWidgetHierarchy" not in kinds:
        raise unanswered("untold", f"{transport.address.host} tells no parents and children of this type")
    return kinds["WorkItemWidgetHierarchy"]


def _ref(part: Part) -> IssueRef:
    return IssueRef(part.whole("namespace").text("fullPath"), _iid(part))


def _iid(part: Part) -> int:
    written = part.text("iid")
    if not written.isascii() or not written.isdigit():
        raise WrongShapeError(f"{part.place}: `iid` is {shown(written)}, expected a number")
    return int(written)
