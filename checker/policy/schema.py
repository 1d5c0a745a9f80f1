"""The JSON Schema of policy files, generated from the types that a policy is read into.

An editor completes keys with it and marks mistakes as they are typed. It knows the grammar and the vocabulary; what
only the policy itself can tell, the names of its documents, people, selections and columns, is left to the loader.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from checker.model.kinds import Requirement, Selector
from checker.policy.criteria import CriterionEntry
from checker.policy.docstrings import first_paragraph, parameter_docs
from checker.policy.grammar import adapter, parameters
from checker.policy.load import PersonEntry, PolicyEntry
from checker.policy.patterns import LONGEST_PATTERN
from checker.policy.trackers import TrackerEntry
from checker.policy.types import Quantifier
from checker.reading.issue_refs import HOST_BY_TRACKER
from checker.requirements import REQUIREMENT_BY_NAME
from checker.selectors import SELECTOR_BY_NAME

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_NAMES: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
_QUANTIFIER_DOCS: Mapping[str, str] = {
    "for_each": "The records of which each one must be as `require` says. None at all is not met.",
    "for_any": "The records of which at least one must be as `require` says.",
    "for_none": "The records of which none may be as `require` says; without `require`, none may be there.",
}


def policy_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a policy."""
    definitions: Schema = {**_grammar(), "Criterion": _criterion(), "PersonEntry": _parameters_of(PersonEntry)}
    of_one_kind = {"oneOf": [{"required": [kind]} for kind in HOST_BY_TRACKER]}
    definitions["TrackerEntry"] = _parameters_of(TrackerEntry) | of_one_kind
    definitions |= {selector_name(name): _kind(kind) for name, kind in SELECTOR_BY_NAME.items()}
    definitions |= {requirement_name(name): _kind(kind) for name, kind in REQUIREMENT_BY_NAME.items()}
    top = _parameters_of(PolicyEntry)
    keys = top["properties"]
    keys["criteria"] |= _list_of("Criterion")
    keys["tracker"] |= _ref("TrackerEntry")
    for name, one in (("people", _ref("PersonEntry")), ("documents", _NAMES), ("records", _ref("Selection"))):
        keys[name] |= {"additionalProperties": one}
    described = {"description": "What a repository is held to: criteria, each for some records requiring something."}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A policy of closure-check"}
    schema = head | top | described | {"$defs": definitions}
    return dict(_settled(_hoisted(schema)))


def selector_name(name: str) -> str:
    """The name of a selector's definition in the schema."""
    return f"selector-{name}"


def requirement_name(name: str) -> str:
    """The name of a requirement's definition in the schema."""
    return f"requirement-{name}"


# Selectors, requirements and entries: from their dataclasses


def _parameters_of(kind: type[Any]) -> Schema:
    """The mapping of a dataclass's parameters, each with what it means."""
    schema: Schema = adapter(kind).json_schema()
    schema.pop("title", None)
    docs = parameter_docs(kind)
    for name, one in schema.get("properties", {}).items():
        one.pop("title", None)
        if one.get("default") in (None, "", [], {}) or isinstance(one.get("default"), dict):
            one.pop("default", None)
        if name in docs:
            one |= {"description": " ".join(docs[name].split())}
    return schema


def _kind(kind: type[Selector | Requirement]) -> Schema:
    """What stands after a kind's name: its parameters, the value of the `short` one, or `true` where none is needed."""
    written = _parameters_of(kind)
    written.pop("description", None)
    for parameter in written["properties"].values():
        for form in (parameter, *parameter.get("anyOf", ())):
            form.update({"minItems": 1} if form.get("type") == "array" else {})
    forms = [written]
    if kind.short:
        forms.append({key: one for key, one in written["properties"][kind.short].items() if key != "default"})
    if not any(parameters(kind).values()):
        forms.append({"enum": [True, None]})
    return _described(kind.__doc__ or "") | {"anyOf": forms}


def _described(docstring: str) -> Schema:
    """The opening as plain text, the whole for editors that show Markdown."""
    return {"description": first_paragraph(docstring), "markdownDescription": inspect.cleandoc(docstring)}


# The grammar: what has no dataclass of its own


def _grammar() -> Schema:
    return {
        "Selection": _selection(),
        "Clause": _mapping("One sentence of a criterion.", _clause_keys()) | _clause_rule(),
        "Condition": _condition(),
        "Requirements": _requirements(),
        "Operand": _operand(),
        "PathSet": _NAMES | {"description": "A document of the policy, a path or a glob from the root, or several."},
        "Columns": _columns(),
        "Pattern": _TEXT | {"maxLength": LONGEST_PATTERN, "description": "A regular expression in RE2's syntax."},
        "Person": _TEXT | {"description": "A person of the policy, by the key under `people`."},
        "People": {
            "anyOf": [*_NAMES["anyOf"], _ref("LookedUp")],
            "description": "People of the policy by their keys under `people`, or who is named by a field.",
        },
        "LookedUp": _looked_up(),
    }


def _selection() -> Schema:
    number = {"type": "integer", "minimum": 0}
    narrowing = {
        "where": _ref("Condition") | {"description": "Keeps the records that are like this."},
        "exactly": {"anyOf": [number, _ref("LookedUp")], "description": "How many records there must be."},
        "at_least": number | {"description": "How many records there must be at least."},
        "at_most": number | {"description": "How many records there may be at most."},
        "allow_empty": {"type": "boolean", "description": "Whether finding no record is fine."},
    }
    kinds = {name: _ref(selector_name(name)) for name in SELECTOR_BY_NAME}
    one = {"oneOf": [{"required": [name]} for name in kinds]}
    name = _TEXT | {"description": "The name of a selection under `records`."}
    return {
        "description": "Records to be found: one selector, narrowed and counted, or the name of a selection.",
        "anyOf": [name, _mapping("One selector, narrowed and counted.", kinds | narrowing) | one],
    }


def _clause_keys() -> Schema:
    quantifiers = {name: _ref("Selection") | {"description": said} for name, said in _QUANTIFIER_DOCS.items()}
    require = _ref("Condition") | {"description": "What must hold of the records, or of the repository as a whole."}
    return quantifiers | {"require": require}


def _clause_rule() -> Schema:
    """One quantifier at most, and `require` unless nothing may be there."""
    pairs = [{"required": list(pair)} for pair in combinations(map(str, Quantifier), 2)]
    return {"anyOf": [{"required": ["require"]}, {"required": ["for_none"]}], "not": {"anyOf": pairs}}


def _criterion() -> Schema:
    """One clause, or several under `all`."""
    criterion = _parameters_of(CriterionEntry)
    every = {"type": "array", "items": _ref("Clause"), "minItems": 1, "description": "Clauses that must all hold."}
    criterion["properties"] |= _clause_keys() | {"all": every}
    alone = {"properties": dict.fromkeys(_clause_keys(), False)}
    return criterion | {"if": {"required": ["all"]}, "then": alone, "else": _clause_rule()}


def _condition() -> Schema:
    several = _list_of("Condition")
    keys = {
        "fields": {
            "type": "object",
            "additionalProperties": _ref("Requirements"),
            "description": "Fields, where one bears the name of a requirement.",
        },
        "record": _ref("Requirements")
        | {"description": "The record itself, where a field bears a requirement's name."},
        "all_of": several | {"description": "Conditions that must all hold."},
        "any_of": several | {"description": "Conditions of which one must hold."},
        "not": _ref("Condition") | {"description": "A condition that must not hold."},
    }
    mapping = _mapping("Requirements by name, and fields with what is required of them.", _named_requirements() | keys)
    mapping |= {"additionalProperties": _ref("Requirements"), "minProperties": 1}
    return {
        "description": "What must hold of a record: requirements on it and on its fields, or a list of such.",
        "anyOf": [*_bare(), mapping, {"type": "array", "items": _ref("Condition"), "minItems": 1}],
    }


def _requirements() -> Schema:
    several = _list_of("Requirements")
    keys = {
        "all_of": several | {"description": "Requirements that must all hold."},
        "any_of": several | {"description": "Requirements of which one must hold."},
        "not": _ref("Requirements") | {"description": "What must not hold."},
    }
    mapping = _mapping("Requirements by name, all of which must hold.", _named_requirements() | keys)
    values = {"type": "array", "items": _ref("Operand"), "description": "The value is one of these."}
    return {
        "description": "What must hold of a value: requirements by name, or the value that it must equal.",
        "anyOf": [*_bare(), mapping | {"minProperties": 1}, values, _ref("LookedUp")],
    }


def _bare() -> list[Schema]:
    """A word alone: a requirement without parameters, or else a value to be equal to."""
    alone = [name for name, kind in REQUIREMENT_BY_NAME.items() if not any(parameters(kind).values())]
    words = [{"const": name, "description": first_paragraph(REQUIREMENT_BY_NAME[name].__doc__ or "")} for name in alone]
    # A requirement that needs parameters is refused as a bare word, so that it is not taken for a text.
    needy = sorted(REQUIREMENT_BY_NAME.keys() - set(alone))
    value = {"type": ["string", "number", "boolean"], "not": {"enum": needy}, "description": "A value to be equal to."}
    return [{"anyOf": words}, value]


def _named_requirements() -> Schema:
    return {name: _ref(requirement_name(name)) for name in REQUIREMENT_BY_NAME}


def _operand() -> Schema:
    literal = {"type": ["string", "number", "boolean"]}
    return {"anyOf": [literal, _ref("LookedUp")], "description": "A value, or where to look it up."}


def _looked_up() -> Schema:
    """The mappings that an operand can be."""
    field = _TEXT | {"description": "A field of the enclosing record; beside `sum` and `lookup`, of their records."}
    sources: Mapping[str, Schema] = {
        "its": _TEXT | {"description": "A field of the record itself."},
        "count": _ref("Selection") | {"description": "How many records a selection has."},
        "sum": _ref("Selection") | {"description": "The sum of `field` over a selection."},
        "lookup": _ref("Selection") | {"description": "`field` of the one record of a selection."},
    }
    part = _ref("Pattern") | {"description": "Keeps what the pattern matches of the value, or its first group."}
    forms = [
        ("A field of the enclosing record.", {"field": field}),
        *((one["description"], {name: one}) for name, one in sources.items() if name in ("its", "count")),
        *(
            (one["description"], {name: one, "field": field})
            for name, one in sources.items()
            if name in ("sum", "lookup")
        ),
    ]
    return {
        "description": "A value that is looked up when it is compared.",
        "anyOf": [_mapping(said, keys | {"part": part}, required=list(keys)) for said, keys in forms],
    }


def _columns() -> Schema:
    others = {"anyOf": [*_NAMES["anyOf"][:1], {"type": "array", "items": _TEXT}, {"type": "null"}]}
    by_name = {"type": "object", "additionalProperties": others}
    return {
        "description": "The columns that the policy uses: their names, or a mapping to further names of each.",
        "anyOf": [{"type": "array", "items": _TEXT}, by_name],
    }


# Pieces


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list_of(name: str) -> Schema:
    return {"type": "array", "items": _ref(name), "minItems": 1}


def _mapping(said: str, keys: Schema, required: Sequence[str] = ()) -> Schema:
    must = {"required": list(required)} if required else {}
    return {"type": "object", "description": said, "properties": keys, "additionalProperties": False} | must


def _hoisted(schema: Schema) -> Schema:
    """The schema with the definitions that pydantic put into its parts at the top."""
    definitions = schema["$defs"]
    for part in list(definitions.values()):
        for form in (part, *part.get("anyOf", ())):
            definitions |= form.pop("$defs", {})
    return schema


def _settled(value: Any) -> Any:
    """The same with a reference wherever a type of the language has left its name."""
    if isinstance(value, list):
        return [_settled(one) for one in value]
    if not isinstance(value, dict):
        return value
    named = {"$ref": f"#/$defs/{value['definition']}"} if isinstance(value.get("definition"), str) else {}
    return named | {key: _settled(one) for key, one in value.items() if not (named and key == "definition")}
