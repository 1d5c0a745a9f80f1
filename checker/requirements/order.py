"""Requirements on a value among its like: in what order they stand, which is the first, which ranks higher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar

from checker.model.kinds import Requirement, Scope
from checker.model.language import Operand
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Record, Subject, Value
from checker.reading.dates import read_date
from checker.reading.numbers import read_number
from checker.reading.wording import compared, folded, quoted, same_reading

Rank = int | Decimal | date | str


@dataclass(frozen=True, slots=True, kw_only=True)
class InOrder(Requirement):
    """The value does not come before that of a record which stands above it in the same document.

    Numbers are compared as numbers, dates as dates, anything else as text in the order of the alphabet. With a list,
    the order is that of the list; what is not in it may stand anywhere. The entries of a list value, and of a text such
    as `1, 5, 12`, must be in order among themselves.

    ```yaml
    for_each: {section: {in: runbook}, where: {level: 2}}
    require: {title: {in_order: [Meaning, Impact, Diagnosis, Mitigation]}}
    ```
    """

    kind: ClassVar[str] = "in_order"
    short: ClassVar[str] = "listed"
    listed: tuple[str, ...] = ()
    """The values in the order in which they must stand; without it, they ascend."""
    descending: bool = False
    """Whether the values must descend instead."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        entries = _entries(subject.value)
        if entries:
            yield from self._in_itself(subject, entries)
            return
        if not any(peer is subject.record for peer in _companions(subject, scope)):
            yield undecided(f"{subject.called} was not selected together with others", subject.location)
            return
        found = [(value, self._judged(value, subject.value)) for value in _earlier(subject, scope)]
        doubtful = next((value for value, holds in found if holds is None), None)
        wrong = next((value for value, holds in found if holds is False), None)
        if wrong is not None:
            yield self._misplaced(subject, subject.value, wrong)
        elif doubtful is not None:
            said = f"{subject.called} is {quoted(subject.value)}, which cannot be compared with {quoted(doubtful)}"
            yield undecided(said, subject.location)
        else:
            yield self._placed(subject)

    def _in_itself(self, subject: Subject, entries: Sequence[Value]) -> Iterator[Observation]:
        ranked = [one for one in entries if not self.listed or self._position(one) is not None]
        for one, other in pairwise(ranked):
            holds = self._judged(one, other)
            if holds is None:
                yield undecided(f"{quoted(other)} cannot be compared with {quoted(one)}", other.location)
            elif not holds:
                yield self._misplaced(subject, other, one)
                return
        yield self._placed(subject)

    def _judged(self, earlier: Value, later: Value) -> bool | None:
        """Whether two values may follow each other; None when they cannot be compared."""
        if self.listed:
            first, second = self._position(earlier), self._position(later)
            return first is None or second is None or (second <= first if self.descending else first <= second)
        ranks = _ranks(earlier), _ranks(later)
        comparable = next(((one, other) for one, other in zip(*ranks, strict=True) if one is not None), None)
        one, other = comparable or (None, None)
        if one is None or other is None:
            return None
        return bool(other <= one if self.descending else one <= other)  # type: ignore[operator]

    def _position(self, value: Value) -> int | None:
        return next((n for n, name in enumerate(self.listed) if same_reading(value.plain, name)), None)

    def _expected(self) -> str:
        if self.listed:
            return f"the order {' → '.join(self.listed)}"
        return "a descending order" if self.descending else "an ascending order"

    def _placed(self, subject: Subject) -> Observation:
        found = quoted(subject.value)
        return met(f"{subject.called} is {found}, in order", subject.location, expected=self._expected(), found=found)

    def _misplaced(self, subject: Subject, value: Value, earlier: Value) -> Observation:
        said = f"{quoted(value)} stands after {quoted(earlier)}, expected {self._expected()}"
        if subject.name:
            said = f"{subject.called}: {said}"
        found = f"{quoted(earlier)} → {quoted(value)}"
        related = (earlier.location,) if earlier.location != value.location else ()
        return not_met(said, value.location, expected=self._expected(), found=found, related=related)


def _entries(value: Value) -> tuple[Value, ...]:
    """What a list value, or a text that lists numbers, consists of; nothing for a single value."""
    if value.items is not None:
        return value.items
    parts = [part.strip() for part in value.plain.split(",")]
    if len(parts) < 2 or any(read_number(part) is None for part in parts) or read_number(value.plain) is not None:
        return ()
    return tuple(Value(part, part, value.location, data=part) for part in parts)


def _ranks(value: Value) -> tuple[Decimal | None, date | None, str | None]:
    """A value as number, date and text; text only when it is neither."""
    number, day = read_number(value.plain), read_date(value.plain)
    return number, day, None if number is not None or day is not None else folded(value.plain).casefold()


def _earlier(subject: Subject, scope: Scope) -> Iterator[Value]:
    """The same value of the records that stand before this one in its document."""
    for peer in _companions(subject, scope):
        if peer is subject.record:
            return
        yield from _same_field(peer, subject)


def _same_field(peer: Record, subject: Subject) -> Iterator[Value]:
    value = peer.get(subject.name) if subject.name else peer.value
    if value is not None and not value.absent:
        yield value


class _Peers:
    """Records that were selected together, as a key: these ones, not their like."""

    __slots__ = ("records",)

    def __init__(self, records: tuple[Record, ...]) -> None:
        self.records = records

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Peers) and self.records is other.records

    def __hash__(self) -> int:
        return id(self.records)


@lru_cache(maxsize=4)
def _by_document(peers: _Peers) -> Mapping[str, Sequence[Record]]:
    """The records of each document; found once for all that are asked about them."""
    found: dict[str, list[Record]] = {}
    for record in peers.records:
        found.setdefault(record.location.path, []).append(record)
    return found


@lru_cache(maxsize=4)
def _ends(peers: _Peers, name: str) -> Mapping[tuple[str, str], tuple[Record, Record]]:
    """Of each document and each text that a field has in it, the first record and the last one."""
    found: dict[tuple[str, str], tuple[Record, Record]] = {}
    for record in peers.records:
        value = record.get(name) if name else record.value
        if value is not None and not value.absent:
            key = record.location.path, folded(value.plain)
            found[key] = found.get(key, (record, record))[0], record
    return found


def _companions(subject: Subject, scope: Scope) -> Sequence[Record]:
    """The records of the same document that were selected together with this one."""
    return _by_document(_Peers(scope.peers)).get(subject.record.location.path, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class First(Requirement):
    """No record above has the same value here, in the order of reading of one document.

    In `where`, it keeps the first record of each value: the first mention of every name.

    ```yaml
    for_each: {mention: {in: 'docs/proposals/*.md', pattern: 'RFC-[0-9]+'}, where: {text: first}}
    require: {link: filled}
    ```
    """

    kind: ClassVar[str] = "first"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        yield _at_an_end(subject, scope, "first", "above it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Last(Requirement):
    """No record below has the same value here, in the order of reading of one document.

    In `where`, it keeps the last record of each value: the last section of every level.

    ```yaml
    for_each: {section: {in: 'docs/proposals/*.md'}, where: {level: {equals: 2, last: true}}}
    require: {title: Copyright}
    ```
    """

    kind: ClassVar[str] = "last"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        yield _at_an_end(subject, scope, "last", "below it")


def _at_an_end(subject: Subject, scope: Scope, which: str, where: str) -> Observation:
    """Whether a value is the first, or the last, of those that read the same in its document."""
    key = subject.record.location.path, folded(subject.value.plain)
    ends = _ends(_Peers(scope.peers), subject.name).get(key)
    if ends is None:
        return undecided(f"{subject.called} was not selected together with others", subject.location)
    found, end = quoted(subject.value), ends[0] if which == "first" else ends[1]
    if end is subject.record:
        return met(f"{subject.called} is the {which} {found}", subject.location, expected=f"the {which}", found=found)
    said = f"{subject.called} is not the {which} {found}, the same stands {where}"
    return not_met(said, subject.location, expected=f"the {which}", found=found, related=(end.location,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks(Requirement):
    """The value ranks where it should on a scale, such as the states that a document goes through.

    `scale` names the values from the lowest to the highest. A value that is not on the scale is not met; one with
    which it is compared and that is not on the scale leaves it undecided.

    ```yaml
    for_each: {row: {in: report, columns: [Risk, Severity, Accepted]}}
    require: {Severity: {ranks: {scale: [low, medium, high, critical], at_most: {field: Accepted}}}}
    ```
    """

    kind: ClassVar[str] = "ranks"
    scale: tuple[str | tuple[str, ...], ...]
    """The values from the lowest to the highest; values in a list of their own rank the same."""
    at_least: Operand | None = None
    """The lowest value that it may be."""
    at_most: Operand | None = None
    """The highest value that it may be."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if self.at_least is None and self.at_most is None:
            yield "", "`ranks` needs `at_least` or `at_most`"
        for name, bound in (("at_least", self.at_least), ("at_most", self.at_most)):
            if bound is not None and bound.literal is not None and self._rank(str(bound.literal)) is None:
                yield name, f"`{bound.literal}` is not on the scale"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        rank, found = self._rank(subject.value.plain), quoted(subject.value)
        if rank is None:
            said = f"{subject.called} is {found}, which is not on the scale"
            yield not_met(said, subject.location, expected="a value of the scale", found=found)
            return
        for word, operand in (("at least", self.at_least), ("at most", self.at_most)):
            wanted = scope.resolve(operand, subject.location) if operand is not None else None
            if isinstance(wanted, Observation):
                yield wanted
            elif wanted is not None:
                yield self._held(subject, rank, word, wanted)

    def _rank(self, text: str) -> int | None:
        steps = [(one,) if isinstance(one, str) else one for one in self.scale]
        return next((n for n, names in enumerate(steps) if any(same_reading(text, name) for name in names)), None)

    def _held(self, subject: Subject, rank: int, word: str, wanted: Value) -> Observation:
        bound = self._rank(wanted.plain)
        if bound is None:
            return undecided(f"{quoted(wanted)} is not on the scale, so nothing ranks beside it", wanted.location)
        holds = rank >= bound if word == "at least" else rank <= bound
        return compared(holds, subject, f"{word} {quoted(wanted)}")
