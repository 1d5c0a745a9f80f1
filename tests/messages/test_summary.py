import pytest

from checker.messages.summary import counted, counts, headline, looked_at
from checker.model.location import Location
from checker.model.observation import Outcome, met
from checker.model.report import Heading, Judged, Report, Result, Severity, Stage, Verdict

PASS, FAIL, UNKNOWN, WAIVED, NOT_DUE, NOT_RUN, NOT_APPLICABLE = Outcome


def report_of(verdict: Verdict, *outcomes: Outcome) -> Report:
    results = tuple(Result(Heading(f"c{n}", ""), outcome) for n, outcome in enumerate(outcomes))
    return Report((), Judged(".", "index", "2026-07-26"), results, verdict, 0, Stage.MERGE, Severity.ERROR, "1")


@pytest.mark.parametrize(
    ("verdict", "outcomes", "sentence"),
    [
        (Verdict.MET, [PASS] * 28, "all 28 criteria are met"),
        (Verdict.MET, [PASS], "1 of 1 criterion is met"),
        (Verdict.MET, [], "0 of 0 criteria are met"),
        (Verdict.MET, [PASS, PASS, FAIL], "2 of 3 criteria are met, 1 below `error` is not met"),
        (
            Verdict.MET,
            [PASS, WAIVED, NOT_DUE, NOT_DUE, NOT_APPLICABLE],
            "1 of 5 criteria is met, 1 is waived, 2 are not due yet, 1 does not apply",
        ),
        (Verdict.NOT_MET, [FAIL, FAIL, PASS], "2 of 3 criteria are not met"),
        (Verdict.NOT_MET, [FAIL, FAIL], "all 2 criteria are not met"),
        (Verdict.UNDECIDED, [FAIL, UNKNOWN, PASS, WAIVED], "1 of 4 criteria could not be decided, 1 is not met"),
    ],
)
def test_headline_says_what_the_verdict_rests_on(verdict: Verdict, outcomes: list[Outcome], sentence: str) -> None:
    assert headline(report_of(verdict, *outcomes)) == sentence


def test_counts_name_every_outcome() -> None:
    assert counts(report_of(Verdict.MET, PASS, PASS, WAIVED)) == {
        PASS: 2,
        FAIL: 0,
        UNKNOWN: 0,
        WAIVED: 1,
        NOT_DUE: 0,
        NOT_RUN: 0,
        NOT_APPLICABLE: 0,
    }


def test_evidence_is_counted_by_file() -> None:
    seen = (met("a", Location("a.md", 1)), met("b", Location("a.md", 2)), met("c", Location(".")))
    result = Result(Heading("c", ""), PASS, seen)
    report = Report((), Judged(".", "index", "2026-07-26"), (result,), Verdict.MET, 0, Stage.MERGE, Severity.ERROR, "1")
    assert looked_at(report) == "3 observations in 1 file"
    assert [counted(1, "entry", "entries"), counted(2, "entry", "entries")] == ["1 entry", "2 entries"]
