"""The benchmark of growth: that it has a case for everything, and that each can be judged."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest
from commands import PROJECT


def benchmark() -> Any:
    spec = spec_from_file_location("growth", PROJECT / "benchmarks" / "growth.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["growth"] = module
    spec.loader.exec_module(module)
    return module


GROWTH = benchmark()


def test_every_selector_and_requirement_has_a_case() -> None:
    assert GROWTH.without_case() == []


@pytest.mark.parametrize("name", GROWTH.CASES)
def test_every_case_can_be_judged(name: str) -> None:
    _, results = GROWTH.judged(GROWTH.CASES[name](3))
    assert results
    assert {str(one.outcome) for one in results} <= {"pass", "fail"}
