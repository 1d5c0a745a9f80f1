"""What the right-hand sides of a comparison stand for, where it has several."""

from __future__ import annotations

from checker.model.evidence import Reason, absent
from checker.model.kinds import Scope
from checker.model.language import Operand
from checker.model.observation import Observation, lacking
from checker.model.record import Subject, Value


def resolved(
    operands: Operand | tuple[Operand, ...], subject: Subject, scope: Scope
) -> tuple[tuple[Value, ...], tuple[Observation, ...]]:
    """The values of one operand or several, a list as its entries; and what there is to say of those without one."""
    if operands == ():
        return (), ()  # A policy may be given that there are none; then nothing is one of them.
    each = operands if isinstance(operands, tuple) else (operands,)
    found = [scope.resolve(one, subject.location) for one in each]
    values = [one for one in found if isinstance(one, Value)]
    if len(found) == 1 and values and values[0].items:
        return values[0].items, ()  # The very tuple: what is found out about it is kept.
    entries = tuple(part for one in values for part in (one.items if one.items is not None else (one,)))
    missing = tuple(one for one in found if isinstance(one, Observation))
    if not entries and not missing:
        missing = (lacking(absent(Reason.NOTHING_ELSE, subject.location, record=subject.called)),)
    return entries, missing
