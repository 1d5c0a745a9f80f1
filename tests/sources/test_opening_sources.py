"""Which repository a folder stands for, whether it is trusted, and which git and index are used."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from source_repositories import Repo, everything, run_git

import checker
from checker.errors import UsageError
from checker.model.problem import Problem
from checker.sources import open_source
from checker.sources.repository import is_own

HOOK = """#!/bin/sh
PYTHONPATH={project} exec {python} - <<'END'
import json, os, pathlib
from checker.sources import open_source
source = open_source(pathlib.Path("."), "{at}")
seen = {{path: content.decode() for path, content in source.read(source.tree().entries).items()}}
seen["GIT_INDEX_FILE"] = os.path.basename(os.environ["GIT_INDEX_FILE"])
pathlib.Path("{seen}").write_text(json.dumps(seen))
END
"""


def seen_by_hook(repo: Repo, worktree: Path, commit: list[str], at: str = "index") -> dict[str, str]:
    """What a pre-commit hook reads while a commit is made."""
    seen = repo.root.parent / "seen.json"
    project = Path(checker.__file__).parents[1]
    hook = repo.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK.format(project=project, python=sys.executable, at=at, seen=seen))
    hook.chmod(0o755)
    run_git(worktree, "commit", "--quiet", "--message", "x", *commit)
    found: dict[str, str] = json.loads(seen.read_text())
    return found


def two_changes(repo: Repo, worktree: Path) -> None:
    """a.md is changed and staged, b.md is changed only."""
    (worktree / "a.md").write_text("new a")
    (worktree / "b.md").write_text("new b")
    run_git(worktree, "add", "a.md")


def test_hook_judges_what_is_staged(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a", "b.md": "b"})
    two_changes(repo, repo.root)
    seen = seen_by_hook(repo, repo.root, [])
    assert seen == {"a.md": "new a", "b.md": "b", "GIT_INDEX_FILE": "index"}


def test_hook_of_commit_all_judges_what_that_adds(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a", "b.md": "b"})
    two_changes(repo, repo.root)
    seen = seen_by_hook(repo, repo.root, ["--all"])
    assert seen == {"a.md": "new a", "b.md": "new b", "GIT_INDEX_FILE": "index.lock"}


def test_hook_of_commit_file_judges_that_file_only(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a", "b.md": "b"})
    two_changes(repo, repo.root)
    seen = seen_by_hook(repo, repo.root, ["b.md"])
    assert seen.pop("GIT_INDEX_FILE").startswith("next-index-")
    assert seen == {"a.md": "a", "b.md": "new b"}


def test_hook_of_a_new_file_sees_it_tracked_in_the_work_tree(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    repo.write({"c.md": "c", "d.md": "d"})
    repo.git("add", "c.md")
    seen = seen_by_hook(repo, repo.root, ["--all"], at="worktree")
    assert seen == {"a.md": "a", "c.md": "c", "GIT_INDEX_FILE": "index.lock"}


@pytest.mark.parametrize("commit", [[], ["--all"], ["b.md"]])
def test_hook_in_a_linked_work_tree_judges_that_one(tmp_path: Path, commit: list[str]) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a", "b.md": "b"})
    repo.git("worktree", "add", "--quiet", str(tmp_path / "linked"))
    two_changes(repo, tmp_path / "linked")
    seen = seen_by_hook(repo, tmp_path / "linked", commit)
    del seen["GIT_INDEX_FILE"]
    expected = {0: {"a.md": "new a", "b.md": "b"}, 1: {"a.md": "new a", "b.md": "new b"}}
    assert seen == (expected[len(commit)] if commit != ["b.md"] else {"a.md": "a", "b.md": "new b"})


def test_linked_work_tree_has_its_own_index_and_head(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    repo.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    linked = tmp_path / "linked"
    (linked / "b.md").write_text("b")
    run_git(linked, "add", "b.md")
    run_git(linked, "commit", "--quiet", "--message", "x")
    for at in ("worktree", "index", "HEAD"):
        source = open_source(linked, at)
        assert (source.root, everything(source)) == (linked, {"a.md": b"a", "b.md": b"b"})
    assert everything(repo.open("HEAD")) == {"a.md": b"a"}


def test_folder_of_a_submodule_is_judged_by_itself(tmp_path: Path) -> None:
    inner = Repo(tmp_path / "inner", {"in.md": "in", "docs/x.md": "x"})
    outer = Repo(tmp_path / "outer", {"out.md": "out"})
    outer.git("submodule", "--quiet", "add", str(inner.root), "lib")
    for at in ("worktree", "index", "HEAD"):
        source = open_source(outer.root / "lib/docs", at)
        assert (source.root, everything(source)) == (outer.root / "lib/docs", {"x.md": b"x"})


@pytest.mark.parametrize("at", ["worktree", "index", "HEAD"])
def test_named_folder_in_a_repository_is_judged_by_itself(tmp_path: Path, at: str) -> None:
    Repo(tmp_path, {"a.md": "a", "docs/deep/b.md": "b", "docs/deep/er/c.md": "c"})
    source = open_source(tmp_path / "docs/deep", at)
    assert (source.root, everything(source)) == (tmp_path / "docs/deep", {"b.md": b"b", "er/c.md": b"c"})


@pytest.mark.parametrize("at", ["worktree", "index", "HEAD"])
def test_without_a_name_the_whole_repository_is_judged(
    tmp_path: Path, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(tmp_path, {"a.md": "a", "docs/deep/b.md": "b"})
    monkeypatch.chdir(tmp_path / "docs/deep")
    source = open_source(None, at)
    assert (source.root, everything(source)) == (repo.root, {"a.md": b"a", "docs/deep/b.md": b"b"})


def test_what_is_astray_is_told_as_seen_from_the_named_folder(tmp_path: Path) -> None:
    Repo(tmp_path, {"docs/a.md": "a"})
    (tmp_path / "docs/new.md").write_text("new")
    source = open_source(tmp_path / "docs", "worktree")
    problem = source.read(["new.md"])["new.md"]
    assert isinstance(problem, Problem)
    assert (problem.location.path, problem.message) == ("new.md", "is on disk but not tracked by git; git add it")


def test_folder_may_be_named_relatively_and_through_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Repo(tmp_path / "repo", {"docs/a.md": "a"})
    (tmp_path / "link").symlink_to("repo/docs")
    monkeypatch.chdir(tmp_path)
    assert open_source(Path("link"), "worktree").root == tmp_path / "repo/docs"


def test_bare_repository_planted_in_a_folder_is_not_used(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "honest"})
    evil = Repo(tmp_path / "evil", {"a.md": "forged"})
    shutil.copytree(evil.root / ".git", repo.root / "docs/handover", ignore=shutil.ignore_patterns("hooks"))
    repo.commit()
    for at in ("worktree", "index", "HEAD"):
        source = open_source(repo.root / "docs/handover", at)
        assert source.root == repo.root / "docs/handover"
        assert {"HEAD", "config", "index"} <= everything(source).keys()


@pytest.mark.parametrize("around", [True, False])
def test_bare_repository_is_judged_itself_wherever_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, around: bool
) -> None:
    if around:
        Repo(tmp_path, {"a.md": "around"})
    Repo(tmp_path / "repo", {"a.md": "its own"})
    run_git(tmp_path, "clone", "--quiet", "--bare", "repo", "belt.git")
    source = open_source(tmp_path / "belt.git", "HEAD")
    assert everything(source) == {"a.md": b"its own"}
    for at in ("worktree", "index"):
        with pytest.raises(UsageError, match=rf"belt\.git` is a bare repository, which has no {at}; name a revision"):
            open_source(tmp_path / "belt.git", at)
    monkeypatch.chdir(tmp_path / "belt.git")
    assert everything(open_source(None, "HEAD")) == {"a.md": b"its own"}


def test_work_tree_named_by_the_configuration_is_not_used(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "honest"})
    repo.git("config", "core.worktree", str(tmp_path / "nowhere"))
    for at in ("worktree", "index", "HEAD"):
        assert everything(repo.open(at)) == {"a.md": b"honest"}


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        open_source(tmp_path / "nowhere", "worktree")
    assert str(raised.value) == f"`{tmp_path}/nowhere` does not exist; name a folder"


def test_file_instead_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a")
    with pytest.raises(UsageError) as raised:
        open_source(tmp_path / "a.md", "worktree")
    assert str(raised.value) == f"`{tmp_path}/a.md` is no folder; name the folder to judge"


def test_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(UsageError) as raised:
        open_source(tmp_path / "loop", "worktree")
    assert str(raised.value) == f"`{tmp_path}/loop` does not exist; name a folder"


@pytest.mark.parametrize("part", ["HEAD", "objects", "refs"])
def test_broken_repository_is_not_taken_for_a_plain_folder(tmp_path: Path, part: str) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    (tmp_path / ".git" / part).rename(tmp_path / "gone")
    with pytest.raises(UsageError) as raised:
        repo.open("worktree")
    git_dir = tmp_path / ".git"
    expected = f"`{git_dir}` is no working git repository: `{git_dir / part}` is missing; repair or remove it"
    assert str(raised.value) == expected


@pytest.mark.parametrize("content", ["", "gitdir:", "nonsense\n", "\xff\xfe"])
def test_git_file_that_names_nothing_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / ".git").write_text(content, encoding="latin-1")
    with pytest.raises(UsageError) as raised:
        open_source(tmp_path, "worktree")
    assert str(raised.value) == (
        f"`{tmp_path}/.git` is neither a git directory nor a file that names one; repair or remove it"
    )


def test_git_that_is_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".git")
    with pytest.raises(UsageError, match="is neither a git directory nor a file that names one"):
        open_source(tmp_path, "worktree")


def test_linked_work_tree_whose_repository_is_gone_is_refused(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    repo.git("worktree", "add", "--quiet", str(tmp_path / "linked"))
    shutil.rmtree(repo.root)
    with pytest.raises(UsageError, match="is no working git repository"):
        open_source(tmp_path / "linked", "worktree")


def test_broken_index_is_refused(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    (tmp_path / ".git/index").write_bytes(b"garbage" * 9)
    with pytest.raises(UsageError) as raised:
        repo.open("worktree").tree()
    assert str(raised.value) == f"git ls-files fails with exit code 128 for `{tmp_path}`; it says: index file corrupt"


def test_git_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    os.mkfifo(tmp_path / "pipe")
    repo.git("config", "include.path", str(tmp_path / "pipe"))
    monkeypatch.setattr("checker.sources.git.SECONDS", 0.5)
    with pytest.raises(UsageError) as raised:
        repo.open("HEAD")
    assert str(raised.value) == f"git rev-parse gives no answer within 0.5 s for `{repo.root}`"


def test_git_that_cannot_be_started_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text("#!/nowhere/interpreter\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    with pytest.raises(UsageError) as raised:
        repo.open("HEAD")
    assert str(raised.value) == f"`{program}` cannot be started for `{repo.root}`: no such file or directory"


def test_git_that_crashes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nkill -ABRT $$\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    with pytest.raises(UsageError) as raised:
        repo.open("index").tree()
    assert str(raised.value) == f"git ls-files is killed by signal 6 for `{repo.root}`"


def test_missing_git_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(UsageError) as raised:
        repo.open("worktree")
    expected = f"`{repo.root}` is a git repository, but no git is on PATH outside of it; install git"
    assert str(raised.value) == expected


def test_git_of_the_repository_itself_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    repo.write({"bin/git": f"#!/bin/sh\ntouch {tmp_path}/ran\n"})
    (repo.root / "bin/git").chmod(0o755)
    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("PATH", os.pathsep.join([str(repo.root / "bin"), "bin", "", os.environ["PATH"]]))
    assert everything(repo.open("worktree")) == {"a.md": b"a"}
    assert not (tmp_path / "ran").exists()


def test_repository_of_another_user_is_refused_unless_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    monkeypatch.delenv("SUDO_UID", raising=False)
    with pytest.raises(UsageError) as raised:
        repo.open("index")
    assert str(raised.value) == (
        f"`{tmp_path}` belongs to user id {owner}, but you are {owner + 1}; "
        "take it over with chown, or pass --allow-foreign-owner if you trust that user"
    )
    assert everything(open_source(tmp_path, "index", allow_foreign_owner=True)) == {"a.md": b"a"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
@pytest.mark.parametrize("part", [".", ".git"])
def test_every_part_of_a_repository_must_be_ones_own(
    tmp_path: Path, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    os.chown(tmp_path / part, 12345, -1)
    monkeypatch.delenv("SUDO_UID", raising=False)
    with pytest.raises(UsageError, match="belongs to user id 12345, but you are 0"):
        repo.open("worktree")
    monkeypatch.setenv("SUDO_UID", "12345")
    assert everything(repo.open("worktree")) == {"a.md": b"a"}


def test_ones_own_is_what_git_calls_safe() -> None:
    cases = {
        (1000, 1000, None): True,
        (1000, 1001, None): False,
        (0, 1000, None): False,
        (0, 0, "1000"): True,
        (1000, 0, "1000"): True,
        (1000, 0, "1001"): False,
        (1000, 0, None): False,
        (1000, 1001, "1000"): False,
    }
    assert {case: is_own(*case) for case in cases} == cases


def test_index_and_git_directory_of_another_repository_are_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    other = Repo(tmp_path / "other", {"b.md": "b"})
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    assert everything(repo.open("index")) == {"a.md": b"a"}
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    assert everything(repo.open("index")) == {"a.md": b"a"}


def test_index_elsewhere_counts_when_the_git_directory_is_named_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    repo.write({"b.md": "b"})
    index = str(tmp_path / "index")
    repo.git("add", "b.md", GIT_INDEX_FILE=index)
    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("GIT_INDEX_FILE", "../index")
    with pytest.raises(UsageError) as raised:
        repo.open("index")
    assert str(raised.value) == (
        f"GIT_INDEX_FILE names `{index}`, which is not in `{repo.root}/.git`; unset it, or set GIT_DIR as well"
    )
    monkeypatch.setenv("GIT_DIR", ".git")
    assert everything(repo.open("index")) == {"b.md": b"b"}


def test_other_variables_of_git_are_not_inherited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    for name in ("GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_SHALLOW_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"touch {tmp_path}/ran")
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"touch {tmp_path}/ran #")
    for at in ("worktree", "index", "HEAD"):
        assert everything(repo.open(at)) == {"a.md": b"a"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["repo"]
