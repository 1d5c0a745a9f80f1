"""The walk from commit to commit, and what is told of it: points, turns, and since when what is open is open."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Protocol

from checker.classes import dataclass, replace
from checker.messages.verdicts import verdict_of_outcomes
from checker.model.observation import Outcome
from checker.model.report import Heading, Severity
from checker.model.timeline import Brought, Cause, Course, Key, Made, OpenPoint, Point, Turn
from checker.sources.git import Git
from checker.sources.raw_diff import RAW, raw_changes
from checker.sources.walk import Step
from checker.timeline.judge import Judge
from checker.timeline.rules import Rulebook, Rules
from checker.timeline.states import (
    Delta,
    Open,
    Reader,
    States,
    applied,
    delta_of,
    may_have_moved,
    packed,
    unpacked,
)

FORMAT = "timeline 1"
AT_ONCE = 200
"""So many commits are looked up together of what is kept."""
OFTEN = 3.0
"""Seconds after which what is to be kept is written: whoever ends the run by force loses no more."""
MOST_COMPARED = 500
"""How many files that are gone, or new, git compares by their content to tell which was moved."""
EVERY: Mapping[str, Callable[[Step], object]] = {
    "day": lambda one: one.day,
    "week": lambda one: one.day.isocalendar()[:2],
}
"""Of the commits that have the same of this in a row, the last is a point."""


class Pieces(Protocol):
    """Where is kept what came out before."""

    def get(self, names: Sequence[bytes]) -> Mapping[bytes, bytes]: ...

    def put(self, name: bytes, body: bytes) -> None: ...

    def flush(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """Pieces, and what names them by all that they rest on."""

    pieces: Pieces
    name: Callable[..., bytes]


def points_of(steps: Sequence[Step], every: str) -> tuple[tuple[Step, ...], ...]:
    """The commits of a range in stretches, of each of which the last is a point; that of all is one always.

    every: `commit`, `tag`, or one of `EVERY`.
    """
    if every == "commit":
        return tuple((one,) for one in steps)
    if every in EVERY:
        return tuple(tuple(group) for _, group in groupby(steps, EVERY[every]))
    found: list[tuple[Step, ...]] = []
    begun: list[Step] = []
    for one in steps:
        begun.append(one)
        if one.tags:
            found.append(tuple(begun))
            begun = []
    return (*found, *([tuple(begun)] if begun else []))


@dataclass(frozen=True, slots=True)
class Where:
    """Where the walk is: the commit, what came out there, and the rules. step: None before the first."""

    step: Step | None
    states: States
    rules: Rules | None = None
    gap: str = ""


class Walker:
    """Goes along, and asks the judge for what is not kept."""

    def __init__(self, git: Git, judge: Judge, rulebook: Rulebook, kept: Kept | None, folder: str) -> None:
        self._git = git
        self._judge = judge
        self._rulebook = rulebook
        self._kept = kept
        self._folder = folder
        self._reader = Reader()
        self._ahead: dict[bytes, bytes | None] = {}
        self._written = time.monotonic()
        self.judged = 0

    def go(self, where: Where, step: Step) -> tuple[Where, Delta]:
        """Goes to another commit: what came out there, and what is new in it."""
        rules = self._rulebook.at(step)
        if isinstance(rules, str):
            return Where(step, {}, None, rules), delta_of(where.states, {}, (), {})
        name = self._name(where, step, rules)
        delta = self._recalled(name)
        if delta is None:
            self.judged += 1
            if where.step is not None and where.rules is not None and self._judge.at != where.step.commit:
                # What turned a criterion is told by what it was there.
                self._judge.judge(where.step, where.rules)
            judgement = self._judge.judge(step, rules)
            states = self._reader.states(judgement.results)
            why = judgement.why if where.rules is not None else dict.fromkeys(states, Cause.POLICY)
            if judgement.gap:
                return Where(step, {}, None, judgement.gap), delta_of(where.states, {}, (), {})
            delta = self._followed(delta_of(where.states, states, judgement.changed, why), where, step)
            if judgement.is_lasting:
                self._keep(name, delta)
        return Where(step, applied(where.states, delta), rules), delta

    def look_ahead(self, where: Where, steps: Sequence[Step]) -> None:
        """Looks up together what is kept of the commits to come."""
        if self._kept is None:
            return
        names = []
        for step in steps:
            rules = self._rulebook.at(step)
            if isinstance(rules, str):
                break
            names.append(self._name(where, step, rules))
            where = Where(step, {}, rules)
        wanted = [one for one in names if one]
        found = self._kept.pieces.get(wanted)
        self._ahead = {one: found.get(one) for one in wanted}

    def issues_at(self, step: Step) -> str:
        """The recording that counts at a commit, empty for none."""
        recorded = self._judge.recordings.at(step)
        return recorded.name if recorded is not None else ""

    def close(self) -> None:
        """Writes what is to be kept."""
        if self._kept is not None:
            self._kept.pieces.flush()

    def _name(self, where: Where, step: Step, rules: Rules) -> bytes:
        """Under what the way from one commit to another is kept; empty where that cannot be told."""
        if self._kept is None:
            return b""
        here = self._judge.evidence_at(step, rules)
        before = ("", "")
        if where.step is not None and where.rules is not None:
            before = where.step.commit, self._judge.evidence_at(where.step, where.rules)
        if not here or (before[0] and not before[1]):
            return b""
        return self._kept.name(FORMAT, self._folder, *before, step.commit, here)

    def _recalled(self, name: bytes) -> Delta | None:
        if self._kept is None or not name:
            return None
        body = self._ahead.pop(name) if name in self._ahead else self._kept.pieces.get([name]).get(name)
        return unpacked(body) if body is not None else None

    def _keep(self, name: bytes, delta: Delta) -> None:
        if self._kept is None or not name:
            return
        self._kept.pieces.put(name, packed(delta))
        if time.monotonic() - self._written > OFTEN:
            self._kept.pieces.flush()
            self._written = time.monotonic()

    def _followed(self, delta: Delta, where: Where, step: Step) -> Delta:
        """The same; what only has another path since its file was moved is followed."""
        likely = list(may_have_moved(where.states, delta))
        if not likely or where.step is None:
            return delta
        listing = self._git.listed("diff-tree", "-M", f"-l{MOST_COMPARED}", *RAW, where.step.tree, step.tree)
        prefix = f"{self._folder}/" if self._folder else ""
        moves = {one.path: one.source for one in raw_changes(listing) if one.source}
        moved = {new: old for old, new, was, now in likely if moves.get(prefix + now) == prefix + was}
        return replace(delta, moved=moved)


class Teller:
    """Notes what is to be told of a walk."""

    def __init__(self, *, with_brought: bool) -> None:
        self.points: list[Point] = []
        self.brought: dict[str, tuple[Brought, ...]] = {}
        self._with_brought = with_brought
        self._since: dict[tuple[Key, str], Made | None] = {}
        self._turns: dict[Key, list[Turn]] = {}
        self._outcomes: dict[Key, list[Outcome | None]] = {}
        self._headings: dict[Key, Heading] = {}
        self._flow = [0, 0]
        self._rules: Rules | None = None
        self._states: States = {}

    def begin(self, where: Where) -> None:
        """Notes what came out before the first commit that is told of."""
        self._since = {(key, mark): None for key, state in where.states.items() for mark in state.open_}
        self._note(where)

    def pass_by(self, before: Where, after: Where, delta: Delta) -> None:
        """Notes what a commit has turned."""
        step = after.step
        if step is None:
            return
        made = made_of(step)
        for key in delta.outcomes:
            turn = _turn(key, before, after, delta, made)
            self._turns.setdefault(key, []).append(turn)
        moved = delta.moved
        for key, marks in delta.came.items():
            for mark in marks:
                known = self._since.get((key, moved[mark])) if mark in moved else made
                self._since[key, mark] = known
        stays = set(delta.moved.values())
        for key, gone in delta.went.items():
            for mark in gone:
                self._since.pop((key, mark), None)
            self._flow[1] += sum(mark not in stays for mark in gone)
        fresh = [(key, one) for key, marks in delta.came.items() for mark, one in marks.items() if mark not in moved]
        self._flow[0] += len(fresh)
        if self._with_brought and fresh:
            self.brought[made.commit] = tuple(Brought(key, one.ok, one.location, one.message) for key, one in fresh)
        self._note(after)

    def stop_at(self, where: Where, issues: str) -> None:
        """Notes a point."""
        if where.step is None:
            return
        made = made_of(where.step)
        for key in {**self._outcomes, **where.states}:
            state = where.states.get(key)
            known = self._outcomes.setdefault(key, [None] * len(self.points))
            known.append(state.outcome if state is not None else None)
        came, went = self._flow
        self._flow = [0, 0]
        if where.rules is None:
            self.points.append(Point(made, gap=where.gap, came=came, went=went))
            return
        counts: dict[Outcome, int] = {}
        for state in where.states.values():
            counts[state.outcome] = counts.get(state.outcome, 0) + 1
        severities = {key: one.severity for key, one in self._headings.items()}
        judged = [(state.outcome, severities.get(key, Severity.ERROR)) for key, state in where.states.items()]
        is_part = any(len(where.rules.chosen[one.id]) < len(one.criteria) for one in where.rules.policies)
        verdict, code = verdict_of_outcomes(judged, where.rules.fail_on, is_part=is_part)
        self.points.append(Point(made, counts, verdict, code, "", came, went, issues))

    def told(self) -> tuple[tuple[Course, ...], tuple[OpenPoint, ...]]:
        """How it went with each criterion, and what is open at the last point, the oldest first."""
        last = self.points[-1].made.day
        courses = tuple(
            Course(key, heading, tuple(self._outcomes[key]), tuple(self._turns.get(key, ())))
            for key, heading in self._headings.items()
            if key in self._outcomes
        )
        found = [
            OpenPoint(key, one.ok, one.location, one.message, mark, since, _days(since, last))
            for key, state in self._states.items()
            for mark, one in state.open_.items()
            for since in (self._since.get((key, mark)),)
        ]
        found.sort(key=lambda one: (one.since is not None, -one.days))
        return courses, tuple(found)

    @property
    def rules(self) -> Rules | None:
        """The rules that counted last."""
        return self._rules

    def _note(self, where: Where) -> None:
        self._states = where.states
        if where.rules is not None and where.rules is not self._rules:
            self._rules = where.rules
            self._headings |= {
                (policy.id, one.heading.id): one.heading for policy in where.rules.policies for one in policy.criteria
            }
        for key in where.states:
            if key not in self._headings:
                self._headings[key] = Heading(key[1], "Every waiver names a finding, and is given by somebody who may")


def _days(since: Made | None, last: date) -> int:
    return max(0, (last - since.day).days) if since is not None else 0


def _turn(key: Key, before: Where, after: Where, delta: Delta, made: Made) -> Turn:
    old, new = before.states.get(key), after.states.get(key)
    known: Sequence[Open] = list(delta.came.get(key, {}).values())
    if not known and old is not None:
        known = [old.open_[mark] for mark in delta.went.get(key, ())]
    first = known[0] if known else None
    is_of_policy = after.rules is None or not after.rules.says_the_same(before.rules)
    cause = delta.why.get(key, Cause.POLICY if is_of_policy else Cause.COMMIT)
    return Turn(
        key,
        made,
        old.outcome if old is not None else None,
        new.outcome if new is not None else None,
        cause,
        first.location if first is not None else None,
        first.message if first is not None else "",
        max(0, len(known) - 1),
    )


def made_of(step: Step) -> Made:
    return Made(step.commit, step.at, step.author.name, step.author.email, step.subject, step.tags)
