"""Requirements on numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar

from checker.model.kinds import Requirement, Scope
from checker.model.language import Operand
from checker.model.observation import Observation, met, not_met
from checker.model.record import Subject, Value
from checker.reading.dates import date_problem, find_dates, read_date
from checker.reading.numbers import number_problem, read_number
from checker.reading.wording import compared, quoted

_FROM_TODAY = re.compile(r"today(?:\s*(?P<sign>[+-])\s*(?P<number>[0-9]{1,5})\s*(?P<unit>days?|weeks?))?")
_SOME_DAY = date(2000, 1, 1)
BOUNDS = ("after", "not_after", "before", "not_before")


def _which(problem: str | None, value: Value) -> str:
    """Why a value will not do, as a clause behind it; what the value says is not said again."""
    said, _, repeated = (problem or "").partition(": ")
    if not said or not value.plain.strip():
        return ""
    return f", which {said}" if repeated in value.plain or "`" in repeated else f", which {said}: {repeated}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Requirement):
    """The value is a number, with a unit or not (`3`, `1,250`, `50 W`, `6.4 %`), within the bounds if any are given.

    A range (`3–4`) or a fraction (`14/15`) is not one number.

    ```yaml
    for_each: {row: {in: report, under: Budget, columns: [Amount]}}
    require: {Amount: {number: {at_least: 1, at_most: 100000}}}
    ```
    """

    kind: ClassVar[str] = "number"
    at_least: Operand | None = None
    """The least that it may be."""
    at_most: Operand | None = None
    """The most that it may be."""

    def objections(self) -> Iterator[tuple[str, str]]:
        for name, bound in (("at_least", self.at_least), ("at_most", self.at_most)):
            if bound is not None and bound.literal is not None and read_number(str(bound.literal)) is None:
                yield name, f"`{bound.literal}` is no number to compare with"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        number = read_number(subject.value.plain)
        found = quoted(subject.value)
        if number is None:
            reason = _which(number_problem(subject.value.plain), subject.value)
            said = f"{subject.called} is {found}{reason}, expected a number"
            yield not_met(said, subject.location, expected="a number", found=found)
            return
        if self.at_least is None and self.at_most is None:
            yield met(f"{subject.called} is {found}", subject.location, expected="a number", found=found)
        for word, bound in (("at least", self.at_least), ("at most", self.at_most)):
            limit = scope.resolve(bound, subject.location) if bound is not None else None
            if isinstance(limit, Observation):
                yield limit
            elif limit is not None:
                yield self._held(subject, number, word, limit)

    def _held(self, subject: Subject, number: Decimal, word: str, limit: Value) -> Observation:
        bound = read_number(limit.plain)
        if bound is None:
            return not_met(f"{quoted(limit)} is no number to compare with", limit.location)
        holds = number >= bound if word == "at least" else number <= bound
        return compared(holds, subject, f"{word} {limit.plain}")


def bound_day(written: str, today: date) -> date | None:
    """The day that a bound in a policy means; None when it means none, or one that the calendar does not reach."""
    reckoned = _FROM_TODAY.fullmatch(written.strip())
    if reckoned is None:
        return read_date(written)
    days = int(reckoned["number"] or 0) * (7 if (reckoned["unit"] or "").startswith("week") else 1)
    try:
        return today + timedelta(days=-days if reckoned["sign"] == "-" else days)
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Requirement):
    """The value is a date that exists, in one of the spellings people use, and within the bounds if any are given.

    A mask, a target date (`Target: 5 Nov`), or a date that can be read in two ways is none, unless `anywhere` says that
    a date somewhere in the text will do. `today` is the day as of which the policy is judged; `today + 14 days` and
    `today - 2 weeks` are reckoned from it.

    ```yaml
    for_each: {row: {in: report, under: Sign-Off, columns: [Name, Date]}}
    require: {Date: {date: {not_after: today}}}
    ```
    """

    kind: ClassVar[str] = "date"
    anywhere: bool = False
    """Whether a date somewhere in the text will do."""
    after: Operand | None = None
    """A date before it, or `today`."""
    not_after: Operand | None = None
    """The last date that it may be, or `today`."""
    before: Operand | None = None
    """A date after it, or `today`."""
    not_before: Operand | None = None
    """The first date that it may be, or `today`."""

    def objections(self) -> Iterator[tuple[str, str]]:
        for name in BOUNDS:
            bound: Operand | None = getattr(self, name)
            literal = bound.literal if bound is not None else None
            if literal is not None and bound_day(str(literal), _SOME_DAY) is None:
                yield name, f"`{literal}` is no date to compare with, such as `2026-07-26` or `today`"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        days = find_dates(subject.value.plain) if self.anywhere else ()
        day = days[0] if days else read_date(subject.value.plain)
        found = quoted(subject.value)
        if day is None:
            reason = _which(date_problem(subject.value.plain), subject.value)
            said = f"{subject.called} is {found}{reason}, expected a date"
            yield not_met(said, subject.location, expected="a date", found=found)
            return
        bounds = [(name, getattr(self, name)) for name in BOUNDS if getattr(self, name) is not None]
        if not bounds:
            yield met(f"{subject.called} is {found}", subject.location, expected="a date", found=found)
        for name, bound in bounds:
            yield self._held(subject, day, name, bound, scope)

    def _held(self, subject: Subject, day: date, name: str, bound: Operand, scope: Scope) -> Observation:
        wanted = scope.resolve(bound, subject.location)
        if isinstance(wanted, Observation):
            return wanted
        literal = str(bound.literal) if bound.literal is not None else ""
        limit = bound_day(literal, scope.facts.today) if literal else read_date(wanted.plain)
        if limit is None:
            return not_met(f"{quoted(wanted)} is no date to compare with", wanted.location)
        shown = f"{literal}, {limit}" if literal.startswith("today") else str(limit)
        holds = {"after": day > limit, "not_after": day <= limit, "before": day < limit, "not_before": day >= limit}[
            name
        ]
        return compared(holds, subject, f"a date {name.replace('_', ' ')} {shown}")
