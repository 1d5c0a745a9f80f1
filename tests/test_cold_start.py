"""What a run imports: nothing that it does not use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FINISHED = ROOT / "examples" / "ready-to-close"
CHECK = ("check", str(FINISHED), "--issues", str(FINISHED / "issues.json"), "--as-of", "2026-07-27", "-q")
SHIPPED = ("--policy", "flx-eng-rfc-008")
TELLS = """
import sys
from checker.__main__ import main
sys.argv[0] = "closure-check"
try:
    main()
except SystemExit as ended:
    print(ended.code, *sorted(sys.modules), sep="\\n", file=sys.stderr)
"""
NEVER = {"attr", "certifi", "httpx", "jsonschema", "referencing", "ssl", "tomllib", "weasyprint"}
READING_POLICIES = {"annotated_types", "checker.policy.grammar", "checker.policy.load", "pydantic", "pydantic_core"}


def modules_of(cache: Path, *arguments: str) -> set[str]:
    """What a run has imported in the end, when it is not the first one."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {"PYTHONPYCACHEPREFIX": str(cache)}
    command = [sys.executable, "-c", TELLS, *arguments]
    runs = [subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True) for _ in range(2)]
    assert runs[0].stdout == runs[1].stdout
    code, *modules = runs[1].stderr.splitlines()
    assert code == "0"
    return set(modules)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytecode")


def test_check_under_a_shipped_policy_imports_nothing_that_reads_policies(cache: Path) -> None:
    found = modules_of(cache, *CHECK, *SHIPPED)
    assert not found & (NEVER | READING_POLICIES)


def test_check_imports_the_kinds_alone_that_its_policy_names(cache: Path) -> None:
    found = modules_of(cache, *CHECK, *SHIPPED)
    assert {"checker.selectors.row", "checker.requirements.placeholders"} <= found
    assert not found & {"checker.selectors.definition", "checker.selectors.region", "checker.requirements.totals"}
