"""Headings, tables, lists, links and the rest of reStructuredText."""

from __future__ import annotations

import subprocess
import sys

import pytest
from document_outline import Outline
from docutils.core import publish_string

RST = Outline("docs/a.rst")


def test_sections_reach_to_the_next_heading_of_the_same_or_a_higher_level() -> None:
    text = "intro\n\n=====\nTitle\n=====\n\nA\n--\nx\n\nDeep one\n~~~~~~~~\n\nB\n--\ny\n"
    assert RST.sections(text) == [
        ("Title", 1, "title", 4, 16),
        ("Title/A", 2, "a", 7, 13),
        ("Title/A/Deep one", 3, "deep-one", 11, 13),
        ("Title/B", 2, "b", 14, 16),
    ]


def test_items_know_their_boxes_and_what_is_in_them() -> None:
    text = "- [ ] first\n- [x] second\n  goes on\n\n  - [X] nested\n\n- plain\n\n3. three\n#. four\n"
    assert RST.items(text) == [
        ("first", " ", 0, 1, 1, 1),
        ("second goes on", "x", 0, 2, 1, 5),
        ("nested", "X", 1, 5, 3, 5),
        ("plain", None, 0, 7, 1, 7),
        ("three", None, 0, 9, 1, 9),
        ("four", None, 0, 10, 1, 10),
    ]
    assert [one.number for one in RST.read(text).items] == [None, None, None, None, 3, 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "+---+-----+\n| A | B   |\n+===+=====+\n| a | one |\n|   | two |\n+---+-----+\n| b |     |\n+---+-----+\n",
            [[("A", 2, 3), ("B", 2, 7)], [("a", 4, 3), ("one two", 4, 7)], [("b", 7, 3), ("", 7, 6)]],
        ),
        (
            "== ===\nA  B\n== ===\na  one\n\\  two\n== ===\n",
            [[("A", 2, 1), ("B", 2, 4)], [("a", 4, 1), ("one", 4, 4)], [("", 5, 1), ("two", 5, 4)]],
        ),
        (
            ".. list-table::\n   :header-rows: 1\n\n   * - A\n     - B\n   * - a\n     - b\n",
            [[("A", 4, 8), ("B", 5, 8)], [("a", 6, 8), ("b", 7, 8)]],
        ),
        (
            '.. csv-table::\n   :header: A, B\n\n   1, 1\n   "x, y", z\n',
            [[("A", 2, 13), ("B", 2, 16)], [("1", 4, 4), ("1", 4, 7)], [("x, y", 5, 5), ("z", 5, 12)]],
        ),
    ],
)
def test_tables_have_their_cells_where_they_stand(text: str, expected: list[list[tuple[str, int, int]]]) -> None:
    assert RST.tables(text) == [expected]


def test_a_cell_that_reaches_over_several_rows_or_columns_stands_in_each_of_them() -> None:
    text = "+---+---+\n| A | B |\n+===+===+\n| a | 1 |\n|   +---+\n|   | 2 |\n+---+---+\n| both  |\n+-------+\n"
    rows = [[cell.text.plain for cell in row.cells] for row in RST.read(text).tables[0].rows]
    assert rows == [["a", "1"], ["a", "2"], ["both", "both"]]
    assert [(row.line, row.last_line) for row in RST.read(text).tables[0].rows] == [(4, 4), (6, 6), (8, 8)]


def test_a_table_without_a_header_keeps_its_first_row() -> None:
    (table,) = RST.read("== ==\na  1\nb  2\n== ==\n").tables
    assert [cell.text.plain for cell in table.header] == ["", ""]
    assert [[cell.text.plain for cell in row.cells] for row in table.rows] == [["a", "1"], ["b", "2"]]


def test_links_lead_where_their_definitions_do() -> None:
    text = (
        "See `here <b.rst#part>`_, named_, `The Plan`_, anon__, https://x.org/a, title_ and\n"
        ":ref:`Words <top>` :doc:`/guide` :pep:`8` `lost`_.\n\n"
        ".. _top:\n\nTitle\n-----\n\n.. _named: https://named.org\n.. _the plan: plan.rst\n__ anon.rst\n"
    )
    assert RST.links(text) == [
        ("link", "b.rst#part", "here", 1, 5),
        ("link", "https://named.org", "named", 1, 27),
        ("link", "plan.rst", "The Plan", 1, 35),
        ("link", "anon.rst", "anon", 1, 48),
        ("autolink", "https://x.org/a", "https://x.org/a", 1, 56),
        ("link", "#title", "title", 1, 73),
        ("link", "ref:top", "Words", 2, 1),
        ("link", "doc:/guide", "/guide", 2, 20),
        ("link", "https://peps.python.org/pep-0008", "8", 2, 34),
    ]
    assert RST.read(text).definitions == (("named", "https://named.org", 9), ("the plan", "plan.rst", 10))
    dangling = [(one.kind, one.target, one.place) for one in RST.read(text).blocks[0].text.inline.spans[-1:]]
    assert dangling == [("dangling", "lost", (2, 43))]
    assert RST.read(text).anchors >= {"top", "title"}


def test_inline_markup_is_what_docutils_shows() -> None:
    text = "a *b* **c** ``d <x>`` `e` \\*f* |g| :py:func:`~h.i` [x]\n\n.. |g| replace:: shown *so*\n"
    (block,) = RST.read(text).blocks
    assert block.text.plain == "a b c d <x> e *f* shown so h.i [x]"
    assert [(one.kind, block.text.inline.plain[one.start : one.end]) for one in block.text.inline.spans] == [
        ("emphasis", "b"),
        ("strong", "c"),
        ("code", "d <x>"),
        ("code", "e"),
        ("emphasis", "so"),
        ("code", "h.i"),
    ]


def test_fields_definitions_quotes_and_directives_are_text() -> None:
    text = (
        ":Owner: TBD\n:Empty:\n\nTerm\n    Means this.\n\n    Quoted.\n\n.. note:: Mind **this**\n\n"
        ".. versionadded:: 2.0\n   In full.\n\n.. tab-item:: Linux\n   :sync: a\n\n   - [ ] a task\n\n"
        "| line\n| by line\n"
    )
    assert RST.blocks(text) == [
        ("paragraph", "Owner: TBD", 1, 2, 1),
        ("paragraph", "Empty:", 2, 2, 2),
        ("paragraph", "Term", 4, 1, 4),
        ("paragraph", "Means this.", 5, 5, 5),
        ("paragraph", "Quoted.", 7, 5, 7),
        ("paragraph", "Mind this", 9, 11, 9),
        ("paragraph", "2.0 In full.", 11, 19, 12),
        ("paragraph", "Linux", 14, 15, 14),
        ("item", "a task", 17, 10, 17),
        ("paragraph", "line", 19, 3, 19),
        ("paragraph", "by line", 20, 3, 20),
    ]


def test_code_and_comments_are_no_text() -> None:
    text = (
        "A::\n\n   x = 1\n\n.. code-block:: sh\n   :caption: Run\n\n   make\n\n>>> 1\n1\n\n"
        ".. a comment\n   of two lines\n"
    )
    content = RST.read(text)
    assert [(one.language, one.content, one.line, one.first_line, one.end_line) for one in content.codes] == [
        ("", "x = 1\n", 3, 3, 3),
        ("sh", "make\n", 5, 8, 8),
        ("", ">>> 1\n1\n", 10, 10, 11),
    ]
    assert [(one.content, one.line, one.end_line) for one in content.comments] == [("a comment\nof two lines", 13, 14)]
    assert [one.text.plain for one in content.blocks] == ["A:", "Run"]


def test_pictures_are_links_and_their_words_are_text() -> None:
    text = ".. image:: a.png\n   :alt: The plan\n   :target: b.rst\n\n.. figure:: c.png\n\n   Caption *here*\n"
    assert RST.links(text) == [
        ("image", "a.png", "The plan", 1, 12),
        ("link", "b.rst", "The plan", 1, 12),
        ("image", "c.png", "", 5, 13),
    ]
    assert [one.text.plain for one in RST.read(text).blocks] == ["The plan", "", "Caption here"]


def test_a_table_of_contents_leads_to_its_pages() -> None:
    text = ".. toctree::\n   :maxdepth: 2\n\n   intro\n   The guide <guide/index>\n   all/*\n"
    assert RST.links(text) == [("link", "doc:intro", "intro", 4, 4), ("link", "doc:guide/index", "The guide", 5, 4)]


def test_html_in_a_document_is_read_as_such() -> None:
    content = RST.read('.. raw:: html\n\n   <a id="x"></a><p>said</p>\n')
    assert [(one.kind, one.text.plain) for one in content.blocks] == [("html", "said")]
    assert content.anchors == {"x"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. include:: b.rst\n", "docs/a.rst:1:1: what b.rst says at this place is not read"),
        ("a\n\n.. csv-table::\n   :file: b.csv\n", "docs/a.rst:3:1: what b.csv says at this place is not read"),
        (
            "+---+\n| a |\n+--+\n",
            "docs/a.rst:1:1: `+---+` breaks the rules of the format, so what stands here is not read",
        ),
        (
            "A\n==\n\nB\n--\n\nC\n~~\n\nD\n==\n\nE\n~~\n",
            "docs/a.rst:13:1: `E` breaks the rules of the format, so what stands here is not read",
        ),
    ],
)
def test_what_is_not_read_is_told(text: str, expected: str) -> None:
    assert RST.unread(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "".join(" " * n + "a\n\n" for n in range(300)),
            "blocks are nested too deep, or a text has too many links, to be read",
        ),
        ("x\n\n" + "*a " * 30_000, "a text is too long, with too much markup in it, to be read"),
        ("a b\n" * 130_000, "holds 520000 characters, more than the 500000 of reStructuredText that are read"),
        ("+" + "-+" * 600 + "\n", "a text is too long, with too much markup in it, to be read"),
    ],
)
def test_what_would_take_too_long_is_a_problem(text: str, expected: str) -> None:
    problem = RST.document(text).problem
    assert problem is not None
    assert problem.message == expected


def test_a_substitution_of_substitutions_is_bounded() -> None:
    text = (
        "".join(f".. |a{n}| replace:: |a{n + 1}| |a{n + 1}| |a{n + 1}|\n" for n in range(40))
        + ".. |a40| replace:: x\n\n|a0|\n"
    )
    assert [one.text.plain for one in RST.read(text).blocks] == ["|a0|"]
    assert [one.text.plain for one in RST.read(".. |a| replace:: |b|\n.. |b| replace:: |a|\n\n|a|\n").blocks] == ["|a|"]


def test_tabs_and_odd_line_ends_do_not_move_places() -> None:
    text = "-\t[ ] a\t**b**\n\nc\u2028d\x85e\n\nT\n==\n"
    assert RST.items(text) == [("a b", " ", 0, 1, 1, 1)]
    assert [(one.kind, one.line, one.text.column) for one in RST.read(text).blocks] == [
        ("item", 1, 7),
        ("paragraph", 3, 1),
        ("heading", 5, 1),
    ]


def test_without_docutils_a_document_is_undecided_and_says_what_to_do() -> None:
    program = (
        "import sys; sys.modules['docutils'] = None\n"
        "from checker.formats import read_document\n"
        "found = read_document('a.rst', b'a').problem\n"
        "print(found.why, found.hint, sep='; ')"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout
    assert said == (
        "is reStructuredText, and docutils, which reads it, is not installed; "
        "install docutils, on which this program depends\n"
    )


def test_reading_changes_nothing_for_others_who_use_docutils() -> None:
    text = ".. role:: odd(raw)\n   :format: html\n\n.. default-role:: strong\n\n.. nope:: x\n\n:odd:`x` `y`\n"
    before = publish_string(text, settings_overrides={"report_level": 5, "_disable_config": True})
    RST.read(text)
    assert publish_string(text, settings_overrides={"report_level": 5, "_disable_config": True}) == before
    assert b"Unknown directive" in publish_string(".. nope:: x\n", settings_overrides={"warning_stream": False})
