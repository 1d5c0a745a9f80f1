"""The judged tree: which files there are, and what git says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class EntryKind(StrEnum):
    FILE = "file"
    SYMLINK = "symlink"
    SUBMODULE = "submodule"
    OTHER = "other"
    """A FIFO, device or socket on disk, or a path in a merge conflict: nothing that can be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of the judged tree. size: bytes, None where it is not known without reading (a symlink, a submodule).

    blob: git's object id of the content in an index or a commit; None for a file on disk, whose content only reading
    tells (even one that git calls unchanged: line endings and filters make its bytes others than the blob's).
    """

    path: str
    kind: EntryKind
    size: int | None = None
    blob: str | None = None
    executable: bool = False


@dataclass(frozen=True)
class Tree:
    """Every file that is judged, by path.

    git: whether the tree comes from git, so that `committed` can be answered. commit: the full id of the judged
    revision, None for worktree and index.
    """

    entries: Mapping[str, Entry]
    git: bool
    commit: str | None = None

    @cached_property
    def directories(self) -> frozenset[str]:
        """Every directory that holds a file, at any depth; the root is `.`."""
        found = {"."}
        for path in self.entries:
            above = path.rpartition("/")[0]
            while above and above not in found:
                found.add(above)
                above = above.rpartition("/")[0]
        return frozenset(found)

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {path.casefold(): path for path in (*self.directories, *self.entries)}

    def otherwise_cased(self, path: str) -> str | None:
        """The path that differs from `path` in case only, None when there is none."""
        found = self._folded.get(path.casefold())
        return found if found != path else None

    def below(self, directory: str) -> Iterator[Entry]:
        """The entries in a directory, at any depth, in the order of their paths."""
        prefix = "" if directory == "." else directory.rstrip("/") + "/"
        return (self.entries[path] for path in sorted(self.entries) if path.startswith(prefix))
