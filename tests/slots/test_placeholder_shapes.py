"""The further shapes in which people leave a slot open, each beside what looks like it and is none."""

from __future__ import annotations

import pytest

from checker.formats.markdown import read_markdown
from checker.model.markdown import Markdown
from checker.slots import Kind, Placeholder, placeholders_in_markdown


def found_in(text: str) -> list[Placeholder]:
    content = read_markdown("notes.md", text).content
    assert isinstance(content, Markdown)
    return list(placeholders_in_markdown(content))


def seen_in(text: str) -> list[tuple[str, str]]:
    return [(slot.kind.value, slot.text) for slot in found_in(text)]


def table(*rows: str) -> str:
    width = rows[0].count("|") + 1
    header = " | ".join(f"column {number}" for number in range(width))
    return "\n".join(f"| {row} |" for row in (header, " | ".join(["---"] * width), *rows)) + "\n"


PAIRS = [
    # what is missing, and what is not
    ("The pump takes 41 (?) minutes.", "token", "The pump takes 41 minutes; `f (?)` is a pattern."),
    ("It is called ........ by all.", "blank", "Pumps ........ 41"),
    ("Call the hotline (number follows).", "instruction", "Call the hotline (as follows)."),
    ("Der Termin ist ТBD.", "token", "Т-2 ist der Termin."),
    ("Video: [link]", "bracket", "Video: [link](https://video.flexli.in/4)"),
    (table("MTTR | [baseline]"), "bracket", table("MTTR | [none]")),
    (table("ingest | [99.x %]"), "bracket", "## [1.x] - 2026-03-01"),
    ("Disk: XX GB", "mask", "Disk: 40 GB"),
    ("Elapsed: mm:ss", "mask", "Elapsed: 04:12"),
    ("Total: XX defects", "mask", "Total: 12 defects"),
    ("It took ?? hours.", "mask", "Took long?? Hours."),
    ("Found: N defects", "mask", "Let N defects remain in the belt."),
    (table("Deploys | N per week"), "mask", table("N | per week")),
    ("Cost: $X million", "mask", "Cost: $2 million"),
    ("Review: Q? 2026", "mask", "Review: Q3 2026"),
    ("Copyright YYYY Flexli", "mask", "Copyright 2026 Flexli"),
    ("See ACME-OPS-RFC-NNN.", "mask", "See ACME-OPS-RFC-014."),
    ("担当は〇〇株式会社です。", "mask", "〇 は対応済みです。"),
    ("Detected at: HH:MM UTC", "mask", "Detected at: 14:05 UTC"),
    ("- Reviewer:\n- Author: Arun", "empty_label", "- Reviewer:\n  - Raja\n- Author: Arun"),
    ("**Owner:**\n**Date:** 2026-07-01", "empty_label", "**Owner:**\nArun Singh"),
    ("Hosted on <<server_name>>.", "angle", "Shift it by 1 << n >> 2."),
    ("Dear «First_Name»,", "angle", "Er sagte «ja» dazu."),
    ("Made for __CLIENT_NAME__ in May.", "variable", "__CLIENT_NAME__: the client"),
    ("Made for ##CLIENT## in May.", "variable", "Made in ##2 and ##3."),
    ("Owner: @on-call-handle", "sample_person", "Owner: @raja-choudhary"),
    ("Mail: firstname.lastname@flexli.in", "sample_person", "Mail: arun.singh@flexli.in"),
    ("Lead: First name Last name", "sample_person", "The first name and the last name are asked for."),
    ("[Plan](link-to-plan)", "empty_link", "[Plan](docs/link.md)"),
    ("![Graph](image-url)", "empty_link", "![Graph](image.png)"),
    ("This part will be completed before the meeting.", "instruction", "This part is complete."),
    ("Owner: to be hired", "instruction", "We want to be hired."),
    ("Termin: zu vereinbaren", "instruction", "Wir kamen, den Termin zu vereinbaren."),
    ("Status: not yet decided", "instruction", "Whether it is not yet decided is unknown to us."),
    ("À compléter par le client", "instruction", "Il reste à compléter le plan avant mai, dit-il."),
    ("Kontakt: N.N.", "token", "Kontakt: N. Nair"),
    ("Figure: PLACEHOLDER", "token", "The placeholder of the field is grey."),
]


@pytest.mark.parametrize(("slot", "kind", "innocent"), PAIRS)
def test_a_slot_is_told_from_what_looks_like_it(slot: str, kind: str, innocent: str) -> None:
    assert [found for found, _ in seen_in(slot)] == [kind]
    assert seen_in(innocent) == []


def test_a_lone_letter_is_a_mask_beside_another_mask_only() -> None:
    assert seen_in(table("P0 | N | N-M days")) == [("mask", "N"), ("mask", "N-M days")]
    assert seen_in(table("P0 | N | 3 days")) == []


def test_an_empty_row_between_filled_ones_sets_them_apart() -> None:
    assert seen_in(table("a | b", " | ", "... | ...", "c | d")) == []
    assert seen_in(table("a | b", " | ")) == [("empty_row", "")]


def test_empty_labels_stand_at_their_line_and_column() -> None:
    assert found_in("# Sign-off\n\n- Name:\n- **Role:**\n- Date: 2026-07-01\n") == [
        Placeholder(Kind.EMPTY_LABEL, "Name:", 3, 3),
        Placeholder(Kind.EMPTY_LABEL, "Role:", 4, 5),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The function takes `options` {zlib options}.",
        "- Returns: {Handle}",
        "The state lives in s3://states/[prefix]/ for every tenant.",
        "GitHub Issue #5 — [EPIC] Week 4 · Handover",
        "Explanations go [here](docs/why.md).",
        "Steps:\n\n1. Stop it.\n2. Start it.",
        "Example:\n`did:belt:0x12`\n`did:cam:0x13`",
        "Known gaps:\n- no second region\n- no restore test",
        "Choose [Next] and then [Finish].",
        "The X axis shows weeks, the Y axis errors.",
        "* `Platforms`:\n* `Filter`:",
    ],
)
def test_finished_text_is_let_pass(text: str) -> None:
    assert found_in(text) == []
