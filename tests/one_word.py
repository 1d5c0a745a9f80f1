"""Evaluates everything a second time with every message replaced by the same word: no verdict may change by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import checker.pipeline
from checker.evaluate import Evaluated
from checker.evaluate.limit import Limit
from checker.model.evidence import Gap
from checker.model.facts import Facts
from checker.model.issues import Missing
from checker.model.observation import Observation
from checker.model.problem import Problem
from checker.policy.types import Criterion, Policy

WORD = "word"
TEXTS = {
    Observation: ("said", "expected", "opposite", "found", "hint"),
    Problem: ("message", "hint"),
    Missing: ("message", "hint"),
    Gap: ("message", "hint"),
}
"""What is only for people to read, by the type that holds it."""

Evaluate = Callable[[Policy, Facts, Sequence[Criterion], Limit | None], Sequence[Evaluated]]


class OneWord:
    """Stands in for an attribute: whatever text it holds reads as the word. What holds none still does."""

    def __init__(self, attribute: Any) -> None:
        self.attribute = attribute

    def __get__(self, holder: Any, _type: Any = None) -> Any:
        return WORD if self.attribute.__get__(holder) else self.attribute.__get__(holder)

    def __set__(self, holder: Any, value: Any) -> None:
        self.attribute.__set__(holder, value)


@contextmanager
def one_word() -> Iterator[None]:
    """Every message reads as the word, those that were made before as well."""
    kept = {(type_, name): vars(type_)[name] for type_, names in TEXTS.items() for name in names}
    try:
        for (type_, name), attribute in kept.items():
            setattr(type_, name, OneWord(attribute))
        yield
    finally:
        for (type_, name), attribute in kept.items():
            setattr(type_, name, attribute)


def decided(found: Sequence[Evaluated]) -> list[Any]:
    """What came out, without a word: outcomes, what is wanted, and of each finding all but its texts."""
    return [
        (
            one.result.criterion.id,
            one.result.outcome,
            one.wanted,
            {(seen.ok, seen.location, _kind(seen.gap)) for seen in one.result.observations if not seen.ok},
        )
        for one in found
    ]


def _kind(gap: Gap | None) -> Any:
    return None if gap is None else (gap.state, gap.reason)


def twice(evaluate: Evaluate) -> Evaluate:
    """Evaluates once for the result, and once in one word. Raises AssertionError when a message decided something."""

    def evaluated(
        policy: Policy, facts: Facts, criteria: Sequence[Criterion], limit: Any = None
    ) -> Sequence[Evaluated]:
        found = evaluate(policy, facts, criteria, limit)
        with one_word():
            again = evaluate(policy, facts, criteria, limit)
        assert decided(again) == decided(found), "a message decided something"
        return found

    return evaluated


def install() -> None:
    """Has every evaluation of this process done twice."""
    checker.pipeline.evaluate = twice(checker.pipeline.evaluate)  # type: ignore[assignment, attr-defined]
