"""The index and commits: what git has stored, whatever is on disk."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from source_repositories import Repo, everything, run_git, said

from checker.errors import UsageError
from checker.model.tree import Entry, EntryKind
from checker.sources.source import LARGEST

ONE = "d00491fd7e5bb6fa28c517a0bb32b8b506539d4d"
"""git's id of `1` and a line feed."""
EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
NOT_STORED = "is not in this clone, or its object is damaged; fetch all objects (`git fetch --refetch`)"


def test_index_holds_what_is_staged_not_what_is_on_disk(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "old\n"})
    repo.write({"a.md": "1\n"})
    repo.git("add", "a.md")
    repo.write({"a.md": "later\n", "b.md": "untracked\n"})
    source = repo.open("index")
    assert source.tree().entries == {"a.md": Entry("a.md", EntryKind.FILE, size=2, blob=ONE)}
    assert everything(source) == {"a.md": b"1\n"}
    assert source.astray("b.md") == "is on disk but not tracked by git; git add it"


def test_index_still_holds_what_is_deleted_on_disk_only(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    (tmp_path / "a.md").unlink()
    assert everything(repo.open("index")) == {"a.md": b"a"}


def test_index_lacks_what_is_staged_for_deletion(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a", "b.md": "b"})
    repo.git("rm", "--quiet", "--cached", "b.md")
    source = repo.open("index")
    assert everything(source) == {"a.md": b"a"}
    assert source.astray("b.md") == "is on disk but not tracked by git; git add it"


@pytest.mark.parametrize("format_", ["sha1", "sha256"])
def test_index_lacks_what_is_only_announced(tmp_path: Path, format_: str) -> None:
    tmp_path.joinpath("repo").mkdir()
    run_git(tmp_path / "repo", "init", "--quiet", f"--object-format={format_}")
    repo = Repo(tmp_path / "repo")
    repo.write({"empty.md": "", "later.md": "later"})
    repo.git("add", "empty.md")
    repo.git("add", "--intent-to-add", "later.md")
    assert everything(repo.open("index")) == {"empty.md": b""}


def test_kinds_and_modes_are_those_of_git(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.write({"1.md": "1\n", "run.sh": ""})
    (tmp_path / "run.sh").chmod(0o755)
    (tmp_path / "link").symlink_to("1.md")
    repo.git("add", "--all")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},lib")
    repo.git("commit", "--quiet", "--message", "x")
    expected = {
        "1.md": Entry("1.md", EntryKind.FILE, size=2, blob=ONE),
        "lib": Entry("lib", EntryKind.SUBMODULE),
        "link": Entry("link", EntryKind.SYMLINK, target="1.md"),
        "run.sh": Entry("run.sh", EntryKind.FILE, size=0, blob=EMPTY, executable=True),
    }
    assert repo.open("index").tree().entries == expected
    assert repo.open("HEAD").tree().entries == expected


@pytest.mark.parametrize("at", ["index", "HEAD"])
def test_links_and_submodules_are_never_read(tmp_path: Path, at: str) -> None:
    repo = Repo(tmp_path)
    (tmp_path / "link").symlink_to("/etc/hostname")
    repo.git("add", "--all")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},lib")
    repo.git("commit", "--quiet", "--message", "x")
    source = repo.open(at)
    assert everything(source) == {
        "lib": said("lib", "is a submodule, which is never read; judge its repository by itself"),
        "link": said("link", "is a symbolic link, which is never followed; put the file itself here"),
    }
    assert source.astray("lib/README.md") == "lies in the submodule `lib`, which is never read"
    assert source.astray("link/hostname") == "lies behind the symbolic link `link`, which is never followed"


def test_file_in_a_merge_conflict_is_a_problem(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"1.md": "1\n"})
    stages = "".join(f"100644 {ONE} {stage}\tfight.md\n" for stage in (1, 2, 3))
    repo.git("update-index", "--index-info", given=stages.encode())
    source = repo.open("index")
    assert source.tree().entries["fight.md"] == Entry("fight.md", EntryKind.OTHER)
    assert everything(source) == {
        "1.md": b"1\n",
        "fight.md": said("fight.md", "is in a merge conflict; resolve it and git add the file"),
    }


def test_real_merge_conflict_is_a_problem(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "base\n"})
    repo.git("switch", "--quiet", "--create", "other")
    repo.write({"a.md": "theirs\n"})
    repo.commit()
    repo.git("switch", "--quiet", "main")
    repo.write({"a.md": "ours\n"})
    repo.commit()
    with pytest.raises(AssertionError, match=r"^$"):
        repo.git("merge", "--quiet", "other")
    conflict = {"a.md": said("a.md", "is in a merge conflict; resolve it and git add the file")}
    assert everything(repo.open("index")) == conflict
    assert everything(repo.open("worktree")) == conflict
    assert everything(repo.open("HEAD")) == {"a.md": b"ours\n"}


def test_every_way_to_name_a_commit(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "first"})
    first = repo.git("rev-parse", "HEAD")
    repo.git("tag", "light")
    repo.git("tag", "--annotate", "--message", "x", "heavy")
    repo.git("update-ref", "refs/remotes/origin/main", first)
    repo.write({"a.md": "second"})
    repo.commit()
    repo.git("branch", "prüfung/é", first)
    for at in (first, first[:10], "HEAD~1", "HEAD^", "light", "heavy", "origin/main", "prüfung/é", "refs/tags/heavy"):
        source = repo.open(at)
        assert (source.at, source.tree().commit, source.tree().git) == (at, first, True)
        assert everything(source) == {"a.md": b"first"}


def test_detached_head_is_a_commit(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "first"})
    repo.write({"a.md": "second"})
    repo.commit()
    repo.git("switch", "--quiet", "--detach", "HEAD~1")
    assert everything(repo.open("HEAD")) == {"a.md": b"first"}


@pytest.mark.parametrize("at", ["--output=x", "-n", "", "HEAD\0", "\ud800"])
def test_what_cannot_be_a_revision_is_refused(tmp_path: Path, at: str) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    with pytest.raises(UsageError) as raised:
        repo.open(at)
    assert str(raised.value) == f"`{at}` is no revision; name a commit, a tag or a branch"
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "at", ["v9", "HEAD~7", "^HEAD", "HEAD..HEAD", "HEAD:a.md", "HEAD^{tree}", "HEAD@{9}", "1" * 40]
)
def test_unknown_revision_is_refused(tmp_path: Path, at: str) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    with pytest.raises(UsageError) as raised:
        repo.open(at)
    assert str(raised.value) == f"`{at}` names no commit of `{tmp_path}`; fetch it, or name another"


def test_broken_configuration_is_not_taken_for_an_unknown_revision(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    (tmp_path / ".git/config").write_text("[nonsense\n")
    with pytest.raises(UsageError) as raised:
        repo.open("HEAD")
    said_by_git = f"bad config line 1 in file {tmp_path}/.git/config"
    assert str(raised.value) == f"git rev-parse fails with exit code 128 for `{tmp_path}`; it says: {said_by_git}"


@pytest.mark.parametrize("at", ["worktree", "index", "HEAD"])
def test_path_of_the_tree_is_never_astray(tmp_path: Path, at: str) -> None:
    source = Repo(tmp_path, {"docs/a.md": "a"}).open(at)
    assert [source.astray(path) for path in ("docs/a.md", "docs/A.md", "DOCS")] == [None, None, None]


def test_repository_without_commits_has_an_index_but_no_head(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    assert repo.open("index").tree().entries == {}
    repo.write({"a.md": "a"})
    repo.git("add", "a.md")
    assert everything(repo.open("index")) == {"a.md": b"a"}
    assert everything(repo.open("worktree")) == {"a.md": b"a"}
    with pytest.raises(UsageError) as raised:
        repo.open("HEAD")
    expected = "`HEAD` names no commit, the repository has none yet; commit first, or judge the index"
    assert str(raised.value) == expected


def test_shallow_clone_says_that_history_is_missing(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "full", {"a.md": "first"})
    repo.write({"a.md": "second"})
    repo.commit()
    run_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repo.root}", "shallow")
    shallow = Repo(tmp_path / "shallow")
    assert everything(shallow.open("HEAD")) == {"a.md": b"second"}
    with pytest.raises(UsageError) as raised:
        shallow.open("HEAD~1")
    assert str(raised.value) == (
        "`HEAD~1` is not in this clone, whose history is shallow; "
        "fetch all of it (`git fetch --unshallow`, in GitHub Actions `fetch-depth: 0`)"
    )


def test_file_that_is_not_committed_is_astray_at_a_revision(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a", ".gitignore": "*.log\n"})
    repo.write({"staged.md": "x", "loose.md": "x", "x.log": "x"})
    repo.git("add", "staged.md")
    source = repo.open("HEAD")
    assert {path: source.astray(path) for path in ("staged.md", "loose.md", "x.log", "nowhere.md")} == {
        "staged.md": "is tracked by git but not part of `HEAD`; commit it",
        "loose.md": "is on disk but not tracked by git; git add it",
        "x.log": "is ignored by git; take it out of .gitignore and git add it",
        "nowhere.md": None,
    }


@pytest.mark.parametrize("at", ["index", "HEAD"])
def test_large_blob_is_a_problem(tmp_path: Path, at: str) -> None:
    repo = Repo(tmp_path, {"big.md": "x" * (LARGEST + 1), "small.md": "x"})
    why = "has 16,777,217 bytes, more than the 16,777,216 that are read; split it, or leave it out of the policy"
    assert everything(repo.open(at)) == {"big.md": said("big.md", why), "small.md": b"x"}


@pytest.mark.parametrize("at", ["index", "HEAD"])
def test_replaced_object_does_not_count(tmp_path: Path, at: str) -> None:
    repo = Repo(tmp_path, {"a.md": "honest", "b.md": "forged"})
    repo.git("replace", repo.git("rev-parse", ":a.md"), repo.git("rev-parse", ":b.md"))
    assert everything(repo.open(at))["a.md"] == b"honest"


def test_grafted_history_does_not_count(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "first"})
    forged = repo.git("rev-parse", "HEAD")
    for text in ("second", "third"):
        repo.write({"a.md": text})
        repo.commit()
    (tmp_path / ".git/info").mkdir(exist_ok=True)
    (tmp_path / ".git/info/grafts").write_text(f"{repo.git('rev-parse', 'HEAD')} {forged}\n")
    assert everything(repo.open("HEAD~1")) == {"a.md": b"second"}


@pytest.mark.parametrize("at", ["index", "HEAD"])
@pytest.mark.parametrize("damage", ["missing", "empty", "garbage", "cut", "forged"])
def test_damaged_object_is_a_problem_of_its_file_only(tmp_path: Path, at: str, damage: str) -> None:
    repo = Repo(tmp_path, {"1.md": "1\n", "2.md": "2\n" * 999, "3.md": "3\n"})
    blob = repo.git("rev-parse", ":2.md")
    stored = tmp_path / ".git/objects" / blob[:2] / blob[2:]
    whole = stored.read_bytes()
    stored.unlink()
    forged = zlib.compress(b"blob 1998\0" + b"9\n" * 999)
    written = {"empty": b"", "garbage": b"garbage", "cut": whole[:-6], "forged": forged}
    if damage in written:
        stored.write_bytes(written[damage])
    assert everything(repo.open(at)) == {"1.md": b"1\n", "2.md": said("2.md", NOT_STORED), "3.md": b"3\n"}


def test_partial_clone_never_fetches(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "full", {"1.md": "1\n"})
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.write({"1.md": "2\n"})
    repo.commit()
    run_git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{repo.root}", "partial")
    partial = Repo(tmp_path / "partial")
    assert everything(partial.open("HEAD")) == {"1.md": b"2\n"}
    assert everything(partial.open("HEAD~1")) == {"1.md": said("1.md", NOT_STORED)}
    assert partial.open("HEAD~1").tree().entries == {"1.md": Entry("1.md", EntryKind.FILE, blob=ONE)}
    partial.write({"0.md": "0\n", "9.md": "9\n"})
    partial.git("add", "0.md", "9.md")
    partial.git("update-index", "--cacheinfo", f"100644,{ONE},1.md", GIT_NO_LAZY_FETCH="1")
    assert everything(partial.open("index")) == {"0.md": b"0\n", "1.md": said("1.md", NOT_STORED), "9.md": b"9\n"}


def test_same_content_under_two_names_is_read_for_both(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "x\n\n", "b.md": "x\n\n", "missing\n.md": f"{ONE} missing\n"})
    expected = {"a.md": b"x\n\n", "b.md": b"x\n\n", "missing\n.md": f"{ONE} missing\n".encode()}
    assert everything(repo.open("HEAD")) == expected


def test_nothing_asked_is_nothing_read(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    assert [dict(repo.open(at).read([])) for at in ("worktree", "index", "HEAD")] == [{}, {}, {}]


def test_clean_repository_is_the_same_everywhere(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.write({"docs/a.md": "a\r\n", "docs/deep/b.md": "", "ü x\n.md": "\0\n", "policy.yaml": "version: 1\n"})
    (tmp_path / "link").symlink_to("docs")
    repo.git("add", "--all")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},lib")
    repo.git("commit", "--quiet", "--message", "x")
    (tmp_path / "lib").mkdir()
    trees = [repo.open(at).tree().entries for at in ("worktree", "index", "HEAD")]
    shapes = [[(entry.path, entry.kind, entry.size, entry.executable) for entry in tree.values()] for tree in trees]
    assert shapes[0] == shapes[1] == shapes[2]
    contents = [everything(repo.open(at)) for at in ("worktree", "index", "HEAD")]
    assert contents[0] == contents[1] == contents[2]
    assert sum(isinstance(content, bytes) for content in contents[0].values()) == 4
