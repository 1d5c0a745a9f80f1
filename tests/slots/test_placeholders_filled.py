"""Whether something stands in a cell or field."""

from __future__ import annotations

import pytest

from checker.model.location import Location
from checker.model.record import Link, Value, plain_value
from checker.slots import Search, is_unfilled

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
        ("[^3]", "`[^3]`, only the mark of a note"),
        ("² ³", "`² ³`, only the mark of a note"),
        ("🚧 Work in progress", "`🚧 Work in progress`, nobody or nothing yet"),
        ("n.n.b.", "`n.n.b.`, nobody or nothing yet"),
        ("未着手", "`未着手`, nobody or nothing yet"),
        ("jemand", "`jemand`, nobody or nothing yet"),
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
        ("@", "`@`, nobody or nothing yet"),
        ("nobody", "`nobody`, nobody or nothing yet"),
        ("No one.", "`No one.`, nobody or nothing yet"),
        ("unassigned", "`unassigned`, nobody or nothing yet"),
        ("(currently unassigned)", "`(currently unassigned)`, nobody or nothing yet"),
        ("not yet assigned", "`not yet assigned`, nobody or nothing yet"),
        ("None yet", "`None yet`, nobody or nothing yet"),
        ("nobody yet", "`nobody yet`, nobody or nothing yet"),
        ("noch niemand", "`noch niemand`, nobody or nothing yet"),
        ("nicht zugewiesen", "`nicht zugewiesen`, nobody or nothing yet"),
        ("non attribué", "`non attribué`, nobody or nothing yet"),
        ("sin asignar", "`sin asignar`, nobody or nothing yet"),
        ("nessuno", "`nessuno`, nobody or nothing yet"),
        ("не назначен", "`не назначен`, nobody or nothing yet"),
        ("未分配", "`未分配`, nobody or nothing yet"),
        ("(none)", "`(none)`, nobody or nothing yet"),
        ("– keine –", "`– keine –`, nobody or nothing yet"),
        ("null", "`null`, nobody or nothing yet"),
        ("#N/A", "`#N/A`, nobody or nothing yet"),
        ("offen", "`offen`, nobody or nothing yet"),
        ("folgt", "`folgt`, nobody or nothing yet"),
        ("not specified", "`not specified`, nobody or nothing yet"),
        ("قيد الانتظار", "`قيد الانتظار`, nobody or nothing yet"),
        ("טרם נקבע", "`טרם נקבע`, nobody or nothing yet"),
        ("beklemede", "`beklemede`, nobody or nothing yet"),
        ("\u2800", "empty"),
        ("\u3164\ufe0f", "empty"),
        ("\u200b", "empty"),
        ("ＴＢＤ", "`ＴＢＤ`, not determined"),
        ("＿＿＿＿", "a line to write on"),
        ("../..", "a line to write on"),
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
        "keine",
        "nothing",
        "None so far",
        "@maya",
        "Nobody can apply it without the lock",
        "Unassigned issues are triaged weekly",
        "Offenbach",
        "Nullam",
        "folgt dem Plan",
        "open",
        "soon",
        "../../docs",
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


@pytest.mark.parametrize("written", ["~~Ann~~", "~~Ann~~ -", "<del>Ann</del>", "~~Ann~~ ~~Bo~~", "**~~Ann~~**"])
def test_what_is_struck_through_is_taken_back(written: str) -> None:
    assert is_unfilled(Value(written, "Ann", PLACE)) == "`Ann`, struck through"


def test_what_stands_beside_something_struck_through_counts() -> None:
    assert is_unfilled(Value("~~Ann~~ Bo", "Ann Bo", PLACE)) is None


def test_a_name_in_code_is_meant_literally() -> None:
    assert is_unfilled(Value("`nobody`", "nobody", PLACE, code=("nobody",))) is None
