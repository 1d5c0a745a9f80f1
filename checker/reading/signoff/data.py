"""Sign-offs in data: keys such as `approver` and `approvers`, with a name or a handle under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from checker.model.data import Node
from checker.model.record import Value, plain_value
from checker.reading.signoff.decisions import decision_of
from checker.reading.signoff.entries import Entry, labelled
from checker.reading.signoff.kinds import Kind, kind_of

_APPROVERS = re.compile(
    r"(?:[\w-]+[-_ ])?(?:approvers?|signator(?:y|ies)|signers?|sign[-_ ]?offs?|approvals?)"
    r"|(?:approved|signed(?:[-_ ]off)?)[-_ ]by",
    re.IGNORECASE,
)
_DECIDERS = re.compile(r"deciders?|decision[-_ ]?makers?", re.IGNORECASE)


def data_entries(node: Node) -> Iterator[Entry]:
    """The entries of a YAML, JSON or TOML document; an empty list of approvers is one that nobody signed."""
    if decided := _decided(node):
        yield decided
    for key, child in node.children():
        if isinstance(node.value, Mapping) and _APPROVERS.fullmatch(key):
            yield from _under(key, child)
        else:
            yield from data_entries(child)


def _decided(node: Node) -> Entry | None:
    """A record of a decision that stands: its status, those who decided, and the day."""
    if not isinstance(node.value, Mapping):
        return None
    children = dict(node.children())
    deciders = next((child for key, child in children.items() if _DECIDERS.fullmatch(key)), None)
    status, day = children.get("status"), children.get("date")
    if deciders is None or status is None or decision_of(status.text)[0] != "signed":
        return None
    names = [child.text for _, child in deciders.children()] if isinstance(deciders.value, tuple) else [deciders.text]
    cells: list[tuple[Kind, Value]] = [("name", plain_value(", ".join(names), deciders.location))]
    cells.append(("decision", _value(status)))
    if day is not None:
        cells.append(("date", _value(day)))
    return labelled("row", tuple(cells), deciders.location)


def _under(key: str, node: Node) -> Iterator[Entry]:
    if isinstance(node.value, Mapping):
        cells = tuple((kind_of(name), _value(child)) for name, child in node.value.items())
        yield labelled("row", cells, node.location)
    elif isinstance(node.value, tuple):
        for child in node.value:
            yield from _under(key, child)
        if not node.value:
            yield Entry("empty", f"`{key}`", node.location)
    else:
        cell: tuple[Kind, Value] = ("by", _value(node))
        yield Entry("data", node.location.pointer or key, node.location, (cell,))


def _value(node: Node) -> Value:
    return plain_value("" if node.value is None else node.text, node.location)
