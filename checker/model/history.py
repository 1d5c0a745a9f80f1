"""What git remembers beside the judged files: commits, tags, and what became another since a revision."""

from __future__ import annotations

from checker.classes import dataclass


@dataclass(frozen=True, slots=True)
class CommitQuery:
    """The commits that are in the history of what is judged. since: without those of that revision; empty for all.

    first_parent: a merge stands for what it brings in. signers: the text of the allowed signers, None to check nothing.
    """

    since: str = ""
    first_parent: bool = False
    signers: str | None = None


@dataclass(frozen=True, slots=True)
class TagQuery:
    """All tags. signers: as of commits."""

    signers: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeQuery:
    """What became another since a revision; since the last commit where none is named.

    paths: the files of a work tree of which counts what stands on disk. commit: the one whose own changes are meant,
    against its first parent, whatever is judged; empty for none.
    """

    since: str = ""
    paths: tuple[str, ...] = ()
    commit: str = ""


HistoryQuery = CommitQuery | TagQuery | ChangeQuery


@dataclass(frozen=True, slots=True)
class Signature:
    """Of a commit or tag. status: `none`, `good`, `bad`, `unknown` (a good one by a key that nobody is said to have).

    Empty where it was not checked; why says what kept it from that. signer: whose key it is, as the signers call them.
    """

    status: str = "none"
    signer: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did something, and when. at: in UTC (`2026-07-20T10:00:00Z`), empty where that is no moment."""

    name: str
    email: str
    at: str

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"


@dataclass(frozen=True, slots=True)
class Commit:
    """id: in full. parents: how many. message: as written."""

    id: str
    parents: int
    author: Hand
    committer: Hand
    message: str
    signature: Signature


@dataclass(frozen=True, slots=True)
class Tag:
    """commit: the full id of that to which it leads; empty for what is no commit. tagger: None where it is a mere name.

    created: when it was made, of a mere name when its commit was. merged: whether it is in the judged history.
    """

    name: str
    commit: str
    tagger: Hand | None
    created: str
    message: str
    signature: Signature
    merged: bool


@dataclass(frozen=True, slots=True)
class Change:
    """kind: `added`, `modified`, `deleted` or `renamed`. path: now, or of what is gone then. before: the old name."""

    kind: str
    path: str
    before: str = ""


History = tuple[Commit, ...] | tuple[Tag, ...] | tuple[Change, ...]
