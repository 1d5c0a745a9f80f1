"""What is no worse than before: findings that the report of another revision has too stand in nobody's way. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from checker.judge import verdict_of
from checker.model.observation import Acceptance, Observation, Outcome
from checker.model.report import Report, Result
from checker.reading.findings import findings
from checker.reading.tally import counted


def without_known(report: Report, before: Report, at: str) -> Report:
    """The report, with what is not met there and was not met before accepted. at: the revision of `before`.

    Only what is the same finding counts as known: at the same place by names, with the same words. What could not be
    decided stays open, whatever it was before.
    """
    known = frozenset(one.fingerprint for one in findings(before) if not one.seen.ok)
    marks = [one.fingerprint for one in findings(report)]
    results = []
    for result in report.results:
        here, marks = marks[: len(result.observations) or 1], marks[len(result.observations) or 1 :]
        results.append(_with(result, here, known, at))
    verdict, code = verdict_of(results, report.fail_on)
    return replace(report, results=tuple(results), verdict=verdict, exit_code=code)


def _with(result: Result, marks: Collection[str], known: Collection[str], at: str) -> Result:
    pairs = zip(result.observations, marks, strict=False)
    seen = tuple(_accepted(one, at) if one.is_open and mark in known else one for one, mark in pairs)
    if seen == result.observations:
        return result
    if any(one.is_open for one in seen):
        return replace(result, observations=seen)
    number = sum(one.accepted is not None and bool(one.accepted.since) for one in seen)
    return replace(
        result, observations=seen, outcome=Outcome.WAIVED, note=f"{counted(number, 'finding')} known at `{at}`"
    )


def _accepted(seen: Observation, at: str) -> Observation:
    return replace(seen, accepted=Acceptance("", since=at)) if seen.ok is False else seen
