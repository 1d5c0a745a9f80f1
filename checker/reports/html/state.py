"""Where we stand: a picture, one tile for each criterion, by section of the agreement and by moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.model.report import Report, Stage
from checker.reports.html.banner import cells
from checker.reports.html.markup import NOTHING, Markup, prose, tag
from checker.reports.html.shown import Shown, sections, tallied
from checker.reports.html.signs import told_icon

_WORDS = {Stage.COMMIT: "at every commit", Stage.MERGE: "before a merge", Stage.CLOSURE: "at closure"}


def state(report: Report, all_: Sequence[Shown]) -> Markup:
    """The same criteria twice: where they come from, and when they are due."""
    rows = [_section(name, theirs) for name, theirs in sections(all_).items()]
    return tag(
        "section",
        tag("h2", "Where we stand", id="state"),
        tag("h3", "By section of the agreement"),
        tag("dl", rows, class_="picture"),
        tag("h3", "By the moment at which it is due"),
        tag("dl", [_moment(report, stage, all_) for stage in Stage], class_="picture"),
        aria_labelledby="state",
    )


def _section(name: str, theirs: Iterable[Shown]) -> Markup:
    kept = tuple(theirs)
    tiles = tag("span", [_tile(one) for one in kept], class_="tiles")
    told = tag("span", tallied(kept), class_="quiet")
    return tag("div", tag("dt", prose(name)), tag("dd", told, tiles))


def _tile(one: Shown) -> Markup:
    title = one.result.criterion.title
    words = tag("span", title, class_="unseen")
    return tag(
        "a", told_icon(one.outcome), words, class_=f"tile {one.outcome.value}", href=f"#{one.anchor}", title=title
    )


def _moment(report: Report, stage: Stage, all_: Sequence[Shown]) -> Markup:
    theirs = [one for one in all_ if one.result.criterion.stage is stage]
    if not theirs:
        return NOTHING
    told = tag("span", tallied(theirs), class_="quiet")
    later = "" if stage.due_at(report.stage) else ", not judged now"
    return tag("div", tag("dt", f"{_WORDS[stage]}{later}"), tag("dd", told, cells(theirs)))
