"""What a YAML, JSON or TOML document says: values with places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from checker.classes import dataclass, field, replace
from checker.model.location import Location

Scalar = None | bool | int | float | str
NOTHING = "[]"
"""The text of an empty list that somebody gave on purpose, as the value of a parameter."""

NOTHING_GIVEN: Mapping[str, Any] = {"parameter": []}
"""Such a list among plain values, where `[]` that stands in a policy is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Node:
    """One value. value: a scalar, a tuple of nodes, or nodes by key in the order of the file.

    text: a scalar as written, quotes removed; empty for lists and mappings, but for `NOTHING`. location: of the value;
    its pointer is the path of keys and positions (`jobs/build/steps/0`). key: where its key stands, None for list
    entries and the root.
    comment: the text of a `# …` comment at the end of its line (YAML), empty for none.
    undeterminable: it is an expression, and nobody here can tell what it comes to; its text stands for it. A mapping
    that is undeterminable may have further keys.
    aside: what else is known of it, for a message. origin: what it was worked out from, with places.
    otherwise: what other readers take it for (YAML 1.1, other dialects of INI), where that is something else; None
    where all agree. untyped: its format knows no types, so that a text may stand for a number or a truth value.
    several: these bear one name (elements of XML), and a way goes on from each of them.
    encodes: the data that an expression writes as JSON (`jsonencode({…})`), None for any other value.
    """

    value: Scalar | tuple[Node, ...] | Mapping[str, Node]
    location: Location
    text: str = ""
    key: Location | None = None
    comment: str = ""
    undeterminable: bool = False
    aside: str = ""
    otherwise: Scalar = None
    encodes: Node | None = None
    origin: str = ""
    untyped: bool = False
    several: bool = False
    _said: str | None = field(default=None, init=False, compare=False, repr=False)

    def once(self, said: Callable[[], str]) -> str:
        """What all of it says as one text; worked out once, since many records may look at it."""
        text = self._said if self._said is not None else said()
        object.__setattr__(self, "_said", text)
        return text

    @property
    def plain(self) -> Any:
        """The value as plain Python: dict, list and scalars, without places."""
        if isinstance(self.value, Mapping):
            return {name: node.plain for name, node in self.value.items()}
        if isinstance(self.value, tuple):
            return NOTHING_GIVEN if self.text == NOTHING and not self.value else [node.plain for node in self.value]
        return self.value

    def of_yaml_1_1(self) -> Node:
        """The same as readers of YAML 1.1 take it."""
        if isinstance(self.value, Mapping):
            below = {name: child.of_yaml_1_1() for name, child in self.value.items()}
            return replace(self, value=below) if any(below[name] is not one for name, one in self.children()) else self
        if isinstance(self.value, tuple):
            entries = tuple(child.of_yaml_1_1() for child in self.value)
            is_same = all(one is other for one, other in zip(entries, self.value, strict=True))
            return self if is_same else replace(self, value=entries)
        return replace(self, value=self.otherwise) if self.otherwise is not None else self

    @property
    def in_doubt(self) -> bool:
        """Whether nobody here can tell what it, or something in it, comes to."""
        return self.undeterminable or any(child.in_doubt for _, child in self.children())

    def get(self, name: str) -> Node | None:
        """The node under a key, None when this is no mapping or has no such key."""
        return self.value.get(name) if isinstance(self.value, Mapping) else None

    def children(self) -> Iterator[tuple[str, Node]]:
        """Keys and nodes of a mapping, positions and nodes of a list, nothing for a scalar."""
        if isinstance(self.value, Mapping):
            yield from self.value.items()
        elif isinstance(self.value, tuple):
            yield from ((str(position), node) for position, node in enumerate(self.value))


@dataclass(frozen=True, slots=True)
class Stream:
    """A file that holds several documents (YAML, between lines `---`); those that are empty left out."""

    documents: tuple[Node, ...]
