"""Whether a table's total agrees with its rows.

A total row is known by its label (`Total`, `Summe`, `Итого` …). Summing is refused where it would mislead: sub-totals
among the rows, ranges, fractions, amounts in several units; the reason then says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from checker.reading.numbers import Quantity, number_problem, read_quantity

TotalVerdict = Literal[
    "equal", "not equal", "approximate", "ambiguous", "fractions", "sub-totals", "not a total row", "cross-table"
]

_TOTAL_WORDS = (
    r"(?:total(?:s|e)?|sum|summe|somme|suma|soma|gesamt(?:summe|zahl)?|insgesamt|итого|всего|合計|合计|总计|कुल)"
)
_TOTAL = re.compile(
    rf"\W*(?:(?:grand|overall|gesamt|general|final|in)\W+)?{_TOTAL_WORDS}(?:\W+(?:général|generale?|geral))?\W*",
    re.IGNORECASE,
)
_SUB_TOTAL = re.compile(
    rf"""\W*(?:(?:sub|zwischen|sous|parti?al)[-\s]?{_TOTAL_WORDS}.*
      | (?!(?:grand|overall|general|final|in)\b)\w[\w\s&/-]*\s{_TOTAL_WORDS}\W*)""",
    re.IGNORECASE | re.VERBOSE,
)
_STATED = re.compile(
    rf"^[^\w\n]*(?P<label>(?:\w+ )?{_TOTAL_WORDS}\b[^:=\n]{{0,40}}?)\s*[:=]\s*(?P<amount>[^=\n(]+)",
    re.IGNORECASE | re.MULTILINE,
)
_FRACTION = re.compile(r"\W*([0-9]+)\s*/\s*([0-9]+)\W*")


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """How a stated total compares with its rows. summed: what the rows add up to, None where they cannot be summed."""

    verdict: TotalVerdict
    reason: str
    summed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A total in running text (`Total hours: 1,250`)."""

    label: str
    amount: Quantity


def is_total_label(text: str) -> bool:
    """Whether a row's label says that the row is the total of those above it."""
    return _TOTAL.fullmatch(_words(text)) is not None


def is_sub_total_label(text: str) -> bool:
    """Whether a row's label says that it sums some of the rows above it (`Subtotal`, `Car Total`)."""
    return _SUB_TOTAL.fullmatch(_words(text)) is not None


def check_table(rows: Sequence[Sequence[str]], column: int) -> TotalCheck:
    """Compare the total row of a table with the rows above it. column: 0-based, of the amounts."""
    position, label = next(((at, label) for at, row in enumerate(rows) if (label := _total_cell(row)) >= 0), (-1, -1))
    if position < 0:
        fractions = _check_fractions([row[column] for row in rows if column < len(row)])
        return fractions or TotalCheck("not a total row", "there is no row with the label of a total")
    total, above = rows[position], rows[:position]
    if not any(re.search(r"\d", cell) for at, cell in enumerate(total) if at != label):
        return TotalCheck("not a total row", f"the row `{total[label]}` holds no amount")
    if sub_totals := [cell for row in above for cell in row[:2] if is_sub_total_label(cell)]:
        return TotalCheck("sub-totals", f"the rows hold sub-totals: {', '.join(sub_totals)}")
    return check_total([row[column] for row in above], total[column])


def check_total(values: Sequence[str], total: str) -> TotalCheck:
    """Compare the amounts of a column with the total under them. Blank cells count as nothing."""
    stated = read_quantity(total)
    amounts = [_amount(value) for value in values if _words(value).strip("—–-. ")]
    unread = next((why for why in amounts if isinstance(why, str)), "")
    if stated is None or unread:
        why = unread or f"the total {number_problem(total)}"
        return _check_fractions([*values, total]) or TotalCheck("ambiguous", why)
    return _compared([amount for amount in amounts if isinstance(amount, Quantity)], stated, total)


def stated_totals(text: str) -> tuple[StatedTotal, ...]:
    """The totals that a running text states, for comparing with a table elsewhere."""
    found = (
        (match["label"].strip(), read_quantity(match["amount"])) for match in _STATED.finditer(_without_marks(text))
    )
    return tuple(StatedTotal(label, amount) for label, amount in found if amount is not None)


def _compared(amounts: Sequence[Quantity], stated: Quantity, written: str) -> TotalCheck:
    if not amounts:
        return TotalCheck("ambiguous", "there is nothing to sum")
    if limit := next((amount for amount in (*amounts, stated) if amount.bound), None):
        return TotalCheck("ambiguous", f"{limit.bound} {limit.value} is only a limit")
    summed = sum((amount.value for amount in amounts), Decimal(0))
    units = sorted({amount.unit for amount in amounts if amount.unit and not re.search(r"\w{2}", amount.unit)})
    if len(units) > 1:
        return TotalCheck("ambiguous", f"the amounts are in several units: {', '.join(units)}", summed)
    about = any(amount.approximate for amount in (*amounts, stated))
    same: TotalVerdict = "approximate" if about else "equal"
    other: TotalVerdict = "ambiguous" if about else "not equal"
    reason = f"the rows add up to {summed}, the total says {_words(written)}"
    return TotalCheck(same if summed == stated.value else other, reason, summed)


def _amount(value: str) -> Quantity | str:
    """The amount of a cell, sums resolved (`1 HIGH + 1 LOW`); why there is none otherwise."""
    quantity = read_quantity(value)
    if quantity is not None:
        return quantity
    terms = [read_quantity(term) for term in re.split(r"\s\+\s", _words(value))]
    if len(terms) > 1 and all(terms):
        return Quantity(sum((term.value for term in terms if term), Decimal(0)))
    return f"`{_words(value)}` {number_problem(value)}"


def _check_fractions(values: Sequence[str]) -> TotalCheck | None:
    """A column of fractions is complete or not; it is never summed. None when it is no such column."""
    found = [match for value in values if (match := _FRACTION.fullmatch(_words(value)))]
    if not found or len(found) < len([value for value in values if _words(value)]):
        return None
    short = [match[0].strip() for match in found if match[1] != match[2]]
    rest = f", not {', '.join(short)}" if short else ""
    return TotalCheck("fractions", f"{len(found) - len(short)} of {len(found)} are whole{rest}")


def _total_cell(row: Sequence[str]) -> int:
    """Where the label of a total stands in a row, among its first cells; -1 where there is none."""
    return next((at for at, cell in enumerate(row[:2]) if is_total_label(cell)), -1)


def _words(text: str) -> str:
    return " ".join(_without_marks(text).split())


def _without_marks(text: str) -> str:
    return re.sub(r"[*`]+|~~|(?<!\w)_+|_+(?!\w)", "", text)
