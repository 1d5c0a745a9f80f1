"""Which folders are judged: each by the settings that are nearest above it, or all that have settings of their own.

A repository may hold several projects, each with a `.closure-check.yaml` in its folder. Where the rules come from a
revision, its settings count as well: whoever takes them out of a folder does not choose others by that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from checker.errors import UsageError
from checker.model.problem import Problem
from checker.policy.rules import rules_of
from checker.sources import Source, open_source
from checker.sources.opening import repository_at
from checker.sources.source import WORKTREE
from checker.verdict import SETTINGS
from checker.witness import looked_at


def nearest(path: str | None, given: Mapping[str, Any]) -> str | None:
    """The folder to judge: the one with settings that is nearest to a path, upwards to the root of its repository.

    The path itself where the caller names policies, and where there are no settings; None for the repository around.
    given: the words of the command.
    """
    start = Path(path or ".").resolve()
    # What is reached through a link is refused, or not, by who opens it.
    is_plain = path is None or str(start) == os.path.abspath(path)  # noqa: PTH100
    repository = repository_at(start) if is_plain and start.is_dir() else None
    if given.get("policies") and not given.get("policy_at"):
        return path
    if repository is None or start == repository.root:
        return path
    shelves = _shelves(repository.root, given)
    for folder in (start, *start.parents):
        inside = folder.relative_to(repository.root).as_posix()
        if any(_has_settings(one, inside) for one in shelves):
            return path if folder == start and path is not None else _from_here(folder, path, repository.root)
        if folder == repository.root:
            break
    return path


def with_settings(path: str | None, given: Mapping[str, Any]) -> tuple[str, ...]:
    """Every folder at a path or below it that has settings, in the order of their paths. Raises UsageError for none."""
    start = Path(path or ".").resolve()
    repository = repository_at(start)
    root = repository.root if repository is not None else start
    top = start if path is not None else root
    shelves = _shelves(root, given)
    inside = "" if top == root else f"{top.relative_to(root).as_posix()}/"
    found = {os.path.dirname(one) for shelf in shelves for one in _settings_in(shelf) if one.startswith(inside)}  # noqa: PTH120
    if any(_has_settings(one, inside.rstrip("/") or ".") for one in shelves):
        found.add(inside.rstrip("/"))
    if not found:
        raise UsageError(f"no folder at or below `{path or '.'}` has a {SETTINGS}; name the folder to judge")
    return tuple(os.path.relpath(root / folder) for folder in sorted(found))


def _shelves(root: Path, given: Mapping[str, Any]) -> list[Source]:
    """What may hold settings: what is judged, and the revision of the rules."""
    foreign = given.get("allow_foreign_owner", False)
    judged = open_source(root, given.get("at", WORKTREE), allow_foreign_owner=foreign)
    if not given.get("policy_at"):
        return [judged]
    try:
        return [judged, open_source(root, given["policy_at"], allow_foreign_owner=foreign)]
    except UsageError:
        return [judged]  # who takes the rules from there says what is wrong with it


def _has_settings(source: Source, folder: str) -> bool:
    path = SETTINGS if folder == "." else f"{folder}/{SETTINGS}"
    if source.at == WORKTREE:
        # As the settings themselves: git need not track them yet.
        looked_at(source.root / path)
        return os.path.lexists(source.root / path)
    content = rules_of(source).read(path)
    return not isinstance(content, Problem) or not content.absent


def _settings_in(source: Source) -> Iterator[str]:
    if source.at == WORKTREE:
        return (f"{folder}/{SETTINGS}" for folder in source.tree().directories if _has_settings(source, folder))
    return (path for path in source.tree().entries if path.rpartition("/")[2] == SETTINGS)


def _from_here(folder: Path, path: str | None, root: Path) -> str | None:
    """A folder as the caller could have named it; None where that is the repository around."""
    return None if path is None and folder == root else os.path.relpath(folder)
