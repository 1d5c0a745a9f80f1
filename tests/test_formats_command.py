"""Several formats at once, what a run says by itself in GitHub Actions, and `diff`."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from commands import CLEAN, PROJECT, Ran, closure_check, commit_all, git, run

from checker.reports import BINARY_RENDERER_BY_NAME, RENDERER_BY_NAME

POLICY = """\
version: 1
policy: house
title: House rules
documents:
  guide: guide.md
criteria:
  - id: guide-complete
    title: The guide has nothing left to fill in
    for_each: {file: guide}
    require: no_placeholders
  - id: defects-assigned
    title: Every defect has an owner
    for_each: {row: {in: guide, under: Defects, columns: [Defect, Owner]}}
    require: {Owner: filled}
"""
GUIDE = """\
# Guide

Ask Rahul for the badge.

## Defects

| Defect | Owner |
|---|---|
| D-1 | Rahul |
"""
UNOWNED = GUIDE.replace("| Rahul |", "| |")
UNFILLED = GUIDE.replace("Rahul for the badge", "[NAME] for the badge")
OPTIONS = ("--policy", "policy.yaml", "--as-of", "2026-07-20")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A repository with two commits: a defect without an owner, then a slot to fill in."""
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    for guide in (UNOWNED, UNFILLED):
        (tmp_path / "guide.md").write_text(guide, encoding="utf-8")
        commit_all(tmp_path)
    return tmp_path


def in_actions(folder: Path, *arguments: str, **environment: str) -> Ran:
    """The command as a step of a workflow runs it."""
    everything: Mapping[str, str] = {**CLEAN, "PYTHONPATH": str(PROJECT), "GITHUB_ACTIONS": "true", **environment}
    return run(folder, [sys.executable, "-P", "-m", "checker", *arguments], everything)


def test_formats_are_written_at_once_each_to_its_place(house: Path) -> None:
    formats = ("--format", "sarif:out.sarif", "--format", "junit:junit.xml", "--format", "compact")
    ran = closure_check(house, "check", *OPTIONS, *formats)
    assert (ran.code, ran.err) == (1, "")
    finding, verdict = ran.out.splitlines()
    assert re.fullmatch(r"guide\.md:3:5: error: `\[NAME\]` is .* \[guide-complete\]", finding)
    assert verdict == "NOT MET: 1 of 2 criteria is not met"
    assert json.loads((house / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert ET.parse(house / "junit.xml").getroot().get("failures") == "1"


def test_unknown_format_names_the_nearest(house: Path) -> None:
    ran = closure_check(house, "check", *OPTIONS, "--format", "sarfi")
    assert (ran.code, ran.err) == (2, "--format: there is no format `sarfi`; did you mean `sarif`?\n")


def test_help_and_documentation_name_every_format() -> None:
    names = {*RENDERER_BY_NAME, *BINARY_RENDERER_BY_NAME}
    told = " ".join(closure_check(PROJECT, "check", "--help").out.split())
    shown = told.split("--format FORMAT[:FILE] ")[1].split(", to the output")[0]
    # The help is broken at hyphens too.
    assert set(shown.replace("- ", "-").replace(" or ", ", ").split(", ")) == names
    page = (PROJECT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)^\| `([a-z-]+)` \| [^|]+ \| [^|]+ \|$", page)) == names


def test_places_are_seen_from_the_repository_when_a_folder_of_it_is_judged(tmp_path: Path) -> None:
    folder = tmp_path / "handover"
    folder.mkdir()
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "guide.md").write_text(UNOWNED, encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    commit_all(tmp_path)
    options = ("handover", "--policy", "handover/policy.yaml", "--format", "github")
    ran = closure_check(tmp_path, "check", *options)
    assert ",file=handover/guide.md,line=9,col=9::" in ran.out


def test_annotations_and_summary_come_by_themselves_in_actions(house: Path) -> None:
    summary = house / "summary.md"
    ran = in_actions(house, "check", *OPTIONS, "--format", "json", GITHUB_STEP_SUMMARY=str(summary))
    assert json.loads(ran.out)["verdict"] == "not-met"
    assert [line.split(" ")[0] for line in ran.err.splitlines()] == ["::error", "::notice"]
    assert summary.read_text(encoding="utf-8").startswith("## ❌ Not met: 1 of 2 criteria is not met")


def test_annotations_that_are_asked_for_come_once(house: Path) -> None:
    ran = in_actions(house, "check", *OPTIONS, "--format", "github")
    assert ran.out.count("::error ") == 1
    assert ran.err == ""


def test_no_ci_says_nothing_that_was_not_asked_for(house: Path) -> None:
    summary = house / "summary.md"
    ran = in_actions(house, "check", *OPTIONS, "--no-ci", "-q", GITHUB_STEP_SUMMARY=str(summary))
    assert (ran.err, summary.exists()) == ("", False)


def test_summary_that_cannot_be_written_does_not_change_the_verdict(house: Path) -> None:
    ran = in_actions(house, "check", *OPTIONS, "-q", GITHUB_STEP_SUMMARY=str(house / "no" / "summary.md"))
    assert ran.code == 1
    assert ran.err.splitlines()[-1] == "the job summary cannot be written: No such file or directory"


def test_outside_of_actions_nothing_is_said_by_itself(house: Path) -> None:
    ran = in_actions(house, "check", *OPTIONS, "-q", GITHUB_ACTIONS="", GITHUB_STEP_SUMMARY=str(house / "summary.md"))
    assert (ran.err, (house / "summary.md").exists()) == ("", False)


def test_diff_of_two_revisions(house: Path) -> None:
    ran = closure_check(house, "diff", "HEAD~1", "HEAD", *OPTIONS)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines()[0] == "1 broke, 1 met since"
    assert "\n    + guide.md:3:5: `[NAME]` is " in ran.out


def test_diff_of_two_saved_reports_is_that_of_the_revisions(house: Path) -> None:
    for name, revision in (("before.json", "HEAD~1"), ("after.json", "HEAD")):
        closure_check(house, "check", *OPTIONS, "--at", revision, "--format", f"json:{name}")
    saved = closure_check(house, "diff", "before.json", "after.json", "--format", "json")
    live = closure_check(house, "diff", "HEAD~1", "HEAD", *OPTIONS, "--format", "json")
    assert (saved.code, saved.out) == (live.code, live.out)
    assert {one["criterion"]: one["change"] for one in json.loads(saved.out)["criteria"]} == {
        "guide-complete": "broken",
        "defects-assigned": "met",
    }


def test_diff_without_anything_worse_is_no_failure(house: Path) -> None:
    (house / "guide.md").write_text(GUIDE, encoding="utf-8")
    ran = closure_check(house, "diff", "HEAD", "worktree", *OPTIONS)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "1 met since")


def test_diff_with_something_else_is_refused(house: Path) -> None:
    ran = closure_check(house, "diff", "guide.md", "HEAD", *OPTIONS)
    assert (ran.code, ran.err) == (
        2,
        "guide.md is no JSON report of this closure-check; write one with --format json\n",
    )


def test_diff_with_an_unknown_revision_is_refused(house: Path) -> None:
    ran = closure_check(house, "diff", "HEAD", "nowhere", *OPTIONS)
    assert ran.code == 2
    assert "nowhere" in ran.err


def sarif(folder: Path, *arguments: str) -> Mapping[str, Any]:
    ran = closure_check(folder, "check", "--at", "HEAD", "--format", "sarif", *arguments)
    run_: Mapping[str, Any] = json.loads(ran.out)["runs"][0]
    return run_


def test_sarif_leads_to_the_criterion_in_the_judged_commit_where_the_forge_is_known(house: Path) -> None:
    (house / ".closure-check.yaml").write_text("policies: [policy.yaml]\n", encoding="utf-8")
    commit_all(house)
    assert not any("helpUri" in one for one in sarif(house)["tool"]["driver"]["rules"])
    git(house, "remote", "add", "origin", "https://github.com/acme/widget.git")
    commit = git(house, "rev-parse", "HEAD").strip()
    told = sarif(house)
    address = f"https://github.com/acme/widget/blob/{commit}/policy.yaml"
    assert [one["helpUri"] for one in told["tool"]["driver"]["rules"]] == [f"{address}#L7", f"{address}#L11"]
    provenance = [{"repositoryUri": "https://github.com/acme/widget", "revisionId": commit}]
    assert (told["versionControlProvenance"], "informationUri" in told["tool"]["driver"]) == (provenance, False)


def test_sarif_leads_to_no_page_of_a_policy_that_is_not_in_the_repository(house: Path) -> None:
    git(house, "remote", "add", "origin", "https://github.com/acme/widget.git")
    (house / ".closure-check.yaml").write_text("policies: [flx-eng-rfc-008]\n", encoding="utf-8")
    commit_all(house)
    for asked in ((), ("--policy", "flx-eng-rfc-008"), ("--policy", "policy.yaml")):
        assert not any("helpUri" in one for one in sarif(house, *asked)["tool"]["driver"]["rules"])
