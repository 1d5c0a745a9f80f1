"""Composed text, and where it stands in the text as it is written."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from checker.model.letters import Composed, composed, with_line_feeds

PIECES = ["e", "u", "q", " ", "é", "\u0301", "\u0308", "\u0327", "\u1100", "\u1161", "\u11a8", "가", "\u0344", "\u2126"]
TEXTS = st.text(
    st.sampled_from([*PIECES, "\u0915", "\u093c", "\u0958", "\u09c7", "\u09be", "\u0b92", "\u0bd7"]), max_size=8
)


@given(TEXTS)
def test_it_is_what_unicode_says(text: str) -> None:
    assert Composed(text).text == composed(text) == unicodedata.normalize("NFC", text)


@given(TEXTS, st.integers(0, 8), st.integers(0, 8))
def test_every_stretch_has_its_place_in_the_text_as_it_is_written(text: str, one: int, other: int) -> None:
    letters = Composed(text)
    start, end = sorted((min(one, len(letters.text)), min(other, len(letters.text))))
    found = text[letters.begin(start) : letters.end(end)]
    if start < end:
        assert letters.text[start:end] in composed(found)
    assert letters.begin(letters.at(letters.begin(start))) == letters.begin(start)


def test_places_are_those_of_the_written_letters() -> None:
    letters = Composed("xu\u0308y")
    assert (letters.text, [letters.begin(n) for n in range(4)], [letters.end(n) for n in range(4)]) == (
        "xüy",
        [0, 1, 3, 4],
        [0, 1, 3, 4],
    )


def test_only_crlf_is_an_end_of_a_line() -> None:
    assert with_line_feeds("a\r\nb\rc\n\r\n") == "a\nb\rc\n\n"
