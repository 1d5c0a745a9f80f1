"""In which unit amounts are counted, and whether they can be added.

Amounts of one currency can, also in thousands and millions (`$300K + $1.2M`); so can sizes, processors (`500m + 1
core`) and times (`90 min + 2 h`). How many hours a day of work has is not said, so hours and days cannot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from checker import lexicon
from checker.classes import dataclass, field
from checker.patterns import regex
from checker.values.numbers import Quantity
from checker.values.units import family_of, in_one_unit, seconds

_CURRENCY_BY_SIGN = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "₹": "INR", "₽": "RUB"}
_CURRENCY_BY_SIGN |= {"A$": "AUD", "C$": "CAD", "R$": "BRL", "S$": "SGD", "₺": "TRY", "₴": "UAH"}
_CURRENCY_BY_SIGN |= {"Rs": "INR", "Rs.": "INR", "zł": "PLN", "元": "CNY", "円": "JPY", "₩": "KRW", "Kč": "CZK"}
CURRENCY = regex(
    r"(?:US|[ACRS]|HK|NZ|MX)\$|[$€£¥￥₹₽₩₺₴₫₪元円]|\bRs\b\.?|\bzł|\bKč"
    r"|(?<![A-Za-z])(?:USD|EUR|GBP|INR|CHF|JPY|CNY|RMB|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|RUB|TRY|KRW|SGD"
    r"|HKD|UAH|ETH|BTC|USDC|USDT)(?![A-Za-z])"
)
_POWER_BY_CONCEPT = {
    "number.thousand": 3,
    "number.million": 6,
    "number.billion": 9,
}
_LETTERS = {"k": 3, "K": 3, "M": 6, "G": 9, "B": 9, "T": 12, "万": 4, "亿": 8}
_CORES = {
    "core": Decimal(1),
    "cpu": Decimal(1),
    "vcpu": Decimal(1),
    "millicore": Decimal("0.001"),
    "mcpu": Decimal("0.001"),
}
_RATE = regex(r"\s*/\s*(?P<each>[^\W\d_]+).*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Unit:
    """currency: its code. rate: by what an amount counts (`m` of `$5/mo`). power: of ten (`K`: 3). word: the rest."""

    currency: str = ""
    rate: str = ""
    power: int = 0
    word: str = ""
    written: str = field(default="", compare=False)

    @property
    def is_measure(self) -> bool:
        return bool(self.word) and _kind(self, milli="")[0] not in ("", "a count")


def currency_in(text: str) -> str:
    """The currency that a text names, as its code; several joined by a blank."""
    return " ".join(sorted({_CURRENCY_BY_SIGN.get(sign, sign) for sign in CURRENCY.findall(text)}))


def apart(written: str) -> Unit:
    """What stands behind a figure, taken apart."""
    text = lexicon.without(written, "number.per", instead="/")
    rate = _RATE.search(text)
    text = text[: rate.start()] if rate else text
    first, _, rest = text.strip(" .,;:").partition(" ")
    powers = (power for concept, power in _POWER_BY_CONCEPT.items() if lexicon.wholly(first, concept))
    power = _LETTERS.get(first) or next(powers, 0)
    said = rate["each"].casefold()[:1] if rate else ""
    return Unit("", said, power, (rest if power else text).strip(" .,;:"), written.strip())


def factors(units: Sequence[Unit], title: str = "") -> list[Decimal] | str:
    """By what each amount is multiplied to count in one unit, or why there is none.

    units: of the rows, then of the total. title: of their column.
    """
    currencies = {unit.currency for unit in units if unit.currency}
    rates = {unit.rate for unit in units if unit.rate}
    milli = _milli(units, title)
    kinds = [_kind(unit, milli) for unit in units]
    measures = {kind for (kind, _), unit in zip(kinds, units, strict=True) if kind and not unit.currency}
    if currencies:
        measures -= {"", "m"}
    # What the total counts is often said in other words (`15 in both modules`), so only its measure counts.
    counted = [unit for unit, (kind, _) in zip(units[:-1], kinds, strict=False) if kind == "a count"]
    named = [words for unit in counted if (words := _nouns(unit.word))]
    if len(currencies) + len(measures - {"a count"}) + bool(named) > 1 or len(rates) > 1 or _differ(named):
        return f"the amounts are in several units: {', '.join(_listed(units))}"
    return _scaled(units, kinds)


def _scaled(units: Sequence[Unit], kinds: Sequence[tuple[str, Decimal]]) -> list[Decimal] | str:
    by_kind = {scale for kind, scale in kinds if kind}
    if len(by_kind) > 1 and any(not kind for kind, _ in kinds):
        return f"the amounts are in several units: {', '.join(_listed(units))}, and one has none"
    usual = next(iter(by_kind), Decimal(1))
    letters = {unit.written for unit in units if unit.power}
    # Of `512 B` beside `2 KB` the B is a byte: such units are a size above, only lone letters come here.
    powers = [unit.power if letters else 0 for unit in units]
    return [
        (scale if kind else usual).scaleb(power if kind in ("", "a count") else 0)
        for (kind, scale), power in zip(kinds, powers, strict=True)
    ]


def _milli(units: Sequence[Unit], title: str) -> str:
    """What a lone `m` stands for, by the units beside it and the title of the column."""
    words = {_stem(unit.word) for unit in units if unit.word}
    if words & set(_CORES) or re.search(r"\b(?:v?cpus?|cores?)\b", title, re.IGNORECASE):
        return "core"
    return "min" if any(length and length < _DAY for length in map(seconds, words - {"m"})) else ""


_DAY = 86400


def _kind(unit: Unit, milli: str) -> tuple[str, Decimal]:
    """What a unit measures and how much of it, seconds for times, bytes for sizes; nothing for a figure alone."""
    stem = _stem(unit.word)
    if stem in ("", "m") and unit.currency:
        return "", Decimal(1).scaleb(6 if stem else 0)
    if stem == "m" and milli:
        return ("processors", Decimal("0.001")) if milli == "core" else ("a time", Decimal(60))
    if milli == "core" and (stem in _CORES or not stem):
        return "processors", _CORES.get(stem, Decimal(1))
    length = seconds(unit.word.split(" ")[0].lower()) if stem not in ("m", "M", "S", "H") else None
    if length is not None and length < _DAY:
        return "a time", length
    return _other_kind(unit.word.split(" ")[0], stem)


def _other_kind(first: str, stem: str) -> tuple[str, Decimal]:
    family = family_of(first)
    if family == "a share":
        return family, Decimal(1)
    if family == "a size" and (re.search(r"[iB]", first[1:]) or stem == "byte"):
        size = in_one_unit((Quantity(Decimal(1), "B"), Quantity(Decimal(1), first)))
        return (family, size[1]) if not isinstance(size, str) else (first, Decimal(1))
    if family == "a duration":
        return stem, Decimal(1)
    is_sign = bool(first) and len(re.findall(r"\w", first)) < 2 and not re.fullmatch(r"[^\w%°]*", first)
    return (first, Decimal(1)) if is_sign else ("a count" if re.search(r"\w", first) else "", Decimal(1))


def _stem(word: str) -> str:
    first = word.split(" ", maxsplit=1)[0].strip(".,;:")
    if first in ("M", "S", "H"):
        return first
    folded = first.casefold()
    return folded if len(folded) < 3 or seconds(folded) else folded.removesuffix("s").removesuffix("n")


def _nouns(words: str) -> frozenset[str]:
    return frozenset(
        word.removesuffix("s") if not word.endswith("ies") else f"{word[:-3]}y"
        for word in re.findall(r"[^\W\d_]{2,}", lexicon.without(words, "amount.description").casefold())
    )


def _differ(named: Sequence[frozenset[str]]) -> bool:
    """Whether different things are counted, so that no word of the first is said of another."""
    return any(not one & named[0] for one in named[1:])


def _listed(units: Sequence[Unit]) -> list[str]:
    return sorted({" ".join(filter(None, (unit.currency, unit.written))) for unit in units} - {""})
