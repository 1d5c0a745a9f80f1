import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import SAMPLE_BY_NAME, hostile, not_ready

from checker.model.location import Location
from checker.model.observation import Observation, Outcome
from checker.model.report import Heading, Judged, PolicyInfo, RenderOptions, Report, Result, Severity, Stage, Verdict
from checker.reports.text import render
from checker.text.display import cells

SGR = re.compile(r"\x1b\[[0-9;]*m")
ANY_TEXT = st.text(max_size=120) | st.text(alphabet="a #[]:\x1b\x07\r\n\t\u202e\u200b\x9b漢\u0301`|", max_size=120)
PLACES = st.builds(Location, ANY_TEXT, st.none() | st.integers(1, 3), st.none() | st.integers(1, 60), ANY_TEXT)
OBSERVATIONS = st.builds(
    Observation,
    st.sampled_from([True, False, None]),
    ANY_TEXT,
    PLACES,
    st.none() | ANY_TEXT,
    st.none() | ANY_TEXT,
    st.none() | ANY_TEXT,
    st.tuples(PLACES),
)
RESULTS = st.builds(
    Result,
    st.builds(Heading, ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT),
    st.sampled_from(Outcome),
    st.lists(OBSERVATIONS, max_size=3).map(tuple),
    ANY_TEXT,
)
OPTIONS = st.builds(RenderOptions, st.booleans(), st.integers(20, 120), st.booleans(), st.booleans())


def report_of(results: list[Result], text: str, verdict: Verdict) -> Report:
    paths = {seen.location.path for result in results for seen in result.observations}
    return Report(
        policies=(PolicyInfo(text, text, text, text),),
        judged=Judged(text, text, text, text, text),
        results=tuple(results),
        verdict=verdict,
        exit_code=0,
        stage=Stage.MERGE,
        fail_on=Severity.ERROR,
        tool_version="1.2.3",
        lines=dict.fromkeys(paths, (text, text * 3)),
    )


def is_harmless(text: str) -> bool:
    return all(sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for sign in text)


@given(st.lists(RESULTS, max_size=3), ANY_TEXT, st.sampled_from(Verdict), OPTIONS)
def test_no_text_can_steer_terminal_or_log(
    results: list[Result], text: str, verdict: Verdict, options: RenderOptions
) -> None:
    rendered = render(report_of(results, text, verdict), options)
    assert options.color or "\x1b" not in rendered
    plain = SGR.sub("", rendered)
    assert is_harmless(plain)
    assert "##[" not in plain
    assert not any(line.strip().startswith("::") for line in plain.splitlines())
    assert rendered.encode()


@pytest.mark.parametrize(
    ("ids", "quiet", "line"),
    [
        pytest.param([":"], True, r"  \x3a: Title", id="the criterion of a finding"),
        pytest.param(["a", "b"], False, r"  \x3a:error::a.md", id="the place that two criteria ask about"),
    ],
)
def test_no_line_of_a_finding_begins_like_a_command_of_the_runner(ids: list[str], quiet: bool, line: str) -> None:
    seen = Observation(False, "said", Location("::error::a.md"))
    results = [Result(Heading(id_, "Title"), Outcome.FAIL, (seen,)) for id_ in ids]
    lines = render(report_of(results, "", Verdict.NOT_MET), RenderOptions(quiet=quiet)).splitlines()
    assert line in lines
    assert not [line for line in lines if line.strip().startswith("::")]


@given(st.lists(RESULTS, max_size=3), ANY_TEXT, OPTIONS)
def test_color_adds_nothing_but_color(results: list[Result], text: str, options: RenderOptions) -> None:
    report = report_of(results, text, Verdict.NOT_MET)
    plain = render(report, RenderOptions(False, options.width, options.quiet, options.verbose))
    colored = render(report, RenderOptions(True, options.width, options.quiet, options.verbose))
    assert [line.rstrip() for line in SGR.sub("", colored).splitlines()] == plain.splitlines()


@pytest.mark.parametrize("width", [40, 57, 80, 132])
@pytest.mark.parametrize("sample", SAMPLE_BY_NAME)
def test_lines_fit_but_for_places_which_are_never_broken(sample: str, width: int) -> None:
    report = SAMPLE_BY_NAME[sample]()
    rendered = render(report, RenderOptions(width=width, verbose=True))
    long = [line for line in rendered.splitlines() if cells(line) > width]
    assert [line for line in long if not re.fullmatch(r" +[✗?✓] \S.*", line)] == []


def test_verdict_is_the_first_line() -> None:
    assert render(not_ready(), RenderOptions()).splitlines()[0] == "NOT MET  3 of 7 criteria are not met"


def test_caret_stands_below_what_was_found() -> None:
    lines = render(not_ready(), RenderOptions(verbose=True)).splitlines()
    at = next(at for at, line in enumerate(lines) if "漏洞" in line)
    before = lines[at].split("#71", maxsplit=1)[0]
    assert lines[at + 1].index("^") == cells(before)


def test_line_that_is_not_in_the_document_is_not_shown() -> None:
    seen = Observation(False, "gone", Location("a.md", 9, 1))
    report = report_of([Result(Heading("a", "A"), Outcome.FAIL, (seen,))], "x", Verdict.NOT_MET)
    assert "│" not in render(report, RenderOptions())


def test_criterion_without_observations_is_shown() -> None:
    result = Result(Heading("walked", "They walked"), Outcome.UNKNOWN, note="failed inside (KeyError)")
    rendered = render(report_of([result], "x", Verdict.UNDECIDED), RenderOptions())
    assert "\n? walked  They walked\n  the repository: failed inside (KeyError)\n\n" in rendered


def test_quiet_names_what_is_in_the_way_and_no_more() -> None:
    assert render(not_ready(), RenderOptions(quiet=True)).splitlines() == [
        "✗ docs/handover/ISSUE-INVENTORY.md:6:81: `Issue` is empty for P0-002 (expected a link to an open issue)",
        "✗ docs/handover/ISSUE-INVENTORY.md:7:32: #71 of P0-003 is closed (expected open)",
        "  p0-issues-open: link the issue in the Issue column; reopen it if it was closed before the fix was merged",
        "✗ docs/handover/CHECKLIST.md:3:28: `[agreed value]` is an unfilled slot",
        "  no-placeholders: write what was agreed",
        (
            "✗ docs/handover/FINAL-REPORT.md:3:233: the link leads to no heading (expected a heading of "
            "`docs/plan.md`; there are `week-1`, `week-2`, `week-3` and `closing-the-engagement`)"
        ),
        "  links-resolve: Every link reaches its target",
        "NOT MET  3 of 7 criteria are not met; 1 waits at closure",
    ]


def test_hostile_report_is_shown_whole() -> None:
    assert r"\x1b[2J\x1b]8;;http://evil.example\x07x\x0d\u202egnp.exe\u200b" in render(hostile(), RenderOptions())
