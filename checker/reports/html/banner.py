"""Can we close: the answer, the numbers behind it, what is missing, and what the answer leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from checker.messages.findings import acceptance_words, summary
from checker.messages.summary import OUTCOME_WORDS, counted, counts, waivers_words
from checker.messages.verdicts import due_day
from checker.model.observation import Outcome
from checker.model.report import Accepted, Report, Stage, Verdict
from checker.reports.html.markup import NOTHING, Content, Markup, joined, prose, tag
from checker.reports.html.rules import altered_rules
from checker.reports.html.shown import OPEN, Shown, day, place
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
_TOLD_EACH = (Outcome.NOT_RUN, Outcome.WAIVED)
MOST_TOLD = 10
"""Lines of what is excused one by one."""
_MOST_REASONS = 2


def banner(report: Report, all_: Sequence[Shown]) -> Markup:
    """The first thing that is read; it is enough for a decision."""
    outcome = OUTCOME_BY_VERDICT[report.verdict]
    conditions = ", ".join(_conditions(report)) if report.exit_code == 0 else ""
    condition = joined(" ", tag("span", conditions, class_="condition")) if conditions else NOTHING
    answer = tag("p", icon(outcome), tag("strong", ANSWERS[report.verdict]), condition, class_="answer")
    headline = tag("p", f"{summary(report)}.", class_="headline")
    words = tag("div", answer, headline, _days_left(report), class_="words")
    verdict = tag("div", words, _numbers(report), class_="verdict")
    return tag(
        "section",
        tag("h2", _QUESTIONS[report.stage], id="verdict"),
        verdict,
        cells(all_),
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


def _conditions(report: Report) -> Iterator[str]:
    """What has to be said with a go, so that nobody takes it for more than it is."""
    not_run, left_out = len(report.of(Outcome.NOT_RUN)), len(report.left_out)
    if not_run:
        yield f"{counted(not_run, 'check')} not run"
    if left_out:
        yield f"{left_out} left out"
    if report.waived:
        yield waivers_words(report)


def _days_left(report: Report) -> Markup:
    due = due_day(report)
    if due is None:
        return NOTHING
    left = (due - date.fromisoformat(report.judged.as_of)).days
    said = f"{counted(abs(left), 'day')} {'left' if left > 0 else 'overdue'}" if left else "due today"
    when = tag("time", day(due.isoformat()), datetime=due.isoformat())
    return tag("p", tag("b", said), ", due " if left else ", ", when, class_="days")


def _left_out(report: Report, all_: Sequence[Shown]) -> Markup:
    """What does not stand in the way although nobody found it met; an answer that hid this would mislead."""
    left = [
        _excused(one) for outcome in _TOLD_EACH for one in all_ if one.outcome is outcome and not one.result.left_out
    ]
    accepted = (*report.waived, *report.known, *report.meant)
    left += [_accepted(report, one) for one in accepted if one.result.outcome is not Outcome.WAIVED]
    more = len(left) - MOST_TOLD
    left = [*left[:MOST_TOLD], *([tag("li", f"{more} more, under Evidence", class_="more")] if more > 0 else [])]
    left += [
        _several(outcome, theirs)
        for outcome in (Outcome.NOT_DUE, Outcome.NOT_APPLICABLE)
        if (theirs := [one for one in all_ if one.outcome is outcome])
    ]
    if not left:
        return NOTHING
    return joined(tag("h3", "What this answer leaves out"), tag("ul", left, class_="missing excused"))


def _several(outcome: Outcome, theirs: Sequence[Shown]) -> Markup:
    """Criteria that nobody asked for now, in one line, with their reasons."""
    if len(theirs) == 1:
        return _excused(theirs[0])
    notes = dict.fromkeys(one.result.note for one in theirs if one.result.note)
    reasons = f": {'; '.join(notes)}" if 0 < len(notes) <= _MOST_REASONS else ""
    said = tag("span", f"{OUTCOME_WORDS[outcome]}{reasons}", class_="quiet")
    words = counted(len(theirs), "criterion", "criteria")
    return tag("li", told_icon(outcome), tag("span", words, " ", said))


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
