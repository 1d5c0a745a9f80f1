"""Where we stand: a picture, one tile for each criterion, by section of the agreement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.reports.html.markup import Markup, prose, tag
from checker.reports.html.shown import Shown, sections, tallied
from checker.reports.html.signs import told_icon


def state(all_: Sequence[Shown]) -> Markup:
    """The criteria by where they come from."""
    rows = [_section(name, theirs) for name, theirs in sections(all_).items()]
    return tag(
        "section", tag("h2", "Where we stand", id="state"), tag("dl", rows, class_="picture"), aria_labelledby="state"
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
