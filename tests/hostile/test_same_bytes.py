"""The same commit gives the same bytes, wherever its clone lies; a report names no place of the machine."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from commands import DAY_BY_EXAMPLE, POLICY, closure_check, commit_example, git

from checker.reports import RENDERER_BY_NAME

NAME = "a-week-before"


@pytest.fixture(scope="module")
def clones(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two clones of one example, in folders of different names and depths."""
    first = commit_example(NAME, tmp_path_factory.mktemp("here") / "engagement")
    second = tmp_path_factory.mktemp("elsewhere") / "deep" / "down" / "work"
    git(first.parent, "clone", "--quiet", str(first), str(second))
    return first, second


def reports(clone: Path, folder: Path, *options: str | Path) -> dict[str, bytes]:
    """Every report on a clone, by its format."""
    folder.mkdir()
    formats = [part for name in RENDERER_BY_NAME for part in ("--format", f"{name}:{folder / name}")]
    given = ["--policy", POLICY, "--as-of", DAY_BY_EXAMPLE[NAME], *formats, *options]
    assert closure_check(clone, "check", *given).code in (1, 3)
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir())}


@pytest.mark.parametrize("at", ["HEAD", "worktree", "index"])
def test_two_clones_of_a_commit_give_the_same_bytes(clones: tuple[Path, Path], tmp_path: Path, at: str) -> None:
    first, second = (
        reports(clone, tmp_path / str(n), "--at", at, "--issues", clone / "issues.json")
        for n, clone in enumerate(clones)
    )
    assert [name for name in RENDERER_BY_NAME if first[name] != second[name]] == []
    told = b"".join(first.values())
    for place in (str(clones[0]), str(clones[0].parent), str(tmp_path), "engagement/"):
        assert place.encode() not in told


def test_folder_that_is_judged_by_itself_is_named_as_the_repository_has_it(
    clones: tuple[Path, Path], tmp_path: Path
) -> None:
    read = [json.loads(reports(one, tmp_path / str(n), "--at", "HEAD")["json"]) for n, one in enumerate(clones)]
    assert read[0]["judged"] == read[1]["judged"]
    ran = closure_check(clones[1], "check", "docs", "--policy", POLICY, "--format", "json")
    assert (read[0]["judged"]["root"], json.loads(ran.out)["judged"]["root"]) == (".", "docs")


def test_issues_are_told_with_file_count_and_whole_digest(clones: tuple[Path, Path], tmp_path: Path) -> None:
    file = clones[0] / "issues.json"
    for given, told in (("issues.json", "issues.json"), (str(file), "issues.json")):
        found = json.loads(reports(clones[0], tmp_path / str(len(given)), "--issues", given)["json"])
        issues = found["judged"]["issues"]
        assert issues["file"] == told
        assert issues["digest"] == f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
        assert issues["count"] == len(json.loads(file.read_bytes()))
        assert issues["text"].startswith(f"{told} (")


@pytest.mark.parametrize("at", ["HEAD", "worktree", "index"])
def test_evidence_is_told_with_the_ids_that_git_has(clones: tuple[Path, Path], tmp_path: Path, at: str) -> None:
    evidence = json.loads(reports(clones[0], tmp_path / "out", "--at", at)["json"])["evidence"]
    stored = {line.split("\t")[1]: line.split()[2] for line in git(clones[0], "ls-tree", "-r", "HEAD").splitlines()}
    assert len(evidence) > 10
    assert [one["path"] for one in evidence] == sorted(one["path"] for one in evidence)
    assert {one["path"]: one["blob"] for one in evidence} == {one["path"]: stored[one["path"]] for one in evidence}
