"""What became another since a revision: from where what is judged and that revision parted, to what is judged.

So what others did to a branch since then is no change, as on the page of a pull request. What stands on disk is held
against the index, which is held against the commit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.classes import replace
from checker.model.history import Change, ChangeQuery
from checker.model.problem import Problem
from checker.model.tree import Entry
from checker.sources.git import Git
from checker.sources.history import FETCH_ALL
from checker.sources.listing import EMPTY_TREES, commit_of, index_of
from checker.sources.raw_diff import RAW, RawChange, raw_changes
from checker.sources.revisions import SHALLOW, UntoldError, is_shallow, require_whole, revision
from checker.sources.source import WORKTREE, Source

AT_ONCE = 50
"""How many files of a work tree are read together."""
MOST_COMPARED = 500
"""How many files that are gone, or new, git compares by their content to tell which was moved."""
KINDS = {"A": "added", "D": "deleted", "R": "renamed"}
_OPTIONS = ("-M", f"-l{MOST_COMPARED}", "--ignore-submodules=none", *RAW)


def changes(git: Git, judged: str | None, query: ChangeQuery, source: Source) -> tuple[Change, ...]:
    """The files that are others now, by their paths. Raises UntoldError, GitError."""
    start = _parent(git, query.commit) if query.commit else base_of(git, judged, query.since)
    judged = query.commit or judged
    if judged is not None:
        found = list(raw_changes(git.listed("diff-tree", *_OPTIONS, start or empty_tree(len(judged)), judged)))
    else:
        before = start or empty_tree(64 if source.tree().digest == "sha256" else 40)
        found = list(raw_changes(git.listed("diff-index", "--cached", "--ita-invisible-in-index", *_OPTIONS, before)))
        if source.at == WORKTREE:
            found = list(_on_disk(git, {one.path: one for one in found}, query.paths, source))
    told = (Change(KINDS.get(one.status, "modified"), one.path, one.source) for one in found)
    return tuple(sorted(told, key=lambda one: one.path))


def empty_tree(length: int) -> str:
    """The id of a tree with nothing in it, where ids are so long."""
    return next(tree for tree in EMPTY_TREES.values() if len(tree) == length)


def base_of(git: Git, judged: str | None, since: str) -> str | None:
    """The commit where what is judged parted from a revision, None for before the first one. Raises UntoldError.

    Without a revision, a commit is held against its first parent; work tree and index against HEAD.
    """
    tip = judged or commit_of(git, "HEAD")
    if not since:
        return tip if judged is None else _parent(git, judged)
    named = revision(git, since)
    if tip is None or named == tip:
        return tip
    require_whole(git)
    found = git.ask("merge-base", "--all", named, tip, codes=(0, 1)).output.decode("ascii").split()
    if len(found) != 1:
        how = "more than one commit" if found else "no commit"
        raise UntoldError(f"`{since}` and what is judged have {how} from which they parted", "name another revision")
    return found[0]


def _parent(git: Git, commit: str) -> str | None:
    found = commit_of(git, f"{commit}^1")
    if found is None and is_shallow(git):
        raise UntoldError(SHALLOW, FETCH_ALL)
    return found


def _on_disk(git: Git, staged: dict[str, RawChange], paths: Sequence[str], source: Source) -> Iterator[RawChange]:
    """The changes of the index, and what stands on disk instead."""
    tracked, there = index_of(git).entries, source.tree().entries
    for path in tracked.keys() - there.keys():
        known = staged.pop(path, None)
        if known is None or known.status not in ("A", "R"):
            yield RawChange("", b"", "", "D", path)
        elif known.source:
            yield RawChange("", b"", "", "D", known.source)
    both = [path for path in paths if path in tracked and path in there]
    for start in range(0, len(both), AT_ONCE):
        for path, content in source.read(both[start : start + AT_ONCE]).items():
            known, blob = staged.get(path), _blob(path, content, there[path], source)
            if known is None and _is_other(there[path], tracked[path], blob):
                yield RawChange("", b"", blob, "M", path)
            elif known is not None and known.status == "M" and known.old == blob and known.blob != blob:
                del staged[path]  # on disk it is what it was
    yield from staged.values()


def _is_other(there: Entry, tracked: Entry, blob: str) -> bool:
    same = (there.kind, there.executable) == (tracked.kind, tracked.executable)
    return not same or (bool(blob) and blob != tracked.blob)


def _blob(path: str, content: bytes | Problem, entry: Entry, source: Source) -> str:
    """Git's id of what stands on disk; of what is no file nothing but its kind counts."""
    if isinstance(content, bytes):
        return source.tree().blob_of(content)
    if entry.kind.value == "file":
        raise UntoldError(f"{path} {content.message}", "leave it out of `in`")
    return ""


def placed(found: Sequence[Change], folder: str) -> tuple[Change, ...]:
    """The changes in a folder, with paths from there; what was moved into it is new there, or out of it gone."""
    return tuple(one for change in found if (one := _seen_from(change, f"{folder}/")) is not None)


def _seen_from(change: Change, prefix: str) -> Change | None:
    path, before = change.path, change.before
    if not path.startswith(prefix):
        gone = before.startswith(prefix)
        return Change("deleted", before.removeprefix(prefix)) if gone else None
    if not before:
        return replace(change, path=path.removeprefix(prefix))
    if not before.startswith(prefix):
        return Change("added", path.removeprefix(prefix))
    return replace(change, path=path.removeprefix(prefix), before=before.removeprefix(prefix))
