"""Whether a table's total agrees with its rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.values.numbers import Quantity
from checker.values.totals import StatedTotal, TotalCheck, check_table, check_total, stated_totals
from checker.values.totals.rows import is_sub_total_label, is_total_label


@pytest.mark.parametrize(
    "label",
    [
        *("Total", "**Total**", "TOTAL:", "Grand total", "Sum", "Gesamtsumme", "Summe", "Итого", "Total (2 items)"),
        *("Overall", "Σ", "Razem", "Totaal", "合计", "合計", "Gesamt", "Insgesamt", "Всего", "Total – both years"),
    ],
)
def test_these_label_a_total(label: str) -> None:
    assert (is_total_label(label), is_sub_total_label(label)) == (True, False)


@pytest.mark.parametrize(
    "label", ["Subtotal", "Sub-total phase 1", "Bikes total", "Zwischensumme", "Net total", "A subtotal"]
)
def test_these_label_a_sub_total(label: str) -> None:
    assert (is_total_label(label), is_sub_total_label(label)) == (False, True)


@pytest.mark.parametrize("label", ["", "Totally new", "Total cost of ownership", "Summary"])
def test_these_label_neither(label: str) -> None:
    assert (is_total_label(label), is_sub_total_label(label)) == (False, False)


@pytest.mark.parametrize(
    ("values", "total", "check"),
    [
        (["2", "3"], "5", TotalCheck("equal", "the rows add up to 5, the total says 5", Decimal(5))),
        (["0.1", "0.2"], "0.3", TotalCheck("equal", "the rows add up to 0.3, the total says 0.3", Decimal("0.3"))),
        (
            ["$1,000", "", "$500"],
            "**$1,500**",
            TotalCheck("equal", "the rows add up to 1500, the total says $1,500", Decimal(1500)),
        ),
        (["2", "1 high + 1 low"], "5", TotalCheck("not equal", "the rows add up to 4, the total says 5", Decimal(4))),
        (["2", "3"], "~5", TotalCheck("approximate", "the rows add up to 5, the total says ~5", Decimal(5))),
        (["2", "3"], "~6", TotalCheck("ambiguous", "the rows add up to 5, the total says ~6", Decimal(5))),
        (["2", "3–4"], "6", TotalCheck("ambiguous", "`3–4` is a range; the rows add up to 5 to 6, the total says 6")),
        (
            ["2", "3+"],
            "5",
            TotalCheck("ambiguous", "`3+` is only a limit; the rows add up to 5 or more, the total says 5"),
        ),
        (["2 h", "3 d"], "5", TotalCheck("ambiguous", "the amounts are in several units: d, h")),
        (["2", "3"], "many", TotalCheck("ambiguous", "the total is no number: many")),
        (["", "—"], "5", TotalCheck("ambiguous", "there is nothing to sum")),
        (["4/4", "2/3"], "6/7", TotalCheck("fractions", "1 of 3 are whole, not 2/3, 6/7")),
    ],
)
def test_a_total_is_compared_with_its_rows(values: list[str], total: str, check: TotalCheck) -> None:
    assert check_total(values, total) == check


def test_the_total_row_of_a_table_is_found_by_its_label() -> None:
    rows = [["1", "Import", "2"], ["2", "Export", "3"], ["", "Total", "5"]]
    assert check_table(rows, 2) == TotalCheck("equal", "the rows add up to 5, the total says 5", Decimal(5))


def test_sub_totals_are_not_summed() -> None:
    rows = [["Bikes", "2"], ["Bikes total", "2"], ["Grand total", "4"]]
    assert check_table(rows, 1) == TotalCheck("sub-totals", "the rows hold sub-totals: Bikes total")


def test_a_row_without_amounts_is_no_total_row() -> None:
    check = check_table([["Grand total", "grand_total", "INTEGER"]], 1)
    assert check == TotalCheck("not a total row", "the row `Grand total` holds no amount")


def test_a_table_without_a_total_row_says_so() -> None:
    check = check_table([["Import", "2"]], 1)
    assert check == TotalCheck("not a total row", "there is no row with the label of a total")


def test_totals_in_running_text_are_found() -> None:
    assert stated_totals("**Total effort:** 12 hrs\nno total here\nTotal: ~3") == (
        StatedTotal("Total effort", Quantity(Decimal(12), "hrs")),
        StatedTotal("Total", Quantity(Decimal(3), approximate=True)),
    )


@pytest.mark.parametrize(("total", "verdict"), [("7-8 days", "ambiguous"), ("see below", "not a total row")])
def test_a_total_that_is_no_amount_is_told_from_a_row_that_is_no_total(total: str, verdict: str) -> None:
    assert check_table([["a", "3 days"], ["b", "4 days"], ["Total", total]], 1).verdict == verdict


def column(total: str, *values: str, label: str = "Total") -> list[list[str]]:
    return [*([f"item {n}", value] for n, value in enumerate(values, 1)), [label, total]]


@pytest.mark.parametrize("label", ["Subtotal", "Net total", "Total hours", "Total cost 2026", "**Σ**", "Sous-total"])
def test_a_row_that_speaks_of_a_total_is_the_total_where_no_other_is(label: str) -> None:
    verdicts = [check_table(column(total, "4", "5", label=label), 1).verdict for total in ("9", "10")]
    assert verdicts == ["equal", "not equal"]


@pytest.mark.parametrize(
    ("values", "total", "verdict"),
    [
        (["164", "5.000", "3", "2.050"], "7.217", "equal"),
        (["3.750,75 €", "1.250,50 €"], "5.001,25 €", "equal"),
        (["1 000,00 €", "164,50 €"], "1\u00a0164,50 €", "equal"),
        (["1.5", "2.25"], "3.75", "equal"),
        (["1.250", "2"], "3.250", "equal"),
        (["1.250", "2"], "1.252", "equal"),
        (["1.250", "2"], "1.500", "not equal"),
        (["0,125", "0,5"], "0,625", "equal"),
        (["1.234", "2.345"], "3.580", "ambiguous"),
        (["70", "(30)"], "40", "equal"),
        (["$70", "($30)"], "$40", "equal"),
        (["1h 30m", "45m"], "2h 15m", "equal"),
        (["1:30", "0:45"], "2:15", "equal"),
        (["20 min", "20 min", "20 min"], "1 h", "equal"),
        (["5 days", "4 h"], "44 h", "ambiguous"),
        (["512 MiB", "1.5 GiB"], "2 GiB", "equal"),
        (["$300K", "$1.2M"], "$1.5M", "equal"),
        (["$5/mo", "$10/mo"], "$15/month", "equal"),
        (["$5/mo", "$10/yr"], "$15", "ambiguous"),
        (["USD 1,000", "EUR 500"], "1,500", "ambiguous"),
        (["USD 1,000 + EUR 500", "USD 100"], "1,600", "ambiguous"),
        (["5 €", "EUR 10"], "15 €", "equal"),
        (["12 files", "340 MB"], "352", "ambiguous"),
        (["12 files", "3 servers"], "15", "ambiguous"),
        (["12 files", "3 new files"], "15 in both modules", "equal"),
        (["2 HIGH", "3 LOW"], "5", "equal"),
        (["33.3%", "33.3%", "33.3%"], "100%", "approximate"),
        (["14.2 %", "28.6 %", "57.3 %"], "100 %", "approximate"),
        (["40%", "35%", "20%"], "100%", "not equal"),
        (["0.5", "0.3", "0.3"], "1.0", "not equal"),
        (["$12.50", "$3.25"], "$15.76", "not equal"),
        (["7.5", "3.5"], "12", "not equal"),
        (["4", "5"], "10", "not equal"),
        (["~1.4 s", "~2.6 s", "0.11 s"], "~4.0 s", "approximate"),
        (["~1.4 s", "~2.6 s"], "~9 s", "not equal"),
        (["1–2", "3"], "9", "not equal"),
        (["<5", "3"], "9", "not equal"),
        (["—", "free", "5"], "5", "equal"),
        (["?", "5"], "5", "ambiguous"),
        (["✅ 5", "3 ❌"], "8", "equal"),
    ],
)
def test_amounts_are_added_as_people_write_them(values: list[str], total: str, verdict: str) -> None:
    assert check_total(values, total).verdict == verdict


def test_other_cells_of_the_table_show_how_numbers_are_written() -> None:
    rows = [["Tree", "1.500", "7.385.265"], ["Files", "2", "400.000"], ["Total", "2.000", "7.785.265"]]
    assert check_table(rows, 1) == TotalCheck(
        "not equal", "the rows add up to 1502, the total says 2000", Decimal(1502)
    )


def test_what_is_met_within_rounding_says_so() -> None:
    assert check_total(["33.3%", "33.3%", "33.3%"], "100%") == TotalCheck(
        "approximate",
        "the rows add up to 99.9, the total says 100%, within the rounding of the digits shown",
        Decimal("99.9"),
    )


def test_a_thousandth_of_a_processor_is_known_by_the_cores_beside_it() -> None:
    assert check_total(["100m", "500m", "500m"], "1.1 cores").verdict == "equal"
    assert check_total(["500m", "1"], "1.5", title="CPU").verdict == "equal"


@pytest.mark.parametrize(
    ("rows", "titles", "reason"),
    [
        (
            [["Vendor", "97"], ["Total", "99"]],
            ["Field", "Confidence"],
            "its rows are fields, not summands",
        ),
        (
            [["api", "81%"], ["web", "93%"], ["Total", "88%"]],
            ["Package", "Tested"],
            "88% lies between the rows, as an average does; it is no sum",
        ),
        (
            [["api", "93%"], ["web", "81%"], ["Total", "77%"]],
            ["Package", "Tested"],
            "the rows are no parts of one whole, their shares exceed 100 %",
        ),
        (
            [["api", "LOW"], ["web", "HIGH"], ["Total", "2 HIGH"]],
            ["Package", "Severity"],
            "no row above holds a number",
        ),
    ],
)
def test_a_row_called_total_may_be_none(rows: list[list[str]], titles: list[str], reason: str) -> None:
    assert check_table(rows, 1, titles) == TotalCheck("not a total row", reason)


@pytest.mark.parametrize(
    "rows",
    [
        [["a", "2"], ["Total", "2"], ["b", "3"], ["Total", "3"]],
        [["a", "2"], ["Subtotal", "2"], ["b", "3"], ["Subtotal", "3"]],
        [["a", "5"], ["of which remote", "2"], ["Total", "5"]],
    ],
)
def test_several_totals_and_parts_of_others_are_left_to_a_person(rows: list[list[str]]) -> None:
    assert check_table(rows, 1).verdict == "sub-totals"


def test_averages_are_no_summands_and_a_total_may_stand_first() -> None:
    assert check_table([["a", "2"], ["b", "4"], ["Average", "3"], ["Total", "6"]], 1).verdict == "equal"
    assert check_table([["Total", "6"], ["a", "2"], ["b", "4"]], 1).verdict == "equal"
