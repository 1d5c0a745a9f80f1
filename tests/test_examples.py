"""Both example engagements, end to end. `UPDATE_EXPECTED=1 pytest tests/test_examples.py` rewrites what is expected."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from commands import EXAMPLES, closure_check, commit_all, commit_example, copy_example, git, judged, outcomes

EXPECTED = Path(__file__).parent / "expected" / "a-week-before.txt"
NEEDS_GIT = {"artifacts-committed", "walkthrough-notes-complete"}
NEEDS_ISSUES = {"p0-issues-open", "p0-p1-assigned", "engagement-issues-closed"}
STAGES = ("commit", "merge", "closure")

Judgement = tuple[int, dict[str, Any]]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return commit_example("ready-to-close", tmp_path_factory.mktemp("ready") / "dms")


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return commit_example("a-week-before", tmp_path_factory.mktemp("early") / "dms")


@pytest.fixture(scope="module")
def early_judgement(early: Path) -> Judgement:
    return judged(early, "a-week-before")


def test_engagement_that_is_ready_meets_every_criterion(ready: Path) -> None:
    code, report = judged(ready, "ready-to-close")
    others = {id_: outcome for id_, outcome in outcomes(report).items() if outcome != "pass"}
    assert others == {"terraform-init-clean": "not-run"}
    assert (code, report["verdict"], len(report["criteria"])) == (0, "met-in-part", 28)


def test_engagement_a_week_before_is_told_what_is_missing_and_where(early_judgement: Judgement) -> None:
    code, report = early_judgement
    found = "\n".join(missing(report)) + "\n"
    if os.environ.get("UPDATE_EXPECTED"):
        EXPECTED.parent.mkdir(exist_ok=True)
        EXPECTED.write_text(found, encoding="utf-8")
    assert found == EXPECTED.read_text(encoding="utf-8")
    assert (code, report["verdict"]) == (1, "not-met")


@pytest.mark.parametrize("at", ["index", "HEAD"])
def test_same_bytes_get_the_same_verdict_wherever_they_are(early: Path, early_judgement: Judgement, at: str) -> None:
    assert comparable(judged(early, "a-week-before", "--at", at)) == comparable(early_judgement)


def test_folder_of_a_larger_repository_is_judged_as_a_repository_of_its_own(
    early_judgement: Judgement, tmp_path: Path
) -> None:
    larger = commit_example("ready-to-close", tmp_path / "larger")
    folder = copy_example("a-week-before", larger / "part" / "dms")
    commit_all(larger)
    assert comparable(judged(folder, "a-week-before", ".")) == comparable(early_judgement)


@pytest.mark.parametrize("stage", ["commit", "merge"])
def test_earlier_stage_judges_what_is_due_by_then(early: Path, early_judgement: Judgement, stage: str) -> None:
    _, whole = early_judgement
    _, report = judged(early, "a-week-before", "--stage", stage)
    due = {one["id"] for one in whole["criteria"] if STAGES.index(one["stage"]) <= STAGES.index(stage)}
    assert outcomes(report) == {id_: outcome if id_ in due else "not-due" for id_, outcome in outcomes(whole).items()}


def test_what_needs_git_is_undecided_in_a_plain_folder(tmp_path: Path) -> None:
    folder = copy_example("ready-to-close", tmp_path / "dms")
    assert undecided(judged(folder, "ready-to-close")) == NEEDS_GIT


def test_what_needs_the_tracker_is_undecided_without_issues(ready: Path) -> None:
    assert undecided(judged(ready, "ready-to-close", issues=False)) == NEEDS_ISSUES


def test_every_criterion_has_evidence_with_a_place(early_judgement: Judgement) -> None:
    for criterion in early_judgement[1]["criteria"]:
        assert criterion["observations"] or criterion["outcome"] == "not-run"
        assert all(one["path"] and one["message"] for one in criterion["observations"])


def test_judging_changes_nothing(early: Path) -> None:
    before = contents(early)
    judged(early, "a-week-before")
    assert contents(early) == before


def test_another_engagement_needs_its_documents_its_people_and_a_few_lines(tmp_path: Path) -> None:
    folder = tmp_path / "timetables"
    shutil.copytree(EXAMPLES / "another-engagement", folder)
    git(folder, "init", "--quiet")
    commit_all(folder)
    on_time = closure_check(folder, "check", "--as-of", "2026-09-30", "--quiet")
    assert (on_time.code, on_time.out) == (0, "MET  all 16 criteria are met\n")
    a_day_early = closure_check(folder, "check", "--as-of", "2026-09-29", "--quiet")
    assert (a_day_early.code, a_day_early.out.splitlines()) == (
        1,
        [
            "✗ docs/report.md:30:54: `Date` of Magnus Hay is `2026-09-30`, expected a date not after today, 2026-09-29",
            "  report-signed: sign in the own row, with the date",
            "NOT MET  1 of 16 criteria is not met",
        ],
    )


def test_page_on_examples_describes_each() -> None:
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [one.name for one in EXAMPLES.iterdir() if one.is_dir() and f"`{one.name}/`" not in page] == []


def missing(report: Mapping[str, Any]) -> Iterator[str]:
    """Every criterion with its outcome, then the places of what is not met, each once."""
    for criterion in report["criteria"]:
        yield f"{criterion['outcome']} {criterion['id']}"
        places = {(one["path"], one["line"] or 0) for one in criterion["observations"] if one["ok"] is not True}
        yield from (f"    {path}:{line}" if line else f"    {path}" for path, line in sorted(places))


def comparable(judgement: Judgement) -> Judgement:
    """The judgement without what says where the bytes were."""
    code, report = judgement
    return code, {**report, "judged": {**report["judged"], "at": "", "commit": "", "root": ""}}


def undecided(judgement: Judgement) -> set[str]:
    """What could not be decided; nothing else may be wrong, and exit code and verdict say so."""
    code, report = judgement
    by_id = outcomes(report)
    assert (code, report["verdict"]) == (3, "undecided")
    assert "fail" not in by_id.values()
    return {id_ for id_, outcome in by_id.items() if outcome == "unknown"}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
