"""Words that stand where content is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checker.reading.placeholders.kinds import Hit, Kind
from checker.reading.placeholders.passage import Passage

_ANYWHERE = re.compile(
    r"(?<![\w/.-])(?:TBDL?|TBA|TBC|T\.B\.[ACD]\.?|tbd|Tbd)(?![\w/-])"
    r"|(?<![\w/.$€£+-])X{3,}(?![\w/%-]|[.,]X)"
    r"|(?<!\S)\?{3,}(?!\w)"
    r"|(?<![\w/.-])PLACEHOLDER(?![\w-])"
)
_AS_VALUE = re.compile(
    r"(?<![\w/.-])(?:tba|tbc|t\.b\.[acd]\.?|Tba|Tbc|todo|Todo|fixme|xxx+|\?{2,}|N\. ?N\.|blah(?: blah)*|asdf)(?![\w/-])"
)
_TO_DO = re.compile(r"(?<![\w/.-])(?:TODO|TO-DO|FIXME)(?![\w/-])")

_NAMED_BEFORE = re.compile(
    r"(?i)(?:\b(?:words?|tokens?|strings?|markers?|no|every|each|any|all|some|many|called|named|says?|contain(?:s|ing)?"
    r"|of the|a|an|like|e\.g\.|such as|literal|our|my|their|remaining|leftover|stray|and|or)|[,/])\s+$"
)
_NAMED_AFTER = re.compile(
    r"(?i)\s+(?:(?:comment|list|marker|tag|item|app|token|note|macro|value|placeholder|marking)s?|entry|entries"
    r"|must not|may not|(?:or|and)\s+(?:TBD|TODO|FIXME|XXX))\b"
)
_STATED_BEFORE = re.compile(r"(?i)(?:[:;(\[{.!?–—|*-]|\b(?:is|are|remains?|still|be))\s*$|^\s*[-*>#•\d.)]*\s*$")
_NEAR = 24
"""How many characters before a word may say that the word is talked about."""

_LOREM = re.compile(r"(?i)\blorem ipsum\b[^.\n]{0,200}\.?|\bdolor sit amet\b")
_UNRESOLVED = re.compile(
    r"<<\s{0,9}\[\s{0,9}(?:UNRESOLVED|OPEN|TBD)\b[^\]]{0,300}\]\s{0,9}(?:>>)?|(?<![\w\[])UNRESOLVED(?=:)"
)
_SYMBOL = r"[\u231b\u23f3\u26a0\u23f0\u23f8\U0001f6a7\U0001f552\U0001f7e1\U0001f7e0\u2757\u2753\u274c\u2b55]\ufe0f?"
_PENDING = re.compile(rf"(?:{_SYMBOL}\s?(?i:pending)|(?<![\w-])PENDING)(?![\w-])")

TOKEN_SIGNS = (
    "tbd",
    "tba",
    "tbc",
    "t.b.",
    "todo",
    "to-do",
    "fixme",
    "xxx",
    "??",
    "placeholder",
    "n.n.",
    "n. n.",
    "blah",
    "asdf",
)
FILLER_SIGNS = ("lorem ipsum", "dolor sit", "unresolved", "<<", "pending")


def find_tokens(passage: Passage) -> Iterator[Hit]:
    """`TBD`, `TODO`, `XXX`, `???` where they are used, not where they are talked about."""
    for found in _ANYWHERE.finditer(passage.text):
        if passage.stands_alone(*found.span()) or not _talked_about(passage, found):
            yield Hit(Kind.TOKEN, *found.span())
    for found in _TO_DO.finditer(passage.text):
        if _states_a_task(passage, found):
            yield Hit(Kind.TOKEN, *found.span())
    if not passage.code:
        for found in _AS_VALUE.finditer(passage.text):
            if passage.stands_alone(*found.span()) and not passage.mentioned(*found.span()):
                yield Hit(Kind.TOKEN, *found.span())


def _talked_about(passage: Passage, found: re.Match[str]) -> bool:
    if passage.mentioned(*found.span()) or _NAMED_AFTER.match(passage.text, found.end()):
        return True
    return bool(_NAMED_BEFORE.search(passage.line_before(found.start())[-_NEAR:]))


def _states_a_task(passage: Passage, found: re.Match[str]) -> bool:
    if passage.mentioned(*found.span()) or _NAMED_AFTER.match(passage.text, found.end()):
        return False
    if passage.text[found.end() : found.end() + 1] in (":", "("):
        return not passage.text.startswith("()", found.end())
    return bool(_STATED_BEFORE.search(passage.line_before(found.start())[-_NEAR:]))


def find_fillers(passage: Passage) -> Iterator[Hit]:
    """Lorem ipsum, and markers of what is unresolved or pending."""
    yield from (Hit(Kind.FILLER, *found.span()) for found in _LOREM.finditer(passage.text))
    yield from (Hit(Kind.UNRESOLVED, *found.span()) for found in _UNRESOLVED.finditer(passage.text))
    for found in _PENDING.finditer(passage.text):
        if passage.begins_value(found.start()):
            yield Hit(Kind.PENDING, *found.span())


@cache
def pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for the words that the caller added, in any case, longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("(?i)" + "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in ordered))


def find_words(passage: Passage, words: tuple[str, ...]) -> Iterator[Hit]:
    """The words that the caller added."""
    if words:
        yield from (Hit(Kind.TOKEN, *found.span()) for found in pattern_of(words).finditer(passage.text))
