"""The options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

STAGES = ("commit", "merge", "closure")
SEVERITIES = ("error", "warning", "note")


def said(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """A text that names something. Of an empty one, as an unset variable leaves it, nobody can say what it means."""
    if value is not None and not value.strip():
        raise click.BadParameter("it is empty; say what is meant, or leave it out")
    return value


def completed_by(name: str) -> Callable[..., list[Any]]:
    """What a shell is offered for a value, by the function of that name in `checker.completion`, when it asks."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
        from checker import completion

        found: list[Any] = getattr(completion, name)(context, parameter, incomplete)
        return found

    return complete


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that judges a repository in one state."""
    return judging_options(_AT_OPTION(command))


def _finite(_: click.Context, __: click.Parameter, seconds: float) -> float:
    """A number of seconds that comes to an end: `nan` and `inf` pass every range."""
    if not math.isfinite(seconds):
        raise click.BadParameter(f"{seconds} seconds never end; give a number")
    return seconds


def judging_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that judges."""
    command = cache_options(command)
    for option in reversed(_JUDGING_OPTIONS):
        command = option(command)
    return command


def past_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that judges a range of commits."""
    command = cache_options(command)
    for option in reversed(_PAST_OPTIONS):
        command = option(command)
    return command


def history_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that judges a range of commits as they are judged otherwise, waivers and all."""
    command = past_options(command)
    for option in reversed(_HISTORY_OPTIONS):
        command = option(command)
    return command


def cache_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command whose answer is kept; they are read before anything else is (`checker.replay`)."""
    for option in reversed(_CACHE_OPTIONS):
        command = option(command)
    return command


def policy_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that reads policies."""
    command = cache_options(command)
    for option in reversed(_POLICY_OPTIONS):
        command = option(command)
    return command


def reach_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that may ask the tracker."""
    for option in reversed(_REACH_OPTIONS):
        command = option(command)
    return command


_REACH_OPTIONS = (
    click.option(
        "--token-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Holds the token for the tracker.  [default: CLOSURE_CHECK_TOKEN, GH_TOKEN, GITHUB_TOKEN, GITLAB_TOKEN]",
    ),
    click.option("--offline", is_flag=True, help="Ask nothing over the network."),
    click.option("--proxy", default="", metavar="URL", help="Reach the tracker through this proxy, and no other."),
)

_CACHE_OPTIONS = (
    click.option("--no-cache", is_flag=True, expose_value=False, help="Believe nothing of earlier runs, keep nothing."),
    click.option(
        "--cache-dir",
        metavar="FOLDER",
        expose_value=False,
        help="Where is kept what earlier runs found.  [default: CLOSURE_CHECK_CACHE_DIR, or the user's cache]",
    ),
)

_AT_OPTION = click.option(
    "--at",
    default="worktree",
    show_default=True,
    metavar="worktree|index|REV",
    help="What is judged: the work tree, what is staged, or a commit, tag or branch.",
)

over_option = click.option(
    "--over",
    required=True,
    callback=said,
    metavar="A..B",
    help="The commits that lead to B and not to A, along first parents; B alone for all of them.",
)

color_option = click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Colours in the text output.",
)

_POLICY_OPTIONS = (
    click.option(
        "--policy",
        "policies",
        multiple=True,
        metavar="FILE|NAME",
        shell_complete=completed_by("policies"),
        help="A policy file, or the name of a shipped policy; with --policy-at a path there. Repeatable.",
    ),
    click.option(
        "--policy-at",
        callback=said,
        metavar="REV",
        help="Take policies, settings and all that they name from this revision, which the author of the change does "
        "not own, such as `origin/main`.",
    ),
    click.option(
        "--expect-policy",
        callback=said,
        metavar="sha256:…",
        help="Refuse any other policy than the one with this digest, as `lint --digest` prints it.",
    ),
)

pull_request_option = click.option(
    "--pull-request",
    callback=said,
    metavar="NUMBER|FILE",
    help="The pull request that is judged: its number, the event of the workflow, or `none`.",
)

_STAGE_OPTION = click.option(
    "--stage",
    type=click.Choice(STAGES),
    help="The moment that is judged; what is due later is left out.  [default: closure]",
)

_WAIVER_OPTIONS = (
    click.option(
        "--waivers",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="What is accepted for a time.  [default: .closure-check/waivers.yaml, where the settings come from]",
    ),
    click.option("--no-waivers", is_flag=True, help="Judge as if nothing were waived."),
    click.option("--pass-unused-waivers", is_flag=True, help="Let waivers stay of which nothing is left."),
)

_SKIP_OPTION = click.option(
    "--skip",
    multiple=True,
    metavar="ID",
    shell_complete=completed_by("criteria"),
    help="Leave this criterion out. Repeatable.",
)

_FAIL_OPTION = click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="The least severity that decides the exit code.  [default: error]",
)

_TIME_OPTION = click.option(
    "--time-limit",
    type=click.FloatRange(min=0.001),
    callback=_finite,
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="What judging one criterion may take; it is undecided then, and the others are judged.",
)

_FOREIGN_OPTION = click.option(
    "--allow-foreign-owner", is_flag=True, help="Read a repository that belongs to another user."
)

_JUDGING_OPTIONS = (
    *_POLICY_OPTIONS,
    click.option(
        "--issues",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Issues as `issues fetch` records them, or as `gh issue list --state all --json …` writes them.",
    ),
    pull_request_option,
    _STAGE_OPTION,
    *_WAIVER_OPTIONS,
    click.option(
        "--no-worse-than",
        callback=said,
        metavar="REV",
        help="Let pass what was not met at this revision already; what is new counts, and what could not be decided.",
    ),
    click.option("--as-of", metavar="DATE", help="The day as of which is judged, YYYY-MM-DD.  [default: today, UTC]"),
    _SKIP_OPTION,
    _FAIL_OPTION,
    color_option,
    _TIME_OPTION,
    click.option(
        "--allow-commands", is_flag=True, help="Run the programs that the policy names, on a copy of the files."
    ),
    _FOREIGN_OPTION,
)

_PAST_OPTIONS = (
    click.option(
        "--issues",
        type=click.Path(path_type=Path),
        metavar="FOLDER|FILE",
        help="Recordings of `issues fetch`; for each commit that of its day counts, else the last one before it.",
    ),
    _STAGE_OPTION,
    click.option(
        "--only",
        multiple=True,
        metavar="ID",
        shell_complete=completed_by("criteria"),
        help="Judge this criterion alone. Repeatable.",
    ),
    _SKIP_OPTION,
    _FAIL_OPTION,
    color_option,
    _TIME_OPTION,
    _FOREIGN_OPTION,
)

_HISTORY_OPTIONS = (*_POLICY_OPTIONS, *_WAIVER_OPTIONS)
