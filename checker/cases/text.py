"""What came out of cases, for people: one line for every expectation that is not met, then what was never seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.cases.judge import Answer, JudgedCase, JudgedSuite
from checker.messages.summary import counted
from checker.model.location import Location
from checker.model.observation import Observation, Outcome
from checker.text.display import visible, visible_line

NEVER = ((Outcome.FAIL, "never seen to fail"), (Outcome.PASS, "never seen to pass"))
MOST_FINDINGS = 20
"""How many findings are shown below one expectation."""


def render(suites: Sequence[JudgedSuite], *, verbose: bool = False) -> str:
    """verbose: every case, and not only those in which something else came out."""
    return "".join(f"{line}\n" for suite in suites for line in _suite(suite, verbose=verbose))


def _suite(suite: JudgedSuite, *, verbose: bool) -> Iterator[str]:
    for case in suite.cases:
        yield from _case(case, verbose=verbose)
    yield f"{visible(suite.suite.name)}: {summary(suite)}"
    for outcome, words in NEVER if suite.whole else ():
        ids = suite.never(outcome)
        if ids:
            yield f"  {words}: {', '.join(map(visible, ids))}"


def summary(suite: JudgedSuite) -> str:
    """`34 cases, 33 as expected, 1 not`."""
    number, failed = len(suite.cases), len(suite.failed)
    rest = "all as expected" if not failed else f"{number - failed} as expected, {failed} not"
    left_out = len(suite.suite.cases) - number
    return f"{counted(number, 'case')}, {rest}" + (f"; {left_out} left out, as the caller asked" if left_out else "")


def _case(judged: JudgedCase, *, verbose: bool) -> Iterator[str]:
    name = visible_line(judged.case.name)
    for answer in judged.answers:
        if not answer.as_expected:
            yield f"{_place(answer.expected.location)}: {name}: {said(answer)}"
            yield from _differences(answer)
    if verbose and judged.as_expected:
        yield f"{_place(judged.case.location)}: {name}: as expected"


def said(answer: Answer) -> str:
    """What is different from what was expected, on one line."""
    id_, outcome, expected = answer.result.criterion.id, answer.result.outcome, answer.expected.outcome
    if outcome is not expected:
        places = f" at {', '.join(map(str, answer.expected.places))}" if answer.expected.places else ""
        note = f" ({visible_line(answer.result.note)})" if answer.result.note else ""
        return f"`{visible(id_)}` is `{outcome}`{note}, expected `{expected}`{visible(places)}"
    return f"`{visible(id_)}` is `{outcome}` as expected, but in other places"


def _differences(answer: Answer) -> Iterator[str]:
    """What was found, or of places what was expected in vain and what was found beside them."""
    is_other = answer.result.outcome is not answer.expected.outcome
    found = [f"found     {finding(path, seen)}" for path, seen in (answer.findings if is_other else answer.surplus)]
    yield from (f"    expected  {visible(str(place))}" for place in answer.missing)
    yield from (f"    {line}" for line in found[:MOST_FINDINGS])
    if len(found) > MOST_FINDINGS:
        yield f"    … and {len(found) - MOST_FINDINGS} more"


def finding(path: str, seen: Observation) -> str:
    """A finding with its place as cases write it."""
    return f"{_place(Location(path, seen.location.line, seen.location.column))}: {visible_line(seen.message)}"


def _place(place: Location) -> str:
    return visible(str(place))
