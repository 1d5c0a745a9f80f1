"""Whether there are as many records as a selection says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.model.evidence import Reason, absent
from checker.model.kinds import Scope
from checker.model.language import Operand, Selected, Selection, Share
from checker.model.observation import Observation, lacking, met, not_met, undecided
from checker.text.shown import quoted
from checker.values.numbers import SHARE, read_number


def judge_number(
    selection: Selection, found: Selected, scope: Scope, *, none_is_fine: bool = False
) -> Iterator[Observation]:
    """Whether there are as many records as the selection says; none at all is not a pass unless it is said to be."""
    count = len(found.records)
    seen = f"{count} of {found.considered}" if found.considered > count else str(count)
    said = f"{seen} in {found.searched}" if found.searched else seen
    if count == 0 and selection.exactly is None and selection.at_least is None:
        fine = selection.allow_empty or none_is_fine or selection.at_most == 0
        yield from () if not found.is_whole else (_none(said, found, selection, fine=fine),)
        return
    bounds = (("exactly", selection.exactly), ("at least", selection.at_least), ("at most", selection.at_most))
    for word, bound in bounds:
        limit = _limit(bound, found, scope) if bound is not None else None
        if isinstance(limit, Observation):
            yield limit
        elif limit is not None:
            number, shown = limit
            if shown.endswith("%") and not found.considered:
                yield _none(said, found, selection, fine=selection.allow_empty)
                continue
            ok = {"exactly": count == number, "at least": count >= number, "at most": count <= number}[word]
            if count < number and not ok and any(one.ok is None for one in found.problems):
                # Those of which it cannot be told whether they count may be the ones that are missing.
                yield undecided(f"{said}, expected {word} {shown}, and of others that cannot be told", found.place)
                continue
            yield _numbered(ok, said, f"{word} {shown}", found, None if word == "at least" else number)


def only_needs_enough(selection: Selection) -> bool:
    """Whether further records could not make it wrong: it asks for a number at least, and for no share of all."""
    is_floor = selection.at_least is not None and not isinstance(selection.at_least, Share)
    return is_floor and selection.exactly is None and selection.at_most is None


def may_be_one_more(seen: Observation) -> bool:
    """Whether something may be a record, and nobody can tell; what was passed over is told in any case."""
    return seen.ok is None and not (seen.gap is not None and seen.gap.is_passed_over)


def _limit(bound: int | Share | Operand, found: Selected, scope: Scope) -> tuple[Decimal, str] | Observation:
    """How many there must be, in a number and in words; an observation when that cannot be looked up."""
    if isinstance(bound, int):
        return Decimal(bound), str(bound)
    if isinstance(bound, Share):
        return bound.percent * found.considered / 100, str(bound)
    wanted = scope.resolve(bound, found.place)
    if isinstance(wanted, Observation):
        return wanted
    share = SHARE.fullmatch(wanted.plain.strip())
    if share is not None:
        return Decimal(share[1]) * found.considered / 100, f"{share[1]} %"
    number = read_number(wanted.plain)
    if number is None:
        return lacking(absent(Reason.NO_NUMBER_OF_RECORDS, wanted.location, value=quoted(wanted)))
    return number, f"{wanted.plain}{_counted(bound, scope)}"


def _counted(operand: Operand, scope: Scope) -> str:
    """Of what a number is the count, in words."""
    counted = operand.count
    if counted is None or operand.plus is not None:
        return ""
    if counted.name:
        return f", as many as `{counted.name}`"
    return f", as many as {scope.select(counted).searched}{' that fit' if counted.where else ''}"


def _none(said: str, found: Selected, selection: Selection, *, fine: bool) -> Observation:
    """That there is none, with what `where` expected of those that are there."""
    if fine:
        return met(f"{said}, which is fine", found.place)
    number = {None: "at least 1", 1: "exactly 1"}.get(_whole(selection.at_most), f"1 to {selection.at_most}")
    wanted = found.unfit().wanted
    return not_met(said, found.place, expected=f"{number} with {wanted}" if wanted else number)


def _whole(bound: int | Share | Operand | None) -> int | None:
    return bound if isinstance(bound, int) else None


def _numbered(ok: bool, said: str, expected: str, found: Selected, most: Decimal | None) -> Observation:  # noqa: FBT001
    """A count that is right, or wrong: at the first record too many, else where the search looked."""
    if ok:
        return met(f"{said}, as many as expected", found.place, expected=expected, found=str(len(found.records)))
    surplus = found.records[int(most)] if most is not None and 0 <= most < len(found.records) else None
    place = surplus.location if surplus is not None else found.place
    left_out = found.unfit().seen if surplus is None else ()
    related = (found.place,) if surplus is not None else tuple(one.location for one in left_out)
    why = "".join(f"; {one.message}" for one in left_out)
    count = str(len(found.records))
    return not_met(f"{said}, expected {expected}{why}", place, expected=expected, found=count, related=related)
