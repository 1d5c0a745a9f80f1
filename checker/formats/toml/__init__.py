"""TOML: values from the standard library, places from a scan of our own (https://toml.io/en/v1.0.0).

`tomllib` decides what is TOML and what it says, but tells no places. The scan finds them; where it loses its way, what
follows has no line rather than a wrong one.
"""

from __future__ import annotations

import tomllib
from typing import Any

from checker.data.source import RefusedError, Source, child_pointer, read_source, too_deep, written_twice
from checker.formats.toml.places import Path, Place, Places, scan
from checker.model.data import Node, Scalar
from checker.model.location import Location
from checker.model.problem import Problem
from checker.patterns import regex

STOPPED_AT = regex(r"\(at line ([0-9]+), column ([0-9]+)\)")

TOO_LONG = "integer string conversion"
"""What TOML allows and Python does not convert."""

WORDINGS = (
    ("Cannot ", "the key or table is written twice", "keep one of the two"),
    ("Duplicate ", "the key is written twice", "keep one of the two"),
    ("Expected '='", "`=` is missing after the key", "write `key = value`"),
    ("Expected newline", "stands where the line must end", "put it on a line of its own"),
    ("Expected ']", "the table's name is not closed by `]`", "close it"),
    ("Invalid initial character", "a key has a character that needs quotes", "put the key in double quotes"),
    ("Invalid statement", "the line is neither a table nor `key = value`", "write one of them"),
    ("Unclosed array", "the list is not closed, or lacks a comma", "close it with `]`"),
    ("Unclosed inline table", "the inline table is not closed, or lacks a comma", "close it with `}`"),
    ("Unterminated string", "the quotes are not closed", "close them"),
    ('Expected "\'"', "the quotes are not closed", "close them"),
    ("Illegal character", "a character may not stand here", "write it as an escape in double quotes"),
    ("Found invalid character", "a character may not stand here", "write it as an escape in double quotes"),
    ("Unescaped", "the quotes hold an unknown escape", "double the backslash, or use single quotes"),
    ("hex", "the escape lacks hexadecimal digits", "write the character itself"),
    ("Escaped character", "the escape stands for no character", "write the character itself"),
    ("date", "a day or time does not exist", "mend the date"),
    ("Invalid value", "no value begins here", "put text in double quotes"),
    (TOO_LONG, "a number has more digits than are read", "write it in quotes"),
)
"""What `tomllib` says, what we say, and what to do."""


def read_toml(path: str, text: str) -> Node | Problem:
    """The value of a TOML text, or why it has none. Dates and times are the text that was written."""
    return read_source(path, text, _parsed)


def _parsed(source: Source) -> Node:
    places = scan(source)
    try:
        data = tomllib.loads(source.text)
    except RecursionError:
        raise too_deep(Location(source.path)) from None
    except ValueError as error:
        raise _translated(str(error), source, places) from None
    return _node(data, (), "", source, places)


def _translated(said: str, source: Source, places: Places) -> RefusedError:
    if said.startswith(("Cannot ", "Duplicate ")) and places.twice:
        name, first, second = places.twice
        return written_twice(name, source.at(first), source.at(second))
    stopped = STOPPED_AT.search(said)
    end = source.at(len(source.text))
    location = Location(source.path, int(stopped[1]), int(stopped[2])) if stopped else end
    known = next(((message, hint) for theirs, message, hint in WORDINGS if theirs in said), None)
    message, hint = known or ("is no valid TOML", "mend this line or the one before")
    return RefusedError(message, location, hint, malformed=TOO_LONG not in said, of_file=known is None)


def _node(data: Any, path: Path, pointer: str, source: Source, places: Places) -> Node:
    place = places.by_path.get(path)
    location, key = _locations(place, pointer, source) if path else (source.at(0), None)

    def child(name: str | int, value: Any) -> Node:
        return _node(value, (*path, name), child_pointer(pointer, name), source, places)

    if isinstance(data, dict):
        return Node({name: child(name, value) for name, value in data.items()}, location, key=key)
    if isinstance(data, list):
        return Node(tuple(child(position, value) for position, value in enumerate(data)), location, key=key)
    written = source.text[place.start : place.end] if place else str(data)
    value: Scalar = data if isinstance(data, bool | int | float | str) else written
    return Node(value, location, value if isinstance(value, str) else written, key)


def _locations(place: Place | None, pointer: str, source: Source) -> tuple[Location, Location | None]:
    """Where a value and its key stand."""
    if place is None:
        return Location(source.path, pointer=pointer), None
    key = source.at(place.key, pointer) if place.key is not None else None
    return source.at(place.start, pointer), key
