"""The page for the sign-off meeting: one file, without scripts, that asks for nothing over the network.

Its Content-Security-Policy allows its own style sheet, by its digest, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from checker.model.report import RenderOptions, Report
from checker.reports.html.banner import ANSWERS, banner
from checker.reports.html.colophon import colophon, tree
from checker.reports.html.criteria import criteria
from checker.reports.html.markup import NOTHING, Content, Markup, document, prose, tag
from checker.reports.html.shown import day, shown
from checker.reports.html.since import since
from checker.reports.html.state import state
from checker.reports.html.tables import artifacts, signings
from checker.reports.html.todo import todo

if TYPE_CHECKING:
    from checker.model.timeline import Timeline


_PARTS = {
    "verdict": "Verdict",
    "todo": "Who has to do what",
    "signatures": "Signatures",
    "since": "Since the last report",
    "way": "How it went",
    "state": "Where we stand",
    "judged": "What was judged",
    "evidence": "Evidence",
    "artifacts": "Artifacts",
}


def render(report: Report, options: RenderOptions) -> str:
    """The whole page. The same report gives the same bytes."""
    style = style_sheet() if options.timeline is None else style_with_picture()
    head = page_head(f"{ANSWERS[report.verdict]}: {_title(report)}", style, report.tool_version)
    return document(head, tag("body", _skip(), _body(report, options)), style)


@cache
def style_sheet() -> str:
    return files("checker.reports.html").joinpath("style.css").read_text(encoding="utf-8")


@cache
def style_with_picture() -> str:
    """The style sheet of a page on which there is the picture of how it went."""
    return style_sheet() + files("checker.reports.timeline").joinpath("timeline.css").read_text(encoding="utf-8")


def security_policy(style: str) -> str:
    """The Content-Security-Policy of a page with this style sheet."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def page_head(title: str, style: str, version: str) -> list[Content]:
    """What stands in the head of every page. style: the style sheet of the page. version: of the tool."""
    return [
        tag("meta", charset="utf-8"),
        "\n",
        tag("meta", http_equiv="Content-Security-Policy", content=security_policy(style)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content=f"closure-check {version}"),
        tag("title", title),
    ]


def _title(report: Report) -> str:
    return ", ".join(policy.title or policy.id for policy in report.policies)


def _skip() -> Markup:
    return tag("a", "Skip to the verdict", class_="skip", href="#verdict")


def _body(report: Report, options: RenderOptions) -> list[Markup]:
    all_ = shown(report)
    parts = [
        banner(report, all_),
        todo(report, all_),
        signings(report),
        since(report, all_, options.earlier),
        _way(options.timeline),
        state(all_),
        colophon(report),
        # What follows is for those who doubt, and is printed as far as somebody unfolds it.
        criteria(report, all_),
        artifacts(report),
    ]
    missing = [name for name, is_there in (("since", options.earlier), ("way", options.timeline)) if not is_there]
    return [tag("header", _masthead(report, missing)), tag("main", parts)]


def _way(timeline: Timeline | None) -> Markup:
    """How it went until then; nothing where nobody asked for it."""
    if timeline is None:
        return NOTHING
    from checker.messages.timeline import span
    from checker.reports.timeline.picture import picture

    return tag(
        "section",
        tag("h2", _PARTS["way"], id="way"),
        tag("p", f"{span(timeline)}, by {timeline.rules}.", class_="lead"),
        tag("figure", picture(timeline)),
        aria_labelledby="way",
    )


def _masthead(report: Report, missing: Sequence[str]) -> list[Content]:
    judged = report.judged
    when = tag("time", day(judged.as_of), datetime=judged.as_of)
    there = {name: words for name, words in _PARTS.items() if name not in missing}
    links = [tag("li", tag("a", words, href=f"#{anchor}")) for anchor, words in there.items()]
    return [
        tag("p", tag("span", report.place), tag("span", tree(report)), tag("span", "as of ", when), class_="eyebrow"),
        tag("h1", prose(_title(report))),
        tag("nav", tag("ul", links), aria_label="On this page"),
    ]
