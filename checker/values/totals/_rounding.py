"""How far a sum may be off because its summands are rounded to the digits they show.

Each rounded figure is off by at most half a unit of its last digit, and together rarely by more than three standard
deviations of that. Counts are exact, so are cents, and figures that people set: halves, quarters, whole fives, and
those of a column in which every figure has one digit (`0.3`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checker.values.totals.amounts import Amount

_QUARTER = Decimal("0.25")


def rounding_of(amounts: Sequence[Amount], total: Amount, scales: Sequence[Decimal]) -> Decimal:
    """By how much the sum may differ from the total, in the unit that the scales of all of them lead to."""
    set_by_hand = _are_set(amounts)
    pairs = zip(amounts, scales, strict=False)
    steps = [one.step * scale for one, scale in pairs if one.about or (_is_rounded(one) and not set_by_hand)]
    if _is_rounded(total) and (steps or total.about):
        steps.append(total.step * scales[-1])
    if not steps:
        return Decimal(0)
    spread = (Decimal("0.75") * sum((step * step for step in steps), Decimal(0))).sqrt()
    return min(sum(steps, Decimal(0)) / 2, max(spread, max(steps) / 2))


def _are_set(amounts: Sequence[Amount]) -> bool:
    figures = [amount.low for amount in amounts]
    whole = all(figure == figure.to_integral() for figure in figures)
    short = all(len(amount.low.normalize().as_tuple().digits) == 1 for amount in amounts)
    return short or all(figure % (5 if whole else _QUARTER) == 0 for figure in figures)


def _is_rounded(amount: Amount) -> bool:
    if amount.about:
        return True
    if amount.unit.currency and not amount.unit.power:
        return amount.step < Decimal("0.01")
    return amount.step.adjusted() < 0 or amount.unit.word[:1] == "%" or bool(amount.unit.power)
