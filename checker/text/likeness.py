"""When two words, names or values are not the same and may well be meant so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from checker import lexicon
from checker.model.record import Subject, Value
from checker.patterns import regex
from checker.text.glyphs import as_latin, disguise_in, imitations_replaced, named, narrow, visible
from checker.text.shown import quoted
from checker.text.titles import title_key

SHORTEST = 5
"""A word that is shorter is another word when one of its letters is another."""
LONGEST_OF_LETTERS = 40
"""A word of so many letters is marked by what it is without each of them."""


class Mark(NamedTuple):
    """Something that two texts have in common if one may be meant as the other: in which way, and what."""

    way: str
    what: str


_REMARK = regex(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_HEAD = regex(r"\s*(?:\s[-–—]+\s|[–—:;,|/(\[]).*$", re.DOTALL)
"""What follows the first words of a value: a remark behind a dash, a colon or in brackets."""
_INSTEAD = regex(r"^.*(?:→|⇒|➔|➜|[-=]+>)\s*(?=\S)", re.DOTALL)
"""What a value was before it was changed: `P1 → P0`."""
_NOTE_SIGNS = regex("[\u00b9\u00b2\u00b3\u2070-\u209c†‡§]+$")
_DITTO = regex(r"[\s\"'`´″〃“”„‟’‚,^↑]+")
"""Signs that stand for the cell above."""
_SIGNS_BEFORE = regex(r"^[^\w\s]+\ufe0f?\s+")
_IN_BRACKETS = regex(r"[(\[]([^()\[\]]+)[)\]]\s*$")
_IN_CODE = regex(r"(?<=[A-Za-z])[-_. ](?=[0-9])")
"""What some write between the letters and the digits of a code (`P-0`)."""
_DIGITS = str.maketrans("oOlI|", "00111")
_BY_HAND = frozenset({"cell", "entry", "row", "task"})
_MARKS = "*_`~.!?\"'“”‘’«»  \t"


def looks_the_same(one: str, other: str) -> bool:
    """Whether two names differ, and nobody can tell by eye."""
    return title_key(one) != title_key(other) and title_key(as_latin(one)) == title_key(as_latin(other))


def near_titles(one: str, other: str) -> bool:
    """Whether two titles differ by what nobody sees, by one letter of a long word, or by a remark in brackets."""
    mine, others = title_key(as_latin(one)), title_key(as_latin(other))
    if title_key(one) == title_key(other):
        return False
    if mine == others or title_key(_REMARK.sub("", one)) == others or mine == title_key(_REMARK.sub("", other)):
        return True
    differing = [pair for pair in zip_longest(mine.split(), others.split(), fillvalue="") if pair[0] != pair[1]]
    return len(differing) == 1 and _one_letter_apart(*differing[0])


def near_values(value: str, wanted: str) -> bool:
    """Whether a value is not what is wanted, and a person may have meant it: other case, signs that show nothing or
    only look like others, marks or the sign of a note at it, a remark behind it, a letter for a digit, or what it was
    before.
    """
    aim = _key(wanted)
    if not aim or value == wanted:
        return False
    keys = map(_key, _likely_meant(value))
    return aim in keys or _as_code(value) == _as_code(wanted) != "" or _one_letter_apart(_key(value), aim)


def _likely_meant(value: str) -> set[str]:
    """What a person may have meant by a value, remarks and notes taken off."""
    forms = {
        value,
        _HEAD.sub("", value),
        _NOTE_SIGNS.sub("", value),
        _INSTEAD.sub("", value),
        _SIGNS_BEFORE.sub("", value),
    }
    if inside := _IN_BRACKETS.search(value):
        forms.add(inside[1])
    return forms


def marks_of_likeness(subject: Subject) -> Iterator[Mark]:
    """Marks of a value: if `nearest_value` takes it for something that is wanted, both have one in common."""
    for said in dict.fromkeys((subject.value.plain, _without_name(subject))):
        yield from (Mark("reads", key) for key in map(_key, _likely_meant(said)) if key)
        yield from _marks_of_looks(said)


def marks_of_aim(wanted: str) -> Iterator[Mark]:
    """The marks of what is wanted, for `marks_of_likeness`."""
    if aim := _key(wanted):
        yield Mark("reads", aim)
    yield from _marks_of_looks(wanted)


def _marks_of_looks(text: str) -> Iterator[Mark]:
    if seen := as_it_looks(text):
        yield Mark("looks", seen)
    if code := _as_code(text):
        yield Mark("code", code)
    word = _key(text)
    if len(word) >= SHORTEST and word.isalpha():
        if len(word) <= LONGEST_OF_LETTERS:
            # Two words that are one letter apart are the same without one letter each, or one of them without one.
            yield from (Mark("letters", word[:n] + word[n + 1 :]) for n in range(len(word)))
            yield Mark("letters", word)
        if len(word) >= LONGEST_OF_LETTERS:
            # Of longer words, either the beginning or the end is the same.
            yield Mark("begins", word[: LONGEST_OF_LETTERS // 3])
            yield Mark("ends", word[-(LONGEST_OF_LETTERS // 3) :])


def repeats_above(value: str) -> bool:
    """Whether a cell only refers to the one above it: `"`, `ditto`."""
    return _DITTO.fullmatch(value.strip()) is not None or lexicon.wholly(value, "column.ditto") is not None


def hidden_values(value: str, wanted: str) -> bool:
    """Whether a value is not what is wanted, and looks exactly like it."""
    return value != wanted and as_it_looks(value) == as_it_looks(wanted) != ""


def nearest_value(subject: Subject, wanted: Iterable[Value]) -> str:
    """What of that which is wanted the subject may have been meant as, as a message quotes it; empty for nothing."""
    is_near = near_values if is_prose(subject) else hidden_values
    said = dict.fromkeys((subject.value.plain, _without_name(subject)))
    return next((quoted(one) for one in wanted for value in said if is_near(value, one.plain)), "")


def _without_name(subject: Subject) -> str:
    """A value that repeats the name of its field without it: `Class A` under `Class`."""
    name, plain = f"{subject.name} ", subject.value.plain
    return f" {plain[len(name) :]}" if subject.name and plain.casefold().startswith(name.casefold()) else plain


def likely_forms(subject: Subject) -> tuple[str, ...]:
    """How a value may have been meant, where that is not as it stands."""
    plain = subject.value.plain
    seen = as_it_looks(plain)
    forms = (seen, seen.upper(), seen.lower()) if is_prose(subject) else (seen,)
    return tuple(one for one in dict.fromkeys(forms) if one != plain)


def is_prose(subject: Subject) -> bool:
    """Whether people wrote the value by hand for people to read; what data says is meant to the letter."""
    return subject.record.kind in _BY_HAND and not subject.value.typed_in


def odd_sign(text: str) -> str:
    """The sign in a text that is not what it looks like, with its code point; empty for none."""
    return disguise_in(text) or next((named(sign) for sign in text if as_latin(sign) != sign and sign.isalpha()), "")


def plainly(text: str) -> str:
    """A text without letters that hide or imitate others, as long as that changes no sign of its own (`²`, `…`)."""
    return text if text.isascii() else imitations_replaced(visible(narrow(text)))


def as_it_looks(text: str) -> str:
    """A text as it looks."""
    return " ".join(as_latin(text).split())


def _key(text: str) -> str:
    return " ".join(as_it_looks(visible(text)).strip(_MARKS).casefold().split())


def _as_code(text: str) -> str:
    """A word of letters and digits with digits for the letters that are taken for them (`PO`); empty for any other."""
    folded = _IN_CODE.sub("", as_it_looks(text).strip(_MARKS)).translate(_DIGITS)
    return folded.casefold() if folded.isalnum() and not folded.isdigit() and not folded.isalpha() else ""


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter that is missing, too many, another, or in the other order."""
    if min(len(one), len(other)) < SHORTEST or not (one.isalpha() and other.isalpha()):
        return False
    if len(one) == len(other):
        at = [n for n, (mine, its) in enumerate(zip(one, other, strict=True)) if mine != its]
        swapped = len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]
        return len(at) == 1 or swapped
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
