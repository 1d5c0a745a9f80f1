"""What may stand at a place of a file, and what a key there means, as a JSON Schema and the policy itself say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from checker.classes import dataclass
from checker.editor.keys import Spot
from checker.patterns import regex

Schema = Mapping[str, Any]
_NAMED = {"PathSet": "documents", "Selection": "records", "Sentence": "records", "Person": "people", "People": "people"}
"""Where the names are declared that may stand for a value, by its definition in the schema."""
_TOP = regex(r"([\w-]+) *:")
_NAME = regex(r"(?P<indent> +)(?P<name>[\w-]+) *:")
_COLUMNS = regex(r"columns: *[\[{]([^\]}]*)[\]}]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that may stand somewhere. text: what it means, Markdown; empty where nothing is told."""

    word: str
    text: str = ""


def words_at(spot: Spot, schema: Schema, names: Iterable[Word]) -> tuple[Word, ...]:
    """What may stand at a spot, each word once: keys, values that the schema knows, and names that others declare."""
    found: dict[str, Word] = {}
    for one in (*_of_schema(spot, schema), *names):
        found.setdefault(one.word, one)
    return tuple(found.values())


def meaning_of(spot: Spot, schema: Schema) -> str:
    """What the word at a spot means, Markdown; empty where the language does not know it."""
    return next((one.text for one in _of_schema(spot, schema) if one.word == spot.word and one.text), "")


def _of_schema(spot: Spot, schema: Schema) -> Iterator[Word]:
    places = _places(spot.way, schema)
    for place in places:
        if not spot.is_value:
            for name, below in place.get("properties", {}).items():
                if isinstance(below, Mapping):
                    yield Word(name, _text(below, schema))
        yield from _values(place, schema)


def _values(place: Schema, schema: Schema) -> Iterator[Word]:
    for value in (*place.get("enum", ()), *([place["const"]] if "const" in place else [])):
        if isinstance(value, str):
            yield Word(value, _text(place, schema))


def names_in_policy(spot: Spot, lines: Sequence[str], schema: Schema) -> Iterator[Word]:
    """The names that a policy declares, where they may stand."""
    if spot.is_value:
        named = {_NAMED[one] for one in _definitions(spot.way, schema) if one in _NAMED}
        for block in sorted(named):
            yield from (Word(name, f"Declared under `{block}`.") for name in declared(lines, block))
    if spot.way and (spot.way[-1] in ("require", "where", "columns") or "columns" in spot.way[-2:]):
        yield from (Word(name, "A column that this policy declares.") for name in columns(lines))


def declared(lines: Sequence[str], block: str) -> tuple[str, ...]:
    """The names under a key of the top."""
    found: list[str] = []
    is_within, indent = False, ""
    for line in lines:
        top = _TOP.match(line)
        if top is not None:
            is_within, indent = top[1] == block, ""
        name = _NAME.match(line) if is_within else None
        if name is not None and name["indent"] == (indent or name["indent"]):
            indent = name["indent"]
            found.append(name["name"])
    return tuple(dict.fromkeys(found))


def columns(lines: Sequence[str]) -> tuple[str, ...]:
    """The columns that are declared on one line each, in their order."""
    listed = (part.partition(":")[0] for found in _COLUMNS.finditer("\n".join(lines)) for part in found[1].split(","))
    return tuple(dict.fromkeys(one.strip(" '\"\r\n") for one in listed if one.strip(" '\"\r\n")))


def _text(below: Schema, schema: Schema) -> str:
    for one in (below, *_resolved(below, schema, set())):
        said = one.get("markdownDescription") or one.get("description")
        if said:
            return str(said)
    return ""


def _places(way: Sequence[str], schema: Schema) -> list[Schema]:
    """The parts of the schema that a way leads to."""
    at = list(_resolved(schema, schema, set()))
    for key in way:
        below = [one for place in at for one in _below(place, key)]
        at = [one for place in below for one in _resolved(place, schema, set())]
    return at


def _definitions(way: Sequence[str], schema: Schema) -> set[str]:
    """The names of the definitions that a value may be, which a way leads to."""
    names: set[str] = set()
    if way:
        for place in _places(way[:-1], schema):
            for below in _below(place, way[-1]):
                list(_resolved(below, schema, names))
    return names


def _below(place: Schema, key: str) -> Iterator[Schema]:
    if key == "[]":
        found = place.get("items")
    else:
        found = place.get("properties", {}).get(key, place.get("additionalProperties"))
    if isinstance(found, Mapping):
        yield found


def _resolved(place: Schema, schema: Schema, seen: set[str]) -> Iterator[Schema]:
    """A part of the schema with all that it may be instead."""
    yield place
    reference = place.get("$ref")
    if isinstance(reference, str):
        name = reference.rpartition("/")[2]
        if name not in seen:
            seen.add(name)
            yield from _resolved(schema["$defs"][name], schema, seen)
    for word in ("anyOf", "oneOf", "allOf"):
        for one in place.get(word, ()):
            if isinstance(one, Mapping):
                yield from _resolved(one, schema, seen)


@cache
def policy_words() -> Schema:
    """The JSON Schema of policies, with the kinds of all that is installed."""
    from checker.policy.kinds import every_kind
    from checker.policy.schema import policy_schema
    from checker.sources.repository import whole_tree

    return policy_schema(every_kind(whole_tree()))
