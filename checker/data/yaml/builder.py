"""From the events of a YAML parser to values with places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from checker.classes import dataclass, replace
from checker.data.source import (
    HALF_CHARACTER,
    MAX_DEPTH,
    MAX_VALUES,
    RefusedError,
    Source,
    child_pointer,
    shown,
    too_deep,
    too_many,
    written_twice,
)
from checker.data.yaml.schema import core_value, value_of_1_1
from checker.model.data import Node
from checker.model.location import Location
from checker.patterns import regex

EVENTS: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""The parser. libyaml is ten times as fast; without it the same values are read, and tabs inside plain text refused."""

COMMENT = regex(r"[ \t,\]}]*(?<=[ \t])#(.*)")
BLOCK_COMMENT = regex(r"[^\n]*?[|>][-+0-9]*[ \t]+#(.*)")

TYPED_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float"))
TEXT_TAGS = frozenset(("!", "tag:yaml.org,2002:str"))


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a value goes. key: the place of its key. depth: how many collections are around it."""

    pointer: str = ""
    key: Location | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Built:
    """size: how many values the node stands for, aliases counted out. height: how many levels are under it."""

    node: Node
    size: int = 1
    height: int = 0


class Builder:
    """One pass over the events of a text. An anchor is None while its own node is being built."""

    def __init__(self, source: Source, *, strict: bool) -> None:
        self._source = source
        self._strict = strict
        self._events = EVENTS(source.text)
        self._anchors: dict[str, _Built | None] = {}
        self._values = 0

    def document(self) -> Node:
        self._next()
        first = self._next()
        if isinstance(first, StreamEndEvent):
            return Node(None, self._source.at(0))
        node = self._value(self._next(), _Slot()).node
        self._next()
        after = self._next()
        if not isinstance(after, StreamEndEvent):
            hint = "keep one document in a file"
            raise RefusedError("a second document begins here, only one is read", self._place(after), hint)
        return node

    def documents(self) -> list[Node]:
        """Every document of the text; anchors are known only within one."""
        self._next()
        found: list[Node] = []
        while not isinstance(self._next(), StreamEndEvent):
            self._anchors = {}
            found.append(self._value(self._next(), _Slot()).node)
            self._next()
        return found

    def _next(self) -> Any:
        return self._events.get_event()

    def _place(self, event: Any, pointer: str = "") -> Location:
        return self._source.at(event.start_mark.index, pointer)

    def _value(self, event: Any, slot: _Slot) -> _Built:
        location = self._place(event, slot.pointer)
        if isinstance(event, AliasEvent):
            return self._alias(event, slot, location)
        self._count(1, location)
        return self._written(event, slot, location)

    def _written(self, event: Any, slot: _Slot, location: Location) -> _Built:
        """A value that is written out, or a key, which does not count."""
        anchor, is_scalar = event.anchor, isinstance(event, ScalarEvent)
        if anchor or event.tag:
            self._admit(event)
        if anchor:
            self._anchors[anchor] = None
        built = _Built(self._scalar(event, slot, location)) if is_scalar else self._collection(event, slot, location)
        if anchor:
            self._anchors[anchor] = built
        return built

    def _admit(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if self._strict and event.anchor:
            anchor = shown(event.anchor)
            self._refuse(event, f"the anchor `&{anchor}` is not allowed", "write the value out where it is used")
        if self._strict and event.tag:
            self._refuse(event, "tags are not allowed", "remove the tag; quotes make a text")

    def _refuse(self, event: Event, message: str, hint: str) -> NoReturn:
        raise RefusedError(message, self._place(event), hint)

    def _count(self, size: int, location: Location) -> None:
        self._values += size
        if self._values > MAX_VALUES:
            raise too_many(location)

    def _alias(self, event: Any, slot: _Slot, location: Location) -> _Built:
        name = shown(event.anchor)
        if self._strict:
            self._refuse(event, f"the alias `*{name}` is not allowed", "write the value out")
        if event.anchor not in self._anchors:
            self._refuse(event, f"the alias `*{name}` has no anchor `&{name}` before it", "write the value out")
        target = self._anchors[event.anchor]
        if target is None:
            self._refuse(event, f"the alias `*{name}` stands inside its own anchor", "write the value out")
        self._count(target.size, location)
        if slot.depth + target.height > MAX_DEPTH:
            raise too_deep(location)
        return replace(target, node=replace(target.node, location=location, key=slot.key))

    def _scalar(self, event: ScalarEvent, slot: _Slot, location: Location) -> Node:
        text: str = event.value
        if HALF_CHARACTER.search(text):
            self._refuse(event, "the quotes hold an escape for half a character", "write the character itself")
        typed = event.tag in TYPED_TAGS or (not event.style and event.tag not in TEXT_TAGS)
        value = core_value(text, location) if typed else text
        otherwise = value_of_1_1(text) if not event.style and not event.tag else None
        return Node(value, location, text, slot.key, self._comment(event), otherwise=otherwise)

    def _comment(self, event: ScalarEvent) -> str:
        in_block = event.style and event.style in "|>"
        pattern, mark = (BLOCK_COMMENT, event.start_mark) if in_block else (COMMENT, event.end_mark)
        found = pattern.match(self._source.text, mark.index) if mark else None
        return found[1].strip() if found else ""

    def _collection(self, event: CollectionStartEvent, slot: _Slot, location: Location) -> _Built:
        if slot.depth >= MAX_DEPTH:
            raise too_deep(location)
        before = self._values
        is_mapping = isinstance(event, MappingStartEvent)
        value, height = self._mapping(slot) if is_mapping else self._sequence(slot)
        return _Built(Node(value, location, key=slot.key), 1 + self._values - before, 1 + height)

    def _sequence(self, slot: _Slot) -> tuple[tuple[Node, ...], int]:
        nodes: list[Node] = []
        height = 0
        while not isinstance(event := self._next(), SequenceEndEvent):
            built = self._value(event, _Slot(child_pointer(slot.pointer, len(nodes)), None, slot.depth + 1))
            nodes.append(built.node)
            height = max(height, built.height)
        return tuple(nodes), height

    def _mapping(self, slot: _Slot) -> tuple[dict[str, Node], int]:
        own: dict[str, Node] = {}
        merged: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        height = 0
        while not isinstance(event := self._next(), MappingEndEvent):
            name = self._key(event)
            key = self._place(event, child_pointer(slot.pointer, name))
            if name in keys:
                raise written_twice(name, keys[name], key)
            keys[name] = key
            built = self._value(self._next(), _Slot(key.pointer, key, slot.depth + 1))
            height = max(height, built.height)
            if _is_merge(event):
                merged = self._merged(event, built.node)
            else:
                own[name] = built.node
        return merged | own, height

    def _key(self, event: Any) -> str:
        if isinstance(event, AliasEvent):
            node = self._alias(event, _Slot(), self._place(event)).node
        elif isinstance(event, ScalarEvent):
            node = self._written(event, _Slot(), self._place(event)).node
        elif self._source.text.startswith("{{", max(0, event.start_mark.index - 1)):
            self._refuse(event, "`{{` opens a slot of a template, which is no YAML yet", "judge what is made of it")
        else:
            self._refuse(event, "a list or mapping stands where a key must be", "put the key in quotes")
        if isinstance(node.value, tuple | Mapping):
            self._refuse(event, "a list or mapping stands where a key must be", "write the key as text")
        if self._strict and _is_merge(event):
            self._refuse(event, "the merge key `<<` is not allowed", "write the entries out")
        return node.text

    def _merged(self, event: Event, node: Node) -> dict[str, Node]:
        """The entries that a merge key brings in; of a list of mappings the first one that has a key wins."""
        merged: dict[str, Node] = {}
        for source in node.value if isinstance(node.value, tuple) else (node,):
            if not isinstance(source.value, Mapping):
                self._refuse(event, "`<<` merges something that is no mapping", "quote the key to keep it as text")
            self._count(len(source.value), self._place(event))
            merged |= {name: found for name, found in source.value.items() if name not in merged}
        return merged


def _is_merge(event: Any) -> bool:
    return isinstance(event, ScalarEvent) and event.value == "<<" and not event.style and not event.tag
