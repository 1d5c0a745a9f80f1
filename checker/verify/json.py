"""Whether a report is so, for programs: a versioned shape, described by `schemas/verification.schema.json`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, ClassVar, Literal

from checker import __version__
from checker.classes import dataclass
from checker.text.json_in_html import json_text
from checker.verify import Verification
from checker.verify.differences import NOTHING, Difference
from checker.verify.words import criterion_of, field_of, finding_of, line_of, pointer_of

VERSION: Literal[1] = 1
Result = Literal["verified", "differs", "not-all-looked-at"]
_CLOSED = {"extra": "forbid", "use_attribute_docstrings": True}


@dataclass(frozen=True, slots=True)
class JsonSaved:
    """The report that was looked at."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    file: str
    digest: str
    """`sha256:` of its bytes."""
    tool: str
    """The version of closure-check that wrote it, as it says."""
    commit: str
    """The full id of the commit that it says was judged; empty for a work tree and an index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonDifference:
    """One value that is not as the report says."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    pointer: str
    """Its place in the report, as a JSON Pointer; of what the report does not have, where it belongs."""
    criterion: str
    """The id of the criterion; empty where it is about none."""
    finding: str
    """The place of the finding, such as `docs/report.md:9:3`; empty where it is about none."""
    field: str
    """The names on the way to it, without those of the criterion and the finding; empty for one of these as a whole."""
    message: str
    """All of it in words."""
    only_in: Literal["", "report", "judged-again"]
    """Where only one has it; empty where both do."""
    reported: Any
    """What the report says; null where it says nothing."""
    found: Any
    """What is so; null where there is nothing."""


@dataclass(frozen=True, slots=True)
class JsonUnseen:
    """Something that could not be looked at."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    what: str
    remedy: str
    """What to do about it; empty where that is said already, or nothing can be done."""
    criteria: tuple[str, ...]
    """The ids of the criteria that rest on it; empty where nothing could be judged, or all could."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonVerification:
    """Whether a saved report of closure-check is what comes out when the same is judged again."""

    __pydantic_config__: ClassVar[Any] = _CLOSED

    version: Literal[1]
    tool: str
    """The version of closure-check that judged again."""
    report: JsonSaved
    result: Result
    exit_code: Literal[0, 1, 3]
    """0 verified, 1 differs, 3 not all could be looked at."""
    judged_again: bool
    """Whether anything could be judged."""
    head: str
    """The full id of the commit that is checked out; empty where that is not known."""
    differences: tuple[JsonDifference, ...]
    unseen: tuple[JsonUnseen, ...]


_RESULT_BY_EXIT_CODE: dict[int, Result] = {0: "verified", 1: "differs", 3: "not-all-looked-at"}


def render(one: Verification) -> str:
    """The same inputs give the same bytes."""
    code: Any = one.exit_code
    judged = one.saved.report.judged
    written = JsonVerification(
        version=VERSION,
        tool=__version__,
        report=JsonSaved(one.saved.name, one.saved.digest, one.saved.report.tool_version, judged.commit),
        result=_RESULT_BY_EXIT_CODE[code],
        exit_code=code,
        judged_again=one.again is not None,
        head=one.head,
        differences=tuple(map(_difference, one.differences)),
        unseen=tuple(JsonUnseen(each.what, each.remedy, each.criteria) for each in one.unseen),
    )
    return json_text(asdict(written), indent=2) + "\n"


def verification_schema() -> dict[str, Any]:
    """The JSON Schema of what `render` writes."""
    from checker.reports.json import schema_of

    return schema_of(JsonVerification)


def _difference(one: Difference) -> JsonDifference:
    only = "report" if one.found is NOTHING else "judged-again" if one.reported is NOTHING else ""
    return JsonDifference(
        pointer=pointer_of(one),
        criterion=criterion_of(one),
        finding=finding_of(one),
        field=field_of(one),
        message=line_of(one),
        only_in=only,  # type: ignore[arg-type]
        reported=None if one.reported is NOTHING else one.reported,
        found=None if one.found is NOTHING else one.found,
    )
