"""Requirements on how values follow each other: in what order they stand, which ranks higher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import ClassVar, Literal

from checker.classes import dataclass
from checker.model.kinds import Requirement, Scope
from checker.model.language import Operand, Pattern
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Group, Subject, Value
from checker.text.shown import beyond, compared, quoted, readings, same_reading, shortened
from checker.values.numbers import read_number
from checker.values.ordering import Above, Kind, placed, placed_by
from checker.values.resolved import resolved
from checker.values.siblings import Within, part_of, sequences_in
from checker.values.versions import Version, read_version

LONGEST_ORDER = 200
"""How many characters of an expected order a message shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InOrder(Requirement):
    """The value does not come before that of a record which stands above it in the same document.

    An order is told by what all values are: numbers, dates (times of day, months and quarters too), versions with
    their pre-releases, names with a number in them (`P0-2` before `P0-10`), else text in the order of the alphabet.
    Where that is not clear it is undecided, and `as` says what they are.

    With a list, the order is that of the list; what is not in it may stand anywhere, unless `only` says that nothing
    else may stand there. The list may be looked up: the headings of a template, say; one that is there twice stands for
    the next of its places. The entries of a list value, and of a text such as `1, 5, 12`, must be in order among
    themselves. With `step`, each is so much more than the one above it, so that no number is left out; files are in
    the order of their names.

    ```yaml
    for_each: {section: {in: runbook}, where: {level: 2}}
    require: {title: {in_order: [Meaning, Impact, Diagnosis, Mitigation]}}
    ```
    """

    kind: ClassVar[str] = "in_order"
    of_peers: ClassVar[bool] = True
    short: ClassVar[str] = "listed"
    listed: Operand | tuple[Operand, ...] = ()
    """The values in the order in which they must stand, or where they are looked up; without it, they ascend."""
    descending: bool = False
    """Whether the values must descend instead."""
    only: bool = False
    """Whether nothing may stand there that is not listed."""
    as_: Kind | None = None
    """What the values are: the number, date or version in each of them, an id with numbers, or mere text."""
    step: int | None = None
    """By how much each number must differ from the one above it."""
    part: Pattern | None = None
    """Keeps only what it matches of each value, or its first group: the number in the name of a file."""
    within: Within = "document"
    """Whether `document` or the whole `selection` is one sequence."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if self.only and not self.listed:
            yield "only", "`only` needs `listed`, which says what may stand there"
        if self.step is not None and self.step < 1:
            yield "step", f"`{self.step}` stands here, expected a whole number from 1"
        if self.listed:
            beside = {"as": self.as_, "step": self.step}
            yield from ((name, f"`{name}` says nothing beside a list of values") for name in beside if beside[name])
        elif self.step is not None and self.as_ not in (None, "number"):
            yield "as", "`step` counts numbers"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        listed, missing = resolved(self.listed, subject, scope) if self.listed else ((), ())
        yield from missing
        if missing:
            return
        names = tuple(one.plain for one in listed) if self.listed else None
        order = _Order(names, self.descending, self.as_, self.step)
        entries = _entries(subject.value)
        stray = [one for one in entries or (subject.value,) if self.only and self._is_unlisted(order, one)]
        yield from (_unlisted(order, subject, one) for one in stray)
        if not stray or len(stray) < len(entries):
            yield from self._observed(order, subject, entries, scope)

    def _is_unlisted(self, order: _Order, value: Value) -> bool:
        kept = part_of(value, self.part)
        return kept is not None and order.places([kept]) == [None]

    def _observed(
        self, order: _Order, subject: Subject, entries: Sequence[Value], scope: Scope
    ) -> Iterator[Observation]:
        if entries:
            parts = [part_of(one, self.part) for one in entries]
            seen = [_seen(order, subject, one) for one in _sequence(order, parts)]
            wrong = [one for one in seen if one.ok is not True]
            yield from wrong[:1] if wrong else [_in_place(order, subject)]
            return
        group, position = scope.peers.group, scope.peers.position
        question = (InOrder.kind, subject.name, order, self.part, self.within)
        stands = group.once(question, lambda: _stands(group, subject.name, order, self.part, self.within)).get(position)
        if stands is None:
            yield undecided(f"{subject.called} was not selected together with others", subject.location)
        else:
            yield _seen(order, subject, stands)


@dataclass(frozen=True, slots=True)
class _Order:
    """listed: the values in their order, None where they ascend by themselves. kind: what the policy says they are."""

    listed: tuple[str, ...] | None
    descending: bool
    kind: Kind | None = None
    step: int | None = None

    def places(self, values: Sequence[Value]) -> list[int | None]:
        """The places of values in the list, None for one that is not listed.

        A name that is listed several times stands for the next of its places, as long as there is one.
        """
        by_reading = _by_reading(self.listed or ())
        found: list[int | None] = []
        at = len(self.listed or ()) if self.descending else -1
        for value in values:
            known = sorted({n for read in readings(value.plain) for n in by_reading.get(read, ())})
            following = [n for n in reversed(known) if n <= at] if self.descending else [n for n in known if n >= at]
            last = (known[0] if self.descending else known[-1]) if known else None
            found.append(following[0] if following else last)
            at = following[0] if following else at
        return found

    def __str__(self) -> str:
        if self.listed is not None:
            return f"the order {shortened(' → '.join(self.listed), LONGEST_ORDER)}"
        said = "a descending order" if self.descending else "an ascending order"
        return f"{said} in steps of {self.step}" if self.step is not None else said


@lru_cache(maxsize=64)
def _by_reading(listed: tuple[str, ...]) -> Mapping[str, Sequence[int]]:
    """The places of the names of a list, by what they read."""
    found: dict[str, list[int]] = {}
    for n, name in enumerate(listed):
        for read in readings(name):
            found.setdefault(read, []).append(n)
    return found


@dataclass(frozen=True, slots=True)
class _Stands:
    """A value of a sequence, and what it stands after. value: None where the pattern finds no part of it."""

    value: Value | None
    above: Above
    others: tuple[Value, ...] = ()


def _stands(
    group: Group, name: str, order: _Order, part: Pattern | None, within: Within
) -> Mapping[int | None, _Stands]:
    """What each record stands after, by its position among its peers."""
    found: dict[int | None, _Stands] = {}
    for peers in sequences_in(group, name, within):
        stands = _sequence(order, [part_of(peer.value, part) for peer in peers])
        found |= {peer.position: one for peer, one in zip(peers, stands, strict=True)}
    return found


def _sequence(order: _Order, values: Sequence[Value | None]) -> list[_Stands]:
    """What each value of a sequence stands after."""
    there = tuple(one for one in values if one is not None)
    if order.listed is not None:
        above = placed_by(order.places(there), descending=order.descending)
    elif order.step is not None:
        above = _steps(there, -order.step if order.descending else order.step)
    else:
        above = placed(there, order.kind, descending=order.descending)
    found = iter(above)
    return [_Stands(one, Above()) if one is None else _Stands(one, next(found), there) for one in values]


def _steps(values: Sequence[Value], step: int) -> list[Above]:
    """Of each number whether it is so much more than the one above it."""
    numbers = [read_number(one.plain) for one in values]
    found = [Above() if number is not None else Above(unread="is no number") for number in numbers]
    for n in range(1, len(values)):
        before, here = numbers[n - 1], numbers[n]
        if before is not None and here is not None and here != before + step:
            found[n] = Above(n - 1)
    return found


def _seen(order: _Order, subject: Subject, stands: _Stands) -> Observation:
    value, above = stands.value, stands.above
    if value is None:
        said = f"{subject.called} is {quoted(subject.value)}, which has no part that the pattern matches"
        return not_met(said, subject.location, expected=str(order), found=quoted(subject.value))
    if above.unread:
        said = f"{subject.called} is {quoted(value)}, which {above.unread}"
        if order.kind is None and order.step is None:
            return undecided(said, value.location, hint="say with `as` what the values are")
        return not_met(said, value.location, expected=str(order), found=quoted(value))
    if above.wrong is not None:
        return _misplaced(order, subject, value, stands.others[above.wrong])
    if above.doubtful is not None:
        return _doubtful(subject, value, stands.others[above.doubtful], above)
    return _in_place(order, subject)


def _doubtful(subject: Subject, value: Value, other: Value, above: Above) -> Observation:
    if above.readings is None:
        said = f"{subject.called} is {quoted(value)}, which cannot be compared with {quoted(other)}"
        return undecided(said, value.location, hint="say with `as` what the values are")
    wrong, right = above.readings
    said = f"{quoted(value)} stands after {quoted(other)}: read as {wrong} that is wrong, as {right} it is right"
    return undecided(said, value.location, hint=f"say `as: {wrong[:-1]}` or `as: {right[:-1]}`")


def _unlisted(order: _Order, subject: Subject, value: Value) -> Observation:
    expected = "one of " + ", ".join(f"`{name}`" for name in order.listed or ())
    found = quoted(value)
    said = f"{subject.called} is {found}, which is not listed"
    return not_met(said, value.location, expected=expected, found=found)


def _in_place(order: _Order, subject: Subject) -> Observation:
    found = quoted(subject.value)
    return met(f"{subject.called} is {found}, in order", subject.location, expected=str(order), found=found)


def _misplaced(order: _Order, subject: Subject, value: Value, earlier: Value) -> Observation:
    said = f"{quoted(value)} stands after {quoted(earlier)}"
    if subject.name:
        said = f"{subject.called}: {said}"
    found = f"{quoted(earlier)} → {quoted(value)}"
    related = (earlier.location,) if earlier.location != value.location else ()
    return not_met(said, value.location, expected=str(order), found=found, related=related, told=True)


def _entries(value: Value) -> tuple[Value, ...]:
    """What a list value, or a text that lists numbers, consists of; nothing for a single value."""
    if value.items is not None:
        return value.items
    parts = [part.strip() for part in value.plain.split(",")]
    if len(parts) < 2 or any(read_number(part) is None for part in parts) or read_number(value.plain) is not None:
        return ()
    return tuple(Value(part, part, value.location, data=part) for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks(Requirement):
    """The value ranks where it should on a scale, such as the states that a document goes through.

    `scale` names the values from the lowest to the highest, or is `versions`: then these are numbers joined by dots
    (`1.10`, `v2.0.0-rc.1`), compared number by number, what comes before a release below it. A value that is not on
    the scale is not met; one with which it is compared and that is not on the scale leaves it undecided.

    ```yaml
    for_each: {row: {in: report, columns: [Risk, Severity, Accepted]}}
    require: {Severity: {ranks: {scale: [low, medium, high, critical], at_most: {field: Accepted}}}}
    ```
    """

    kind: ClassVar[str] = "ranks"
    of_value: ClassVar[bool] = True
    of_entries: ClassVar[bool] = True
    scale: Literal["versions"] | tuple[str | tuple[str, ...], ...]
    """The values from the lowest to the highest, those in a list of their own rank the same; or `versions`."""
    at_least: Operand | None = None
    """The lowest value that it may be."""
    at_most: Operand | None = None
    """The highest value that it may be."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if self.at_least is None and self.at_most is None:
            yield "", "`ranks` needs `at_least` or `at_most`"
        for name, bound in (("at_least", self.at_least), ("at_most", self.at_most)):
            if bound is not None and bound.literal is not None and self._rank(str(bound.literal)) is None:
                yield name, f"`{bound.literal}` is {self._stray}"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        rank, found = self._rank(subject.value.plain), quoted(subject.value)
        if rank is None:
            expected = "a version" if self.scale == "versions" else "a value of the scale"
            said = f"{subject.called} is {found}, which is {self._stray}"
            yield not_met(said, subject.location, expected=expected, found=found)
            return
        for word, operand in (("at least", self.at_least), ("at most", self.at_most)):
            wanted = scope.resolve(operand, subject.location) if operand is not None else None
            if isinstance(wanted, Observation):
                yield wanted
            elif wanted is not None:
                yield self._held(subject, rank, word, wanted)

    @property
    def _stray(self) -> str:
        return "no version" if self.scale == "versions" else "not on the scale"

    def _rank(self, text: str) -> Version | None:
        """A place on a list is compared as a version of one number is."""
        if self.scale == "versions":
            return read_version(text)
        steps = [(one,) if isinstance(one, str) else one for one in self.scale]
        place = next((n for n, names in enumerate(steps) if any(same_reading(text, name) for name in names)), None)
        return None if place is None else Version((place,))

    def _held(self, subject: Subject, rank: Version, word: str, wanted: Value) -> Observation:
        bound = self._rank(wanted.plain)
        if bound is None:
            return undecided(f"{quoted(wanted)} is {self._stray}, so nothing ranks beside it", wanted.location)
        holds = rank >= bound if word == "at least" else rank <= bound
        return compared(holds, subject, f"{word} {quoted(wanted)}", opposite=f"{beyond(word)} {quoted(wanted)}")
