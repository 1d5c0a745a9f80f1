"""What the automaton lets pass holds no slot: it may be coarser than the signs, and never finer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import lexicon
from checker.slots import _triggers
from checker.slots._likely import OPENINGS
from checker.slots._signs import ANYWHERE, AS_VALUE
from checker.slots._triggers import pointed_out
from checker.slots.find import find_all
from checker.slots.passage import HIDDEN, Passage

KINDS: Sequence[Mapping[str, Any]] = (
    {},
    {"cell": True},
    {"heading": True},
    {"item": True},
    {"cell": True, "label": True},
)
FRAMES = (
    "{}",
    "{}.",
    "Owner: {}",
    "Owner - {}",
    "It was {} then",
    "({})",
    "- {}",
    "Ready\n{}\nso",
    "{} of it",
    "**{}**",
)
PIECES = (
    *"XNYMxnyjadmht.,:;-/|#%~<>()=_* \n\t0'\"", "XX", "NN", "nn", "XXX", "xxx", "YYYY", "yyyy", "MM", "DD", "dd",
    "TT", "HH", "ss", "20", "202", "19", "0000", "v1", "1.", "A-", "RFC", "EIP-", " of ", " per ", "per", " to ",
    " and ", "->", " or ", ", ", " / ", "days", "Owner", "Owner: ", "name", "date", "tbd", "TODO", "to be decided",
    "pending", "PENDING", "describe", "here", "Yes", "no", "high", "Week ", "Januar ", "Q", "FY", "...", "..", "__",
    HIDDEN, "e.g. ", "what ", "insert ", "word word word ", "T",
)  # fmt: skip


def is_let_pass(passage: Passage) -> bool:
    return not pointed_out([passage])[0]


@pytest.mark.parametrize("concept", [*ANYWHERE, *AS_VALUE, *OPENINGS, "slot.here", "slot.thing", "slot.or"])
def test_every_phrase_that_counts_is_pointed_out(concept: str) -> None:
    passages = [
        Passage(frame.format(written), **kind)
        for phrase in lexicon.spellings_for(concept)
        for written in (phrase.replace("*", "done"), phrase.replace("*", "done").capitalize())
        for frame in FRAMES
        for kind in KINDS
    ]
    looked_at = pointed_out(passages)
    let_pass = [passage for passage, is_one in zip(passages, looked_at, strict=True) if not is_one]
    assert [passage for passage in let_pass if find_all(passage).hits] == []


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9), st.sampled_from(KINDS))
def test_no_sign_is_let_pass(pieces: list[str], kind: Mapping[str, Any]) -> None:
    passage = Passage("".join(pieces), **kind)
    assert not (is_let_pass(passage) and find_all(passage).hits)


def test_finished_text_is_let_pass() -> None:
    assert is_let_pass(Passage("The pump ran for 41 minutes, and then it was switched off by the crew."))
    assert is_let_pass(Passage(f"Call {HIDDEN * 8} after the release."))


def test_each_text_is_judged_by_itself() -> None:
    passages = [
        Passage("It is done."),
        Passage("Owner: TBD"),
        Passage(""),
        Passage("Done."),
        Passage("What went well?"),
    ]
    assert list(pointed_out(passages)) == [False, True, False, False, True]


def test_little_text_is_looked_at_without_the_automaton(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_triggers, "_read_so_far", [0])
    assert list(_triggers.texts_to_look_at([Passage("It is done.")])) == [True]

    monkeypatch.setattr(_triggers, "_read_so_far", [_triggers._WORTH_WHILE])
    assert list(_triggers.texts_to_look_at([Passage("It is done.")])) == [False]
