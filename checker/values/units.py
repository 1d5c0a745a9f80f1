"""Which amounts can be compared: those in one unit, or in units of one family, of which each is so much of the other.

Sizes of storage have the prefixes of SI and IEC 80000-13 (`MB`, `MiB`) and the short forms of Kubernetes (`M`, `Mi`;
https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/), durations those of everyday life. A
month or a year has no fixed length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.values.numbers import Quantity

_SECONDS = {
    "ms msec millisecond milliseconds": "0.001",
    "s sec secs second seconds": "1",
    "m min mins minute minutes": "60",
    "h hr hrs hour hours": "3600",
    "d day days": "86400",
    "w wk wks week weeks": "604800",
}
_PREFIXES = "kMGTPE"


def _sizes() -> Iterator[tuple[str, Decimal]]:
    yield from ((name, Decimal(1)) for name in ("B", "byte", "bytes"))
    for power, letter in enumerate(_PREFIXES, 1):
        decimal, binary = Decimal(1000) ** power, Decimal(1024) ** power
        yield from ((f"{letter}{end}", decimal) for end in ("", "B"))
        yield from ((f"{first}{end}", binary) for first in (letter, letter.upper()) for end in ("i", "iB"))
        yield from ((name, decimal) for name in (f"{letter.lower()}b", f"{letter.upper()}B"))


_FAMILIES: Mapping[str, Mapping[str, Decimal]] = {
    "a size": dict(_sizes()),
    "a duration": {name: Decimal(value) for names, value in _SECONDS.items() for name in names.split()},
    "a share": {name: Decimal(1) for name in ("%", "percent", "per cent", "pct")},
}
_PROCESSORS = {"": Decimal(1), "m": Decimal("0.001")}
"""Of a field `cpu` (as above): a thousandth is `m`, a whole processor has no unit."""
SCALED = ("a size", "a duration")
"""Families in which the same amount has other figures in another unit."""


def family_of(unit: str) -> str | None:
    """The family of a unit; None when it is none of those that are known."""
    return next((family for family, units in _FAMILIES.items() if _known(unit) in units), None)


def in_one_unit(amounts: Sequence[Quantity], *, processors: bool = False) -> list[Decimal] | str:
    """The amounts in the unit of the first that has one; or why there is none for all of them.

    Amounts without a unit are taken to be in that of the others, if that is only one.
    """
    written = {one.unit: None for one in amounts}
    if processors and all(unit in _PROCESSORS for unit in written):
        return [one.value * _PROCESSORS[one.unit] for one in amounts]
    units = list(dict.fromkeys(_known(unit) for unit in written if unit))
    if len(units) < 2:
        return [one.value for one in amounts]
    family = family_of(units[0])
    sizes = _FAMILIES.get(family or "", {})
    if any(unit not in sizes for unit in units) or "" in written:
        return f"the units differ: {', '.join(f'`{unit}`' if unit else 'none' for unit in written)}"
    return [one.value * sizes[_known(one.unit)] / sizes[units[0]] for one in amounts]


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


def _known(unit: str) -> str:
    """A unit under the name by which units are known; other ones without case and plural.

    Case counts in sizes and single letters: `Mb` is no `MB`, `W` is no `w`.
    """
    if any(unit in units for units in _FAMILIES.values()):
        return unit
    plain = unit.casefold()
    if len(unit) == 1 or plain in _FAMILIES["a size"]:
        return unit
    return plain if any(plain in units for units in _FAMILIES.values()) else plain.rstrip("s.")
