"""The command against a GitHub on loopback: live runs, recordings of them, and a token that never shows."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, PROJECT, Ran, commit_all, git, outcomes, run
from fake_github import TOKEN, Answer, FakeGitHub, Fault, Seen, comment, items, project_item, serving

from checker.reports import RENDERER_BY_NAME

POLICY = """\
version: 1
policy: house
title: House rules
tracker: {github: acme/belt, max_age: 2 days}
criteria:
  - id: guide-complete
    stage: commit
    for_each: {file: guide.md}
    require: {no_placeholders: {likely: fail}}
  - id: defects-open
    stage: merge
    for_each: {row: {in: guide.md, under: Defects, columns: [Defect, Issue]}}
    require: {Issue: {issue: {state: open}}}
  - id: p0-listed
    for_each: {issue: {label: P0, state: open}}
    require:
      exists:
        row: {in: guide.md, under: Defects, columns: [Defect, Issue]}
        where: {Issue: {issue_reference: {field: number}}}
  - id: milestone-closed
    for_each: {issue: {milestone: MS#4}}
    require:
      state: closed
      reason: completed
      exists:
        comment: {}
        where: {by: [owner, member, collaborator], hidden: false, edited: false, words: {number: {at_least: 2}}}
"""
GUIDE = """\
# Guide

## Defects

| Defect | Issue |
|---|---|
| D-1 | #1 |
| D-2 | [the belt stops](https://github.com/acme/belt/issues/2) |
"""
DAY = ("--as-of", "2026-07-26")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "guide.md").write_text(GUIDE, encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit_all(folder)
    return folder


@pytest.fixture
def fake() -> Iterator[FakeGitHub]:
    """A GitHub at which everything is as the policy wants it."""
    made = FakeGitHub(labels=["P0"], milestones={4: "MS#4 — Week 4"})
    made.add(1, title="The badge")
    made.add(2, title="The belt", labels=["P0"])
    done = {"state": "CLOSED", "reason": "COMPLETED", "closed": "2026-07-25T10:00:00Z", "milestone": "MS#4 — Week 4"}
    made.add(5, **done, comments=[comment()])
    with made.serving() as serving_:
        yield serving_


def check(house: Path, fake: FakeGitHub, *arguments: str | Path, **environment: str) -> Ran:
    return command(house, fake, "check", "--policy", "policy.yaml", *DAY, *arguments, **environment)


def command(house: Path, fake: FakeGitHub, *arguments: str | Path, **environment: str) -> Ran:
    """The command with the fake as its GitHub. It never shows the token, nor a traceback."""
    named = {"GITHUB_GRAPHQL_URL": f"{fake.url}/graphql", "GITHUB_SERVER_URL": "https://github.com", "GH_TOKEN": TOKEN}
    given = {name: value for name, value in {**named, **environment}.items() if value}
    ran = run(
        house, [sys.executable, "-P", "-m", "checker", *arguments], {**CLEAN, "PYTHONPATH": str(PROJECT), **given}
    )
    assert TOKEN not in ran.out + ran.err
    assert "Traceback" not in ran.out + ran.err
    return ran


def judged(ran: Ran) -> dict[str, str]:
    """The outcomes of the criteria that were asked for."""
    return {id_: one for id_, one in outcomes(json.loads(ran.out)).items() if one != "not-applicable"}


def messages(ran: Ran, id_: str) -> list[str]:
    """What was observed for a criterion, the good left out."""
    (criterion,) = [one for one in json.loads(ran.out)["criteria"] if one["id"] == id_]
    return [one["message"] for one in criterion["observations"] if one["ok"] is not True]


# --- runs -------------------------------------------------------------------------------------------------------------


def test_live_run_is_judged_by_what_the_tracker_says(house: Path, fake: FakeGitHub) -> None:
    ran = check(house, fake, "-q")
    assert (ran.code, ran.out, ran.err) == (0, "MET  all 4 criteria are met\n", "")


def test_every_report_of_a_run_says_where_its_issues_come_from(house: Path, fake: FakeGitHub) -> None:
    names = sorted(RENDERER_BY_NAME)
    check(house, fake, *(part for name in names for part in ("--format", f"{name}:report.{name}")))
    silent = {name for name in names if "acme/belt at 127.0.0.1" not in (house / f"report.{name}").read_text("utf-8")}
    assert silent <= OF_FINDINGS


OF_FINDINGS = frozenset({"compact", "csv", "github", "gitlab", "jsonl", "shields", "tap"})
"""Formats that hold findings and counts alone."""


def test_run_asks_only_for_what_its_criteria_need(house: Path, fake: FakeGitHub) -> None:
    assert check(house, fake, "--stage", "commit").code == 0
    assert check(house, fake, "--only", "guide-complete").code == 0
    assert fake.seen == []
    assert check(house, fake, "--only", "defects-open").code == 0
    (seen,) = fake.seen
    assert seen.query.count("issueOrPullRequest(") == 2


def test_tracker_is_asked_once_though_the_rules_are_altered(house: Path, fake: FakeGitHub) -> None:
    """What both policies ask for is asked for once, so that both are held against the same."""
    (house / ".closure-check.yaml").write_text("policies: [policy.yaml]\n", encoding="utf-8")
    commit_all(house)
    git(house, "switch", "--quiet", "--create", "change")
    more = "  - id: badge\n    for_each: {issue: {numbers: [1, 5]}}\n    require: {title: {contains: the}}\n"
    (house / "policy.yaml").write_text(POLICY + more, encoding="utf-8")
    commit_all(house)
    by_base = ("check", "--at", "HEAD", "--policy-at", "refs/heads/main", *DAY, "--format", "json")
    assert command(house, fake, "check", "--at", "main", *DAY).code == 0
    questions = [one.query for one in fake.seen]
    fake.seen.clear()
    ran = command(house, fake, *by_base)
    assert json.loads(ran.out)["rules"]["own"] == {"verdict": "not-met", "exit_code": 1, "problem": ""}
    assert [one.query for one in fake.seen] == questions
    fake.seen.clear()


def test_open_issue_that_is_not_in_the_document_is_not_met(house: Path, fake: FakeGitHub) -> None:
    fake.add(12, title="Nobody wrote me down", labels=["P0"])
    fake.add(22, labels=["P0"], state="CLOSED", closed="2026-07-25T10:00:00Z")
    ran = check(house, fake, "--format", "json")
    assert (ran.code, judged(ran)["p0-listed"]) == (1, "fail")
    (said,) = messages(ran, "p0-listed")
    assert "issue #12 (Nobody wrote me down)" in said


def test_label_that_nobody_made_is_not_met_even_if_none_may_be_there(house: Path, fake: FakeGitHub) -> None:
    policy = POLICY.replace("{label: P0, state: open}}", "{label: PO, state: open}, allow_empty: true}")
    (house / "policy.yaml").write_text(policy, encoding="utf-8")
    ran = check(house, fake, "--format", "json", "--only", "p0-listed")
    assert (ran.code, messages(ran, "p0-listed")) == (
        1,
        ["the list of issues labelled PO that are open is empty: acme/belt has no label `PO`"],
    )


def test_milestone_with_an_open_issue_is_not_met(house: Path, fake: FakeGitHub) -> None:
    fake.add(46, milestone="MS#4 — Week 4", comments=[comment()])
    assert judged(check(house, fake, "--format", "json"))["milestone-closed"] == "fail"


COMMENTS: Mapping[str, tuple[bool, dict[str, Any]]] = {
    "owner": (True, {}),
    "member": (True, {"authorAssociation": "MEMBER"}),
    "collaborator": (True, {"authorAssociation": "COLLABORATOR"}),
    "contributor": (False, {"authorAssociation": "CONTRIBUTOR"}),
    "stranger": (False, {"authorAssociation": "NONE"}),
    "bot": (False, {"bot": True, "author": "renovate"}),
    "hidden": (False, {"isMinimized": True}),
    "edited": (False, {"includesCreatedEdit": True}),
    "short": (False, {"body": "done"}),
    "blank": (False, {"body": "   "}),
}
"""Comments by what they are, and whether the policy takes them for a resolution."""


def test_comment_counts_on_the_terms_of_the_policy(house: Path, fake: FakeGitHub) -> None:
    for number, (name, (_, changes)) in enumerate(COMMENTS.items(), start=50):
        fake.add(number, **{**fake.issues[5], "title": name, "comments": [comment(**changes)]})
    fake.add(99, **{**fake.issues[5], "title": "silence", "comments": []})
    ran = check(house, fake, "--format", "json", "--only", "milestone-closed")
    said = " ".join(messages(ran, "milestone-closed"))
    unmet = {name for name in (*COMMENTS, "silence") if f"({name})" in said}
    assert unmet == {name for name, (counts, _) in COMMENTS.items() if not counts} | {"silence"}


def test_issue_closed_for_another_reason_is_not_met(house: Path, fake: FakeGitHub) -> None:
    for number, reason in ((51, "NOT_PLANNED"), (52, "DUPLICATE")):
        fake.add(number, **{**fake.issues[5], "reason": reason})
    said = " ".join(messages(check(house, fake, "--format", "json"), "milestone-closed"))
    assert "`reason` of issue #51 (Issue 5) is `not_planned`" in said
    assert "`reason` of issue #52 (Issue 5) is `duplicate`" in said


def table(*numbers: int) -> str:
    return GUIDE.partition("| D-1")[0] + "".join(f"| D-{number} | #{number} |\n" for number in numbers)


def test_what_is_no_open_issue_is_said_and_is_not_met(house: Path, fake: FakeGitHub) -> None:
    (house / "guide.md").write_text(table(1, 7, 8, 9, 10), encoding="utf-8")
    fake.pulls, fake.moved, fake.deleted = {7}, {8: "acme/x#9"}, {9}
    ran = check(house, fake, "--format", "json", "--only", "defects-open")
    assert (ran.code, judged(ran)) == (1, {"defects-open": "fail"})
    assert messages(ran, "defects-open") == [
        "`Issue` of D-7: issue #7 is a pull request, not an issue",
        "`Issue` of D-8: issue #8 was moved to acme/x#9",
        "`Issue` of D-9: issue #9 was deleted",
        "`Issue` of D-10: issue #10 does not exist in acme/belt",
    ]


def test_issue_that_cannot_be_looked_up_is_undecided(house: Path, fake: FakeGitHub) -> None:
    fake.faults[1] = Fault("FORBIDDEN", "no")
    ran = check(house, fake, "--format", "json", "--only", "defects-open")
    assert (ran.code, judged(ran)) == (3, {"defects-open": "unknown"})
    (said,) = messages(ran, "defects-open")
    assert said.startswith("`Issue` of D-1: issue #1 cannot be looked up: 127.0.0.1")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(503, headers={"Retry-After": "0"}), "answers with status 503"),
        (Answer(403, headers={"Retry-After": "3600"}), "answers no more questions until 11:00 UTC"),
        (Answer(body=b"<html>"), "is not JSON"),
    ],
)
def test_tracker_that_does_not_answer_leaves_undecided_what_depends_on_it(
    house: Path, fake: FakeGitHub, answer: Answer, says: str
) -> None:
    fake.answers["/graphql"] = answer
    ran = check(house, fake, "--format", "json")
    unknown = dict.fromkeys(("defects-open", "p0-listed", "milestone-closed"), "unknown")
    assert (ran.code, judged(ran)) == (3, {"guide-complete": "pass"} | unknown)
    assert all(says in message for id_ in unknown for message in messages(ran, id_))


def test_link_to_another_repository_is_not_met_without_a_question(house: Path, fake: FakeGitHub) -> None:
    guide = GUIDE.replace("#1", "acme/other#1").replace("acme/belt/issues/2", "acme/other/issues/2")
    (house / "guide.md").write_text(guide, encoding="utf-8")
    ran = check(house, fake, "--format", "json", "--only", "defects-open")
    assert (ran.code, fake.seen) == (1, [])
    assert "issue acme/other#1 is an issue of acme/other, not of acme/belt" in messages(ran, "defects-open")[0]


def test_progress_is_shown_on_a_terminal(house: Path, fake: FakeGitHub) -> None:
    main, terminal = pty.openpty()
    environment = {**CLEAN, "PYTHONPATH": str(PROJECT), "GITHUB_GRAPHQL_URL": f"{fake.url}/graphql", "GH_TOKEN": TOKEN}
    arguments = [sys.executable, "-P", "-m", "checker", "check", "--policy", "policy.yaml", *DAY]
    with subprocess.Popen(arguments, cwd=house, env=environment, stdout=subprocess.DEVNULL, stderr=terminal) as process:
        os.close(terminal)
        shown = b""
        while b"issues from 127.0.0.1" not in shown:
            shown += os.read(main, 65536)
        process.wait()
    os.close(main)
    assert TOKEN.encode() not in shown


# --- the token and where it goes --------------------------------------------------------------------------------------


def test_without_a_token_it_says_so(house: Path, fake: FakeGitHub) -> None:
    ran = check(house, fake, "--format", "json", GH_TOKEN="")
    assert (ran.code, fake.seen) == (3, [])
    assert "no tracker was asked: there is no token for github.com" in " ".join(messages(ran, "defects-open"))


def test_tokens_are_taken_in_their_order(house: Path, fake: FakeGitHub) -> None:
    def sent(*arguments: str, **environment: str) -> str:
        fake.seen.clear()
        check(house, fake, *arguments, **environment)
        return fake.seen[0].headers["authorization"]

    (house / "token").write_text("from-the-file\n", encoding="utf-8")
    names = {"GITHUB_TOKEN": "from-actions", "GH_TOKEN": "from-gh-it-is", "CLOSURE_CHECK_TOKEN": "from-our-own"}
    assert sent("--token-file", "token", **names) == "Bearer from-the-file"
    assert sent(**names) == "Bearer from-our-own"
    assert sent(**names | {"CLOSURE_CHECK_TOKEN": ""}) == "Bearer from-gh-it-is"
    assert sent(**names | {"CLOSURE_CHECK_TOKEN": " ", "GH_TOKEN": ""}) == "Bearer from-actions"


def test_offline_never_asks(house: Path, fake: FakeGitHub) -> None:
    ran = check(house, fake, "--offline", "--format", "json")
    assert (ran.code, fake.seen) == (3, [])
    assert "no tracker was asked (--offline)" in " ".join(messages(ran, "defects-open"))


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"GITHUB_GRAPHQL_URL": "http://api.example.org/graphql"}, "leads to api.example.org over http"),
        ({"GITHUB_API_URL": "http://10.0.0.1/api/v3"}, "leads to 10.0.0.1 over http"),
        ({"GITHUB_API_URL": "https://api.example.org"}, "expected one host"),
        ({"GITHUB_GRAPHQL_URL": "https://user:pass@api.example.org/graphql"}, "has a name or password in it"),
        ({"GITHUB_GRAPHQL_URL": "ftp://api.example.org"}, "is no address"),
    ],
)
def test_address_that_cannot_be_used_is_2(
    house: Path, fake: FakeGitHub, environment: dict[str, str], says: str
) -> None:
    ran = check(house, fake, **environment)
    assert (ran.code, ran.out, fake.seen) == (2, "", [])
    assert says in ran.err


def test_variable_that_holds_no_token_stops_no_run_that_needs_none(house: Path, fake: FakeGitHub) -> None:
    assert check(house, fake, "--stage", "commit", GH_TOKEN="two words").code == 0
    ran = check(house, fake, "--format", "json", GH_TOKEN="two words")
    assert (ran.code, fake.seen) == (3, [])
    assert "no tracker was asked: GH_TOKEN: holds no token" in " ".join(messages(ran, "defects-open"))
    assert "two words" not in ran.out


def test_nothing_of_the_surroundings_redirects_a_run(house: Path, fake: FakeGitHub, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login mallory password hunter2hunter2\n", encoding="utf-8")
    (tmp_path / ".netrc").chmod(0o600)
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"), "http://127.0.0.1:9")
    assert check(house, fake, HOME=str(tmp_path), NETRC=str(tmp_path / ".netrc"), **proxies).code == 0
    assert {one.headers["authorization"] for one in fake.seen} == {f"Bearer {TOKEN}"}


def test_proxy_is_used_when_it_is_named(house: Path, fake: FakeGitHub) -> None:
    passed: list[str] = []

    def forward(seen: Seen) -> Answer:
        passed.append(seen.path)
        return fake.answer(Seen(seen.method, seen.path.removeprefix(fake.url), seen.headers, seen.body))

    with serving(forward) as proxy:
        assert check(house, fake, "--proxy", proxy).code == 0
    assert set(passed) == {f"{fake.url}/graphql"}
    assert check(house, fake, "--proxy", "socks5://127.0.0.1").code == 2


def test_policy_cannot_choose_where_the_token_goes(house: Path, fake: FakeGitHub) -> None:
    with FakeGitHub().serving() as evil:
        host = evil.url.removeprefix("http://")
        policy = POLICY.replace("github: acme/belt", f"github: acme/belt, host: '{host}'")
        (house / "policy.yaml").write_text(policy, encoding="utf-8")
        ran = check(house, fake, "--format", "json")
        assert (ran.code, evil.seen, fake.seen) == (3, [], [])
    assert f"the policy's is at {host}, the environment names github.com" in " ".join(messages(ran, "defects-open"))


@pytest.mark.parametrize(
    "origin", ["git@github.com:acme/belt.git", "https://x-access-token:s3cr3ts3cr3t@github.com/acme/belt"]
)
def test_origin_names_the_tracker_where_the_policy_does_not(house: Path, fake: FakeGitHub, origin: str) -> None:
    (house / "policy.yaml").write_text(POLICY.replace("tracker:", "# tracker:"), encoding="utf-8")
    git(house, "remote", "add", "origin", origin)
    ran = check(house, fake, "-v")
    assert ran.code == 0
    assert "s3cr3t" not in ran.out


def test_origin_elsewhere_gets_no_token(house: Path, fake: FakeGitHub) -> None:
    (house / "policy.yaml").write_text(POLICY.replace("tracker:", "# tracker:"), encoding="utf-8")
    git(house, "remote", "add", "origin", "https://github.com.evil.example/acme/belt.git")
    ran = check(house, fake, "--format", "json")
    assert (ran.code, fake.seen) == (3, [])
    said = "no tracker was asked: `origin` is at github.com.evil.example, the token is for github.com"
    assert said in " ".join(messages(ran, "defects-open"))


def test_token_that_the_server_repeats_is_in_no_output(house: Path, fake: FakeGitHub) -> None:
    fake.issues[1]["title"] = f"title {TOKEN}"
    fake.add(5, milestone="MS#4 — Week 4", comments=[comment(f"body {TOKEN}", author=TOKEN)], assignees=[TOKEN])
    fake.add(12, labels=["P0"], title=TOKEN)
    names = sorted(RENDERER_BY_NAME)
    check(house, fake, "-v", *(part for name in names for part in ("--format", f"{name}:report.{name}")))
    assert not [name for name in names if TOKEN.encode() in (house / f"report.{name}").read_bytes()]
    command(house, fake, "explain", "milestone-closed", "--policy", "policy.yaml", *DAY)
    assert command(house, fake, "issues", "fetch", "-o", "issues.json", "--policy", "policy.yaml", *DAY).code == 0
    assert TOKEN.encode() not in (house / "issues.json").read_bytes()
    fake.answers["/graphql"] = Answer(body=f'{{"errors": [{{"message": "token {TOKEN} is bad"}}]}}'.encode())
    ran = check(house, fake, "-v")
    assert "token (token) is bad" in " ".join(ran.out.split())


# --- recordings -------------------------------------------------------------------------------------------------------


def fetch(house: Path, fake: FakeGitHub, *arguments: str, **environment: str) -> Ran:
    return command(
        house, fake, "issues", "fetch", "--policy", "policy.yaml", *DAY, "-o", "issues.json", *arguments, **environment
    )


def test_recording_repeats_a_run_without_the_network(house: Path, fake: FakeGitHub) -> None:
    fake.add(12, labels=["P0"])
    fake.issues.pop(1)
    fake.moved[1] = "acme/other#3"
    live = check(house, fake, "--format", "json")
    ran = fetch(house, fake)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("issues.json: 4 issues of acme/belt at 127.0.0.1")
    asked = len(fake.seen)
    again = check(house, fake, "--issues", "issues.json", "--format", "json")
    assert len(fake.seen) == asked
    assert (again.code, live.code) == (1, 1)
    first, second = json.loads(live.out), json.loads(again.out)
    assert (
        "issues.json (3 issues of acme/belt, recorded 2026-07-26 10:00 UTC, the same day"
        in second["judged"]["issues"]["text"]
    )
    assert second["criteria"] == first["criteria"]


def test_recording_says_what_it_is(house: Path, fake: FakeGitHub) -> None:
    fetch(house, fake)
    recording = json.loads((house / "issues.json").read_text(encoding="utf-8"))
    assert {name: recording[name] for name in ("format", "version", "project", "fetched")} == {
        "format": "closure-check issues",
        "version": 1,
        "project": "acme/belt",
        "fetched": "2026-07-26T10:00:00Z",
    }
    assert [issue["number"] for issue in recording["issues"]] == [1, 2, 5]


@pytest.mark.parametrize(
    ("day", "code", "age"),
    [
        ("2026-07-25", 0, "after the day that is judged"),
        ("2026-07-27", 0, "1 day old"),
        ("2026-07-28", 0, "2 days old"),
        ("2026-07-29", 3, "3 days old"),
    ],
)
def test_recording_that_is_too_old_decides_nothing(
    house: Path, fake: FakeGitHub, day: str, code: int, age: str
) -> None:
    fetch(house, fake)
    ran = check(house, fake, "--issues", "issues.json", "--as-of", day, "--format", "json")
    assert (ran.code, age in json.loads(ran.out)["judged"]["issues"]["text"]) == (code, True)
    if code:
        said = "is only known from a recording that is 3 days old, more than the 2 that the policy allows"
        assert said in " ".join(messages(ran, "defects-open"))


def test_export_of_unknown_age_decides_nothing_when_the_policy_limits_it(house: Path, fake: FakeGitHub) -> None:
    (house / "issues.json").write_text("[]", encoding="utf-8")
    ran = check(house, fake, "--issues", "issues.json", "--format", "json")
    assert ran.code == 3
    assert "from an export of unknown age" in " ".join(messages(ran, "defects-open"))


FAMILY = """\
version: 1
policy: family
tracker: {github: acme/belt}
criteria:
  - {id: bugs-closed, for_each: {issue: {type: Bug}}, require: {state: closed}}
  - {id: epic-done, for_each: {issue: {parent: 20}}, require: {state: closed, parent: '#20'}}
  - {id: nothing-stands-alone, for_each: {issue: {numbers: [21, 22]}}, require: {parent: filled}}
  - id: handed-over
    for_each: {issue: {numbers: [21]}}
    require: {exists: {project_item: Handover, where: {Status: Done}}}
  - id: by-reference
    for_each: {row: {in: guide.md, under: Defects, columns: [Issue]}}
    require: {Issue: {issue: {type: Bug}}}
"""


def test_types_parents_and_projects_are_judged_live_and_recorded_alike(house: Path, fake: FakeGitHub) -> None:
    (house / "family.yaml").write_text(FAMILY, encoding="utf-8")
    fake.types, fake.beside = ["Bug"], {"acme/plans": FakeGitHub(project="acme/plans")}
    fake.beside["acme/plans"].add(3, state="CLOSED")
    closed = {"state": "CLOSED", "reason": "COMPLETED", "closed": "2026-07-25T10:00:00Z"}
    fake.issues[1] |= {"type": "Bug"} | closed
    fake.add(20, below=[21, ("acme/plans", 3)])
    fake.add(21, parent=20, items=items(project_item(Status="Done")), **closed)
    fake.add(22)
    options = ("--policy", "family.yaml", "--format", "json", *DAY)
    live = command(house, fake, "check", *options)
    assert judged(live) == {
        "bugs-closed": "pass",
        "epic-done": "pass",
        "nothing-stands-alone": "fail",
        "handed-over": "pass",
        "by-reference": "fail",
    }
    ran = command(house, fake, "issues", "fetch", "-o", "family.json", "--policy", "family.yaml", *DAY)
    assert (ran.code, ran.err) == (0, "")
    fake.answers = dict.fromkeys(("/graphql",), Answer(500))
    again = command(house, fake, "check", "--issues", "family.json", *options)
    assert judged(again) == judged(live)
    other = command(house, fake, "check", "--issues", "family.json", "--only", "p0-listed", "--policy", "policy.yaml")
    assert other.code == 3


def test_what_was_not_recorded_is_undecided(house: Path, fake: FakeGitHub) -> None:
    fetch(house, fake, "--only", "defects-open")
    ran = check(house, fake, "--issues", "issues.json", "--format", "json")
    assert judged(ran) == {
        "guide-complete": "pass",
        "defects-open": "pass",
        "p0-listed": "unknown",
        "milestone-closed": "unknown",
    }
    said = "was not asked for when the issues were recorded on 2026-07-26"
    assert said in " ".join(messages(ran, "p0-listed"))


@pytest.mark.parametrize(
    ("environment", "arguments", "says"),
    [
        ({"GH_TOKEN": ""}, (), "there is no token for github.com"),
        ({}, ("--offline",), "no tracker was asked (--offline)"),
        ({}, ("--only", "guide-complete"), "the criteria ask for no issues, so there is nothing to record"),
        ({}, ("--token-file", "none"), "--token-file: none cannot be read: no such file or directory"),
    ],
)
def test_recording_that_cannot_begin_is_2(
    house: Path, fake: FakeGitHub, environment: Mapping[str, str], arguments: tuple[str, ...], says: str
) -> None:
    ran = fetch(house, fake, *arguments, **environment)
    assert (ran.code, ran.out, (house / "issues.json").exists()) == (2, "", False)
    assert says in ran.err


def test_recording_is_whole_or_not_written(house: Path, fake: FakeGitHub) -> None:
    (house / "issues.json").write_text("an older one", encoding="utf-8")
    fake.faults[1] = Fault("INTERNAL", "Something went wrong")
    ran = fetch(house, fake)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("#1 cannot be looked up: 127.0.0.1")
    assert (house / "issues.json").read_text(encoding="utf-8") == "an older one"


PULLS = """\
version: 1
policy: change
tracker: {github: acme/belt}
criteria:
  - id: approved
    when: {exists: {pull_request: {current: true}}}
    for_each: {pull_request: {current: true}}
    require: {exists: {review: {}, where: {state: approved, commit: {field: commit}}}}
  - id: plan-done
    when: {exists: {pull_request: {current: true}}}
    for_each: {pull_request: {current: true}}
    require: {each: {task: {}, at_least: 1, require: checked}}
"""


def change(house: Path, fake: FakeGitHub, *arguments: str | Path, **environment: str) -> dict[str, str]:
    """The outcomes for a change."""
    (house / "change.yaml").write_text(PULLS, encoding="utf-8")
    given = ("--policy", "change.yaml", *DAY, "--format", "json")
    return outcomes(json.loads(command(house, fake, "check", *given, *arguments, **environment).out))


def test_change_is_judged_live_recorded_and_by_its_event(house: Path, fake: FakeGitHub) -> None:
    looked = {
        "author": {"__typename": "User", "login": "raja"},
        "authorAssociation": "OWNER",
        "state": "APPROVED",
        "body": "",
        "submittedAt": "2026-07-25T10:00:00Z",
        "url": "https://github.com/acme/belt/pull/12#pullrequestreview-1",
        "commit": {"oid": "a" * 40},
    }
    it = fake.add_pull(12, body="- [x] measured", reviews=[looked])
    met = {"approved": "pass", "plan-done": "pass"}
    assert change(house, fake, "--pull-request", "12") == met
    arguments = ("issues", "fetch", "-o", "issues.json", "--policy", "change.yaml", "--pull-request", "12")
    assert command(house, fake, *arguments, *DAY).code == 0
    it |= {"commit": "b" * 40, "body": "- [ ] measured"}
    assert change(house, fake, "--pull-request", "12") == {"approved": "fail", "plan-done": "fail"}
    assert change(house, fake, "--pull-request", "12", "--issues", "issues.json") == met
    event = {
        "repository": {"full_name": "acme/belt"},
        "pull_request": {
            "number": 12,
            "title": "A belt",
            "body": "- [x] measured",
            "state": "open",
            "draft": False,
            "merged_at": None,
            "user": {"login": "arun"},
            "labels": [],
            "assignees": [],
            "requested_reviewers": [],
            "base": {"ref": "main"},
            "head": {"ref": "topic", "sha": "a" * 40},
            "created_at": "2026-07-25T10:00:00Z",
            "updated_at": "2026-07-25T10:00:00Z",
            "closed_at": None,
            "html_url": "https://github.com/acme/belt/pull/12",
        },
    }
    (house / "event.json").write_text(json.dumps(event), encoding="utf-8")
    # What the tracker says now counts; without it, what was so when the workflow began.
    assert change(house, fake, "--pull-request", "event.json") == {"approved": "fail", "plan-done": "fail"}
    silent = change(house, fake, "--pull-request", "event.json", GH_TOKEN="")
    assert silent == {"approved": "unknown", "plan-done": "pass"}
    (house / "event.json").write_text(json.dumps(event | {"repository": {"full_name": "acme/hall"}}), encoding="utf-8")
    assert set(change(house, fake, "--pull-request", "event.json").values()) == {"unknown"}


def test_change_of_which_there_is_none_or_nobody_says_which(house: Path, fake: FakeGitHub) -> None:
    assert set(change(house, fake, "--pull-request", "none").values()) == {"not-applicable"}
    assert set(change(house, fake).values()) == {"unknown"}
    ran = command(house, fake, "check", "--policy", "change.yaml", *DAY, "--pull-request", "soon")
    said = "--pull-request: `soon` is no number, no file with the event of a workflow, and not `none`"
    assert (ran.code, ran.out, ran.err.strip()) == (2, "", said)


def test_run_without_a_live_tracker_does_not_load_what_it_needs(house: Path, fake: FakeGitHub) -> None:
    fetch(house, fake)
    program = (
        "import sys\nfrom checker.cli import main\n"
        "code = main(['check', '--policy', 'policy.yaml', '--as-of', '2026-07-26', '--issues', 'issues.json', '-q'],"
        " standalone_mode=False)\n"
        "print(code, sorted({'httpx', 'httpcore', 'certifi', 'ssl'} & set(sys.modules)))"
    )
    ran = run(house, [sys.executable, "-P", "-c", program], {**CLEAN, "PYTHONPATH": str(PROJECT), "GH_TOKEN": TOKEN})
    assert ran.out.splitlines()[-1] == "0 []"


# --- an auditor -------------------------------------------------------------------------------------------------------


def test_what_a_live_tracker_said_cannot_be_looked_at_again(house: Path, fake: FakeGitHub, tmp_path: Path) -> None:
    assert check(house, fake, "--at", "HEAD", "--format", f"json:{tmp_path}/report.json").code == 0
    recorded = command(house, fake, "issues", "fetch", "-o", tmp_path / "issues.json", "--policy", "policy.yaml", *DAY)
    assert recorded.code == 0
    asked = len(fake.seen)
    ran = command(house, fake, "verify", tmp_path / "report.json")
    lines = ran.out.splitlines()
    assert (ran.code, lines[0]) == (
        3,
        "NOT ALL LOOKED AT  1 thing could not be looked at; all else is as the report says",
    )
    assert lines[2].startswith("  not looked at: what the tracker said at 20")
    assert lines[2].endswith(
        "on which defects-open, p0-listed, milestone-closed rest; "
        "give --issues FILE with what it said then, if it was recorded (`closure-check issues fetch`)"
    )
    ran = command(house, fake, "verify", tmp_path / "report.json", "--issues", tmp_path / "issues.json")
    assert ran.code == 3
    assert ran.out.splitlines()[2].endswith("; the file that is given stands for it")
    assert len(fake.seen) == asked


def test_changed_report_on_a_live_tracker_is_told_as_far_as_it_can_be(
    house: Path, fake: FakeGitHub, tmp_path: Path
) -> None:
    file = tmp_path / "report.json"
    check(house, fake, "--at", "HEAD", "--format", f"json:{file}")
    said = json.loads(file.read_text())
    said["criteria"][0]["outcome"] = "fail"
    said["criteria"][1]["outcome"] = "fail"
    file.write_text(json.dumps(said))
    ran = command(house, fake, "verify", file, "--format", "json")
    found = json.loads(ran.out)
    assert ran.code == 1
    assert {one["pointer"] for one in found["differences"]} == {
        "/criteria/0/outcome",
        "/verdict",
        "/exit_code",
        "/counts/pass",
        "/counts/fail",
        "/without_waivers/verdict",
        "/without_waivers/exit_code",
        "/without_waivers/counts/pass",
        "/without_waivers/counts/fail",
    }
