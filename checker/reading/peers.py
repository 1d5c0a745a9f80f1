"""Records that were selected together, looked at once for all that is asked about each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from checker.model.language import Pattern
from checker.model.record import Record, Value, plain_value
from checker.reading.wording import natural

Within = Literal["document", "selection"]
"""Among which records one is looked at: those of its document, or all that were selected."""


@dataclass(frozen=True, slots=True, eq=False)
class Peers:
    """Records that were selected together, as the key of what is known of them: these ones, not their like.

    name: of the field that is looked at, empty for the records themselves.
    """

    records: tuple[Record, ...]
    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Peers) and self.records is other.records and self.name == other.name

    def __hash__(self) -> int:
        return hash((id(self.records), self.name))

    def values(self) -> Iterator[tuple[Record, Value]]:
        """The records that have the field, each with what stands there."""
        for record in self.records:
            value = record.get(self.name) if self.name else record.value
            if value is not None and not value.absent:
                yield record, value

    def groups(self, within: Within) -> Iterator[list[tuple[Record, Value]]]:
        """The same, by the document in which they stand or all together; files together, in order of their names."""
        found: dict[str, list[tuple[Record, Value]]] = {}
        for record, value in self.values():
            is_apart = within == "document" and record.kind != "file"
            found.setdefault(record.location.path if is_apart else "", []).append((record, value))
        for group in found.values():
            is_listing = all(record.kind == "file" for record, _ in group)
            yield sorted(group, key=lambda one: natural(one[0].location.path)) if is_listing else group


def part_of(value: Value, part: Pattern | None) -> Value | None:
    """What a pattern matches of a value, or its first group; all of it without one, None when nothing matches."""
    if part is None:
        return value
    match = part.search(value.plain)
    return None if match is None else plain_value(match.group(1 if match.re.groups else 0) or "", value.location)
