"""A report in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checker.messages.verdicts import without_waivers
from checker.model.observation import Outcome
from checker.model.packed import paths_of
from checker.model.report import Report, Stage, Verdict

VERDICT_WORDS: Mapping[Verdict, str] = {
    Verdict.MET: "MET",
    Verdict.MET_IN_PART: "MET IN PART",
    Verdict.NOT_MET: "NOT MET",
    Verdict.UNDECIDED: "UNDECIDED",
}
OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.PASS: "met",
    Outcome.FAIL: "not met",
    Outcome.UNKNOWN: "could not be decided",
    Outcome.WAIVED: "waived",
    Outcome.NOT_DUE: "not due yet",
    Outcome.NOT_RUN: "not run",
    Outcome.NOT_APPLICABLE: "not applicable",
}
_PHRASES: Mapping[Outcome, tuple[str, str]] = {
    Outcome.PASS: ("is met", "are met"),
    Outcome.FAIL: ("is not met", "are not met"),
    Outcome.UNKNOWN: ("could not be decided", "could not be decided"),
    Outcome.WAIVED: ("is waived", "are waived"),
    Outcome.NOT_DUE: ("is not due yet", "are not due yet"),
    Outcome.NOT_RUN: ("was not run", "were not run"),
    Outcome.NOT_APPLICABLE: ("does not apply", "do not apply"),
}
_TOLD: Mapping[Verdict, tuple[Outcome, ...]] = {
    Verdict.MET: tuple(_PHRASES),
    Verdict.MET_IN_PART: tuple(_PHRASES),
    Verdict.NOT_MET: (Outcome.FAIL, Outcome.UNKNOWN),
    Verdict.UNDECIDED: (Outcome.UNKNOWN, Outcome.FAIL),
}


def counts(report: Report) -> Mapping[Outcome, int]:
    """How many criteria came out how, every outcome named."""
    return {outcome: sum(result.outcome is outcome for result in report.results) for outcome in Outcome}


def counted(number: int, one: str, many: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def headline(report: Report, *, waits: bool = False) -> str:
    """What the verdict rests on: `3 of 28 criteria are not met, 2 could not be decided`.

    waits: goes on with the moments for which the others wait, in place of how many are not due.
    """
    first, *others = _TOLD[report.verdict]
    if waits:
        others = [one for one in others if one not in (Outcome.NOT_DUE, Outcome.NOT_RUN)]
    number = {outcome: len(report.of(outcome)) for outcome in others}
    asides = [_aside(report, each, number[each]) for each in others if number[each]]
    later = waits_words(report) if waits else ""
    return "; ".join(filter(None, (", ".join([_opening(report, first), *asides]), later)))


def waits_words(report: Report) -> str:
    """What is not judged yet: `3 wait at merge, 5 at closure, 1 is not run without …`; empty where nothing waits."""
    waiting = [one.criterion for one in report.of(Outcome.NOT_DUE)]
    later = {stage: sum(one.stage is stage for one in waiting) for stage in Stage}
    told = [f"{number} {_at(stage, number, n)}" for n, (stage, number) in enumerate(_some(later))]
    programs = len(report.of(Outcome.NOT_RUN))
    not_run = [f"{programs} {'is' if programs == 1 else 'are'} not run without --allow-commands"] if programs else []
    return ", ".join([*told, *not_run])


def _some(numbers: Mapping[Stage, int]) -> list[tuple[Stage, int]]:
    return [(stage, number) for stage, number in numbers.items() if number]


def _at(stage: Stage, number: int, nth: int) -> str:
    verb = "" if nth else "waits " if number == 1 else "wait "
    return f"{verb}at {stage}"


def waivers_words(report: Report) -> str:
    """`with 2 waivers, the next ends in 6 days`; only for a report in which something is waived."""
    waived = report.waived
    left = (date.fromisoformat(waived[0].by.until) - date.fromisoformat(report.judged.as_of)).days
    when = "today" if left == 0 else f"in {counted(left, 'day')}"
    return f"with {counted(len(waived), 'waiver')}, {'the next' if len(waived) > 1 else 'which'} ends {when}"


def without_words(report: Report) -> str:
    """How many criteria would not be met without waivers."""
    bare = without_waivers(report)
    return f"{len(bare.of(Outcome.FAIL))} of {len(bare.asked)} would not be met without"


def looked_at(report: Report) -> str:
    """How much was looked at: `341 observations in 12 files`."""
    observations = sum(len(result.observations) for result in report.results)
    files = {path for result in report.results for path in paths_of(result.observations)} - {"", "."}
    return f"{counted(observations, 'observation')} in {counted(len(files), 'file')}"


def _opening(report: Report, outcome: Outcome) -> str:
    number, total = len(report.of(outcome)), len(report.asked)
    criteria = "criterion" if total == 1 else "criteria"
    phrase = _PHRASES[outcome][number != 1]
    return f"all {total} {criteria} {phrase}" if number == total > 1 else f"{number} of {total} {criteria} {phrase}"


def _aside(report: Report, outcome: Outcome, number: int) -> str:
    """A further count; where the verdict is met all the same, with the reason why it does not stand in the way."""
    tolerated = report.verdict in (Verdict.MET, Verdict.MET_IN_PART) and outcome in (Outcome.FAIL, Outcome.UNKNOWN)
    return f"{number}{f' below `{report.fail_on}`' if tolerated else ''} {_PHRASES[outcome][number != 1]}"
