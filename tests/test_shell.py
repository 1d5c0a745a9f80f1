"""What a shell hands over and gets back: colours, completion, pipes, words as other systems write them."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from commands import CLEAN, PROJECT, closure_check, commit_all, git, repository

from checker.output import _wants_color

POLICY = """\
version: 1
policy: house
documents: {guide: docs/guide.md}
criteria:
  - id: guide-complete
    title: The guide has nothing left to fill in
    for_each: {file: guide}
    require: no_placeholders
  - id: defects-filed
    title: Every defect has an open issue
    for_each: {row: {in: guide, under: Defects, columns: [Defect, Issue]}}
    require: {Issue: {issue: {state: open}}}
"""
GUIDE = "# Guide\n\nAsk Rahul.\n\n## Defects\n\n| Defect | Issue |\n|---|---|\n| D-1 | #1 |\n"
ISSUES = (
    '[{"number": 1, "title": "It leaks", "state": "OPEN", "stateReason": "", "labels": [], "assignees": [], '
    '"milestone": null, "comments": [], "closedAt": null, "url": "https://github.com/acme/pump/issues/1"}]'
)
FILES = {
    ".closure-check.yaml": "policies: [rules/policy.yaml]\n",
    "rules/policy.yaml": POLICY,
    "docs/guide.md": GUIDE,
}
MET = "MET  all 2 criteria are met\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return repository(tmp_path / "house", FILES)


def fed(folder: Path, data: str, *arguments: str, **further: str) -> subprocess.CompletedProcess[str]:
    """The command with something on its standard input."""
    environment = {**CLEAN, "PYTHONPATH": str(PROJECT), **further}
    command = [sys.executable, "-P", "-m", "checker", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, input=data, capture_output=True, text=True, check=False)


# --- a terminal -------------------------------------------------------------------------------------------------------


def test_progress_is_gone_before_the_first_word(folder: Path) -> None:
    """What stands on a terminal in the end, on which a carriage return and `ESC [K` begin the line anew."""
    control, terminal = pty.openpty()
    command = [sys.executable, "-P", "-m", "checker", "check", "--offline", "--quiet"]
    environment = {**CLEAN, "PYTHONPATH": str(PROJECT), "TERM": "xterm"}
    done = subprocess.Popen(command, cwd=folder, env=environment, stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(control, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    done.wait()
    os.close(control)
    text = shown.decode()
    assert "reading" in text
    lines = [line.rpartition("\r\x1b[K")[2] for line in text.replace("\r\n", "\n").split("\n")]
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    assert plain[0] == "? docs/guide.md:9:9: what the issues say is not known: no tracker was asked (--offline)"
    assert "…" not in "".join(plain)


@pytest.mark.parametrize(
    ("environment", "is_terminal", "wanted"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": ""}, False, False),
        ({"CLICOLOR_FORCE": "1"}, False, True),
        ({"CLICOLOR_FORCE": "0"}, False, False),
        ({"CLICOLOR": "0"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, True, False),
    ],
)
def test_environment_says_whether_there_are_colours(
    environment: Mapping[str, str], *, is_terminal: bool, wanted: bool
) -> None:
    assert _wants_color(environment, is_terminal=is_terminal) is wanted


def test_colours_can_be_had_in_a_pipe(folder: Path) -> None:
    assert "\x1b[" in fed(folder, "", "check", "--offline", FORCE_COLOR="1").stdout
    assert "\x1b[" not in fed(folder, "", "check", "--offline", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[" not in fed(folder, "", "check", "--offline", "--color", "never", FORCE_COLOR="1").stdout


# --- completion -------------------------------------------------------------------------------------------------------


def completed(folder: Path, line: str) -> list[str]:
    """What bash is offered for the end of a line."""
    words = line.split()
    at = len(words) if line.endswith(" ") else len(words) - 1
    asked = {"_CLOSURE_CHECK_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(at)}
    ran = fed(folder, "", **asked)
    assert (ran.returncode, ran.stderr) == (0, "")
    return [offer.partition(",")[2] for offer in ran.stdout.split()]


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("closure-check ch", ["check"]),
        ("closure-check --pol", ["--policy", "--policy-at"]),
        ("closure-check check --stage ", ["commit", "merge", "closure"]),
        ("closure-check check --only gu", ["guide-complete"]),
        ("closure-check explain d", ["defects-filed"]),
        ("closure-check --policy flx", ["flx-eng-rfc-008", "flx"]),
        ("closure-check kinds checke", ["checked"]),
    ],
)
def test_shell_completes_commands_options_and_criteria(folder: Path, line: str, offers: list[str]) -> None:
    assert completed(folder, line) == offers


def test_broken_policy_completes_nothing_and_says_nothing(folder: Path) -> None:
    (folder / "rules/policy.yaml").write_text("version: 1\n", encoding="utf-8")
    assert completed(folder, "closure-check check --only gu") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script_for_a_shell_is_printed(folder: Path, shell: str) -> None:
    ran = closure_check(folder, "completion", shell)
    assert ran.code == 0
    assert f"_CLOSURE_CHECK_COMPLETE={shell}_complete" in ran.out


def test_question_of_a_shell_that_is_none_judges_nothing(folder: Path) -> None:
    ran = fed(folder, "", _CLOSURE_CHECK_COMPLETE="nonsense")
    assert (ran.returncode, ran.stdout) == (1, "")


# --- pipes ------------------------------------------------------------------------------------------------------------


def test_issues_come_through_standard_input(folder: Path) -> None:
    ran = fed(folder, ISSUES, "check", "--issues", "-", "--quiet")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, MET, "")


def test_report_names_standard_input_and_no_place_of_the_machine(folder: Path) -> None:
    assert "  issues    <stdin> (1 issue, of unknown age, sha256:" in fed(folder, ISSUES, "--issues", "-").stdout


def test_issues_come_through_a_pipe(folder: Path) -> None:
    (folder / "issues.json").write_text(ISSUES, encoding="utf-8")
    own = f"{sys.executable} -P -m checker check --issues <(cat issues.json)"
    ran = subprocess.run(
        ["bash", "-c", own],
        cwd=folder,
        env={**CLEAN, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "  issues    <pipe> (1 issue, of unknown age, sha256:" in ran.stdout


def test_what_comes_through_is_there_for_both_sets_of_rules(folder: Path) -> None:
    """A change that alters the rules is judged by both."""
    git(folder, "branch", "base")
    (folder / "rules/policy.yaml").write_text(POLICY.replace("The guide has", "The page has"), encoding="utf-8")
    commit_all(folder)
    ran = fed(folder, ISSUES, "check", "--at", "HEAD", "--issues", "-", "--policy-at", "base", "--quiet")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.endswith(MET)
    assert "under its own rules it would be MET" in ran.stdout


def test_broken_issues_are_told_with_their_place(folder: Path) -> None:
    ran = fed(folder, "[", "check", "--issues", "-")
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", "<stdin>:1:2: is not JSON from here on\n")


def test_policy_comes_through_standard_input(folder: Path) -> None:
    assert fed(folder, POLICY, "lint", "-").stdout == "<stdin>: 2 criteria, no mistakes\n"
    wrong = fed(folder, POLICY.replace("no_placeholders", "no_placeholder"), "lint", "-")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("<stdin>:8:14: `no_placeholder` is no requirement; write `no_placeholders`")
    assert wrong.stderr.endswith("<stdin>: 1 mistake\n")


def test_policy_from_standard_input_builds_on_files_beside_the_folder_at_hand(folder: Path) -> None:
    built = "version: 1\npolicy: more\nextends: rules/policy.yaml\n"
    assert fed(folder, built, "lint", "-").stdout == "<stdin>: 2 criteria, no mistakes\n"
    ran = fed(folder, built, "check", "--policy", "-", "--only", "guide-complete", "-q")
    assert (ran.returncode, ran.stdout) == (0, "MET IN PART  1 of 1 criterion is met; 1 criterion is left out\n")


# --- words as other systems write them --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--policy", "rules\\policy.yaml", "--only", "guide-complete", "-q"),
        ("check", "--policy=rules\\policy.yaml", "--only", "guide-complete", "-q"),
        ("check", "--policy", "rules/policy.yaml", "--only", "guide-complete", "-q\r"),
        ("check", "..\\house", "--only", "guide-complete", "-q"),
    ],
)
def test_words_of_a_script_for_windows_are_understood(folder: Path, arguments: tuple[str, ...]) -> None:
    ran = closure_check(folder, *arguments)
    assert (ran.code, ran.out) == (0, "MET IN PART  1 of 1 criterion is met; 1 criterion is left out\n")


def test_file_with_a_backslash_in_its_name_is_that_file(folder: Path) -> None:
    (folder / "rules\\policy.yaml").write_text("version: 1\n", encoding="utf-8")
    assert closure_check(folder, "lint", "rules\\policy.yaml").code == 2


def test_path_that_is_nowhere_is_told_as_it_is_written(folder: Path) -> None:
    assert closure_check(folder, "lint", "rules\\polcy.yaml").err.startswith("rules\\polcy.yaml: ")
