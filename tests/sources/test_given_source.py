"""Files that are told, over those of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.model.location import Location
from checker.model.problem import not_there
from checker.model.tree import Entry, EntryKind
from checker.sources.disk import Disk
from checker.sources.folder import Folder
from checker.sources.memory import InMemory


@pytest.fixture
def start(tmp_path: Path) -> Folder:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_bytes(b"A")
    (tmp_path / "docs" / "b.md").write_bytes(b"B")
    (tmp_path / "link.md").symlink_to("docs/a.md")
    return Folder(tmp_path, Disk(tmp_path))


def test_nothing_told_is_the_folder_as_if_git_tracked_all_of_it(start: Folder) -> None:
    source = InMemory(start)
    assert source.tree().entries == start.tree().entries
    assert (source.tree().git, source.root, source.at) == (True, start.root, "worktree")
    assert source.read(["docs/a.md"]) == {"docs/a.md": b"A"}
    assert source.read(["link.md"]) == start.read(["link.md"])


def test_what_is_told_comes_before_the_folder(start: Folder) -> None:
    source = InMemory(start, {"docs/a.md": b"told", "c.md": b"new", "docs/b.md": None})
    assert sorted(source.tree().entries) == ["c.md", "docs/a.md", "link.md"]
    assert source.tree().entries["docs/a.md"] == Entry("docs/a.md", EntryKind.FILE, 4)
    gone = not_there("is not there", Location("docs/b.md"))
    assert source.read(["docs/a.md", "c.md", "docs/b.md"]) == {"docs/a.md": b"told", "c.md": b"new", "docs/b.md": gone}


def test_file_that_is_not_committed_is_on_disk_alone(start: Folder) -> None:
    source = InMemory(start, {"c.md": b"new"}, frozenset({"c.md", "docs/b.md"}))
    said = "is on disk but not tracked by git; git add it"
    assert sorted(source.tree().entries) == ["docs/a.md", "link.md"]
    assert source.read(["c.md"]) == {"c.md": not_there(said, Location("c.md"))}
    assert [source.astray(path) for path in ("docs/b.md", "docs/a.md", "d.md")] == [said, None, None]
    assert (source.content("c.md"), source.content("docs/b.md")) == (b"new", b"B")


def test_folder_is_no_file_and_nothing_stands_behind_a_link(start: Folder) -> None:
    source = InMemory(start)
    assert source.astray("docs") == "is a folder, not a file"
    assert source.astray("link.md/x") == "lies behind the symbolic link `link.md`, which is never followed"


def test_without_a_folder_only_what_is_told_is_there() -> None:
    source = InMemory(contents={"a.md": b"A"})
    assert source.read(["a.md", "b.md"]) == {
        "a.md": b"A",
        "b.md": not_there("is not there", Location("b.md")),
    }
