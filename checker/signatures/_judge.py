"""Whether one entry of a sign-off is signed, and why."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from checker import lexicon
from checker.classes import dataclass, field
from checker.model.language import Person
from checker.model.location import Location
from checker.model.record import Value
from checker.patterns import regex
from checker.signatures._decisions import Finding, SignOffVerdict, approves_with_condition, choice_of, decision_of
from checker.signatures._entries import Entry
from checker.signatures._labels import Kind
from checker.signatures._lines import attested_by, names_nobody
from checker.signatures._marks import (
    ahead_in,
    condition_in,
    is_mere_mark,
    read_mark,
    refusal,
    reserve_in,
    taken_back_in,
    why_nobody,
    without_marks,
)
from checker.signatures._names import is_office, is_program, is_prose, is_stock_name, looks_like_name
from checker.slots import DEFAULT_SEARCH, is_unfilled
from checker.slots.filled import is_struck
from checker.slots.find import find_slots
from checker.slots.passage import Passage
from checker.text.glyphs import disguise_in
from checker.values.dates import date_problem, find_dates, has_two_readings, names_day, without_dates
from checker.values.people import as_read, people_named

_ELSEWHERE = "signature.elsewhere"
_SIGNER_KINDS: tuple[Kind, ...] = ("signature", "by", "name")

_SEAL = regex(r"[\W_]*[印㊞][\W_]*")
"""Where a seal belongs; in a form that is otherwise empty it is printed, and nobody's."""


@dataclass(frozen=True, slots=True)
class EntryVerdict:
    """What came out for one entry. reason: what was seen, as it reads after the label. entry: what was judged."""

    label: str
    verdict: SignOffVerdict
    reason: str
    location: Location
    entry: Entry | None = field(default=None, compare=False, repr=False)


def judge_entry(entry: Entry, everyone: Collection[Person], today: date | None = None) -> EntryVerdict:
    """What one entry amounts to: signed when somebody is named, has made a mark and dated it.

    today: the day after which nobody can have signed so far; None to take any.
    """
    verdict, reason = _judged(entry, tuple(everyone), today)
    return EntryVerdict(entry.label, verdict, reason, entry.location, entry)


def judge_choice(boxes: Collection[Entry]) -> EntryVerdict:
    """What boxes amount to that exclude each other (`Approved`, `Approved with conditions`, `Not approved`)."""
    ticked = [box for box in boxes if box.ticked]
    verdict, reason = choice_of([box.label for box in ticked])
    chosen = ticked[0] if ticked else next(iter(boxes))
    return EntryVerdict(chosen.label, verdict, reason, chosen.location, chosen)


def is_status(entry: Entry) -> bool:
    """Whether label lines only say how far a document is (`Status: Proposed`), without anybody's mark."""
    return entry.form == "lines" and not any(entry.first(kind) for kind in _SIGNER_KINDS)


def _judged(entry: Entry, everyone: tuple[Person, ...], today: date | None) -> Finding:
    if entry.form == "empty":
        return "unsigned", "has no row"
    if entry.form == "box":
        return _box(entry, today)
    if doubt := _no_clear_form(entry):
        return "ambiguous", doubt
    found = _mark(entry, everyone)
    return _signed(entry, found[1], today) if found[0] == "signed" else found


def _signed(entry: Entry, reason: str, today: date | None) -> Finding:
    """What a mark amounts to with all that belongs to it. reason: why there is one."""
    if doubt := _no_person(entry):
        return "ambiguous", doubt
    found = [_nameless(entry)] if entry.form == "data" else [_nameless(entry), _undated(entry), _too_late(entry, today)]
    missing = [what for what in found if what]
    if missing:
        return "partial", f"{reason}, but {' and '.join(missing)}"
    doubt = _reserve(entry)
    return ("ambiguous", f"{reason}, but {doubt}") if doubt else ("signed", reason)


def _reserve(entry: Entry) -> str:
    """What an entry says that is signed and dated, which takes that back, ties it to something, or is no mark."""
    if entry.form == "data":
        return "that is who is to sign, and nothing says that it was done"
    for kind, value in entry.cells:
        if kind in ("name", "by", "date") and (disguise := disguise_in(value.plain)):
            return f"holds {disguise}, which may hide or imitate a name"
        found = condition_in(value.plain) if kind in ("name", "by") else reserve_in(value.plain)
        if found and kind not in ("role", "organisation", "signature"):
            return f"another cell says `{found}`: {value.plain}"
    return ""


def _no_clear_form(entry: Entry) -> str:
    """Why an entry cannot be judged as it stands; empty when it can."""
    filled = [value for _, value in entry.cells if not _unfilled(value)]
    if entry.shifted and filled:
        return "has fewer cells than the table has columns"
    marks = [value for kind, value in entry.cells if kind in ("signature", "decision", "by")]
    beside = [value for kind, value in entry.cells if kind in ("name", "date") and value.plain.strip()]
    if any(_does_not_apply(mark.plain) for mark in marks) and beside:
        return "says that it does not apply"
    rest = [value for kind, value in entry.cells if value not in filled or kind != "remark"]
    dashes = rest and all(re.fullmatch(r"[-–—]+", value.plain.strip()) for value in rest)
    if dashes and any(lexicon.holds(value.plain, "signature.none_to_sign") for value in filled):
        return f"says that there is nothing to sign: {filled[0].plain}"
    return ""


def _mark(entry: Entry, everyone: tuple[Person, ...]) -> Finding:
    signature, decision = entry.first("signature"), entry.first("decision")
    if signature is None:
        if decision is not None:
            return decision_of(decision.plain)
        found = _given_name(entry)
        marked = found[0] == "unsigned" or entry.first("by") is not None or entry.form != "row"
        return found if marked else ("ambiguous", f"{found[1]}, and has no place for a mark")
    if _SEAL.fullmatch(signature.plain) and not _is_somebodys(entry):
        return "unsigned", "is where a seal belongs"
    beside = " ".join(value.plain for kind, value in entry.cells if kind != "remark" and value is not signature)
    signed = _signature(signature, entry.first("name"), everyone, beside)
    decided = decision_of(decision.plain) if decision is not None and decision.plain.strip() else signed
    if signed[0] == decided[0] or signed[0] == "ambiguous":
        return signed
    if signed[0] == "unsigned":
        return ("partial", f"{decided[1]}, but the signature {signed[1]}") if decided[0] == "signed" else signed
    return "ambiguous", f"{signed[1]}, but {decided[1]}"


def _is_somebodys(entry: Entry) -> bool:
    """Whether anything beside the mark is filled in: a name, or the day."""
    name, when = entry.first("name"), entry.first("date")
    return (name is not None and not _unfilled(name)) or (when is not None and names_day(when.plain))


def _signature(value: Value, name: Value | None, everyone: tuple[Person, ...], beside: str) -> Finding:
    """The signature in a cell; a mark that is nobody's own is taken for that of the row where nobody is known.

    beside: what else stands in the row.
    """
    if find_dates(value.plain) and not re.search(r"\w", without_dates(value.plain)):
        return "unsigned", f"holds only a date: {value.plain}"
    named = people_named(name.plain, everyone) if name is not None else ()
    if is_struck(value):
        return "unsigned", f"is struck through: {value.text}"
    if doubt := _no_plain_mark(value.plain):
        return "ambiguous", doubt
    found = read_mark(value, named[0] if len(named) == 1 else None, everyone, beside)
    if found.is_mere_mark and not named:
        return "signed", f"is marked: {value.plain}"
    typed = found.verdict == "signed" and not found.image and name is not None and not named
    if typed and name is not None and _is_anothers(as_read(value.plain), as_read(name.plain)):
        return "ambiguous", f"{found.reason}, which is another name than that of its row: {name.plain}"
    return found.verdict, found.reason


def _no_plain_mark(text: str) -> str:
    """Why a text is not for a mark to be read in, as it reads after its place; empty when it is."""
    if lexicon.begins(text, _ELSEWHERE) or lexicon.ends(text, _ELSEWHERE):
        return f"points elsewhere: {text}"
    return f"approves with a condition: {text}" if approves_with_condition(text) else ""


def _is_anothers(mark: str, name: str) -> bool:
    """Whether a mark is a name that shares nothing with the one it stands for: no word, initial or letter."""
    typed = without_marks(without_dates(mark))
    if not looks_like_name(typed) or not looks_like_name(name) or is_office(name) or is_office(typed):
        return False
    words, letters = re.findall(r"[^\W\d_]+", name.casefold()), "".join(re.findall(r"[^\W\d_]+", typed.casefold()))
    initials = "".join(word[0] for word in words)
    east_asian = not typed.isascii() and any(letter in name for letter in typed if ord(letter) >= _FIRST_EAST_ASIAN)
    return not (east_asian or letters in initials or any(word in letters or letters in word for word in words))


_FIRST_EAST_ASIAN = 0x3040


def _given_name(entry: Entry) -> Finding:
    """The mark of a form where the names under `Reviewed by` and `Approved by` are all that is asked for."""
    asked = [value for kind, value in entry.cells if kind == "by"] or [v for kind, v in entry.cells if kind == "name"]
    empty = [unfilled for value in asked if (unfilled := _unnamed(value))]
    if len(empty) == len(asked):
        return "unsigned", empty[0] if empty else "has no place for a signature"
    named = f"names {', '.join(value.plain for value in asked if not _unnamed(value))}"
    return ("partial", f"{named}, but another name {empty[0]}") if empty else ("signed", named)


def _no_person(entry: Entry) -> str:
    """Why the one who signed may be nobody; empty when it is somebody."""
    name = entry.first("name") or entry.first("by")
    if name is None:
        return ""
    if is_program(name.plain):
        return f"is signed by a program: {name.plain}"
    return f"is signed by a name of samples: {name.plain}" if is_stock_name(name.plain) else ""


def _nameless(entry: Entry) -> str:
    signature, name = entry.first("signature"), entry.first("name") or entry.first("by")
    if signature is not None and signature.plain.strip() and not is_mere_mark(as_read(signature.plain)):
        return ""
    if name is None:
        return "nobody is named"
    nobody = _unfilled(name) or why_nobody(name.plain)
    return f"its name {nobody}" if nobody else ""


def _too_late(entry: Entry, today: date | None) -> str:
    """That a day on which an entry says it was signed is still to come; empty when it is not."""
    told = [value.plain for kind, value in entry.cells if kind in ("signature", "decision", "by", "date")]
    later = [day for plain in told for day in find_dates(plain) if today is not None and day > today]
    return f"its date is in the future: {later[0]}" if later else ""


def _undated(entry: Entry) -> str:
    if any(names_day(value.plain) for kind, value in entry.cells if kind in ("signature", "decision", "by")):
        return ""
    when = entry.first("date")
    if when is None:
        return "it has no date"
    # That a day can be read in two ways does not keep it from being one; `date` is for who wants to know which.
    problem = None if has_two_readings(when.plain) else date_problem(when.plain)
    return f"its date {problem}" if problem is not None else ""


def _box(entry: Entry, today: date | None) -> Finding:
    """A box by what is ticked there; where a name stands in it, that is who has ticked it."""
    if doubt := _no_clear_tick(entry):
        return doubt
    text, named = entry.label, entry.first("name") is not None
    if names_nobody(text) and not named:
        return "partial", "is ticked, but nobody is named"
    undated = (named or attested_by(text)) and not names_day(text)
    if missing := "it has no date" if undated else _too_late(entry, today):
        return "partial", f"is ticked, but {missing}"
    if not named:
        conditional = approves_with_condition(text)
        return ("ambiguous", f"approves with a condition: {text}") if conditional else ("signed", "is ticked")
    if disguise := disguise_in(text):
        return "ambiguous", f"is ticked, but holds {disguise}, which may hide or imitate a name"
    reserve = condition_in(text) or taken_back_in(text) or ahead_in(text)
    return ("ambiguous", f"is ticked, but says `{reserve}`") if reserve else ("signed", "is ticked")


def _no_clear_tick(entry: Entry) -> Finding | None:
    """What a box amounts to that is not simply ticked."""
    text = entry.label
    if entry.ticked is False:
        return "unsigned", "is not ticked"
    if entry.ticked is None:
        return "ambiguous", "has a box that is neither ticked nor open"
    if _does_not_apply(text):
        return "ambiguous", "is ticked, but says that it does not apply"
    if find_slots(Passage(text), DEFAULT_SEARCH):
        return "ambiguous", "is ticked, but leaves a slot unfilled"
    return None


def _does_not_apply(text: str) -> bool:
    return lexicon.holds(text, "answer.not_applicable") or lexicon.holds(text, "answer.waived")


def _unfilled(value: Value) -> str:
    """Why a cell is not filled, as it reads after its name; empty when it is."""
    if refused := refusal(value.plain.replace("[bot]", "")):
        return refused
    unfilled = None if is_stock_name(value.plain) else is_unfilled(value)
    return f"is {unfilled}" if unfilled else ""


def _unnamed(value: Value) -> str:
    """The same for a place that is there for somebody's name."""
    if _SEAL.fullmatch(value.plain):
        return "is where a seal belongs"
    return _unfilled(value) or (f"names nobody: {value.plain}" if is_prose(value.plain) else "")
