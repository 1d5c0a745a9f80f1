"""Links, images, code, tags and places in the text of Markdown documents."""

from __future__ import annotations

import pytest

from checker.formats.markdown import read_markdown
from checker.model.markdown import Inline, Markdown
from checker.model.record import Link


def read(text: str) -> Markdown:
    content = read_markdown("docs/a.md", text).content
    assert isinstance(content, Markdown)
    return content


def inline(text: str) -> Inline:
    return read(text).blocks[0].text.written


def spans(text: str) -> list[tuple[str, str, str, int]]:
    found = inline(text)
    return [(one.kind, found.plain[one.start : one.end], one.target, one.place[1]) for one in found.spans]


def links(text: str) -> list[tuple[str, str, str]]:
    document = read(text)
    found = [link for block in document.blocks for link in document.links_of(block.text)]
    return [(link.kind, link.text, link.target) for link in found]


def test_emphasis_code_and_strikethrough_are_spans() -> None:
    assert spans("*a* __b__ ~~c~~ ~d~ `` e`f `` ***g***\n") == [
        ("emphasis", "a", "", 1),
        ("strong", "b", "", 5),
        ("strike", "c", "", 11),
        ("strike", "d", "", 17),
        ("code", "e`f", "", 21),
        ("emphasis", "g", "", 31),
        ("strong", "g", "", 32),
    ]


def test_links_are_found_in_every_form() -> None:
    text = "[a](b.md#c 'd') [e][r] [r][] [R] <https://f.g/h> <i@j.kl> [*m* `n`](<o p.md>)\n\n[r]: ../q%20r.md\n"
    assert links(text) == [
        ("link", "a", "b.md#c"),
        ("link", "e", "../q%20r.md"),
        ("link", "r", "../q%20r.md"),
        ("link", "R", "../q%20r.md"),
        ("autolink", "https://f.g/h", "https://f.g/h"),
        ("autolink", "i@j.kl", "mailto:i@j.kl"),
        ("link", "m n", "o p.md"),
    ]


def test_links_of_any_scheme_are_links() -> None:
    assert links("[a](javascript:b) [c](file:///d) [e](data:f)\n") == [
        ("link", "a", "javascript:b"),
        ("link", "c", "file:///d"),
        ("link", "e", "data:f"),
    ]


def test_images_say_their_alternative_text() -> None:
    assert links("![a *b*](c.png) [![d](e.svg)](f.md) ![](g.png)\n") == [
        ("image", "a b", "c.png"),
        ("link", "d", "f.md"),
        ("image", "d", "e.svg"),
        ("image", "", "g.png"),
    ]


def test_every_link_has_the_place_where_its_markup_begins() -> None:
    document = read("- a [b](c)\n  ![](d) [](e) <ftp:g>\n")
    assert [
        (link.text, link.location.line, link.location.column) for link in document.links_of(document.items[0].text)
    ] == [
        ("b", 1, 5),
        ("", 2, 3),
        ("", 2, 10),
        ("ftp:g", 2, 16),
    ]
    assert isinstance(document.links_of(document.items[0].text)[0], Link)


def test_links_of_html_are_links_too() -> None:
    text = "x <a href='b.md'>c</a> <img src=d.png alt=\"e\">\n\n<p><A HREF=\"f.md\">g</A><img src='h.png'></p>\n"
    assert links(text) == [
        ("link", "c", "b.md"),
        ("image", "e", "d.png"),
        ("link", "g", "f.md"),
        ("image", "", "h.png"),
    ]


def test_bare_urls_end_before_the_punctuation_of_their_sentence() -> None:
    text = "See https://a.b/c, (http://d.e/f_(g)) or **www.h.i**. Not `https://j.k` and [not https://l.m](n).\n"
    assert links(text) == [
        ("autolink", "https://a.b/c", "https://a.b/c"),
        ("autolink", "http://d.e/f_(g)", "http://d.e/f_(g)"),
        ("autolink", "www.h.i", "http://www.h.i"),
        ("link", "not https://l.m", "n"),
    ]


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://a.b?c=d&amp;e", "https://a.b?c=d&e"),
        ("https://a.b/c<br>d", "https://a.b/c"),
        ("https://a.b/c&lt;", "https://a.b/c"),
        ("https://a.b/c]", "https://a.b/c"),
        ("https://localhost:8080/c*", "https://localhost:8080/c"),
    ],
)
def test_a_bare_url_reaches_as_far_as_on_github(written: str, url: str) -> None:
    assert [link[2] for link in links(f"x {written}\n")] == [url]


@pytest.mark.parametrize("written", ["xhttps://a.b", "https://", "www.", "awww.b.c", "\\[a][b]", "`[a][b]`", "a[0][1]"])
def test_what_only_looks_like_a_link_is_text(written: str) -> None:
    assert links(f"{written}\n") == []
    assert "dangling" not in [span[0] for span in spans(f"{written}\n")]


def test_reference_links_without_definition_are_dangling() -> None:
    assert spans("[a][b] [c][] [d] [^1]\n") == [
        ("dangling", "[a][b]", "b", 1),
        ("dangling", "[c][]", "c", 8),
        ("footnote", "[^1]", "1", 18),
    ]


def test_tags_leave_no_text_but_a_span_with_their_place() -> None:
    found = inline("a <test>: <your company name><br/>b</b>\n")
    assert found.plain == "a : \nb"
    assert [(one.start, one.end, one.target, one.place) for one in found.spans] == [
        (2, 2, "<test>", (1, 3)),
        (4, 4, "<your company name>", (1, 11)),
        (4, 4, "<br/>", (1, 30)),
        (6, 6, "</b>", (1, 36)),
    ]


def test_elements_that_mark_text_are_spans_like_markup() -> None:
    assert [one[:2] for one in spans("<b>a</b> <code>b</code> <del>c</del> <em>d</em>\n") if one[0] != "html"] == [
        ("strong", "a"),
        ("code", "b"),
        ("strike", "c"),
        ("emphasis", "d"),
    ]


def test_escapes_and_character_references_are_read() -> None:
    found = inline("\\* \\q &amp;&#65; &nosuch; &lt;a&gt;\n")
    assert found.plain == "* \\q &A &nosuch; <a>"
    assert [found.places[at] for at in (0, 2, 5, 6, 8, 17)] == [(1, 2), (1, 4), (1, 7), (1, 12), (1, 18), (1, 27)]


def test_places_go_through_the_markers_of_lists_and_quotes() -> None:
    found = inline("> - [x] one *two*\n>   three  \n> lazy\\\nfour\n")
    assert found.plain == "one two\nthree\nlazy\nfour"
    assert [found.places[found.plain.index(word)] for word in ("one", "two", "three", "lazy", "four")] == [
        (1, 9),
        (1, 14),
        (2, 5),
        (3, 3),
        (4, 1),
    ]
    assert found.places[-1] == (4, 5)


def test_places_in_cells_jump_over_the_backslash_of_a_pipe() -> None:
    cell = read("| a |\n|---|\n| b \\| `c\\|d` e |\n").tables[0].rows[0].cells[0]
    assert cell.text.source == "b \\| `c\\|d` e"
    assert cell.text.inline.plain == "b | c|d e"
    assert [column for _, column in cell.text.inline.places] == [3, 4, 6, 7, 9, 11, 12, 14, 15, 16]


def test_places_in_headings_begin_behind_their_hashes() -> None:
    assert inline(" ## # a ##\n").places[0] == (1, 5)
    assert inline("> # a\n").places[0] == (1, 5)
    assert inline("   a\n  b\n===\n").places[:] == ((1, 4), (1, 5), (2, 3), (2, 4))


def test_tabs_are_single_characters() -> None:
    found = read("-\ta\n\n\tb\n").blocks
    assert [(block.text.plain, block.line, block.text.column) for block in found] == [("a", 1, 3), ("b", 3, 2)]


def test_inline_text_is_read_once() -> None:
    text = read("a *b*\n").blocks[0].text
    assert text.inline is text.inline
    assert (text.source, text.plain) == ("a *b*", "a b")


def test_blanks_fold_in_plain_text() -> None:
    assert read("a  b\n   c\u00a0d\n").blocks[0].text.plain == "a b c d"


@pytest.mark.parametrize(
    ("written", "standing"),
    [
        ("a ~~b~~ c", "a c"),
        ("~~a~~", ""),
        ("<s>a</s> b <del>c</del>", "b"),
        ("~~[a](b.md)~~ [c](d.md)", "c"),
        ("a **~~b~~ c**", "a c"),
        ("`~~a~~` b", "~~a~~ b"),
    ],
)
def test_what_is_struck_through_is_not_there(written: str, standing: str) -> None:
    text = read(f"{written}\n").blocks[0].text
    assert text.plain == standing
    assert [link.text for link in read(f"{written}\n").links_of(text)] == (["c"] if "d.md" in written else [])


def test_what_stands_beside_a_strike_keeps_its_place() -> None:
    text = read("a ~~bc~~ *d*\n").blocks[0].text.inline
    assert text.plain == "a  d"
    assert text.places == [(1, 1), (1, 2), (1, 9), (1, 11), (1, 12)]
    assert [(span.kind, span.start, span.end) for span in text.spans] == [("emphasis", 3, 4)]


def test_a_row_whose_cells_are_struck_through_is_not_there() -> None:
    (table,) = read("| a | b |\n|---|---|\n| ~~1~~ | <s>2</s> |\n| ~~3~~ | 4 |\n| | |\n").tables
    assert [[cell.text.plain for cell in row.cells] for row in table.rows] == [["", "4"], ["", ""]]


def test_blocks_between_the_tags_of_a_strike_are_not_there() -> None:
    content = read("# A\n\n<del>\n\n# B\n\n- [x] c\n\n| d |\n|---|\n| e |\n\n</del>\n\n# F\n")
    assert [section.title.plain for section in content.sections] == ["", "A", "F"]
    assert (content.items, content.tables) == ((), ())
