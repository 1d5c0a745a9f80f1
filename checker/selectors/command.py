"""Commands in code blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.model.evidence import Reason, unreadable
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Code
from checker.model.record import Record, Value, in_doubt, missing_value, plain_value
from checker.text.shown import shortened
from checker.tree.places import Region, regions_in
from checker.workflows.commands import told_in
from checker.workflows.runs import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Selector):
    """The commands that the code blocks of a document tell its reader to run.

    They are read as a shell reads them: what is only printed or looked up (`echo terraform init`, `man terraform`), a
    comment, the text that a command is given to read, and what stands behind a condition that never holds is no
    command. What only says how another is run (`sudo`, `env`, `docker run`, `op run --`) is left out. Blocks of another
    language than a shell have no commands; where a block shows a prompt, what stands behind it is entered.

    `runs` is in doubt where nobody can tell whether it is run: behind a condition, behind `||`, in a function that
    nobody calls, or in a script that is not understood here.

    ```yaml
    require: {exists: {command: {in: module-readme}, where: {program: terraform, subcommand: init, runs: "yes"}}}
    ```
    """

    kind: ClassVar[str] = "command"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "the command with its arguments"
    provides: ClassVar[Mapping[str, str]] = {
        "text": "the command with its arguments, in one line and without quotes",
        "program": "what is run, without its directory: `terraform` of `./bin/terraform` and `hashicorp/terraform:1.5`",
        "subcommand": "its first argument that is no option, empty for none: `init` of `terraform -chdir=x init`",
        "runs": "`yes`, or in doubt",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""

    def by_document(self) -> bool:
        return not self.under

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        records = tuple(
            record
            for region in found.regions
            for code in region.within(region.markdown.codes)
            for record in _records(region, code)
        )
        return Selected(records, found.problems, found.place, f"the commands of {found.words}", len(records))


def _records(region: Region, code: Code) -> Iterator[Record]:
    for run in told_in(code.content, code.language):
        yield _record(run, Location(region.markdown.path, code.first_line + run.line, 1, region.pointer))


def _record(run: Run, place: Location) -> Record:
    text = " ".join(run.words)
    value = plain_value(text, place)
    fields = {
        "text": value,
        "program": _program(run, place),
        "subcommand": plain_value(run.subcommand, place),
        "runs": _runs(run, text, place),
    }
    return Record("command", f"command `{shortened(text)}`", value, fields, place.line)


def _program(run: Run, place: Location) -> Value:
    """The program; one that a variable or another command names is in doubt."""
    value = plain_value(run.program, place)
    return value if run.program and "$" not in run.program else in_doubt(value)


def _runs(run: Run, text: str, place: Location) -> Value:
    if run.is_certain:
        return plain_value("yes", place)
    return missing_value(unreadable(Reason.MAY_RUN, place, command=shortened(text)))
