"""How documents name issues, whichever tracker these are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from checker.classes import dataclass, replace
from checker.model.issues import ANY_OWNER, IssueRef

LINK = r"\[(?P<label>[^\[\]]*)\]\((?P<target>[^()\s]*)\)|(?P<url>https?://[^\s<>()\[\]{}|\"'`]+)"
"""What a pattern of references begins with: a link of Markdown with its `label` and `target`, or a bare `url`."""


@dataclass(frozen=True, slots=True)
class Named:
    """An issue as it is named. exact: by its address, so that a short form beside it means the same issue."""

    ref: IssueRef
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request, or what else has the form of an issue and is known to be none."""

    ref: IssueRef


@dataclass(frozen=True, slots=True)
class Stray:
    """The address of an issue that is none of the tracker's, or that nobody can trust."""

    target: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A link whose text names one issue while its target leads to another place.

    named: what the text says. target: as written. leads_to: the issue or pull request behind it, None for neither.
    """

    named: IssueRef
    target: str
    leads_to: IssueRef | None


Found = Named | Pull | Stray | Mismatch


class Notation(Protocol):
    """How the issues of a tracker are written in documents."""

    @property
    def example(self) -> str:
        """How an issue is written, for messages: `#62`."""

    @property
    def token(self) -> re.Pattern[str]:
        """All that may be a reference: `LINK`, then forms of its own in groups of other names."""

    def named(self, token: re.Match[str]) -> Iterator[Named | Pull]:
        """What a form of its own names, nothing where it is none after all."""

    def goal(self, target: str) -> Named | Pull | Stray | None:
        """What the destination of a link or an address leads to; None where that is no issue anywhere."""


@dataclass(frozen=True, slots=True)
class References:
    """What a text says about issues, each in order and once.

    issues: the issues it names; where text and target of a link disagree, the target counts.
    pulls: pull requests that it links or calls so. strays: issue links that lead to another host, or not over https.
    strangers: what looks like a reference and bears another name than the repository (`AB#123`).
    """

    issues: tuple[IssueRef, ...]
    pulls: tuple[IssueRef, ...] = ()
    strays: tuple[str, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    strangers: tuple[str, ...] = ()

    def of(self, repository: str) -> References:
        """The same for the repository under judgement; where that is not known, every name may be its own."""
        strange = [ref for ref in self.issues if repository and at_home(ref, repository).by_name_alone]
        issues = tuple(ref for ref in self.issues if ref not in strange)
        return replace(self, issues=issues, strangers=tuple(map(str, strange)))


def at_home(ref: IssueRef, repository: str) -> IssueRef:
    """The reference without its repository when that is the one under judgement (`owner/name`, case does not count)."""
    return IssueRef("", ref.key) if is_same_repository(ref.repository, repository) else ref


def is_same_repository(written: str, repository: str) -> bool:
    owner, _, name = written.casefold().rpartition("/")
    own, _, own_name = repository.casefold().rpartition("/")
    return not written or (bool(repository) and name == own_name and owner in (ANY_OWNER.rstrip("/"), own))
