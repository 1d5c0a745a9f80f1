"""The workflows and pipelines that the pages show: nothing in them is open to attack, and no change gets past."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import yaml
from commands import PROJECT, Ran, closure_check, run
from pages import DOCS, fences

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OWN_BY_PLACEHOLDER = {"OWNER": "acme", "COMMIT": COMMIT, "HOST": "git.acme.example"}
STEPS_AROUND = """\
name: closure
on: [pull_request, merge_group]
permissions: {{}}
concurrency: {{group: "${{{{ github.ref }}}}", cancel-in-progress: true}}
jobs:
  closure:
    name: closure
    runs-on: ubuntu-latest
    steps:
{steps}"""
STEP = re.compile(r"^ *- (?:uses|run|name):")


def filled_in(text: str) -> str:
    """What a page shows, with the reader's own host, owner and commit."""
    return re.sub(r"\b(OWNER|COMMIT|HOST)\b", lambda found: OWN_BY_PLACEHOLDER[found[0]], text)


def shown_on(page: Path) -> dict[str, str]:
    """The files that a page shows, by their paths."""
    return {one.path: filled_in(one.content) for one in fences(page.read_text(encoding="utf-8")) if one.path}


SHOWN = {path: text for path, text in shown_on(DOCS / "ci.md").items() if path != ".closure-check.yaml"}
WORKFLOWS = {path: text for path, text in SHOWN.items() if path.startswith(".github/workflows/")}


def steps_on(page: Path) -> list[str]:
    """Steps of a job that a page shows without the job, each list of them as a workflow."""
    blocks = re.findall(r"(?ms)^ *```(?:yaml|text)[^\n]*\n(.*?)^ *```$", page.read_text(encoding="utf-8"))
    return [_as_workflow(block) for block in blocks if STEP.match(block)]


def _as_workflow(steps: str) -> str:
    listed = yaml.safe_dump(yaml.safe_load(steps), width=1000, default_flow_style=False)
    return STEPS_AROUND.format(steps="".join(f"      {line}\n" for line in listed.splitlines()))


def zizmor(folder: Path, *asked: str) -> Ran:
    """What zizmor finds, in all of the folder when nothing else is asked."""
    return run(
        folder, [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", "--quiet", *(asked or ".")]
    )


@pytest.mark.parametrize("path", WORKFLOWS)
def test_workflow_of_the_page_gives_an_attacker_nothing(path: str, tmp_path: Path) -> None:
    write(tmp_path, path, WORKFLOWS[path])
    ran = zizmor(tmp_path)
    assert ran.code == 0, ran.out + ran.err


@pytest.mark.parametrize("page", ["README.md", "docs/cache.md", "docs/formats.md"])
def test_steps_of_a_page_give_an_attacker_nothing(page: str, tmp_path: Path) -> None:
    shown = steps_on(PROJECT / page)
    assert shown
    for number, workflow in enumerate(shown):
        write(tmp_path, f".github/workflows/{number}.yml", workflow)
    ran = zizmor(tmp_path)
    assert ran.code == 0, ran.out + ran.err


def test_own_workflows_and_action_give_an_attacker_nothing() -> None:
    ran = run(
        PROJECT, [Path(sys.executable).parent / "zizmor", "--offline", "--persona=pedantic", "action.yml", ".github"]
    )
    assert ran.code == 0, ran.out + ran.err


def test_a_tag_in_the_place_of_a_commit_is_noticed(tmp_path: Path) -> None:
    path, text = next(iter(WORKFLOWS.items()))
    write(tmp_path, path, re.sub(r"actions/checkout@\S+", "actions/checkout@v4", text))
    assert zizmor(tmp_path).code != 0


@pytest.mark.parametrize("path", SHOWN)
def test_setup_of_the_page_lets_no_change_past(path: str, tmp_path: Path) -> None:
    write(tmp_path, path, SHOWN[path])
    ran = closure_check(tmp_path, "doctor")
    assert (ran.code, ran.err) == (0, ""), ran.out


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")
