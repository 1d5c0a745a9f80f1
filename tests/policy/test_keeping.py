"""A policy that was kept is the policy that was read, as long as every file of it is what it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archive import read_archive

from checker.classes import replace
from checker.errors import PolicyError
from checker.policy import keeping
from checker.policy.keeping import data_of, kept_policy, key_of, policy_of
from checker.policy.kinds import BUILT_IN, Kinds
from checker.policy.load import load_policy
from checker.policy.plain import NotPlainError, decoded, encoded
from checker.policy.rules import find_policy
from checker.policy.shipped import PolicyFile, nothing_beside, shipped_policies
from checker.policy.types import Policy

TESTS = Path(__file__).parent.parent
ROOT = TESTS.parent
POLICIES = [*shipped_policies().values(), *ROOT.glob("examples/*/*.yaml"), ROOT / ".closure-check/policy.yaml"]
CASES = [path for folder in ("selectors", "requirements") for path in sorted((TESTS / folder / "cases").glob("*.txt"))]
BASE = (
    "version: 1\npolicy: base\nparameters: {title: text}\n"
    "criteria: [{id: a, for_each: {file: A.md}, require: filled}]\n"
)
CHILD = "version: 1\npolicy: child\nextends: {policy: base.yaml, with: {title: Signed}}\ncriteria: []\n"


class Memory(dict[str, bytes]):
    """Keeps policies as long as a test runs."""

    def put(self, key: str, value: bytes) -> None:
        self[key] = value


def plain(policy: Policy) -> Any:
    """All that a policy says, with what does not count where two are compared."""
    return repr(policy), policy.info.lines


def is_policy(path: Path) -> bool:
    text = path.read_text()
    return "criteria:" in text and not path.name.endswith((".cases.yaml", ".lock.yaml"))


@pytest.mark.parametrize("path", [path for path in POLICIES if is_policy(path)], ids=lambda path: path.stem)
def test_policy_that_was_kept_is_the_one_that_was_read(path: Path) -> None:
    file, store = find_policy(str(path)), Memory()
    read = load_policy(file.name, file.data, file.beside)
    assert kept_policy(file, None, store) == read
    assert len(store) == 1
    kept = policy_of(store[key_of(file)], file)
    assert kept is not None
    assert kept == read
    assert plain(kept) == plain(read)
    assert kept.kinds is BUILT_IN


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_every_kind_can_be_kept(path: Path) -> None:
    file = PolicyFile("policy.yaml", read_archive(path)["policy.yaml"].encode())
    read = load_policy(file.name, file.data)
    data = data_of(read, (), read.info.values)
    assert data is not None
    kept = policy_of(data, file)
    assert kept is not None
    assert kept == read
    assert plain(kept) == plain(read)


def test_policy_that_was_kept_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    file, store = PolicyFile("policy.yaml", BASE.replace("parameters: {title: text}\n", "").encode()), Memory()
    first = kept_policy(file, None, store)
    monkeypatch.setattr("checker.policy.extending.composed", lambda _: pytest.fail("it was read again"))
    assert kept_policy(file, None, store) == first


@pytest.fixture
def child(tmp_path: Path) -> Callable[[], PolicyFile]:
    """Finds a policy that builds on another one."""
    (tmp_path / "base.yaml").write_text(BASE)
    (tmp_path / "child.yaml").write_text(CHILD)
    return lambda: find_policy(str(tmp_path / "child.yaml"))


def test_policy_is_read_again_when_one_that_it_builds_on_is_another(
    child: Callable[[], PolicyFile], tmp_path: Path
) -> None:
    store = Memory()
    assert len(kept_policy(child(), None, store).criteria) == 1
    (tmp_path / "base.yaml").write_text(
        BASE.replace("criteria: [", "criteria: [{id: b, for_each: {file: B.md}, require: filled}, ")
    )
    assert [one.heading.id for one in kept_policy(child(), None, store).criteria] == ["b", "a"]


def test_mistake_is_told_though_the_policy_was_kept_before_it_was_made(
    child: Callable[[], PolicyFile], tmp_path: Path
) -> None:
    store = Memory()
    kept_policy(child(), None, store)
    (tmp_path / "base.yaml").unlink()
    with pytest.raises(PolicyError, match="there is no such policy file"):
        kept_policy(child(), None, store)


def test_policy_with_mistakes_is_not_kept() -> None:
    store = Memory()
    with pytest.raises(PolicyError):
        kept_policy(PolicyFile("policy.yaml", BASE.replace("file", "fiel").encode()), None, store)
    assert not store


def test_policy_of_another_name_content_or_tool_is_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    file = PolicyFile("policy.yaml", b"one")
    keys = {key_of(file), key_of(replace(file, name="other.yaml")), key_of(replace(file, data=b"two"))}
    monkeypatch.setattr(keeping, "_tool", lambda: "another one")
    assert len(keys | {key_of(file)}) == 4


def test_policy_whose_kinds_come_from_a_plugin_is_not_kept() -> None:
    read = load_policy("policy.yaml", BASE.replace("parameters: {title: text}\n", "").encode())
    assert data_of(replace(read, kinds=Kinds()), (), {}) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda told: b"",
        lambda told: b"[]",
        lambda told: json.dumps(told | {"policy": []}).encode(),
        lambda told: json.dumps(told | {"policy": told["policy"][:-1]}).encode(),
        lambda told: json.dumps(told | {"policy": [["os:system", "true"]]}).encode(),
        lambda told: json.dumps(told | {"policy": [["checker.model.location:import_module", "os"]]}).encode(),
        lambda told: json.dumps(told | {"policy": [["checker.model.language:Condition.each", "a"]]}).encode(),
        lambda told: json.dumps(told | {"policy": [["checker.model.location:Location"]]}).encode(),
        lambda told: json.dumps(told | {"policy": [["tuple", [7]]]}).encode(),
        lambda told: json.dumps(told | {"files": [[0, "base.yaml", "base.yaml", "sha256:0"]]}).encode(),
    ],
)
def test_data_that_is_no_policy_is_none(damage: Callable[[Any], bytes]) -> None:
    file = PolicyFile("policy.yaml", BASE.replace("parameters: {title: text}\n", "").encode(), nothing_beside)
    data = data_of(load_policy(file.name, file.data), (), {})
    assert data is not None
    assert policy_of(damage(json.loads(data)), file) is None


@pytest.mark.parametrize("value", [print, object(), b"bytes", {1, 2}])
def test_what_has_no_form_as_plain_data_is_refused(value: Any) -> None:
    with pytest.raises(NotPlainError):
        encoded((value,), {})


def test_value_that_stands_in_two_places_stands_in_the_data_once() -> None:
    inner = ("a", 1, None, 2.5)
    made = decoded(json.loads(json.dumps(encoded((inner, {"b": inner}), {}))), {})
    assert made == (inner, {"b": inner})
    assert made[0] is made[1]["b"]
