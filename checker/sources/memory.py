"""Files that somebody says are there, over those of a folder; nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from checker.classes import dataclass, field
from checker.model.location import Location
from checker.model.problem import Problem
from checker.model.tree import Entry, EntryKind, Tree
from checker.sources.folder import Folder
from checker.sources.source import WORKTREE, Added, Source, is_listed, misfit, not_listed
from checker.sources.untracked import UNTRACKED

if TYPE_CHECKING:
    from checker.model.history import History, HistoryQuery


NO_HISTORY = "a case has no commits"


@dataclass(frozen=True)
class InMemory:
    """A work tree as it is told. start: the folder whose files are there, None for none.

    contents: of files that are there instead or besides; None for one that is not there. uncommitted: files on disk
    that git does not track.
    """

    start: Folder | None = None
    contents: Mapping[str, bytes | None] = field(default_factory=dict)
    uncommitted: frozenset[str] = frozenset()
    at: str = field(default=WORKTREE, init=False)

    @property
    def root(self) -> Path:
        return self.start.root if self.start is not None else Path("/")

    def tree(self) -> Tree:
        return self._tree

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes | Problem]:
        return {path: self.content(path) if path in self._tree.entries else not_listed(self, path) for path in paths}

    def first_versions(self, paths: Iterable[str]) -> Mapping[str, Added | Problem]:
        found = {path: self.read([path])[path] for path in paths}
        return {path: one if isinstance(one, Problem) else Added(one, path) for path, one in found.items()}

    def history(self, query: HistoryQuery) -> History | Problem:  # noqa: ARG002  there is none
        return Problem(NO_HISTORY, Location("."), "judge it in a repository")

    def earlier(self, since: str) -> Source | Problem:  # noqa: ARG002  there is none
        return Problem(NO_HISTORY, Location("."), "judge it in a repository")

    def astray(self, path: str) -> str | None:
        if is_listed(self._tree, path):
            return None
        return misfit(self._tree, path) or (UNTRACKED if path in self.uncommitted else None)

    def content(self, path: str) -> bytes | Problem:
        """What a file holds that is on disk, whether git tracks it or not."""
        content = self.contents.get(path)
        if content is not None:
            return content
        return self.start.read([path])[path] if self.start is not None else not_listed(self, path)

    @cached_property
    def paths(self) -> frozenset[str]:
        """The files on disk."""
        on_disk = self.start.tree().entries if self.start is not None else ()
        there = {path for path, content in self.contents.items() if content is not None}
        return frozenset(there.union(path for path in on_disk if path not in self.contents))

    @cached_property
    def _tree(self) -> Tree:
        return Tree({path: self._entry(path) for path in sorted(self.paths - self.uncommitted)}, git=True)

    def _entry(self, path: str) -> Entry:
        content = self.contents.get(path)
        if content is not None:
            return Entry(path, EntryKind.FILE, len(content))
        return self.start.tree().entries[path] if self.start is not None else Entry(path, EntryKind.FILE)
