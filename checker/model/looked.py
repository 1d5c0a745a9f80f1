"""What somebody looked at in a tree, so that it can be told whether another tree would have shown the same.

A tree that is followed (`Followed`) hands out a view of itself to each inquiry, and the view notes what is asked of it:
paths, folders, patterns, names in any case. Two trees that differ in nothing of that look alike to whoever asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Set
from typing import Generic, TypeVar

from checker.classes import dataclass, field
from checker.model.parts import Question
from checker.model.tree import GATES, Entry, Tree, folded


@dataclass(slots=True)
class Looked:
    """What was asked of a tree. entries: paths of which counts what is there, with its content.

    folders: paths of which counts whether they are one. below: folders of which counts all that is in them. patterns:
    of paths, and whether of folders. cased: names in any case. gates: links and submodules. listing: everything.
    of_day, of_issues: whether it counts which day is judged, and what the tracker says. parts: what else it rests on,
    as whoever keeps it knows it.
    """

    entries: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    below: set[str] = field(default_factory=set)
    patterns: set[tuple[re.Pattern[str], bool]] = field(default_factory=set)
    cased: set[str] = field(default_factory=set)
    gates: bool = False
    listing: bool = False
    of_day: bool = False
    of_issues: bool = False
    parts: set[Question] = field(default_factory=set)

    @classmethod
    def of(cls, one: Looked, parts: Iterable[Question]) -> Looked:
        """A copy, with what else it rests on."""
        found = cls(parts=set(parts))
        found.add(one)
        return found

    def document(self, path: str) -> None:
        """Notes that a document was read, or looked for: a file, or a directory of Terraform files."""
        self.below.add(path)
        # One that is not there may come to lie behind a link.
        self.entries.update(one for one in _above(path) if one != ".")

    def add(self, other: Looked) -> None:
        """Notes what somebody else asked, too."""
        self.entries |= other.entries
        self.folders |= other.folders
        self.below |= other.below
        self.patterns |= other.patterns
        self.cased |= other.cased
        self.parts |= other.parts
        self.gates = self.gates or other.gates
        self.listing = self.listing or other.listing
        self.of_day = self.of_day or other.of_day
        self.of_issues = self.of_issues or other.of_issues

    def is_touched(self, by: TreeChange) -> bool:
        """Whether something of it is another one after a change."""
        if not by.entries:
            return False
        if not self.entries.isdisjoint(by.entries):
            return True
        if self.below and any(one in self.below for path in by.entries for one in _above(path)):
            return True
        if self.gates and by.is_of_gates:
            return True
        if not by.listed:
            return False
        return (
            self.listing
            or not self.folders.isdisjoint(by.folders)
            or not self.cased.isdisjoint(by.cased)
            or any(
                pattern.fullmatch(one)
                for pattern, of_folders in self.patterns
                for one in (by.folders if of_folders else by.listed)
            )
        )


@dataclass(frozen=True, slots=True)
class TreeChange:
    """What is different between two trees. entries: what is there before and after, by path; None where nothing is.

    listed: the paths that came or went, or became another kind of thing. folders: those that came or went.
    """

    entries: Mapping[str, tuple[Entry | None, Entry | None]]
    listed: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()

    @property
    def is_of_gates(self) -> bool:
        """Whether a link or a submodule is among it."""
        return any(one is not None and one.kind in GATES for pair in self.entries.values() for one in pair)

    @property
    def cased(self) -> frozenset[str]:
        """The names that came or went, in any case."""
        return frozenset(map(folded, (*self.listed, *self.folders)))


K = TypeVar("K", bound=Hashable)


class Index(Generic[K]):
    """Who looked at what, so that of thousands those are found at once whom a change concerns."""

    def __init__(self) -> None:
        self._by_token: dict[tuple[str, object], set[K]] = {}
        self._looked: dict[K, Looked] = {}
        self._others: set[K] = set()

    def __contains__(self, key: K) -> bool:
        return key in self._looked

    def put(self, key: K, looked: Looked) -> None:
        """Notes what somebody looked at, in place of what he did before."""
        self.drop(key)
        self._looked[key] = looked
        for token in _tokens(looked):
            self._by_token.setdefault(token, set()).add(key)
        if looked.patterns or looked.gates or looked.listing:
            self._others.add(key)

    def drop(self, key: K) -> None:
        """Forgets somebody."""
        looked = self._looked.pop(key, None)
        self._others.discard(key)
        for token in _tokens(looked) if looked is not None else ():
            keys = self._by_token[token]
            keys.discard(key)
            if not keys:
                del self._by_token[token]

    def touched(self, by: TreeChange) -> set[K]:
        """Those who may see something else after a change."""
        found = {key for key in self._others if self._looked[key].is_touched(by)}
        for token in _tokens_of_change(by):
            found |= self._by_token.get(token, set())
        return found

    def resting_on(self, parts: Iterable[Question]) -> set[K]:
        """Those who rest on some parts."""
        return {key for one in parts for key in self._by_token.get(("part", one), ())}

    def of_day(self) -> set[K]:
        return {key for key, looked in self._looked.items() if looked.of_day}

    def of_issues(self) -> set[K]:
        return {key for key, looked in self._looked.items() if looked.of_issues}


def _tokens(looked: Looked) -> Iterator[tuple[str, object]]:
    yield from (("entry", one) for one in looked.entries)
    yield from (("below", one) for one in looked.below)
    yield from (("folder", one) for one in looked.folders)
    yield from (("cased", one) for one in looked.cased)
    yield from (("part", one) for one in looked.parts)


def _tokens_of_change(by: TreeChange) -> Iterator[tuple[str, object]]:
    yield from (("entry", one) for one in by.entries)
    yield from (("below", one) for one in {above for path in by.entries for above in _above(path)})
    yield from (("folder", one) for one in by.folders)
    yield from (("cased", one) for one in by.cased)


def change_of(
    entries: Mapping[str, tuple[Entry | None, Entry | None]], before: Set[str], after: Set[str]
) -> TreeChange:
    """The change in which these entries became others. before, after: the folders of both trees."""
    listed = frozenset(
        path
        for path, (old, new) in entries.items()
        if old is None
        or new is None
        or (old.kind, old.executable, old.target) != (new.kind, new.executable, new.target)
    )
    folders = frozenset(one for path in listed for one in _above(path) if (one in before) != (one in after))
    return TreeChange(entries, listed, folders)


def _kind(one: Entry) -> tuple[object, ...]:
    return one.kind, one.executable, one.target


def _above(path: str) -> Iterator[str]:
    """A path and the folders above it, the root as `.`."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield "."


@dataclass(frozen=True)
class Followed(Tree):
    """A tree of which is noted what each inquiry asks."""

    def watched(self) -> Tree:
        return Watched(self)


class Watched(Tree):
    """A tree as one inquiry sees it."""

    of: Tree
    noted: Looked

    def __init__(self, tree: Tree) -> None:
        noted = Looked()
        super().__init__(_Entries(tree.entries, noted), tree.git, tree.commit, tree.digest)
        vars(self).update(of=tree, noted=noted, directories=_Folders(tree.directories, noted))

    @property
    def looked(self) -> Looked:
        return self.noted

    def watched(self) -> Tree:
        return Watched(self.of)

    def matching(self, pattern: re.Pattern[str], *, folders: bool) -> Iterable[str]:
        self.noted.patterns.add((pattern, folders))
        return self.of.matching(pattern, folders=folders)

    def otherwise_cased(self, path: str) -> str | None:
        self.noted.cased.add(folded(path))
        return self.of.otherwise_cased(path)

    def colliding(self, path: str) -> Collection[str]:
        self.noted.cased.add(folded(path))
        return self.of.colliding(path)

    @property
    def gates(self) -> tuple[Entry, ...]:
        self.noted.gates = True
        return self.of.gates

    def below(self, directory: str) -> Iterator[Entry]:
        self.noted.below.add(directory.rstrip("/") or ".")
        return self.of.below(directory)


class _Entries(Mapping[str, Entry]):
    """The entries of a tree."""

    __slots__ = ("_looked", "_of")

    def __init__(self, of: Mapping[str, Entry], looked: Looked) -> None:
        self._of = of
        self._looked = looked

    def __getitem__(self, path: str) -> Entry:
        self._looked.entries.add(path)
        return self._of[path]

    def __contains__(self, path: object) -> bool:
        self._looked.entries.add(str(path))
        return path in self._of

    def __iter__(self) -> Iterator[str]:
        self._look_at_all()
        return iter(self._of)

    def __len__(self) -> int:
        self._look_at_all()
        return len(self._of)

    def _look_at_all(self) -> None:
        """Notes that all of it counts, with the content: whoever goes through them may look at anything."""
        self._looked.listing = True
        self._looked.below.add(".")


class _Folders(Set[str]):
    """The folders of a tree."""

    __slots__ = ("_looked", "_of")

    def __init__(self, of: Set[str], looked: Looked) -> None:
        self._of = of
        self._looked = looked

    @classmethod
    def _from_iterable(cls, found: Iterable[str]) -> Set[str]:  # type: ignore[override]  # what comes of it notes nothing
        return frozenset(found)

    def __contains__(self, path: object) -> bool:
        self._looked.folders.add(str(path))
        return path in self._of

    def __iter__(self) -> Iterator[str]:
        self._looked.listing = True
        return iter(self._of)

    def __len__(self) -> int:
        self._looked.listing = True
        return len(self._of)
