"""Which day a text names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import lexicon
from checker.values.dates import date_problem, find_dates, read_date


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-26",
        "2026/07/26",
        "2026.07.26",
        "2026-7-26",
        "2026\u201107\u201126",
        "26 July 2026",
        "26th July 2026",
        "20260726",
        "20260726T100000Z",
        "2026-W30-7",
        "2026W307",
        "2026-07-26 (Sunday)",
        "26 Temmuz 2026",
        "26 TEMMUZ 2026",
        "\u200f٢٦ يوليو ٢٠٢٦",
        "26 تموز 2026",
        "26 ביולי 2026",
        "२६ जुलाई २०२६",
        "26. července 2026",
        "2026. július 26.",
        "26 Ιουλίου 2026",
        "26. heinäkuuta 2026",
        "26 липня 2026",
        "ngày 26 tháng 7 năm 2026",
        "26:e juli 2026",
        "26th of July, 2026",
        "26-Jul-2026",
        "26JUL2026",
        "2026-Jul-26",
        "July 26, 2026",
        "July 26th, 2026",
        "Jul. 26 2026",
        "Sunday, 26 July 2026",
        "26. Juli 2026",
        "26 juillet 2026",
        "26 de julio de 2026",
        "26.07.2026",
        "26/07/2026",
        "07/26/2026",
        "26-07-2026",
        "2026-07-26T10:00:00Z",
        "2026-07-26T10:00:00.123+05:30",
        "2026-07-26 14:30 IST",
        "Sun 26 Jul 2026 10:00 AM",
        "**2026-07-26**",
        "(2026-07-26)",
        "on 26 July 2026",
        "Signed 2026-07-26 (in person)",
        "2026-07-26 / 26 July 2026",
    ],
)
def test_these_are_the_same_day(text: str) -> None:
    assert (read_date(text), date_problem(text)) == (date(2026, 7, 26), None)


@pytest.mark.parametrize("text", ["04.05.2026", "4.5.2026", "4. 5. 2026", "am 04.05.2026", "04.05.2026 14:30"])
def test_with_dots_the_day_comes_first(text: str) -> None:
    assert (read_date(text), date_problem(text)) == (date(2026, 5, 4), None)


def test_with_dots_a_month_comes_first_where_it_can_be_no_day() -> None:
    assert read_date("05.26.2026") == date(2026, 5, 26)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        ("—", "is empty"),
        ("____", "is empty"),
        ("n/a", "is empty"),
        ("TBD", "is not a date yet: TBD"),
        ("pending", "is not a date yet: pending"),
        ("YYYY-MM-DD", "is an unfilled mask: YYYY-MM-DD"),
        ("DD-MMM-YYYY", "is an unfilled mask: DD-MMM-YYYY"),
        ("2026-MM-DD", "is an unfilled mask: 2026-MM-DD"),
        ("[Date]", "is no date: [Date]"),
        ("Week 4", "is no date: Week 4"),
        ("RFC-2026-07-26", "is no date: RFC-2026-07-26"),
        ("2026-07-26.md", "is no date: 2026-07-26.md"),
        ("July 2026", "names no day"),
        ("2026-07", "names no day"),
        ("26 July", "names no year"),
        ("26 Jul 26", "does not say the century: 26 Jul 26"),
        ("2026-02-30", "names a day that does not exist: 2026-02-30"),
        ("2026-14-01", "names a day that does not exist: 2026-14-01"),
        ("0026-07-21", "names a day that does not exist: 0026-07-21"),
        ("31 June 2026", "names a day that does not exist: 31 June 2026"),
        ("05/06/2026", "has two readings: 5 June 2026 or 6 May 2026"),
        ("Target: Nov 5, 2025", "is a target date"),
        ("2026-07-26 (planned)", "is a target date"),
        ("by 26 July 2026", "is a target date"),
        ("до 26 июля 2026", "is a target date"),
        ("entro il 26 luglio 2026", "is a target date"),
        ("2026年7月26日まで", "is a target date"),
        ("2026년 7월 26일까지", "is a target date"),
        ("после 26 июля 2026", "is not the day itself"),
        ("by the end of July 26, 2026", "is a target date"),
        ("~2026-07-26", "is not the day itself"),
        ("after 2026-07-26", "is not the day itself"),
        ("2026-07-26?", "is not certain"),
        ("2026-07-26 - pending", "is not certain"),
        ("26 or 27 July 2026", "names several days"),
        ("2026-07-26 to 2026-07-28", "names several days: 2026-07-26, 2026-07-28"),
        ("we went through it in the large room on 2026-07-26", "says more than a date"),
    ],
)
def test_what_is_no_day_says_why(text: str, problem: str) -> None:
    assert (read_date(text), str(date_problem(text))) == (None, problem)


def test_a_numeric_day_with_equal_parts_has_one_reading() -> None:
    assert read_date("05/05/2026") == date(2026, 5, 5)


def test_dates_are_found_in_running_text() -> None:
    text = "Met on 2026-07-01 and 3 July 2026, not on 2026-02-31; see docs/2026-01-01.md and RFC-2026-01-01."
    assert find_dates(text) == (date(2026, 7, 1), date(2026, 7, 3))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert read_date(day.isoformat()) == day


@given(st.text(alphabet="0123456789-/.: JulyT,ofde", max_size=40))
def test_a_text_has_a_day_or_a_problem(text: str) -> None:
    assert (read_date(text) is None) == (date_problem(text) is not None)


@pytest.mark.parametrize(
    "text", ["20261326", "order 20260726", "20260726 items", "2026-W54-1", "26 Jul '26", "2\u200b6 July 2026"]
)
def test_what_may_be_something_else_is_no_day(text: str) -> None:
    assert read_date(text) is None


def test_a_month_typed_without_its_accents_is_that_month() -> None:
    assert [read_date(f"3 {month} 2026") for month in ("fevrier", "aout", "subat", "AGUSTOS", "marz")] == [
        date(2026, 2, 3), date(2026, 8, 3), date(2026, 2, 3), date(2026, 8, 3), date(2026, 3, 3),
    ]  # fmt: skip


def test_no_name_of_a_month_means_two() -> None:
    named: dict[str, set[str]] = {}
    for phrase in (phrase for language in lexicon.languages() for phrase in lexicon.phrases_of(language)):
        if phrase.concept.startswith("month."):
            named.setdefault(phrase.written, set()).add(phrase.concept)
    assert [name for name, months in named.items() if len(months) > 1] == []
