"""How it went, as a page: one file, without scripts, that asks for nothing over the network."""

from __future__ import annotations

from checker.messages.summary import OUTCOME_WORDS, counted
from checker.messages.timeline import (
    CAUSE_WORDS,
    age,
    days_between,
    due_words,
    headline,
    is_told,
    span,
    turned,
    verdict_word,
)
from checker.model.observation import Outcome
from checker.model.report import RenderOptions, Verdict
from checker.model.timeline import Course, Made, OpenPoint, Timeline, Turn
from checker.reports.html import page_head, style_with_picture
from checker.reports.html.markup import NOTHING, Content, Markup, document, prose, tag
from checker.reports.html.shown import day
from checker.reports.html.signs import OUTCOME_BY_VERDICT, badge, icon, told_icon
from checker.reports.timeline.picture import picture

_PARTS = {
    "state": "Where it stands",
    "way": "How it went",
    "criteria": "Where each criterion stands",
    "open": "What is open",
    "turns": "When it turned",
}
MOST_SHOWN = 200
"""Lines of a list that are shown; the JSON has all of them."""


def render(timeline: Timeline, options: RenderOptions) -> str:  # noqa: ARG001 - every renderer is called alike
    """The whole page. The same timeline gives the same bytes."""
    parts = [_banner(timeline), _way(timeline), _criteria(timeline), _open(timeline), _turns(timeline)]
    skip = tag("a", "Skip to where it stands", class_="skip", href="#state")
    body = tag("body", skip, tag("header", _masthead(timeline)), tag("main", parts))
    style = style_with_picture()
    return document(page_head(f"How it went: {timeline.title}", style, timeline.tool_version), body, style)


def _masthead(timeline: Timeline) -> list[Content]:
    first, last = (tag("time", day(one), datetime=one) for one in _ends(timeline))
    said = [tag("span", timeline.over), tag("span", "from ", first, " to ", last)]
    links = [tag("li", tag("a", words, href=f"#{anchor}")) for anchor, words in _PARTS.items()]
    return [
        tag("p", said, class_="eyebrow"),
        tag("h1", prose(timeline.title or timeline.over)),
        tag("nav", tag("ul", links), aria_label="On this page"),
    ]


def _ends(timeline: Timeline) -> tuple[str, str]:
    return timeline.points[0].made.day.isoformat(), timeline.points[-1].made.day.isoformat()


def _banner(timeline: Timeline) -> Markup:
    last = timeline.points[-1]
    outcome = OUTCOME_BY_VERDICT[last.verdict or Verdict.UNDECIDED]
    ended = f" It was ended before {counted(timeline.left, 'more point')}." if timeline.left else ""
    due = f" Due {due_words(timeline)}." if timeline.due is not None else ""
    return tag(
        "section",
        tag("h2", _PARTS["state"], id="state"),
        tag("p", icon(outcome), tag("strong", verdict_word(last).capitalize()), class_="answer"),
        tag("p", f"{headline(timeline)}.{due}{ended}", class_="headline"),
        class_=f"banner {outcome.value}",
        aria_labelledby="state",
    )


def _way(timeline: Timeline) -> Markup:
    return tag(
        "section",
        tag("h2", _PARTS["way"], id="way"),
        tag("p", f"{span(timeline)}, by {timeline.rules}.", class_="lead"),
        tag("figure", picture(timeline)),
        aria_labelledby="way",
    )


def _criteria(timeline: Timeline) -> Markup:
    rows = [_criterion(one, timeline) for one in timeline.courses if one.now is not None]
    head = tag("tr", [tag("th", words, scope="col") for words in ("Criterion", "Comes out", "Since")])
    table = tag("table", tag("thead", head), tag("tbody", rows))
    return tag("section", tag("h2", _PARTS["criteria"], id="criteria"), table, aria_labelledby="criteria")


def _criterion(one: Course, timeline: Timeline) -> Markup:
    name = tag("td", prose(one.heading.title or one.key[1]), tag("br"), tag("code", one.key[1]))
    outcome = tag("td", badge(one.now) if one.now is not None else NOTHING)
    since = one.since
    if since is None:
        return tag("tr", name, outcome, tag("td", "all along"))
    days = counted(days_between(since, timeline.points[-1].made.day), "day")
    return tag("tr", name, outcome, tag("td", days, tag("br"), _commit(since), f" {since.author}"))


def _open(timeline: Timeline) -> Markup:
    found = timeline.open_points
    heading = tag("h2", _PARTS["open"], " ", tag("span", str(len(found)), class_="quiet"), id="open")
    if not found:
        return tag("section", heading, tag("p", "Nothing.", class_="nothing"), aria_labelledby="open")
    items = [_open_point(one) for one in found[:MOST_SHOWN]]
    return tag("section", heading, tag("ul", items, _rest(len(found)), class_="seen"), aria_labelledby="open")


def _open_point(one: OpenPoint) -> Markup:
    by = [" · ", _commit(one.since), f" {one.since.author}"] if one.since is not None else []
    meta = tag("p", tag("code", str(one.location)), " ", tag("code", one.key[1]), by, class_="meta")
    words = tag("p", tag("b", age(one.since, one.days)), " ", prose(one.message))
    return tag("li", told_icon(Outcome.FAIL if one.ok is False else Outcome.UNKNOWN), tag("div", words, meta))


def _turns(timeline: Timeline) -> Markup:
    found = [one for one in timeline.turns if is_told(one)][::-1]
    heading = tag("h2", _PARTS["turns"], " ", tag("span", str(len(found)), class_="quiet"), id="turns")
    if not found:
        return tag("section", heading, tag("p", "Never.", class_="nothing"), aria_labelledby="turns")
    items = [_turn(one) for one in found[:MOST_SHOWN]]
    return tag("section", heading, tag("ul", items, _rest(len(found)), class_="seen"), aria_labelledby="turns")


def _turn(one: Turn) -> Markup:
    cause = CAUSE_WORDS[one.cause]
    who = f" {one.made.author}: {one.made.subject}" if one.is_of_author else ""
    head = tag("p", tag("code", one.key[1]), f" {turned(one)}" + (f", {cause}" if cause else ""))
    place = tag("p", prose(f"{one.place} {one.message}")) if one.place is not None else NOTHING
    meta = tag("p", f"{one.made.day} ", _commit(one.made), who, class_="meta")
    outcome = one.after or Outcome.UNKNOWN
    return tag("li", told_icon(outcome), tag("div", head, place, meta), title=OUTCOME_WORDS[outcome])


def _commit(made: Made) -> Markup:
    return tag("code", made.short, title=f"{made.subject}, {made.day}")


def _rest(number: int) -> Content:
    return tag("li", f"{number - MOST_SHOWN} more; the JSON has all", class_="more") if number > MOST_SHOWN else NOTHING
