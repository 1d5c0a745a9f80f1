"""The recipe for a monorepo, followed: its folders, each of its commands, its hook and its gate."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from commands import CLEAN, PROJECT, Ran, closure_check, commit_all, git, repository, run
from pages import DOCS, install_command

PAGE = (DOCS / "ci.md").read_text(encoding="utf-8")
RECIPE = PAGE.partition("## In a monorepo\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"(?ms)^```(?:text|bash)\n(.*?)^```$", RECIPE)
(TREE, HOOKS) = (one for one in BLOCKS if not one.startswith("closure-check"))
COMMANDS = [line for one in BLOCKS if one.startswith("closure-check") for line in one.splitlines()]
POLICY = """\
version: 1
policy: part
criteria:
  - id: runbook-filled-in
    title: The runbook is filled in
    stage: commit
    for_each: {file: docs/runbook.md}
    require: no_placeholders
"""
PARTS = ("scanning", "sorting")


def content(path: str, shown: str) -> str:
    """What a file of the tree holds: what the page shows behind it, else what such a file holds."""
    return f"{shown}\n" if shown else POLICY if path.endswith(".yaml") else "# Runbook\n\nRestart it.\n"


@pytest.fixture
def mono(tmp_path: Path) -> Path:
    """A repository of the tree that the page shows."""
    files = (line.partition(" ") for line in TREE.splitlines())
    folder = repository(tmp_path / "mono", {path: content(path, shown.strip()) for path, _, shown in files})
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "a change")
    return folder


def typed(folder: Path, command: str, commands: Path) -> Ran:
    return run(folder, ["sh", "-ec", command], {**CLEAN, "PATH": f"{commands}:{CLEAN['PATH']}"})


def hook(folder: Path, id_: str, *files: str) -> Ran:
    """What a hook says that is set up as the page shows, of what is staged."""
    offered = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (entry,) = (one["entry"] for one in offered if one["id"] == id_)
    (ours,) = (one for one in yaml.safe_load(HOOKS) if one["id"] == id_)
    git(folder, "add", "--all")
    matching = [one for one in files if re.search(ours.get("files", ""), one)]
    return closure_check(folder, *entry.split()[1:], *ours.get("args", []), *matching)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_recipe_judges_each_part(command: str, mono: Path, tmp_path: Path) -> None:
    ran = typed(mono, command, install_command(tmp_path / "bin"))
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[1] for line in ran.out.splitlines() if line.startswith("══")] == list(PARTS)


def test_the_settings_that_are_nearest_upwards_count(mono: Path) -> None:
    ran = closure_check(mono / "sorting/docs", "--format", "json")
    assert (ran.code, json.loads(ran.out)["judged"]["root"]) == (0, "sorting")


def test_the_hook_stops_what_breaks_any_part(mono: Path) -> None:
    (mono / "sorting/docs/runbook.md").write_text("# Runbook\n\nTBD\n", encoding="utf-8")
    ran = hook(mono, "closure-check")
    assert (ran.code, "✗ docs/runbook.md:3:1: `TBD`" in ran.out.partition("══ sorting")[2]) == (1, True)


def test_the_hook_looks_for_mistakes_in_the_policies_of_every_part(mono: Path) -> None:
    (mono / "sorting/policy.yaml").write_text(POLICY.replace("for_each", "foreach"), encoding="utf-8")
    ran = hook(mono, "closure-check-policy", "sorting/policy.yaml", "sorting/docs/runbook.md")
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        "sorting/policy.yaml:7:5: unknown key `foreach`; did you mean `for_each`?",
    )


def test_the_gate_judges_a_part_whose_settings_the_change_takes_away(mono: Path, tmp_path: Path) -> None:
    (mono / "sorting/.closure-check.yaml").unlink()
    (mono / "sorting/docs/runbook.md").write_text("# Runbook\n\nTBD\n", encoding="utf-8")
    commit_all(mono)
    (gate,) = (one for one in COMMANDS if "--policy-at" in one)
    ran = typed(mono, gate, install_command(tmp_path / "bin"))
    reports = [json.loads((mono / f"closure-{part}.json").read_text(encoding="utf-8")) for part in PARTS]
    assert (ran.code, [one["verdict"] for one in reports]) == (1, ["met", "not-met"])
