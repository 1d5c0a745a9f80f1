"""How it went, in words: what every form of a timeline tells alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checker.classes import dataclass
from checker.messages.summary import OUTCOME_WORDS, VERDICT_WORDS, counted
from checker.model.observation import Outcome
from checker.model.timeline import Brought, Cause, Made, Point, Timeline, Turn

CAUSE_WORDS: Mapping[Cause, str] = {
    Cause.COMMIT: "",
    Cause.DAY: "the day came",
    Cause.ISSUES: "the tracker was recorded again",
    Cause.POLICY: "the policy was changed",
}
_WORDS: Mapping[tuple[Outcome | None, Outcome | None], str] = {
    (Outcome.FAIL, Outcome.PASS): "mended",
    (Outcome.UNKNOWN, Outcome.PASS): "decided, met",
    (Outcome.UNKNOWN, Outcome.FAIL): "decided, not met",
}


def turned(turn: Turn) -> str:
    """What happened to a criterion, in a word or two."""
    known = _WORDS.get((turn.before, turn.after))
    if known is not None:
        return known
    if turn.after is None:
        return "not judged"
    if turn.before is None:
        return f"asked for, {OUTCOME_WORDS[turn.after]}"
    if turn.after is Outcome.FAIL:
        return "broke"
    return "undecided" if turn.after is Outcome.UNKNOWN else OUTCOME_WORDS[turn.after]


def is_told(turn: Turn) -> bool:
    """Whether a turn is worth a line: one that something could be judged before, and after."""
    return turn.before is not None and turn.after is not None


def headline(timeline: Timeline) -> str:
    """Where it stands at the last point: `5 of 28 criteria are not met, 3 could not be decided`."""
    last = timeline.points[-1]
    if last.gap:
        return f"nothing could be judged: {last.gap}"
    total = counted(sum(last.counts.values()), "criterion", "criteria")
    met = last.counts.get(Outcome.PASS, 0)
    if not (last.not_met or last.undecided):
        return f"{met} of {total} {'is' if met == 1 else 'are'} met"
    said = f"{last.not_met} of {total} {'is' if last.not_met == 1 else 'are'} not met"
    return f"{said}, {last.undecided} could not be decided" if last.undecided else said


def verdict_word(point: Point) -> str:
    return VERDICT_WORDS[point.verdict] if point.verdict is not None else "NOT JUDGED"


def due_words(timeline: Timeline) -> str:
    """The day by which all of it is to hold, and how far that is from the last point; empty where there is none."""
    if timeline.due is None:
        return ""
    left = (timeline.due - timeline.points[-1].made.day).days
    if left < 0:
        return f"{timeline.due}, {counted(-left, 'day')} ago"
    return f"{timeline.due}, " + (f"in {counted(left, 'day')}" if left else "the same day")


def age(made: Made | None, days: int) -> str:
    """Since when something is so."""
    return f"{counted(days, 'day')}" if made is not None else "longer"


def days_between(since: Made, last: date) -> int:
    return max(0, (last - since.day).days)


def span(timeline: Timeline) -> str:
    """Which commits are told of."""
    first, last = timeline.points[0].made, timeline.points[-1].made
    days = f"{first.day}" if first.day == last.day else f"{first.day} to {last.day}"
    shown = "" if timeline.every == "commit" else f", {counted(len(timeline.points), 'point')}, every {timeline.every}"
    return f"{timeline.over}, {counted(timeline.commits, 'commit')}{shown}, {days}, each as of its own day"


@dataclass(frozen=True, slots=True)
class Stop:
    """A commit that a gate would have stopped, since it brought something that is not met and was not there before."""

    made: Made
    brought: tuple[Brought, ...]


def stops(timeline: Timeline) -> tuple[Stop, ...]:
    """The commits that brought something that is not met, the oldest first."""
    every = (
        Stop(point.made, tuple(one for one in timeline.brought.get(point.made.commit, ()) if one.ok is False))
        for point in timeline.points
    )
    return tuple(one for one in every if one.brought)
