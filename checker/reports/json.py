"""The report for programs: a versioned shape of its own, described by `schemas/report.schema.json`.

The dataclasses below are that shape. A change that breaks a reader of version 1 is version 2.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar, Literal

from checker.errors import UsageError
from checker.model.exhibits import Signing
from checker.model.location import Location
from checker.model.observation import Acceptance, Observation, Outcome
from checker.model.report import Heading, Judged, PolicyInfo, RenderOptions, Report, Result, Severity, Stage, Verdict
from checker.reading.json_text import json_text
from checker.reading.tally import counts

VERSION: Literal[1] = 1

_CLOSED = {"extra": "forbid", "use_attribute_docstrings": True}


@dataclass(frozen=True, slots=True)
class JsonTool:
    """The program that wrote the report."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    name: Literal["closure-check"]
    version: str


@dataclass(frozen=True, slots=True)
class JsonPolicy:
    """A policy that was judged."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    id: str
    title: str
    path: str
    digest: str
    """`sha256:` and the digest of the bytes of its file and of those that it builds on, in their order."""
    extends: tuple[str, ...] = ()
    """The files of the policies that it builds on."""


@dataclass(frozen=True, slots=True)
class JsonJudged:
    """What was judged."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    root: str
    at: str
    """`worktree`, `index`, or the revision as the caller named it."""
    commit: str
    """The full id of the revision, empty for worktree and index."""
    as_of: str
    """The day on which it was judged, `YYYY-MM-DD`."""
    issues: str
    """Where issues came from, empty for nowhere."""


@dataclass(frozen=True, slots=True)
class JsonPlace:
    """A further place."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    path: str
    line: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class JsonObservation:
    """One thing that was looked at, good or bad."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    ok: bool | None
    """true: met; false: not met; null: could not be decided."""
    message: str
    path: str
    """Relative to the judged root; `.` for the root itself."""
    line: int | None
    """1-based; null where the format gives none."""
    column: int | None
    """1-based, in code points; null where the format gives none."""
    pointer: str
    """The place by names (`Defect Catalog/P0-002/Issue`), which survives edits above it."""
    expected: str | None
    found: str | None
    hint: str | None
    related: tuple[JsonPlace, ...]
    words: str = ""
    """The words at the place, for knowing the finding again; empty where nothing is open."""
    accepted: str | None = None
    """Why it is accepted as it is: the reason of the policy that says so under `meant`."""


@dataclass(frozen=True, slots=True)
class JsonCriterion:
    """One criterion and what came out for it."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    id: str
    title: str
    why: str
    fix: str
    source: str
    outcome: Outcome
    owner: str
    severity: Severity
    stage: Stage
    """The earliest moment at which it must hold."""
    note: str
    """Why it was not judged, or by whom and until when it is waived; else empty."""
    policy: str
    """The id of the policy that it belongs to."""
    observations: tuple[JsonObservation, ...]


@dataclass(frozen=True, slots=True)
class JsonSigning:
    """A place for a signature that a criterion looked at, and what stands there."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    who: str
    """Who is to sign, or did, as written; else as the policy names the person."""
    role: str
    """As written; empty for none, as are `mark` and `date`."""
    mark: str
    """What stands where the signature belongs."""
    date: str
    verdict: str
    """`signed`, `unsigned`, `partial` or `ambiguous`."""
    proof: str
    """The kind of proof that the mark is, in words."""
    reason: str
    """Why it is not simply signed; else empty."""
    path: str
    line: int | None
    column: int | None
    pointer: str


@dataclass(frozen=True, slots=True)
class JsonReport:
    """The verdict of closure-check on one repository, with its evidence."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    version: Literal[1]
    tool: JsonTool
    policy: str
    """The id of the first policy."""
    policies: tuple[JsonPolicy, ...]
    judged: JsonJudged
    stage: Stage
    """The moment for which it was judged; criteria of later stages are not due."""
    fail_on: Severity
    """The least severity that stands in the way of `met`."""
    verdict: Verdict
    exit_code: int
    """0 met, 1 not met, 3 undecided."""
    counts: dict[Outcome, int]
    """How many criteria came out how."""
    criteria: tuple[JsonCriterion, ...]
    """Every criterion once, in the order of the policies."""
    signings: tuple[JsonSigning, ...] = ()
    """Every place for a signature that criteria looked at, with mark, date and proof."""


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - every renderer is called alike
    """The report as JSON: the same report, the same bytes. Nothing in it steers a terminal."""
    return json_text(_report(report), default=_plain, indent=2) + "\n"


def read_report(data: bytes, name: str) -> Report:
    """The report that `render` wrote; traces and source lines are not in it, and a lone surrogate is a `?`.

    Raises UsageError for anything else.
    """
    from pydantic import TypeAdapter, ValidationError

    try:
        # What stands for a byte that is no UTF-8 in the name of a file, pydantic does not take.
        told = json.dumps(json.loads(data), ensure_ascii=False).encode("utf-8", "replace")
        return _read(TypeAdapter(JsonReport).validate_json(told))
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
    except (ValueError, RecursionError):
        place = ""
    at = f" at `{place}`" if place else ""
    raise UsageError(f"{name} is no JSON report of this closure-check{at}; write one with --format json")


def report_schema() -> dict[str, Any]:
    """The JSON Schema of what `render` writes."""
    from pydantic import TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema

    class Untitled(GenerateJsonSchema):
        """Leaves out the titles of fields, which only repeat their names."""

        def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - no field has a title
            return False

    schema = TypeAdapter(JsonReport).json_schema(schema_generator=Untitled)
    schema["properties"]["counts"]["minProperties"] = len(Outcome)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} is no part of a report")


def _report(report: Report) -> JsonReport:
    return JsonReport(
        version=VERSION,
        tool=JsonTool("closure-check", report.tool_version),
        policy=report.policies[0].id if report.policies else "",
        policies=tuple(_policy(policy) for policy in report.policies),
        judged=_judged(report.judged),
        stage=report.stage,
        fail_on=report.fail_on,
        verdict=report.verdict,
        exit_code=report.exit_code,
        counts=dict(counts(report)),
        criteria=tuple(_criterion(result) for result in report.results),
        signings=tuple(_signing(one) for one in report.signings),
    )


def _policy(policy: PolicyInfo) -> JsonPolicy:
    return JsonPolicy(policy.id, policy.title, policy.path, policy.digest, policy.extends)


def _judged(judged: Judged) -> JsonJudged:
    return JsonJudged(judged.root, judged.at, judged.commit, judged.as_of, judged.issues)


def _criterion(result: Result) -> JsonCriterion:
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
        policy=result.policy,
        observations=tuple(_observation(seen) for seen in result.observations),
    )


def _observation(seen: Observation) -> JsonObservation:
    place = seen.location
    return JsonObservation(
        ok=seen.ok,
        message=seen.message,
        path=place.path,
        line=place.line,
        column=place.column,
        pointer=place.pointer,
        expected=seen.expected,
        found=seen.found,
        hint=seen.hint,
        related=tuple(_place(place) for place in seen.related),
        words=seen.words,
        accepted=seen.accepted.why if seen.accepted is not None else None,
    )


def _place(place: Location) -> JsonPlace:
    return JsonPlace(place.path, place.line, place.column)


def _signing(one: Signing) -> JsonSigning:
    place = one.location
    said = (one.who, one.role, one.mark, one.date, one.verdict, one.proof, one.reason)
    return JsonSigning(*said, place.path, place.line, place.column, place.pointer)


def _read_signing(one: JsonSigning) -> Signing:
    place = Location(one.path, one.line, one.column, one.pointer)
    return Signing(one.who, place, one.verdict, one.proof, one.mark, one.role, one.date, one.reason)


def _read(saved: JsonReport) -> Report:
    judged = saved.judged
    return Report(
        policies=tuple(PolicyInfo(one.id, one.title, one.path, one.digest, one.extends) for one in saved.policies),
        judged=Judged(judged.root, judged.at, judged.as_of, judged.commit, judged.issues),
        results=tuple(_read_result(one) for one in saved.criteria),
        verdict=saved.verdict,
        exit_code=saved.exit_code,
        stage=saved.stage,
        fail_on=saved.fail_on,
        tool_version=saved.tool.version,
        signings=tuple(_read_signing(one) for one in saved.signings),
    )


def _read_result(one: JsonCriterion) -> Result:
    heading = Heading(one.id, one.title, one.why, one.fix, one.source, one.owner, one.severity, one.stage)
    return Result(
        heading, one.outcome, tuple(_read_observation(each) for each in one.observations), one.note, one.policy
    )


def _read_observation(one: JsonObservation) -> Observation:
    return Observation(
        ok=one.ok,
        said=one.message,
        location=Location(one.path, one.line, one.column, one.pointer),
        expected=one.expected,
        found=one.found,
        hint=one.hint,
        related=tuple(Location(each.path, each.line, each.column) for each in one.related),
        words=one.words,
        accepted=Acceptance(one.accepted) if one.accepted is not None else None,
    )
