"""Recordings: everything that they hold comes back, and what is none is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.classes import replace
from checker.errors import UsageError
from checker.issues.bots import is_bot_name
from checker.issues.recording import (
    Recording,
    is_recording,
    read_recording,
    record,
    recording_text,
    unrecorded,
)
from checker.issues.reviews import with_latest
from checker.model.issues import (
    Answers,
    FacetQuery,
    Issue,
    IssueComment,
    IssueKey,
    IssueList,
    IssueQuery,
    IssueRef,
    Missing,
    NearName,
    ProjectItem,
    PullList,
    PullQuery,
    PullRequest,
    Review,
)

MOMENT = datetime(2026, 7, 26, 10, 0, tzinfo=UTC)
MOVED = Missing("moved", "was moved to acme/other#3", decided=True, hint="link an issue of this repository")
SILENT = Missing("unreachable", "cannot be looked up: x", decided=False, hint="run it again")


def issue(number: int, **changes: Any) -> Issue:
    url = f"https://github.com/acme/belt/issues/{number}"
    return Issue(IssueRef("", number), **{"title": "A belt", "state": "open", "url": url, **changes})


def again(recording: Recording) -> Recording:
    """What is read of what was written."""
    return read_recording(json.loads(recording_text(recording)), "issues.json")


texts = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20)
names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@st.composite
def comments(draw: st.DrawFn) -> IssueComment:
    author = draw(names)
    return IssueComment(
        author=author,
        role=draw(st.sampled_from(["owner", "member", "none", ""])),
        body=draw(texts),
        created=draw(st.sampled_from(["", "2026-07-25T10:00:00Z"])),
        bot=is_bot_name(author) or draw(st.booleans()),
        hidden=draw(st.booleans()),
        url=draw(texts),
        edited=draw(st.none() | st.booleans()),
    )


@st.composite
def issues(draw: st.DrawFn, number: int) -> Issue:
    milestone = draw(st.booleans())
    unavailable = draw(st.sampled_from([(), ("closed by", "closer"), ("closer", "reason"), ("author", "text")]))
    return issue(
        number,
        title=draw(texts),
        state=draw(st.sampled_from(["open", "closed"])),
        reason="" if "reason" in unavailable else draw(st.sampled_from(["", "completed", "not_planned"])),
        labels=tuple(draw(st.lists(texts, max_size=3))),
        assignees=tuple(draw(st.lists(names, max_size=2))),
        milestone=draw(texts) if milestone else "",
        closed_at=draw(st.sampled_from(["", "2026-07-25T10:00:00Z"])),
        comments=tuple(draw(st.lists(comments(), max_size=2))),
        closed_by="" if "closed by" in unavailable else draw(names),
        closer="" if "closer" in unavailable else draw(texts),
        author="" if "author" in unavailable else draw(names),
        body="" if "text" in unavailable else draw(texts),
        created_at=draw(st.sampled_from(["", "2026-07-01T10:00:00Z"])),
        updated_at=draw(st.sampled_from(["", "2026-07-25T10:00:00Z"])),
        unavailable=unavailable,
        type=draw(st.none() | texts),
        parent=draw(st.sampled_from([None, "", "#5", "acme/plans#5"])),
        projects=draw(st.none() | st.lists(items(), max_size=2).map(tuple)),
    )


@st.composite
def items(draw: st.DrawFn) -> ProjectItem:
    said = st.none() | texts | st.integers(0, 9) | st.floats(allow_nan=False, allow_infinity=False)
    return ProjectItem(draw(texts), draw(st.dictionaries(names, said, max_size=3)), draw(st.booleans()), draw(texts))


@given(issues(5), issues(6), texts)
def test_recording_comes_back_as_it_was(first: Issue, second: Issue, said: str) -> None:
    lists: dict[IssueQuery, tuple[IssueKey, ...] | Missing]
    listed = tuple(one.ref.key for one in (first, second) if one.state == "open")
    lists = {IssueQuery("MS#4", "", "open"): listed, IssueQuery(label=said): MOVED}
    near = {IssueQuery("MS#4", "", "open"): (NearName("milestone", "МS#4"),)}
    recording = Recording("acme/belt", "acme/belt at x", MOMENT, {5: first, 6: second, 8: MOVED}, lists, near)
    assert again(recording) == recording


def test_answers_are_recorded_under_their_number_in_this_repository() -> None:
    answers = Answers(
        {
            IssueRef("acme/belt", 5): issue(5),
            IssueRef("", 7): MOVED,
            IssueRef("acme/other", 5): Missing("elsewhere", "is an issue of acme/other", decided=True),
        },
        {IssueQuery(label="P0"): IssueList((issue(6),))},
    )
    recording = record(answers, "acme/belt", "x", MOMENT)
    assert recording == Recording(
        "acme/belt", "x", MOMENT, {5: issue(5), 6: issue(6), 7: MOVED}, {IssueQuery(label="P0"): (6,)}
    )
    asked = [IssueRef("", 5), IssueRef("?/belt", 6), IssueRef("acme/other", 5), IssueRef("", 99)]
    found = recording.answer(asked, [IssueQuery(label="P0"), IssueQuery(label="P1")])
    shown = [one.kind if isinstance(one, Missing) else one for one in map(found.issues.__getitem__, asked)]
    assert shown == [
        issue(5),
        issue(6),
        "elsewhere",
        "not_recorded",
    ]
    assert found.lists[IssueQuery(label="P0")] == IssueList((issue(6),))
    problem = found.lists[IssueQuery(label="P1")].problem
    assert problem is not None
    assert (problem.kind, problem.decided) == ("not_recorded", False)


def pull(number: int, **changes: Any) -> PullRequest:
    url = f"https://github.com/acme/belt/pull/{number}"
    return PullRequest(number, **{"title": "A belt", "state": "open", "url": url, **changes})


@st.composite
def pulls(draw: st.DrawFn, number: int) -> PullRequest:
    untold = draw(st.sampled_from([(), ("comments", "reviews"), ("author", "text"), ("commit", "draft", "merged by")]))
    authors = draw(st.lists(names, max_size=3))
    reviews = [
        Review(
            author=author,
            role=draw(st.sampled_from(["owner", "none", ""])),
            state=draw(st.sampled_from(["approved", "changes requested", "commented", "dismissed"])),
            body=draw(texts),
            commit=draw(st.sampled_from(["", "a" * 40])),
            created=draw(st.sampled_from(["", "2026-07-25T10:00:00Z"])),
            bot=is_bot_name(author) or draw(st.booleans()),
            url=draw(texts),
        )
        for author in authors
    ]
    told: dict[str, Any] = {
        "title": draw(texts),
        "state": draw(st.sampled_from(["open", "closed", "merged"])),
        "draft": draw(st.booleans()),
        "author": draw(names),
        "body": draw(texts),
        "labels": tuple(draw(st.lists(texts, max_size=3))),
        "assignees": tuple(draw(st.lists(names, max_size=2))),
        "milestone": draw(texts),
        "base": draw(names),
        "head": draw(names),
        "commit": draw(st.sampled_from(["", "a" * 40])),
        "reviewers": tuple(draw(st.lists(names, max_size=2))),
        "merged_at": draw(st.sampled_from(["", "2026-07-25T10:00:00Z"])),
        "merged_by": draw(names),
        "comments": tuple(draw(st.lists(comments(), max_size=2))),
        "reviews": with_latest(reviews),
    }
    blank = pull(number)
    by_name = {"text": "body", "merged by": "merged_by"}
    given = {name: told[name] for name in told if name not in {by_name.get(one, one) for one in untold}}
    return replace(blank, **given, unavailable=untold)


@given(pulls(12), pulls(13), texts)
def test_pull_requests_come_back_as_they_were(first: PullRequest, second: PullRequest, said: str) -> None:
    found: dict[PullQuery, PullList] = {
        PullQuery(12): PullList((first,)),
        PullQuery(milestone=said): PullList((), near=(NearName("label", "PО"),)),
        PullQuery(state=first.state): PullList((first, second) if first.state == second.state else (first,)),
        PullQuery(62): PullList((), MOVED),
    }
    recording = Recording("acme/belt", "acme/belt at x", MOMENT, {}, {}, pulls=found)
    assert again(recording) == recording


def test_the_pull_request_that_is_judged_is_recorded_under_its_number() -> None:
    current = PullQuery(current=True)
    answers = Answers({}, {}, {current: PullList((pull(12),))})
    recording = record(answers, "acme/belt", "x", MOMENT)
    assert recording.pull_requests([PullQuery(12)]) == {PullQuery(12): PullList((pull(12),))}
    problem = recording.pull_requests([PullQuery(13)])[PullQuery(13)].problem
    assert problem is not None
    assert (problem.kind, problem.decided) == ("not_recorded", False)


def test_that_no_pull_request_is_judged_is_not_recorded() -> None:
    answers = Answers({}, {}, {PullQuery(current=True): PullList(())})
    assert record(answers, "acme/belt", "x", MOMENT).pulls == {}


def test_undecided_pull_requests_are_named() -> None:
    asked = (PullQuery(12), PullQuery(current=True), PullQuery(label="P0", state="open"))
    assert unrecorded(Answers({}, {}, {query: PullList((), SILENT) for query in asked})) == (
        (
            "pull request #12, the list of pull requests with label P0, state open, the pull request that is judged"
            " cannot be looked up: x; run it again"
        ),
    )


def test_names_that_look_alike_are_recorded_with_their_list() -> None:
    near = (NearName("label", "PО"),)
    answers = Answers({}, {IssueQuery(label="PO"): IssueList((issue(6),), near=near)})
    found = record(answers, "acme/belt", "x", MOMENT).answer([], [IssueQuery(label="PO")])
    assert found.lists[IssueQuery(label="PO")] == IssueList((issue(6),), near=near)


def test_what_is_asked_for_alone_is_recorded_with_its_issue() -> None:
    parent = IssueRef("acme/plans", 3)
    below = Issue(IssueRef("", "acme/plans#4"), "A plan", "closed", parent="acme/plans#3")
    item = ProjectItem("Handover", {"Status": "Done", "Points": 2.5, "Labels": None})
    asked = Answers(
        {IssueRef("", 5): issue(5), IssueRef("", 6): issue(6)},
        {
            IssueQuery(type="Bug"): IssueList((issue(5, type="Bug"),)),
            IssueQuery(parent=parent): IssueList((issue(5, parent="acme/plans#3"), below)),
        },
        facets={FacetQuery("projects", IssueRef("", 5)): (item,), FacetQuery("type", IssueRef("", 6)): ""},
    )
    found = again(record(asked, "acme/belt", "x", MOMENT))
    assert found.issues == {
        5: issue(5, type="Bug", parent="acme/plans#3", projects=(item,)),
        6: issue(6, type=""),
        "acme/plans#4": below,
    }
    assert found.lists == {IssueQuery(type="Bug"): (5,), IssueQuery(parent=parent): (5, "acme/plans#4")}
    queries = [FacetQuery(*one) for one in (("type", IssueRef("", 6)), ("parent", IssueRef("", 6)))]
    assert [one.kind if isinstance(one, Missing) else one for one in found.facets(queries).values()] == [
        "",
        "not_recorded",
    ]


def test_what_a_tracker_tells_of_no_issue_does_not_keep_the_others_from_being_recorded() -> None:
    query = FacetQuery("projects", IssueRef("", 5))
    assert unrecorded(Answers({}, {}, facets={query: Missing("untold", "is not told", decided=False)})) == ()
    said = Missing("forbidden", "cannot be looked up: x", decided=False, hint="let the token read projects")
    assert unrecorded(Answers({}, {}, facets={query: said})) == (
        "the projects of #5 cannot be looked up: x; let the token read projects",
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"type": "Bug"}, "holds #5, which is none of those that were asked for"),
        ({"parent": "#9"}, "holds #5, which is none of those that were asked for"),
        ({"parent": "nine"}, '`parent` is `"nine"`, expected an issue such as `#62` or `owner/name#62`'),
    ],
)
def test_list_that_holds_another_type_or_family_is_refused(change: dict[str, str], says: str) -> None:
    written = _written()
    written["issues"][0] |= {"issueType": {"name": "Task"}, "parent": "#8"}
    written["lists"][0] |= {"milestone": "", **change}
    with pytest.raises(UsageError, match=re.escape(says)):
        read_recording(written, "issues.json")


def test_what_is_undecided_is_not_recorded() -> None:
    answers = Answers(
        {IssueRef("", 5): SILENT, IssueRef("", 6): SILENT, IssueRef("", 7): MOVED},
        {IssueQuery("MS#4"): IssueList((), SILENT)},
    )
    assert unrecorded(answers) == (
        "#5, #6, the list of issues with milestone MS#4 cannot be looked up: x; run it again",
    )
    assert unrecorded(Answers({IssueRef("", 7): MOVED}, {})) == ()


def test_issues_that_have_keys_come_back_with_them() -> None:
    keyed = Issue(IssueRef("", "ABC-9"), "A belt", "open", url="https://jira.acme.example/browse/ABC-9")
    asked = Answers(
        {IssueRef("", "ABC-10"): MOVED, IssueRef("", "ABC-9"): keyed},
        {IssueQuery(state="open"): IssueList((keyed,))},
    )
    recording = again(record(asked, "ABC", "x", MOMENT))
    assert list(recording.issues) == ["ABC-9", "ABC-10"]
    assert recording.answer(asked.issues, asked.lists) == asked


def test_only_an_object_with_a_format_is_a_recording() -> None:
    assert is_recording({"format": "other"})
    assert not is_recording([])
    assert not is_recording({"issues": []})


def _written() -> dict[str, Any]:
    lists = {IssueQuery("MS#4"): (5,)}
    written: dict[str, Any] = json.loads(recording_text(Recording("acme/belt", "x", MOMENT, {5: issue(5)}, lists)))
    return written


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda top: top.update(format="sarif"), '`format` is `"sarif"`, expected `closure-check issues`'),
        (lambda top: top.update(version=2), "is in version 2 of the format, this closure-check reads 1"),
        (lambda top: top.pop("issues"), "has no `issues`; record again"),
        (lambda top: top.update(fetched="yesterday"), '`fetched` is `"yesterday"`, expected a moment'),
        (lambda top: top["issues"].append(top["issues"][0]), "says two things about one number"),
        (lambda top: top.update(absent=[{"number": 5, "kind": "gone", "message": "x", "hint": None}]), "two things"),
        (lambda top: top.update(absent=[{"number": 6, "kind": "lost", "message": "x", "hint": None}]), "`kind` is"),
        (lambda top: top["lists"][0].update(keys=[6]), "`keys` is not a list of issues that the recording holds"),
        (lambda top: top["issues"][0].update(key="ABC"), '`key` is `"ABC"`, expected a key such as `ABC-62`'),
        (lambda top: top["lists"][0].pop("label"), "has no `label`"),
        (lambda top: top["lists"].append(top["lists"][0] | {"keys": []}), "says two things about one list"),
        (lambda top: top["lists"][0].update(state="closed"), "holds #5, which is none of those that were asked for"),
        (lambda top: top["lists"][0].update(keys=[True]), "`keys` is not a list of issues that the recording holds"),
        (lambda top: top["issues"][0].update(state="MERGED"), '`state` is `"MERGED"`, expected OPEN or CLOSED'),
        (lambda top: top["issues"][0].update(url="https://github.com/acme/belt/pull/5"), "holds a pull request"),
    ],
)  # fmt: skip
def test_recording_that_cannot_be_used_is_refused(change: Callable[[dict[str, Any]], object], says: str) -> None:
    written = _written()
    change(written)
    with pytest.raises(UsageError) as caught:
        read_recording(written, "issues.json")
    assert str(caught.value).startswith("issues.json")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda top: top["pullRequests"].append(top["pullRequests"][0]), "says two things about one pull request"),
        (lambda top: top["pullRequestLists"].append(top["pullRequestLists"][0]), "two things about one list of pull"),
        (lambda top: top["pullRequestLists"][1].update(numbers=[13]), "holds #13, which is none of those"),
        (lambda top: top["pullRequestLists"][1].update(numbers=[]), "says neither what #12 is nor that it is absent"),
        (lambda top: top["pullRequestLists"][1].update(numbers=[[12]]), "`numbers` is not a list of pull requests"),
        (lambda top: top["pullRequestLists"][1].update(numbers=[12.0]), "`numbers` is not a list of pull requests"),
        (lambda top: top["pullRequestLists"][0].update(state="merged"), "holds #13, which is none of those"),
        (lambda top: top["pullRequests"][0].update(url="https://github.com/evil/x/pull/12"), "not #12 of acme/belt"),
        (lambda top: top["pullRequests"][0].update(url="https://github.com/acme/belt/pull/3"), "not #12 of acme/belt"),
        (lambda top: top["pullRequestLists"].append({"number": 2**31}), "expected a positive whole number"),
    ],
)  # fmt: skip
def test_recording_that_contradicts_itself_about_pull_requests_is_refused(
    change: Callable[[dict[str, Any]], object], says: str
) -> None:
    lists = {PullQuery(12): PullList((pull(12),)), PullQuery(state="open"): PullList((pull(13),))}
    written: dict[str, Any] = json.loads(recording_text(Recording("acme/belt", "x", MOMENT, {}, {}, pulls=lists)))
    change(written)
    with pytest.raises(UsageError) as caught:
        read_recording(written, "issues.json")
    assert str(caught.value).startswith("issues.json")
    assert says in str(caught.value)


def _review(author: str | None, state: str, when: str) -> dict[str, Any]:
    person = {"login": author} if author is not None else None
    return {
        "author": person,
        "authorAssociation": "MEMBER",
        "state": state,
        "submittedAt": when,
        "commit": None,
        "body": "",
    }


def test_the_order_in_a_recording_and_capitals_change_nothing_about_who_came_to_what() -> None:
    asked = {PullQuery(12): PullList((replace(pull(12), author="ann"),))}
    written: dict[str, Any] = json.loads(recording_text(Recording("acme/belt", "x", MOMENT, {}, {}, pulls=asked)))
    early, late = "2026-07-24T10:00:00Z", "2026-07-25T10:00:00Z"
    written["pullRequests"][0]["reviews"] = [
        _review("bob", "CHANGES_REQUESTED", late),
        _review("Bob", "APPROVED", early),
        _review("Ann", "APPROVED", early),
        _review(None, "APPROVED", early),
    ]
    (found,) = read_recording(written, "issues.json").pulls[PullQuery(12)].pulls
    said = [(one.author, one.latest) for one in found.reviews]
    assert said == [("bob", True), ("Bob", False), ("ann", True), ("ghost", None)]
    written["pullRequests"][0]["author"] = None
    (found,) = read_recording(written, "issues.json").pulls[PullQuery(12)].pulls
    assert found.author == found.reviews[-1].author == "ghost"
