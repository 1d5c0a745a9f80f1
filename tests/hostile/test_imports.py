"""Modules of the judged folder are not run, whatever they are called."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from bounded import small_house
from commands import CLEAN, PROJECT, run

JUDGING = ("check", ".", "--policy", "policy.yaml", "--format", "json")
NAMES = ("click", "yaml", "re2", "json", "markdown_it", "pydantic", "jsonschema", "httpx", "tempfile")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return small_house(tmp_path)


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONPATH": f"{PROJECT}"}, {"PYTHONPATH": f":{PROJECT}"}, {"PYTHONPATH": f".:{PROJECT}"}],
    ids=["no folder", "an empty part", "the folder at hand"],
)
def test_command_imports_nothing_from_the_judged_folder(house: Path, environment: dict[str, str]) -> None:
    for name in NAMES:
        (house / f"{name}.py").write_text("open('ran', 'w').close()\n")
    (house / "checker").mkdir()
    (house / "checker" / "cli.py").write_text("open('ran', 'w').close()\n")
    start = "import sys; sys.path.append(sys.path.pop(0)); from checker.__main__ import main; main()"
    for command in ([sys.executable, "-P", "-m", "checker"], [sys.executable, "-c", start]):
        if "-P" in command and environment["PYTHONPATH"] != str(PROJECT):
            continue  # there Python itself finds the `checker` of the folder first
        ran = run(house, [*command, *JUDGING], {**CLEAN, **environment})
        assert ran.code == 0, ran.err
        assert not (house / "ran").exists()
