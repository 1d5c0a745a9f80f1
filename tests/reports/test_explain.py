"""The page about one criterion, compared with `explained/<case>.txt`; `UPDATE_EXPECTED=1` rewrites them."""

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.location import Location
from checker.model.observation import Observation, Outcome, met, not_met, undecided
from checker.model.report import (
    Heading,
    Judged,
    PolicyInfo,
    RenderOptions,
    Report,
    Result,
    Severity,
    Stage,
    Trace,
    Verdict,
)
from checker.reports.explain import criterion_lines, render
from checker.text.display import cells

EXPLAINED = Path(__file__).parent / "explained"
POLICY_PATH = "policies/release.yaml"
POLICY_LINES = (
    "criteria:",
    "  - id: notes-dated",
    "    title: Every version of the changelog has its date",
    "    why: without a date nobody knows which version fixed what, and the people who ask are the ones in a hurry",
    "    for_each: {row: {in: changelog, columns: [Version, Date]}, where: {Version: {matches: '^1'}}, at_least: 2}",
    "    require: {Date: date}",
    "",
    "  # what the packagers ask for",
    "  - id: packaged",
    "    all:",
    "      - require: {exists: {file: LICENSE}}",
    "      - for_none: {task: {in: checklist}, where: {checked: false}}",
)
CHANGELOG = "docs/CHANGELOG.md"
CHECKLIST = "docs/CHECKLIST.md"
LINES = {CHANGELOG: ("| Version | Date |", "|---|---|", "| 1.1.0 | TBD |"), CHECKLIST: ("- [ ] tell the packagers",)}


def report_of(*results: Result) -> Report:
    return Report(
        policies=(
            PolicyInfo("release", "Release checklist", POLICY_PATH, "sha256:0", (), {POLICY_PATH: POLICY_LINES}),
        ),
        judged=Judged("pump", "worktree", "2026-07-26"),
        results=results,
        verdict=Verdict.NOT_MET,
        exit_code=1,
        stage=Stage.MERGE,
        fail_on=Severity.ERROR,
        tool_version="1.2.3",
        lines=LINES,
    )


DATED = Heading(
    "notes-dated",
    "Every version of the changelog has its date",
    why="without a date nobody knows which version fixed what, and the people who ask are the ones in a hurry",
    fix="write the day of the release",
    source="RELEASING.md",
    owner="Mira Sato",
    stage=Stage.MERGE,
    location=Location(POLICY_PATH, 2, 5),
)
PACKAGED = Heading("packaged", "packaged", severity=Severity.WARNING, location=Location(POLICY_PATH, 9, 5))
TABLE = Location(CHANGELOG, 1, 1)


def _row(line: int, version: str) -> tuple[str, Location]:
    return version, Location(CHANGELOG, line, 3)


ENOUGH = met("2 of 3 in the rows of docs/CHANGELOG.md, as many as expected", TABLE, expected="at least 2", found="2")
GOOD = met("`Date` of 1.2.0 is `2026-07-01`", Location(CHANGELOG, 4, 11), expected="a date", found="`2026-07-01`")
BAD = not_met("`Date` of 1.1.0 is `TBD`, expected a date", Location(CHANGELOG, 3, 11), expected="a date", found="TBD")
LICENSE = met("there is LICENSE among the files LICENSE", Location("LICENSE"), found="1 found")
OPEN = not_met("task `tell the packagers` is there, which must not be", Location(CHECKLIST, 1, 3))


def _dated(outcome: Outcome, *seen: Observation) -> Result:
    selected = (_row(4, "1.2.0"), _row(3, "1.1.0"))
    trace = Trace("for_each", "the rows of docs/CHANGELOG.md", TABLE, 3, selected, seen)
    return Result(DATED, outcome, seen, "", "release", (trace,))


def _packaged() -> Result:
    tasks = (("task `tell the packagers`", Location(CHECKLIST, 1, 3)),)
    traces = (
        Trace("", "the repository", Location("."), 1, (), (LICENSE,)),
        Trace("for_none", "the tasks of docs/CHECKLIST.md", Location(CHECKLIST, 1, 1), 1, tasks, (OPEN,)),
    )
    return Result(PACKAGED, Outcome.FAIL, (LICENSE, OPEN), "", "release", traces)


def _many() -> Result:
    selected = tuple(_row(n, f"1.{n}") for n in range(100))
    return Result(
        DATED, Outcome.PASS, (ENOUGH,), "", "release", (Trace("for_any", "the rows", TABLE, 100, selected, (ENOUGH,)),)
    )


UNREAD = undecided("docs/CHANGELOG.md is not UTF-8 (byte 3)", Location(CHANGELOG), hint="save it as UTF-8")
CASES: Mapping[str, Report] = {
    "met": report_of(_dated(Outcome.PASS, ENOUGH, GOOD)),
    "not-met": report_of(_dated(Outcome.FAIL, ENOUGH, GOOD, BAD)),
    "several-clauses": report_of(_packaged()),
    "undecided": report_of(_dated(Outcome.UNKNOWN, UNREAD)),
    "undecided-whether-it-applies": report_of(Result(DATED, Outcome.UNKNOWN, (UNREAD,), "", "release")),
    "not-due": report_of(Result(DATED, Outcome.NOT_DUE, (), "due at merge, judged at commit", "release")),
    "not-applicable": report_of(Result(DATED, Outcome.NOT_APPLICABLE, (), "no changelog", "release")),
    "many-selected": report_of(_many()),
    "two-policies": report_of(_dated(Outcome.PASS, GOOD), replace(_packaged(), policy="house")),
}


@pytest.mark.parametrize("name", CASES)
def test_page_looks_as_agreed(name: str) -> None:
    expected = EXPLAINED / f"{name}.txt"
    rendered = render(CASES[name], RenderOptions())
    if os.environ.get("UPDATE_EXPECTED"):
        EXPLAINED.mkdir(exist_ok=True)
        expected.write_text(rendered, encoding="utf-8")
    assert rendered == expected.read_text(encoding="utf-8")


def test_every_case_is_compared() -> None:
    assert {path.stem for path in EXPLAINED.iterdir()} == set(CASES)


@pytest.mark.parametrize("width", [40, 61, 80, 120])
@pytest.mark.parametrize("name", CASES)
def test_lines_fit_but_for_places(name: str, width: int) -> None:
    rendered = render(CASES[name], RenderOptions(width=width))
    long = [line for line in rendered.splitlines() if cells(line) > width]
    assert [line for line in long if CHANGELOG not in line and CHECKLIST not in line and POLICY_PATH not in line] == []


@pytest.mark.parametrize("name", CASES)
def test_color_adds_nothing_but_color(name: str) -> None:
    colored = re.sub(r"\x1b\[[0-9;]*m", "", render(CASES[name], RenderOptions(color=True)))
    plain = render(CASES[name], RenderOptions())
    assert [line.rstrip() for line in colored.splitlines()] == plain.splitlines()


@given(st.text(alphabet="a #[]:\x1b\x07\r\n\t\u202e\u200b漢`|", max_size=80), st.integers(20, 100))
def test_no_text_can_steer_terminal_or_log(text: str, width: int) -> None:
    place = Location(text, 1, 1, text)
    heading = Heading(text, text, text, text, text, text, location=Location(text, 1, 1))
    seen = Observation(False, text, place, text, text, text, (place,))
    result = Result(
        heading, Outcome.FAIL, (seen,), text, "p", (Trace("for_each", text, place, 9, ((text, place),), (seen,)),)
    )
    report = replace(
        report_of(result),
        policies=(PolicyInfo("p", text, text, text, (text,), {text: (text, text)}),),
        lines={text: (text,)},
    )
    rendered = render(report, RenderOptions(width=width))
    shown = rendered.replace("\n", "")
    assert not [sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")]
    assert "##[" not in rendered
    assert not any(line.strip().startswith("::") for line in rendered.splitlines())


def test_criterion_ends_where_the_next_one_begins() -> None:
    assert criterion_lines(POLICY_LINES, Location(POLICY_PATH, 2, 5)) == POLICY_LINES[1:6]
    assert criterion_lines(POLICY_LINES, Location(POLICY_PATH, 9, 5)) == POLICY_LINES[8:]


def test_criterion_without_a_place_has_no_lines() -> None:
    assert criterion_lines(POLICY_LINES, Location("")) == ()
    assert criterion_lines((), Location(POLICY_PATH, 2, 5)) == ()
