"""When two words, names or values are not the same and may well be meant so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest

from checker.model.record import Subject, Value
from checker.patterns import regex
from checker.reading.glyphs import as_latin, disguise_in, named, visible
from checker.reading.titles import title_key
from checker.reading.wording import quoted

SHORTEST = 5
"""A word that is shorter is another word when one of its letters is another."""
_REMARK = regex(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_HEAD = regex(r"\s*(?:\s[-–—]+\s|[–—:;,|/(\[]).*$", re.DOTALL)
"""What follows the first words of a value: a remark behind a dash, a colon or in brackets."""
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
    only look like others, marks around it, or a remark behind it.
    """
    aim = _key(wanted)
    return bool(aim) and value != wanted and aim in (_key(value), _key(_HEAD.sub("", value)))


def hidden_values(value: str, wanted: str) -> bool:
    """Whether a value is not what is wanted, and looks exactly like it."""
    return value != wanted and as_it_looks(value) == as_it_looks(wanted) != ""


def nearest_value(subject: Subject, wanted: Iterable[Value]) -> str:
    """What of that which is wanted the subject may have been meant as, as a message quotes it; empty for nothing."""
    is_near = near_values if is_prose(subject) else hidden_values
    return next((quoted(one) for one in wanted if is_near(subject.value.plain, one.plain)), "")


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


def as_it_looks(text: str) -> str:
    """A text as it looks."""
    return " ".join(as_latin(text).split())


def _key(text: str) -> str:
    return " ".join(as_it_looks(visible(text)).strip(_MARKS).casefold().split())


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
