"""From results to a verdict: what is due, what counts, which exit code. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from checker.model.observation import Acceptance, Outcome
from checker.model.report import Result, Severity, Stage, Verdict
from checker.model.rules import Narrower
from checker.policy.types import Criterion

VERDICT_BY_EXIT_CODE = {0: Verdict.MET, 1: Verdict.NOT_MET, 3: Verdict.UNDECIDED}
SETTINGS = ".closure-check.yaml"


def why_not_due(criterion: Criterion, stage: Stage, *, allow_commands: bool) -> str | None:
    """Why a criterion need not hold yet, None when it must."""
    if not criterion.heading.stage.due_at(stage):
        return f"due at {criterion.heading.stage.value}, judged at {stage.value}"
    if criterion.needs_commands and not allow_commands:
        return "runs programs, which --allow-commands has to permit"
    return None


def not_due(criterion: Criterion, policy: str, reason: str) -> Result:
    return Result(criterion.heading, Outcome.NOT_DUE, (), reason, policy)


def left_out(criterion: Criterion, policy: str, by: Narrower, at: str) -> Result:
    """at: the revision of the settings, where these come from one."""
    who = {Narrower.CALLER: "the caller", Narrower.SETTINGS: f"`{SETTINGS}`", Narrower.BASE: f"`{SETTINGS}` at `{at}`"}
    note = f"left out by {who[by]}"
    return Result(criterion.heading, Outcome.NOT_APPLICABLE, (), note, policy, left_out_by=by)


def with_accepted(result: Result, accepted: Mapping[int, Acceptance], note: str) -> Result:
    """A result with what is accepted of it, which is waived when nothing else stands in its way.

    accepted: by the position of the observation. note: what is said of the criterion when it is waived.
    """
    if not accepted:
        return result
    seen = tuple(
        replace(one, accepted=accepted[n]) if n in accepted else one for n, one in enumerate(result.observations)
    )
    if any(one.is_open for one in seen):
        return replace(result, observations=seen)
    return replace(result, observations=seen, outcome=Outcome.WAIVED, note=note)


def verdict_of(results: Sequence[Result], fail_on: Severity) -> tuple[Verdict, int]:
    """The verdict and its exit code; what is met in part has that of what is met."""
    code = exit_code_of(results, fail_on)
    is_part = code == 0 and any(result.left_out for result in results)
    return Verdict.MET_IN_PART if is_part else VERDICT_BY_EXIT_CODE[code], code


def exit_code_of(results: Sequence[Result], fail_on: Severity) -> int:
    """3 when something that counts is undecided, else 1 when something that counts is not met, else 0."""
    counted = {result.outcome for result in results if result.criterion.severity.reaches(fail_on)}
    if Outcome.UNKNOWN in counted:
        return 3
    return 1 if Outcome.FAIL in counted else 0
