"""What every source can do, and why it may refuse a path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from checker.classes import dataclass
from checker.model.evidence import State
from checker.model.location import Location
from checker.model.problem import Problem
from checker.model.tree import Entry, EntryKind, Tree

if TYPE_CHECKING:
    from checker.model.history import History, HistoryQuery

LARGEST = 16 * 1024 * 1024
"""Bytes of the largest file that is read."""

WORKTREE = "worktree"
INDEX = "index"

REFUSALS: Mapping[EntryKind, str] = {
    EntryKind.SYMLINK: "is a symbolic link, which is never followed; put the file itself here",
    EntryKind.SUBMODULE: "is a submodule, which is never read; judge its repository by itself",
    EntryKind.OTHER: "is no regular file but a FIFO, socket or device; put a file here",
}

CONFLICT = "is in a merge conflict; resolve it and git add the file"
"""What is said of a path that the index holds several versions of; its entry is `OTHER` too."""


@dataclass(frozen=True, slots=True)
class Added:
    """A file as it was where it was first added. path: its name there. commit: the full id, empty before any commit."""

    content: bytes
    path: str
    commit: str = ""


class Source(Protocol):
    """The bytes under judgement: a work tree, an index, a commit or a plain folder.

    root: absolute; the top of the git work tree, or the folder. at: `worktree`, `index` or the revision as named.
    Paths are relative to the root, `/` between names, UTF-8 with surrogate escapes for bytes that are none.
    """

    @property
    def root(self) -> Path: ...

    @property
    def at(self) -> str: ...

    def tree(self) -> Tree:
        """Every path that is judged; listed once. Raises UsageError when it cannot be listed."""

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes | Problem]:
        """The content of each path, each read once, or why it cannot be had."""

    def first_versions(self, paths: Iterable[str]) -> Mapping[str, Added | Problem]:
        """Each path as it was where it was first added, or why that cannot be told.

        What no commit has yet is its own first version.
        """

    def history(self, query: HistoryQuery) -> History | Problem:
        """What git says beside the judged files, or why that cannot be told."""

    def earlier(self, since: str) -> Source | Problem:
        """The files where a revision and what is judged parted, as `checker.sources.changes` has it."""

    def astray(self, path: str) -> str | None:
        """Why a path that a reader would expect is not in the tree, None when it is simply nowhere."""


def refusal(entry: Entry) -> str | None:
    """Why an entry is not read, None when it may be."""
    if entry.kind is not EntryKind.FILE:
        return REFUSALS[entry.kind]
    return too_large(entry.size) if entry.size is not None and entry.size > LARGEST else None


def too_large(size: int) -> str:
    """What is said of a file of so many bytes."""
    return f"has {size:,} bytes, more than the {LARGEST:,} that are read; split it, or leave it out of the policy"


def problem(path: str, message: str) -> Problem:
    """A problem with a file as a whole."""
    return Problem(message, Location(path))


def enclosing(path: str) -> list[str]:
    """The folders above a path, outermost first, the root left out."""
    names = path.split("/")
    return ["/".join(names[:count]) for count in range(1, len(names))]


def is_listed(tree: Tree, path: str) -> bool:
    """Whether a path is in the tree, under this name or in another case; then it is not astray."""
    return path in tree.entries or (path not in tree.directories and tree.otherwise_cased(path) is not None)


def hidden_by(tree: Tree, path: str) -> str | None:
    """What of the tree keeps a path below it from being known, None when nothing does."""
    gate = tree.gate_above(path)
    if gate is None:
        return None
    if gate.kind is EntryKind.SYMLINK:
        return f"lies behind the symbolic link `{gate.path}`, which is never followed"
    return f"lies in the submodule `{gate.path}`, which is never read"


def misfit(tree: Tree, path: str) -> str | None:
    """Why the tree alone says that a path is no file of it, None when it does not say."""
    return "is a folder, not a file" if path in tree.directories else hidden_by(tree, path)


def not_listed(source: Source, path: str) -> Problem:
    """The problem with a path that is not in the tree. It is absent, unless something hides what may be there."""
    absent = hidden_by(source.tree(), path) is None
    state = State.ABSENT if absent else State.UNREADABLE
    return Problem(source.astray(path) or "is not there", Location(path), state=state)
