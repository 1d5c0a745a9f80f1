"""A folder of a repository, judged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from checker.classes import dataclass, replace
from checker.model.problem import Problem
from checker.model.tree import Tree
from checker.sources.source import Added, Source

if TYPE_CHECKING:
    from checker.model.history import Change, History, HistoryQuery


@dataclass(frozen=True)
class Subfolder:
    """What another source has in one folder, with paths relative to it. folder: without a slash at its end."""

    whole: Source
    folder: str

    @property
    def root(self) -> Path:
        return self.whole.root / self.folder

    @property
    def at(self) -> str:
        return self.whole.at

    def tree(self) -> Tree:
        return self._tree

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes | Problem]:
        contents = self.whole.read([self._above(path) for path in paths])
        return {
            self._relative(path): self._placed(one) if isinstance(one, Problem) else one
            for path, one in contents.items()
        }

    def first_versions(self, paths: Iterable[str]) -> Mapping[str, Added | Problem]:
        found = self.whole.first_versions([self._above(path) for path in paths])
        return {
            self._relative(path): self._placed(one) if isinstance(one, Problem) else one for path, one in found.items()
        }

    def history(self, query: HistoryQuery) -> History | Problem:
        """Commits and tags are those of the whole repository, changes those in the folder."""
        from checker.model.history import ChangeQuery
        from checker.sources.changes import placed

        if not isinstance(query, ChangeQuery):
            return self.whole.history(query)
        found = self.whole.history(replace(query, paths=tuple(map(self._above, query.paths))))
        return found if isinstance(found, Problem) else placed(cast("tuple[Change, ...]", found), self.folder)

    def earlier(self, since: str) -> Source | Problem:
        found = self.whole.earlier(since)
        return found if isinstance(found, Problem) else Subfolder(found, self.folder)

    def astray(self, path: str) -> str | None:
        return self.whole.astray(self._above(path))

    @cached_property
    def _tree(self) -> Tree:
        tree = self.whole.tree()
        entries = {
            self._relative(one.path): replace(one, path=self._relative(one.path)) for one in tree.below(self.folder)
        }
        return replace(tree, entries=entries)

    def _above(self, path: str) -> str:
        return f"{self.folder}/{path}"

    def _relative(self, path: str) -> str:
        return path.removeprefix(f"{self.folder}/")

    def _placed(self, found: Problem) -> Problem:
        """A problem with its place as seen from the folder."""
        return replace(found, location=replace(found.location, path=self._relative(found.location.path)))


def whole_of(source: Source) -> Source:
    """The source that a folder is of; the same for one that is whole."""
    return source.whole if isinstance(source, Subfolder) else source
