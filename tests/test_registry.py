"""Every kind of selector and requirement is registered, described, and seen to pass, to fail and to be undecided."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cases import judged

import checker.requirements
import checker.selectors
from checker.model.kinds import Requirement, Selector
from checker.requirements import REQUIREMENT_BY_NAME
from checker.selectors import SELECTOR_BY_NAME

TESTS = Path(__file__).parent
KINDS = [
    pytest.param(name, kind, folder, id=f"{folder}-{name}")
    for folder, registry in (("selectors", SELECTOR_BY_NAME), ("requirements", REQUIREMENT_BY_NAME))
    for name, kind in registry.items()
]


def defined_in(package: ModuleType, base: type[Any]) -> Iterator[type[Any]]:
    """The kinds that the modules of a package define."""
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        module = import_module(found.name)
        for one in vars(module).values():
            if isinstance(one, type) and issubclass(one, base) and one.__module__ == module.__name__:
                yield one


@pytest.mark.parametrize(
    ("package", "base", "registry"),
    [(checker.selectors, Selector, SELECTOR_BY_NAME), (checker.requirements, Requirement, REQUIREMENT_BY_NAME)],
    ids=["selectors", "requirements"],
)
def test_every_kind_is_registered_once(package: ModuleType, base: type[Any], registry: Mapping[str, type[Any]]) -> None:
    defined = sorted(defined_in(package, base), key=lambda kind: kind.kind)
    assert [(kind.kind, kind) for kind in defined] == sorted(registry.items())


@pytest.mark.parametrize(("name", "kind", "folder"), KINDS)
def test_every_kind_has_a_page_with_an_example(name: str, kind: type[Any], folder: str) -> None:
    page = kind.__doc__ or ""
    assert page.count("```yaml\n") == 1
    assert f"{name}" in page.partition("```yaml\n")[2]


@pytest.mark.parametrize("kind", SELECTOR_BY_NAME.values(), ids=SELECTOR_BY_NAME)
def test_every_selector_says_what_a_record_is_as_a_text(kind: type[Selector]) -> None:
    assert bool(kind.as_text) != bool(kind.instead)


@pytest.mark.parametrize(("name", "kind", "folder"), KINDS)
def test_every_kind_was_seen_to_pass_to_fail_and_to_be_undecided(name: str, kind: type[Any], folder: str) -> None:
    results = [one for path in (TESTS / folder / "cases").glob(f"{name}.*") for one in judged(path)]
    assert {str(one.outcome) for one in results} >= {"pass", "fail", "unknown"}


@pytest.mark.parametrize("folder", ["selectors", "requirements"])
def test_every_case_belongs_to_a_kind(folder: str) -> None:
    registry = SELECTOR_BY_NAME if folder == "selectors" else REQUIREMENT_BY_NAME
    assert {path.name.partition(".")[0] for path in (TESTS / folder / "cases").glob("*")} == set(registry)
