"""The work tree: what git tracks, as it is on disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from source_repositories import Repo, absent, everything, said

from checker.model.tree import Entry, EntryKind
from checker.sources.source import LARGEST

SYMLINK = "is a symbolic link, which is never followed; put the file itself here"
OTHER = "is no regular file but a FIFO, socket or device; put a file here"


def test_bytes_come_from_disk_even_when_they_are_not_staged(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"report.md": "old\n"})
    repo.write({"report.md": "new, longer\n"})
    source = repo.open("worktree")
    assert source.tree().entries == {"report.md": Entry("report.md", EntryKind.FILE, size=12)}
    assert everything(source) == {"report.md": b"new, longer\n"}


def test_tree_is_gits_and_names_no_commit(tmp_path: Path) -> None:
    tree = Repo(tmp_path, {"a.md": "a"}).open("worktree").tree()
    assert (tree.git, tree.commit) == (True, None)


def test_tree_is_listed_once(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    source = repo.open("worktree")
    before = source.tree()
    repo.write({"b.md": "b"})
    repo.git("add", "b.md")
    assert source.tree() is before


def test_untracked_file_is_not_in_the_tree_and_is_astray(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    repo.write({"docs/FINAL_REPORT.md": "done"})
    source = repo.open("worktree")
    assert set(source.tree().entries) == {"a.md"}
    assert source.astray("docs/FINAL_REPORT.md") == "is on disk but not tracked by git; git add it"
    assert source.astray("docs") == "is a folder without tracked files; git add them"
    assert dict(source.read(["docs/FINAL_REPORT.md"])) == {
        "docs/FINAL_REPORT.md": absent("docs/FINAL_REPORT.md", "is on disk but not tracked by git; git add it")
    }


def test_ignored_file_is_not_in_the_tree_and_is_astray(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {".gitignore": "*.log\n/build/\n"})
    repo.write({"x y.log": "x", "build/deep/report.md": "x"})
    source = repo.open("worktree")
    assert set(source.tree().entries) == {".gitignore"}
    ignored = "is ignored by git; take it out of .gitignore and git add it"
    assert [source.astray(path) for path in ("x y.log", "build/deep/report.md")] == [ignored, ignored]


def test_file_that_is_tracked_although_ignored_is_judged(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"kept.log": "x"})
    repo.write({".gitignore": "*.log\n"})
    assert everything(repo.open("worktree")) == {"kept.log": b"x"}


def test_deleted_file_is_not_in_the_tree_and_is_astray(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a", "b.md": "b"})
    (tmp_path / "b.md").unlink()
    source = repo.open("worktree")
    assert set(source.tree().entries) == {"a.md"}
    assert source.astray("b.md") == "is tracked by git but deleted on disk"


def test_file_that_became_a_folder_is_astray(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a", "b": "b"})
    (tmp_path / "b").unlink()
    (tmp_path / "b").mkdir()
    assert repo.open("worktree").astray("b") == "is tracked by git but a folder on disk"


def test_staged_file_that_is_not_committed_is_judged(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    repo.write({"b.md": "b"})
    repo.git("add", "b.md")
    assert everything(repo.open("worktree")) == {"a.md": b"a", "b.md": b"b"}


def test_path_that_is_nowhere_is_not_astray(tmp_path: Path) -> None:
    source = Repo(tmp_path, {"docs/README.md": "a"}).open("worktree")
    assert source.astray("docs/invntory.md") is None
    assert dict(source.read(["docs/invntory.md"])) == {"docs/invntory.md": absent("docs/invntory.md")}


def test_other_case_is_left_to_the_tree(tmp_path: Path) -> None:
    source = Repo(tmp_path, {"docs/README.md": "a"}).open("worktree")
    assert source.astray("docs/readme.md") is None
    assert source.tree().otherwise_cased("docs/readme.md") == "docs/README.md"


def test_folder_is_no_file(tmp_path: Path) -> None:
    source = Repo(tmp_path, {"docs/README.md": "a"}).open("worktree")
    assert source.astray("docs") == "is a folder, not a file"


@pytest.mark.parametrize("path", ["/etc/hostname", "../outside.md", "docs/../../outside.md", ".git/config", "", "a\0b"])
def test_path_outside_of_the_root_is_never_looked_at(tmp_path: Path, path: str) -> None:
    (tmp_path / "outside.md").write_text("secret")
    source = Repo(tmp_path / "repo", {"docs/a.md": "a"}).open("worktree")
    assert source.astray(path) is None
    assert dict(source.read([path])) == {path: absent(path)}


@pytest.mark.parametrize("target", ["docs/a.md", "docs", "/etc/hostname", "../outside.md", "nowhere"])
def test_symbolic_link_is_never_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "outside.md").write_text("secret")
    repo = Repo(tmp_path / "repo", {"docs/a.md": "a"})
    (repo.root / "link").symlink_to(target)
    repo.commit()
    source = repo.open("worktree")
    assert source.tree().entries["link"] == Entry("link", EntryKind.SYMLINK, target=target)
    assert everything(source) == {"docs/a.md": b"a", "link": said("link", SYMLINK)}
    assert source.astray("link/hostname") == "lies behind the symbolic link `link`, which is never followed"


def test_folder_that_became_a_link_hides_its_files(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", {"docs/deep/a.md": "a", "b.md": "b"})
    (repo.root / "docs").rename(tmp_path / "moved")
    (repo.root / "docs").symlink_to(tmp_path / "moved")
    source = repo.open("worktree")
    assert everything(source) == {"b.md": b"b", "docs": said("docs", SYMLINK)}
    assert source.tree().entries["docs"].target == str(tmp_path / "moved")
    assert source.astray("docs/deep/a.md") == (
        "is tracked by git but lies behind the symbolic link `docs`, which is never followed"
    )


def test_untracked_link_hides_what_is_behind_it(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    (tmp_path / "secret.md").write_text("secret")
    (repo.root / "docs").symlink_to(tmp_path)
    source = repo.open("worktree")
    assert source.astray("docs/secret.md") == "lies behind the symbolic link `docs`, which is never followed"


def test_fifo_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"x.md": "x"})
    (tmp_path / "x.md").unlink()
    os.mkfifo(tmp_path / "x.md")
    source = repo.open("worktree")
    assert source.tree().entries == {"x.md": Entry("x.md", EntryKind.OTHER)}
    assert everything(source) == {"x.md": said("x.md", OTHER)}


def test_file_that_turns_into_a_fifo_after_listing_is_not_waited_for(tmp_path: Path) -> None:
    source = Repo(tmp_path, {"x.md": "x"}).open("worktree")
    assert source.tree().entries["x.md"].kind is EntryKind.FILE
    (tmp_path / "x.md").unlink()
    os.mkfifo(tmp_path / "x.md")
    assert everything(source) == {"x.md": said("x.md", OTHER)}


def test_file_that_goes_away_after_listing_is_a_problem(tmp_path: Path) -> None:
    source = Repo(tmp_path, {"x.md": "x"}).open("worktree")
    source.tree()
    (tmp_path / "x.md").unlink()
    assert everything(source) == {
        "x.md": said("x.md", "is gone since the files were listed; run again when nothing changes them")
    }


def test_submodule_is_a_kind_of_its_own_and_never_read(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},vendor/lib")
    repo.write({"vendor/lib/README.md": "inner"})
    source = repo.open("worktree")
    assert source.tree().entries["vendor/lib"] == Entry("vendor/lib", EntryKind.SUBMODULE)
    assert dict(source.read(["vendor/lib", "vendor/lib/README.md"])) == {
        "vendor/lib": said("vendor/lib", "is a submodule, which is never read; judge its repository by itself"),
        "vendor/lib/README.md": said("vendor/lib/README.md", "lies in the submodule `vendor/lib`, which is never read"),
    }


def test_file_in_a_merge_conflict_is_a_problem_even_if_it_is_a_file_on_disk(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    blob = repo.git("rev-parse", ":a.md")
    repo.git("rm", "--quiet", "--cached", "a.md")
    repo.git("update-index", "--index-info", given=f"100644 {blob} 2\ta.md\n100644 {blob} 3\ta.md\n".encode())
    source = repo.open("worktree")
    assert source.tree().entries == {"a.md": Entry("a.md", EntryKind.OTHER)}
    assert everything(source) == {"a.md": said("a.md", "is in a merge conflict; resolve it and git add the file")}


def test_names_are_kept_byte_by_byte(tmp_path: Path) -> None:
    names = [
        b"a b.md",
        b"a\nb.md",
        "prüfung-é.md".encode(),
        b"rep\xe2\x80\xaegnp.md",
        b'"q".md',
        b"bad\xff.md",
        b"-n.md",
    ]
    repo = Repo(tmp_path)
    for name in names:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(name)
    repo.commit()
    expected = {name.decode("utf-8", "surrogateescape"): name for name in names}
    for at in ("worktree", "index", "HEAD"):
        assert everything(repo.open(at)) == expected


def test_filters_of_git_are_not_applied_but_line_endings_are_those_that_it_would_store(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {".gitattributes": "*.md text eol=crlf ident\n", "a.md": "x\n"})
    repo.write({"a.md": "$Id: 1$\r\n"})
    assert everything(repo.open("worktree"))["a.md"] == b"$Id: 1$\n"


def test_file_that_a_sparse_checkout_leaves_out_is_judged_as_the_index_has_it(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"docs/report.md": "done\n", "docs/crlf.md": "x\r\n", "src/a.py": "a"})
    (tmp_path / "src/a.py").chmod(0o755)
    (tmp_path / "docs/link").symlink_to("report.md")
    repo.commit()
    repo.git("sparse-checkout", "set", "--no-cone", "src")
    assert not (tmp_path / "docs").exists()
    source = repo.open("worktree")
    assert {path: (one.kind, one.size) for path, one in source.tree().entries.items()} == {
        "docs/crlf.md": (EntryKind.FILE, 3),
        "docs/link": (EntryKind.SYMLINK, None),
        "docs/report.md": (EntryKind.FILE, 5),
        "src/a.py": (EntryKind.FILE, 1),
    }
    assert everything(source) == {
        "docs/crlf.md": b"x\r\n",
        "docs/link": said("docs/link", SYMLINK),
        "docs/report.md": b"done\n",
        "src/a.py": b"a",
    }


def test_file_that_stands_on_disk_although_a_sparse_checkout_leaves_it_out_is_judged_from_disk(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"docs/a.md": "old", "b.md": "b"})
    repo.git("update-index", "--skip-worktree", "docs/a.md")
    repo.write({"docs/a.md": "new"})
    assert everything(repo.open("worktree")) == {"docs/a.md": b"new", "b.md": b"b"}


def test_link_in_place_of_a_folder_that_a_sparse_checkout_leaves_out_hides_it(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", {"docs/a.md": "a", "b.md": "b"})
    repo.git("sparse-checkout", "set", "--no-cone", "/b.md")
    (repo.root / "docs").symlink_to(tmp_path)
    source = repo.open("worktree")
    assert everything(source) == {"b.md": b"b", "docs": said("docs", SYMLINK)}
    assert source.astray("docs/a.md") == (
        "is tracked by git but lies behind the symbolic link `docs`, which is never followed"
    )


def test_executable_bit_is_that_on_disk(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"run.sh": "x"})
    (tmp_path / "run.sh").chmod(0o755)
    assert repo.open("worktree").tree().entries["run.sh"].executable


def test_executable_bit_is_the_indexs_where_the_file_system_has_none(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"run.sh": "x"})
    repo.git("config", "core.fileMode", "false")
    (tmp_path / "run.sh").chmod(0o755)
    assert not repo.open("worktree").tree().entries["run.sh"].executable


def test_file_announced_without_content_is_not_tracked(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"empty.md": ""})
    repo.write({"later.md": "later"})
    repo.git("add", "--intent-to-add", "later.md")
    source = repo.open("worktree")
    assert everything(source) == {"empty.md": b""}
    assert source.astray("later.md") == "is on disk but not tracked by git; git add it"


def test_large_file_is_a_problem_and_is_not_read(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    os.truncate(tmp_path / "a.md", LARGEST + 1)
    assert everything(repo.open("worktree")) == {
        "a.md": said(
            "a.md",
            "has 16,777,217 bytes, more than the 16,777,216 that are read; split it, or leave it out of the policy",
        )
    }


def test_largest_file_is_read(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    os.truncate(tmp_path / "a.md", LARGEST)
    assert everything(repo.open("worktree")) == {"a.md": b"a".ljust(LARGEST, b"\0")}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_locked_file_and_folder_are_problems(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a", "docs/b.md": "b"})
    (tmp_path / "a.md").chmod(0)
    (tmp_path / "docs").chmod(0)
    try:
        found = everything(repo.open("worktree"))
    finally:
        (tmp_path / "docs").chmod(0o755)
    why = "cannot be read: permission denied"
    assert found == {"a.md": said("a.md", why), "docs/b.md": said("docs/b.md", why)}
