"""What came out of cases in JUnit's XML, as Jenkins' xUnit plugin describes it (`junit-10.xsd`): a test for each."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from checker.cases.judge import JudgedCase, JudgedSuite
from checker.cases.text import finding, said
from checker.text.display import visible_line


def render(suites: Sequence[JudgedSuite]) -> str:
    root = Element(
        "testsuites", {"name": "closure-check test", **_tally([one for suite in suites for one in suite.cases])}
    )
    for suite in suites:
        below = SubElement(root, "testsuite", {"name": visible_line(suite.suite.name), **_tally(suite.cases)})
        for case in suite.cases:
            _case(below, visible_line(suite.suite.policy.id), case)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _tally(cases: Sequence[JudgedCase]) -> dict[str, str]:
    failed = sum(not one.as_expected for one in cases)
    return {"tests": str(len(cases)), "failures": str(failed), "errors": "0"}


def _case(suite: Element, policy: str, judged: JudgedCase) -> None:
    written = SubElement(suite, "testcase", classname=policy, name=visible_line(judged.case.name))
    wrong = [one for one in judged.answers if not one.as_expected]
    if not wrong:
        return
    told = SubElement(written, "failure", message=said(wrong[0]), type="expectation")
    lines = [
        line
        for one in wrong
        for line in (
            f"{one.expected.location}: {said(one)}",
            *(f"  expected  {visible_line(str(place))}" for place in one.missing),
            *(f"  found     {finding(path, seen)}" for path, seen in one.findings),
        )
    ]
    told.text = "\n".join(lines)
