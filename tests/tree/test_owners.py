"""Whose a path is, as CODEOWNERS says it."""

from __future__ import annotations

import pytest

from checker.tree.owners import owners_of

FILE = """\
# the examples of GitHub's documentation
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
/build/logs/ @doctocat
docs/* docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
/my\\ files/ @blanks
"""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README.md", ("@global-owner1", "@global-owner2")),
        ("src/a.js", ("@js-owner",)),
        ("a/b.go", ("docs@example.com",)),
        ("build/logs/x.txt", ("@octocat",)),
        ("docs/getting-started.md", ("@doctocat",)),
        ("docs/build-app/troubleshooting.md", ("@doctocat",)),
        ("deeply/nested/logs/x.txt", ("@octocat",)),
        ("apps/a", ("@octocat",)),
        ("apps/github", ()),
        ("apps/github/x", ()),
        ("scripts/run", ("@doctocat", "@octocat")),
        ("my files/x", ("@blanks",)),
    ],
)
def test_last_line_that_matches_counts(path: str, owners: tuple[str, ...]) -> None:
    assert owners_of(path, FILE) == owners


@pytest.mark.parametrize(
    ("path", "is_owned"),
    [("docs/a.md", True), ("docs/deep/a.md", False), ("x/docs/a.md", False)],
)
def test_star_does_not_reach_below(path: str, is_owned: bool) -> None:
    assert bool(owners_of(path, "docs/* @maya\n")) is is_owned


def test_every_section_of_gitlab_has_a_say() -> None:
    text = "* @all\n\n[Docs][2] @writers\ndocs/\nREADME.md @maya\n\n^[Belts]\nsrc/ @belts\n"
    assert owners_of("docs/a.md", text) == ("@all", "@writers")
    assert owners_of("README.md", text) == ("@all", "@maya")
    assert owners_of("src/a.py", text) == ("@all", "@belts")


@pytest.mark.parametrize("pattern", ["a*" * 30 + "b", "**/" * 20 + "b", "/" + "**/a*/" * 20 + "b"])
def test_hostile_pattern_ends(pattern: str) -> None:
    assert owners_of("/".join(["a" * 60] * 60), f"{pattern} @mallory\n") == ()


def test_forges_know_no_other_ends_of_lines() -> None:
    assert owners_of("a.md", "* @maya\r\n# \u2028* @mallory\n# \x0c* @mallory\n") == ("@maya",)
