"""Exports of issues: the JSON that `gh issue list --json …` writes, and entries in the shape of GitHub's REST API.

Shapes: https://cli.github.com/manual/gh_issue_list, https://docs.github.com/en/rest/issues/issues. Keys that are not
needed are ignored; one that is needed and not there would change verdicts in silence, so it is a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.classes import dataclass, replace
from checker.data.parts import Part, WrongShapeError, parse_json, shown
from checker.issues.addresses import ADDRESS
from checker.issues.bots import is_bot_name
from checker.issues.facets import with_facets
from checker.model.issues import COMMENTS, Issue, IssueComment, IssueKey, IssueRef, is_key, key_text, place_of_key

EXPORT_COMMAND = (
    "gh issue list --state all --limit {limit}"
    " --json number,title,state,stateReason,labels,assignees,milestone,comments,closedAt,url,"
    "author,body,createdAt,updatedAt"
)

EXPORT_AGAIN = "export with `" + EXPORT_COMMAND.format(limit=1000) + "`"

_STATES = ("open", "closed")
_MAY_BE_UNAVAILABLE = {
    "closed by": ("closedBy",),
    "closer": ("closer",),
    "reason": ("stateReason", "state_reason"),
    "author": ("author", "user"),
    "text": ("body",),
    "created": ("createdAt", "created_at"),
    "updated": ("updatedAt", "updated_at"),
}
"""Fields that not every export tells, and the keys under which they would be."""
_OF_A_RECORDING: Mapping[str, tuple[tuple[str, ...], Any]] = {
    "assignees": (("assignees",), []),
    "labels": (("labels",), []),
    "milestone": (("milestone",), None),
    "closed": (("closedAt",), ""),
    COMMENTS: (("comments",), []),
}
"""Those that only a recording may leave out, with what is read then."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an export. repository: `owner/name` from its address, empty when there is none.

    pull_request: whether it is no issue at all. place: how a message names it (`entry 3 (#62)`).
    """

    issue: Issue
    repository: str
    pull_request: bool
    place: str


def read_export(data: bytes, name: str) -> tuple[Entry, ...]:
    """The entries of an export, pull requests among them. name: of the file, for messages.

    Raises UsageError naming file, entry and what is wrong.
    """
    return entries_of(read_json(data, name), name)


def entries_of(values: Any, name: str) -> tuple[Entry, ...]:
    """The same from JSON that is read already. Raises WrongShapeError."""
    if not isinstance(values, list):
        raise WrongShapeError(
            f"{name}: holds {shown(values)}, expected a list of issues as `gh issue list --json …` writes it"
        )
    return tuple(read_entry(value, f"{name}: entry {at}") for at, value in enumerate(values, start=1))


def read_json(data: bytes, name: str) -> Any:
    """The JSON of an export or a recording. Raises WrongShapeError."""
    if not data.strip():
        raise WrongShapeError(f"{name}: is empty, expected a list of issues; {EXPORT_AGAIN}")
    return parse_json(data, name)


def read_entry(value: Any, place: str, *, recorded: bool = False) -> Entry:
    """One issue or pull request. recorded: of a recording, which leaves out what its tracker does not tell.

    Raises WrongShapeError.
    """
    if not isinstance(value, dict):
        raise WrongShapeError(f"{place}: is {shown(value)}, expected an object")
    key = read_key(Part(value, place, EXPORT_AGAIN), recorded=recorded)
    part = Part(value, f"{place} ({key_text(key)})", EXPORT_AGAIN)
    url = part.text("html_url", "url", default="")
    repository, kind = _read_address(part, url, key) if isinstance(key, int) else ("", "")
    pull_request = kind.startswith(("pull", "merge")) or value.get("pull_request") is not None
    if pull_request:
        return Entry(Issue(IssueRef("", key), title="", state=""), repository, pull_request=True, place=part.place)
    issue = with_facets(_issue(part, key, url, recorded=recorded), part, repository, recorded=recorded)
    return Entry(issue, repository, pull_request=False, place=part.place)


def read_key(part: Part, *, recorded: bool = True) -> IssueKey:
    """The number of an entry, or the key that a recording has of it. Raises WrongShapeError."""
    if not recorded or not part.has("key"):
        return part.number("number")
    key = part.text("key")
    return (
        key
        if is_key(key) or place_of_key(key)
        else part.refuse(f"`key` is {shown(key)}, expected a key such as `ABC-62`")
    )


def _read_address(part: Part, url: str, number: int) -> tuple[str, str]:
    """Repository and kind (`issues`, `pull`) that an entry's address names; empty without an address."""
    address = ADDRESS.fullmatch(url)
    if not address:
        return ("", "") if not url else part.refuse(f"`url` is {shown(url)}, expected the address of an issue")
    if int(address[3]) != number:
        part.refuse(f"`url` is {shown(url)}, which is another number")
    return address[1], address[2]


def _issue(part: Part, key: IssueKey, url: str, *, recorded: bool) -> Issue:
    may_be_unavailable = _MAY_BE_UNAVAILABLE | (
        {name: keys for name, (keys, _) in _OF_A_RECORDING.items()} if recorded else {}
    )
    unavailable = tuple(
        name for name, keys in may_be_unavailable.items() if not any(key in part.values for key in keys)
    )
    if recorded:
        empty = {key: value for keys, value in _OF_A_RECORDING.values() for key in keys}
        part = replace(part, values={**empty, **part.values})
    milestone = part.part("milestone")
    author = part.part("author", "user") if part.has("author") or part.has("user") else None
    return Issue(
        ref=IssueRef("", key),
        title=part.text("title"),
        state=read_state(part),
        reason=part.text("stateReason", "state_reason", default="" if recorded else None).lower(),
        url=url,
        labels=labels_of(part),
        assignees=tuple(person.text("login") for person in part.parts("assignees")),
        milestone=milestone.text("title") if milestone else "",
        closed_at=part.text("closedAt", "closed_at", default=""),
        comments=_comments(part),
        closed_by=part.text("closedBy", default=""),
        closer=part.text("closer", default=""),
        author=author.text("login") if author else "",
        body=part.text("body", default=""),
        created_at=part.text("createdAt", "created_at", default=""),
        updated_at=part.text("updatedAt", "updated_at", default=""),
        unavailable=unavailable,
    )


def read_state(part: Part) -> str:
    """`open` or `closed`."""
    written = part.text("state")
    state = written.lower()
    return state if state in _STATES else part.refuse(f"`state` is {shown(written)}, expected OPEN or CLOSED")


def labels_of(part: Part) -> tuple[str, ...]:
    """The names of labels; the REST API may write a label as its name alone."""
    if isinstance(names := part.get("labels"), list) and names and all(isinstance(name, str) for name in names):
        return tuple(names)
    return tuple(label.text("name") for label in part.parts("labels"))


def _comments(part: Part) -> tuple[IssueComment, ...]:
    """The comments themselves; the REST API's number of comments will do only when it is 0."""
    if part.get("comments") == 0:
        return ()
    return tuple(map(comment_from, part.parts("comments")))


def comment_from(part: Part) -> IssueComment:
    """One comment. Raises WrongShapeError."""
    author = part.part("author", "user")
    login = author.text("login") if author else "ghost"
    return IssueComment(
        author=login,
        role=part.text("authorAssociation", "author_association").lower(),
        body=part.text("body"),
        created=part.text("createdAt", "created_at", default=""),
        bot=author is not None and is_bot(author, login),
        hidden=part.flag("isMinimized"),
        url=part.text("html_url", "url", default=""),
        edited=part.flag("includesCreatedEdit") if part.has("includesCreatedEdit") else None,
    )


def is_bot(author: Part, login: str) -> bool:
    """Whether a program wrote it, as the tracker says or as the name does."""
    return author.flag("is_bot") or author.text("type", default="").casefold() == "bot" or is_bot_name(login)
