"""What the judged change begins with."""

from __future__ import annotations

from checker.sources.git_tree import GitTree
from checker.sources.listing import commit_of
from checker.sources.source import Source
from checker.sources.subfolder import Subfolder
from checker.sources.worktree import Worktree


def last_commit(source: Source) -> Source | None:
    """The commit on which a work tree or an index stands; None for a commit, outside git, and before any commit."""
    if isinstance(source, Subfolder):
        whole = last_commit(source.whole)
        return Subfolder(whole, source.folder) if whole is not None else None
    if not isinstance(source, Worktree | GitTree) or (isinstance(source, GitTree) and source.commit is not None):
        return None
    commit = commit_of(source.git, "HEAD")
    return GitTree(source.git, source.disk, "HEAD", commit) if commit is not None else None
