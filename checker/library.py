"""Judging from Python. What it gives is told on the page on the library; `checker` itself is where it is imported from.

It prints nothing, ends nothing and changes nothing of the process; several threads may judge at a time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path

from checker.errors import ClosureCheckError, Mistake, UsageError
from checker.model.location import Location
from checker.model.observation import Observation, Outcome
from checker.model.report import RenderOptions, Report, Result, Severity, Stage, Verdict

__all__ = [
    "ClosureCheckError",
    "Location",
    "Mistake",
    "Observation",
    "Outcome",
    "Report",
    "Result",
    "Severity",
    "Stage",
    "Verdict",
    "judge",
    "render",
    "render_bytes",
]

Named = str | os.PathLike[str]


def judge(
    path: Named,
    *,
    policy: Named | Iterable[Named] = (),
    at: str = "worktree",
    as_of: date | str | None = None,
    stage: Stage | str | None = None,
    issues: Named | None = None,
    pull_request: Named | int | None = None,
    online: bool = False,
    token_file: Named | None = None,
    proxy: str = "",
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    fail_on: Severity | str | None = None,
    policy_at: str | None = None,
    expect_policy: str | None = None,
    waivers: Named | None = None,
    no_waivers: bool = False,
    pass_unused_waivers: bool = False,
    no_worse_than: str | None = None,
    time_limit: float = 60.0,
    allow_commands: bool = False,
    allow_foreign_owner: bool = False,
) -> Report:
    """Judge the repository or folder at `path`, and give the report that `closure-check check` would show.

    policy: files, or names of policies that ship; without any, those that the settings in `path` name.
    at: `worktree`, `index`, or a commit, tag or branch. as_of: the day that is judged (a date, or `2026-07-26`), today
    in UTC without one. issues: a file with what the tracker says. pull_request: the one that is judged, as for the
    command. online: whether the tracker may be asked over the
    network, with the token of `token_file` or of the environment. time_limit: seconds that one criterion may take.
    The others are those of the command, under the same names.

    Raises ClosureCheckError for what has to be mended first: a policy, a file, a revision, an argument.
    """
    from checker.request import judged

    given = {
        "policies": _several(policy),
        "at": at,
        "as_of": as_of.isoformat()[:10] if isinstance(as_of, date) else as_of,
        "stage": _one_of(Stage, "stage", stage),
        "issues": _path(issues),
        "pull_request": None if pull_request is None else str(pull_request),
        "offline": not online,
        "token_file": _path(token_file),
        "proxy": proxy,
        "only": _several(only),
        "skip": _several(skip),
        "fail_on": _one_of(Severity, "fail_on", fail_on),
        "policy_at": policy_at,
        "expect_policy": expect_policy,
        "waivers": _path(waivers),
        "no_waivers": no_waivers,
        "pass_unused_waivers": pass_unused_waivers,
        "no_worse_than": no_worse_than,
        "time_limit": time_limit,
        "allow_commands": allow_commands,
        "allow_foreign_owner": allow_foreign_owner,
    }
    return judged(os.fspath(path), given, lambda _: None)


def render(report: Report, format: str = "json", *, width: int = 80, verbose: bool = False) -> str:  # noqa: A002
    """The report in one of the formats of `--format` that are text.

    width: of a line, in cells of a terminal, where that means something. verbose: with every observation, of what is
    met too. Raises ClosureCheckError when there is no such format, or it is no text.
    """
    written = _rendered(report, format, width=width, verbose=verbose)
    if isinstance(written, bytes):
        raise UsageError(f"`{format}` is no text; use `render_bytes`")
    return written


def render_bytes(report: Report, format: str, *, width: int = 80, verbose: bool = False) -> bytes:  # noqa: A002
    """The report in any format of `--format`, as it is written to a file; text is UTF-8.

    Raises ClosureCheckError when there is no such format, or what it needs is not installed.
    """
    written = _rendered(report, format, width=width, verbose=verbose)
    return written if isinstance(written, bytes) else written.encode()


def _rendered(report: Report, name: str, *, width: int, verbose: bool) -> str | bytes:
    from checker.reports import renderer_of
    from checker.sources.repository import whole_tree

    folder = "" if report.judged.root == "." else report.judged.root
    return renderer_of(name, whole_tree())(report, RenderOptions(width=width, verbose=verbose, folder=folder))


def _several(named: Named | Iterable[Named]) -> tuple[str, ...]:
    several = [named] if isinstance(named, str | os.PathLike) else named
    return tuple(os.fspath(one) for one in several)


def _path(named: Named | None) -> Path | None:
    return None if named is None else Path(named)


def _one_of(kind: type[StrEnum], name: str, given: str | None) -> str | None:
    """Raises UsageError for what is none of them."""
    if given is None or given in list(kind):
        return given
    raise UsageError(f"{name}: `{given}` stands here, expected {', '.join(f'`{one}`' for one in kind)}")
