"""Braces, template expressions, variables and lines to write on."""

from __future__ import annotations

from collections.abc import Iterator

from checker.patterns import regex
from checker.slots.innocent import ENVIRONMENT, TYPES
from checker.slots.kinds import Hit, Kind
from checker.slots.passage import HIDDEN, Passage
from checker.slots.words import INSTRUCTIONS, is_camel, names_slot, parts_of, word_set

_MUSTACHE = regex(r"(?<!\$)\{\{[{-]?[^{}\n]{1,120}\}\}\}?|<%=?[^<>\n]{1,120}%>")
_SHORTCODE = regex(r"\{\{(?:<\s.*\s/?>|<\s*/.*>|%.*%)\}\}")
"""What Hugo replaces by a part of a page (https://gohugo.io/content-management/shortcodes)."""
_BRACE = regex(r"(?:(?<=://)|(?<![\w$\\^_/}{=)#@%]))\{([^{}\n]{1,200})\}(?![\w}/])")
_PROSE = regex(r"[^\W\d_][^=:;\"|\\^<>]*")
_ALTERNATIVE = regex(r"[^\W\d_][\w -]{1,30}")
_ENGINE = regex(
    r"(?i)\b(?:jinja2?|liquid|handlebars|mustache|helm|twig|blade|angular|vue|erb|templating|template (?:engine"
    r"|syntax|language))\b"
)
_NAMES = regex(r"[a-z]\w*(?:, ?[a-z]\w*)+")
_SET = regex(r"[\w.+*^-]{1,3}(?:\s*,\s*[\w.+*^…-]{1,3})+")
_TYPED = regex(rf"(?i)(?:{HIDDEN}|\b(?:returns?|extends|throws|type):)\s*$")
"""Behind a name in code, or such a label, braces hold a type, as in the documentation of an interface."""
_NOT_IN_BRACES = TYPES | word_set("number symbol module map set event url")
"""Types of interfaces as their documentation writes them: `{number}`."""

_VARIABLE = regex(
    r"(?<![\w$\\])\$(?:\{([A-Z][A-Z0-9_]{2,40})\}|([A-Z][A-Z0-9_]{2,40})(?![\w(]))"
    r"|(?<!\w)[#@]\{([A-Z][A-Z0-9_]{2,40})\}"
    r"|(?<![\w%])%{1,2}([A-Z][A-Z0-9_]{3,40})%{1,2}|@@([A-Z_]{3,40})@@|##([A-Z_]{3,40})##"
)
_VARIABLE_NOUN = regex(
    "NAME|DATE|PROJECT|LINK|LEVEL|MEMBER|SUMMARY|TITLE|VERSION|COMPANY|CUSTOMER|CLIENT|AUTHOR|OWNER|REPORTER|TEAM|EMAIL"
    "|ADDRESS|NUMBER|VALUE|USER|URL|PLACEHOLDER|TEXT|DESCRIPTION|PRODUCT|VENDOR|ROLE|AMOUNT|REASON|CONTACT|MONTH|YEAR|DAY"
    "|ORG|SERVICE|PHONE|CITY|COUNTRY|ISSUE|TICKET|RELEASE|TOPIC|ID$"
)
"""Nouns that tell a slot from the variables of mathematics (`$T_1$`) and the tokens of exchanges (`$USDC`)."""

_LINE = regex(r"(?<![\w`*])_{3,}(?:[ /.:,-]{1,3}_{2,})*(?![\w`])")
_DOTS = regex(r"(?<![\w.])(?:\.{5,}|…{2,}|(?:\. ){4,}\.?)(?!\s*\d)")

_DOTS_BETWEEN = regex(r"(?<=\w )(?:\.{6,}|…{2,})(?= [^\W\d])")
"""Dots to write on in the midst of a sentence."""


def find_braces(passage: Passage) -> Iterator[Hit]:
    """`{{ name }}`, and single braces around a phrase or around the whole value."""
    for found in _MUSTACHE.finditer(passage.text):
        if _SHORTCODE.fullmatch(found[0]):
            continue
        talked_about = passage.called(found.end()) or passage.used(found.start())
        talked_about = talked_about or bool(_ENGINE.search(passage.sentence(*found.span())))
        if not talked_about and not passage.mentioned(*found.span()):
            yield Hit(Kind.MUSTACHE, *found.span())
    for found in _BRACE.finditer(passage.text):
        if _is_brace_slot(passage, *found.span(), found[1].strip()):
            yield Hit(Kind.BRACE, *found.span())


def _is_brace_slot(passage: Passage, start: int, end: int, content: str) -> bool:
    if "|" in content:
        parts = [part.strip() for part in content.split("|")]
        is_offer = all(_ALTERNATIVE.fullmatch(part) and not is_camel(part) for part in parts)
        return is_offer and not _NOT_IN_BRACES.intersection(map(str.lower, parts)) and passage.stands_alone(start, end)
    if "," in content and _NAMES.fullmatch(content):
        return False
    if (
        passage.called(end)
        or passage.used(start)
        or _TYPED.search(passage.line_before(start)[-24:])
        or content.endswith("]")
    ):
        return False
    if not _PROSE.fullmatch(content) or _SET.fullmatch(content) or HIDDEN in content or passage.mentioned(start, end):
        return False
    words = content.split()
    alone = passage.stands_alone(start, end)
    if len(words) == 1:
        return _names(content, alone=alone)
    return alone or "," not in content or words[0].casefold() in INSTRUCTIONS


def _names(word: str, *, alone: bool) -> bool:
    """Whether one word in braces is a slot, and not a type (`{string[]}`, `{Stream}`) or a parameter."""
    if len(word) < 2 or "." in word or "[" in word or word.lower() in _NOT_IN_BRACES:
        return False
    parts = parts_of(word)
    is_named = names_slot(word) or (bool(parts) and not is_camel(word) and names_slot(parts[-1]))
    return is_named or (alone and (word.islower() or word.isupper()))


def find_variables(passage: Passage) -> Iterator[Hit]:
    """`$PROJECT`, `${PROJECT}`, `%PROJECT%`, `@@PROJECT@@`, `##PROJECT##` in running text."""
    if passage.data or passage.code:
        return
    for found in _VARIABLE.finditer(passage.text):
        name = next(group for group in found.groups() if group)
        if name not in ENVIRONMENT and _VARIABLE_NOUN.search(name) and not passage.mentioned(*found.span()):
            yield Hit(Kind.VARIABLE, *found.span())


def find_blanks(passage: Passage) -> Iterator[Hit]:
    """Lines to write on: underscores, and dots behind a label."""
    for found in _LINE.finditer(passage.text):
        is_art = passage.code and not passage.stands_alone(*found.span())
        if not is_art and not passage.mentioned(*found.span()):
            yield Hit(Kind.BLANK, *found.span())
    for found in _DOTS.finditer(passage.text):
        if passage.stands_alone(*found.span()) or (
            not passage.code and _DOTS_BETWEEN.match(passage.text, found.start())
        ):
            yield Hit(Kind.BLANK, *found.span())
    yield from _open_end(passage)


def _open_end(passage: Passage) -> Iterator[Hit]:
    """`Owner: …`"""
    stripped = passage.text.rstrip()
    start = len(stripped.rstrip(".…"))
    if stripped.endswith(("...", "…")) and passage.labelled(start):
        yield Hit(Kind.BLANK, start, len(stripped))
