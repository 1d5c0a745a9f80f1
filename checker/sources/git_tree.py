"""Trees that git has stored: the index, and commits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from checker.classes import dataclass, field
from checker.model.problem import Problem
from checker.model.tree import Entry, Tree
from checker.sources.blobs import stored_contents
from checker.sources.disk import Disk
from checker.sources.git import Git
from checker.sources.history import first_versions
from checker.sources.listing import commit_entries, completed, digest_of_ids, index_of
from checker.sources.source import INDEX, Added, Source, is_listed, misfit, not_listed
from checker.sources.untracked import why_untracked

if TYPE_CHECKING:
    from checker.model.history import History, HistoryQuery


@dataclass(frozen=True)
class GitTree:
    """The index, or a commit. Contents are git's blobs; nothing on disk counts. commit: full id, None for the index."""

    git: Git
    disk: Disk = field(repr=False)
    at: str = INDEX
    commit: str | None = None

    @property
    def root(self) -> Path:
        return self.git.work_tree

    def tree(self) -> Tree:
        return self._tree

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes | Problem]:
        entries = {path: self._tree.entries.get(path) for path in paths}
        found = stored_contents(self.git, [entry for entry in entries.values() if entry is not None])
        return {path: found[path] if path in found else not_listed(self, path) for path in entries}

    def day(self) -> date | None:
        """The day on which the commit was made, in UTC; None for the index, and where the commit does not say it."""
        if self.commit is None:
            return None
        from checker.sources.objects import stored_objects

        made = stored_objects(self.git, [self.commit], "commit")[self.commit].hand("committer").at
        return date.fromisoformat(made[:10]) if made else None

    def refs(self) -> bytes:
        """All branches, tags and other refs, each with its object, and whether the history is cut off.

        With the commit, that is all that git says of it.
        """
        there = self.git.ask("for-each-ref", "--format=%(objectname) %(refname)").output
        return there + self.git.ask("rev-parse", "--is-shallow-repository").output

    def first_versions(self, paths: Iterable[str]) -> Mapping[str, Added | Problem]:
        return first_versions(self.git, self.commit, paths, self)

    def history(self, query: HistoryQuery) -> History | Problem:
        from checker.sources.past import history_of

        return history_of(self.git, self.commit, query, self)

    def earlier(self, since: str) -> Source | Problem:
        from checker.sources.past import earlier_of

        return earlier_of(self, self.commit, since)

    def astray(self, path: str) -> str | None:
        if is_listed(self._tree, path):
            return None
        hidden = misfit(self._tree, path)
        if hidden is not None:
            return hidden
        if self.commit is not None and path in self._staged:
            return f"is tracked by git but not part of `{self.at}`; commit it"
        return why_untracked(self.git, self.disk, path)

    @cached_property
    def _staged(self) -> Mapping[str, Entry]:
        return index_of(self.git).entries

    @cached_property
    def _tree(self) -> Tree:
        entries = self._staged if self.commit is None else commit_entries(self.git, self.commit)
        return Tree(completed(self.git, entries), git=True, commit=self.commit, digest=digest_of_ids(entries))
