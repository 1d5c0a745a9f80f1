"""Parameters of a policy: what one that builds on it may set, and putting the values where `{parameter: …}` stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Annotated, Any

from pydantic import Strict

from checker.classes import replace
from checker.model.data import NOTHING, Node
from checker.policy.entries import ParameterEntry
from checker.policy.grammar import adapter, parameters
from checker.policy.mistakes import KEY, Mistakes, Place, did_you_mean, mistake, shown, validated
from checker.policy.names import checked_path

Values = Mapping[str, Node | None]
"""The value of every parameter, None for one that has none."""

_TEXT = Annotated[str, Strict()]
_WHOLE = Annotated[int, Strict()]
_TYPES: Mapping[str, Any] = {
    "text": _TEXT,
    "texts": list[_TEXT],
    "integer": _WHOLE,
    "integers": list[_WHOLE],
    "number": Annotated[float, Strict()],
    "boolean": Annotated[bool, Strict()],
    "date": _TEXT,
    "person": _TEXT,
    "people": list[_TEXT],
    "document": _TEXT,
    "documents": list[_TEXT],
}
REFERENCE = "parameter"
"""The key of the mapping that stands for a value."""


def values_of(declared: Node | None, given: Mapping[str, Node], mistakes: Mistakes) -> Values:
    """The values of the declared parameters: what is given, else their defaults; mistakes are placed from the top."""
    values: dict[str, Node | None] = {}
    for name, node in _entries(declared):
        entry = mistakes.attempt(("parameters", name), partial(_entry, node.plain), list(parameters(ParameterEntry)))
        default = node.get("default")
        if entry is not None and default is not None and default.value is not None:
            mistakes.attempt(("parameters", name, "default"), partial(check_value, entry.type, default.plain))
        value = given.get(name) or default
        values[name] = value if value is not None and value.value is not None else None
    return values


def types_of(declared: Node | None) -> Mapping[str, str]:
    """The type of every parameter whose declaration has no mistake."""
    found: dict[str, str] = {}
    for name, node in _entries(declared):
        entry = Mistakes().attempt((), partial(_entry, node.plain))
        if entry is not None:
            found[name] = entry.type
    return found


def _entries(declared: Node | None) -> Iterator[tuple[str, Node]]:
    if declared is not None and isinstance(declared.value, Mapping):
        yield from declared.children()


def _entry(written: Any) -> ParameterEntry:
    """A declaration; a word alone is the type."""
    entry: ParameterEntry = validated(
        adapter(ParameterEntry), {"type": written} if isinstance(written, str) else written, None
    )
    return entry


def check_value(type_: str, value: Any) -> None:
    """Raises pydantic's ValidationError when a value is not of a parameter's type."""
    read = validated(adapter(_TYPES[type_]), value, None)
    if type_ == "date" and not _is_date(read):
        raise mistake(f"{shown(value)} stands here, expected a date such as `2026-07-26`")
    if type_ in ("document", "documents"):
        mistakes = Mistakes()
        written = read if isinstance(read, list) else [read]
        for position, one in enumerate(written):
            if any(sign in one for sign in "./*{"):
                place = (position,) if isinstance(read, list) else ()
                mistakes.attempt(place, partial(checked_path, one))
        mistakes.settle()


def _is_date(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def with_values(node: Node, values: Values, mistakes: Mistakes, place: Place = ()) -> Node | None:
    """The same with the value wherever `{parameter: name}` stands; None where the value is that there is none.

    A list that stands for an entry of a list adds its entries to it. A mapping below `fields` holds fields, so that one
    of them may be called `parameter`.
    """
    name = _referred(node, place)
    if name is not None:
        if name not in values:
            mistakes.add(f"unknown parameter `{name}`{did_you_mean(name, values)}", *place, REFERENCE)
            return node
        value = values[name]
        if value is None:
            return None
        return replace(value, key=node.key, text=NOTHING if value.value == () else value.text)
    if isinstance(node.value, Mapping):
        below = ((key, with_values(one, values, mistakes, (*place, key))) for key, one in node.value.items())
        return replace(node, value={key: one for key, one in below if one is not None})
    if isinstance(node.value, tuple):
        items = [_entries_for(one, values, mistakes, (*place, n)) for n, one in enumerate(node.value)]
        is_nothing = any(given is not None for given in items) and not any(items)
        entries = tuple(one for given in items for one in given or ())
        return replace(node, value=entries, text=NOTHING if is_nothing else node.text)
    return node


def _entries_for(entry: Node, values: Values, mistakes: Mistakes, place: Place) -> tuple[Node, ...] | None:
    """What an entry of a list becomes: itself, or the entries of the list that a parameter gives; None without one."""
    found = with_values(entry, values, mistakes, place)
    if found is None:
        return None
    refers = _referred(entry, place) is not None
    return found.value if refers and isinstance(found.value, tuple) else (found,)


def _referred(node: Node, place: Place) -> str | None:
    """The name of the parameter that stands here."""
    if place[-1:] == ("fields",) or not isinstance(node.value, Mapping) or list(node.value) != [REFERENCE]:
        return None
    name = node.value[REFERENCE].value
    return name if isinstance(name, str) else None


def unknown_parameter(name: str, declared: Node | None, policy: str) -> tuple[str, str]:
    """A mistake in `with`: what is said, and that it is said of the key."""
    names = [one for one, _ in _entries(declared)]
    said = did_you_mean(name, names) if names else "; it has none"
    return f"`{policy}` has no parameter `{name}`{said}", KEY
