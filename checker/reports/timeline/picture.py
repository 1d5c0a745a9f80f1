"""The picture of how it went: how many criteria were open, and below it each criterion by itself. No script.

What could not be decided is hatched above what is not met, and where nothing could be judged there is a gap: nothing
that is unknown is drawn as if it were none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import groupby

from checker.classes import dataclass
from checker.messages.summary import OUTCOME_WORDS, counted
from checker.messages.timeline import due_words, headline
from checker.model.observation import Outcome
from checker.model.timeline import Course, Point, Timeline
from checker.reports.html.markup import NOTHING, Content, Markup, joined, tag
from checker.text.display import cut, visible

WIDTH, LEFT, RIGHT = 960, 232, 24
TOP, HEIGHT, BELOW = 44, 180, 34
LANE, MOST_LANES = 18, 60
_END = 0.015
"""For how much of all the time the last point is drawn."""
_NAME = 34
"""Characters of the name of a criterion that are shown."""
_CLASS: dict[Outcome | None, str] = {
    Outcome.PASS: "met",
    Outcome.FAIL: "open",
    Outcome.UNKNOWN: "doubt",
    Outcome.WAIVED: "waived",
}


@dataclass(frozen=True, slots=True)
class _Axes:
    """Where a moment, and a number of criteria, are in the picture."""

    first: float
    last: float
    most: int

    def x(self, moment: float) -> float:
        share = (moment - self.first) / max(self.last - self.first, 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, number: float) -> float:
        return round(TOP + HEIGHT - number / max(self.most, 1) * HEIGHT, 1)


def picture(timeline: Timeline, *, attributes: dict[str, str] | None = None, before: Content = NOTHING) -> Markup:
    """The picture. attributes: further ones of its element. before: what stands in it before all else."""
    moments = _moments(timeline.points)
    due = _end_of(timeline.due) if timeline.due is not None else moments[-1]
    most = max((one.not_met + one.undecided for one in timeline.points), default=0)
    # What came out at the last point is seen, too.
    moments.append(moments[-1] + (max(moments[-1], due) - moments[0]) * _END)
    axes = _Axes(moments[0], max(moments[-1], due), most)
    lanes = [one for one in timeline.courses if any(each in _CLASS for each in one.outcomes)]
    shown = lanes[:MOST_LANES]
    height = TOP + HEIGHT + BELOW + len(shown) * LANE + (LANE if len(shown) < len(lanes) else 0) + 12
    spans = _spans(timeline.points, moments)
    return tag(
        "svg",
        tag("title", f"How it went: {visible(timeline.title)}", id="timeline-title"),
        tag("desc", _described(timeline), id="timeline-desc"),
        before,
        _hatching(),
        _scale(axes),
        [_gap(axes, span, timeline.points[span.at].gap) for span in spans if timeline.points[span.at].gap],
        _bands(axes, spans, timeline.points),
        _due(axes, timeline, moments),
        _days(axes),
        [_lane(axes, course, n, timeline, moments) for n, course in enumerate(shown)],
        _more(len(lanes) - len(shown), len(shown)),
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        aria_labelledby="timeline-title timeline-desc",
        class_="timeline",
        **(attributes or {}),
    )


def _described(timeline: Timeline) -> str:
    first, last = timeline.points[0], timeline.points[-1]
    begun = "nothing could be judged" if first.gap else f"{first.not_met} were not met"
    gaps = sum(bool(one.gap) for one in timeline.points)
    parts = [
        f"From {first.made.day} to {last.made.day}: {begun} at the beginning; at the end {headline(timeline)}",
        f"due {due_words(timeline)}" if timeline.due is not None else "",
        f"a gap where nothing could be judged, at {counted(gaps, 'point')}" if gaps else "",
    ]
    return f"{'; '.join(filter(None, parts))}. Below, each criterion by itself."


def _moments(points: Sequence[Point]) -> list[float]:
    """When the points are, in seconds; a clock that goes back is held."""
    found: list[float] = []
    for one in points:
        moment = datetime.fromisoformat(one.made.at).timestamp()
        found.append(max(moment, found[-1]) if found else moment)
    return found


def _end_of(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() + 86_399


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of points of which the same is to be drawn. at: the first of them. begin, end: in seconds."""

    at: int
    begin: float
    end: float


def _spans(points: Sequence[Point], moments: Sequence[float]) -> list[_Span]:
    """Stretches in which as many are open."""
    keys = [(one.gap, one.not_met, one.undecided) for one in points]
    return list(_stretches(keys, moments))


def _stretches(keys: Sequence[object], moments: Sequence[float]) -> Iterator[_Span]:
    """Each lasts until the next one begins. moments: of all points, and of the end."""
    at = 0
    for _, group in groupby(keys):
        end = at + sum(1 for _ in group)
        yield _Span(at, moments[at], moments[end])
        at = end


def _bands(axes: _Axes, spans: Sequence[_Span], points: Sequence[Point]) -> list[Markup]:
    """What is not met, as a surface with an edge, and what could not be decided above it."""
    found = []
    for is_gap, group in groupby(spans, key=lambda one: bool(points[one.at].gap)):
        if is_gap:
            continue
        run = list(group)
        low = [(span, points[span.at].not_met) for span in run]
        high = [(span, points[span.at].not_met + points[span.at].undecided) for span in run]
        if any(points[span.at].undecided for span in run):
            found.append(tag("path", d=f"{_steps(axes, high)}{_back(axes, low)}Z", class_="doubt", fill="url(#hatch)"))
        edge = _steps(axes, low)
        down = f"L{axes.x(run[-1].end)} {axes.y(0)}L{axes.x(run[0].begin)} {axes.y(0)}Z"
        found += [tag("path", d=edge + down, class_="area"), tag("path", d=edge, class_="edge")]
    return found


def _steps(axes: _Axes, levels: Sequence[tuple[_Span, int]]) -> str:
    """A line that goes up and down at the commits, and is level between them."""
    return "M" + "L".join(f"{axes.x(span.begin)} {axes.y(number)}H{axes.x(span.end)}" for span, number in levels)


def _back(axes: _Axes, levels: Sequence[tuple[_Span, int]]) -> str:
    return "".join(f"L{axes.x(span.end)} {axes.y(number)}H{axes.x(span.begin)}" for span, number in reversed(levels))


def _gap(axes: _Axes, span: _Span, why: str) -> Markup:
    x = axes.x(span.begin)
    return tag(
        "rect",
        tag("title", f"nothing could be judged: {why}"),
        x=x,
        y=TOP,
        width=round(max(axes.x(span.end) - x, 2), 1),
        height=HEIGHT,
        class_="gap",
        fill="url(#hatch)",
    )


def _scale(axes: _Axes) -> list[Markup]:
    """The number of criteria, at none, half and most."""
    numbers = sorted({0, axes.most // 2, axes.most})
    lines = [
        joined(
            tag("path", d=f"M{LEFT} {axes.y(one)}H{WIDTH - RIGHT}", class_="axis"),
            tag("text", str(one), x=LEFT - 8, y=axes.y(one) + 4, class_="number"),
        )
        for one in numbers
    ]
    words = tag(
        "text",
        "criteria that are not met; hatched: could not be decided; below, a thin line: met",
        x=LEFT,
        y=TOP - 26,
        class_="words",
    )
    return [*lines, words]


def _due(axes: _Axes, timeline: Timeline, moments: Sequence[float]) -> Markup:
    """The day by which none may be open, and the pace that leads there from the first point."""
    if timeline.due is None:
        return NOTHING
    x = axes.x(_end_of(timeline.due))
    first = next((n for n, one in enumerate(timeline.points) if not one.gap), None)
    pace: Content = NOTHING
    if first is not None and _end_of(timeline.due) > moments[first]:
        begin = timeline.points[first]
        y = axes.y(begin.not_met + begin.undecided)
        pace = tag("path", d=f"M{axes.x(moments[first])} {y}L{x} {axes.y(0)}", class_="pace")
    line = tag("path", d=f"M{x} {TOP - 6}V{axes.y(0)}", class_="due")
    anchor = "end" if x > WIDTH - 120 else "middle"
    words = tag("text", f"due {timeline.due}", x=x, y=TOP - 10, class_="day", text_anchor=anchor)
    return joined(pace, line, words)


def _days(axes: _Axes) -> list[Markup]:
    """The days of the beginning and the end, and some between."""
    length = axes.last - axes.first
    count = 1 if length < 86_400 else 4
    found = []
    for n in range(count + 1) if length else (0,):
        moment = axes.first + length * n / count
        day = datetime.fromtimestamp(moment, UTC).date()
        anchor = "start" if n == 0 else "end" if n == count else "middle"
        found.append(
            tag("text", day.isoformat(), x=axes.x(moment), y=TOP + HEIGHT + 16, class_="day", text_anchor=anchor)
        )
    return found


def _lane(axes: _Axes, course: Course, n: int, timeline: Timeline, moments: Sequence[float]) -> Markup:
    """One criterion: a bar for every stretch in which it came out the same."""
    y = TOP + HEIGHT + BELOW + n * LANE
    name = tag("text", cut(visible(course.key[1]), _NAME), x=LEFT - 8, y=y + 11, class_="name")
    bars = [
        _bar(axes, span, y, course.outcomes[span.at], timeline.points[span.at])
        for span in _stretches(course.outcomes, moments)
        if course.outcomes[span.at] in _CLASS
    ]
    title = tag("title", visible(course.heading.title or course.key[1]))
    return tag("g", title, tag("path", d=f"M{LEFT} {y + 7}H{WIDTH - RIGHT}", class_="lane"), name, bars)


def _bar(axes: _Axes, span: _Span, y: float, outcome: Outcome | None, begin: Point) -> Markup:
    if outcome is None:
        return NOTHING
    x = axes.x(span.begin)
    said = f"{OUTCOME_WORDS[outcome]} from {begin.made.day}, {begin.made.short} by {visible(begin.made.author)}"
    thick = 10 if outcome is Outcome.FAIL else 6
    return tag(
        "rect",
        tag("title", said),
        x=x,
        y=y + 7 - thick / 2,
        width=round(max(axes.x(span.end) - x, 1.5), 1),
        height=thick,
        class_=_CLASS[outcome],
        **({"fill": "url(#hatch)"} if outcome is Outcome.UNKNOWN else {}),
    )


def _more(number: int, lanes: int) -> Markup:
    if number <= 0:
        return NOTHING
    y = TOP + HEIGHT + BELOW + lanes * LANE + 11
    words = f"{counted(number, 'more criterion', 'more criteria')}; the JSON has all"
    return tag("text", words, x=LEFT, y=y, class_="words")


def _hatching() -> Markup:
    """What stands for what nobody knows."""
    line = tag("path", d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5", class_="hatching")
    pattern = tag("pattern", line, id="hatch", width=6, height=6, patternUnits="userSpaceOnUse")
    return tag("defs", pattern)
