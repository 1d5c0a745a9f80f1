"""Messages are for people: no verdict rests on one, and no code asks one anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from asked import MAY_ASK, asked_below, asked_in
from kit import TODAY
from one_word import WORD, one_word, twice

import checker
from checker.evaluate import Evaluated
from checker.evaluate.limit import Limit
from checker.model.evidence import Reason, absent
from checker.model.facts import NOTHING_WANTED, Facts
from checker.model.location import Location
from checker.model.observation import Observation, Outcome, lacking, not_met
from checker.model.problem import Problem
from checker.model.report import Heading, Result
from checker.model.tree import Tree
from checker.policy.load import load_policy
from checker.policy.types import Criterion, Policy

HERE = Location("docs/a.md", 3)
POLICY = load_policy(
    "policy.yaml", b"version: 1\npolicy: trial\ncriteria:\n  - {id: it, require: {exists: {file: a.md}}}\n"
)
PACKAGE = Path(checker.__file__).parent


def test_every_message_reads_as_one_word_and_then_as_before() -> None:
    made = [not_met("it is `3`", HERE, expected="`2`", told=True), lacking(absent(Reason.NO_FILE, HERE, path="a.md"))]
    problem = Problem("is no UTF-8", HERE, "save it as UTF-8")
    with one_word():
        assert [one.message for one in made] == [f"{WORD}, expected {WORD}", WORD]
        assert [problem.message, problem.hint, not_met("it is", HERE).message] == [WORD, WORD, WORD]
    assert [one.message for one in made] == ["it is `3`, expected `2`", "a.md is not there"]
    assert [problem.message, problem.hint] == ["is no UTF-8", "save it as UTF-8"]


def test_a_verdict_that_rests_on_a_message_is_found_out() -> None:
    def evaluate(policy: Policy, _facts: Facts, criteria: Sequence[Criterion], _: Limit | None) -> Sequence[Evaluated]:
        seen = not_met("it is open", HERE)
        seen = replace(seen, ok=None) if "open" in seen.message else seen
        return [Evaluated(_result(policy, one, seen), NOTHING_WANTED) for one in criteria]

    with pytest.raises(AssertionError, match="a message decided something"):
        twice(evaluate)(POLICY, Facts(Tree({}, True), TODAY), POLICY.criteria, None)


def _result(policy: Policy, criterion: Criterion, seen: Observation) -> Result:
    heading: Heading = criterion.heading
    return Result(heading, Outcome.FAIL, (seen,), "", policy.id)


@pytest.mark.parametrize(
    "code",
    [
        "'open' in seen.message",
        "seen.message == 'open'",
        "problem.message.startswith('is no')",
        "re.search('open', seen.message)",
        "PATTERN.match(seen.message)",
        "len(seen.message)",
        "seen.message[0]",
        "'a' if seen.said else 'b'",
        "seen.said or 'nothing'",
        "not seen.said",
        "text = seen.message; text.split()",
        "text = f'{seen.message}!'; other = text; 'open' in other",
        "(text := seen.message) and 'open' in text",
    ],
)
def test_code_that_asks_a_message_something_is_found(code: str) -> None:
    assert asked_in(f"def f(seen):\n    {code}\n") == [2]


@pytest.mark.parametrize(
    "code",
    [
        "print(seen.message)",
        "f'{path} {seen.message}'",
        "', '.join(one.message for one in seen)",
        "seen.gap is not None",
        "replace(seen, said=seen.message)",
        "said = record.plain; 'open' in said",
    ],
)
def test_code_that_shows_a_message_or_passes_it_on_is_fine(code: str) -> None:
    assert asked_in(f"def f(seen):\n    {code}\n") == []


def test_no_code_asks_a_message_anything() -> None:
    assert asked_below(PACKAGE) == []


def test_what_may_ask_a_message_does() -> None:
    assert [path for path in MAY_ASK if not asked_in((PACKAGE.parent / path).read_text())] == []
