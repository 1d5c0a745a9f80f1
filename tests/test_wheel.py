"""The wheel in a fresh environment, run from a folder that knows nothing of this checkout."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from commands import DAY_BY_EXAMPLE, POLICY, PROJECT, Ran, closure_check, commit_example, run
from installs import FOREIGN, build_wheel, require_index

import checker


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment into which the wheel is installed with what it depends on."""
    require_index()
    folder = tmp_path_factory.mktemp("environment")
    made = run(folder, [sys.executable, "-m", "venv", folder], FOREIGN)
    assert made.code == 0, made.err
    installed = run(folder, [folder / "bin" / "pip", "install", "--quiet", wheel], FOREIGN)
    assert installed.code == 0, installed.err
    return folder / "bin"


def test_policies_and_schemas_travel_in_the_wheel(wheel: Path) -> None:
    """Cases stay in the repository: what they begin with, the examples, does not travel either."""
    names = ZipFile(wheel).namelist()
    for folder in ("policies", "schemas"):
        files = (PROJECT / folder).iterdir()
        kept = {path.name for path in files if path.is_file() and not path.name.endswith(".cases.yaml")}
        assert {name.rpartition("/")[2] for name in names if name.startswith(f"checker/{folder}/")} == kept


def test_wheel_holds_nothing_but_the_package(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in ZipFile(wheel).namelist()}
    about = f"closure_check-{checker.__version__}"
    assert tops == {"checker", f"{about}.dist-info", f"{about}.data"}
    scripts = [name for name in ZipFile(wheel).namelist() if name.startswith(f"{about}.data")]
    assert scripts == [f"{about}.data/scripts/closure-check"]
    assert "checker/py.typed" in ZipFile(wheel).namelist()


def test_installed_command_judges_an_engagement(environment: Path, tmp_path: Path) -> None:
    folder = commit_example("ready-to-close", tmp_path / "dms")
    options = ("--policy", POLICY, "--issues", "issues.json", "--as-of", DAY_BY_EXAMPLE["ready-to-close"])
    ran = installed(environment, folder, "check", *options, "-v")
    assert ran.code == 0
    assert ran == closure_check(folder, "check", *options, "-v")


def test_installed_command_is_not_that_of_the_checkout(environment: Path, tmp_path: Path) -> None:
    where = run(tmp_path, [environment / "python", "-c", "import checker; print(checker.__file__)"], FOREIGN)
    assert Path(where.out.strip()).is_relative_to(environment.parent)


@pytest.mark.parametrize("which", ["policy", "cases", "report"])
def test_installed_command_prints_its_schemas(environment: Path, tmp_path: Path, which: str) -> None:
    shipped = (PROJECT / "schemas" / f"{which}.schema.json").read_text(encoding="utf-8")
    assert json.loads(installed(environment, tmp_path, "schema", which).out) == json.loads(shipped)


def test_installed_command_lists_a_shipped_policy(environment: Path, tmp_path: Path) -> None:
    ran = installed(environment, tmp_path, "list", "--policy", POLICY)
    assert ran == closure_check(tmp_path, "list", "--policy", POLICY)
    assert len(ran.out.splitlines()) == 29


def test_installed_command_knows_its_version(environment: Path, tmp_path: Path) -> None:
    assert installed(environment, tmp_path, "--version").out == f"closure-check, version {checker.__version__}\n"


def installed(environment: Path, folder: Path, *arguments: str) -> Ran:
    return run(folder, [environment / "closure-check", *arguments], FOREIGN)
