"""Requirements that run a program. They are due only where the caller allows commands."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import ClassVar

from checker.classes import dataclass
from checker.model.facts import CommandRun
from checker.model.kinds import Requirement, Scope
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Subject

SHOWN = 5
"""So many files are named that programs change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunsClean(Requirement):
    """Programs run on a copy of the directory, one after the other, and each ends with status 0.

    Nothing of the judged repository is executed: the programs are those of the machine, named here without a shell, and
    they see a copy of the committed files. Without `--allow-commands` the criterion is not run.

    ```yaml
    for_each: {file: terraform}
    require: {runs_clean: [terraform init -backend=false, terraform validate]}
    ```
    """

    kind: ClassVar[str] = "runs_clean"
    of_text: ClassVar[bool] = False
    short: ClassVar[str] = "commands"
    needs: ClassVar[str] = "commands"
    commands: tuple[str, ...]
    """Programs with their arguments, run one after the other."""
    unchanged: bool = False
    """Whether they must leave every committed file as it is."""

    def objections(self) -> Iterator[tuple[str, str]]:
        for command in self.commands:
            try:
                words = shlex.split(command)
            except ValueError:
                yield "commands", f"`{command}` has a quote that is not closed"
                continue
            if not words or not words[0]:
                yield "commands", f"{f'`{command}`' if command else 'an empty text'} names no program"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        directory = subject.value.plain.rstrip("/")
        argv = tuple(tuple(shlex.split(command)) for command in self.commands)
        run = CommandRun(directory, argv, self.unchanged)
        result = scope.inquiry.command(run)
        shown = " && ".join(self.commands)
        if result.changed:
            more = f" and {len(result.changed) - SHOWN} more" if len(result.changed) > SHOWN else ""
            named = ", ".join(result.changed[:SHOWN]) + more
            said = f"`{shown}` changes files of {directory}"
            hint = "run it, and commit what comes of it"
            yield not_met(said, subject.location, expected="no file changed", found=named, hint=hint)
        elif result.ok:
            yield met(f"`{shown}` runs clean on {directory}", subject.location, expected="exit status 0")
        elif result.ok is None:
            yield undecided(f"`{shown}` could not be run on {directory}: {result.output}", subject.location)
        else:
            said = f"`{shown}` fails on {directory}"
            yield not_met(said, subject.location, expected="exit status 0", found=result.output)
