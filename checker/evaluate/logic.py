"""How observations combine: three truth values, and evidence whose loss nothing can turn into a pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from checker.classes import replace
from checker.model.evidence import Gap, Reason, absent
from checker.model.kinds import Requirement
from checker.model.language import Requirements
from checker.model.location import Location
from checker.model.observation import Observation, lacking, met, not_met
from checker.model.packed import Chunk, Records, Seen, stands_out
from checker.model.record import Value
from checker.model.report import Trace

MOST_TOLD = 3
"""How many alternatives a message tells; of more, only the nearest."""


def conclude(observations: Sequence[Observation]) -> bool | None:
    """Whether all of it holds: one that does not decides, one undecided leaves it open, none at all is not a pass."""
    if isinstance(observations, Seen):
        observations = [one for _, one in observations.standing_out()] or [observations[0]] if observations else ()
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


def one_of_them(alternatives: Sequence[tuple[Observation, ...]], location: Location) -> tuple[Observation, ...]:
    """The same of few alternatives, of which each may be the one that was meant: all of them are told."""
    seen = either(alternatives, location)
    failing = [next((one for one in said if one.ok is False), None) for said in alternatives]
    if conclude(seen) is not False or any(one is None or one.is_missing_evidence for one in failing):
        return seen
    nearest = next(one for one in seen if one.ok is False)
    told = tuple(dict.fromkeys((nearest, *(one for one in failing if one is not None))))
    if len(told) == 1 or len(told) > MOST_TOLD:
        return seen
    wanted = dict.fromkeys(one.wanted for one in told)
    places = dict.fromkeys(one.location for one in told if one.location != nearest.location)
    return (
        replace(
            nearest,
            said=", or ".join(dict.fromkeys(one.message for one in told)),
            expected=" or ".join(wanted) if all(wanted) else None,
            related=(*nearest.related, *places),
            about="",
            told=False,
        ),
    )


def opposite(seen: Sequence[Observation], called: str, location: Location) -> tuple[Observation, ...]:
    """What must not hold: not met when everything was observed to hold. What is accepted is told beside it."""
    accepted = tuple(one for one in seen if one.accepted is not None)
    return (*accepted, _opposite([one for one in seen if one.accepted is None], called, location))


def _opposite(observations: Sequence[Observation], called: str, location: Location) -> Observation:
    lost = next((seen for seen in observations if seen.is_missing_evidence), None)
    if lost is not None:
        return lost
    verdict = conclude(observations)
    first = next((seen for seen in observations if seen.ok is verdict), None)
    if first is None:
        first = Observation(ok=verdict, said=called, location=location)
    if verdict is None:
        return Observation(ok=None, said=first.message, location=first.location, hint=first.hint, gap=first.gap)
    said = first.said if first.told else first.message
    denied = first.opposite if len(observations) == 1 else None
    if not verdict:
        return replace(met(said, first.location, expected=denied), opposite=first.expected)
    if denied:
        return replace(not_met(said, first.location, expected=denied, told=True), opposite=first.expected)
    return not_met(f"{said}, which must not be", first.location)


def as_loss(seen: Observation) -> Observation:
    """The same as lost evidence, if it is not met: its opposite is not met either."""
    if seen.ok is not False or seen.is_missing_evidence:
        return seen
    return replace(seen, gap=absent(Reason.UNMET_SEARCH, seen.location, what=seen.message))


def distinct(observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """Each of them once; lost evidence is not said again by what it was needed for."""
    told = _told(observations)
    return tuple(dict.fromkeys(told.get(seen.gap, seen) if seen.gap is not None else seen for seen in observations))


def joined(chunks: Sequence[Chunk]) -> Seen:
    """What was seen together, each of it once, as `distinct` has it."""
    seen = Seen(_once_of_each(chunks))
    found = seen.standing_out()
    told = _told([one for _, one in found])
    once: set[Observation] = set()
    instead: dict[int, Observation] = {}
    gone: set[int] = set()
    for at, one in found:
        meant = told.get(one.gap, one) if one.gap is not None else one
        if meant in once:
            gone.add(at)
        elif meant is not one:
            instead[at] = meant
        once.add(meant)
    gone |= _said_by_others(seen, [(at, one) for at, one in found if at not in gone and not stands_out(one)])
    kept = seen.with_instead(instead)
    return kept.without(gone) if gone else kept


def _said_by_others(seen: Seen, found: Sequence[tuple[int, Observation]]) -> set[int]:
    """The later positions of what one document says of another, and that says itself; few documents do so."""
    paths = {one.location.path for _, one in found}
    packed: dict[tuple[str, Observation], int] = {}
    for begin, chunk in seen.begun():
        if isinstance(chunk, Records) and chunk.path in paths:
            every = enumerate(chunk.observations(), start=begin)
            packed |= {(chunk.path, one): at for at, one in every if at - begin not in chunk.standing_out}
    pairs = ((at, packed.get((one.location.path, one))) for at, one in found)
    return {max(at, other) for at, other in pairs if other is not None}


def observations_of(traces: Sequence[Trace]) -> Sequence[Observation]:
    """What was seen for all sentences of a criterion, each of it once."""
    if len(traces) == 1:
        return traces[0].observations
    chunks: list[Chunk] = []
    for one in traces:
        chunks += one.observations.chunks if isinstance(one.observations, Seen) else [tuple(one.observations)]
    return (
        joined(chunks)
        if any(isinstance(one, Records) for one in chunks)
        else distinct([seen for one in traces for seen in one.observations])
    )


def _once_of_each(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The same, where several sentences ask of a document without what another saw of it already."""
    several = Counter(one.path for one in chunks if isinstance(one, Records))
    known: dict[str, set[Observation]] = {path: set() for path, number in several.items() if number > 1}
    found: list[Chunk] = []
    for chunk in chunks:
        if isinstance(chunk, Records) and chunk.path in known:
            seen = tuple(chunk.observations())
            gone = [n for n, one in enumerate(seen) if one in known[chunk.path]]
            known[chunk.path].update(seen)
            found.append(chunk.without(gone) if gone else chunk)
        else:
            found.append(chunk)
    return found


def _told(observations: Sequence[Observation]) -> Mapping[Gap, Observation]:
    return {seen.gap: seen for seen in reversed(observations) if seen.gap is not None and seen.expected}


def of_missing(value: Value) -> Observation:
    """What there is to say of a value that is not there, or cannot be read."""
    if value.gap is None:
        raise ValueError(value.plain)
    return lacking(value.gap)


def of_nothing(requirements: Requirements, nothing: Observation, called: str) -> Iterator[Observation]:
    """What requirements observe of a field that a record does not have: it meets nothing, and so what is negated."""
    yield from (
        one
        for part in requirements.all_of
        for one in ((nothing,) if isinstance(part, Requirement) else of_nothing(part, nothing, called))
    )
    if requirements.any_of:
        yield from either([tuple(of_nothing(part, nothing, called)) for part in requirements.any_of], nothing.location)
    if requirements.not_ is not None:
        yield from opposite(tuple(of_nothing(requirements.not_, nothing, called)), called, nothing.location)
