from checker.model.issues import IssueList, IssueQuery, IssueRef, Missing
from checker.trackers import NoTracker, Tracker


def test_without_a_tracker_nothing_is_decided() -> None:
    missing = Missing("no_tracker", "no tracker was asked", decided=False, hint="give --issues FILE")
    tracker: Tracker = NoTracker()
    answers = tracker.answer([IssueRef("", 62)], [IssueQuery(milestone="MS#4")])
    assert answers.issues == {IssueRef("", 62): missing}
    assert answers.lists == {IssueQuery(milestone="MS#4"): IssueList((), missing)}
    assert tracker.source == ""
