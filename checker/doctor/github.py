"""Workflows of GitHub: what in them lets a change be merged that the gate did not let through."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from checker.classes import dataclass, field, replace
from checker.doctor.advice import Advice, advice, entries, named
from checker.doctor.calls import PINNED, by_whose_rules, calls_in, inputs_in, inputs_that_rule, of_revision
from checker.model.data import Node
from checker.model.facts import Inquiry
from checker.model.tree import Tree
from checker.patterns import regex
from checker.workflows.conditions import Occasion
from checker.workflows.jobs import failing
from checker.workflows.skips import Workflow, holds, workflow_of

FOLDER = ".github/workflows"
MOST_NESTED = 10
"""Actions and workflows that GitHub follows in one another."""
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


@dataclass(frozen=True, slots=True)
class Repository:
    """What workflows may call, by path. judging: the workflows and actions that judge, themselves or by others.

    ruling: the inputs of each by which it is told where to take the rules from.
    """

    documents: Mapping[str, Node]
    tree: Tree
    shipped: frozenset[str]
    judging: frozenset[str] = frozenset()
    ruling: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def action(self, uses: str) -> str:
        """The file of an action of this repository, empty where a name is that of no such."""
        folder = posixpath.normpath(uses) if uses.startswith("./") else ".."
        names = (posixpath.normpath(f"{folder}/{name}") for name in ("action.yml", "action.yaml"))
        return next((one for one in names if one in self.tree.entries), "")

    def judges(self, step: Node) -> bool:
        run, uses = step.get("run"), step.get("uses")
        if run is not None:
            return bool(calls_in(run.text))
        return uses is not None and (_OURS.search(uses.text) is not None or self.action(uses.text) in self.judging)

    def calls(self, job: Node) -> bool:
        """Whether a job calls a workflow that judges."""
        uses = job.get("uses")
        return uses is not None and (
            _OURS.search(uses.text) is not None or posixpath.normpath(uses.text) in self.judging
        )

    def called(self, node: Node) -> str:
        """The file of the repository that a job or step uses, empty where it uses none that is known."""
        uses = node.get("uses")
        path = (self.action(uses.text) or posixpath.normpath(uses.text)) if uses is not None else ""
        return path if path in self.documents else ""

    def steps(self, action: str) -> tuple[Node, ...]:
        """The steps of an action that judge."""
        runs = self.documents[action].get("runs") if action in self.documents else None
        return tuple(filter(self.judges, entries(runs.get("steps")))) if runs is not None else ()

    def jobs(self, workflow: str) -> Mapping[str, tuple[Node, ...]]:
        """The jobs of a workflow that judge, with the steps that do."""
        jobs = named(self.documents[workflow].get("jobs")) if workflow in self.documents else {}
        found = {name: tuple(filter(self.judges, entries(job.get("steps")))) for name, job in jobs.items()}
        return {name: steps for name, steps in found.items() if steps or self.calls(jobs[name])}


def actions_in(document: Node, tree: Tree) -> Iterator[str]:
    """The files of the actions of this repository that a workflow or an action uses."""
    repository, runs = Repository({}, tree, frozenset()), document.get("runs")
    for holder in (*named(document.get("jobs")).values(), *([runs] if runs is not None else ())):
        uses = (step.get("uses") for step in entries(holder.get("steps")))
        yield from filter(None, (repository.action(one.text) for one in uses if one is not None))


def repository_of(documents: Mapping[str, Node], tree: Tree, shipped: frozenset[str]) -> Repository:
    """Workflows and actions, with what of them judges: by itself, then whatever uses that, as far as GitHub follows."""
    found = Repository(documents, tree, shipped)
    for _ in range(MOST_NESTED):
        judging = frozenset(path for path in documents if found.jobs(path) or found.steps(path))
        ruling = {path: frozenset(_ruling_inputs(path, found)) for path in judging}
        if (judging, ruling) == (found.judging, found.ruling):
            break
        found = replace(found, judging=judging, ruling=ruling)
    return found


def gates_in(repository: Repository) -> tuple[Gate, ...]:
    """The workflows that judge, those among them that call others of the repository which do."""
    workflows = (path for path in repository.documents if path.startswith(f"{FOLDER}/"))
    found = (Gate(path, repository.documents[path], repository.jobs(path)) for path in workflows)
    return tuple(one for one in found if one.jobs and set(BEFORE_A_MERGE) & named(one.document.get("on")).keys())


def advice_on(gate: Gate, inquiry: Inquiry, repository: Repository) -> Iterator[Advice]:
    """Everything in a workflow, and in the actions that it uses, that lets a change past its gate."""
    yield from _triggers(gate.document)
    workflow = workflow_of(gate.document, inquiry)
    for name, steps in gate.jobs.items():
        job = named(gate.document.get("jobs"))[name]
        yield from _skipped(job, "the job", gate.document, needs=job.get("needs") is not None)
        yield from _needs(job)
        yield from _unpinned(job)
        yield from _failures(job, steps, workflow, repository)
        yield from _of_revision_given(job, repository)
        seen: set[str] = set()
        for step in steps:
            yield from _of_step(step, (job, gate.document), workflow, repository, seen)


def _of_step(
    step: Node, around: tuple[Node, ...], workflow: Workflow, repository: Repository, seen: set[str]
) -> Iterator[Advice]:
    """around: what the step stands in, the nearest first. seen: the actions of the job that were looked at."""
    yield from _skipped(step, "the step that judges", workflow.document, needs=True)
    yield from _of_revision_given(step, repository)
    run, action = step.get("run"), repository.called(step)
    if run is not None:
        yield from by_whose_rules(run, run.text, _environment(step, *around), repository.tree, repository.shipped)
    runs = repository.documents[action].get("runs") if action else None
    if runs is None or action in seen:
        return
    seen.add(action)
    steps = repository.steps(action)
    yield from _unpinned(runs)
    yield from _failures(runs, steps, replace(workflow, depth=workflow.depth + 1), repository)
    for one in steps:
        yield from _of_step(one, around, workflow, repository, seen)


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


def _failures(job: Node, steps: tuple[Node, ...], workflow: Workflow, repository: Repository) -> Iterator[Advice]:
    """Ways in which the gate can fail and the job passes all the same; of its other steps nobody speaks.

    What is wrong within an action or a workflow of the repository is said there.
    """
    elsewhere = [uses.key for one in (job, *steps) if (uses := one.get("uses")) and repository.called(one)]
    if not isinstance(job.value, Mapping):
        return
    kept = {key: node for key, node in job.value.items() if key not in ("steps", "if", "needs")}
    if steps and job.get("steps") is not None:
        kept["steps"] = replace(job.value["steps"], value=tuple(_without_condition(one) for one in steps))
    for one in failing(replace(job, value=kept), job.key or job.location, workflow):
        if one.is_certain and one.at not in elsewhere:
            yield advice(one.at, f"{one.why}, so that the gate fails and the job passes", "let the job fail with it")


def _without_condition(step: Node) -> Node:
    if not isinstance(step.value, Mapping):
        return step
    return replace(step, value={key: node for key, node in step.value.items() if key != "if"})


def _of_revision_given(node: Node, repository: Repository) -> Iterator[Advice]:
    """What is wrong with the inputs of an action or workflow by which it takes its rules from somewhere."""
    given = node.get("with")
    defaults = _defaults(repository.documents[path]) if (path := repository.called(node)) else {}
    for name in sorted(_asked(node, repository)):
        said = given.get(name) if given is not None else None
        at = said if said is not None else defaults.get(name)
        if at is not None and at.text.strip():
            yield from of_revision(at, at.text, {})


def _defaults(document: Node) -> dict[str, Node]:
    """What the inputs of an action or a called workflow are where nobody gives them."""
    call = named(document.get("on")).get("workflow_call")
    inputs = document.get("inputs") or (call.get("inputs") if call is not None else None)
    found = {name: one.get("default") for name, one in named(inputs).items()}
    return {name: one for name, one in found.items() if one is not None}


def _asked(node: Node, repository: Repository) -> frozenset[str]:
    """The inputs by which what a job or step uses is told where to take the rules from."""
    path = repository.called(node)
    if path:
        return repository.ruling.get(path, frozenset())
    return frozenset(("policy-at",)) if node.get("uses") is not None else frozenset()


def _ruling_inputs(path: str, repository: Repository) -> Iterator[str]:
    """The inputs of an action or a called workflow that go on to where the rules are taken from."""
    document = repository.documents[path]
    jobs = named(document.get("jobs"))
    holders = [(jobs[name], steps) for name, steps in repository.jobs(path).items()]
    for holder, steps in (*holders, (document, repository.steps(path))):
        for one in (holder, *steps):
            run, given = one.get("run"), one.get("with")
            if run is not None:
                yield from inputs_that_rule(run.text, _environment(one, holder, document))
            for name, text in given.children() if given is not None else ():
                yield from inputs_in(text.text) if name in _asked(one, repository) else ()


def _environment(*nodes: Node) -> Mapping[str, str]:
    """The variables of a step as they are written, the nearest first."""
    found: dict[str, str] = {}
    for node in nodes:
        for name, one in named(node.get("env")).items():
            found.setdefault(name, one.text)
    return found
