"""How outcomes look: a shape of its own for each, so that nothing rests on colour alone, beside its word."""

from __future__ import annotations

from collections.abc import Mapping

from checker.classes import dataclass
from checker.messages.summary import OUTCOME_WORDS
from checker.model.observation import Outcome
from checker.model.report import Verdict
from checker.reports.html.markup import Markup, joined, tag

_DISC = "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Z"
_RING = f"{_DISC}m0 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8Z"


@dataclass(frozen=True, slots=True)
class Sign:
    """shape: a path in a square of 16, filled by the even-odd rule. ink: its colour where style sheets do not reach."""

    shape: str
    ink: str


SIGN_BY_OUTCOME: Mapping[Outcome, Sign] = {
    Outcome.PASS: Sign(f"{_DISC}M6.9 11.9 3.4 8.4l1.2-1.2 2.3 2.3 4.6-4.6 1.2 1.2Z", "#1a7a48"),
    Outcome.FAIL: Sign(
        "M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7ZM5.4 4.2 4.2 5.4 6.8 8l-2.6 2.6 1.2 1.2L8 9.2l2.6 2.6 1.2-1.2"
        "L9.2 8l2.6-2.6-1.2-1.2L8 6.8Z",
        "#b3261e",
    ),
    Outcome.UNKNOWN: Sign(
        "M8-.5 16.5 8 8 16.5-.5 8ZM7.2 11h1.6v1.6H7.2ZM5.6 6.3C5.6 4.8 6.7 4 8 4s2.4.8 2.4 2.2"
        "c0 1-.6 1.5-1.2 1.9-.4.3-.5.5-.5.9v.6H7.2V8.7c0-.9.5-1.3 1-1.7.4-.3.7-.5.7-.9 0-.5-.4-.7-.9-.7"
        "s-.9.3-.9.9Z",
        "#8a5a00",
    ),
    Outcome.WAIVED: Sign("M2.5 0h1.8v16H2.5ZM5.6 1.3h9l-2.3 3.5 2.3 3.5h-9Z", "#5a4fbf"),
    Outcome.NOT_DUE: Sign(f"{_RING}M7.2 3.8h1.6v3.7l2.7 1.6-.8 1.4-3.5-2.1Z", "#5b6470"),
    Outcome.NOT_RUN: Sign(f"{_RING}M7.2 3.8h1.6v5.4H7.2ZM7.2 10.6h1.6v1.6H7.2Z", "#8a5a00"),
    Outcome.NOT_APPLICABLE: Sign(f"{_RING}M4.5 7.2h7v1.6h-7Z", "#5b6470"),
}
OUTCOME_BY_OK: Mapping[bool | None, Outcome] = {False: Outcome.FAIL, None: Outcome.UNKNOWN, True: Outcome.PASS}
OUTCOME_BY_VERDICT: Mapping[Verdict, Outcome] = {
    Verdict.MET: Outcome.PASS,
    Verdict.MET_IN_PART: Outcome.PASS,
    Verdict.NOT_MET: Outcome.FAIL,
    Verdict.UNDECIDED: Outcome.UNKNOWN,
}


def icon(outcome: Outcome) -> Markup:
    """The shape alone, for beside its word."""
    sign = SIGN_BY_OUTCOME[outcome]
    shape = tag("path", d=sign.shape, fill_rule="evenodd")
    return tag("svg", shape, class_=f"icon {outcome.value}", viewBox="0 0 16 16", fill=sign.ink, aria_hidden="true")


def told_icon(outcome: Outcome) -> Markup:
    """The shape with its word for those who do not see it."""
    return joined(icon(outcome), tag("span", f"{OUTCOME_WORDS[outcome]}: ", class_="unseen"))


def badge(outcome: Outcome) -> Markup:
    """The shape and its word."""
    return tag("span", icon(outcome), OUTCOME_WORDS[outcome], class_=f"badge {outcome.value}")
