import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker import files
from checker.errors import UsageError
from checker.model.issues import Issue, IssueComment, IssueKey, IssueQuery, IssueRef, Missing
from checker.trackers import Tracker
from checker.trackers.file import open_issues_file

REPOSITORY = "acme/belt"
TODAY = date(2026, 7, 26)
EXPORT = (
    "gh issue list --state all --limit 1000"
    " --json number,title,state,stateReason,labels,assignees,milestone,comments,closedAt,url,"
    "author,body,createdAt,updatedAt"
)


def entry(number: int, **changes: Any) -> dict[str, Any]:
    """An open issue as `gh issue list --json …` writes it."""
    return {
        "number": number,
        "title": f"Issue {number}",
        "state": "OPEN",
        "stateReason": "",
        "labels": [],
        "assignees": [],
        "milestone": None,
        "comments": [],
        "closedAt": None,
        "url": f"https://github.com/{REPOSITORY}/issues/{number}",
    } | changes


def comment(**changes: Any) -> dict[str, Any]:
    return {
        "id": "IC_1",
        "author": {"login": "raja"},
        "authorAssociation": "OWNER",
        "body": "merged and measured",
        "createdAt": "2026-07-25T10:00:00Z",
        "includesCreatedEdit": False,
        "isMinimized": False,
        "minimizedReason": "",
        "reactionGroups": [],
        "url": "https://github.com/acme/belt/issues/5#issuecomment-1",
        "viewerDidAuthor": False,
    } | changes


def milestone(title: str) -> dict[str, Any]:
    return {"number": 4, "title": title, "description": "", "dueOn": "2026-07-26T00:00:00Z"}


def tracker(path: Path, *entries: dict[str, Any], repository: str = REPOSITORY) -> Tracker:
    file = path / "issues.json"
    file.write_text(json.dumps(entries))
    return open_issues_file(file, repository, TODAY)


def ask(tracker: Tracker, ref: IssueRef) -> Issue | Missing:
    return tracker.answer([ref], []).issues[ref]


def listed(tracker: Tracker, query: IssueQuery) -> list[IssueKey]:
    found = tracker.answer([], [query]).lists[query]
    assert found.problem is None
    return [issue.ref.key for issue in found.issues]


def refusal(path: Path, text: str | bytes, repository: str = REPOSITORY) -> str:
    """What the user reads, with the directory left out."""
    file = path / "issues.json"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(UsageError) as caught:
        open_issues_file(file, repository, TODAY)
    return str(caught.value).replace(f"{path}/", "")


def test_closed_issue_is_read_whole(tmp_path: Path) -> None:
    closed = entry(
        5,
        title="Closure",
        state="CLOSED",
        stateReason="COMPLETED",
        labels=[{"id": "L1", "name": "epic", "color": "ffffff"}],
        assignees=[{"id": "U1", "login": "arun", "name": "Arun Singh"}],
        milestone=milestone("MS#4"),
        comments=[comment()],
        closedAt="2026-07-26T09:00:00Z",
        author={"login": "maya"},
        body="What is left to do",
        createdAt="2026-07-01T10:00:00Z",
        updatedAt="2026-07-25T10:00:00Z",
    )
    assert ask(tracker(tmp_path, closed), IssueRef("", 5)) == Issue(
        ref=IssueRef("", 5),
        title="Closure",
        state="closed",
        reason="completed",
        url="https://github.com/acme/belt/issues/5",
        labels=("epic",),
        assignees=("arun",),
        milestone="MS#4",
        closed_at="2026-07-26T09:00:00Z",
        comments=(
            IssueComment(
                author="raja",
                role="owner",
                body="merged and measured",
                created="2026-07-25T10:00:00Z",
                url="https://github.com/acme/belt/issues/5#issuecomment-1",
                edited=False,
            ),
        ),
        author="maya",
        body="What is left to do",
        created_at="2026-07-01T10:00:00Z",
        updated_at="2026-07-25T10:00:00Z",
        unavailable=("closed by", "closer"),
    )


def test_entry_in_the_shape_of_the_rest_api_is_the_same_issue(tmp_path: Path) -> None:
    rest = {
        "number": 5,
        "title": "Closure",
        "state": "closed",
        "state_reason": "not_planned",
        "labels": ["epic"],
        "assignees": [{"login": "arun"}],
        "milestone": None,
        "comments": [{"user": {"login": "raja", "type": "User"}, "author_association": "MEMBER", "body": None}],
        "closed_at": "2026-07-26T09:00:00Z",
        "url": "https://api.github.com/repos/acme/belt/issues/5",
        "html_url": "https://github.com/acme/belt/issues/5",
    }
    assert ask(tracker(tmp_path, rest), IssueRef("", 5)) == Issue(
        ref=IssueRef("", 5),
        title="Closure",
        state="closed",
        reason="not_planned",
        url="https://github.com/acme/belt/issues/5",
        labels=("epic",),
        assignees=("arun",),
        closed_at="2026-07-26T09:00:00Z",
        comments=(IssueComment("raja", "member", ""),),
        unavailable=("closed by", "closer", "author", "text", "created", "updated"),
    )


def test_number_of_comments_instead_of_comments_is_refused_unless_it_is_0(tmp_path: Path) -> None:
    assert ask(tracker(tmp_path, entry(5, comments=0)), IssueRef("", 5)) == ask(
        tracker(tmp_path, entry(5)), IssueRef("", 5)
    )
    assert refusal(tmp_path, json.dumps([entry(5, comments=3)])) == (
        "issues.json: entry 1 (#5): `comments` is `3`, expected a list"
    )


@pytest.mark.parametrize("reason", ["NOT_PLANNED", "DUPLICATE", "REOPENED", "", None])
def test_reason_is_in_lower_case(tmp_path: Path, reason: str | None) -> None:
    issue = ask(tracker(tmp_path, entry(5, stateReason=reason)), IssueRef("", 5))
    assert isinstance(issue, Issue)
    assert issue.reason == (reason or "").lower()


@pytest.mark.parametrize(
    ("author", "bot"),
    [
        ({"login": "raja"}, False),
        ({"login": "talbot"}, False),
        ({"login": ""}, False),
        (None, False),
        ({"login": "github-actions"}, True),
        ({"login": "github-actions[bot]"}, True),
        ({"login": "Dependabot"}, True),
        ({"login": "app/renovate"}, True),
        ({"login": "acme-bot"}, True),
        ({"login": "robo", "is_bot": True}, True),
        ({"login": "robo", "type": "Bot"}, True),
    ],
)
def test_bots_are_told_from_people(tmp_path: Path, author: dict[str, Any] | None, bot: bool) -> None:
    issue = ask(tracker(tmp_path, entry(5, comments=[comment(author=author)])), IssueRef("", 5))
    assert isinstance(issue, Issue)
    assert [each.bot for each in issue.comments] == [bot]


def test_hidden_comment_is_marked(tmp_path: Path) -> None:
    issue = ask(tracker(tmp_path, entry(5, comments=[comment(isMinimized=True)])), IssueRef("", 5))
    assert isinstance(issue, Issue)
    assert [each.hidden for each in issue.comments] == [True]


@pytest.mark.parametrize("ref", ["", "acme/belt", "Acme/Belt", "?/belt"])
def test_own_repository_may_be_named_in_any_way(tmp_path: Path, ref: str) -> None:
    assert isinstance(ask(tracker(tmp_path, entry(62)), IssueRef(ref, 62)), Issue)


def test_issue_of_another_repository_is_elsewhere(tmp_path: Path) -> None:
    assert ask(tracker(tmp_path, entry(62)), IssueRef("other/belt", 62)) == Missing(
        "elsewhere", "is an issue of other/belt, not of acme/belt", decided=True
    )
    assert ask(tracker(tmp_path, entry(62)), IssueRef("?/rail", 62)) == Missing(
        "elsewhere", "is an issue of rail, not of acme/belt", decided=True
    )


def test_repository_is_told_from_the_addresses(tmp_path: Path) -> None:
    own = tracker(tmp_path, entry(62), repository="")
    assert isinstance(ask(own, IssueRef("acme/belt", 62)), Issue)
    assert isinstance(ask(own, IssueRef("other/belt", 62)), Missing)


def test_without_any_repository_a_foreign_reference_is_undecided(tmp_path: Path) -> None:
    own = tracker(tmp_path, entry(62, url=""), repository="")
    assert isinstance(ask(own, IssueRef("", 62)), Issue)
    assert ask(own, IssueRef("acme/belt", 62)) == Missing(
        "elsewhere",
        "may be an issue of another repository than issues.json",
        decided=False,
        hint="say in the policy which `repository` is judged",
    )


def test_pull_request_is_no_issue(tmp_path: Path) -> None:
    by_address = entry(62, url="https://github.com/acme/belt/pull/62")
    by_key = entry(63, pull_request={"url": "…"})
    by_state = entry(64, state="MERGED", url="https://github.com/acme/belt/pull/64")
    found = tracker(tmp_path, by_address, by_key, by_state)
    missing = Missing("pull_request", "is a pull request, not an issue", decided=True)
    assert [ask(found, IssueRef("", number)) for number in (62, 63, 64)] == [missing] * 3
    assert listed(found, IssueQuery()) == []


def test_number_that_is_not_in_the_file_is_not_found(tmp_path: Path) -> None:
    assert ask(tracker(tmp_path, entry(62), entry(63)), IssueRef("", 7)) == Missing(
        "not_found",
        "is not among the 2 issues of issues.json",
        decided=True,
        hint=f"it may be a pull request or deleted, or the export may be incomplete; "
        f"export all of them with `{EXPORT}`",
    )


def test_repository_without_issues_finds_none(tmp_path: Path) -> None:
    nothing = tracker(tmp_path)
    missing = ask(nothing, IssueRef("", 7))
    assert isinstance(missing, Missing)
    assert missing.message == "is not among the 0 issues of issues.json"
    assert missing.decided
    assert listed(nothing, IssueQuery()) == []


@pytest.mark.parametrize(("count", "limit"), [(30, "1000"), (100, "1000"), (1000, "10000")])
def test_export_that_may_be_cut_off_decides_nothing_about_what_it_lacks(tmp_path: Path, count: int, limit: str) -> None:
    cut = tracker(tmp_path, *(entry(number) for number in range(count + 1, 1, -1)))
    missing = ask(cut, IssueRef("", 1))
    assert isinstance(missing, Missing)
    assert (missing.kind, missing.decided) == ("not_found", False)
    assert isinstance(ask(cut, IssueRef("", 2)), Issue)
    answer = cut.answer([], [IssueQuery()]).lists[IssueQuery()]
    assert len(answer.issues) == count
    assert answer.problem == Missing(
        "unreachable",
        f"issues.json holds exactly {count} issues, so the export may be cut off",
        decided=False,
        hint=f"export all of them with `{EXPORT.replace('1000', limit)}`",
    )


def test_export_of_thirty_that_reaches_the_first_issue_is_whole(tmp_path: Path) -> None:
    whole = tracker(tmp_path, *(entry(number) for number in range(30, 0, -1)))
    missing = ask(whole, IssueRef("", 31))
    assert isinstance(missing, Missing)
    assert missing.decided


def test_milestone_is_found_by_what_people_call_it(tmp_path: Path) -> None:
    titles = [
        "MS#4",
        "MS#4 — Week 4",
        "MS#4: closure",
        "ms#4  (last)",
        "MS#40",
        "MS#4.1",
        "MS#4a",
        "Before MS#4",
        "MS#5",
    ]
    found = tracker(
        tmp_path, *(entry(at, milestone=milestone(title)) for at, title in enumerate(titles, start=1)), entry(99)
    )
    assert listed(found, IssueQuery(milestone="MS#4")) == [1, 2, 3, 4]


def test_query_restricts_by_label_and_state(tmp_path: Path) -> None:
    p0 = [{"name": "P0"}]
    found = tracker(tmp_path, entry(1, labels=p0), entry(2, labels=p0, state="CLOSED"), entry(3))
    assert listed(found, IssueQuery(label="p0")) == [1, 2]
    assert listed(found, IssueQuery(label="p0", state="open")) == [1]
    assert listed(found, IssueQuery(state="closed")) == [2]
    assert listed(found, IssueQuery()) == [1, 2, 3]


def test_source_names_file_size_and_digest(tmp_path: Path) -> None:
    file = tmp_path / "issues.json"
    file.write_text("[]")
    assert (
        open_issues_file(file, REPOSITORY, TODAY).source
        == "issues.json (0 issues, of unknown age, sha256:4f53cda18c2b)"
    )


def test_export_of_powershell_is_read(tmp_path: Path) -> None:
    file = tmp_path / "issues.json"
    file.write_bytes(json.dumps([entry(62)]).encode("utf-16"))
    assert isinstance(ask(open_issues_file(file, REPOSITORY, TODAY), IssueRef("", 62)), Issue)


def test_same_entry_twice_is_one_issue(tmp_path: Path) -> None:
    assert listed(tracker(tmp_path, entry(62), entry(62)), IssueQuery()) == [62]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"issues.json: is empty, expected a list of issues; export with `{EXPORT}`"),
        (" \n", f"issues.json: is empty, expected a list of issues; export with `{EXPORT}`"),
        ('[\n{"number": 5,\n', "issues.json:3:1: is not JSON from here on"),
        ("not found", "issues.json:1:1: is not JSON from here on"),
        ("[]\n[]", "issues.json:2:1: is not JSON from here on"),
        (b'["\xff"]', "issues.json: is not UTF-8 from byte 3 on"),
        ("[" * 100_000, "issues.json: holds a number or a nesting that no issue list has"),
        ("[" + "1" * 5000 + "]", "issues.json: holds a number or a nesting that no issue list has"),
        ("[NaN]", "issues.json: holds NaN, which is not JSON"),
        (
            '[{"number": 5, "state": "OPEN", "state": "CLOSED"}]',
            "issues.json: has an object with two values for `state`",
        ),
        (
            '{"message": "Bad credentials"}',
            "issues.json: holds an object, expected a list of issues as `gh issue list --json …` writes it",
        ),
        ("null", "issues.json: holds `null`, expected a list of issues as `gh issue list --json …` writes it"),
        ("[[]]", "issues.json: entry 1: is a list, expected an object"),
        ("[{}]", f"issues.json: entry 1: has no `number`; export with `{EXPORT}`"),
    ],
)
def test_file_that_is_no_export_is_refused(tmp_path: Path, text: str | bytes, message: str) -> None:
    assert refusal(tmp_path, text) == message


@pytest.mark.parametrize("key", ["title", "state", "stateReason", "labels", "assignees", "milestone", "comments"])
def test_entry_without_a_needed_key_is_refused(tmp_path: Path, key: str) -> None:
    lacking = {name: value for name, value in entry(62).items() if name != key}
    assert refusal(tmp_path, json.dumps([entry(61), lacking])) == (
        f"issues.json: entry 2 (#62): has no `{key}`; export with `{EXPORT}`"
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": "62"}, 'entry 1: `number` is `"62"`, expected a positive whole number'),
        ({"number": 0}, "entry 1: `number` is `0`, expected a positive whole number"),
        ({"number": True}, "entry 1: `number` is `true`, expected a positive whole number"),
        ({"title": 5}, "entry 1 (#62): `title` is `5`, expected text"),
        ({"state": "MERGED"}, 'entry 1 (#62): `state` is `"MERGED"`, expected OPEN or CLOSED'),
        ({"state": None}, 'entry 1 (#62): `state` is `""`, expected OPEN or CLOSED'),
        ({"labels": {}}, "entry 1 (#62): `labels` is an object, expected a list"),
        ({"labels": [1]}, "entry 1 (#62): `labels` 1 is `1`, expected an object"),
        ({"labels": [{}]}, f"entry 1 (#62), `labels` 1: has no `name`; export with `{EXPORT}`"),
        ({"assignees": ["arun"]}, 'entry 1 (#62): `assignees` 1 is `"arun"`, expected an object'),
        ({"milestone": "MS#4"}, 'entry 1 (#62): `milestone` is `"MS#4"`, expected an object'),
        ({"comments": None}, "entry 1 (#62): `comments` is `null`, expected a list"),
        (
            {"comments": [comment(isMinimized="no")]},
            'entry 1 (#62), `comments` 1: `isMinimized` is `"no"`, expected true or false',
        ),
        ({"url": "x" * 80}, f'entry 1 (#62): `url` is `"{"x" * 56}...`, expected the address of an issue'),
        (
            {"url": "https://github.com/acme/belt/issues/63"},
            'entry 1 (#62): `url` is `"https://github.com/acme/belt/issues/63"`, which is another number',
        ),
        (
            {"url": "https://github.com/acme/rail/issues/62"},
            "entry 1 (#62): is an issue of acme/rail, expected acme/belt",
        ),
    ],
)
def test_entry_of_another_shape_is_refused(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    assert refusal(tmp_path, json.dumps([entry(62) | changes])) == f"issues.json: {message}"


def test_two_entries_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, json.dumps([entry(62), entry(62, state="CLOSED")])) == (
        "issues.json: entry 2 (#62): says something else than an earlier entry with its number"
    )


def test_entries_of_two_repositories_are_refused(tmp_path: Path) -> None:
    moved = entry(63, url="https://github.com/acme/rail/issues/63")
    assert refusal(tmp_path, json.dumps([entry(62), moved]), repository="") == (
        "issues.json: entry 2 (#63): is an issue of acme/rail, expected acme/belt"
    )


def test_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, message in [("lost.json", "does not exist"), (".", "is no file"), ("pipe", "is no file")]:
        with pytest.raises(UsageError) as caught:
            open_issues_file(tmp_path / name, REPOSITORY, TODAY)
        assert str(caught.value) == f"{tmp_path / name}: {message}"


def test_file_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "issues.json"
    with file.open("wb") as sparse:
        sparse.truncate(files.LARGEST + 1)
    with pytest.raises(UsageError, match=r"issues\.json: is larger than 64 MiB; export fewer issues$"):
        open_issues_file(file, REPOSITORY, TODAY)
