"""`closure-check verify` as an auditor runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, PROJECT, Ran, closure_check, commit_all, git, repository, run
from engagement import engagement, report_on
from jsonschema import Draft202012Validator

from checker.verify.json import verification_schema

SCHEMA = PROJECT / "schemas" / "verification.schema.json"
VERIFIED = "VERIFIED  judged again, everything is as the report says"
DAY = ("--as-of", "2026-07-26")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return engagement(tmp_path / "house")


def head_lines(ran: Ran) -> list[str]:
    """What is said before the facts of the report."""
    lines = [line.strip() for line in ran.out.splitlines()]
    return [line for line in lines[: lines.index(next(one for one in lines if one.startswith("report  ")))] if line]


def as_data(ran: Ran) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(ran.out)
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(said)
    return said


def test_schema_file_is_fresh() -> None:
    """`UPDATE_EXPECTED=1 pytest tests/verify` rewrites it."""
    text = json.dumps(verification_schema(), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_EXPECTED"):
        SCHEMA.write_text(text, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == text


def test_schema_is_printed() -> None:
    assert closure_check(PROJECT, "schema", "verification").out == SCHEMA.read_text(encoding="utf-8")


def test_report_holds_in_another_clone_and_says_what_it_is_of(house: Path, tmp_path: Path) -> None:
    file, other = report_on(house, tmp_path / "report.json", "--at", "HEAD"), tmp_path / "other"
    git(tmp_path, "clone", "--quiet", str(house), str(other))
    ran, commit = closure_check(other, "verify", file), git(house, "rev-parse", "HEAD")
    assert (ran.code, ran.err) == (0, "")
    said = json.loads(file.read_text())
    lines = ran.out.splitlines()
    assert lines[0] == VERIFIED
    assert [line.strip() for line in lines[4:]] == [
        f"judged    HEAD, commit {commit}, which is checked out",
        (
            "asked     as of 2026-07-26, closure stage, fail on warning, policy of the settings, "
            "without rehearsed (by the settings), no programs were run, 60 seconds for a criterion"
        ),
        f"policy    pump, policy.yaml, {said['policies'][0]['digest']}",
        f"issues    {said['judged']['issues']['text']} {said['judged']['issues']['digest']}",
        "evidence  1 file, each by git's id of its bytes",
    ]
    assert closure_check(tmp_path, "verify", file, other).out.splitlines()[0] == VERIFIED


def test_report_of_an_earlier_commit_holds_and_is_not_of_that_of_another(house: Path, tmp_path: Path) -> None:
    file, old = report_on(house, tmp_path / "report.json", "--at", "HEAD"), git(house, "rev-parse", "HEAD")
    (house / "docs" / "report.md").write_text("# Report\n")
    commit_all(house)
    new = git(house, "rev-parse", "HEAD")
    ran = closure_check(house, "verify", file)
    assert (ran.code, ran.out.splitlines()[4].strip()) == (
        0,
        f"judged    HEAD, commit {old}, while {new} is checked out",
    )
    assert closure_check(house, "verify", file, "--at", "HEAD~1").code == 0
    ran = closure_check(house, "verify", file, "--at", "HEAD")
    assert (ran.code, head_lines(ran)) == (
        1,
        [
            "DIFFERS  1 value is not as the report says",
            f'judged.commit: the report says "{old}", it is "{new}"',
        ],
    )
    ran = closure_check(house, "verify", file, "--at", "nowhere")
    assert (ran.code, ran.err) == (2, "--at: `nowhere` names no commit here; name a commit, a tag or a branch\n")


def test_every_difference_is_a_line_with_what_the_report_says_and_what_is_so(house: Path, tmp_path: Path) -> None:
    file = report_on(house, tmp_path / "report.json")
    document = house / "docs" / "report.md"
    old = git(house, "hash-object", str(document))
    document.write_text(document.read_text().replace("TBD", "fine").replace("/s/ Mira Sato", ""))
    new = git(house, "hash-object", str(document))
    ran = closure_check(house, "verify", file)
    assert ran.code == 1
    lines = head_lines(ran)
    assert lines[0] == f"DIFFERS  {len(lines) - 1} values are not as the report says"
    assert 'criterion report-signed, outcome: the report says "pass", it is "fail"' in lines
    assert 'criterion no-placeholders, outcome: the report says "fail", it is "pass"' in lines
    assert f'evidence docs/report.md, blob: the report says "{old}", it is "{new}"' in lines


def test_difference_has_its_place_in_the_json(house: Path, tmp_path: Path) -> None:
    file = report_on(house, tmp_path / "report.json", "--at", "HEAD")
    said = json.loads(file.read_text())
    at = [one["id"] for one in said["criteria"]].index("report-signed")
    said["criteria"][at]["observations"][0]["line"] = 15
    file.write_text(json.dumps(said))
    ran = closure_check(house, "verify", file, "--format", "json")
    found = as_data(ran)
    assert (ran.code, found["result"], found["exit_code"], found["judged_again"]) == (1, "differs", 1, True)
    assert found["differences"] == [
        {
            "pointer": f"/criteria/{at}/observations/0/line",
            "criterion": "report-signed",
            "finding": "docs/report.md:15:15",
            "field": "line",
            "message": "criterion report-signed, docs/report.md:15:15, line: the report says 15, it is 14",
            "only_in": "",
            "reported": 15,
            "found": 14,
        }
    ]


def test_finding_that_the_report_leaves_out_is_told(house: Path, tmp_path: Path) -> None:
    file = report_on(house, tmp_path / "report.json", "--at", "HEAD")
    said = json.loads(file.read_text())
    said["criteria"][0]["observations"] = []
    file.write_text(json.dumps(said))
    ran = closure_check(house, "verify", file, "--format", "json")
    (one,) = as_data(ran)["differences"]
    assert one["only_in"] == "judged-again"
    assert one["message"] == (
        'criterion runbook-there, docs/runbook.md, the finding: the report does not say "docs/runbook.md is not there"'
    )


def test_issues_that_are_not_here_leave_open_what_rests_on_them(house: Path, tmp_path: Path) -> None:
    issues = shutil.move(house / "issues.json", tmp_path / "issues.json")
    git(house, "commit", "--quiet", "--all", "--message", "no issues here")
    handed = tmp_path / "handed"
    handed.mkdir()
    file = report_on(handed, tmp_path / "report.json", str(house), "--at", "HEAD", "--issues", str(issues))
    (house / ".closure-check.yaml").unlink()
    ran = closure_check(house, "verify", file)
    assert (ran.code, head_lines(ran)) == (
        3,
        [
            "NOT ALL LOOKED AT  1 thing could not be looked at; all else is as the report says",
            (
                "not looked at: the issues in `issues.json`, which is not here, on which issues-closed rests; "
                "give --issues FILE"
            ),
        ],
    )
    found = as_data(closure_check(house, "verify", file, "--format", "json"))
    assert [one["criteria"] for one in found["unseen"]] == [["issues-closed"]]
    assert closure_check(house, "verify", file, "--issues", issues).code == 0
    Path(issues).write_text("[]")
    ran = closure_check(house, "verify", file, "--issues", issues)
    assert ran.code == 1
    assert any(line.startswith("judged.issues.digest: the report says") for line in head_lines(ran))


def test_commit_that_is_not_here_is_said(house: Path, tmp_path: Path) -> None:
    file = report_on(house, tmp_path / "report.json", "--at", "HEAD")
    other = repository(tmp_path / "other", {"a.md": "# A\n"})
    ran, commit = closure_check(other, "verify", file), git(house, "rev-parse", "HEAD")
    assert (ran.code, head_lines(ran)) == (
        3,
        [
            "NOT LOOKED AT  what the report rests on is not all here",
            (
                f"not looked at: the commit of the report is not here: `{commit}` names no commit of `{other}`; "
                "fetch it, or name another"
            ),
        ],
    )
    assert as_data(closure_check(other, "verify", file, "--format", "json"))["judged_again"] is False


def test_policy_of_the_caller_is_known_by_its_digest_wherever_it_is(house: Path, tmp_path: Path) -> None:
    policy, outside = house / "policy.yaml", tmp_path / "kept.yaml"
    file = report_on(house, tmp_path / "report.json", "--at", "HEAD", "--policy", "policy.yaml")
    shutil.copy(policy, outside)
    policy.write_text(policy.read_text() + "# more\n")
    # The judged commit has it still.
    assert closure_check(house, "verify", file).code == 0
    assert closure_check(tmp_path, "verify", file, house, "--policy", outside).code == 0
    outside.write_text(policy.read_text())
    ran = closure_check(tmp_path, "verify", file, house, "--policy", outside)
    new = closure_check(house, "lint", "--digest", "policy.yaml").out.split()[0]
    assert ran.code == 1
    digest = json.loads(file.read_text())["policies"][0]["digest"]
    assert head_lines(ran)[1] == f'policies pump, digest: the report says "{digest}", it is "{new}"'


def test_policy_from_outside_of_the_tree_has_to_be_given(house: Path, tmp_path: Path) -> None:
    policy = Path(shutil.move(house / "policy.yaml", tmp_path / "pump.yaml"))
    commit_all(house)
    file = report_on(house, tmp_path / "report.json", "--at", "HEAD", "--policy", str(policy))
    ran = closure_check(house, "verify", file)
    said = "not looked at: the policy `pump.yaml` that the report rests on is not here; give --policy FILE"
    assert (ran.code, head_lines(ran)[1]) == (3, said)
    assert closure_check(house, "verify", file, "--policy", policy).code == 0
    ran = closure_check(house, "verify", file, "--policy", policy, "--policy", policy)
    said = "--policy: the caller named 1 policies of this report; give as many, in the same order\n"
    assert (ran.code, ran.err) == (2, said)


def test_report_by_the_rules_of_a_revision_holds(house: Path, tmp_path: Path) -> None:
    git(house, "checkout", "--quiet", "-b", "change")
    (house / ".closure-check.yaml").write_text("policies: [policy.yaml]\nstage: commit\n")
    commit_all(house)
    file = report_on(house, tmp_path / "report.json", "--at", "HEAD", "--policy-at", "main")
    assert json.loads(file.read_text())["rules"]["altered"] is True
    assert closure_check(house, "verify", file).out.splitlines()[0] == VERIFIED
    said = json.loads(file.read_text())
    said["rules"]["commit"] = "0" * 40
    file.write_text(json.dumps(said))
    ran = closure_check(house, "verify", file)
    assert ran.code == 3
    assert head_lines(ran)[1].startswith("not looked at: the commit that the rules come from is not here: `0000")


def test_waivers_that_were_handed_over_have_to_be_given_again(house: Path, tmp_path: Path) -> None:
    kept = shutil.move(house / ".closure-check" / "waivers.yaml", tmp_path / "accepted.yaml")
    commit_all(house)
    options = ("--at", "HEAD", "--waivers", str(kept), "--no-worse-than", "HEAD~1", "--skip", "issues-closed")
    file = report_on(house, tmp_path / "report.json", *options)
    ran = closure_check(house, "verify", file)
    said = "not looked at: the waivers `accepted.yaml` that the report rests on are not here; give --waivers FILE"
    assert (ran.code, head_lines(ran)[1]) == (3, said)
    assert closure_check(house, "verify", file, "--waivers", kept).code == 0
    Path(kept).write_text(Path(kept).read_text() + "# more\n")
    ran = closure_check(house, "verify", file, "--waivers", kept)
    assert ran.code == 1
    assert [line.partition(":")[0] for line in head_lines(ran)[1:]] == ["invocation.waivers.digest"]


def test_folder_of_a_repository_is_judged_as_it_was_though_it_is_gone(tmp_path: Path) -> None:
    service = tmp_path / "house" / "service"
    service.mkdir(parents=True)
    engagement(service)
    shutil.rmtree(service / ".git")
    git(tmp_path / "house", "init", "--quiet", "--initial-branch=main")
    commit_all(tmp_path / "house")
    file = report_on(tmp_path / "house", tmp_path / "report.json", "service", "--at", "HEAD")
    shutil.rmtree(service)
    assert closure_check(tmp_path / "house", "verify", file).out.splitlines()[0] == VERIFIED


def test_report_on_a_folder_outside_of_git_holds(house: Path, tmp_path: Path) -> None:
    shutil.rmtree(house / ".git")
    file = report_on(house, tmp_path / "report.json")
    assert closure_check(house, "verify", file).out.splitlines()[0] == VERIFIED


def test_report_without_a_tracker_holds_wherever_none_is_asked(house: Path, tmp_path: Path) -> None:
    (house / ".closure-check.yaml").write_text("policies: [policy.yaml]\n")
    commit_all(house)
    file = report_on(house, tmp_path / "report.json", "--at", "HEAD", "--offline")
    assert "no tracker was asked (--offline)" in file.read_text()
    assert closure_check(house, "verify", file).out.splitlines()[0] == VERIFIED
    ran = closure_check(house, "verify", file, "--issues", "issues.json")
    assert (ran.code, ran.err) == (2, "--issues: the report was made without issues; leave it out\n")


def test_programs_are_run_again_only_where_that_is_allowed(tmp_path: Path) -> None:
    policy = """version: 1
policy: programs
criteria:
  - id: module-builds
    for_each: {file: module/}
    require: {runs_clean: [test -f a.txt]}
  - id: module-there
    require: {exists: {file: module/a.txt}}
"""
    house = repository(tmp_path / "house", {"policy.yaml": policy, "module/a.txt": "text\n"})
    file = report_on(house, tmp_path / "report.json", "--policy", "policy.yaml", "--at", "HEAD", "--allow-commands")
    ran = closure_check(house, "verify", file)
    assert (ran.code, head_lines(ran)[1]) == (
        3,
        "not looked at: what programs say, which were not run, on which module-builds rests; give --allow-commands",
    )
    assert closure_check(house, "verify", file, "--allow-commands").code == 0
    said = json.loads(file.read_text())
    said["criteria"][0]["outcome"] = "fail"
    file.write_text(json.dumps(said))
    ran = closure_check(house, "verify", file)
    assert ran.code == 1  # the verdict does not follow from that
    assert 'verdict: the report says "met", it is "not-met"' in head_lines(ran)


def test_nothing_that_was_kept_is_believed(house: Path, tmp_path: Path) -> None:
    file, cache = report_on(house, tmp_path / "report.json"), tmp_path / "cache"
    kept = {**CLEAN, "PYTHONPATH": str(PROJECT), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(cache)}
    kept.pop("CLOSURE_CHECK_NO_CACHE", None)
    ran = run(house, [sys.executable, "-P", "-m", "checker", "verify", file], kept)
    assert ran.code == 0
    assert not cache.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "report.json is no JSON report of this closure-check at `version`; write one with --format json\n"),
        ("nonsense", "report.json is no JSON report of this closure-check; write one with --format json\n"),
    ],
)
def test_what_is_no_report_cannot_be_asked(house: Path, text: str, said: str) -> None:
    (house / "report.json").write_text(text)
    ran = closure_check(house, "verify", "report.json")
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_report_that_does_not_say_how_it_was_asked_for_cannot_be_asked(house: Path) -> None:
    report_on(house, house / "report.json")
    said = json.loads((house / "report.json").read_text())
    del said["invocation"]
    (house / "report.json").write_text(json.dumps(said))
    ran = closure_check(house, "verify", "report.json")
    assert (ran.code, ran.err) == (
        2,
        (
            "report.json does not say how it was asked for (`invocation`), so nobody can ask again; "
            "write it again with --format json\n"
        ),
    )


def test_report_comes_through_a_pipe(house: Path) -> None:
    report_on(house, house / "report.json", "--at", "HEAD")
    command = [sys.executable, "-P", "-m", "checker", "verify", "-"]
    with (house / "report.json").open() as file:
        done = subprocess.run(
            command, cwd=house, env={**CLEAN, "PYTHONPATH": str(PROJECT)}, stdin=file, capture_output=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "report    <stdin>, sha256:" in done.stdout.decode()


def test_policy_from_disk_is_marked_where_the_judged_commit_has_another(house: Path, tmp_path: Path) -> None:
    options = ("check", *DAY, "--at", "HEAD", "--policy", "policy.yaml", "--offline")
    assert "taken from disk" not in closure_check(house, *options).out
    policy = house / "policy.yaml"
    policy.write_text(policy.read_text() + "# more\n")
    ran = closure_check(house, *options)
    assert "  rules     `policy.yaml` is taken from disk; what is judged has another one\n" in ran.out
    file = report_on(house, tmp_path / "report.json", *options[3:])
    (rule,) = json.loads(file.read_text())["rules"]["files"]
    assert (rule["alteration"], rule["digest"] != rule["own"]) == ("changed", True)
    assert "taken from disk" not in closure_check(house, "check", *DAY, "--policy", "policy.yaml", "--offline").out
    assert closure_check(house, "verify", file).code == 0
