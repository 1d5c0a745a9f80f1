"""Files that stand for others: pointers of Git LFS.

A text of less than 1024 bytes whose first line is the version:
https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md.
"""

from __future__ import annotations

from checker.model.evidence import Reason
from checker.model.location import Location
from checker.model.problem import Problem

_VERSIONS = (b"version https://git-lfs.github.com/spec/v1", b"version https://hawser.github.com/spec/v1")
"""The second is what it was called before its first release."""
_MOST_BYTES = 1024


def pointer_problem(path: str, data: bytes) -> Problem | None:
    """That a file is a pointer, so that what it stands for is not at hand; None for any other."""
    first, end, _ = data.partition(b"\n")
    if len(data) >= _MOST_BYTES or not end or first.rstrip(b"\r") not in _VERSIONS:
        return None
    said, hint = "is a Git LFS pointer, its content was not fetched", "run `git lfs pull`"
    return Problem(said, Location(path), hint, reason=Reason.LFS_POINTER)
