"""A report as it was saved: what it says, and the bytes that say it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.classes import dataclass
from checker.errors import UsageError
from checker.model.report import Report
from checker.model.rules import Invocation
from checker.piped import called, read_given
from checker.reports.json import read_report
from checker.request import LARGEST_REPORT


@dataclass(frozen=True, slots=True)
class Saved:
    """A report in a file. written: as JSON has it. digest: `sha256:` of the bytes. invocation: how it was asked for."""

    name: str
    digest: str
    written: Mapping[str, Any]
    report: Report
    invocation: Invocation


def read_saved(path: Path) -> Saved:
    """Raises UsageError for what is no JSON report, and for one that does not say how it was asked for."""
    name, data = called(str(path)), read_given(path, "name a JSON report", LARGEST_REPORT)
    report = read_report(data, name)
    try:
        written = json.loads(data, object_pairs_hook=_once)
    except _StandsTwiceError as error:
        said = f"{name}: the key `{error}` stands twice in one place, so readers may take either"
        raise UsageError(f"{said}; write the report again with --format json") from None
    if report.invocation is None:
        said = f"{name} does not say how it was asked for (`invocation`), so nobody can ask again"
        raise UsageError(f"{said}; write it again with --format json")
    return Saved(name, f"sha256:{hashlib.sha256(data).hexdigest()}", written, report, report.invocation)


class _StandsTwiceError(Exception):
    """A key is there more than once. JSON leaves open which of its values counts (RFC 8259, section 4)."""


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _StandsTwiceError(next(name for name in names if names.count(name) > 1))
    return found
