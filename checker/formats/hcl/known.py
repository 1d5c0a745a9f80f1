"""Values that expressions come to, and what keeps one from being told.

A value is an `Expression` without syntax: a literal, a list or an object, whose parts may be unknown. Numbers are exact
where Terraform's are: what would have to be rounded is undetermined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from checker.classes import replace
from checker.data.source import MAX_DEPTH
from checker.model.hcl import Expression
from checker.model.location import Location
from checker.patterns import regex
from checker.text.shown import shortened

NUMBER = regex(r"-?(?:0|[1-9][0-9]{0,300})(?:\.[0-9]{1,300})?")
MAX_SIGNIFICANT = 15
"""So many digits of a fraction a float holds for certain."""
MOST = 10**300
MAX_TEXT = 100_000
"""How long a text may become, in characters."""


class UndeterminedError(Exception):
    """Nobody here can tell what an expression comes to. `str()` is a clause that says on what it rests."""


class FailedError(UndeterminedError):
    """Terraform refuses it, whatever is not known here; `try` and `can` go by it."""


def literal(value: bool | float | str | None, place: Location) -> Expression:  # noqa: FBT001  it is the value
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise UndeterminedError(f"it is longer than {MAX_TEXT} characters")
    return Expression("", place, is_literal=True, literal=value)


def listed(elements: Iterable[Expression], place: Location, *, is_set: bool = False) -> Expression:
    return Expression("", place, elements=tuple(elements), is_set=is_set)


def mapped(keys: Mapping[str, Expression], place: Location, *, computed: bool = False) -> Expression:
    return Expression("", place, keys=dict(keys), computed=computed)


def number(value: Fraction, place: Location) -> Expression:
    """A number; one that is no finite decimal of few digits is undetermined."""
    if abs(value.numerator) >= MOST or value.denominator >= MOST:
        raise UndeterminedError("it is a number of more digits than are reckoned with here")
    if value.denominator == 1:
        return literal(value.numerator, place)
    nearest = float(value)
    if Fraction(repr(nearest)) != value or len(repr(nearest)) > MAX_SIGNIFICANT:
        raise UndeterminedError("it is a number of more digits than are reckoned with here")
    return literal(nearest, place)


def told(value: Expression) -> Expression:
    """The same, if it is known. Raises `UndeterminedError` with what it rests on."""
    if not value.is_told:
        raise UndeterminedError(value.aside.removeprefix("; ") or f"`{shortened(value.text)}` is not known")
    return value


def whole(value: Expression, depth: int = 0) -> Expression:
    """The same, if it and all in it is known."""
    told(value)
    if value.computed:
        raise UndeterminedError("a key of it is not known")
    if depth > MAX_DEPTH:
        raise UndeterminedError(f"it is nested deeper than {MAX_DEPTH} levels")
    for one in parts_of(value):
        whole(one, depth + 1)
    return value


def fitting(value: Expression) -> Expression:
    """The same, if all texts in it are not longer together than one may be."""
    waiting, length = [value], 0
    while waiting:
        one = waiting.pop()
        length += len(one.literal) if isinstance(one.literal, str) else 0
        if length > MAX_TEXT:
            raise UndeterminedError(f"it is longer than {MAX_TEXT} characters")
        waiting.extend(parts_of(one))
    return value


def parts_of(value: Expression) -> tuple[Expression, ...]:
    return (*(value.keys or {}).values(), *(value.elements or ()))


def is_null(value: Expression) -> bool:
    return told(value).is_literal and value.literal is None


def text_of(value: Expression) -> str:
    """A primitive as a text, as Terraform turns it into one."""
    found = told(value).literal
    if not value.is_literal or found is None:
        raise FailedError(f"{described(value)} is no text")
    if isinstance(found, bool):
        return str(found).lower()
    return found if isinstance(found, str) else _digits(fraction_of(value))


def _digits(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    return f"{Decimal(repr(float(value))):f}"


def fraction_of(value: Expression) -> Fraction:
    """A number, or a text that is one."""
    found = told(value).literal
    if isinstance(found, str) and NUMBER.fullmatch(found):
        return Fraction(found)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise FailedError(f"{described(value)} is no number")
    if abs(found) >= MOST or (isinstance(found, float) and len(repr(found)) > MAX_SIGNIFICANT):
        raise UndeterminedError("it is a number of more digits than are reckoned with here")
    return Fraction(repr(found))


def integer_of(value: Expression) -> int:
    found = fraction_of(value)
    if found.denominator != 1:
        raise FailedError(f"{described(value)} is no whole number")
    return found.numerator


def truth_of(value: Expression) -> bool:
    found = told(value).literal
    if found in ("true", "false"):
        return found == "true"
    if not isinstance(found, bool):
        raise FailedError(f"{described(value)} is neither true nor false")
    return found


def elements_of(value: Expression) -> tuple[Expression, ...]:
    if told(value).elements is None:
        raise FailedError(f"{described(value)} is no list")
    return value.elements or ()


def keys_of(value: Expression) -> Mapping[str, Expression]:
    """The entries of an object in the order in which Terraform goes through them."""
    if told(value).keys is None:
        raise FailedError(f"{described(value)} is no map")
    if value.computed:
        raise UndeterminedError("a key of it is not known")
    return {name: value.keys[name] for name in in_order(value.keys)} if value.keys else {}


def in_order(names: Iterable[str]) -> list[str]:
    """Texts as Terraform sorts them: by their bytes."""
    return sorted(names, key=lambda name: name.encode(errors="replace"))


def entries_of(value: Expression, place: Location) -> Iterator[tuple[Expression, Expression]]:
    """The keys and values over which `for` and `for_each` go; those of a set are the same."""
    if told(value).elements is not None:
        for at, one in enumerate(value.elements or ()):
            yield (one if value.is_set else literal(at, place)), one
    else:
        for name, one in keys_of(value).items():
            yield literal(name, place), one


def described(value: Expression) -> str:
    return f"`{shortened(value.shown)}`"


def kind_of(value: Expression) -> str:
    """`string`, `number`, `bool`, `null`, `list` or `map`."""
    if told(value).keys is not None:
        return "map"
    if value.elements is not None:
        return "list"
    found = value.literal
    if found is None:
        return "null"
    return "bool" if isinstance(found, bool) else "string" if isinstance(found, str) else "number"


def same(one: Expression, other: Expression) -> bool:
    """Whether two values are equal, for Terraform: of two types they never are."""
    kinds = (kind_of(one), kind_of(other))
    if "null" in kinds:
        return kinds[0] == kinds[1]
    if kinds[0] != kinds[1]:
        return False
    if kinds[0] in ("list", "map"):
        raise UndeterminedError("lists and objects are equal only where their types are, which are not told here")
    return fraction_of(one) == fraction_of(other) if kinds[0] == "number" else one.literal == other.literal


def alike(values: Sequence[Expression]) -> tuple[Expression, ...]:
    """The elements of a list or map, which are all of one type: numbers beside texts become texts."""
    kinds = {kind_of(one) for one in values if one.is_told} - {"null"}
    if len(kinds) < 2:
        return tuple(values)
    if kinds & {"list", "map"} or "string" not in kinds:
        raise FailedError("its elements are of several types")
    return tuple(
        one if not one.is_told or is_null(one) else replace(one, literal=text_of(one), text="") for one in values
    )


def as_set(values: Sequence[Expression], place: Location) -> Expression:
    """Each value once, in the order in which Terraform goes through a set."""
    found: dict[object, Expression] = {}
    kinds = {kind_of(told(one)) for one in values}
    for one in alike(values):
        if kind_of(one) in ("list", "map", "null"):
            raise UndeterminedError("a set of lists or objects has no order that is told here")
        found.setdefault(fraction_of(one) if kind_of(one) == "number" else one.literal, one)
    if kinds <= {"number"}:
        return listed(sorted(found.values(), key=fraction_of), place, is_set=True)
    ordered = sorted(found.values(), key=lambda one: text_of(one).encode(errors="replace"))
    return listed(ordered, place, is_set=True)
