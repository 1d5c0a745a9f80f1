"""Holding data against a JSON Schema within bounds, whatever the schema says.

The same part of a schema is held against the same data once, however many references lead there; items are told apart
by what they are and not pair by pair; and there is an end to the steps and to the depth. The end is counted in steps,
not in time, so that the same bytes give the same verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

from checker.data._keywords import REFERENCES, validator_of

MOST_STEPS = 300_000
"""How often a part of a schema is held against a part of the data; each takes some hundredths of a millisecond."""
MOST_AGAIN = 50
"""Errors that are told once more where a further reference leads to them."""

Keyword = Callable[[Any, Any, Any, Any], Any]


class BeyondBoundsError(Exception):
    """The schema asks for more than is looked at. The argument is why, as it goes on behind `the schema`."""


def errors_of(schema: Mapping[str, Any], data: Any, formats: Any, keywords: Mapping[str, Keyword]) -> Iterator[Any]:
    """The errors of jsonschema, in no order. keywords: those that are looked at in another way than its own.

    Raises BeyondBoundsError.
    """
    from referencing import Registry

    kind = _kind(validator_of(schema), keywords)
    try:
        yield from kind(dict(schema), registry=Registry(), format_checker=formats).iter_errors(data)
    except RecursionError:
        raise BeyondBoundsError("leads deeper than is followed") from None


def _kind(base: Any, keywords: Mapping[str, Keyword]) -> Any:
    """A validator for one run, which counts its steps.

    What is taken from it stays of its kind: jsonschema itself would go over to its own one where a part of the schema
    says `$schema`, and so to patterns that a text can make slow.
    """
    import attrs
    from jsonschema import validators

    once = {name: _once(base.VALIDATORS[name]) for name in REFERENCES if name in base.VALIDATORS}
    kind: Any = validators.extend(base, {**keywords, **once, "uniqueItems": _unique_items})  # type: ignore[no-untyped-call]
    names = [(one.name, one.alias) for one in attrs.fields(kind) if one.init]
    steps = 0

    def evolve(self: Any, **changes: Any) -> Any:
        nonlocal steps
        steps += 1
        if steps > MOST_STEPS:
            raise BeyondBoundsError(f"takes more than {MOST_STEPS:,} steps")
        for name, alias in names:
            if alias not in changes:
                changes[alias] = getattr(self, name)
        return kind(**changes)

    kind.evolve = evolve
    return kind


def _once(follow: Keyword) -> Keyword:
    """A reference that holds the same part of a schema against the same data once."""
    known: dict[tuple[int, int], list[Any] | None] = {}
    # An id counts as long as what it belongs to is there.
    kept: list[Any] = []

    def reference(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[Any]:
        target = validator._resolver.lookup(value).contents  # noqa: SLF001  the library has no other way to it
        key = (id(target), id(instance))
        if key in known:
            found = known[key]
            if found is None:
                raise BeyondBoundsError("leads back to itself")
            yield from map(_again, found[:MOST_AGAIN])
            return
        known[key] = None
        kept.append((target, instance))
        found = list(follow(validator, value, instance, schema) or ())
        # What becomes of an error further up is written into it.
        known[key] = list(map(_again, found))
        yield from found

    return reference


def _again(error: Any) -> Any:
    from jsonschema.exceptions import ValidationError

    return ValidationError.create_from(error)


def _unique_items(validator: Any, wanted: Any, instance: Any, _schema: Any) -> Iterator[Any]:
    from jsonschema.exceptions import ValidationError

    if wanted and validator.is_type(instance, "array"):
        found = {_told_apart(one) for one in instance}
        if len(found) < len(instance):
            yield ValidationError("")


def _told_apart(value: Any) -> Hashable:
    """What is the same for equal JSON values, and for no others: 1 is 1.0, and is not true."""
    if isinstance(value, dict):
        return "object", frozenset((name, _told_apart(one)) for name, one in value.items())
    if isinstance(value, list):
        return "array", tuple(map(_told_apart, value))
    return ("boolean" if isinstance(value, bool) else "scalar"), value
