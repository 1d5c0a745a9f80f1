"""What came out at a commit as it is kept: the outcome of each criterion and what is open of it, and what is new in it.

A step from one commit to the next is plain data (`Delta`), a pure function of what came out at both. So a walk can be
gone again from what is kept, without judging anything.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from checker.classes import dataclass, field
from checker.messages.findings import OPEN, fingerprint, identity, seen_of
from checker.model.location import Location
from checker.model.observation import Outcome
from checker.model.packed import Seen, standing_out
from checker.model.report import Result
from checker.model.timeline import Cause, Key

Renames = Mapping[str, str]
"""Paths by what they were called before."""


@dataclass(frozen=True, slots=True)
class Open:
    """Something that is open. ok: False for not met, None for undecided. words: those that stand at its place."""

    ok: bool | None
    location: Location
    message: str
    words: str


@dataclass(frozen=True, slots=True)
class State:
    """What came out for a criterion. open_: what stands in the way, by fingerprint."""

    outcome: Outcome
    open_: Mapping[str, Open]


States = Mapping[Key, State]


@dataclass(frozen=True, slots=True)
class Delta:
    """What is new at a commit. outcomes: of criteria that come out otherwise, None for those that are gone.

    came, went: what is open now, and is not any more, by criterion and fingerprint; what is in a changed file first.
    moved: fingerprints by those that they had under another path. why: what turned criteria. shifted: what is still
    open, at another place of its file.
    """

    outcomes: Mapping[Key, Outcome | None] = field(default_factory=dict)
    came: Mapping[Key, Mapping[str, Open]] = field(default_factory=dict)
    went: Mapping[Key, Sequence[str]] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    why: Mapping[Key, Cause] = field(default_factory=dict)
    shifted: Mapping[Key, Mapping[str, Open]] = field(default_factory=dict)


class Reader:
    """Reads results, each once as long as it is the same."""

    def __init__(self) -> None:
        self._known: dict[Key, tuple[Result, State]] = {}

    def states(self, results: Iterable[Result]) -> States:
        """What came out for the criteria that were asked for."""
        found: dict[Key, State] = {}
        for one in results:
            if one.left_out:
                continue
            key = one.policy, one.criterion.id
            known = self._known.get(key)
            if known is None or known[0] is not one:
                known = self._known[key] = one, state_of(one)
            found[key] = known[1]
        return found


def state_of(result: Result) -> State:
    """What came out for a criterion."""
    if result.outcome not in OPEN:
        return State(result.outcome, {})
    every = result.observations if isinstance(result.observations, Seen) else seen_of(result)
    still = [seen for _, seen in standing_out(every) if seen.is_open]
    who = [identity(result, one) for one in still]
    alike, met = Counter(who), Counter[tuple[str, ...]]()
    found = {}
    for seen, name in zip(still, who, strict=True):
        met[name] += 1
        found[fingerprint(name, met[name], alike[name])] = Open(seen.ok, seen.location, seen.message, seen.words)
    return State(result.outcome, found)


def delta_of(before: States, after: States, changed: Collection[str], why: Mapping[Key, Cause]) -> Delta:
    """What is new. changed: paths that are others now."""
    outcomes: dict[Key, Outcome | None] = {}
    came: dict[Key, Mapping[str, Open]] = {}
    went: dict[Key, Sequence[str]] = {}
    shifted: dict[Key, Mapping[str, Open]] = {}
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if old is new:
            continue
        if old is None or new is None or old.outcome is not new.outcome:
            outcomes[key] = new.outcome if new is not None else None
        mine = new.open_ if new is not None else {}
        theirs = old.open_ if old is not None else {}
        fresh = _changed_first(((mark, one) for mark, one in mine.items() if mark not in theirs), changed)
        gone = _changed_first(((mark, one) for mark, one in theirs.items() if mark not in mine), changed)
        elsewhere = {mark: one for mark, one in mine.items() if mark in theirs and theirs[mark] != one}
        if elsewhere:
            shifted[key] = elsewhere
        if fresh:
            came[key] = dict(fresh)
        if gone:
            went[key] = [mark for mark, _ in gone]
    return Delta(outcomes, came, went, {}, {key: why[key] for key in outcomes if key in why}, shifted)


def _changed_first(marks: Iterable[tuple[str, Open]], changed: Collection[str]) -> list[tuple[str, Open]]:
    return sorted(marks, key=lambda one: one[1].location.path not in changed)


def applied(before: States, delta: Delta) -> States:
    """What came out after it."""
    found = dict(before)
    for key in {**delta.outcomes, **delta.came, **delta.went, **delta.shifted}:
        old = found.pop(key, None)
        outcome = delta.outcomes.get(key, old.outcome if old is not None else None)
        if outcome is None:
            continue
        gone = set(delta.went.get(key, ()))
        still = {mark: one for mark, one in old.open_.items() if mark not in gone} if old is not None else {}
        found[key] = State(outcome, {**still, **delta.shifted.get(key, {}), **delta.came.get(key, {})})
    return found


def may_have_moved(before: States, delta: Delta) -> Iterator[tuple[str, str, str, str]]:
    """What came and is what went, but for its path: both fingerprints, the path before and after."""
    for key, marks in delta.went.items():
        known = before[key].open_
        for mark, one in delta.came.get(key, {}).items():
            for old in marks:
                was = known[old]
                path, now = was.location.path, one.location.path
                if path != now and _known_by(was) == _known_by(one):
                    yield old, mark, path, now


def _known_by(one: Open) -> tuple[object, ...]:
    """By what something is known again under another path."""
    return one.ok, one.location.pointer, one.words


# Plain data


def packed(delta: Delta) -> bytes:
    plain = [
        [[*key, outcome.value if outcome is not None else None] for key, outcome in delta.outcomes.items()],
        _plain_marks(delta.came),
        [[*key, list(marks)] for key, marks in delta.went.items()],
        dict(delta.moved),
        [[*key, cause.value] for key, cause in delta.why.items()],
        _plain_marks(delta.shifted),
    ]
    return zlib.compress(json.dumps(plain, separators=(",", ":")).encode("ascii"), 1)


def unpacked(body: bytes) -> Delta:
    outcomes, came, went, moved, why, shifted = json.loads(zlib.decompress(body))
    return Delta(
        {(policy, id_): Outcome(one) if one is not None else None for policy, id_, one in outcomes},
        _marks_from(came),
        {(policy, id_): marks for policy, id_, marks in went},
        moved,
        {(policy, id_): Cause(one) for policy, id_, one in why},
        _marks_from(shifted),
    )


def _plain_marks(marks: Mapping[Key, Mapping[str, Open]]) -> list[Any]:
    return [[*key, [[mark, *_plain(one)] for mark, one in each.items()]] for key, each in marks.items()]


def _marks_from(plain: list[Any]) -> dict[Key, Mapping[str, Open]]:
    return {(policy, id_): {mark: _open(one) for mark, *one in marks} for policy, id_, marks in plain}


def _plain(one: Open) -> list[Any]:
    place = one.location
    return [one.ok, one.message, one.words, place.path, place.line, place.column, place.pointer]


def _open(plain: list[Any]) -> Open:
    ok, message, words, *place = plain
    return Open(ok, Location(*place), message, words)
