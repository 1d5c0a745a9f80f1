"""Each criterion: what came out, why it exists, what was looked at, and what it comes from in the agreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from checker.messages.summary import counted, looked_at
from checker.model.observation import Observation
from checker.model.packed import every_met, number_met
from checker.model.report import Report
from checker.reports.html.markup import NOTHING, Content, Markup, joined, prose, tag
from checker.reports.html.seen import MOST_SHOWN, observed, remainder
from checker.reports.html.shown import Shown, sections, tallied
from checker.reports.html.signs import badge

_BEFORE, _AFTER = 60, 120
"""Characters of a source line that are shown on either side of the place that is meant."""


def criteria(report: Report, all_: Sequence[Shown]) -> Markup:
    """All of them, in the sections of the agreement, each folded: a meeting unfolds what somebody doubts."""
    parts = [_section(report, name, theirs) for name, theirs in sections(all_).items()]
    said = f"{counted(len(all_), 'criterion', 'criteria')}, {looked_at(report)}."
    lead = tag("p", f"{said} A line unfolds; what is unfolded is printed.", class_="lead")
    title = tag("h2", "Evidence", id="evidence")
    return tag("section", title, lead, parts, aria_labelledby="evidence", class_="evidence")


def _section(report: Report, name: str, theirs: Sequence[Shown]) -> Markup:
    title = tag("h3", prose(name), " ", tag("span", tallied(theirs), class_="quiet"))
    return joined(title, [_criterion(report, one) for one in theirs])


def _criterion(report: Report, one: Shown) -> Markup:
    result, about = one.result, one.result.criterion
    title = tag("h4", prose(about.title), id=f"{one.anchor}.title")
    note = tag("p", prose(result.note), class_="note") if result.note else NOTHING
    inner = tag(
        "article",
        tag("p", list(_about(one)), class_="about"),
        note,
        tag("p", tag("em", "Why: "), prose(about.why), class_="why") if about.why else NOTHING,
        list(_evidence(report, one)),
        id=one.anchor,
        aria_labelledby=f"{one.anchor}.title",
    )
    head = tag("summary", badge(one.outcome), title)
    return tag("details", head, inner, class_=f"criterion {one.outcome.value}")


def _about(one: Shown) -> Iterator[Content]:
    about = one.result.criterion
    yield tag("code", about.id)
    for label, text in (("owner", about.owner), ("due", about.stage.value), ("weighs", about.severity.value)):
        yield tag("span", tag("em", f"{label} "), text or "nobody")
    if about.source:
        yield tag("span", tag("em", "from "), prose(about.source))


def _evidence(report: Report, one: Shown) -> Iterator[Content]:
    bad, good = one.open_points, number_met(one.result.observations)
    fix = one.result.criterion.fix
    shown = [observed(report, each, fix, _source(report, each)) for each in bad[:MOST_SHOWN]]
    if shown:
        yield tag("ul", shown, remainder(len(bad) - MOST_SHOWN), class_="seen")
    if good:
        yield _passes(report, one.result.observations, good)
    if not bad and not good and not one.result.note:
        yield tag("p", "Nothing was looked at.", class_="note")


def _passes(report: Report, every: Sequence[Observation], good: int) -> Markup:
    of = counted(len(every), "observation")
    told = of if good == len(every) else f"{good} of {of}"
    seen = [observed(report, each, "") for each in islice(every_met(every), MOST_SHOWN)]
    inner = tag("ul", seen, remainder(good - MOST_SHOWN), class_="seen")
    return tag("details", tag("summary", f"{told} in favour"), inner)


def _source(report: Report, seen: Observation) -> Content:
    """The line of the document, with what is meant in it marked."""
    lines, line = report.lines.get(seen.location.path, ()), seen.location.line
    if line is None or not 0 < line <= len(lines) or not lines[line - 1].strip():
        return NOTHING
    written = lines[line - 1]
    at = min((seen.location.column or 1) - 1, len(written))
    found = (seen.found or "").strip("`")
    end = at + len(found) if found and written.startswith(found, at) else at
    before = ("…" if at > _BEFORE else "") + written[max(0, at - _BEFORE) : at].lstrip(" " if at <= _BEFORE else "")
    after = written[end : end + _AFTER] + ("…" if len(written) > end + _AFTER else "")
    number = tag("span", str(line), class_="number")
    return tag(
        "p", number, tag("code", before, tag("mark", written[at:end]) if end > at else NOTHING, after), class_="source"
    )
