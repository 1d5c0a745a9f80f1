"""What letters look like."""

from __future__ import annotations

import pytest

from checker.text.glyphs import as_latin, disguise_in, narrow, visible


@pytest.mark.parametrize(
    "text", ["\u200b", "\u2800", "\u3164", "\u115f\u1160", "\ufe0f", "\u00ad\u034f", "\U000e0041", "\u202e\u202c"]
)
def test_what_shows_nothing_is_not_visible(text: str) -> None:
    assert visible(text) == ""
    assert visible(f"a{text}b") == "ab"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ann\u200b Lee", "U+200B ZERO WIDTH SPACE"),
        ("\u202eeeL nnA", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("A\u043dn", "U+043D CYRILLIC SMALL LETTER EN"),
        ("\U0001d400nn", "U+1D400 MATHEMATICAL BOLD CAPITAL A"),
        ("\u1d00nn", "U+1D00 LATIN LETTER SMALL CAPITAL A"),
    ],
)
def test_a_disguise_is_told_by_its_code_point(text: str, named: str) -> None:
    assert disguise_in(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee",
        "Zoë Müller",
        "Анна Лебедева",
        "Ελένη",
        "山田 太郎",
        "ｱﾝ",
        "می\u200cخواهم",
        "👩\u200d💻 Ann",
        "✍️ Ann",
        "\u200fשרה",
    ],
)
def test_what_scripts_and_emoji_need_is_no_disguise(text: str) -> None:
    assert disguise_in(text) == ""


def test_a_look_alike_reads_as_what_it_can_be_taken_for() -> None:
    assert as_latin("\u0410nn\u200b L\u0435\u0435") == "Ann Lee"


def test_full_width_forms_keep_their_places() -> None:
    assert narrow("x：ＴＢＤ ＿＿ ［Ｎａｍｅ］（未定）") == "x：TBD __ [Name]（未定）"
