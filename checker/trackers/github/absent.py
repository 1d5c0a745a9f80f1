"""Why a number is no issue: GraphQL only says that it is not there, the REST API says more.

https://docs.github.com/en/rest/issues/issues#get-an-issue: 301 for a moved issue, 410 for a deleted one, 404 for one
that never was or that the token may not see.
"""

from __future__ import annotations

from checker.data.parts import Part, WrongShapeError, parse_json
from checker.issues.absences import DELETED, moved, unknown
from checker.issues.addresses import place_of_address
from checker.model.issues import Missing
from checker.web.address import Address
from checker.web.exchange import Reply, Request, UnansweredError
from checker.web.transport import Transport

_MOVED = frozenset({301, 302, 307, 308})


def look_up(number: int, project: str, api: Address, transport: Transport) -> Missing:
    """What became of an issue that GraphQL does not find; when the REST API is silent, that it is not there."""
    owner, _, name = project.partition("/")
    try:
        reply = transport.send(Request(api.below("repos", owner, name, "issues", number)))
    except UnansweredError:
        return unknown(project)
    if reply.status in _MOVED:
        return moved(_new_place(reply, transport))
    if reply.status == 410:
        return DELETED
    if reply.status == 404:
        return unknown(project)
    said = f"is there for one of {api.host}'s interfaces and not for the other"
    return Missing("malformed", said, decided=False, hint="run it again")


def _new_place(reply: Reply, transport: Transport) -> str:
    """Where a moved issue is now. The address is asked only when it is the API's own, since the token goes along."""
    target = reply.headers.get("location", "")
    if not transport.address.is_home_of(target):
        return "another repository"
    try:
        found = parse_json(transport.send(Request(target)).content, target)
        url = Part(found, target).text("html_url") if isinstance(found, dict) else ""
    except (UnansweredError, WrongShapeError):
        url = ""
    return place_of_address(url) or "another repository"
