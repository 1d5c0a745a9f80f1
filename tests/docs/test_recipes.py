"""The recipes on small inputs: each is seen to be met and not met, except those for which no case can be made."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from pages import DOCS, fences
from test_documented_policies import CONTEXT, parsed

from checker.cases.find import find_suite
from checker.cases.judge import judge_suite
from checker.cases.text import render
from checker.model.observation import Outcome

CASES = Path(__file__).parent / "recipes.cases.yaml"
OF_HISTORY = "Commits, tags and changes"
ELSEWHERE = ["no-large-file", "nothing-of-the-first-version-left", "only-scripts-run"]
"""Of the history of a file, its size or its mode, which are tested with their selectors."""


def recipes(*, of_history: bool) -> list[dict[str, Any]]:
    return [one for said in examples(of_history=of_history) if isinstance(said, list) for one in said]


def declared() -> dict[str, Any]:
    """What recipes have a policy declare, besides what they all rest on."""
    return {name: one for said in examples(of_history=False) if isinstance(said, dict) for name, one in said.items()}


def examples(*, of_history: bool) -> list[Any]:
    page = (DOCS / "recipes.md").read_text(encoding="utf-8")
    before, _, after = page.partition(f"\n## {OF_HISTORY}\n")
    history, _, rest = after.partition("\n## ")
    told = history if of_history else before + rest
    return [parsed(fence.content) for fence in fences(told) if fence.language == "yaml"]


def test_recipes_are_met_and_not_met_as_their_cases_say(tmp_path: Path) -> None:
    policy, criteria = tmp_path / "recipes.yaml", recipes(of_history=False)
    policy.write_text(json.dumps({**CONTEXT, **declared(), "criteria": criteria}), encoding="utf-8")
    shutil.copy(CASES, tmp_path / CASES.name)
    judged = judge_suite(find_suite(str(policy)))
    if judged.failed:
        pytest.fail(render([judged]), pytrace=False)
    assert sorted({*judged.never(Outcome.PASS), *judged.never(Outcome.FAIL)}) == ELSEWHERE


def test_every_recipe_has_a_name_of_its_own() -> None:
    names = [one["id"] for of_history in (True, False) for one in recipes(of_history=of_history)]
    assert len(set(names)) == len(names) > 100
