"""What the order of values is told by: numbers, moments, months, versions, numbered names, or the alphabet.

Nobody says of a column what it holds, so all its values are looked at together: an order is told by what all of them
are. Where they can be read in two ways (`1.9` and `1.10` as numbers or versions, `Boeing 747` and `Boeing 8` by the
number or letter by letter), the order must be the same in both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from operator import gt, lt
from typing import Any, Literal

from checker.classes import dataclass
from checker.model.record import Value
from checker.patterns import regex
from checker.text.shown import folded, natural
from checker.values.dates import date_problem, without_dates
from checker.values.moments import Moment, read_clock, read_moment
from checker.values.numbers import read_quantity
from checker.values.periods import Period, read_period
from checker.values.versions import find_version, read_version

Kind = Literal["number", "date", "version", "id", "text"]
Lane = tuple[Sequence[Any], Sequence[Any]]
"""Of each value the rank with which it is passed, and the one by which it is held against those above it."""

_DECIMAL = regex(r"[0-9]+(?:\.[0-9]+)+")
_DIGITS = regex(r"([0-9]+)")
_NUMBER_AND_YEAR = regex(r"[0-9]\D*\s.*\b(?:19|20)[0-9]{2}\b|\b(?:19|20)[0-9]{2}\b.*\s\D*[0-9]")
_UNIT = regex(
    r"%|[$€£¥₹]|[munµ]?s|sec(?:ond)?s?|min(?:ute)?s?\.?|h|hrs?|hours?|days?|d|weeks?|months?|years?|[kmgtp]?i?b?|bytes?"
    r"|[mck]?m|k?g|k?w",
    re.IGNORECASE,
)
"""Units of which several in one column measure the same in different steps."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read values. name: what they are then, in the plural. lanes: the ranks that are held together."""

    name: str
    lanes: tuple[Lane, ...]

    def reads(self, n: int) -> bool:
        """Whether it has a rank for a value."""
        return any(held[n] is not None for _, held in self.lanes)


@dataclass(frozen=True, slots=True)
class Above:
    """What a value stands after: the first that belongs behind it, and the first that it cannot be compared with.

    readings: of values for which the order is told in several ways, which of them say that it is wrong, and which not.
    unread: why its place cannot be told at all.
    """

    wrong: int | None = None
    doubtful: int | None = None
    readings: tuple[str, str] | None = None
    unread: str = ""


def placed(values: Sequence[Value], kind: Kind | None, *, descending: bool) -> list[Above]:
    """Of each value what it stands after. kind: what they are, where the policy says so."""
    if kind is not None:
        return _placed_as(kind, values, descending=descending)
    if _has_several_units(values):
        return [Above(unread="cannot be put in an order: the units differ") for _ in values]
    readings = _common(values)
    if not readings:
        return _placed_apart(values, descending=descending)
    wrong = [_wrong(one, descending=descending) for one in readings]
    return [_agreed([one.name for one in readings], [found[n] for found in wrong]) for n in range(len(values))]


def placed_by(ranks: Sequence[Any], *, descending: bool) -> list[Above]:
    """The same by ranks that are known; what has none may stand anywhere."""
    return [Above(one) for one in _wrong(Reading("", ((ranks, ranks),)), descending=descending)]


def _placed_as(kind: Kind, values: Sequence[Value], *, descending: bool) -> list[Above]:
    reading = _told(kind, values)
    wrong = _wrong(reading, descending=descending)
    return [Above(one) if reading.reads(n) else Above(unread=f"is no {kind}") for n, one in enumerate(wrong)]


def _told(kind: Kind, values: Sequence[Value]) -> Reading:
    match kind:
        case "number":
            return _simple("numbers", [one.value if (one := read_quantity(text.plain)) else None for text in values])
        case "date":
            days = [read_moment(one.plain) for one in values]
            if any(days):
                return _moments("dates", days)
            clocks = [read_clock(one.plain) for one in values]
            begins = [found.first if (found := _period(text.plain)) else None for text in values]
            return _moments("times", clocks) if any(clocks) else _simple("periods", begins)
        case "version":
            return _simple("versions", [find_version(without_dates(one.plain)) for one in values])
        case "id":
            return _simple("ids", [natural(one.plain) for one in values])
        case "text":
            return _simple("texts", [_letters(one) for one in values])


def _common(values: Sequence[Value]) -> list[Reading]:
    """The readings that hold for all values; none when they are of several kinds."""
    every = [
        _numbers(values),
        _told("date", values),
        _simple("versions", [read_version(one.plain) for one in values]),
    ]
    for reading in every:
        if reading is not None and all(map(reading.reads, range(len(values)))):
            return [reading, *_else_versions(reading, values)]
    if any(_own_kind(one) for one in values):
        return []
    return _names(values)


def _else_versions(reading: Reading, values: Sequence[Value]) -> list[Reading]:
    """Versions that can also be read as decimal numbers, or that stand beside a date."""
    if reading.name == "numbers":
        is_written = any(isinstance(one.data, str) for one in values)
        both = is_written and all(_DECIMAL.fullmatch(one.plain.strip()) for one in values)
    else:
        both = reading.name == "dates" and all(_has_digit(without_dates(one.plain)) for one in values)
    versions = _told("version", values)
    return [versions] if both and None not in versions.lanes[0][0] else []


def _numbers(values: Sequence[Value]) -> Reading | None:
    """The values as numbers; what has different units is not compared."""
    read = [read_quantity(one.plain) for one in values]
    found = [one for one in read if one is not None and not one.bound]
    units = {one.unit.casefold().rstrip("s.") for one in found if one.unit}
    if len(found) < len(values) or len(units) > 1:
        return None
    return _simple("numbers", [one.value for one in found])


def _has_several_units(values: Sequence[Value]) -> bool:
    read = [read_quantity(one.plain) for one in values]
    units = {one.unit.casefold() if one is not None else "" for one in read}
    return len({unit.rstrip("s.") for unit in units}) > 1 and all(_UNIT.fullmatch(unit) for unit in units)


def _names(values: Sequence[Value]) -> list[Reading]:
    """Names in the order of the alphabet, numbered ones in that of their numbers."""
    letters, numbered = _told("text", values), _told("id", values)
    texts = [one.plain.strip() for one in values if _has_digit(one.plain)]
    if not texts:
        return [letters]
    begins = {_DIGITS.split(text, maxsplit=1)[0].casefold() for text in texts}
    is_id = all(" " not in text for text in texts) or (len(begins) == 1 and len(texts) == len(values))
    return [numbered] if is_id else [numbered, letters]


def _own_kind(value: Value) -> str:
    """What a value is that is surely no name; empty for a name."""
    quantity = read_quantity(value.plain)
    if quantity is not None and (not quantity.unit or quantity.bound):
        return "number"
    if read_moment(value.plain) is not None:
        return "date"
    if read_clock(value.plain) is not None:
        return "time"
    if _period(value.plain) is not None:
        return "period"
    if "." in value.plain and read_version(value.plain) is not None:
        return "version"
    return "vague" if _is_vague(value.plain) else ""


def _period(text: str) -> Period | None:
    """The week, month, quarter or half that a text names; a year alone is a number."""
    return None if text.strip().isdecimal() else read_period(text)


def _is_vague(text: str) -> bool:
    """Whether a text speaks of a time that cannot be told: a day without its year, a number beside a year."""
    if " " not in text.strip() or not _has_digit(text):
        return False
    problem = date_problem(text)
    return (problem is not None and problem.kind.is_vague) or _NUMBER_AND_YEAR.search(text) is not None


def _placed_apart(values: Sequence[Value], *, descending: bool) -> list[Above]:
    """Values of several kinds: each is held against its like, and cannot be compared with the others."""
    kinds = [_own_kind(one) or "name" for one in values]
    found = [Above() for _ in values]
    firsts = {kind: kinds.index(kind) for kind in dict.fromkeys(kinds)}
    for kind in firsts:
        alike = [n for n, one in enumerate(kinds) if one == kind]
        readings = _common([values[n] for n in alike]) if kind != "vague" else []
        wrong = [_wrong(one, descending=descending) for one in readings]
        other = min((first for one, first in firsts.items() if one != kind), default=len(values))
        for at, n in enumerate(alike):
            said = _agreed([one.name for one in readings], [one[at] for one in wrong]) if readings else Above()
            wrong_one = None if said.wrong is None else alike[said.wrong]
            doubtful = alike[said.doubtful] if said.doubtful is not None else other if other < n else None
            found[n] = Above(wrong_one, doubtful, said.readings)
            if not readings:
                why = ": it does not say which day or year it means" if kind == "vague" else ""
                found[n] = Above(unread=f"cannot be put in an order{why}")
    return found


def _agreed(names: Sequence[str], wrong: Sequence[int | None]) -> Above:
    if None not in wrong:
        return Above(wrong[0])
    if not any(one is not None for one in wrong):
        return Above()
    say_so = [name for name, one in zip(names, wrong, strict=True) if one is not None]
    first = next(one for one in wrong if one is not None)
    return Above(None, first, (say_so[0], next(name for name in names if name not in say_so)))


def _wrong(reading: Reading, *, descending: bool) -> list[int | None]:
    """Of each value the first one above it that belongs behind it."""
    count = len(reading.lanes[0][0])
    found: list[int | None] = [None] * count
    for put, held in reading.lanes:
        for n, first in enumerate(_first_beyond(put, held, lt if descending else gt)):
            if first is not None and (found[n] is None or first < (found[n] or 0)):
                found[n] = first
    return found


def _first_beyond(put: Sequence[Any], held: Sequence[Any], beyond: Callable[[Any, Any], bool]) -> Iterator[int | None]:
    """Of each value the first one above it that is beyond it.

    Kept are those that went beyond all before them: the first one beyond any given value is among these.
    """
    farthest: list[tuple[Any, int]] = []
    for n, (mine, rank) in enumerate(zip(put, held, strict=True)):
        first = None
        if rank is not None:
            at = bisect_left(farthest, True, key=lambda one, rank=rank: beyond(one[0], rank))  # type: ignore[misc]  # noqa: FBT003
            first = farthest[at][1] if at < len(farthest) else None
        yield first
        if mine is not None and (not farthest or beyond(mine, farthest[-1][0])):
            farthest.append((mine, n))


def _simple(name: str, ranks: Sequence[Any]) -> Reading:
    return Reading(name, ((ranks, ranks),))


def _moments(name: str, moments: Sequence[Moment | None]) -> Reading:
    """Instants among those that have a time, days where one of two has none.

    A time without a zone is in that of the last one above that has one, else of the first one below.
    """
    shift = next((one.shift for one in moments if one is not None and one.shift is not None), None)
    instants: list[timedelta | None] = []
    for one in moments:
        shift = one.shift if one is not None and one.shift is not None else shift
        instants.append(one.instant(shift) if one is not None and one.clock is not None else None)
    days = [one.day if one is not None else None for one in moments]
    alone = [None if instants[n] is not None else day for n, day in enumerate(days)]
    timed = [day if instants[n] is not None else None for n, day in enumerate(days)]
    return Reading(name, ((instants, instants), (alone, days), (timed, alone)))


def _letters(value: Value) -> str:
    return folded(value.plain).casefold()


def _has_digit(text: str) -> bool:
    return _DIGITS.search(text) is not None
