"""The JSON Schema of a list of repositories, for editors."""

from __future__ import annotations

from typing import Any

from checker.fleet.entries import FleetEntry, GivenEntry, PlaceEntry
from checker.policy.schema_pieces import Schema, parameters_of


def fleet_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a list of repositories."""
    top, given, place = (_of(kind) for kind in (FleetEntry, GivenEntry, PlaceEntry))
    definitions: Schema = {}
    for one in (top, given, place):
        definitions |= one.pop("$defs", {})
    top["properties"]["defaults"] = {"$ref": "#/$defs/Given"}
    at = {"type": "string", "description": "Where it is."}
    top["properties"]["repositories"] |= {"items": {"anyOf": [at, {"$ref": "#/$defs/Place"}]}, "minItems": 1}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A list of repositories for closure-check",
        "description": "Which repositories are judged at once, and how.",
    }
    return head | top | {"$defs": definitions | {"Given": given, "Place": place}}


def _of(kind: type[Any]) -> Schema:
    schema = parameters_of(kind)
    for one in schema["properties"].values():
        forms = [form for form in one.get("anyOf", ()) if form != {"type": "null"}]
        if forms and len(forms) < len(one["anyOf"]):
            # Whoever means nothing leaves it out.
            del one["anyOf"]
            one.update(forms[0] if len(forms) == 1 else {"anyOf": forms})
    return schema
