"""What a YAML, JSON or TOML document says: values with places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.model.location import Location

Scalar = None | bool | int | float | str


@dataclass(frozen=True, slots=True)
class Node:
    """One value. value: a scalar, a tuple of nodes, or nodes by key in the order of the file.

    text: a scalar as written, quotes removed; empty for lists and mappings. location: of the value; its pointer is the
    path of keys and positions (`jobs/build/steps/0`). key: where its key stands, None for list entries and the root.
    comment: the text of a `# …` comment at the end of its line (YAML), empty for none.
    """

    value: Scalar | tuple[Node, ...] | Mapping[str, Node]
    location: Location
    text: str = ""
    key: Location | None = None
    comment: str = ""
    _text: str | None = field(default=None, init=False, compare=False, repr=False)

    def once(self, said: Callable[[], str]) -> str:
        """What all of it says as one text; worked out once, since many records may look at it."""
        text = self._text if self._text is not None else said()
        object.__setattr__(self, "_text", text)
        return text

    @property
    def plain(self) -> Any:
        """The value as plain Python: dict, list and scalars, without places."""
        if isinstance(self.value, Mapping):
            return {name: node.plain for name, node in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain for node in self.value]
        return self.value

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
