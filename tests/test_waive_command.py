"""`closure-check waive` and `closure-check waivers`, and waivers as `check` takes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Ran, closure_check, commit_all, repository

FILE = ".closure-check/waivers.yaml"
POLICY = """\
version: 1
policy: trial
people:
  raja: {name: Raja Choudhary}
  arun: {name: Arun Singh}
waivers: {approvers: [raja], longest: 30}
criteria:
  - {id: no-slots, title: No slot is left, for_each: {file: 'docs/*.md'}, require: {no_placeholders: {likely: fail}}}
"""
SETTINGS = "policies: [policy.yaml]\n"
GUIDE = "# Guide\n\nAsk [name] for the key.\n\n## Rotation\n\nAsk [name] for the key.\n"
SAID = ("--reason", "it is known on the last day", "--issue", "#81", "--owner", "arun", "--until", "2026-08-05")
DAY = ("--as-of", "2026-07-26")
ENTRY = """\
- id: W-1
  criterion: no-slots
  at:
    file: docs/guide.md
    pointer: Guide/[name]
    words: Ask [name] for the key.
  reason: it is known on the last day
  issue: '#81'
  owner: arun
  approved_by: raja
  approved: 2026-07-26
  until: 2026-08-05
"""


@pytest.fixture
def engagement(tmp_path: Path) -> Path:
    return repository(tmp_path, {"docs/guide.md": GUIDE, "policy.yaml": POLICY, ".closure-check.yaml": SETTINGS})


def waive(folder: Path, *more: str, place: str = "docs/guide.md:3", by: str = "raja") -> Ran:
    return closure_check(folder, "waive", "no-slots", place, *DAY, *SAID, "--approved-by", by, *more)


def test_entry_is_shown_first_and_written_when_that_is_said(engagement: Path) -> None:
    shown = waive(engagement)
    assert (shown.code, shown.out) == (0, f"{ENTRY}\n`--write` adds it to {FILE}\n")
    assert not (engagement / FILE).exists()
    assert waive(engagement, "--write").out == f"{ENTRY}\n{FILE} has it now\n"
    second = waive(engagement, "--write", place="docs/guide.md:7")
    assert second.code == 0
    report = json.loads(closure_check(engagement, "check", *DAY, "--format", "json").out)
    assert [(one["id"], one["outcome"]) for one in report["criteria"]] == [("no-slots", "waived"), ("waivers", "pass")]
    assert report["criteria"][0]["observations"][0]["accepted"] == {
        "why": "it is known on the last day",
        "waiver": "W-1",
        "owner": "arun",
        "approved_by": "raja",
        "issue": "#81",
        "until": "2026-08-05",
        "since": "",
    }


def test_finding_that_is_meant_has_to_be_the_only_one(engagement: Path) -> None:
    ran = waive(engagement, place="")
    assert (ran.code, ran.err.splitlines()) == (
        2,
        [
            "several findings are open of `no-slots`; say which:",
            "  docs/guide.md:3:5: `[name]` is likely a noun or an instruction in square brackets",
            "  docs/guide.md:7:5: `[name]` is likely a noun or an instruction in square brackets",
        ],
    )
    elsewhere = waive(engagement, place="docs/guide.md:4").err
    assert elsewhere.startswith("no finding is open of `no-slots` at docs/guide.md:4")
    ran = closure_check(engagement, "waive", "no-slot", *DAY, *SAID, "--approved-by", "raja")
    assert (ran.code, ran.err) == (2, "no criterion `no-slot`; did you mean `no-slots`?\n")


def test_waiver_that_does_not_hold_is_never_written(engagement: Path) -> None:
    ran = waive(engagement, "--write", by="arun")
    assert (ran.code, ran.err) == (1, "`W-1` for `no-slots`: arun may not approve it, expected Raja Choudhary\n")
    assert not (engagement / FILE).exists()


def test_file_that_is_written_in_another_way_is_left_alone(engagement: Path) -> None:
    (engagement / ".closure-check").mkdir()
    (engagement / FILE).write_text("version: 1\nwaivers: []\n")
    ran = waive(engagement, "--write")
    assert (ran.code, ran.err.splitlines()[0].rpartition("/")[2]) == (
        2,
        "waivers.yaml is not written as a list with one entry after the other; add this yourself:",
    )
    assert (engagement / FILE).read_text() == "version: 1\nwaivers: []\n"


def test_waivers_are_listed_by_their_end(engagement: Path) -> None:
    waive(engagement, "--write")
    waive(engagement, "--write", "--until", "2026-07-28", place="docs/guide.md:7")
    listed = closure_check(engagement, "waivers", *DAY)
    assert listed.out == (
        "W-2  no-slots  until 2026-07-28, ends in 2 days\n"
        "    docs/guide.md (Guide/Rotation/[name]) `Ask [name] for the key.`\n"
        "    it is known on the last day (#81); arun sees to it, approved by raja on 2026-07-26\n"
        "W-1  no-slots  until 2026-08-05, ends in 10 days\n"
        "    docs/guide.md (Guide/[name]) `Ask [name] for the key.`\n"
        "    it is known on the last day (#81); arun sees to it, approved by raja on 2026-07-26\n"
        "2 waivers\n"
    )
    assert closure_check(engagement, "waivers", *DAY, "--ending-in", "7").out.splitlines()[-1] == "1 waiver of 2"


def test_naked_truth_is_shown_without_waivers(engagement: Path) -> None:
    waive(engagement, "--write")
    waive(engagement, "--write", place="docs/guide.md:7")
    met = closure_check(engagement, "check", *DAY, "--quiet")
    said = "MET 1 of 2 criteria is met, 1 is waived; with 2 waivers, the next ends in 10 days"
    told = " ".join(met.out.splitlines()[-1].split())
    assert (met.code, told) == (0, f"{said} (1 of 1 would not be met without)")
    assert closure_check(engagement, "check", *DAY, "--no-waivers").code == 1


def test_waivers_of_the_judged_tree_do_not_count_where_its_rules_do_not(engagement: Path) -> None:
    waive(engagement, "--write")
    waive(engagement, "--write", place="docs/guide.md:7")
    by_caller = closure_check(engagement, "check", *DAY, "--policy", "policy.yaml")
    assert by_caller.code == 1
    assert f"`waivers: {FILE}` of the judged tree does not count" in by_caller.out.replace("\n            ", " ")
    assert closure_check(engagement, "check", *DAY, "--policy", "policy.yaml", "--waivers", FILE).code == 0
    commit_all(engagement)
    at_base = closure_check(engagement, "check", *DAY, "--at", "HEAD", "--policy-at", "HEAD~1")
    assert at_base.code == 1
    assert FILE in at_base.out


def test_file_with_mistakes_is_told_and_nothing_is_judged(engagement: Path) -> None:
    (engagement / ".closure-check").mkdir()
    (engagement / FILE).write_text("version: 1\nwaivers:\n  - {id: W-1}\n")
    ran = closure_check(engagement, "check", *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == f"{FILE}:3:5: `approved_by` is missing"
    linted = closure_check(engagement, "lint", FILE)
    assert (linted.code, linted.err.splitlines()[-1]) == (2, f"{FILE}: 8 mistakes")
