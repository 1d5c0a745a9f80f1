"""The command as its users run it: a process of its own in a folder of its own, with the example engagements."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
EXAMPLES = PROJECT / "examples"
DAY_BY_EXAMPLE = {"a-week-before": "2026-07-20", "ready-to-close": "2026-07-27"}
POLICY = "flx-eng-rfc-008"

WARM = os.environ.get("TEST_HOME", "")
"""A home in which commands keep what they find, so that a second run of the suite is a warm one (`make test-warm`)."""
CLEAN: Mapping[str, str] = {
    "PATH": os.environ["PATH"],
    **({"HOME": WARM} if WARM else {"HOME": "/nonexistent", "CLOSURE_CHECK_NO_CACHE": "1"}),
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Arun",
    "GIT_AUTHOR_EMAIL": "arun@example.org",
    "GIT_COMMITTER_NAME": "Arun",
    "GIT_COMMITTER_EMAIL": "arun@example.org",
}
"""An environment without the settings of whoever runs the tests."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process said. code: its exit code."""

    code: int
    out: str
    err: str


def run(folder: Path, command: Sequence[str | Path], environment: Mapping[str, str] = CLEAN) -> Ran:
    """A process in a folder, without a terminal."""
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def closure_check(folder: Path, *arguments: str | Path) -> Ran:
    """The command of this checkout, run in a folder. It never answers with a bug."""
    # Without -P, Python would import from the folder.
    ran = run(folder, [sys.executable, "-P", "-m", "checker", *arguments], {**CLEAN, "PYTHONPATH": str(PROJECT)})
    assert "Traceback" not in ran.out + ran.err
    assert "has a bug" not in ran.err
    return ran


def git(folder: Path, *arguments: str) -> str:
    """What git prints; it must succeed."""
    ran = run(folder, ["git", *arguments])
    assert ran.code == 0, ran.err
    return ran.out.strip()


def copy_example(name: str, folder: Path) -> Path:
    """A copy of an example, in no repository."""
    return shutil.copytree(EXAMPLES / name, folder)


def commit_example(name: str, folder: Path) -> Path:
    """A copy of an example, committed in a repository of its own."""
    return committed(copy_example(name, folder))


def repository(folder: Path, files: Mapping[str, str]) -> Path:
    """A new repository in a folder, in which these files by path are committed on `main`."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return committed(folder)


def committed(folder: Path) -> Path:
    """A folder, made a repository in which all that it holds is committed on `main`."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit_all(folder)
    return folder


def commit_all(folder: Path) -> None:
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "the state of the day")


def judged(folder: Path, example: str, *arguments: str | Path, issues: bool = True) -> tuple[int, dict[str, Any]]:
    """The exit code and the JSON report for an example in a folder, on the example's day."""
    options = ["--policy", POLICY, "--as-of", DAY_BY_EXAMPLE[example], "--format", "json"]
    if issues:
        options += ["--issues", "issues.json"]
    ran = closure_check(folder, "check", *options, *arguments)
    report: dict[str, Any] = json.loads(ran.out)
    return ran.code, report


def outcomes(report: Mapping[str, Any]) -> dict[str, str]:
    return {one["id"]: one["outcome"] for one in report["criteria"]}
