"""Whether something stands in a cell or field."""

from __future__ import annotations

import pytest

from checker.model.location import Location
from checker.model.record import Link, Value, plain_value
from checker.reading.placeholders import Search, is_unfilled

PLACE = Location("report.md", 3, 9)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("-", "`-`, a dash"),
        ("—", "`—`, a dash"),
        ("--", "`--`, a dash"),
        ("…", "`…`, an ellipsis"),
        ("(...)", "`(...)`, an ellipsis"),
        ("n/a", "`n/a`"),
        ("N.A.", "`N.A.`"),
        ("?", "`?`, an open question"),
        ("[ ]", "`[ ]`, a box that is not ticked"),
        ("☐", "`☐`, a box that is not ticked"),
        ("⏳", "`⏳`, which says nothing"),
        ("________", "a line to write on"),
        ("__/__/____", "a line to write on"),
        ("pending", "`pending`, pending"),
        ("⏳ Pending", "`⏳ Pending`, pending"),
        ("PENDING — signatory to be named", "`PENDING — signatory to be named`, pending"),
        ("Pending approval", "`Pending approval`, pending"),
        ("tbd", "`tbd`, not determined"),
        ("TBD after the audit", "`TBD after the audit`, not determined"),
        ("to be confirmed", "`to be confirmed`, an unfilled slot"),
        ("[Name]", "`[Name]`, an unfilled slot"),
        ("[NAME] / [DATE]", "`[NAME] / [DATE]`, an unfilled slot"),
        ("≥ [X]%", "`≥ [X]%`, an unfilled slot"),
        ("[agreed value] hours", "`[agreed value] hours`, an unfilled slot"),
        ("/s/ [name]", "`/s/ [name]`, an unfilled slot"),
        ("YYYY-MM-DD", "`YYYY-MM-DD`, an unfilled slot"),
        ("N-M days", "`N-M days`, an unfilled slot"),
        ("High / Medium / Low", "`High / Medium / Low`, an unfilled slot"),
        ("Jane Doe", "`Jane Doe`, an unfilled slot"),
    ],
)
def test_what_says_nothing_is_not_filled(text: str, reason: str) -> None:
    assert is_unfilled(plain_value(text, PLACE)) == reason


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "None",
        "Arun Singh",
        "/s/ Arun Singh",
        "2–3 days",
        "~10 %",
        "2026-07-26",
        "Pending-orders service",
        "Pending orders are drained",
        "Todo app is migrated",
        "[P0] Fix the race",
        "[x]",
        "✅",
        "N/A for tenants, 3 h for staff",
        "Nadia",
        "#62",
        "see [runbook]",
        "Raja Choudhary ([date])",
    ],
)
def test_what_says_something_is_filled(text: str) -> None:
    assert is_unfilled(plain_value(text, PLACE)) is None


def test_an_image_is_something() -> None:
    image = Link("image", "signature.png", "", PLACE)
    assert is_unfilled(Value("![](signature.png)", "", PLACE, (image,))) is None


def test_a_tag_that_is_no_html_is_a_slot() -> None:
    assert is_unfilled(Value("<owner>", "", PLACE)) == "`<owner>`, an unfilled slot"
    assert is_unfilled(Value("<!-- owner -->", "", PLACE)) == "empty"


def test_a_link_to_nowhere_is_not_filled() -> None:
    link = Link("link", "#", "Report", PLACE)
    assert is_unfilled(Value("[Report](#)", "Report", PLACE, (link,))) == "`Report`, a link without a destination"


def test_what_is_allowed_counts_as_filled() -> None:
    assert is_unfilled(plain_value("TBD", PLACE), Search(allowed=frozenset({"tbd"}))) is None
