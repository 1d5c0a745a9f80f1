"""One test per criterion in the Test Anything Protocol, version 13 (https://testanything.org/tap-version-13-specification.html).

What is not met but not in the way of the verdict (waived, or below `--fail-on`) is `not ok … # TODO`: a harness counts
such a test as no failure, and would report an `ok … # TODO` as an unexpected success. What was not judged is `# SKIP`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.messages.findings import OPEN, Finding, findings, sentence, shown_place, summary
from checker.messages.rules import rules_alert
from checker.messages.summary import OUTCOME_WORDS, VERDICT_WORDS
from checker.model.observation import NOT_JUDGED, Outcome
from checker.model.report import RenderOptions, Report, Result
from checker.text.display import visible_line
from checker.text.json_in_html import json_text


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - every renderer is called alike
    """Every criterion; below those that are not met, what was seen as a YAML block."""
    found = findings(report)
    lines = ["TAP version 13", f"1..{len(report.results)}"]
    for number, result in enumerate(report.results, start=1):
        lines.append(_test(number, result, report))
        lines += _diagnosis([one for one in found if one.result is result])
    told = (f"{VERDICT_WORDS[report.verdict]}: {summary(report)}", rules_alert(report))
    lines += [f"# {_escaped(said)}" for said in told if said]
    return "".join(f"{line}\n" for line in lines)


def _test(number: int, result: Result, report: Report) -> str:
    ok = "not ok" if result.outcome in (*OPEN, Outcome.WAIVED) else "ok"
    name = _escaped(f"{result.criterion.id}: {result.criterion.title}")
    return f"{ok} {number} - {name}{_directive(result, report)}"


def _directive(result: Result, report: Report) -> str:
    note = _escaped(result.note or OUTCOME_WORDS[result.outcome])
    if result.outcome in NOT_JUDGED:
        return f" # SKIP {note}"
    if result.outcome is Outcome.WAIVED:
        return f" # TODO {note}"
    if result.outcome in OPEN and not result.criterion.severity.reaches(report.fail_on):
        return f" # TODO {OUTCOME_WORDS[result.outcome]}, a {result.criterion.severity} below `{report.fail_on}`"
    return ""


def _diagnosis(found: Sequence[Finding]) -> Iterator[str]:
    """A YAML block whose texts are JSON strings, which YAML reads alike.

    Perl's harness takes a list entry with a colon in it for a mapping, quoted or not; so entries are mappings.
    """
    bad = [one for one in found if one.outcome in (*OPEN, Outcome.WAIVED)]
    if not bad:
        return
    about = bad[0].result.criterion
    yield "  ---"
    yield f"  severity: {about.severity}"
    yield f"  owner: {json_text(visible_line(about.owner))}"
    yield f"  fix: {json_text(visible_line(about.fix))}"
    yield "  findings:"
    for one in bad:
        yield f"    - place: {json_text(shown_place(one.seen.location))}"
        yield f"      seen: {json_text(sentence(one))}"
    yield "  ..."


def _escaped(text: str) -> str:
    """Without what begins a directive; nothing else in a description means something."""
    return visible_line(text).replace("#", r"\#")
