"""What results amount to: the verdict with its exit code, and what these would be if nothing were waived. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from checker.classes import replace
from checker.model.observation import Outcome
from checker.model.packed import standing_out, with_instead
from checker.model.report import Report, Result, Severity, Verdict
from checker.model.waivers import CRITERION

VERDICT_BY_EXIT_CODE = {0: Verdict.MET, 1: Verdict.NOT_MET, 3: Verdict.UNDECIDED}


def due_day(report: Report) -> date | None:
    """The first day by which a policy is to hold, None where none says one."""
    return min((date.fromisoformat(one.due) for one in report.policies if one.due), default=None)


def verdict_of(results: Sequence[Result], fail_on: Severity) -> tuple[Verdict, int]:
    """The verdict and its exit code; what is met in part has that of what is met."""
    judged = [(one.outcome, one.criterion.severity) for one in results]
    return verdict_of_outcomes(judged, fail_on, is_part=any(one.left_out for one in results))


def verdict_of_outcomes(
    judged: Sequence[tuple[Outcome, Severity]], fail_on: Severity, *, is_part: bool
) -> tuple[Verdict, int]:
    """The same of outcomes, each with how much its criterion matters. is_part: whether criteria were left out."""
    code = _exit_code_of({outcome for outcome, severity in judged if severity.reaches(fail_on)})
    is_part = is_part or any(outcome is Outcome.NOT_RUN for outcome, _ in judged)
    return Verdict.MET_IN_PART if code == 0 and is_part else VERDICT_BY_EXIT_CODE[code], code


def _exit_code_of(counted: Collection[Outcome]) -> int:
    """3 when something that counts is undecided, else 1 when something that counts is not met, else 0."""
    if Outcome.UNKNOWN in counted:
        return 3
    return 1 if Outcome.FAIL in counted else 0


def without_waivers(report: Report) -> Report:
    """The report as it is with `--no-waivers`: what is waived is not met, and nothing is told of waivers."""
    results = tuple(unwaived(one) for one in report.results if one.criterion.id != CRITERION)
    verdict, code = verdict_of(results, report.fail_on)
    return replace(report, results=results, verdict=verdict, exit_code=code)


def unwaived(result: Result) -> Result:
    """A result as it is without waivers; only what is not met can be waived, so that is what it is again."""
    held = {
        n: replace(one, accepted=None)
        for n, one in standing_out(result.observations)
        if one.accepted is not None and one.accepted.waiver
    }
    if not held:
        return result
    seen = with_instead(result.observations, held)
    if result.outcome is not Outcome.WAIVED:
        return replace(result, observations=seen)
    return replace(result, observations=seen, outcome=Outcome.FAIL, note="")
