"""Whether there are as many records as a selection says."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.kinds import Scope
from checker.model.language import Selected, Selection
from checker.model.observation import Observation, met, not_met
from checker.reading.numbers import read_number


def judge_number(
    selection: Selection, found: Selected, scope: Scope, *, none_is_fine: bool = False
) -> Iterator[Observation]:
    """Whether there are as many records as the selection says; none at all is not a pass unless it is said to be."""
    count = len(found.records)
    seen = f"{count} of {found.considered}" if found.considered > count else str(count)
    said = f"{seen} in {found.searched}" if found.searched else seen
    if count == 0 and selection.exactly is None and selection.at_least is None:
        fine = selection.allow_empty or none_is_fine or selection.at_most == 0
        yield from () if found.hindered else (_none(said, found, fine=fine),)
        return
    if selection.exactly is not None:
        wanted = scope.resolve(selection.exactly, found.place)
        if isinstance(wanted, Observation):
            yield wanted
        else:
            yield _numbered(count == read_number(wanted.plain), said, f"exactly {wanted.plain}", found, wanted.plain)
    if selection.at_least is not None:
        yield _numbered(count >= selection.at_least, said, f"at least {selection.at_least}", found)
    if selection.at_most is not None:
        yield _numbered(count <= selection.at_most, said, f"at most {selection.at_most}", found, str(selection.at_most))


def _none(said: str, found: Selected, *, fine: bool) -> Observation:
    """That there is none, with what `where` expected of those that are there."""
    if fine:
        return met(f"{said}, which is fine", found.place)
    return not_met(said, found.place, expected=f"at least 1 with {found.wanted}" if found.wanted else "at least 1")


def _numbered(ok: bool, said: str, expected: str, found: Selected, most: str = "") -> Observation:  # noqa: FBT001
    """A count that is right, or wrong: at the first record too many, else where the search looked."""
    if ok:
        return met(f"{said}, as many as expected", found.place, expected=expected, found=str(len(found.records)))
    surplus = found.records[int(most)] if most.isdigit() and int(most) < len(found.records) else None
    place = surplus.location if surplus is not None else found.place
    related = (found.place,) if surplus is not None else ()
    return not_met(
        f"{said}, expected {expected}", place, expected=expected, found=str(len(found.records)), related=related
    )
