"""Words that stand where content is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checker.model.letters import composed
from checker.patterns import regex
from checker.slots.kinds import Hit, Kind
from checker.slots.masks import explains_notation
from checker.slots.passage import Passage

_ANYWHERE = regex(
    r"(?<![\w/.-])(?:TBDL?|TBA|TBC|T\.B\.[ACD]\.?|tbd|Tbd)(?![\w/-])"
    r"|(?<![\w/.$€£+-])X{3,}(?![\w/%-]|[.,]X)"
    r"|(?<!\S)\?{3,}(?!\w)"
    r"|(?<![\w/.-])PLACEHOLDER(?![\w-])"
)
_AS_VALUE = regex(
    r"(?<![\w/.-])(?:tba|tbc|t\.b\.[acd]\.?|Tba|Tbc|todo|Todo|fixme|xxx+|\?{2,}|N\. ?N\.|[Bb]lah?(?:[ ,.]+blah?)+"
    r"|blah|(?:asdf ?)+|foo ?bar ?baz)(?![\w/-])"
)
_FILLED_LATER = regex(
    r"(?i)(?:sample|dummy|example|placeholder|filler|some|your|insert|enter|add)(?: your| some| the| a)? (?:text"
    r"|content|title|description|paragraph|heading|image)"
    r"(?: here)?|(?:replace|change|edit|fill) ?me|beispieltext|texte d'exemple|texto de (?:ejemplo|exemplo)"
    r"|testo di esempio|hier (?:steht|kommt|folgt)(?: ihr| dein| der| ein)? text|ici (?:votre )?texte"
    r"|(?:votre )?texte ici|aquí va (?:el|tu) texto"
    r"|texto aquí|qui va il testo|testo qui|o texto vai aqui|hier komt (?:de |uw )?tekst|tutaj (?:wpisz )?tekst"
    r"|здесь (?:будет |ваш )?текст"
    r"|ここにテキスト|此处填写|在此输入|여기에 입력|示例文本|サンプルテキスト"
)
"""What stands in for a text as a whole value."""
_IN_DOUBT = regex(r"(?<=\w )\(\?{1,3}\)(?!\w)")
"""`41 (?)`: the writer is not sure."""
_TO_DO = regex(r"(?<![\w/.-])(?:TODO|TO-DO|FIXME)(?![\w/-])")

_NAMED_BEFORE = regex(
    r"(?i)\b(?:words?|tokens?|strings?|markers?|terms?|abbreviations?|no|every|each|any|many|called|named|says?"
    r"|contain(?:s|ing)?"
    r"|marked|labell?ed|tagged|flagged|without|remove|avoid|use|using|like|e\.g\.|such as|literal|remaining|leftover"
    r"|stray"
    r"|(?:mark|flag|label|tag)\w*\b[^.\n]{0,24} (?:with|as))\s+$"
)
_NAMED_AFTER = regex(
    r"(?i)\s+(?:(?:is|was|means?|stands for) (?:short for|an? (?:word|marker|placeholder|abbreviation))\b|stands for"
    r"|means\b"
    r"|(?:comment|marker|tag|item|token|macro|placeholder|marking)s?\b|list\b|app\b|entry|entries)"
)
_STATED_BEFORE = regex(r"(?i)(?:[:;(\[{.!?–—|*-]|\b(?:is|are|remains?|still|be))\s*$|^\s*[-*>#•\d.)]*\s*$")
_NOUN_BEFORE = regex(
    r"(?i)\b(?:a|an|the|this|that|our|my|your|their|its|some|these|those|old|small|one|first|last|next)\s+$"
)
"""Before a noun: a note that reminds of a task is called `a TODO`."""
_WITH_ORDER = regex(
    r"(?i)\s\((?:fill|add|insert|check|confirm|ask|write|decide|name|link|date|complete|update|verify)\b"
)
"""`TODO (fill in the date)`: a task in the midst of a sentence."""
_NEAR = 40
"""How many characters before a word may say that the word is talked about."""

_LOREM = regex(r"(?i)\blorem ipsum,? dolor\b[^.\n]{0,200}\.?|\bdolor sit amet\b")
_LOREM_ALONE = regex(r"(?i)\blorem ipsum\b(?: \w+ing\b)?[.…]{0,3}")
"""Without the words that follow in the filler it may be what the sentence is about."""
_UNRESOLVED = regex(
    r"<<\s{0,9}\[\s{0,9}(?:UNRESOLVED|OPEN|TBD)\b[^\]]{0,300}\]\s{0,9}(?:>>)?|(?<![\w\[])UNRESOLVED(?=:)"
)
_SYMBOL = r"[\u231b\u23f3\u26a0\u23f0\u23f8\U0001f6a7\U0001f552\U0001f7e1\U0001f7e0\u2757\u2753\u274c\u2b55]\ufe0f?"
_PENDING = regex(rf"(?:{_SYMBOL}\s?(?i:pending)|(?<![\w-])PENDING)(?![\w-])")

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
    "(?)",
    "placeholder",
    "n.n.",
    "n. n.",
    "blah",
    "asdf",
    "bla",
    "foo",
    ": ?",
    ":?",
    "：？",
)
SAMPLE = regex(_FILLED_LATER.pattern.removeprefix("(?i)"))
_PENDING_ASIDE = regex(r"\((?i:pending|outstanding|awaited|ausstehend|en attente|pendiente|pendente)\)")
"""The same in brackets, which says so only where it is all of the value: `Approved by: (pending)`."""
_ASIDE_SIGNS = ("pend", "(outst", "(await", "(ausst", "(en att")
FILLER_SIGNS = ("lorem ipsum", "dolor sit", "unresolved", "<<", *_ASIDE_SIGNS)


def find_tokens(passage: Passage) -> Iterator[Hit]:
    """`TBD`, `TODO`, `XXX`, `???` where they are used, not where they are talked about."""
    for found in _ANYWHERE.finditer(passage.text):
        is_notation = found[0].startswith("X") and explains_notation(passage.sentence(*found.span()))
        if passage.stands_alone(*found.span()) or not (is_notation or _talked_about(passage, found)):
            yield Hit(Kind.TOKEN, *found.span())
    for found in _IN_DOUBT.finditer(passage.text) if not passage.code else ():
        if not passage.mentioned(*found.span()):
            yield Hit(Kind.TOKEN, *found.span())
    for found in _TO_DO.finditer(passage.text):
        if _states_a_task(passage, found):
            yield Hit(Kind.TOKEN, *found.span())
    if not passage.code:
        for found in _AS_VALUE.finditer(passage.text):
            if passage.stands_alone(*found.span()) and not passage.mentioned(*found.span()):
                yield Hit(Kind.TOKEN, *found.span())
        yield from _question(passage)


def find_sample_texts(passage: Passage) -> Iterator[Hit]:
    """`Sample text`, `Replace me` as a whole text or value."""
    for found in _FILLED_LATER.finditer(passage.text) if not (passage.heading or passage.label or passage.code) else ():
        if passage.stands_alone(*found.span()) and not passage.mentioned(*found.span()):
            yield Hit(Kind.FILLER, *found.span())


def _question(passage: Passage) -> Iterator[Hit]:
    """`Owner: ?`"""
    text = passage.text.rstrip()
    if text.endswith((": ?", ":?", "：？")) and not passage.cell and passage.labelled(len(text) - 1):
        yield Hit(Kind.TOKEN, len(text) - 1, len(text))


def _talked_about(passage: Passage, found: re.Match[str]) -> bool:
    if passage.mentioned(*found.span()) or _NAMED_AFTER.match(passage.text, found.end()):
        return True
    return is_named(passage.line_before(found.start())) or _abbreviates(passage, found)


def is_named(before: str) -> bool:
    """Whether the words before a marker say that it is talked about: `mark it with …`, `no …`."""
    return bool(_NAMED_BEFORE.search(before.rstrip("[(")[-_NEAR:]))


def _abbreviates(passage: Passage, found: re.Match[str]) -> bool:
    """`Trunk-based development (TBD)`: an abbreviation behind what it stands for."""
    before = passage.line_before(found.start())
    words = re.findall(r"[A-Za-z]+", before)[-len(found[0]) :] if before.endswith("(") else []
    return [word[0].upper() for word in words] == list(found[0].upper()) and words[0].casefold() != "to"


def _states_a_task(passage: Passage, found: re.Match[str]) -> bool:
    if passage.mentioned(*found.span()) or _NAMED_AFTER.match(passage.text, found.end()):
        return False
    if passage.text[found.end() : found.end() + 1] in (":", "("):
        return not passage.text.startswith("()", found.end())
    before = passage.line_before(found.start())[-_NEAR:]
    if _STATED_BEFORE.search(before):
        return True
    return not (
        _NAMED_BEFORE.search(before)
        or (_NOUN_BEFORE.search(before) and not _WITH_ORDER.match(passage.text, found.end()))
    )


def find_fillers(passage: Passage) -> Iterator[Hit]:
    """Lorem ipsum, and markers of what is unresolved or pending."""
    yield from (Hit(Kind.FILLER, *found.span()) for found in _LOREM.finditer(passage.text))
    for found in _LOREM_ALONE.finditer(passage.text):
        if passage.stands_alone(*found.span()) and not passage.mentioned(*found.span()):
            yield Hit(Kind.FILLER, *found.span())
    yield from (Hit(Kind.UNRESOLVED, *found.span()) for found in _UNRESOLVED.finditer(passage.text))
    for found in _PENDING.finditer(passage.text):
        if passage.begins_value(found.start()):
            yield Hit(Kind.PENDING, *found.span())
    for found in _PENDING_ASIDE.finditer(passage.text):
        is_value = passage.cell or passage.labelled(found.start())
        if is_value and passage.stands_alone(*found.span()):
            yield Hit(Kind.PENDING, *found.span())


@cache
def pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for the words that the caller added, in any case, longest first."""
    ordered = sorted(map(composed, words), key=len, reverse=True)
    return re.compile("(?i)" + "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in ordered))


def find_words(passage: Passage, words: tuple[str, ...]) -> Iterator[Hit]:
    """The words that the caller added."""
    if words:
        yield from (Hit(Kind.TOKEN, *found.span()) for found in pattern_of(words).finditer(passage.text))
