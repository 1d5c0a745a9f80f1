"""A requirement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checker.extending import (
    Observation,
    Requirement,
    Scope,
    Subject,
    date_problem,
    met,
    not_met,
    quoted,
    read_date,
    undecided,
)

EXPECTED = "a day from Monday to Friday"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDay(Requirement):
    """The value is a date from Monday to Friday, and none of the days that are taken out.

    A meeting that is set for a Sunday is not held. A date that can be read in two ways is undecided.

    ```yaml
    for_each: {row: {in: docs/MEETINGS.md, columns: [Meeting, Date]}}
    require: {Date: {working_day: {but: ["2026-12-25"]}}}
    ```
    """

    kind: ClassVar[str] = "working_day"
    short: ClassVar[str] = "but"
    of_value: ClassVar[bool] = True
    of_entries: ClassVar[bool] = True
    but: tuple[str, ...] = ()
    """Days on which nobody works, as `2026-12-25`."""

    def objections(self) -> Iterator[tuple[str, str]]:
        for one in self.but:
            if read_date(one) is None:
                yield "but", f"`{one}` is no date such as `2026-12-25`"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        said, found = f"{subject.called} is {quoted(subject.value)}", quoted(subject.value)
        day = read_date(subject.value.plain)
        if day is None:
            problem = date_problem(subject.value.plain)
            if problem is not None:
                yield undecided(f"{said}, of which nobody can tell which day it is", subject.location)
            else:
                yield not_met(said, subject.location, expected=EXPECTED, found=found)
        elif day.weekday() > 4 or day in {read_date(one) for one in self.but}:
            yield not_met(f"{said}, a {day:%A}", subject.location, expected=EXPECTED, found=found)
        else:
            yield met(f"{said}, a {day:%A}", subject.location, expected=EXPECTED, found=found)
