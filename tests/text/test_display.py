import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text.display import Excerpt, cells, cut, excerpt, visible, visible_line, wrapped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Straße 漢字 é", "Straße 漢字 é"),
        ("a\x1b[2Jb", r"a\x1b[2Jb"),
        ("a\r\nb", r"a\x0d\x0ab"),
        ("a\x9bb", r"a\x9bb"),
        ("a\u202eb\u200b", r"a\u202eb\u200b"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        ("\u3164", r"\u3164"),
        ("x ##[error]y", r"x #\x23[error]y"),
    ],
)
def test_what_does_not_show_as_itself_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_running_text_is_one_line() -> None:
    assert visible_line("  one\r\n two\tthree\n\nfour\r") == r"one two three four\x0d"


def test_widths_are_cells() -> None:
    assert [cells(text) for text in ("abc", "漢字", "e\u0301", "✗")] == [3, 4, 1, 1]
    assert cut("漢字漢字", 5) == "漢字…"
    assert cut("four", 4) == "four"


def test_text_is_wrapped_at_blanks_and_long_words_are_broken() -> None:
    assert list(wrapped("one two three", 7)) == ["one two", "three"]
    assert list(wrapped("a 0123456789", 4)) == ["a", "0123", "4567", "89"]
    assert list(wrapped("", 4)) == [""]


def test_no_line_begins_with_two_colons() -> None:
    assert list(wrapped("::error::x aaaa::b", 10)) == [r"\x3a:error", r"\x3a:x", "aaaa::b"]


@given(st.text(alphabet="ab:漢 \u0301", max_size=80), st.integers(4, 30))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    assert all(cells(line) <= width and not line.startswith("::") for line in wrapped(text, width))


@pytest.mark.parametrize(
    ("line", "column", "found", "width", "expected"),
    [
        ("| a | b |", 7, None, 40, Excerpt("| a | b |", "      ^")),
        ("| a | bcd |", 7, "bcd", 40, Excerpt("| a | bcd |", "      ^^^")),
        ("| a | bcd |", 7, "other", 40, Excerpt("| a | bcd |", "      ^")),
        ("\tab", 2, None, 40, Excerpt("    ab", "    ^")),
        ("漢字 x", 4, None, 40, Excerpt("漢字 x", "     ^")),
        ("漢字", 2, None, 40, Excerpt("漢字", "  ^^")),
        ("ab", 3, None, 40, Excerpt("ab", "  ^")),
        ("ab", None, "ab", 40, Excerpt("ab", "")),
        ("", 1, None, 40, Excerpt("", "^")),
        ("0123456789abcdefghij", 1, None, 10, Excerpt("012345678…", "^")),
        ("0123456789abcdefghij", 20, None, 10, Excerpt("…bcdefghij", "         ^")),
        ("0123456789abcdefghij", 11, None, 10, Excerpt("…6789abcd…", "     ^")),
        ("a\x1b[31m", 2, None, 40, Excerpt(r"a\x1b[31m", " ^^^^")),
        ("##[x]", 3, None, 40, Excerpt(r"#\x23[x]", "     ^")),
    ],
)
def test_excerpt_keeps_the_marked_place_in_view(
    line: str, column: int | None, found: str | None, width: int, expected: Excerpt
) -> None:
    assert excerpt(line, column, found, width) == expected


@given(st.text(max_size=80), st.integers(1, 90), st.none() | st.text(max_size=9), st.integers(10, 60))
def test_excerpt_fits_and_its_marker_too(line: str, column: int, found: str | None, width: int) -> None:
    shown = excerpt(line, column, found, width)
    assert cells(shown.text) <= width
    assert len(shown.marker) <= width + 1
    assert shown.marker.strip(" ").strip("^") == ""
    assert "##[" not in shown.text
