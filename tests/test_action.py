"""What the action runs, in a shell as a runner would: its inputs are data there, never code."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import CLEAN, POLICY, PROJECT, Ran, commit_all, commit_example, git, run

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
    default_branch: str = "main"

    def judge(self, **inputs: str) -> Ran:
        given = {name: str(one["default"]) for name, one in ACTION["inputs"].items()} | inputs
        variables = {name: self.value(expression, given) for name, expression in JUDGE["env"].items()}
        del variables["GITHUB_TOKEN"]
        places = {"RUNNER_TEMP": str(self.temp), "GITHUB_OUTPUT": str(self.temp / "output")}
        return run(self.folder, ["bash", "-eo", "pipefail", "-c", JUDGE["run"]], {**CLEAN, **variables, **places})

    def value(self, expression: str, given: Mapping[str, str]) -> str:
        """What GitHub puts in the place of an expression."""
        if expression == "${{ github.event.repository.default_branch }}":
            return self.default_branch
        return given[re.findall(r"inputs\.([\w-]+)", expression)[0]]

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
    folder = commit_example("a-week-before", tmp_path / "dms")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    return Runner(folder, tmp_path)


def test_action_says_the_verdict_and_leaves_sarif_and_page(runner: Runner) -> None:
    ran = runner.judge(policy=f"{POLICY}\n", issues="issues.json")
    assert (ran.code, ran.err, runner.output) == (1, "", "verdict=not-met\n")
    assert ran.out.startswith("NOT MET  14 of 28 criteria are not met; 1 thing let pass as the policy says\n")
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


# --- whose rules ------------------------------------------------------------------------------------------------------

HOUSE = "version: 1\npolicy: house\ncriteria:\n  - {id: it, for_each: {file: guide.md}, require: no_placeholders}\n"
WEAK = HOUSE.replace("no_placeholders", "committed")
PIPELINE: Mapping[str, Any] = list(
    yaml.safe_load_all((PROJECT / "templates/closure-check.yml").read_text(encoding="utf-8"))
)[1]["closure-check"]


@pytest.fixture
def stacked(tmp_path: Path) -> Path:
    """A clone of a forge with a pull request onto a branch of its author's, which weakens the policy."""
    forge = tmp_path / "forge"
    forge.mkdir()
    git(forge, "init", "--quiet", "--initial-branch=main")
    (forge / "policy.yaml").write_text(HOUSE, encoding="utf-8")
    (forge / ".closure-check.yaml").write_text("policies: [policy.yaml]\n", encoding="utf-8")
    (forge / "guide.md").write_text("# Guide\n\nAsk Rahul.\n", encoding="utf-8")
    commit_all(forge)
    git(forge, "checkout", "--quiet", "-b", "base")
    (forge / "policy.yaml").write_text(WEAK, encoding="utf-8")
    commit_all(forge)
    git(forge, "checkout", "--quiet", "-b", "change")
    (forge / "guide.md").write_text("# Guide\n\nAsk [NAME].\n", encoding="utf-8")
    commit_all(forge)
    git(forge, "tag", "origin/main")
    return forge


def cloned(forge: Path, branch: str, *options: str) -> Path:
    git(forge.parent, "clone", "--quiet", *options, "--branch", branch, f"file://{forge}", "clone")
    return forge.parent / "clone"


@pytest.mark.parametrize("depth", [(), ("--depth", "1")], ids=["whole", "shallow"])
@pytest.mark.parametrize("default", ["main", ""], ids=["told", "asked"])
def test_action_takes_the_rules_from_the_default_branch(
    runner: Runner, stacked: Path, depth: tuple[str, ...], default: str
) -> None:
    git(stacked, "checkout", "--quiet", "main")
    ran = replace(runner, folder=cloned(stacked, "change", *depth), default_branch=default).judge()
    assert (ran.code, runner.output) == (1, "verdict=not-met\n")
    assert "rules of `refs/remotes/origin/main`" in " ".join(ran.out.split())


def test_action_judges_the_default_branch_by_its_own_rules(runner: Runner, stacked: Path) -> None:
    ran = replace(runner, folder=cloned(stacked, "main")).judge()
    assert (ran.code, runner.output) == (0, "verdict=met\n")
    assert " rules " not in ran.out


def test_action_takes_the_rules_from_where_it_is_told(runner: Runner, stacked: Path) -> None:
    ran = replace(runner, folder=cloned(stacked, "change")).judge(**{"policy-at": "origin/base"})
    assert (ran.code, runner.output) == (0, "verdict=met\n")


def test_action_that_cannot_have_the_default_branch_has_no_verdict(runner: Runner, stacked: Path) -> None:
    clone = cloned(stacked, "change", "--depth", "1")
    ran = replace(runner, folder=clone, default_branch="trunk").judge()
    assert (ran.code, runner.output) == (2, "verdict=\n")
    assert ran.err.startswith("--policy-at: `refs/remotes/origin/trunk` is not in this clone, whose history is shallow")


def in_a_shell(folder: Path, temp: Path, script: str, **variables: str) -> Ran:
    places = {"PATH": f"{temp / 'closure-check' / 'bin'}:{CLEAN['PATH']}"}
    return run(folder, ["bash", "-e", "-c", script], {**CLEAN, **places, **variables})


def test_workflow_takes_the_rules_from_the_default_branch(runner: Runner, stacked: Path) -> None:
    step = next(one for one in WORKFLOW["jobs"]["judge"]["steps"] if one.get("name") == "Judge")
    assert set(step["env"]) == {
        "JUDGE_POLICY",
        "JUDGE_POLICY_AT",
        "JUDGE_DEFAULT_BRANCH",
        "JUDGE_STAGE",
        "GITHUB_TOKEN",
    }
    given = {"JUDGE_POLICY": "", "JUDGE_POLICY_AT": "", "JUDGE_DEFAULT_BRANCH": "main", "JUDGE_STAGE": "closure"}
    clone = cloned(stacked, "change")
    assert in_a_shell(clone, runner.temp, step["run"], **given).code == 1
    assert in_a_shell(clone, runner.temp, step["run"], **given | {"JUDGE_POLICY_AT": "origin/base"}).code == 0
    git(clone, "checkout", "--quiet", "-B", "main", "refs/remotes/origin/main")
    ran = in_a_shell(clone, runner.temp, step["run"], **given)
    assert (ran.code, ran.out.startswith("MET  1 of 1")) == (0, True)


def test_component_takes_the_rules_from_the_default_branch(runner: Runner, stacked: Path) -> None:
    script = PIPELINE["script"][1]
    given = {"JUDGE_POLICY": "", "JUDGE_POLICY_AT": "", "CI_DEFAULT_BRANCH": "main", "JUDGE_STAGE": "closure"}
    clone = cloned(stacked, "change", "--depth", "1")
    assert in_a_shell(clone, runner.temp, script, **given).code == 1
    assert in_a_shell(clone, runner.temp, script, **given | {"CI_DEFAULT_BRANCH": "trunk"}).code != 0
    assert in_a_shell(clone, runner.temp, script, **given | {"JUDGE_POLICY": "policy.yaml"}).code == 1
    git(clone, "checkout", "--quiet", "-B", "main", "refs/remotes/origin/main")
    ran = in_a_shell(clone, runner.temp, script, **given)
    assert (ran.code, ran.out.startswith("MET  1 of 1")) == (0, True)
