"""Who has to do what: one line for each action, with its owner and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.messages.actions import Action, actions, by_owner
from checker.messages.findings import is_address
from checker.messages.summary import counted
from checker.model.location import Location
from checker.model.report import Report, Result, Severity
from checker.reports.html.markup import NOTHING, Content, Markup, joined, prose, tag
from checker.reports.html.shown import Shown, place
from checker.reports.html.signs import told_icon
from checker.reports.html.tables import Table, section_of

MOST_ACTIONS = 20
"""Lines of the table; what is more is counted, and stands under the evidence."""
_PLACES = 2


def todo(report: Report, all_: Sequence[Shown]) -> Markup:
    """A table of what is to be done, by owner, who has most to do first."""
    every = by_owner(actions(report))
    anchors = {id(one.result): one.anchor for one in all_}
    rows = [_row(report, name, one, anchors) for name, theirs in every.items() for one in theirs]
    told = [f"{name or 'nobody named yet'} {len(theirs)}" for name, theirs in every.items()]
    said: Content = f"{counted(len(rows), 'action')}: {'; '.join(told)}"
    if len(rows) > MOST_ACTIONS:
        said = f"{said}. The first {MOST_ACTIONS} are here, all of them under Evidence"
    heads = ("Who", "What", "Where")
    return section_of(
        Table("todo", "Who has to do what", said, heads, rows[:MOST_ACTIONS], "Nobody: no point is open.")
    )


def _row(report: Report, name: str, one: Action, anchors: Mapping[int, str]) -> Sequence[Content]:
    return tag("b", name or "Nobody yet"), list(_what(one, anchors)), list(_where(report, one, anchors))


def _what(one: Action, anchors: Mapping[int, str]) -> Iterator[Content]:
    yield told_icon(one.outcome)
    yield tag("a", prose(one.title), href=f"#{_anchor(one.results[0], anchors)}")
    aside = [one.severity.value] if one.severity is not Severity.ERROR else []
    if len(one.results) > 1:
        aside.append(f"blocks {len(one.results)} criteria")
    yield tag("span", joined(" ", prose("; ".join([one.remedy, *aside] if one.remedy else aside))), class_="quiet")


def _where(report: Report, one: Action, anchors: Mapping[int, str]) -> Iterator[Content]:
    own = [each for each in one.places if each.path not in report.shipped]
    places = _once_of_each_file(own or one.places)
    for n, each in enumerate(places[:_PLACES]):
        yield ", " if n else NOTHING
        is_there = is_address(each.path) or each.line is not None or bool(report.lines.get(each.path))
        yield place(report, each, is_there=is_there, is_short=True)
    if len(places) > _PLACES:
        yield " "
        words = f"and {len(places) - _PLACES} more"
        yield tag("a", words, class_="quiet", href=f"#{_anchor(one.results[0], anchors)}")


def _once_of_each_file(places: Sequence[Location]) -> Sequence[Location]:
    """Each line once, the first in each file before the others, so that few places tell most."""
    lines = list({(one.path, one.line): one for one in reversed(places)}.values())[::-1]
    first = {one.path: one for one in reversed(lines)}
    ahead = [one for one in lines if first[one.path] is one]
    return [*ahead, *(one for one in lines if first[one.path] is not one)]


def _anchor(result: Result, anchors: Mapping[int, str]) -> str:
    return anchors.get(id(result), "evidence")
