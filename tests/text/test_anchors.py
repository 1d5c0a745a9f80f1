"""The anchors of sites, held against the programs that make them."""

from __future__ import annotations

import pytest
from docutils.nodes import make_id

from checker.text.anchors import docutils_id, site_anchors

TITLES = (
    "Setup & Run", "1. Start", "Ünïcode Grüße", "神真美好", "a_b c", "__init__", "C++ & C#", "x² + y²", "Ⅷ items", "ﬁ",
    "50 € off", "Free (premium)", "42", "100%", "-", "Œuvre", "d đ ø Ł", "straße", "🎉", "a – b", "O'Reilly", "é",
)  # fmt: skip


def anchors(site: str, *titles: str, known: frozenset[str] = frozenset()) -> list[str]:
    found = (one.partition("\n") for one in site_anchors([(title, title) for title in titles], known))
    return [anchor for name, _, anchor in found if name == site]


@pytest.mark.parametrize("title", TITLES)
def test_ids_of_docutils_are_those_of_docutils(title: str) -> None:
    assert docutils_id(title) == make_id(title)


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        # Python-Markdown 3.10, @mdit-vue/shared 3.0 with markdown-it-anchor 9.2, run on these titles.
        ("mkdocs", ["setup-run", "1-start", "a", "a_1", "a_2", "a-1", "_1"]),
        ("vitepress", ["setup-run", "_1-start", "a", "a-1", "a-1-1", "a-1-2"]),
        ("hugo", ["setup--run", "1-start", "a", "a-1", "a_1", "a-1-1", "heading"] * 2),
        ("kramdown", ["setup--run", "start", "a", "a-1", "a1", "a-1", "section"]),
        ("gitlab", ["setup-run", "1-start", "a", "a-1", "a_1", "a-1"]),
        ("sphinx", ["setup-run", "start", "a", "a", "a-1", "a-1"]),
    ],
)
def test_headings_of_one_name_are_numbered_as_the_site_does(site: str, expected: list[str]) -> None:
    assert anchors(site, "Setup & Run", "1. Start", "A", "A", "A_1", "A 1", "!") == expected


def test_what_all_programs_name_alike_and_what_a_forge_has_is_left_out() -> None:
    assert list(site_anchors([("One", "One"), ("Two words", "Two words")], frozenset())) == []
    assert anchors("mkdocs", "Setup & Run", "Two", known=frozenset({"two"})) == ["setup-run"]


def test_many_headings_of_one_name_are_numbered_in_little_time() -> None:
    assert anchors("mkdocs", *["A"] * 20_000)[-1] == "a_19999"
