"""Why a path that is on disk is unknown to git."""

from __future__ import annotations

from checker.sources.disk import Disk
from checker.sources.git import Git
from checker.sources.listing import is_ignored

UNTRACKED = "is on disk but not tracked by git; git add it"


def why_untracked(git: Git, disk: Disk, path: str) -> str | None:
    """What keeps a path out of the index, None when it is not on disk either."""
    link = disk.link_above(path)
    if link is not None:
        return f"lies behind the symbolic link `{link}`, which is never followed"
    if disk.is_folder(path):
        return "is a folder without tracked files; git add them"
    if disk.entry(path) is None:
        return None
    if is_ignored(git, path):
        return "is ignored by git; take it out of .gitignore and git add it"
    return UNTRACKED
