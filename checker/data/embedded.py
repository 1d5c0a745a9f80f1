"""Data that stands in a text: JSON and YAML in strings, heredocs and cells, and what Terraform is to write as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.classes import replace
from checker.data.parts import WrongShapeError, parse_json
from checker.data.source import MAX_DEPTH, MAX_VALUES, child_pointer
from checker.model.data import Node
from checker.model.evidence import Gap, Reason, absent
from checker.model.location import Location
from checker.model.problem import Problem
from checker.patterns import regex
from checker.text.json_in_html import json_text

_FROM = regex(r"the text:([0-9]+):([0-9]+): .*")
"""Where a text is no longer data of its kind."""


def read_in(node: Node, called: str, *, is_yaml: bool = False) -> Node | Gap | None:
    """What a text holds as JSON, or YAML; data is that already. Why it is none; None where nobody can tell the text.

    called: the text, for a message.
    """
    if node.encodes is not None:
        return node.encodes
    if node.undeterminable:
        return None
    if isinstance(node.value, Mapping | tuple):
        return node
    named, reason = f"`{called}`" if called else "the text", Reason.NO_YAML if is_yaml else Reason.NO_JSON
    if not isinstance(node.value, str) or not node.value.strip():
        why = "it is empty" if not node.text.strip() else f"it is `{node.text}`"
        return absent(reason, node.location, what=named, why=why)
    try:
        return (yaml_node if is_yaml else json_node)(node.value, node.location)
    except WrongShapeError as error:
        return absent(reason, node.location, what=named, why=_reason(str(error)))


def _reason(said: str) -> str:
    at = _FROM.fullmatch(said)
    return f"it is none from its line {at[1]}, column {at[2]} on" if at is not None else said


def json_node(text: str, place: Location) -> Node:
    """The data that a text holds as JSON, all of it at the place of the text. Raises WrongShapeError."""
    budget = [MAX_VALUES]
    return _node(parse_json(text.encode(errors="replace"), "the text"), place, budget)


def yaml_node(text: str, place: Location) -> Node:
    """The data that a text holds as YAML, all of it at the place of the text. Raises WrongShapeError."""
    from checker.data.yaml import read_yaml

    found = read_yaml("the text", text)
    if isinstance(found, Problem):
        raise WrongShapeError(f"in its line {found.location.line}, {found.message}")
    return _placed(found, place)


def _placed(node: Node, place: Location) -> Node:
    """The node with all in it at a place."""
    value = node.value
    if isinstance(value, Mapping | tuple):
        below = {
            key: _placed(child, replace(place, pointer=child_pointer(place.pointer, key)))
            for key, child in node.children()
        }
        value = below if isinstance(value, Mapping) else tuple(below.values())
    return replace(node, value=value, location=place, key=None)


def _node(value: Any, place: Location, budget: list[int], depth: int = 0) -> Node:
    budget[0] -= 1
    if depth > MAX_DEPTH:
        raise WrongShapeError(f"the text is nested deeper than {MAX_DEPTH} levels")
    if budget[0] < 0:
        raise WrongShapeError(f"the text holds more than {MAX_VALUES} values")

    def below(key: str | int, one: Any) -> Node:
        return _node(one, replace(place, pointer=child_pointer(place.pointer, key)), budget, depth + 1)

    if isinstance(value, dict):
        return Node({name: below(name, one) for name, one in value.items()}, place)
    if isinstance(value, list):
        return Node(tuple(below(position, one) for position, one in enumerate(value)), place)
    return Node(value, place, value if isinstance(value, str) else json_text(value))
