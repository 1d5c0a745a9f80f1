"""What else a document says of somebody who has signed: a refusal, a withdrawal, a row that is still open.

A signature stands for what its writer thinks last. Whatever tells against it is heard wherever it stands: in another
row or table, in a box, in a sentence. What is dated before the signature is settled by it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from checker import lexicon
from checker.classes import dataclass, replace
from checker.model.language import Person
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.patterns import regex
from checker.signatures._entries import Entry
from checker.signatures._judge import EntryVerdict
from checker.signatures._labels import Kind
from checker.signatures._marks import refusal, reserve_in, taken_back_in, unexplained_in
from checker.signatures._names import is_office, looks_like_name
from checker.text.shown import shortened
from checker.values.dates import find_dates
from checker.values.people import as_read, people_mentioned

_SAYING: tuple[Kind, ...] = ("name", "by", "signature", "decision", "date")
_SENTENCE = regex(r"[^.!?。！？\n]+(?:\.(?=\w)[^.!?。！？\n]*)*")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that tells against signatures. people: whose; empty for all of its section."""

    text: str
    people: frozenset[str]
    location: Location


def known_signers(entries: Collection[Entry], everyone: Collection[Person]) -> tuple[Person, ...]:
    """The people the policy knows, and those who are named as signers besides."""
    found = {one.id: one for one in everyone}
    for entry in entries:
        for kind, value in entry.cells:
            name = as_read(value.plain)
            unknown = kind in ("name", "by") and looks_like_name(name) and not is_office(name)
            if unknown and not people_mentioned(name, found.values()):
                found[f"\n{name}"] = Person(f"\n{name}", name)
    return tuple(found.values())


def statements_in(
    markdown: Markdown, holds: Callable[[int], bool], people: Collection[Person]
) -> tuple[Statement, ...]:
    """The sentences that take an approval back, refuse it, or tie it to something."""
    found = []
    for block in markdown.blocks:
        if block.kind not in ("paragraph", "item", "cell") or not holds(block.line):
            continue
        for sentence in _SENTENCE.finditer(block.text.inline.plain):
            about = _about(sentence[0], people)
            if about is not None:
                place = block.text.inline.places[sentence.start()]
                found.append(Statement(sentence[0].strip(), about, Location(markdown.path, *place)))
    return tuple(found)


def doubted(
    judged: Sequence[EntryVerdict], statements: Collection[Statement], people: Collection[Person]
) -> Iterator[EntryVerdict]:
    """The verdicts, with a signature doubtful that something else tells against."""
    signers = {id(one): _signers(one, people) for one in judged}
    for one in judged:
        against = ""
        if one.verdict in ("signed", "partial") and one.entry is not None:
            mine = signers[id(one)]
            others = (other for other in judged if other is not one and mine & signers[id(other)])
            against = _by_entry(one.entry, others) or _by_statement(one.entry, mine, statements)
        yield replace(one, verdict="ambiguous", reason=f"{one.reason}, but {against}") if against else one


def _about(sentence: str, people: Collection[Person]) -> frozenset[str] | None:
    """Whose approval a sentence tells against: empty for that of all, None when it does not."""
    taken_back = taken_back_in(sentence)
    if not (taken_back or reserve_in(sentence)) or lexicon.holds(sentence, "signature.rule"):
        return None
    bare = lexicon.without(sentence, "signature.taken_back")
    if not lexicon.holds(sentence, "signature.approval") and unexplained_in(bare, people):
        return None
    named = frozenset(person.id for person in people_mentioned(sentence, people))
    return named if named or (taken_back and _is_about_all(sentence)) else None


def _is_about_all(sentence: str) -> bool:
    """Whether a sentence begins with the signatures beside it, without a name (`The approval was revoked`)."""
    act = next(iter(lexicon.find(sentence, "signature.act")), None)
    return act is not None and len(sentence[: act.start].split()) <= 1


def _signers(judged: EntryVerdict, people: Collection[Person]) -> frozenset[str]:
    if judged.entry is None:
        return frozenset()
    if judged.entry.form == "box" and not judged.entry.ticked and lexicon.holds(judged.label, "signature.approval"):
        return frozenset(person.id for person in people_mentioned(judged.label, people))
    said = [value.plain for kind, value in judged.entry.cells if kind in ("name", "by")]
    said = said or [value.plain for kind, value in judged.entry.cells if kind == "signature"]
    return frozenset(person.id for text in said for person in people_mentioned(text, people))


def _by_entry(entry: Entry, others: Iterator[EntryVerdict]) -> str:
    for other in others:
        if other.entry is None or not _is_open(other) or _precedes(_days(other.entry), _days(entry)):
            continue
        return f"line {other.location.line} of the same person {other.reason}"
    return ""


def _is_open(other: EntryVerdict) -> bool:
    """Whether an entry lacks a plain mark; one that only lacks its day or its name tells against nothing."""
    if other.verdict != "partial" or other.entry is None:
        return other.verdict != "signed"
    mark = other.entry.first("signature")
    return mark is not None and refusal(mark.plain) != "" and not mark.links


def _by_statement(entry: Entry, mine: frozenset[str], statements: Collection[Statement]) -> str:
    for one in statements:
        about = not one.people or one.people & mine
        if about and one.location.line != entry.location.line and not _precedes(find_dates(one.text), _days(entry)):
            return f"line {one.location.line} says: {shortened(one.text)}"
    return ""


def _days(entry: Entry) -> tuple[date, ...]:
    return tuple(day for kind, value in entry.cells if kind in _SAYING for day in find_dates(value.plain))


def _precedes(days: Collection[date], signed: Collection[date]) -> bool:
    """Whether all of what tells against a signature is dated, and before it."""
    return bool(days) and bool(signed) and max(days) < max(signed)
