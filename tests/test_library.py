"""Judging from Python gives what the command gives, and leaves the process alone."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from commands import (
    CLEAN,
    DAY_BY_EXAMPLE,
    EXAMPLES,
    POLICY,
    PROJECT,
    closure_check,
    commit_example,
    git,
    repository,
    run,
)

import checker
from checker import ClosureCheckError, Outcome, Verdict, judge, render, render_bytes

POLICY_TEXT = """\
version: 1
policy: small
criteria:
  - id: note-is-there
    require: {exists: {file: note.md}}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return repository(tmp_path / "house", {"note.md": "# Note\n", "policy.yaml": POLICY_TEXT})


@pytest.mark.parametrize("example", DAY_BY_EXAMPLE)
@pytest.mark.parametrize("at", ["worktree", "index", "HEAD"])
def test_report_is_that_of_the_command(tmp_path: Path, example: str, at: str) -> None:
    folder, day = commit_example(example, tmp_path / "dms"), DAY_BY_EXAMPLE[example]
    options: list[str | Path] = ["--policy", POLICY, "--issues", folder / "issues.json", "--as-of", day, "--at", at]
    ran = closure_check(tmp_path, "check", folder, *options, "--format", "json")
    report = judge(folder, policy=POLICY, issues=folder / "issues.json", as_of=date.fromisoformat(day), at=at)
    assert render(report) == ran.out
    assert report.exit_code == ran.code


def test_every_policy_of_the_examples_gives_the_report_of_the_command(tmp_path: Path) -> None:
    for name in ("another-engagement/handover.yaml", "eips/policy.yaml"):
        policy = EXAMPLES / name
        options: list[str | Path] = ["--policy", policy, "--as-of", "2026-07-26", "--offline", "--format", "json"]
        ran = closure_check(tmp_path, "check", policy.parent, *options)
        assert render(judge(policy.parent, policy=policy, as_of="2026-07-26")) == ran.out


def test_bytes_are_those_of_the_file(house: Path, tmp_path: Path) -> None:
    closure_check(
        house, "check", "--policy", "policy.yaml", "--as-of", "2026-07-26", "--format", f"html:{tmp_path}/a.html"
    )
    report = judge(house, policy=house / "policy.yaml", as_of=datetime(2026, 7, 26, 9))  # noqa: DTZ001
    assert report.verdict is Verdict.MET
    assert report.results[0].outcome is Outcome.PASS
    assert b"note-is-there" in render_bytes(report, "html")
    assert render_bytes(report, "json") == render(report, "json").encode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"policy": "nothing"}, "no policy `nothing`; shipped are `flx-eng-rfc-008`, `handover`"),
        ({"policy": "handover", "at": "v9"}, "`v9` names no commit of "),
        ({"policy": "handover", "as_of": "today"}, "--as-of: `today` is no date, expected YYYY-MM-DD"),
        ({"stage": "soon"}, "stage: `soon` stands here, expected `commit`, `merge`, `closure`"),
        ({"fail_on": "all"}, "fail_on: `all` stands here, expected `error`, `warning`, `note`"),
    ],
)
def test_what_cannot_be_judged_is_one_exception(house: Path, arguments: dict[str, str], said: str) -> None:
    with pytest.raises(ClosureCheckError) as raised:
        judge(house, **arguments)  # type: ignore[arg-type]
    assert str(raised.value).startswith(said)


def test_format_that_there_is_not_is_the_same_exception(house: Path) -> None:
    report = judge(house, policy=house / "policy.yaml")
    with pytest.raises(ClosureCheckError, match="there is no format `jsn`; did you mean `json`"):
        render(report, "jsn")


def test_every_mistake_has_place_cause_and_remedy(house: Path) -> None:
    (house / "policy.yaml").write_text(
        POLICY_TEXT.replace("exists", "exist").replace("version: 1\n", "version: 1\nown: 2\n")
    )
    with pytest.raises(ClosureCheckError) as raised:
        judge(house, policy=house / "policy.yaml")
    path = house / "policy.yaml"
    assert [(one.place, one.cause, one.remedy) for one in raised.value.mistakes] == [
        (f"{path}:2:1", "unknown key `own`", ""),
        (
            f"{path}:6:15",
            "unknown requirement `exist`",
            "did you mean `exists`? (a field needs records, which `for_each` names)",
        ),
    ]


def test_nothing_is_printed_and_nothing_is_changed(
    house: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    before = (Path.cwd(), dict(os.environ), list(sys.path), sys.excepthook, sys.stdout, sys.stderr)
    render(judge(house, policy=house / "policy.yaml"), "github")
    assert (Path.cwd(), dict(os.environ), list(sys.path), sys.excepthook, sys.stdout, sys.stderr) == before
    assert capfd.readouterr() == ("", "")


def test_no_tracker_is_asked_unless_the_caller_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = POLICY_TEXT.replace("policy: small", "policy: small\ntracker: {github: acme/belt}")
    text = text.replace(
        "require: {exists: {file: note.md}}", "for_each: {issue: {numbers: [7]}}\n    require: {state: open}"
    )
    house = repository(tmp_path / "house", {"policy.yaml": text})
    monkeypatch.setenv("GITHUB_TOKEN", "x" * 40)
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    (result,) = judge(house, policy=house / "policy.yaml").results
    assert result.outcome is Outcome.UNKNOWN
    assert "no tracker was asked (--offline)" in result.observations[0].message


THREADS = """\
import sys, threading
from concurrent.futures import ThreadPoolExecutor
from checker import judge, render

sys.setswitchinterval(1e-5)
start = threading.Barrier(4)

def judged(one):
    folder, day = one.split("@")
    start.wait()
    return render(judge(folder, policy="flx-eng-rfc-008", issues=f"{folder}/issues.json", as_of=day))

with ThreadPoolExecutor(4) as pool:
    found = list(pool.map(judged, sys.argv[1:] * 2))
start = threading.Barrier(1)
print(found == [judged(one) for one in sys.argv[1:]] * 2)
"""


def test_threads_judge_side_by_side(tmp_path: Path) -> None:
    """In a process of its own: here, the suite evaluates all twice by altering types, which no thread would survive."""
    asked = [f"{commit_example(name, tmp_path / name)}@{day}" for name, day in DAY_BY_EXAMPLE.items()]
    ran = run(tmp_path, [sys.executable, "-P", "-c", THREADS, *asked], {**CLEAN, "PYTHONPATH": str(PROJECT)})
    assert (ran.out, ran.err) == ("True\n", "")


def test_import_of_the_package_imports_nothing_else(tmp_path: Path) -> None:
    asked = (
        "import sys; before = set(sys.modules); import checker; assert set(sys.modules) - before == {'checker'};"
        "assert not {'judge', 'Report'} - set(dir(checker)); checker.judge;"
        "print(sorted({'click', 'httpx', 'jsonschema', 'tree_sitter'} & set(sys.modules)))"
    )
    ran = run(tmp_path, [sys.executable, "-P", "-c", asked], {**CLEAN, "PYTHONPATH": str(PROJECT)})
    assert (ran.out, ran.err) == ("[]\n", "")


def test_package_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="module `checker` has no attribute `jugde`"):
        checker.jugde  # noqa: B018


def test_git_of_the_judged_tree_is_left_as_it_was(house: Path) -> None:
    before = git(house, "status", "--porcelain")
    judge(house, policy=house / "policy.yaml", at="HEAD")
    assert git(house, "status", "--porcelain") == before
