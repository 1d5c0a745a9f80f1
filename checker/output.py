"""Where a report goes: the terminal, files, and what the CI around the command shows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.classes import dataclass, replace
from checker.errors import UsageError
from checker.files import put
from checker.sources.repository import whole_tree
from checker.streams import aside, wipe

if TYPE_CHECKING:
    from checker.model.report import RenderOptions, Report


def read_output(written: str) -> tuple[str, Path | None]:
    """A format and the file it goes to, None for the output."""
    from checker.reports import renderer_of

    name, _, target = written.partition(":")
    tree = whole_tree()
    try:
        renderer_of(name, tree)
    except UsageError as error:
        raise UsageError(f"--format: {error}") from None
    return name, Path(target) if target else None


def outputs_of(written: Sequence[str], forms: Sequence[str]) -> list[tuple[str, Path | None]]:
    """Each form and the file it goes to, None for the output; the first of the forms where nothing is asked for.

    Raises UsageError for one that there is not.
    """
    found = []
    for one in written or (forms[0],):
        name, _, target = one.partition(":")
        if name not in forms:
            from checker.text.titles import suggestion

            there = suggestion(name, forms) or f"; there are {', '.join(forms)}"
            raise UsageError(f"--format: there is no format `{name}`{there}")
        found.append((name, Path(target) if target else None))
    return found


def tell_rendered(
    outputs: Sequence[tuple[str, Path | None]],
    color: str,
    *,
    verbose: bool,
    render: Callable[[str, RenderOptions], str],
) -> None:
    """Writes something in every form that is asked for, files first."""
    from checker.model.report import RenderOptions

    for form, target in sorted(outputs, key=lambda one: one[1] is None):
        colored = is_colored(color, target) and form == "text"
        text = render(form, RenderOptions(color=colored, width=terminal_width(), verbose=verbose))
        if target is None:
            click.echo(text, nl=False, color=colored)
        else:
            put(text, target, inside=whole_tree())


@dataclass(frozen=True, slots=True)
class Told:
    """How a report is told. outputs: formats, each with the file it goes to, None for the output. color: as asked for.

    announced: whether the CI around the command is told, too.
    """

    outputs: Sequence[tuple[str, Path | None]]
    color: str
    quiet: bool = False
    verbose: bool = False
    announced: bool = True


def tell_report(report: Report, told: Told) -> None:
    """Writes a report in every format that is asked for, and tells the CI around."""
    from checker.model.report import RenderOptions

    options = RenderOptions(width=terminal_width(), quiet=told.quiet, verbose=told.verbose, folder=folder_in(report))
    # Files first: what becomes of the output must not keep them from being written.
    for name, target in sorted(told.outputs, key=lambda one: one[1] is None):
        write_report(report, name, target, options, told.color)
    if told.announced:
        announce(report, options, annotate="github" not in {name for name, _ in told.outputs})


def write_report(report: Report, name: str, target: Path | None, options: RenderOptions, color: str) -> None:
    from checker.reports import rendered

    colored = is_colored(color, target)
    found = rendered(name, report, replace(options, color=colored and name == "text"), whole_tree())
    if target is not None:
        put(found, target, inside=whole_tree())
        return
    for one in (found,) if isinstance(found, bytes) else found:
        click.echo(one, nl=False, color=colored)


def announce(report: Report, options: RenderOptions, *, annotate: bool) -> None:
    """Inside GitHub Actions: annotations on the error stream, and the job summary."""
    from checker.actions import add_summary, is_github_actions, workflow_commands

    if not is_github_actions(os.environ):
        return
    if annotate:
        click.echo(workflow_commands(report, options), nl=False, err=True)
    problem = add_summary(report, options, os.environ)
    if problem is not None:
        click.echo(problem, err=True)


def folder_in(report: Report) -> str:
    """The judged folder as seen from the root of its repository, empty for the root or outside of one."""
    return "" if report.judged.root == "." else report.judged.root


def is_colored(wanted: str, target: Path | None) -> bool:
    if wanted != "auto":
        return wanted == "always"
    return target is None and _wants_color(os.environ, is_terminal=sys.stdout.isatty())


def _wants_color(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Whether colours are wanted, by https://no-color.org, https://force-color.org and https://bixense.com/clicolors.

    Who wants none wins.
    """
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return is_terminal and environment.get("CLICOLOR") != "0" and environment.get("TERM") != "dumb"


def terminal_width() -> int:
    import shutil

    return min(shutil.get_terminal_size((80, 24)).columns, 120)


def progress() -> Callable[[str], None]:
    """Says on a terminal what is being done, in one line that is wiped; silent elsewhere."""
    if not sys.stderr.isatty():
        return lambda _: None
    import atexit

    atexit.register(wipe)
    return lambda message: aside(f"{message} …")
