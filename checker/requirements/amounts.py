"""Requirements on numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from checker.classes import dataclass, replace
from checker.model.evidence import Reason, absent
from checker.model.kinds import Requirement, Scope
from checker.model.language import Operand, span_of
from checker.model.observation import Observation, lacking, met, not_met, undecided
from checker.model.record import Subject, Value
from checker.patterns import regex
from checker.text.shown import beyond, compared, quoted
from checker.values.dates import DateProblem, date_problem, read_date
from checker.values.equality import PLAINLY, as_others_read, quantity_of, with_type
from checker.values.forms import form_problem, read_in_form
from checker.values.moments import Moment, find_moments, on, read_moment
from checker.values.numbers import NumberProblem, Quantity, number_problem, read_number
from checker.values.periods import FiscalYear, is_of_fiscal_year, read_period
from checker.values.units import compared_amounts

_FROM_TODAY = regex(r"today(?:\s*(?P<sign>[+-])\s*(?P<number>[0-9]{1,5})\s*(?P<unit>days?|weeks?|months?|years?))?")
_SOME_DAY = date(2000, 1, 1)
_FISCAL_NAME = regex(r"(?:FY ?)?(?P<year>[0-9]{4})", re.IGNORECASE)
_Span = tuple[Moment, Moment]
NO_FISCAL_YEAR: Mapping[str, str] = {}
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
            shown = f"{with_type(subject.value)}, {as_others_read(subject.value)}"
            yield undecided(
                f"{subject.called} is {shown}",
                subject.location,
                hint="write it without `_` or a leading 0" if subject.value.is_typed else PLAINLY,
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
    span = span_of(reckoned["sign"] or "", reckoned["number"] or "0", (reckoned["unit"] or "day").rstrip("s"))
    try:
        return Moment(on(today, days=span.days, months=span.months))
    except (OverflowError, ValueError):
        return None


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

    `format` says how it is written (`YYYY-MM-DD`, `D MMMM YYYY`, `DD/MM/YYYY hh:mm`), and so which of two readings is
    meant. With `periods`, a week (`2026-W30`, `KW 30 2026`), month, quarter (`Q3 2026`), half or year will do as well,
    here and as a bound; it is before a day when all of it is. Fiscal years (`FY26 Q3`) need `fiscal_year`, which says
    when one of them begins: `{FY2026: 2025-07-01}`.

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
    format: str = ""
    """How it must be written, with `YYYY`, `MM`, `DD` and the like."""
    periods: bool = False
    """Whether a week, month, quarter, half or year will do."""
    fiscal_year: Mapping[str, str] = NO_FISCAL_YEAR
    """The first day of one fiscal year, by its name."""
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
            if literal is not None and self._bound(str(literal), _SOME_DAY) is None:
                yield name, f"`{literal}` is no date to compare with, such as `2026-07-26` or `today`"
        if self.format and (problem := form_problem(self.format)) is not None:
            yield "format", problem
        if self.anywhere:
            beside = {"format": self.format, "periods": self.periods}
            yield from ((name, f"`{name}` says nothing beside `anywhere`") for name, said in beside.items() if said)
        if self.fiscal_year and not self.periods:
            yield "fiscal_year", "`fiscal_year` says nothing without `periods: true`"
        if self.fiscal_year and self._fiscal is None:
            yield "fiscal_year", "expected the first day of one fiscal year by its name, such as `{FY2026: 2025-07-01}`"

    @property
    def _fiscal(self) -> FiscalYear | None:
        named = [(_FISCAL_NAME.fullmatch(name), read_date(day)) for name, day in self.fiscal_year.items()]
        if len(named) != 1 or named[0][0] is None or named[0][1] is None:
            return None
        year = FiscalYear(int(named[0][0]["year"]), named[0][1])
        return year if abs(year.begins.year - year.name) <= 1 else None

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        span, found = self._span(subject.value.plain), quoted(subject.value)
        if span is None:
            yield self._no_date(subject, found)
            return
        bounds = [(name, getattr(self, name)) for name in BOUNDS if getattr(self, name) is not None]
        if not bounds:
            yield met(f"{subject.called} is {found}", subject.location, expected=self._what, found=found)
        for name, bound in bounds:
            yield self._held(subject, span, name, bound, scope)

    @property
    def _what(self) -> str:
        if self.format:
            return f"a date written as `{self.format}`"
        return "a date or period" if self.periods else "a date"

    def _span(self, text: str) -> _Span | None:
        """From when to when it is what the text names; None where it names nothing of what is expected."""
        if self.anywhere:
            moments = find_moments(text)
            moment = moments[0] if moments else read_moment(text)
        else:
            moment = read_in_form(text, self.format) if self.format else read_moment(text)
        if moment is not None:
            return moment, moment
        period = read_period(text, self._fiscal) if self.periods else None
        return (Moment(period.first), Moment(period.last)) if period is not None else None

    def _no_date(self, subject: Subject, found: str) -> Observation:
        said = f"{subject.called} is {found}"
        if self.periods and not self.fiscal_year and is_of_fiscal_year(subject.value.plain):
            hint = "say with `fiscal_year` when one of them begins, such as `{FY2026: 2025-07-01}`"
            return undecided(f"{said}, and nothing says when that year begins", subject.location, hint=hint)
        problem = date_problem(subject.value.plain)
        reason = _which(problem.kind, problem.read, subject.value) if problem is not None else ""
        return not_met(f"{said}{reason}", subject.location, expected=self._what, found=found, told=True)

    def _bound(self, written: str, today: date) -> _Span | None:
        moment = bound_moment(written, today)
        if moment is not None:
            return moment, moment
        period = read_period(written, self._fiscal) if self.periods else None
        return (Moment(period.first), Moment(period.last)) if period is not None else None

    def _held(self, subject: Subject, span: _Span, name: str, bound: Operand, scope: Scope) -> Observation:
        wanted = scope.resolve(bound, subject.location)
        if isinstance(wanted, Observation):
            return wanted
        literal = str(bound.literal) if bound.literal is not None else ""
        limit = self._bound(literal, scope.inquiry.today) if literal else self._bound(wanted.plain, _SOME_DAY)
        if limit is None:
            return lacking(absent(Reason.NO_BOUND, wanted.location, value=quoted(wanted), what="date"))
        day = limit[1] if name in ("after", "not_after") else limit[0]
        is_told = literal.startswith("today") or limit[0] != limit[1]
        shown = f"{literal or wanted.plain}, {day}" if is_told else str(day)
        holds = {
            "after": span[0].against(day) > 0,
            "not_after": span[1].against(day) <= 0,
            "before": span[1].against(day) < 0,
            "not_before": span[0].against(day) >= 0,
        }[name]
        word = name.removeprefix("not_")
        yes, no = f"a date {word} {shown}", f"a date not {word} {shown}"
        expected, opposite = (yes, no) if name == word else (no, yes)
        return compared(holds, subject, expected, opposite=opposite)
