"""Requirements on numbers and dates."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from checker.classes import dataclass, replace
from checker.model.evidence import Reason, absent
from checker.model.kinds import Requirement, Scope
from checker.model.language import Operand
from checker.model.observation import Observation, lacking, met, not_met, undecided
from checker.model.record import Subject, Value
from checker.patterns import regex
from checker.text.shown import beyond, compared, quoted
from checker.values.dates import DateProblem, date_problem
from checker.values.equality import otherwise_of, quantity_of, with_type
from checker.values.moments import Moment, find_moments, read_moment
from checker.values.numbers import NumberProblem, Quantity, number_problem, read_number
from checker.values.units import compared_amounts

_FROM_TODAY = regex(r"today(?:\s*(?P<sign>[+-])\s*(?P<number>[0-9]{1,5})\s*(?P<unit>days?|weeks?|months?|years?))?")
_SOME_DAY = date(2000, 1, 1)
BOUNDS = ("after", "not_after", "before", "not_before")


def _which(kind: NumberProblem | DateProblem, read: str, value: Value) -> str:
    """Why a value will not do, as a clause behind it; what the value says is not said again."""
    if not value.plain.strip():
        return ""
    is_shown = read in " ".join(value.plain.split()) or "`" in read
    return f", which {kind}" if is_shown else f", which {kind}: {read}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Requirement):
    """The value is a number, with a unit or not (`3`, `1,250`, `50 W`, `6.4 %`), within the bounds if any are given.

    A range (`3–4`) or a fraction (`14/15`) is not one number. A bound may have a unit, too (`512Mi`, `3 days`): sizes
    of storage, durations and the processors of Kubernetes (`500m`, in a field `cpu`) are converted. What is in units
    that cannot be compared is undecided, and so is a size or duration where the bound, or the value, has no unit.

    ```yaml
    for_each: {row: {in: report, under: Budget, columns: [Amount]}}
    require: {Amount: {number: {at_least: 1, at_most: 100000}}}
    ```
    """

    kind: ClassVar[str] = "number"
    of_value: ClassVar[bool] = True
    everyday: ClassVar[bool] = True
    of_entries: ClassVar[bool] = True
    at_least: Operand | None = None
    """The least that it may be, with a unit or not."""
    at_most: Operand | None = None
    """The most that it may be, with a unit or not."""

    def objections(self) -> Iterator[tuple[str, str]]:
        for name, bound in (("at_least", self.at_least), ("at_most", self.at_most)):
            if bound is not None and bound.literal is not None and read_number(str(bound.literal)) is None:
                yield name, f"`{bound.literal}` is no number to compare with"
        least, most = (_plain_number(bound) for bound in (self.at_least, self.at_most))
        if least is not None and most is not None and least > most:
            yield "at_most", f"{least} at least and {most} at most cannot be"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        amount = quantity_of(subject.value)
        found = quoted(subject.value)
        if subject.value.otherwise is not None and not isinstance(subject.value.otherwise, bool):
            shown = f"{with_type(subject.value)}, which readers of YAML 1.1 take for {otherwise_of(subject.value)}"
            yield undecided(
                f"{subject.called} is {shown}", subject.location, hint="write it without `_` or a leading 0"
            )
            return
        if amount is None:
            yield self._unread(subject, found)
            return
        if self.at_least is None and self.at_most is None:
            yield met(f"{subject.called} is {found}", subject.location, expected="a number", found=found)
        for word, bound in (("at least", self.at_least), ("at most", self.at_most)):
            limit = scope.resolve(bound, subject.location) if bound is not None else None
            if isinstance(limit, Observation):
                yield limit
            elif limit is not None:
                yield _held(subject, amount, word, limit)

    def _unread(self, subject: Subject, found: str) -> Observation:
        """Of a value that is no number; of one that may be beyond a bound the opposite is not met either."""
        problem = number_problem(subject.value.plain)
        reason = _which(problem.kind, problem.read, subject.value) if problem is not None else ""
        said = f"{subject.called} is {found}{reason}"
        seen = not_met(said, subject.location, expected="a number", found=found, told=True)
        if (self.at_least is None and self.at_most is None) or problem is None or not problem.kind.holds_numbers:
            return seen
        return replace(seen, gap=absent(Reason.NOT_ONE_NUMBER, subject.location, value=found))


def _held(subject: Subject, amount: Quantity, word: str, limit: Value) -> Observation:
    bound = quantity_of(limit)
    if bound is None:
        return lacking(absent(Reason.NO_BOUND, limit.location, value=quoted(limit), what="number"))
    processors = (subject.name or subject.location.pointer).casefold().endswith("cpu")
    both = compared_amounts(amount, bound, processors=processors)
    if isinstance(both, str):
        said = f"{subject.called} is {quoted(subject.value)}, which cannot be compared with {quoted(limit)}: {both}"
        hint = None if bound.unit else "say the unit with the bound, such as `512Mi` or `3 days`"
        return undecided(said, subject.location, hint=hint)
    holds = both[0] >= both[1] if word == "at least" else both[0] <= both[1]
    return compared(holds, subject, f"{word} {limit.plain}", opposite=f"{beyond(word)} {limit.plain}")


def bound_moment(written: str, today: date) -> Moment | None:
    """What a bound in a policy means; None when it means no day, or one that the calendar does not reach."""
    reckoned = _FROM_TODAY.fullmatch(written.strip())
    if reckoned is None:
        return read_moment(written)
    number = int(reckoned["number"] or 0) * (-1 if reckoned["sign"] == "-" else 1)
    unit = (reckoned["unit"] or "day").rstrip("s")
    try:
        if unit in ("month", "year"):
            return Moment(_months_on(today, number * (12 if unit == "year" else 1)))
        return Moment(today + timedelta(days=number * (7 if unit == "week" else 1)))
    except (OverflowError, ValueError):
        return None


def _months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last of a month that is too short for it. Raises ValueError."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def _plain_number(bound: Operand | None) -> int | float | None:
    """A bound that is written as a number without a unit."""
    literal = bound.literal if bound is not None and bound.plus is None else None
    return literal if isinstance(literal, int | float) and not isinstance(literal, bool) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Requirement):
    """The value is a date that exists, in one of the spellings people use, and within the bounds if any are given.

    A mask, a target date (`Target: 5 Nov`), or a date that can be read in two ways is none, unless `anywhere` says that
    a date somewhere in the text will do. Two dates with a time of day are compared as the instants that they are, in
    their time zones; a time without a zone is meant in that of the other one, or in UTC. A date with a time and one
    without are compared by their days. `today` is the day as of which the policy is judged; `today + 14 days` and
    `today - 1 year` are reckoned from it, in days, weeks, months and years.

    ```yaml
    for_each: {row: {in: report, under: Sign-Off, columns: [Name, Date]}}
    require: {Date: {date: {not_after: today}}}
    ```
    """

    kind: ClassVar[str] = "date"
    of_value: ClassVar[bool] = True
    everyday: ClassVar[bool] = True
    of_entries: ClassVar[bool] = True
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
            if literal is not None and bound_moment(str(literal), _SOME_DAY) is None:
                yield name, f"`{literal}` is no date to compare with, such as `2026-07-26` or `today`"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        moments = find_moments(subject.value.plain) if self.anywhere else ()
        moment = moments[0] if moments else read_moment(subject.value.plain)
        found = quoted(subject.value)
        if moment is None:
            problem = date_problem(subject.value.plain)
            reason = _which(problem.kind, problem.read, subject.value) if problem is not None else ""
            seen = f"{subject.called} is {found}{reason}"
            yield not_met(seen, subject.location, expected="a date", found=found, told=True)
            return
        bounds = [(name, getattr(self, name)) for name in BOUNDS if getattr(self, name) is not None]
        if not bounds:
            yield met(f"{subject.called} is {found}", subject.location, expected="a date", found=found)
        for name, bound in bounds:
            yield self._held(subject, moment, name, bound, scope)

    def _held(self, subject: Subject, moment: Moment, name: str, bound: Operand, scope: Scope) -> Observation:
        wanted = scope.resolve(bound, subject.location)
        if isinstance(wanted, Observation):
            return wanted
        literal = str(bound.literal) if bound.literal is not None else ""
        limit = bound_moment(literal, scope.inquiry.today) if literal else read_moment(wanted.plain)
        if limit is None:
            return lacking(absent(Reason.NO_BOUND, wanted.location, value=quoted(wanted), what="date"))
        shown = f"{literal}, {limit}" if literal.startswith("today") else str(limit)
        order = moment.against(limit)
        holds = {"after": order > 0, "not_after": order <= 0, "before": order < 0, "not_before": order >= 0}[name]
        word = name.removeprefix("not_")
        yes, no = f"a date {word} {shown}", f"a date not {word} {shown}"
        expected, opposite = (yes, no) if name == word else (no, yes)
        return compared(holds, subject, expected, opposite=opposite)
