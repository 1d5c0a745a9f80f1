"""Which number a text holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.values.numbers import Quantity, number_problem, read_number, read_quantity


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("3", Quantity(Decimal(3))),
        ("**3**", Quantity(Decimal(3))),
        ("3.", Quantity(Decimal(3))),
        ("-3", Quantity(Decimal(-3))),
        ("\u22123", Quantity(Decimal(-3))),
        ("1,250", Quantity(Decimal(1250))),
        ("1,25,000", Quantity(Decimal(125000))),
        ("250 000", Quantity(Decimal(250000))),
        ("1.250,50", Quantity(Decimal("1250.50"))),
        ("$12,500", Quantity(Decimal(12500), "$")),
        ("₹ 50,000", Quantity(Decimal(50000), "₹")),
        ("50W", Quantity(Decimal(50), "W")),
        ("6.4%", Quantity(Decimal("6.4"), "%")),
        ("6,4 %", Quantity(Decimal("6.4"), "%")),
        ("+10°C", Quantity(Decimal(10), "°C")),
        ("4.2 days", Quantity(Decimal("4.2"), "days")),
        ("2/week", Quantity(Decimal(2), "/week")),
        ("3 P0 defects", Quantity(Decimal(3), "P0 defects")),
        ("3 (was 5)", Quantity(Decimal(3))),
        ("~301", Quantity(Decimal(301), approximate=True)),
        ("about 9 files", Quantity(Decimal(9), "files", approximate=True)),
        ("< 7 days", Quantity(Decimal(7), "days", bound="<")),
        ("at least 3", Quantity(Decimal(3), bound="≥")),
        ("10+", Quantity(Decimal(10), bound="≥")),
    ],
)
def test_a_quantity_is_read_with_what_is_said_about_it(text: str, quantity: Quantity) -> None:
    assert read_quantity(text) == quantity


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        ("—", "is empty"),
        ("TBD", "is no number: TBD"),
        ("three", "is no number: three"),
        ("#62", "is no number: #62"),
        ("P0-001", "is no number: P0-001"),
        ("2026-07-26", "is no number: 2026-07-26"),
        ("1.2.3", "is no number: 1.2.3"),
        ("\u0663", "is no number: \u0663"),
        ("3–4", "is a range: 3-4"),
        ("2 to 3 hrs", "is a range: 2 to 3 hrs"),
        ("14/14", "is a fraction: 14/14"),
        ("3 of 5", "is a fraction: 3 of 5"),
        ("N-M", "is not filled in: N-M"),
        ("N", "is not filled in: N"),
        ("3?", "is no single number: 3?"),
        ("3 days 4 hours", "is no single number: 3 days 4 hours"),
        ("1 high + 2 low", "is no single number: 1 high + 2 low"),
        ("< 7 days", "is only a limit: < 7 days"),
    ],
)
def test_what_is_no_single_number_says_why(text: str, problem: str) -> None:
    assert (read_number(text), str(number_problem(text))) == (None, problem)


def test_a_number_has_no_problem() -> None:
    assert (read_number("~9 files"), number_problem("~9 files")) == (Decimal(9), None)
