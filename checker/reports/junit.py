"""One test case per criterion in JUnit's XML, as Jenkins' xUnit plugin describes it (`junit-10.xsd`).

Not met is a failure, undecided an error; waived, not due, not applicable and what is below `--fail-on` are skipped,
each with its reason. GitLab also reads the attribute `file` of a test case, which that schema does not allow: the
format `junit-gitlab` has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from checker.messages.findings import OPEN, Finding, findings, has_file, in_folder, sentence, shown_place
from checker.messages.rules import rules_properties
from checker.messages.summary import OUTCOME_WORDS, counted, waivers_words, without_words
from checker.model.observation import Outcome
from checker.model.report import PolicyInfo, RenderOptions, Report, Result
from checker.text.display import opening, visible, visible_line


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - every renderer is called alike
    """Every criterion, with all that was seen for it."""
    return _written(_suites(report, None))


def render_for_gitlab(report: Report, options: RenderOptions) -> str:
    """The same with the file of the first finding on each test case."""
    return _written(_suites(report, options))


def _written(root: Element) -> str:
    ET.indent(root)
    written = ET.tostring(root, encoding="unicode")
    # Jenkins and GitLab take the file that stands behind this for an attachment, and show it.
    written = written.replace("[[ATTACHMENT", r"[\x5bATTACHMENT")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _suites(report: Report, with_files: RenderOptions | None) -> Element:
    """with_files: whether test cases name files, and how."""
    root = Element("testsuites", {"name": "closure-check", **_tally(report, report.results)})
    del root.attrib["skipped"]
    found = findings(report)
    for policy in report.policies:
        results = [result for result in report.results if result.policy == policy.id]
        suite = SubElement(root, "testsuite", {"name": visible_line(policy.id), **_tally(report, results)})
        _properties(suite, report, policy)
        for result in results:
            _case(suite, [one for one in found if one.result is result], report, with_files)
    return root


def _tally(report: Report, results: Sequence[Result]) -> dict[str, str]:
    kinds = [_kind(report, result) for result in results]
    number = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    return {"tests": str(len(results)), **{name: str(kinds.count(kind)) for name, kind in number.items()}}


def _properties(suite: Element, report: Report, policy: PolicyInfo) -> None:
    judged, block = report.judged, SubElement(suite, "properties")
    about = {"title": policy.title, "digest": policy.digest, "at": judged.at, "commit": judged.commit}
    about |= {"as-of": judged.as_of, "issues": judged.issues, "stage": report.stage, "fail-on": report.fail_on}
    about |= rules_properties(report)
    about |= {"waivers": f"{waivers_words(report)} ({without_words(report)})"} if report.waived else {}
    for name, value in {**about, "verdict": report.verdict, "closure-check": report.tool_version}.items():
        SubElement(block, "property", name=name, value=visible_line(value))


def _case(suite: Element, found: Sequence[Finding], report: Report, with_files: RenderOptions | None) -> None:
    result = found[0].result
    name = visible_line(f"{result.criterion.id}: {result.criterion.title}")
    case = SubElement(suite, "testcase", classname=visible_line(result.policy), name=name)
    first = next((one for one in _bad(found) if has_file(one.seen.location)), None)
    if with_files is not None and first is not None:
        case.set("file", visible(in_folder(first.seen.location, with_files).path))
    kind = _kind(report, result)
    if kind:
        told = SubElement(case, kind, message=_message(report, result, found), type=str(result.outcome))
        told.text = "\n".join(_lines(_bad(found), result)) or None
    good = [_line(one) for one in found if one.seen.ok and one.outcome in (Outcome.PASS, Outcome.WAIVED)]
    if good:
        SubElement(case, "system-out").text = "\n".join(good)


def _kind(report: Report, result: Result) -> str:
    """The element that tells what came out, empty for what is met."""
    if result.outcome is Outcome.PASS:
        return ""
    if result.outcome not in OPEN or not result.criterion.severity.reaches(report.fail_on):
        return "skipped"
    return "failure" if result.outcome is Outcome.FAIL else "error"


def _message(report: Report, result: Result, found: Sequence[Finding]) -> str:
    bad, words = _bad(found), OUTCOME_WORDS[result.outcome]
    if result.outcome not in OPEN:
        return visible_line(result.note) or words
    more = f" (and {counted(len(bad) - 1, 'more finding')})" if len(bad) > 1 else ""
    below = "" if _kind(report, result) != "skipped" else f"{words}, a {result.criterion.severity}: "
    return f"{below}{sentence(bad[0])}{more}" if bad else words


def _lines(bad: Sequence[Finding], result: Result) -> Iterator[str]:
    yield from map(_line, bad)
    about = result.criterion
    for label, text in (("why", about.why), ("fix", about.fix), ("owner", about.owner), ("source", about.source)):
        if text and bad:
            yield f"{label}: {visible_line(text)}"


def _line(finding: Finding) -> str:
    return opening(f"{shown_place(finding.seen.location)}: {sentence(finding)}")


def _bad(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if one.outcome in (*OPEN, Outcome.WAIVED) and not one.seen.ok]
