"""One sentence of a criterion: which records it is about, and what was observed of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from checker.evaluate.logic import distinct
from checker.evaluate.parts import divided, put_together, trace_of
from checker.evaluate.scope import Evaluation
from checker.evaluate.sentences import observe_any, observe_each, observe_none
from checker.model.kinds import Scope
from checker.model.language import Condition, Selected, Selection
from checker.model.location import Location
from checker.model.observation import Observation, undecided
from checker.model.parts import Question
from checker.model.record import Record, plain_value
from checker.model.report import Trace
from checker.policy.types import Criterion, Policy, Quantifier

REPOSITORY = Record("repository", "the repository", plain_value(".", Location(".")))
"""What a criterion without `for_each` looks at."""

_OBSERVE: Mapping[Quantifier, Callable[[Selection, Condition | None, Selected, Scope], Iterator[Observation]]] = {
    Quantifier.EACH: observe_each,
    Quantifier.ANY: observe_any,
    Quantifier.NONE: observe_none,
}


def judge_clause(number: int, criterion: Criterion, policy: Policy, scope: Evaluation) -> Trace:
    """What was selected and what was observed, for one sentence of a criterion by its position."""
    clause = criterion.clauses[number]
    if clause.selection is None:
        seen = tuple(scope.check(clause.require, REPOSITORY)) if clause.require else ()
        return Trace("", REPOSITORY.label, REPOSITORY.location, 1, (), distinct(seen))
    paths = divided(clause, policy, scope.facts)
    if paths:
        asked = [Question(policy.id, criterion.heading.id, number, path) for path in paths]
        parts = {one.path: scope.inquiry.part(one) for one in asked}
        known = {path: part for path, part in parts.items() if part is not None}
        if len(known) == len(parts):
            return put_together(clause, clause.selection, known, scope)
        if any(one not in scope.facts.parts for one in asked):
            waiting = undecided("is not read yet", scope.place)
            return Trace(clause.quantifier.value, "", scope.place, 0, (), (waiting,))
    found = scope.select(clause.selection)
    seen = tuple(_OBSERVE[clause.quantifier](clause.selection, clause.require, found, scope))
    return trace_of(clause, found, found.there if clause.quantifier is Quantifier.NONE else found.records, seen)
