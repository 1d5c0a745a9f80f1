"""What the doctor says."""

from __future__ import annotations

from collections.abc import Iterator

from checker.classes import dataclass
from checker.model.data import Node
from checker.model.location import Location


@dataclass(frozen=True, slots=True, order=True)
class Advice:
    """Something that would let a change past the gate. said: what it is. remedy: what to do instead."""

    path: str
    line: int
    column: int
    said: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.said}; {self.remedy}"


def advice(at: Node | Location, said: str, remedy: str) -> Advice:
    """Advice about a key with its value, or about a place."""
    place = (at.key or at.location) if isinstance(at, Node) else at
    return Advice(place.path, place.line or 0, place.column or 0, said, remedy)


def entries(node: Node | None) -> Iterator[Node]:
    """The entries of a list; the value itself where it is none."""
    if node is not None and node.value is not None:
        yield from node.value if isinstance(node.value, tuple) else (node,)


def named(node: Node | None) -> dict[str, Node]:
    """What stands under each name: of a mapping by its keys, of a list or a single text by the texts."""
    if node is None or node.value is None:
        return {}
    return dict(node.children()) if isinstance(node.value, dict) else {one.text: one for one in entries(node)}
