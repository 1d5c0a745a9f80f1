import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from page_reading import read_page
from report_samples import POLICY, SAMPLE_BY_NAME, hostile, not_ready, ready

from checker.errors import UsageError
from checker.messages.comparison import Change, Comparison, compare
from checker.model.location import Location
from checker.model.observation import Observation, Outcome, met, not_met
from checker.model.report import Heading, Judged, RenderOptions, Report, Result, Severity, Stage, Verdict
from checker.model.rules import Narrower
from checker.reports.diff import render as render_form
from checker.reports.diff.html import render as render_html
from checker.reports.diff.json import render as render_json
from checker.reports.diff.markdown import render as render_markdown
from checker.reports.diff.text import render
from checker.reports.json import read_report
from checker.reports.json import render as render_saved

PAGES = Path(__file__).parent / "pages"
OPEN_ROWS = {"P0-001": 3, "P0-002": 4}


def report_of(verdict: Verdict, **outcomes: Outcome | Result) -> Report:
    judged = Judged("belt", "HEAD~1" if verdict is Verdict.NOT_MET else "HEAD", "2026-07-26")
    results = tuple(one if isinstance(one, Result) else result_of(name, one) for name, one in outcomes.items())
    return Report((POLICY,), judged, results, verdict, 0, Stage.CLOSURE, Severity.ERROR, "1")


def result_of(name: str, outcome: Outcome, *seen: Observation, note: str = "") -> Result:
    place = Location("a.md", 1, 1, name)
    default = met("fine", place) if outcome is Outcome.PASS else not_met(f"{name} is bad", place)
    return Result(Heading(name, f"About {name}"), outcome, seen or (default,), note, POLICY.id)


def rows(*bad: str, shifted: int = 0) -> Result:
    """The criterion `rows` with these rows bad, the others good, on lines further down by `shifted`."""
    seen = [
        (not_met if row in bad else met)(f"owner of {row}", Location("a.md", line + shifted, 5, f"Defects/{row}/Owner"))
        for row, line in OPEN_ROWS.items()
    ]
    return result_of("rows", Outcome.FAIL if bad else Outcome.PASS, *seen)


def changes(comparison: Comparison) -> dict[str, Change]:
    return {one.result.criterion.id: one.change for one in comparison.differences}


def test_every_criterion_has_a_change() -> None:
    before = report_of(
        Verdict.NOT_MET,
        mended=Outcome.FAIL,
        broke=Outcome.PASS,
        blurred=Outcome.PASS,
        stays=Outcome.UNKNOWN,
        excused=Outcome.FAIL,
        fine=Outcome.PASS,
        dropped=Outcome.PASS,
        returns=Outcome.WAIVED,
    )
    after = report_of(
        Verdict.MET,
        mended=Outcome.PASS,
        broke=Outcome.FAIL,
        blurred=Outcome.UNKNOWN,
        stays=Outcome.FAIL,
        excused=Outcome.WAIVED,
        fine=Outcome.PASS,
        returns=Outcome.FAIL,
        added=Outcome.FAIL,
        added_and_met=Outcome.PASS,
    )
    assert changes(compare(before, after)) == {
        "mended": Change.MET,
        "broke": Change.BROKEN,
        "blurred": Change.BROKEN,
        "stays": Change.OPEN,
        "excused": Change.EXCUSED,
        "fine": Change.SAME,
        "dropped": Change.GONE,
        "returns": Change.BROKEN,
        "added": Change.NEW,
        "added_and_met": Change.SAME,
    }


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        (Outcome.FAIL, Outcome.PASS, False),
        (Outcome.FAIL, Outcome.WAIVED, False),
        (Outcome.PASS, Outcome.PASS, False),
        (Outcome.PASS, Outcome.FAIL, True),
        (Outcome.PASS, Outcome.UNKNOWN, True),
        (Outcome.WAIVED, Outcome.FAIL, True),
    ],
)
def test_broken_is_worse_and_mended_is_not(before: Outcome, after: Outcome, worse: bool) -> None:
    assert compare(report_of(Verdict.MET, it=before), report_of(Verdict.MET, it=after)).is_worse is worse


def test_criterion_that_is_left_out_is_worse() -> None:
    assert compare(report_of(Verdict.MET, it=Outcome.PASS), report_of(Verdict.MET)).is_worse


def test_criterion_that_the_caller_skips_now_is_no_longer_asked_for() -> None:
    skipped = replace(result_of("it", Outcome.NOT_APPLICABLE), left_out_by=Narrower.CALLER)
    comparison = compare(report_of(Verdict.NOT_MET, it=Outcome.FAIL), report_of(Verdict.MET, it=skipped))
    assert changes(comparison) == {"it": Change.GONE}
    assert comparison.is_worse


def test_findings_that_only_moved_are_the_same() -> None:
    before = report_of(Verdict.NOT_MET, rows=rows("P0-001"))
    after = report_of(Verdict.NOT_MET, rows=rows("P0-001", shifted=40))
    (one,) = compare(before, after).differences
    assert (one.change, one.came, one.went) == (Change.OPEN, (), ())
    assert not compare(before, after).is_worse


def test_findings_that_came_and_went_are_told_apart() -> None:
    before, after = (report_of(Verdict.NOT_MET, rows=rows(row)) for row in OPEN_ROWS)
    (one,) = compare(before, after).differences
    assert [each.seen.message for each in one.came] == ["owner of P0-002"]
    assert [each.seen.message for each in one.went] == ["owner of P0-001"]
    assert compare(before, after).is_worse


def test_other_policy_is_told() -> None:
    before = report_of(Verdict.MET, it=Outcome.PASS)
    after = replace(before, policies=(replace(POLICY, digest="sha256:00"),))
    assert compare(before, after).other_policies == (POLICY.id,)
    assert compare(before, before).other_policies == ()


def test_text_says_the_worst_first() -> None:
    before = report_of(Verdict.NOT_MET, mended=Outcome.FAIL, broke=Outcome.PASS, rows=rows("P0-001"), old=Outcome.PASS)
    excused = result_of("excused", Outcome.WAIVED, note="waived until 2026-08-31 by Raja")
    before = replace(before, results=(*before.results, result_of("excused", Outcome.FAIL)))
    after = report_of(Verdict.MET, mended=Outcome.PASS, broke=Outcome.FAIL, rows=rows("P0-002"), excused=excused)
    assert render(compare(before, after), RenderOptions(width=60)).splitlines() == [
        "1 broke, 1 no longer asked for, 1 met since, 1 need not hold",
        "any more, in what is still open 1 finding more, 1 fewer",
        "",
        "  before    NOT MET: 3 of 5 criteria are not met; HEAD~1 of",
        "            belt, as of 2026-07-26",
        "  after     MET: 1 of 4 criteria is met, 2 below `error` are",
        "            not met, 1 is waived; HEAD of belt, as of",
        "            2026-07-26",
        "",
        "── Broke ─────────────────────────────────────────────── 1 ─",
        "",
        "✗ broke  About broke",
        "    met → not met",
        "    + a.md:1:1: broke is bad",
        "",
        "── No longer asked for ───────────────────────────────── 1 ─",
        "",
        "✓ old  About old",
        "    met → not asked for",
        "",
        "── Still open ────────────────────────────────────────── 1 ─",
        "",
        "✗ rows  About rows",
        "    not met",
        "    + a.md:4:5: owner of P0-002",
        "    - a.md:3:5: owner of P0-001",
        "",
        "── Need not hold any more ────────────────────────────── 1 ─",
        "",
        "~ excused  About excused",
        "    not met → waived",
        "    waived until 2026-08-31 by Raja",
        "",
        "── Met since ─────────────────────────────────────────── 1 ─",
        "",
        "✓ mended  About mended",
        "    not met → met",
    ]


def test_text_of_equal_reports_says_so() -> None:
    lines = render(compare(not_ready(), not_ready()), RenderOptions()).splitlines()
    assert lines[0] == "nothing changed"


def test_json_names_every_criterion_with_its_change() -> None:
    before = report_of(Verdict.NOT_MET, broke=Outcome.PASS)
    after = report_of(Verdict.MET, broke=Outcome.FAIL)
    said = json.loads(render_json(compare(before, after), RenderOptions()))
    (criterion,) = said["criteria"]
    assert said["worse"] is True
    assert {key: criterion[key] for key in ("criterion", "change", "before", "after")} == {
        "criterion": "broke",
        "change": "broken",
        "before": "pass",
        "after": "fail",
    }
    assert [one["message"] for one in criterion["came"]] == ["broke is bad"]


@pytest.mark.parametrize("sample", SAMPLE_BY_NAME)
def test_saved_report_is_read_back(sample: str) -> None:
    report = SAMPLE_BY_NAME[sample]()
    saved = render_saved(report, RenderOptions())
    read = read_report(saved.encode(), "report.json")
    assert render_saved(read, RenderOptions()) == saved.replace(r"\ud800", "?")


REFUSED = "report.json is no JSON report of this closure-check"


@pytest.mark.parametrize(
    ("saved", "message"),
    [
        ("", f"{REFUSED}; write one with --format json"),
        ("[" * 100_000, f"{REFUSED}; write one with --format json"),
        ("[]", f"{REFUSED}; write one with --format json"),
        (
            '{"version": 2}',
            f"{REFUSED} at `version`; write one with --format json",
        ),
    ],
)
def test_something_else_is_refused(saved: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_report(saved.encode(), "report.json")
    assert str(refused.value) == message


def test_hostile_comparison_is_harmless() -> None:
    text = render(compare(not_ready(), hostile()), RenderOptions(verbose=True))
    assert text.isprintable() or not set(text) & {"\x1b", "\x07", "\r", "\u202e", "\u200b"}
    assert "##[" not in text


def softened(**changes: Severity | Stage) -> tuple[str, ...]:
    before = result_of("rows", Outcome.PASS)
    after = replace(before, criterion=replace(before.criterion, **changes))  # type: ignore[arg-type]
    (one,) = compare(report_of(Verdict.MET, rows=before), report_of(Verdict.MET, rows=after)).differences
    return tuple(map(str, one.softened))


def test_criterion_that_is_asked_less_strictly_is_worse() -> None:
    assert softened(severity=Severity.WARNING) == ("severity error → warning",)
    assert softened(stage=Stage.CLOSURE) == ()
    before = result_of("rows", Outcome.PASS)
    earlier = replace(before, criterion=replace(before.criterion, stage=Stage.COMMIT))
    comparison = compare(report_of(Verdict.MET, rows=earlier), report_of(Verdict.MET, rows=before))
    assert [str(each) for one in comparison.differences for each in one.softened] == ["due commit → closure"]
    assert comparison.is_worse
    shown = render(comparison, RenderOptions())
    assert shown.splitlines()[0] == "1 asked less strictly"
    assert "softer  rows: due commit → closure" in " ".join(shown.split()).replace("softer rows", "softer  rows")


def test_criterion_that_is_asked_more_strictly_is_not_worse() -> None:
    before = result_of("rows", Outcome.PASS)
    stricter = replace(before, criterion=replace(before.criterion, severity=Severity.ERROR, stage=Stage.COMMIT))
    assert not compare(report_of(Verdict.MET, rows=before), report_of(Verdict.MET, rows=stricter)).is_worse


def test_run_that_fails_on_less_is_worse() -> None:
    strict = replace(report_of(Verdict.MET, rows=Outcome.PASS), fail_on=Severity.WARNING)
    comparison = compare(strict, report_of(Verdict.MET, rows=Outcome.PASS))
    assert [str(one) for one in comparison.softened] == ["fail on warning → error"]
    assert comparison.is_worse
    assert json.loads(render_json(comparison, RenderOptions()))["softened"] == [
        {"what": "fail on", "before": "warning", "after": "error"}
    ]


def everything() -> Comparison:
    """A comparison in which something became of everything."""
    before = report_of(Verdict.NOT_MET, mended=Outcome.FAIL, broke=Outcome.PASS, rows=rows("P0-001"), old=Outcome.PASS)
    before = replace(before, results=(*before.results, result_of("excused", Outcome.FAIL)), fail_on=Severity.WARNING)
    excused = result_of("excused", Outcome.WAIVED, note="waived until 2026-08-31 by Raja")
    after = report_of(Verdict.MET, mended=Outcome.PASS, broke=Outcome.FAIL, rows=rows("P0-002"), excused=excused)
    after = replace(after, policies=(replace(POLICY, digest="sha256:00"),))
    return compare(before, replace(after, results=(*after.results, result_of("fresh", Outcome.FAIL))))


def test_markdown_says_the_worst_first() -> None:
    met_words = "1 of 5 criteria is met, 3 below `error` are not met, 1 is waived"
    numbers = "1 broke, 1 new and not met, 1 no longer asked for, 1 met since, 1 need not hold any more"
    assert render_markdown(everything(), RenderOptions()).splitlines() == [
        f"## ❌ {numbers}, 1 asked less strictly, in what is still open 1 finding more, 1 fewer",
        "",
        "- Before: NOT MET: 3 of 5 criteria are not met; `HEAD~1 of belt, as of 2026-07-26`",
        f"- After: MET: {met_words}; `HEAD of belt, as of 2026-07-26`",
        "- Policy: `belt-handover` is not the same in both",
        "- Softer: fail on warning → error",
        "",
        "### Broke (1)",
        "",
        "- ❌ `broke` About broke: met → not met",
        "  - new: `a.md:1:1`: broke is bad",
        "",
        "### New and not met (1)",
        "",
        "- ❌ `fresh` About fresh: not asked for → not met",
        "  - new: `a.md:1:1`: fresh is bad",
        "",
        "### No longer asked for (1)",
        "",
        "- ➖ `old` About old: met → not asked for",
        "",
        "### Still open (1)",
        "",
        "- ❌ `rows` About rows: not met",
        "  - new: `a.md:4:5`: owner of P0-002",
        "  - mended: `a.md:3:5`: owner of P0-001",
        "",
        "### Need not hold any more (1)",
        "",
        "- 🟡 `excused` About excused: not met → waived",
        "  - waived until 2026-08-31 by Raja",
        "",
        "### Met since (1)",
        "",
        "- ✅ `mended` About mended: not met → met",
    ]


def test_page_says_the_worst_first_and_is_whole() -> None:
    page = read_page(render_html(everything(), RenderOptions()))
    headings = [" ".join(text.split()) for name in ("h1", "h2", "h3", "h4") for text in page.texts[name]]
    assert headings == [
        "Handover of the belt controller",
        "What changed?",
        "Every criterion that changed",
        "What was compared",
        "Broke 1",
        "New and not met 1",
        "No longer asked for 1",
        "Still open 1",
        "Need not hold any more 1",
        "Met since 1",
        *("About broke", "About fresh", "About old", "About rows", "About excused", "About mended"),
    ]
    assert page.texts["strong"] == ["Worse"]
    ids = page.values("id")
    assert sorted(ids) == sorted(set(ids))
    assert {one[1:] for one in page.values("href") if one.startswith("#")} <= set(ids)


def test_page_of_two_reports_looks_as_agreed() -> None:
    expected, page = PAGES / "changes.html", render_html(compare(not_ready(), ready()), RenderOptions())
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(page, encoding="utf-8")
    assert page == expected.read_text(encoding="utf-8")


def test_page_brings_in_nothing_and_runs_nothing() -> None:
    page = read_page(render_html(compare(not_ready(), hostile()), RenderOptions(verbose=True)))
    assert not {name for name, _ in page.tags} & {"script", "img", "link", "iframe", "object", "form"}
    assert page.values("src") == []
    (policy,) = [one for one in page.values("content") if one.startswith("default-src 'none'")]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_same_reports_give_the_same_bytes(form: str) -> None:
    one, other = (render_form(form, everything(), RenderOptions()) for _ in range(2))
    assert one == other


def test_findings_beyond_the_limit_are_counted() -> None:
    seen = tuple(not_met(f"row {n}", Location("a.md", n, 1, f"row {n}")) for n in range(1, 151))
    before = report_of(Verdict.MET, rows=Outcome.PASS)
    comparison = compare(before, report_of(Verdict.NOT_MET, rows=result_of("rows", Outcome.FAIL, *seen)))
    assert "  - 125 more new\n" in render_markdown(comparison, RenderOptions())
    assert "50 more like these; the JSON has them all" in render_html(comparison, RenderOptions())
    assert "more" not in render_markdown(comparison, RenderOptions(verbose=True))
