"""Reading conditions: what `where` and `require` say of records, fields and values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Any, NoReturn

from checker.model.data import NOTHING_GIVEN
from checker.model.kinds import Requirement
from checker.model.language import Condition, Requirements
from checker.plugins import REQUIREMENTS, undeclared
from checker.policy.bare_words import is_negated, misused_of_field, misused_of_record
from checker.policy.grammar import REPOSITORY_FIELDS, Fields, Grammar
from checker.policy.itself import held_against_itself
from checker.policy.mistakes import KEY, Mistakes, did_you_mean, mistake, shown
from checker.policy.operands import OPERAND_KEYS

COMBINING_KEYS = ("all_of", "any_of", "not")
NOTHING = "nothing is required here"
CONDITION_KEYS = ("fields", "record", *COMBINING_KEYS)


def read_condition(grammar: Grammar, value: Any) -> Condition:
    """What is required of a record: a mapping of fields and requirements, a requirement's name, or a list of both."""
    if value in ({}, []):
        raise mistake(NOTHING)
    if isinstance(value, list):
        mistakes = Mistakes()
        parts = mistakes.each((), value, partial(read_condition, grammar))
        mistakes.settle()
        return Condition(all_of=parts)
    if not isinstance(value, dict):
        return Condition(record=_read_of_record(grammar, value))
    return _mapped_condition(grammar, value)


def _mapped_condition(grammar: Grammar, value: Mapping[str, Any]) -> Condition:
    """A mapping: a requirement's own name asks it of the record, any other key is a field."""
    mistakes = Mistakes()
    on_record = {key: said for key, said in value.items() if key in grammar.requirements}
    for key in on_record:
        _note_doubt(grammar, key, mistakes)
    others = {key: said for key, said in value.items() if key not in on_record and key not in CONDITION_KEYS}
    on_fields = _on_fields(grammar, others, mistakes)
    if "fields" in value and (not isinstance(value["fields"], dict) or not value["fields"]):
        mistakes.add(f"{shown(value['fields'])} stands here, expected fields and what is required of them", "fields")
    elif "fields" in value:
        on_fields |= _on_fields(grammar, value["fields"], mistakes, "fields")
    record = _on_record(grammar, on_record, mistakes) if on_record else None
    if "record" in value:
        spelled = mistakes.attempt(("record",), lambda: _read_of_record(grammar, value["record"]))
        record = Requirements(tuple(one for one in (record, spelled) if one is not None))
    parts = {key: _parts(value, key, partial(read_condition, grammar), mistakes) for key in ("all_of", "any_of")}
    negated = mistakes.attempt(("not",), lambda: read_condition(grammar, value["not"])) if "not" in value else None
    mistakes.settle()
    return Condition(tuple(on_fields.items()), record, parts["all_of"], parts["any_of"], negated)


def _on_record(grammar: Grammar, said: Mapping[str, Any], mistakes: Mistakes) -> Requirements | None:
    """What is required of the record itself; of a key that may mean a field as well only that is said."""
    doubted = {place[0] for place, _ in mistakes.found if place[1:] == (KEY,)}
    sure = {key: value for key, value in said.items() if key not in doubted}
    return mistakes.attempt((), lambda: _read_of_record(grammar, sure)) if sure else None


def _note_doubt(grammar: Grammar, key: str, mistakes: Mistakes) -> None:
    """A key that names a requirement and a field alike is refused, with both ways to say what is meant."""
    own = grammar.own
    meant = own.find(key) if own is not None and not own.open else None
    if own is not None and (meant is not None or (own.open and key in own.names)):
        field_form = f"`{meant}`" if meant and meant != key else f"`fields: {{{key}: …}}`"
        mistakes.add(f"`{key}` is a requirement and a field of {own.kind}: {_both_ways(key, field_form)}", key, KEY)
    elif own is not None and own.open and own.kind in grammar.selectors and grammar.requirements[key].everyday:
        said = f"`{key}` is a requirement, and a {own.kind} may have a field of that name: {_both_ways(key)}"
        mistakes.add(said, key, KEY)


def _both_ways(key: str, field_form: str = "") -> str:
    field_form = field_form or f"`fields: {{{key}: …}}`"
    return f"write {field_form} for the field, `record: {{{key}: …}}` for the requirement"


def _on_fields(grammar: Grammar, said: Mapping[str, Any], mistakes: Mistakes, *above: str) -> dict[str, Requirements]:
    """What is required of fields, by their names. above: the keys under which `said` stands."""
    own = grammar.own or REPOSITORY_FIELDS
    found: dict[str, Requirements] = {}
    for key, value in said.items():
        name = own.find(key)
        problem = _unknown_field(key, own, grammar) if name is None else own.way_problem(name)
        if name is None or problem is not None:
            mistakes.add(problem or "", *above, key, KEY)
            continue
        read = mistakes.attempt((*above, key), partial(read_requirements, grammar, value))
        idle = held_against_itself(grammar, name, read) if read is not None else None
        if idle is not None:
            mistakes.add(idle, *above, key)
        if read is not None:
            found[name] = read
    return found


def _unknown_field(key: str, own: Fields, grammar: Grammar) -> str:
    near = undeclared(REQUIREMENTS, key) or did_you_mean(key, [*own.names, *grammar.requirements])
    if own == REPOSITORY_FIELDS:
        return f"unknown requirement `{key}`{near} (a field needs records, which `for_each` names)"
    if own.kind == "row":
        return f"unknown column or requirement `{key}` (a column must be declared in `columns`){near}"
    return f"unknown field of {own.kind} or requirement `{key}`{near}"


def _parts(value: Mapping[str, Any], key: str, read: Callable[[Any], Any], mistakes: Mistakes) -> tuple[Any, ...]:
    """The parts of `all_of` and `any_of`."""
    if key not in value:
        return ()
    if value[key] == []:
        mistakes.add(NOTHING, key)
        return ()
    if not isinstance(value[key], list):
        mistakes.add(f"{shown(value[key])} stands here, expected a list", key)
        return ()
    return mistakes.each((key,), value[key], read)


def _read_of_record(grammar: Grammar, value: Any) -> Requirements:
    """What is required of a record itself. The repository as a whole is none: there, something can only exist."""
    if isinstance(value, str) and value not in grammar.requirements:
        _not_of_record(value, grammar)
    read = read_requirements(grammar, value)
    astray = [one.kind for one in read.each() if one.needs_record] if grammar.own == REPOSITORY_FIELDS else []
    if astray:
        raise mistake(f"`{astray[0]}` is required of no record; name the records with `for_each`")
    idle = held_against_itself(grammar, "", read)
    if idle is not None:
        raise mistake(idle)
    selector = grammar.selectors.get(grammar.own.kind) if grammar.own is not None else None
    reading = [one.kind for one in read.each() if one.of_text]
    if selector is not None and selector.instead and reading:
        raise mistake(f"`{reading[0]}` asks for a text, and `{selector.kind}` is none: {selector.instead}")
    return read


def read_requirements(grammar: Grammar, value: Any) -> Requirements:
    """What is required of one subject: requirements by name, or a bare value that it must equal."""
    if value is None or value in ({}, []):
        raise mistake(NOTHING)
    if value == NOTHING_GIVEN:
        return Requirements((grammar.kind(grammar.requirements["one_of"], value),))
    if isinstance(value, dict) and not set(value) <= set(OPERAND_KEYS):
        return _mapped_requirements(grammar, value)
    if isinstance(value, list):
        return Requirements((grammar.kind(grammar.requirements["one_of"], value),))
    if isinstance(value, str) and value in grammar.requirements:
        return Requirements((grammar.kind(grammar.requirements[value], {}),))
    if isinstance(value, str):
        _not_misused(value, grammar.requirements)
    return Requirements((grammar.kind(grammar.requirements["equals"], value),))


def _mapped_requirements(grammar: Grammar, value: Mapping[str, Any]) -> Requirements:
    mistakes = Mistakes()
    read: list[Requirement | None] = []
    for key, said in value.items():
        if key in grammar.requirements:
            read.append(mistakes.attempt((key,), partial(grammar.kind, grammar.requirements[key], said)))
        elif key not in COMBINING_KEYS:
            near = undeclared(REQUIREMENTS, key) or did_you_mean(key, [*grammar.requirements, *COMBINING_KEYS])
            mistakes.add(f"unknown requirement `{key}`{near}", key, KEY)
    every = _parts(value, "all_of", partial(read_requirements, grammar), mistakes)
    some = _parts(value, "any_of", partial(read_requirements, grammar), mistakes)
    negated = mistakes.attempt(("not",), lambda: read_requirements(grammar, value["not"])) if "not" in value else None
    mistakes.settle()
    return Requirements((*(one for one in read if one is not None), *every), some, negated)


def _not_of_record(word: str, grammar: Grammar) -> NoReturn:
    """A bare word of a record itself is never a value to compare with."""
    said = misused_of_record(word, grammar.own.kind if grammar.own else "", grammar.requirements)
    elsewhere = undeclared(REQUIREMENTS, word)
    if elsewhere:
        said = f"`{word}` is no requirement{elsewhere}"
    if said is None:
        _not_misspelt(word, grammar.requirements)
        itself = f"the word itself is `equals: {word}`"
        said = f"`{word}` is no requirement; {itself}, and a field stands before what is required of it"
    raise mistake(said)


def _not_misused(word: str, requirements: Mapping[str, type[Requirement]]) -> None:
    """A bare word that was meant as a requirement would silently be compared as text; it is refused."""
    said = misused_of_field(word, requirements)
    if said is not None:
        raise mistake(said)
    _not_misspelt(word, requirements)


def _not_misspelt(word: str, requirements: Mapping[str, type[Requirement]]) -> None:
    """A bare word that is nearly a requirement's name would silently be compared as text; it is refused."""
    near = get_close_matches(word, requirements, n=1, cutoff=0.85) if len(word) > 4 else []
    if near:
        meant = near[0] if is_negated(near[0]) is is_negated(word) else f"not: {near[0]}"
        raise mistake(f"unknown requirement `{word}`; did you mean `{meant}`? (the word itself is `equals: {word}`)")
