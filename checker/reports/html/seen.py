"""What was seen, one thing after the other, as the evidence shows it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.observation import Observation
from checker.model.report import Report
from checker.reports.html.markup import NOTHING, Content, Markup, prose, tag
from checker.reports.html.shown import place
from checker.reports.html.signs import OUTCOME_BY_OK, told_icon

MOST_SHOWN = 100
"""Observations of one kind for one criterion; the rest is counted, and the JSON report has all of it."""


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
