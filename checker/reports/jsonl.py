"""The report as JSON Lines (https://jsonlines.org), for logs and databases: one flat object per line.

The first line (`"type": "report"`) says what was judged and what came out, the others (`"type": "finding"`) what was
seen. Every line names its policy and criterion, so that lines of many reports can be put into one table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.messages.findings import Finding, findings, summary
from checker.messages.summary import counts
from checker.messages.verdicts import without_waivers
from checker.model.report import RenderOptions, Report
from checker.model.rules import RulesInfo
from checker.text.json_in_html import json_text


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - every renderer is called alike
    """Every finding, good ones too; a criterion without evidence has one line."""
    lines = [_head(report), *map(_finding, findings(report))]
    return "".join(f"{json_text(line)}\n" for line in lines)


def _head(report: Report) -> Mapping[str, Any]:
    judged, bare = report.judged, without_waivers(report)
    return {
        "type": "report",
        "verdict": report.verdict,
        "exit_code": report.exit_code,
        "headline": summary(report),
        "policies": [{"id": one.id, "digest": one.digest} for one in report.policies],
        "root": judged.root,
        "at": judged.at,
        "commit": judged.commit,
        "as_of": judged.as_of,
        "issues": judged.issues,
        "stage": report.stage,
        "fail_on": report.fail_on,
        "only": list(report.only),
        "skip": dict(report.skip),
        "rules": _rules(report.rules),
        "counts": dict(counts(report)),
        "without_waivers": {"verdict": bare.verdict, "exit_code": bare.exit_code, "counts": dict(counts(bare))},
        "tool_version": report.tool_version,
    }


def _rules(info: RulesInfo | None) -> Mapping[str, Any] | None:
    if info is None:
        return None
    return {
        "origin": info.origin,
        "at": info.at,
        "commit": info.commit,
        "digest": info.digest,
        "altered": {one.path: one.alteration for one in info.altered},
        "disregarded": {one.key: one.value for one in info.disregarded},
        "narrowed": {one.key: one.value for one in info.narrowed},
        "own_verdict": info.own.verdict if info.own is not None else None,
    }


def _finding(one: Finding) -> Mapping[str, Any]:
    about, seen, place = one.result.criterion, one.seen, one.seen.location
    return {
        "type": "finding",
        "policy": one.result.policy,
        "criterion": about.id,
        "title": about.title,
        "outcome": one.result.outcome,
        "severity": about.severity,
        "stage": about.stage,
        "owner": about.owner,
        "finding": one.outcome,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "pointer": place.pointer,
        "message": seen.message,
        "expected": seen.expected,
        "found": seen.found,
        "hint": seen.hint,
        "note": one.note,
        "fix": about.fix,
        "source": about.source,
        "fingerprint": one.fingerprint,
    }
