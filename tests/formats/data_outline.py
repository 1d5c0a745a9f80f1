"""Data documents as text, so that a test can compare all of one at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.model.data import Node
from checker.model.location import Location
from checker.model.problem import Problem


def outline(content: Node | Problem) -> str:
    """One line per value: pointer, place of the key, place of the value, value, text and comment."""
    assert isinstance(content, Node), content
    return "\n".join(_lines(content))


def _lines(node: Node) -> Iterator[str]:
    collection = isinstance(node.value, Mapping | tuple)
    shown = type(node.value).__name__ if collection else f"{node.value!r} as {node.text!r}"
    comment = f" # {node.comment}" if node.comment else ""
    yield f"{node.location.pointer or '.'} {_place(node.key)} {_place(node.location)} {shown}{comment}"
    for _, child in node.children():
        yield from _lines(child)


def _place(location: Location | None) -> str:
    return "-" if location is None else f"{location.line}:{location.column}"


def complaint(content: object) -> str:
    """A problem as a person reads it: place, message, remedy."""
    assert isinstance(content, Problem), content
    return f"{content.location}: {content.message}; {content.hint}"
