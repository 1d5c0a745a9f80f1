"""Policies put together at random from the vocabulary's own words: only `PolicyError` may come out of loading one.

What loads is judged, too: on any documents a criterion comes out as something, and never by way of a bug.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kit import TODAY, UNREADABLE, MemorySource

from checker.errors import PolicyError
from checker.gather import Gatherer
from checker.model.observation import Outcome
from checker.pipeline import evaluate_all
from checker.policy.conditions import CONDITION_KEYS
from checker.policy.criteria import CLAUSE_KEYS
from checker.policy.grammar import SELECTION_KEYS, parameters
from checker.policy.load import load_policy
from checker.policy.operands import OPERAND_KEYS
from checker.policy.types import Policy
from checker.requirements import REQUIREMENT_BY_NAME
from checker.selectors import SELECTOR_BY_NAME
from checker.trackers import NoTracker

MANY = settings(max_examples=100, suppress_health_check=list(HealthCheck))
STEPS = {"row": {"in": "plan", "columns": ["Step", "Owner"]}}
DOCUMENTS = {
    "docs/a.md": "# Plan\n\n| Step | Owner |\n|---|---|\n| A1 | Maya |\n| A2 | |\n\n- [ ] A1 today\n- [x] [b](b.md)\n",
    "docs/b.md": UNREADABLE,
    "docs/c.yml": "on: push\njobs: {build: {steps: [{run: make || true}]}}\n",
    "terraform/main.tf": 'variable "a" {}\noutput "b" { value = var.c }\n',
}

KINDS = [*SELECTOR_BY_NAME.values(), *REQUIREMENT_BY_NAME.values()]
KEYS = sorted(
    {*SELECTION_KEYS, *CONDITION_KEYS, *OPERAND_KEYS, *map(str, CLAUSE_KEYS), "id", "when", "Step", "Owner"}
    | {name for kind in KINDS for name in parameters(kind)}
)
WORDS = ["docs/a.md", "plan", "steps", "maya", "Step", "today", "2026-07-26", "text", "^A", "(", "", "terraform/"]
SCALARS = st.one_of(
    st.sampled_from([*WORDS, *REQUIREMENT_BY_NAME]), st.integers(-2, 9), st.booleans(), st.none(), st.just(1.5)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda below: st.one_of(
        st.lists(below, max_size=3),
        st.dictionaries(st.sampled_from(KEYS), below, max_size=3),
        st.dictionaries(st.sampled_from(sorted(SELECTOR_BY_NAME)), below, min_size=1, max_size=1),
        st.dictionaries(st.sampled_from(sorted(REQUIREMENT_BY_NAME)), below, min_size=1, max_size=2),
    ),
    max_leaves=12,
)

PLACES = st.sampled_from(["plan", "docs/b.md", "docs/c.yml", "docs/*", "terraform/", "terraform/main.tf", "nowhere.md"])
IN = st.fixed_dictionaries({"in": PLACES})
SELECTORS: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(SELECTOR_BY_NAME, IN) | {
    "row": st.fixed_dictionaries({"in": PLACES, "columns": st.just(["Step", "Owner"])}),
    "name": st.just(["A1", "A3"]),
    "person": st.just("maya"),
    "issue": st.just({"numbers": [5], "milestone": "M1"}),
    "of": st.just("steps"),
    "comment": st.just({}),
    "block": st.fixed_dictionaries({"in": PLACES, "type": st.sampled_from(["output", "variable"])}),
    "attribute": st.fixed_dictionaries({"in": PLACES, "block": st.just("output")}),
}
BARE = [name for name, kind in REQUIREMENT_BY_NAME.items() if not any(parameters(kind).values())]
OPERANDS = st.sampled_from(
    ["Maya", 3, {"count": "steps"}, {"sum": "steps", "field": "Step"}, {"lookup": "steps", "field": "Owner"}]
)
NUMBERS: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {}, {"exactly": 2}, {"at_least": 1}, {"at_most": 1}, {"allow_empty": True}]
)


def requirements() -> st.SearchStrategy[Any]:
    """What may be required of anything, with parameters that are likely to be right."""
    return st.one_of(
        st.sampled_from(BARE),
        st.sampled_from(
            [{"matches": "A"}, {"person": "maya"}, {"signed": "maya"}, {"issue": {"state": "open"}}, ["A1"]]
        ),
        st.sampled_from([{"date": {"not_after": "today"}}, {"exists": {"task": {"in": "plan"}}}]),
        st.builds(
            lambda name, operand: {name: operand},
            st.sampled_from(["equals", "called", "contains", "same_as"]),
            OPERANDS,
        ),
        st.builds(lambda bound: {"number": {"at_least": bound}}, st.sampled_from([1, {"count": "steps"}])),
    )


@st.composite
def conditions(draw: st.DrawFn, fields: list[str]) -> Any:
    """A condition on records with these fields."""
    name = st.sampled_from(fields) if fields else st.nothing()
    on_fields = st.builds(lambda key, said: {"fields": {key: said}}, name, requirements())
    on_record = st.builds(lambda said: {"record": said}, requirements())
    return draw(
        st.recursive(
            on_fields | on_record,
            lambda below: st.one_of(
                st.builds(lambda one: {"not": one}, below),
                st.builds(lambda one, other: {"any_of": [one, other]}, below, below),
                st.builds(lambda one, other: [one, other], below, below),
            ),
            max_leaves=3,
        )
    )


@st.composite
def sentences(draw: st.DrawFn) -> Any:
    """`for_each` a selector, `require` a condition on its own fields."""
    name = draw(st.sampled_from(sorted(SELECTORS)))
    fields = ["Step", "Owner"] if name in ("row", "of") else sorted(SELECTOR_BY_NAME[name].provides)
    selection = {name: draw(SELECTORS[name])} | draw(NUMBERS)
    if draw(st.booleans()):
        selection["where"] = draw(conditions(fields))
    quantifier = draw(st.sampled_from(["for_each", "for_any", "for_none"]))
    return {quantifier: selection, "require": draw(conditions(fields))}


def written(criteria: list[Any], steps: Any) -> bytes:
    """A policy file with these criteria. JSON is YAML, and says how deep everything is."""
    policy = {
        "version": 1,
        "policy": "trial",
        "people": {"maya": {"name": "Maya Fernandes"}},
        "documents": {"plan": "docs/a.md"},
        "records": {"steps": steps},
        "criteria": criteria,
    }
    return json.dumps(policy).encode()


def judge_without_a_bug(policy: Policy) -> None:
    source = MemorySource({path: text.encode() for path, text in DOCUMENTS.items()})
    criteria = [one for one in policy.criteria if not one.needs_commands]
    results, _ = evaluate_all([policy], {policy.id: criteria}, Gatherer(source, NoTracker(), lambda _: None), TODAY)
    said = [seen.message for result in results for seen in result.observations]
    assert [one for one in said if "has a bug" in one] == []
    assert [one for one in results if one.outcome is Outcome.PASS and not one.observations] == []


@MANY
@given(st.lists(ANYTHING, max_size=2), ANYTHING)
def test_any_structure_is_read_or_refused(criteria: list[Any], steps: Any) -> None:
    try:
        load_policy("policy.yaml", written(criteria, steps))
    except PolicyError as error:
        assert all(one.line and one.column and one.message for one in error.mistakes)


@MANY
@given(sentences())
def test_any_sentence_is_judged_or_refused(sentence: dict[str, Any]) -> None:
    try:
        policy = load_policy("policy.yaml", written([{"id": "it", **sentence}], STEPS))
    except PolicyError as error:
        assert all(one.line and one.column and one.message for one in error.mistakes)
        return
    judge_without_a_bug(policy)


@MANY
@given(st.text(max_size=80) | st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(data: str | bytes) -> None:
    try:
        load_policy("policy.yaml", data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    except PolicyError as error:
        assert error.mistakes
