"""The badge for a README, as https://shields.io/badges/endpoint-badge reads it from an address."""

from __future__ import annotations

from collections.abc import Mapping

from checker.messages.summary import counts
from checker.messages.verdicts import without_waivers
from checker.model.observation import NOT_JUDGED, Outcome
from checker.model.report import RenderOptions, Report, Verdict
from checker.text.json_in_html import json_text

_COLOR_BY_VERDICT: Mapping[Verdict, str] = {
    Verdict.MET: "brightgreen",
    Verdict.MET_IN_PART: "yellowgreen",
    Verdict.NOT_MET: "red",
    Verdict.UNDECIDED: "yellow",
}


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - every renderer is called alike
    badge = {
        "schemaVersion": 1,
        "label": "closure",
        "message": _message(report),
        "color": _COLOR_BY_VERDICT[report.verdict],
        "isError": report.verdict not in (Verdict.MET, Verdict.MET_IN_PART),
    }
    return json_text(badge, indent=2) + "\n"


def _message(report: Report) -> str:
    """`27 of 28 met, 2 waived (1 not met without)`; what is waived or left out is not met, and is said."""
    number = counts(report)
    waived = len(report.waived) or number[Outcome.WAIVED]
    bare = f" ({counts(without_waivers(report))[Outcome.FAIL]} not met without)" if report.waived else ""
    set_aside = f", {waived} waived{bare}" if waived else ""
    undecided = f", {number[Outcome.UNKNOWN]} undecided" if number[Outcome.UNKNOWN] else ""
    judged = len(report.results) - sum(number[each] for each in NOT_JUDGED)
    left_out = f", {len(report.left_out)} left out" if report.left_out else ""
    meant = f", {len(report.meant)} let pass" if report.meant else ""
    return f"{number[Outcome.PASS]} of {judged} met{undecided}{set_aside}{left_out}{meant}"
