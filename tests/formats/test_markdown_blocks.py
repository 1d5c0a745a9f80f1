"""Headings, tables, lists, code and comments of Markdown documents."""

from __future__ import annotations

import pytest

from checker.formats.markdown import read_markdown
from checker.model.markdown import Code, Comment, Markdown, Table
from checker.text.anchors import is_of_site


def read(text: str) -> Markdown:
    content = read_markdown("docs/a.md", text).content
    assert isinstance(content, Markdown)
    return content


def sections(text: str) -> list[tuple[str, int, str, int, int]]:
    return [
        ("/".join(one.trail), one.level, one.slug, one.line, one.end_line) for one in read(text).sections if one.level
    ]


def blocks(text: str) -> list[tuple[str, str, int, int]]:
    return [(one.kind, one.text.plain, one.line, one.end_line) for one in read(text).blocks]


def items(text: str) -> list[tuple[str, str | None, int, int]]:
    return [(one.text.plain, one.mark, one.depth, one.line) for one in read(text).items]


def cells(table: Table) -> list[list[str]]:
    return [[cell.text.plain for cell in row] for row in (table.header, *(row.cells for row in table.rows))]


def tables(text: str) -> list[list[list[str]]]:
    return [cells(table) for table in read(text).tables]


def anchors(text: str) -> set[str]:
    """Those that a forge has."""
    return {one for one in read(text).anchors if not is_of_site(one)}


def test_sections_reach_to_the_next_heading_of_the_same_or_a_higher_level() -> None:
    text = "intro\n\n# A\n\n## B\nx\n\n### C\n\n## D\n\n# E\n"
    assert sections(text) == [
        ("A", 1, "a", 3, 11),
        ("A/B", 2, "b", 5, 9),
        ("A/B/C", 3, "c", 8, 9),
        ("A/D", 2, "d", 10, 11),
        ("E", 1, "e", 12, 12),
    ]
    assert (read(text).sections[0].line, read(text).sections[0].end_line) == (1, 2)


def test_the_part_before_the_first_heading_is_empty_when_the_file_begins_with_one() -> None:
    first = read("# A\n").sections[0]
    assert (first.level, first.trail, first.title.plain, first.line, first.end_line) == (0, (), "", 1, 0)


def test_a_document_without_headings_is_one_section() -> None:
    assert [(one.level, one.line, one.end_line) for one in read("a\n\nb\n").sections] == [(0, 1, 3)]


def test_setext_closed_and_empty_headings_are_headings() -> None:
    text = "Setext\n======\n\nTwo\nlines\n---\n\n## Closed ##\n\n#\n\n#hash\n"
    assert sections(text) == [
        ("Setext", 1, "setext", 1, 9),
        ("Setext/Two lines", 2, "twolines", 4, 7),
        ("Setext/Closed", 2, "closed", 8, 9),
        ("", 1, "", 10, 12),
    ]


def test_a_heading_is_called_as_it_is_read() -> None:
    text = "# The *new* `cli` [guide](g.md) ![logo](l.png)<!-- x -->\n"
    (heading,) = read(text).sections[1:]
    assert heading.trail == ("The new cli guide logo",)
    assert heading.slug == "the-new-cli-guide-"


def test_equal_headings_get_numbered_anchors() -> None:
    text = "# Notes\n\n> # Notes\n\n- # Notes\n\n# Notes\n"
    assert sections(text) == [("Notes", 1, "notes", 1, 6), ("Notes", 1, "notes-3", 7, 7)]
    assert anchors(text) == {"notes", "notes-1", "notes-2", "notes-3"}


def test_headings_in_lists_and_quotes_begin_no_section() -> None:
    text = "# A\n\n> ## Quoted\n\n- ## Listed\n\nend\n"
    assert sections(text) == [("A", 1, "a", 1, 7)]
    assert [one for one in blocks(text) if one[0] == "heading"] == [
        ("heading", "A", 1, 1),
        ("heading", "Quoted", 3, 3),
        ("heading", "Listed", 5, 5),
    ]


def test_ids_names_and_html_headings_are_anchors() -> None:
    tags = "# A <a name='top'></a>\n\n<p id=box><a NAME=\"x\"></a></p>\n\n"
    text = f"{tags}<h2 align='center'>Big Title</h2>\n\n## Big Title\n"
    assert anchors(text) == {"a-", "top", "box", "x", "big-title", "big-title-1"}


def test_looks_of_headings_tables_and_tasks_in_code_and_comments_are_nothing() -> None:
    text = "```\n# A\n- [ ] b\n| c |\n|---|\n```\n\n<!--\n# D\n\n- [ ] e\n\n| f |\n|---|\n-->\n\n    # G\n    - [x] h\n"
    document = read(text)
    assert (document.blocks, document.items, document.tables, len(document.sections)) == ((), (), (), 1)
    assert document.codes == (
        Code("", "# A\n- [ ] b\n| c |\n|---|\n", 1, 2, 6),
        Code("", "# G\n- [x] h\n", 17, 17, 18),
    )
    assert document.comments == (Comment("\n# D\n\n- [ ] e\n\n| f |\n|---|\n", 8, 1, 15),)


def test_comments_are_found_in_every_kind_of_text() -> None:
    text = "# A <!-- 1 -->\n\nb <!-- 2\n2 --> c\n\n- [ ] d<!--3-->\n\n"
    text += "| e <!-- 4 --> |\n|---|\n\n<p>f <!-- 5 --> g</p>\n<!-->\n"
    document = read(text)
    assert document.comments == (
        Comment(" 1 ", 1, 5, 1),
        Comment(" 2\n2 ", 3, 3, 4),
        Comment("3", 6, 8, 6),
        Comment(" 4 ", 8, 5, 8),
        Comment(" 5 ", 11, 6, 11),
        Comment("", 12, 1, 12),
    )
    assert [block.text.plain for block in document.blocks] == ["A", "b c", "d", "e", "f g"]


def test_a_comment_that_is_never_closed_hides_the_rest() -> None:
    document = read("a\n\n<!-- b\n\n- [ ] c\n")
    assert [block.text.plain for block in document.blocks] == ["a"]
    assert document.comments == (Comment(" b\n\n- [ ] c", 3, 1, 5),)


def test_tasks_are_read_in_all_kinds_of_lists() -> None:
    text = "- [ ] a\n  - [x] b\n    1. [X] c\n* [ ] d\n\n1. [x] e\n2) [ ] f\n\n> - [x] g\n"
    assert items(text) == [
        ("a", " ", 0, 1),
        ("b", "x", 1, 2),
        ("c", "X", 2, 3),
        ("d", " ", 0, 4),
        ("e", "x", 0, 6),
        ("f", " ", 0, 7),
        ("g", "x", 0, 9),
    ]


@pytest.mark.parametrize("box", ["[]", "[✅]", "[n/a]", "[ X ]", "[*]", "[xx]", "[x](y)", "[x]y", "\\[x]"])
def test_what_is_no_box_is_text(box: str) -> None:
    (item,) = read(f"- {box} a\n").items
    assert item.mark is None
    assert item.text.plain.endswith("a" if box != "[x]y" else "y a")


def test_a_box_without_text_is_still_a_task() -> None:
    assert items("- [ ]\n- [x] \n") == [("", " ", 0, 1), ("", "x", 0, 2)]


def test_a_box_counts_only_at_the_beginning_of_an_item() -> None:
    assert items("- a [x] b\n- c\n\n  [x] d\n- # [x] e\n") == [
        ("a [x] b", None, 0, 1),
        ("c", None, 0, 2),
        ("", None, 0, 5),
    ]


def test_items_say_where_they_stand_and_how_far_they_reach() -> None:
    text = "text\n\n- a\n  more\n\n  - b\n\n    c\n- d\n\n\n> 7. e\n>    - f\n"
    assert [
        (one.text.plain, one.line, one.column, one.end_line, one.depth, one.list_line, one.number)
        for one in read(text).items
    ] == [
        ("a more", 3, 1, 8, 0, 3, None),
        ("b", 6, 3, 8, 1, 6, None),
        ("d", 9, 1, 9, 0, 3, None),
        ("e", 12, 3, 13, 0, 12, 7),
        ("f", 13, 6, 13, 1, 13, None),
    ]


def test_lists_that_begin_on_one_line_keep_their_columns() -> None:
    assert [(one.text.plain, one.column, one.depth) for one in read("- 1. - a\n").items] == [
        ("", 1, 0),
        ("", 3, 1),
        ("a", 6, 2),
    ]


def test_an_item_without_a_paragraph_has_no_text() -> None:
    assert items("- ```\n  a\n  ```\n-\n- b\n") == [("", None, 0, 1), ("", None, 0, 4), ("b", None, 0, 5)]


def test_tables_need_no_outer_pipes() -> None:
    assert tables("a | b\n--|--\n1 | 2\n| 3 | 4\n5 | 6 |\n") == [[["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]]


def test_escaped_pipes_end_no_cell_in_code_neither() -> None:
    assert tables("| a | b |\n|---|---|\n| `x \\| y` | \\| |\n") == [[["a", "b"], ["x | y", "|"]]]


def test_bare_pipes_in_code_end_a_cell() -> None:
    document = read("| a | b |\n|---|---|\n| `x | y` | z |\n")
    assert cells(document.tables[0]) == [["a", "b"], ["`x", "y`"]]
    assert document.tables[0].rows[0].surplus == 1


def test_ragged_rows_are_filled_and_surplus_cells_counted() -> None:
    (table,) = read("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 | 4 |\n|\n").tables
    assert cells(table) == [["a", "b"], ["1", ""], ["1", "2"], ["", ""]]
    assert [row.surplus for row in table.rows] == [0, 2, 0]


def test_cells_say_where_they_stand() -> None:
    (table,) = read("> | a | bb  |\n> |---|---|\n> |  x|  |\n> | y |\n").tables
    assert [(cell.line, cell.column) for cell in table.header] == [(1, 5), (1, 9)]
    assert [[(cell.line, cell.column) for cell in row.cells] for row in table.rows] == [
        [(3, 6), (3, 9)],
        [(4, 5), (4, 8)],
    ]
    assert (table.line, table.end_line, table.column) == (1, 4, 3)


def test_tables_in_lists_and_quotes_are_tables() -> None:
    text = "- | a |\n  |---|\n  | b |\n\n1. c\n\n   d | e\n   --|--\n   f | g\n\n> h | i\n> --|--\n> j | k\n"
    assert tables(text) == [[["a"], ["b"]], [["d", "e"], ["f", "g"]], [["h", "i"], ["j", "k"]]]


def test_rows_that_repeat_the_header_stay_rows() -> None:
    assert tables("| a |\n|---|\n| b |\n| a |\n| c |\n") == [[["a"], ["b"], ["a"], ["c"]]]


def test_a_table_without_rows_is_a_table() -> None:
    (table,) = read("| a |\n|---|\n\n| b |\n").tables
    assert (cells(table), table.line, table.end_line) == ([["a"]], 1, 2)


def test_a_table_ends_where_a_line_is_blank() -> None:
    text = "| a |\n|---|\n| b |\n\n| c |\n"
    assert tables(text) == [[["a"], ["b"]]]
    assert blocks(text)[-1] == ("paragraph", "| c |", 5, 5)


def test_blocks_come_in_the_order_of_the_file() -> None:
    text = "# A\n\nb\nc\n\n- d\n  - e\n\n| f | g |\n|---|---|\n| h | i |\n\n> j\n\nName: k\n\n____\n\n---\n\n<p>l</p>\n"
    assert blocks(text) == [
        ("heading", "A", 1, 1),
        ("paragraph", "b c", 3, 4),
        ("item", "d", 6, 6),
        ("item", "e", 7, 7),
        ("cell", "f", 9, 9),
        ("cell", "g", 9, 9),
        ("cell", "h", 11, 11),
        ("cell", "i", 11, 11),
        ("paragraph", "j", 13, 13),
        ("paragraph", "Name: k", 15, 15),
        ("rule", "____", 17, 17),
        ("html", "l", 21, 21),
    ]


def test_text_between_two_comments_is_text() -> None:
    assert blocks("<!-- a -->b<!-- c -->\n") == [("html", "b", 1, 1)]
    assert blocks("<!-- a --> <!-- b -->\n") == []


def test_html_tables_are_text_and_no_tables() -> None:
    text = "<table>\n<tr><td>A &amp; B</td><td>C</td></tr>\n</table>\n"
    assert tables(text) == []
    assert blocks(text) == [("html", "A & B C", 1, 3)]


def test_what_scripts_and_styles_say_is_not_shown() -> None:
    assert blocks("<div><style>p {}</style>a<script>b</script>c</div>\n") == [("html", "ac", 1, 1)]


def test_definitions_are_listed_as_written() -> None:
    text = "[One Two]: a.md 'x'\n\n> [b]:\n> <c d>\n\n[ONE two]: e.md\n\n[^1]: a note\n"
    assert read(text).definitions == (("One Two", "a.md", 1), ("b", "c d", 3), ("ONE two", "e.md", 6))
    assert blocks(text) == [("paragraph", "a note", 8, 8)]


def test_footnotes_hold_what_is_indented_below_them() -> None:
    text = (
        "a[^1] [^Two]\n[^1]: one\nlazy\n[^two]: two\n\n    more\n\n    - [ ] task\n\n    ## H\n\n"
        "after\n\n> [^q]: quoted\n"
    )
    content = read(text)
    assert content.footnotes == (("1", 2), ("two", 4), ("q", 14))
    assert blocks(text) == [
        ("paragraph", "a[^1] [^Two]", 1, 1),
        ("paragraph", "one lazy", 2, 3),
        ("paragraph", "two", 4, 4),
        ("paragraph", "more", 6, 6),
        ("item", "task", 8, 8),
        ("heading", "H", 10, 10),
        ("paragraph", "after", 12, 12),
        ("paragraph", "quoted", 14, 14),
    ]
    assert items(text) == [("task", " ", 0, 8)]
    assert sections(text) == []
    assert anchors(text) == {"fn-1", "fn-two", "fn-q", "h"}


@pytest.mark.parametrize("text", ["[^a b]: c\n", "[^]: c\n", "    [^a]: c\n", "[^a] : c\n", "\\[^a]: c\n"])
def test_what_only_looks_like_a_footnote_is_text(text: str) -> None:
    assert read(text).footnotes == ()


def test_code_says_its_language_and_lines() -> None:
    text = "~~~ sh extra\na\n~~~\n\n- ```\n  b\n  ```\n\n> ```py\n> c\n"
    assert read(text).codes == (
        Code("sh extra", "a\n", 1, 2, 3),
        Code("", "b\n", 5, 6, 7),
        Code("py", "c\n", 9, 10, 10),
    )
