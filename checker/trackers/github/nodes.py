"""What GitHub answers, as issues. Every part that a verdict may rest on has to be there and whole."""

from __future__ import annotations

from collections.abc import Mapping

from checker.classes import dataclass, replace
from checker.data.parts import Part, WrongShapeError
from checker.issues.absences import PULL_REQUEST, moved
from checker.issues.bots import is_bot_name
from checker.issues.export import read_state
from checker.model.issues import Issue, IssueComment, IssueRef, Missing

_REASONS = ("", "completed", "not_planned", "duplicate", "reopened")


class NotWholeError(WrongShapeError):
    """A list that has fewer entries than it says it has."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An issue some of whose comments are not read yet. before: the cursor before which they are."""

    issue: Issue
    before: str
    total: int


def read_issue(part: Part, repository: str, number: int | None = None) -> Issue | Missing | Unfinished:
    """An issue, or what stands under its number instead. number: the one that was asked for, None for any.

    Raises WrongShapeError.
    """
    kind = part.text("__typename")
    if kind == "PullRequest":
        return PULL_REQUEST
    if kind != "Issue":
        part.refuse(f"is of the kind `{kind}`, expected `Issue`")
    found, home = part.number("number"), part.whole("repository").text("nameWithOwner")
    if home.casefold() != repository.casefold():
        return moved(f"{home}#{found}")
    if number not in (None, found):
        part.refuse(f"is issue {found}, but {number} was asked for")
    comments = part.whole("comments")
    issue = _issue(part, found)
    return _with_comments(issue, comments, total=comments.count("totalCount"))


def read_older(part: Part, unfinished: Unfinished) -> Issue | Unfinished:
    """The issue with a further page of its comments before those that it has. Raises WrongShapeError."""
    return _with_comments(unfinished.issue, part.whole("comments"), unfinished.total)


def whole_nodes(connection: Part) -> tuple[Part, ...]:
    """The entries of a list that comes in one page. Raises NotWholeError when some are missing."""
    nodes, total = connection.parts("nodes"), connection.count("totalCount")
    if len(nodes) != total:
        raise NotWholeError(f"{connection.place}: has {total} entries, of which {len(nodes)} came")
    return nodes


def _issue(part: Part, number: int) -> Issue:
    state, reason = read_state(part), part.text("stateReason").lower()
    if reason not in _REASONS:
        part.refuse(f"`stateReason` is `{reason}`, which this version does not know")
    milestone = part.part("milestone")
    closed_by, closer = _closing(part.whole("closings")) if state == "closed" else ("", "")
    author = part.part("author")
    return Issue(
        ref=IssueRef("", number),
        title=part.text("title"),
        state=state,
        reason=reason,
        url=part.text("url"),
        labels=tuple(label.text("name") for label in whole_nodes(part.whole("labels"))),
        assignees=tuple(person.text("login") for person in whole_nodes(part.whole("assignees"))),
        milestone=milestone.text("title") if milestone else "",
        closed_at=part.text("closedAt"),
        closed_by=closed_by,
        closer=closer,
        author=author.text("login") if author else "ghost",
        body=part.text("body"),
        created_at=part.text("createdAt"),
        updated_at=part.text("updatedAt"),
        type=type_of(part) if "issueType" in part.values else None,
    )


def type_of(part: Part) -> str:
    """The name of the type of an issue, empty for none. Raises WrongShapeError."""
    found = part.part("issueType")
    return found.text("name") if found else ""


def _closing(closings: Part) -> tuple[str, str]:
    """Who closed it last, and what did; both empty when GitHub has no such event."""
    events = [event for event in closings.parts("nodes") if event.text("__typename") == "ClosedEvent"]
    if not events:
        return "", ""
    actor, closer = events[-1].part("actor"), events[-1].part("closer")
    return actor.text("login") if actor else "ghost", _closer(closer) if closer else ""


def _closer(closer: Part) -> str:
    kind = closer.text("__typename")
    if kind == "Commit":
        return f"commit {closer.text('oid')}"
    if kind == "PullRequest":
        return f"pull request #{closer.number('number')}" + ("" if closer.flag("merged") else " (not merged)")
    return "project" if kind == "ProjectV2" else closer.refuse(f"is of the kind `{kind}`, expected what closes issues")


def _with_comments(issue: Issue, connection: Part, total: int) -> Issue | Unfinished:
    comments = (*map(comment_of, connection.parts("nodes")), *issue.comments)
    longer = replace(issue, comments=comments)
    page = connection.whole("pageInfo")
    if page.flag("hasPreviousPage"):
        before = page.text("startCursor")
        return Unfinished(longer, before, total) if before else page.refuse("has no `startCursor`")
    if len(comments) != total:
        raise NotWholeError(f"{connection.place}: has {total} comments, of which {len(comments)} came")
    return longer


_COMMENT_KEYS: Mapping[str, str] = {
    "isMinimized": "whether it is hidden",
    "includesCreatedEdit": "whether it was edited",
}


def comment_of(part: Part) -> IssueComment:
    """A comment on an issue or pull request. Raises WrongShapeError."""
    for key, meaning in _COMMENT_KEYS.items():
        if not part.has(key):
            part.refuse(f"has no `{key}`, which says {meaning}")
    author = part.part("author")
    login = author.text("login") if author else "ghost"
    return IssueComment(
        author=login,
        role=part.text("authorAssociation").lower(),
        body=part.text("body"),
        created=part.text("createdAt"),
        bot=author is not None and (author.text("__typename") == "Bot" or is_bot_name(login)),
        hidden=part.flag("isMinimized"),
        url=part.text("url"),
        edited=part.flag("includesCreatedEdit"),
    )
