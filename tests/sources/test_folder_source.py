"""A plain folder outside git."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from source_repositories import absent, everything, said

from checker.errors import UsageError
from checker.model.tree import Entry, EntryKind
from checker.sources import open_source


def test_every_file_below_is_judged_but_git_folders(tmp_path: Path) -> None:
    for path in ("b.md", ".hidden/a.md", "node_modules/x.js", "sub/.git/config"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    source = open_source(tmp_path, "worktree")
    assert (source.root, source.at, source.tree().git, source.tree().commit) == (tmp_path, "worktree", False, None)
    assert list(everything(source).items()) == [
        (".hidden/a.md", b".hidden/a.md"),
        ("b.md", b"b.md"),
        ("node_modules/x.js", b"node_modules/x.js"),
    ]


def test_links_and_pipes_are_listed_and_never_read(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("a")
    (tmp_path / "to_folder").symlink_to("docs")
    (tmp_path / "to_outside").symlink_to("/etc")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe.md")
    source = open_source(tmp_path, "worktree")
    assert source.tree().entries == {
        "docs/a.md": Entry("docs/a.md", EntryKind.FILE, size=1),
        "loop": Entry("loop", EntryKind.SYMLINK, target="loop"),
        "pipe.md": Entry("pipe.md", EntryKind.OTHER),
        "to_folder": Entry("to_folder", EntryKind.SYMLINK, target="docs"),
        "to_outside": Entry("to_outside", EntryKind.SYMLINK, target="/etc"),
    }
    link = "is a symbolic link, which is never followed; put the file itself here"
    assert everything(source) == {
        "docs/a.md": b"a",
        "loop": said("loop", link),
        "pipe.md": said("pipe.md", "is no regular file but a FIFO, socket or device; put a file here"),
        "to_folder": said("to_folder", link),
        "to_outside": said("to_outside", link),
    }
    assert source.astray("to_folder/a.md") == "lies behind the symbolic link `to_folder`, which is never followed"
    assert source.astray("docs") == "is a folder, not a file"
    assert source.astray("nowhere.md") is None


def test_paths_not_in_the_folder_are_problems(tmp_path: Path) -> None:
    assert dict(open_source(tmp_path, "worktree").read(["../x", "a.md"])) == {
        "../x": absent("../x"),
        "a.md": absent("a.md"),
    }


@pytest.mark.parametrize("at", ["index", "HEAD"])
def test_folder_outside_git_has_no_other_state(tmp_path: Path, at: str) -> None:
    with pytest.raises(UsageError) as raised:
        open_source(tmp_path, at)
    expected = f"`{tmp_path}` is in no git repository, so there is no `{at}` to judge; judge the `worktree`"
    assert str(raised.value) == expected


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_locked_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0)
    with pytest.raises(UsageError) as raised:
        open_source(tmp_path, "worktree").tree()
    assert str(raised.value) == f"the folder `{tmp_path}/locked/` cannot be listed: permission denied"
