"""What a cell in a column of amounts says: one amount, or two between which it lies.

Beside what is read everywhere, a column holds negative amounts in brackets (`(30)`, as in accounts), durations of
several parts (`1h 30m`, `1:30`), ranges, sums (`1 HIGH + 1 LOW`) and words for nothing (`free`, `n/a`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from checker import lexicon
from checker.classes import dataclass, replace
from checker.patterns import regex
from checker.values.numbers import Quantity, number_problem, read_quantity
from checker.values.totals._units import CURRENCY, Unit, apart, currency_in
from checker.values.units import seconds

_INFINITE = Decimal("Infinity")
_BRACKETED = regex(r"(?P<before>[^\w(]*)\((?P<inner>[^()]*[0-9][^()]*)\)\W*")
_PICTURE = regex(r"^(?:[\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?\s*)+")
_PARTS = regex(r"\s*(?P<number>[0-9]+)\s*(?P<unit>[^\W\d_]+)\.?")
_CLOCK = regex(r"(?P<h>[0-9]+):(?P<min>[0-5][0-9])(?::(?P<s>[0-5][0-9]))?(?:\s*h)?")
_BETWEEN = regex(r"\s*(?:[-\u2010-\u2014]|\.\.\.?|…)\s*(?=\D{0,3}[0-9])")


@dataclass(frozen=True, slots=True)
class Amount:
    """low, high: the same for a single amount, infinite where a cell names only a limit. written: the cell, in words.

    step: what one more in the last digit would add (0.01 for `2.50`, 10 for `~140`). about: the cell says so (`~4.0`).
    """

    low: Decimal
    high: Decimal
    unit: Unit
    step: Decimal
    written: str
    about: bool = False

    @property
    def is_single(self) -> bool:
        return self.low == self.high


def is_nothing(text: str) -> bool:
    """Whether a cell adds nothing: blank, a dash, `n/a`, `free`."""
    words = plain_words(text)
    return not re.search(r"[^\W_]|[^\s\w.\u2010-\u2015\u2212-]", words) or _is_word_for_nothing(words)


def _is_word_for_nothing(words: str) -> bool:
    found = lexicon.wholly(words, "amount.nothing")
    return found is not None and words[: found.start] + words[found.end :] in ("", ".")


def read_amount(cell: str) -> Amount | str:
    """The amount of a cell, or why it holds none."""
    written = plain_words(cell)
    text, sign = _PICTURE.sub("", written), 1
    if bracketed := _BRACKETED.fullmatch(text):
        text, sign = bracketed["before"] + bracketed["inner"], -1
    currency = currency_in(text)
    bare = CURRENCY.sub("", text).strip() if currency else text
    found = _duration(bare, written) or _single(bare, written) or _range(bare, written)
    if found is None:
        return _sum(written) or f"`{written}` {number_problem(written)}"
    unit = replace(found.unit, currency=currency)
    return replace(found, low=sign * found.low, high=sign * found.high, unit=unit)


def plain_words(text: str) -> str:
    """A cell without marks of emphasis and superfluous blanks."""
    return " ".join(without_marks(text).split())


def without_marks(text: str) -> str:
    return re.sub(r"[*`]+|~~|(?<!\w)_+|_+(?!\w)|[\u00b9\u00b2\u00b3\u2020\u2021]|\[\^[^\]]*\]", "", text)


def _single(text: str, written: str) -> Amount | None:
    quantity = read_quantity(re.sub(r"^([~≈+-])\s+", r"\1", text))
    if quantity is None:
        return None
    low = quantity.value if quantity.bound not in ("<", "≤") else -_INFINITE
    high = quantity.value if quantity.bound not in (">", "≥") else _INFINITE
    return Amount(low, high, apart(quantity.unit), _step(quantity), written, quantity.approximate)


def _step(quantity: Quantity) -> Decimal:
    exponent = int((quantity.value.normalize() if quantity.approximate else quantity.value).as_tuple().exponent)
    return Decimal(1).scaleb(exponent if quantity.approximate else min(exponent, 0))


def _range(text: str, written: str) -> Amount | None:
    ends = [_single(part, written) for part in _BETWEEN.split(lexicon.without(text, "number.to", instead="-"))]
    low, high = ends if len(ends) == 2 else (None, None)
    if low is None or high is None or low.high > high.low:
        return None
    return replace(high, low=low.low, about=low.about or high.about)


def _duration(text: str, written: str) -> Amount | None:
    """A duration of two parts or more, in minutes or seconds; `1:30` counts in its own units."""
    about, bare = text.startswith(("~", "≈")), text.lstrip("~≈ ")
    clock = _CLOCK.fullmatch(bare)
    if clock is not None:
        lengths = [(int(clock["h"]), _HOUR), (int(clock["min"]), _MINUTE), (int(clock["s"] or 0), _SECOND)]
        last = _SECOND if clock["s"] else _MINUTE
    else:
        parts = list(_PARTS.finditer(bare))
        lengths = [(int(part["number"]), seconds(part["unit"].lower()) or Decimal(0)) for part in parts]
        last = lengths[-1][1] if lengths else Decimal(0)
        in_order = all(above[1] > below[1] for above, below in pairwise(lengths))
        if len(lengths) < 2 or _PARTS.sub("", bare).strip() or not in_order or last not in (_SECOND, _MINUTE):
            return None
    value = sum((number * length for number, length in lengths), Decimal(0)) / last
    word = "clock" if clock is not None else "s" if last == _SECOND else "min"
    return Amount(value, value, Unit(word=word), Decimal(1), written, about)


_HOUR, _MINUTE, _SECOND = Decimal(3600), Decimal(60), Decimal(1)


def _sum(written: str) -> Amount | str:
    """A cell that is a sum itself; what is counted may differ (`1 HIGH + 1 LOW`), money and measures may not."""
    terms = [read_amount(term) for term in re.split(r"\s\+\s", written)] if " + " in written else []
    amounts = [term for term in terms if isinstance(term, Amount)]
    if not amounts or len(amounts) < len(terms):
        return ""
    units = {(term.unit.currency, term.unit.word if term.unit.is_measure else "") for term in amounts}
    if len(units) > 1:
        return f"`{written}` is in several units"
    first = amounts[0]
    low, high = sum((one.low for one in amounts), Decimal(0)), sum((one.high for one in amounts), Decimal(0))
    unit = first.unit if first.unit.currency or first.unit.is_measure else Unit()
    return Amount(low, high, unit, min(one.step for one in amounts), written, any(one.about for one in amounts))
