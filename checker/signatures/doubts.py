"""What stands beside a name, a mark and a day, and so may take a signature back or tie it to something.

A mark is simply a signature when nothing is left of it but what is explained: the name, the day, words for signing, a
title or role, a company. Whatever else somebody wrote there was meant, and only a person can say how.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from checker.model.language import Person
from checker.model.record import Value
from checker.patterns import regex
from checker.signatures.marks import Signature, is_mere_mark, read_signature
from checker.signatures.names import is_title, looks_like_name
from checker.signatures.signing_words import (
    AHEAD,
    CONDITION,
    DECLARES,
    EAST_ASIAN_CONDITION,
    EAST_ASIAN_MARKS,
    EAST_ASIAN_TAKEN_BACK,
    HARMLESS,
    MARKS,
    ORGANISATIONS,
    SIGNED_BY,
    STATED,
    TAKEN_BACK,
    UNCONDITIONAL,
)
from checker.text.glyphs import disguise_in
from checker.values.dates import without_dates
from checker.values.people import as_read, look_alike_of, without_people

_FLAGS = re.IGNORECASE | re.VERBOSE
_CONDITION = regex(rf"(?<![\w-])(?:{CONDITION})(?![\w-])|{EAST_ASIAN_CONDITION}", _FLAGS)
_UNCONDITIONAL = regex(rf"(?<!\w)(?:{UNCONDITIONAL})(?!\w)", _FLAGS)
_TAKEN_BACK = regex(rf"(?<![\w-])(?:{TAKEN_BACK})(?![\w-])|{EAST_ASIAN_TAKEN_BACK}", _FLAGS)
_STRONG = regex(
    r"(?<![\w-])(?:subject\ to|conditional\w*|on\ (?:the\ )?condition|contingent|provided\ (?:that|the)|pending"
    r"|unless|until|once|as\ long\ as|with\ (?:\w+\ )?(?:reservations?|conditions?|caveats?|exceptions?|objections?)"
    r"|only\ (?:for|as\ far\ as|with\ regard\ to)|(?:valid|limited|restricted)\ (?:only\ )?(?:to|for)"
    r"|nur\ für|gilt\ nur|uniquement\ pour|solo\ para|solo\ per|alleen\ voor|reservations?|reserved"
    r"|under\ protest|except(?:\ for)?"
    r"|unter\ vorbehalt|vorbehalt\w*|vorbehaltlich|sofern|sobald|mit\ auflagen?"
    r"|sous\ réserves?|dès\ que|sujeto\ a|con\ (?:reservas|condiciones)|com\ ressalvas?|con\ riserv\w+"
    r"|onder\ voorbehoud|mits|tenzij"
    rf"|z\ zastrzeżeni\w+|при\ условии|с\ оговор\w+)(?![\w-])|{EAST_ASIAN_CONDITION}",
    re.IGNORECASE,
)
"""What is a condition in a remark too, where `after` and `only` may be said of anything."""
_MARKS = regex(rf"(?<![\w@-])(?:{MARKS}|{SIGNED_BY}|{STATED})(?![\w-])|{EAST_ASIAN_MARKS}|/+s/+", _FLAGS)
_AHEAD = regex(rf"(?<![\w-])(?:{AHEAD})(?![\w-])", _FLAGS)
_NOTE_SIGN = regex(r"[^*†‡§¹²³⁴]*\w\W?\s?(?:[*†‡§]+|[¹²³⁴⁵]|\[\^?\w+\])")
"""A name with the sign of a note behind it, and no emphasis around."""
_PREDICATE = regex(
    rf"(?<![\w-])(?:{TAKEN_BACK})(?=\W*$|\s*[.,;:()–—]|\s+(?:on|by|at|in|because|due|since|until|again|this|it|my"
    rf"|the\ (?:report|document|release|plan|whole)|am|von|\d+)\b)|{EAST_ASIAN_TAKEN_BACK}",
    _FLAGS,
)
_OF_APPROVAL = regex(
    r"approv|\bsign|accept|consent|agree|endors|freigabe|genehmig|unterschr|zustimm|批准|承認|승인", re.IGNORECASE
)
_DECLARES = regex(DECLARES, _FLAGS)
_HARMLESS = regex(rf"(?<![\w@-])(?:{HARMLESS})(?![\w'’-])", _FLAGS)
_ORGANISATION = regex(rf"(?:[^\W\d_][\w&.'’-]*\s+){{1,4}}(?:{ORGANISATIONS})\b\.?", _FLAGS)
_DEGREES = regex(
    r"(?<![\w.])(?:mr|mrs|ms|mx|dr|prof|ph\.?\s?d|m\.?sc|b\.?sc|m\.?a|mba|pmp|dipl\.?(?:-\w+)?|ing|esq|jr|sr)(?!\w)\.?",
    re.IGNORECASE,
)
_TECHNICAL = regex(
    r"(?i:envelope|certificate|cert|key|fingerprint|serial|transaction|id)\b[\s:#]*(?:id\b[\s:#]*)?[\w:.-]*\d[\w:.-]*|(?<!\w)(?:0x)?[0-9a-fA-F]{8,}(?:\.{3}|…)?(?!\w)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@[\w-]+|(?<![#\w.-])\d+(?![\w.-]*\w)"
)
PARTS = regex(r"[(),;/\[\]<>|·•+&]|\s[-–—]\s|[:：]")
_WORD = regex(r"[^\W_][\w.'’-]*")


def without_marks(text: str) -> str:
    """A text without words for signing, titles before a name, and words that say nothing of their own."""
    for pattern in (_MARKS, _DEGREES, _HARMLESS):
        text = pattern.sub(" ", text)
    return " ".join(text.split()).strip(" ,;.–—-")


def is_organisation(text: str) -> bool:
    """Whether a text is the name of a company, by its end."""
    return _ORGANISATION.fullmatch(text.strip()) is not None


def condition_in(text: str) -> str:
    """The words of a mark that tie it to something; empty for none."""
    found = _CONDITION.search(_UNCONDITIONAL.sub(" ", as_read(text)))
    return found[0] if found else ""


def taken_back_in(text: str) -> str:
    """The words of a text that take an approval back or refuse it; empty for none."""
    found = _TAKEN_BACK.search(_UNCONDITIONAL.sub(" ", as_read(text)))
    return found[0] if found else ""


def reserve_in(remark: str) -> str:
    """The words of a remark that tie what it stands beside to something, or take it back; empty for none."""
    read = _UNCONDITIONAL.sub(" ", as_read(remark))
    found = _STRONG.search(read) or (_TAKEN_BACK if _OF_APPROVAL.search(read) else _PREDICATE).search(read)
    return found[0] if found else ""


def ahead_in(text: str) -> str:
    """The words of a ticked box that say that it is still to be done; empty for none."""
    found = _AHEAD.search(as_read(text))
    return found[0] if found else ""


def without_taken_back(text: str) -> str:
    """A text without the words that take something back."""
    return _TAKEN_BACK.sub(" ", text)


def read_mark(value: Value, person: Person | None, everyone: Collection[Person], beside: str = "") -> Signature:
    """What a cell for a signature says, with all that stands in it; see `read_signature` for what a mark is."""
    read = as_read(value.plain)
    if disguise := disguise_in(value.plain):
        return Signature("ambiguous", "typed", f"holds {disguise}, which may hide or imitate a name: {read}")
    if person is not None and look_alike_of(value.plain, person, everyone):
        return Signature(
            "ambiguous", "typed", f"only looks like {person.name}, letter by letter it is another name: {read}"
        )
    found = read_signature(value, person, everyone)
    doubt = doubt_about(value.plain, everyone, beside) if found.verdict != "unsigned" and not found.image else ""
    return Signature("ambiguous", "typed", doubt) if doubt else found


def doubt_about(text: str, everyone: Collection[Person], beside: str = "") -> str:
    """Why a mark may not be meant as a plain signature, as it reads after its place; empty when it is.

    everyone: the people the policy knows. beside: what else stands in its row, which explains words of the mark.
    """
    if _NOTE_SIGN.fullmatch(text.strip()):
        return f"refers to a note: {text.strip()}"
    if found := condition_in(text):
        return f"is signed with a condition, `{found}`: {as_read(text)}"
    rest = unexplained_in(text, everyone, beside)
    return f"says more than a signature, `{rest}`: {as_read(text)}" if rest else ""


def unexplained_in(text: str, everyone: Collection[Person], beside: str = "") -> str:
    """What a mark says besides a name, a day, words for signing, titles and companies; empty for nothing."""
    known = {word.casefold() for word in _WORD.findall(beside)}
    known |= {word.casefold() for one in everyone for word in _WORD.findall(f"{one.role} {one.name}")}
    bare = without_people(without_dates(as_read(text)), everyone)
    named = bare != without_dates(as_read(text))
    for pattern in (_DECLARES, _UNCONDITIONAL, _ORGANISATION, _MARKS, _DEGREES, _TECHNICAL):
        bare = pattern.sub(" ", bare)
    for part in map(str.strip, PARTS.split(bare)):
        left = [word for word in _WORD.findall(_HARMLESS.sub(" ", part)) if word.casefold().rstrip(".") not in known]
        if not left or is_title(" ".join(left)) or is_mere_mark(" ".join(left)):
            continue
        if not named and looks_like_name(" ".join(left)):
            named = True
            continue
        return " ".join(left)
    return ""
