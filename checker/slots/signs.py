"""The sure signs: what says by its form that something is left to be filled in, whatever stands beside it.

Talk about such a sign is told by the form in which it is quoted: code, which a passage hides, and quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from checker import lexicon
from checker.model.letters import composed
from checker.patterns import regex
from checker.slots.kinds import Hit, Kind
from checker.slots.masks import find_masks
from checker.slots.passage import Passage

_NAME_BEFORE = frozenset("_./@\\")
_CALL = regex(r"\(\)|[_/]\w|\.\w")
_QUESTIONS = regex(r"(?<!\S)\?{3,}(?!\w)|(?<=\s)\(\?{1,3}\)(?!\w)")
_UNKNOWN = regex(r"\?{2,6}(?=\s|$)|\?{1,6}\s?[a-z]{1,8}$")
"""What a cell begins with that is not known: `??`, `?mins`."""
_QUOTED_DOTS = regex(r"[\"'`“‘](?:\.{2,}|…)[\"'`”’]\s*$")
_DOUBT = regex(r"[:：]\s?\?+$")
_MUSTACHE = regex(r"(?<!\$)\{\{[{-]?[^{}\n]{1,120}\}\}\}?|<%=?[^<>\n]{1,120}%>")
_VARIABLE = regex(
    r"(?<![\w$\\])\$(?:\{[A-Z][A-Z0-9_]{2,40}\}|[A-Z]{2}[A-Z0-9_]{2,40}(?![\w(]))|(?<!\w)[#@]\{[A-Z][A-Z0-9_]{2,40}\}"
    r"|(?<![\w%])%{1,2}[A-Z][A-Z0-9_]{3,40}%{1,2}|@@[A-Z_]{3,40}@@|##[A-Z_]{3,40}##"
)
_LINE = regex(r"(?<![\w`*])_{3,}(?:[ /.:,-]{1,3}_{2,})*(?![\w`])")
_DOTS = regex(r"(?<![\w.])(?:\.{5,}|…{2,}|(?:\. ){4,}\.?)(?!\s*\d)")
_DOTS_BETWEEN = regex(r"(?<=\w )(?:\.{6,}|…{2,})(?= [^\W\d])")
"""Dots to write on in the midst of a sentence."""
_UNRESOLVED = regex(r"<<\s{0,9}\[\s{0,9}[A-Z]{3,}\b[^\]]{0,300}\]\s{0,9}(?:>>)?|(?<![\w\[])UNRESOLVED(?=:)")
_MERGED = regex(r"(?<!<)<<[A-Za-z](?:[\w .-]{0,60}\w)?>>(?!>)|«[A-Za-z]+(?:_[A-Za-z]+)+»")
"""Fields of form letters: `<<first_name>>`, `«Client_Name»`."""
_SYMBOL = r"[\u231b\u23f3\u26a0\u23f0\u23f8\U0001f6a7\U0001f552\U0001f7e1\U0001f7e0\u2757\u2753\u274c\u2b55]\ufe0f?\s?"
_AFTER_SYMBOL = regex(_SYMBOL + "$")
_SENTENCE_REST = regex(r"[^.!?\n]{0,300}")
_HANDLE = regex(r"@?[\w.+-]+(?:@[\w.-]+)?")
_ACCOUNT = regex(
    r"(?i)(?<![:\w.+-])[\w.+-]{1,64}@(?:example|(?:your)?[-_]?(?:domain|company|organi[sz]ation))\.\w{2,4}"
)
_SHORTEST_CONSTANT = 3


def find_signs(passage: Passage) -> Iterator[Hit]:
    """The sure signs of a passage, apart from what stands in brackets."""
    for find in _FINDERS:
        yield from find(passage)


def holds_marker(text: str) -> bool:
    """Whether a marker such as `TBD` stands in a text."""
    return bool(lexicon.find(text, "slot.marker")) or "???" in text


def find_words(passage: Passage, words: tuple[str, ...]) -> Iterator[Hit]:
    """The words that the caller added."""
    if words:
        yield from (Hit(Kind.TOKEN, *found.span()) for found in pattern_of(words).finditer(passage.text))


@cache
def pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for the words that the caller added, in any case, longest first."""
    ordered = sorted(map(composed, words), key=len, reverse=True)
    return re.compile("(?i)" + "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in ordered))


def _markers(passage: Passage) -> Iterator[Hit]:
    """`TBD`, `TODO`, `???`"""
    for start, end, _ in lexicon.find(passage.text, "slot.marker"):
        if not _is_in_name(passage, start, end) and not passage.mentioned(start, end):
            yield Hit(Kind.TOKEN, start, end)
    for start, end, _ in lexicon.find(passage.text, "slot.task"):
        if not _is_in_name(passage, start, end) and not passage.mentioned(start, end):
            stated = _states_task(passage, start, end)
            yield Hit(Kind.TOKEN, start, end, features=None if stated else frozenset({"a task amid a sentence"}))
    for found in _QUESTIONS.finditer(passage.text) if not passage.code else ():
        if not passage.mentioned(*found.span()):
            yield Hit(Kind.TOKEN, *found.span())
    if passage.code:
        return
    for start, end, _ in lexicon.find(passage.text, "slot.note"):
        if _is_value(passage, start) and passage.stands_alone(start, end) and not passage.mentioned(start, end):
            yield Hit(Kind.TOKEN, start, end)
    unknown = _UNKNOWN.match(passage.text) if passage.cell else None
    if unknown is not None:
        yield Hit(Kind.TOKEN, *unknown.span())
    asked = _DOUBT.search(passage.text.rstrip())
    if asked is not None and not passage.cell and passage.labelled(asked.end() - 1):
        yield Hit(Kind.TOKEN, asked.end() - 1, asked.end())


def _promises(passage: Passage) -> Iterator[Hit]:
    """`Coming soon`, `To be decided at the next meeting.`; what is yet to be done, as a whole value."""
    if passage.code:
        return
    for start, end, phrase in lexicon.find(passage.text, "slot.promise"):
        if passage.text.startswith(":", end):
            continue
        begins = passage.begins_value(start) and (
            _is_value(passage, start) or passage.text[start : start + 1].isupper()
        )
        is_own = begins and (passage.ends_value(end) or passage.text[start].isupper() or not phrase.written.isascii())
        inside = passage.text[start - 1 : start] == "(" and passage.text[end : end + 1] == ")"
        if (is_own or inside) and not passage.mentioned(start, end):
            yield Hit(Kind.INSTRUCTION, start, end)
    for start, end, _ in lexicon.find(passage.text, "slot.left_open"):
        if not passage.mentioned(start, end):
            yield Hit(Kind.INSTRUCTION, start, end)
    for start, end, _ in lexicon.find(passage.text, "slot.awaited"):
        if _is_value(passage, start) and passage.stands_alone(start, end) and not passage.mentioned(start, end):
            yield Hit(Kind.INSTRUCTION, start, end)


def _templates(passage: Passage) -> Iterator[Hit]:
    """`{{ name }}`, `<<first_name>>`, `<<[UNRESOLVED who pays]>>`"""
    for found in _MUSTACHE.finditer(passage.text):
        composes = passage.text[: found.start()].endswith("](") and not passage.text.startswith(")", found.end())
        if not composes and not passage.mentioned(*found.span()):
            yield Hit(Kind.MUSTACHE, *found.span())
    yield from (Hit(Kind.UNRESOLVED, *found.span()) for found in _UNRESOLVED.finditer(passage.text))
    for found in _MERGED.finditer(passage.text) if not passage.code else ():
        if not passage.glued(found.start()):
            yield Hit(Kind.ANGLE, *found.span())


def _variables(passage: Passage) -> Iterator[Hit]:
    """`$PROJECT`, `${PROJECT}`, `%PROJECT%`, `@@PROJECT@@`, `##PROJECT##` in running text."""
    if passage.data or passage.code:
        return
    for found in _VARIABLE.finditer(passage.text):
        name = found[0].strip("$%@#{}")
        is_known = lexicon.wholly(name.replace("_", " "), "notation.variable") is not None
        if not is_known and not passage.mentioned(*found.span()):
            yield Hit(Kind.VARIABLE, *found.span())


def _blanks(passage: Passage) -> Iterator[Hit]:
    """Lines to write on: underscores, and dots behind a label."""
    for found in _LINE.finditer(passage.text):
        is_art = passage.code and not passage.stands_alone(*found.span())
        if not is_art and not passage.mentioned(*found.span()):
            yield Hit(Kind.BLANK, *found.span())
    for found in _DOTS.finditer(passage.text):
        between = not passage.code and _DOTS_BETWEEN.match(passage.text, found.start())
        if between or passage.stands_alone(*found.span()):
            yield Hit(Kind.BLANK, *found.span())
    quoted = _QUOTED_DOTS.search(passage.text) if not passage.code and not passage.data else None
    if quoted is not None:
        yield Hit(Kind.BLANK, *quoted.span())
    stripped = passage.text.rstrip()
    start = len(stripped.rstrip(".…"))
    if stripped and not start and not (passage.cell or passage.code):
        yield Hit(Kind.BLANK, 0, len(stripped))
    elif stripped.endswith(("...", "…")) and passage.labelled(start):
        yield Hit(Kind.BLANK, start, len(stripped))


def _stand_ins(passage: Passage) -> Iterator[Hit]:
    """Lorem ipsum, John Doe, `⏳ PENDING`."""
    for start, end, _ in lexicon.find(passage.text, "slot.filler"):
        if not passage.mentioned(start, end):
            rest = _SENTENCE_REST.match(passage.text, end)
            yield Hit(Kind.FILLER, start, rest.end() if rest else end)
    for start, end, _ in lexicon.find(passage.text, "slot.sample"):
        if passage.stands_alone(start, end) and not passage.mentioned(start, end) and not passage.code:
            yield Hit(Kind.FILLER, start, end)
    for start, end, _ in lexicon.find(passage.text, "slot.sample_person") if not passage.label else ():
        # Where no blanks are set, a longer name may begin so.
        goes_on = passage.text[end : end + 1].isalnum()
        if not goes_on and not passage.mentioned(start, end) and not passage.in_link(start, end):
            yield Hit(Kind.SAMPLE_PERSON, start - (passage.text[start - 1 : start] == "@"), end)
    for found in _ACCOUNT.finditer(passage.text) if "@" in passage.text else ():
        if _is_value(passage, found.start()) and passage.stands_alone(*found.span()):
            yield Hit(Kind.SAMPLE_PERSON, *found.span())
    for start, end, _ in lexicon.find(passage.text, "slot.account") if "@" in passage.text else ():
        word = next((one for one in _HANDLE.finditer(passage.text) if one.start() <= start and end <= one.end()), None)
        if (
            word is not None
            and "@" in word[0]
            and passage.stands_alone(*word.span())
            and _is_value(passage, word.start())
        ):
            yield Hit(Kind.SAMPLE_PERSON, *word.span())
    for start, end, _ in lexicon.find(passage.text, "slot.pending"):
        symbol = _AFTER_SYMBOL.search(passage.text[:start])
        first = start - len(symbol[0]) if symbol else start
        shouts = passage.text[start:end].isupper() and len(passage.text[start:end]) > _SHORTEST_CONSTANT
        aside = passage.text[start - 1 : start] == "(" and _is_value(passage, start - 1)
        is_whole = aside and passage.stands_alone(start - 1, end + 1)
        if passage.begins_value(first) and (symbol or shouts):
            yield Hit(Kind.PENDING, first, end)
        elif is_whole:
            yield Hit(Kind.PENDING, start - 1, end + 1)


def _is_value(passage: Passage, start: int) -> bool:
    return passage.cell or passage.labelled(start)


def _states_task(passage: Passage, start: int, end: int) -> bool:
    """Whether a word such as `TODO` stands where a task is stated: it begins or ends a sentence, or leads to it.

    Amid a sentence it may be what the sentence is about.
    """
    before, after = passage.line_before(start).rstrip(" *_"), passage.line_after(end).lstrip(" *_")
    leads = after[:1] in (":", "(", "") or not after[:1].isalnum()
    begins = not passage.heading and (passage.begins_value(start) or before[-1:] in (".", "!", "?", ";", "(", "[", "{"))
    return begins or (leads and after[:1] not in (",", "/")) or passage.code


def _is_in_name(passage: Passage, start: int, end: int) -> bool:
    """Whether a marker is part of a name in code or of a file (`context.TODO()`, `TODO.md`), or of a longer word where
    no blanks are set: 未定 (to be decided) begins 未定義 (undefined).
    """
    before, after = passage.text[start - 1 : start] if start else "", passage.text[end : end + 1]
    if after.isalnum():
        return True
    if before and before in _NAME_BEFORE:
        return True
    if before == after == "-":
        return True
    return bool(_CALL.match(passage.text, end)) or passage.text[end : end + 1] == "_"


_FINDERS: tuple[Callable[[Passage], Iterator[Hit]], ...] = (
    _markers,
    _promises,
    _templates,
    _variables,
    _blanks,
    _stand_ins,
    find_masks,
)
