"""A walk from commit to commit: each is what the commit is by itself, and what is different is told."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from source_repositories import Repo, everything

from checker.model.looked import Followed, Index, Looked, TreeChange, change_of
from checker.model.tree import Entry, EntryKind, Tree
from checker.sources import open_source
from checker.sources.stored import Objects
from checker.sources.subfolder import Subfolder
from checker.sources.walk import Moment, Walk, stretch_of
from checker.sources.worktree import Worktree


def walked(root: Path, over: str = "main", folder: str = "") -> Iterator[tuple[Moment, TreeChange]]:
    """The sources of a range of commits, one after the other."""
    source = open_source(root, "worktree")
    assert isinstance(source, Worktree)
    with Objects(source.git) as objects:
        walk = Walk(source.git, source.disk, objects, folder)
        for step in stretch_of(source.git, objects, over).steps:
            yield walk.to(step)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository in which files come, go, are moved, become links and folders, and the other way round."""
    found = Repo(tmp_path / "repo", {"a.md": "a", "docs/b.md": "b", "docs/deep/c.md": "c", "run.sh": "x"})
    found.write({"a.md": "more", "docs/d.md": "d"})
    (found.root / "run.sh").chmod(0o755)
    found.commit()
    (found.root / "docs/b.md").rename(found.root / "b.md")
    (found.root / "link.md").symlink_to("a.md")
    found.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},lib")
    found.commit()
    (found.root / "docs/deep/c.md").unlink()
    (found.root / "docs/deep").rmdir()
    found.write({"docs/deep": "now a file"})
    (found.root / "link.md").unlink()
    (found.root / "link.md").symlink_to("nowhere")
    found.commit()
    found.write({"odd name\n.md": "odd", "Ärger.md": "o"})
    (found.root / "docs/deep").unlink()
    found.write({"docs/deep/again.md": "c"})
    found.commit()
    return found


def test_each_commit_is_what_it_is_by_itself(repo: Repo) -> None:
    found = 0
    for moment, change in walked(repo.root):
        alone = open_source(repo.root, moment.step.commit)
        assert dict(moment.tree().entries) == dict(alone.tree().entries)
        assert set(moment.tree().directories) == set(alone.tree().directories)
        assert set(moment.tree().gates) == set(alone.tree().gates)
        assert {path: str(one) for path, one in everything(moment).items()} == {
            path: str(one) for path, one in everything(alone).items()
        }
        assert all(moment.tree().entries.get(path) == after for path, (_, after) in change.entries.items())
        found += 1
    assert found == 5


def test_a_folder_is_what_it_is_by_itself(repo: Repo) -> None:
    for moment, _ in walked(repo.root, folder="docs"):
        alone = Subfolder(open_source(repo.root, moment.step.commit), "docs")
        assert dict(moment.tree().entries) == dict(alone.tree().entries)
        assert dict(moment.read(["deep", "b.md"])).keys() == {"deep", "b.md"}


def test_what_changed_is_what_git_says(repo: Repo) -> None:
    for moment, change in list(walked(repo.root))[1:]:
        listing = repo.git("diff-tree", "-r", "--no-renames", "-z", "--name-only", f"{moment.step.commit}^", moment.at)
        assert set(change.entries) == set(filter(None, listing.split("\0")))


LOOKS = (
    lambda tree, one: tree.entries.get(one),
    lambda tree, one: one in tree.entries,
    lambda tree, one: one.rpartition("/")[0] in tree.directories,
    lambda tree, one: [each.path for each in tree.below(one.rpartition("/")[0] or ".")],
    lambda tree, one: tree.otherwise_cased(one),
    lambda tree, one: tuple(tree.colliding(one)),
    lambda tree, one: tree.gate_above(one),
    lambda tree, one: tuple(tree.matching(re.compile(f"{one[:1]}.*"), folders=False)),
    lambda tree, one: tuple(tree.matching(re.compile(".*"), folders=True)),
    lambda tree, one: sorted(one.path for one in tree.gates),
    lambda tree, one: len(tree.entries),
    lambda tree, one: sorted(tree.directories),
)
PATHS = ("a", "A", "b/c", "b/C", "b/d/e", "f", "f/g")


def some_tree(chance: random.Random) -> Followed:
    kinds = (EntryKind.FILE, EntryKind.FILE, EntryKind.SYMLINK)
    entries = {
        one: Entry(one, chance.choice(kinds), blob=chance.choice("xy"), target=None)
        for one in PATHS
        if chance.random() < 0.5
    }
    return Followed(entries, git=True)


@pytest.mark.parametrize("seed", range(300))
def test_who_sees_something_else_is_always_touched(seed: int) -> None:
    """What was asked of a tree gives the same answer after each change that touches nothing of it."""
    chance = random.Random(seed)
    before, after = some_tree(chance), some_tree(chance)
    paths = {*before.entries, *after.entries}
    pairs = {one: (before.entries.get(one), after.entries.get(one)) for one in paths}
    change = change_of(
        {one: pair for one, pair in pairs.items() if pair[0] != pair[1]}, before.directories, after.directories
    )
    index: Index[int] = Index()
    for number, look in enumerate(LOOKS):
        view, one = before.watched(), chance.choice(PATHS)
        seen = look(view, one)  # type: ignore[no-untyped-call]
        looked = view.looked
        assert looked is not None
        index.put(number, looked)
        if seen != look(Tree(after.entries, git=True), one):  # type: ignore[no-untyped-call]
            assert looked.is_touched(change), number
        assert (number in index.touched(change)) == looked.is_touched(change)


def test_nothing_touches_who_looked_at_nothing() -> None:
    entry = Entry("a", EntryKind.FILE)
    assert not Looked().is_touched(change_of({"a": (None, entry)}, frozenset(), frozenset()))
