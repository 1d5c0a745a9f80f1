"""Several projects in one repository: the nearest settings count, and several folders are judged at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import closure_check, commit_all, git, repository

POLICY = """\
version: 1
policy: NAME
criteria:
  - id: runbook-filled-in
    title: The runbook is filled in
    for_each: {file: docs/runbook.md}
    require: [committed, no_placeholders]
"""


def project(name: str, runbook: str) -> dict[str, str]:
    """A project in a folder, with settings and policy of its own."""
    files = {
        ".closure-check.yaml": "policies: [policy.yaml]\n",
        "policy.yaml": POLICY.replace("NAME", name),
        "docs/runbook.md": f"# Runbook\n\n{runbook}\n",
    }
    return {f"{name}/{path}": text for path, text in files.items()}


@pytest.fixture
def mono(tmp_path: Path) -> Path:
    files = {**project("svc-a", "Restart it."), **project("svc-b", "TBD"), "README.md": "# Mono\n"}
    return repository(tmp_path / "mono", files)


MET = "MET  1 of 1 criterion is met\n"
NOT_MET = """\
✗ docs/runbook.md:3:1: `TBD` is a word that says something is missing
  runbook-filled-in: The runbook is filled in
NOT MET  1 of 1 criterion is not met
"""
RULE_A, RULE_B = (f"══ {name} {'═' * 71}\n" for name in ("svc-a", "svc-b"))


@pytest.mark.parametrize("at", ["worktree", "index", "HEAD"])
def test_nearest_settings_above_are_those_that_count(mono: Path, at: str) -> None:
    ran = closure_check(mono / "svc-a/docs", "check", "--at", at, "-q")
    assert (ran.code, ran.out) == (0, MET)
    assert (
        json.loads(closure_check(mono / "svc-a/docs", "--at", at, "--format", "json").out)["judged"]["root"] == "svc-a"
    )


def test_path_below_a_project_is_judged_as_the_project(mono: Path) -> None:
    ran = closure_check(mono, "check", "svc-b/docs", "-q")
    assert (ran.code, ran.out) == (1, NOT_MET)


@pytest.mark.parametrize(
    "command", [("list",), ("explain", "runbook-filled-in"), ("diff", "HEAD", "HEAD"), ("report", "-o", "-")]
)
def test_other_commands_take_the_nearest_settings_too(mono: Path, command: tuple[str, ...]) -> None:
    assert closure_check(mono / "svc-a/docs", *command).code == 0


def test_policy_of_the_caller_judges_the_whole_repository(mono: Path) -> None:
    ran = closure_check(mono / "svc-a", "check", "--policy", "policy.yaml", "--format", "json")
    assert json.loads(ran.out)["judged"]["root"] == "."


def test_settings_below_count_for_nobody_at_the_root(mono: Path) -> None:
    ran = closure_check(mono, "check")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("; `svc-a`, `svc-b` have one: name the folder to judge, or judge all with --recursive\n")


def test_settings_of_the_root_count_where_a_folder_has_none(mono: Path) -> None:
    (mono / ".closure-check.yaml").write_text("policies: [svc-a/policy.yaml]\n", encoding="utf-8")
    (mono / "lib").mkdir()
    ran = closure_check(mono / "lib", "list")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "svc-a")


def test_several_folders_are_told_one_by_one_with_one_exit_code(mono: Path) -> None:
    ran = closure_check(mono, "check", "svc-a", "svc-b", "-q")
    assert (ran.code, ran.out, ran.err) == (1, RULE_A + MET + RULE_B + NOT_MET, "")


@pytest.mark.parametrize("at", ["worktree", "index", "HEAD"])
def test_all_folders_with_settings_are_found(mono: Path, at: str) -> None:
    ran = closure_check(mono, "check", "--recursive", "--at", at, "-q")
    assert (ran.code, ran.out) == (1, RULE_A + MET + RULE_B + NOT_MET)


def test_settings_that_git_does_not_track_yet_are_found_in_the_work_tree(mono: Path) -> None:
    git(mono, "rm", "--quiet", "--cached", "svc-b/.closure-check.yaml")
    assert closure_check(mono, "check", "--recursive", "-q").out == RULE_A + MET + RULE_B + NOT_MET
    assert closure_check(mono, "check", "--recursive", "-q", "--at", "index").out == RULE_A + MET


def test_only_what_is_below_a_path_is_found_there(mono: Path) -> None:
    ran = closure_check(mono, "check", "svc-a", "--recursive", "-q")
    assert (ran.code, ran.out) == (0, RULE_A + MET)


def test_folder_without_any_settings_is_no_pass(mono: Path) -> None:
    (mono / "lib").mkdir()
    ran = closure_check(mono, "check", "lib", "--recursive")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "no folder at or below `lib` has a .closure-check.yaml; name the folder to judge\n"


def test_broken_settings_of_one_keep_no_other_from_being_judged(mono: Path) -> None:
    (mono / "svc-a/.closure-check.yaml").write_text("policy: x\n", encoding="utf-8")
    ran = closure_check(mono, "check", "--recursive", "-q")
    assert (ran.code, ran.out) == (2, RULE_A + RULE_B + NOT_MET)
    assert ran.err == "svc-a: svc-a/.closure-check.yaml:1:1: unknown key `policy`; did you mean `policies`?\n"


def test_each_folder_has_a_file_of_its_own(mono: Path) -> None:
    ran = closure_check(mono, "check", "--recursive", "--format", "json:out-{folder}.json")
    assert (ran.code, ran.out) == (1, "")
    verdicts = {one.name: json.loads(one.read_text(encoding="utf-8"))["verdict"] for one in mono.glob("out-*.json")}
    assert verdicts == {"out-svc-a.json": "met", "out-svc-b.json": "not-met"}


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("json", "--format json: several reports make no json; write `json:NAME-{folder}`\n"),
        (
            "json:one.json",
            "--format json:one.json: several reports need a file each; write `{folder}` into its name\n",
        ),
    ],
)
def test_several_reports_are_not_written_into_one(mono: Path, written: str, says: str) -> None:
    ran = closure_check(mono, "check", "svc-a", "svc-b", "--format", written)
    assert (ran.code, ran.out, ran.err) == (2, "", says)


def test_change_that_deletes_settings_leaves_no_folder_out(mono: Path) -> None:
    git(mono, "branch", "base")
    git(mono, "rm", "--quiet", "svc-b/.closure-check.yaml")
    commit_all(mono)
    ran = closure_check(mono, "check", "--recursive", "--at", "HEAD", "--policy-at", "base", "-q")
    assert ran.code == 1
    assert [line for line in ran.out.splitlines() if line.startswith("══")] == [RULE_A.rstrip(), RULE_B.rstrip()]
    one = closure_check(mono / "svc-b", "check", "--at", "HEAD", "--policy-at", "base", "-q")
    assert "✗ docs/runbook.md:3:1" in one.out


def test_revision_of_the_rules_that_is_none_is_told_as_ever(mono: Path) -> None:
    ran = closure_check(mono / "svc-b", "check", "--at", "HEAD", "--policy-at", "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--policy-at: `nowhere` names no commit")


def test_folder_behind_a_link_is_refused_as_ever(mono: Path) -> None:
    (mono / "link").symlink_to("svc-b/docs")
    ran = closure_check(mono, "check", "link", "-q")
    assert (ran.code, ran.out) == (2, "")
    assert "is reached through the symbolic link" in ran.err
