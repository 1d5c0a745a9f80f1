"""Judging cases: whether what comes out is what was to come out, and what no case has ever seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from checker.cases.hands import all_of
from checker.cases.memory import Foreseeing, Memory
from checker.cases.pulls import StatedPulls
from checker.cases.types import Case, Expectation, Place, Suite
from checker.classes import dataclass
from checker.model.facts import CommandResult, CommandRun
from checker.model.observation import Observation, Outcome
from checker.model.packed import standing_out
from checker.model.plain_parts import plain_result, result_from
from checker.model.problem import Problem
from checker.model.report import Result
from checker.pipeline import at_home, evaluate_all
from checker.policy.types import Criterion, Policy
from checker.verdict import is_judged, not_judged


@dataclass(frozen=True, slots=True)
class Answer:
    """What came out for one criterion, beside what was to come out.

    findings: what is not met or undecided, each with its path as cases name it. missing: places at which nothing was
    found. surplus: findings at no place that was said; both are empty where no places were.
    """

    expected: Expectation
    result: Result
    findings: tuple[tuple[str, Observation], ...]
    missing: tuple[Place, ...]
    surplus: tuple[tuple[str, Observation], ...]

    @property
    def as_expected(self) -> bool:
        return self.result.outcome is self.expected.outcome and not self.missing and not self.surplus


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """A case with what came out of it."""

    case: Case
    answers: tuple[Answer, ...]

    @property
    def as_expected(self) -> bool:
        return all(answer.as_expected for answer in self.answers)


@dataclass(frozen=True, slots=True)
class JudgedSuite:
    """A suite with what came out of it. whole: whether all its cases were judged."""

    suite: Suite
    cases: tuple[JudgedCase, ...]
    whole: bool = True

    @property
    def failed(self) -> tuple[JudgedCase, ...]:
        return tuple(one for one in self.cases if not one.as_expected)

    def never(self, outcome: Outcome) -> tuple[str, ...]:
        """The criteria that had this outcome in no case that was to show it."""
        seen = {
            answer.result.criterion.id
            for one in self.cases
            for answer in one.answers
            if answer.result.outcome is answer.expected.outcome is outcome
        }
        return tuple(one.heading.id for one in self.suite.policy.criteria if one.heading.id not in seen)


def judge_suite(suite: Suite, only: tuple[str, ...] = ()) -> JudgedSuite:
    """Every case that is asked for, judged. only: ids of criteria and parts of names of cases; empty for all."""
    chosen = [case for case in suite.cases if not only or any(is_meant(case, one) for one in only)]
    results = _results_of(chosen, suite.policy)
    judged = tuple(
        JudgedCase(case, tuple(_answers(case, suite.policy, found)))
        for case, found in zip(chosen, results, strict=True)
    )
    return JudgedSuite(suite, judged, whole=len(chosen) == len(suite.cases))


def is_meant(case: Case, word: str) -> bool:
    """Whether a case names a criterion, or has a part of a name in its own."""
    return word in case.expected or word.casefold() in case.name.casefold()


def _results_of(cases: Sequence[Case], policy: Policy) -> list[Mapping[str, Result]]:
    """What came out in each, by criterion."""
    memory = Memory()
    if policy.kinds.plugins:  # what they say may have no plain form
        return [_results(case, policy, memory) for case in cases]
    headings = {one.heading.id: one.heading for one in policy.criteria}

    def plain(number: int) -> list[Any]:
        found = _results(cases[number], policy, memory)
        return [[id_, plain_result(result)] for id_, result in found.items()]

    return [
        {id_: result_from(said, headings[id_], policy.id) for id_, said in found} for found in all_of(len(cases), plain)
    ]


def _asked(case: Case, policy: Policy) -> list[Criterion]:
    """The criteria of which something is expected."""
    return [one for one in policy.criteria if case.others is not None or one.heading.id in case.expected]


def _is_due(criterion: Criterion, case: Case) -> bool:
    return is_judged(criterion, case.stage, allow_commands=case.commands is not None)


def _answers(case: Case, policy: Policy, results: Mapping[str, Result]) -> Iterator[Answer]:
    """What came out for every criterion of which something is expected."""
    for one in _asked(case, policy):
        id_ = one.heading.id
        expected = case.expected.get(id_)
        if expected is None and case.others is not None and _is_due(one, case):
            expected = Expectation(case.others, case.location)
        if expected is not None:
            yield _answer(expected, results.get(id_) or not_judged(one, policy.id, case.stage))


def _results(case: Case, policy: Policy, memory: Memory) -> Mapping[str, Result]:
    """By criterion. Nothing is run: programs end as the case says."""

    def run(_run: CommandRun, _files: Mapping[str, bytes | Problem]) -> CommandResult:
        return CommandResult(case.commands, "" if case.commands else "the case says so")

    due = [one for one in _asked(case, policy) if _is_due(one, case)]
    at_hand = case.tracker.at_hand if isinstance(case.tracker, StatedPulls) else None
    gatherer = Foreseeing(case.source, case.tracker, lambda _: None, run, at_hand=at_hand, memory=memory)
    known = partial(memory.conclusions.in_case, case.tracker)
    here = [at_home(policy, case.tracker)]
    results, facts = evaluate_all(here, {policy.id: due}, gatherer, case.today, recalling=known)
    memory.keep(facts, case.source)
    return {result.criterion.id: result for result in results}


def _answer(expected: Expectation, result: Result) -> Answer:
    stated = result.criterion.location.path
    found = tuple(
        (_path(seen, stated), seen)
        for _, seen in standing_out(result.observations)
        if seen.ok is not True and _tells(result.outcome)
    )
    if expected.places is None or result.outcome is not expected.outcome:
        return Answer(expected, result, found, (), ())
    missing = tuple(place for place in expected.places if not any(place.is_at(seen, path) for path, seen in found))
    surplus = tuple(
        (path, seen) for path, seen in found if not any(place.is_at(seen, path) for place in expected.places)
    )
    return Answer(expected, result, found, missing, surplus)


def _tells(outcome: Outcome) -> bool:
    """Whether what is bad among the observations has led to the outcome."""
    return outcome in (Outcome.FAIL, Outcome.UNKNOWN)


def _path(seen: Observation, policy: str) -> str:
    """The path of a finding; what stands in the policy is at its file, wherever that is called from."""
    path = seen.location.path
    return PurePosixPath(path).name if path == policy else path
