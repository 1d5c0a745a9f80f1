"""Unfilled slots in the values of YAML, JSON and TOML, and in single values."""

from __future__ import annotations

from checker.data.yaml import read_yaml
from checker.model.data import Node
from checker.model.location import Location
from checker.model.record import Value
from checker.slots import (
    Certainty,
    Kind,
    Placeholder,
    Scope,
    Search,
    placeholders_in_data,
    placeholders_in_value,
)

TEXT = """\
number: NNNN
stage: alpha|beta|stable
created: yyyy-mm-dd
owners:
  - "@jane.doe"
  - TBD
  - '[Insert name]'
notes: |
  first line
  due on YYYY-MM-DD
branches: [main]
levels: {low: 1, high: 2}
token: ${{ secrets.TOKEN }}
image: ${REGISTRY_URL}/app:1.4
pattern: "[a-z]+"
run: echo $CUSTOMER_NAME
"""


def read(text: str) -> Node:
    node = read_yaml("plan.yaml", text)
    assert isinstance(node, Node)
    return node


def test_slots_in_data_are_found_at_their_place() -> None:
    assert list(placeholders_in_data(read(TEXT), lines=TEXT.splitlines())) == [
        Placeholder(Kind.MASK, "NNNN", 1, 9),
        Placeholder(Kind.CHOICE, "alpha|beta|stable", 2, 8, Certainty.LIKELY),
        Placeholder(Kind.MASK, "yyyy-mm-dd", 3, 10),
        Placeholder(Kind.SAMPLE_PERSON, "@jane.doe", 5, 6),
        Placeholder(Kind.TOKEN, "TBD", 6, 5),
        Placeholder(Kind.BRACKET, "[Insert name]", 7, 6),
        Placeholder(Kind.MASK, "YYYY-MM-DD", 10, 10),
    ]


def test_data_is_left_out_when_it_is_not_in_scope() -> None:
    assert list(placeholders_in_data(read(TEXT), Search(scopes=frozenset({Scope.PROSE})))) == []


def test_slots_of_one_value_are_placed_in_it() -> None:
    value = Value("**Raja**, [Insert date]", "Raja, [Insert date]", Location("report.md", 7, 12))
    assert list(placeholders_in_value(value)) == [Placeholder(Kind.BRACKET, "[Insert date]", 7, 22)]
