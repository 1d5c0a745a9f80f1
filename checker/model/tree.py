"""The judged tree: which files there are, and what git says of them."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from checker.classes import dataclass

if TYPE_CHECKING:
    from checker.model.looked import Looked


class EntryKind(StrEnum):
    FILE = "file"
    SYMLINK = "symlink"
    SUBMODULE = "submodule"
    OTHER = "other"
    """A FIFO, device or socket on disk, or a path in a merge conflict: nothing that can be read."""


GATES = (EntryKind.SYMLINK, EntryKind.SUBMODULE)
_MOST_LINKS = 40
"""So many links may lead to each other, as for Linux."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of the judged tree. size: bytes, None where it is not known without reading (a symlink, a submodule).

    blob: git's object id of the content in an index or a commit; None for a file on disk, whose content only reading
    tells (even one that git calls unchanged: line endings and filters make its bytes others than the blob's).
    target: what a symbolic link says, None for anything else and where this clone does not have it.
    """

    path: str
    kind: EntryKind
    size: int | None = None
    blob: str | None = None
    executable: bool = False
    target: str | None = None


@dataclass(frozen=True)
class Tree:
    """Every file that is judged, by path.

    git: whether the tree comes from git, so that `committed` can be answered. commit: the full id of the judged
    revision, None for worktree and index. digest: by which git's ids are made here, `sha1` or `sha256`.
    """

    entries: Mapping[str, Entry]
    git: bool
    commit: str | None = None
    digest: str = "sha1"

    @property
    def looked(self) -> Looked | None:
        """What was asked of it so far; None for a tree that notes nothing."""
        return None

    def watched(self) -> Tree:
        """The tree as it is handed to an inquiry; one that is followed notes what is asked of it (`model.looked`)."""
        return self

    def matching(self, pattern: re.Pattern[str], *, folders: bool) -> Iterable[str]:
        """The paths of files, or of folders, that a pattern matches as a whole, in their order."""
        among: Iterable[str] = self.directories - {"."} if folders else self.entries
        return sorted(one for one in among if pattern.fullmatch(one))

    def blob_of(self, content: bytes) -> str:
        """Git's object id of the content of a file (gitformat-loose: `blob SIZE<NUL>CONTENT`)."""
        found = hashlib.new(self.digest, b"blob %d\0" % len(content), usedforsecurity=False)
        found.update(content)
        return found.hexdigest()

    @cached_property
    def directories(self) -> Set[str]:
        """Every directory that holds a file, at any depth; the root is `.`."""
        found = {"."}
        for path in self.entries:
            above = path.rpartition("/")[0]
            while above and above not in found:
                found.add(above)
                above = above.rpartition("/")[0]
        return frozenset(found)

    @cached_property
    def _folded(self) -> Mapping[str, tuple[str, ...]]:
        """The paths that some file systems take for one and the same."""
        found: dict[str, list[str]] = {}
        for path in (*self.directories, *self.entries):
            found.setdefault(folded(path), []).append(path)
        return {key: tuple(sorted(paths)) for key, paths in found.items()}

    def otherwise_cased(self, path: str) -> str | None:
        """The path that differs from `path` in case, or in how its letters are composed, None when there is none."""
        return next((one for one in self._folded.get(folded(path), ()) if one != path), None)

    def colliding(self, path: str) -> Collection[str]:
        """The paths that collide with one, itself among them; none where it collides with nothing."""
        return self.collisions.get(path, ())

    @cached_property
    def collisions(self) -> Mapping[str, tuple[str, ...]]:
        """The paths of which some file systems can hold one only, each with all that collide with it.

        Folders do not collide with each other: what they hold is put together.
        """
        groups = [paths for paths in self._folded.values() if len(paths) > 1]
        return {path: paths for paths in groups if not all(one in self.directories for one in paths) for path in paths}

    @cached_property
    def gates(self) -> tuple[Entry, ...]:
        """The symbolic links and submodules, behind which nobody looks."""
        return tuple(one for one in self.entries.values() if one.kind in GATES)

    def gate_above(self, path: str) -> Entry | None:
        """The outermost link or submodule behind which a path lies, None for a path that lies behind none."""
        names = path.split("/")
        folders = ("/".join(names[:count]) for count in range(1, len(names)))
        found = (self.entries.get(folder) for folder in folders)
        return next((one for one in found if one is not None and one.kind in GATES), None)

    def leads_to(self, link: Entry) -> str | None:
        """The path of the tree to which a link leads, `.` for the root; there need be nothing. Of a loop its own path.

        None where it leads out of the tree or behind a submodule, or where nobody can tell.
        """
        path = link.path
        for _ in range(_MOST_LINKS):
            gate = link if path == link.path else self.gate_above(path + "/.")
            if gate is None:
                return path
            if gate.target is None or gate.target.startswith("/"):
                return None
            behind = path[len(gate.path) + 1 :]
            path = posixpath.normpath(posixpath.join(posixpath.dirname(gate.path), gate.target, behind))
            if path == ".." or path.startswith("../"):
                return None
        return link.path

    def below(self, directory: str) -> Iterator[Entry]:
        """The entries in a directory, at any depth, in the order of their paths."""
        prefix = "" if directory == "." else directory.rstrip("/") + "/"
        return (self.entries[path] for path in sorted(self.entries) if path.startswith(prefix))


def folded(path: str) -> str:
    """A path as a file system has it that minds neither case nor how letters are composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
