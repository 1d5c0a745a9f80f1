"""Every character that a Markdown document shows is found again in the file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.formats.markdown import read_markdown
from checker.model.markdown import Block, Markdown

FRAGMENTS = [
    *(
        "# ",
        "## ",
        " ##",
        "- ",
        "* ",
        "1. ",
        "10) ",
        "> ",
        ">",
        "    ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "---\n",
        "===\n",
    ),
    *(
        "- [ ] ",
        "- [x] ",
        "[ ]\n",
        "```\n",
        "~~~ sh\n",
        "____\n",
        "***\n",
        "| a | b |\n|---|:-:|\n",
        "a | b\n-|-\n",
        "|",
        "\\|",
    ),
    *(
        "`",
        "``",
        "*",
        "**",
        "_",
        "__",
        "~",
        "~~",
        "\\",
        "\\*",
        "&amp;",
        "&#35;",
        "&copy;",
        "&nosuch;",
        "!",
        "[",
        "]",
        "(",
        ")",
    ),
    *(
        "[a](b)",
        "[a](<b c> 'd')",
        "[a][r]",
        "[r]",
        "[r][]",
        "![*i*](j)",
        "[^1]",
        "\n[r]: u 'v'\n",
        "<http://x.y>",
        "www.x.y",
        "https://x.y/z_",
    ),
    *(
        "<br>",
        "<b>",
        "</b>",
        "<a href='q'>",
        "</a>",
        "<img src=s alt='t u'>",
        "<!-- c -->",
        "<!--",
        "-->",
        "<your name>",
        "\n<div>\n",
        "</div>",
    ),
    *("word", "é", "漢", "🚀", " ", "\u00a0", "\u2028", "\x0c", "\0", "snake_case", "1", "A"),
]
DOCUMENTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=30).map("".join)


def misplaced(markdown: Markdown, block: Block) -> list[tuple[str, str]]:
    """What a block shows and what stands in the file where it says so, where these are not the same."""
    inline = block.text.inline
    found = []
    for shown, (line, column) in zip(inline.plain, inline.places[:-1], strict=True):
        written = markdown.lines[line - 1][column - 1 : column]
        line_end_in_code = shown == " " and not written
        if shown not in (written, "\n") and written != "&" and not line_end_in_code:
            found.append((shown, written))
    return found


@given(DOCUMENTS)
def test_every_shown_character_stands_at_its_place(text: str) -> None:
    markdown = read_markdown("a.md", text).content
    assert isinstance(markdown, Markdown)
    for block in markdown.blocks:
        assert misplaced(markdown, block) == []


@given(DOCUMENTS)
def test_everything_stands_within_the_lines_of_the_file(text: str) -> None:
    markdown = read_markdown("a.md", text).content
    assert isinstance(markdown, Markdown)
    stretches = [
        *((block.line, block.end_line) for block in markdown.blocks),
        *((item.line, item.end_line) for item in markdown.items),
        *((table.line, table.end_line) for table in markdown.tables),
        *((code.line, code.end_line) for code in markdown.codes),
        *((comment.line, comment.end_line) for comment in markdown.comments),
        *((section.line, section.end_line) for section in markdown.sections[1:]),
    ]
    assert all(1 <= line <= end_line <= len(markdown.lines) for line, end_line in stretches)
    for block in markdown.blocks:
        assert all(block.line <= span.place[0] <= block.end_line for span in block.text.inline.spans)
        assert all(0 <= span.start <= span.end <= len(block.text.inline.plain) for span in block.text.inline.spans)
