"""OSCAL assessment results, version 1.2.1 (https://pages.nist.gov/OSCAL/reference/1.2.1/assessment-results/json-reference/).

A policy is one result, a criterion a control, what was seen an observation, what came out a finding. OSCAL knows only
`satisfied` and `not-satisfied`: undecided is not satisfied for the reason `other`; waived is not satisfied, beside a
risk of the status `deviation-approved`; what was not judged is excluded from the reviewed controls and has no finding.
UUIDs are made from what they name (version 5), times are midnight UTC of the day as of which was judged: the same
report gives the same bytes.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from checker.classes import dataclass
from checker.messages.findings import (
    Finding,
    anchor,
    findings,
    is_address,
    sentence,
    shown_place,
    summary,
)
from checker.messages.rules import rules_properties
from checker.messages.summary import OUTCOME_WORDS
from checker.model.observation import NOT_JUDGED, Outcome
from checker.model.report import PolicyInfo, RenderOptions, Report, Result
from checker.text.display import visible_line
from checker.text.json_in_html import json_text

VERSION = "1.2.1"

_REASON: Mapping[Outcome, str] = {Outcome.PASS: "pass", Outcome.FAIL: "fail"}


@dataclass(frozen=True, slots=True)
class _Case:
    """A judged criterion with what was seen for it."""

    result: Result
    found: tuple[Finding, ...]
    names: _Names


@dataclass(frozen=True, slots=True)
class _Names:
    """Makes UUIDs that no other report has. space: stands for the report."""

    space: uuid.UUID

    def of(self, *parts: str) -> str:
        return str(uuid.uuid5(self.space, json_text(parts)))


def render(report: Report, options: RenderOptions) -> str:
    """Every criterion that was judged, with all that was seen for it."""
    judged = report.judged
    about = (judged.root, judged.at, judged.commit, judged.as_of, judged.issues, report.stage.value)
    digests = [part for policy in report.policies for part in (policy.id, policy.digest)]
    names = _Names(uuid.uuid5(uuid.NAMESPACE_URL, json_text(["closure-check", *about, *digests])))
    results = [_assessment(report, policy, names, options) for policy in report.policies]
    document = {
        "uuid": names.of("document"),
        "metadata": {
            "title": f"Assessment of {_words(report.place)}",
            "last-modified": _moment(report),
            "version": _words(judged.commit or judged.at),
            "oscal-version": VERSION,
        },
        "import-ap": {"href": _reference(report.policies[0].path if report.policies else "policy.yaml")},
        "results": results,
    }
    return json_text({"assessment-results": document}, indent=2) + "\n"


def _assessment(report: Report, policy: PolicyInfo, names: _Names, options: RenderOptions) -> Mapping[str, Any]:
    cases = list(_cases(report, policy, names))
    judged = [case for case in cases if case.result.outcome not in NOT_JUDGED]
    excluded = [case for case in cases if case.result.outcome in NOT_JUDGED]
    lists = {
        "observations": [_observation(report, one, case, options) for case in judged for one in case.found],
        "risks": [_risk(case) for case in judged if case.result.outcome is Outcome.WAIVED],
        "findings": [_finding(case) for case in judged],
    }
    return {
        "uuid": names.of("result", policy.id),
        "title": _words(policy.title or policy.id),
        "description": _words(summary(report)),
        "start": _moment(report),
        "end": _moment(report),
        "props": list(_properties(report, policy)),
        "reviewed-controls": {"control-selections": [_selection(judged, excluded)]},
        **{name: entries for name, entries in lists.items() if entries},
        "remarks": _remarks(excluded),
    }


def _cases(report: Report, policy: PolicyInfo, names: _Names) -> Iterator[_Case]:
    found = findings(report)
    for at, result in enumerate(report.results):
        if result.policy == policy.id:
            seen = tuple(one for one in found if one.result is result)
            yield _Case(result, seen, _Names(uuid.UUID(names.of(str(at)))))


def _selection(judged: Sequence[_Case], excluded: Sequence[_Case]) -> Mapping[str, Any]:
    chosen: dict[str, Any] = {"include-controls": _controls(judged)} if judged else {"include-all": {}}
    return {**chosen, "exclude-controls": _controls(excluded)} if excluded else chosen


def _controls(cases: Sequence[_Case]) -> list[Mapping[str, str]]:
    return [{"control-id": _token(case.result.criterion.id)} for case in cases]


def _observation(report: Report, one: Finding, case: _Case, options: RenderOptions) -> Mapping[str, Any]:
    place = one.seen.location
    evidence = place.path if is_address(place.path) else anchor(place, one.result, options).path
    return {
        "uuid": case.names.of("observation", str(one.nth)),
        "description": sentence(one) or "-",
        "props": _props({"outcome": one.outcome, "pointer": place.pointer, "fingerprint": one.fingerprint}),
        "methods": ["EXAMINE"],
        "types": ["control-objective"],
        "relevant-evidence": [{"href": _reference(evidence), "description": shown_place(place)}],
        "collected": _moment(report),
    }


def _risk(case: _Case) -> Mapping[str, Any]:
    return {
        "uuid": case.names.of("risk"),
        "title": _words(case.result.criterion.title or case.result.criterion.id),
        "description": _words(case.result.criterion.why or case.result.criterion.title),
        "statement": _words(case.result.note),
        "status": "deviation-approved",
    }


def _finding(case: _Case) -> Mapping[str, Any]:
    result, about = case.result, case.result.criterion
    finding: dict[str, Any] = {
        "uuid": case.names.of("finding"),
        "title": _words(about.title or about.id),
        "description": _words(result.note or OUTCOME_WORDS[result.outcome]),
        "props": _props({"severity": about.severity, "owner": about.owner, "source": about.source}),
        "target": _target(result),
        "related-observations": [{"observation-uuid": case.names.of("observation", str(n.nth))} for n in case.found],
    }
    if result.outcome is Outcome.WAIVED:
        finding["related-risks"] = [{"risk-uuid": case.names.of("risk")}]
    return finding


def _target(result: Result) -> Mapping[str, Any]:
    status = {
        "state": "satisfied" if result.outcome is Outcome.PASS else "not-satisfied",
        "reason": _REASON.get(result.outcome, "other"),
        "remarks": OUTCOME_WORDS[result.outcome],
    }
    return {"type": "objective-id", "target-id": _token(result.criterion.id), "status": status}


def _properties(report: Report, policy: PolicyInfo) -> Sequence[Mapping[str, str]]:
    judged = report.judged
    inputs = {"policy-digest": policy.digest, "at": judged.at, "commit": judged.commit, "issues": judged.issues}
    verdict = {"verdict": report.verdict, "stage": report.stage, "fail-on": report.fail_on}
    return _props({**inputs, **verdict, **rules_properties(report), "closure-check": report.tool_version})


def _props(texts: Mapping[str, str]) -> list[Mapping[str, str]]:
    """Properties may not be empty."""
    shown = {name: visible_line(text) for name, text in texts.items()}
    return [{"name": name, "value": text} for name, text in shown.items() if text]


def _remarks(excluded: Sequence[_Case]) -> str:
    if not excluded:
        return "every criterion was judged"
    return "; ".join(f"{_words(case.result.criterion.id)}: {_words(case.result.note)}" for case in excluded)


def _moment(report: Report) -> str:
    return f"{report.judged.as_of}T00:00:00Z"


def _words(text: str) -> str:
    return visible_line(text) or "-"


def _reference(path: str) -> str:
    """A URI reference: an address as it is, a path with what may not stand in a URI percent-encoded."""
    return quote(path.encode("utf-8", "surrogatepass"), safe=":/?#@!$&'()*+,;=~%" if is_address(path) else "/")


def _token(text: str) -> str:
    """An id in OSCAL's alphabet: letters, numbers, `.`, `-` and `_`, a letter or `_` first."""
    token = "".join(sign if _is_token_sign(sign) else f"_{ord(sign):x}_" for sign in text)
    return token if token and (token[0].isalpha() or token[0] == "_") else f"_{token}"


def _is_token_sign(sign: str) -> bool:
    return sign in ".-_" or unicodedata.category(sign)[0] in "LN"
