"""Rules of real validators, stated in the language: each loads, and many were seen to pass and to fail.

A policy states the rules of one capability; `NAME.cases.yaml` beside it has their cases. `closure-check test` runs
them, too.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from kit import mistakes_in

from checker.cases.find import find_suite
from checker.cases.judge import judge_suite
from checker.cases.text import render
from checker.policy.load import load_policy

FOLDER = Path(__file__).parent
POLICIES = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.endswith(".cases.yaml"))


@pytest.mark.parametrize("policy", POLICIES, ids=lambda path: path.stem)
def test_rules_can_be_stated_without_a_mistake(policy: Path) -> None:
    assert mistakes_in(policy.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("policy", POLICIES, ids=lambda path: path.stem)
def test_every_rule_reads_as_a_sentence_and_says_whose_it_is(policy: Path) -> None:
    headings = [one.heading for one in load_policy(policy.name, policy.read_bytes()).criteria]
    assert [one.id for one in headings if one.title == one.id or not one.source] == []


@pytest.mark.parametrize("policy", POLICIES, ids=lambda path: path.stem)
def test_rules_are_met_and_not_met_as_their_cases_say(policy: Path) -> None:
    judged = judge_suite(find_suite(str(policy)))
    assert judged.cases
    if judged.failed:
        pytest.fail(render([judged]), pytrace=False)
