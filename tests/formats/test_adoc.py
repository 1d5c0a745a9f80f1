"""Headings, tables, lists, links and the rest of AsciiDoc."""

from __future__ import annotations

import pytest
from document_outline import Outline

ADOC = Outline("docs/a.adoc")


def test_sections_and_their_anchors() -> None:
    text = (
        "= Title\nAda\n:toc:\n\n[[own]]\n== One & two\nx\n\n=== Deep\n\n[#other]\n== Two\n\n"
        "[discrete]\n== No section\n\n## Deep\n"
    )
    assert ADOC.sections(text) == [
        ("Title", 1, "_title", 1, 17),
        ("Title/One & two", 2, "own", 6, 11),
        ("Title/One & two/Deep", 3, "_deep", 9, 11),
        ("Title/Two", 2, "other", 12, 16),
        ("Title/Deep", 2, "_deep", 17, 17),
    ]
    assert ADOC.read(text).anchors == {"_title", "title", "own", "_deep", "deep", "other", "_deep_2", "deep-2"}
    assert ADOC.sections("Title\n=====\n\nPart\n----\n") == [
        ("Title", 1, "_title", 1, 5),
        ("Title/Part", 2, "_part", 4, 5),
    ]


def test_items_know_their_boxes_and_what_is_in_them() -> None:
    text = (
        "* [ ] first\n* [x] second\ngoes on\n** [*] nested\n+\n----\ncode\n----\n* plain\n\n"
        ". one\n\n// end\n\n- [ ] other\n"
    )
    assert ADOC.items(text) == [
        ("first", " ", 0, 1, 1, 1),
        ("second goes on", "x", 0, 2, 1, 8),
        ("nested", "x", 1, 4, 1, 8),
        ("plain", None, 0, 9, 1, 15),
        ("one", None, 1, 11, 1, 15),
        ("other", " ", 2, 15, 1, 15),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "|===\n|A |B\n\n|1\n|2\nmore\n|===\n",
            [[("A", 2, 2), ("B", 2, 5)], [("1", 4, 2), ("2 more", 5, 2)]],
        ),
        (
            '[cols="1,1",options="header"]\n|===\n|A\n|B\n2+|both\n.2+|tall|1\n|2\n|===\n',
            [
                [("A", 3, 2), ("B", 4, 2)],
                [("both", 5, 4), ("both", 5, 4)],
                [("tall", 6, 5), ("1", 6, 10)],
                [("tall", 6, 5), ("2", 7, 2)],
            ],
        ),
        (
            '[%header,format=csv]\n|===\nA,B\n1,"x, y"\n|===\n',
            [[("A", 3, 1), ("B", 3, 3)], [("1", 4, 1), ("x, y", 4, 4)]],
        ),
        (
            "|===\n|1 |2\n|3 |\n|===\n",
            [[("", 1, 1), ("", 1, 1)], [("1", 2, 2), ("2", 2, 5)], [("3", 3, 2), ("", 3, 5)]],
        ),
    ],
)
def test_tables_have_their_cells_where_they_stand(text: str, expected: list[list[tuple[str, int, int]]]) -> None:
    assert ADOC.tables(text) == [expected]


def test_a_cell_of_blocks_holds_tasks() -> None:
    text = "|===\n|A |B\n\n|x\na|\n* [ ] one\n* [x] two\n|===\n"
    assert ADOC.items(text) == [("one", " ", 0, 6, 1, 6), ("two", "x", 0, 7, 1, 7)]
    assert [cell.text.plain for cell in ADOC.read(text).tables[0].rows[0].cells] == ["x", "one two"]


def test_links_lead_where_they_say() -> None:
    text = (
        ":url: https://x.org\n\n"
        "<<part>> <<The Part,see>> xref:b.adoc#x[B] xref:other#y[] link:c.pdf[C] {url}/i[I] "
        "https://a.b[*t*,window=_blank] https://bare.org/a. mailto:a@b.c[M] image:p.png[Alt,100]\n\n"
        "[#part]\n== The Part\n"
    )
    assert ADOC.links(text) == [
        ("link", "#part", "#part", 3, 1),
        ("link", "#part", "see", 3, 10),
        ("link", "b.adoc#x", "B", 3, 27),
        ("link", "other.adoc#y", "other.adoc#y", 3, 44),
        ("link", "c.pdf", "C", 3, 59),
        ("link", "https://x.org/i", "I", 3, 73),
        ("link", "https://a.b", "t", 3, 84),
        ("autolink", "https://bare.org/a", "https://bare.org/a", 3, 115),
        ("link", "mailto:a@b.c", "M", 3, 135),
        ("image", "p.png", "Alt", 3, 151),
    ]


def test_inline_markup_is_what_asciidoctor_shows() -> None:
    text = (
        ":set: value\n\n*b* _e_ `c <x>` `+{d}+` **f**g \\*h* a*b*c {set} {unset} [.path]_i_ "
        "[line-through]#gone# &amp; footnote:[n]\n"
    )
    (block,) = ADOC.read(text).blocks
    assert block.text.plain == "b e c <x> {d} fg *h* a*b*c value {unset} i & n"
    assert [one.kind for one in block.text.inline.spans] == [
        "strong", "emphasis", "code", "code", "strong", "attribute", "emphasis", "footnote",
    ]  # fmt: skip


def test_code_comments_and_attributes_are_no_text() -> None:
    text = (
        "[source,sh]\n----\nmake\n----\n\n....\nx\n....\n\n```py\ny\n```\n\n literal\n\n"
        "// note\n\n////\nhidden\n////\n\n:a: b\n"
    )
    content = ADOC.read(text)
    assert [(one.language, one.content, one.line, one.end_line) for one in content.codes] == [
        ("sh", "make\n", 2, 4),
        ("", "x\n", 6, 8),
        ("py", "y\n", 10, 12),
        ("", " literal\n", 14, 14),
    ]
    assert [(one.content, one.line, one.end_line) for one in content.comments] == [("note", 16, 16), ("hidden", 18, 20)]
    assert content.blocks == ()


def test_what_stands_in_blocks_is_text() -> None:
    text = (
        ".A title\n====\nInside.\n\n* [ ] task\n====\n\nNOTE: Mind.\n\nterm:: Means.\n\n"
        '[quote]\n____\nSaid.\n____\n\n++++\n<a id="x"></a>raw\n++++\n'
    )
    assert ADOC.blocks(text) == [
        ("paragraph", "A title", 1, 2, 1),
        ("paragraph", "Inside.", 3, 1, 3),
        ("item", "task", 5, 7, 5),
        ("paragraph", "Mind.", 8, 7, 8),
        ("paragraph", "term", 10, 1, 10),
        ("paragraph", "Means.", 10, 8, 10),
        ("paragraph", "Said.", 14, 1, 14),
        ("html", "raw", 18, 15, 18),
    ]
    assert ADOC.read(text).anchors == {"x"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\ninclude::b.adoc[]\n", "docs/a.adoc:3:1: what b.adoc says at this place is not read"),
        ("----\ninclude::b.sh[]\n----\n", "docs/a.adoc:2:1: what b.sh says at this place is not read"),
        (
            "ifdef::x[]\na\nendif::[]\n",
            "docs/a.adoc:1:1: nobody here can tell whether what `ifdef::x[]` encloses is shown",
        ),
        ("a\n\n----\nb\n", "docs/a.adoc:3:1: `----` breaks the rules of the format, so what stands here is not read"),
        (
            "|===\n|a |b\n|c\n|===\n",
            "docs/a.adoc:1:1: `|===` breaks the rules of the format, so what stands here is not read",
        ),
        (
            ":===\na:b\n:===\n",
            "docs/a.adoc:1:1: `:===` breaks the rules of the format, so what stands here is not read",
        ),
    ],
)
def test_what_is_not_read_is_told(text: str, expected: str) -> None:
    assert ADOC.unread(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "*a " * 20_000,
        "`" * 20_000,
        "[" * 20_000,
        "{a" * 20_000,
        "".join(f"{'*' * (n % 6 + 1)} a\n" for n in range(5_000)),
        "|===\n" + "|" * 20_000,
    ],
)
def test_hostile_texts_are_read_in_little_time(text: str) -> None:
    ADOC.read(text)


def test_blocks_in_blocks_are_bounded() -> None:
    text = "".join(f"{'=' * n}\n" for n in range(4, 60))
    assert ADOC.unread(text)
