"""What headings, columns, metrics and procedures are called, as people read it.

Case, emphasis, blanks, the shape of dashes and quotes, an emoji or colon at the edge and a leading section number do
not make another name; a number that belongs to the name (`Top 5 Recommendations`, `2026 goals`) does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from checker import lexicon
from checker.patterns import regex

_ASCII = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
)
_MARKUP = regex(r"[*`]+|~~|(?<![^\W_])_+|_+(?![^\W_])")
_AND = regex(r"\s*&\s*")
_SLASH = regex(r"\s*/\s*")
_SHORTCODE = regex(r"^:[a-z0-9_+-]+:\s*|\s*:[a-z0-9_+-]+:$")
_BEFORE = regex(r"""^(?:[\s:;,!?|"'·•…>]|[-.#+]+(?:\s|$))+""")
_AFTER = " :;,.!?|\"'·•…"
_AFTER_BLANK = "-#"
_BRACKETS = regex(r"^(?:\[([^\[\]]*)\]|\(([^()]*)\)|<([^<>]*)>)$")

_LAYERS = 4
"""How many layers of emoji, brackets and punctuation are taken off; nobody writes more."""

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,3})*"
_ORDINAL = rf"(?:{_NUMBER}|[a-z]|[ivxlc]+)"
_SECTION_NUMBER = regex(
    rf"""^(?:
        §+\s*{_NUMBER}[.):]*\s+                         # §3 Scope
      | \({_ORDINAL}\)\s+                               # (a) Scope
      | {_ORDINAL}[.)]+\s+                              # 1. Scope, 2.3.1) Scope, IV. Scope
      | [0-9]{{1,3}}\s*(?:[:·|]|\s-)\s+                 # 3: Scope, 3 - Scope
      | [0-9]{{1,2}}(?:\.[0-9]{{1,2}})+\s+(?=[^\W\d_])  # 1.2 Scope
      | [0-9]\ufe0f?\u20e3\s*                            # the keycap emoji
    )(?=.*[^\W_])""",
    re.VERBOSE,
)

_COUNTED = regex(rf"(?P<word>[^\W\d_]+)\s+{_ORDINAL}\s*[-.:)|·]+\s+(?=.*[^\W_])")
"""`Section 3: Scope`"""

_NO_SLUG = regex(r"[^a-z0-9_ -]+")
_LETTERLIKE = frozenset(
    chr(code)
    for first, last in ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))
    for code in range(first, last + 1)
)
"""Letters in circles and squares: symbols to Unicode's categories, letters to its property Alphabetic."""


@lru_cache(maxsize=32_768)
def title_key(text: str) -> str:
    """What a title is called, in the form in which titles are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_ASCII)
    plain = "".join(char for char in folded if char == "\u200d" or unicodedata.category(char) != "Cf")
    joined = _SLASH.sub("/", _AND.sub(" and ", _MARKUP.sub("", plain)))
    bare = _bared(joined)
    counted = _COUNTED.match(bare)
    if counted is not None and lexicon.wholly(counted["word"], "title.counted"):
        numbered = bare[counted.end() :]
    else:
        numbered = _SECTION_NUMBER.sub("", bare, count=1)
    return _bared(numbered) or bare or " ".join(joined.split())


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same to a reader."""
    return title_key(one) == title_key(other)


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name that somebody who wrote `name` most likely meant, None when none is near."""
    from difflib import get_close_matches

    by_key: dict[str, str] = {}
    for each in names:
        by_key.setdefault(title_key(each), each)
    key = title_key(name)
    near = [key] if key in by_key else get_close_matches(key, by_key)
    # Of several, the one with the same letters: two of them change places more easily than one is lost.
    return by_key[next((one for one in near if sorted(one) == sorted(key)), near[0])] if near else None


def suggestion(name: str, names: Iterable[str]) -> str:
    """`; did you mean …?` for the name that was most likely meant, empty when none is near."""
    near = nearest(name, names)
    return f"; did you mean `{near}`?" if near else ""


def github_slug(plain: str) -> str:
    r"""The anchor that GitHub gives a heading with this text, before duplicates are numbered.

    Source: the table of contents filter of GitHub's html-pipeline (lower case, drop `[^\p{Word}\- ]`, blank to hyphen).
    """
    lower = plain.lower()
    if lower.isascii():
        return _NO_SLUG.sub("", lower).replace(" ", "-")
    return "".join(char for char in lower if char in " -" or _is_word(char)).replace(" ", "-")


def _is_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc") or char in _LETTERLIKE


def _bared(text: str) -> str:
    """Without what stands around the words: blanks, punctuation, emoji, a bracket around all of it."""
    for _ in range(_LAYERS):
        text = _SHORTCODE.sub("", " ".join(text.split()))
        text = _without_symbols(_without_end(_BEFORE.sub("", text)))
        if enclosed := _BRACKETS.match(text):
            text = "".join(part or "" for part in enclosed.groups())
    return text


def _without_end(text: str) -> str:
    """Without closing punctuation; a dash or hash belongs to the word it touches (`C#`)."""
    bare = text.rstrip(_AFTER)
    dashless = bare.rstrip(_AFTER_BLANK)
    return dashless if dashless.endswith(" ") else bare


def _without_symbols(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_symbol(text[start]):
        start += 1
    while end > start and _is_symbol(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_symbol(char: str) -> bool:
    return not char.isascii() and (unicodedata.category(char) in ("So", "Co", "Cn") or char in _EMOJI_PARTS)


_EMOJI_PARTS = frozenset("\u200d\ufe0f\u20e3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
