"""The work tree of a git repository: what git tracks, as it is on disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from checker.classes import dataclass, field, replace
from checker.model.problem import Problem
from checker.model.tree import Entry, EntryKind, Tree
from checker.sources.blobs import stored_contents
from checker.sources.disk import Disk
from checker.sources.endings import as_stored
from checker.sources.git import Git
from checker.sources.history import first_versions
from checker.sources.listing import Index, completed, digest_of_ids, index_of, keeps_modes
from checker.sources.source import CONFLICT, REFUSALS, WORKTREE, Added, Source, is_listed, misfit, not_listed, problem
from checker.sources.untracked import why_untracked

if TYPE_CHECKING:
    from checker.model.history import History, HistoryQuery


@dataclass(frozen=True)
class Worktree:
    """Files of the index with their bytes on disk, in the line endings under which git would store them.

    What is untracked, ignored or deleted is not judged, and what git itself leaves out of the disk (a sparse checkout)
    is judged as the index has it, so that a laptop and a fresh clone give the same verdict.
    """

    git: Git
    disk: Disk = field(repr=False)
    at: str = field(default=WORKTREE, init=False)

    @property
    def root(self) -> Path:
        return self.git.work_tree

    def tree(self) -> Tree:
        return self._tree

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes | Problem]:
        entries = {path: self._tree.entries.get(path) for path in paths}
        left_out = [entry for entry in entries.values() if entry is not None and entry.blob]
        stored = stored_contents(self.git, left_out)
        found = {path: self._content(path, entry) for path, entry in entries.items() if path not in stored}
        on_disk = {path: content for path, content in found.items() if isinstance(content, bytes)}
        return found | stored | dict[str, bytes | Problem](as_stored(self.git, self._tracked, on_disk))

    def first_versions(self, paths: Iterable[str]) -> Mapping[str, Added | Problem]:
        return first_versions(self.git, None, paths, self)

    def history(self, query: HistoryQuery) -> History | Problem:
        from checker.sources.past import history_of

        return history_of(self.git, None, query, self)

    def earlier(self, since: str) -> Source | Problem:
        from checker.sources.past import earlier_of

        return earlier_of(self, None, since)

    def astray(self, path: str) -> str | None:
        if is_listed(self._tree, path):
            return None
        if path not in self._tracked:
            return misfit(self._tree, path) or why_untracked(self.git, self.disk, path)
        link = self.disk.link_above(path)
        if link is not None:
            return f"is tracked by git but lies behind the symbolic link `{link}`, which is never followed"
        if path in self._tree.directories or self.disk.is_folder(path):
            return "is tracked by git but a folder on disk"
        return "is tracked by git but deleted on disk"

    @cached_property
    def _index(self) -> Index:
        return index_of(self.git)

    @property
    def _tracked(self) -> Mapping[str, Entry]:
        return self._index.entries

    @cached_property
    def _tree(self) -> Tree:
        found = {path: self._standing(entry) for path, entry in self._tracked.items()}
        entries = {path: entry for path, entry in found.items() if entry is not None}
        left_out = {path: entry for path, entry in entries.items() if entry.blob}
        return Tree(
            entries | completed(self.git, left_out) | self._in_the_way(found),
            git=True,
            digest=digest_of_ids(self._tracked),
        )

    def _in_the_way(self, found: Mapping[str, Entry | None]) -> dict[str, Entry]:
        """The links on disk that stand where folders of tracked files should."""
        links = {self.disk.link_above(path) for path, entry in found.items() if entry is None} - {None}
        entries = [self.disk.entry(link) for link in links if link is not None]
        return {entry.path: entry for entry in entries if entry is not None}

    @cached_property
    def _keeps_modes(self) -> bool:
        return keeps_modes(self.git)

    def _standing(self, tracked: Entry) -> Entry | None:
        """What stands on disk for an entry of the index, None when nothing does."""
        if tracked.kind is EntryKind.OTHER:
            return tracked
        if tracked.kind is EntryKind.SUBMODULE and self.disk.is_folder(tracked.path):
            return tracked
        entry = self.disk.entry(tracked.path)
        if entry is None and tracked.path in self._index.sparse and not self.disk.is_taken(tracked.path):
            return tracked
        if entry is None or entry.executable == tracked.executable or self._keeps_modes:
            return entry
        return replace(entry, executable=tracked.executable)

    def _content(self, path: str, entry: Entry | None) -> bytes | Problem:
        if entry is None:
            return not_listed(self, path)
        if path in self._tracked and self._tracked[path].kind is EntryKind.OTHER:
            return problem(path, CONFLICT)
        if entry.kind is not EntryKind.FILE:
            return problem(path, REFUSALS[entry.kind])
        return self.disk.read(path)
