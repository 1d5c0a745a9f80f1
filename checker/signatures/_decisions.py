"""What a decision says that somebody wrote down: in favour, against it, or neither clearly."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from checker import lexicon
from checker.patterns import regex
from checker.signatures._entries import Entry
from checker.signatures._marks import is_mere_mark, refusal
from checker.values.answers import is_yes
from checker.values.people import as_read

SignOffVerdict = Literal["signed", "unsigned", "partial", "ambiguous"]
Finding = tuple[SignOffVerdict, str]

_IN_BRACKETS = regex(r"[\W\d]*\([\w\s.@,:+-]*\)[\W\d]*")
_OFFERED = regex(r"[☐☑☒✅✔⬜]|\[[ xX✓✔✅]\]")
_SAYS_MORE = regex(r"\s*[—–;,:(-]")
"""An approval, before more is said of it (`approved — to be deployed later`)."""


def decision_of(written: str) -> Finding:
    """What a decision says, whoever took it."""
    text = re.sub(r"\[\s?[xX✓✔✅]\s?\]", " ", as_read(written)).strip()
    chosen = len(_OFFERED.findall(written)) > 1 and is_yes(written)
    approved = _approval(text)
    refused = f"says {text}" if _is_rejection(text) else refusal(written)
    if not chosen and refused.startswith("says `") and approved and _SAYS_MORE.match(text, approved.end):
        return "ambiguous", f"approves with a condition: {text}"
    if not chosen and (refused or is_yes(text) is False):
        return "unsigned", refused or f"says {text}"
    if chosen or is_mere_mark(as_read(written)) or is_yes(text):
        return "signed", f"says {as_read(written)}"
    if approved is None:
        return "ambiguous", f"is no clear decision: {text}"
    plain = _is_plain_tail(text[approved.end :]) and not lexicon.holds(text, "signature.condition")
    return ("signed", f"says {text}") if plain else ("ambiguous", f"approves with a condition: {text}")


def approves_with_condition(text: str) -> bool:
    """Whether a text approves, but not without more."""
    return _approval(text) is not None and lexicon.holds(text, "signature.condition")


def is_draft(text: str) -> bool:
    """Whether a status says first that a document is not approved (`Draft (v2)`, `Proposed, see below`)."""
    head = re.split(r"[;,.(（:—–]|\s-\s", as_read(text), maxsplit=1)[0]
    return lexicon.consists(head, "signature.draft") or _is_rejection(head)


def is_choice(boxes: Collection[Entry]) -> bool:
    """Whether boxes offer decisions that exclude each other."""
    heads = [_head(box.label) for box in boxes]
    refused = any(_is_rejection(head) or approves_with_condition(head) for head in heads)
    return len(heads) > 1 and refused and all(_is_rejection(head) or _approval(head) for head in heads)


def choice_of(ticked: list[str]) -> Finding:
    """What the ticked ones of boxes say that exclude each other."""
    if not ticked:
        return "unsigned", "no box is ticked"
    if len(ticked) > 1:
        return "ambiguous", f"{len(ticked)} boxes are ticked that exclude each other"
    head = _head(ticked[0])
    if _is_rejection(head):
        return "unsigned", f"says {head}"
    if lexicon.holds(head, "signature.condition"):
        return "ambiguous", f"approves with a condition: {head}"
    return "signed", f"says {head}"


def _approval(text: str) -> lexicon.Match | None:
    """The word with which a text approves, at its beginning or behind words such as `digitally`."""
    for match in sorted([*lexicon.find(text, "signature.approved"), *lexicon.find(text, "signature.decided")]):
        before = lexicon.without(text[: match.start], "signature.auxiliary", "signature.mark")
        if re.search(r"\w", before) is None and text[match.end : match.end + 1] != "-":
            return match
    return None


def _is_rejection(text: str) -> bool:
    return lexicon.begins(text, "signature.rejected") is not None


def _is_plain_tail(rest: str) -> bool:
    """Whether what stands behind an approval only says when, where or by whom."""
    plain = re.search(r"[^\W\d_]", rest) is None or _IN_BRACKETS.fullmatch(rest) is not None
    return plain or lexicon.begins(rest, "signature.tail") is not None


def _head(text: str) -> str:
    """The decision of a box, without its explanation (`Approved - all tests passed`)."""
    return re.split(r"\s[-–—]\s|:", text, maxsplit=1)[0]
