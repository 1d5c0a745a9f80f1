"""Where the rules come from, and what the judged tree makes of them."""

from __future__ import annotations

from checker.messages.rules import altered, change, ignored, narrowed, own_verdict, revision
from checker.model.report import Report
from checker.model.rules import RulesInfo
from checker.reports.html.markup import NOTHING, Content, Markup, joined, prose, tag


def altered_rules(report: Report) -> Markup:
    """What whoever signs has to know of the rules before the answer is believed; nothing where there is nothing."""
    info = report.rules
    if info is None or not (info.altered or info.own or info.disregarded or info.narrowed):
        return NOTHING
    said = [tag("p", prose(words), class_="lead") for words in _said(info)]
    title = "What the change makes of its rules" if info.altered else "By whose rules"
    files = [tag("li", tag("code", one.path), " ", tag("span", change(one), class_="quiet")) for one in info.altered]
    return joined(
        tag("h3", title),
        *said,
        tag("ul", files, class_="facts") if files else NOTHING,
    )


def rules_facts(report: Report) -> Content:
    """The revision, the digest of all, and every file with its own."""
    info = report.rules
    if info is None:
        return NOTHING
    whose = {"judged": "those of what is judged", "caller": "files that the caller names"}
    said = whose.get(info.origin) or prose(f"of {revision(info)}; {altered(info)}")
    files = [
        [tag("br"), tag("code", one.path), " ", tag("span", one.digest or "not there", class_="quiet")]
        for one in info.files
    ]
    return [said, tag("br"), tag("code", info.digest), files]


def _said(info: RulesInfo) -> list[str]:
    found = [f"It is judged by the rules of {revision(info)}; {altered(info)}."] if info.at else []
    if info.own is not None:
        found.append(f"{_capital(own_verdict(info.own))}.")
    if info.narrowed:
        found.append(f"{_capital(narrowed(info))}.")
    if info.disregarded:
        found.append(f"{_capital(ignored(info.disregarded))}.")
    return found


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
