"""What the right-hand side of a comparison stands for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from checker.evaluate.logic import as_loss, lacking
from checker.model.kinds import Scope
from checker.model.language import Operand, Selected, Selection
from checker.model.location import Location
from checker.model.observation import Observation, not_met
from checker.model.record import Record, Value, plain_value
from checker.reading.numbers import read_number


def resolve(scope: Scope, operand: Operand, location: Location) -> Value | Observation:
    """The value an operand stands for; an observation when it cannot be had."""
    found = _looked_up(scope, operand, location)
    if isinstance(found, Observation):
        return found if operand.its else as_loss(found)
    if operand.part is None:
        return found
    match = operand.part.search(found.plain)
    if match is None:
        said = f"`{found.plain}` has no part that matches `{operand.part.source}`"
        return replace(not_met(said, found.location), lost=not operand.its)
    return plain_value(match.group(1) if match.re.groups else match.group(0), found.location)


def _looked_up(scope: Scope, operand: Operand, location: Location) -> Value | Observation:
    if operand.field and operand.sum is None and operand.lookup is None:
        return _field_of(scope.enclosing, operand.field, location)
    if operand.its:
        return _field_of(scope.record, operand.its, location)
    if operand.count is not None:
        return _count(scope, operand.count, location)
    if operand.sum is not None:
        return _sum(scope, operand.sum, operand.field, location)
    if operand.lookup is not None:
        return _lookup(scope, operand.lookup, operand.field, location)
    literal = operand.literal
    return plain_value(str(literal).lower() if isinstance(literal, bool) else str(literal), location, literal)


def _field_of(record: Record | None, name: str, location: Location) -> Value | Observation:
    value = record.get(name) if record is not None else None
    if value is None:
        return not_met(f"there is no `{name}` to compare with", location)
    return lacking(value) if value.absent else value


def _found(scope: Scope, selection: Selection, location: Location) -> Selected | Observation:
    """A selection that a comparison needs whole: its first problem stands for it."""
    found = scope.select(selection)
    if found.hindered:
        worst = min((seen for seen in found.problems if not seen.ok), key=lambda seen: seen.ok is None)
        return replace(worst, related=(*worst.related, location))
    return found


def _count(scope: Scope, selection: Selection, location: Location) -> Value | Observation:
    found = _found(scope, selection, location)
    if isinstance(found, Observation):
        return found
    return plain_value(str(len(found.there)), found.place, len(found.there))


def _sum(scope: Scope, selection: Selection, name: str, location: Location) -> Value | Observation:
    found = _found(scope, selection, location)
    if isinstance(found, Observation):
        return found
    total = Decimal(0)
    for record in found.records:
        value = _field_of(record, name, location)
        if isinstance(value, Observation):
            return value
        number = read_number(value.plain)
        if number is None:
            return not_met(f"`{name}` of {record.label} is `{value.plain}`, expected a number", value.location)
        total += number
    return plain_value(str(total), found.place, total)


def _lookup(scope: Scope, selection: Selection, name: str, location: Location) -> Value | Observation:
    found = _found(scope, selection, location)
    if isinstance(found, Observation):
        return found
    if len(found.records) == 1:
        return _field_of(found.records[0], name, location)
    count = "no record" if not found.records else f"{len(found.records)} records"
    return not_met(f"{count} of {found.searched} to take `{name}` from, expected one", location, related=(found.place,))
