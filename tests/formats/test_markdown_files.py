"""Whole Markdown files: their lines, their front matter, and those that cannot be read."""

from __future__ import annotations

import pytest

from checker.formats.markdown import read_markdown
from checker.model.data import Node
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.problem import Problem


def read_yaml(path: str, text: str, first_line: int, _form: str) -> Node | Problem:
    """As much of YAML as these tests need: `key: value` lines, a scalar, or a mistake."""
    if "!" in text:
        return Problem("is no YAML", Location(path, first_line, 1))
    pairs = [line.partition(": ") for line in text.splitlines()]
    if all(between for _, between, _ in pairs):
        entries = {
            key: Node(value, Location(path, first_line + row, len(key) + 3), value)
            for row, (key, _, value) in enumerate(pairs)
        }
        return Node(entries or None, Location(path, first_line, 1))
    return Node(text, Location(path, first_line, 1))


def read(text: str) -> Markdown:
    content = read_markdown("a.md", text, read_yaml).content
    assert isinstance(content, Markdown)
    return content


def shown(text: str) -> list[tuple[str, int]]:
    return [(block.text.plain, block.line) for block in read(text).blocks]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(end: str) -> None:
    text = "# A\n\n- [ ] b\n  c\n\n| d |\n|---|\n| e |\n"
    document = read_markdown("a.md", text.replace("\n", end))
    assert document.lines == tuple(text.splitlines())
    assert shown(text.replace("\n", end)) == [("A", 1), ("b c", 3), ("d", 6), ("e", 8)]


def test_other_separators_end_no_line() -> None:
    assert shown("# a\u2028b\n\nc\x85d\x0ce\x0bf\x1cg\n") == [("a b", 1), ("c d e f g", 3)]


def test_a_byte_order_mark_is_no_character() -> None:
    document = read("\ufeff# A\n")
    assert document.lines == ("# A",)
    assert (document.sections[1].trail, document.sections[1].title.column) == (("A",), 3)


def test_a_missing_last_line_end_makes_no_difference() -> None:
    assert read_markdown("a.md", "# A\n\n```\nb").lines == ("# A", "", "```", "b")
    assert read("```\nb").codes == read("```\nb\n").codes


@pytest.mark.parametrize("text", ["", "\ufeff", "\n", " \n\t", "<!-- -->"])
def test_a_file_may_show_nothing(text: str) -> None:
    document = read(text)
    assert (document.blocks, document.items, len(document.sections)) == ((), (), 1)


def test_nul_is_shown_as_the_replacement_character() -> None:
    assert shown("a\0b\n") == [("a\ufffdb", 1)]
    assert read_markdown("a.md", "a\0b\n").lines == ("a\ufffdb",)


def test_front_matter_is_no_content_and_keeps_the_line_numbers() -> None:
    document = read("---\ntitle: A\ndate: b\n---\n# C\n")
    assert document.front_matter == Node(
        {"title": Node("A", Location("a.md", 2, 8), "A"), "date": Node("b", Location("a.md", 3, 7), "b")},
        Location("a.md", 2, 1),
    )
    assert (document.front_matter_lines, document.front_matter_problem) == (4, None)
    assert [(block.text.plain, block.line) for block in document.blocks] == [("C", 5)]


@pytest.mark.parametrize("text", ["\ufeff---\r\na: b\r\n...\r\nc\r\n", "--- \na: b\n---\t\nc\n"])
def test_front_matter_is_found_behind_marks_and_before_dots(text: str) -> None:
    document = read(text)
    assert document.front_matter_lines == 3
    assert [(block.text.plain, block.line) for block in document.blocks] == [("c", 4)]


def test_empty_front_matter_is_front_matter() -> None:
    document = read("---\n---\na\n")
    assert document.front_matter is not None
    assert document.front_matter.value is None
    assert document.front_matter_lines == 2


def test_front_matter_that_cannot_be_read_is_a_problem_of_its_own() -> None:
    document = read("---\n!\n---\na\n")
    assert document.front_matter_problem == Problem("is no YAML", Location("a.md", 2, 1))
    assert (document.front_matter, document.front_matter_lines) == (None, 3)


@pytest.mark.parametrize(
    "text", ["---\n\nTODO write this\n\n---\n", "---\na: b\n", "\n---\na: b\n---\n", "----\na: b\n----\n"]
)
def test_words_between_thematic_breaks_are_content(text: str) -> None:
    document = read(text)
    assert (document.front_matter, document.front_matter_lines) == (None, 0)
    assert len(document.blocks) == 1


def test_without_a_reader_there_is_no_front_matter() -> None:
    document = read_markdown("a.md", "---\na: b\n---\nc\n").content
    assert isinstance(document, Markdown)
    assert (document.front_matter, document.front_matter_lines) == (None, 0)
    assert [one.title.plain for one in document.sections] == ["", "a: b"]


def test_a_table_deep_in_quotes_is_read() -> None:
    text = "".join(f"{'>' * 25} {row}\n" for row in ("| P0 |", "|----|", "| a |"))
    assert shown(text) == [("P0", 1), ("a", 3)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n" + ">" * 61 + " | P0 |\n", 3),
        ("".join(f"{'  ' * depth}- a\n" for depth in range(40)), 30),
        ("- " * 200 + "a\n", 1),
        (">" * 1_000_000, 1),
    ],
)
def test_what_is_nested_too_deep_makes_the_document_unreadable(text: str, line: int) -> None:
    document = read_markdown("a.md", text)
    assert document.content is None
    assert document.problem == Problem(
        f"blocks are nested deeper than 60 levels at line {line}, what stands there cannot be read",
        Location("a.md", line, 1),
        "take the text out of some of its lists and quotes",
    )


def test_a_file_of_more_than_a_mebibyte_is_not_read() -> None:
    document = read_markdown("a.md", "é" * (1 << 19) + "\n")
    assert document.content is None
    assert document.problem == Problem(
        "holds 1048577 bytes, more than the 1048576 that are read", Location("a.md"), "split the file"
    )


@pytest.mark.parametrize(
    "fragment",
    ["[", "![", "[a](", "<a ", "<!-- ", "<? ", "`", "**a_", "~a ~", "&amp;", "<b>", "|", "[^", "- ", "\\[", "\ud800"],
)
def test_hostile_text_is_read_like_any_other(fragment: str) -> None:
    text = "x" + fragment * 3000
    document = read_markdown("a.md", text).content
    assert isinstance(document, Markdown)
    assert all(len(block.text.inline.places) == len(block.text.inline.plain) + 1 for block in document.blocks)
