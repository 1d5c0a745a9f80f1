"""`.closure-check.yaml`: which policies a repository is held to, and defaults for the command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from checker.classes import dataclass
from checker.errors import Mistake, PolicyError, UsageError
from checker.model.kinds import PARAMETERS
from checker.model.problem import Problem
from checker.model.report import Severity, Stage
from checker.policy.rules import Rules
from checker.policy.shipped import PolicyFile, is_path, no_policy, shipped_policies, shipped_policy
from checker.trackers.file import IssuesData, read_issues
from checker.verdict import SETTINGS as FILE_NAME

__all__ = ["FILE_NAME", "Settings", "issues_path", "load_settings", "own_issues", "own_policies"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the command takes where the caller says nothing. policies, issues: relative to the root."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    policies: tuple[str, ...] = ()
    """The policies: shipped ones by their names, files by their paths from here."""
    issues: str | None = None
    """The file with what the tracker says."""
    stage: Stage = Stage.CLOSURE
    """The moment that is judged: what is due later waits."""
    fail_on: Severity = Severity.ERROR
    """The least severity that decides the exit code."""
    skip: tuple[str, ...] = ()
    """The ids of criteria that are left out."""


def load_settings(rules: Rules) -> Settings:
    """The settings of what is judged, the defaults when it has none. Raises PolicyError with every mistake."""
    path = rules.in_folder(FILE_NAME)
    content = rules.read(path)
    if isinstance(content, Problem):
        if content.absent:
            return Settings()
        raise PolicyError([Mistake(path, None, None, content.message)])
    from checker.policy.files import parsed, read_entry

    return _plain(parsed(path, content).plain) or read_entry(path, content, Settings)


def _plain(written: Mapping[str, Any]) -> Settings | None:
    """Settings in which everything has its type; None where it takes more to say what is wrong."""
    one_of = {"stage": Stage, "fail_on": Severity}
    said: dict[str, Any] = {}
    for name, value in written.items():
        if name in ("policies", "skip") and isinstance(value, list) and all(isinstance(one, str) for one in value):
            said[name] = tuple(value)
        elif name in one_of and isinstance(value, str) and value in list(one_of[name]):
            said[name] = one_of[name](value)
        elif name == "issues" and isinstance(value, str):
            said[name] = value
        else:
            return None
    return Settings(**said)


def own_policies(rules: Rules, settings: Settings) -> tuple[PolicyFile, ...]:
    """The policies that the settings name: shipped ones, else files of the same tree. Raises UsageError."""
    return tuple(_own_policy(rules, one) for one in settings.policies)


def _own_policy(rules: Rules, name: str) -> PolicyFile:
    if name in shipped_policies():
        return shipped_policy(name)
    try:
        path = rules.in_folder(name)
    except UsageError as error:
        raise UsageError(f"{rules.in_folder(FILE_NAME)}: policies: {error}") from None
    content = rules.read(path)
    if isinstance(content, Problem) and not is_path(name):
        raise UsageError(f"{rules.in_folder(FILE_NAME)}: policies: {no_policy(name)}")
    if isinstance(content, Problem):
        raise UsageError(f"{path}, which {FILE_NAME} names, {rules.lacking(path, content).removeprefix(f'{path} ')}")
    return rules.policy(path)


def issues_path(rules: Rules, settings: Settings) -> str:
    """Where the issues are that the settings name. Raises UsageError."""
    try:
        return rules.in_folder(settings.issues or "")
    except UsageError as error:
        raise UsageError(f"{rules.in_folder(FILE_NAME)}: issues: {error}") from None


def own_issues(rules: Rules, settings: Settings) -> IssuesData:
    """The issues that the settings name. Raises UsageError.

    Out of the revision that the rules come from, where there is one; else from disk, since what the tracker said is
    rarely committed, but never out of the tree or through a link.
    """
    path = issues_path(rules, settings)
    if not rules.at:
        return read_issues(rules.on_disk(path), path)
    content = rules.read(path)
    if isinstance(content, Problem):
        raise UsageError(f"{rules.lacking(path, content)}, or give it with --issues")
    return IssuesData(path, content)
