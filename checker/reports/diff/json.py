"""A comparison for programs: every criterion with what became of it, and the findings that came and went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from checker.messages.comparison import Comparison, Difference
from checker.messages.findings import Finding
from checker.model.report import RenderOptions, Report
from checker.text.json_in_html import json_text


def render(comparison: Comparison, options: RenderOptions) -> str:  # noqa: ARG001 - every form is called alike
    """Every criterion with what became of it, and the findings that came and went."""
    document = {
        "version": 1,
        "before": _report(comparison.before),
        "after": _report(comparison.after),
        "worse": comparison.is_worse,
        "other_policies": list(comparison.other_policies),
        "softened": [asdict(one) for one in comparison.softened],
        "criteria": [_difference(one) for one in comparison.differences],
    }
    return json_text(document, indent=2) + "\n"


def _report(report: Report) -> Mapping[str, Any]:
    judged = report.judged
    return {
        "root": judged.root,
        "at": judged.at,
        "commit": judged.commit,
        "as_of": judged.as_of,
        "verdict": report.verdict,
        "policies": [{"id": one.id, "digest": one.digest} for one in report.policies],
    }


def _difference(one: Difference) -> Mapping[str, Any]:
    return {
        "policy": one.result.policy,
        "criterion": one.result.criterion.id,
        "title": one.result.criterion.title,
        "change": one.change,
        "before": one.before.outcome if one.before else None,
        "after": one.after.outcome if one.after else None,
        "softened": [asdict(each) for each in one.softened],
        "came": [_finding(each) for each in one.came],
        "went": [_finding(each) for each in one.went],
    }


def _finding(one: Finding) -> Mapping[str, Any]:
    place = one.seen.location
    where = {"path": place.path, "line": place.line, "column": place.column, "pointer": place.pointer}
    return {"fingerprint": one.fingerprint, **where, "message": one.seen.message}
