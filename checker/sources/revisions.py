"""The commits that revisions stand for, and what of a history cannot be told.

A revision is what gitrevisions(7) takes for one. A name with several meanings is none: git would take the first of
them in silence.
"""

from __future__ import annotations

from checker.model.location import Location
from checker.model.problem import Problem
from checker.sources.git import Git
from checker.sources.history import FETCH_ALL
from checker.sources.listing import HEX, can_be_asked, commit_of, meanings
from checker.witness import spoil

SHALLOW = "the clone is shallow, so that its history is cut off"


class UntoldError(Exception):
    """What is asked for cannot be told."""

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why)
        self.problem = Problem(why, Location("."), hint)


def revision(git: Git, name: str) -> str:
    """The commit that a name stands for. Raises UntoldError when that is none, or could be several."""
    # What a branch was yesterday (`main@{1.day.ago}`), every clone and every day tell otherwise.
    if not can_be_asked(name) or ".." in name or "@{" in name:
        raise UntoldError(f"`{name}` is no revision", "name a tag, a branch or a commit")
    known = meanings(git, name)
    if len(set(known.values())) > 1:
        raise UntoldError(f"`{name}` may be {' or '.join(f'`{one}`' for one in known)}", "write which one is meant")
    if not (known or name.startswith("refs/") or name == "HEAD" or (len(name) in (40, 64) and HEX.issuperset(name))):
        spoil("what a revision stands for may rest on more than refs")
    found = commit_of(git, name)
    if found is None:
        spoil("what a revision stands for may be fetched")
        raise UntoldError(f"`{name}` is no commit of this clone", f"{FETCH_ALL}, or name another")
    return found


def require_whole(git: Git) -> None:
    """Raises UntoldError for a shallow clone."""
    if is_shallow(git):
        raise UntoldError(SHALLOW, FETCH_ALL)


def is_shallow(git: Git) -> bool:
    return git.ask("rev-parse", "--is-shallow-repository").output.strip() == b"true"
