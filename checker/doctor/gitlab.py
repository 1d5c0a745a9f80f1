"""A pipeline of GitLab: what in it lets a change be merged that the gate did not let through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.doctor.advice import Advice, advice, entries, named
from checker.doctor.calls import by_whose_rules, calls_in, of_revision
from checker.doctor.include import Pipeline, local_files
from checker.model.data import Node
from checker.model.tree import Tree
from checker.patterns import regex
from checker.workflows.failing import Settings, weaknesses_of

FILE = ".gitlab-ci.yml"
_NO_JOBS = frozenset(
    ("default", "include", "stages", "variables", "workflow", "image", "services", "before_script", "after_script")
) | {"cache", "spec"}
_COMPONENT = regex(r"(?:^|/)closure-check@")
_COMMIT = regex(r"@[0-9a-f]{40}$")
_LATER = ("manual", "delayed", "on_failure", "never")


def components_in(pipeline: Pipeline) -> tuple[Node, ...]:
    """Where the component of closure-check is included."""
    found = (one.get("component") for one in pipeline.includes())
    return tuple(one for one in found if one is not None and _COMPONENT.search(one.text))


def gates_in(pipeline: Pipeline) -> Mapping[str, Node]:
    """The jobs whose scripts judge, by name."""
    jobs = {
        name: job for name, job in named(pipeline.whole).items() if name not in _NO_JOBS and not name.startswith(".")
    }
    return {name: job for name, job in jobs.items() if calls_in(_script(job))}


def advice_on(pipeline: Pipeline, tree: Tree, shipped: frozenset[str]) -> Iterator[Advice]:
    """Everything in a pipeline that lets a change past its gate."""
    for component in components_in(pipeline):
        if not _COMMIT.search(component.text):
            said = f"`{component.text}` may become something else tomorrow"
            yield advice(component, said, "name the full id of a commit that you know")
    for one in pipeline.includes():
        inputs = one.get("inputs") if one.get("component") is not None else None
        at = inputs.get("policy-at") if inputs is not None else None
        if at is not None and at.text.strip():
            yield from of_revision(at, at.text, {})
    variables = {name: one.text for name, one in named(pipeline.whole.get("variables")).items()}
    for job in gates_in(pipeline).values():
        yield from _allowed(job)
        yield from _skipped(job)
        yield from _left_out(job, pipeline, tree)
        script = next(one for one in (job.get("script"), job) if one is not None)
        own = {name: one.text for name, one in named(job.get("variables")).items()}
        yield from by_whose_rules(script, _script(job), {**variables, **own}, tree, shipped)
        for weakness in weaknesses_of(_judging_lines(job), Settings()):
            if weakness.is_certain:
                said = f"{weakness.why}, so that the gate fails and the job passes"
                yield advice(script, said, "let the job fail with it")


def _left_out(job: Node, pipeline: Pipeline, tree: Tree) -> Iterator[Advice]:
    """Rules by which the file that holds a gate is not included for some changes."""
    script = next(one for one in (job.get("script"), job) if one is not None)
    for one in pipeline.includes():
        if script.location.path in local_files(one, tree):
            for rule in entries(one.get("rules")):
                changes = rule.get("changes")
                if changes is not None:
                    said = "`changes` keeps the file with the gate from being included for changes to other files"
                    yield advice(changes, said, "leave it out; closure-check reads the whole tree in a moment")


def _script(job: Node) -> str:
    return "\n".join(one.text for key in ("before_script", "script") for one in entries(job.get(key)))


def _judging_lines(job: Node) -> str:
    """The entries of the script that judge; of the others nobody speaks."""
    return "\n".join(one.text for one in entries(job.get("script")) if calls_in(one.text))


def _allowed(job: Node) -> Iterator[Advice]:
    for node in (job, *entries(job.get("rules"))):
        allowed = node.get("allow_failure")
        if allowed is not None and allowed.value is not False:
            yield advice(allowed, "the job may fail (`allow_failure`), and the pipeline passes", "leave it out")


def _skipped(job: Node) -> Iterator[Advice]:
    """Rules by which a job is not in the pipeline of a change, or waits there for somebody."""
    for node in (job, *entries(job.get("rules")), *entries(job.get("only")), *entries(job.get("except"))):
        changes, when = node.get("changes"), node.get("when")
        if changes is not None:
            said = "`changes` keeps changes to other files from being judged"
            yield advice(changes, said, "leave it out; closure-check reads the whole tree in a moment")
        # That a rule leaves the job out of some pipelines (`never`) is how it is kept out of those of a branch.
        if when is not None and when.text in _LATER and (node is job or when.text != "never"):
            yield advice(when, f"with `when: {when.text}` the job is left out, and the pipeline passes", "leave it out")
