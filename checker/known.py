"""What is no worse than before: findings that the report of another revision has too stand in nobody's way. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from checker.classes import replace
from checker.messages.findings import findings
from checker.messages.summary import counted
from checker.messages.verdicts import verdict_of
from checker.model.observation import Acceptance
from checker.model.report import Report, Result
from checker.verdict import with_accepted


def without_known(report: Report, before: Report, at: str) -> Report:
    """The report, with what is not met there and was not met before accepted. at: the revision of `before`.

    Only what is the same finding counts as known: at the same place by names, with the same words. What could not be
    decided stays open, whatever it was before.
    """
    known = frozenset(one.fingerprint for one in findings(before) if not one.seen.ok)
    accepted: dict[tuple[str, str], dict[int, Acceptance]] = {}
    for one in findings(report):
        if one.fingerprint in known and one.seen.ok is False and one.seen.is_open:
            accepted.setdefault(_key(one.result), {})[one.nth - 1] = Acceptance("", since=at)
    results = tuple(_with(result, accepted.get(_key(result), {}), at) for result in report.results)
    verdict, code = verdict_of(results, report.fail_on)
    return replace(report, results=results, verdict=verdict, exit_code=code)


def _key(result: Result) -> tuple[str, str]:
    return result.policy, result.criterion.id


def _with(result: Result, accepted: Mapping[int, Acceptance], at: str) -> Result:
    return with_accepted(result, accepted, f"{counted(len(accepted), 'finding')} known at `{at}`")
