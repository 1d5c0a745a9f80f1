"""The command line: exit codes, options, settings, and what it says when it is called wrongly."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from commands import CLEAN, POLICY, PROJECT, closure_check, commit_all, git, outcomes, run

import checker

POLICY_TEXT = """\
version: 1
policy: house
title: House rules
documents:
  guide: guide.md
criteria:
  - id: guide-complete
    title: The guide has nothing left to fill in
    stage: commit
    for_each: {file: guide}
    require: no_placeholders
  - id: defects-assigned
    title: Every defect has an owner
    severity: warning
    stage: merge
    for_each: {row: {in: guide, under: Defects, columns: [Defect, Owner]}}
    require: {Owner: filled}
  - id: defects-filed
    title: Every defect has an open issue
    stage: closure
    for_each: {row: {in: guide, under: Defects, columns: [Defect, Issue]}}
    require: {Issue: {issue: {state: open}}}
"""
GUIDE = """\
# Guide

Ask Rahul for the badge.

## Defects

| Defect | Owner | Issue |
|---|---|---|
| D-1 | Rahul | #1 |
"""
UNFILLED = GUIDE.replace("Rahul for the badge", "[NAME] for the badge")
UNOWNED = GUIDE.replace("| Rahul |", "| |")
ISSUE = {"number": 1, "title": "The badge", "state": "OPEN", "stateReason": "", "labels": [], "assignees": []} | {
    "milestone": None,
    "comments": [],
    "closedAt": None,
    "url": "https://github.com/acme/belt/issues/1",
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A repository that meets its policy, with the issues that it needs."""
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "policy.yaml").write_text(POLICY_TEXT, encoding="utf-8")
    (folder / "guide.md").write_text(GUIDE, encoding="utf-8")
    (folder / "issues.json").write_text(json.dumps([ISSUE]), encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit_all(folder)
    return folder


HOUSE = ("--policy", "policy.yaml", "--issues", "issues.json")


# --- exit codes -------------------------------------------------------------------------------------------------------


def test_everything_met_is_0(house: Path) -> None:
    ran = closure_check(house, "check", *HOUSE, "-q")
    assert (ran.code, ran.out, ran.err) == (0, "MET  all 3 criteria are met\n", "")


def test_something_not_met_is_1(house: Path) -> None:
    (house / "guide.md").write_text(UNFILLED, encoding="utf-8")
    ran = closure_check(house, "check", *HOUSE, "-q")
    placed = [line for line in ran.out.splitlines() if line.startswith("✗ guide.md:")]
    assert (ran.code, len(placed), ran.out.splitlines()[-1]) == (1, 1, "NOT MET  1 of 3 criteria is not met")


def test_wrong_policy_is_2(house: Path) -> None:
    (house / "policy.yaml").write_text(POLICY_TEXT.replace("no_placeholders", "no_placeholder"), encoding="utf-8")
    ran = closure_check(house, "check", *HOUSE)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("policy.yaml:11:")
    assert "`no_placeholders`" in ran.err


@pytest.mark.parametrize("seconds", ["nan", "inf"])
def test_a_time_limit_that_never_ends_is_refused(house: Path, seconds: str) -> None:
    ran = closure_check(house, "check", *HOUSE, "--time-limit", seconds)
    assert (ran.code, ran.out) == (2, "")
    assert f"{seconds} seconds never end; give a number" in ran.err


def test_something_undecided_is_3(house: Path) -> None:
    ran = closure_check(house, "check", "--policy", "policy.yaml", "-q")
    assert ran.code == 3
    assert "defects-filed" in ran.out


def test_undecided_comes_before_not_met(house: Path) -> None:
    (house / "guide.md").write_text(UNFILLED, encoding="utf-8")
    assert closure_check(house, "check", "--policy", "policy.yaml").code == 3


def test_wrong_command_comes_before_undecided(house: Path) -> None:
    assert closure_check(house, "check", "--policy", "policy.yaml", "--only", "guide").code == 2


def test_warning_decides_only_when_asked_to(house: Path) -> None:
    (house / "guide.md").write_text(UNOWNED, encoding="utf-8")
    assert closure_check(house, "check", *HOUSE).code == 0
    assert closure_check(house, "check", *HOUSE, "--fail-on", "warning").code == 1


def test_what_is_due_later_does_not_decide(house: Path) -> None:
    assert closure_check(house, "check", "--policy", "policy.yaml", "--stage", "merge").code == 0


# --- what is judged ---------------------------------------------------------------------------------------------------


def test_check_is_meant_when_no_command_is_named(house: Path) -> None:
    assert closure_check(house, *HOUSE).out == closure_check(house, "check", *HOUSE).out
    assert closure_check(house, ".", *HOUSE).code == 0


def test_index_and_commits_are_judged_without_what_the_work_tree_has(house: Path) -> None:
    (house / "guide.md").write_text(UNFILLED, encoding="utf-8")
    codes = [closure_check(house, "check", *HOUSE, "--at", at).code for at in ("worktree", "index", "HEAD", "main")]
    assert codes == [1, 0, 0, 0]
    git(house, "add", "guide.md")
    codes = [closure_check(house, "check", *HOUSE, "--at", at).code for at in ("worktree", "index", "HEAD", "main")]
    assert codes == [1, 1, 0, 0]


def test_only_and_skip_choose_criteria(house: Path) -> None:
    def chosen(*arguments: str) -> list[str]:
        ran = closure_check(house, "check", *HOUSE, "--format", "json", *arguments)
        criteria = json.loads(ran.out)["criteria"]
        assert len(criteria) == 3  # what is left out is told all the same
        return [one["id"] for one in criteria if one["note"] != "left out by the caller"]

    assert chosen("--only", "defects-filed", "--only", "guide-complete") == ["guide-complete", "defects-filed"]
    assert chosen("--skip", "defects-filed") == ["guide-complete", "defects-assigned"]


def test_several_policies_are_judged_at_once(house: Path) -> None:
    other = POLICY_TEXT.replace("policy: house", "policy: garden")
    (house / "other.yaml").write_text(other, encoding="utf-8")
    ran = closure_check(house, "check", *HOUSE, "--policy", "other.yaml", "--format", "json")
    report = json.loads(ran.out)
    assert [one["id"] for one in report["policies"]] == ["house", "garden"]
    assert len(report["criteria"]) == 6


# --- what is wrong with the call --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--only", "guide-complet"), "no criterion `guide-complet`; did you mean `guide-complete`?"),
        (("--skip", "guide-complet"), "no criterion `guide-complet`; did you mean `guide-complete`?"),
        (("--only", "defects-filed", "--skip", "defects-filed"), "no criterion is left to judge; skip less"),
        (("--as-of", "26 July"), "--as-of: `26 July` is no date, expected YYYY-MM-DD"),
        (("--as-of", "2026-02-30"), "--as-of: `2026-02-30` is no date, expected YYYY-MM-DD"),
        (("--at", "v9"), "`v9` names no commit of"),
        (("--at", "--upload-pack=x"), "`--upload-pack=x` is no revision"),
        (("--issues", "none.json"), "none.json: does not exist"),
        (("--issues", "guide.md"), "guide.md"),
        (("--policy", "none.yaml"), "none.yaml: there is no such policy file"),
        (("--policy", "flx-eng-rfc-8"), "did you mean `flx-eng-rfc-008`?"),
        (("--policy", "policy.yaml"), "two of the policies have the id `house`"),
        (("--format", "jsn"), "--format: there is no format `jsn`; did you mean `json`?"),
        (("--format", "json:none/report.json"), "none/report.json cannot be written"),
        (("--stage", "comit"), "'comit' is not one of"),
        (("--nly", "guide-complete"), "--only"),
        (("nowhere",), "`nowhere` does not exist; name a folder"),
        (("guide.md",), "`guide.md` is no folder; name the folder to judge"),
    ],
)
def test_wrong_call_is_2_and_says_what_is_wrong(house: Path, arguments: tuple[str, ...], says: str) -> None:
    ran = closure_check(house, "check", *HOUSE, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_every_unknown_id_is_named_at_once(house: Path) -> None:
    ran = closure_check(house, "check", *HOUSE, "--only", "guide-complet", "--skip", "zebra")
    said = "no criterion `guide-complet`; did you mean `guide-complete`?\nno criterion `zebra`\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_call_without_a_policy_says_where_to_name_one(house: Path) -> None:
    ran = closure_check(house, "check")
    assert ran.code == 2
    assert "--policy" in ran.err
    assert f"`{POLICY}`" in ran.err
    assert ".closure-check.yaml" in ran.err


@pytest.mark.parametrize(
    "policy",
    [b"\xff\xfe\x00", b"", b"[]", b"version: 1\n", b"a: &a [*a]", b"\x00", b"version: 1\npolicy: \xed\xa0\x80\n"],
    ids=["utf-16", "empty", "list", "bare", "loop", "null", "surrogate"],
)
def test_policy_that_is_none_is_2(house: Path, policy: bytes) -> None:
    (house / "policy.yaml").write_bytes(policy)
    ran = closure_check(house, "check", "--policy", "policy.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("policy.yaml")


@pytest.mark.parametrize("command", [("list", "--policy"), ("lint",)])
def test_other_commands_refuse_a_wrong_policy_too(house: Path, command: tuple[str, ...]) -> None:
    (house / "policy.yaml").write_bytes(b"\xff")
    ran = closure_check(house, *command, "policy.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("policy.yaml")


@pytest.mark.parametrize(
    "guide",
    [b"\xff\xfe# \x00", b"\x80\x81", b"\x00" * 100],
    ids=["utf-16", "latin-1", "null"],
)
def test_document_that_cannot_be_read_never_passes(house: Path, guide: bytes) -> None:
    (house / "guide.md").write_bytes(guide)
    ran = closure_check(house, "check", *HOUSE, "--format", "json")
    assert ran.code in (1, 3)
    assert set(outcomes(json.loads(ran.out)).values()) <= {"fail", "unknown"}


# --- settings of the repository ---------------------------------------------------------------------------------------


def test_repository_may_name_its_policies_and_defaults(house: Path) -> None:
    settings = "policies: [policy.yaml]\nissues: issues.json\nstage: merge\nskip: [defects-assigned]\n"
    (house / ".closure-check.yaml").write_text(settings, encoding="utf-8")
    ran = closure_check(house, "check", "--format", "json")
    assert outcomes(json.loads(ran.out)) == {
        "guide-complete": "pass",
        "defects-assigned": "not-applicable",
        "defects-filed": "not-due",
    }


def test_policy_of_a_revision_is_the_one_it_was_held_to(house: Path) -> None:
    (house / ".closure-check.yaml").write_text("policies: [policy.yaml]\nstage: commit\n", encoding="utf-8")
    git(house, "init", "--quiet")
    commit_all(house)
    (house / "policy.yaml").write_text("not: a policy\n", encoding="utf-8")
    assert [closure_check(house, "check", "--at", at).code for at in ("HEAD", "index", "worktree")] == [0, 0, 2]


def test_call_comes_before_settings(house: Path) -> None:
    (house / ".closure-check.yaml").write_text("policies: [policy.yaml]\nstage: commit\n", encoding="utf-8")
    assert closure_check(house, "check").code == 0
    assert closure_check(house, "check", "--stage", "closure").code == 3


def test_settings_hold_below_the_root_too(house: Path) -> None:
    (house / ".closure-check.yaml").write_text("policies: [policy.yaml]\nissues: issues.json\n", encoding="utf-8")
    (house / "below").mkdir()
    assert closure_check(house / "below", "check").code == 0


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("policy: policy.yaml\n", ".closure-check.yaml:1:1: unknown key `policy`; did you mean `policies`?"),
        ("policies: policy.yaml\n", ".closure-check.yaml:1:11:"),
        ("policies: [policy.yaml]\nstage: comit\n", ".closure-check.yaml:2:8:"),
        ("policies: [none.yaml]\n", "none.yaml, which .closure-check.yaml names, is not there"),
        (
            "policies: [handovre]\n",
            ".closure-check.yaml: policies: no policy `handovre`; did you mean `handover`?",
        ),
        ("policies: [\n", ".closure-check.yaml:"),
        ("policies: [policy.yaml]\nskip: [guide]\n", "no criterion `guide`"),
    ],
)
def test_mistake_in_the_settings_is_2_with_its_place(house: Path, settings: str, says: str) -> None:
    (house / ".closure-check.yaml").write_text(settings, encoding="utf-8")
    ran = closure_check(house, "check")
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


# --- output -----------------------------------------------------------------------------------------------------------


def test_several_formats_are_written_in_one_run(house: Path) -> None:
    formats = ("--format", "text", "--format", "json:report.json", "--format", "markdown:report.md")
    ran = closure_check(house, "check", *HOUSE, *formats)
    assert ran.out.startswith("MET")
    assert json.loads((house / "report.json").read_text(encoding="utf-8"))["verdict"] == "met"
    assert (house / "report.md").read_text(encoding="utf-8").startswith("#")


def test_verbose_shows_what_is_met_too(house: Path) -> None:
    shown = "guide.md:9:9"
    assert shown not in closure_check(house, "check", *HOUSE).out
    assert shown in closure_check(house, "check", *HOUSE, "-v").out


def test_output_is_plain_in_a_pipe_and_coloured_when_asked_for(house: Path) -> None:
    assert "\x1b" not in closure_check(house, "check", *HOUSE).out
    assert "\x1b" in closure_check(house, "check", *HOUSE, "--color", "always").out


def test_progress_is_silent_in_a_pipe_and_shown_on_a_terminal(house: Path) -> None:
    assert closure_check(house, "check", *HOUSE).err == ""
    assert "reading" in shown_on_a_terminal(house, "check", *HOUSE)


CLOSED = "the output was closed before all of it was written\n"


def test_reader_that_has_seen_enough_gets_no_traceback(house: Path) -> None:
    command = f"set -o pipefail; '{sys.executable}' -P -m checker list --policy {POLICY} | head -1"
    ran = run(house, ["bash", "-c", command], {**CLEAN, "PYTHONPATH": str(PROJECT)})
    assert ran.err in ("", CLOSED)
    assert ran.out.startswith(POLICY)


def test_closed_pipe_is_no_verdict(house: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    arguments = [sys.executable, "-P", "-m", "checker", "check", *HOUSE, "-v"]
    environment = {**CLEAN, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(arguments, cwd=house, env=environment, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr.decode()) == (2, CLOSED)


# --- the other commands -----------------------------------------------------------------------------------------------


def test_list_names_every_criterion_with_its_stage(house: Path) -> None:
    assert closure_check(house, "list", "--policy", "policy.yaml").out == (
        "house · House rules\n"
        "  commit   guide-complete    The guide has nothing left to fill in\n"
        "  merge    defects-assigned  Every defect has an owner (warning)\n"
        "  closure  defects-filed     Every defect has an open issue\n"
    )


def test_list_takes_the_policies_of_the_repository(house: Path) -> None:
    (house / ".closure-check.yaml").write_text("policies: [policy.yaml]\n", encoding="utf-8")
    assert closure_check(house, "list").out == closure_check(house, "list", "--policy", "policy.yaml").out


def test_explain_shows_what_was_compared(house: Path) -> None:
    ran = closure_check(house, "explain", "defects-assigned", *HOUSE)
    assert ran.code == 0
    assert "Every defect has an owner" in ran.out
    assert "guide.md:9:9" in ran.out


def test_explain_of_an_unknown_criterion_names_the_nearest(house: Path) -> None:
    ran = closure_check(house, "explain", "defect-assigned", *HOUSE)
    assert (ran.code, ran.err) == (2, "no criterion `defect-assigned`; did you mean `defects-assigned`?\n")


def test_lint_tells_mistakes_of_every_policy(house: Path) -> None:
    (house / "wrong.yaml").write_text(POLICY_TEXT.replace("in: guide", "in: gide"), encoding="utf-8")
    ran = closure_check(house, "lint", "wrong.yaml", "policy.yaml", POLICY)
    assert ran.code == 2
    assert ran.out == f"policy.yaml: 3 criteria, no mistakes\n{POLICY}: 28 criteria, no mistakes\n"
    assert ran.err.count("did you mean `guide`?") == 2


@pytest.mark.parametrize("which", ["policy", "cases", "report"])
def test_schema_is_printed_as_it_ships(house: Path, which: str) -> None:
    shipped = (PROJECT / "schemas" / f"{which}.schema.json").read_text(encoding="utf-8")
    assert json.loads(closure_check(house, "schema", which).out) == json.loads(shipped)


def test_version_is_that_of_the_package(house: Path) -> None:
    assert closure_check(house, "--version").out == f"closure-check, version {checker.__version__}\n"


@pytest.mark.parametrize("command", [(), ("check",), ("explain",), ("list",), ("lint",), ("test",), ("schema",)])
def test_every_command_has_help(house: Path, command: tuple[str, ...]) -> None:
    ran = closure_check(house, *command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: closure-check")


def shown_on_a_terminal(folder: Path, *arguments: str) -> str:
    """What the command shows when its output is a terminal."""
    main, terminal = pty.openpty()
    command = [sys.executable, "-P", "-m", "checker", *arguments]
    environment = {**CLEAN, "PYTHONPATH": str(PROJECT), "TERM": "xterm"}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=terminal, stderr=terminal) as process:
        os.close(terminal)
        shown = b"".join(pieces(main))
        process.wait()
    os.close(main)
    return shown.decode()


def pieces(terminal: int) -> list[bytes]:
    """What a terminal gets until it is closed, which Linux reports as an error."""
    read: list[bytes] = []
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            return read
        if not piece:
            return read
        read.append(piece)
