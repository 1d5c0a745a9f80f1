"""How observations combine: three truth values, and evidence whose loss nothing can turn into a pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.model.location import Location
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Value


def conclude(observations: Sequence[Observation]) -> bool | None:
    """Whether all of it holds: one that does not decides, one undecided leaves it open, none at all is not a pass."""
    if any(seen.ok is False for seen in observations) or not observations:
        return False
    return None if any(seen.ok is None for seen in observations) else True


def either(alternatives: Sequence[tuple[Observation, ...]], location: Location) -> tuple[Observation, ...]:
    """The first alternative that holds; else the undecided ones; else the one that comes nearest."""
    for wanted in (True, None):
        for observations in alternatives:
            if conclude(observations) is wanted:
                return observations
    nearest = min(alternatives, key=lambda seen: sum(one.ok is False for one in seen), default=())
    return nearest or (not_met("none of the alternatives holds", location),)


def opposite(observations: Sequence[Observation], called: str, location: Location) -> Observation:
    """What must not hold: not met when everything was observed to hold."""
    lost = next((seen for seen in observations if seen.lost), None)
    if lost is not None:
        return lost
    verdict = conclude(observations)
    first = next((seen for seen in observations if seen.ok is verdict), None)
    said = first.message if first is not None else called
    if verdict is None:
        return undecided(said, first.location if first else location, hint=first.hint if first else None)
    place = first.location if first is not None else location
    return not_met(f"{said}, which must not be", place) if verdict else met(said, place)


def as_loss(seen: Observation) -> Observation:
    """The same as lost evidence, if it is not met: its opposite is not met either."""
    return replace(seen, lost=seen.ok is False)


def distinct(observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """Each of them once; lost evidence is not said again by what it was needed for."""
    lost = {(seen.message, seen.location): seen for seen in reversed(observations) if seen.lost}
    return tuple(dict.fromkeys(lost.get((seen.message, seen.location), seen) for seen in observations))


def lacking(value: Value) -> Observation:
    """What there is to say of a value that is absent."""
    return undecided(value.absent, value.location) if value.untold else not_met(value.absent, value.location)
