"""Several folders judged at once: each by its own settings and told under its name, with one exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from checker.classes import replace
from checker.errors import ClosureCheckError, UsageError
from checker.folders import nearest, with_settings
from checker.output import Told, is_colored, tell_report, terminal_width
from checker.request import judged
from checker.streams import OutputError, tell

_FOLDER = "{folder}"
_ONE_AFTER_THE_OTHER = ("text", "markdown", "jsonl", "github")
"""Formats of which several may stand one after the other."""
_WORST_FIRST = (2, 3, 1)


def check_each(
    paths: Sequence[str], given: dict[str, Any], told: Told, doing: Callable[[str], None], *, recursive: bool
) -> int:
    """Judges and tells each folder, and gives the exit code of the worst.

    given: the words of the command. doing: is told what is being done. recursive: with all below that have settings.
    A folder whose rules or settings are wrong is told, and keeps no other from being judged. Raises UsageError.
    """
    _refuse_unfit(told)
    folders = [one for path in paths or (None,) for one in _folders(path, given, recursive=recursive)]
    codes = [_check(one, given, told, doing) for one in dict.fromkeys(folders)]
    return next((code for code in _WORST_FIRST if code in codes), 0)


def _folders(path: str | None, given: dict[str, Any], *, recursive: bool) -> Sequence[str | None]:
    return with_settings(path, given) if recursive else (nearest(path, given),)


def _check(path: str | None, given: dict[str, Any], told: Told, doing: Callable[[str], None]) -> int:
    name = path or "."
    if any(one == ("text", None) for one in told.outputs):
        color = is_colored(told.color, None)
        rule = f"══ {name} {'═' * max(terminal_width() - len(name) - 4, 2)}"
        click.echo(f"\x1b[1m{rule}\x1b[0m" if color else rule, color=color)
    try:
        report = judged(path, given, doing)
        outputs = [(form, _file_for(file, name) if file is not None else None) for form, file in told.outputs]
        tell_report(report, replace(told, outputs=outputs))
    except OutputError:
        raise
    except ClosureCheckError as error:
        tell("\n".join(f"{name}: {line}" for line in str(error).splitlines()))
        return 2
    return report.exit_code


def _refuse_unfit(told: Told) -> None:
    """Raises UsageError for what would write several reports into one."""
    for form, file in told.outputs:
        if file is None and form not in _ONE_AFTER_THE_OTHER:
            raise UsageError(f"--format {form}: several reports make no {form}; write `{form}:NAME-{_FOLDER}`")
        if file is not None and _FOLDER not in str(file):
            raise UsageError(
                f"--format {form}:{file}: several reports need a file each; write `{_FOLDER}` into its name"
            )


def _file_for(file: Path, folder: str) -> Path:
    """The file for one folder, which is called as the folder is."""
    name = "root" if folder == "." else folder.strip("./").replace("/", "-")
    return Path(str(file).replace(_FOLDER, name))
