"""Whether one entry of a sign-off is signed, and why."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from checker.model.language import Person
from checker.model.location import Location
from checker.model.record import Value
from checker.reading.answers import is_yes
from checker.reading.dates import date_problem, find_dates, has_two_readings, without_dates
from checker.reading.people import as_read, people_named
from checker.reading.placeholders import DEFAULT_SEARCH, is_unfilled
from checker.reading.placeholders.detect import find_slots
from checker.reading.placeholders.passage import Passage
from checker.reading.signatures import is_mere_mark, read_signature, refusal
from checker.reading.signoff.entries import Entry
from checker.reading.signoff.kinds import Kind

SignOffVerdict = Literal["signed", "unsigned", "partial", "ambiguous"]
_Finding = tuple[SignOffVerdict, str]

_SIGNER_KINDS: tuple[Kind, ...] = ("signature", "by", "name")

_STOCK_NAME = re.compile(
    r"(?:john|jane|joe)[ .](?:doe|smith|roe|bloggs)|oscar[ .]doe|(?:max|erika)[ .]mustermann|juan[ .]pérez"
    r"|ivan[ .]ivanov|foo(?:[ .]bar)?|test[ .]user|lorem ipsum|your[ .]name|first[ .]?name[ .]last[ .]?name",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"\S+\.(?:sh|py|js|ts|exe|rb|ya?ml)\b|(?<!\w)--?[a-z][\w-]*|\[bot\]|\bbot\b|github-actions", re.IGNORECASE
)
_NOT_APPLICABLE = re.compile(r"(?<!\w)(?:n\s?/\s?a|not applicable|waived|exempt(?:ed)?|entfällt)(?!\w)", re.IGNORECASE)
_NOTHING_TO_SIGN = re.compile(r"\b(?:no|none|nothing|not any|keine?)\b", re.IGNORECASE)
_APPROVED = re.compile(
    r"""\W*(?:(?:is|was|fully|digitally|electronically)\s+)*(?:approv(?:ed?|al)|accept(?:ed)?|sign(?:ed)?(?:[ -]?off)?
    |agreed?|go|pass(?:ed)?|lgtm|confirmed|granted|endorsed|concur(?:red)?|ratified|acknowledged|done|completed?
    |genehmigt|freigegeben|approuvée?|aprobad[oa]|approvato|утверждено|одобрено)(?![\w-])""",
    re.IGNORECASE | re.VERBOSE,
)
_PLAIN_TAIL = re.compile(
    r"[\W\d]*(?:(?:by|on|at|via|in|as of|v)\b.*|\([\w\s.@,:+-]*\))?[\W\d]*",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:with|conditional\w*|condition\w*|subject|provided|except|but|partial\w*|pending|if|unless)\b", re.IGNORECASE
)
_REJECTED = re.compile(
    r"\W*(?:not\b|no[- ]go|(?:reject|declin|den[iy]|fail|block|veto)(?:s|ed|e)?\b|withdrawn|revoked"
    r"|changes requested)",
    re.IGNORECASE,
)
_ATTESTED_BY = re.compile(
    r"\b(?:approved|reviewed|signed(?:[ -]off)?|authori[sz]ed|accepted|confirmed|verified|witnessed) by\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class EntryVerdict:
    """What came out for one entry. reason: what was seen, as it reads after the label. entry: what was judged."""

    label: str
    verdict: SignOffVerdict
    reason: str
    location: Location
    entry: Entry | None = field(default=None, compare=False, repr=False)


def judge_entry(entry: Entry, everyone: Collection[Person]) -> EntryVerdict:
    """What one entry amounts to: signed when somebody is named, has made a mark and dated it."""
    verdict, reason = _judged(entry, tuple(everyone))
    return EntryVerdict(entry.label, verdict, reason, entry.location, entry)


def judge_choice(boxes: Collection[Entry]) -> EntryVerdict:
    """What boxes amount to that exclude each other (`Approved`, `Approved with conditions`, `Not approved`)."""
    ticked = [box for box in boxes if box.ticked]
    verdict, reason = _chosen([box.label for box in ticked])
    chosen = ticked[0] if ticked else next(iter(boxes))
    return EntryVerdict(chosen.label, verdict, reason, chosen.location, chosen)


def is_choice(boxes: Collection[Entry]) -> bool:
    """Whether boxes offer decisions that exclude each other."""
    heads = [_head(box.label) for box in boxes]
    refusals = [head for head in heads if _REJECTED.match(head) or (_APPROVED.match(head) and _CONDITION.search(head))]
    return len(heads) > 1 and bool(refusals) and all(_REJECTED.match(head) or _APPROVED.match(head) for head in heads)


def is_status(entry: Entry) -> bool:
    """Whether label lines only say how far a document is (`Status: Proposed`), without anybody's mark."""
    return entry.form == "lines" and not any(entry.first(kind) for kind in _SIGNER_KINDS)


def _judged(entry: Entry, everyone: tuple[Person, ...]) -> _Finding:
    if entry.form == "empty":
        return "unsigned", "has no row"
    if entry.form == "box":
        return _box(entry.label, ticked=entry.ticked is True)
    if doubt := _no_clear_form(entry):
        return "ambiguous", doubt
    verdict, reason = _mark(entry, everyone)
    if verdict != "signed":
        return verdict, reason
    if doubt := _no_person(entry):
        return "ambiguous", doubt
    missing = [] if entry.form == "data" else [what for what in (_nameless(entry), _undated(entry)) if what]
    return ("partial", f"{reason}, but {' and '.join(missing)}") if missing else ("signed", reason)


def _no_clear_form(entry: Entry) -> str:
    """Why an entry cannot be judged as it stands; empty when it can."""
    filled = [value for _, value in entry.cells if not _unfilled(value)]
    if entry.shifted and filled:
        return "has fewer cells than the table has columns"
    marks = [value.plain for kind, value in entry.cells if kind in ("signature", "decision", "by")]
    if any(_NOT_APPLICABLE.search(mark) for mark in marks):
        return "says that it does not apply"
    rest = [value for kind, value in entry.cells if value not in filled or kind != "remark"]
    dashes = rest and all(re.fullmatch(r"[-–—]+", value.plain.strip()) for value in rest)
    if dashes and any(_NOTHING_TO_SIGN.search(value.plain) for value in filled):
        return f"says that there is nothing to sign: {filled[0].plain}"
    return ""


def _mark(entry: Entry, everyone: tuple[Person, ...]) -> _Finding:
    signature, decision = entry.first("signature"), entry.first("decision")
    if signature is None:
        return _decision(decision.plain) if decision is not None else _given_name(entry)
    signed = _signature(signature, entry.first("name"), everyone)
    decided = _decision(decision.plain) if decision is not None and decision.plain.strip() else signed
    if signed[0] == decided[0] or signed[0] == "ambiguous":
        return signed
    if signed[0] == "unsigned":
        return ("partial", f"{decided[1]}, but the signature {signed[1]}") if decided[0] == "signed" else signed
    return "ambiguous", f"{signed[1]}, but {decided[1]}"


def _signature(value: Value, name: Value | None, everyone: tuple[Person, ...]) -> _Finding:
    """The signature in a cell; a mark that is nobody's own is taken for that of the row where nobody is known."""
    if find_dates(value.plain) and not re.search(r"\w", without_dates(value.plain)):
        return "unsigned", f"holds only a date: {value.plain}"
    named = people_named(name.plain, everyone) if name is not None else ()
    if _APPROVED.match(value.plain) and _CONDITION.search(value.plain):
        return "ambiguous", f"approves with a condition: {value.plain}"
    found = read_signature(value, named[0] if len(named) == 1 else None, everyone)
    if found.verdict == "ambiguous" and not named:
        return "signed", f"is marked: {value.plain}"
    return found.verdict, found.reason


def _decision(written: str) -> _Finding:
    text = re.sub(r"\[\s?[xX✓✔✅]\s?\]", " ", as_read(written)).strip()
    refused = f"says {text}" if _REJECTED.match(text) else refusal(written)
    if refused or is_yes(text) is False:
        return "unsigned", refused or f"says {text}"
    if is_mere_mark(as_read(written)) or is_yes(text):
        return "signed", f"says {as_read(written)}"
    approved = _APPROVED.match(text)
    if approved and _PLAIN_TAIL.fullmatch(text, approved.end()) and not _CONDITION.search(text):
        return "signed", f"says {text}"
    return "ambiguous", f"approves with a condition: {text}" if approved else f"is no clear decision: {text}"


def _given_name(entry: Entry) -> _Finding:
    """The mark of a form where the names under `Reviewed by` and `Approved by` are all that is asked for."""
    asked = [value for kind, value in entry.cells if kind == "by"] or [v for kind, v in entry.cells if kind == "name"]
    empty = [unfilled for value in asked if (unfilled := _unfilled(value))]
    if len(empty) == len(asked):
        return "unsigned", empty[0] if empty else "has no place for a signature"
    named = f"names {', '.join(value.plain for value in asked if not _unfilled(value))}"
    return ("partial", f"{named}, but another name {empty[0]}") if empty else ("signed", named)


def _no_person(entry: Entry) -> str:
    """Why the one who signed may be nobody; empty when it is somebody."""
    name = entry.first("name") or entry.first("by")
    if name is None:
        return ""
    if _PROGRAM.search(name.plain):
        return f"is signed by a program: {name.plain}"
    return f"is signed by a name of samples: {name.plain}" if _STOCK_NAME.fullmatch(name.plain.strip("@ ")) else ""


def _nameless(entry: Entry) -> str:
    signature, name = entry.first("signature"), entry.first("name") or entry.first("by")
    if signature is not None and signature.plain.strip() and not is_mere_mark(as_read(signature.plain)):
        return ""
    if name is None:
        return "nobody is named"
    unfilled = _unfilled(name)
    return f"its name {unfilled}" if unfilled else ""


def _undated(entry: Entry) -> str:
    if any(find_dates(value.plain) for kind, value in entry.cells if kind in ("signature", "decision", "by")):
        return ""
    when = entry.first("date")
    if when is None:
        return "it has no date"
    # That a day can be read in two ways does not keep it from being one; `date` is for who wants to know which.
    problem = None if has_two_readings(when.plain) else date_problem(when.plain)
    return f"its date {problem}" if problem else ""


def _box(text: str, *, ticked: bool) -> _Finding:
    if not ticked:
        return "unsigned", "is not ticked"
    if _NOT_APPLICABLE.search(text):
        return "ambiguous", "is ticked, but says that it does not apply"
    if find_slots(Passage(text), DEFAULT_SEARCH):
        return "ambiguous", "is ticked, but leaves a slot unfilled"
    if _ATTESTED_BY.search(text) and not find_dates(text):
        return "partial", "is ticked, but it has no date"
    return "signed", "is ticked"


def _chosen(ticked: list[str]) -> _Finding:
    if not ticked:
        return "unsigned", "no box is ticked"
    if len(ticked) > 1:
        return "ambiguous", f"{len(ticked)} boxes are ticked that exclude each other"
    head = _head(ticked[0])
    if _REJECTED.match(head):
        return "unsigned", f"says {head}"
    return (
        ("ambiguous", f"approves with a condition: {head}") if _CONDITION.search(head) else ("signed", f"says {head}")
    )


def _head(text: str) -> str:
    """The decision of a box, without its explanation (`Approved - all tests passed`)."""
    return re.split(r"\s[-–—]\s|:", text, maxsplit=1)[0]


def _unfilled(value: Value) -> str:
    """Why a cell is not filled, as it reads after its name; empty when it is."""
    if refused := refusal(value.plain):
        return refused
    unfilled = None if _STOCK_NAME.fullmatch(value.plain.strip("@ ")) else is_unfilled(value)
    return f"is {unfilled}" if unfilled else ""
