"""Which paths a glob means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.tree.globs import glob_pattern, is_glob, is_sound_glob, may_match_below

PATHS = ("README.md", "docs/a.md", "docs/b.txt", "docs/sub/c.md", "docs/sub/deep/d.md", "docs/[x].md", ".github/e.yml")


@pytest.mark.parametrize(
    ("glob", "paths"),
    [
        ("*.md", ["README.md"]),
        ("docs/*", ["docs/a.md", "docs/b.txt", "docs/[x].md"]),
        ("docs/*.md", ["docs/a.md", "docs/[x].md"]),
        ("docs/**", ["docs/a.md", "docs/b.txt", "docs/sub/c.md", "docs/sub/deep/d.md", "docs/[x].md"]),
        ("docs/**/*.md", ["docs/a.md", "docs/sub/c.md", "docs/sub/deep/d.md", "docs/[x].md"]),
        ("**/*.md", ["README.md", "docs/a.md", "docs/sub/c.md", "docs/sub/deep/d.md", "docs/[x].md"]),
        ("**", list(PATHS)),
        ("docs/?.md", ["docs/a.md"]),
        ("docs/[ab].*", ["docs/a.md", "docs/b.txt"]),
        ("docs/[!a].txt", ["docs/b.txt"]),
        ("docs/[a-c].md", ["docs/a.md"]),
        ("docs/[[]x].md", ["docs/[x].md"]),
        ("docs/*/c.md", ["docs/sub/c.md"]),
        ("*/*.yml", [".github/e.yml"]),
        ("DOCS/*.md", []),
        ("docs/a.m", []),
    ],
)
def test_glob_means_these_paths(glob: str, paths: list[str]) -> None:
    assert [path for path in PATHS if glob_pattern(glob).fullmatch(path)] == paths


@pytest.mark.parametrize("glob", ["docs/*.md", "docs/?", "docs/[ab].md", "**"])
def test_these_are_globs(glob: str) -> None:
    assert is_glob(glob)
    assert is_sound_glob(glob)


@pytest.mark.parametrize("path", ["docs/a.md", "docs/(a)+.md", "docs/a{b}.md", "docs/^a$.md"])
def test_these_are_paths_as_they_stand(path: str) -> None:
    assert not is_glob(path)


@pytest.mark.parametrize("glob", ["docs/[.md", "docs/[z-a].md", "docs/[a/b].md"])
def test_these_are_no_sound_globs(glob: str) -> None:
    assert not is_sound_glob(glob)


@pytest.mark.parametrize(
    ("glob", "folder", "may"),
    [
        ("docs/**/*.md", "docs", True),
        ("docs/**/*.md", "docs/a/b", True),
        ("docs/**/*.md", "doc", False),
        ("docs/**/*.md", "a/docs", False),
        ("docs/*.md", "docs", True),
        ("docs/*.md", "docs/a", False),
        ("docs/*/a.md", "docs/a.b", True),
        ("docs/[ab]/x", "docs/c", False),
        ("**", "a/b", True),
        ("a/**", "a", True),
        ("a/**", "b", False),
        ("**/b", "a/b", True),
        ("a/**/b/c", "a/b", True),
        ("a/**/b", "x/a", False),
        ("*.md", "docs", False),
        ("modules/*/", "modules/a", False),
        ("modules/*/", "modules", True),
        ("*", "a.md", False),
    ],
)
def test_glob_may_match_below_a_folder(glob: str, folder: str, may: bool) -> None:
    assert may_match_below(glob, folder) is may


@pytest.mark.parametrize("glob", ["a*" * 30 + "b", "**/a/" * 30 + "b", "*a" * 30 + "/b", "[a]*" * 30 + "b"])
def test_hostile_glob_ends(glob: str) -> None:
    pattern = glob_pattern(glob)
    assert not any(pattern.fullmatch(path) for path in ("a" * 3000, "a/" * 2000 + "a"))
    assert pattern.fullmatch(glob.replace("[a]*", "aa").replace("**/", "").replace("*", ""))


names = st.text("ab", max_size=4)
globs = st.lists(st.text("ab*?", min_size=1, max_size=5), min_size=1, max_size=4)


@given(globs, st.lists(names.filter(bool), min_size=1, max_size=5))
def test_every_star_is_tried_where_it_can_be(parts: list[str], path: list[str]) -> None:
    assert (glob_pattern("/".join(parts)).fullmatch("/".join(path)) is not None) is _fits(parts, path)


def _fits(parts: list[str], path: list[str]) -> bool:
    """The same, slowly: by what a glob means."""
    if not parts or not path:
        return not parts and not path
    if parts[0] == "**":
        return len(parts) == 1 or any(_fits(parts[1:], path[n:]) for n in range(len(path)))
    return _fits_name(parts[0], path[0]) and _fits(parts[1:], path[1:])


def _fits_name(part: str, name: str) -> bool:
    if part[:1] == "*":
        return any(_fits_name(part[1:], name[n:]) for n in range(len(name) + 1))
    if not part or not name:
        return part == name
    return part[0] in ("?", name[0]) and _fits_name(part[1:], name[1:])
