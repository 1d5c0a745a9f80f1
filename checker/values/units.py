"""Which amounts can be compared: those in one unit, or in units of one family, of which each is so much of the other.

Sizes of storage have the prefixes of SI and IEC 80000-13 (`MB`, `MiB`) and the short forms of Kubernetes (`M`, `Mi`;
https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/), durations those of everyday life. A
month or a year has no fixed length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from checker import lexicon
from checker.classes import replace
from checker.values.numbers import Quantity

_SECONDS_BY_SYMBOL = {"ms": "0.001", "s": "1", "m": "60", "min": "60", "h": "3600", "d": "86400", "w": "604800"}
_SECONDS_BY_CONCEPT = {
    "unit.millisecond": "0.001",
    "unit.second": "1",
    "unit.minute": "60",
    "unit.hour": "3600",
    "unit.day": "86400",
    "unit.week": "604800",
}
_PREFIXES = "kMGTPE"


def _sizes() -> Iterator[tuple[str, Decimal]]:
    yield from ((name, Decimal(1)) for name in ("B", "byte", "bytes"))
    for power, letter in enumerate(_PREFIXES, 1):
        decimal, binary = Decimal(1000) ** power, Decimal(1024) ** power
        yield from ((f"{letter}{end}", decimal) for end in ("", "B"))
        yield from ((f"{first}{end}", binary) for first in (letter, letter.upper()) for end in ("i", "iB"))
        yield from ((name, decimal) for name in (f"{letter.lower()}b", f"{letter.upper()}B"))


_SIZES: Mapping[str, Decimal] = dict(_sizes())
_PROCESSORS = {"": Decimal(1), "m": Decimal("0.001")}
"""Of a field `cpu` (as above): a thousandth is `m`, a whole processor has no unit."""
SCALED = ("a size", "a duration")
"""Families in which the same amount has other figures in another unit."""


def family_of(unit: str) -> str | None:
    """The family of a unit; None when it is none of those that are known."""
    found = _scale(unit)
    return found[0] if found else None


def seconds(unit: str) -> Decimal | None:
    """How long a unit of time is, by its symbol or its name in some language; None when it is none."""
    known = _SECONDS_BY_SYMBOL.get(unit) or next(
        (length for concept, length in _SECONDS_BY_CONCEPT.items() if _is_called(unit, concept)), None
    )
    return Decimal(known) if known else None


def _is_called(unit: str, concept: str) -> bool:
    found = lexicon.wholly(unit, concept)
    return found is not None and not unit[: found.start] and unit[found.end :] in ("", ".")


@lru_cache(maxsize=1024)
def _scale(unit: str) -> tuple[str, Decimal] | None:
    """The family of a unit, and how much of the family's own unit it is.

    Case counts in sizes and single letters: `Mb` is no `MB`, `W` is no `w`.
    """
    if unit in _SIZES:
        return "a size", _SIZES[unit]
    if unit == "%" or _is_called(unit, "unit.percent"):
        return "a share", Decimal(1)
    plain = unit if len(unit) == 1 or unit.casefold() in _SIZES else unit.casefold()
    length = seconds(plain)
    return ("a duration", length) if length is not None else None


def in_one_unit(amounts: Sequence[Quantity], *, processors: bool = False) -> list[Decimal] | str:
    """The amounts in the unit of the first that has one; or why there is none for all of them.

    Amounts without a unit are taken to be in that of the others, if that is only one.
    """
    written = {one.unit: None for one in amounts}
    if processors and all(unit in _PROCESSORS for unit in written):
        return [one.value * _PROCESSORS[one.unit] for one in amounts]
    scales = {unit: _scale(unit) for unit in written if unit}
    if len({scale or _plain(unit) for unit, scale in scales.items()}) < 2:
        return [one.value for one in amounts]
    families = {scale[0] for scale in scales.values() if scale}
    if len(families) > 1 or None in scales.values() or "" in written:
        return f"the units differ: {', '.join(f'`{unit}`' if unit else 'none' for unit in written)}"
    lengths = {unit: scale[1] for unit, scale in scales.items() if scale}
    first = next(iter(lengths.values()))
    return [one.value * lengths[one.unit] / first for one in amounts]


def compared_amounts(value: Quantity, bound: Quantity, *, processors: bool) -> list[Decimal] | str:
    """A value and its bound in one unit; or why they cannot be compared.

    Where only one has a unit, it is taken to be meant in both, unless the same amount may have other figures.
    """
    if processors or bool(value.unit) == bool(bound.unit):
        return in_one_unit((value, bound), processors=processors)
    unit = value.unit or bound.unit
    if family_of(unit) in SCALED:
        return f"one is in `{unit}`, the other has no unit"
    return [value.value, bound.value]


def total(amounts: Sequence[Quantity]) -> Quantity | str:
    """The sum of amounts in the unit of the first that has one; or why they cannot be added up."""
    values = in_one_unit(amounts)
    if isinstance(values, str):
        return values
    unit = next((one.unit for one in amounts if one.unit), "")
    return replace(Quantity(sum(values, Decimal(0))), unit=unit)


def _plain(unit: str) -> str:
    """A unit that is none of those that are known, without case and plural."""
    return unit if len(unit) == 1 else unit.casefold().rstrip("s.")
