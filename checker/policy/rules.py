"""The one reader of what rules a run: settings, policies, what these build on and name, the lock of the vendored.

All of it comes out of one source (a work tree, a revision, or the tree of a file that the caller named), under one rule
for paths: they never leave the tree, and nothing is reached through a link.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from checker.classes import dataclass, field
from checker.errors import UsageError
from checker.model.problem import Problem
from checker.model.tree import EntryKind
from checker.piped import called, is_piped, read_given
from checker.policy.shipped import PolicyFile, no_policy, shipped_policies, shipped_policy
from checker.policy.vendored import LOCK, Vendored, read_lock, why_other
from checker.sources import Source, Subfolder
from checker.sources.disk import Disk
from checker.sources.on_disk import OnDisk
from checker.sources.repository import find_repository
from checker.sources.source import WORKTREE
from checker.tree.paths import beside, why_unfit


class Shelf(Protocol):
    """Where rules are read from."""

    @property
    def root(self) -> Path: ...

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes | Problem]: ...


def _as_it_is(path: str) -> str:
    return path


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one source. Paths are relative to the root of the shelf.

    folder: what is judged, as seen from that root; empty for all of it. at: the revision as the caller named it, empty
    where the rules are on disk or in the judged tree. named: how messages and reports call a path.
    """

    shelf: Shelf
    folder: str = ""
    at: str = ""
    named: Callable[[str], str] = field(default=_as_it_is, compare=False)

    def in_folder(self, path: str) -> str:
        """The path of a file by its path from what is judged. Raises UsageError when it is none of the tree."""
        said = why_unfit(path)
        if said is not None:
            raise UsageError(said)
        return self.seen(path.removeprefix("./"))

    def seen(self, path: str) -> str:
        """A path from what is judged, as seen from the root of the shelf."""
        return f"{self.folder}/{path}" if self.folder else path

    def unseen(self, path: str) -> str:
        """The opposite of `seen`."""
        return path.removeprefix(f"{self.folder}/") if self.folder else path

    def read(self, path: str) -> bytes | Problem:
        """The content of a file, or why it cannot be had. Raises UsageError for what is no path of the tree."""
        said = why_unfit(path)
        if said is not None:
            raise UsageError(said)
        return self.shelf.read([path])[path]

    def read_if_there(self, path: str) -> bytes | None:
        """The content of a file that need not be there. Raises UsageError when it cannot be had."""
        content = self.read(path)
        if not isinstance(content, Problem):
            return content
        if content.absent:
            return None
        raise UsageError(self.lacking(path, content))

    def policy(self, path: str, written: str = "") -> PolicyFile:
        """A policy by its path. written: how it is named where it is asked for. Raises UsageError."""
        path = path.removeprefix("./")
        content = self.read(path)
        if isinstance(content, Problem) and content.absent and written and not self.at:
            raise no_policy(written)
        if isinstance(content, Problem):
            raise UsageError(self.lacking(path, content))
        said = why_other(path, content, self.lock())
        if said is not None:
            raise UsageError(said)
        return PolicyFile(self.named(path), content, partial(self._beside, path), path)

    def handed_over(self, path: str, name: str, content: bytes) -> PolicyFile:
        """A policy that is in no file. path: where one would be that names others as this one does."""
        return PolicyFile(name, content, partial(self._beside, path), path)

    def lock(self) -> Mapping[str, Vendored]:
        """The files that come from elsewhere, none without a lock. Raises UsageError and PolicyError."""
        content = self.read_if_there(LOCK)
        return {} if content is None else read_lock(self.named(LOCK), content)

    def lacking(self, path: str, problem: Problem) -> str:
        """That a file of the rules cannot be had, with what to do."""
        if not self.at:
            return f"{self.named(path)} {problem.message}"
        remedy = "; bring it there first, or name another one" if problem.absent else ""
        return f"{path} {problem.message} at `{self.at}`{remedy}"

    def on_disk(self, path: str) -> Path:
        """Where a path of the tree is on disk. Raises UsageError for what is reached through a link."""
        disk = Disk(self.shelf.root)
        entry, link = disk.entry(path), disk.link_above(path)
        if link is not None or (entry is not None and entry.kind is EntryKind.SYMLINK):
            said = f"lies behind the symbolic link `{link}`" if link is not None else "is a symbolic link"
            raise UsageError(f"{path} {said}, which is never followed; put the file itself into the tree")
        return self.shelf.root / path

    def _beside(self, path: str, other: str) -> PolicyFile:
        try:
            return self.policy(beside(path, other), other)
        except ValueError as error:
            raise UsageError(str(error)) from None


def rules_of(source: Source, at: str = "") -> Rules:
    """The rules in a tree. at: the revision that it is, where it is not the tree that is judged.

    Of the work tree files will do that git does not track yet, so that a policy can be tried before it is added.
    """
    whole, folder = (source.whole, source.folder) if isinstance(source, Subfolder) else (source, "")
    if whole.at == WORKTREE:
        return Rules(OnDisk(whole.root, Disk(whole.root)), folder, at)
    return Rules(whole, folder, at)


def find_policy(name: str, seen_from: Path | None = None) -> PolicyFile:
    """The policy that a caller names: a shipped one by its name, else a file on disk, or what comes through a pipe.

    What such a policy names is beside the folder at hand. seen_from: the folder from which messages and reports name
    it, the one at hand without. Raises UsageError.
    """
    if name in shipped_policies():
        return shipped_policy(name)
    path = Path(os.path.abspath(called(name)))  # noqa: PTH100  `resolve` would follow links
    root = _tree_around(path)
    is_absolute = Path(name).is_absolute() and not is_piped(name) and seen_from is None
    here = partial(_as_seen, root, seen_from or Path.cwd(), absolute=is_absolute)
    rules = Rules(OnDisk(root, Disk(root)), named=here)
    if is_piped(name):
        content = read_given(Path(name), "name a smaller policy")
        return rules.handed_over(path.relative_to(root).as_posix(), called(name), content)
    if not os.path.lexists(path) or path.is_dir():
        raise no_policy(name)
    return rules.policy(path.relative_to(root).as_posix())


def _tree_around(path: Path) -> Path:
    """The tree that a file of the caller may build on: its repository, else the folder at hand, else its own."""
    repository = find_repository(path.parent)
    if repository is not None:
        return repository.root
    return Path.cwd() if path.is_relative_to(Path.cwd()) else path.parent


def _as_seen(root: Path, seen_from: Path, path: str, *, absolute: bool) -> str:
    return str(root / path) if absolute else os.path.relpath(root / path, seen_from).replace(os.sep, "/")
