"""What a file of cases says, as it is written. Parts whose form varies are read one after the other."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from checker.classes import dataclass, field
from checker.model.kinds import PARAMETERS
from checker.model.report import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenEntry:
    """What is judged; a case has what stands at the top, with its own words in place of that."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    as_of: date | None = None
    """The day as of which is judged, so that a case says the same next year."""
    stage: Stage | None = None
    """The moment that is judged: `commit`, `merge` or `closure`, which is meant when nothing is said."""
    start: str | None = None
    """A folder whose files are there, by its path from this file."""
    files: dict[str, Any] = field(default_factory=dict)
    """Files by their paths: the whole text, what is changed in it, or nothing for a file that is not there."""
    issues: Any = None
    """The tracker's issues: a file as for `--issues`, by its path from here, or issues by their numbers or keys."""
    pull_requests: Any = None
    """The tracker's pull requests by their numbers."""
    pull_request: Any = None
    """The one that is judged, as for `--pull-request`: its number, or `none`; when nothing is said, nobody says it."""
    commands: Literal["succeed", "fail"] | None = None
    """What becomes of programs, which no case runs; when nothing is said, criteria that run one are not due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendedEntry:
    """What a policy says that builds on the one beside the cases; without that, the one itself is judged."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    with_: dict[str, Any] = field(default_factory=dict)
    """Values for its parameters."""
    people: dict[str, Any] = field(default_factory=dict)
    """Who is spoken of, each under a short key."""
    documents: dict[str, Any] = field(default_factory=dict)
    """Names for paths."""
    records: dict[str, Any] = field(default_factory=dict)
    """Names for selections."""
    repository: str = ""
    """`owner/name` at the issue tracker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesEntry(GivenEntry):
    """The top of a file of cases."""

    version: Literal[1]
    """The version of the format; there is one."""
    extended_by: ExtendedEntry | None = None
    """What a policy says that builds on this one, as which it is judged: its people and values, say."""
    others: str | None = None
    """What criteria must be that are due and that a case does not name; when nothing is said, they may be anything."""
    criteria: dict[str, Any] = field(default_factory=dict)
    """By criterion: something with which it is met, and something with which it is not."""
    cases: list[Any] = field(default_factory=list)
    """Inputs, and what has to come out of each for which criteria."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairEntry(GivenEntry):
    """Two small cases of one criterion, which is judged alone."""

    at: str | None = None
    """The file that `pass` and `fail` are about; without it, each has files by their paths."""
    pass_: Any = None
    """With what the criterion is met."""
    fail: Any = None
    """With what it is not met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEntry(GivenEntry):
    """One case."""

    case: str
    """What it shows, in a sentence."""
    expect: dict[str, Any] = field(default_factory=dict)
    """By criterion: its outcome, or its outcome with the places of all that is found."""
    others: str | None = None
    """What criteria must be that are due and not named; `any` when it does not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry:
    """What a file holds, or what is changed in what it holds."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    text: str | None = None
    """The whole text."""
    replace: str | None = None
    """A text that stands exactly once in the file."""
    by: str | None = None
    """What stands there instead."""
    add: str | None = None
    """What stands behind all of it."""
    committed: bool | None = None
    """Whether git tracks it; `false` for a file that is only on disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """A place of a finding, as far as it is said."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    file: str = ""
    """The path of the file, or what else the report shows as the place."""
    line: Any = None
    """The number of the line, or a text that stands in that line alone."""
    message: str = ""
    """A part of what is said about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEntry:
    """An issue, or what is different about one. It is open when nothing is said."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    title: str | None = None
    """Its title."""
    text: str | None = None
    """What it says below its title."""
    author: str | None = None
    """The login of who wrote it."""
    state: Literal["open", "closed"] | None = None
    """`open` or `closed`."""
    reason: str | None = None
    """Why it is closed: `completed`, `not_planned`, `duplicate`."""
    assignees: tuple[str, ...] | None = None
    """Logins."""
    labels: tuple[str, ...] | None = None
    """Names of labels."""
    milestone: str | None = None
    """The title of its milestone."""
    created: str | None = None
    """When it was written."""
    updated: str | None = None
    """When it was last changed or commented on."""
    closed: str | None = None
    """When it was closed."""
    closed_by: str | None = None
    """The login of who closed it."""
    closer: str | None = None
    """What closed it, such as `pull request #7`."""
    type: str | None = None
    """The name of its type."""
    parent: str | int | None = None
    """The issue whose sub-issue it is: its number or key, or `owner/name#5`."""
    project_items: tuple[dict[str, str | int | float | bool], ...] | None = None
    """What it is in projects: of each its `project`, and what stands in the fields that are set."""
    url: str | None = None
    """Its page."""
    comments: tuple[CommentEntry, ...] | None = None
    """What was written below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullEntry:
    """A pull request, or what is different about one. It is open when nothing is said."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    title: str | None = None
    """Its title."""
    text: str | None = None
    """What it says below its title."""
    author: str | None = None
    """The login of who opened it."""
    state: Literal["open", "closed", "merged"] | None = None
    """`open`, `closed` or `merged`."""
    draft: bool | None = None
    """Whether it is a draft."""
    assignees: tuple[str, ...] | None = None
    """Logins."""
    reviewers: tuple[str, ...] | None = None
    """Logins of those who are asked to look at it."""
    labels: tuple[str, ...] | None = None
    """Names of labels."""
    milestone: str | None = None
    """The title of its milestone."""
    base: str | None = None
    """The branch into which it goes."""
    head: str | None = None
    """The branch from which it comes."""
    commit: str | None = None
    """The id of its last commit."""
    created: str | None = None
    """When it was opened."""
    updated: str | None = None
    """When it was last changed or commented on."""
    closed: str | None = None
    """When it was closed without being merged."""
    merged: str | None = None
    """When it was merged."""
    merged_by: str | None = None
    """The login of who merged it."""
    url: str | None = None
    """Its page."""
    comments: tuple[CommentEntry, ...] | None = None
    """What was written below it."""
    reviews: tuple[ReviewEntry, ...] | None = None
    """What people came to who looked at it, from the first to the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEntry:
    """A review."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    state: Literal["approved", "changes requested", "commented", "dismissed"]
    """What its author came to."""
    author: str = ""
    """The login of its author."""
    by: str = "none"
    """The author's role, as of a comment."""
    commit: str = ""
    """The id of the commit that was looked at."""
    text: str = ""
    """What it says."""
    created: str = ""
    """When it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentEntry:
    """A comment."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    text: str
    """What it says."""
    author: str = ""
    """The login of its author."""
    by: str = "none"
    """The author's role: `owner`, `member`, `collaborator`, `contributor`, `none`, or `bot` for a program."""
    created: str = ""
    """When it was written."""
    hidden: bool = False
    """Whether it was hidden."""
    edited: bool = False
    """Whether it was changed after it was written."""
