"""What a `#62` means by the words beside it: an issue, a pull request, one of a row of things, a colour.

GitHub links every `#1`, and people write it for a rank (`the #1 cause`), a step, a room or a build as well.
"""

from __future__ import annotations

import re

from checker import lexicon
from checker.patterns import regex

REACH = 60
"""How many characters before and behind a reference may say what it is."""

_OTHERS_BEFORE = regex(r"(?:#[0-9]+\s*(?:[,&/–—-]|\s)+\s*)+$")
_DIRECTLY = regex(r"\.?\s+")
_LOOSELY = regex(r"[ :(]{0,3}")
_POSSESSIVE = regex(r"['’]s\s+$")
_NAMES_THING = regex(r"\s+[^\W\d_]")
_RANKS = frozenset("123456789") | {"10"}
_COLOUR_BEHIND = regex(r"[^.!?]{0,30}")
_PAINT_BEHIND = regex(r"[\w-]*(?:\s*[:=][^.;,!?]*|[ (\"']{1,3})")
_COLOUR = regex(r"#(?=[0-9]*[a-fA-F])(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{8}|(?=[a-fA-F]*[0-9])[0-9a-fA-F]{3})(?![\w-])")
_COLOUR_DIGITS = frozenset({3, 4, 6, 8})
_ONE_GREY = 6


def is_pull_before(before: str) -> bool:
    """Whether the words in front call what follows a pull request."""
    return _ends_with(_without_others(before), "reference.pull", _LOOSELY)


def is_issue_word(where: str) -> bool:
    """Of `Issue#62`."""
    return _is_wholly(where, "reference.issue")


def is_pull_word(where: str) -> bool:
    return _is_wholly(where, "reference.pull")


def is_other_word(where: str) -> bool:
    """Of `step#3` and `C#7`."""
    return len(where) == 1 or where.lower() == "task" or _is_wholly(where, "reference.ordinal")


def is_ordinal(digits: str, before: str, after: str) -> bool:
    """Whether a number says which one of a row is meant: `step #1`, `ranked #1`, `the #1 cause`."""
    if _ends_with(_without_others(before), "reference.ordinal", _DIRECTLY):
        return True
    determined = _ends_with(before, "reference.determiner", _DIRECTLY) or _POSSESSIVE.search(before) is not None
    named = _NAMES_THING.match(after) is not None and lexicon.begins(after, "reference.beside") is None
    return digits in _RANKS and determined and named


def is_colour(digits: str, before: str, around: str) -> bool:
    """Whether digits are a colour: by the words before them, by other colours around, or six times the same."""
    if len(digits) not in _COLOUR_DIGITS or _ends_with(before, "reference.issue", _LOOSELY):
        return False
    if len(digits) == _ONE_GREY and len(set(digits)) == 1:
        return True
    called = _ends_with(before, "reference.colour", _COLOUR_BEHIND)
    return called or _ends_with(before, "reference.paint", _PAINT_BEHIND) or _COLOUR.search(around) is not None


def _without_others(before: str) -> str:
    """What stands before the first one of a row (`steps #1, #2 and`)."""
    return _OTHERS_BEFORE.sub("", lexicon.without(before, "number.and", instead="&"))


def _ends_with(before: str, concept: str, behind: re.Pattern[str]) -> bool:
    """Whether a word of a concept stands before, no part of a compound, with only what is allowed behind it."""
    return any(
        before[match.start - 1 : match.start] != "-" and behind.fullmatch(before, match.end)
        for match in lexicon.find(before, concept)
    )


def _is_wholly(where: str, concept: str) -> bool:
    found = lexicon.wholly(where, concept)
    return found is not None and found.end - found.start == len(where)
