"""Reading selections: which records a sentence is about."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar, cast

from checker.classes import dataclass, replace
from checker.model.kinds import Selector
from checker.model.language import Condition, Operand, Selection, Sentence, Share
from checker.plugins import SELECTORS, undeclared
from checker.policy.grammar import NOT_LOOKED_INTO, SELECTION_KEYS, Grammar, fields_of, parameters
from checker.policy.mistakes import KEY, Mistakes, did_you_mean, mistake, shown, unknown_key
from checker.policy.reach import known_name
from checker.values.numbers import SHARE


@dataclass(frozen=True, slots=True)
class Unread(Selector):
    """Stands for a selection with mistakes: it may have any fields, so that what is said of it is read all the same."""

    kind: ClassVar[str] = "record"

    def open_fields(self) -> bool:
        return True


def read_selection(grammar: Grammar, value: Any) -> Selection:
    """One selector with its parameters, narrowed and counted; or the name of a selection."""
    if isinstance(value, str):
        return read_named_selection(grammar, value)
    if not isinstance(value, dict):
        raise mistake(f"{shown(value)} stands here, expected a selector or the name of a selection")
    name = _selector_of(grammar, value)
    mistakes = Mistakes()
    for key in value:
        if key != name and key not in SELECTION_KEYS:
            mistakes.add(unknown_key(key, SELECTION_KEYS), key, KEY)
    selector = mistakes.must((name,), lambda: grammar.kind(grammar.selectors[name], value[name]))
    own = grammar.own.kind if grammar.own is not None else ""
    if own in NOT_LOOKED_INTO and "in" in parameters(type(selector)) and getattr(selector, "in_", None) is None:
        mistakes.add("`in` is missing: say in which document", name, KEY)
    if selector.inside and own not in selector.inside:
        kinds = " or ".join(f"`{one}`" for one in selector.inside)
        mistakes.add(f"`{name}` looks into a record of the kind {kinds}, and there is none here", name, KEY)
    read = _narrowed(grammar, Selection(selector), value, mistakes)
    if _is_more(read.at_least, read.at_most):
        mistakes.add(f"{read.at_least} records at least and {read.at_most} at most cannot be", "at_most")
    mistakes.settle()
    return read


def _is_more(least: int | Share | Operand | None, most: int | Share | Operand | None) -> bool:
    """Whether two bounds of one kind exclude each other."""
    if isinstance(least, int) and isinstance(most, int):
        return least > most
    return isinstance(least, Share) and isinstance(most, Share) and least.percent > most.percent


def _selector_of(grammar: Grammar, value: Mapping[str, Any]) -> str:
    kinds = [key for key in value if key in grammar.selectors]
    if len(kinds) == 1:
        return kinds[0]
    if kinds:
        raise mistake(f"one selector is expected, here are {' and '.join(f'`{kind}`' for kind in kinds)}")
    others = [key for key in value if key not in SELECTION_KEYS]
    if not others:
        raise mistake("a selector is missing, such as `row` or `file`")
    meant = undeclared(SELECTORS, others[0]) or did_you_mean(others[0], grammar.selectors)
    raise mistake(f"unknown selector `{others[0]}`{meant}", others[0], KEY)


def _narrowed(grammar: Grammar, selection: Selection, value: Mapping[str, Any], mistakes: Mistakes) -> Selection:
    """The selection with `where` and its numbers."""
    own = fields_of(selection)
    enclosing = grammar.own or own
    name = mistakes.attempt(("as",), lambda: known_name(grammar, value["as"], own)) if "as" in value else None

    def where() -> Condition:
        with grammar.about(own, enclosing, name or ""):
            return cast("Condition", grammar.read(Condition, value["where"]))

    return replace(
        selection,
        as_=name or "",
        where=mistakes.attempt(("where",), where) if "where" in value else None,
        exactly=_exact_number(grammar, value, mistakes),
        at_least=_bound(grammar, value, "at_least", mistakes),
        at_most=_bound(grammar, value, "at_most", mistakes),
        allow_empty=_truth(value, "allow_empty", mistakes),
    )


def read_sentence(grammar: Grammar, value: Any) -> Sentence:
    """A selection with what is required of its records beside it; or the name of a selection alone."""
    if not isinstance(value, dict) or "require" not in value:
        return Sentence(read_selection(grammar, value))
    mistakes = Mistakes()
    others = {key: said for key, said in value.items() if key != "require"}
    selection = mistakes.attempt((), partial(read_selection, grammar, others))
    meant = selection or Selection(Unread())
    own = fields_of(meant)
    with grammar.about(own, grammar.own or own, meant.as_):
        require = mistakes.attempt(("require",), lambda: cast("Condition", grammar.read(Condition, value["require"])))
    mistakes.settle()
    return Sentence(cast("Selection", selection), require)


def read_named_selection(grammar: Grammar, name: str) -> Selection:
    """A selection of `records`, read when it is first used so that they may stand in any order.

    Its mistakes are kept for the place where it stands, so that they are not repeated wherever it is used.
    """
    if name not in grammar.named:
        raise mistake(f"unknown selection `{name}`{did_you_mean(name, grammar.named)}")
    if name in grammar.unfinished:
        circle = [*grammar.unfinished[grammar.unfinished.index(name) :], name]
        raise mistake(f"`{name}` is made of itself: {' → '.join(circle)}")
    if name not in grammar.selections:
        grammar.unfinished.append(name)
        needs, grammar.needs = grammar.needs, set()
        mistakes = Mistakes()
        with grammar.alone():
            read = mistakes.attempt((), partial(read_selection, grammar, grammar.named[name]))
        grammar.needs_by_name[name], grammar.needs = grammar.needs, needs
        grammar.unfinished.pop()
        grammar.selections[name] = replace(read or Selection(Unread()), name=name)
        grammar.broken[name] = mistakes
    grammar.needs |= grammar.needs_by_name[name]
    found = grammar.selections[name]
    if found.as_ in grammar.called:
        raise mistake(f"`{name}` calls its records `{found.as_}`, as a record around is called already")
    return found


def _exact_number(grammar: Grammar, value: Mapping[str, Any], mistakes: Mistakes) -> Share | Operand | None:
    bound = _bound(grammar, value, "exactly", mistakes)
    return Operand(literal=bound) if isinstance(bound, int) else bound


def _bound(grammar: Grammar, value: Mapping[str, Any], key: str, mistakes: Mistakes) -> int | Share | Operand | None:
    """A number of records, where to look it up, or a share of those that `where` chooses from (`80 %`)."""
    written = value.get(key)
    if isinstance(written, dict):
        return mistakes.attempt((key,), lambda: cast("Operand", grammar.read(Operand, written)))
    share = SHARE.fullmatch(written) if isinstance(written, str) else None
    if share is not None and "where" not in value:
        mistakes.add(f"{shown(written)} of which records? `where` says which of them count", key)
    if share is not None:
        return Share(Decimal(share[1]))
    if key in value and (not isinstance(written, int) or isinstance(written, bool) or written < 0):
        mistakes.add(f"{shown(written)} stands here, expected a whole number or a share such as `80 %`", key)
        return None
    return written


def _truth(value: Mapping[str, Any], key: str, mistakes: Mistakes) -> bool:
    said = value.get(key, False)
    if not isinstance(said, bool):
        mistakes.add(f"{shown(said)} stands here, expected true or false", key)
    return said is True
