"""Ways through data."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checker.data.paths import Missed, Reached, walked, way_of, way_problem
from checker.data.values import below
from checker.data.yaml import read_yaml
from checker.model.data import Node

DATA = """
a.b: 1
a: {b: 2, c: {d.e: 3, d: {f: 4}}}
list: [{x: 1}, {y: 2}, 3, null]
one: text
none: null
empty: []
"""


def root(text: str = DATA) -> Node:
    node = read_yaml("a.yaml", text)
    assert isinstance(node, Node)
    return node


def reached(way: str) -> list[str]:
    found = walked(root(), way_of(way))
    return [
        f"{'.'.join(one.keys)}={one.node.plain}"
        if isinstance(one, Reached)
        else f"{'.'.join(one.keys)} lacks {one.wanted}"
        for one in found
    ]


@pytest.mark.parametrize(
    ("way", "found"),
    [
        ("a.b", ["a.b=1"]),
        ("a.c.d.e", ["a.c.d.e=3"]),
        ("a.c.d.f", ["a.c.d.f=4"]),
        ("a.c.d.g", ["a.c.d lacks g"]),
        ("list.0.x", ["list.0.x=1"]),
        ("list.9", ["list lacks 9"]),
        ("list.*.x", ["list.0.x=1", "list.1 lacks x", "list.2 lacks x", "list.3 lacks x"]),
        ("list.*.x?", ["list.0.x=1"]),
        ("one.*", ["one=text"]),
        ("one.*.*", ["one=text"]),
        ("none.*", ["none lacks *"]),
        ("none.*?", []),
        ("none?.*", []),
        ("none", ["none=None"]),
        ("empty.*", []),
        ("gone.deep.*", [" lacks gone.deep"]),
        ("gone?.deep.*", []),
    ],
)
def test_a_way_leads_to(way: str, found: list[str]) -> None:
    assert reached(way) == found


def test_a_named_star_says_which_key_was_taken() -> None:
    found = [one for one in walked(root(), way_of("a.{what}?")) if isinstance(one, Reached)]
    assert [[(name, key) for name, key, _ in one.named] for one in found] == [[("what", "b")], [("what", "c")]]


def test_a_name_stands_for_one_key_only() -> None:
    assert way_problem("{x}.{x}") is not None


@pytest.mark.parametrize(
    ("name", "plain", "absent"),
    [
        ("list.*.x", "1", [False, True, True, True]),
        ("list.*.x?", "1", [False]),
        ("empty.*", "", []),
    ],
)
def test_a_field_that_is_a_way_is_a_list(name: str, plain: str, absent: list[bool]) -> None:
    value = below(root(), name, "it", "data")
    assert value is not None
    assert (value.plain, [not one.is_there for one in value.items or ()]) == (plain, absent)


@pytest.mark.parametrize("name", ["gone", "gone.*", "gone?", "none.x", "one.x"])
def test_a_field_whose_way_does_not_begin_is_absent(name: str) -> None:
    assert below(root(), name, "it", "data") is None


KEYS = st.text("ab.*?{}0", max_size=4)


@given(st.lists(KEYS, min_size=1, max_size=4).map(".".join))
def test_any_way_leads_somewhere_or_lacks_something(way: str) -> None:
    assert all(isinstance(one, Reached | Missed) for one in walked(root(), way_of(way)))


@given(st.lists(KEYS, min_size=1, max_size=4).map(".".join))
def test_nothing_is_lacking_where_every_key_may_be_missing(way: str) -> None:
    assume(all(key.strip("?") for key in way.split(".")))
    lenient = ".".join(key if key.endswith("?") and key != "?" else f"{key}?" for key in way.split("."))
    assert not any(isinstance(one, Missed) for one in walked(root(), way_of(lenient)))
