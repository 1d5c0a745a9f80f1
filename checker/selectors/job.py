"""Jobs of a GitHub workflow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.model.data import Node
from checker.model.evidence import Reason, absent, unreadable
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.model.record import Record, Value, missing_value, plain_value
from checker.patterns import regex
from checker.tree.places import documents_in
from checker.workflows.jobs import failing
from checker.workflows.skips import Failing, Workflow, skipping, workflow_of

_SEPARATORS = regex("[-_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Selector):
    r"""The jobs of a GitHub Actions workflow.

    `may_fail` says whether a job can fail without failing the run, and why: it, or one of its steps, has
    `continue-on-error` (steps that only upload or report results aside), never runs, or does nothing; or a script goes
    on after a failure (`set +e`, `|| true`, a pipe without `pipefail`, a check that is a condition). An expression for
    `continue-on-error` counts as leave to fail: under some condition it is. Of workflows and actions that are called,
    those in the repository are looked into. It is undecided where a workflow of another repository, a shell that is not
    read here or a script that is not understood decides.

    With `event`, the jobs are looked at as they run on it: GitHub reports a job that is skipped as one that succeeded,
    so a condition that does not hold then (`if: github.event_name == 'push'`, `github.ref == 'refs/heads/main'` on pull
    requests) lets a job fail unnoticed, and so does one of a job that it needs. What only a run knows is in doubt. A
    pull request is taken for one that may be merged, and no draft.

    ```yaml
    for_each: {job: {in: workflow, event: pull_request}, where: {title: {matches: '(?i)\bsast\b'}}}
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
        "skipped": "`no`, or why it does not run on `event`; without that, why it never runs",
    }
    in_: PathSet
    """Workflow files."""
    event: str = ""
    """The event on which the jobs matter, such as `pull_request`; without it, any of the workflow."""

    def select(self, scope: Scope) -> Selected:
        documents, problems = documents_in(scope, self.in_)
        records: list[Record] = []
        seen: list[Observation] = list(problems)
        for document in documents:
            jobs = document.content.get("jobs") if isinstance(document.content, Node) else None
            if not isinstance(document.content, Node) or jobs is None or not isinstance(jobs.value, Mapping):
                seen.append(lacking(absent(Reason.NO_JOBS, Location(document.path, 1, 1), path=document.path)))
            else:
                workflow = workflow_of(document.content, scope.inquiry, event=self.event, repository=scope.repository)
                records += [_record(id_, job, workflow) for id_, job in jobs.value.items()]
        place = records[0].location if records else Location(self.in_.paths[0])
        return Selected(tuple(records), tuple(seen), place, f"the jobs of {self.in_.name}", len(records))


def _record(id_: str, job: Node, workflow: Workflow) -> Record:
    place = job.key or job.location
    named = job.get("name")
    name = str(named.value) if named is not None else id_
    fields = {
        "id": plain_value(id_, place),
        "name": plain_value(name, place),
        "title": plain_value(_SEPARATORS.sub(" ", id_ if name == id_ else f"{id_} · {name}"), place),
        "may_fail": _weakness(
            failing(job, place, workflow), f"whether job `{id_}` may fail without failing the run cannot be told", place
        ),
        "skipped": _weakness(skipping(job, place, workflow), f"whether job `{id_}` runs cannot be told", place),
    }
    return Record("job", f"job `{id_}`", plain_value(id_, place), fields, origin=job)


def _weakness(found: Iterable[Failing], doubt: str, place: Location) -> Value:
    """What is found first, certain or not; `no` for nothing."""
    first = next(iter(found), None)
    if first is None:
        return plain_value("no", place)
    if first.is_certain:
        return plain_value(first.why, first.at)
    return missing_value(unreadable(Reason.MAY_FAIL, first.at, why=f"{doubt}: {first.why}"))
