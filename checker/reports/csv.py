"""One row per finding for a spreadsheet (RFC 4180): every field quoted, lines ended by CR LF, the first row names them.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula and runs it; such cells begin with an
apostrophe here (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io

from checker.messages.findings import Finding, findings
from checker.messages.verdicts import unwaived
from checker.model.report import RenderOptions, Report
from checker.model.waivers import CRITERION
from checker.patterns import regex
from checker.text.display import visible

COLUMNS = (
    "policy",
    "criterion",
    "title",
    "outcome",
    "outcome_without_waivers",
    "severity",
    "stage",
    "owner",
    "finding",
    "path",
    "line",
    "column",
    "pointer",
    "message",
    "expected",
    "found",
    "hint",
    "note",
    "fix",
    "source",
    "fingerprint",
)
"""outcome: of the criterion; finding: of what this row is about. outcome_without_waivers: empty for the criterion that
tells of the waivers, which is not there without them.
"""

_FORMULA = regex("[=+\\-@＝＋－＠']")
"""Full-width signs too: some spreadsheets read them as the narrow ones."""


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - every renderer is called alike
    """Every finding, good ones too; a criterion without evidence has one row."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in _row(one)] for one in findings(report))
    return text.getvalue()


def _row(one: Finding) -> tuple[str | int | None, ...]:
    about, seen, place = one.result.criterion, one.seen, one.seen.location
    bare = unwaived(one.result).outcome if about.id != CRITERION else None
    return (
        *(one.result.policy, about.id, about.title, one.result.outcome, bare),
        *(about.severity, about.stage, about.owner),
        *(one.outcome, place.path, place.line, place.column, place.pointer),
        *(seen.message, seen.expected, seen.found, seen.hint, one.note, about.fix, about.source),
        one.fingerprint,
    )


def cell(value: str | int | None) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    shown = visible(str(value)) if value is not None else ""
    return f"'{shown}" if _FORMULA.match(shown) else shown
