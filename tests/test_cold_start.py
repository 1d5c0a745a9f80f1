"""What a run imports: nothing that it does not use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker import answers

ROOT = Path(__file__).parent.parent
FINISHED = ROOT / "examples" / "ready-to-close"
CHECK = ("check", str(FINISHED), "--issues", str(FINISHED / "issues.json"), "--as-of", "2026-07-27", "-q")
SHIPPED = ("--policy", "flx-eng-rfc-008")
TELLS = """
import sys
from checker.__main__ import main
sys.argv[0] = "closure-check"
code = None
try:
    main()
except SystemExit as ended:
    code = ended.code
print(code or 0, *sorted(sys.modules), sep="\\n", file=sys.stderr)
"""
NEVER = {"attr", "certifi", "httpx", "jsonschema", "referencing", "ssl", "tomllib", "weasyprint"}
READING_POLICIES = {"annotated_types", "checker.policy.grammar", "checker.policy.load", "pydantic", "pydantic_core"}


def modules_of(cache: Path, *arguments: str) -> set[str]:
    """What a run has imported in the end, when it is not the first one."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {"PYTHONPYCACHEPREFIX": str(cache), "CLOSURE_CHECK_NO_CACHE": "1"}
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


@pytest.mark.parametrize(
    "asked", [("--version",), ("--help",), ("-h",), ("check", "--help"), ("issues", "-h")], ids=" ".join
)
def test_version_and_help_import_next_to_nothing(cache: Path, asked: tuple[str, ...]) -> None:
    found = modules_of(cache, *asked)
    assert not found & {"checker.cli", "click", "dataclasses", "inspect", "pathlib", "re", "typing"}


def test_help_is_laid_out_for_the_terminal_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {columns: key_of_help(monkeypatch, columns) for columns in ("60", "100", "", "0", "wide")}
    assert said["60"] != said["100"] != said[""] == said["0"] == said["wide"]


def key_of_help(monkeypatch: pytest.MonkeyPatch, columns: str) -> object:
    monkeypatch.setenv("COLUMNS", columns)
    return answers._key(("--help",))


@pytest.mark.parametrize("asked", [(), ("check",), ("--only", "--help"), ("check", "-x", "-h"), ("-q", "--help")])
def test_answer_is_left_to_whoever_parses_the_command_line(asked: tuple[str, ...]) -> None:
    assert answers.answer(asked) is None
