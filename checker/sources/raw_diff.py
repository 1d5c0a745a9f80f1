"""What git's plumbing says became another: the lines of `git diff-tree --raw -z` and `git diff-index --raw -z`."""

from __future__ import annotations

from collections.abc import Iterator

from checker.classes import dataclass
from checker.sources.listing import decoded

RAW = ("-r", "--raw", "-z", "--no-abbrev", "--no-ext-diff")


@dataclass(frozen=True, slots=True)
class RawChange:
    """One line: `:MODE MODE ID ID STATUS`, and the paths. commit: empty in the index.

    mode, blob: after it, where there is something after it, else before it. source: the path before a move. old: the
    blob before it.
    """

    commit: str
    mode: bytes
    blob: str
    status: str
    path: str
    source: str = ""
    old: str = ""


def raw_changes(listing: bytes) -> Iterator[RawChange]:
    """Lines as git writes them, and before those of a commit its id: `ID<NUL>`."""
    commit, words = "", iter(listing.split(b"\0")[:-1])
    for word in words:
        if not word.startswith(b":"):
            commit = word.split()[0].decode("ascii")
            continue
        before, after, old, blob, status = word[1:].split()
        path = decoded(next(words))
        source, path = (path, decoded(next(words))) if status.startswith(b"R") else ("", path)
        is_gone = status == b"D"
        mode, id_ = (before, old) if is_gone else (after, blob)
        kind = status[:1].decode("ascii")
        yield RawChange(commit, mode, id_.decode("ascii"), kind, path, source, old.decode("ascii"))
