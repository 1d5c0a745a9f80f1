"""Criteria that run programs: only where the caller allows it, on a copy, without a shell."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from commands import closure_check

from checker.model.facts import CommandRun
from checker.programs import run_commands

POLICY = """\
version: 1
policy: programs
criteria:
  - id: module-builds
    for_each: {{file: module/}}
    require: {{runs_clean: [{commands}]}}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    root = tmp_path / "house"
    for name in ("module/a.txt", "module/deep/b.txt", "outside.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("text\n")
    return root


Seen = tuple[bool | None, str, str | None]


def judged(house: Path, *commands: str, allow: bool = True) -> tuple[int, str, list[Seen]]:
    """Exit code, outcome and what was observed (ok, message, found)."""
    policy = house.parent / "policy.yaml"
    policy.write_text(POLICY.format(commands=", ".join(json.dumps(one) for one in commands)))
    given = ["--allow-commands"] if allow else []
    ran = closure_check(house.parent, "check", house, "--policy", policy, "--format", "json", *given)
    criterion = json.loads(ran.out)["criteria"][0]
    seen = [(one["ok"], one["message"], one["found"]) for one in criterion["observations"]]
    return ran.code, criterion["outcome"], seen


def test_without_leave_it_is_not_run_and_nothing_runs(house: Path) -> None:
    assert judged(house, f"touch {house}/ran", allow=False) == (0, "not-run", [])
    assert not (house / "ran").exists()


def test_programs_that_end_with_0_are_met(house: Path) -> None:
    said = "`test -f a.txt && test -f deep/b.txt` runs clean on module"
    assert judged(house, "test -f a.txt", "test -f deep/b.txt") == (0, "pass", [(True, said, None)])


def test_first_program_that_fails_ends_the_run_and_its_output_is_shown(house: Path) -> None:
    program = f"{sys.executable} -c \"print(chr(27) + '[31mbroken' + chr(27) + '[0m'); raise SystemExit(1)\""
    code, outcome, seen = judged(house, program, f"touch {house}/ran")
    assert (code, outcome, [(ok, found) for ok, _, found in seen]) == (1, "fail", [(False, "broken")])
    assert not (house / "ran").exists()


def test_program_that_is_not_there_leaves_it_undecided(house: Path) -> None:
    said = "`no-such-program x` could not be run on module: `no-such-program` is not installed"
    assert judged(house, "no-such-program x") == (3, "unknown", [(None, said, None)])


def test_programs_see_a_copy_of_the_directory_and_nothing_else(house: Path) -> None:
    assert judged(house, "touch made", "test ! -e ../outside.txt", "rm a.txt")[1] == "pass"
    assert sorted(one.name for one in (house / "module").iterdir()) == ["a.txt", "deep"]


def test_there_is_no_shell(house: Path) -> None:
    assert judged(house, "test -f a.txt ; touch made")[1] == "fail"


@pytest.mark.parametrize(
    "path",
    ["../out.txt", "a/../../out.txt", "/out.txt", "a//b", ".git/config", "a/.GIT/hooks/x", "", "a\0b", "..\\out.txt"],
)
def test_path_that_git_names_and_that_leads_out_is_never_written(house: Path, path: str) -> None:
    ran = run_commands(CommandRun("module", (("true",),)), {"a.txt": b"", path: b"pwned"})
    assert ran.ok is None
    assert ran.output.endswith(", so nothing is written")
    assert not (house.parent / "out.txt").exists()


def test_files_that_cannot_stand_beside_each_other_leave_it_undecided() -> None:
    ran = run_commands(CommandRun("module", (("true",),)), {"a": b"", "a/b": b""})
    assert (ran.ok, ran.output) == (None, "the files of module cannot be copied: file exists")
    ran = run_commands(CommandRun("module", (("true",),)), {"a" * 300: b""})
    assert (ran.ok, ran.output) == (None, "the files of module cannot be copied: file name too long")


def test_output_of_a_program_does_not_tell_where_the_copy_lies(house: Path) -> None:
    program = f"{sys.executable} -c \"import os; print('in', os.getcwd()); raise SystemExit(1)\""
    assert judged(house, program)[2][0][2] == "in ."


SPOILT = (
    "echo b > changed; rm gone; mv large x && head -c 9 x > large; ln -sf same linked; rm pipe; mkfifo pipe; touch new"
)


def test_files_that_programs_change_are_named_however_they_change_them() -> None:
    names = ("changed", "gone", "large", "linked", "pipe", "same")
    files = dict.fromkeys(names, b"0123456789")
    argv = (("sh", "-c", SPOILT),)
    ran = run_commands(CommandRun("module", argv, compared=True), files)
    assert (ran.ok, ran.changed) == (True, ("changed", "gone", "large", "linked", "pipe"))
    assert run_commands(CommandRun("module", argv), files).changed == ()
    assert run_commands(CommandRun("module", (("true",),), compared=True), files).changed == ()
