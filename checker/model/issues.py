"""Issues, whichever tracker they come from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from checker.classes import dataclass, field
from checker.patterns import regex

MissingKind = Literal[
    "elsewhere",
    "forbidden",
    "gone",
    "malformed",
    "moved",
    "no_tracker",
    "not_found",
    "no_pull_request",
    "not_recorded",
    "outdated",
    "pull_request",
    "rate_limited",
    "truncated",
    "unreachable",
    "untold",
]
"""What keeps an issue from being shown.

elsewhere: it belongs to another repository. forbidden: the token may not see it. gone: deleted. malformed: the answer
has the wrong shape. moved: transferred. no_pull_request: nobody says which one is judged. not_recorded, outdated: of a
snapshot. truncated: the answer is not whole. untold: this tracker tells it of no issue.
"""


COMMENTS = "comments"
"""Among what a tracker does not tell: what was written below an issue or pull request."""
REVIEWS = "reviews"
"""The same: who looked at a pull request, and what they came to."""

ANY_OWNER = "?/"


IssueKey = int | str
"""What names an issue in its tracker: a number (`#62`), or a key that says whose it is as well (`ABC-12`).

Of another repository's issue, which only a list may hold, the key is `owner/name#62`.
"""

_KEY = regex(r"(?P<project>[A-Za-z][A-Za-z0-9_]*)-(?P<number>[1-9][0-9]{0,8})", re.ASCII)
_NUMBER = regex(r"#?([1-9][0-9]{0,8})", re.ASCII)
_ELSEWHERE = regex(r"(?P<repository>[\w.-]+(?:/[\w.-]+)+)#(?P<number>[1-9][0-9]{0,8})", re.ASCII)


def is_key(written: str) -> bool:
    """Whether a text has the form of a key: `ABC-12`."""
    return _KEY.fullmatch(written) is not None


def key_of(written: str) -> IssueKey | None:
    """The number or the key in `62`, `#62` and `ABC-12`; None for anything else."""
    number = _NUMBER.fullmatch(written)
    return int(number[1]) if number else written if is_key(written) else None


def place_of_key(key: IssueKey) -> tuple[str, int] | None:
    """Repository and number of an issue of another repository, None for a key of this one."""
    found = _ELSEWHERE.fullmatch(key) if isinstance(key, str) else None
    return (found["repository"], int(found["number"])) if found else None


def key_text(key: IssueKey) -> str:
    """How people write it: `#62`, `ABC-12`."""
    return f"#{key}" if isinstance(key, int) else key


def key_order(key: IssueKey) -> tuple[str, int]:
    """By which issues are sorted: by their numbers, those of one project together."""
    if isinstance(key, int):
        return "", key
    found = _KEY.fullmatch(key)
    return (found["project"], int(found["number"])) if found else (key, 0)


@dataclass(frozen=True, slots=True)
class IssueRef:
    """An issue. repository: `owner/name`, empty for the repository under judgement and for a key, which needs none;
    `?/name` when only the name was written.
    """

    repository: str
    key: IssueKey

    def __str__(self) -> str:
        return f"{self.repository.removeprefix(ANY_OWNER)}{key_text(self.key)}"

    @property
    def by_name_alone(self) -> bool:
        """Whether only a word says whose it is, which need not be the name of a repository (`AB#123`)."""
        return self.repository.startswith(ANY_OWNER)


@dataclass(frozen=True, slots=True)
class IssueComment:
    """role: `owner`, `member`, `collaborator`, `contributor`, `none` … in lower case. created: ISO 8601, UTC. Both are
    empty when the tracker does not say. edited: whether it was changed later, None when the tracker does not say.
    """

    author: str
    role: str
    body: str
    created: str = ""
    bot: bool = False
    hidden: bool = False
    url: str = ""
    edited: bool | None = None


@dataclass(frozen=True, slots=True)
class ProjectItem:
    """An issue as an item of a project. project: its title. archived: whether the item was put aside there.

    fields: what stands in the project's fields, by their names; empty for nothing, None for what the tracker does not
    tell. A number is one, a day ISO 8601, an iteration its title, with `NAME.start` and `NAME.end` beside it.
    """

    project: str
    fields: Mapping[str, str | float | None] = field(default_factory=dict)
    archived: bool = False
    url: str = ""


Facet = str | tuple[ProjectItem, ...]
"""What a tracker tells of an issue only when somebody asks for it."""


@dataclass(frozen=True, slots=True)
class FacetQuery:
    """A question for a facet of an issue. name: `type`, `parent` or `projects`, which is what an issue calls it."""

    name: str
    ref: IssueRef


@dataclass(frozen=True, slots=True)
class Issue:
    """state: `open` or `closed`. reason: `completed`, `not_planned`, `duplicate`, `reopened` or empty.
    milestone: its title, empty for none. closed_at: ISO 8601, UTC, empty while open.
    closed_by: login. closer: what closed it (`commit 0a1b2c3…`, `pull request #7`), empty when a person did by hand.
    author: login. body: what it says. created_at, updated_at: ISO 8601, UTC.
    unavailable: names of the fields that this tracker does not tell, as policies write them, and `comments`, so that
    nothing can be concluded from them.
    type: the name of its type, empty for none. parent: the issue whose sub-issue it is, as people write it (`#5`,
    `owner/name#5`), empty for none. projects: those whose item it is. All three are None when nobody asked for them.
    """

    ref: IssueRef
    title: str
    state: str
    reason: str = ""
    url: str = ""
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    milestone: str = ""
    closed_at: str = ""
    comments: tuple[IssueComment, ...] = ()
    closed_by: str = ""
    closer: str = ""
    author: str = ""
    body: str = ""
    created_at: str = ""
    updated_at: str = ""
    unavailable: tuple[str, ...] = ()
    type: str | None = None
    parent: str | None = None
    projects: tuple[ProjectItem, ...] | None = None

    def facet(self, name: str) -> Facet | None:
        """A facet, as far as it is known."""
        found: Facet | None = getattr(self, name)
        return found


@dataclass(frozen=True, slots=True)
class Missing:
    """Why an issue cannot be shown. decided: True when the tracker is sure (deleted, a pull request), False when it
    could not be asked; only the first is a failure, the second is undecided.
    """

    kind: MissingKind
    message: str
    decided: bool
    hint: str | None = None

    @property
    def is_of_tracker(self) -> bool:
        """Whether it says nothing of this issue, but that the tracker answers for none."""
        return not self.decided and self.kind in ("forbidden", "no_tracker", "outdated", "rate_limited", "unreachable")


@dataclass(frozen=True, slots=True, order=True)
class NearName:
    """A milestone, label or type that looks like the one that is asked for, and is another. field: which of them."""

    field: str
    name: str


@dataclass(frozen=True, slots=True)
class IssueList:
    """The issues that answer a query. problem: why the list may be incomplete, None when it is whole.

    near: what the issues that are left out may have been meant as.
    """

    issues: tuple[Issue, ...]
    problem: Missing | None = None
    near: tuple[NearName, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueQuery:
    """A question for several issues. Empty parts do not restrict; `milestone` is a title, `label` a label,
    `state` `open` or `closed`, `type` the name of a type, `parent` the issue whose sub-issues are meant.
    """

    milestone: str = ""
    label: str = ""
    state: str = ""
    type: str = ""
    parent: IssueRef | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody came to who looked at a pull request.

    state: `approved`, `changes requested`, `commented` or `dismissed`. role: as of a comment. commit: the full id of
    the commit that was looked at. latest: whether its author came to nothing else later; a comment is nothing else.
    created: ISO 8601, UTC. commit, role and created are empty, and latest None, when the tracker does not say.
    """

    author: str
    role: str
    state: str
    body: str = ""
    commit: str = ""
    created: str = ""
    latest: bool | None = None
    bot: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request, or a merge request. state: `open`, `closed` or `merged`; what is merged is not closed.

    base, head: the branches into which and from which it goes. commit: the full id of its last commit. reviewers:
    logins of those who are asked to look at it. The others are as of an issue.
    """

    number: int
    title: str
    state: str
    draft: bool = False
    url: str = ""
    author: str = ""
    body: str = ""
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    milestone: str = ""
    base: str = ""
    head: str = ""
    commit: str = ""
    reviewers: tuple[str, ...] = ()
    created_at: str = ""
    updated_at: str = ""
    closed_at: str = ""
    merged_at: str = ""
    merged_by: str = ""
    comments: tuple[IssueComment, ...] = ()
    reviews: tuple[Review, ...] = ()
    unavailable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PullQuery:
    """A question for pull requests: the one of a number, the one that is judged (`current`), or several.

    milestone, label: as of an issue. state: `open`, `closed` or `merged`. base: the branch into which they go. Empty
    parts do not restrict.
    """

    number: int = 0
    current: bool = False
    milestone: str = ""
    label: str = ""
    state: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class PullList:
    """The pull requests that answer a query, by their numbers; `problem` and `near` are as of issues."""

    pulls: tuple[PullRequest, ...]
    problem: Missing | None = None
    near: tuple[NearName, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What a tracker answered in one batch."""

    issues: Mapping[IssueRef, Issue | Missing]
    lists: Mapping[IssueQuery, IssueList]
    pulls: Mapping[PullQuery, PullList] = field(default_factory=dict)
    facets: Mapping[FacetQuery, Facet | Missing] = field(default_factory=dict)


NO_ANSWERS = Answers({}, {})


@dataclass(frozen=True, slots=True)
class IssuesOrigin:
    """Where the issues of a run came from. source: whose they are, and where they were asked for (`o/r at HOST`).

    file: the file that holds them, as it was given, and its last name alone where that is a place of the machine; empty
    for none. digest: `sha256:` of its bytes, else empty. count: of the issues that are known. moment: when the tracker
    said so, ISO 8601 in UTC; empty where that is not known.
    """

    source: str = ""
    file: str = ""
    count: int | None = None
    moment: str = ""
    digest: str = ""
