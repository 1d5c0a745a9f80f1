"""What a forge keeps of a report is limited; what is left out is counted."""

import json
from dataclasses import replace
from pathlib import Path

from report_samples import many_findings, not_ready

from checker.actions import MOST_BYTES, add_summary
from checker.model.location import Location
from checker.model.observation import Outcome, not_met
from checker.model.report import RenderOptions, Report, Result
from checker.reports.github import MOST_OF_A_LEVEL
from checker.reports.github import render as render_annotations
from checker.reports.sarif import MOST_RESULTS
from checker.reports.sarif import render as render_sarif


def with_findings(number: int) -> Report:
    """A warning first, then more errors than anybody wants."""
    report = not_ready()
    mild = next(one for one in report.results if one.criterion.severity == "warning")
    seen = tuple(
        not_met(f"row {n} has no owner", Location("plan.md", n, 1, f"tasks/{n}")) for n in range(1, number + 1)
    )
    many = Result(report.results[1].criterion, Outcome.FAIL, seen, "", report.results[1].policy)
    return replace(report, results=(mild, many))


def test_tenth_annotation_says_how_many_there_are_more() -> None:
    lines = render_annotations(many_findings(), RenderOptions()).splitlines()
    errors = [line for line in lines if line.startswith("::error")]
    assert len(errors) == MOST_OF_A_LEVEL
    assert errors[-1] == "::error title=closure-check::5 more like these are in the report; GitHub shows 10 of a kind"


def test_ten_annotations_are_all_shown() -> None:
    lines = render_annotations(with_findings(10), RenderOptions()).splitlines()
    assert sum(line.startswith("::error") for line in lines) == 10
    assert not any("more like these" in line for line in lines)


def test_long_message_is_cut_before_github_cuts_it() -> None:
    report = with_findings(1)
    seen = not_met("x" * 10_000, Location("plan.md", 1, 1))
    report = replace(report, results=(replace(report.results[1], observations=(seen,)),))
    line = next(line for line in render_annotations(report, RenderOptions()).splitlines() if line.startswith("::error"))
    assert 3_900 < len(line.split("::", maxsplit=2)[2]) < 4_096


def test_sarif_keeps_the_most_severe_and_counts_the_rest() -> None:
    (run,) = json.loads(render_sarif(with_findings(MOST_RESULTS + 7), RenderOptions()))["runs"]
    assert len(run["results"]) == MOST_RESULTS
    assert {one["level"] for one in run["results"]} == {"error"}
    told = [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]]
    assert "8 results did not fit and are left out" in told


def test_sarif_that_fits_keeps_the_order_of_the_report() -> None:
    (run,) = json.loads(render_sarif(with_findings(3), RenderOptions()))["runs"]
    assert [one["level"] for one in run["results"]] == ["warning", "error", "error", "error"]
    told = [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]]
    assert not any("left out" in one for one in told)


def test_summary_is_added_to_what_the_step_has_said(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Build\n", encoding="utf-8")
    environment = {"GITHUB_STEP_SUMMARY": str(summary)}
    assert add_summary(not_ready(), RenderOptions(quiet=True), environment) is None
    assert summary.read_text(encoding="utf-8").startswith("# Build\n## ❌ Not met: 3 of 7 criteria are not met")
    assert "p0-issues-open" in summary.read_text(encoding="utf-8")


def test_full_summary_is_left_alone_and_that_is_said(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_bytes(b"x" * (MOST_BYTES - 10))
    problem = add_summary(not_ready(), RenderOptions(), {"GITHUB_STEP_SUMMARY": str(summary)})
    assert problem is not None
    assert problem.startswith("the summary of this step is full: ")
    assert summary.stat().st_size == MOST_BYTES - 10


def test_summary_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    problem = add_summary(not_ready(), RenderOptions(), {"GITHUB_STEP_SUMMARY": str(tmp_path / "no" / "summary.md")})
    assert problem == "the job summary cannot be written: No such file or directory"


def test_without_a_place_for_it_there_is_no_summary() -> None:
    assert add_summary(not_ready(), RenderOptions(), {}) is None
