"""What a decision says that somebody wrote down: in favour, against it, or neither clearly."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from checker.patterns import regex
from checker.signatures.entries import Entry
from checker.signatures.marks import is_mere_mark, refusal
from checker.signatures.signing_words import APPROVED, DRAFT, EAST_ASIAN_APPROVED, REJECTED
from checker.values.answers import is_yes
from checker.values.people import as_read

SignOffVerdict = Literal["signed", "unsigned", "partial", "ambiguous"]
Finding = tuple[SignOffVerdict, str]

_APPROVED = regex(
    rf"\W*(?:(?:is|was|has\ been|fully|formally|digitally|electronically|⚡)\s+)*"
    rf"(?:(?:{APPROVED})(?![\w-])|(?:{EAST_ASIAN_APPROVED})(?!\w))",
    re.IGNORECASE | re.VERBOSE,
)
_PLAIN_TAIL = regex(
    r"[\W\d]*(?:(?:by|on|at|via|in|as of|v|von|am|par|le|por|el|em|da|il|door|op|przez)\b.*|\([\w\s.@,:+-]*\))?[\W\d]*",
    re.IGNORECASE,
)
_CONDITION = regex(
    r"\b(?:with|conditional\w*|condition\w*|subject|provided|except|but|partial\w*|pending|if|unless|unter|vorbehaltlich"
    r"|sous réserve|con (?:condiciones|reservas)|com ressalvas?|con riserva|onder voorbehoud|z zastrzeżeniem)\b"
    r"|有条件|条件付|조건부",
    re.IGNORECASE,
)
_OFFERED = regex(r"[☐☑☒✅✔⬜]|\[[ xX✓✔✅]\]")
_DECIDED = regex(r"\W*(?!un|dis)\w+ed\s*[—–;,:(-]", re.IGNORECASE)
"""An approval in the past, before more is said of it (`approved — to be deployed later`)."""
_REJECTED = regex(rf"\W*(?:{REJECTED})", re.IGNORECASE | re.VERBOSE)
_DRAFT = regex(rf"\W*(?:{DRAFT})\W*", re.IGNORECASE | re.VERBOSE)


def decision_of(written: str) -> Finding:
    """What a decision says, whoever took it."""
    text = re.sub(r"\[\s?[xX✓✔✅]\s?\]", " ", as_read(written)).strip()
    if len(_OFFERED.findall(written)) > 1 and is_yes(written):
        return "signed", f"says {as_read(written)}"
    refused = f"says {text}" if _REJECTED.match(text) else refusal(written)
    if refused.startswith("says `") and _APPROVED.match(text) and _DECIDED.match(text):
        return "ambiguous", f"approves with a condition: {text}"
    if refused or is_yes(text) is False:
        return "unsigned", refused or f"says {text}"
    if is_mere_mark(as_read(written)) or is_yes(text):
        return "signed", f"says {as_read(written)}"
    approved = _APPROVED.match(text)
    if approved and _PLAIN_TAIL.fullmatch(text, approved.end()) and not _CONDITION.search(text):
        return "signed", f"says {text}"
    return "ambiguous", f"approves with a condition: {text}" if approved else f"is no clear decision: {text}"


def approves_with_condition(text: str) -> bool:
    """Whether a text approves, but not without more."""
    return _APPROVED.match(text) is not None and _CONDITION.search(text) is not None


def approves(text: str) -> bool:
    """Whether a text begins as an approval does."""
    return _APPROVED.match(text) is not None


def is_draft(text: str) -> bool:
    """Whether a status says first that a document is not approved (`Draft (v2)`, `Proposed, see below`)."""
    return _DRAFT.fullmatch(re.split(r"[;,.(（:—–]|\s-\s", as_read(text), maxsplit=1)[0]) is not None


def is_choice(boxes: Collection[Entry]) -> bool:
    """Whether boxes offer decisions that exclude each other."""
    heads = [_head(box.label) for box in boxes]
    refusals = [head for head in heads if _REJECTED.match(head) or approves_with_condition(head)]
    return len(heads) > 1 and bool(refusals) and all(_REJECTED.match(head) or _APPROVED.match(head) for head in heads)


def choice_of(ticked: list[str]) -> Finding:
    """What the ticked ones of boxes say that exclude each other."""
    if not ticked:
        return "unsigned", "no box is ticked"
    if len(ticked) > 1:
        return "ambiguous", f"{len(ticked)} boxes are ticked that exclude each other"
    head = _head(ticked[0])
    if _REJECTED.match(head):
        return "unsigned", f"says {head}"
    if _CONDITION.search(head):
        return "ambiguous", f"approves with a condition: {head}"
    return "signed", f"says {head}"


def _head(text: str) -> str:
    """The decision of a box, without its explanation (`Approved - all tests passed`)."""
    return re.split(r"\s[-–—]\s|:", text, maxsplit=1)[0]
