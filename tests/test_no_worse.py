"""`check --no-worse-than REV`: for teams that begin with a mountain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Ran, closure_check, commit_all, git, repository

POLICY = """\
version: 1
policy: trial
criteria:
  - {id: no-slots, for_each: {file: 'docs/*.md'}, require: {no_placeholders: {likely: fail}}}
  - {id: owned, for_each: {row: {in: docs/steps.md, columns: [Step, Owner]}}, require: {Owner: filled}}
"""
SETTINGS = "policies: [policy.yaml]\n"
GUIDE = "# Guide\n\nAsk [name] for the key.\n\n## Rotation\n\nAsk [name] for the key.\n"
STEPS = "| Step | Owner |\n|---|---|\n| A | |\n"


@pytest.fixture
def engagement(tmp_path: Path) -> Path:
    return repository(
        tmp_path,
        {
            "docs/guide.md": GUIDE,
            "docs/steps.md": STEPS,
            "policy.yaml": POLICY,
            ".closure-check.yaml": "policies: [policy.yaml]\n",
        },
    )


def check(folder: Path, *more: str) -> Ran:
    return closure_check(folder, "check", "--no-worse-than", "main", *more)


def test_what_was_not_met_before_passes_and_is_told(engagement: Path) -> None:
    (engagement / "docs/guide.md").write_text(GUIDE.replace("# Guide", "# Guide\n\nRead this first."))
    ran = check(engagement)
    assert (ran.code, ran.out.splitlines()[0]) == (
        0,
        "MET  0 of 2 criteria are met, 2 are waived; 3 findings known at `main`",
    )
    assert "\n2 waived, 3 findings known at `main`; -v shows all\n" in ran.out
    assert "── Already known at `main` " in check(engagement, "-v").out
    report = json.loads(check(engagement, "--format", "json").out)
    assert [one["outcome"] for one in report["criteria"]] == ["waived", "waived"]
    assert report["criteria"][0]["observations"][0]["accepted"]["since"] == "main"


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("docs/guide.md", GUIDE.replace("# Guide\n", "# Guide\n\nAsk [name] for the badge.\n"), 3),
        ("docs/guide.md", GUIDE + "\n## Badge\n\nAsk [name] for the key.\n", 11),
        ("docs/new.md", "# New\n\nAsk [name] for the key.\n", 3),
        ("docs/steps.md", STEPS + "| B | |\n", 4),
    ],
)
def test_what_is_new_counts_beside_what_was_there(engagement: Path, path: str, text: str, line: int) -> None:
    (engagement / path).write_text(text)
    git(engagement, "add", "-A")
    report = json.loads(check(engagement, "--format", "json").out)
    seen = [one for criterion in report["criteria"] for one in criterion["observations"] if not one["ok"]]
    assert [(one["path"], one["line"]) for one in seen if not one["accepted"]] == [(path, line)]
    assert report["exit_code"] == 1


def test_where_the_same_words_stand_once_more_nobody_can_tell_which_is_new(engagement: Path) -> None:
    (engagement / "docs/guide.md").write_text(GUIDE + "\nAsk [name] for the key.\n")
    report = json.loads(check(engagement, "--format", "json").out)
    seen = [one for one in report["criteria"][0]["observations"] if not one["ok"]]
    assert [(one["line"], bool(one["accepted"])) for one in seen] == [(3, True), (7, False), (9, False)]


def test_what_cannot_be_decided_stays_open(engagement: Path) -> None:
    (engagement / "docs/steps.md").write_bytes(b"\xff\xfe")
    commit_all(engagement)
    (engagement / "docs/guide.md").write_text("# Guide\n")
    assert check(engagement).code == 3


def test_revision_has_to_be_another_one_and_to_be_there(engagement: Path) -> None:
    same = check(engagement, "--at", "HEAD")
    assert (same.code, same.err) == (
        2,
        "--no-worse-than: `main` is what is judged, so nothing could be worse; name one before it\n",
    )
    ran = closure_check(engagement, "check", "--no-worse-than", "mian")
    assert ran.code == 2
    assert "`mian` names no commit" in ran.err
