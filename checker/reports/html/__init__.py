"""The page for the sign-off meeting: one file, without scripts, that asks for nothing over the network.

Its Content-Security-Policy allows its own style sheet, by its digest, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from checker.model.report import RenderOptions, Report
from checker.reports.html.banner import ANSWERS, banner
from checker.reports.html.colophon import colophon, tree
from checker.reports.html.criteria import criteria
from checker.reports.html.markup import Content, Markup, document, prose, tag
from checker.reports.html.shown import day, shown
from checker.reports.html.since import since
from checker.reports.html.state import state
from checker.reports.html.tables import artifacts, signings
from checker.reports.html.todo import todo

_PARTS = {
    "verdict": "Verdict",
    "todo": "Who has to do what",
    "signatures": "Signatures",
    "since": "Since the last report",
    "state": "Where we stand",
    "judged": "What was judged",
    "evidence": "Evidence",
    "artifacts": "Artifacts",
}


def render(report: Report, options: RenderOptions) -> str:
    """The whole page. The same report gives the same bytes."""
    return document(_head(report), tag("body", _skip(), _body(report, options.earlier)), style_sheet())


@cache
def style_sheet() -> str:
    return files("checker.reports.html").joinpath("style.css").read_text(encoding="utf-8")


def security_policy(style: str) -> str:
    """The Content-Security-Policy of a page with this style sheet."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _head(report: Report) -> list[Content]:
    title = f"{ANSWERS[report.verdict]}: {_title(report)}"
    return [
        tag("meta", charset="utf-8"),
        "\n",
        tag("meta", http_equiv="Content-Security-Policy", content=security_policy(style_sheet())),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content=f"closure-check {report.tool_version}"),
        tag("title", title),
    ]


def _title(report: Report) -> str:
    return ", ".join(policy.title or policy.id for policy in report.policies)


def _skip() -> Markup:
    return tag("a", "Skip to the verdict", class_="skip", href="#verdict")


def _body(report: Report, earlier: Sequence[Report]) -> list[Markup]:
    all_ = shown(report)
    parts = [
        banner(report, all_),
        todo(report, all_),
        signings(report),
        since(report, all_, earlier),
        state(all_),
        colophon(report),
        # What follows is for those who doubt, and is printed as far as somebody unfolds it.
        criteria(report, all_),
        artifacts(report),
    ]
    return [tag("header", _masthead(report, is_compared=bool(earlier))), tag("main", parts)]


def _masthead(report: Report, *, is_compared: bool) -> list[Content]:
    judged = report.judged
    when = tag("time", day(judged.as_of), datetime=judged.as_of)
    there = {name: words for name, words in _PARTS.items() if name != "since" or is_compared}
    links = [tag("li", tag("a", words, href=f"#{anchor}")) for anchor, words in there.items()]
    return [
        tag("p", tag("span", report.place), tag("span", tree(report)), tag("span", "as of ", when), class_="eyebrow"),
        tag("h1", prose(_title(report))),
        tag("nav", tag("ul", links), aria_label="On this page"),
    ]
