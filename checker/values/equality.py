"""When two values are equal: by their type where the document gives one, as they read elsewhere."""

from __future__ import annotations

from decimal import Decimal

from checker.classes import replace
from checker.model.record import Value
from checker.patterns import regex
from checker.text.shown import contains_words, folded, quoted
from checker.values.numbers import Quantity, read_quantity
from checker.values.units import in_one_unit

_FLAGS = {True: frozenset({"1", "true"}), False: frozenset({"0", "false"})}
"""What programs take for a truth value."""
_EXPRESSION = regex(
    r"\s*(?:\$\{[^{}]+\}|\$?\{\{.+\}\}|<%.+%>|\$\([\w.]+\)|\$[A-Z][A-Z0-9_]+|%[A-Z][A-Z0-9_]+%|@[A-Z][A-Z0-9_]+@)\s*"
)
"""Expressions of shells, Compose, GitHub Actions, Jinja, Helm, ERB, Azure Pipelines, cmd and CMake."""

PLAINLY = "write it without quotation marks, and a comment on a line of its own"
"""What makes a value of INI the same for all readers."""


def equal(value: Value, wanted: Value) -> bool:
    """Equality by the type of what is wanted: number, truth value or text; of lists, entry by entry.

    A cell or heading is always text, and is compared as it reads. In data a text is no number and no truth value. Of
    two values of data whose types differ, what is written counts.
    """
    if value.items is not None and wanted.items is not None:
        pairs = zip(value.items, wanted.items, strict=False)
        return len(value.items) == len(wanted.items) and all(equal(one, other) for one, other in pairs)
    if value.is_typed and (not wanted.typed_in or type_name(value) == type_name(wanted)):
        return _equal_typed(value, wanted)
    if value.is_typed:
        return folded(value.plain) == folded(wanted.plain)
    if isinstance(wanted.data, bool):
        return value.data is wanted.data or value.plain.casefold() == wanted.plain
    if isinstance(wanted.data, int | float | Decimal):
        return _same_amount(value, wanted)
    return folded(value.plain) == folded(wanted.plain)


def holds(value: Value, wanted: Value) -> bool:
    """Of a text, that the words stand in it; of a list, that one of its entries is this; case does not count."""
    if value.items is None:
        return contains_words(value.plain, wanted.plain)
    return any(
        equal(one, wanted) or folded(one.plain).casefold() == folded(wanted.plain).casefold()
        if one.items is None
        else holds(one, wanted)
        for one in value.items
        if one.is_there
    )


def quantity_of(value: Value) -> Quantity | None:
    """The amount that a value is or, as a text, holds; None also for what is only a limit."""
    if isinstance(value.data, bool):
        return None
    read = read_quantity(value.plain)
    if isinstance(value.data, int | float | Decimal):
        number = Decimal(str(value.data))
        if read is None or read.value != number:
            return Quantity(number) if number.is_finite() else None
    return read if read is not None and not read.bound else None


def differ_in_type(value: Value, wanted: Value) -> bool:
    """Whether two values read the same and are not equal, because one is a text, or a number for a truth value."""
    if not value.is_typed or equal(value, wanted):
        return False
    is_flag = isinstance(wanted.data, bool) and value.plain.strip().casefold() in _FLAGS[wanted.data]
    return is_flag or folded(value.plain) == folded(wanted.plain)


def is_filled_in(value: Value) -> bool:
    """Whether a value of data is nothing but an expression, for which a program that reads it puts another."""
    return bool(value.typed_in) and isinstance(value.data, str) and _EXPRESSION.fullmatch(value.data) is not None


def is_read_otherwise(value: Value, wanted: Value) -> bool:
    """Whether two values are not equal, and other readers say that they are."""
    if value.otherwise is None or value.items is not None or equal(value, wanted):
        return False
    return equal(_read_otherwise(value), wanted)


def _read_otherwise(value: Value) -> Value:
    plain = value.otherwise if isinstance(value.otherwise, str) else value.plain
    return replace(value, plain=plain, data=value.otherwise)


def as_others_read(value: Value) -> str:
    """Who else takes a value for what, with its type, as the end of a sentence."""
    said = str(value.otherwise).lower() if isinstance(value.otherwise, bool) else str(value.otherwise)
    who = "readers of YAML 1.1" if value.is_typed else "other readers of INI"
    return f"which {who} take for {with_type(replace(value, plain=said, data=value.otherwise))}"


def with_type(value: Value) -> str:
    """A value in a message, with what it is."""
    return f"the {type_name(value)} {quoted(value)}"


def type_name(value: Value) -> str:
    """What a value is by its type, as people call it."""
    if isinstance(value.data, bool):
        return "truth value"
    if isinstance(value.data, int | float | Decimal):
        return "number"
    return "text" if isinstance(value.data, str) else "null"


def _equal_typed(value: Value, wanted: Value) -> bool:
    if isinstance(wanted.data, bool):
        return value.data is wanted.data
    if isinstance(wanted.data, int | float | Decimal):
        is_number = isinstance(value.data, int | float | Decimal) and not isinstance(value.data, bool)
        return is_number and Decimal(str(value.data)) == Decimal(str(wanted.data))
    return folded(value.plain) == folded(wanted.plain)


def _same_amount(value: Value, wanted: Value) -> bool:
    amount, other = quantity_of(value), quantity_of(wanted)
    if amount is None or other is None:
        return False
    both = in_one_unit((amount, other)) if other.unit else [amount.value, other.value]
    return not isinstance(both, str) and both[0] == both[1]
