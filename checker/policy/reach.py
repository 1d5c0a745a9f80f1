"""Which record a reference is about: `{field: A}`, `{field: operation.A}` and the same in paths and patterns."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from checker.model.record import WHEREABOUTS
from checker.patterns import regex
from checker.policy.grammar import REPOSITORY_FIELDS, Fields, Grammar
from checker.policy.mistakes import did_you_mean, mistake, shown
from checker.tree.filling import referred

_NAME = regex(r"[A-Za-z][A-Za-z0-9_-]*")
_TAKEN = ("its", "field", *WHEREABOUTS)


def known_name(grammar: Grammar, name: object, own: Fields) -> str:
    """A name that the policy gives to a record with `as`; one that could be read as something else is refused."""
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        raise mistake(f"{shown(name)} stands here, expected a name for the record, such as `operation`")
    if name in grammar.called:
        raise mistake(f"`{name}` is the name of a record around already; give this one another")
    taken = next((one.kind for one in (own, *grammar.around) if one.find(name) is not None and name in one.names), None)
    if taken is not None or name in _TAKEN:
        raise mistake(f"`{name}` is a field of {taken or 'every record'}, so `{{{name}}}` would be two things")
    return name


def known_reference(grammar: Grammar, name: object, whose: str = "") -> tuple[str, str]:
    """The record, by the name that the policy gives to it or an empty one, and its field. whose: what asks for it."""
    if not isinstance(name, str):
        raise mistake(f"{shown(name)} stands here, expected the name of a field")
    of, field = referred(name, grammar.called)
    if of:
        return of, _found(field, grammar.called[of], f"`{of}`, which is a {grammar.called[of].kind},", whose)
    enclosing = grammar.enclosing
    if name in grammar.called:
        raise mistake(
            f"`{name}` is a record; say which field of it, such as `{name}.{_some_field(grammar.called[name])}`"
        )
    near = _near(name, grammar.called)
    if near and (enclosing is None or name not in enclosing.names):
        raise mistake(f"no record around is called `{name.partition('.')[0]}`; did you mean `{near}`?")
    if enclosing is not None and enclosing != REPOSITORY_FIELDS:
        _not_further_out(grammar, name, enclosing)
    return "", known_field(name, enclosing, whose)


def _near(name: str, called: Iterable[str]) -> str:
    """The name of a record that is nearly the one before the dot; empty for none, and where there is no dot."""
    of, dot, _ = name.partition(".")
    swapped = [one for one in called if sorted(one) == sorted(of)]
    return next(iter([*swapped, *get_close_matches(of, called, n=1, cutoff=0.8)]), "") if dot else ""


def known_field(name: object, among: Fields | None, whose: str = "") -> str:
    """A field of one kind of record. among: its fields, None where there is no record. whose: what asks for it."""
    if not isinstance(name, str):
        raise mistake(f"{shown(name)} stands here, expected the name of a field")
    if among is None or among == REPOSITORY_FIELDS:
        if whose:
            raise mistake(f"there is no record here whose `{name}` could stand in {whose}")
        raise mistake(f"there is no record here that could have a field `{name}`; name the records with `for_each`")
    return _found(name, among, among.kind, whose)


def _not_further_out(grammar: Grammar, name: str, among: Fields) -> None:
    """Refuse a field that a record further out has, unless the one that is meant has it for certain."""
    if name in among.names or name in WHEREABOUTS:
        return
    others = (one for one in reversed(grammar.around) if one is not among and one is not grammar.own)
    found = among.find(name)
    further = next((one for one in others if name in (one.names if found is None else one.given)), None)
    if further is None:
        return
    remedy = f"give that one a name (`as: NAME`) and write `NAME.{name}`"
    if found is None:
        raise mistake(f"{among.kind} has no field `{name}`; the {further.kind} further out has one: {remedy}")
    if among.open and found == name:
        said = f"`{name}` is a field of the {further.kind} further out, and may be one of this {among.kind}, too"
        raise mistake(f"{said}: {remedy}, or give this one a name")


def _found(name: str, among: Fields, kind: str, whose: str) -> str:
    found = among.find(name)
    if found is None:
        behind = f" for {whose}" if whose else ""
        raise mistake(f"{kind} has no field `{name}`{behind}{did_you_mean(name, among.names)}")
    problem = among.way_problem(found)
    if problem is not None:
        raise mistake(problem)
    return found


def _some_field(fields: Fields) -> str:
    return next(iter(fields.given or fields.names), "text")
