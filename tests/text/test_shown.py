"""How values are shown, and when two of them read the same."""

import pytest

from checker.model.location import Location
from checker.model.record import plain_value
from checker.text.shown import (
    alternatives,
    contains_words,
    folded,
    in_documents,
    quoted,
    same_reading,
    same_value,
    shortened,
)

PLACE = Location("docs/a.md", 3, 1)


def test_value_is_shown_in_back_quotes_and_cut() -> None:
    assert quoted(plain_value("one  two", PLACE)) == "`one two`"
    assert quoted(plain_value("x" * 100, PLACE)) == f"`{'x' * 79}…`"


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_empty_value_is_called_empty(text: str) -> None:
    assert quoted(plain_value(text, PLACE)) == "empty"


def test_text_is_cut_to_its_width() -> None:
    assert [shortened("one two", width) for width in (7, 6)] == ["one two", "one t…"]


def test_alternatives_are_listed() -> None:
    values = [plain_value(text, PLACE) for text in ("a", "b", "c")]
    assert [alternatives(values[:count]) for count in (1, 2, 3)] == ["`a`", "`a` or `b`", "`a`, `b` or `c`"]


def test_places_without_a_line_are_left_out() -> None:
    assert in_documents([PLACE, Location("docs")]) == (PLACE,)


def test_texts_are_folded_for_comparison() -> None:
    assert folded(" a\u0308 \n b\u00a0c ") == "ä b c"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("run terraform init now", "terraform init"),
        ("Terraform\n  Init", "terraform init"),
        ("(P0-001)", "P0-001"),
        ("fixes #5.", "#5"),
        ("a.b", "a.b"),
    ],
)
def test_words_are_contained(text: str, words: str) -> None:
    assert contains_words(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("platform", "form"),
        ("P0-0012", "P0-001"),
        ("terraform, init", "terraform init"),
        ("anything", ""),
        ("axb", "a.b"),
    ],
)
def test_words_are_not_contained(text: str, words: str) -> None:
    assert not contains_words(text, words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MTTR", "mttr"),
        ("MTTR (mean time to restore)", "MTTR"),
        ("MTTR (mean time to restore)", "Mean time to restore"),
        ("1. Lead Time", "**Lead time**"),
        ("Lead  Time:", "lead time"),
        ("LeadTime", "Lead Time"),
    ],
)
def test_names_that_read_the_same(one: str, other: str) -> None:
    assert same_reading(one, other)
    assert same_reading(other, one)


@pytest.mark.parametrize(("one", "other"), [("MTTR", "MTBF"), ("Lead", "Lead Time"), ("", "")])
def test_names_that_read_differently(one: str, other: str) -> None:
    assert not same_reading(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("4 H", "4h"), ("3–4 days", "3-4 days"), ("99.5 % (measured)", "99.5%"), ("½", "½"), ("−3", "-3")],
)
def test_values_that_read_the_same(one: str, other: str) -> None:
    assert same_value(one, other)


@pytest.mark.parametrize(("one", "other"), [("4 h", "5 h"), ("3", "-3"), ("1.0", "10"), ("", ""), ("(a)", "(b)")])
def test_values_that_read_differently(one: str, other: str) -> None:
    assert not same_value(one, other)
