"""Whether a table's total agrees with its rows.

A total row is known by its label (`Total`, `Summe`, `Итого` …). Summing is refused where it would mislead: sub-totals
among the rows, ranges, fractions, amounts in several units; the reason then says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from checker import lexicon
from checker.classes import dataclass
from checker.patterns import regex
from checker.values.numbers import Quantity, number_problem, read_quantity
from checker.values.totals._decimals import possible_marks, with_decimal_dot
from checker.values.totals._rounding import rounding_of
from checker.values.totals._units import factors
from checker.values.totals.amounts import Amount, is_nothing, plain_words, read_amount, without_marks
from checker.values.totals.rows import (
    is_part_of_another,
    is_sub_total_label,
    is_summand,
    labels,
    lists_fields,
    total_at,
    totals_among,
)

TotalVerdict = Literal[
    "equal", "not equal", "approximate", "ambiguous", "fractions", "sub-totals", "not a total row", "cross-table"
]

_STATED = regex(r"^[^\w\n]*(?P<label>[^:=\n]{1,60}?)\s*[:=]\s*(?P<amount>[^=\n(]+)", re.MULTILINE)
_FRACTION = regex(r"\W*([0-9]+)\s*/\s*([0-9]+)\W*")
_ABOUT = Decimal("0.05")
"""How far *about* reaches, as a share of the total."""
_FAR = Decimal("0.25")
_WHOLE = 100
_MOST_DECIMALS = 12
_FEWEST_TO_AVERAGE = 2


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


@dataclass(frozen=True, slots=True)
class _Sum:
    """A column with its total. total: its row. rows: those that are summed. of_fields: whether they are fields."""

    total: Sequence[str]
    rows: Sequence[Sequence[str]]
    values: Sequence[str]
    stated: str
    title: str
    of_fields: bool


def check_table(rows: Sequence[Sequence[str]], column: int, titles: Sequence[str] = ()) -> TotalCheck:
    """Compare the total row of a table with the rows above it; with those below it where it is the first.

    column: 0-based, of the amounts. titles: of all columns.
    """
    position = total_at(rows)
    cells = [row[column] if column < len(row) else "" for row in rows]
    if position is None:
        subs = [label for row in rows for label in labels(row) if is_sub_total_label(label)]
        if len(subs) > 1:
            return TotalCheck("sub-totals", f"the rows hold sub-totals: {', '.join(map(plain_words, subs))}")
        return _check_fractions(cells) or TotalCheck("not a total row", "there is no row with the label of a total")
    if problem := _no_total(rows, position, cells):
        return problem
    counted = [row for row in rows[:position] if is_summand(row)] or rows[position + 1 :]
    values = [row[column] for row in counted if column < len(row)]
    title = titles[column] if column < len(titles) else ""
    beside = [cell for row in rows for at, cell in enumerate(row) if at != column]
    check = check_total(values, cells[position], title, beside)
    if check.verdict != "not equal":
        return check
    return _excused(_Sum(rows[position], counted, values, cells[position], title, lists_fields(titles))) or check


def check_total(values: Sequence[str], total: str, title: str = "", beside: Sequence[str] = ()) -> TotalCheck:
    """Compare the amounts of a column with the total under them. Blank cells count as nothing.

    title: of the column. beside: other cells of the table, which show how its numbers are written.
    """
    marks = possible_marks([*values, total], beside)
    checks = [
        _check([with_decimal_dot(value, mark) for value in values], with_decimal_dot(total, mark), title)
        for mark in marks
    ]
    best = next((check for check in checks if check.verdict == "equal"), checks[0])
    if best.verdict == "equal" or all(check.verdict == best.verdict for check in checks):
        return best
    said = " or ".join(str(check.summed) for check in checks if check.summed is not None)
    return TotalCheck("ambiguous", f"a dot or comma may begin decimals or thousands; the rows add up to {said}")


def stated_totals(text: str) -> tuple[StatedTotal, ...]:
    """The totals that a running text states, for comparing with a table elsewhere."""
    found = ((match["label"].strip(), match["amount"]) for match in _STATED.finditer(without_marks(text)))
    read = ((label, read_quantity(amount)) for label, amount in found if _speaks_of_total(label))
    return tuple(StatedTotal(label, amount) for label, amount in read if amount is not None)


def _speaks_of_total(label: str) -> bool:
    """Whether a label begins with a word for a total, or with one word before it."""
    total = next(iter(lexicon.find(label, "total.label")), None)
    before = label[: total.start] if total is not None else "_"
    return not before.endswith("_") and len(before.split()) <= 1


def _no_total(rows: Sequence[Sequence[str]], position: int, cells: Sequence[str]) -> TotalCheck | None:
    """Why the row is the total of nothing, or of what is summed already."""
    total, above = rows[position], rows[:position]
    label = next(cell for cell in labels(total) if plain_words(cell))
    if not any(re.search(r"\d", cell) for cell in total if cell != label):
        return TotalCheck("not a total row", f"the row `{plain_words(label)}` holds no amount")
    others = [cell for at in totals_among(rows[position + 1 :]) for cell in labels(rows[position + 1 + at])[:1]]
    if others:
        return TotalCheck(
            "sub-totals", f"the table has several totals: {', '.join(map(plain_words, [label, *others]))}"
        )
    if sub_totals := [plain_words(cell) for row in above for cell in labels(row) if is_sub_total_label(cell)]:
        return TotalCheck("sub-totals", f"the rows hold sub-totals: {', '.join(sub_totals)}")
    if not any(re.search(r"\d", cell) for at, cell in enumerate(cells) if at != position):
        wordy = any(not is_nothing(cell) for cell in cells[:position])
        return TotalCheck("not a total row", "no row above holds a number") if wordy else None
    return None


def _excused(column: _Sum) -> TotalCheck | None:
    """What does not add up and may not have to: a field of that name, an average, rows that are part of others."""
    if column.of_fields:
        return TotalCheck("not a total row", "its rows are fields, not summands")
    parts = [plain_words(row[0]) for row in column.rows if is_part_of_another(row)]
    if parts:
        return TotalCheck("sub-totals", f"the rows hold parts of others: {', '.join(parts)}")
    return _averaged(column)


def _averaged(column: _Sum) -> TotalCheck | None:
    """Whether the total is an average: shares that are no parts of a whole, or a figure between those of the rows."""
    amounts = [amount for value in column.values if isinstance(amount := read_amount(value), Amount)]
    whole = read_amount(column.stated)
    if len(amounts) < _FEWEST_TO_AVERAGE or isinstance(whole, str):
        return None
    shares = all(amount.unit.word[:1] == "%" for amount in amounts)
    called_so = lexicon.holds(column.title, "total.ratio") or any(
        lexicon.wholly(plain_words(cell), "total.overall") for cell in labels(column.total)
    )
    between = min(one.low for one in amounts) <= whole.low <= max(one.high for one in amounts)
    if between and (shares or called_so):
        return TotalCheck("not a total row", f"{whole.written} lies between the rows, as an average does; it is no sum")
    if shares and whole.low < _WHOLE < sum(one.low for one in amounts):
        return TotalCheck("not a total row", "the rows are no parts of one whole, their shares exceed 100 %")
    return None


def _check(values: Sequence[str], total: str, title: str) -> TotalCheck:
    stated = read_amount(total)
    amounts = [read_amount(value) for value in values if not is_nothing(value)]
    unread = next((why for why in amounts if isinstance(why, str)), "")
    read = [amount for amount in amounts if isinstance(amount, Amount)]
    if isinstance(stated, str) or unread:
        why = unread or f"the total {number_problem(total) or stated}"
        return _check_fractions([*values, total]) or TotalCheck("ambiguous", why)
    if not read:
        return TotalCheck("ambiguous", "there is nothing to sum")
    scales = factors([amount.unit for amount in (*read, stated)], title)
    if isinstance(scales, str):
        return TotalCheck("ambiguous", scales)
    return _compared(read, stated, scales)


def _compared(amounts: Sequence[Amount], stated: Amount, scales: Sequence[Decimal]) -> TotalCheck:
    """Compare the sum with the total. scales: of the amounts, then of the total, by which all are in one unit."""
    pairs = list(zip(amounts, scales, strict=False))
    low = sum((amount.low * scale for amount, scale in pairs), Decimal(0))
    high = sum((amount.high * scale for amount, scale in pairs), Decimal(0))
    total = stated.low * scales[-1]
    if open_one := next((amount for amount in (*amounts, stated) if not amount.is_single), None):
        return _between(low / scales[-1], high / scales[-1], stated, open_one)
    summed = _plain(low / scales[-1])
    reason = f"the rows add up to {summed}, the total says {stated.written}"
    off, about = abs(low - total), any(amount.about for amount in (*amounts, stated))
    if off == 0:
        return TotalCheck("approximate" if about else "equal", reason, summed)
    if off <= rounding_of(amounts, stated, scales):
        return TotalCheck("approximate", f"{reason}, within the rounding of the digits shown", summed)
    share = off / max(abs(low), abs(total))
    if about and share <= _FAR:
        verdict: TotalVerdict = "approximate" if share <= _ABOUT else "ambiguous"
        return TotalCheck(verdict, reason, summed)
    return TotalCheck("not equal", reason, summed)


def _between(low: Decimal, high: Decimal, stated: Amount, open_one: Amount) -> TotalCheck:
    """A sum that is only known to lie between two amounts can be wrong, and is never known to be right."""
    if high.is_infinite():
        span = f"{_plain(low)} or more" if low.is_finite() else "anything"
    else:
        span = f"{_plain(low)} to {_plain(high)}" if low.is_finite() else f"{_plain(high)} or less"
    reason = f"the rows add up to {span}, the total says {stated.written}"
    if not stated.about and (stated.high < low or stated.low > high):
        return TotalCheck("not equal", reason)
    return TotalCheck(
        "ambiguous", f"`{open_one.written}` {_problem(open_one.written) or 'is no single amount'}; {reason}"
    )


def _problem(written: str) -> str:
    """Why a cell holds no single number, without its text."""
    problem = number_problem(written)
    return problem.kind.value if problem is not None else ""


def _check_fractions(values: Sequence[str]) -> TotalCheck | None:
    """A column of fractions is complete or not; it is never summed. None when it is no such column."""
    found = [match for value in values if (match := _FRACTION.fullmatch(plain_words(value)))]
    if not found or len(found) < len([value for value in values if plain_words(value)]):
        return None
    short = [match[0].strip() for match in found if match[1] != match[2]]
    rest = f", not {', '.join(short)}" if short else ""
    return TotalCheck("fractions", f"{len(found) - len(short)} of {len(found)} are whole{rest}")


def _plain(value: Decimal) -> Decimal:
    """A sum for people: no exponent, and no more digits than a division by a unit needs."""
    short = round(value, 4) if -int(value.as_tuple().exponent) > _MOST_DECIMALS else value
    return Decimal(f"{short:f}")
