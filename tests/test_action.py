"""What the action runs, in a shell as a runner would: its inputs are data there, never code."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import CLEAN, POLICY, PROJECT, Ran, commit_example, run

ACTION: Mapping[str, Any] = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
WORKFLOW: Mapping[str, Any] = yaml.safe_load(
    (PROJECT / ".github/workflows/closure-check.yml").read_text(encoding="utf-8")
)
JUDGE: Mapping[str, Any] = ACTION["runs"]["steps"][1]
ATTACKS = ("$(touch pwned)", "`touch pwned`", "x; touch pwned", '"; touch pwned; "', "--help", "-o pwned")


@dataclass(frozen=True, slots=True)
class Runner:
    """A folder with a committed example, and the command where the action installs it."""

    folder: Path
    temp: Path

    def judge(self, **inputs: str) -> Ran:
        given = {name: str(one["default"]) for name, one in ACTION["inputs"].items()} | inputs
        variables = {name: given[re.findall(r"inputs\.(\w+)", value)[0]] for name, value in JUDGE["env"].items()}
        del variables["GITHUB_TOKEN"]
        places = {"RUNNER_TEMP": str(self.temp), "GITHUB_OUTPUT": str(self.temp / "output")}
        return run(self.folder, ["bash", "-eo", "pipefail", "-c", JUDGE["run"]], {**CLEAN, **variables, **places})

    @property
    def output(self) -> str:
        return (self.temp / "output").read_text(encoding="utf-8")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    command = tmp_path / "closure-check" / "bin" / "closure-check"
    command.parent.mkdir(parents=True)
    command.write_text(
        f'#!/bin/sh\nshift\nPYTHONPATH={PROJECT} exec {sys.executable} -P -m checker check --as-of 2026-07-20 "$@"\n'
    )
    command.chmod(0o755)
    return Runner(commit_example("a-week-before", tmp_path / "dms"), tmp_path)


def test_action_says_the_verdict_and_leaves_sarif_and_page(runner: Runner) -> None:
    ran = runner.judge(policy=f"{POLICY}\n", issues="issues.json")
    assert (ran.code, ran.err, runner.output) == (1, "", "verdict=not-met\n")
    assert ran.out.startswith("NOT MET  14 of 28 criteria are not met\n")
    assert (runner.folder / "closure-check.sarif").read_text().startswith("{")
    assert (runner.folder / "closure-report.html").read_text().startswith("<!doctype html>")


def test_action_without_a_policy_is_wrong_and_has_no_verdict(runner: Runner) -> None:
    ran = runner.judge()
    assert (ran.code, runner.output) == (2, "verdict=\n")


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["path", "policy", "issues"])
def test_input_of_the_action_is_never_code(runner: Runner, name: str, attack: str) -> None:
    ran = runner.judge(**{"policy": POLICY, name: attack})
    assert (ran.code, runner.output) == (2, "verdict=\n")
    assert not (runner.folder / "pwned").exists()


def test_no_expression_stands_in_a_script() -> None:
    steps = [*ACTION["runs"]["steps"], *(step for job in WORKFLOW["jobs"].values() for step in job["steps"])]
    assert [step["name"] for step in steps if "${{" in step.get("run", "")] == []


def test_every_action_that_is_used_is_pinned_to_a_commit() -> None:
    used = [step["uses"] for job in WORKFLOW["jobs"].values() for step in job["steps"] if "uses" in step]
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one)] == []
