"""Running the cases that a caller means: names in, what to say and an exit code out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from checker.cases.find import find_suite, named_policies
from checker.cases.judge import JudgedSuite, is_meant, judge_suite
from checker.cases.types import Suite
from checker.errors import ClosureCheckError, UsageError
from checker.model.observation import Outcome
from checker.text.titles import suggestion


def run_cases(
    names: Iterable[str], only: tuple[str, ...], format_: str, *, strict: bool = False, verbose: bool = False
) -> tuple[str, int]:
    """What is said of the cases beside the named policies, and the exit code: 0, or 1 for what is not as expected.

    strict: a criterion that was never seen to fail is no success. Raises ClosureCheckError with what is wrong in all
    of them.
    """
    suites = _suites(named_policies(names))
    _refuse_unknown(suites, only)
    judged = [judge_suite(suite, only) for suite in suites]
    judged = [one for one in judged if one.cases]
    failed = any(one.failed or (strict and one.whole and one.never(Outcome.FAIL)) for one in judged)
    return _render(format_, verbose=verbose)(judged), int(failed)


def _suites(names: Sequence[str]) -> list[Suite]:
    """Raises ClosureCheckError with what is wrong in every one of them."""
    suites, wrong = [], []
    for name in names:
        try:
            suites.append(find_suite(name))
        except ClosureCheckError as error:
            wrong.append(str(error))
    if wrong:
        raise UsageError("\n".join(wrong))
    return suites


def _refuse_unknown(suites: Sequence[Suite], only: tuple[str, ...]) -> None:
    """Raises UsageError for what no case is called and no criterion of which something is expected."""
    cases = [case for suite in suites for case in suite.cases]
    ids = {id_ for case in cases for id_ in case.expected}
    unknown = [word for word in only if not any(is_meant(case, word) for case in cases)]
    if unknown:
        raise UsageError("\n".join(_not_meant(word, (*ids, *(case.name for case in cases))) for word in unknown))


def _not_meant(word: str, names: Iterable[str]) -> str:
    return f"no case names `{word}`{suggestion(word, names)}"


def _render(format_: str, *, verbose: bool) -> Callable[[Sequence[JudgedSuite]], str]:
    from checker.cases import json, junit, text

    by_name: Mapping[str, Callable[[Sequence[JudgedSuite]], str]] = {
        "text": partial(text.render, verbose=verbose),
        "json": json.render,
        "junit": junit.render,
    }
    return by_name[format_]
