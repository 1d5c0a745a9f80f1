"""What letters look like: which of them show nothing, and which only look like another.

Unicode has letters for nothing (a zero-width space, a Hangul filler, a Braille cell without dots), signs that turn the
order of what follows, and alphabets whose letters cannot be told from Latin ones by eye.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from checker.model.letters import composed
from checker.patterns import regex

_IGNORABLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Default_Ignorable_Code_Point of the Unicode Character Database (DerivedCoreProperties)."""
_BLANK = "\u2800"
"""A glyph without ink: the Braille pattern without dots."""
_DIRECTION_MARKS = frozenset("\u200e\u200f\u061c")
_JOINERS = frozenset("\u200c\u200d")
_STYLES = frozenset("\ufe0e\ufe0f")
_WORD = regex(r"[^\W\d_]+")
_FOREIGN = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"})
"""Alphabets with letters that look like Latin ones."""
_GUISES = frozenset({"MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER"})
"""How the names of letters begin that are Latin ones in the dress of mathematics."""
_PHONETIC = regex("[\u0251\u0261\u0262\u026a\u0274\u0280\u028f\u0299\u029c\u029f\u1d00-\u1d2b]")
_LATIN_BY_LOOK = str.maketrans(
    "АВЕЅЗКМНОРСТУХІЈԌԚԜаеорсухіјѕԁһӏԛԝгпΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ",
    "ABES3KMHOPCTYXIJGQWaeopcyxijsdhlqwrnABEZHIKMNOPTYXaiknopux",
)
"""Cyrillic and Greek letters that can be taken for Latin ones."""
_SHAPING = "_[]{}<>$%#@/-."
"""Signs of which slots are made; the punctuation of East Asian sentences keeps its own shape."""


@lru_cache(maxsize=4096)
def _shows_nothing(sign: str) -> bool:
    ignorable = any(first <= ord(sign) <= last for first, last in _IGNORABLE)
    return ignorable or sign == _BLANK or (unicodedata.category(sign) in ("Cf", "Cc") and not sign.isspace())


def visible(text: str) -> str:
    """A text without what shows nothing; blanks stay."""
    if text.isascii() and text.isprintable():
        return text
    # A text has few different signs, and most have none of these.
    hidden = frozenset(one for one in set(text) if _shows_nothing(one))
    return "".join(one for one in text if one not in hidden) if hidden else text


def disguise_in(text: str) -> str:
    """The first sign of a name or mark that hides, turns or imitates letters, as `U+202E RIGHT-TO-LEFT OVERRIDE`.

    Empty when everything is what it looks like. What scripts and emoji need stays allowed: joiners between letters of
    Indic and Arabic scripts, direction marks beside letters that run from right to left, styles of emoji.
    """
    if text.isascii():
        return ""
    return next((named(sign) for sign in (*_hidden_in(text), *_imitated_in(text))), "")


def named(sign: str) -> str:
    """A sign by its code point and its name."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'without a name')}"


def as_latin(text: str) -> str:
    """What a text can be taken for by eye: nothing hidden, and Latin letters for those that look like them."""
    return visible(unicodedata.normalize("NFKC", text)).translate(_LATIN_BY_LOOK)


def imitations_replaced(text: str) -> str:
    """A text with Latin letters for the Cyrillic and Greek ones that look like them."""
    return text.translate(_LATIN_BY_LOOK)


def narrow(text: str) -> str:
    """A text as long as it was, with full-width letters, digits and marks of slots as plain ones (`ＴＢＤ`, `＿＿`).

    A word that only seems to be Latin as a whole (a Cyrillic Т before BD) is.
    """
    return text if text.isascii() else _MIXED.sub(lambda word: imitations_replaced(word[0]), text.translate(_NARROW))


def _narrowed() -> Iterator[tuple[int, str]]:
    for code in (*range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code) and (plain.isalnum() or plain in _SHAPING):
            yield code, plain


_MIXED = regex(r"\b(?=[^\W\d_]*[A-Za-z])(?=[^\W\d_]*[\u0370-\u03ff\u0400-\u04ff])[^\W\d_]+\b")
"""A word with Latin letters and with those of an alphabet that has some of the same look."""
_NARROW = dict(_narrowed())


def _hidden_in(text: str) -> Iterator[str]:
    rightwards = any(unicodedata.bidirectional(one) in ("R", "AL") and one not in _DIRECTION_MARKS for one in text)
    for at, sign in enumerate(text):
        if sign in _STYLES or (sign in _JOINERS and _joins(text, at)) or (sign in _DIRECTION_MARKS and rightwards):
            continue
        if _shows_nothing(sign):
            yield sign


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands between letters that take one, or between parts of an emoji."""
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return bool(around) and all(unicodedata.category(one) in ("So", "Sk", "Mn", "Mc", "Lo", "Cf") for one in around)


def _imitated_in(text: str) -> Iterator[str]:
    yield from _PHONETIC.findall(text)
    for word in _WORD.findall(composed(text)):
        scripts = [unicodedata.name(letter, "").partition(" ")[0] for letter in word]
        foreign = [letter for letter, script in zip(word, scripts, strict=True) if script in _FOREIGN]
        if "LATIN" in scripts and foreign:
            yield foreign[0]
        yield from (letter for letter, script in zip(word, scripts, strict=True) if script in _GUISES)
