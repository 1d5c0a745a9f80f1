"""Which day a text names.

Read are ISO 8601 (`2026-07-26`, with a time or without, `20260726`, `2026-W30-7`), days with the month in words
(`26 July 2026`, `Jul. 26, 2026`, `26 Temmuz 2026`), as in China, Japan and Korea (`2026年7月26日`), and numeric days
that can be read in one way only (`26/07/2026`), in any digits. A day somebody aims at (`by 5 Nov 2025`) is no date, and
neither is a mask (`YYYY-MM-DD`). The day of a timestamp is the one that is written, whatever its zone; which of two
moments comes first is told in `moments`.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import month_name
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from checker import lexicon
from checker.classes import dataclass, replace
from checker.model.letters import composed
from checker.patterns import regex
from checker.text.glyphs import visible

_MONTH = r"[\ue001-\ue00c]+\.?"
"""A month in words, in a text of `_with_months`."""
_FIRST_MONTH = 0xE000
MONTHS = (
    "month.january",
    "month.february",
    "month.march",
    "month.april",
    "month.may",
    "month.june",
    "month.july",
    "month.august",
    "month.september",
    "month.october",
    "month.november",
    "month.december",
)
"""The concepts of the lexicon, in their order."""
_NTH = r"(?:st|nd|rd|th|er|[eèé]?me|:?e|-?(?:го|е)|[ºª°.])"
"""What makes a number an ordinal one."""
_TIME = r"(?:[T,]?\s*(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:\s?[ap]\.?m\b\.?)?)"
_NAMED_ZONE = r"(?:Z|UTC|GMT|IST|CES?T|[ECMP][SD]T)\b(?:[+-][0-9]{1,2}(?::?[0-9]{2})?)?"
_ZONE = rf"(?:\s?(?P<zone>{_NAMED_ZONE}|[+-][0-9]{{2}}:?[0-9]{{2}}))?)?"
_DAY = regex(
    rf"""(?<![\w/-])(?<![\w.]\.)(?<!\w[.])(?:
        (?P<y1>[0-9]{{4}})(?P<s1>[-/.])(?P<m1>[0-9]{{1,2}})(?P=s1)(?P<d1>[0-9]{{1,2}})
      | (?P<y2>[0-9]{{4}})[\s.-]+(?P<m2>{_MONTH})[\s.-]*(?P<d2>[0-9]{{1,2}})
      | (?P<d3>[0-9]{{1,2}}){_NTH}?[\s-]*(?P<m3>{_MONTH}),?[\s-]*(?P<y3>[0-9]{{4}})
      | (?P<m4>{_MONTH})[\s-]*(?P<d4>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+|-)(?P<y4>[0-9]{{4}})
      | (?P<a>[0-9]{{1,2}})(?P<s5>[-/.])\s?(?P<b>[0-9]{{1,2}})(?P=s5)\s?(?P<y5>[0-9]{{4}})
    )(?![0-9/]){_TIME}{_ZONE}(?![\w/])(?!-\w)(?!\.\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = regex(r"[0-9]{4}")
"""Without one no day is named."""
_EAST_ASIAN = regex(
    r"(?:(?P<reiwa>令和)\s*)?(?P<year>[0-9]{1,4}|元)\s*[年년]\s*(?P<month>[0-9]{1,2})\s*[月월]\s*(?P<day>[0-9]{1,2})\s*[日일]"
    r"|(?<![\w.])(?P<year2>[0-9]{4})\.\s(?P<month2>[0-9]{1,2})\.\s(?P<day2>[0-9]{1,2})\.?(?![\w.])"
)
_VIETNAMESE = regex(
    r"(?:ngày\s+)?(?P<day>[0-9]{1,2})\s+tháng\s+(?P<month>[0-9]{1,2})(?:\s+năm|,)?\s+(?P<year>[0-9]{4})", re.IGNORECASE
)
_COMPACT = regex(
    r"\A(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<date>0[1-9]|[12][0-9]|3[01])"
    r"(?:T(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?(?P<zone>Z|[+-][0-9]{2}:?(?:[0-9]{2})?)?)?\Z"
)
"""The basic form of ISO 8601, which anywhere but in a field of its own may be any number."""
_WEEK_DAY = regex(r"(?<![\w-])(?P<year>[0-9]{4})(?P<sep>-?)W(?P<week>[0-9]{2})(?P=sep)(?P<day>[1-7])(?![\w-])")
_BEFORE_REIWA = 2018
"""The year before the first one of the Japanese era Reiwa."""
_ALIKE = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
    | {"İ": "i", "\u200e": "", "\u200f": "", "\u061c": "", "\ufe0e": "", "\ufe0f": ""}
)
"""Hyphens of all kinds, a letter that has no small form of one character, and marks of a direction or a style."""
_NOT_ASCII = regex(r"[^\x00-\x7f]")
_EMPHASIS = regex(r"[*`]+|~~|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")
_MASK = regex(
    r"(?<![^\W_])(?:y{2,4}|[0-9]{4}|20[0-9]?x{1,2}|j{4}|x{2,4}|d{1,2}|m{2,4}|tt)"
    r"[-/. ](?:m{2,4}|x{2}|[0-9]{2}|d{1,2}|t{2})[-/. ](?:d{1,2}|m{2}|x{2,4}|t{2}|y{2,4}|j{4}|[0-9]{4})(?![^\W_])",
    re.IGNORECASE,
)
_NEAR = regex(r"[~≈<>≤≥]\s*$")
_SEVERAL = regex(r"(?<![\w:.])[0-9]{1,2}(?:st|nd|rd|th|\.)?\s*[,&/-]\s*$", re.IGNORECASE)
_PARTIAL = regex(
    rf"(?<![\w-])(?:(?P<no_year>[0-9]{{1,2}}(?:st|nd|rd|th|\.)?[\s-]*{_MONTH}|{_MONTH}\s*[0-9]{{1,2}}(?:st|nd|rd|th)?)"
    rf"|(?P<no_day>{_MONTH},?\s*[0-9]{{4}}|[0-9]{{4}}-[0-9]{{2}}))(?![\w-])",
    re.IGNORECASE,
)
_SHORT_YEAR = regex(
    rf"(?<![\w/.-])(?:[0-9]{{1,2}}[\s.-]*{_MONTH}[\s.-]*'?[0-9]{{2}}|([-/.])?[0-9]{{1,2}}([-/.])[0-9]{{1,2}}\2[0-9]{{2}})(?![\w/-])",
    re.IGNORECASE,
)
_MOST_OTHER_WORDS = 4
"""So many words may stand beside a date in a field that is meant to be one (`signed in Pune (remote)`)."""


class DateProblem(StrEnum):
    """What a field is that names no single day."""

    EMPTY = "is empty"
    NONE = "is no date"
    MASK = "is an unfilled mask"
    NOT_YET = "is not a date yet"
    NO_CENTURY = "does not say the century"
    NO_YEAR = "names no year"
    NO_DAY = "names no day"
    NOT_IN_CALENDAR = "names a day that does not exist"
    TWO_READINGS = "has two readings"
    SEVERAL = "names several days"
    TARGET = "is a target date"
    NEAR = "is not the day itself"
    UNCERTAIN = "is not certain"
    MORE = "says more than a date"

    @property
    def is_vague(self) -> bool:
        """Whether it speaks of a time all the same, of which the day alone cannot be told."""
        return self in (DateProblem.NO_CENTURY, DateProblem.NO_YEAR, DateProblem.NO_DAY, DateProblem.TWO_READINGS)


@dataclass(frozen=True, slots=True)
class NotOneDay:
    """Why a field does not name one day. read: the part of it by which that is told, empty for the whole."""

    kind: DateProblem
    read: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.read}" if self.read else str(self.kind)


@dataclass(frozen=True, slots=True)
class _Day:
    """A date as written. day: None when it cannot be told; problem: why. clock, zone: the time behind it."""

    start: int
    end: int
    day: date | None
    problem: NotOneDay | None = None
    clock: str = ""
    zone: str = ""


def read_date(text: str) -> date | None:
    """The day that a field names; None when it names none, `date_problem` says why."""
    read = _read(text)
    return read.day if isinstance(read, _Day) else None


def read_timestamp(text: str) -> tuple[date, str, str] | None:
    """The day that a field names, the time of day and the zone as written, both empty for none."""
    read = _read(text)
    return (read.day, read.clock, read.zone) if isinstance(read, _Day) and read.day is not None else None


def find_timestamps(text: str) -> tuple[tuple[date, str, str], ...]:
    """The same for every day named in a running text; what is ambiguous or no day is left out."""
    return tuple((found.day, found.clock, found.zone) for found in _days(_cleaned(text)) if found.day is not None)


def date_problem(text: str) -> NotOneDay | None:
    """Why a field does not name one day (`is empty`, `is a target date`); None when it does."""
    read = _read(text)
    return read if isinstance(read, NotOneDay) else None


def find_dates(text: str) -> tuple[date, ...]:
    """Every day named in a running text, in its order, aims included; what is ambiguous or no day is left out."""
    return tuple(found.day for found in _days(_cleaned(text)) if found.day is not None)


def in_plain_signs(text: str) -> str:
    """A text with what is written in one way only: digits, hyphens, and a sign for each letter of a month in words."""
    return _with_months(_cleaned(text))


def has_two_readings(text: str) -> bool:
    """Whether a field names one day, and only which of two is not clear (`09/07/2026`)."""
    read = _cleaned(text)
    days = list(_days(read))
    return len(days) == 1 and _is_ambiguous(days[0]) and _why_not_this(read, days[0]) is None


def names_day(text: str) -> bool:
    """Whether a running text names a day, be it one that can be read in two ways."""
    return any(found.day is not None or _is_ambiguous(found) for found in _days(_cleaned(text)))


def _is_ambiguous(found: _Day) -> bool:
    return found.problem is not None and found.problem.kind is DateProblem.TWO_READINGS


def without_dates(text: str) -> str:
    """What a text says beside the days it names."""
    read = _cleaned(text)
    for match in reversed(list(_DAY.finditer(_with_months(read))) if _YEAR.search(read) else []):
        read = f"{read[: match.start()]} {read[match.end() :]}"
    return " ".join(read.split())


def _read(text: str) -> _Day | NotOneDay:
    read = _cleaned(text)
    if not re.search(r"[^\W_]", read) or lexicon.consists(read, "answer.not_applicable", "slot.nothing"):
        return NotOneDay(DateProblem.EMPTY)
    days = list(_days(read))
    if not days:
        return _why_none(read)
    if problem := next((found.problem for found in days if found.problem is not None), None):
        return problem
    if len({found.day for found in days}) > 1:
        return NotOneDay(DateProblem.SEVERAL, ", ".join(str(found.day) for found in days))
    if fault := _why_not_this(read, days[0]):
        return NotOneDay(fault)
    # Of a day that is named twice, with two times perhaps, only the day is certain.
    return days[0] if len(days) == 1 else replace(days[0], clock="", zone="")


def _cleaned(text: str) -> str:
    """A text with what is written in one way only: digits, hyphens and the days of other calendars' notations."""
    plain = _EMPHASIS.sub("", composed(text)).translate(_ALIKE)
    plain = _NOT_ASCII.sub(lambda sign: _plain_sign(sign[0]), plain)
    plain = _EAST_ASIAN.sub(_as_iso, _VIETNAMESE.sub(r"\g<year>-\g<month>-\g<day>", plain))
    plain = " ".join(_WEEK_DAY.sub(_of_week, plain).split())
    return _COMPACT.sub(_extended, plain)


def _plain_sign(sign: str) -> str:
    """A digit as an ASCII one; what shows nothing as a letter, so that a number it stands in is none."""
    return str(unicodedata.decimal(sign, sign)) if visible(sign) else "_"


def _extended(match: re.Match[str]) -> str:
    """`20260720T100000Z` as `2026-07-20T10:00:00Z`."""
    clock = ":".join(part for part in (match["hour"], match["minute"], match["second"]) if part)
    return f"{match['year']}-{match['month']}-{match['date']}" + (f"T{clock}{match['zone'] or ''}" if clock else "")


def _of_week(match: re.Match[str]) -> str:
    """`2026-W30-1` as `2026-07-20`; as it stands where the year has no such week."""
    try:
        return str(date.fromisocalendar(int(match["year"]), int(match["week"]), int(match["day"])))
    except ValueError:
        return match[0]


def _as_iso(match: re.Match[str]) -> str:
    """`2026年3月4日`, `令和8年3月4日`, `2026년 3월 4일` and `2026. 3. 4.` as `2026-3-4`; else as it stands."""
    if match["year2"]:
        return f" {match['year2']}-{match['month2']}-{match['day2']} "
    year = 1 if match["year"] == "元" else int(match["year"])
    if match["reiwa"]:
        year += _BEFORE_REIWA
    full = match["reiwa"] or len(match["year"]) == len("2026")
    return f" {year}-{match['month']}-{match['day']} " if full else match[0]


def _days(read: str) -> Iterator[_Day]:
    for match in _DAY.finditer(_with_months(read)) if _YEAR.search(read) else ():
        written = read[match.start() : match.end()]
        if match["a"]:
            day, problem = _numeric(int(match["a"]), int(match["b"]), int(match["y5"]), written)
        else:
            year, month, day_of_month = (
                next(match[name] for name in (f"{part}{form}" for form in range(1, 5)) if match[name]) for part in "ymd"
            )
            day, problem = _existing(int(year), as_month(month), int(day_of_month), written)
        yield _Day(match.start(), match.end(), day, problem, match["clock"] or "", match["zone"] or "")


def _with_months(read: str) -> str:
    """A text, as long as it was, with a sign for each letter of a month in words, and blanks for what joins dates."""
    letters = _DIGIT.sub(" ", read)
    if not _LETTER.search(letters):
        return read
    for match in lexicon.find(letters, "date.joint"):
        read = f"{read[: match.start]}{' ' * (match.end - match.start)}{read[match.end :]}"
    for number, month in enumerate(MONTHS, start=1):
        for match in lexicon.find(letters, month):
            sign = chr(_FIRST_MONTH + number)
            read = f"{read[: match.start]}{sign * (match.end - match.start)}{read[match.end :]}"
    return read


_DIGIT = regex("[0-9]")
_LETTER = regex(r"[^\W\d_]")


def as_month(written: str) -> int:
    """The number of a month in figures or in the signs of `_with_months`."""
    return int(written) if written.isdecimal() else ord(written[0]) - _FIRST_MONTH


_FIRST_YEAR = 1000


def _existing(year: int, month: int, day: int, written: str) -> tuple[date | None, NotOneDay | None]:
    try:
        found = date(year, month, day)
    except ValueError:
        found = None
    # A year of two digits with zeros before it is a slip of the pen.
    if found is None or year < _FIRST_YEAR:
        return None, NotOneDay(DateProblem.NOT_IN_CALENDAR, written.strip())
    return found, None


_DOTTED = regex(r"\s*[0-9]{1,2}\.\s?[0-9]{1,2}\.")


def _numeric(first: int, second: int, year: int, written: str) -> tuple[date | None, NotOneDay | None]:
    """A day written in numbers, year last: day first or month first, whichever is the only possible one.

    With dots the day comes first: no locale of the CLDR has them behind a month in numbers.
    """
    day_first, problem = _existing(year, second, first, written)
    month_first, _ = _existing(year, first, second, written)
    if day_first and month_first and day_first != month_first and not _DOTTED.match(written):
        return None, NotOneDay(DateProblem.TWO_READINGS, f"{_in_words(day_first)} or {_in_words(month_first)}")
    found = day_first or month_first
    return found, None if found else problem


def _in_words(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"


def _why_none(read: str) -> NotOneDay:
    if mask := _MASK.search(read):
        return NotOneDay(DateProblem.MASK, mask[0])
    if lexicon.holds(read, "date.open"):
        return NotOneDay(DateProblem.NOT_YET, read)
    marked = _with_months(read)
    if short := _SHORT_YEAR.search(marked):
        return NotOneDay(DateProblem.NO_CENTURY, read[short.start() : short.end()])
    if partial := _PARTIAL.search(marked):
        return NotOneDay(DateProblem.NO_YEAR if partial["no_year"] else DateProblem.NO_DAY)
    return NotOneDay(DateProblem.NONE, read)


def _why_not_this(read: str, found: _Day) -> DateProblem | None:
    before, after = read[: found.start], read[found.end :]
    beside = f"{before} | {after}"
    until = lexicon.ends(lexicon.without(before, "date.article", "date.weekday"), "date.until")
    if until or lexicon.holds(beside, "date.aim"):
        return DateProblem.TARGET
    if lexicon.ends(before, "date.near") or _NEAR.search(before):
        return DateProblem.NEAR
    if lexicon.holds(beside, "date.open") or "?" in beside:
        return DateProblem.UNCERTAIN
    if _SEVERAL.search(lexicon.without(before, "number.and", instead="&")):
        return DateProblem.SEVERAL
    if len(re.findall(r"[^\W\d_]+", beside)) > _MOST_OTHER_WORDS:
        return DateProblem.MORE
    return None
