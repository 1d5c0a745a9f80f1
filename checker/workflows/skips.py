"""Whether a job of a GitHub workflow is skipped, on every run or on those of one event.

A job that is skipped counts as one that succeeded
(https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-jobs-with-conditions), and
is skipped as well when one that it needs is, unless its condition asks for the state of those itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from checker.classes import dataclass, replace
from checker.model.data import Node
from checker.model.facts import Inquiry
from checker.model.location import Location
from checker.patterns import regex
from checker.workflows._events import occasions_of
from checker.workflows.conditions import NotAConditionError, Occasion, truth
from checker.workflows.triggers import events_of, refusals

_OUTSIDE = regex(r"\b(?:vars|secrets)\.\w+")
_GOES_ON = regex(r"\b(?:always|failure|cancelled)\s*\(", re.IGNORECASE)
"""What a condition asks that is to hold although a job that is needed was skipped."""
_MOST_NEEDED = 100
"""Jobs that need one another in a row; of more nobody tells."""


@dataclass(frozen=True, slots=True)
class Failing:
    """How a job can fail without failing the run, and where. is_certain: else nobody here can tell whether it does."""

    why: str
    at: Location
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Workflow:
    """A workflow at hand. occasions: on which it runs. event: on which alone it matters, empty for all of them.

    depth: how many others called it.
    """

    document: Node
    inquiry: Inquiry
    occasions: tuple[Occasion, ...]
    event: str = ""
    depth: int = 0

    def on(self, *, needs: bool) -> tuple[Occasion, ...]:
        """The occasions, for a job or step. needs: whether others may have failed before it."""
        return tuple(replace(one, needs=needs, has_inputs=one.has_inputs or self.depth > 0) for one in self.occasions)

    def asked(self) -> tuple[Occasion, ...]:
        """Those of the event that is asked for, on which all goes well and what is proposed may be merged."""
        return tuple(
            replace(one, goes_well=True, known={"github.event.pull_request.draft": False, **one.known})
            for one in self.on(needs=True)
            if one.event == self.event
        )

    def jobs(self) -> Mapping[str, Node]:
        jobs = self.document.get("jobs")
        return jobs.value if jobs is not None and isinstance(jobs.value, Mapping) else {}


def workflow_of(document: Node, inquiry: Inquiry, *, event: str = "", repository: str = "") -> Workflow:
    """event: on which alone it matters, empty for all. repository: in which it runs, empty where nobody says so."""
    events = {event: settings for event, settings, _ in events_of(document.get("on"))}
    names = list(events)
    if not events or "workflow_call" in events:
        names = [""] if not event else [*events, event]
    found = (one for name in dict.fromkeys(names) for one in occasions_of(name, events.get(name), repository))
    return Workflow(document, inquiry, tuple(found), event)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Whether a job runs, None where only the run can tell; and what it has that decides."""

    runs: bool | None
    why: str
    at: Location


def skipping(job: Node, place: Location, workflow: Workflow) -> Iterator[Failing]:
    """The ways in which a job is skipped, or may be. place: of its key."""
    stray = next((one for one in _needed(job) if one not in workflow.jobs()), None)
    if stray is not None:
        yield Failing(f"it needs `{stray}`, which is no job, so that GitHub refuses the workflow", place)
        return
    yield from _not_understood(job, "the job")
    if workflow.event:
        yield from _refused(workflow)
        yield from _skipped([_Runs(workflow, one).of(job, place) for one in workflow.asked()], place, workflow.event)
        return
    found = [_Runs(workflow, one).of(job, place) for one in workflow.on(needs=bool(_needed(job)))]
    if found and all(one.runs is False for one in found):
        yield Failing(f"the job never runs, it {found[0].why}", found[0].at)
    elif not any(one.runs for one in found):
        yield from _outside(job)


def _refused(workflow: Workflow) -> Iterator[Failing]:
    """That the workflow runs on nothing, for what stands under `on`."""
    on = workflow.document.get("on")
    for one in refusals(on) if on is not None and not workflow.depth else ():
        yield Failing(one.said, one.at, one.is_certain)


def _skipped(found: Sequence[_Verdict], place: Location, event: str) -> Iterator[Failing]:
    if not found:
        yield Failing(f"the workflow does not run on `{event}`", place)
        return
    skipped = next((one for one in found if one.runs is False), None)
    unsure = next((one for one in found if one.runs is None), None)
    if skipped is not None:
        yield Failing(f"it {skipped.why}, so that it is skipped on `{event}`, which counts as success", skipped.at)
    elif unsure is not None:
        said = f"it {unsure.why}, and where it is skipped on `{event}`, that counts as success"
        yield Failing(said, unsure.at, is_certain=False)


def never(step: Node, workflow: Workflow) -> Iterator[Failing]:
    """That a step runs on no occasion at all."""
    yield from _not_understood(step, "a step")
    condition, found = step.get("if"), [holds(step, one) for one in workflow.on(needs=True)]
    if condition is not None and found and all(one is False for one in found):
        yield Failing(f"a step never runs, it has `if: {condition.text}`", condition.key or condition.location)


def taken(step: Node, workflow: Workflow) -> bool | None:
    """Whether a step runs on every run of the event that is asked for; None where only the run can tell."""
    found = [holds(step, one) for one in workflow.asked()]
    return False if False in found else None if None in found else True


def runs_after_failure_alone(step: Node, workflow: Workflow) -> bool:
    """Whether a step is left out wherever all goes well, as behind `if: failure()`."""
    found = [holds(step, replace(one, goes_well=True)) for one in workflow.on(needs=True)]
    return bool(found) and all(one is False for one in found)


class _Runs:
    """Which jobs of a workflow run on an occasion."""

    def __init__(self, workflow: Workflow, occasion: Occasion) -> None:
        self._jobs = workflow.jobs()
        self._occasion = occasion
        self._known: dict[str, _Verdict] = {}

    def of(self, job: Node, place: Location, depth: int = 0) -> _Verdict:
        """Whether a job runs. place: of its key. depth: how many others need it, one after the other."""
        condition, results = job.get("if"), dict(self._occasion.known)
        at = (condition.key or condition.location) if condition is not None else place
        own = _Verdict(None, f"has `if: {condition.text}`" if condition is not None else "needs others", at)
        missing: list[_Verdict] = []
        for name in _needed(job):
            found = self._needed(name, place, depth + 1)
            if found.runs is not None and self._occasion.goes_well:
                results[f"needs.{name.lower()}.result"] = "success" if found.runs else "skipped"
            if found.runs is not True:
                missing.append(replace(found, why=f"needs `{name}`, which {found.why}"))
        own = replace(own, runs=holds(job, replace(self._occasion, known=results)))
        if own.runs is False or (condition is not None and _GOES_ON.search(condition.text)):
            return own
        skipped = next((one for one in missing if one.runs is False), None)
        return skipped or (own if own.runs is None else next(iter(missing), own))

    def _needed(self, name: str, place: Location, depth: int) -> _Verdict:
        other = self._jobs.get(name)
        if name not in self._known:
            self._known[name] = _Verdict(None, "needs itself", place)
            if other is not None and depth < _MOST_NEEDED:
                self._known[name] = self.of(other, other.key or place, depth)
        return self._known[name]


def holds(node: Node, occasion: Occasion) -> bool | None:
    """Whether the condition of a job or step holds; None where only the run can tell, or it is not understood."""
    condition = node.get("if")
    if condition is None or not condition.text.strip():
        return True
    try:
        return truth(condition.text, occasion)
    except NotAConditionError:
        return None


def _needed(job: Node) -> tuple[str, ...]:
    needs = job.get("needs")
    if needs is None or needs.value is None:
        return ()
    return tuple(str(one.value) for one in (needs.value if isinstance(needs.value, tuple) else (needs,)))


def _not_understood(node: Node, what: str) -> Iterator[Failing]:
    condition = node.get("if")
    if condition is None or not condition.text.strip():
        return
    try:
        truth(condition.text, Occasion())
    except NotAConditionError:
        said = f"{what} has `if: {condition.text}`, which is not understood here"
        yield Failing(said, condition.key or condition.location, is_certain=False)


def _outside(job: Node) -> Iterator[Failing]:
    """That what stands in no file decides whether a job ever runs."""
    condition = job.get("if")
    found = _OUTSIDE.search(condition.text) if condition is not None else None
    if condition is not None and found is not None:
        said = f"whether the job ever runs depends on `{found[0]}`, which stands in no file"
        yield Failing(said, condition.key or condition.location, is_certain=False)
