"""`.closure-check.yaml`: which policies a repository is held to, and defaults for the command."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from checker.errors import Mistake, PolicyError, UsageError
from checker.model.kinds import PARAMETERS
from checker.model.problem import Problem
from checker.model.report import Severity, Stage
from checker.policy.shipped import PolicyFile, find_policy, shipped_policies
from checker.sources import Source
from checker.sources.source import WORKTREE

FILE_NAME = ".closure-check.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the command takes where the caller says nothing. policies, issues: relative to the root."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    policies: tuple[str, ...] = ()
    issues: str | None = None
    stage: Stage = Stage.CLOSURE
    fail_on: Severity = Severity.ERROR
    skip: tuple[str, ...] = ()


def load_settings(source: Source) -> Settings:
    """The settings of what is judged, the defaults when it has none. Raises PolicyError with every mistake."""
    content = _own_file(source, FILE_NAME)
    if isinstance(content, Problem):
        if content.absent:
            return Settings()
        raise PolicyError([Mistake(FILE_NAME, None, None, content.message)])
    from checker.policy.files import read_entry

    return read_entry(FILE_NAME, content, Settings)


def own_policies(source: Source, settings: Settings) -> tuple[PolicyFile, ...]:
    """The policies that the settings name: shipped ones, else files of what is judged. Raises UsageError."""
    shipped = shipped_policies()
    return tuple(find_policy(one) if one in shipped else _own_policy(source, one) for one in settings.policies)


def _own_policy(source: Source, path: str) -> PolicyFile:
    content = _own_file(source, path.removeprefix("./"))
    if isinstance(content, Problem):
        raise UsageError(f"{path}, which {FILE_NAME} names, {content.message}")
    return PolicyFile(path, content, partial(_beside_own, source, path))


def _beside_own(source: Source, path: str, other: str) -> PolicyFile:
    """A policy by its path from an own one: out of the same revision."""
    there = posixpath.normpath(posixpath.join(posixpath.dirname(path), other))
    if there.startswith(("../", "/")):
        raise UsageError(f"{other} leads out of the repository")
    content = _own_file(source, there)
    if isinstance(content, Problem):
        raise UsageError(f"{other} {content.message}")
    return PolicyFile(there, content, partial(_beside_own, source, there))


def _own_file(source: Source, path: str) -> bytes | Problem:
    """A file of what is judged: the same revision is held to the same policy, wherever that is done.

    Only in the work tree a file that git does not track yet will do, so that a policy can be tried before it is added.
    """
    content = source.read([path])[path]
    on_disk = source.root / path
    if isinstance(content, Problem) and content.absent and source.at == WORKTREE and on_disk.is_file():
        return on_disk.read_bytes()
    return content
