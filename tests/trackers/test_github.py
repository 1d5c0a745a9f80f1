"""GitHub as a tracker, asked over loopback: what it answers, and everything that can keep it from answering."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from fake_github import TOKEN, Answer, FakeGitHub, Fault, closing, comment, in_words

from checker.model.issues import Issue, IssueComment, IssueKey, IssueList, IssueQuery, IssueRef, Missing, NearName
from checker.trackers.github import GitHub
from checker.trackers.github.connect import connect, github_addresses
from checker.web.access import Access
from checker.web.token import Token

SOON = Answer(503)
AN_HOUR = {"Retry-After": "3600"}


@pytest.fixture
def fake() -> Iterator[FakeGitHub]:
    with FakeGitHub(labels=["P0"], milestones={4: "MS#4 — Week 4"}).serving() as serving:
        yield serving


def tracker_of(fake: FakeGitHub, waits: list[float] | None = None, project: str = "acme/belt") -> GitHub:
    """The tracker of a fake, which notes what it would wait instead of waiting."""
    addresses = github_addresses({"GITHUB_GRAPHQL_URL": f"{fake.url}/graphql"})
    tracker = connect(addresses, project, Token(TOKEN, "GH_TOKEN"), Access())
    tracker.api.transport.wait = (waits if waits is not None else []).append
    return tracker


def test_message_reads_as_one_sentence_and_says_what_to_do(fake: FakeGitHub) -> None:
    fake.answers["/graphql"] = Answer(body=b"[]")
    (found,) = ask(fake, 5)
    assert isinstance(found, Missing)
    host = fake.url.removeprefix("http://")
    assert found.message == f"cannot be looked up: the answer cannot be used ({host}: holds no object)"
    assert found.hint == "check that the address is GitHub's; otherwise please report it"


def ask(fake: FakeGitHub, *numbers: int) -> list[Issue | Missing]:
    refs = [IssueRef("", number) for number in numbers]
    answers = tracker_of(fake).answer(refs, [])
    return [answers.issues[ref] for ref in refs]


def listed(fake: FakeGitHub, query: IssueQuery) -> IssueList:
    return tracker_of(fake).answer([], [query]).lists[query]


def said(found: Sequence[Issue | Missing], fake: FakeGitHub) -> list[str]:
    """What there is: `#5 open`, or why there is nothing, `?` before what is undecided."""
    return [in_words(one, fake.url.removeprefix("http://")) for one in found]


# --- what there is ----------------------------------------------------------------------------------------------------


def test_issue_comes_with_everything_that_is_known_of_it(fake: FakeGitHub) -> None:
    fake.add(
        5,
        title="Closure",
        state="CLOSED",
        reason="COMPLETED",
        closed="2026-07-25T10:00:00Z",
        milestone="MS#4 — Week 4",
        labels=["P0", "epic"],
        assignees=["arun", "rahul"],
        closing=closing("arun", __typename="PullRequest", number=9, merged=True),
        comments=[comment(includesCreatedEdit=True)],
        author="maya",
        body="What is left to do",
    )
    assert ask(fake, 5) == [
        Issue(
            ref=IssueRef("", 5),
            title="Closure",
            state="closed",
            reason="completed",
            url="https://github.com/acme/belt/issues/5",
            labels=("P0", "epic"),
            assignees=("arun", "rahul"),
            milestone="MS#4 — Week 4",
            closed_at="2026-07-25T10:00:00Z",
            comments=(
                IssueComment(
                    author="raja",
                    role="owner",
                    body="merged and measured",
                    created="2026-07-25T10:00:00Z",
                    url="https://github.com/acme/belt/issues/5#issuecomment-1",
                    edited=True,
                ),
            ),
            closed_by="arun",
            closer="pull request #9",
            author="maya",
            body="What is left to do",
            created_at="2026-07-01T10:00:00Z",
            updated_at="2026-07-25T10:00:00Z",
        )
    ]
    assert len(fake.seen) == 1


@pytest.mark.parametrize("reason", ["COMPLETED", "NOT_PLANNED", "DUPLICATE"])
def test_ways_of_being_closed_are_told_apart(fake: FakeGitHub, reason: str) -> None:
    fake.add(5, state="CLOSED", reason=reason, closed="2026-07-25T10:00:00Z")
    (issue,) = ask(fake, 5)
    assert isinstance(issue, Issue)
    assert (issue.state, issue.reason) == ("closed", reason.lower())
    assert "enableDuplicate: true" in fake.seen[0].query


@pytest.mark.parametrize(
    ("closer", "expected"),
    [
        ({}, ""),
        ({"__typename": "Commit", "oid": "0a1b2c3d"}, "commit 0a1b2c3d"),
        ({"__typename": "PullRequest", "number": 9, "merged": True}, "pull request #9"),
        ({"__typename": "PullRequest", "number": 9, "merged": False}, "pull request #9 (not merged)"),
        ({"__typename": "ProjectV2"}, "project"),
    ],
)
def test_what_closed_an_issue_is_known(fake: FakeGitHub, closer: dict[str, Any], expected: str) -> None:
    fake.add(5, state="CLOSED", closed="2026-07-25T10:00:00Z", closing=closing(**closer))
    (issue,) = ask(fake, 5)
    assert isinstance(issue, Issue)
    assert (issue.closed_by, issue.closer) == ("arun", expected)


def test_half_a_character_in_a_title_can_still_be_written(fake: FakeGitHub) -> None:
    fake.add(5, title="broken \ud83d belt", comments=[comment("\udc00")])
    (issue,) = ask(fake, 5)
    assert isinstance(issue, Issue)
    assert (issue.title, issue.comments[0].body) == ("broken ? belt", "?")


def test_issue_that_was_opened_again_has_no_closer(fake: FakeGitHub) -> None:
    fake.add(5, reason="REOPENED", closing=closing(__typename="Commit", oid="0a1b2c3d"))
    (issue,) = ask(fake, 5)
    assert isinstance(issue, Issue)
    assert (issue.state, issue.reason, issue.closed_by, issue.closer) == ("open", "reopened", "", "")


def test_authors_of_comments_are_told_apart(fake: FakeGitHub) -> None:
    fake.add(
        5,
        comments=[
            comment(author=None, authorAssociation="NONE"),
            comment(author="renovate", bot=True),
            comment(author="dependabot"),
            comment(isMinimized=True),
            comment(authorAssociation="COLLABORATOR"),
        ],
    )
    (issue,) = ask(fake, 5)
    assert isinstance(issue, Issue)
    assert [(one.author, one.role, one.bot, one.hidden) for one in issue.comments] == [
        ("ghost", "none", False, False),
        ("renovate", "owner", True, False),
        ("dependabot", "owner", True, False),
        ("raja", "owner", False, True),
        ("raja", "collaborator", False, False),
    ]


def test_all_comments_are_read_oldest_first(fake: FakeGitHub) -> None:
    fake.add(5, comments=[comment(f"no. {n}") for n in range(350)])
    fake.add(6, comments=[comment(f"no. {n}") for n in range(31)])
    for issue, count in zip(ask(fake, 5, 6), (350, 31), strict=True):
        assert isinstance(issue, Issue)
        assert [one.body for one in issue.comments] == [f"no. {n}" for n in range(count)]
    assert len(fake.seen) == 1 + 4


def test_fifty_issues_are_asked_for_at_once(fake: FakeGitHub) -> None:
    for number in range(1, 121):
        fake.add(number)
    assert [one.state for one in ask(fake, *range(1, 121)) if isinstance(one, Issue)] == ["open"] * 120
    assert [one.query.count("issueOrPullRequest(") for one in fake.seen] == [50, 50, 20]


def test_issue_is_asked_for_once(fake: FakeGitHub) -> None:
    fake.add(5, labels=["P0"])
    tracker = tracker_of(fake)
    tracker.answer([IssueRef("", 5), IssueRef("acme/belt", 5), IssueRef("?/belt", 5)], [])
    tracker.answer([IssueRef("", 5)], [])
    assert len(fake.seen) == 1


def test_issue_of_a_list_is_not_asked_for_again(fake: FakeGitHub) -> None:
    fake.add(5, labels=["P0"])
    tracker_of(fake).answer([IssueRef("", 5)], [IssueQuery(label="P0")])
    assert not any("issueOrPullRequest" in one.query for one in fake.seen)


def test_nothing_is_sent_before_something_is_asked(fake: FakeGitHub) -> None:
    tracker = tracker_of(fake)
    assert tracker.source == f"acme/belt at {tracker.api.host} (not asked)"
    assert tracker.answer([], []).issues == {}
    assert fake.seen == []


def test_source_says_where_when_and_how_often(fake: FakeGitHub) -> None:
    fake.add(5)
    tracker = tracker_of(fake)
    tracker.answer([IssueRef("", 5)], [])
    assert tracker.source == f"acme/belt at {tracker.api.host} (1 issue, asked 2026-07-26 10:00 UTC in 1 request)"


# --- what is no issue -------------------------------------------------------------------------------------------------


def test_what_is_no_issue_is_told_apart(fake: FakeGitHub) -> None:
    fake.pulls, fake.moved, fake.deleted = {7}, {8: "acme/other#3"}, {9}
    assert said(ask(fake, 7, 8, 9, 10), fake) == [
        "pull_request: is a pull request, not an issue",
        "moved: was moved to acme/other#3",
        "gone: was deleted",
        "not_found: does not exist in acme/belt",
    ]


def test_issue_of_another_repository_is_not_asked_for(fake: FakeGitHub) -> None:
    ref = IssueRef("acme/other", 5)
    found = tracker_of(fake).answer([ref], []).issues[ref]
    assert said([found], fake) == ["elsewhere: is an issue of acme/other, not of acme/belt"]
    assert fake.seen == []


def test_issue_that_answers_from_another_repository_was_moved(fake: FakeGitHub) -> None:
    fake.add(5, home="acme/other")
    assert said(ask(fake, 5), fake) == ["moved: was moved to acme/other#5"]


def test_moved_issue_is_not_followed_to_another_host(fake: FakeGitHub) -> None:
    fake.answers["/repos/acme/belt/issues/8"] = Answer(301, headers={"Location": "https://evil.example/issues/8"})
    assert said(ask(fake, 8), fake) == ["moved: was moved to another repository"]
    assert [one.path for one in fake.seen] == ["/graphql", "/repos/acme/belt/issues/8"]


def test_issue_that_is_not_found_stays_so_when_the_rest_api_is_silent(fake: FakeGitHub) -> None:
    fake.answers["/repos/acme/belt/issues/8"] = Answer(500)
    assert said(ask(fake, 8), fake) == ["not_found: does not exist in acme/belt"]


def test_only_so_many_missing_issues_are_looked_into(fake: FakeGitHub) -> None:
    assert len(set(said(ask(fake, *range(1, 41)), fake))) == 1
    assert len(fake.seen) == 1 + 20


def test_private_or_unknown_repository_is_undecided(fake: FakeGitHub) -> None:
    fake.hidden = True
    assert said(ask(fake, 5), fake) == ["? forbidden: acme/belt does not exist, or the token may not see it"]


def test_repository_under_another_name_is_undecided(fake: FakeGitHub) -> None:
    fake.called = "acme/conveyor"
    fake.add(5)
    assert said(ask(fake, 5), fake) == ["? moved: acme/belt is now called acme/conveyor"]


def test_repository_without_issues_is_undecided(fake: FakeGitHub) -> None:
    fake.has_issues = False
    assert said([listed(fake, IssueQuery(state="open")).problem or ask(fake, 5)[0]], fake) == [
        "? forbidden: issues are switched off in acme/belt"
    ]


# --- lists ------------------------------------------------------------------------------------------------------------


def numbers(found: IssueList) -> list[IssueKey]:
    assert found.problem is None
    return [issue.ref.key for issue in found.issues]


def test_names_that_only_look_like_those_asked_for_are_told(fake: FakeGitHub) -> None:
    fake.milestones[5] = "МS#4"
    fake.labels.append("РO")
    fake.labels.append("PO")
    found = listed(fake, IssueQuery(milestone="MS#4", label="PO"))
    assert found.near == (NearName("label", "РO"), NearName("milestone", "МS#4"))


def test_milestone_is_read_to_its_end(fake: FakeGitHub) -> None:
    fake.milestones[40] = "MS#40"
    for number in range(1, 131):
        fake.add(number, milestone="MS#4 — Week 4")
    fake.add(200, milestone="MS#40")
    assert numbers(listed(fake, IssueQuery(milestone="MS#4"))) == list(range(1, 131))
    assert len(fake.seen) == 1 + 3


def test_list_is_narrowed_by_label_and_state(fake: FakeGitHub) -> None:
    fake.add(1, labels=["P0"])
    fake.add(2, labels=["P0"], state="CLOSED", closed="2026-07-25T10:00:00Z")
    fake.add(3, labels=["bug"])
    assert numbers(listed(fake, IssueQuery(label="p0", state="open"))) == [1]
    assert numbers(listed(fake, IssueQuery(label="P0"))) == [1, 2]
    assert numbers(listed(fake, IssueQuery(state="open"))) == [1, 3]


def test_comments_of_listed_issues_are_read_too(fake: FakeGitHub) -> None:
    fake.add(1, labels=["P0"], comments=[comment()] * 120)
    (issue,) = listed(fake, IssueQuery(label="P0")).issues
    assert len(issue.comments) == 120


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (IssueQuery(milestone="MS#5"), "not_found: is empty: acme/belt has no milestone `MS#5`"),
        (IssueQuery(label="PO"), "not_found: is empty: acme/belt has no label `PO`"),
    ],
)
def test_milestone_or_label_that_nobody_made_is_no_empty_list(fake: FakeGitHub, query: IssueQuery, says: str) -> None:
    problem = listed(fake, query).problem
    assert problem is not None
    assert said([problem], fake) == [says]


def test_names_are_asked_for_once(fake: FakeGitHub) -> None:
    tracker_of(fake).answer([], [IssueQuery(label="P0", state=state) for state in ("open", "closed")])
    assert sum("labels(first: $first" in one.query for one in fake.seen) == 1


def test_list_of_pages_that_do_not_end_is_undecided(fake: FakeGitHub) -> None:
    def never_ends(reply: dict[str, Any]) -> None:
        page = reply["data"]["repository"].get("issues")
        if page:
            page["pageInfo"] = {"hasNextPage": True, "endCursor": "1"}

    fake.add(1)
    fake.tamper = never_ends
    problem = listed(fake, IssueQuery(state="open")).problem
    assert problem is not None
    assert said([problem], fake) == ["? truncated: HOST does not say where the list goes on after 1 entries"]


def test_list_with_fewer_issues_than_it_says_is_undecided(fake: FakeGitHub) -> None:
    def cut(reply: dict[str, Any]) -> None:
        if "issues" in reply["data"]["repository"]:
            reply["data"]["repository"]["issues"]["nodes"].pop()

    fake.add(1)
    fake.add(2)
    fake.tamper = cut
    problem = listed(fake, IssueQuery(state="open")).problem
    assert problem is not None
    assert said([problem], fake) == ["? truncated: HOST names 2 entries and gives 1"]


def test_list_with_issues_that_were_not_asked_for_is_undecided(fake: FakeGitHub) -> None:
    def reopen(reply: dict[str, Any]) -> None:
        for node in reply["data"]["repository"].get("issues", {"nodes": []})["nodes"]:
            node["state"] = "OPEN"

    fake.add(1, state="CLOSED", closed="2026-07-25T10:00:00Z")
    fake.tamper = reopen
    problem = listed(fake, IssueQuery(state="closed")).problem
    assert problem is not None
    assert said([problem], fake) == ["? malformed: HOST: gives #1, which was not asked for"]


# --- answers that are none --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(401), "? forbidden: HOST refuses the token"),
        (Answer(403), "? forbidden: HOST refuses access"),
        (Answer(302, headers={"Location": "https://evil.example"}), "? unreachable: HOST answers with status 302"),
        (Answer(404), "? unreachable: HOST answers with status 404"),
        (Answer(418), "? unreachable: HOST answers with status 418"),
        (Answer(500), "? unreachable: HOST answers with status 500"),
        (Answer(502), "? unreachable: HOST answers with status 502"),
        (Answer(429), "? rate_limited: HOST answers no more questions (rate limit)"),
        (Answer(403, headers=AN_HOUR), "? rate_limited: HOST answers no more questions until 11:00 UTC (rate limit)"),
        (
            Answer(403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1785063600"}),
            "? rate_limited: HOST answers no more questions until 11:00 UTC (rate limit)",
        ),
        (
            Answer(403, b'{"message": "You have exceeded a secondary rate limit."}'),
            "? rate_limited: HOST answers no more questions (rate limit)",
        ),
        (
            Answer(body=b'{"errors": [{"type": "RATE_LIMITED", "message": "x"}]}'),
            "? rate_limited: HOST answers no more questions (rate limit)",
        ),
        (Answer(body=b'{"data": {}', cut=50), "? truncated: HOST breaks off its answer"),
        (Answer(hang_up=True), "? truncated: HOST breaks off its answer"),
        (Answer(body=b"<html>"), "? malformed: HOST:1:1: is not JSON from here on"),
        (Answer(body=b""), "? malformed: HOST:1:1: is not JSON from here on"),
        (Answer(body=b"[]"), "? malformed: HOST: holds no object"),
        (Answer(body=b"{}"), "? malformed: HOST: has no `data`"),
        (Answer(body=b"[" * 100_000), "? malformed: HOST: holds a number or a nesting that no issue list has"),
        (
            Answer(body=b'{"data": {"repository": null, "rateLimit": null}}'),
            "? malformed: HOST, `data`: `repository` is `null`, expected an object",
        ),
        (
            Answer(body=b'{"data": null, "errors": [{"message": "Something went\\nwrong"}]}'),
            "? unreachable: HOST reports `Something went wrong`",
        ),
        (
            Answer(body=b'{"data": null, "errors": [{"type": "FORBIDDEN", "message": "SSO"}]}'),
            "? forbidden: HOST refuses access (SSO)",
        ),
        (Answer(body=b'{"data": null, "errors": "no"}'), "? malformed: HOST: `errors` is `\"no\"`, expected a list"),
    ],
)  # fmt: skip
def test_answer_that_is_none_leaves_everything_undecided(fake: FakeGitHub, answer: Answer, says: str) -> None:
    fake.add(5)
    fake.answers["/graphql"] = answer
    assert said(ask(fake, 5, 6), fake) == [says, says]
    assert len(fake.seen) <= 6


def test_answer_that_is_none_leaves_a_list_undecided(fake: FakeGitHub) -> None:
    fake.answers["/graphql"] = Answer(401)
    problem = listed(fake, IssueQuery(state="open")).problem
    assert problem is not None
    assert said([problem], fake) == ["? forbidden: HOST refuses the token"]


def test_server_that_is_not_there_is_said(fake: FakeGitHub) -> None:
    with FakeGitHub().serving() as gone:
        pass
    assert said(ask(gone, 5), gone) == ["? unreachable: HOST cannot be reached (connection refused)"]


def test_server_that_does_not_answer_in_time_is_said(fake: FakeGitHub) -> None:
    fake.answers["/graphql"] = Answer(wait=1.0)
    tracker = tracker_of(fake)
    tracker.api.transport.seconds = 0.05
    found = tracker.answer([IssueRef("", 5)], []).issues[IssueRef("", 5)]
    assert said([found], fake) == ["? unreachable: HOST gives no answer within 0 s"]


def test_connection_that_is_not_safe_is_said_and_not_tried_again(fake: FakeGitHub) -> None:
    addresses = github_addresses({"GITHUB_GRAPHQL_URL": fake.url.replace("http:", "https:") + "/graphql"})
    tracker = connect(addresses, "acme/belt", Token(TOKEN, "GH_TOKEN"), Access())
    (found,) = tracker.answer([IssueRef("", 5)], []).issues.values()
    (line,) = said([found], fake)
    assert line.startswith("? unreachable: no safe connection to HOST (")
    assert tracker.api.transport.sent == 1


# --- answers that are not whole ---------------------------------------------------------------------------------------


def test_fault_of_one_issue_leaves_the_others_decided(fake: FakeGitHub) -> None:
    fake.add(5)
    fake.faults[6] = Fault("FORBIDDEN", "Resource not accessible")
    fake.faults[7] = Fault("INTERNAL", "Something went wrong")
    assert said(ask(fake, 5, 6, 7), fake) == [
        "#5 open",
        "? forbidden: HOST refuses access (Resource not accessible)",
        "? unreachable: HOST reports `Something went wrong`",
    ]


def _answer_of(reply: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = reply["data"]["repository"]["i5"]
    return found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda one: one.update(number="5"), '`number` is `"5"`, expected a positive whole number'),
        (lambda one: one.update(number=7), "is issue 7, but 5 was asked for"),
        (lambda one: one.pop("state"), "has no `state`"),
        (lambda one: one.update(state="MERGED"), '`state` is `"MERGED"`, expected OPEN or CLOSED'),
        (lambda one: one.update(stateReason="LATER"), "`stateReason` is `later`, which this version does not know"),
        (lambda one: one.update(title=1), "`title` is `1`, expected text"),
        (lambda one: one["labels"].update(totalCount=101), "`labels`: has 101 entries, of which 0 came"),
        (lambda one: one["comments"].update(totalCount=2), "`comments`: has 2 comments, of which 1 came"),
        (lambda one: one["comments"]["nodes"][0].pop("isMinimized"), "has no `isMinimized`"),
        (lambda one: one["comments"].update(nodes=[None]), "`nodes` 1 is `null`, expected an object"),
        (lambda one: one.update(__typename="Discussion"), "is of the kind `Discussion`, expected `Issue`"),
        (lambda one: one.update(closings=None), "`closings` is `null`, expected an object"),
    ],
)  # fmt: skip
def test_issue_of_the_wrong_shape_is_undecided_and_the_others_are_not(
    fake: FakeGitHub, change: Callable[[dict[str, Any]], object], says: str
) -> None:
    fake.add(5, state="CLOSED", closed="2026-07-25T10:00:00Z", comments=[comment()])
    fake.add(6)
    fake.tamper = lambda reply: change(_answer_of(reply))
    first, second = said(ask(fake, 5, 6), fake)
    assert first.startswith("? malformed: HOST, ")
    assert says in first
    assert second == "#6 open"


def test_issue_that_is_not_in_the_answer_is_undecided(fake: FakeGitHub) -> None:
    fake.add(5)
    fake.add(6)
    fake.tamper = lambda reply: reply["data"]["repository"].update(i5=None)
    assert said(ask(fake, 5, 6), fake) == [
        "? malformed: HOST, `data`, `repository`: `i5` is `null`, expected an object",
        "#6 open",
    ]


def test_comments_that_break_off_leave_their_issue_undecided(fake: FakeGitHub) -> None:
    fake.add(5, comments=[comment()] * 200)
    fake.add(6)
    fake.script = [None, *[SOON] * 4]
    assert said(ask(fake, 5, 6), fake) == [
        "? unreachable: HOST answers with status 503",
        "#6 open",
    ]


def test_second_question_that_fails_leaves_the_first_answers_decided(fake: FakeGitHub) -> None:
    for number in range(1, 61):
        fake.add(number)
    fake.script = [None, *[Answer(500)] * 4]
    found = said(ask(fake, *range(1, 61)), fake)
    assert found[:50] == [f"#{number} open" for number in range(1, 51)]
    assert set(found[50:]) == {"? unreachable: HOST answers with status 500"}


# --- trying again -----------------------------------------------------------------------------------------------------


def test_short_silence_is_outlasted(fake: FakeGitHub) -> None:
    fake.add(5)
    fake.script = [SOON, Answer(hang_up=True), Answer(502)]
    waits: list[float] = []
    (found,) = tracker_of(fake, waits).answer([IssueRef("", 5)], []).issues.values()
    assert (said([found], fake), waits) == (["#5 open"], [1, 2, 4])


@pytest.mark.parametrize("status", [403, 429, 503])
def test_retry_after_is_honoured(fake: FakeGitHub, status: int) -> None:
    fake.add(5)
    fake.script = [
        Answer(status, headers={"Retry-After": "7"}),
        Answer(status, headers={"Retry-After": "Sun, 26 Jul 2026 10:00:11 GMT"}),
    ]
    waits: list[float] = []
    (found,) = tracker_of(fake, waits).answer([IssueRef("", 5)], []).issues.values()
    assert (said([found], fake), waits) == (["#5 open"], [7, 11])


def test_long_wait_is_not_waited_for(fake: FakeGitHub) -> None:
    fake.answers["/graphql"] = Answer(429, headers=AN_HOUR)
    waits: list[float] = []
    tracker_of(fake, waits).answer([IssueRef("", 5)], [])
    assert (waits, len(fake.seen)) == ([], 1)


def test_service_that_fails_is_not_asked_on_and_on(fake: FakeGitHub) -> None:
    fake.answers["/graphql"] = Answer(500)
    tracker = tracker_of(fake)
    refs = [IssueRef("", number) for number in range(1, 500)]
    tracker.answer(refs, [IssueQuery(state="open"), IssueQuery(label="P0")])
    tracker.answer([IssueRef("", 700)], [IssueQuery(milestone="MS#4")])
    assert len(fake.seen) == 4


def test_question_that_is_too_much_is_asked_by_halves(fake: FakeGitHub) -> None:
    for number in range(1, 51):
        fake.add(number)
    fake.heavy = 20
    assert said(ask(fake, *range(1, 51)), fake) == [f"#{number} open" for number in range(1, 51)]
    asked = [one.query.count("issueOrPullRequest(") for one in fake.seen]
    assert asked == [50, 25, 12, 13, 25, 12, 13]


def test_page_that_is_too_much_is_asked_by_halves(fake: FakeGitHub) -> None:
    for number in range(1, 31):
        fake.add(number)
    fake.heavy = 20
    assert numbers(listed(fake, IssueQuery(state="open"))) == list(range(1, 31))
    assert [json.loads(one.body)["variables"]["first"] for one in fake.seen] == [50, 25, 12, 12, 12]


def test_service_that_finds_everything_too_much_is_given_up(fake: FakeGitHub) -> None:
    fake.answers["/graphql"] = Answer(504)
    found = said(ask(fake, *range(1, 51)), fake)
    assert set(found) == {"? unreachable: HOST answers with status 504"}
    assert len(fake.seen) == 5 + 4


# --- the token --------------------------------------------------------------------------------------------------------


def test_token_that_a_server_repeats_is_blotted_out(fake: FakeGitHub) -> None:
    fake.add(5, title=f"leaked {TOKEN}", comments=[comment(f"Bearer {TOKEN}")])
    fake.faults[6] = Fault("INTERNAL", f"bad credentials {TOKEN}")
    fake.answers["/repos/acme/belt/issues/8"] = Answer(
        301, headers={"Location": f"{fake.url}/repositories/{TOKEN}/issues/8"}
    )
    tracker = tracker_of(fake)
    answers = tracker.answer([IssueRef("", number) for number in (5, 6, 8)], [])
    shown = f"{answers} {tracker!r} {tracker.source}"
    assert TOKEN not in shown
    assert "leaked (token)" in shown


def test_token_is_sent_to_the_configured_host_alone(fake: FakeGitHub) -> None:
    with FakeGitHub().serving() as other:
        fake.answers["/graphql"] = Answer(307, headers={"Location": f"{other.url}/graphql"})
        fake.answers["/repos/acme/belt/issues/8"] = Answer(
            301, headers={"Location": f"{other.url}/repositories/1/issues/8"}
        )
        ask(fake, 5)
        fake.answers.pop("/graphql")
        ask(fake, 8)
        assert other.seen == []
