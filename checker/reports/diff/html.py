"""A comparison as a page: one file, without scripts, that asks for nothing over the network."""

from __future__ import annotations

from collections.abc import Sequence

from checker.messages.comparison import Change, Comparison, Difference
from checker.messages.findings import Finding, sentence
from checker.model.observation import Outcome
from checker.model.report import RenderOptions, Report
from checker.reports.diff.words import TITLES, headline, named, outcomes, same, softenings, verdict
from checker.reports.html import page_head, style_sheet
from checker.reports.html.markup import NOTHING, Content, Markup, document, prose, tag
from checker.reports.html.shown import day, place
from checker.reports.html.signs import badge, icon

_PARTS = {"changed": "What changed", "criteria": "Every criterion that changed", "compared": "What was compared"}
MOST_SHOWN = 100
"""Findings of one criterion that are shown unless everything is asked for."""


def render(comparison: Comparison, options: RenderOptions) -> str:
    """The whole page. The same reports give the same bytes."""
    parts = [_banner(comparison), _criteria(comparison, verbose=options.verbose), _reports(comparison)]
    skip = tag("a", "Skip to what changed", class_="skip", href="#changed")
    body = tag("body", skip, tag("header", _masthead(comparison)), tag("main", parts))
    head = page_head(f"What changed: {_title(comparison.after)}", style_sheet(), comparison.after.tool_version)
    return document(head, body, style_sheet())


def _title(report: Report) -> str:
    return ", ".join(policy.title or policy.id for policy in report.policies)


def _masthead(comparison: Comparison) -> list[Content]:
    before, after = comparison.before.judged, comparison.after.judged
    when = [tag("time", day(one.as_of), datetime=one.as_of) for one in (before, after)]
    said = [tag("span", comparison.after.place), tag("span", "from ", when[0], " to ", when[1])]
    links = [tag("li", tag("a", words, href=f"#{anchor}")) for anchor, words in _PARTS.items()]
    return [
        tag("p", said, class_="eyebrow"),
        tag("h1", prose(_title(comparison.after))),
        tag("nav", tag("ul", links), aria_label="On this page"),
    ]


def _banner(comparison: Comparison) -> Markup:
    outcome = Outcome.FAIL if comparison.is_worse else Outcome.PASS
    answer = tag("p", icon(outcome), tag("strong", "Worse" if comparison.is_worse else "Not worse"), class_="answer")
    return tag(
        "section",
        tag("h2", "What changed?", id="changed"),
        answer,
        tag("p", f"{_capital(headline(comparison))}.", class_="headline"),
        class_=f"banner {outcome.value}",
        aria_labelledby="changed",
    )


def _criteria(comparison: Comparison, *, verbose: bool) -> Markup:
    parts: list[Markup] = []
    for change, title in TITLES.items():
        found = comparison.of(change)
        if found:
            parts.append(tag("h3", f"{title} ", tag("span", str(len(found)), class_="quiet")))
        parts += [_criterion(comparison, one, verbose=verbose) for one in found]
    if same(comparison):
        parts.append(tag("p", f"{_capital(same(comparison))}.", class_="lead"))
    return tag("section", tag("h2", _PARTS["criteria"], id="criteria"), parts, aria_labelledby="criteria")


def _criterion(comparison: Comparison, one: Difference, *, verbose: bool) -> Markup:
    about, outcome = one.result.criterion, one.result.outcome
    head = tag("div", tag("h4", prose(about.title)), badge(outcome), class_="head")
    facts = [tag("span", tag("code", about.id)), tag("span", outcomes(one))]
    facts += [tag("span", about.owner)] if about.owner else []
    note = one.after.note if one.after is not None and one.change is Change.EXCUSED else ""
    return tag(
        "article",
        head,
        tag("p", facts, class_="about"),
        tag("p", prose(note), class_="note") if note else NOTHING,
        _findings("New", one.came, comparison.after, Outcome.FAIL, verbose=verbose),
        _findings("Mended", one.went, comparison.before, Outcome.PASS, verbose=verbose)
        if verbose or one.change is Change.OPEN
        else NOTHING,
        class_=f"criterion {outcome.value}",
    )


def _findings(word: str, found: Sequence[Finding], report: Report, outcome: Outcome, *, verbose: bool) -> Markup:
    """report: the one that has them, to whose commit their places are linked."""
    if not found:
        return NOTHING
    shown = found if verbose else found[:MOST_SHOWN]
    items = [_finding(word, one, report, outcome) for one in shown]
    if len(shown) < len(found):
        items.append(tag("li", f"{len(found) - len(shown)} more like these; the JSON has them all", class_="more"))
    return tag("ul", items, class_="seen")


def _finding(word: str, one: Finding, report: Report, outcome: Outcome) -> Markup:
    words = tag("span", f"{word}: ", class_="quiet")
    where = tag("span", place(report, one.seen.location), class_="meta")
    return tag("li", icon(outcome), words, prose(sentence(one)), where)


def _reports(comparison: Comparison) -> Markup:
    """The two reports, and what is not the same in how they were asked for."""
    facts: list[tuple[str, Content]] = [
        ("Before", [prose(verdict(comparison.before)), tag("br"), named(comparison.before)]),
        ("After", [prose(verdict(comparison.after)), tag("br"), named(comparison.after)]),
        *(("Policy", [tag("code", id_), " is not the same in both"]) for id_ in comparison.other_policies),
        *(("Softer", f"{id_}: {one}" if id_ else str(one)) for id_, one in softenings(comparison)),
    ]
    rows = [tag("div", tag("dt", name), tag("dd", value)) for name, value in facts]
    heading = tag("h2", _PARTS["compared"], id="compared")
    return tag("section", heading, tag("dl", rows, class_="facts"), aria_labelledby="compared")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
