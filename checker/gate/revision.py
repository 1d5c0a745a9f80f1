"""The revision that the rules come from: opening it, and refusing one that is no other than what is judged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.errors import UsageError
from checker.model.problem import Problem
from checker.model.tree import Tree
from checker.patterns import regex
from checker.sources import Source, open_source
from checker.sources.git_tree import GitTree
from checker.sources.listing import meanings
from checker.sources.opening import repository_at
from checker.sources.source import INDEX, WORKTREE
from checker.sources.subfolder import whole_of

AT_ONCE = 50
"""How many files are read together to find out whether two trees are the same."""
_OPERATOR = regex(r"[~^:]|@\{")
"""What may stand behind the name of a ref (gitrevisions(7))."""
ELSE = "name one that its author does not own, such as `origin/main`"


def opened(given: Mapping[str, Any]) -> Source:
    """The tree of `--policy-at`, seen as what is judged is seen. Raises UsageError."""
    at, path = given["policy_at"], given.get("path")
    if at in (WORKTREE, INDEX):
        raise UsageError(f"--policy-at: the {at} is what the author of the change has at hand; {ELSE}")
    root, foreign = Path(path) if path else None, given.get("allow_foreign_owner", False)
    if repository_at((root or Path()).resolve()) is None:
        raise UsageError("--policy-at: there is no git repository here, and so no revision; name a file with --policy")
    try:
        tree = open_source(root, at, allow_foreign_owner=foreign)
    except UsageError as error:
        there = _remote(root, at, foreign)
        raise UsageError(f"--policy-at: {error}" + (f"; there is `{there}`" if there else "")) from None
    whole = whole_of(tree)
    name = _OPERATOR.split(at)[0]
    meant = meanings(whole.git, name) if isinstance(whole, GitTree) else {}
    if len(set(meant.values())) > 1 or (meant and name.startswith("refs/")):
        listed = " or ".join(f"`{one}`" for one in meant)
        raise UsageError(f"--policy-at: `{at}` may be {listed}; write the one you mean")
    return tree


def refuse_judged(source: Source, tree: Source, at: str) -> None:
    """Raises UsageError when a revision is the commit that is judged, or the state of what is judged beside it."""
    commit, judged = tree.tree().commit, source.tree().commit
    if judged is not None:
        if judged == commit:
            raise UsageError(f"--policy-at: `{at}` is the commit that is judged; {ELSE}")
        return
    if at in ("HEAD", "@") and source.at == WORKTREE:
        raise UsageError(f"--policy-at: `{at}` is whatever is checked out; {ELSE}")
    if commit == _head(whole_of(source).root) and _is_same(source, tree):
        raise UsageError(f"--policy-at: nothing is changed since `{at}`, so its rules are what is judged; {ELSE}")


def _head(root: Path) -> str | None:
    """The commit that is checked out, None before the first one."""
    try:
        return open_source(root, "HEAD", allow_foreign_owner=True).tree().commit
    except UsageError:
        return None


def _is_same(source: Source, other: Source) -> bool:
    """Whether two trees hold the same files with the same bytes."""
    mine, theirs = _shape(source.tree()), _shape(other.tree())
    if mine.keys() != theirs.keys() or any(mine[path] != theirs[path] for path in mine):
        return False
    paths = sorted(mine)
    return all(_reads_same(source, other, paths[start : start + AT_ONCE]) for start in range(0, len(paths), AT_ONCE))


def _shape(tree: Tree) -> Mapping[str, tuple[str, bool]]:
    return {path: (entry.kind, entry.executable) for path, entry in tree.entries.items()}


def _reads_same(source: Source, other: Source, paths: list[str]) -> bool:
    mine, theirs = source.read(paths), other.read(paths)
    return all(mine[path] == theirs[path] or isinstance(mine[path], Problem) for path in paths)


def _remote(root: Path | None, at: str, foreign: bool) -> str:  # noqa: FBT001
    """The branch of `origin` that is so called, empty when there is none."""
    try:
        open_source(root, f"origin/{at}", allow_foreign_owner=foreign)
    except UsageError:
        return ""
    return f"origin/{at}"
