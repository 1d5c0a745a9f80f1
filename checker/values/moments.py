"""Which of two moments comes first: days, with a time of day and a zone or without, and times of day alone.

Two moments that both have a time are compared as instants; a time without a zone is meant in the zone of the other one,
and in UTC when neither says. Otherwise only their days are compared.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from checker.classes import dataclass
from checker.patterns import regex
from checker.values.dates import find_timestamps, read_timestamp

_CLOCK = regex(
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}(?:\.[0-9]+)?))?(?:\s?(?P<half>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
_ALONE = regex(
    rf"{_CLOCK.pattern}(?:\s?(?P<zone>Z|[A-Z]{{2,5}}(?:[+-][0-9]{{1,2}}(?::?[0-9]{{2}})?)?|[+-][0-9]{{2}}:?[0-9]{{2}}))?",
    re.IGNORECASE,
)
_SHIFT = regex(r"(?P<name>[A-Z]*)(?:(?P<sign>[+-])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-9]{2})?)?", re.IGNORECASE)
_HOURS_BY_ZONE = {
    "": 0.0,
    "Z": 0.0,
    "UTC": 0.0,
    "GMT": 0.0,
    "CET": 1.0,
    "CEST": 2.0,
    "IST": 5.5,
    "EST": -5.0,
    "EDT": -4.0,
    "CST": -6.0,
    "CDT": -5.0,
    "MST": -7.0,
    "MDT": -6.0,
    "PST": -8.0,
    "PDT": -7.0,
}
"""Zones by the names that `dates` knows; IST is India's."""
_SOME_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """day: as written. clock: the time since midnight, None for none. shift: of its zone from UTC, None for none."""

    day: date
    clock: timedelta | None = None
    shift: timedelta | None = None

    def instant(self, shift: timedelta | None = None) -> timedelta:
        """Since the beginning of the calendar, in UTC. shift: of the zone that is meant where none is written."""
        meant = self.shift if self.shift is not None else shift
        return timedelta(self.day.toordinal()) + (self.clock or timedelta()) - (meant or timedelta())

    def against(self, other: Moment) -> int:
        """-1 before the other one, 1 behind it, 0 when that cannot be told apart."""
        if self.clock is None or other.clock is None:
            return (self.day > other.day) - (self.day < other.day)
        mine, theirs = self.instant(other.shift), other.instant(self.shift)
        return (mine > theirs) - (mine < theirs)

    def __str__(self) -> str:
        if self.clock is None:
            return str(self.day)
        minutes = int(self.clock.total_seconds()) // 60
        return f"{self.day} {minutes // 60:02}:{minutes % 60:02}{_zone(self.shift)}"


def on(day: date, *, days: int = 0, months: int = 0) -> date:
    """A day so many months and days on. In a month that is too short for the day, it is the last one of the month.

    Raises ValueError and OverflowError for what the calendar does not reach.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1] if 1 <= year <= 9999 else day.day
    return day.replace(year=year, month=month + 1, day=min(day.day, last)) + timedelta(days=days)


def read_moment(text: str) -> Moment | None:
    """The moment that a field names; None when it names none."""
    found = read_timestamp(text)
    return _moment(*found) if found is not None else None


def find_moments(text: str) -> tuple[Moment, ...]:
    """The moments in a running text."""
    return tuple(_moment(*found) for found in find_timestamps(text))


def read_clock(text: str) -> Moment | None:
    """The time of day that a field is and nothing else, on some day."""
    found = _ALONE.fullmatch(text.strip().strip("*`_()[]").strip())
    zone = (found["zone"] or "").upper() if found is not None else ""
    if found is None or (zone and _shift(zone) is None):
        return None
    read = _moment(_SOME_DAY, text.strip().strip("*`_()[]"), zone)
    return read if read.clock is not None else None


def _moment(day: date, clock: str, zone: str) -> Moment:
    found = _CLOCK.match(clock.strip())
    if found is None:
        return Moment(day)
    hour, minute, second = int(found["hour"]), int(found["minute"]), float(found["second"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    if hour > 24 or minute > 59 or second >= 61:
        return Moment(day)
    return Moment(day, timedelta(hours=hour, minutes=minute, seconds=second), _shift(zone.upper()) if zone else None)


def _shift(zone: str) -> timedelta | None:
    """How far a zone is from UTC; None for one that is not known."""
    found = _SHIFT.fullmatch(zone)
    if found is None or found["name"].upper() not in _HOURS_BY_ZONE:
        return None
    offset = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    return timedelta(hours=_HOURS_BY_ZONE[found["name"].upper()]) + (-offset if found["sign"] == "-" else offset)


def _zone(shift: timedelta | None) -> str:
    if shift is None:
        return ""
    minutes = int(shift.total_seconds()) // 60
    return f" UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else " UTC"
