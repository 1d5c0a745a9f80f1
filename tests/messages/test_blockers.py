"""One cause is told once: what is missing, what is there instead, what it blocks and what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, closure_check, git, repository

POLICY = """\
version: 1
policy: release
documents: {runbook: docs/runbook.md, defects: docs/DEFECTS.md, plan: docs/PLAN.md}
criteria:
  - id: runbook-committed
    title: The runbook is committed
    stage: commit
    for_each: {file: runbook}
    require: committed
  - id: runbook-filled-in
    title: The runbook has nothing left to fill in
    stage: commit
    fix: fill in the value, or say that there is none
    for_each: {file: runbook}
    require: no_placeholders
  - id: steps-done
    title: Every step is done
    stage: commit
    for_each: {task: {in: runbook, under: Release checklist}}
    require: checked
  - id: plan-links
    title: Links of the plan lead somewhere
    stage: commit
    for_each: {link: {in: plan}, where: {to: [file, anchor]}, allow_empty: true}
    require: resolves
  - id: p0-have-issues
    title: Every P0 has an issue
    stage: commit
    for_each: {row: {in: defects, under: Defects, columns: [ID, Priority, Issue]}, where: {Priority: P0}}
    require: {Issue: filled}
  - id: defects-have-issues
    title: Every defect has an issue
    stage: commit
    for_each: {row: {in: defects, under: Defects, columns: [ID, Issue]}}
    require: {Issue: filled}
  - id: p0-issues-open
    title: Every P0 links an open issue
    stage: merge
    for_each: {row: {in: defects, under: Defects, columns: [ID, Priority, Issue]}, where: {Priority: P0}}
    require: {Issue: {issue: {state: open}}}
"""
FILES = {
    ".closure-check.yaml": "policies: [policy.yaml]\n",
    "policy.yaml": POLICY,
    "docs/runbook.md": "# Runbook\n\n## Restart\n\nRestart it.\n\n## Release checklist\n\n- [x] Ship\n- [x] Tell\n",
    "docs/DEFECTS.md": "# Catalog\n\n## Defects\n\n| ID | Priority | Issue |\n|---|---|---|\n| D-1 | P0 | #1 |\n",
    "docs/PLAN.md": "# Plan\n\nSee the [runbook](runbook.md#restart).\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return repository(tmp_path / "r", FILES)


def hook(folder: Path, *arguments: str) -> Ran:
    """What the hook says of what is staged."""
    git(folder, "add", "--all")
    return closure_check(folder, "check", "--at", "index", "--stage", "commit", "--offline", *arguments)


def changed(folder: Path, path: str, before: str, after: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert before in text
    (folder / path).write_text(text.replace(before, after), encoding="utf-8")


def blockers(folder: Path) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = json.loads(hook(folder, "--format", "json").out)["blockers"]
    return found


def told(folder: Path) -> list[tuple[str, str, int]]:
    """Every cause as it is told, what to do, and how many criteria it blocks."""
    return [(one["message"], one["remedy"], len(one["criteria"])) for one in blockers(folder)]


def test_deleted_file_is_one_finding_in_two_lines_and_one_closing_line(folder: Path) -> None:
    (folder / "docs/runbook.md").unlink()
    assert hook(folder, "--quiet").out.splitlines() == [
        "✗ docs/PLAN.md:3:9: docs/runbook.md is not there; this commit deletes it",
        (
            "  blocks 4 criteria (runbook-committed, runbook-filled-in, steps-done and 1 more): "
            "put it back (`git checkout HEAD -- docs/runbook.md`), or no longer ask for it"
        ),
        "NOT MET  4 of 7 criteria are not met; 1 waits at merge",
    ]


def test_deleted_file_is_one_finding_of_five_lines(folder: Path) -> None:
    (folder / "docs/runbook.md").unlink()
    assert hook(folder).out.splitlines()[:9] == [
        "NOT MET  4 of 7 criteria are not met",
        "",
        "✗ docs/runbook.md is not there; this commit deletes it",
        "  asked for at docs/PLAN.md:3:9 and 3 more places",
        "  blocks 4 criteria: runbook-committed, runbook-filled-in, steps-done and 1 more",
        "  fix: put it back (`git checkout HEAD -- docs/runbook.md`), or no longer ask",
        "       for it",
        "",
        "2 met, 1 waits at merge; -v shows all",
    ]


def test_what_a_machine_reads_keeps_every_criterion_and_observation(folder: Path) -> None:
    (folder / "docs/runbook.md").unlink()
    report = json.loads(hook(folder, "--format", "json").out)
    bad = [(one["id"], seen["cause"]) for one in report["criteria"] for seen in one["observations"] if not seen["ok"]]
    cause = {"kind": "missing-file", "path": "docs/runbook.md", "name": "", "line": None}
    ids = ("runbook-committed", "runbook-filled-in", "steps-done", "plan-links")
    assert bad == [(id_, cause) for id_ in ids]
    assert [one["cause"] for one in report["blockers"]] == [cause]
    assert report["blockers"][0]["places"][0] == {"path": "docs/PLAN.md", "line": 3, "column": 9}


def test_put_back_file_is_as_the_remedy_says(folder: Path) -> None:
    git(folder, "rm", "--quiet", "docs/runbook.md")
    git(folder, "checkout", "HEAD", "--", "docs/runbook.md")
    assert hook(folder, "-q").out == "MET  6 of 7 criteria are met; 1 waits at merge\n"


def test_twin_in_another_case_is_named(folder: Path) -> None:
    git(folder, "mv", "docs/runbook.md", "docs/Runbook.md")
    git(folder, "commit", "--quiet", "-m", "Rename it")
    said = "docs/runbook.md is not there, but `docs/Runbook.md` is"
    assert told(folder) == [(said, "call it `docs/runbook.md`, or ask for `docs/Runbook.md`", 4)]


def test_renamed_file_is_named_by_its_new_name(folder: Path) -> None:
    git(folder, "mv", "docs/runbook.md", "docs/operations.md")
    said = "docs/runbook.md is not there; this commit renames it to `docs/operations.md`"
    assert told(folder) == [(said, "call it `docs/runbook.md`, or ask for `docs/operations.md`", 4)]


@pytest.mark.parametrize(("target", "near"), [("runbok.md", "docs/runbook.md"), ("../runbook.md", "docs/runbook.md")])
def test_mistyped_link_names_the_nearest_file(folder: Path, target: str, near: str) -> None:
    changed(folder, "docs/PLAN.md", "runbook.md#restart", target)
    (said, remedy, blocks), *others = told(folder)
    assert said.endswith(f"is not there; the nearest is `{near}`")
    assert remedy.startswith(f"write `{near}`, or add ")
    assert (blocks, others) == (1, [])


def test_file_of_two_names_elsewhere_is_named_by_neither(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "steps.md").write_text("# Steps\n", encoding="utf-8")
    changed(folder, "docs/PLAN.md", "runbook.md#restart", "steps.md")
    assert told(folder) == [("docs/steps.md is not there", "write it and add it to git, or no longer ask for it", 1)]


def test_file_that_git_does_not_track_says_so(folder: Path) -> None:
    git(folder, "rm", "--quiet", "--cached", "docs/runbook.md")
    ran = closure_check(folder, "check", "--at", "index", "--stage", "commit", "--quiet")
    first = "✗ docs/PLAN.md:3:9: docs/runbook.md is on disk but not tracked by git; git add it"
    assert ran.out.splitlines()[0] == first


def test_file_that_is_deleted_on_disk_is_put_back(folder: Path) -> None:
    (folder / "docs/runbook.md").unlink()
    said = closure_check(folder, "check", "--stage", "commit", "--quiet").out
    assert "docs/runbook.md is tracked by git but deleted on disk\n" in said
    assert "put it back (`git checkout HEAD -- docs/runbook.md`)" in said


def test_renamed_column_is_one_finding_with_its_likely_new_name(folder: Path) -> None:
    changed(folder, "docs/DEFECTS.md", "| Issue |", "| Ticket |")
    said = "the table in `Defects` of docs/DEFECTS.md has no column `Issue`; this commit renames it to `Ticket`"
    assert told(folder) == [(said, "call the column `Issue`, or ask for `Ticket`", 2)]


def test_column_that_never_was_comes_with_those_that_are_there(folder: Path) -> None:
    changed(folder, "docs/DEFECTS.md", "| Issue |", "| Ticket |")
    git(folder, "commit", "--quiet", "--all", "-m", "Rename it")
    said = "the table in `Defects` of docs/DEFECTS.md has no column `Issue`; there is `ID`, `Priority`, `Ticket`"
    assert told(folder) == [(said, "add the column, or no longer ask for it", 2)]


def test_renamed_section_is_one_finding_with_its_new_name(folder: Path) -> None:
    changed(folder, "docs/DEFECTS.md", "## Defects", "## What is broken")
    said = "docs/DEFECTS.md has no section `Defects`; this commit renames it to `What is broken`"
    assert told(folder) == [(said, "call the section `Defects`, or ask for `What is broken`", 2)]


def test_section_that_is_taken_away_is_put_back(folder: Path) -> None:
    changed(folder, "docs/runbook.md", "\n## Release checklist\n\n- [x] Ship\n- [x] Tell\n", "")
    said = "docs/runbook.md has no section `Release checklist`; this commit takes it away"
    assert told(folder) == [(said, "put back the section, or no longer ask for it", 1)]


def test_renamed_heading_is_one_finding_for_all_links_to_it(folder: Path) -> None:
    changed(folder, "docs/PLAN.md", "#restart).", "#restart), and [again](runbook.md#restart).")
    git(folder, "commit", "--quiet", "--all", "-m", "Link it twice")
    changed(folder, "docs/runbook.md", "## Restart", "## Starting anew")
    said = "docs/runbook.md has no heading with the anchor `#restart`; this commit renames it to `#starting-anew`"
    assert told(folder) == [(said, "link to `#starting-anew`, or call a heading so that its anchor is `#restart`", 1)]


def test_mistyped_anchor_names_the_nearest_one(folder: Path) -> None:
    changed(folder, "docs/PLAN.md", "#restart", "#restrat")
    said = "docs/runbook.md has no heading with the anchor `#restrat`; the nearest is `#restart`"
    assert told(folder) == [(said, "link to `#restart`, or call a heading so that its anchor is `#restrat`", 1)]


def test_heading_that_is_taken_away_is_put_back(folder: Path) -> None:
    changed(folder, "docs/runbook.md", "## Restart\n\n", "")
    said = "docs/runbook.md has no heading with the anchor `#restart`; this commit takes it away"
    assert told(folder) == [(said, "put back the heading, or link elsewhere", 1)]


def test_tracker_that_nobody_asked_is_one_cause_for_all_issues(folder: Path) -> None:
    changed(folder, "docs/DEFECTS.md", "#1 |\n", "#1 |\n| D-2 | P0 | #2 |\n")
    git(folder, "add", "--all")
    ran = closure_check(folder, "check", "--offline", "--quiet")
    assert ran.out.splitlines() == [
        "? docs/DEFECTS.md:7:14: what the issues say is not known: no tracker was asked (--offline)",
        "  p0-issues-open: give --issues FILE",
        "UNDECIDED  1 of 7 criteria could not be decided",
    ]


def test_same_thing_seen_by_two_criteria_is_told_once(folder: Path) -> None:
    changed(folder, "docs/DEFECTS.md", "| #1 |", "| |")
    assert hook(folder, "-q").out.splitlines() == [
        "✗ docs/DEFECTS.md:7:14: `Issue` of D-1 is not filled: empty",
        "  p0-have-issues, defects-have-issues",
        "NOT MET  2 of 7 criteria are not met; 1 waits at merge",
    ]


def test_unlike_tables_lack_a_column_each_by_itself(folder: Path) -> None:
    changed(folder, "docs/DEFECTS.md", "| Issue |", "| Ticket |")
    another = "\n| ID | Priority | Ticket |\n|---|---|---|\n| D-2 | P0 | #1 |\n"
    (folder / "docs/DEFECTS.md").write_text((folder / "docs/DEFECTS.md").read_text() + another, encoding="utf-8")
    assert len({one["cause"]["line"] for one in blockers(folder)}) == len(blockers(folder))


def test_what_is_missing_is_kept_with_a_saved_report(folder: Path, tmp_path: Path) -> None:
    (folder / "docs/runbook.md").unlink()
    (tmp_path / "now.json").write_text(hook(folder, "--format", "json").out, encoding="utf-8")
    ran = closure_check(folder, "diff", tmp_path / "now.json", tmp_path / "now.json")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("format_", ["compact", "github", "gitlab", "sarif", "markdown"])
def test_one_cause_is_one_finding_in_every_format_that_tells_findings_by_themselves(format_: str, folder: Path) -> None:
    (folder / "docs/runbook.md").unlink()
    said = hook(folder, "--format", format_).out
    assert said.count("docs/runbook.md is not there; this commit deletes it") == 1
    assert ("steps-done" in said, said.count("Steps are")) == (True, 0)


def test_what_is_not_met_and_what_is_undecided_of_one_criterion_stand_together_with_their_marks(folder: Path) -> None:
    changed(folder, "docs/DEFECTS.md", "#1 |\n", "none |\n| D-2 | P0 | #2 |\n")
    git(folder, "add", "--all")
    said = closure_check(folder, "check", "--offline", "--only", "p0-issues-open").out.splitlines()
    assert said[2:6] == [
        "✗ p0-issues-open  Every P0 links an open issue",
        "  docs/DEFECTS.md:7:14: `Issue` of D-1 is `none`, expected a link to an issue",
        "? docs/DEFECTS.md:8:14: what the issues say is not known: no tracker was asked",
        "  (--offline)",
    ]


def test_mistyped_variable_is_one_finding_wherever_it_stands(folder: Path) -> None:
    (folder / "infra").mkdir()
    module = 'variable "environment" {}\noutput "a" { value = var.enviroment }\noutput "b" { value = var.enviroment }\n'
    (folder / "infra/main.tf").write_text(module, encoding="utf-8")
    references = "  - {id: declared, stage: commit, for_each: {reference: {in: infra/}}, require: resolves}\n"
    (folder / "policy.yaml").write_text(POLICY + references, encoding="utf-8")
    assert told(folder) == [
        (
            "infra does not declare `var.enviroment`; the nearest is `var.environment`",
            "write `var.environment`, or declare `var.enviroment`",
            1,
        )
    ]
    assert [one["line"] for one in blockers(folder)[0]["places"]] == [2, 3]
