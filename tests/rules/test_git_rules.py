"""Rules about what git remembers, which no case can hold: the same policy, on real repositories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import closure_check, git, outcomes, repository

POLICY = Path(__file__).parent / "git-state.yaml"
SUMMARY = "# A\n\n## Summary\n\nIt sorts.\n"


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A branch with nothing of its own yet."""
    folder = repository(tmp_path / "belt", {"CHANGELOG.md": "# Changes\n", "src/a.py": "a\n", "keps/1.md": "# Old\n"})
    git(folder, "switch", "--quiet", "--create", "topic")
    return folder


def commit(folder: Path, files: dict[str, str | None], message: str = "Sort") -> None:
    for path, text in files.items():
        if text is None:
            (folder / path).unlink()
        else:
            (folder / path).write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def judged(folder: Path, rule: str, *arguments: str) -> str:
    ran = closure_check(
        folder, "check", "--policy", POLICY, "--only", rule, "--pull-request", "none", "--format", "json", *arguments
    )
    return outcomes(json.loads(ran.out))[rule]


def test_messages_are_looked_at_in_all_of_the_history(branch: Path) -> None:
    assert judged(branch, "no-secret-in-messages") == "pass"
    commit(branch, {"src/a.py": "b\n"}, "Sort\n\npassword: hunter2\n")
    commit(branch, {"src/a.py": "c\n"})
    assert judged(branch, "no-secret-in-messages") == "fail"


def test_file_that_came_and_went_is_found_in_the_commit_that_brought_it(branch: Path) -> None:
    commit(branch, {"src/a.py": "b\n"})
    assert judged(branch, "no-key-was-ever-committed") == "pass"
    commit(branch, {"src/deploy.pem": "k\n"})
    commit(branch, {"src/deploy.pem": None})
    assert judged(branch, "no-key-was-ever-committed") == "fail"
    assert judged(branch, "no-key-was-ever-committed", "--at", "HEAD~2") == "pass"


def test_change_without_a_word_in_the_changelog_is_not_met(branch: Path) -> None:
    assert judged(branch, "changelog-goes-along") == "not-applicable"
    commit(branch, {"src/a.py": "b\n"})
    assert judged(branch, "changelog-goes-along") == "fail"
    commit(branch, {"CHANGELOG.md": "# Changes\n\nIt sorts.\n"})
    assert judged(branch, "changelog-goes-along") == "pass"


def test_only_what_a_branch_changed_is_looked_at(branch: Path) -> None:
    assert judged(branch, "changed-proposals-have-a-summary") == "pass"
    commit(branch, {"keps/2.md": SUMMARY, "keps/1.md": None})
    assert judged(branch, "changed-proposals-have-a-summary") == "pass"
    commit(branch, {"keps/3.md": "# B\n"})
    assert judged(branch, "changed-proposals-have-a-summary") == "fail"


def test_shallow_clone_leaves_the_history_undecided(branch: Path, tmp_path: Path) -> None:
    commit(branch, {"src/a.py": "b\n"})
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{branch}", "shallow")
    rules = ("no-secret-in-messages", "no-key-was-ever-committed", "changelog-goes-along")
    assert [judged(tmp_path / "shallow", rule) for rule in rules] == ["unknown"] * 3


def test_what_is_generated_is_compared_with_what_is_committed(branch: Path) -> None:
    commit(branch, {"generate.sh": "tr a-z A-Z < src/a.py > list.txt; echo > made-besides.log\n", "list.txt": "A\n"})
    assert judged(branch, "generated-is-up-to-date", "--allow-commands") == "pass"
    assert judged(branch, "generated-is-up-to-date") == "not-run"
    commit(branch, {"src/a.py": "b\n"})
    assert judged(branch, "generated-is-up-to-date", "--allow-commands") == "fail"
    assert (branch / "list.txt").read_text(encoding="utf-8") == "A\n"
