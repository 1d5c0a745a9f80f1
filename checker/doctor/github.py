"""Workflows of GitHub: what in them lets a change be merged that the gate did not let through."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from checker.doctor.advice import Advice, advice, entries, named
from checker.doctor.calls import PINNED, by_whose_rules, calls_in, of_revision
from checker.model.data import Node
from checker.model.facts import Inquiry
from checker.model.tree import Tree
from checker.patterns import regex
from checker.workflows.conditions import Occasion
from checker.workflows.jobs import failing
from checker.workflows.skips import Workflow, holds, workflow_of

FOLDER = ".github/workflows"
BEFORE_A_MERGE = ("pull_request", "pull_request_target", "merge_group", "workflow_call")
_OF_A_CHANGE = ("pull_request", "pull_request_target")
_ALL_TYPES = ("opened", "synchronize", "reopened")
_OURS = regex(r"(?:^|/)closure-check(?:/[^@]*)?@")
_HEAD = regex(r"pull_request\.head|head_ref|refs/pull/|gh pr checkout|GITHUB_HEAD_REF", re.IGNORECASE)
_ALWAYS = regex(r"\$\{\{(.*)\}\}", re.DOTALL)
_NEVER_SKIPPED = frozenset(("always()", "!cancelled()", "success()||failure()"))
_PIN = "name the full id of a commit that you know"


@dataclass(frozen=True, slots=True)
class Gate:
    """A workflow that judges a change before it is merged. jobs: that do so, by name, with the steps that do."""

    path: str
    document: Node
    jobs: Mapping[str, tuple[Node, ...]]


def gates_in(documents: Mapping[str, Node]) -> tuple[Gate, ...]:
    """The workflows that judge, those among them that call others of the repository which do."""
    judging = {path: _judging_jobs(document, frozenset()) for path, document in documents.items()}
    called = frozenset(path for path, jobs in judging.items() if jobs)
    judging = {path: _judging_jobs(document, called) for path, document in documents.items()}
    found = (Gate(path, documents[path], jobs) for path, jobs in judging.items() if jobs)
    return tuple(one for one in found if set(BEFORE_A_MERGE) & named(one.document.get("on")).keys())


def advice_on(gate: Gate, inquiry: Inquiry, tree: Tree, shipped: frozenset[str]) -> Iterator[Advice]:
    """Everything in a workflow that lets a change past its gate."""
    yield from _triggers(gate.document)
    workflow = workflow_of(gate.document, inquiry)
    for name, steps in gate.jobs.items():
        job = named(gate.document.get("jobs"))[name]
        yield from _skipped(job, "the job", gate.document, needs=job.get("needs") is not None)
        yield from _needs(job)
        yield from _unpinned(job)
        yield from _failures(job, steps, workflow)
        yield from of_revision_given(job)
        for step in steps:
            yield from _skipped(step, "the step that judges", gate.document, needs=True)
            yield from of_revision_given(step)
            run = step.get("run")
            if run is not None:
                around = _environment(step, job, gate.document)
                yield from by_whose_rules(run, run.text, around, tree, shipped)


def with_rights_on_a_change(document: Node) -> Iterator[Advice]:
    """Workflows that have the rights of the base, and check out what an author of a change wrote."""
    if "pull_request_target" not in named(document.get("on")):
        return
    for job in named(document.get("jobs")).values():
        for step in entries(job.get("steps")):
            given = step.get("with")
            for one in (step.get("run"), *(node for _, node in (given.children() if given is not None else ()))):
                if one is not None and _HEAD.search(one.text):
                    said = "checks out what the author of the change wrote, with the rights of `pull_request_target`"
                    yield advice(one, said, "use `pull_request`, or leave the base checked out")


def _judging_jobs(document: Node, called: frozenset[str]) -> Mapping[str, tuple[Node, ...]]:
    jobs = {}
    for name, job in named(document.get("jobs")).items():
        steps = tuple(one for one in entries(job.get("steps")) if _judges(one))
        uses = job.get("uses")
        is_call = uses is not None and (_OURS.search(uses.text) is not None or posixpath.normpath(uses.text) in called)
        if steps or is_call:
            jobs[name] = steps
    return jobs


def _judges(step: Node) -> bool:
    run, uses = step.get("run"), step.get("uses")
    return bool(run is not None and calls_in(run.text)) or bool(uses is not None and _OURS.search(uses.text))


def _triggers(document: Node) -> Iterator[Advice]:
    """Changes for which the workflow does not run at all, so that a required check is missing or skipped."""
    on = document.get("on")
    events = named(on)
    for event in BEFORE_A_MERGE:
        filters = events.get(event)
        for key in ("paths", "paths-ignore"):
            one = filters.get(key) if filters is not None else None
            if one is not None:
                said = f"`{key}` keeps changes to other files from being judged"
                yield advice(one, said, "leave it out; closure-check reads the whole tree in a moment")
        types = filters.get("types") if filters is not None and event in _OF_A_CHANGE else None
        lacking = [one for one in _ALL_TYPES if one not in named(types)] if types is not None else []
        if types is not None and lacking:
            yield advice(
                types, f"`types` leaves out `{'`, `'.join(lacking)}`, after which nothing is judged", "add them"
            )
    if on is not None and "merge_group" not in events and any(one in events for one in _OF_A_CHANGE):
        said = "there is no `merge_group`, so what a merge queue puts together is not judged"
        yield advice(on, said, "add `merge_group:` beside `pull_request`")


def _skipped(node: Node, what: str, document: Node, *, needs: bool) -> Iterator[Advice]:
    """A condition that may keep a gate from running; GitHub counts a job that is skipped as passed."""
    condition = node.get("if")
    if condition is None or not condition.text.strip() or _is_never_skipped(condition.text, needs=needs):
        return
    events = [one for one in BEFORE_A_MERGE[:3] if one in named(document.get("on"))]
    occasions = [Occasion(event, has_inputs=False, needs=needs) for event in events] or [Occasion(needs=needs)]
    if not all(holds(node, one) for one in occasions):
        said = (
            f"{what} is skipped where `if: {' '.join(condition.text.split())}` does not hold, and then counts as passed"
        )
        yield advice(condition, said, "leave it out")


def _is_never_skipped(condition: str, *, needs: bool) -> bool:
    whole = _ALWAYS.fullmatch(condition.strip())
    plain = "".join((whole[1] if whole is not None else condition).split())
    return plain in _NEVER_SKIPPED or (plain == "success()" and not needs)


def _needs(job: Node) -> Iterator[Advice]:
    needs, condition = job.get("needs"), job.get("if")
    if needs is not None and (condition is None or not _is_never_skipped(condition.text, needs=True)):
        others = "`, `".join(one.text for one in entries(needs))
        said = f"the job is skipped when `{others}` fails, and then counts as passed"
        yield advice(needs, said, "leave `needs` out, or add `if: ${{ !cancelled() }}`")


def _unpinned(job: Node) -> Iterator[Advice]:
    for one in (job, *entries(job.get("steps"))):
        uses = one.get("uses")
        if uses is not None and not uses.text.startswith("./") and not PINNED.search(uses.text):
            yield advice(uses, f"`{uses.text}` may become something else tomorrow", _PIN)


def _failures(job: Node, steps: tuple[Node, ...], workflow: Workflow) -> Iterator[Advice]:
    """Ways in which the gate can fail and the job passes all the same; of its other steps nobody speaks."""
    if not isinstance(job.value, Mapping):
        return
    kept = {key: node for key, node in job.value.items() if key not in ("steps", "if", "needs")}
    if steps and job.get("steps") is not None:
        kept["steps"] = replace(job.value["steps"], value=tuple(_without_condition(one) for one in steps))
    for one in failing(replace(job, value=kept), job.key or job.location, workflow):
        if one.is_certain:
            yield advice(one.at, f"{one.why}, so that the gate fails and the job passes", "let the job fail with it")


def _without_condition(step: Node) -> Node:
    if not isinstance(step.value, Mapping):
        return step
    return replace(step, value={key: node for key, node in step.value.items() if key != "if"})


def of_revision_given(node: Node) -> Iterator[Advice]:
    """What is wrong with the input `policy-at` of the action or the workflow."""
    uses, given = node.get("uses"), node.get("with")
    at = given.get("policy-at") if given is not None else None
    if uses is not None and at is not None and at.text.strip():
        yield from of_revision(at, at.text, {})


def _environment(*nodes: Node) -> Mapping[str, str]:
    """The variables of a step as they are written, the nearest first."""
    found: dict[str, str] = {}
    for node in nodes:
        for name, one in named(node.get("env")).items():
            found.setdefault(name, one.text)
    return found
