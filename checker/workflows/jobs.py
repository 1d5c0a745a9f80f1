"""Whether a job of a GitHub workflow can fail without failing the run.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax. It can where it may go on after an
error, never runs, does nothing, or runs a script that does not tell of a failure; where that cannot be told, because
another repository or a shell that is not read here decides, nobody says that it cannot.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from checker.classes import dataclass, replace
from checker.model.data import Node
from checker.model.document import Document
from checker.model.location import Location
from checker.patterns import regex
from checker.workflows.conditions import NotAConditionError, Occasion, truth
from checker.workflows.failing import Settings, does_something, weaknesses_of
from checker.workflows.skips import Failing, Workflow, never, runs_after_failure_alone, skipping, taken

_AFTERMATH = regex(r"(upload|download|cache|comment|report|notify|slack|summary)", re.IGNORECASE)
"""Actions that move results about instead of producing them."""
_PREPARING = regex(r"^(?:actions/)?(?:checkout|cache|setup-[\w-]+|upload-artifact|download-artifact)@|/setup-[\w-]+@")
"""Actions that only make ready."""
_JOB_KEYS = frozenset(
    (
        *("name", "permissions", "needs", "if", "runs-on", "environment", "concurrency", "outputs", "env", "defaults"),
        *("steps", "timeout-minutes", "strategy", "continue-on-error", "container", "services", "uses", "with"),
        *("secrets", "snapshot"),
    )
)
_STEP_KEYS = frozenset(
    (
        "id",
        "if",
        "name",
        "uses",
        "run",
        "with",
        "env",
        "continue-on-error",
        "timeout-minutes",
        "shell",
        "working-directory",
    )
)
_SHELLS = {"bash": Settings(pipefail=True), "sh": Settings(), "": Settings()}
"""https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell: `bash` named
runs with `-eo pipefail`, and where none is named with `-e` alone."""
_BASH = regex(r"(?:/bin/|/usr/bin/)?(?:bash|sh)(?P<options>(?:\s+-\S+|\s+pipefail|\s+errexit)*)\s+\{0\}")
_OTHER_SHELLS = {"pwsh", "powershell", "cmd"}
_SWALLOWING_PYTHON = regex(r"\bexcept\b|\bsubprocess\b|\bos\.system\b|\bexit\(\s*0?\s*\)|\bsuppress\b|\bfinally\b")
_WINDOWS = regex(r"windows", re.IGNORECASE)
_MOST_CALLS = 4
"""GitHub allows four levels of called workflows."""


def failing(job: Node, place: Location, workflow: Workflow) -> Iterator[Failing]:
    """The ways in which a job can fail unnoticed, certain ones first. place: of its key."""
    found = tuple(_failing(job, place, workflow))
    yield from (one for one in found if one.is_certain)
    yield from (one for one in found if not one.is_certain)


def _failing(job: Node, place: Location, workflow: Workflow) -> Iterator[Failing]:
    if not isinstance(job.value, Mapping):
        yield Failing("it is no job: there is no mapping with `steps`", place)
        return
    yield from _lenient(job, "the job", workflow)
    yield from skipping(job, place, workflow)
    yield from _unknown_keys(job, _JOB_KEYS, "a job", place)
    uses, steps = job.get("uses"), job.get("steps")
    if uses is not None:
        yield from _called(uses, workflow)
    elif steps is None or not isinstance(steps.value, tuple) or not steps.value:
        yield Failing("the job has no steps", place)
    else:
        yield from _in_steps(steps.value, _Around(workflow, _defaults(job, workflow), _system(job)), place)


def _unknown_keys(node: Node, known: frozenset[str], what: str, place: Location) -> Iterator[Failing]:
    stray = next(((name, one) for name, one in node.children() if name not in known), None)
    if stray is not None:
        name, one = stray
        yield Failing(f"`{name}` is no key of {what}, so what it does is not known", one.key or place, is_certain=False)


def _lenient(node: Node, what: str, workflow: Workflow) -> Iterator[Failing]:
    lenient = node.get("continue-on-error")
    if lenient is None or lenient.value is False or lenient.value is None:
        return
    try:
        is_strict = (
            isinstance(lenient.value, str)
            and "${{" in lenient.text
            and all(truth(lenient.text, one) is False for one in workflow.asked() or (Occasion(),))
        )
    except NotAConditionError:
        is_strict = False
    if not is_strict:
        yield Failing(f"{what} has `continue-on-error: {lenient.text}`", lenient.key or lenient.location)


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds around steps. shell: that of `defaults`. system: `windows`, `any` when both may be, else empty."""

    workflow: Workflow
    shell: str = ""
    system: str = ""


def _defaults(job: Node, workflow: Workflow) -> str:
    for one in (job, workflow.document):
        found: Node | None = one
        for key in ("defaults", "run", "shell"):
            found = found.get(key) if found is not None else None
        if found is not None:
            return found.text
    return ""


def _system(job: Node) -> str:
    """Whether the runner may be one of Windows, where another shell is the default."""
    runner = job.get("runs-on")
    strategy = job.get("strategy")
    matrix = strategy.get("matrix") if strategy is not None else None
    named = _texts(runner) if runner is not None else []
    is_chosen = any("matrix." in one for one in named)
    among = _texts(matrix) if is_chosen and matrix is not None else named
    windows = [one for one in among if _WINDOWS.search(one)]
    if not windows:
        return ""
    return "any" if is_chosen and len(windows) < len(among) else "windows"


def _texts(node: Node) -> list[str]:
    children = [text for _, child in node.children() for text in _texts(child)]
    return children or ([node.text] if node.text else [])


def _in_steps(steps: tuple[Node, ...], around: _Around, place: Location) -> Iterator[Failing]:
    checking: list[bool | None] = []
    for step in steps:
        at = step.key or step.location
        if not isinstance(step.value, Mapping):
            yield Failing("a step is no mapping", at, is_certain=False)
            continue
        is_taken = taken(step, around.workflow)
        if not _only_carries_results(step):
            yield from never(step, around.workflow)
        if is_taken is not False:
            yield from _in_step(step, around, at)
        checking += [is_taken] if _checks(step) and not runs_after_failure_alone(step, around.workflow) else []
    if True not in checking and None in checking:
        said = f"whether a step that could fail runs on `{around.workflow.event}` only the run can tell"
        yield Failing(said, place, is_certain=False)
    elif True not in checking:
        yield Failing("no step of it does anything that could fail", place)


def _in_step(step: Node, around: _Around, at: Location) -> Iterator[Failing]:
    if not _only_carries_results(step):
        yield from _lenient(step, "a step", around.workflow)
    yield from _unknown_keys(step, _STEP_KEYS, "a step", at)
    run, uses = step.get("run"), step.get("uses")
    if run is not None and isinstance(run.value, str | bool | int | float):
        yield from _in_script(step, run, around)
    elif uses is not None and uses.text.startswith("./"):
        yield from _local_action(uses, around)
    elif uses is None or run is not None:
        yield Failing("a step has neither `run` nor `uses`", at, is_certain=False)


def _checks(step: Node) -> bool:
    """Whether a step does anything that could tell of a failure."""
    run, uses = step.get("run"), step.get("uses")
    if run is not None:
        return does_something(run.text)
    return uses is None or not (_PREPARING.search(uses.text) or _only_carries_results(step))


def _only_carries_results(step: Node) -> bool:
    uses = step.get("uses")
    return uses is not None and _AFTERMATH.search(uses.text) is not None


def _in_script(step: Node, run: Node, around: _Around) -> Iterator[Failing]:
    named = step.get("shell")
    shell = (named.text if named is not None else around.shell).strip()
    at, text = run.key or run.location, run.text
    settings = _SHELLS.get(shell) if shell in _SHELLS else _settings_of(shell)
    is_other = shell in _OTHER_SHELLS or (not shell and around.system == "windows")
    is_either = not shell and around.system == "any"
    if settings is not None and not is_other:
        yield from (Failing(one.why, at, one.is_certain) for one in weaknesses_of(text, settings))
    if is_other or is_either:
        yield from _of_windows(text, at)
    elif shell.partition(" ")[0] in ("python", "python3"):
        if _SWALLOWING_PYTHON.search(text):
            yield Failing("a script in Python may pass over an error", at, is_certain=False)
    elif settings is None:
        yield Failing(f"a step runs in `{shell}`, which is not read here", at, is_certain=False)


def _settings_of(shell: str) -> Settings | None:
    """The settings of a shell that is written as a command (`bash -el {0}`); None for another."""
    found = _BASH.fullmatch(shell)
    if found is None:
        return None
    options = found["options"]
    letters = "".join(one.lstrip("-") for one in options.split() if re.fullmatch(r"-\w+", one))
    return Settings("e" in letters or "errexit" in options, "pipefail" in options)


def _of_windows(text: str, at: Location) -> Iterator[Failing]:
    """PowerShell and cmd go on after a program that failed: only of a single command is it known."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(("#", "::", "rem "))]
    if len(lines) > 1 and not re.search(r"[`^]\s*$", lines[0]):
        yield Failing(
            "a script of several lines goes on after a failure in the shells of Windows", at, is_certain=False
        )
    elif re.search(r";|\|\||\btry\b|\bexit\b|SilentlyContinue", text):
        yield Failing("a script for a shell of Windows is not read here", at, is_certain=False)


def _local_action(uses: Node, around: _Around) -> Iterator[Failing]:
    """An action of this repository: the steps of a composite one; a program is taken as any other."""
    at, path = uses.key or uses.location, posixpath.normpath(uses.text)
    inquiry = around.workflow.inquiry
    files = [one for one in (f"{path}/action.yml", f"{path}/action.yaml") if one in inquiry.facts.tree.entries]
    document = inquiry.document(files[0]) if files else None
    if document is None or document.problem is not None or not isinstance(document.content, Node):
        yield Failing(f"a step uses `{uses.text}`, which cannot be read here", at, is_certain=False)
        return
    runs = document.content.get("runs")
    steps = runs.get("steps") if runs is not None else None
    if steps is None or not isinstance(steps.value, tuple) or around.workflow.depth >= _MOST_CALLS:
        return
    inner = replace(around, workflow=replace(around.workflow, depth=around.workflow.depth + 1), shell="", system="")
    for one in _in_steps(steps.value, inner, at):
        yield replace(one, why=f"it uses `{uses.text}`: {one.why}", at=at)


def _called(uses: Node, workflow: Workflow) -> Iterator[Failing]:
    """A job that calls another workflow is as good as the jobs of that."""
    at = uses.key or uses.location
    if not uses.text.startswith("./"):
        said = f"it calls `{uses.text}`, which is in another repository and was not read"
        yield Failing(said, at, is_certain=False)
        return
    document = workflow.inquiry.document(posixpath.normpath(uses.text))
    content, jobs = document.content, _jobs_of(document)
    if jobs is None or not isinstance(content, Node) or workflow.depth >= _MOST_CALLS:
        yield Failing(f"it calls `{uses.text}`, of which no jobs can be read here", at, is_certain=False)
        return
    called = replace(workflow, document=content, depth=workflow.depth + 1)
    for name, job in jobs.items():
        for one in failing(job, job.key or job.location, called):
            yield replace(one, why=f"it calls `{uses.text}`, whose job `{name}` may fail: {one.why}", at=at)


def _jobs_of(document: Document) -> Mapping[str, Node] | None:
    jobs = document.content.get("jobs") if isinstance(document.content, Node) else None
    return jobs.value if jobs is not None and isinstance(jobs.value, Mapping) and jobs.value else None
