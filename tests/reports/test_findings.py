import hashlib
from dataclasses import replace

from report_samples import COMMIT, POLICY, hostile, many_findings, not_ready

from checker.messages.findings import anchor, findings, most_severe_first, sentence
from checker.model.location import Location
from checker.model.observation import Observation, Outcome, met, not_met, undecided
from checker.model.report import Heading, Judged, RenderOptions, Report, Result, Severity, Stage, Verdict
from checker.model.rules import Narrower
from checker.reports import RENDERER_BY_NAME

ISSUE = "https://github.com/acme/belt/issues/7"


def report_of(*results: Result) -> Report:
    judged = Judged(".", "HEAD", "2026-07-26", COMMIT)
    return Report((POLICY,), judged, results, Verdict.NOT_MET, 1, Stage.CLOSURE, Severity.ERROR, "1")


def result_of(outcome: Outcome, *seen: Observation, ident: str = "it", severity: str = "error") -> Result:
    about = Heading(ident, "It holds", severity=Severity(severity), location=Location("policies/belt.yaml", 40, 5))
    return Result(about, outcome, seen, "", POLICY.id)


ROW = Location("docs/INVENTORY.md", 6, 81, "Defect Catalog/P0-002/Issue")
OPEN = not_met("`Issue` is empty", ROW)


def marks_of(*seen: Observation, ident: str = "p0-issues-open") -> list[str]:
    return [one.fingerprint for one in findings(report_of(result_of(Outcome.FAIL, *seen, ident=ident)))]


def test_fingerprint_has_no_line_in_it() -> None:
    assert marks_of(OPEN) == marks_of(replace(OPEN, location=replace(ROW, line=90, column=1)))


def test_fingerprint_tells_criterion_path_pointer_and_words_apart() -> None:
    others = [
        *marks_of(OPEN, ident="p0-assigned"),
        *marks_of(replace(OPEN, location=replace(ROW, path="b.md"))),
        *marks_of(replace(OPEN, location=replace(ROW, pointer="Defect Catalog/P0-001/Issue"))),
        *marks_of(replace(OPEN, words="TBD")),
        *marks_of(OPEN),
    ]
    assert len(set(others)) == len(others)


def test_what_comes_up_beside_an_old_finding_does_not_take_its_fingerprint() -> None:
    old = [replace(OPEN, words=words) for words in ("Rotate it with [name]", "[name] is called", "Ask [name]")]
    new = replace(OPEN, words="[name] confirms")
    assert marks_of(new, *old)[1:] == marks_of(*old)
    assert set(marks_of(old[0], *old)) & {marks_of(*old)[0]} == set()


def test_fingerprint_is_the_one_that_was_published() -> None:
    """A change of the formula makes every alert in every forge a new one."""
    published = hashlib.sha256(
        b'["belt-handover", "p0-issues-open", "docs/INVENTORY.md", "Defect Catalog/P0-002/Issue", "TBD"]'
    )
    assert marks_of(replace(OPEN, words="TBD")) == [published.hexdigest()]


def test_fingerprints_of_a_report_are_unique() -> None:
    for report in (not_ready(), many_findings(), hostile()):
        marks = [one.fingerprint for one in findings(report)]
        assert len(set(marks)) == len(marks)


def test_criterion_without_evidence_is_one_finding_that_says_so() -> None:
    (one,) = findings(report_of(result_of(Outcome.FAIL)))
    assert (one.outcome, sentence(one)) == (Outcome.FAIL, "not met, without anything that was looked at")


def test_what_is_bad_in_a_waived_criterion_is_waived_and_what_is_good_is_met() -> None:
    place = Location("a.md", 1, 1)
    found = findings(
        report_of(result_of(Outcome.WAIVED, not_met("no", place), met("yes", place), undecided("?", place)))
    )
    assert [one.outcome for one in found] == [Outcome.WAIVED, Outcome.PASS, Outcome.WAIVED]
    assert sentence(found[0]) == "waived: no"


def test_undecided_finding_says_that_it_is() -> None:
    (one,) = findings(report_of(result_of(Outcome.UNKNOWN, undecided("is not UTF-8", Location("a.md")))))
    assert sentence(one) == "could not be decided: is not UTF-8"


def test_finding_outside_of_files_is_anchored_where_the_policy_asks() -> None:
    for path in (ISSUE, ".", ""):
        (one,) = findings(report_of(result_of(Outcome.FAIL, not_met("is open", Location(path)))))
        assert anchor(one.seen.location, one.result, RenderOptions(folder="handover")) == Location(
            "policies/belt.yaml", 40, 5
        )


def test_anchor_does_not_tell_where_on_the_machine_a_policy_is() -> None:
    result = result_of(Outcome.FAIL, not_met("is open", Location(ISSUE)))
    for path in ("/home/arun/belt.yaml", "../../home/arun/belt.yaml"):
        about = replace(result.criterion, location=Location(path, 3, 1))
        (one,) = findings(report_of(replace(result, criterion=about)))
        assert anchor(one.seen.location, one.result, RenderOptions()) == Location("belt.yaml", 3, 1)


def test_anchor_in_a_judged_folder_is_seen_from_the_repository() -> None:
    (one,) = findings(report_of(result_of(Outcome.FAIL, not_met("no", Location("docs/a.md", 1, 2, "A")))))
    assert anchor(one.seen.location, one.result, RenderOptions(folder="handover")) == Location(
        "handover/docs/a.md", 1, 2, "A"
    )


def test_every_criterion_has_its_turn_before_anybody_has_a_second() -> None:
    place = Location("a.md", 1, 1)
    chatty = result_of(Outcome.FAIL, met("fine", place), not_met("a1", place), not_met("a2", place), ident="a")
    late = result_of(Outcome.FAIL, met("fine", place), met("fine", place), not_met("b1", place), ident="b")
    mild = result_of(Outcome.FAIL, not_met("c1", place), ident="c", severity="warning")
    found = [one for one in findings(report_of(mild, chatty, late)) if one.outcome is Outcome.FAIL]
    assert [one.seen.message for one in most_severe_first(found)] == ["a1", "b1", "a2", "c1"]


def test_no_format_hides_what_the_caller_left_out() -> None:
    skipped = replace(result_of(Outcome.NOT_APPLICABLE), note="left out by the caller", left_out_by=Narrower.CALLER)
    report = report_of(result_of(Outcome.PASS, met("fine", Location("a.md", 1, 1)), ident="fine"), skipped)
    for name, renderer in RENDERER_BY_NAME.items():
        if name == "gitlab":  # Code Quality has findings, and no place for anything else
            continue
        assert "left out" in renderer(report, RenderOptions()).replace("left_out", "left out"), name
