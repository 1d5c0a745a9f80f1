"""GitLab's Code Quality report (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).

GitLab wants a file for every finding, drops those without one in silence, and keeps one of those with equal
fingerprints. So a finding without a file is placed where its criterion stands in the policy, and names its own place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.messages.findings import (
    OPEN,
    anchor,
    findings,
    fingerprint,
    has_file,
    shown_place,
    summary,
)
from checker.messages.rules import change
from checker.messages.told import Told, told
from checker.model.location import Location
from checker.model.observation import Outcome
from checker.model.report import RenderOptions, Report, Severity
from checker.model.rules import RuleFile
from checker.text.display import visible, visible_line
from checker.text.json_in_html import json_text

_SEVERITY: Mapping[Severity, str] = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report, options: RenderOptions) -> str:
    """What is open, what is waived as `info`, and how much would be open without that; no good findings."""
    shown, found = OPEN if options.quiet else (*OPEN, Outcome.WAIVED), findings(report)
    entries = [_entry(one, options) for one in told(report, (each for each in found if each.outcome in shown))]
    held = next((one for one in found if one.seen.accepted is not None and one.seen.accepted.waiver), None)
    entries += [_waivers(report, anchor(held.seen.location, held.result, options))] if held is not None else []
    entries += [_altered(one) for one in (report.rules.altered if report.rules is not None else ())]
    return json_text(entries, indent=2) + "\n"


def _entry(one: Told, options: RenderOptions) -> Mapping[str, Any]:
    return {
        "type": "issue",
        "check_name": one.rule,
        "description": _description(one),
        "categories": ["Bug Risk"],
        "severity": "info" if one.lead.outcome is Outcome.WAIVED else _SEVERITY[one.severity],
        "fingerprint": one.lead.fingerprint,
        "location": _lines_at(anchor(one.places[0], one.lead.result, options)),
    }


def _waivers(report: Report, place: Location) -> Mapping[str, Any]:
    """The numbers with and without waivers. place: where the first finding is that is waived."""
    return {
        "type": "issue",
        "check_name": "closure-check/waivers",
        "description": visible_line(summary(report)),
        "categories": ["Bug Risk"],
        "severity": "info",
        "fingerprint": fingerprint(("", "waivers")),
        "location": _lines_at(place),
    }


def _lines_at(place: Location) -> Mapping[str, Any]:
    line = place.line or 1
    return {"path": place.path, "lines": {"begin": line, "end": line}}


def _altered(one: RuleFile) -> Mapping[str, Any]:
    """A file of the rules that the judged tree alters, so that a reviewer sees it beside the change."""
    return {
        "type": "issue",
        "check_name": "closure-check/rules",
        "description": visible_line(f"this file rules what is judged; it is {change(one)}, which does not count here"),
        "categories": ["Security"],
        "severity": "info",
        "fingerprint": fingerprint(("", "rules", one.path)),
        "location": {"path": visible(one.path), "lines": {"begin": 1, "end": 1}},
    }


def _description(one: Told) -> str:
    place = one.lead.seen.location
    return one.sentence if has_file(place) else f"{shown_place(place)}: {one.sentence}"
