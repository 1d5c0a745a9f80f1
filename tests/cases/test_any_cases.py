"""Cases put together at random from the format's own words: only `PolicyError` may come out of loading them.

What loads is judged, too, and something can be said of it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.cases import json as as_json
from checker.cases import junit, text
from checker.cases.entries import CasesEntry
from checker.cases.judge import judge_suite
from checker.cases.load import load_suite
from checker.cases.schema import DEFINITION_BY_ENTRY
from checker.errors import PolicyError
from checker.policy.grammar import parameters
from checker.policy.load import load_policy

MANY = settings(max_examples=200, suppress_health_check=list(HealthCheck))
POLICY = load_policy(
    "policy.yaml",
    b"""\
version: 1
policy: release
documents: {notes: docs/a.md}
criteria:
  - {id: filled, for_each: {file: notes}, require: no_placeholders}
  - {id: closed, for_each: {issue: {numbers: [5]}}, require: {state: closed}}
  - {id: clean, for_each: {file: notes}, require: {runs_clean: [terraform init]}}
""",
)
FOLDER = Path(__file__).parent
KEYS = sorted({name for kind in (CasesEntry, *DEFINITION_BY_ENTRY.values()) for name in parameters(kind)})
WORDS = ["notes", "docs/a.md", "docs/", "../x", "/etc", "said", "filled", "closed", "clean", "5", "pass", "fail"]
WORDS += ["any", "unknown", "succeed", "[NAME]", "notes:1", "2026-07-26", "open", ""]
SCALARS = st.one_of(st.sampled_from(WORDS), st.integers(-2, 9), st.booleans(), st.none(), st.just(1.5))
ANYTHING = st.recursive(
    SCALARS,
    lambda below: st.one_of(
        st.lists(below, max_size=3), st.dictionaries(st.sampled_from([*KEYS, *WORDS]), below, max_size=3)
    ),
    max_leaves=10,
)
TEXTS = st.sampled_from(["A\n", "[NAME]\n", None, {"replace": "A", "by": "B"}, {"add": "B"}, {"committed": False}])
OUTCOMES = st.sampled_from(["pass", "fail", "unknown", "not-due", {"fail": "notes:1"}, {"fail": {"message": "NAME"}}])
GIVEN: dict[str, st.SearchStrategy[Any]] = {
    "files": st.dictionaries(st.sampled_from(["notes", "docs/b.md", "c.md"]), TEXTS, max_size=2),
    "issues": st.dictionaries(st.sampled_from(["5", "6"]), st.sampled_from([{}, {"state": "closed"}]), max_size=2),
    "commands": st.sampled_from(["succeed", "fail"]),
    "stage": st.sampled_from(["commit", "closure"]),
}
CASES = st.lists(
    st.fixed_dictionaries(
        {
            "case": st.sampled_from("abcdef"),
            "expect": st.dictionaries(st.sampled_from(["filled", "closed", "clean"]), OUTCOMES, min_size=1),
        },
        optional={**GIVEN, "others": st.sampled_from(["pass", "any"])},
    ),
    max_size=3,
)
PAIRS = st.dictionaries(
    st.sampled_from(["filled", "closed"]),
    st.fixed_dictionaries({"at": st.just("notes"), "pass": TEXTS, "fail": TEXTS}, optional=GIVEN),
    max_size=2,
)


def judged(written: Any) -> None:
    try:
        suite = load_suite("policy.cases.yaml", json.dumps(written).encode(), FOLDER, POLICY)
    except PolicyError as error:
        assert all(one.path == "policy.cases.yaml" and one.line for one in error.mistakes)
        return
    found = [judge_suite(suite)]
    assert len(found[0].cases) == len(suite.cases)
    assert text.render(found, verbose=True).count("\n") > len(suite.cases)
    assert json.loads(as_json.render(found))["suites"]
    assert junit.render(found).startswith("<?xml")


@MANY
@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING))
def test_any_words_are_loaded_or_refused(written: dict[str, Any]) -> None:
    judged({"version": 1, "as_of": "2026-07-26", **written})


@MANY
@given(CASES, PAIRS, st.fixed_dictionaries({}, optional=GIVEN))
def test_any_cases_are_judged_or_refused(cases: list[Any], pairs: dict[str, Any], top: dict[str, Any]) -> None:
    judged({"version": 1, "as_of": "2026-07-26", **top, "cases": cases, "criteria": pairs})
