"""References to issues that have keys, as documents write them."""

from __future__ import annotations

import pytest

from checker.issues.key_notation import KeyNotation
from checker.issues.references import references, references_in
from checker.model.issues import IssueKey, IssueRef, key_of, key_order, key_text
from checker.model.location import Location
from checker.model.record import Value
from checker.model.references import Mismatch

NOTATION = KeyNotation("ABC", "jira.acme.example")
PAGES = "https://jira.acme.example/browse"


def named(text: str) -> list[str]:
    return [str(ref) for ref in references_in(text, NOTATION).issues]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ABC-62", ["ABC-62"]),
        ("see ABC-62, ABC-7 and (ABC-8).", ["ABC-62", "ABC-7", "ABC-8"]),
        ("[ABC-62]", ["ABC-62"]),
        (f"{PAGES}/ABC-62", ["ABC-62"]),
        (f"{PAGES}/ABC-62?focusedId=1#comment", ["ABC-62"]),
        ("https://jira.acme.example/issue/ABC-62/A-belt", ["ABC-62"]),
        (f"[the belt]({PAGES}/ABC-62)", ["ABC-62"]),
        (f"[ABC-62]({PAGES}/ABC-62)", ["ABC-62"]),
        (f"ABC-62 ({PAGES}/ABC-62)", ["ABC-62"]),
        (f"{PAGES}/XYZ-3", ["XYZ-3"]),
        ("XYZ-3, UTF-8, P0-002", []),
        ("abc-62, ABC-0, ABC-062, ABC-, XABC-62, ABC-62x, ABC-62-1, ABC-6.2", []),
        ("feature/ABC-62", []),
        ("#62, acme/belt#62", []),
    ],
)
def test_what_begins_with_the_project_is_a_reference(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize("target", ["https://other.example/browse/ABC-62", "http://jira.acme.example/browse/ABC-62"])
def test_address_at_another_host_or_not_over_https_is_a_stray(target: str) -> None:
    found = references_in(f"[ABC-62]({target})", NOTATION)
    assert (found.issues, found.strays) == ((), (target,))


def test_link_that_says_one_and_leads_to_another_is_told() -> None:
    found = references_in(f"[ABC-62]({PAGES}/ABC-63)", NOTATION)
    assert found.issues == (IssueRef("", "ABC-63"),)
    assert found.mismatches == (Mismatch(IssueRef("", "ABC-62"), f"{PAGES}/ABC-63", IssueRef("", "ABC-63")),)


def test_what_stands_in_code_is_quoted_unless_it_stands_there_alone() -> None:
    def cell(plain: str) -> Value:
        return Value(plain, plain, Location("a.md"), code=("ABC-62",))

    assert references(cell("ABC-62"), NOTATION).issues == (IssueRef("", "ABC-62"),)
    assert references(cell("as in ABC-62"), NOTATION).issues == ()


@pytest.mark.parametrize(
    ("written", "key"), [("62", 62), ("#62", 62), ("ABC-62", "ABC-62"), ("a_1-2", "a_1-2"), ("0", None), ("ABC", None)]
)
def test_key_is_a_number_or_a_word_with_a_number(written: str, key: int | str | None) -> None:
    assert key_of(written) == key
    assert key is None or key_of(key_text(key)) == key


def test_keys_are_sorted_by_their_numbers() -> None:
    keys: list[IssueKey] = ["B-2", "A-10", "A-9", 7, 12]
    assert sorted(keys, key=key_order) == [7, 12, "A-9", "A-10", "B-2"]
