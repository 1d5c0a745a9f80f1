"""`closure-check test` and `lint` as their users call them: what is tested, what comes out, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import POLICY, PROJECT, closure_check, commit_all, git
from junitparser import JUnitXml

RELEASE = """\
version: 1
policy: release
criteria:
  - id: notes-there
    title: There are notes
    require: {exists: {file: notes.md}}
  - id: notes-filled
    title: Nothing is left to fill in
    for_each: {file: notes.md}
    require: no_placeholders
"""
CASES = """\
version: 1
as_of: 2026-07-26
criteria:
  notes-there: {at: notes.md, pass: "It rains.\\n", fail: null, files: {notes.md: x}}
cases:
  - case: a bracket is left
    files: {notes.md: "Ask [NAME].\\n"}
    expect: {notes-filled: {fail: "notes.md:1"}, notes-there: pass}
"""
WRONG = CASES.replace("notes.md:1", "notes.md:2")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A repository with a policy of its own, whose cases are as expected."""
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "release.yaml").write_text(RELEASE, encoding="utf-8")
    write(tmp_path, CASES)
    (tmp_path / ".closure-check.yaml").write_text(f"policies: [{POLICY}, policies/release.yaml]\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit_all(tmp_path)
    return tmp_path


def write(house: Path, cases: str) -> None:
    (house / "policies" / "release.cases.yaml").write_text(cases, encoding="utf-8")


def test_own_policies_of_the_settings_are_tested_when_none_is_named(house: Path) -> None:
    said = "policies/release.cases.yaml: 3 cases, all as expected\n  never seen to pass: notes-filled\n"
    ran = closure_check(house, "test")
    assert (ran.code, ran.out, ran.err) == (0, said, "")


def test_settings_are_those_of_the_repository_wherever_one_stands_in_it(house: Path) -> None:
    ran = closure_check(house / "policies", "test")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "release.cases.yaml: 3 cases, all as expected")


@pytest.mark.parametrize("name", ["policies/release.yaml", "policies/release.cases.yaml", "./policies/release.yaml"])
def test_policy_is_named_by_its_file_or_by_that_of_its_cases(house: Path, name: str) -> None:
    ran = closure_check(house, "test", name)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "policies/release.cases.yaml: 3 cases, all as expected")


def test_policy_that_is_named_twice_is_tested_once(house: Path) -> None:
    ran = closure_check(house, "test", "policies/release.cases.yaml", "policies/release.yaml")
    assert ran.out.count("3 cases") == 1


def test_something_else_than_expected_is_1(house: Path) -> None:
    write(house, WRONG)
    ran = closure_check(house, "test")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "policies/release.cases.yaml:8:14: a bracket is left: "
        "`notes-filled` is `fail` as expected, but in other places\n"
        "    expected  notes.md:2\n"
        "    found     notes.md:1:5: `[NAME]` is a noun or an instruction in square brackets\n"
        "policies/release.cases.yaml: 3 cases, 2 as expected, 1 not\n"
        "  never seen to pass: notes-filled\n"
    )


def test_never_seen_to_fail_is_1_only_when_asked(house: Path) -> None:
    write(house, CASES.partition("cases:\n")[0])
    assert "never seen to fail: notes-filled" in closure_check(house, "test").out
    assert [closure_check(house, "test").code, closure_check(house, "test", "--strict").code] == [0, 1]


def test_only_some_cases_say_nothing_about_what_was_never_seen(house: Path) -> None:
    said = "policies/release.cases.yaml: 1 case, all as expected; 2 left out, as the caller asked\n"
    for chosen in ("notes-filled", "A bracket"):
        ran = closure_check(house, "test", "--strict", "--only", chosen)
        assert (ran.code, ran.out) == (0, said)


def test_verbose_names_every_case(house: Path) -> None:
    assert closure_check(house, "test", "-v").out.splitlines()[:3] == [
        "policies/release.cases.yaml:4:31: notes-there passes: as expected",
        "policies/release.cases.yaml:4:52: notes-there fails: as expected",
        "policies/release.cases.yaml:6:11: a bracket is left: as expected",
    ]


def test_json_has_every_answer(house: Path) -> None:
    write(house, WRONG)
    ran = closure_check(house, "test", "--format", "json")
    said = json.loads(ran.out)
    (suite,) = said["suites"]
    assert (ran.code, said["version"], suite["policy"], suite["never_seen_to_pass"]) == (
        1,
        1,
        "release",
        ["notes-filled"],
    )
    place = {"path": "notes.md", "line": 1, "column": 5}
    assert suite["cases"][2]["criteria"][1] == {
        "id": "notes-filled",
        "line": 8,
        "as_expected": False,
        "expected": "fail",
        "outcome": "fail",
        "note": "",
        "findings": [{**place, "message": "`[NAME]` is a noun or an instruction in square brackets"}],
        "missing": ["notes.md:2"],
        "surplus": ["notes.md:1:5"],
    }


def test_junit_has_a_test_for_every_case(house: Path) -> None:
    write(house, WRONG)
    ran = closure_check(house, "test", "--format", "junit")
    (suite,) = JUnitXml.fromstring(ran.out.encode())
    assert (ran.code, suite.tests, suite.failures) == (1, 3, 1)
    assert [(case.classname, case.name, len(case.result)) for case in suite] == [
        ("release", "notes-there passes", 0),
        ("release", "notes-there fails", 0),
        ("release", "a bracket is left", 1),
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("policies/relase.yaml",), "policies/relase.yaml: there is no such policy file\n"),
        (("policies/relase.cases.yaml",), "policies/relase.cases.yaml: there is no policy beside these cases, "),
        (("flx-eng-rfc-8",), "no policy `flx-eng-rfc-8`; did you mean `flx-eng-rfc-008`?\n"),
        (("other.yaml",), "other.yaml: there are no cases beside it, expected other.cases.yaml\n"),
        (("--only", "notes-thre"), "no case names `notes-thre`; did you mean `notes-there`?\n"),
        (("--format", "tap"), "'tap' is not one of"),
        ((".",), "no policy `.`"),
    ],
)
def test_wrong_call_is_2(house: Path, arguments: tuple[str, ...], says: str) -> None:
    (house / "other.yaml").write_text(RELEASE, encoding="utf-8")
    ran = closure_check(house, "test", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_mistakes_of_every_policy_and_its_cases_are_told_at_once(house: Path) -> None:
    write(house, CASES.replace("notes-filled: {", "notes-fild: {"))
    (house / "other.yaml").write_text(RELEASE.replace("no_placeholders", "no_placeholder"), encoding="utf-8")
    (house / "other.cases.yaml").write_text(CASES, encoding="utf-8")
    ran = closure_check(house, "test", "other.yaml", "policies/release.yaml")
    assert (ran.code, ran.out) == (2, "")
    first, second = ran.err.splitlines()
    assert first.startswith("other.yaml:10:14: `no_placeholder` is no requirement; write `no_placeholders`")
    said = "policies/release.cases.yaml:8:14: no criterion `notes-fild`; did you mean `notes-filled`?"
    assert second == said


def test_no_policy_at_all_is_2(tmp_path: Path) -> None:
    ran = closure_check(tmp_path, "test")
    said = "no policy: name one, or name your own ones in .closure-check.yaml\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_lint_checks_cases_like_policies(house: Path) -> None:
    ran = closure_check(house, "lint", "policies/release.yaml", "policies/release.cases.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "policies/release.yaml: 2 criteria, no mistakes\npolicies/release.cases.yaml: 3 cases, no mistakes\n"
    )
    write(house, CASES.replace("cases:", "case:"))
    ran = closure_check(house, "lint", "policies/release.cases.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "policies/release.cases.yaml:5:1: unknown key `case`; did you mean `cases`?\n"
        "policies/release.cases.yaml: 1 mistake\n"
    )


def test_judging_takes_no_notice_of_cases(house: Path) -> None:
    assert closure_check(house, "list").out.count("release") == 1


@pytest.mark.parametrize("policy", [POLICY, "handover"])
def test_every_criterion_of_a_shipped_policy_was_seen_to_pass_and_to_fail(policy: str) -> None:
    ran = closure_check(PROJECT, "test", "--strict", policy)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("all as expected\n")


def test_every_shipped_policy_has_cases() -> None:
    files = {path.name for path in PROJECT.glob("policies/*.yaml")}
    policies = {name for name in files if not name.endswith(".cases.yaml")}
    assert {name.replace(".yaml", ".cases.yaml") for name in policies} == files - policies
