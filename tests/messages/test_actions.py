"""Each thing that stands in the way is one action of one owner."""

from __future__ import annotations

from checker.messages.actions import actions, by_owner
from checker.model.causes import missing_file
from checker.model.evidence import Reason, absent
from checker.model.location import Location
from checker.model.observation import Observation, Outcome, lacking, not_met
from checker.model.report import Heading, Judged, Report, Result, Severity, Stage, Verdict


def result(id_: str, owner: str, *seen: Observation, severity: Severity = Severity.ERROR) -> Result:
    heading = Heading(id_, f"Title of {id_}", fix=f"mend {id_}", owner=owner, severity=severity)
    return Result(heading, Outcome.FAIL, seen, policy="p")


def report(*results: Result) -> Report:
    judged = Judged(".", "index", "2026-07-26")
    return Report((), judged, results, Verdict.NOT_MET, 1, Stage.CLOSURE, Severity.ERROR, "1")


def issue(number: int, said: str) -> Observation:
    return not_met(said, Location(f"https://github.com/a/b/issues/{number}"))


def gone(path: str) -> Observation:
    return lacking(absent(Reason.NO_FILE, Location(path), path=path))


def test_points_of_one_criterion_are_one_action() -> None:
    closed = result("closed", "Arun", issue(5, "is open"), issue(5, "has no comment"), issue(46, "is open"))
    (found,) = actions(report(closed))
    assert (found.title, found.remedy, found.owner) == ("Title of closed", "mend closed", "Arun")
    assert [str(one) for one in found.places] == [f"https://github.com/a/b/issues/{number}" for number in (5, 46)]


def test_a_missing_file_is_one_action_for_all_that_wait_for_it() -> None:
    assert gone("a.md").cause == missing_file("a.md")
    found = actions(
        report(result("one", "Arun", gone("a.md")), result("two", "Raja", gone("a.md"), issue(5, "is open")))
    )
    assert [(one.title, len(one.results), one.owner) for one in found] == [
        ("a.md is not there", 2, "Arun, Raja"),
        ("Title of two", 1, "Raja"),
    ]


def test_who_has_most_to_do_comes_first_and_nobody_last() -> None:
    todo = actions(
        report(
            result("a", "", issue(1, "x")),
            result("b", "Raja", issue(2, "x")),
            result("c", "Arun", issue(3, "x")),
            result("d", "Arun", issue(4, "x"), severity=Severity.WARNING),
        )
    )
    assert {name: [one.title for one in theirs] for name, theirs in by_owner(todo).items()} == {
        "Arun": ["Title of c", "Title of d"],
        "Raja": ["Title of b"],
        "": ["Title of a"],
    }
    assert list(by_owner(todo)) == ["Arun", "Raja", ""]
