"""The benchmark of speed measures what it says: the same documents each time, judged by a policy without mistakes."""

from __future__ import annotations

import hashlib
import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, PROJECT, closure_check, repository, run

BENCHMARKS = PROJECT / "benchmarks"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    yield importlib.import_module("documents")
    sys.modules.pop("documents")


def test_the_same_seed_makes_the_same_documents_in_every_process(made: Any) -> None:
    code = (
        "import documents, hashlib; print(hashlib.sha256(repr(list(documents.documents(12, 7))).encode()).hexdigest())"
    )
    told = run(BENCHMARKS, [sys.executable, "-c", code], {**CLEAN, "PYTHONHASHSEED": "1"})
    here = list(made.documents(12, 7))
    assert told.out.strip() == hashlib.sha256(repr(here).encode()).hexdigest()
    assert here != list(made.documents(12, 8))
    assert len({path for path, _ in here}) == 12


def test_documents_are_as_large_as_they_are_said_to_be(made: Any) -> None:
    sizes = sorted(one.size for one in made.outlines(1_001))
    assert sizes[500] == made.MEDIAN
    assert sizes[-1] == made.LARGEST


def test_the_policy_judges_what_is_made(made: Any, tmp_path: Path) -> None:
    policy = BENCHMARKS / "library.yaml"
    assert "no mistakes" in closure_check(tmp_path, "lint", policy).out
    files = {f"docs/library/{path}": text for path, text in made.documents(3)}
    root = repository(tmp_path / "root", {**files, "policy.yaml": policy.read_text(encoding="utf-8")})
    ran = closure_check(root, "check", "-v", "--policy", "policy.yaml", "--as-of", "2026-07-27")
    assert ran.code in (0, 1), ran.out + ran.err
    assert "in 3 files" in ran.out


def test_the_benchmark_runs_and_says_what_is_not_installed() -> None:
    arguments = ["--sizes", "A12", "--runs", "1", "--cases", "list", "--peers", "mdschema"]
    command = [sys.executable, str(BENCHMARKS / "speed.py"), *arguments]
    done = subprocess.run(command, env=CLEAN, capture_output=True, text=True, check=True)
    assert "| mdschema | not installed, not measured |" in done.stdout
    assert "| python -c pass | 1 |" in done.stdout
    assert "| list | 1 |" in done.stdout
