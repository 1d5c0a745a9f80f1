"""SARIF 2.1.0 (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), in two sizes.

`sarif` is for GitHub code scanning. GitHub shows every result as an alert, of whatever `kind` and suppressed or not,
and refuses the whole file when one result is in no file or there are more than 25,000, of which it keeps 5,000
(https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support). So it holds what is open
and no more, each cause once and in a file. `sarif-full` holds what was seen: good findings as `pass`, waived ones
suppressed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from checker.issues.forges import address_of
from checker.messages.findings import (
    OPEN,
    anchor,
    findings,
    has_file,
    in_folder,
    is_address,
    most_severe_first,
    shown_place,
    summary,
    unlinked,
)
from checker.messages.rules import rules_alert
from checker.messages.summary import counted, counts
from checker.messages.told import Told, told
from checker.model.location import Location
from checker.model.observation import Outcome
from checker.model.report import Judged, RenderOptions, Report, Result, Severity, Verdict
from checker.model.rules import Origin, RulesInfo
from checker.text.display import visible, visible_line
from checker.text.json_in_html import json_text

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 5_000
MOST_RESULTS_IN_FULL = 25_000
MOST_RELATED = 100

_LEVEL: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_KIND: Mapping[Outcome, str] = {
    Outcome.PASS: "pass",
    Outcome.FAIL: "fail",
    Outcome.UNKNOWN: "open",
    Outcome.WAIVED: "fail",
    Outcome.NOT_DUE: "notApplicable",
    Outcome.NOT_RUN: "notApplicable",
    Outcome.NOT_APPLICABLE: "notApplicable",
}


def render(report: Report, options: RenderOptions) -> str:
    """What is open or meant so, at most MOST_RESULTS, the most severe first; what is left out is counted."""
    shown = (one for one in findings(report) if one.outcome in OPEN or one.seen.accepted is not None)
    return _log(report, options, told(report, shown), MOST_RESULTS)


def render_in_full(report: Report, options: RenderOptions) -> str:
    """Everything that was seen, for each criterion by itself, at most MOST_RESULTS_IN_FULL."""
    return _log(report, options, [Told(one) for one in findings(report)], MOST_RESULTS_IN_FULL)


def _log(report: Report, options: RenderOptions, found: Sequence[Told], most: int) -> str:
    kept = found if len(found) <= most else most_severe_first(found)[:most]
    left_out = len(found) - len(kept)
    rules = {_rule_id(result): at for at, result in enumerate(report.results)}
    run = {
        "tool": {"driver": _driver(report)},
        "automationDetails": {"id": f"closure-check/{'+'.join(visible(one.id) for one in report.policies)}/"},
        "invocations": [_invocation(report, rules, left_out)],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "the root of the judged repository"}}},
        **_provenance(report.judged),
        "results": [_result(one, rules, options) for one in kept],
        "properties": _properties(report),
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _driver(report: Report) -> Mapping[str, Any]:
    return {
        "name": "closure-check",
        "version": report.tool_version,
        "rules": [_rule(result, _stated_at(report, result)) for result in report.results],
    }


def _provenance(judged: Judged) -> Mapping[str, Any]:
    """The repository and commit that were judged, where the forge is known."""
    if not judged.repository:
        return {}
    revision = {"revisionId": judged.commit} if judged.commit else {}
    return {"versionControlProvenance": [{"repositoryUri": judged.repository, **revision}]}


def _stated_at(report: Report, result: Result) -> str:
    """The page of a criterion in its policy, empty where that is not in the judged commit."""
    rules, place = report.rules, result.criterion.location
    is_own = rules is not None and rules.origin is Origin.JUDGED and place.path not in report.shipped
    return address_of(report.judged.files, place) if is_own else ""


def _rule_id(result: Result) -> str:
    return visible("/".join(part for part in (result.policy, result.criterion.id) if part))


def _rule(result: Result, page: str) -> Mapping[str, Any]:
    """A criterion; GitHub wants every text, so what a policy leaves out is said with its title. page: of it."""
    about = result.criterion
    title = about.title or about.id
    told = (("Fix", about.fix or title), ("Owner", about.owner), ("Source", about.source))
    return {
        "id": _rule_id(result),
        "shortDescription": _message(title),
        "fullDescription": _message(about.why or title),
        "help": {"text": "\n".join(f"{label}: {unlinked(visible_line(text))}" for label, text in told if text)},
        **({"helpUri": page} if page else {}),
        "defaultConfiguration": {"level": _LEVEL[about.severity]},
        "properties": {
            "tags": ["closure-check", f"stage-{about.stage}"],
            "problem.severity": "recommendation" if about.severity is Severity.NOTE else about.severity.value,
            "outcome": result.outcome,
        },
    }


def _message(text: str) -> Mapping[str, str]:
    return {"text": unlinked(visible_line(text)) or "-"}


def _result(one: Told, rules: Mapping[str, int], options: RenderOptions) -> Mapping[str, Any]:
    lead = one.lead
    place, kind = lead.seen.location, _KIND[lead.outcome]
    said = one.sentence if has_file(place) else f"{shown_place(place)}: {one.sentence}"
    result: dict[str, Any] = {
        "ruleId": _rule_id(lead.result),
        "ruleIndex": rules[_rule_id(lead.result)],
        "kind": kind,
        "level": _LEVEL[one.severity] if kind == "fail" else "none",
        "message": _message(said),
        "locations": [_location(anchor(one.places[0], lead.result, options))],
        "partialFingerprints": {"closureCheck/v1": lead.fingerprint, "primaryLocationLineHash": lead.fingerprint},
    }
    related = [_location(in_folder(each, options)) for each in (*one.places[1:], *lead.seen.related) if has_file(each)]
    if related:
        result["relatedLocations"] = related[:MOST_RELATED]
    if is_address(place.path):
        result["workItemUris"] = [_uri(place.path)]
    if one.others:
        result["properties"] = {"alsoBlocks": [_rule_id(each) for each in one.others]}
    if lead.outcome is Outcome.WAIVED:
        why = lead.seen.accepted.words if lead.seen.accepted is not None else lead.result.note
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": visible_line(why)}]
    return result


def _location(place: Location) -> Mapping[str, Any]:
    """A place in a file; a file as a whole is its first line, because GitHub wants a line."""
    column = {"startColumn": place.column} if place.line is not None and place.column is not None else {}
    physical = {
        "artifactLocation": {"uri": _relative(place.path), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": place.line or 1, **column},
    }
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": visible_line(place.pointer)}]
    return location


def _relative(path: str) -> str:
    """A path as a relative URI; a colon in its first name would make that a scheme."""
    return quote(path.encode("utf-8", "surrogatepass"))


def _uri(address: str) -> str:
    """An address with what may not stand in a URI percent-encoded; what is encoded already stays as it is."""
    return quote(address.encode("utf-8", "surrogatepass"), safe=":/?#@!$&'()*+,;=~%")


def _invocation(report: Report, rules: Mapping[str, int], left_out: int) -> Mapping[str, Any]:
    return {
        "executionSuccessful": report.verdict is not Verdict.UNDECIDED,
        "exitCode": report.exit_code,
        "toolExecutionNotifications": list(_notifications(report, rules, left_out)),
    }


def _notifications(report: Report, rules: Mapping[str, int], left_out: int) -> Iterator[Mapping[str, Any]]:
    """The verdict, what could not be decided or is waived, and how much did not fit."""
    yield {"level": "note", "message": _message(summary(report))}
    alert = rules_alert(report)
    if alert:
        yield {"level": "warning", "message": _message(alert)}
    if left_out:
        yield {"level": "warning", "message": _message(f"{counted(left_out, 'result')} did not fit and are left out")}
    for outcome, level in ((Outcome.UNKNOWN, "error"), (Outcome.WAIVED, "note")):
        for result in report.of(outcome):
            rule = {"id": _rule_id(result), "index": rules[_rule_id(result)]}
            said = result.note or f"{result.criterion.title or result.criterion.id}: could not be decided"
            yield {"level": level, "message": _message(said), "associatedRule": rule}


def _properties(report: Report) -> Mapping[str, Any]:
    judged = report.judged
    return {
        "verdict": report.verdict,
        "counts": dict(counts(report)),
        "policies": [{"id": one.id, "digest": one.digest} for one in report.policies],
        "at": judged.at,
        "commit": judged.commit,
        "asOf": judged.as_of,
        "issues": judged.issues,
        "stage": report.stage,
        "only": list(report.only),
        "skip": dict(report.skip),
        **({"rules": _rules(report.rules)} if report.rules is not None else {}),
    }


def _rules(info: RulesInfo) -> Mapping[str, Any]:
    return {
        "origin": info.origin,
        "at": info.at,
        "commit": info.commit,
        "digest": info.digest,
        "altered": {visible(one.path): one.alteration for one in info.altered},
        "ownVerdict": info.own.verdict if info.own is not None else "",
    }
