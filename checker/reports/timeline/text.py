"""How it went, for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from checker.messages.page import BOLD, DIM, GREEN, MARK_BY_OUTCOME, RED, YELLOW, Page, finished, page_for, place_of
from checker.messages.summary import OUTCOME_WORDS, counted
from checker.messages.timeline import (
    CAUSE_WORDS,
    age,
    days_between,
    due_words,
    headline,
    is_told,
    span,
    stops,
    turned,
    verdict_word,
)
from checker.model.observation import Outcome
from checker.model.report import RenderOptions
from checker.model.timeline import Course, Made, Point, Timeline, Turn

MOST_TURNS, MOST_POINTS, MOST_STOPS = 30, 15, 30
_STEPS = "▁▂▃▄▅▆▇█"
_GAP, _NONE = "╌", "_"
_COLOR_BY_CODE = {0: GREEN, 1: RED, 3: YELLOW}


def render(timeline: Timeline, options: RenderOptions) -> str:
    return finished(_lines(page_for(options, {}), timeline, verbose=options.verbose))


def render_trial(timeline: Timeline, options: RenderOptions) -> str:
    return finished(_trial(page_for(options, {}), timeline, verbose=options.verbose))


def _lines(page: Page, timeline: Timeline, *, verbose: bool) -> Iterator[str]:
    last = timeline.points[-1]
    word = verdict_word(last)
    first = page.paint(word, BOLD, _COLOR_BY_CODE[last.exit_code]) + "  "
    yield from page.block(len(word) + 2, f"{headline(timeline)}, as of {last.made.day}", BOLD, first=first)
    yield ""
    yield from _facts(page, timeline)
    yield ""
    yield from _drawn(page, timeline.points)
    yield from _turns(page, timeline, verbose=verbose)
    courses = [one for one in timeline.courses if verbose or one.now in (Outcome.FAIL, Outcome.UNKNOWN)]
    yield from _standing(page, timeline, courses)
    yield from _open(page, timeline, verbose=verbose)


def _facts(page: Page, timeline: Timeline) -> Iterator[str]:
    yield from page.labelled(2, "policy", f"{timeline.title}, {timeline.rules}")
    yield from page.labelled(2, "over", span(timeline))
    if due_words(timeline):
        yield from page.labelled(2, "due", due_words(timeline))
    gaps = [one for one in timeline.points if one.gap]
    if gaps:
        said = f"{counted(len(gaps), 'point')} could not be judged, the last at {gaps[-1].made.short}: {gaps[-1].gap}"
        yield from page.labelled(2, "gaps", said)
    if timeline.left:
        yield from page.labelled(2, "ended", f"before {counted(timeline.left, 'point')} that are still to be judged")


def _drawn(page: Page, points: Sequence[Point]) -> Iterator[str]:
    """How many criteria were not met, point by point; several in one column where there is no room."""
    room = page.width - 4
    shown = [points[(n + 1) * len(points) // room - 1] for n in range(room)] if len(points) > room else list(points)
    most = max((one.not_met for one in points), default=0)
    signs = "".join(_sign(one, most) for one in shown)
    yield f"  {page.paint(signs, RED)}"
    doubt = f"; {_GAP} where nothing could be judged" if any(one.gap for one in points) else ""
    undecided = max(one.undecided for one in points)
    further = f"; up to {undecided} more could not be decided" if undecided else ""
    yield from page.block(2, f"not met: {_NONE} none, █ {most}{further}{doubt}", DIM)


def _sign(point: Point, most: int) -> str:
    if point.gap:
        return _GAP
    return _STEPS[(point.not_met * len(_STEPS) - 1) // most] if point.not_met else _NONE


def _turns(page: Page, timeline: Timeline, *, verbose: bool) -> Iterator[str]:
    turns = [one for one in timeline.turns if is_told(one)]
    if not turns:
        return
    shown = turns if verbose else turns[-MOST_TURNS:]
    yield ""
    yield page.title("When it turned", len(turns))
    if len(shown) < len(turns):
        yield ""
        yield from page.block(2, f"{len(turns) - len(shown)} earlier ones; -v shows all", DIM)
    for one in shown:
        yield ""
        yield from _turn(page, one)


def _turn(page: Page, turn: Turn) -> Iterator[str]:
    mark, color = MARK_BY_OUTCOME[turn.after or Outcome.UNKNOWN]
    cause = CAUSE_WORDS[turn.cause]
    yield f"{page.paint(mark, color)} {page.paint(turn.key[1], BOLD)} {turned(turn)}" + (f", {cause}" if cause else "")
    yield from page.block(2, who(turn.made) if turn.is_of_author else seen_at(turn.made), DIM)
    if turn.place is not None:
        more = f" (and {turn.others} more)" if turn.others else ""
        yield from page.block(2, f"{place_of(turn.place)} {turn.message}{more}")


def who(made: Made) -> str:
    """A commit and who made it."""
    return f"{made.short} {made.day} {made.author}: {made.subject}"


def seen_at(made: Made) -> str:
    """A commit that is nobody's doing: it is the first of a day, or of a recording."""
    return f"seen at {made.short} of {made.day}"


def _standing(page: Page, timeline: Timeline, courses: Sequence[Course]) -> Iterator[str]:
    if not courses:
        return
    yield ""
    yield page.title("Where each criterion stands", len(courses))
    yield ""
    width = max(len(one.key[1]) for one in courses)
    last = timeline.points[-1].made.day
    for one in courses:
        if one.now is None:
            continue
        first = f"{page.mark(one.now)} {page.paint(one.key[1].ljust(width), BOLD)}  "
        yield from page.block(width + 4, f"{OUTCOME_WORDS[one.now]} {_since(one.since, last)}", first=first)


def _since(made: Made | None, last: date) -> str:
    if made is None:
        return "all along"
    return f"for {counted(days_between(made, last), 'day')}, since {made.short} of {made.day}, {made.author}"


def _open(page: Page, timeline: Timeline, *, verbose: bool) -> Iterator[str]:
    every = timeline.open_points
    if not every:
        return
    shown = every if verbose else every[:MOST_POINTS]
    yield ""
    yield page.title("What is open, the oldest first", len(every))
    yield ""
    ages = [age(one.since, one.days) for one in shown]
    width = max(map(len, ages))
    for one, old in zip(shown, ages, strict=True):
        mark = page.mark(Outcome.FAIL if one.ok is False else Outcome.UNKNOWN)
        by = f" · {one.since.short} {one.since.author}" if one.since is not None else ""
        first = f"{mark} {page.paint(old.rjust(width), BOLD)}  "
        yield from page.block(width + 4, f"{place_of(one.location)} {one.message}{by}", first=first)
    if len(shown) < len(every):
        yield from page.block(2, f"{len(every) - len(shown)} more; -v shows all", DIM)


def _trial(page: Page, timeline: Timeline, *, verbose: bool) -> Iterator[str]:
    """What a policy would have stopped: which commits, whose, and what."""
    found = stops(timeline)
    undecided = sum(bool(one.gap or one.undecided) for one in timeline.points)
    word, color = ("STOPS", RED) if found else ("STOPS NOTHING", GREEN)
    said = f"{len(found)} of {counted(len(timeline.points), 'commit')} would have been stopped"
    doubt = f"; at {undecided} of them not everything could be decided" if undecided else ""
    yield from page.block(len(word) + 2, said + doubt, BOLD, first=page.paint(word, BOLD, color) + "  ")
    yield ""
    yield from _facts(page, timeline)
    if not found:
        return
    by_author = Counter(one.made.author for one in found)
    by_criterion = Counter(key for one in found for key in {each.key for each in one.brought})
    yield from page.labelled(2, "authors", ", ".join(f"{name} {number}" for name, number in by_author.most_common()))
    yield from page.labelled(
        2, "criteria", ", ".join(f"{key[1]} {number}" for key, number in by_criterion.most_common())
    )
    shown = found if verbose else found[-MOST_STOPS:]
    yield ""
    yield page.title("What it would have stopped", len(found))
    if len(shown) < len(found):
        yield ""
        yield from page.block(2, f"{len(found) - len(shown)} earlier ones; -v shows all", DIM)
    for stop in shown:
        yield ""
        yield f"{page.mark(Outcome.FAIL)} {page.paint(who(stop.made), BOLD)}"
        some = stop.brought if verbose else stop.brought[:3]
        for one in some:
            yield from page.block(2, f"{one.key[1]}: {place_of(one.location)} {one.message}")
        if len(some) < len(stop.brought):
            yield from page.block(2, f"{len(stop.brought) - len(some)} more", DIM)
