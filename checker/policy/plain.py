"""A policy as plain data, and back: what JSON can say, so that nothing in it can be run.

Values stand in a list, each behind those that it is made of; where one has another in it, `[position]` stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any

from checker.classes import field_names, is_dataclass
from checker.model.compiling import compiled_pattern
from checker.model.language import Pattern
from checker.model.later import Later

HOMES = (
    "checker.model.",
    "checker.policy.types",
    "checker.requirements.",
    "checker.selectors.",
    "checker.slots.",
    "checker.trackers.",
)
"""Where the classes of a policy are; no other is made out of data."""
_ATOMS = (str, int, float, bool, type(None))
_TUPLE, _LIST, _MAPPING, _LATER = "tuple", "list", "mapping", "later"


class NotPlainError(Exception):
    """Something has no form as plain data, or data is not what was made of a policy."""


def encoded(value: Any, left_out: Mapping[type[Any], Sequence[str]]) -> list[Any]:
    """A value as plain data. left_out: fields that `decoded` is to give. Raises NotPlainError."""
    encoder = _Encoder(left_out)
    encoder.place(value)
    return encoder.values


def decoded(values: Any, given: Mapping[str, Mapping[str, Any]]) -> Any:
    """The value. given: fields that were left out, by the name of their class. Raises NotPlainError.

    What is `Later` in it is made when it is asked for, and its classes are imported no sooner.
    """
    if not isinstance(values, list):
        raise NotPlainError(type(values).__name__)
    return _Decoder(values, given).value(len(values) - 1)


class _Decoder:
    """made: values by their positions, as far as they were asked for."""

    def __init__(self, values: list[Any], given: Mapping[str, Mapping[str, Any]]) -> None:
        self._values, self._given = values, given
        self._made: dict[int, Any] = {}
        self._makers: dict[str, Callable[[list[Any]], Any]] = {_TUPLE: tuple, _LIST: list, _MAPPING: _mapping}

    def value(self, at: int) -> Any:
        """The value at a position. Raises NotPlainError."""
        made, makers = self._made, self._makers
        try:
            # What a value is made of stands before it.
            for number in sorted(self._not_made(at)):
                name, *parts = self._values[number]
                if name == _LATER:
                    made[number] = self._later(*parts)
                    continue
                make = makers.get(name)
                if make is None:
                    make = makers[name] = _maker_of(name, self._given)
                made[number] = make([made[one[0]] if type(one) is list else one for one in parts])
            return made[at]
        except (ArithmeticError, AttributeError, ImportError, LookupError, TypeError, ValueError) as error:
            raise NotPlainError(str(error)) from None

    def _later(self, of: list[int]) -> Later[Any]:
        return Later(lambda: self.value(of[0]))

    def _not_made(self, at: int) -> set[int]:
        """The position, and those of all that it is made of, as far as they are not made yet."""
        found, todo = set[int](), [at]
        while todo:
            number = todo.pop()
            if number in found or number in self._made:
                continue
            found.add(number)
            name, *parts = self._values[number]
            if name != _LATER:
                todo += [one[0] for one in parts if type(one) is list]
        return found


class _Encoder:
    """values: those that were placed. What stands in several places, or is equal and cannot change, is there once."""

    def __init__(self, left_out: Mapping[type[Any], Sequence[str]]) -> None:
        self.values: list[Any] = []
        self._left_out = left_out
        self._position: dict[int, tuple[int, Any]] = {}
        self._known: dict[str, int] = {}

    def place(self, value: Any) -> Any:
        """The value itself, or where it stands."""
        if type(value) in _ATOMS:
            return value
        if id(value) not in self._position:
            said = [_name_of(type(value)), *map(self.place, self._parts(value))]
            written = repr(said)  # tells 1, 1.0 and True apart
            position = None if isinstance(value, list | dict) else self._known.get(written)
            if position is None:
                self.values.append(said)
                position = self._known[written] = len(self.values) - 1
            self._position[id(value)] = position, value
        return [self._position[id(value)][0]]

    def _parts(self, value: Any) -> Iterator[Any]:
        match value:
            case tuple() | list():
                yield from value
            case dict():
                yield from (part for pair in value.items() for part in pair)
            case Enum():
                yield value.value
            case Decimal():
                yield str(value)
            case Pattern():
                yield value.source
            case Later():
                yield value.value
            case _:
                left_out = self._left_out.get(type(value), ())
                yield from (getattr(value, name) for name in field_names(type(value)) if name not in left_out)


def _name_of(kind: type[Any]) -> str:
    """Raises NotPlainError."""
    if kind in _NAMES:
        return _NAMES[kind]
    if not kind.__module__.startswith(HOMES) or not (issubclass(kind, Enum) or is_dataclass(kind)):
        raise NotPlainError(f"{kind.__module__}:{kind.__qualname__}")
    return f"{kind.__module__}:{kind.__qualname__}"


_NAMES: Mapping[type[Any], str] = {
    tuple: _TUPLE,
    list: _LIST,
    dict: _MAPPING,
    Later: _LATER,
    Decimal: "decimal",
}
_MAKERS: Mapping[str, Callable[[list[Any]], Any]] = {
    "decimal": lambda parts: Decimal(parts[0]),
}


def _maker_of(name: str, given: Mapping[str, Mapping[str, Any]]) -> Callable[[list[Any]], Any]:
    """What makes a value of its parts. Raises NotPlainError, and what Python raises for what is not there."""
    if name in _MAKERS:
        return _MAKERS[name]
    module, _, of_module = name.partition(":")
    if not module.startswith(HOMES):
        raise NotPlainError(name)
    kind = getattr(import_module(module), of_module)
    if kind is Pattern:
        return lambda parts: Pattern(parts[0], compiled_pattern(parts[0]))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda parts: kind(parts[0])
    if not isinstance(kind, type) or not is_dataclass(kind):
        raise NotPlainError(name)
    also = given.get(of_module, {})
    names = [one for one in field_names(kind) if one not in also]
    if not also and tuple(names) == getattr(kind, "__match_args__", ()):
        return lambda parts: kind(*parts) if len(parts) == len(names) else _refuse(name)
    return lambda parts: kind(**dict(zip(names, parts, strict=True)), **also)


def _refuse(name: str) -> Any:
    raise NotPlainError(name)


def _mapping(parts: list[Any]) -> dict[Any, Any]:
    return dict(zip(parts[::2], parts[1::2], strict=True))
