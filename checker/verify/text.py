"""Whether a report is so, for a terminal: what was asked, what differs, what could not be looked at."""

from __future__ import annotations

from collections.abc import Iterator

from checker.messages.findings import summary
from checker.messages.page import BOLD, GREEN, RED, YELLOW, Page, finished, page_for
from checker.messages.summary import VERDICT_WORDS, counted, looked_at
from checker.model.report import RenderOptions, Report
from checker.model.rules import Invocation, Narrower
from checker.verify import Verification
from checker.verify.inputs import Unseen
from checker.verify.words import line_of


def render(verification: Verification, options: RenderOptions) -> str:
    """Every difference is a line of its own, and no digest is broken."""
    return finished(_lines(page_for(options, {}), verification))


def _lines(page: Page, one: Verification) -> Iterator[str]:
    word, said, color = _headline(one)
    yield f"{page.paint(word, BOLD, color)}  {said}"
    yield ""
    for each in one.differences:
        yield from page.unbroken.block(2, line_of(each))
    if one.differences:
        yield ""
    for lacking in one.unseen:
        yield from page.unbroken.block(2, _not_seen(lacking))
    if one.unseen:
        yield ""
    for label, said in _facts(one):
        yield from page.unbroken.labelled(2, label, said)


def _not_seen(one: Unseen) -> str:
    rests = f", on which {', '.join(one.criteria)} {'rests' if len(one.criteria) == 1 else 'rest'}"
    said = f"not looked at: {one.what}{rests if one.criteria else ''}"
    return f"{said}; {one.remedy}" if one.remedy else said


def _headline(one: Verification) -> tuple[str, str, str]:
    """A word, what it means here, and its colour."""
    differing, unseen = len(one.differences), len(one.unseen)
    if differing:
        return "DIFFERS", f"{counted(differing, 'value is', 'values are')} not as the report says", RED
    if one.again is None:
        return "NOT LOOKED AT", "what the report rests on is not all here", YELLOW
    if unseen:
        said = f"{counted(unseen, 'thing')} could not be looked at; all else is as the report says"
        return "NOT ALL LOOKED AT", said, YELLOW
    return "VERIFIED", "judged again, everything is as the report says", GREEN


def _facts(one: Verification) -> Iterator[tuple[str, str]]:
    """What the report is of, and how it was asked for: whoever changes that has another report, which may hold too."""
    report = one.saved.report
    yield "report", f"{one.saved.name}, {one.saved.digest}, of closure-check {report.tool_version}"
    yield "says", f"{VERDICT_WORDS[report.verdict]}: {summary(report)}; {looked_at(report)}"
    yield "judged", _judged(one)
    yield "asked", ", ".join(_asked(report, one.saved.invocation))
    for policy in report.policies:
        yield "policy", f"{policy.id}, {policy.path}, {policy.digest}"
    origin = report.judged.origin
    yield "issues", f"{report.judged.issues} {origin.digest if origin else ''}".strip() or "no tracker was asked"
    yield "evidence", f"{counted(len(report.evidence), 'file')}, each by git's id of its bytes"


def _judged(one: Verification) -> str:
    judged = one.saved.report.judged
    folder = "" if judged.root == "." else f" of {judged.root}"
    if not judged.commit:
        return f"{judged.at}{folder}, which no commit holds; it was compared with what is there now"
    if not one.head:
        return f"{judged.at}{folder}, commit {judged.commit}"
    here = "which is checked out" if one.head == judged.commit else f"while {one.head} is checked out"
    return f"{judged.at}{folder}, commit {judged.commit}, {here}"


def _asked(report: Report, asked: Invocation) -> Iterator[str]:
    yield f"as of {report.judged.as_of}"
    yield f"{report.stage.value} stage"
    yield f"fail on {report.fail_on.value}"
    yield f"policy {' '.join(asked.policies) if asked.policies else 'of the settings'}"
    yield from ([f"rules of {report.rules.at}"] if report.rules is not None and report.rules.at else [])
    yield from ([f"only {' '.join(report.only)}"] if report.only else [])
    skipped = [id_ if by is Narrower.CALLER else f"{id_} (by the {by.value})" for id_, by in report.skip.items()]
    yield from ([f"without {' '.join(skipped)}"] if skipped else [])
    if asked.no_waivers:
        yield "without waivers"
    if asked.waivers is not None:
        yield f"waivers of {asked.waivers.path}, {asked.waivers.digest}"
    if asked.pass_unused_waivers:
        yield "unused waivers may stay"
    if asked.no_worse_than is not None:
        yield f"no worse than {asked.no_worse_than.at}, commit {asked.no_worse_than.commit}"
    if asked.expect_policy:
        yield f"expected policy {asked.expect_policy}"
    yield "programs were run" if asked.allow_commands else "no programs were run"
    yield f"{asked.time_limit:g} seconds for a criterion"
