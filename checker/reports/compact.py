"""One line per finding, as compilers write them, for editors and problem matchers.

The form is that of the GNU Coding Standards, section "Formatting Error Messages":
`path:line:column: severity: message`, here followed by the criterion in square brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.messages.findings import OPEN, Finding, findings, shown_place, summary
from checker.messages.rules import rules_alert
from checker.messages.summary import VERDICT_WORDS
from checker.messages.told import told
from checker.model.observation import Outcome
from checker.model.report import RenderOptions, Report
from checker.patterns import regex
from checker.text.display import visible, visible_line

_COMMAND = regex(r"^(\s*):(?=:)", re.MULTILINE)
"""What GitHub's runner takes for the beginning of a command."""


def render(report: Report, options: RenderOptions) -> str:
    """What is open or waived, everything when `verbose`; last the verdict, so that no finding is no empty output."""
    alert = rules_alert(report)
    lines = [*_lines(report, options), *([visible_line(alert)] if alert else [])]
    lines.append(f"{VERDICT_WORDS[report.verdict]}: {summary(report)}")
    return _COMMAND.sub(r"\1\\x3a", "".join(f"{line}\n" for line in lines))


def _lines(report: Report, options: RenderOptions) -> Iterator[str]:
    shown = tuple(Outcome) if options.verbose else OPEN if options.quiet else (*OPEN, Outcome.WAIVED)
    for one in told(report, (each for each in findings(report) if each.outcome in shown)):
        criterion = visible(one.lead.result.criterion.id)
        yield f"{shown_place(one.places[0])}: {_word(one.lead)}: {one.sentence} [{criterion}]"


def _word(one: Finding) -> str:
    if one.outcome in OPEN:
        return one.severity.value
    return "ok" if one.outcome is Outcome.PASS else "note"
