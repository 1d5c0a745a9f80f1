"""One sentence of a criterion: which records it is about, and what was observed of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.evaluate.counting import judge_number
from checker.evaluate.logic import distinct, either, opposite
from checker.evaluate.scope import Evaluation
from checker.model.language import Condition, Selected, Selection
from checker.model.location import Location
from checker.model.observation import Observation, met, not_met
from checker.model.record import Record, plain_value
from checker.model.report import Trace
from checker.policy.types import Clause, Quantifier

REPOSITORY = Record("repository", "the repository", plain_value(".", Location(".")))
"""What a criterion without `for_each` looks at."""


def judge_clause(clause: Clause, scope: Evaluation) -> Trace:
    """What was selected and what was observed."""
    if clause.selection is None:
        seen = tuple(scope.check(clause.require, REPOSITORY)) if clause.require else ()
        return Trace("", REPOSITORY.label, REPOSITORY.location, 1, (), distinct(seen))
    found = scope.select(clause.selection)
    if clause.quantifier is Quantifier.NONE:
        found = replace(found, records=found.there)
    selected = tuple((record.label, record.location) for record in found.records)
    observations = distinct(tuple(_observe_clause(clause, clause.selection, found, scope)))
    considered = max(found.considered, len(selected))
    return Trace(clause.quantifier.value, found.searched, found.place, considered, selected, observations)


def _observe_clause(clause: Clause, selection: Selection, found: Selected, scope: Evaluation) -> Iterator[Observation]:
    yield from found.problems
    if found.records or not found.hindered:
        yield from judge_number(selection, found, scope, none_is_fine=clause.quantifier is Quantifier.NONE)
    lost = _missing_columns(clause, found)
    yield from lost
    scope = replace(scope, peers=found.records)
    if clause.quantifier is Quantifier.NONE:
        yield from () if lost else _observe_none(clause, found, scope)
        return
    seen = [tuple(_observe_record(clause.require, record, scope)) for record in found.records]
    if clause.quantifier is Quantifier.EACH:
        yield from (one for observations in seen for one in observations)
    else:
        yield from either(seen, found.place) if seen else ()


def _observe_none(clause: Clause, found: Selected, scope: Evaluation) -> Iterator[Observation]:
    for record in found.records:
        there = (met(f"{record.label} is there", record.location),)
        observations = there if clause.require is None else tuple(scope.check(clause.require, record))
        yield opposite(observations, record.label, record.location)


def _observe_record(require: Condition | None, record: Record, scope: Evaluation) -> Iterator[Observation]:
    """What is required of a record; of a file that is not there nothing holds but that it is, or is not, committed."""
    if record.value.absent and not any(one.judges_absence for one in (require.each() if require else ())):
        yield not_met(record.value.absent, record.location)
    elif require is not None:
        yield from scope.check(require, record)


def _missing_columns(clause: Clause, found: Selected) -> tuple[Observation, ...]:
    """The columns of which something is required and which the table does not have."""
    if clause.require is None:
        return ()
    of_none = clause.quantifier is Quantifier.NONE
    names = clause.require.field_names() if of_none else clause.require.needed_names()
    return tuple(found.missing[name] for name in dict.fromkeys(names) if name in found.missing)
