"""The JSON Schema of policy files, generated from the types that a policy is read into.

An editor completes keys with it and marks mistakes as they are typed. It knows the grammar and the vocabulary; what
only the policy itself can tell, the names of its documents, people, selections and columns, is left to the loader.
"""

from __future__ import annotations

from typing import Any

from checker.model.evidence import PASSED_OVER
from checker.model.kinds import Requirement, Selector
from checker.model.waivers import WaiverRules
from checker.policy.criteria import CriterionEntry
from checker.policy.docstrings import first_paragraph
from checker.policy.entries import ExtendsEntry, MeantEntry, ParameterEntry, PersonEntry, PolicyEntry
from checker.policy.extending import CHANGEABLE
from checker.policy.formats import format_names
from checker.policy.grammar import SELECTION_KEYS, parameters
from checker.policy.kinds import BUILT_IN, Kinds
from checker.policy.parameters import REFERENCE
from checker.policy.schema_grammar import criterion_definition, grammar_definitions
from checker.policy.schema_pieces import (
    NAMES,
    TEXT,
    Schema,
    described,
    list_of,
    mapping,
    parameters_of,
    ref,
    requirement_name,
    selector_name,
    with_entries,
)
from checker.policy.trackers import TrackerEntry


def policy_schema(kinds: Kinds = BUILT_IN) -> Schema:
    """The JSON Schema (draft 2020-12) of a policy. kinds: those that it can name."""
    definitions: Schema = {
        **grammar_definitions(kinds),
        "Criterion": criterion_definition(),
        "PersonEntry": parameters_of(PersonEntry),
        "MeantEntry": _meant_definition(),
        "WaiverRules": parameters_of(WaiverRules),
    }
    definitions["TrackerEntry"] = _tracker_definition(kinds)
    definitions |= {selector_name(name): _kind(kind) for name, kind in kinds.selectors.items()}
    definitions |= {requirement_name(name): _kind(kind) for name, kind in kinds.requirements.items()}
    definitions |= _extending()
    top = parameters_of(PolicyEntry)
    top["required"].remove("criteria")
    top["anyOf"] = [{"required": ["criteria"]}, {"required": ["extends"]}]
    keys = top["properties"]
    keys["criteria"] |= list_of("Criterion")
    keys["tracker"] |= ref("TrackerEntry")
    keys["waivers"] |= ref("WaiverRules")
    keys["meant"] |= list_of("MeantEntry")
    keys["extends"] |= {"anyOf": [ref("Extends"), list_of("Extends")]}
    keys["parameters"] |= {"additionalProperties": ref("ParameterEntry")}
    forms = {"enum": [*format_names(kinds)]}
    for name, one in (
        ("people", ref("PersonEntry")),
        ("documents", NAMES),
        ("formats", forms),
        ("records", ref("Selection")),
    ):
        keys[name] |= {"additionalProperties": one}
    said = {"description": "What a repository is held to: criteria, each for some records requiring something."}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A policy of closure-check"}
    schema = head | top | said | {"$defs": definitions}
    return dict(_settled(_with_parameters(_hoisted(schema))))


def _meant_definition() -> Schema:
    written = parameters_of(MeantEntry)
    written["properties"]["kind"] |= {"enum": sorted(one.id for one in PASSED_OVER)}
    return written


def _tracker_definition(kinds: Kinds) -> Schema:
    written = parameters_of(TrackerEntry)
    said = {name: first_paragraph(kind.__doc__ or "") for name, kind in kinds.trackers.items()}
    named = {name: TEXT | {"description": one} for name, one in said.items()}
    written["properties"] = named | written["properties"]
    return written | {"oneOf": [{"required": [name]} for name in named]}


# Selectors and requirements: from their dataclasses


def _kind(kind: type[Selector | Requirement]) -> Schema:
    """What stands after a kind's name: its parameters, the value of the `short` one, or `true` where none is needed."""
    written = parameters_of(kind)
    written.pop("description", None)
    for parameter in written["properties"].values():
        for form in (parameter, *parameter.get("anyOf", ())):
            form.update({"minItems": 1} if form.get("type") == "array" else {})
    forms = [written]
    if kind.short:
        forms.append({key: one for key, one in written["properties"][kind.short].items() if key != "default"})
    if not any(parameters(kind).values()):
        forms.append({"enum": [True, None]})
    return described(kind.__doc__ or "") | {"anyOf": forms}


# Policies that build on each other


def _extending() -> Schema:
    criterion = parameters_of(CriterionEntry)["properties"]
    change = mapping("What is said of a criterion instead.", {key: criterion[key] for key in CHANGEABLE})
    entry = parameters_of(ExtendsEntry)
    entry["properties"]["change"] |= {"additionalProperties": change}
    name = TEXT | {"description": "A shipped policy by its name, or a file by its path from here."}
    declared = parameters_of(ParameterEntry)
    return {
        "Extends": {"anyOf": [name, entry]},
        "ParameterEntry": {"anyOf": [{"enum": declared["properties"]["type"]["enum"]}, declared]},
        "Parameter": mapping(
            "The value of a parameter of this policy.", {REFERENCE: TEXT | {"description": "Its name."}}, [REFERENCE]
        ),
    }


def _with_parameters(schema: Schema) -> Schema:
    """The schema with a parameter as a further form of whatever a selector, a requirement or a criterion is told."""
    definitions = schema["$defs"]
    forms = [one for name, one in definitions.items() if name.startswith(("selector-", "requirement-"))]
    for kind in forms:
        written = kind["anyOf"][0]["properties"]
        kind["anyOf"] = [kind["anyOf"][0], *(_or_parameter(form) for form in kind["anyOf"][1:])]
        written |= {name: _or_parameter(one) for name, one in written.items()}
    criterion = definitions["Criterion"]["properties"]
    criterion |= {name: _or_parameter(criterion[name]) for name in CHANGEABLE}
    selection = definitions["Selection"]["anyOf"][1]["properties"]
    selection |= {name: _or_parameter(selection[name]) for name in SELECTION_KEYS}
    definitions["LookedUp"]["anyOf"].append(ref("Parameter"))
    for name in ("PathSet", "People"):
        definitions[name]["anyOf"] = [*map(with_entries, definitions[name]["anyOf"])]
    return schema


def _or_parameter(written: Schema) -> Schema:
    """The same, or a parameter; what is said about it stays beside the forms."""
    about = {key: one for key, one in written.items() if key in ("description", "markdownDescription", "default")}
    form = {key: one for key, one in written.items() if key not in about}
    forms = form["anyOf"] if list(form) == ["anyOf"] else [form]
    return about | {"anyOf": [*map(with_entries, forms), ref("Parameter")]}


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
