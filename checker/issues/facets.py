"""What issues are asked for alone, as JSON: in recordings, and as far as exports have it.

A recording leaves out what was not asked for; an export, what its tool does not tell. Both are no `none`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.classes import replace
from checker.data.parts import Part, shown
from checker.issues.addresses import place_of_address
from checker.model.issues import Facet, FacetQuery, Issue, IssueKey, Missing, ProjectItem, key_text

FACETS = ("type", "parent", "projects")


def facet_known(issue: Issue | Missing | None, query: FacetQuery, otherwise: Missing) -> Facet | Missing:
    """A facet of an issue as a file has it. otherwise: why it has none."""
    known = issue.facet(query.name) if isinstance(issue, Issue) else None
    return otherwise if known is None else known


def with_more(issues: Mapping[IssueKey, Issue | Missing], key: IssueKey, issue: Issue) -> Issue:
    """The issue with the facets that an earlier answer told of it, where this one does not."""
    known = issues.get(key)
    if not isinstance(known, Issue):
        return issue
    more: dict[str, Any] = {name: known.facet(name) for name in FACETS if issue.facet(name) is None}
    return replace(issue, **more)


def plain_facets(issue: Issue) -> dict[str, Any]:
    """The facets that are known, as a recording has them."""
    found: dict[str, Any] = {}
    if issue.type is not None:
        found["issueType"] = {"name": issue.type} if issue.type else None
    if issue.parent is not None:
        found["parent"] = issue.parent or None
    if issue.projects is not None:
        found["projectItems"] = [_plain_item(one) for one in issue.projects]
    return found


def _plain_item(item: ProjectItem) -> dict[str, Any]:
    return {"title": item.project, "url": item.url, "isArchived": item.archived, "fields": dict(item.fields)}


def with_facets(issue: Issue, part: Part, repository: str, *, recorded: bool) -> Issue:
    """The issue with the facets that its entry has. repository: of the entry, empty where that is not known.

    Raises WrongShapeError.
    """
    return replace(
        issue,
        type=_type(part),
        parent=_parent(part, repository),
        projects=_items(part) if recorded and "projectItems" in part.values else None,
    )


def _type(part: Part) -> str | None:
    """The type; the REST API calls it `type`, and leaves it out where a repository has none."""
    there = next((name for name in ("issueType", "type") if name in part.values), None)
    if there is None:
        return None
    found = part.part(there)
    return found.text("name") if found else ""


def _parent(part: Part, repository: str) -> str | None:
    if "parent_issue_url" in part.values:
        return _at_home(place_of_address(part.text("parent_issue_url")), repository)
    if "parent" not in part.values:
        return None
    if not isinstance(part.values["parent"], dict):
        return part.text("parent")
    found = part.whole("parent")
    place = place_of_address(found.text("url", default=""))
    return _at_home(place, repository) if place else key_text(found.number("number"))


def _at_home(place: str, repository: str) -> str:
    """An issue as people write it in a repository."""
    home, _, number = place.rpartition("#")
    return f"#{number}" if repository and home.casefold() == repository.casefold() else place


def _items(part: Part) -> tuple[ProjectItem, ...]:
    return tuple(_item(one) for one in part.parts("projectItems"))


def _item(part: Part) -> ProjectItem:
    fields = part.whole("fields").values
    for name, said in fields.items():
        if not isinstance(said, str | int | float | None) or isinstance(said, bool):
            part.refuse(f"`{name}` is {shown(said)}, expected a text or a number")
    return ProjectItem(part.text("title"), fields, part.flag("isArchived"), part.text("url", default=""))
