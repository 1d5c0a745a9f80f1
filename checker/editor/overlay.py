"""A tree with texts of an editor in place of what is on disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from checker.classes import dataclass, replace
from checker.model.history import History, HistoryQuery
from checker.model.problem import Problem
from checker.model.tree import Tree
from checker.sources import Source
from checker.sources.source import Added


@dataclass(frozen=True)
class Overlay:
    """What another source has, but for some of its files. texts: the bytes of these by their paths."""

    below: Source
    texts: Mapping[str, bytes]

    @property
    def root(self) -> Path:
        return self.below.root

    @property
    def at(self) -> str:
        return self.below.at

    def tree(self) -> Tree:
        return self._tree

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes | Problem]:
        wanted = tuple(paths)
        found = self.below.read([one for one in wanted if one not in self.texts])
        return {one: self.texts[one] if one in self.texts else found[one] for one in wanted}

    def first_versions(self, paths: Iterable[str]) -> Mapping[str, Added | Problem]:
        return self.below.first_versions(paths)

    def history(self, query: HistoryQuery) -> History | Problem:
        return self.below.history(query)

    def earlier(self, since: str) -> Source | Problem:
        return self.below.earlier(since)

    def astray(self, path: str) -> str | None:
        return self.below.astray(path)

    @cached_property
    def _tree(self) -> Tree:
        tree = self.below.tree()
        mine = {
            path: replace(tree.entries[path], size=len(text), blob=None)
            for path, text in self.texts.items()
            if path in tree.entries
        }
        return replace(tree, entries={**tree.entries, **mine})
