"""GitLab as a tracker, asked over loopback."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from commands import CLEAN, PROJECT, outcomes, run
from fake_github import Answer, Seen, in_words, serving

from checker.model.issues import Issue, IssueComment, IssueList, IssueQuery, IssueRef, Missing, NearName
from checker.trackers.gitlab import GitLab, connect, gitlab_address
from checker.web.access import Access
from checker.web.token import Token

FULL_PAGE = json.dumps([{"system": True}] * 100).encode()
TOKEN = "glpat-f4k3T0k3nTh4tMustNeverBeSeen"
NAME = "acme/sorting/belt"


@dataclass
class FakeGitLab:
    """One project. answers: scripted ones by path below the project. per_page: the most that a page holds."""

    issues: dict[int, dict[str, Any]] = field(default_factory=dict)
    notes: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    milestones: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    members: dict[str, int] = field(default_factory=lambda: {"raja": 50, "arun": 40, "maya": 30, "omar": 20})
    project: dict[str, Any] = field(default_factory=lambda: {"path_with_namespace": NAME})
    answers: dict[str, Answer] = field(default_factory=dict)
    merge_requests: dict[int, dict[str, Any]] = field(default_factory=dict)
    merge_notes: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    approvals: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    versions: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    per_page: int = 100
    url: str = ""

    def add(self, iid: int, **changes: Any) -> None:
        milestone = changes.pop("milestone", None)
        self.issues[iid] = {
            "iid": iid,
            "title": f"Issue {iid}",
            "state": "opened",
            "web_url": f"https://gitlab.com/{NAME}/-/issues/{iid}",
            "labels": [],
            "assignees": [],
            "milestone": {"title": milestone, "iid": 4} if milestone else None,
            "closed_at": None,
            "closed_by": None,
            "author": {"username": "maya"},
            "description": f"What issue {iid} is about",
            "created_at": "2026-07-01T10:00:00Z",
            "updated_at": "2026-07-25T10:00:00Z",
            "moved_to_id": None,
            **changes,
        }

    def add_merge_request(self, iid: int, **changes: Any) -> None:
        milestone = changes.pop("milestone", None)
        self.merge_requests[iid] = {
            "iid": iid,
            "title": f"Merge request {iid}",
            "state": "opened",
            "draft": False,
            "web_url": f"https://gitlab.com/{NAME}/-/merge_requests/{iid}",
            "labels": [],
            "assignees": [],
            "reviewers": [],
            "milestone": {"title": milestone, "iid": 4} if milestone else None,
            "author": {"username": "arun"},
            "description": f"What merge request {iid} does",
            "source_branch": f"topic-{iid}",
            "target_branch": "main",
            "sha": "b" * 40,
            "created_at": "2026-07-01T10:00:00Z",
            "updated_at": "2026-07-25T10:00:00Z",
            "closed_at": None,
            "merged_at": None,
            "merge_user": None,
            **changes,
        }

    def answer(self, seen: Seen) -> Answer:
        parts = urlsplit(seen.path)
        prefix = f"/api/v4/projects/{NAME}".replace("acme/sorting/belt", "acme%2Fsorting%2Fbelt")
        path = parts.path.removeprefix(prefix).removeprefix("/")
        self.seen.append(path)
        asked = parse_qs(unquote(parts.query))
        if path in self.answers:
            return self.answers[path]
        if seen.headers.get("private-token") != TOKEN:
            return Answer(401)
        if not parts.path.startswith(prefix):
            return Answer(404)
        if path.endswith("/approvals"):
            return Answer(body=json.dumps({"approved_by": self.approvals.get(int(path.split("/")[1]), [])}).encode())
        return self._whole(path, asked) if not path else self._page(self._list(path, asked), asked)

    def _whole(self, path: str, asked: Mapping[str, list[str]]) -> Answer:
        return Answer(body=json.dumps(self.project).encode())

    def _list(self, path: str, asked: Mapping[str, list[str]]) -> list[dict[str, Any]]:
        if path == "issues":
            return [one for one in self.issues.values() if self._is_asked(one, asked)]
        if path == "members/all":
            return [{"username": name, "access_level": level} for name, level in self.members.items()]
        if path in ("milestones", "labels"):
            return [{"title": name, "name": name} for name in getattr(self, path)]
        if path == "merge_requests":
            return [one for one in self.merge_requests.values() if self._is_asked(one, asked)]
        if path.endswith("/versions"):
            known = self.versions.get(int(path.split("/")[1]), [])
            return [{"head_commit_sha": commit, "created_at": moment} for commit, moment in known]
        if path.startswith("merge_requests/"):
            return self.merge_notes.get(int(path.split("/")[1]), [])
        return self.notes.get(int(path.split("/")[1]), [])

    def _is_asked(self, one: dict[str, Any], asked: Mapping[str, list[str]]) -> bool:
        return (
            str(one["iid"]) in asked.get("iids[]", [str(one["iid"])])
            and one["state"] == asked.get("state", [one["state"]])[0]
            and ("labels" not in asked or asked["labels"][0] in one["labels"])
            and asked.get("issue_type", [one.get("issue_type")])[0] == one.get("issue_type")
            and asked.get("target_branch", [one.get("target_branch")])[0] == one.get("target_branch")
            and ("milestone" not in asked or asked["milestone"][0] == (one["milestone"] or {}).get("title"))
        )

    def _page(self, found: list[dict[str, Any]], asked: Mapping[str, list[str]]) -> Answer:
        page, size = int(asked["page"][0]), min(int(asked["per_page"][0]), self.per_page)
        following = str(page + 1) if page * size < len(found) else ""
        body = json.dumps(found[(page - 1) * size : page * size]).encode()
        return Answer(body=body, headers={"X-Next-Page": following})


def note(author: str = "raja", body: str = "merged and measured", **changes: Any) -> dict[str, Any]:
    times = {"created_at": "2026-07-25T10:00:00Z", "updated_at": "2026-07-25T10:00:00Z"}
    return {"id": 7, "author": {"username": author}, "body": body, "system": False, **times, **changes}


@pytest.fixture
def fake() -> Iterator[FakeGitLab]:
    made = FakeGitLab(milestones=["MS#4 — Week 4", "MS#40"], labels=["P0"])
    with serving(made.answer) as made.url:
        yield made


def tracker_of(fake: FakeGitLab) -> GitLab:
    tracker = connect(
        gitlab_address({"GITLAB_API_URL": f"{fake.url}/api/v4"}), NAME, Token(TOKEN, "GITLAB_TOKEN"), Access()
    )
    waits: list[float] = []
    tracker.transport.wait = waits.append
    return tracker


def ask(fake: FakeGitLab, *numbers: int) -> list[Issue | Missing]:
    refs = [IssueRef("", number) for number in numbers]
    found = tracker_of(fake).answer(refs, []).issues
    return [found[ref] for ref in refs]


def said(fake: FakeGitLab, *found: Issue | Missing) -> list[str]:
    return [in_words(one, fake.url.removeprefix("http://")) for one in found]


def listed(fake: FakeGitLab, query: IssueQuery) -> IssueList:
    return tracker_of(fake).answer([], [query]).lists[query]


def test_issue_comes_with_what_people_wrote_below_it(fake: FakeGitLab) -> None:
    fake.add(
        5,
        title="Closure",
        state="closed",
        labels=["P0"],
        assignees=[{"username": "arun"}],
        milestone="MS#4 — Week 4",
        closed_at="2026-07-25T10:00:00Z",
        closed_by={"username": "raja"},
    )
    fake.notes[5] = [note(), note(system=True, body="changed the description")]
    (found,) = ask(fake, 5)
    assert found == Issue(
        ref=IssueRef("", 5),
        title="Closure",
        state="closed",
        url=f"https://gitlab.com/{NAME}/-/issues/5",
        labels=("P0",),
        assignees=("arun",),
        milestone="MS#4 — Week 4",
        closed_at="2026-07-25T10:00:00Z",
        comments=(
            IssueComment(
                author="raja",
                role="owner",
                body="merged and measured",
                created="2026-07-25T10:00:00Z",
                url=f"https://gitlab.com/{NAME}/-/issues/5#note_7",
                edited=False,
            ),
        ),
        closed_by="raja",
        author="maya",
        body="What issue 5 is about",
        created_at="2026-07-01T10:00:00Z",
        updated_at="2026-07-25T10:00:00Z",
        unavailable=("reason", "closer"),
    )


def test_roles_are_those_of_the_members(fake: FakeGitLab) -> None:
    fake.add(5)
    bots = ("project_12_bot_3f", "renovate")
    fake.notes[5] = [note(name) for name in ("raja", "arun", "maya", "omar", "mallory", *bots)]
    (found,) = ask(fake, 5)
    assert isinstance(found, Issue)
    assert [(one.role, one.bot) for one in found.comments] == [
        ("owner", False),
        ("member", False),
        ("collaborator", False),
        ("reporter", False),
        ("none", False),
        ("none", True),
        ("none", True),
    ]
    assert fake.seen.count("members/all") == 1


def test_pages_are_read_to_their_end(fake: FakeGitLab) -> None:
    fake.per_page = 10
    for iid in range(1, 61):
        fake.add(iid, milestone="MS#4 — Week 4")
    fake.notes[1] = [note(body=f"no. {n}") for n in range(25)]
    found = listed(fake, IssueQuery(milestone="MS#4"))
    assert found.problem is None
    assert [one.ref.key for one in found.issues] == list(range(1, 61))
    assert [one.body for one in found.issues[0].comments] == [f"no. {n}" for n in range(25)]


def test_list_is_narrowed_by_label_and_state(fake: FakeGitLab) -> None:
    fake.add(1, labels=["P0"])
    fake.add(2, labels=["P0"], state="closed")
    fake.add(3)
    found = listed(fake, IssueQuery(label="p0", state="open"))
    assert ([one.ref.key for one in found.issues], found.problem) == ([1], None)


def test_names_that_only_look_like_those_asked_for_are_told(fake: FakeGitLab) -> None:
    fake.milestones.append("МS#4")
    fake.labels.append("Р0")
    found = listed(fake, IssueQuery(milestone="MS#4", label="P0"))
    assert found.near == (NearName("label", "Р0"), NearName("milestone", "МS#4"))


@pytest.mark.parametrize("query", [IssueQuery(milestone="MS#5"), IssueQuery(label="PO")])
def test_milestone_or_label_that_nobody_made_is_no_empty_list(fake: FakeGitLab, query: IssueQuery) -> None:
    problem = listed(fake, query).problem
    assert problem is not None
    assert said(fake, problem)[0].startswith(f"not_found: is empty: {NAME} has no ")


def test_what_is_no_issue_is_told_apart(fake: FakeGitLab) -> None:
    fake.add(5, moved_to_id=99, state="closed")
    assert said(fake, *ask(fake, 5, 6)) == [
        "moved: was moved to another project",
        f"not_found: does not exist in {NAME}",
    ]
    elsewhere = tracker_of(fake).answer([IssueRef("acme/other", 5)], []).issues.values()
    assert said(fake, *elsewhere) == [f"elsewhere: is an issue of acme/other, not of {NAME}"]


@pytest.mark.parametrize(
    ("path", "answer", "says"),
    [
        ("", Answer(404), f"? forbidden: {NAME} does not exist, or the token may not see it"),
        ("", Answer(301), "? unreachable: HOST answers with status 301, which is not followed"),
        ("", Answer(body=b'{"path_with_namespace": "acme/x"}'), f"? moved: {NAME} is now called acme/x"),
        (
            "",
            Answer(body=json.dumps({"path_with_namespace": NAME, "issues_access_level": "disabled"}).encode()),
            f"? forbidden: issues are switched off in {NAME}",
        ),
        ("issues", Answer(401), "? forbidden: HOST refuses the token"),
        ("issues", Answer(429), "? rate_limited: HOST answers no more questions (rate limit)"),
        ("issues", Answer(500), "? unreachable: HOST answers with status 500"),
        ("issues", Answer(body=b"{}"), "? malformed: HOST: `issues` is an object, expected a list"),
        ("issues", Answer(body=b'[{"iid": 9}]'), "? malformed: HOST, issues 1: has no `state`"),
        ("issues/5/notes", Answer(403), "? forbidden: HOST refuses access"),
        ("issues/5/notes", Answer(body=b"[{}]"), "? malformed: HOST, issues/5/notes 1: has no `system`"),
        ("members/all", Answer(502), "? unreachable: HOST answers with status 502"),
        ("issues/5/notes", Answer(body=FULL_PAGE), "? truncated: HOST does not say whether `issues/5/notes` goes on"),
    ],
)  # fmt: skip
def test_answer_that_is_none_is_undecided(fake: FakeGitLab, path: str, answer: Answer, says: str) -> None:
    fake.add(5)
    fake.notes[5] = [note()]
    fake.answers[path] = answer
    found = ask(fake, 5)
    assert said(fake, *found) == [says]


def test_why_an_issue_was_closed_is_undecided_where_nobody_says(fake: FakeGitLab, tmp_path: Path) -> None:
    fake.add(5, state="closed", milestone="MS#4 — Week 4")
    policy = (
        f"version: 1\npolicy: house\ntracker: {{gitlab: {NAME}}}\ncriteria:\n"
        "  - {id: closed, for_each: {issue: {milestone: MS#4}}, require: {state: closed}}\n"
        "  - {id: done, for_each: {issue: {milestone: MS#4}}, require: {reason: completed}}\n"
        "  - id: linked\n    for_each: {row: {in: ./a.md, columns: [Issue]}}\n"
        "    require: {Issue: {issue: {state: closed}}}\n"
    )
    (tmp_path / "policy.yaml").write_text(policy, encoding="utf-8")
    row = f"| Issue |\n|---|\n| https://gitlab.com/{NAME}/-/issues/5 |\n| #5 |\n"
    (tmp_path / "a.md").write_text(row, encoding="utf-8")
    named = {"GITLAB_API_URL": f"{fake.url}/api/v4", "GITLAB_TOKEN": TOKEN, "GH_TOKEN": "ghp_not_for_gitlab"}
    environment = {**CLEAN, "PYTHONPATH": str(PROJECT), **named}
    options = ["--policy", "policy.yaml", "--as-of", "2026-07-26", "--format", "json"]
    command = [sys.executable, "-P", "-m", "checker", "check", *options]
    ran = run(tmp_path, command, environment)
    assert TOKEN not in ran.out + ran.err
    assert outcomes(json.loads(ran.out)) == {"closed": "pass", "done": "unknown", "linked": "pass"}
    assert "nothing says `reason`" in ran.out
