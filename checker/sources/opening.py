"""Choosing the source that a command names."""

from __future__ import annotations

import os
from pathlib import Path

from checker.errors import UsageError
from checker.sources.below import Below
from checker.sources.disk import Disk
from checker.sources.folder import Folder
from checker.sources.git import Git, find_git
from checker.sources.listing import commit_named
from checker.sources.repository import Repository, find_repository, inherited_index, require_own
from checker.sources.source import INDEX, WORKTREE, Source
from checker.sources.stored import Stored
from checker.sources.worktree import Worktree


def open_source(root: Path | None, at: str, *, allow_foreign_owner: bool = False) -> Source:
    """The source of what is judged. at: `worktree`, `index` or a revision; a plain folder only has a `worktree`.

    root: the folder to judge, by itself even when it lies inside a repository; None for the whole repository, or else
    the folder, in which the command was started. Raises UsageError when there is no such folder or revision, git is
    missing or fails, or the repository belongs to somebody else and `allow_foreign_owner` is not set.
    """
    start = _folder(root or Path())
    repository = find_repository(start)
    if repository is not None:
        if not allow_foreign_owner:
            require_own(repository, os.geteuid(), os.environ.get("SUDO_UID"))
        source = _tracked(repository, at)
        if root is None or start == repository.root:
            return source
        return Below(source, start.relative_to(repository.root).as_posix())
    if at == WORKTREE:
        return Folder(start, Disk(start))
    raise UsageError(f"`{root}` is in no git repository, so there is no `{at}` to judge; judge the `{WORKTREE}`")


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
        return Stored(git, disk)
    return Stored(git, disk, at, commit_named(git, at, shallow=repository.shallow))
