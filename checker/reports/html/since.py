"""What is different since an earlier report, and how it went from report to report: a picture of what was open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from checker.classes import dataclass
from checker.messages.comparison import Change, Comparison, compare
from checker.messages.summary import counted, counts
from checker.messages.verdicts import due_day
from checker.model.observation import Outcome
from checker.model.report import Report
from checker.reports.html.markup import NOTHING, Content, Markup, joined, prose, tag
from checker.reports.html.shown import Shown, day
from checker.reports.html.signs import told_icon

_TOLD: Mapping[Change, tuple[str, Outcome]] = {
    Change.BROKEN: ("broke", Outcome.FAIL),
    Change.NEW: ("new, and not met", Outcome.FAIL),
    Change.GONE: ("no longer asked for", Outcome.NOT_APPLICABLE),
    Change.EXCUSED: ("need not hold any more", Outcome.WAIVED),
    Change.MET: ("met since", Outcome.PASS),
}
MOST_TOLD = 12
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 640, 170, 34, 28, 24


def since(report: Report, all_: Sequence[Shown], earlier: Sequence[Report]) -> Markup:
    """What changed since the last of the earlier reports, and the picture of all of them; nothing without one."""
    if not earlier:
        return NOTHING
    last = max(earlier, key=lambda one: one.judged.as_of)
    comparison = compare(last, report)
    anchors = {(one.result.policy, one.result.criterion.id): one.anchor for one in all_}
    told = [
        _line(one.result.criterion.title, anchors.get((one.result.policy, one.result.criterion.id)), change)
        for change in _TOLD
        for one in comparison.of(change)
    ]
    more = tag("li", f"{len(told) - MOST_TOLD} more", class_="more") if len(told) > MOST_TOLD else NOTHING
    title = f"Since {day(last.judged.as_of)}"
    return tag(
        "section",
        tag("h2", title, id="since"),
        tag("p", f"{_before_and_now(last, report)}{_unchanged(comparison)}", class_="lead"),
        tag("ul", told[:MOST_TOLD], more, class_="missing") if told else NOTHING,
        _picture([*sorted(earlier, key=lambda one: one.judged.as_of), report]),
        aria_labelledby="since",
    )


def _line(title: str, anchor: str | None, change: Change) -> Markup:
    words, outcome = _TOLD[change]
    name: Content = tag("a", prose(title), href=f"#{anchor}") if anchor else prose(title)
    return tag("li", told_icon(outcome), tag("span", name, " ", tag("span", words, class_="quiet")))


def _before_and_now(before: Report, now: Report) -> str:
    was, has = _open_of(before), _open_of(now)
    return f"{was} of {counted(len(before.asked), 'criterion', 'criteria')} stood open then, {has} do now"


def _unchanged(comparison: Comparison) -> str:
    still = comparison.of(Change.OPEN)
    fewer = sum(bool(one.went) and not one.came for one in still)
    less = f", {fewer} of them with less to do" if fewer else ""
    return f"; {len(still)} are still open{less}." if still else "."


def _open_of(report: Report) -> int:
    number = counts(report)
    return number[Outcome.FAIL] + number[Outcome.UNKNOWN]


@dataclass(frozen=True, slots=True)
class _Axes:
    """Where a day and a number of open criteria are in the picture."""

    first: date
    days: int
    most: int

    def x(self, when: date) -> int:
        return _LEFT + (when - self.first).days * (_WIDTH - 2 * _LEFT) // max(self.days, 1)

    def y(self, number: int) -> int:
        return _HEIGHT - _BOTTOM - number * (_HEIGHT - _TOP - _BOTTOM) // max(self.most, 1)


def _picture(reports: Sequence[Report]) -> Markup:
    """How many criteria stood open on which day, with the day by which none may; nothing of one day alone."""
    points = list({date.fromisoformat(one.judged.as_of): _open_of(one) for one in reports}.items())
    if len(points) == 1:
        return NOTHING
    due = due_day(reports[-1])
    days = [when for when, _ in points] + ([due] if due is not None else [])
    axes = _Axes(min(days), (max(days) - min(days)).days, max(number for _, number in points))
    line = " ".join(f"{'L' if n else 'M'}{axes.x(when)} {axes.y(number)}" for n, (when, number) in enumerate(points))
    told = ", ".join(f"{number} on {day(when.isoformat())}" for when, number in points)
    label = f"Criteria that stood open: {told}" + (f"; due {day(due.isoformat())}" if due is not None else "")
    return tag(
        "figure",
        tag(
            "svg",
            tag("path", d=f"M{_LEFT} {axes.y(0)}H{_WIDTH - _LEFT}", class_="axis"),
            _due(axes, due),
            tag("path", d=line, class_="line"),
            [_point(axes, when, number) for when, number in points],
            viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
            role="img",
            aria_label=label,
            class_="progress",
        ),
        tag("figcaption", f"{label}.", class_="quiet"),
    )


def _point(axes: _Axes, when: date, number: int) -> Markup:
    x, y = axes.x(when), axes.y(number)
    return joined(
        tag("circle", cx=x, cy=y, r=4, class_="point"),
        tag("text", str(number), x=x, y=y - 8, class_="value"),
        tag("text", f"{when.day}.{when.month}.", x=x, y=_HEIGHT - 6, class_="day"),
    )


def _due(axes: _Axes, due: date | None) -> Markup:
    if due is None:
        return NOTHING
    return joined(
        tag("path", d=f"M{axes.x(due)} {_TOP}V{axes.y(0)}", class_="due"),
        tag("text", "due", x=axes.x(due), y=_TOP - 8, class_="day"),
    )
