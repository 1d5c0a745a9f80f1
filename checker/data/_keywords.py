"""Which drafts of JSON Schema are read, and which keywords they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from checker.text.titles import suggestion

NEWEST = "2020-12"
REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
_LIST_OF_SCHEMAS = ("allOf", "anyOf", "oneOf", "prefixItems", "items")
_SCHEMAS_BY_NAME = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies")
_ONE_SCHEMA = (
    *("not", "if", "then", "else", "items", "additionalItems", "contains", "propertyNames", "additionalProperties"),
    *("unevaluatedItems", "unevaluatedProperties", "contentSchema"),
)
_SINCE_DRAFT_4 = frozenset(("definitions", "dependencies", "id", "$recursiveRef", "$recursiveAnchor"))
"""Keywords that older drafts have, and the newest does not; there they would be passed over in silence."""


@cache
def _drafts() -> Mapping[str, Any]:
    from jsonschema import validators

    named = {"draft-04": "Draft4", "draft-06": "Draft6", "draft-07": "Draft7", "2019-09": "Draft201909"}
    return {name: getattr(validators, f"{one}Validator") for name, one in (named | {NEWEST: "Draft202012"}).items()}


def draft_of(schema: Mapping[str, Any]) -> str | None:
    """The draft that a schema says it is written in, the newest when it does not; None for what is not read."""
    written = schema.get("$schema")
    if written is None:
        return NEWEST
    return next((name for name in _drafts() if isinstance(written, str) and f"/{name}/" in written), None)


def validator_of(schema: Mapping[str, Any]) -> Any:
    """The validator for the draft of a schema."""
    return _drafts()[draft_of(schema) or NEWEST]


def unknown_keyword(schema: Mapping[str, Any]) -> str | None:
    """What there is to say of a keyword that the draft does not have, and which would be met by anything."""
    known = _keywords(draft_of(schema) or NEWEST)
    for below in schemas_in(schema):
        for name in below:
            if name not in known and not name.startswith("x-"):
                return f"`{name}` is no keyword of JSON Schema{suggestion(name, known)}"
    return None


def has_keyword(schema: Mapping[str, Any]) -> bool:
    """Whether a mapping has a keyword of its draft at all."""
    return not _keywords(draft_of(schema) or NEWEST).isdisjoint(schema)


@cache
def _keywords(draft: str) -> frozenset[str]:
    kind = _drafts()[draft]
    # `deprecated` and others only describe; the drafts name them in their own schemas, as they do the rest.
    said = {*kind.VALIDATORS, *kind.META_SCHEMA.get("properties", {})}
    said |= {"$schema", "$id", "$anchor", "$defs", "$comment", "$vocabulary", "$dynamicAnchor", "title", "description"}
    said |= {"default", "examples", "deprecated", "readOnly", "writeOnly", "then", "else", "minContains", "maxContains"}
    said |= {"contentEncoding", "contentMediaType", "contentSchema", "format"}
    return frozenset(said - (_SINCE_DRAFT_4 if draft == NEWEST else frozenset()))


def schemas_in(schema: Any) -> Iterator[Mapping[str, Any]]:
    """A schema and every schema in it."""
    if not isinstance(schema, Mapping):
        return
    yield schema
    for name, value in schema.items():
        if name in _SCHEMAS_BY_NAME and isinstance(value, Mapping):
            yield from (one for below in value.values() for one in schemas_in(below))
        elif name in _LIST_OF_SCHEMAS and isinstance(value, list):
            yield from (one for below in value for one in schemas_in(below))
        elif name in _ONE_SCHEMA:
            yield from schemas_in(value)
