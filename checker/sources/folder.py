"""A plain folder, outside git."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from checker.classes import dataclass, field
from checker.model.location import Location
from checker.model.problem import Problem
from checker.model.tree import Tree
from checker.sources.disk import Disk
from checker.sources.history import NAME_IT
from checker.sources.source import WORKTREE, Added, Source, misfit, not_listed

if TYPE_CHECKING:
    from checker.model.history import History, HistoryQuery

NO_GIT = "this folder lies in no git repository"
NO_HISTORY = "lies in no git repository, so that nothing tells what it was first"


@dataclass(frozen=True)
class Folder:
    """Everything on disk below a folder; nothing is left out but what is called `.git`."""

    root: Path
    disk: Disk = field(repr=False)
    at: str = field(default=WORKTREE, init=False)

    def tree(self) -> Tree:
        return self._tree

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes | Problem]:
        return {path: self._content(path) for path in paths}

    def first_versions(self, paths: Iterable[str]) -> Mapping[str, Added | Problem]:
        return {path: Problem(NO_HISTORY, Location(path), NAME_IT) for path in paths}

    def history(self, query: HistoryQuery) -> History | Problem:  # noqa: ARG002  there is none
        return Problem(NO_GIT, Location("."), "judge a clone of it")

    def earlier(self, since: str) -> Source | Problem:  # noqa: ARG002  there is none
        return Problem(NO_GIT, Location("."), "judge a clone of it")

    def astray(self, path: str) -> str | None:
        return misfit(self._tree, path)

    @cached_property
    def _tree(self) -> Tree:
        found = sorted(self.disk.files(), key=lambda entry: entry.path)
        return Tree({entry.path: entry for entry in found}, git=False)

    def _content(self, path: str) -> bytes | Problem:
        if path not in self._tree.entries:
            return not_listed(self, path)
        return self.disk.read(path)
