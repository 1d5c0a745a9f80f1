"""Amounts in several units."""

from decimal import Decimal

import pytest

from checker.values.numbers import Quantity, read_quantity
from checker.values.units import compared_amounts, in_one_unit, total


def amounts(*written: str) -> list[Quantity]:
    read = [read_quantity(one) for one in written]
    assert None not in read
    return [one for one in read if one is not None]


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("1023Mi", "1Gi"),
        ("999 MB", "1 GB"),
        ("1 GB", "1 GiB"),
        ("1000 B", "1 kiB"),
        ("900 ms", "1 s"),
        ("59 minutes", "1 h"),
        ("23 hours", "1 day"),
        ("6 days", "1 week"),
        ("5 hrs", "6 h"),
        ("59 m", "1 h"),
    ],
)
def test_amounts_of_one_family_are_compared(less: str, more: str) -> None:
    values = in_one_unit(amounts(less, more))
    assert not isinstance(values, str)
    assert values[0] < values[1]


@pytest.mark.parametrize(("one", "other"), [("5 GB", "5 h"), ("60 %", "60 h"), ("1 month", "30 days"), ("3 W", "3 V")])
def test_amounts_of_different_families_are_not(one: str, other: str) -> None:
    assert isinstance(in_one_unit(amounts(one, other)), str)


def test_what_has_no_unit_is_in_that_of_the_others_when_it_is_one() -> None:
    assert in_one_unit(amounts("5", "3 h")) == [Decimal(5), Decimal(3)]
    assert isinstance(in_one_unit(amounts("5", "3 h", "2 min")), str)


def test_a_watt_is_no_week_and_a_megabit_no_megabyte() -> None:
    assert isinstance(in_one_unit(amounts("50 W", "50 days")), str)
    assert isinstance(in_one_unit(amounts("50 Mb", "50 MB")), str)


def test_case_and_plural_of_other_units_do_not_count() -> None:
    assert in_one_unit(amounts("3 Points", "5 point")) == [Decimal(3), Decimal(5)]


def test_a_thousandth_of_a_processor_needs_no_unit_on_the_other_side() -> None:
    both = compared_amounts(*amounts("500m", "1"), processors=True)
    assert both == [Decimal("0.5"), 1]
    assert isinstance(compared_amounts(*amounts("500m", "1"), processors=False), str)


def test_a_bare_bound_is_fine_for_units_in_which_nothing_else_is_meant() -> None:
    assert compared_amounts(*amounts("50 W", "60"), processors=False) == [Decimal(50), Decimal(60)]
    assert isinstance(compared_amounts(*amounts("250 ms", "300"), processors=False), str)


def test_a_sum_is_in_the_unit_of_the_first() -> None:
    assert total(amounts("1 h", "30 min")) == Quantity(Decimal("1.5"), "h")
    assert isinstance(total(amounts("60 %", "40 h")), str)
    assert total([]) == Quantity(Decimal(0))
