"""Whether a table's total agrees with its rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.reading.numbers import Quantity
from checker.reading.totals import (
    StatedTotal,
    TotalCheck,
    check_table,
    check_total,
    is_sub_total_label,
    is_total_label,
    stated_totals,
)


@pytest.mark.parametrize(
    "label", ["Total", "**Total**", "TOTAL:", "Grand total", "Sum", "Gesamtsumme", "Summe", "Итого"]
)
def test_these_label_a_total(label: str) -> None:
    assert (is_total_label(label), is_sub_total_label(label)) == (True, False)


@pytest.mark.parametrize("label", ["Subtotal", "Sub-total phase 1", "Bikes total", "Zwischensumme"])
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
        (["2", "3–4"], "6", TotalCheck("ambiguous", "`3–4` is a range: 3-4")),
        (["2", "3+"], "5", TotalCheck("ambiguous", "≥ 3 is only a limit")),
        (["2 h", "3 d"], "5", TotalCheck("ambiguous", "the amounts are in several units: d, h", Decimal(5))),
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
