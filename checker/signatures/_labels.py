"""What the columns and labels of a sign-off are about, in the languages in which people head them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from checker import lexicon
from checker.patterns import regex

Kind = Literal["name", "role", "signature", "decision", "by", "date", "organisation", "remark"]
"""`by`: who did it (`Approved by`), which names the signer and is the mark at once. `remark`: anything else."""

_ANY = 99


class _Heading(NamedTuple):
    """A concept as a heading. before, after: so many other words may stand there."""

    kind: Kind
    concept: str
    before: int
    after: int


_HEADINGS = (
    _Heading("remark", "column.comment", 2, _ANY),
    _Heading("by", "column.by", _ANY, 1),
    _Heading("date", "column.date", 2, 2),
    _Heading("signature", "column.signature", 2, 1),
    _Heading("name", "column.approver", _ANY, _ANY),
    _Heading("decision", "column.decision", 0, 0),
    _Heading("decision", "column.status", 1, 0),
    _Heading("decision", "column.state", 0, 0),
    _Heading("name", "column.name", _ANY, _ANY),
    _Heading("role", "column.role", _ANY, _ANY),
    _Heading("organisation", "column.organisation", 1, 1),
)
"""In the order in which they are tried."""
_APPROVER = _Heading("name", "column.approver", 2, 1)
_RESPONSIBLE = _Heading("name", "column.responsible", 1, 0)
_STATUSES = (_Heading("decision", "column.status", 0, 0), _Heading("decision", "column.state", 0, 0))
_EAST_ASIAN = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of languages in which the end of a word says what it is about (`承認日` is a day, `承認者` a person)."""
_JOINT = regex(r"\s*[/&+,]\s*")
_GOES_ON = regex(r"\s*[/&+]")


@lru_cache(maxsize=1024)
def kind_of(label: str) -> Kind:
    """What a column's heading or a line's label is about; the name of a constant (`MAX_DATA`) is about nothing here."""
    words = _words(label)
    if "_" in label and label.isupper():
        return "remark"
    if _are_joined(words, "column.name", "column.signature"):
        return "by"
    return next((kind for part in _readings(words) if (kind := _kind(part)) != "remark"), "remark")


def kind_of_line(label: str) -> Kind:
    """The same of a label in front of its value, where `By` alone asks for a signature; over a column it does not."""
    return "signature" if lexicon.wholly(label, "column.bare_by") else kind_of(label)


def is_status_label(label: str) -> bool:
    """Whether a label asks how far a thing is, which is nobody's decision yet (`Status`)."""
    return any(_fits(_words(label), heading) for heading in _STATUSES)


def is_approver(label: str) -> bool:
    """Whether a label asks for somebody whose part is to approve, so that a name there is meant as an approval."""
    return _fits(_words(label), _APPROVER) > 0


def is_responsible(label: str) -> bool:
    """Whether a label says whose task something is (`Owner`); who signs, where there is a place for a signature."""
    return _fits(_words(label), _RESPONSIBLE) > 0


def is_sign_off_title(title: str) -> bool:
    """Whether what stands under a title is there to be signed."""
    return lexicon.holds(title, "title.sign_off")


def _words(label: str) -> str:
    return " ".join(re.sub(r"[^\w/&+,()（）-]|_", " ", label.replace("㊞", "印")).split()).strip(", ")


def _readings(words: str) -> Iterator[str]:
    """The label without what stands in brackets, then what stands there, then what it says in a second language."""
    bare = " ".join(re.sub(r"[(（][^()（）]*[)）]|[()（），,]", " ", words).split())
    yield bare
    yield from re.findall(r"[(（]([^()（）]+)[)）]", words)
    yield from (part.strip() for part in bare.split("/")[:-1])
    if _EAST_ASIAN.search(bare):
        yield from bare.split()
        yield " ".join(_EAST_ASIAN.sub(" ", bare).split())


def _kind(words: str) -> Kind:
    if _are_joined(words, "column.date", "column.signature"):
        return "signature"
    fitting = [(length, heading.kind) for heading in _HEADINGS if (length := _fits(words, heading))]
    if lexicon.holds(words, "column.other_date"):
        fitting = [(length, kind) for length, kind in fitting if kind != "date"]
    if fitting and _EAST_ASIAN.search(words):
        return max(fitting, key=lambda one: one[0])[1]
    return fitting[0][1] if fitting else "remark"


def _fits(words: str, heading: _Heading) -> int:
    """How long the phrase is by which a label is about something; 0 when it is not."""
    for match in lexicon.find(words, heading.concept):
        before, after = words[: match.start], words[match.end :]
        if _EAST_ASIAN.search(words[match.start : match.end]):
            fits = after.strip(" 欄栏") == ""
        else:
            joined = heading.kind == "signature" and _GOES_ON.match(after)
            fits = _are_words(before, heading.before) and (bool(joined) or _are_words(after, heading.after))
        if fits:
            return match.end - match.start
    return 0


def _are_joined(words: str, one: str, other: str) -> bool:
    """Whether a label names two things (`Date / Signature`), with one word at most before them."""
    found = sorted([*lexicon.find(words, one)[:1], *lexicon.find(words, other)[:1]])
    if len(found) < 2 or _count(words[: found[0].start]) > 1:
        return False
    between = words[found[0].end : found[1].start]
    return _JOINT.fullmatch(between) is not None or lexicon.wholly(between, "column.and") is not None


def _are_words(text: str, most: int) -> bool:
    """Whether a text is so many words at most, with blanks between them."""
    return most == _ANY or (re.fullmatch(r"[\w /&'-]*", text) is not None and _count(text) <= most)


def _count(text: str) -> int:
    return len(re.findall(r"\w+", text))
