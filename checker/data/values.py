"""Values of YAML, JSON and TOML as fields of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.classes import dataclass, replace
from checker.data.paths import EMBEDDED, MANY, Follow, Missed, Reached, Step, walked, way_of
from checker.model.data import Node
from checker.model.evidence import Reason
from checker.model.letters import with_line_feeds
from checker.model.record import TypedIn, Value, in_doubt, missing_value


def node_value(node: Node, typed_in: TypedIn = "data") -> Value:
    """A node as a value: scalars with their type, lists with their entries, a mapping as its keys and values."""
    if isinstance(node.value, tuple):
        return listed_values([node_value(one, typed_in) for one in node.value], node, typed_in)
    if isinstance(node.value, Mapping):
        joined = node.once(lambda: _said(node))
        keys = None if node.undeterminable else tuple(node.value)
        value = Value(joined, joined, node.location, data=joined, typed_in=typed_in, keys=keys, origin=node.origin)
        return in_doubt(value) if node.in_doubt else value
    typed_in = "texts" if node.untyped else typed_in
    text = with_line_feeds(node.text)
    plain = str(node.value).lower() if isinstance(node.value, bool) else text
    data = with_line_feeds(node.value) if isinstance(node.value, str) else node.value
    value = Value(
        text, plain, node.location, data=data, typed_in=typed_in, otherwise=node.otherwise, origin=node.origin
    )
    return in_doubt(value, node.aside) if node.undeterminable else value


def _said(node: Node) -> str:
    """All that a mapping says."""
    return ", ".join(f"{key}: {node_value(child).plain}" for key, child in node.children())


def listed_values(values: list[Value], node: Node, typed_in: TypedIn) -> Value:
    """A list value that stands at a node."""
    joined = ", ".join(one.plain for one in values if one.is_there)
    return Value(joined, joined, node.location, data=joined, items=tuple(values), typed_in=typed_in, origin=node.origin)


@dataclass(frozen=True, slots=True)
class DataFields(Mapping[str, Value]):
    """The fields of a value: what its way named, then its keys and the ways below them, then what every value has.

    follow: how references are followed, None where they stand for themselves.
    """

    node: Node
    called: str
    typed_in: TypedIn
    named: Mapping[str, Value]
    provided: Mapping[str, Value]
    follow: Follow | None = None

    def __getitem__(self, name: str) -> Value:
        if name in self.named:
            return self.named[name]
        found = below(self.node, name, self.called, self.typed_in, self.follow) if self._leads_on(name) else None
        return found if found is not None else self.provided[name]

    def _leads_on(self, name: str) -> bool:
        """Whether a way may begin here: in a list or mapping, or in what a text holds."""
        return isinstance(self.node.value, tuple | Mapping) or name.startswith(EMBEDDED)

    def __iter__(self) -> Iterator[str]:
        yield from dict.fromkeys((*self.named, *_keys(self.node), *self.provided))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def below(node: Node, name: str, called: str, typed_in: TypedIn, follow: Follow | None = None) -> Value | None:
    """The field of a value: what stands under a key or at the end of a way; several values are a list.

    An entry that lacks the last keys of the way stays in the list as one that is absent. called: the value itself.
    """
    there = node.get(name)
    if there is not None and follow is None:
        return node_value(there, typed_in)
    steps = way_of(name)
    first = next((at for at, step in enumerate(steps) if step.key in MANY), len(steps))
    starts = list(walked(node, steps[:first], follow=follow))
    if len(starts) == 1:
        return _below_one(starts[0], steps[first:], node, called=called, typed_in=typed_in, follow=follow)
    found = walked(node, steps, follow=follow)
    return listed_values([_entry(one, called, typed_in) for one in found], node, typed_in) if starts else None


def _below_one(
    start: Reached | Missed,
    steps: tuple[Step, ...],
    node: Node,
    *,
    called: str,
    typed_in: TypedIn,
    follow: Follow | None,
) -> Value | None:
    """The same from the end of what leads to one value. steps: that lead on from there, to many; none for no more."""
    if isinstance(start, Missed):
        is_told = start.why is not None or start.node.undeterminable
        return _entry(start, called, typed_in) if is_told else None
    if not steps:
        return node_value(start.node, typed_in)
    found = list(walked(start.node, steps, start, follow))
    if len(found) == 1 and isinstance(found[0], Missed) and found[0].deep:
        return None
    return listed_values([_entry(one, called, typed_in) for one in found], node, typed_in)


def _entry(found: Reached | Missed, called: str, typed_in: TypedIn) -> Value:
    if isinstance(found, Reached):
        return node_value(found.node, typed_in)
    return replace(missing_value(found.gap(called, Reason.NO_ENTRY)), typed_in=typed_in)


def _keys(node: Node, above: str = "") -> Iterator[str]:
    """The keys of a mapping, then those of the mappings in it, with dots for the way."""
    below_it = node.value if isinstance(node.value, Mapping) else {}
    yield from (f"{above}{name}" for name in below_it)
    for name, child in below_it.items():
        yield from _keys(child, f"{above}{name}.")
