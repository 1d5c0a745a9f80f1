"""Sign-offs in data: keys such as `approver` and `approvers`, with a name or a handle under them.

A name alone says who is to approve. It says that somebody did where the day stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from checker import lexicon
from checker.model.data import Node
from checker.model.record import Value, plain_value
from checker.signatures._decisions import decision_of
from checker.signatures._entries import Entry, labelled
from checker.signatures._labels import Kind, kind_of


def data_entries(node: Node) -> Iterator[Entry]:
    """The entries of a YAML, JSON or TOML document; an empty list of approvers is one that nobody signed."""
    if decided := _decided(node):
        yield decided
    day = next((child for key, child in node.children() if lexicon.consists(key, "signature.day_key")), None)
    for key, child in node.children():
        if isinstance(node.value, Mapping) and _names_approvers(key):
            yield from _under(key, child, day)
        else:
            yield from data_entries(child)


def _names_approvers(key: str) -> bool:
    """Whether a key is `approver`, `approved_by` and the like, with a word before it perhaps (`prr-approvers`)."""
    found = lexicon.ends(key, "signature.key")
    return found is not None and found.end == len(key) and len(re.findall(r"[^\W_]+", key[: found.start])) <= 1


def _decided(node: Node) -> Entry | None:
    """A record of a decision that stands: its status, those who decided, and the day."""
    if not isinstance(node.value, Mapping):
        return None
    children = dict(node.children())
    deciders = next((child for key, child in children.items() if lexicon.wholly(key, "signature.decider")), None)
    status, day = children.get("status"), children.get("date")
    if deciders is None or status is None or decision_of(status.text)[0] != "signed":
        return None
    names = [child.text for _, child in deciders.children()] if isinstance(deciders.value, tuple) else [deciders.text]
    cells: list[tuple[Kind, Value]] = [("name", plain_value(", ".join(names), deciders.location))]
    cells.append(("decision", _value(status)))
    if day is not None:
        cells.append(("date", _value(day)))
    return labelled("row", tuple(cells), deciders.location)


def _under(key: str, node: Node, day: Node | None) -> Iterator[Entry]:
    """The entries under a key that names approvers. day: what stands beside it for the day of the approval."""
    if isinstance(node.value, Mapping):
        cells = tuple((kind_of(name), _value(child)) for name, child in node.value.items())
        yield labelled("row", cells, node.location)
    elif isinstance(node.value, tuple):
        for child in node.value:
            yield from _under(key, child, day)
        if not node.value:
            yield Entry("empty", f"`{key}`", node.location)
    else:
        cell: tuple[Kind, Value] = ("by", _value(node))
        label = node.location.pointer or key
        if day is None:
            yield Entry("data", label, node.location, (cell,))
        else:
            yield Entry("row", label, node.location, (cell, ("date", _value(day))))


def _value(node: Node) -> Value:
    return plain_value("" if node.value is None else node.text, node.location)
