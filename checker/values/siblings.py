"""Records that were selected together, looked at once for all that is asked about each of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from checker.classes import dataclass
from checker.model.language import Pattern
from checker.model.record import Group, Record, Value, plain_value
from checker.text.shown import natural

Within = Literal["document", "selection"]
"""Among which records one is looked at: those of its document, or all that were selected."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One of several records. position: among them. value: what stands in the field that is looked at."""

    position: int
    record: Record
    value: Value


def peers_in(group: Group, name: str) -> Iterator[Peer]:
    """The records that have a field, each with what stands there. name: empty for the records themselves."""
    for position, record in enumerate(group.records):
        value = record.get(name) if name else record.value
        if value is not None and value.is_there:
            yield Peer(position, record, value)


def sequences_in(group: Group, name: str, within: Within) -> Iterator[list[Peer]]:
    """The same, by the document in which they stand or all together; files together, in order of their names."""
    found: dict[str, list[Peer]] = {}
    for peer in peers_in(group, name):
        is_apart = within == "document" and peer.record.kind != "file"
        found.setdefault(peer.record.location.path if is_apart else "", []).append(peer)
    for sequence in found.values():
        is_listing = all(peer.record.kind == "file" for peer in sequence)
        yield sorted(sequence, key=lambda one: natural(one.record.location.path)) if is_listing else sequence


def part_of(value: Value, part: Pattern | None) -> Value | None:
    """What a pattern matches of a value, or its first group; all of it without one, None when nothing matches."""
    if part is None:
        return value
    match = part.search(value.plain)
    return None if match is None else plain_value(match.part or "", value.location)
