"""The report for programs: a versioned shape of its own, described by `schemas/report.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, fields, is_dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from checker.errors import UsageError
from checker.messages.blockers import Blocker, blockers
from checker.messages.summary import counts
from checker.messages.verdicts import without_waivers
from checker.model.causes import Cause
from checker.model.exhibits import Signing
from checker.model.issues import IssuesOrigin
from checker.model.location import Location
from checker.model.observation import Acceptance, Observation, Outcome
from checker.model.plugins import Plugin
from checker.model.report import (
    Heading,
    Judged,
    PolicyInfo,
    RenderOptions,
    Report,
    Result,
)
from checker.model.rules import (
    Disregarded,
    Handed,
    Invocation,
    NamedRevision,
    Narrowed,
    OwnRules,
    RuleFile,
    RulesInfo,
)
from checker.reports.json.shape import (
    VERSION,
    JsonAcceptance,
    JsonBlocker,
    JsonCause,
    JsonCriterion,
    JsonDisregarded,
    JsonEvidence,
    JsonHanded,
    JsonInvocation,
    JsonIssues,
    JsonJudged,
    JsonNarrowed,
    JsonObservation,
    JsonOwnRules,
    JsonPlace,
    JsonPlugin,
    JsonPolicy,
    JsonReport,
    JsonRevision,
    JsonRuleFile,
    JsonRules,
    JsonSigning,
    JsonSkipped,
    JsonTool,
    JsonUnwaived,
)
from checker.text.json_in_html import json_text
from checker.tree.paths import told

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def render(report: Report, options: RenderOptions) -> str:
    """The report as JSON: the same report, the same bytes. Nothing in it steers a terminal."""
    return "".join(pieces(report, options))


def pieces(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - every renderer is called alike
    """The same, some observations at a time: of many documents there are too many to be had at once."""
    before, _, after = _text(_report(report)).partition(_NO_CRITERIA)
    if not report.results:
        yield f"{before}{_NO_CRITERIA}{after}\n"
        return
    between = f'{before}\n  "criteria": [\n'
    for result in report.results:
        head, _, tail = _shifted(_text(_criterion(result)), 4).partition(_NO_OBSERVATIONS)
        yield f"{between}{head}"
        yield from _listed(result.observations) if result.observations else (_NO_OBSERVATIONS,)
        yield tail
        between = ",\n"
    yield f"\n  ],\n{after}\n"


_NO_CRITERIA, _NO_OBSERVATIONS = '\n  "criteria": [],\n', '"observations": []'
"""As they are written where there are none; inside a text, its quotes would have a backslash before them."""
_AT_ONCE = 200


def _listed(observations: Iterable[Observation]) -> Iterator[str]:
    between, every = '"observations": [\n', iter(observations)
    while some := [_observation(one) for one in islice(every, _AT_ONCE)]:
        yield between + _shifted(_text(some)[2:-2], 6)
        between = ",\n"
    yield "\n      ]"


def _text(value: Any) -> str:
    return json_text(value, default=_plain, indent=2)


def _shifted(text: str, indent: int) -> str:
    """A part of a document of JSON, as it stands deeper in one; no text in it goes over a line."""
    blanks = " " * indent
    return blanks + text.replace("\n", f"\n{blanks}")


def read_report(data: bytes, name: str) -> Report:
    """The report that `render` wrote; traces and source lines are not in it, and a lone surrogate is a `?`.

    Raises UsageError for anything else.
    """
    from pydantic import ValidationError

    try:
        # What stands for a byte that is no UTF-8 in the name of a file, pydantic does not take.
        written = json.dumps(json.loads(data), ensure_ascii=False).encode("utf-8", "replace")
        return _read(_reader().validate_json(written))
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
    except (ValueError, RecursionError):
        place = ""
    at = f" at `{place}`" if place else ""
    raise UsageError(f"{name} is no JSON report of this closure-check{at}; write one with --format json")


@cache
def _reader() -> TypeAdapter[JsonReport]:
    from pydantic import TypeAdapter

    return TypeAdapter(JsonReport)


def report_schema() -> dict[str, Any]:
    """The JSON Schema of what `render` writes."""
    schema = schema_of(JsonReport)
    for one in (schema, schema["$defs"]["JsonUnwaived"]):
        one["properties"]["counts"]["minProperties"] = len(Outcome)
    return schema


def schema_of(shape: type[Any]) -> dict[str, Any]:
    """The JSON Schema of a shape: a dataclass whose attributes have docstrings."""
    from pydantic import TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema

    class Untitled(GenerateJsonSchema):
        """Leaves out the titles of fields, which only repeat their names."""

        def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - no field has a title
            return False

    schema: dict[str, Any] = TypeAdapter(shape).json_schema(schema_generator=Untitled)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} is no part of a report")


def _report(report: Report) -> JsonReport:
    """Without its criteria."""
    bare = without_waivers(report)
    return JsonReport(
        version=VERSION,
        tool=JsonTool("closure-check", report.tool_version),
        plugins=tuple(JsonPlugin(one.name, one.version) for one in report.plugins),
        policy=report.policies[0].id if report.policies else "",
        policies=tuple(_policy(policy) for policy in report.policies),
        judged=_judged(report.judged),
        stage=report.stage,
        fail_on=report.fail_on,
        only=report.only,
        skip=tuple(JsonSkipped(id_, by) for id_, by in report.skip.items()),
        invocation=_invocation(report.invocation) if report.invocation is not None else None,
        rules=_rules(report.rules) if report.rules is not None else None,
        verdict=report.verdict,
        exit_code=report.exit_code,
        counts=dict(counts(report)),
        without_waivers=JsonUnwaived(bare.verdict, bare.exit_code, dict(counts(bare))),
        criteria=(),
        blockers=tuple(_blocker(one, one.cause) for one in blockers(report) if one.cause is not None),
        signings=tuple(_signing(one) for one in report.signings),
        evidence=tuple(JsonEvidence(path, blob) for path, blob in report.evidence.items()),
    )


def _policy(policy: PolicyInfo) -> JsonPolicy:
    return JsonPolicy(
        policy.id, policy.title, policy.path, policy.digest, policy.extends, policy.due, dict(policy.sections)
    )


def _read_policy(saved: JsonPolicy) -> PolicyInfo:
    return PolicyInfo(
        saved.id, saved.title, saved.path, saved.digest, saved.extends, due=saved.due, sections=saved.sections
    )


def _invocation(one: Invocation) -> JsonInvocation:
    waivers, known = one.waivers, one.no_worse_than
    return JsonInvocation(
        policies=one.policies,
        stage=one.stage,
        fail_on=one.fail_on,
        expect_policy=one.expect_policy,
        issues=one.issues,
        pull_request=one.pull_request,
        event=JsonHanded(one.event.path, one.event.digest) if one.event is not None else None,
        waivers=JsonHanded(waivers.path, waivers.digest) if waivers is not None else None,
        no_waivers=one.no_waivers,
        pass_unused_waivers=one.pass_unused_waivers,
        no_worse_than=JsonRevision(known.at, known.commit) if known is not None else None,
        allow_commands=one.allow_commands,
        time_limit=one.time_limit,
    )


def _read_invocation(saved: JsonInvocation) -> Invocation:
    waivers, known = saved.waivers, saved.no_worse_than
    return Invocation(
        policies=saved.policies,
        stage=saved.stage,
        fail_on=saved.fail_on,
        expect_policy=saved.expect_policy,
        issues=saved.issues,
        pull_request=saved.pull_request,
        event=Handed(saved.event.path, saved.event.digest) if saved.event is not None else None,
        waivers=Handed(waivers.path, waivers.digest) if waivers is not None else None,
        no_waivers=saved.no_waivers,
        pass_unused_waivers=saved.pass_unused_waivers,
        no_worse_than=NamedRevision(known.at, known.commit) if known is not None else None,
        allow_commands=saved.allow_commands,
        time_limit=saved.time_limit,
    )


def _rules(info: RulesInfo) -> JsonRules:
    return JsonRules(
        origin=info.origin,
        at=info.at,
        commit=info.commit,
        digest=info.digest,
        files=tuple(JsonRuleFile(one.path, one.kind, one.digest, one.own, one.alteration) for one in info.files),
        altered=bool(info.altered),
        disregarded=tuple(JsonDisregarded(one.key, one.value) for one in info.disregarded),
        narrowed=tuple(JsonNarrowed(one.key, one.value, one.by) for one in info.narrowed),
        own=JsonOwnRules(info.own.verdict, info.own.exit_code, info.own.problem) if info.own is not None else None,
    )


def _read_rules(saved: JsonRules) -> RulesInfo:
    return RulesInfo(
        origin=saved.origin,
        digest=saved.digest,
        files=tuple(RuleFile(one.path, one.kind, one.digest, one.own) for one in saved.files),
        at=saved.at,
        commit=saved.commit,
        disregarded=tuple(Disregarded(one.key, one.value) for one in saved.disregarded),
        narrowed=tuple(Narrowed(one.key, one.value, one.by) for one in saved.narrowed),
        own=OwnRules(saved.own.verdict, saved.own.exit_code, saved.own.problem) if saved.own is not None else None,
    )


def _judged(judged: Judged) -> JsonJudged:
    origin = judged.origin or IssuesOrigin()
    said = (origin.source, origin.file, origin.count, origin.moment, origin.digest)
    issues = JsonIssues(judged.issues, *said) if judged.issues else None
    return JsonJudged(judged.root, judged.at, judged.commit, judged.as_of, issues)


def _read_judged(saved: JsonJudged) -> Judged:
    one = saved.issues
    if one is None:
        return Judged(saved.root, saved.at, saved.as_of, saved.commit)
    origin = IssuesOrigin(one.source, one.file, one.count, one.time, one.digest)
    known = origin if origin != IssuesOrigin() else None
    return Judged(saved.root, saved.at, saved.as_of, saved.commit, one.text, origin=known)


def _criterion(result: Result) -> JsonCriterion:
    """Without what was observed."""
    criterion = result.criterion
    return JsonCriterion(
        id=criterion.id,
        title=criterion.title,
        why=criterion.why,
        fix=criterion.fix,
        source=criterion.source,
        outcome=result.outcome,
        owner=criterion.owner,
        severity=criterion.severity,
        stage=criterion.stage,
        note=result.note,
        left_out_by=result.left_out_by,
        policy=result.policy,
        observations=(),
    )


def _observation(seen: Observation) -> JsonObservation:
    place = seen.location
    return JsonObservation(
        ok=seen.ok,
        message=seen.message,
        path=told(place.path),
        line=place.line,
        column=place.column,
        pointer=place.pointer,
        expected=seen.expected,
        found=seen.found,
        hint=seen.hint,
        related=tuple(_place(place) for place in seen.related),
        words=seen.words,
        accepted=JsonAcceptance(*astuple(seen.accepted)) if seen.accepted is not None else None,
        cause=_cause(seen.cause) if seen.cause is not None else None,
    )


def _cause(cause: Cause) -> JsonCause:
    return JsonCause(cause.kind, cause.path, cause.name, cause.line)


def _blocker(one: Blocker, cause: Cause) -> JsonBlocker:
    return JsonBlocker(
        cause=_cause(cause),
        message=one.said,
        remedy=one.remedy,
        criteria=tuple(dict.fromkeys(result.criterion.id for result in one.results)),
        places=tuple(map(_place, one.places)),
    )


def _place(place: Location) -> JsonPlace:
    return JsonPlace(told(place.path), place.line, place.column)


def _signing(one: Signing) -> JsonSigning:
    place = one.location
    said = (one.who, one.role, one.mark, one.date, one.verdict, one.proof, one.reason)
    return JsonSigning(*said, place.path, place.line, place.column, place.pointer)


def _read_signing(one: JsonSigning) -> Signing:
    place = Location(one.path, one.line, one.column, one.pointer)
    return Signing(one.who, place, one.verdict, one.proof, one.mark, one.role, one.date, one.reason)


def _read(saved: JsonReport) -> Report:
    said = {one.cause: one.message for one in saved.blockers}
    return Report(
        policies=tuple(
            PolicyInfo(one.id, one.title, one.path, one.digest, one.extends, due=one.due, sections=one.sections)
            for one in saved.policies
        ),
        judged=_read_judged(saved.judged),
        results=tuple(_read_result(one, said) for one in saved.criteria),
        verdict=saved.verdict,
        exit_code=saved.exit_code,
        stage=saved.stage,
        fail_on=saved.fail_on,
        tool_version=saved.tool.version,
        signings=tuple(_read_signing(one) for one in saved.signings),
        only=saved.only,
        skip={one.id: one.by for one in saved.skip},
        invocation=_read_invocation(saved.invocation) if saved.invocation is not None else None,
        rules=_read_rules(saved.rules) if saved.rules is not None else None,
        evidence={one.path: one.blob for one in saved.evidence},
        plugins=tuple(Plugin(one.name, one.version) for one in saved.plugins),
    )


def _read_result(one: JsonCriterion, said: Mapping[JsonCause, str]) -> Result:
    heading = Heading(one.id, one.title, one.why, one.fix, one.source, one.owner, one.severity, one.stage)
    return Result(
        heading,
        one.outcome,
        tuple(_read_observation(each, said) for each in one.observations),
        one.note,
        one.policy,
        left_out_by=one.left_out_by,
    )


def _read_observation(one: JsonObservation, said: Mapping[JsonCause, str]) -> Observation:
    """said: what each cause is, in words."""
    cause = one.cause
    return Observation(
        ok=one.ok,
        said=one.message,
        location=Location(one.path, one.line, one.column, one.pointer),
        expected=one.expected,
        found=one.found,
        hint=one.hint,
        related=tuple(Location(each.path, each.line, each.column) for each in one.related),
        words=one.words,
        accepted=Acceptance(*astuple(one.accepted)) if one.accepted is not None else None,
        blocked=_read_cause(cause, said.get(cause, one.message)) if cause is not None else None,
    )


def _read_cause(one: JsonCause, said: str) -> Cause:
    return Cause(one.kind, one.path, one.name, one.line, said)
