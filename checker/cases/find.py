"""Finding the cases that a caller means: those beside the policies that are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from checker.cases.load import parsed_cases, read_suite
from checker.cases.types import Suite
from checker.errors import UsageError
from checker.files import read_named
from checker.model.data import Node
from checker.policy.extending import EXTENDING_KEYS, extended
from checker.policy.load import load_policy, read_policy
from checker.policy.rules import find_policy
from checker.policy.shipped import CASES_SUFFIX, PolicyFile, shipped_policies
from checker.policy.types import Policy
from checker.sources.repository import whole_tree
from checker.witness import looked_for

SUFFIXES = (".yaml", ".yml")


def is_cases(name: str) -> bool:
    """Whether a file is one of cases, by its name."""
    return name.endswith(CASES_SUFFIX)


def policy_of(name: str) -> str:
    """The policy that is meant: a file of cases stands for the policy beside it."""
    if not is_cases(name):
        return name
    beside = [Path(name.removesuffix(CASES_SUFFIX) + suffix) for suffix in SUFFIXES]
    for one in beside:
        looked_for(one)
    found = next((one for one in beside if one.is_file()), None)
    if found is None:
        raise UsageError(f"{name}: there is no policy beside these cases, expected {beside[0]}")
    return str(found)


def named_policies(names: Iterable[str]) -> tuple[str, ...]:
    """Every policy that is meant, once. Raises UsageError."""
    return tuple(dict.fromkeys(map(policy_of, names)))


def find_suite(name: str) -> Suite:
    """The cases beside a policy: a shipped one by its name, else a file.

    Raises UsageError when there is none, and PolicyError with every mistake.
    """
    file = find_policy(name)
    on_disk = shipped_policies().get(name, Path(name))
    path = on_disk.with_name(on_disk.stem + CASES_SUFFIX)
    called = str(PurePath(file.name).with_name(path.name))
    if not path.is_file():
        raise UsageError(f"{name}: there are no cases beside it, expected {called}")
    data = read_named(path, "split it", called=called)
    root = parsed_cases(called, data)
    return read_suite(root, path.parent, _policy(file, PolicyFile(called, data), root.get("extended_by")))


def _policy(file: PolicyFile, cases: PolicyFile, said: Node | None) -> Policy:
    """The policy that is judged: the one beside the cases, or what they say is built on it. Raises PolicyError."""
    if said is None or not isinstance(said.value, Mapping) or not set(said.value) <= set(EXTENDING_KEYS):
        return load_policy(file.name, file.data, file.beside, whole_tree())
    return read_policy(extended(file, said, cases), whole_tree())
