"""Who has to do what: the open points by owner, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.messages.summary import counted
from checker.model.observation import Observation
from checker.model.report import Report
from checker.reports.html.markup import NOTHING, Content, Markup, prose, tag
from checker.reports.html.shown import OPEN, Shown, place
from checker.reports.html.signs import OUTCOME_BY_OK, told_icon

MOST_SHOWN = 100
"""Observations of one kind for one criterion; the rest is counted, and the JSON report has all of it."""


def todo(report: Report, all_: Sequence[Shown]) -> Markup:
    """One part for each owner, the one with most to do first."""
    owners = sorted(_by_owner(all_).items(), key=lambda one: -_number(one[1]))
    inner = [_owner(report, name, theirs) for name, theirs in owners]
    nothing = tag("p", "Nobody: no point is open.", class_="nothing")
    return tag("section", tag("h2", "Who has to do what", id="todo"), inner or nothing, aria_labelledby="todo")


def observed(report: Report, seen: Observation, fix: str, source: Content = NOTHING) -> Markup:
    """What was seen, where, what was expected instead and what to do.

    fix: of the criterion, not to be repeated. source: the line of the document, where it is shown.
    """
    message = tag("p", prose(seen.message))
    meta = tag("p", list(_aside(report, seen, fix)), class_="meta")
    return tag("li", told_icon(OUTCOME_BY_OK[seen.ok]), tag("div", message, meta, source))


def remainder(number: int) -> Content:
    """What is not shown."""
    return (
        tag("li", f"{number} more like these; the JSON report has them all", class_="more") if number > 0 else NOTHING
    )


def _by_owner(all_: Sequence[Shown]) -> Mapping[str, Sequence[Shown]]:
    found: dict[str, list[Shown]] = {}
    for one in all_:
        if one.outcome in OPEN:
            found.setdefault(one.result.criterion.owner, []).append(one)
    return found


def _number(theirs: Sequence[Shown]) -> int:
    return sum(max(len(one.open_points), 1) for one in theirs)


def _owner(report: Report, name: str, theirs: Sequence[Shown]) -> Markup:
    said = f"{counted(_number(theirs), 'open point')} in {counted(len(theirs), 'criterion', 'criteria')}"
    title = tag("h3", name or "Nobody named yet", " ", tag("span", said, class_="quiet"))
    return tag("div", title, tag("ol", [_task(report, one) for one in theirs], class_="tasks"), class_="owner")


def _task(report: Report, one: Shown) -> Markup:
    criterion = one.result.criterion
    link = tag("a", prose(criterion.title), href=f"#{one.anchor}")
    fix = tag("p", tag("b", "To do: "), prose(criterion.fix), class_="fix") if criterion.fix else NOTHING
    seen = [observed(report, each, criterion.fix) for each in one.open_points[:MOST_SHOWN]]
    points = tag("ul", seen, remainder(len(one.open_points) - MOST_SHOWN), class_="seen") if seen else NOTHING
    return tag("li", tag("h4", told_icon(one.outcome), tag("span", link)), fix, points)


def _aside(report: Report, seen: Observation, fix: str) -> Iterator[Markup]:
    there = seen.ok is True or seen.location.line is not None or bool(report.lines.get(seen.location.path))
    yield place(report, seen.location, is_there=there)
    expected, found = (None, None) if seen.ok else seen.unsaid
    if expected:
        yield tag("span", tag("em", "expected "), prose(expected))
    if found:
        yield tag("span", tag("em", "found "), prose(found))
    if seen.hint and seen.hint != fix:
        yield tag("span", tag("em", "hint "), prose(seen.hint))
    for one in seen.related:
        yield tag("span", tag("em", "see "), place(report, one))
