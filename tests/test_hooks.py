"""The hooks that the project offers, installed and run by the real pre-commit in real repositories."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from commands import PROJECT, Ran, closure_check, commit_all, commit_example, git, run
from installs import FOREIGN, clone_checkout, require_index

WRITES_HOOKS = re.compile(r"(?ms)^ *```bash\n((?:(?!```).)*> \.pre-commit-config\.yaml.*?)^ *```$")
IN_THE_PAGE, IN_THE_README = PROJECT / "docs/ci.md", PROJECT / "README.md"
REPORT = "docs/developer-guide/FINAL-REPORT-v1.0.md"
RUNBOOK = "docs/runbooks/CODEPULSE-RUNBOOK.md"
UNFILLED = "The password is in [PASSWORD_MANAGER_NAME]."


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of this checkout, beside which repositories lie that use its hooks."""
    return clone_checkout(tmp_path_factory.mktemp("forge") / "closure-check")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of commits: pre-commit keeps what it installs in a folder that all tests of a worker share."""
    return {**FOREIGN, "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit"))}


@pytest.fixture(scope="module")
def engagement(hooks: Path, machine: Mapping[str, str]) -> Path:
    """An engagement whose repository uses both hooks, as the page on them says, ready to close."""
    require_index()
    folder = commit_example("ready-to-close", hooks.parent / "dms")
    write(folder, ".closure-check.yaml", "policies: [flx-eng-rfc-008]\n")
    follow(folder, IN_THE_PAGE, machine)
    commit_all(folder)
    ran = pre_commit(folder, machine, "install-hooks")
    assert ran.code == 0, ran.out + ran.err
    return folder


def test_readme_and_page_write_the_same_hooks(engagement: Path, machine: Mapping[str, str]) -> None:
    written = (engagement / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    other = commit_example("ready-to-close", engagement.parent / "other")
    follow(other, IN_THE_README, machine)
    assert yaml.safe_load((other / ".pre-commit-config.yaml").read_text(encoding="utf-8")) == yaml.safe_load(written)


def test_hooks_of_the_page_are_pinned_to_a_commit(engagement: Path) -> None:
    ran = closure_check(engagement, "doctor")
    assert ".pre-commit-config.yaml" not in ran.out


@pytest.fixture
def repository(engagement: Path, machine: Mapping[str, str], tmp_path: Path) -> Path:
    """A clone of the engagement with pre-commit in place."""
    folder = tmp_path / "dms"
    git(tmp_path, "clone", "--quiet", str(engagement), str(folder))
    assert pre_commit(folder, machine, "install").code == 0
    return folder


def test_commit_with_an_unfilled_bracket_is_stopped(repository: Path, machine: Mapping[str, str]) -> None:
    line = add_to_runbook(repository, UNFILLED)
    ran = commit(repository, machine, "--all")
    assert_stopped(repository, ran)
    assert "no-placeholders" in ran.err
    assert f"{RUNBOOK}:{line}:" in ran.err


def test_commit_that_only_deletes_the_report_is_stopped(repository: Path, machine: Mapping[str, str]) -> None:
    git(repository, "rm", "--quiet", REPORT)
    ran = commit(repository, machine)
    assert_stopped(repository, ran)
    assert f"{REPORT} is not there" in ran.err


def test_clean_commit_passes(repository: Path, machine: Mapping[str, str]) -> None:
    add_to_runbook(repository, "The password is in Bitwarden.")
    assert_passed(repository, commit(repository, machine, "--all"))


def test_what_is_not_staged_is_not_judged(repository: Path, machine: Mapping[str, str]) -> None:
    add_to_runbook(repository, "The password is in Bitwarden.")
    git(repository, "add", RUNBOOK)
    add_to_runbook(repository, UNFILLED)
    assert_passed(repository, commit(repository, machine))
    assert UNFILLED in (repository / RUNBOOK).read_text(encoding="utf-8")


def test_what_is_staged_is_judged_when_the_work_tree_is_better(repository: Path, machine: Mapping[str, str]) -> None:
    clean = (repository / RUNBOOK).read_text(encoding="utf-8")
    add_to_runbook(repository, UNFILLED)
    git(repository, "add", RUNBOOK)
    write(repository, RUNBOOK, clean)
    assert_stopped(repository, commit(repository, machine))


def test_commit_of_named_files_is_judged_as_it_will_be(repository: Path, machine: Mapping[str, str]) -> None:
    add_to_runbook(repository, UNFILLED)
    assert_stopped(repository, commit(repository, machine, "--", RUNBOOK))


def test_commit_in_a_linked_work_tree_is_judged(repository: Path, machine: Mapping[str, str]) -> None:
    linked = repository.parent / "linked"
    git(repository, "worktree", "add", "--quiet", str(linked), "-b", "other")
    add_to_runbook(linked, UNFILLED)
    assert_stopped(linked, commit(linked, machine, "--all"))
    write(linked, RUNBOOK, (repository / RUNBOOK).read_text(encoding="utf-8") + "\nChecked.\n")
    assert_passed(linked, commit(linked, machine, "--all"))


def test_policy_with_a_mistake_is_stopped(repository: Path, machine: Mapping[str, str]) -> None:
    write(repository, ".closure-check/own.yaml", "version: 1\npolicy: own\ncriterions: []\n")
    git(repository, "add", ".closure-check")
    ran = commit(repository, machine)
    assert_stopped(repository, ran)
    assert ".closure-check/own.yaml:3:1: unknown key `criterions`; did you mean `criteria`?" in ran.err


@pytest.mark.parametrize("command", ["validate-manifest .pre-commit-hooks.yaml", "validate-config"])
def test_hooks_are_declared_as_pre_commit_wants(command: str, machine: Mapping[str, str]) -> None:
    ran = pre_commit(PROJECT, machine, *command.split())
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def follow(folder: Path, page: Path, machine: Mapping[str, str]) -> None:
    """Types what a page says to get the hooks."""
    (typed,) = WRITES_HOOKS.findall(page.read_text(encoding="utf-8"))
    path = {"PATH": f"{Path(sys.executable).parent}:{machine['PATH']}"}
    ran = run(folder, ["sh", "-ec", textwrap.dedent(typed)], {**machine, **path})
    assert ran.code == 0, ran.out + ran.err


def pre_commit(folder: Path, machine: Mapping[str, str], *arguments: str) -> Ran:
    return run(folder, [sys.executable, "-P", "-m", "pre_commit", *arguments], machine)


def commit(folder: Path, machine: Mapping[str, str], *arguments: str) -> Ran:
    """A commit as a person makes it: with the hooks that are installed."""
    return run(folder, ["git", "commit", "--message", "a change", *arguments], machine)


def assert_stopped(folder: Path, ran: Ran) -> None:
    assert ran.code == 1, ran.out + ran.err
    assert git(folder, "log", "-1", "--format=%s") != "a change"


def assert_passed(folder: Path, ran: Ran) -> None:
    assert ran.code == 0, ran.out + ran.err
    assert git(folder, "log", "-1", "--format=%s") == "a change"


def add_to_runbook(folder: Path, sentence: str) -> int:
    """Puts a sentence at the runbook's end and says on which line."""
    text = (folder / RUNBOOK).read_text(encoding="utf-8") + f"\n{sentence}\n"
    write(folder, RUNBOOK, text)
    return text.count("\n")


def write(folder: Path, path: str, text: str) -> None:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
