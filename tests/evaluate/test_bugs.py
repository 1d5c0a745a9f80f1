"""A bug of ours in one criterion is said to be one, and hides no other criterion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from kit import judge

from checker.model.kinds import Requirement, Scope, Selector
from checker.model.language import Selected
from checker.model.observation import Observation
from checker.model.record import Subject
from checker.requirements import REQUIREMENT_BY_NAME
from checker.selectors import SELECTOR_BY_NAME

POLICY = """\
version: 1
policy: trial
criteria:
  - id: before
    for_each: {file: docs/a.md}
    require: committed
  - id: it
    %s
  - id: after
    for_each: {file: docs/a.md}
    require: committed
"""
MET = ["pass", "ok docs/a.md docs/a.md is committed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raising(Requirement):
    kind: ClassVar[str] = "raising"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        yield from ()
        raise KeyError(subject.record.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent(Requirement):
    kind: ClassVar[str] = "silent"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken(Selector):
    kind: ClassVar[str] = "broken"

    def select(self, scope: Scope) -> Selected:
        raise ZeroDivisionError("division by zero")


@pytest.fixture
def broken_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    registries: list[tuple[Any, type[Requirement] | type[Selector]]] = [
        (REQUIREMENT_BY_NAME, Raising),
        (REQUIREMENT_BY_NAME, Silent),
        (SELECTOR_BY_NAME, Broken),
    ]
    for registry, kind in registries:
        monkeypatch.setitem(registry._homes, kind.kind, "")
        monkeypatch.setitem(registry._found, kind.kind, kind)


@pytest.mark.usefixtures("broken_vocabulary")
@pytest.mark.parametrize(
    ("sentence", "error"),
    [
        ("{for_each: {file: docs/a.md}, require: raising}", "KeyError in observe, line "),
        ("{for_each: {file: docs/a.md, where: raising}, require: committed}", "KeyError in observe, line "),
        ("{for_each: {file: docs/a.md}, require: {not: raising}}", "KeyError in observe, line "),
        ("{for_each: {broken: {}}, require: filled}", "ZeroDivisionError in select, line "),
        ("{require: {exists: {broken: {}}}}", "ZeroDivisionError in select, line "),
    ],
)
def test_bug_leaves_its_criterion_undecided_and_the_others_judged(sentence: str, error: str) -> None:
    found = judge(POLICY % f"all: [{sentence}]", {"docs/a.md": "# A\n"})
    outcome, said = found["it"]
    assert (found["before"], outcome, found["after"]) == (MET, "unknown", MET)
    assert said.startswith(f"?? policy.yaml:7:5 closure-check has a bug here ({error}")


@pytest.mark.usefixtures("broken_vocabulary")
def test_bug_in_when_leaves_its_criterion_undecided() -> None:
    found = judge(
        POLICY % "when: {exists: {broken: {}}}\n    require: {exists: {file: docs/a.md}}", {"docs/a.md": "# A\n"}
    )
    assert (found["before"], found["it"][0], found["after"]) == (MET, "unknown", MET)


@pytest.mark.usefixtures("broken_vocabulary")
def test_requirement_that_observes_nothing_is_not_met_in_silence() -> None:
    found = judge(POLICY % "for_each: {file: docs/a.md}\n    require: [committed, silent]", {"docs/a.md": "# A\n"})
    said = "?? docs/a.md `silent` has nothing to say of docs/a.md"
    assert found["it"] == ["unknown", "ok docs/a.md docs/a.md is committed", said]
