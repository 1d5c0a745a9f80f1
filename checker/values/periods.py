"""Which days a text names that speaks of a week, a month, a quarter, a half, a year, or a part of a fiscal year.

Weeks are those of ISO 8601, from Monday on (`2026-W30`, `KW 30 2026`). A fiscal year is read where somebody says when
one of them begins: `FY2026`, `FY26 Q3`, `2. Quartal GJ 2025/26`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from checker import lexicon
from checker.classes import dataclass
from checker.patterns import regex
from checker.values.dates import as_month, in_plain_signs
from checker.values.moments import on

_WEEK, _QUARTER, _HALF, _FISCAL = "\ue010", "\ue011", "\ue012", "\ue013"
_SIGNS = {"date.fiscal_year": _FISCAL, "date.week": _WEEK, "date.quarter": _QUARTER, "date.half": _HALF}
"""What stands for the words of a text, letter by letter."""
_DIGIT = regex("[0-9]")
_BETWEEN = r"[\s,./-]*"
_YEAR = r"(?P<year>[0-9]{4})"
_NTH = r"(?P<nth>[1-4])(?:st|nd|rd|th|[.ºª°]|er|e|ème)?"
_PART = (
    rf"(?:(?P<unit>{_QUARTER}|{_HALF})(?P=unit)*[\s.-]*(?P<number>[1-4])"
    rf"|{_NTH}\s*(?P<unit2>{_QUARTER}|{_HALF})(?P=unit2)*)"
)
_FORMS = tuple(
    regex(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}{_BETWEEN}{_WEEK}+[\s.-]*(?P<week>[0-9]{{1,2}})",
        rf"{_WEEK}+[\s.-]*(?P<week>[0-9]{{1,2}}){_BETWEEN}{_YEAR}",
        rf"{_YEAR}{_BETWEEN}{_PART}",
        rf"{_PART}{_BETWEEN}{_YEAR}",
        rf"(?P<month>[\ue001-\ue00c]+)\.?{_BETWEEN}{_YEAR}",
        rf"{_YEAR}{_BETWEEN}(?P<month>[\ue001-\ue00c]+)\.?",
        rf"{_YEAR}[/-](?P<month>[01][0-9])",
        _YEAR,
    )
)
_NAMED_YEAR = r"(?P<fiscal>[0-9]{4}|'?[0-9]{2})(?:[/-](?P<to>[0-9]{4}|[0-9]{2}))?"
_FISCAL_FORMS = tuple(
    regex(form, re.IGNORECASE)
    for form in (
        rf"{_FISCAL}+[\s.-]*{_NAMED_YEAR}(?:{_BETWEEN}{_PART})?",
        rf"{_PART}{_BETWEEN}(?:{_FISCAL}+)[\s.-]*{_NAMED_YEAR}",
    )
)


@dataclass(frozen=True, slots=True)
class Period:
    """Some days in a row. first, last: both among them."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """How fiscal years are counted. name: of one of them. begins: its first day."""

    name: int
    begins: date

    def period(self, name: int) -> Period:
        """A fiscal year by its name."""
        return _months(on(self.begins, months=12 * (name - self.name)), 12)

    def named(self, year: int, to: int | None) -> int:
        """The name of a year that is written with both calendar years in which it lies (`FY 2025/26`)."""
        return year if to is None or self.name == self.begins.year else to


def read_period(text: str, fiscal: FiscalYear | None = None) -> Period | None:
    """The days that a field names and nothing else; None where it names none, or nobody can tell which."""
    read = _with_words(text)
    try:
        return _calendar(read) or (_fiscal(read, fiscal) if fiscal is not None else None)
    except (ValueError, OverflowError):
        return None


def is_of_fiscal_year(text: str) -> bool:
    """Whether a field names a fiscal year or a part of one."""
    read = _with_words(text)
    return any(form.fullmatch(read) for form in _FISCAL_FORMS)


def _with_words(text: str) -> str:
    """A text, with a sign for each letter of the words for weeks, quarters, halves and fiscal years."""
    read = in_plain_signs(text)
    letters = _DIGIT.sub(" ", read)
    for concept, sign in _SIGNS.items():
        for match in lexicon.find(letters, concept):
            read = f"{read[: match.start]}{sign * (match.end - match.start)}{read[match.end :]}"
    return read


def _calendar(read: str) -> Period | None:
    match = next(filter(None, (form.fullmatch(read) for form in _FORMS)), None)
    if match is None:
        return None
    said = match.groupdict()
    year = int(said["year"])
    if said.get("week"):
        monday = date.fromisocalendar(year, int(said["week"]), 1)
        return Period(monday, monday + timedelta(days=6))
    if said.get("month"):
        return _months(date(year, as_month(said["month"]), 1), 1)
    return _part(said, Period(date(year, 1, 1), date(year, 12, 31)))


def _fiscal(read: str, fiscal: FiscalYear) -> Period | None:
    match = next(filter(None, (form.fullmatch(read) for form in _FISCAL_FORMS)), None)
    if match is None:
        return None
    year, to = (_full(match[name]) if match[name] else None for name in ("fiscal", "to"))
    if year is None or (to is not None and to != year + 1):
        return None
    return _part(match.groupdict(), fiscal.period(fiscal.named(year, to)))


def _full(written: str) -> int:
    """A year of two digits is one of this century."""
    digits = written.lstrip("'")
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _part(said: dict[str, str | None], year: Period) -> Period | None:
    """A quarter or half of a year; all of it where none is named."""
    number = said.get("number") or said.get("nth")
    if number is None:
        return year
    length = 3 if (said.get("unit") or said.get("unit2")) == _QUARTER else 6
    if int(number) * length > 12:
        return None
    return _months(on(year.first, months=length * (int(number) - 1)), length)


def _months(first: date, count: int) -> Period:
    return Period(first, on(first, months=count) - timedelta(days=1))
