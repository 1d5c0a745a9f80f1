"""Jobs of a GitHub workflow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from checker.model.data import Node
from checker.model.evidence import Reason, absent
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.model.record import Record, plain_value
from checker.reading.places import documents_in

_FALSE = re.compile(r"\s*(\$\{\{\s*(false|0|'')\s*\}\}|false)\s*", re.IGNORECASE)
_SWALLOWED = re.compile(r"\|\|\s*(true|:|exit\s+0)\s*$")
_SEPARATORS = re.compile("[-_]+")
_AFTERMATH = re.compile(r"(upload|download|cache|comment|report|notify|slack|summary)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Selector):
    r"""The jobs of a GitHub Actions workflow.

    `may_fail` says whether a job can fail without failing the run, and why: `continue-on-error` on the job or on one of
    its steps (steps that only upload or report results aside), a step whose last command ends in `|| true`, or an `if`
    that is always false. An expression for `continue-on-error` counts as leave to fail: under some condition it is.

    ```yaml
    for_each: {job: {in: workflow}, where: {title: {matches: '(?i)\bsast\b'}}}
    require: {may_fail: "no"}
    ```
    """

    kind: ClassVar[str] = "job"
    short: ClassVar[str] = "in"
    instead: ClassVar[str] = (
        "write `title: {…}` for what it is called, `exists: {line: {}, "
        "where: {text: {…}}}` in its file for what stands in it"
    )
    provides: ClassVar[Mapping[str, str]] = {
        "id": "the key under `jobs`",
        "name": "its display name, the id when it has none",
        "title": "id and name in one text, with blanks for `-` and `_`, for finding a job by either",
        "may_fail": "`no`, or how it can fail without failing the run",
    }
    in_: PathSet
    """Workflow files."""

    def select(self, scope: Scope) -> Selected:
        documents, problems = documents_in(scope, self.in_)
        records: list[Record] = []
        seen: list[Observation] = list(problems)
        for document in documents:
            jobs = document.content.get("jobs") if isinstance(document.content, Node) else None
            if jobs is None or not isinstance(jobs.value, Mapping):
                seen.append(lacking(absent(Reason.NO_JOBS, Location(document.path, 1, 1), path=document.path)))
            else:
                records += [_record(id_, job) for id_, job in jobs.value.items()]
        place = records[0].location if records else Location(self.in_.paths[0])
        return Selected(tuple(records), tuple(seen), place, f"the jobs of {self.in_.name}", len(records))


def _record(id_: str, job: Node) -> Record:
    place = job.key or job.location
    named = job.get("name")
    name = str(named.value) if named is not None else id_
    why, at = next(_weaknesses(job), ("no", place))
    fields = {
        "id": plain_value(id_, place),
        "name": plain_value(name, place),
        "title": plain_value(_SEPARATORS.sub(" ", id_ if name == id_ else f"{id_} · {name}"), place),
        "may_fail": plain_value(why, at),
    }
    return Record("job", f"job `{id_}`", plain_value(id_, place), fields, origin=job)


def _weaknesses(job: Node) -> Iterator[tuple[str, Location]]:
    """Each way in which the job can fail without failing the run, and where it stands."""
    yield from _lenient(job, "the job")
    steps = job.get("steps")
    for step in steps.value if steps is not None and isinstance(steps.value, tuple) else ():
        if not _only_carries_results(step):
            yield from _lenient(step, "a step")
        run = step.get("run")
        lines = [line for line in str(run.value).splitlines() if line.strip()] if run is not None else []
        if run is not None and lines and _SWALLOWED.search(lines[-1]):
            yield f"a step ignores its failure with `{lines[-1].strip()[-40:]}`", run.key or run.location


def _lenient(node: Node, what: str) -> Iterator[tuple[str, Location]]:
    lenient, condition = node.get("continue-on-error"), node.get("if")
    if lenient is not None and not _FALSE.fullmatch(str(lenient.value)):
        yield f"{what} has `continue-on-error: {lenient.text}`", lenient.key or lenient.location
    if condition is not None and _FALSE.fullmatch(str(condition.value)):
        yield f"{what} never runs, it has `if: {condition.text}`", condition.key or condition.location


def _only_carries_results(step: Node) -> bool:
    """Whether a step's action moves results about instead of producing them."""
    uses = step.get("uses")
    return uses is not None and _AFTERMATH.search(str(uses.value)) is not None
