"""Mistakes in a policy: collecting them while reading, and saying pydantic's in our own words."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from checker.patterns import regex
from checker.text.titles import suggestion

T = TypeVar("T")
Place = tuple[str | int, ...]
"""Keys and positions from the top of what is read; `KEY` at its end means the key itself, not its value."""
KEY = "\0key"

_LIKE_A_NUMBER = regex(r"[-+.]?[0-9][0-9._]*")
_MISSING = {"missing", "missing_keyword_only_argument", "missing_argument"}
_UNKNOWN = {"extra_forbidden", "unexpected_keyword_argument"}
_EXPECTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "dataclass_type": "a mapping",
    "dataclass_exact_type": "a mapping",
    "none_required": "nothing",
    "date_type": "a date such as `2026-07-26`",
    "date_parsing": "a date such as `2026-07-26`",
}


def mistake(message: str, *place: str | int) -> ValidationError:
    """One mistake, as something to raise. place: keys and positions below the value that is being read."""
    return raised([(place, message)])


def raised(found: Iterable[tuple[Place, str]]) -> ValidationError:
    details: list[InitErrorDetails] = [
        InitErrorDetails(type=PydanticCustomError("mistake", "{said}", {"said": said}), loc=place, input=None)
        for place, said in found
    ]
    return ValidationError.from_exception_data("policy", details)


def said_in(error: ValidationError, names: Sequence[str] = ()) -> list[tuple[Place, str]]:
    """Place and message of every error, pydantic's own ones translated. names: the parameters that there are."""
    found: list[tuple[Place, str]] = []
    for place, detail in _meant(error.errors(include_url=False)):
        said = (_where(place, detail["type"]), _translated(detail, names))
        if said not in found:
            found.append(said)
    return found


def _where(place: Place, kind: str) -> Place:
    """Where an error is shown: an unknown key at that key, one that is missing at that of the mapping without it."""
    if kind in _MISSING:
        return (*place[:-1], KEY)
    return (*place, KEY) if kind in _UNKNOWN else place


def _meant(details: Sequence[Any]) -> Iterator[tuple[Place, Any]]:
    """The errors of the form that was written, where pydantic tried both one value and a list of them."""
    several = {one["loc"][:n] for one in details for n, part in enumerate(one["loc"]) if _is_list(part)}
    for one in details:
        place = one["loc"]
        above = next((above for above in several if place[: len(above)] == above and place != above), None)
        if above is None:
            yield place, one
        elif _is_list(place[len(above)]) == any(_is_within_list(other, len(above)) for other in details):
            yield (*above, *place[len(above) + 1 :]), one


def _is_within_list(detail: Any, depth: int) -> bool:
    """Whether an error is about what a list holds, and not that something else stands there."""
    place = detail["loc"]
    return len(place) > depth and _is_list(place[depth]) and (detail["type"] != "tuple_type" or len(place) > depth + 1)


def _is_list(part: str | int) -> bool:
    """Whether a part of pydantic's place stands for the list among several forms of a value."""
    return isinstance(part, str) and part.startswith("tuple[")


def _translated(detail: Any, names: Sequence[str]) -> str:
    kind, place = detail["type"], detail["loc"]
    key = str(place[-1]) if place else "it"
    if kind == "mistake":
        return str(detail["ctx"]["said"])
    if kind in _MISSING:
        return f"`{key}` is missing"
    if kind in _UNKNOWN:
        return unknown_key(key, names)
    if kind in {"literal_error", "enum"}:
        choices = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return f"{shown(detail['input'])} stands here, expected {alternatives(choices)}"
    if kind in _EXPECTED:
        return f"{shown(detail['input'])} stands here, expected {_EXPECTED[kind]}"
    return f"{shown(detail['input'])} cannot be used here: {detail['msg'][:1].lower()}{detail['msg'][1:]}"


def shown(value: Any) -> str:
    """A value of the policy in a message: short, and with its type where that is the point."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text `{value}`" if _LIKE_A_NUMBER.fullmatch(value) else f"`{value}`" if value else "an empty text"
    if isinstance(value, list | dict):
        kind = "list" if isinstance(value, list) else "mapping"
        return f"a {kind}" if value else f"an empty {kind}"
    return f"`{json.dumps(value)}`"


def alternatives(names: Sequence[str]) -> str:
    """``a`, `b` or `c``."""
    shown_names = [f"`{name}`" for name in names]
    return " or ".join([", ".join(shown_names[:-1]), shown_names[-1]] if len(names) > 1 else shown_names)


def unknown_key(key: str, names: Collection[str]) -> str:
    """That there is no such key among `names`: with where it belongs, else with what may be meant."""
    from checker.policy.levels import home_of

    return f"unknown key `{key}`{home_of(key, names) or did_you_mean(key, names)}"


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """`; did you mean …?`, or what there is when nothing is near and there is not much."""
    choices = sorted(set(names))
    listed = "; there is " + ", ".join(f"`{choice}`" for choice in choices) if 0 < len(choices) <= 8 else ""
    return suggestion(name, choices) or listed


class Mistakes:
    """Gathers mistakes while a value is read, so that the first does not hide the others."""

    def __init__(self) -> None:
        self.found: list[tuple[Place, str]] = []

    def add(self, message: str, *place: str | int) -> None:
        self.found.append((place, message))

    def attempt(self, place: Place, read: Callable[[], T], names: Sequence[str] = ()) -> T | None:
        """What `read` gives, or None with its mistakes noted below `place`."""
        try:
            return read()
        except ValidationError as error:
            self.found += [((*place, *below), said) for below, said in said_in(error, names)]
            return None

    def must(self, place: Place, read: Callable[[], T]) -> T:
        """What `read` gives; without it the rest cannot be read, so everything that was found is raised."""
        value = self.attempt(place, read)
        self.settle()
        return cast("T", value)

    def each(self, place: Place, values: Sequence[Any], read: Callable[[Any], T]) -> tuple[T, ...]:
        """What `read` gives for every value of a list, those with mistakes left out."""
        found = [self.attempt((*place, position), partial(read, one)) for position, one in enumerate(values)]
        return tuple(one for one in found if one is not None)

    def lift(self, key: str) -> None:
        """Take the places out from below a key that was not written."""
        self.found = [(place[1:] if place[:1] == (key,) else place, said) for place, said in self.found]

    def settle(self) -> None:
        """Raise everything that was found, if anything was."""
        if self.found:
            raise raised(self.found)


def validated(adapter: TypeAdapter[T], value: Any, context: Any) -> T:
    """`value` as the adapter's type. It goes through JSON, where pydantic's strict mode has the types of YAML."""
    return adapter.validate_json(json.dumps(value), context=context)
