"""Paths of a tree, as people write them and as git names them."""

from __future__ import annotations

import pytest

from checker.tree.paths import beside, why_outside, why_unfit


@pytest.mark.parametrize(
    "path", ["a.yaml", "./a.yaml", "a/b c/ä.yaml", ".closure-check.yaml", "a/.b/c", "..a/b..", "ab:c.yaml"]
)
def test_path_of_a_tree_is_fit(path: str) -> None:
    assert why_unfit(path) is None


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("../a.yaml", "`../a.yaml` leads out of the tree"),
        ("a/../b.yaml", "`a/../b.yaml` leads out of the tree"),
        ("a/./b.yaml", "`a/./b.yaml` is no plain path"),
        ("a//b.yaml", "`a//b.yaml` is no plain path"),
        ("a/", "`a/` is no plain path"),
        ("./", "an empty path names no file"),
        ("", "an empty path names no file"),
        ("/a.yaml", "`/a.yaml` is no relative path with `/` between its names"),
        ("C:a.yaml", "`C:a.yaml` is no relative path with `/` between its names"),
        ("a\\..\\b.yaml", "`a\\..\\b.yaml` is no relative path with `/` between its names"),
        ("a\0.yaml", "`a\\x00.yaml` holds a character that nobody sees"),
        ("a\u202e.yaml", "`a\\x202e.yaml` holds a character that nobody sees"),
        (".git/config", "`.git/config` lies in git's own folder"),
        ("a/.GIT/config", "`a/.GIT/config` lies in git's own folder"),
    ],
)
def test_path_that_is_none_of_a_tree_is_told_with_the_remedy(path: str, why: str) -> None:
    assert why_unfit(path) == f"{why}; name a file of the tree, relative to its root"


def test_path_that_git_names_may_hold_anything_that_stays_inside() -> None:
    assert why_outside("a b\u202e:c") is None
    assert why_outside("../a") == "`../a` leads out of the tree"
    assert why_outside("C:/a") == "`C:/a` leads out of the tree"
    assert why_outside("a\\b") == "`a\\b` holds a backslash, which parts names on some systems"


@pytest.mark.parametrize(
    "name", [".git", ".GIT", ".git ", ".git.", "git~1", "GIT~1", ".g\u200cit", ".git::$INDEX_ALLOCATION"]
)
def test_folder_of_git_is_known_under_every_name(name: str) -> None:
    assert (why_outside(f"a/{name}/hooks") or "").endswith("lies in git's own folder")


@pytest.mark.parametrize(
    ("path", "other", "there"),
    [("a/b.yaml", "./c.yaml", "a/c.yaml"), ("a/b.yaml", "../c.yaml", "c.yaml"), ("b.yaml", "d/../c.yaml", "c.yaml")],
)
def test_file_beside_another_is_found_inside_of_the_tree(path: str, other: str, there: str) -> None:
    assert beside(path, other) == there


@pytest.mark.parametrize("other", ["../../c.yaml", "/c.yaml", "..\\c.yaml", "../.git/c.yaml", "..", "c\n.yaml"])
def test_file_beside_another_is_never_outside_of_the_tree(other: str) -> None:
    with pytest.raises(ValueError, match="name a file of the tree"):
        beside("a/b.yaml", other)
