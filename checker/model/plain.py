"""Observations as plain data: lists, texts and numbers, as JSON has them, and back again.

Another process hands them over so, and so they are kept. A field is known by its position; whoever changes one of these
classes changes `FORMAT`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from checker.model.causes import Cause
from checker.model.evidence import Gap, Reason, State
from checker.model.exhibits import Artifact, Exhibit, Signing
from checker.model.location import Location
from checker.model.observation import Acceptance, Observation

FORMAT = 4


def plain_place(one: Location) -> list[Any]:
    """A place as plain data, which `Location` takes apart."""
    return [one.path, one.line, one.column, one.pointer]


def plain_observations(seen: Iterable[Observation]) -> list[Any]:
    """Observations as plain data."""
    return [plain_observation(one) for one in seen]


def plain_observation(one: Observation) -> list[Any]:
    """An observation as plain data."""
    head = [one.ok, one.said, plain_place(one.location), one.expected, one.found]
    more = one.hint or one.related or one.gap or one.about or one.told or one.exhibit or one.accepted
    if one.ok and not (more or one.blocked or one.implied):
        # Most of what is seen is met, and nothing else is said of it.
        return [*head, one.opposite, one.words]
    return [
        *head,
        one.opposite,
        one.words,
        one.hint,
        [plain_place(place) for place in one.related],
        _plain_gap(one.gap),
        one.about,
        one.told,
        _plain_exhibit(one.exhibit),
        _plain_acceptance(one.accepted),
        _plain_cause(one.blocked),
        one.implied,
    ]


def observations_from(plain: list[Any]) -> tuple[Observation, ...]:
    """The observations of which that is the plain data."""
    return tuple(map(observation_from, plain))


def observation_from(plain: list[Any]) -> Observation:
    """The observation of which that is the plain data."""
    ok, said, place, expected, found, opposite, words, *rest = plain
    if not rest:
        return Observation(ok, said, Location(*place), expected, found, opposite=opposite, words=words)
    hint, related, gap, about, told, exhibit, accepted, blocked, implied = rest
    return Observation(
        ok,
        said,
        Location(*place),
        expected,
        found,
        hint,
        tuple(Location(*one) for one in related),
        _gap(gap),
        about,
        told,
        _exhibit(exhibit),
        opposite,
        Acceptance(*accepted) if accepted else None,
        words,
        Cause(*blocked) if blocked else None,
        implied,
    )


def _plain_gap(gap: Gap | None) -> list[Any] | None:
    if gap is None:
        return None
    return [gap.state.value, gap.reason.name, plain_place(gap.location), [list(one) for one in gap.parameters]]


def _gap(plain: list[Any] | None) -> Gap | None:
    if plain is None:
        return None
    state, reason, place, parameters = plain
    return Gap(State(state), Reason[reason], Location(*place), tuple((name, value) for name, value in parameters))


def _plain_cause(one: Cause | None) -> list[Any] | None:
    return [one.kind, one.path, one.name, one.line, one.said, one.near, one.there] if one is not None else None


def _plain_exhibit(one: Exhibit | None) -> list[Any] | None:
    if one is None:
        return None
    if isinstance(one, Artifact):
        return ["artifact", one.name, one.path, plain_place(one.location), one.missing, one.size, one.files, one.blob]
    at = plain_place(one.location)
    return [
        "signing",
        one.who,
        at,
        one.verdict,
        one.proof,
        one.mark,
        one.role,
        one.date,
        one.reason,
    ]


def _exhibit(plain: list[Any] | None) -> Exhibit | None:
    if plain is None:
        return None
    kind, *rest = plain
    if kind == "artifact":
        name, path, place, *more = rest
        return Artifact(name, path, Location(*place), *more)
    who, place, *more = rest
    return Signing(who, Location(*place), *more)


def _plain_acceptance(one: Acceptance | None) -> list[Any] | None:
    if one is None:
        return None
    return [one.why, one.waiver, one.owner, one.approved_by, one.issue, one.until, one.since]
