"""No text of a document or policy breaks a format, steers a terminal, a log or a spreadsheet, or gets lost."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Mapping
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.messages.findings import findings
from checker.model.location import Location
from checker.model.observation import Observation, Outcome
from checker.model.report import Heading, Judged, PolicyInfo, RenderOptions, Report, Result, Severity, Stage, Verdict
from checker.reports import RENDERER_BY_NAME
from checker.text.display import visible, visible_line

ATTACKS = st.sampled_from(
    [
        "\n::error::x",
        "::add-mask::a",
        "##[error]x",
        "=HYPERLINK(1)",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1",
        "\t=1",
        "]]><x>",
        "&amp;",
        '"\r\n"',
        "# TODO x",
        "# SKIP",
        "\nok 9",
        "\nBail out!",
        "[a](javascript:x)",
        "{0}",
        "\x1b[2J",
        "\x00",
        "\ufffe",
        "\ud800",
        "\x85",
        "\u2028",
        "\u202e",
        "a:b//c",
        "https://acme.example/1",
        "%0A",
        "..",
        "'",
    ]
)
ANY_TEXT = st.text(max_size=40) | st.lists(ATTACKS | st.text(max_size=5), max_size=4).map("".join)
PLACES = st.builds(Location, ANY_TEXT, st.none() | st.integers(1, 9), st.none() | st.integers(1, 9), ANY_TEXT)
OPTIONAL = st.none() | ANY_TEXT
OBSERVATIONS = st.builds(
    Observation, st.sampled_from([True, False, None]), ANY_TEXT, PLACES, OPTIONAL, OPTIONAL, OPTIONAL, st.tuples(PLACES)
)
HEADINGS = st.builds(
    Heading, *[ANY_TEXT] * 6, severity=st.sampled_from(Severity), stage=st.sampled_from(Stage), location=PLACES
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    policy = draw(st.builds(PolicyInfo, ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT))
    seen = st.lists(OBSERVATIONS, max_size=3).map(tuple)
    results = draw(
        st.lists(st.builds(Result, HEADINGS, st.sampled_from(Outcome), seen, ANY_TEXT, st.just(policy.id)), max_size=3)
    )
    judged = Judged(draw(ANY_TEXT), draw(ANY_TEXT), "2026-07-26", draw(ANY_TEXT), draw(ANY_TEXT))
    verdict, fail_on = draw(st.sampled_from(Verdict)), draw(st.sampled_from(Severity))
    return Report((policy,), judged, tuple(results), verdict, 1, Stage.CLOSURE, fail_on, "1.2.3")


def render(name: str, report: Report) -> str:
    return RENDERER_BY_NAME[name](report, RenderOptions())


def is_shown(text: str) -> bool:
    return all(sign in "\r\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in text)


COMMAND = re.compile(r"(?m)^\s*::")


@pytest.mark.parametrize("name", RENDERER_BY_NAME)
@given(report=reports())
@settings(max_examples=30)
def test_nothing_steers_a_terminal_or_the_runner(name: str, report: Report) -> None:
    text = render(name, report)
    assert text.encode()
    assert is_shown(text)
    assert "##[" not in text
    if name == "github":
        assert all(re.match("::(error|warning|notice) title=[^:,\r\n]*", line) for line in text.splitlines())
    else:
        assert not COMMAND.search(text)


@given(reports())
@settings(max_examples=30)
def test_annotation_says_one_thing_on_one_line(report: Report) -> None:
    lines = render("github", report).removesuffix("\n").split("\n")
    levels = [re.match("::(error|warning|notice) ", line) for line in lines]
    assert all(levels)
    assert all(line.count("::") >= 2 for line in lines)


@pytest.mark.parametrize("name", ["junit", "junit-gitlab"])
@given(report=reports())
@settings(max_examples=30)
def test_xml_is_read_back_as_it_was_shown(name: str, report: Report) -> None:
    root = ET.fromstring(render(name, report))
    assert {one.get("name") for one in root.iter("testsuite")} == {visible_line(report.policies[0].id)}
    cases = [one.get("name") for one in root.iter("testcase")]
    assert cases == [visible_line(f"{one.criterion.id}: {one.criterion.title}") for one in report.results]


@pytest.mark.parametrize("name", ["junit", "junit-gitlab"])
def test_attachment_of_a_document_is_none(name: str) -> None:
    said = "[[ATTACHMENT|/etc/passwd]]"
    seen = tuple(Observation(ok=ok, said=said, location=Location("a.md", 1, 1)) for ok in (True, False))
    result = Result(Heading("it", said), Outcome.FAIL, seen, "", "p")
    judged = Judged(".", "worktree", "2026-07-26")
    policy = PolicyInfo("p", said, "p.yaml", "sha256:0")
    report = Report((policy,), judged, (result,), Verdict.NOT_MET, 1, Stage.CLOSURE, Severity.ERROR, "1")
    text = render(name, report)
    assert "[[ATTACHMENT" not in text
    assert r"[\x5bATTACHMENT|/etc/passwd]]" in text


@given(reports())
@settings(max_examples=30)
def test_csv_has_no_formula_and_is_read_back_as_it_was_shown(report: Report) -> None:
    head, *rows = csv.reader(io.StringIO(render("csv", report), newline=""))
    assert not any(cell[:1] in tuple("=+-@＝＋－＠\t\r") for row in rows for cell in row if cell)
    assert all(len(row) == len(head) for row in rows)
    messages = [row[head.index("message")] for row in rows]
    assert [cell.removeprefix("'") for cell in messages] == [visible(one.seen.message) for one in findings(report)]


@given(reports())
@settings(max_examples=30)
def test_json_lines_are_read_back_as_they_were(report: Report) -> None:
    head, *lines = render("jsonl", report).removesuffix("\n").split("\n")
    assert json.loads(head)["headline"]
    titles = [result.criterion.title for result in report.results for _ in result.observations or (None,)]
    assert [utf16(json.loads(line)["title"]) for line in lines] == [utf16(title) for title in titles]


def utf16(text: str) -> bytes:
    """Two lone surrogates side by side read back as the character that they make."""
    return text.encode("utf-16", "surrogatepass")


@given(reports())
@settings(max_examples=30)
def test_tap_has_one_line_per_criterion_and_no_directive_of_a_document(report: Report) -> None:
    lines = render("tap", report).removesuffix("\n").split("\n")
    tests = [line for line in lines if re.match("(not )?ok ", line)]
    assert len(tests) == len(report.results)
    assert lines[:2] == ["TAP version 13", f"1..{len(tests)}"]
    ours: Mapping[Outcome, str] = {Outcome.WAIVED: "TODO", Outcome.NOT_DUE: "SKIP", Outcome.NOT_APPLICABLE: "SKIP"} | {
        Outcome.NOT_RUN: "SKIP"
    }
    for line, result in zip(tests, report.results, strict=True):
        found = re.findall(r"(?<!\\)#\s*(\w*)", line)
        is_open = result.outcome in (Outcome.FAIL, Outcome.UNKNOWN)
        below = is_open and not result.criterion.severity.reaches(report.fail_on)
        expected = "TODO" if below else ours.get(result.outcome)
        assert found == ([expected] if expected else [])


@pytest.mark.parametrize("name", ["sarif", "sarif-full", "gitlab", "oscal", "shields"])
@given(report=reports())
@settings(max_examples=30)
def test_json_formats_are_json(name: str, report: Report) -> None:
    json.loads(render(name, report))


@given(reports())
@settings(max_examples=30)
def test_sarif_places_are_relative_and_bear_no_link(report: Report) -> None:
    (run,) = json.loads(render("sarif-full", report))["runs"]
    for result in run["results"]:
        assert "](" not in result["message"]["text"]
        for location in result["locations"]:
            assert re.fullmatch(r"[A-Za-z0-9._~%/-]+", location["physicalLocation"]["artifactLocation"]["uri"])
