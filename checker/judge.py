"""From results to a verdict: what is due, what counts, which exit code. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model.observation import Outcome
from checker.model.report import LEFT_OUT, Result, Severity, Stage, Verdict
from checker.policy.types import Criterion

VERDICT_BY_EXIT_CODE = {0: Verdict.MET, 1: Verdict.NOT_MET, 3: Verdict.UNDECIDED}


def why_not_due(criterion: Criterion, stage: Stage, *, allow_commands: bool) -> str | None:
    """Why a criterion need not hold yet, None when it must."""
    if not criterion.heading.stage.due_at(stage):
        return f"due at {criterion.heading.stage.value}, judged at {stage.value}"
    if criterion.needs_commands and not allow_commands:
        return "runs programs, which --allow-commands has to permit"
    return None


def not_due(criterion: Criterion, policy: str, reason: str) -> Result:
    return Result(criterion.heading, Outcome.NOT_DUE, (), reason, policy)


def left_out(criterion: Criterion, policy: str) -> Result:
    return Result(criterion.heading, Outcome.NOT_APPLICABLE, (), LEFT_OUT, policy)


def exit_code_of(results: Sequence[Result], fail_on: Severity) -> int:
    """3 when something that counts is undecided, else 1 when something that counts is not met, else 0."""
    counted = {result.outcome for result in results if result.criterion.severity.reaches(fail_on)}
    if Outcome.UNKNOWN in counted:
        return 3
    return 1 if Outcome.FAIL in counted else 0
