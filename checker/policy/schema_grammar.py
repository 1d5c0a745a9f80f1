"""The grammar of policies as JSON Schema: what has no dataclass of its own."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from checker.policy.criteria import CriterionEntry
from checker.policy.docstrings import first_paragraph
from checker.policy.grammar import parameters
from checker.policy.kinds import Kinds
from checker.policy.patterns import LONGEST_PATTERN
from checker.policy.schema_pieces import (
    NAMES,
    TEXT,
    Schema,
    list_of,
    mapping,
    parameters_of,
    ref,
    requirement_name,
    selector_name,
    with_entries,
)
from checker.policy.types import Quantifier

_QUANTIFIER_DOCS: Mapping[str, str] = {
    "for_each": "The records of which each one must be as `require` says. None at all is not met.",
    "for_any": "The records of which at least one must be as `require` says.",
    "for_none": "The records of which none may be as `require` says; without `require`, none may be there.",
}


def grammar_definitions(kinds: Kinds) -> Schema:
    return {
        "Selection": _selection(kinds),
        "Sentence": _sentence(kinds),
        "Clause": mapping("One sentence of a criterion.", _clause_keys()) | clause_rule(),
        "Condition": _condition(kinds),
        "Requirements": _requirements(kinds),
        "Operand": _operand(),
        "PathSet": _path_set(),
        "Columns": _columns(),
        "Pattern": TEXT | {"maxLength": LONGEST_PATTERN, "description": "A regular expression in RE2's syntax."},
        "Person": TEXT | {"description": "A person of the policy, by the key under `people`."},
        "People": {
            "anyOf": [*NAMES["anyOf"], ref("LookedUp")],
            "description": "People of the policy by their keys under `people`, or who is named by a field.",
        },
        "LookedUp": _looked_up(),
    }


def _path_set() -> Schema:
    several = {"anyOf": [*map(with_entries, NAMES["anyOf"])], "description": "Documents of which one will do."}
    any_of = mapping("Documents of which it is enough that one has it.", {"any_of": several}, ["any_of"])
    said = "A document of the policy, a path or a glob from the root; of a list, each is meant."
    return {"anyOf": [*NAMES["anyOf"], any_of], "description": said}


def _selection(kinds: Kinds) -> Schema:
    number = {"type": "integer", "minimum": 0}
    share = TEXT | {"pattern": "^[0-9.]+ ?%$", "description": "Of those that `where` chooses from, such as `80 %`."}
    narrowing = {
        "where": ref("Condition") | {"description": "Keeps the records that are like this."},
        "exactly": {
            "anyOf": [number, share, ref("LookedUp")],
            "description": "How many there must be.",
        },
        "at_least": {
            "anyOf": [number, share, ref("LookedUp")],
            "description": "How many there must be at least, or which share.",
        },
        "at_most": {
            "anyOf": [number, share, ref("LookedUp")],
            "description": "How many there may be at most, or which share.",
        },
        "allow_empty": {"type": "boolean", "description": "Whether finding no record is fine."},
        "as": TEXT | {"description": "What the record is called in what is said of it: `{field: NAME.path}`."},
    }
    selectors = {name: ref(selector_name(name)) for name in kinds.selectors}
    one = {"oneOf": [{"required": [name]} for name in selectors]}
    name = TEXT | {"description": "The name of a selection under `records`."}
    return {
        "description": "Records to be found: one selector, narrowed and counted, or the name of a selection.",
        "anyOf": [name, mapping("One selector, narrowed and counted.", selectors | narrowing) | one],
    }


def _sentence(kinds: Kinds) -> Schema:
    """A selection with `require` beside its keys."""
    selection = _selection(kinds)
    name, written = selection["anyOf"]
    require = ref("Condition") | {"description": "What is required of its records."}
    written = written | {"properties": written["properties"] | {"require": require}}
    return {"description": "A selection and what is required of its records.", "anyOf": [name, written]}


def _clause_keys() -> Schema:
    quantifiers = {name: ref("Selection") | {"description": said} for name, said in _QUANTIFIER_DOCS.items()}
    require = ref("Condition") | {"description": "What must hold of the records, or of the repository as a whole."}
    return quantifiers | {"require": require}


def clause_rule() -> Schema:
    """One quantifier at most, and `require` unless nothing may be there."""
    pairs = [{"required": list(pair)} for pair in combinations(map(str, Quantifier), 2)]
    return {"anyOf": [{"required": ["require"]}, {"required": ["for_none"]}], "not": {"anyOf": pairs}}


def criterion_definition() -> Schema:
    """One clause, or several under `all`."""
    criterion = parameters_of(CriterionEntry)
    every = {"type": "array", "items": ref("Clause"), "minItems": 1, "description": "Clauses that must all hold."}
    criterion["properties"] |= _clause_keys() | {"all": every}
    alone = {"properties": dict.fromkeys(_clause_keys(), False)}
    return criterion | {"if": {"required": ["all"]}, "then": alone, "else": clause_rule()}


def _condition(kinds: Kinds) -> Schema:
    several = list_of("Condition")
    keys = {
        "fields": {
            "type": "object",
            "additionalProperties": ref("Requirements"),
            "description": "Fields, where one bears the name of a requirement.",
        },
        "record": ref("Requirements") | {"description": "The record itself, where a field bears a requirement's name."},
        "all_of": several | {"description": "Conditions that must all hold."},
        "any_of": several | {"description": "Conditions of which one must hold."},
        "not": ref("Condition") | {"description": "A condition that must not hold."},
    }
    written = mapping(
        "Requirements by name, and fields with what is required of them.", _named_requirements(kinds) | keys
    )
    written |= {"additionalProperties": ref("Requirements"), "minProperties": 1}
    return {
        "description": "What must hold of a record: requirements on it and on its fields, or a list of such.",
        "anyOf": [*_bare(kinds), written, {"type": "array", "items": ref("Condition"), "minItems": 1}],
    }


def _requirements(kinds: Kinds) -> Schema:
    several = list_of("Requirements")
    keys = {
        "all_of": several | {"description": "Requirements that must all hold."},
        "any_of": several | {"description": "Requirements of which one must hold."},
        "not": ref("Requirements") | {"description": "What must not hold."},
    }
    written = mapping("Requirements by name, all of which must hold.", _named_requirements(kinds) | keys)
    values = {"type": "array", "items": ref("Operand"), "description": "The value is one of these."}
    return {
        "description": "What must hold of a value: requirements by name, or the value that it must equal.",
        "anyOf": [*_bare(kinds), written | {"minProperties": 1}, values, ref("LookedUp")],
    }


def _bare(kinds: Kinds) -> list[Schema]:
    """A word alone: a requirement without parameters, or else a value to be equal to."""
    alone = [name for name, kind in kinds.requirements.items() if not any(parameters(kind).values())]
    words = [{"const": name, "description": first_paragraph(kinds.requirements[name].__doc__ or "")} for name in alone]
    # A requirement that needs parameters is refused as a bare word, so that it is not taken for a text.
    needy = sorted(kinds.requirements.keys() - set(alone))
    value = {"type": ["string", "number", "boolean"], "not": {"enum": needy}, "description": "A value to be equal to."}
    return [{"anyOf": words}, value]


def _named_requirements(kinds: Kinds) -> Schema:
    return {name: ref(requirement_name(name)) for name in kinds.requirements}


def _operand() -> Schema:
    literal = {"type": ["string", "number", "boolean"]}
    return {"anyOf": [literal, ref("LookedUp")], "description": "A value, or where to look it up."}


def _looked_up() -> Schema:
    """The mappings that an operand can be."""
    field = TEXT | {
        "description": "A field of the enclosing record, or of one with a name; with `list` and its like, of theirs."
    }
    sources: Mapping[str, Schema] = {
        "its": TEXT | {"description": "A field of the record itself."},
        "count": ref("Selection") | {"description": "How many records a selection has."},
        "sum": ref("Selection") | {"description": "The sum of `field` over a selection."},
        "list": ref("Selection") | {"description": "`field` of every record of a selection."},
        "lookup": ref("Selection") | {"description": "`field` of the one record of a selection."},
    }
    split = TEXT | {"description": "Makes a list of it: of its `lines`, or of what stands between this text."}
    part = ref("Pattern") | {"description": "Keeps what the pattern matches of the value, or its first group."}
    days = {"type": "string", "pattern": "^[+-]? ?[0-9]{1,5} ?(day|week|month|year)s?$"}
    plus = {
        "anyOf": [{"type": "integer"}, days],
        "description": "What is added: a number, or a time (`14 days`).",
    }
    forms = [
        ("A field of the enclosing record.", {"field": field}),
        *((one["description"], {name: one}) for name, one in sources.items() if name in ("its", "count")),
        *(
            (one["description"], {name: one, "field": field})
            for name, one in sources.items()
            if name in ("sum", "list", "lookup")
        ),
    ]
    return {
        "description": "A value that is looked up when it is compared.",
        "anyOf": [
            mapping(said, keys | {"split": split, "part": part, "plus": plus}, required=list(keys))
            for said, keys in forms
        ],
    }


def _columns() -> Schema:
    others = {"anyOf": [*NAMES["anyOf"][:1], {"type": "array", "items": TEXT}, {"type": "null"}]}
    by_name = {"type": "object", "additionalProperties": others}
    return {
        "description": "The columns that the policy uses: their names, or a mapping to further names of each.",
        "anyOf": [{"type": "array", "items": TEXT}, by_name],
    }
