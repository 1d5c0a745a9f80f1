"""Which pull request is judged: what the events of workflows say of it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from checker.data.parts import WrongShapeError
from checker.issues.events import AtHand, at_hand_of
from checker.model.issues import PullRequest

MOMENT = "2026-07-25T10:00:00Z"
PULL: dict[str, Any] = {
    "number": 12,
    "title": "feat: sort",
    "body": "Sorts.\r\n",
    "state": "open",
    "draft": True,
    "merged_at": None,
    "merged_by": None,
    "user": {"login": "arun"},
    "labels": [{"name": "P0"}],
    "assignees": [{"login": "arun"}],
    "requested_reviewers": [{"login": "maya"}],
    "milestone": {"title": "MS#4"},
    "base": {"ref": "main"},
    "head": {"ref": "topic", "sha": "a" * 40},
    "created_at": MOMENT,
    "updated_at": MOMENT,
    "closed_at": None,
    "html_url": "https://github.com/acme/belt/pull/12",
}
LAB = {"project": {"path_with_namespace": "acme/sorting/belt"}}
BELT = {"repository": {"full_name": "acme/belt"}}


def read(event: Any) -> AtHand | None:
    return at_hand_of(json.dumps(event).encode(), "event.json")


def digest(event: Any) -> str:
    return f"sha256:{hashlib.sha256(json.dumps(event).encode()).hexdigest()}"


def test_event_of_a_pull_request_tells_all_but_what_stands_below_it() -> None:
    event = BELT | {"action": "opened", "pull_request": PULL}
    pull = PullRequest(
        number=12,
        title="feat: sort",
        state="open",
        draft=True,
        url="https://github.com/acme/belt/pull/12",
        author="arun",
        body="Sorts.\n",
        labels=("P0",),
        assignees=("arun",),
        milestone="MS#4",
        base="main",
        head="topic",
        commit="a" * 40,
        reviewers=("maya",),
        created_at=MOMENT,
        updated_at=MOMENT,
        unavailable=("comments", "reviews"),
    )
    assert read(event) == AtHand(12, pull, "acme/belt", "event.json", digest(event))


def test_merged_is_not_closed() -> None:
    merged = PULL | {"state": "closed", "closed_at": MOMENT, "merged_at": MOMENT, "merged_by": {"login": "maya"}}
    found = read(BELT | {"pull_request": merged})
    assert found is not None
    assert found.pull is not None
    assert (found.pull.state, found.pull.closed_at, found.pull.merged_by) == ("merged", "", "maya")


@pytest.mark.parametrize(
    ("event", "number"),
    [
        ({"ref": "refs/heads/main", "commits": []}, None),
        ({"issue": {"number": 5}}, None),
        ({"issue": {"number": 12, "pull_request": {"url": "…"}}}, 12),
    ],
    ids=["push", "issue", "comment"],
)
def test_other_events_have_one_or_none(event: dict[str, Any], number: int | None) -> None:
    whole = BELT | event
    assert read(whole) == AtHand(number, None, "acme/belt", "event.json", digest(whole))


@pytest.mark.parametrize(
    "event",
    [
        BELT | {"merge_group": {"head_ref": "refs/heads/gh-readonly-queue/main/pr-12-abc"}},
        BELT | {"workflow_run": {"event": "pull_request", "pull_requests": []}},
        BELT | {"check_suite": {"pull_requests": [{"number": 12}, {"number": 13}]}},
        BELT | {"deployment_status": {}, "deployment": {"ref": "topic"}},
        BELT | {"sha": "a" * 40, "state": "success", "branches": [{"name": "topic"}]},
        LAB | {"object_kind": "pipeline", "object_attributes": {"source": "merge_request_event"}},
    ],
    ids=["merge queue", "run", "checks", "deployment", "status", "pipeline"],
)
def test_event_that_leaves_open_of_which_pull_requests_it_is_decides_nothing(event: dict[str, Any]) -> None:
    assert read(event) is None


@pytest.mark.parametrize(
    ("event", "number"),
    [
        ({"object_kind": "push"}, None),
        ({"object_kind": "pipeline", "merge_request": {"iid": 12}}, 12),
        ({"object_kind": "note", "merge_request": {"iid": 12}, "repository": {"name": "belt"}}, 12),
    ],
    ids=["push", "pipeline", "comment"],
)
def test_other_hooks_of_gitlab_have_one_or_none(event: dict[str, Any], number: int | None) -> None:
    whole = LAB | event
    assert read(whole) == AtHand(number, None, "acme/sorting/belt", "event.json", digest(whole))


def test_hook_of_gitlab_tells_what_it_can() -> None:
    event = {
        "object_kind": "merge_request",
        "project": {"path_with_namespace": "acme/sorting/belt"},
        "object_attributes": {
            "iid": 12,
            "title": "feat: sort",
            "description": "Sorts.",
            "state": "opened",
            "draft": False,
            "source_branch": "topic",
            "target_branch": "main",
            "last_commit": {"id": "a" * 40},
            "url": "https://gitlab.com/acme/sorting/belt/-/merge_requests/12",
            "created_at": MOMENT,
            "updated_at": MOMENT,
        },
        "labels": [{"title": "P0"}],
        "reviewers": [{"username": "maya"}],
    }
    pull = PullRequest(
        number=12,
        title="feat: sort",
        state="open",
        url="https://gitlab.com/acme/sorting/belt/-/merge_requests/12",
        body="Sorts.",
        labels=("P0",),
        reviewers=("maya",),
        base="main",
        head="topic",
        commit="a" * 40,
        created_at=MOMENT,
        updated_at=MOMENT,
        unavailable=("comments", "reviews", "author", "merged", "merged by", "milestone", "closed"),
    )
    assert read(event) == AtHand(12, pull, "acme/sorting/belt", "event.json", digest(event))


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ([], "event.json: holds a list, expected the event of a workflow"),
        (
            BELT | {"pull_request": PULL | {"number": "12"}},
            'event.json, `pull_request`: `number` is `"12"`, expected a positive whole number',
        ),
        (BELT | {"pull_request": {"number": 12}}, "event.json, `pull_request`: has no `state`; give the number"),
        ({"repository": {}}, "event.json, `repository`: has no `full_name`"),
        ({"name": "belt", "version": "1.0.0"}, "event.json: is no event of a workflow; give the number"),
        ({}, "event.json: is no event of a workflow; give the number"),
        (BELT | {"pull_request": None}, "event.json: `pull_request` is `null`, expected an object"),
    ],
    ids=["list", "number", "absent", "repository", "other", "empty", "null"],
)
def test_what_is_no_event_is_refused(event: Any, says: str) -> None:
    with pytest.raises(WrongShapeError, match=r"event\.json") as caught:
        read(event)
    assert says in str(caught.value)
