"""What the right-hand side of a comparison stands for."""

from __future__ import annotations

from checker.classes import replace
from checker.evaluate.logic import as_loss, of_missing
from checker.model.evidence import Reason, absent, undeterminable
from checker.model.kinds import Scope
from checker.model.language import Operand, Pattern, Selected, Selection, Span
from checker.model.location import Location
from checker.model.observation import Observation, lacking, not_met
from checker.model.record import Record, Subject, Value, listed, plain_value
from checker.text.shown import quoted, undetermined
from checker.values.dates import read_date
from checker.values.equality import quantity_of
from checker.values.moments import on
from checker.values.numbers import Quantity, read_number
from checker.values.splitting import split
from checker.values.units import total


def resolve(scope: Scope, operand: Operand, location: Location) -> Value | Observation:
    """The value an operand stands for; an observation when it cannot be had."""
    found = _looked_up(scope, operand, location)
    if isinstance(found, Observation):
        return not_met(found.message, found.location) if operand.its and found.is_missing_evidence else found
    if operand.split and isinstance(found, Value):
        found = split(found, operand.split)
    if operand.part is not None and isinstance(found, Value):
        found = _parts(operand.part, found)
        if isinstance(found, Observation) and operand.its:
            return not_met(found.message, found.location)
    if operand.plus is None or isinstance(found, Observation):
        return found
    return _added(operand.plus, found)


def _added(plus: int | Span, value: Value) -> Value | Observation:
    """A day, or a number, with so much added to it."""
    if isinstance(plus, int):
        number = read_number(value.plain)
        if number is None:
            return lacking(absent(Reason.NOTHING_TO_ADD_TO, value.location, value=quoted(value), plus=str(plus)))
        return plain_value(str(number + plus), value.location)
    day = read_date(value.plain)
    if day is None:
        return lacking(absent(Reason.NO_DAY, value.location, value=quoted(value)))
    try:
        return plain_value(on(day, days=plus.days, months=plus.months).isoformat(), value.location)
    except (ValueError, OverflowError):
        return lacking(absent(Reason.BEYOND_CALENDAR, value.location, value=quoted(value), span=str(plus)))


def _parts(pattern: Pattern, found: Value) -> Value | Observation:
    """The part of a value, or of each entry of a list."""
    if found.items is None:
        return _part(pattern, found)
    parts = [_part(pattern, one) for one in found.items]
    missing = next((one for one in parts if isinstance(one, Observation)), None)
    return missing or listed([one for one in parts if isinstance(one, Value)], found.location)


def _part(pattern: Pattern, value: Value) -> Value | Observation:
    """What a pattern matches of a value, or its first group."""
    match = pattern.search(value.plain)
    if match is None:
        return lacking(absent(Reason.NO_PART, value.location, value=value.plain, pattern=pattern.source))
    return plain_value(match.part or "", value.location)


def _looked_up(scope: Scope, operand: Operand, location: Location) -> Value | Observation:
    if operand.count is not None:
        return _count(scope, operand.count, location)
    for selection, look_up in ((operand.sum, _sum), (operand.list, _list), (operand.lookup, _lookup)):
        if selection is not None:
            return look_up(scope, selection, operand.field, location)
    if operand.of:
        return _field_of(scope.around.get(operand.of), operand.field, location)
    if operand.field:
        return _field_of(scope.enclosing, operand.field, location)
    if operand.its:
        return _field_of(scope.record, operand.its, location)
    literal = operand.literal
    return plain_value(str(literal).lower() if isinstance(literal, bool) else str(literal), location, literal)


def _field_of(record: Record | None, name: str, location: Location, called: str = "") -> Value | Observation:
    """called: the record, where it is one of several."""
    value = record.get(name) if record is not None else None
    if value is None:
        if called:
            return lacking(absent(Reason.LACKS_FIELD, location, record=called, field=name))
        return lacking(absent(Reason.NOTHING_TO_COMPARE, location, field=name))
    missing = next((one for one in (value, *(value.items or ())) if not one.is_there), None)
    if missing is not None:
        return as_loss(of_missing(missing))
    return undetermined(Subject(record, value, name)) if record is not None and value.in_doubt else value


def _found(scope: Scope, selection: Selection, location: Location) -> Selected | Observation:
    """A selection that a comparison needs whole: its first problem stands for it."""
    found = scope.select(selection)
    if not found.is_whole:
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
    return scope.once(("sum", name), found, lambda: _summed(found, name))


def _summed(found: Selected, name: str) -> Value | Observation:
    amounts: list[Quantity] = []
    for record in found.records:
        value = _field_of(record, name, record.location, called=record.label)
        if isinstance(value, Observation):
            return value
        read = [(one, quantity_of(one)) for one in (value.items if value.items is not None else (value,))]
        stray = next((one for one, amount in read if amount is None), None)
        if stray is not None:
            said = quoted(stray)
            return lacking(absent(Reason.NO_AMOUNT, stray.location, field=name, record=record.label, value=said))
        amounts += [amount for _, amount in read if amount is not None]
    summed = total(amounts)
    if isinstance(summed, str):
        gap = undeterminable(Reason.NOT_ADDED_UP, found.place, field=name, where=found.searched, why=summed)
        return lacking(gap)
    return plain_value(f"{summed.value} {summed.unit}".strip(), found.place, summed.value)


def _list(scope: Scope, selection: Selection, name: str, location: Location) -> Value | Observation:
    found = _found(scope, selection, location)
    if isinstance(found, Observation):
        return found
    if not found.records and not selection.allow_empty:
        gap = absent(Reason.NOT_ONE, location, count="no record", where=found.searched, field=name)
        return lacking(gap, related=(found.place,))
    return scope.once(("list", name), found, lambda: _listed(found, name))


def _listed(found: Selected, name: str) -> Value | Observation:
    values = [_field_of(record, name, record.location, called=record.label) for record in found.records]
    missing = next((one for one in values if isinstance(one, Observation)), None)
    return missing or listed([one for one in values if isinstance(one, Value)], found.place)


def _lookup(scope: Scope, selection: Selection, name: str, location: Location) -> Value | Observation:
    found = _found(scope, selection, location)
    if isinstance(found, Observation):
        return found
    if len(found.records) == 1:
        return _field_of(found.records[0], name, location)
    count = "no record" if not found.records else f"{len(found.records)} records"
    gap = absent(Reason.NOT_ONE, location, count=count, where=found.searched, field=name, expected="one")
    return lacking(gap, related=(found.place,))
