"""Pull requests as GitHub tells them, merge requests as GitLab does, asked over loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fake_github import TOKEN, Answer, FakeGitHub, comment, serving
from test_gitlab import NAME, FakeGitLab, note
from test_gitlab import tracker_of as gitlab_of

from checker.issues.events import AtHand
from checker.model.issues import COMMENTS, REVIEWS, IssueComment, PullList, PullQuery, PullRequest, Review
from checker.trackers import NoTracker, Tracker, pulls_of
from checker.trackers.github import GitHub
from checker.trackers.github.connect import connect, github_addresses
from checker.web.access import Access
from checker.web.token import Token

A, B = "a" * 40, "b" * 40
MOMENT = "2026-07-25T10:00:00Z"


def review(
    state: str = "APPROVED", author: str | None = "raja", commit: str | None = A, **changes: Any
) -> dict[str, Any]:
    return {
        "author": {"__typename": "User", "login": author} if author else None,
        "authorAssociation": "OWNER",
        "state": state,
        "body": "",
        "submittedAt": MOMENT,
        "url": "https://github.com/acme/belt/pull/12#pullrequestreview-1",
        "commit": {"oid": commit} if commit else None,
        **changes,
    }


@pytest.fixture
def fake() -> Iterator[FakeGitHub]:
    with FakeGitHub(milestones={4: "MS#4 — Week 4", 40: "MS#40"}, labels=["P0", "bug"]).serving() as made:
        yield made


def github_of(fake: FakeGitHub) -> GitHub:
    addresses = github_addresses({"GITHUB_GRAPHQL_URL": f"{fake.url}/graphql"})
    tracker = connect(addresses, "acme/belt", Token(TOKEN, "GH_TOKEN"), Access())
    waits: list[float] = []
    tracker.api.transport.wait = waits.append
    return tracker


def one(tracker: Tracker, query: PullQuery) -> PullList:
    return tracker.pulls([query])[query]


def numbers(found: PullList) -> list[int]:
    assert found.problem is None
    return [pull.number for pull in found.pulls]


def problem(found: PullList, host: str) -> str:
    assert found.problem is not None
    assert found.pulls == ()
    state, hint = "decided" if found.problem.decided else "undecided", found.problem.hint
    said = f"{state}: {found.problem.message}" + (f"; {hint}" if hint else "")
    return said.replace(host.removeprefix("http://") or "HOST", "HOST")


# --- GitHub


def test_pull_request_comes_with_everything_that_is_known_of_it(fake: FakeGitHub) -> None:
    fake.add_pull(
        12,
        title="feat: sort",
        draft=True,
        body="Sorts.\r\nAll of it.",
        labels=["P0"],
        assignees=["arun"],
        milestone="MS#4 — Week 4",
        requests=[{"__typename": "User", "login": "maya"}, {"__typename": "Team", "combinedSlug": "acme/belts"}, None],
        reviews=[review(body="fine")],
        comments=[comment()],
    )
    found = one(github_of(fake), PullQuery(12))
    assert found == PullList(
        (
            PullRequest(
                number=12,
                title="feat: sort",
                state="open",
                draft=True,
                url="https://github.com/acme/belt/pull/12",
                author="arun",
                body="Sorts.\nAll of it.",
                labels=("P0",),
                assignees=("arun",),
                milestone="MS#4 — Week 4",
                base="main",
                head="topic-12",
                commit=A,
                reviewers=("maya", "acme/belts"),
                created_at="2026-07-01T10:00:00Z",
                updated_at=MOMENT,
                comments=(
                    IssueComment(
                        author="raja",
                        role="owner",
                        body="merged and measured",
                        created=MOMENT,
                        url="https://github.com/acme/belt/issues/5#issuecomment-1",
                        edited=False,
                    ),
                ),
                reviews=(
                    Review(
                        author="raja",
                        role="owner",
                        state="approved",
                        body="fine",
                        commit=A,
                        created=MOMENT,
                        latest=True,
                        url="https://github.com/acme/belt/pull/12#pullrequestreview-1",
                    ),
                ),
            ),
        )
    )


def test_merged_is_not_closed(fake: FakeGitHub) -> None:
    fake.add_pull(9, state="MERGED", closed=MOMENT, merged=MOMENT, merged_by="maya")
    fake.add_pull(10, state="CLOSED", closed=MOMENT)
    tracker = github_of(fake)
    merged, closed = (one(tracker, PullQuery(number)).pulls[0] for number in (9, 10))
    assert (merged.state, merged.closed_at, merged.merged_at, merged.merged_by) == ("merged", "", MOMENT, "maya")
    assert (closed.state, closed.closed_at, closed.merged_at, closed.merged_by) == ("closed", MOMENT, "", "")


def test_later_review_counts_and_a_comment_takes_nothing_back(fake: FakeGitHub) -> None:
    several = [
        review("CHANGES_REQUESTED", commit=A),
        review("APPROVED", commit=B),
        review("COMMENTED", commit=B),
        review("PENDING", "maya"),
        review("DISMISSED", "maya"),
        review("APPROVED", None, None),
    ]
    fake.add_pull(12, reviews=several)
    (pull,) = one(github_of(fake), PullQuery(12)).pulls
    assert [(one.author, one.state, one.commit, one.latest) for one in pull.reviews] == [
        ("raja", "changes requested", A, False),
        ("raja", "approved", B, True),
        ("raja", "commented", B, True),
        ("maya", "dismissed", A, True),
        ("ghost", "approved", "", None),
    ]


def test_more_reviews_or_comments_than_come_at_once_are_not_told(fake: FakeGitHub) -> None:
    fake.add_pull(12, reviews=[review()] * 101, comments=[comment()] * 101)
    (pull,) = one(github_of(fake), PullQuery(12)).pulls
    assert (pull.reviews, pull.comments, pull.unavailable) == ((), (), (COMMENTS, REVIEWS))


def test_issue_is_no_pull_request(fake: FakeGitHub) -> None:
    fake.add(5)
    hint = "check the number; one that the token may not see looks the same"
    assert problem(one(github_of(fake), PullQuery(5)), fake.url) == f"decided: is no pull request of acme/belt; {hint}"


def test_pull_requests_are_listed_by_milestone_label_state_and_base(fake: FakeGitHub) -> None:
    fake.add_pull(9, state="MERGED", merged=MOMENT, merged_by="maya", milestone="MS#4 — Week 4", labels=["P0"])
    fake.add_pull(10, milestone="MS#40", labels=["P0"])
    fake.add_pull(11, base="release", labels=["bug"])
    tracker = github_of(fake)
    asked = {
        PullQuery(milestone="MS#4"): [9],
        PullQuery(label="p0"): [9, 10],
        PullQuery(label="P0", state="merged"): [9],
        PullQuery(base="release"): [11],
        PullQuery(state="open", base="main"): [10],
        PullQuery(milestone="MS#4", state="open"): [],
    }
    found = tracker.pulls(list(asked))
    assert {query: numbers(listed) for query, listed in found.items()} == asked


def test_list_of_many_pull_requests_is_read_to_its_end(fake: FakeGitHub) -> None:
    for number in range(1, 121):
        fake.add_pull(number)
    assert numbers(one(github_of(fake), PullQuery(state="open"))) == list(range(1, 121))


def test_label_that_nobody_made_is_no_empty_list(fake: FakeGitHub) -> None:
    said = "decided: is empty: acme/belt has no label `P9`; there is `P0`, `bug`"
    assert problem(one(github_of(fake), PullQuery(label="P9")), fake.url) == said


def test_pull_requests_need_no_issues(fake: FakeGitHub) -> None:
    fake.has_issues = False
    fake.add_pull(12)
    assert numbers(one(github_of(fake), PullQuery(12))) == [12]


def test_pull_request_is_asked_for_once(fake: FakeGitHub) -> None:
    fake.add_pull(12)
    tracker = github_of(fake)
    for _ in range(2):
        one(tracker, PullQuery(12))
    assert len(fake.seen) == 1


def test_silence_leaves_everything_undecided(fake: FakeGitHub) -> None:
    fake.answers["/graphql"] = Answer(401, b'{"message": "Bad credentials"}')
    tracker = github_of(fake)
    found = tracker.pulls([PullQuery(12), PullQuery(state="open")])
    assert {listed.problem.decided for listed in found.values() if listed.problem is not None} == {False}
    assert len(found) == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda pull: pull.update(state="DRAFT"), "`state` is `draft`, which this version does not know"),
        (lambda pull: pull.pop("headRefOid"), "has no `headRefOid`"),
        (
            lambda pull: pull["reviews"]["nodes"][0].update(state="FINE"),
            "`state` is `FINE`, which this version does not",
        ),
        (lambda pull: pull["labels"].update(totalCount=2), "has 2 entries, of which 0 came"),
        (lambda pull: pull.update(number=13), "is 13, but 12 was asked for"),
        (lambda pull: pull["repository"].update(nameWithOwner="acme/hall"), "is of acme/hall, but one of acme/belt"),
    ],
    ids=["state", "commit", "review", "labels", "number", "repository"],
)
def test_pull_request_of_the_wrong_shape_is_undecided(
    fake: FakeGitHub, change: Callable[[dict[str, Any]], object], says: str
) -> None:
    fake.add_pull(12, reviews=[review()])
    fake.tamper = lambda reply: change(reply["data"]["repository"]["i12"])
    found = problem(one(github_of(fake), PullQuery(12)), fake.url)
    assert found.startswith("undecided: ")
    assert says in found


# --- GitLab


@pytest.fixture
def lab() -> Iterator[FakeGitLab]:
    made = FakeGitLab(milestones=["MS#4 — Week 4", "MS#40"], labels=["P0"])
    with serving(made.answer) as made.url:
        yield made


def test_merge_request_comes_with_everything_that_is_known_of_it(lab: FakeGitLab) -> None:
    lab.add_merge_request(
        12,
        state="merged",
        title="feat: sort",
        labels=["P0"],
        milestone="MS#4 — Week 4",
        reviewers=[{"username": "maya"}],
        merged_at=MOMENT,
        merge_user={"username": "raja"},
    )
    lab.merge_notes[12] = [note("maya", "fine"), note("maya", "approved this merge request", system=True)]
    lab.approvals[12] = [{"user": {"username": "maya"}}]
    lab.versions[12] = [(B, "2026-07-25T11:00:00Z"), (A, "2026-07-24T10:00:00Z")]
    (pull,) = one(gitlab_of(lab), PullQuery(12)).pulls
    assert pull == PullRequest(
        number=12,
        title="feat: sort",
        state="merged",
        url=f"https://gitlab.com/{NAME}/-/merge_requests/12",
        author="arun",
        body="What merge request 12 does",
        labels=("P0",),
        milestone="MS#4 — Week 4",
        base="main",
        head="topic-12",
        commit=B,
        reviewers=("maya",),
        created_at="2026-07-01T10:00:00Z",
        updated_at=MOMENT,
        merged_at=MOMENT,
        merged_by="raja",
        comments=(
            IssueComment(
                "maya",
                "collaborator",
                "fine",
                MOMENT,
                url=f"https://gitlab.com/{NAME}/-/merge_requests/12#note_7",
                edited=False,
            ),
        ),
        reviews=(Review("maya", "collaborator", "approved", commit=A, created=MOMENT, latest=True),),
    )


def test_approval_that_does_not_stand_any_more_is_dismissed(lab: FakeGitLab) -> None:
    lab.add_merge_request(12)
    lab.merge_notes[12] = [
        note("maya", "approved this merge request", system=True),
        note("raja", "requested changes", system=True, created_at="2026-07-25T12:00:00Z"),
        note("arun", "Unapproved this merge request", system=True, created_at="2026-07-25T13:00:00Z"),
    ]
    lab.approvals[12] = [{"user": {"username": "omar"}, "approved_at": "2026-07-25T12:30:00Z"}]
    lab.versions[12] = [(A, "2026-07-25T11:00:00Z")]
    (pull,) = one(gitlab_of(lab), PullQuery(12)).pulls
    assert [(one.author, one.state, one.commit) for one in pull.reviews] == [
        ("maya", "dismissed", ""),
        ("raja", "changes requested", A),
        ("arun", "dismissed", A),
        ("omar", "approved", A),
    ]


def test_merge_requests_are_listed_by_milestone_label_state_and_base(lab: FakeGitLab) -> None:
    lab.add_merge_request(9, state="merged", milestone="MS#4 — Week 4", labels=["P0"])
    lab.add_merge_request(10, milestone="MS#40", target_branch="release")
    asked = {
        PullQuery(milestone="MS#4"): [9],
        PullQuery(label="p0", state="merged"): [9],
        PullQuery(base="release"): [10],
        PullQuery(state="closed"): [],
    }
    found = gitlab_of(lab).pulls(list(asked))
    assert {query: numbers(listed) for query, listed in found.items()} == asked


def test_number_that_is_no_merge_request_is_not_met(lab: FakeGitLab) -> None:
    hint = "check the number; one that the token may not see looks the same"
    said = f"decided: is no merge request of {NAME}; {hint}"
    assert problem(one(gitlab_of(lab), PullQuery(12)), lab.url) == said


# --- the one that is judged


def test_the_one_that_is_judged_is_asked_for_by_its_number(fake: FakeGitHub) -> None:
    fake.add_pull(12)
    current = PullQuery(current=True)
    assert numbers(pulls_of([current], github_of(fake), AtHand(12))[current]) == [12]


def test_what_no_tracker_says_the_event_says() -> None:
    current, event = PullQuery(current=True), PullRequest(12, "feat: sort", "open", unavailable=(REVIEWS,))
    assert pulls_of([current], NoTracker(), AtHand(12, event)) == {current: PullList((event,))}


def test_where_nobody_says_which_one_is_judged_it_is_undecided() -> None:
    current = PullQuery(current=True)
    listed = pulls_of([current], NoTracker(), None)[current]
    hint = "give --pull-request, with its number, the event of the workflow, or `none`"
    assert problem(listed, "") == f"undecided: is not known; {hint}"


def test_none_is_an_answer() -> None:
    current = PullQuery(current=True)
    assert pulls_of([current], NoTracker(), AtHand(None)) == {current: PullList(())}
