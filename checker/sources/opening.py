"""Choosing the source that a command names."""

from __future__ import annotations

import os
from pathlib import Path

from checker.errors import UsageError
from checker.model.tree import EntryKind
from checker.sources.disk import Disk
from checker.sources.folder import Folder
from checker.sources.git import Git, find_git
from checker.sources.git_tree import GitTree
from checker.sources.listing import commit_named
from checker.sources.repository import (
    Repository,
    bare_repository,
    find_repository,
    inherited_index,
    require_own,
)
from checker.sources.source import INDEX, WORKTREE, Source
from checker.sources.subfolder import Subfolder
from checker.sources.worktree import Worktree
from checker.witness import looked_for


def open_source(root: Path | None, at: str, *, allow_foreign_owner: bool = False) -> Source:
    """The source of what is judged. at: `worktree`, `index` or a revision; a plain folder only has a `worktree`.

    root: the folder to judge, by itself even when it lies inside a repository; None for the whole repository, or else
    the folder, in which the command was started. Raises UsageError when there is no such folder or revision, git is
    missing or fails, the folder is reached through a link of a repository or lies in a submodule of it, or the
    repository belongs to somebody else and `allow_foreign_owner` is not set.
    """
    start = _folder(root or Path())
    if root is not None:
        _refuse_astray(root, start)
    repository = repository_at(start)
    if repository is not None:
        if repository.is_bare and at in (WORKTREE, INDEX):
            raise UsageError(f"`{root or '.'}` is a bare repository, which has no {at}; name a revision: `--at HEAD`")
        if not allow_foreign_owner:
            require_own(repository, os.geteuid(), os.environ.get("SUDO_UID"))
        source = _tracked(repository, at)
        if root is None or start == repository.root:
            return source
        return Subfolder(source, start.relative_to(repository.root).as_posix())
    if at == WORKTREE:
        return Folder(start, Disk(start))
    raise UsageError(f"`{root or '.'}` is in no git repository, so there is no `{at}` to judge; judge the `{WORKTREE}`")


def repository_at(start: Path) -> Repository | None:
    """The repository that a folder is of: the bare one that it is itself, else the one around.

    start: absolute. A bare repository may lie in the work tree of another one. Where that one holds files of it,
    somebody may have committed them to be taken for one, so they are files and no more. Raises UsageError.
    """
    around = find_repository(start)
    if around is not None and (around.root == start or around.git_dir in (start, *start.parents)):
        return around
    bare = bare_repository(start)
    if around is None or bare is None:
        return around or bare
    inside = start.relative_to(around.root).as_posix()
    staged = _tracked(around, INDEX).tree().entries
    return around if any(path.startswith(f"{inside}/") for path in staged) else bare


def _refuse_astray(root: Path, start: Path) -> None:
    """Raises UsageError where what is named in a repository is not of it: somebody who changes it says where that is.

    A link there leads to a folder with other rules, and a repository in it (a submodule) has revisions of its own.
    """
    named = Path(os.path.abspath(root))  # noqa: PTH100  `resolve` would follow links
    for place in (*reversed(named.parents), named):
        looked_for(place)
        if place.is_symlink() and find_repository(place.parent.resolve()) is not None:
            raise UsageError(f"`{root}` is reached through the symbolic link `{place}`; name the folder itself")
    around, found = find_repository(Path.cwd()), repository_at(start)
    if around is None or found is None or around.root not in found.root.parents:
        return
    entry = _tracked(around, INDEX).tree().entries.get(found.root.relative_to(around.root).as_posix())
    if entry is not None and entry.kind is EntryKind.SUBMODULE:
        raise UsageError(f"`{root}` is in a submodule, which has revisions of its own; judge it from there")


def _folder(root: Path) -> Path:
    try:
        found = root.resolve(strict=True)
    except (OSError, RuntimeError):  # a loop of links is either, depending on Python
        raise UsageError(f"`{root}` does not exist; name a folder") from None
    if not found.is_dir():
        raise UsageError(f"`{root}` is no folder; name the folder to judge")
    return found


def _tracked(repository: Repository, at: str) -> Source:
    program = find_git(os.environ.get("PATH", ""), repository.root)
    index = inherited_index(repository, os.environ)
    git, disk = Git(program, repository.git_dir, repository.root, index), Disk(repository.root)
    if at == WORKTREE:
        return Worktree(git, disk)
    if at == INDEX:
        return GitTree(git, disk)
    return GitTree(git, disk, at, commit_named(git, at, shallow=repository.shallow))
