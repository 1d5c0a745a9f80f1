"""What cases share changes nothing of what comes out of each."""

from __future__ import annotations

from commands import PROJECT

from checker.cases.find import find_suite
from checker.cases.judge import judge_suite
from checker.cases.types import Suite


def test_cases_that_are_judged_together_come_out_as_each_by_itself() -> None:
    suite = find_suite(str(PROJECT / "policies" / "handover.yaml"))
    together = judge_suite(suite).cases
    alone = [judge_suite(Suite(suite.name, suite.policy, (case,))).cases[0] for case in suite.cases]
    for one, other in zip(together, alone, strict=True):
        assert [answer.result for answer in one.answers] == [answer.result for answer in other.answers], one.case.name
