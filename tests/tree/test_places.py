"""Where selectors look: documents by name and glob, sections by their titles, the record at hand."""

from __future__ import annotations

import pytest
from kit import UNREADABLE, MemorySource

from checker.formats import read_document
from checker.model.document import Document
from checker.model.language import PathSet
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.observation import Observation
from checker.model.problem import Problem, not_there
from checker.tree.places import Region, matching_paths, no_section, problem_of, sections_called

FILES = {"README.md": "# A", "docs/a.md": "# A", "docs/sub/b.md": "# B", "terraform/main.tf": "", "lost.md": UNREADABLE}
TEXT = """\
intro

# 1. Goals

## *Risks* & Chances

# Budget 2026

# Risks and chances ##
"""


@pytest.mark.parametrize(
    ("written", "paths"),
    [
        ("docs/a.md", ["docs/a.md"]),
        ("docs/gone.md", ["docs/gone.md"]),
        ("terraform/", ["terraform"]),
        (".", ["."]),
        ("./", ["."]),
        ("docs/*.md", ["docs/a.md"]),
        ("**/*.md", ["README.md", "docs/a.md", "docs/sub/b.md", "lost.md"]),
        ("*/", ["docs", "terraform"]),
        ("**/", ["docs", "docs/sub", "terraform"]),
        ("notes/*.md", []),
    ],
)
def test_paths_that_a_policy_means(written: str, paths: list[str]) -> None:
    tree = MemorySource({path: text.encode() for path, text in FILES.items()}).tree()
    assert list(matching_paths(tree, PathSet(written, (written,)))) == paths


def whole() -> Region:
    content = read_document("docs/a.md", TEXT.encode()).content
    assert isinstance(content, Markdown)
    return Region(content, 1, len(content.lines))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Goals", [3]),
        ("GOALS:", [3]),
        ("2. goals", [3]),
        ("Risks & Chances", [5, 9]),
        ("budget 2026", [7]),
        ("Budget", []),
        ("", []),
    ],
)
def test_sections_by_the_title_that_people_read(title: str, lines: list[int]) -> None:
    assert [one.first_line for one in sections_called(whole(), title)] == lines


def test_section_holds_what_stands_below_its_heading() -> None:
    (goals,) = sections_called(whole(), "Goals")
    assert (goals.first_line, goals.last_line, goals.pointer, str(goals.place)) == (3, 6, "1. Goals", "docs/a.md:3:3")
    assert [one.first_line for one in sections_called(goals, "Risks and Chances")] == [5]
    assert sections_called(goals, "Goals") == []


@pytest.mark.parametrize(
    ("title", "place", "said"),
    [
        ("Gaols", "docs/a.md:3:3", "docs/a.md has no section `Gaols`; the nearest heading is `1. Goals`"),
        ("Appendix", "docs/a.md:1:1", "docs/a.md has no section `Appendix`"),
    ],
)
def test_missing_section_is_reported_at_the_nearest_heading(title: str, place: str, said: str) -> None:
    seen = no_section([whole()], title)
    assert (seen.ok, str(seen.location), seen.message) == (False, place, said)


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (not_there("is not there", Location("a.md")), (False, "a.md is not there")),
        (Problem("is no UTF-8", Location("a.md", 2, 3), of_file=True), (None, "a.md is no UTF-8")),
        (Problem("a value is missing", Location("a.md", 2, 3)), (None, "a.md cannot be read: a value is missing")),
    ],
)
def test_document_that_cannot_be_read_is_undecided_and_a_missing_one_is_not_met(
    problem: Problem, expected: tuple[bool | None, str]
) -> None:
    seen: Observation = problem_of(Document("a.md", problem=problem))
    assert (seen.ok, seen.message, seen.location) == (*expected, problem.location)
