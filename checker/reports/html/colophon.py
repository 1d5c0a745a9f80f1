"""What was judged: everything that the verdict depends on, so that anybody can ask for it again."""

from __future__ import annotations

from collections.abc import Iterator

from checker.messages.summary import looked_at
from checker.model.report import Report
from checker.reports.html.markup import Content, Markup, prose, tag
from checker.reports.html.rules import rules_facts
from checker.reports.html.shown import day, outside


def colophon(report: Report) -> Markup:
    """Repository, commit, policies with their digests, the tracker's answers and their time, the tool."""
    rows = [tag("div", tag("dt", name), tag("dd", value)) for name, value in _facts(report)]
    facts = tag("details", tag("summary", "Every digest and source"), tag("dl", rows, class_="facts"))
    return tag(
        "section",
        tag("h2", "What was judged", id="judged"),
        tag("p", list(_in_short(report)), class_="short"),
        facts,
        tag("p", "The same inputs give the same page, byte for byte.", class_="lead"),
        aria_labelledby="judged",
    )


def _in_short(report: Report) -> Iterator[Content]:
    """What whoever holds the printed page needs to ask for it again."""
    yield tag("span", tree(report))
    for policy in report.policies:
        yield tag("span", "policy ", tag("code", policy.id), " ", tag("code", policy.digest))
    yield tag("span", prose(report.judged.issues) if report.judged.issues else "no tracker was asked")
    yield tag("span", f"closure-check {report.tool_version}")


def tree(report: Report) -> str:
    """What was looked at, in words: a commit, or what no commit holds."""
    judged = report.judged
    if not judged.commit:
        return {"worktree": "the work tree", "index": "the index"}.get(judged.at, judged.at)
    return f"commit {judged.commit[:12]}"


def _facts(report: Report) -> Iterator[tuple[str, Content]]:
    judged = report.judged
    yield "Repository", outside(report.place, judged.repository)
    yield "Commit", _commit(report)
    yield "Judged", [f"at the {report.stage} stage, as of ", tag("time", day(judged.as_of), datetime=judged.as_of)]
    for policy in report.policies:
        words = [tag("b", prose(policy.title)), tag("br")] if policy.title else []
        path = [" in ", tag("code", policy.path)] if policy.path not in ("", policy.id) else []
        on = [[", built on " if not n else ", ", tag("code", one)] for n, one in enumerate(policy.extends)]
        yield "Policy", [words, tag("code", policy.id), path, on, tag("br"), tag("code", policy.digest)]
    if report.rules is not None:
        yield "Rules", rules_facts(report)
    yield "Issues", prose(judged.issues) if judged.issues else "no tracker was asked"
    yield "Decided by", f"criteria that weigh {report.fail_on} or more; {looked_at(report)}"
    yield "Tool", f"closure-check {report.tool_version}"


def _commit(report: Report) -> Content:
    judged = report.judged
    if not judged.commit:
        return f"none: {tree(report)} was judged, whose lines no link can name; --at HEAD judges a commit"
    named = [f" ({judged.at})"] if judged.at != judged.commit else []
    address = f"{judged.repository}/commit/{judged.commit}" if judged.repository else ""
    return [outside(tag("code", judged.commit), address), named]
