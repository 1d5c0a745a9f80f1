"""What is kept of a run is said again, byte for byte, while nothing is changed that it looked at, and never else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from commands import CLEAN, PROJECT, Ran, git, run

from checker.cli import main
from checker.replay import OTHERS

POLICY = """
version: 1
policy: notes
title: Notes
criteria:
  - id: filled
    title: Nothing is open
    for_each: {file: docs/*.md}
    require: no_placeholders
  - id: there
    title: The plan is there
    for_each: {file: docs/plan.md}
    require: committed
"""
ENOUGH = 0.05
"""Seconds after which a file that was just written can be told from one that is written again."""


@dataclass(frozen=True)
class Bench:
    """A repository with a policy, and a home of its own."""

    root: Path
    home: Path

    @property
    def environment(self) -> Mapping[str, str]:
        own = {"HOME": str(self.home), "PYTHONPATH": str(PROJECT)}
        return {name: one for name, one in CLEAN.items() if name != "CLOSURE_CHECK_NO_CACHE"} | own

    def check(self, *arguments: str, **further: str) -> Ran:
        return self.command("check", *arguments, **further)

    def command(self, *arguments: str, **further: str) -> Ran:
        command = [sys.executable, "-P", "-m", "checker", *arguments]
        return run(self.root, command, {**self.environment, **further})

    def answers(self) -> list[Path]:
        return sorted((self.home / ".cache/closure-check/answers").glob("*"))

    def settle(self) -> None:
        """Lets the clock go on, so that what was written is not taken for new."""
        subprocess.run(["sleep", str(ENOUGH)], check=True)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    root, home = tmp_path / "root", tmp_path / "home"
    (root / "docs").mkdir(parents=True)
    home.mkdir()
    (root / "docs/a.md").write_text("# A\n\nAll is said.\n")
    (root / "docs/plan.md").write_text("# Plan\n\nTBD\n")
    (root / "policy.yaml").write_text(POLICY)
    (root / ".closure-check.yaml").write_text("policies: [policy.yaml]\n")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "begin")
    found = Bench(root, home)
    found.settle()
    return found


def kept(bench: Bench, *arguments: str, **further: str) -> Ran:
    """What a command says that is kept."""
    first = bench.check(*arguments, **further)
    for _ in range(2):
        # Another test may write beside the bytecode just now; then nothing is kept.
        bench.settle()
        assert bench.check(*arguments, **further) == first
    assert len(bench.answers()) == 1
    return first


def put_words(bench: Bench) -> None:
    """Has every answer say something else under a right mark, to tell what is said again from what is found."""
    from checker.replay import Place

    place = Place(
        str(bench.home / ".cache/closure-check"), (bench.home / ".local/state/closure-check/key").read_bytes()
    )
    for path in bench.answers():
        body = path.read_bytes()[32:].replace(b"UNMET", b"AGAIN").replace(b"NOT MET", b"AGAIN!!")
        path.write_bytes(place.mark(path.name, body) + body)


CHANGES: Mapping[str, Callable[[Bench], object]] = {
    "a document": lambda one: (one.root / "docs/plan.md").write_text("# Plan\n\nXYZ\n"),
    "a document of the same size": lambda one: (one.root / "docs/a.md").write_text("# A\n\nAll is TBD!.\n"),
    "a document that is taken away": lambda one: (one.root / "docs/a.md").unlink(),
    "a document that becomes a link": lambda one: as_link(one.root / "docs/a.md"),
    "a folder that becomes a link": lambda one: as_link(one.root / "docs"),
    "a document that is renamed": lambda one: (one.root / "docs/a.md").rename(one.root / "docs/b.md"),
    "the mode of a document": lambda one: (one.root / "docs/a.md").chmod(0o755),
    "a new document that is staged": lambda one: stage(one, "docs/new.md", "TBD\n"),
    "what is taken off the index": lambda one: git(one.root, "rm", "--cached", "--quiet", "docs/plan.md"),
    "a commit": lambda one: git(one.root, "commit", "--quiet", "--allow-empty", "--message", "more"),
    "the policy": lambda one: (one.root / "policy.yaml").write_text(POLICY.replace("Nothing", "No slot")),
    "the settings": lambda one: (one.root / ".closure-check.yaml").write_text(
        "policies: [policy.yaml]\nskip: [there]\n"
    ),
    "waivers where there were none": lambda one: write(
        one.root / ".closure-check/waivers.yaml", "version: 1\nwaivers: []\n"
    ),
    "a repository that is none any more": lambda one: (one.root / ".git").rename(one.home / "git"),
    "settings of the repository": lambda one: git(one.root, "config", "core.fileMode", "false"),
}


def as_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def stage(bench: Bench, name: str, text: str) -> None:
    write(bench.root / name, text)
    git(bench.root, "add", name)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def test_the_same_question_gets_the_same_bytes_and_the_same_exit_code(bench: Bench) -> None:
    assert kept(bench).code == 1


def test_the_first_run_of_all_is_kept_already(bench: Bench) -> None:
    bench.check("--no-cache")
    bench.settle()
    bench.check()
    assert len(bench.answers()) == 1


def test_an_answer_is_said_again_and_not_found_again(bench: Bench) -> None:
    before = kept(bench)
    put_words(bench)
    assert bench.check().out == before.out.replace("NOT MET", "AGAIN!!").replace("UNMET", "AGAIN") != before.out


def test_saying_it_again_imports_next_to_nothing(bench: Bench) -> None:
    bench.check()
    wanted = "checker.__main__, checker.replay"
    code = f"import sys; before = set(sys.modules); import {wanted}; print(*set(sys.modules) - before)"
    ran = run(bench.root, [sys.executable, "-P", "-c", code], bench.environment)
    assert sorted(ran.out.split()) == ["__future__", "_blake2", "checker", "checker.__main__", "checker.replay", "gc"]


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_is_seen(bench: Bench, change: str) -> None:
    kept(bench)
    put_words(bench)
    CHANGES[change](bench)
    ran = bench.check()
    assert ran == bench.check("--no-cache")
    assert "AGAIN" not in ran.out


PAST = """
version: 1
policy: past
title: Past
criteria:
  - {id: commits, title: One commit, for_each: {commit: {}, exactly: 1}, require: {subject: begin}}
  - {id: tags, title: No tag, for_none: {tag: {}}}
  - {id: changes, title: Nothing is another, for_none: {change: {since: main}}}
"""
OTHER_PASTS: Mapping[str, Callable[[Bench], object]] = {
    "a commit": lambda one: git(one.root, "commit", "--quiet", "--allow-empty", "--message", "more"),
    "a commit of another message": lambda one: git(one.root, "commit", "--quiet", "--amend", "--message", "UNMET"),
    "a tag": lambda one: git(one.root, "tag", "v1"),
    "a branch": lambda one: git(one.root, "branch", "--force", "main", "HEAD~1"),
    "a branch that goes": lambda one: git(one.root, "branch", "--delete", "--force", "main"),
    "refs that are packed, and a tag": lambda one: (git(one.root, "pack-refs", "--all"), git(one.root, "tag", "v2")),
}


@pytest.mark.parametrize("at", ["worktree", "HEAD"])
@pytest.mark.parametrize("change", OTHER_PASTS)
def test_another_history_is_seen_though_the_files_are_the_same(bench: Bench, change: str, at: str) -> None:
    (bench.root / "policy.yaml").write_text(PAST)
    git(bench.root, "commit", "--quiet", "--all", "--message", "policy")
    git(bench.root, "branch", "--force", "main")
    git(bench.root, "switch", "--quiet", "--create", "other")
    bench.settle()
    before = kept(bench, "--at", at)
    put_words(bench)
    OTHER_PASTS[change](bench)
    ran = bench.check("--at", at)
    assert ran == bench.check("--at", at, "--no-cache") != before
    assert "AGAIN" not in ran.out


def test_what_is_asked_of_a_revision_that_is_nowhere_is_asked_again(bench: Bench) -> None:
    (bench.root / "policy.yaml").write_text(PAST.replace("since: main", f"since: {'1' * 40}"))
    bench.settle()
    assert bench.check().code == 3
    assert not bench.answers()


def test_a_document_that_is_not_tracked_is_seen_when_a_policy_asks_for_it(bench: Bench) -> None:
    (bench.root / "policy.yaml").write_text(POLICY.replace("docs/plan.md", "docs/report.md"))
    bench.settle()
    kept(bench)
    (bench.root / "docs/report.md").write_text("# Report\n")
    untracked = bench.check()
    assert "not tracked by git" in untracked.out
    bench.settle()
    assert bench.check() == untracked
    (bench.root / ".gitignore").write_text("report.md\n")
    assert "ignored by git" in bench.check().out


@pytest.mark.parametrize("at", ["worktree", "index", "HEAD"])
def test_it_works_wherever_what_is_judged_comes_from(bench: Bench, at: str) -> None:
    kept(bench, "--at", at)
    put_words(bench)
    assert "AGAIN" in bench.check("--at", at).out
    stage(bench, "docs/a.md", "# A\n\nTBD\n")
    git(bench.root, "commit", "--quiet", "--message", "open")
    assert bench.check("--at", at) == bench.check("--at", at, "--no-cache")
    assert "a.md" in bench.check("--at", at).out


def test_a_folder_without_git_is_listed_again(tmp_path: Path, bench: Bench) -> None:
    (bench.root / ".git").rename(tmp_path / "git")
    bench.settle()
    kept(bench)
    (bench.root / "docs/new.md").write_text("TBD\n")
    assert "new.md" in bench.check().out


@pytest.mark.parametrize(
    "further",
    [
        {"COLUMNS": "50"},
        {"NO_COLOR": "1"},
        {"FORCE_COLOR": "1"},
        {"CLICOLOR_FORCE": "1"},
        {"LC_ALL": "C"},
        {"GITHUB_REPOSITORY": "a/b"},
    ],
    ids=lambda one: next(iter(one)),
)
def test_another_environment_is_another_question(bench: Bench, further: dict[str, str]) -> None:
    kept(bench)
    put_words(bench)
    assert "AGAIN" not in bench.check(**further).out


@pytest.mark.parametrize("at", ["worktree", "index"])
def test_settings_that_come_nearer_are_seen(bench: Bench, at: str) -> None:
    inside = Bench(bench.root / "docs", bench.home)
    first = kept(inside, "--at", at, "-q")
    put_words(inside)
    assert "AGAIN" in inside.check("--at", at, "-q").out
    write(bench.root / "docs/.closure-check.yaml", "policies: [policy.yaml]\n")
    stage(bench, "docs/policy.yaml", POLICY.replace("docs/", ""))
    git(bench.root, "add", "docs/.closure-check.yaml")
    found = inside.check("--at", at, "-q")
    assert "AGAIN" not in found.out
    assert found != first


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_what_came_through_standard_input_is_never_said_again(bench: Bench, name: str) -> None:
    for _ in range(2):
        command = [sys.executable, "-P", "-m", "checker", "check", "--policy", name]
        subprocess.run(
            command, cwd=bench.root, env=bench.environment, input=POLICY.encode(), capture_output=True, check=False
        )
        bench.settle()
    assert bench.answers() == []


def test_question_of_a_shell_is_no_question_to_the_cache(bench: Bench) -> None:
    kept(bench, "-q")
    put_words(bench)
    asked = {"_CLOSURE_CHECK_COMPLETE": "bash_complete", "COMP_WORDS": "closure-check ch", "COMP_CWORD": "1"}
    assert bench.check("-q", **asked).out == "plain,check\n"


def test_another_day_is_another_answer(bench: Bench) -> None:
    from checker import replay

    kept(bench)
    place = replay.Place(
        str(bench.home / ".cache/closure-check"), (bench.home / ".local/state/closure-check/key").read_bytes()
    )
    (path,) = bench.answers()
    parts = replay.unpacked(path.read_bytes()[32:])
    parts[1] = b"%d" % (replay.today() - 1)
    body = replay.packed(parts).replace(b"NOT MET", b"AGAIN!!")
    path.write_bytes(place.mark(path.name, body) + body)
    assert "AGAIN" not in bench.check().out


@pytest.mark.parametrize("byte", [0, 31, 32, 60, -1])
def test_an_answer_that_was_tampered_with_is_not_believed(bench: Bench, byte: int) -> None:
    before = kept(bench)
    (path,) = bench.answers()
    data = bytearray(path.read_bytes())
    data[byte] ^= 1
    path.write_bytes(data)
    assert bench.check() == before
    assert path.read_bytes() != data


def test_an_answer_under_the_name_of_another_question_is_not_believed(bench: Bench) -> None:
    kept(bench, "--only", "there")
    (path,) = bench.answers()
    bench.check()
    (other,) = set(bench.answers()) - {path}
    other.write_bytes(path.read_bytes())
    assert bench.check() == bench.check("--no-cache")


def test_an_answer_of_another_key_is_not_believed(bench: Bench) -> None:
    before = kept(bench)
    put_words(bench)
    (bench.home / ".local/state/closure-check/key").write_bytes(bytes(32))
    assert bench.check() == before


def test_a_key_that_others_can_read_marks_nothing(bench: Bench) -> None:
    before = kept(bench)
    put_words(bench)
    (bench.home / ".local/state/closure-check/key").chmod(0o644)
    assert bench.check() == before


@pytest.mark.parametrize(
    "arguments", [("--policy-at", "HEAD~1"), ("--expect-policy", "sha256:0")], ids=lambda one: one[0]
)
def test_a_gate_believes_nothing_but_under_a_key_that_it_is_given(bench: Bench, arguments: tuple[str, str]) -> None:
    git(bench.root, "commit", "--quiet", "--allow-empty", "--message", "more")
    if arguments[0] == "--expect-policy":
        digest = bench.command("lint", "--digest", "policy.yaml").out.splitlines()[-1].split()[0]
        arguments = (arguments[0], digest)
    bench.settle()
    given = ("--policy", "policy.yaml", *arguments)
    before = bench.check(*given)
    assert before.code == 1, before
    names = {path.name for path in bench.answers()}
    bench.check(*given)
    assert {path.name for path in bench.answers()} == names
    for _ in range(3):
        # What is kept beside the bytecode may be written by another test just now; then nothing is kept.
        bench.check(*given, CLOSURE_CHECK_CACHE_KEY="a key that only this step has")
        bench.settle()
    assert len(bench.answers()) == len(names) + 1
    assert bench.check(*given, CLOSURE_CHECK_CACHE_KEY="a key that only this step has") == before


def test_ci_believes_nothing_but_under_a_key_that_it_is_given(bench: Bench) -> None:
    bench.check(CI="true")
    assert bench.answers() == []
    bench.check(CI="true", CLOSURE_CHECK_CACHE_KEY="too short")
    assert bench.answers() == []
    for _ in range(3):
        bench.check(CI="true", CLOSURE_CHECK_CACHE_KEY="long enough for a key")
        bench.settle()
    assert len(bench.answers()) == 1


@pytest.mark.parametrize("further", [{"CLOSURE_CHECK_NO_CACHE": "1"}, {"HOME": ""}, {"HOME": "/nonexistent"}], ids=str)
def test_nothing_is_kept_where_nothing_is_to_be(bench: Bench, further: dict[str, str]) -> None:
    assert bench.check(**further) == bench.check("--no-cache")
    assert bench.answers() == []


def test_a_cache_that_cannot_be_written_is_no_matter(bench: Bench) -> None:
    place = bench.root.parent / "file"
    place.write_text("no folder")
    before = bench.check("--no-cache")
    assert bench.check("--cache-dir", str(place)) == bench.check("--cache-dir", str(place)) == before


def test_a_report_that_was_written_is_left_where_it_is_the_same_and_made_again_where_not(bench: Bench) -> None:
    page = bench.root.parent / "page.html"
    arguments = ("report", "--output", str(page))
    first = bench.command(*arguments)
    bench.settle()
    text = page.read_bytes()
    assert bench.command(*arguments) == first
    put_words(bench)
    assert "AGAIN" in bench.command(*arguments).out
    for change in (page.unlink, lambda: page.write_bytes(b"?"), lambda: page.write_bytes(text + b" ")):
        put_words(bench)
        change()
        assert bench.command(*arguments) == first
        assert page.read_bytes() == text


def test_an_output_that_takes_nothing_is_told_as_in_any_run(bench: Bench) -> None:
    kept(bench)
    command = [sys.executable, "-P", "-m", "checker", "check"]
    ends = []
    for further in ((), ("--no-cache",)):
        read, write_end = os.pipe()
        os.close(read)
        done = subprocess.run(
            [*command, *further],
            cwd=bench.root,
            env=bench.environment,
            stdout=write_end,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(write_end)
        ends.append((done.returncode, done.stderr))
    assert ends[0] == ends[1] == (2, b"the output was closed before all of it was written\n")


def test_the_cache_can_be_shown_and_cleared(bench: Bench) -> None:
    kept(bench)
    folder = bench.home / ".cache/closure-check"
    (folder / "answers/keep").mkdir()
    (folder / "mine.txt").write_text("mine")
    assert bench.command("cache").out.startswith(f"{folder}: 2 files, 0.0 MB")
    assert bench.command("cache", "clear").out == f"{folder}: 2 files taken away\n"
    assert (folder / "mine.txt").read_text() == "mine"
    assert bench.command("cache").out == f"{folder}: 0 files, 0.0 MB\n"
    assert "nothing is kept" in bench.command("cache", CI="true").out


def test_two_runs_at_once_are_safe(bench: Bench) -> None:
    command = [sys.executable, "-P", "-m", "checker", "check", "--format", "json"]
    runs = [subprocess.Popen(command, cwd=bench.root, env=bench.environment, stdout=subprocess.PIPE) for _ in range(4)]
    said = {one.communicate()[0] for one in runs}
    assert len(said) == 1
    assert bench.check("--format", "json") == bench.check("--format", "json", "--no-cache")


def test_every_command_is_known_to_be_said_again_or_not() -> None:
    """One that is new must not be said again because nobody thought of it."""
    read = (
        *("check", "report", "history", "try", "explain", "diff", "list", "lint", "test", "doctor", "waivers"),
        *("schema", "kinds", "completion"),
    )
    assert main.list_commands(click.Context(main)) == sorted((*read, *OTHERS))


def test_a_fleet_is_judged_each_time(bench: Bench) -> None:
    book = bench.home / "book.sqlite"
    (bench.home / "list.yaml").write_text(f"version: 1\nrepositories: ['{bench.root}']\n")
    words = ("fleet", str(bench.home / "list.yaml"), "--book", str(book), "--format", "json")
    assert '"verdict": "not-met"' in bench.command(*words).out
    (bench.root / "docs/plan.md").write_text("# Plan\n\nAll is done.\n")
    git(bench.root, "commit", "--quiet", "--all", "--message", "done")
    bench.settle()
    assert '"verdict": "met"' in bench.command(*words).out
    book.unlink()
    assert '"state": "judged"' in bench.command(*words).out
    assert book.is_file()
