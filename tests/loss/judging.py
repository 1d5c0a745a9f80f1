"""Judging changes, and holding what comes out against the lists of what may pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from loss.mutations import Mutation, mutations_of
from loss.sources import both

PASS = "pass"
HARMLESS = Path(__file__).parent / "harmless.yaml"


@dataclass(frozen=True, slots=True)
class Group:
    """Changes after which a criterion passes, and why. caught_by: criteria of which one at least does not pass."""

    reason: str
    ids: tuple[str, ...]
    caught_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """What came out for one criterion after a change. caught: whether another one that the lists name has caught it."""

    id: str
    outcome: str
    caught: bool = True


def read_groups(path: Path = HARMLESS) -> tuple[Group, ...]:
    written: list[Mapping[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(Group(one["reason"], tuple(one["changes"]), tuple(one.get("caught_by", ()))) for one in written)


def every_mutation() -> tuple[Mutation, ...]:
    return tuple(mutation for one in both() for mutation in mutations_of(one))


def sample_of(mutations: Iterable[Mutation]) -> Iterator[Mutation]:
    """One change of every kind for every criterion, always the same ones."""
    seen: set[tuple[str, str]] = set()
    for mutation in mutations:
        pairs = {(criterion, mutation.change.kind) for criterion in mutation.criteria}
        if pairs - seen:
            seen |= pairs
            yield mutation


def ids_of(mutations: Iterable[Mutation]) -> frozenset[str]:
    return frozenset(one.id_of(criterion) for one in mutations for criterion in one.criteria)


def tried(mutations: Iterable[Mutation], groups: Sequence[Group]) -> Iterator[Tried]:
    """What comes out after each change, for each criterion that rests on what is changed."""
    others = {id_: group.caught_by for group in groups for id_ in group.ids}
    for one in mutations:
        named = {other for criterion in one.criteria for other in others.get(one.id_of(criterion), ())}
        asked = {*one.criteria, *(named & one.engagement.criteria.keys())}
        outcomes = one.engagement.outcomes(sorted(asked), one.change.files)
        for criterion in one.criteria:
            id_ = one.id_of(criterion)
            caught_by = others.get(id_, ())
            caught = not caught_by or any(outcomes.get(other, PASS) != PASS for other in caught_by)
            yield Tried(id_, outcomes[criterion], caught)


def silent(found: Iterable[Tried], groups: Sequence[Group]) -> list[str]:
    """The changes after which a criterion passes, and nobody has said why that is fine."""
    listed = {id_ for group in groups for id_ in group.ids}
    return [one.id for one in found if one.outcome == PASS and one.id not in listed]


def outdated(found: Iterable[Tried], groups: Sequence[Group]) -> list[str]:
    """Listed changes after which the criterion does not pass any more, or which no other criterion catches."""
    listed = {id_ for group in groups for id_ in group.ids}
    return [one.id for one in found if one.id in listed and (one.outcome != PASS or not one.caught)]


def count(found: Sequence[Tried], groups: Sequence[Group]) -> Iterator[str]:
    """How many changes came out how, line by line."""
    by_outcome = Counter(one.outcome for one in found)
    passed = {one.id for one in found if one.outcome == PASS}
    yield f"{len(found)} changes to evidence"
    yield from (f"{by_outcome[outcome]:6} {outcome}" for outcome in ("fail", "unknown", "refused"))
    yield f"{sum(len(passed & set(one.ids)) for one in groups):6} harmless"
    yield from (f"{len(passed & set(one.ids)):12}  {one.reason}" for one in groups)
    yield f"{len(silent(found, groups)):6} silent"
