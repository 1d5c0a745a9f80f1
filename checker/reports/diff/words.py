"""A comparison in words that every form of it shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.messages.comparison import Change, Comparison, Difference, Softening
from checker.messages.findings import summary
from checker.messages.summary import OUTCOME_WORDS, VERDICT_WORDS, counted
from checker.model.report import Report

TITLES: Mapping[Change, str] = {
    Change.BROKEN: "Broke",
    Change.NEW: "New and not met",
    Change.GONE: "No longer asked for",
    Change.OPEN: "Still open",
    Change.EXCUSED: "Need not hold any more",
    Change.MET: "Met since",
}
"""What became of criteria, the worst first; those that are as before have none."""


def verdict(report: Report) -> str:
    """The verdict of a report, with what it rests on."""
    return f"{VERDICT_WORDS[report.verdict]}: {summary(report)}"


def same(comparison: Comparison) -> str:
    """How many criteria are as before; empty for none."""
    number = len(comparison.of(Change.SAME))
    return f"{counted(number, 'criterion is', 'criteria are')} as before" if number else ""


def softenings(comparison: Comparison) -> Iterator[tuple[str, Softening]]:
    """What is asked less strictly, whatever came out: each with the id of its criterion, empty for the run."""
    yield from (("", one) for one in comparison.softened)
    yield from ((one.result.criterion.id, each) for one in comparison.differences for each in one.softened)


def headline(comparison: Comparison) -> str:
    """What changed, in numbers."""
    number = {change: len(comparison.of(change)) for change in Change}
    more = sum(len(one.came) for one in comparison.of(Change.OPEN))
    fewer = sum(len(one.went) for one in comparison.of(Change.OPEN))
    said = (
        (number[Change.BROKEN], "broke"),
        (number[Change.NEW], "new and not met"),
        (number[Change.GONE], "no longer asked for"),
        (number[Change.MET], "met since"),
        (number[Change.EXCUSED], "need not hold any more"),
    )
    parts = [f"{count} {words}" for count, words in said if count]
    softer = sum(map(bool, (comparison.softened, *(one.softened for one in comparison.differences))))
    parts += [f"{softer} asked less strictly"] if softer else []
    if more or fewer:
        parts.append(f"in what is still open {counted(more, 'finding')} more, {fewer} fewer")
    return ", ".join(parts) or "nothing changed"


def named(report: Report) -> str:
    """Which state of what a report is of."""
    judged = report.judged
    commit = f", commit {judged.commit}" if judged.commit and judged.commit != judged.at else ""
    tree = judged.at if judged.root == "." else f"{judged.at} of {judged.root}"
    return f"{tree}{commit}, as of {judged.as_of}"


def outcomes(one: Difference) -> str:
    """How a criterion came out before and after."""
    before = OUTCOME_WORDS[one.before.outcome] if one.before else "not asked for"
    after = OUTCOME_WORDS[one.after.outcome] if one.after else "not asked for"
    return f"{before} → {after}" if before != after else after
