"""JSON Schema held against data. The schema is the policy's; it reaches nothing outside itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any

from checker.classes import dataclass
from checker.data._keywords import REFERENCES, draft_of, has_keyword, schemas_in, unknown_keyword, validator_of
from checker.data.bounds import errors_of
from checker.model.data import Node
from checker.patterns import regex
from checker.text.shown import shortened
from checker.values.dates import read_date

_EMAIL = regex(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_ISO_DATE = regex(r"\d{4}-\d{2}-\d{2}")
_ISO_TIME = regex(r"[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})?")
_URI = regex(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]+")
_UUID = regex(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HOSTNAME = regex(r"(?=.{1,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(?:\.[A-Za-z0-9-]{1,63})*")
_BY_PATTERN = {"email": _EMAIL, "uri": _URI, "uuid": _UUID, "hostname": _HOSTNAME}
FORMATS = ("date", "date-time", *_BY_PATTERN)
"""The values of `format` that are looked at."""


_KEYWORDS_OF = {
    "object": frozenset(
        (
            *("required", "properties", "patternProperties", "additionalProperties", "propertyNames"),
            *("minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "dependencies"),
        )
    ),
    "array": frozenset(("items", "prefixItems", "additionalItems", "contains", "minItems", "maxItems", "uniqueItems")),
    "string": frozenset(("pattern", "minLength", "maxLength", "format")),
    "number": frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")),
}
"""The keywords that say something of values of one type, and nothing of others."""
_OF_ANY_TYPE = frozenset(
    (
        *("type", "const", "enum", "not", "if", "anyOf", "oneOf", "$ref", "$dynamicRef", "$recursiveRef"),
        *("unevaluatedProperties", "unevaluatedItems"),
    )
)
"""Keywords that say something of any value, or may."""


@dataclass(frozen=True, slots=True)
class Breach:
    """Where data does not keep to a schema. node: what is wrong, or the mapping in which something is missing."""

    message: str
    node: Node
    expected: str
    found: str
    hint: str | None = None


def schema_problem(schema: Mapping[str, Any], *, strict: bool = True) -> str | None:
    """Why something is no schema that can be used; None when it can.

    strict: of a schema in a policy, in which a word that says nothing is a mistake; others may have notes of their own.
    """
    from jsonschema.exceptions import SchemaError

    if draft_of(schema) is None:
        return f"`$schema: {schema['$schema']}` is not read; drafts 04, 06, 07, 2019-09 and 2020-12 are"
    try:
        validator_of(schema).check_schema(dict(schema))
    except SchemaError as error:
        where = "/".join(map(str, error.absolute_path)) or "its top"
        return f"this is no JSON Schema: `{where}` is not what the standard has there"
    if not strict and not has_keyword(schema):
        return "this is no JSON Schema: it has none of the keywords"
    problem = _reference_problem(schema) or _pattern_problem(schema)
    return problem or ((unknown_keyword(schema) or _format_problem(schema)) if strict else None)


def _format_problem(schema: Mapping[str, Any]) -> str | None:
    """A format that is not looked at must not seem to hold."""
    named = (one.get("format") for one in schemas_in(schema))
    unknown = next((name for name in named if isinstance(name, str) and name not in FORMATS), None)
    return f"`format: {unknown}` is not looked at; use `pattern`" if unknown is not None else None


def _reference_problem(schema: Mapping[str, Any]) -> str | None:
    for one in _mappings(schema):
        for keyword in REFERENCES:
            reference = one.get(keyword)
            if isinstance(reference, str) and _pointed_at(schema, reference) is None:
                return f"`{keyword}: {reference}` leads nowhere in the schema, and nothing outside of it is read"
    return "a `$ref` of the schema leads back to itself" if _circles(schema) else None


def _circles(schema: Mapping[str, Any]) -> bool:
    """Whether references lead back to where they came from without a step into the data."""
    done: dict[int, bool] = {}
    for start in schemas_in(schema):
        way = [(id(start), iter(_of_same_data(schema, start)))] if id(start) not in done else []
        done.setdefault(id(start), False)
        while way:
            below = next(way[-1][1], None)
            if below is None:
                done[way.pop()[0]] = True
            elif id(below) not in done:
                done[id(below)] = False
                way.append((id(below), iter(_of_same_data(schema, below))))
            elif not done[id(below)]:
                return True
    return False


def _of_same_data(schema: Mapping[str, Any], at: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The schemas against which a schema holds the very data that is held against it."""
    found = [_pointed_at(schema, at[name]) for name in REFERENCES if isinstance(at.get(name), str)]
    found += [at[name] for name in ("not", "if", "then", "else") if name in at]
    found += [one for name in ("allOf", "anyOf", "oneOf") for one in at.get(name, ())]
    found += [one for name in ("dependentSchemas", "dependencies") for one in at.get(name, {}).values()]
    return [one for one in found if isinstance(one, Mapping)]


def _pointed_at(schema: Mapping[str, Any], reference: str) -> Any:
    """What a reference within the schema leads to; None when there is none, or when it leads elsewhere."""
    if not reference.startswith("#") or (len(reference) > 1 and not reference.startswith("#/")):
        return None
    found: Any = schema
    for part in reference[2:].split("/") if len(reference) > 1 else ():
        key = part.replace("~1", "/").replace("~0", "~")
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _pattern_problem(schema: Mapping[str, Any]) -> str | None:
    for one in _mappings(schema):
        patterns = [one["pattern"]] if isinstance(one.get("pattern"), str) else []
        by_pattern = one.get("patternProperties")
        patterns += list(by_pattern) if isinstance(by_pattern, Mapping) else []
        for pattern in patterns:
            if _compiled(pattern) is None:
                return f"`{shortened(pattern)}` is no regular expression (the syntax is RE2's)"
    return None


def _mappings(schema: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(schema, Mapping):
        yield schema
        for one in schema.values():
            yield from _mappings(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from _mappings(one)


@cache
def _compiled(pattern: str) -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error:
        return None


def breaches(schema: Mapping[str, Any], node: Node) -> Iterator[Breach]:
    """Every breach, in the order of the data. schema: one that has no `schema_problem`. Raises BeyondBoundsError."""
    found = list(errors_of(schema, node.plain, _formats(), {"pattern": _pattern, "patternProperties": _by_pattern}))
    for error in sorted(found, key=lambda one: [str(part) for part in one.absolute_path]):
        yield _breach(error, node)


def unmeant(schema: Mapping[str, Any], node: Node, way: tuple[str, ...] = ()) -> Iterator[Breach]:
    """Data that the schema lets pass because all that it says is about values of another type.

    The standard has it that `required: [name]` says nothing of a text; whoever writes it in a policy means an object.
    """
    kinds = {kind for kind, keywords in _KEYWORDS_OF.items() if keywords & schema.keys()}
    if kinds and not schema.keys() & _OF_ANY_TYPE and _kind_of(node) not in kinds:
        wanted, found = " or ".join(sorted(kinds)), shortened(_shown(node.plain))
        called = f"`{'.'.join(way)}`" if way else "the value"
        hint = "name its `type` in the schema if something else may stand there"
        yield Breach(f"{called} is `{found}`, expected {wanted}", node, wanted, found, hint)
    for part in schema.get("allOf", ()):
        yield from unmeant(part, node, way) if isinstance(part, Mapping) else ()
    alternatives = [part for part in schema.get("anyOf", ()) if isinstance(part, Mapping)]
    meant = [list(unmeant(part, node, way)) for part in alternatives if _admits(part, node)]
    yield from meant[0] if meant and all(meant) else ()
    for name, child in node.children():
        below = schema.get("properties", {}).get(name) if isinstance(node.value, Mapping) else schema.get("items")
        yield from unmeant(below, child, (*way, name)) if isinstance(below, Mapping) else ()


def _admits(schema: Mapping[str, Any], node: Node) -> bool:
    """Whether a value is of a type that a schema names, if it names any."""
    named, kind = schema.get("type"), _kind_of(node)
    types = (named,) if isinstance(named, str) else named
    return types is None or kind in types or (kind == "number" and "integer" in types)


def _kind_of(node: Node) -> str:
    """What a value is, in the words of JSON Schema."""
    value = node.value
    if isinstance(value, Mapping):
        return "object"
    if isinstance(value, bool) or value is None:
        return "boolean" if value is not None else "null"
    if isinstance(value, tuple):
        return "array"
    return "string" if isinstance(value, str) else "number"


@cache
def _formats() -> Any:
    from jsonschema import FormatChecker

    formats = FormatChecker(())
    formats.checks("date")(_is_date)
    formats.checks("date-time")(_is_time)
    for name, pattern in _BY_PATTERN.items():
        formats.checks(name)(partial(_is_written_so, pattern))
    return formats


def _is_written_so(pattern: re.Pattern[str], text: object) -> bool:
    return not isinstance(text, str) or pattern.fullmatch(text) is not None


def _is_date(text: object) -> bool:
    return not isinstance(text, str) or (_ISO_DATE.fullmatch(text) is not None and read_date(text) is not None)


def _is_time(text: object) -> bool:
    return not isinstance(text, str) or (_is_date(text[:10]) and _ISO_TIME.fullmatch(text[10:]) is not None)


def _pattern(_: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
    """`pattern` with RE2, so that no text can make it slow."""
    from jsonschema.exceptions import ValidationError

    if isinstance(instance, str) and _compiled(pattern).search(instance) is None:
        yield ValidationError("")


def _by_pattern(validator: Any, patterns: Any, instance: Any, _schema: Any) -> Iterator[Any]:
    for pattern, below in patterns.items() if isinstance(instance, dict) else ():
        for name, value in instance.items():
            if _compiled(pattern).search(name) is not None:
                yield from validator.descend(value, below, path=name, schema_path=pattern)


def _breach(error: Any, root: Node) -> Breach:
    """A breach in our own words."""
    node, way = root, [str(part) for part in error.absolute_path]
    for part in way:
        node = dict(node.children()).get(part, node)
    called = f"`{'.'.join(way)}`" if way else "the value"
    expected, found = _wanted(error), shortened(_shown(error.instance))
    return Breach(f"{called} is `{found}`, expected {expected}", node, expected, found)


def _shown(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return "null" if value is None else str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(map(str, value)) + "}"
    return "[" + ", ".join(map(_shown, value)) + "]" if isinstance(value, list) else str(value)


def _wanted(error: Any) -> str:
    """What a keyword of the standard asks for."""
    keyword, value = error.validator, error.validator_value
    if keyword == "required":
        missing = [name for name in value if name not in error.instance]
        return "the key " + ", ".join(f"`{name}`" for name in missing)
    if keyword in ("additionalProperties", "unevaluatedProperties"):
        known = set(error.schema.get("properties", {}))
        return "no key besides " + (", ".join(f"`{name}`" for name in sorted(known)) or "those of the schema")
    if keyword == "enum":
        return "one of " + ", ".join(f"`{_shown(one)}`" for one in value)
    if keyword == "type":
        return " or ".join([value] if isinstance(value, str) else value)
    if keyword == "pattern":
        return f"text that matches `{value}`"
    said = error.schema.get("description") or error.schema.get("title")
    return shortened(str(said)) if said else f"`{keyword}: {shortened(_shown(value))}`"
