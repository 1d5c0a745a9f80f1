"""The sure signs: what says by its form that something is left to be filled in, whatever stands beside it.

Talk about such a sign is told by the form in which it is quoted: code, which a passage hides, and quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from checker import lexicon
from checker.model.letters import composed
from checker.patterns import regex
from checker.slots._kinds import Hit, Kind
from checker.slots._masks import find_masks
from checker.slots.passage import Passage

_NAME_BEFORE = frozenset("_./@\\")
_CALL = regex(r"\(\)|[_/]\w|\.\w")
_QUESTIONS = regex(r"(?<!\S)\?{3,}(?!\w)|(?<=\s)\(\?{1,3}\)(?!\w)")
_UNKNOWN = regex(r"\?{2,6}(?=\s|$)|\?{1,6}\s?[a-z]{1,8}$")
"""What a cell begins with that is not known: `??`, `?mins`."""
_QUOTED_DOTS = regex(r"[\"'`“‘](?:\.{2,}|…)[\"'`”’]\s*$")
_ONLY_ASKED = regex(r"[?？]+\s*")
_DOUBT = regex(r"[:：]\s?\?+$")
_MUSTACHE = regex(r"(?<!\$)\{\{[{-]?[^{}\n]{1,120}\}\}\}?|(?<!\$)\{\{\s[^\W\d_][^{}]{1,400}\}\}|<%=?[^<>\n]{1,120}%>")
_VARIABLE = regex(
    r"(?<![\w$\\])\$(?:\{[A-Z][A-Z0-9_]{2,40}\}|[A-Z]{2}[A-Z0-9_]{2,40}(?![\w(]))|(?<!\w)[#@]\{[A-Z][A-Z0-9_]{2,40}\}"
    r"|(?<![\w%])%{1,2}[A-Z][A-Z0-9_]{3,40}%{1,2}|@@[A-Z_]{3,40}@@|##[A-Z_]{3,40}##"
)
_VARIABLE_SIGN = regex(r"[$%#@]")
_LINE = regex(r"(?<![\w`*])_{3,}(?:[ /.:,-]{1,3}_{2,})*(?![\w`])")
_DOTS = regex(r"(?<![\w.])(?:\.{5,}|…{2,}|(?:\. ){4,}\.?)(?!\s*\d)")
_OF_BLANKS = ("___", "..", "…", ". .")
"""Without any of these a text holds none, unless it is a lone dot."""
_DOTS_BETWEEN = regex(r"(?<=\w )(?:\.{6,}|…{2,})(?= [^\W\d])")
"""Dots to write on in the midst of a sentence."""
_UNRESOLVED = regex(r"<<\s{0,9}\[\s{0,9}[A-Z]{3,}\b[^\]]{0,300}\]\s{0,9}(?:>>)?|(?<![\w\[])UNRESOLVED(?=:)")
_OF_TEMPLATES = ("{{", "<<", "<%", "«", "UNRESOLVED")
"""Without any of these a text holds none of the three."""
_MERGED = regex(r"(?<!<)<<[A-Za-z](?:[\w .-]{0,60}\w)?>>(?!>)|«[A-Za-z]+(?:_[A-Za-z]+)+»")
"""Fields of form letters: `<<first_name>>`, `«Client_Name»`."""
_SYMBOL = r"[\u231b\u23f3\u26a0\u23f0\u23f8\U0001f6a7\U0001f552\U0001f7e1\U0001f7e0\u2757\u2753\u274c\u2b55]\ufe0f?\s?"
_AFTER_SYMBOL = regex(_SYMBOL + "$")
_LONGEST_SYMBOL = 3
"""Characters: the sign, its style and a blank."""
_SENTENCE_REST = regex(r"[^.!?\n]{0,300}")
_HANDLE = regex(r"(?<![:\w.+-])@?[\w.+-]+(?:@[\w.-]+)?")
_ACCOUNT = regex(r"(?i)[\w.+-]{1,64}@(?:example|(?:your)?[-_]?(?:domain|company|organi[sz]ation))\.\w{2,4}")


def find_signs(passage: Passage) -> Iterator[Hit]:
    """The sure signs of a passage, apart from what stands in brackets."""
    there = lexicon.find_each(passage.text, _CONCEPTS)
    if there:
        yield from _words(passage, there)
    for find in _FINDERS:
        yield from find(passage)
    yield from _pending(passage, there.get("slot.pending", ()))
    yield from find_masks(passage)


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


# Where a phrase counts


def _anywhere(passage: Passage, start: int, end: int) -> bool:
    return not _is_in_name(passage, start, end)


def _stated(passage: Passage, start: int, end: int) -> bool:
    """Where a task is stated: it begins or ends a sentence, or leads to it (`TODO: measure it`)."""
    if _is_in_name(passage, start, end):
        return False
    before, after = passage.line_before(start).rstrip(" *_"), passage.line_after(end).lstrip(" *_")
    if after[:1] in (",", "/"):
        return passage.code
    begins = not passage.heading and (passage.begins_value(start) or before[-1:] in tuple(".!?;([{"))
    return begins or not after[:1].isalnum() or passage.code


def _alone(passage: Passage, start: int, end: int) -> bool:
    return not passage.code and passage.stands_alone(start, end)


def _as_value(passage: Passage, start: int, end: int) -> bool:
    return _alone(passage, start, end) and _is_value(passage, start)


def _promised(passage: Passage, start: int, end: int) -> bool:
    """Where a text is promised: in parentheses, as a value, or as the beginning of a sentence; not as a label."""
    text = passage.text
    if passage.code or text.startswith(":", end):
        return False
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return True
    is_capital = text[start].isupper()
    if not passage.begins_value(start) or not (_is_value(passage, start) or is_capital):
        return False
    return is_capital or passage.ends_value(end) or not text[start:end].isascii()


def _in_text(passage: Passage, start: int, end: int) -> bool:
    # Where no blanks are set, a longer name may begin so.
    goes_on = passage.text[end : end + 1].isalnum()
    return not goes_on and not passage.label and not passage.in_link(start, end)


class _Sign(NamedTuple):
    """A concept of the lexicon that is a sign where `counts` says so, unless it is quoted."""

    concept: str
    kind: Kind
    counts: Callable[[Passage, int, int], bool]


_WORDS = (
    _Sign("slot.marker", Kind.TOKEN, _anywhere),
    _Sign("slot.task", Kind.TOKEN, _stated),
    _Sign("slot.note", Kind.TOKEN, _as_value),
    _Sign("slot.promise", Kind.INSTRUCTION, _promised),
    _Sign("slot.left_open", Kind.INSTRUCTION, _anywhere),
    _Sign("slot.awaited", Kind.INSTRUCTION, _as_value),
    _Sign("slot.sample", Kind.FILLER, _alone),
    _Sign("slot.filler", Kind.FILLER, _anywhere),
    _Sign("slot.sample_person", Kind.SAMPLE_PERSON, _in_text),
)


_OF_VALUES = (_as_value, _promised, _alone)
AS_VALUE = (*(sign.concept for sign in _WORDS if sign.counts in _OF_VALUES), "slot.pending")
"""What counts only where a value begins, or in parentheses."""
ANYWHERE = tuple(sign.concept for sign in _WORDS if sign.counts not in _OF_VALUES)
_CONCEPTS = (*ANYWHERE, *AS_VALUE)
"""Those that are looked for in every passage."""


def _words(passage: Passage, there: Mapping[str, Sequence[lexicon.Match]]) -> Iterator[Hit]:
    """`TBD`, `TODO: …`, `To be decided.`, `Lorem ipsum dolor`, `John Doe`. there: the phrases that stand in it."""
    for concept, kind, counts in _WORDS:
        for start, end, _ in there.get(concept, ()):
            if counts(passage, start, end) and not passage.mentioned(start, end):
                yield Hit(kind, start - (passage.text[start - 1 : start] == "@"), _end_of(passage, kind, end))


def _end_of(passage: Passage, kind: Kind, end: int) -> int:
    """Where a sign ends; what fills space does so to the end of its sentence."""
    rest = _SENTENCE_REST.match(passage.text, end) if kind is Kind.FILLER else None
    return rest.end() if rest else end


def _questions(passage: Passage) -> Iterator[Hit]:
    """`???`, `41 (?)`, `Owner: ?`, `??` in a cell"""
    if passage.code or not ("?" in passage.text or "？" in passage.text):
        return
    for found in _QUESTIONS.finditer(passage.text):
        if not passage.mentioned(*found.span()):
            yield Hit(Kind.TOKEN, *found.span())
    if passage.item and _ONLY_ASKED.fullmatch(passage.text):
        yield Hit(Kind.TOKEN, 0, len(passage.text))
    unknown = _UNKNOWN.match(passage.text) if passage.cell else None
    if unknown is not None:
        yield Hit(Kind.TOKEN, *unknown.span())
    asked = _DOUBT.search(passage.text.rstrip())
    if asked is not None and not passage.cell and passage.labelled(asked.end() - 1):
        yield Hit(Kind.TOKEN, asked.end() - 1, asked.end())


def _templates(passage: Passage) -> Iterator[Hit]:
    """`{{ name }}`, `<<first_name>>`, `<<[UNRESOLVED who pays]>>`"""
    if not any(sign in passage.text for sign in _OF_TEMPLATES):
        return
    for found in _MUSTACHE.finditer(passage.text):
        composes = passage.text.endswith("](", 0, found.start()) and not passage.text.startswith(")", found.end())
        if not composes and not passage.mentioned(*found.span()):
            yield Hit(Kind.MUSTACHE, *found.span())
    yield from (Hit(Kind.UNRESOLVED, *found.span()) for found in _UNRESOLVED.finditer(passage.text))
    for found in _MERGED.finditer(passage.text) if not passage.code else ():
        if not passage.glued(found.start()):
            yield Hit(Kind.ANGLE, *found.span())


def _variables(passage: Passage) -> Iterator[Hit]:
    """`$PROJECT`, `${PROJECT}`, `%PROJECT%`, `@@PROJECT@@`, `##PROJECT##` in running text."""
    if passage.data or passage.code or not _VARIABLE_SIGN.search(passage.text):
        return
    for found in _VARIABLE.finditer(passage.text):
        name = found[0].strip("$%@#{}")
        is_known = lexicon.wholly(name.replace("_", " "), "notation.variable") is not None
        if not is_known and not passage.mentioned(*found.span()):
            yield Hit(Kind.VARIABLE, *found.span())


def _blanks(passage: Passage) -> Iterator[Hit]:
    """Lines to write on: underscores, and dots behind a label."""
    if not any(sign in passage.text for sign in _OF_BLANKS) and passage.text.rstrip() != ".":
        return
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


def _accounts(passage: Passage) -> Iterator[Hit]:
    """`jane@example.com`, `@on-call-handle`: an address or account of nobody as a value."""
    if "@" not in passage.text:
        return
    named = [match.start for match in lexicon.find(passage.text, "slot.account")]
    for found in _HANDLE.finditer(passage.text):
        is_sample = _ACCOUNT.fullmatch(found[0]) or any(found.start() <= at < found.end() for at in named)
        if is_sample and "@" in found[0] and _as_value(passage, *found.span()):
            yield Hit(Kind.SAMPLE_PERSON, *found.span())


def _pending(passage: Passage, there: Iterable[lexicon.Match]) -> Iterator[Hit]:
    """`⏳ PENDING`, `Approved by: (pending)`. there: where the word stands."""
    text = passage.text
    for start, end, _ in there:
        symbol = _AFTER_SYMBOL.search(text[max(0, start - _LONGEST_SYMBOL) : start])
        first = start - len(symbol[0]) if symbol else start
        if passage.begins_value(first) and (symbol or text[start:end].isupper()):
            yield Hit(Kind.PENDING, first, end)
        elif text[start - 1 : start] == "(" and _as_value(passage, start - 1, end + 1):
            yield Hit(Kind.PENDING, start - 1, end + 1)


def _is_value(passage: Passage, start: int) -> bool:
    return passage.cell or passage.labelled(start)


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
    return bool(_CALL.match(passage.text, end)) or after == "_"


_FINDERS: tuple[Callable[[Passage], Iterator[Hit]], ...] = (
    _questions,
    _templates,
    _variables,
    _blanks,
    _accounts,
)
