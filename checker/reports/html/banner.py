"""Can we close: the answer, the numbers behind it, what is missing, and what the answer leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.messages.findings import acceptance_words, summary
from checker.messages.summary import OUTCOME_WORDS, counts, waivers_words
from checker.model.observation import Outcome
from checker.model.report import Accepted, Report, Stage, Verdict
from checker.reports.html.markup import NOTHING, Content, Markup, joined, prose, tag
from checker.reports.html.rules import altered_rules
from checker.reports.html.shown import OPEN, Shown, place, points
from checker.reports.html.signs import OUTCOME_BY_VERDICT, icon, told_icon

ANSWERS: Mapping[Verdict, str] = {
    Verdict.MET: "Go",
    Verdict.MET_IN_PART: "Go in part",
    Verdict.NOT_MET: "No-go",
    Verdict.UNDECIDED: "Undecided",
}
_QUESTIONS: Mapping[Stage, str] = {
    Stage.COMMIT: "Can we commit?",
    Stage.MERGE: "Can we merge?",
    Stage.CLOSURE: "Can we close?",
}
_LEFT_OUT = (Outcome.NOT_RUN, Outcome.WAIVED, Outcome.NOT_DUE, Outcome.NOT_APPLICABLE)


def banner(report: Report, all_: Sequence[Shown]) -> Markup:
    """The first thing that is read; it is enough for a decision."""
    outcome = OUTCOME_BY_VERDICT[report.verdict]
    is_go = report.waived and report.exit_code == 0
    condition = joined(" ", tag("span", waivers_words(report), class_="condition")) if is_go else NOTHING
    answer = tag("p", icon(outcome), tag("strong", ANSWERS[report.verdict]), condition, class_="answer")
    words = tag("div", answer, tag("p", f"{summary(report)}.", class_="headline"), class_="words")
    verdict = tag("div", words, _numbers(report), class_="verdict")
    return tag(
        "section",
        tag("h2", _QUESTIONS[report.stage], id="verdict"),
        verdict,
        cells(all_),
        _missing(all_),
        _left_out(report, all_),
        altered_rules(report),
        class_=f"banner {outcome.value}",
        aria_labelledby="verdict",
    )


def cells(all_: Sequence[Shown]) -> Markup:
    """One cell for each criterion, those that are met first: a bar that needs no legend beside the numbers."""
    order = list(OUTCOME_WORDS)
    inner = [tag("span", class_=one.outcome.value) for one in sorted(all_, key=lambda one: order.index(one.outcome))]
    return tag("div", inner, class_="cells many" if len(all_) > 60 else "cells", aria_hidden="true")


def _numbers(report: Report) -> Markup:
    """Every outcome with its number; zeros of what matters for the decision are said too."""
    number = counts(report)
    told = [each for each in OUTCOME_WORDS if number[each] or each in (Outcome.PASS, *OPEN, Outcome.WAIVED)]
    return tag("ul", [_number(number[each], each) for each in told], class_="numbers")


def _number(number: int, outcome: Outcome) -> Markup:
    value = outcome.value if number else "zero"
    words = tag("span", icon(outcome), OUTCOME_WORDS[outcome], class_="label")
    return tag("li", tag("b", str(number)), words, class_=value)


def _missing(all_: Sequence[Shown]) -> Markup:
    missing = [one for outcome in OPEN for one in all_ if one.outcome is outcome]
    if not missing:
        return NOTHING
    return joined(tag("h3", "What is missing"), tag("ul", [_open(one) for one in missing], class_="missing"))


def _open(one: Shown) -> Markup:
    link = tag("a", prose(one.result.criterion.title), href=f"#{one.anchor}")
    return tag("li", told_icon(one.outcome), tag("span", link, " ", tag("span", _weight(one), class_="quiet")))


def _weight(one: Shown) -> str:
    severity = one.result.criterion.severity
    return points(one) if severity == "error" else f"{points(one)}, {severity.value}"


def _left_out(report: Report, all_: Sequence[Shown]) -> Markup:
    """What does not stand in the way although nobody found it met; an answer that hid this would mislead."""
    left = [_excused(one) for outcome in _LEFT_OUT for one in all_ if one.outcome is outcome]
    accepted = (*report.waived, *report.known, *report.meant)
    left += [_accepted(report, one) for one in accepted if one.result.outcome is not Outcome.WAIVED]
    if not left:
        return NOTHING
    return joined(tag("h3", "What this answer leaves out"), tag("ul", left, class_="missing excused"))


def _accepted(report: Report, one: Accepted) -> Markup:
    said = one.seen.message if one.by.is_of_policy else acceptance_words(one.by)
    words = tag("span", place(report, one.seen.location), " ", tag("span", prose(said), class_="quiet"))
    return tag("li", told_icon(Outcome.WAIVED), words)


def _excused(one: Shown) -> Markup:
    link = tag("a", prose(one.result.criterion.title), href=f"#{one.anchor}")
    return tag("li", told_icon(one.outcome), tag("span", link, " ", _reasons(one)))


def _reasons(one: Shown) -> Content:
    parts = list(_reason(one))
    return tag("span", parts, class_="quiet") if parts else NOTHING


def _reason(one: Shown) -> Iterator[Content]:
    if not one.result.left_out:
        yield OUTCOME_WORDS[one.outcome]
    if one.result.note:
        yield ["" if one.result.left_out else ": ", prose(one.result.note)]
