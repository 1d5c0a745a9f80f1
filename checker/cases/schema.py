"""The JSON Schema of files of cases, generated from the types that they are read into.

What only the policy and the files can tell, the ids of criteria and the texts to be replaced, is left to the loader.
"""

from __future__ import annotations

from typing import Any

from checker.cases.entries import (
    CaseEntry,
    CasesEntry,
    ChangeEntry,
    CommentEntry,
    ExtendedEntry,
    GivenEntry,
    IssueEntry,
    PairEntry,
    PlaceEntry,
    PullEntry,
    ReviewEntry,
)
from checker.cases.expectations import ANYTHING, OUTCOMES, WITH_FINDINGS
from checker.cases.files import FORMS
from checker.policy.schema_pieces import Schema, parameters_of

DEFINITION_BY_ENTRY = {
    "Pair": PairEntry,
    "Case": CaseEntry,
    "Change": ChangeEntry,
    "ToldPlace": PlaceEntry,
    "Issue": IssueEntry,
    "Pull": PullEntry,
    "ReviewEntry": ReviewEntry,
    "CommentEntry": CommentEntry,
}


def cases_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a file of cases."""
    top = _given(CasesEntry)
    definitions: Schema = {name: _given(kind) for name, kind in DEFINITION_BY_ENTRY.items()}
    for part in (top, *list(definitions.values())):
        definitions |= part.pop("$defs", {})
    definitions |= _file() | _expectations() | {"ExtendedEntry": parameters_of(ExtendedEntry)}
    definitions["Change"] |= _one_change()
    definitions["ToldPlace"]["properties"]["line"] |= {"type": ["integer", "string"]}
    definitions["Case"]["properties"]["expect"] |= {"additionalProperties": _ref("Expectation")}
    side = {"anyOf": [_ref("File"), {"type": "object", "additionalProperties": _ref("File")}]}
    for name in ("pass", "fail"):
        definitions["Pair"]["properties"][name] |= side
    definitions["Pair"] |= {"anyOf": [{"required": [name]} for name in ("pass", "fail")]}
    top["properties"]["criteria"] |= {"additionalProperties": _ref("Pair")}
    top["properties"]["cases"] |= {"items": _ref("Case")}
    top |= {"anyOf": [{"required": [name]} for name in ("criteria", "cases")]}
    described = {"description": "Small inputs for a policy, and what has to come out of each."}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The cases of a policy of closure-check",
    }
    return head | top | described | {"$defs": definitions}


def _given(kind: type[Any]) -> Schema:
    """The mapping of an entry's parameters, with what is judged where it says that."""
    schema = parameters_of(kind)
    keys = schema["properties"]
    for one in keys.values():
        _unless_null(one)
    if issubclass(kind, GivenEntry):
        keys["files"] |= {"additionalProperties": _ref("File")}
        numbers = {"type": "object", "additionalProperties": {"anyOf": [_ref("Issue"), {"type": "null"}]}}
        keys["issues"] |= {"anyOf": [{"type": "string"}, numbers]}
        keys["pull_requests"] |= {"type": "object", "additionalProperties": _ref("Pull")}
        keys["pull_request"] |= {"type": ["integer", "string"]}
    if "others" in keys:
        keys["others"] = {"enum": [*OUTCOMES, ANYTHING], "description": keys["others"]["description"]}
    return schema


def _unless_null(written: Schema) -> None:
    """Takes out that a parameter may be nothing: whoever means that leaves it out."""
    forms = [one for one in written.get("anyOf", ()) if one != {"type": "null"}]
    if len(forms) == 1:
        del written["anyOf"]
        written |= forms[0]


def _file() -> Schema:
    text = {"type": "string", "description": "The whole text."}
    step = {"anyOf": [text, _ref("Change")]}
    steps = {"type": "array", "items": step, "minItems": 1, "description": "Changes, one after the other."}
    gone = {"type": "null", "description": "The file is not there."}
    return {"File": {"description": "What a file holds.", "anyOf": [text, gone, _ref("Change"), steps]}}


def _one_change() -> Schema:
    """At most one of the forms of a change, and a replacement whole."""
    pairs = [{"required": [one, other]} for at, one in enumerate(FORMS) for other in FORMS[at + 1 :]]
    both = {"replace": ["by"], "by": ["replace"]}
    return {"minProperties": 1, "not": {"anyOf": pairs}, "dependentRequired": both}


def _expectations() -> Schema:
    place = {"anyOf": [{"type": "string", "minLength": 1}, _ref("ToldPlace") | {"minProperties": 1}]}
    places = {"anyOf": [_ref("Place"), {"type": "array", "items": _ref("Place"), "minItems": 1}]}
    found = {str(outcome): places for outcome in WITH_FINDINGS}
    told = {
        "type": "object",
        "properties": found,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {
        "Expectation": {"description": "What has to come out.", "anyOf": [{"enum": list(OUTCOMES)}, told]},
        "Place": place | {"description": "A place such as `docs/report.md:12`, or what is said of it."},
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
