"""Rules of real validators, stated in the language: each loads, and many were seen to pass and to fail.

A policy states the rules of one capability. Beside it, `NAME.cases.yaml` has for a criterion: `beside`, documents that
are always there; `pass` and `fail`, the documents with which it is met and not met. A text alone stands for the
document `at`; `issues`, of the criterion or of an outcome, are those of the tracker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from kit import TODAY, MemorySource, issue, mistakes_in, tracker_of

from checker.gather import Gatherer
from checker.pipeline import evaluate_all
from checker.policy.load import load_policy

FOLDER = Path(__file__).parent
POLICIES = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.endswith(".cases.yaml"))


def cases() -> Iterator[Any]:
    """Every criterion with cases, as policy, id and what is said of it."""
    for policy in POLICIES:
        written = policy.with_suffix(".cases.yaml")
        said = yaml.safe_load(written.read_text(encoding="utf-8")) if written.exists() else {}
        for id_, case in said.items():
            for outcome in ("pass", "fail"):
                yield pytest.param(policy, id_, case, outcome, id=f"{policy.stem}-{id_}-{outcome}")


def outcome_of(policy: Path, id_: str, documents: Mapping[str, str], issues: Any) -> str:
    loaded = load_policy(policy.name, policy.read_bytes())
    only = tuple(one for one in loaded.criteria if one.heading.id == id_)
    source = MemorySource({path: text.encode() for path, text in documents.items()})
    tracker = tracker_of([issue(**one) for one in issues] if issues is not None else None)
    ((result,), *_) = evaluate_all([loaded], {loaded.id: only}, Gatherer(source, tracker, lambda _: None), TODAY)
    return str(result.outcome)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda path: path.stem)
def test_rules_can_be_stated_without_a_mistake(policy: Path) -> None:
    assert mistakes_in(policy.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("policy", POLICIES, ids=lambda path: path.stem)
def test_every_rule_reads_as_a_sentence_and_says_whose_it_is(policy: Path) -> None:
    headings = [one.heading for one in load_policy(policy.name, policy.read_bytes()).criteria]
    assert [one.id for one in headings if one.title == one.id or not one.source] == []


@pytest.mark.parametrize(("policy", "id_", "case", "outcome"), list(cases()))
def test_rule_is_met_and_not_met(policy: Path, id_: str, case: Mapping[str, Any], outcome: str) -> None:
    said = case[outcome]
    documents = {**case.get("beside", {}), **(said if isinstance(said, dict) else {case["at"]: said})}
    issues = documents.pop("issues", case.get("issues"))
    assert outcome_of(policy, id_, documents, issues) == outcome
