"""What is required of the records of a selection: of each, of one at least, or of none."""

from __future__ import annotations

from collections.abc import Iterator

from checker.classes import replace
from checker.evaluate.counting import judge_number
from checker.evaluate.logic import either, of_missing, opposite
from checker.evaluate.misspelt import misspelt, negated_names
from checker.model.kinds import Scope
from checker.model.language import Condition, Selected, Selection
from checker.model.observation import Observation, met
from checker.model.record import Group, Peers, Record


def observe_each(
    selection: Selection, require: Condition | None, found: Selected, scope: Scope
) -> Iterator[Observation]:
    """That there are as many as the selection says, and that each is as required."""
    yield from _observe_search(selection, require, found, scope)
    yield from found.apart
    for record, peers in Group(found.records).each():
        yield from observe_record(require, record, peers, scope, selection.as_)


def observe_any(
    selection: Selection, require: Condition | None, found: Selected, scope: Scope
) -> Iterator[Observation]:
    """The same of one at least."""
    yield from _observe_search(selection, require, found, scope)
    each = Group(found.records).each()
    seen = [tuple(observe_record(require, record, peers, scope, selection.as_)) for record, peers in each]
    yield from either(seen, found.place) if seen else ()


def observe_none(
    selection: Selection, require: Condition | None, found: Selected, scope: Scope
) -> Iterator[Observation]:
    """That none is as required, or without that, that there is none."""
    yield from found.losses(selection.where, require)
    found = replace(found, records=found.there)
    lost = found.missing_columns(require.field_names()) if require is not None else ()
    yield from observe_number(selection, found, scope, none_is_fine=True)
    yield from lost
    yield from misspelt(require.field_names(), found) if require is not None else ()
    for record, peers in Group(found.records).each() if not lost else ():
        there = (met(f"{record.label} is there", record.location),)
        seen = there if require is None else _observed(require, record, peers, scope, selection.as_)
        yield from opposite(seen, record.label, record.location)


def _observe_search(
    selection: Selection, require: Condition | None, found: Selected, scope: Scope
) -> Iterator[Observation]:
    """How many there are, and what is missing of that which must hold of them."""
    yield from observe_number(selection, found, scope)
    if require is not None:
        yield from found.missing_columns(require.needed_names())
        yield from misspelt(negated_names(require), found)


def observe_number(
    selection: Selection, found: Selected, scope: Scope, *, none_is_fine: bool = False
) -> Iterator[Observation]:
    """What was seen of the search, and whether there are as many as the selection says."""
    yield from found.problems
    yield from found.without if found.records and not none_is_fine else ()
    if found.records or found.is_whole:
        yield from judge_number(selection, found, scope, none_is_fine=none_is_fine)


def _observed(require: Condition, record: Record, peers: Peers, scope: Scope, called: str) -> tuple[Observation, ...]:
    return tuple(scope.check(require, record, peers, negated=True, called=called))


def observe_record(
    require: Condition | None, record: Record, peers: Peers, scope: Scope, called: str
) -> Iterator[Observation]:
    """What is required of a record; of a file that is not there nothing holds but that it is, or is not, committed.

    called: the name that the policy gives to it.
    """
    if not record.value.is_there and not any(one.judges_absence for one in (require.each() if require else ())):
        yield of_missing(record.value)
    elif require is not None:
        yield from scope.check(require, record, peers, called=called)
