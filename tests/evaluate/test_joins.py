"""The index of joins tells nothing but what trying every pair tells, to the letter."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit import results_of

from checker.errors import PolicyError
from checker.evaluate import joins
from checker.model.report import Result
from checker.requirements import REQUIREMENT_BY_NAME
from checker.values import choices
from checker.values.marks import _words

EXAMPLES = 150
WORDS = (
    "P0", "p0", "PO", "P-0", "P1", "`P0`", "**P0**", "P0 (was P1)", "P1 → P0", "P0 – later", "Р0", "P\u200b0", "ｐ0",
    "P0¹", "", "-", "?", "TBD", "[priority]", '"', "ditto", "n/a", "1", "1.0", "01", "$1", "1 h", "60 min", "true",
    "TRUE", "yes", "billing", "biling", "billling", "bililng", "Billing", "billing service", "service billing",
    "A billing", "2.0.0", "v2.0.0", "2.0.0-rc.1", "REQ-1", "REQ-10", "REQ-1-a", "see REQ-1, please", "a, b", "${NAME}",
    "[x](y)", "é", "e\u0301",
    "straße", "STRASSE", "ſ", "(P0)", "✅ P0", "1. P0", "Key P0", "x" * 41, "x" * 40, "x" * 39 + "y",
)  # fmt: skip
TYPED: tuple[Any, ...] = (
    "P0", "p0", "", None, 1, 1.0, 0, True, False, "1", "true", "yes", "on", "${NAME}", "billing", "biling", ["P0"],
    ["P0", "billing"], [], ["P0", None], [["P0"]], {"a": "P0"}, "012", "1_0", "2.0.0", "see REQ-1",
)  # fmt: skip
YAML_ONLY = ("yes", "on", "012", "1_0", "Off", "~", "0x1F")
COLUMNS = ("Key", "Other", "State")
words = st.sampled_from(WORDS)
values = st.sampled_from(TYPED).map(json.dumps) | st.sampled_from(YAML_ONLY)
columns = st.sampled_from(COLUMNS)


@st.composite
def tables(draw: Any) -> str:
    header = draw(st.sampled_from((COLUMNS, COLUMNS, COLUMNS[:2], ("Key", "Othr", "State"))))
    few = draw(st.lists(words, min_size=1, max_size=5))
    cell = words | st.sampled_from(few)
    rows = draw(st.lists(st.tuples(*(cell for _ in header)), min_size=0, max_size=9))
    lines = [header, tuple("---" for _ in header), *rows]
    return "# T\n\n" + "\n".join(f"| {' | '.join(one.replace('|', ' ') for one in line)} |" for line in lines) + "\n"


@st.composite
def data(draw: Any) -> str:
    entries = draw(st.lists(st.dictionaries(columns, values, max_size=3), max_size=8))
    flow = ("{" + ", ".join(f"{name}: {value}" for name, value in entry.items()) + "}" for entry in entries)
    return "items:\n" + "".join(f"  - {one}\n" for one in flow) if entries else "items: []\n"


sides = st.sampled_from(("a", "b", "c", "d"))


def selector(side: str) -> dict[str, Any]:
    if side in "ab":
        return {"row": {"in": f"{side}.md", "columns": list(COLUMNS)}}
    return {"value": {"in": f"{side}.yaml", "at": "items.*"}}


@st.composite
def requirements(draw: Any) -> Any:
    ends = ("starts_with", "ends_with")
    kinds = ("equals", "equals", "called", "one_of", "same_as", "contains", "literal", "number", "not", *ends)
    kind = draw(st.sampled_from(kinds))
    name = draw(columns)
    of = draw(st.sampled_from(("",) * 4 + ("outer.",)))
    field: dict[str, Any] = {"field": of + name} if of else {draw(st.sampled_from(("field",) * 9 + ("its",))): name}
    if draw(st.integers(0, 9)) == 0:
        field["part"] = "[A-Za-z0-9]+"
    if kind == "literal":
        return {"equals": draw(words | st.sampled_from((1, True, "open")))}
    if kind == "number":
        return {"number": {"at_least": field}}
    if kind == "not":
        return {"not": {draw(st.sampled_from(("equals", "called"))): field}}
    if kind in ("one_of", "called") and draw(st.booleans()):
        return {kind: [field, draw(words), {"field": draw(columns)}]}
    if kind == "one_of":
        kind = "equals"
    return {kind: field}


@st.composite
def conditions(draw: Any) -> Any:
    names = draw(st.lists(columns, min_size=1, max_size=3, unique=True))
    where: dict[str, Any] = {name: draw(requirements()) for name in names}
    combined = draw(st.sampled_from(("", "", "", "any_of", "all_of", "not")))
    if combined in ("any_of", "all_of"):
        more = [{draw(columns): draw(requirements())} for _ in range(2)]
        return {**where, combined: more}
    return {**where, "not": {draw(columns): draw(requirements())}} if combined else where


@st.composite
def demands(draw: Any) -> Any:
    selection = {**selector(draw(sides)), "where": draw(conditions())}
    if draw(st.integers(0, 3)) == 0:
        selection["allow_empty"] = True
    kinds = ("exists", "not exists", "number", "each", "count", "sum", "list", "lookup", "nested")
    kind = draw(st.sampled_from(kinds))
    bounds = {draw(st.sampled_from(("exactly", "at_least", "at_most"))): draw(st.integers(0, 3))}
    if kind in ("exists", "not exists"):
        selection.pop("allow_empty", None)
        return {"exists": selection} if kind == "exists" else {"not": {"exists": selection}}
    if kind == "number":
        return {"exists": {**selection, **bounds}}
    if kind == "each":
        return {"each": {**selection, "require": {draw(columns): draw(requirements())}}}
    if kind == "nested":
        return {"each": {**selector(draw(sides)), "allow_empty": True, "require": draw(demands())}}
    name = draw(columns)
    if kind == "count":
        return {draw(columns): {"equals": {"count": selection}}}
    verb = draw(st.sampled_from(("equals", "one_of", "called", "same_as"))) if kind == "list" else "equals"
    if kind == "list" and draw(st.booleans()):
        selection = selector(draw(sides))
    return {draw(columns): {verb: {kind: selection, "field": name}}}


def outcome(clause: Any, documents: dict[str, str]) -> tuple[Result, ...] | str:
    criterion = {
        "id": "it",
        "for_each": {**selector(clause[0]), "allow_empty": True, "as": "outer"},
        "require": clause[1],
    }
    policy = {"version": 1, "policy": "trial", "criteria": [criterion]}
    try:
        return results_of(json.dumps(policy), documents)
    except PolicyError as error:  # it is refused in both cases
        return f"{type(error).__name__}: {error}"


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    def switch(on: bool) -> None:
        for module in (joins, choices):
            monkeypatch.setattr(module, "FEWEST", 0 if on else 10**9)
        monkeypatch.setattr(joins, "TRIED_FIRST", 0)

    return switch


@pytest.mark.parametrize("part", range(4))
def test_an_index_tells_what_trying_every_pair_tells(part: int, indexed: Callable[[bool], None]) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, database=None)
    @given(tables(), tables(), data(), data(), sides, demands())
    def tells_the_same(a: str, b: str, c: str, d: str, side: str, demand: Any) -> None:
        documents = {"a.md": a, "b.md": b, "c.yaml": c, "d.yaml": d}
        indexed(False)
        slow = outcome((side, demand), documents)
        indexed(True)
        assert outcome((side, demand), documents) == slow

    tells_the_same()


def test_an_i_without_a_dot_is_one_to_a_pattern_and_to_the_index() -> None:
    for one, other in ("iı", "İi", "sſ", "ßẞ", "σς", "kK", "ﬅﬆ"):
        assert re.fullmatch(one, other, re.IGNORECASE)
        assert _words(one) == _words(other)


def test_who_compares_by_marks_has_both_sides_of_them() -> None:
    having = {name for name, one in REQUIREMENT_BY_NAME.items() if "marks" in vars(one)}
    assert having == {name for name, one in REQUIREMENT_BY_NAME.items() if "aims" in vars(one)}
    assert having == {"called", "contains", "ends_with", "equals", "one_of", "same_as", "starts_with"}
