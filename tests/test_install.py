"""The page on installing, typed line by line in a clone; what each way puts there judges as this checkout does."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import DAY_BY_EXAMPLE, POLICY, PROJECT, Ran, closure_check, commit_example, git, run
from installs import FOREIGN, clone_checkout, require_index
from pages import fences, install_command

import checker

TYPED: Sequence[str] = re.findall(
    r"(?ms)^```bash\n(.*?)^```$", (PROJECT / "docs/install.md").read_text(encoding="utf-8")
)
WITH_PIP = [block for block in TYPED if block.startswith("pip ")]
TOOLS = Path(sys.executable).parent


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require_index()
    return clone_checkout(tmp_path_factory.mktemp("clone") / "closure-check")


@pytest.fixture
def machine(tmp_path: Path) -> Mapping[str, str]:
    """The environment of somebody who has pipx and uv, and a home of their own where both put things."""
    home = tmp_path / "home"
    places = {"HOME": home, "PIPX_HOME": home / "pipx", "PIPX_BIN_DIR": home / "bin", "UV_TOOL_BIN_DIR": home / "bin"}
    own = {"PATH": f"{home / 'bin'}:{TOOLS}:{FOREIGN['PATH']}", "XDG_DATA_HOME": str(home / "share")}
    own["XDG_CACHE_HOME"] = str(Path.home() / ".cache")  # what pip and uv have fetched before
    kept = {"UV_PYTHON_DOWNLOADS": "never", "UV_PYTHON": sys.executable, "UV_LINK_MODE": "copy"}
    return {**FOREIGN, **{name: str(place) for name, place in places.items()}, **own, **kept}


def typed(folder: Path, block: str, machine: Mapping[str, str]) -> Ran:
    ran = run(folder, ["sh", "-ec", block], machine)
    assert ran.code == 0, ran.out + ran.err
    return ran


def assert_judges_as_the_checkout(command: Path, folder: Path, machine: Mapping[str, str]) -> None:
    example = commit_example("ready-to-close", folder / "dms")
    asked = ("--policy", POLICY, "--issues", "issues.json", "--as-of", DAY_BY_EXAMPLE["ready-to-close"])
    ran = run(example, [command, "check", *asked], machine)
    assert ran.code == 0, ran.out + ran.err
    assert ran == closure_check(example, "check", *asked)


def block_with(words: str) -> str:
    (found,) = (block for block in TYPED if words in block)
    return found


def test_every_block_of_the_page_is_typed_by_a_test() -> None:
    assert [block.split()[0] for block in TYPED] == ["pipx", "uv", "pip", "pip", "make", "docker", "pip"]


def test_nothing_tells_anybody_to_install_a_package_that_nobody_owns() -> None:
    texts = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", PROJECT / "action.yml", *PROJECT.glob("docs/**/*.md")]
    texts += [*PROJECT.glob("checker/**/*.py"), *PROJECT.glob("templates/**/*"), *PROJECT.glob(".github/**/*.yml")]
    named = re.compile(r"install(?: +-[\w-]+(?:[ =][\w./]+)?)* +['\"]?closure-check(?![\w/-])")
    said = {
        path.name: found[0] for path in texts if path.is_file() and (found := named.search(path.read_text("utf-8")))
    }
    assert said == {}


@pytest.mark.parametrize("tool", ["pipx install", "uv tool install"])
def test_tool_installs_the_command(tool: str, clone: Path, machine: Mapping[str, str], tmp_path: Path) -> None:
    typed(clone, block_with(tool), machine)
    assert_judges_as_the_checkout(tmp_path / "home/bin/closure-check", tmp_path, machine)


@pytest.mark.parametrize("block", WITH_PIP)
def test_pip_installs_the_command(block: str, clone: Path, machine: Mapping[str, str], tmp_path: Path) -> None:
    """Without what it builds on, which the test of the wheel installs too."""
    commands = install_command(tmp_path / "bin")
    ran = typed(clone, block, {**machine, "PATH": f"{commands}:{machine['PATH']}"})
    assert (ran.err, (commands / "site/bin/closure-check").exists()) == ("", True)


@pytest.fixture(scope="module")
def zipapp(clone: Path) -> Path:
    """What `make dist` makes, as the page says."""
    ran = typed(clone, block_with("make dist"), {**FOREIGN, "SHIV_ROOT": str(clone / ".venv/shiv")})
    assert ran.out.endswith(f"closure-check, version {checker.__version__}\n")
    return clone / "dist/closure-check.pyz"


def test_zipapp_judges_where_nothing_is_installed(zipapp: Path, machine: Mapping[str, str], tmp_path: Path) -> None:
    assert_judges_as_the_checkout(zipapp, tmp_path, {**machine, "PATH": FOREIGN["PATH"]})


def test_zipapp_for_another_python_says_so(zipapp: Path, machine: Mapping[str, str], tmp_path: Path) -> None:
    unpacked = run(tmp_path, [zipapp, "--version"], machine)
    assert unpacked.code == 0, unpacked.err
    (compiled,) = (tmp_path / "home/.shiv").glob("*/site-packages/pydantic_core/_pydantic_core.*")
    here = compiled.name.split(".")[1]
    compiled.rename(compiled.with_name("_pydantic_core.cpython-27-vax.so"))
    ran = run(tmp_path, [zipapp, "--version"], machine)
    said = f"closure-check.pyz was made for cpython-27-vax, and this Python is {here}; "
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{said}start it with one that fits, or make it again in a clone: make clean dist PYTHON=…\n"


def test_container_is_built_as_is_good_practice() -> None:
    linter = TOOLS / "hadolint"
    if not linter.exists():
        pytest.skip("there is no hadolint for this machine")
    ran = run(PROJECT, [linter, "Dockerfile"])
    assert (ran.code, ran.out) == (0, "")


def test_container_is_built_from_all_that_it_needs(clone: Path, machine: Mapping[str, str], tmp_path: Path) -> None:
    context = tmp_path / "context"
    context.mkdir()
    names = re.findall(r"(?m)^!(.+)$", (PROJECT / ".dockerignore").read_text(encoding="utf-8"))
    for name in names:
        _ = (
            shutil.copytree(clone / name, context / name)
            if (clone / name).is_dir()
            else shutil.copy(clone / name, context)
        )
    commands = install_command(tmp_path / "bin")
    typed(context, "pip install --constraint constraints.txt .", {**machine, "PATH": f"{commands}:{machine['PATH']}"})
    put = {path.relative_to(commands / "site").as_posix() for path in (commands / "site").rglob("*")}
    assert {"bin/closure-check", "checker/cli.py", "checker/policies/handover.yaml"} <= put


def test_container_judges(clone: Path, machine: Mapping[str, str], tmp_path: Path) -> None:
    if shutil.which("docker") is None or run(tmp_path, ["docker", "info"], FOREIGN).code != 0:
        pytest.skip("there is no docker, or its daemon does not answer")
    build, judge = block_with("docker build").splitlines()
    typed(clone, build, FOREIGN)
    example = commit_example("ready-to-close", tmp_path / "dms")
    ran = run(example, ["sh", "-ec", f"{judge} --policy {POLICY} --as-of 2026-07-27 --issues issues.json -q"], FOREIGN)
    assert (ran.code, ran.out.startswith("MET")) == (0, True), ran.out + ran.err


# --- by themselves: the action, the workflow, the component, the job on the page --------------------------------------


@dataclass(frozen=True, slots=True)
class Forge:
    """Where a team keeps closure-check, as `acme/closure-check`. server: its address."""

    server: str
    commit: str

    @property
    def package(self) -> str:
        return f"git+{self.server}/acme/closure-check@{self.commit}"


@pytest.fixture(scope="module")
def forge(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Forge:
    folder = tmp_path_factory.mktemp("forge")
    git(folder, "clone", "--quiet", "--bare", str(clone), "acme/closure-check")
    return Forge(f"file://{folder}", git(clone, "rev-parse", "HEAD"))


def installed_by(script: str, folder: Path, **variables: str) -> Ran:
    """A step of a pipeline, in which pip installs without what closure-check builds on."""
    commands = install_command(folder / "bin")
    path = {"PATH": f"{commands}:{TOOLS}:{FOREIGN['PATH']}"}
    ran = run(folder, ["bash", "-eo", "pipefail", "-c", script], {**FOREIGN, **path, **variables})
    assert (ran.code == 0) == (folder / "bin/site/bin/closure-check").exists(), ran.out + ran.err
    return ran


def step_named(name: str, document: Any) -> Any:
    """The step of a workflow or an action that has this name."""
    jobs = document.get("jobs", {"": document.get("runs")}).values()
    (found,) = (step for job in jobs for step in job["steps"] if step.get("name") == name)
    return found


def read(path: str) -> Any:
    return yaml.safe_load((PROJECT / path).read_text(encoding="utf-8"))


ACTION = step_named("Install closure-check", read("action.yml"))["run"]
WORKFLOW = step_named("Install closure-check", read(".github/workflows/closure-check.yml"))


def test_action_installs_the_commit_that_it_is_of(clone: Path, machine: Mapping[str, str], tmp_path: Path) -> None:
    places = {"RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": str(clone)}
    typed(tmp_path, ACTION, {**machine, **places})
    assert_judges_as_the_checkout(tmp_path / "closure-check/bin/closure-check", tmp_path, machine)


def test_action_asks_for_a_python_that_is_new_enough(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    ran = run(tmp_path, ["bash", "-ec", ACTION], {**FOREIGN, "PATH": f"{tmp_path}:{FOREIGN['PATH']}"})
    said = "closure-check needs Python 3.11 or newer; put a step with actions/setup-python before this one"
    assert (ran.code, ran.out, ran.err) == (2, f"::error::{said}\n", "")


def test_workflow_installs_the_commit_that_it_is_of(forge: Forge, tmp_path: Path) -> None:
    assert read(".github/workflows/closure-check.yml")[True]["workflow_call"]["inputs"]["package"]["default"] == ""
    assert WORKFLOW["env"] == {
        "JUDGE_PACKAGE": "${{ inputs.package }}",
        "SERVER": "${{ github.server_url }}",
        "SOURCE": "${{ job.workflow_repository }}",
        "COMMIT": "${{ job.workflow_sha }}",
    }
    given = {"JUDGE_PACKAGE": "", "SERVER": forge.server, "SOURCE": "acme/closure-check", "COMMIT": forge.commit}
    assert installed_by(WORKFLOW["run"], tmp_path, **given).code == 0


def test_workflow_installs_what_it_is_told(forge: Forge, tmp_path: Path) -> None:
    given = {"JUDGE_PACKAGE": forge.package, "SERVER": "", "SOURCE": "", "COMMIT": ""}
    assert installed_by(WORKFLOW["run"], tmp_path, **given).code == 0


@pytest.mark.parametrize("known", ["SOURCE", "COMMIT"])
def test_workflow_that_does_not_know_where_it_is_from_installs_nothing(known: str, tmp_path: Path) -> None:
    given = {"JUDGE_PACKAGE": "", "SERVER": "https://git.acme.example", "SOURCE": "", "COMMIT": ""}
    ran = installed_by(WORKFLOW["run"], tmp_path, **given | {known: "x"})
    said = "::error::this server does not say where the workflow comes from; name the input package\n"
    assert (ran.code, ran.out, ran.err) == (2, said, "")


def test_component_installs_what_it_has_to_be_told(forge: Forge, tmp_path: Path) -> None:
    text = (PROJECT / "templates/closure-check.yml").read_text(encoding="utf-8")
    spec, jobs = yaml.safe_load_all(text)
    assert "default" not in spec["spec"]["inputs"]["package"]
    assert installed_by(jobs["closure-check"]["script"][0], tmp_path, JUDGE_PACKAGE=forge.package).code == 0


def test_job_of_the_page_installs_what_the_variable_names(forge: Forge, tmp_path: Path) -> None:
    page = (PROJECT / "docs/ci.md").read_text(encoding="utf-8")
    (shown,) = (one.content for one in fences(page) if one.path == ".github/workflows/build.yml")
    step = step_named("Install closure-check", yaml.safe_load(shown))
    assert step["env"] == {"CLOSURE_CHECK": "${{ vars.CLOSURE_CHECK }}"}
    address = forge.package.removeprefix("git+")
    assert installed_by(step["run"], tmp_path, CLOSURE_CHECK=address).code == 0
