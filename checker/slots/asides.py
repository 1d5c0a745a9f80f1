"""What stands in parentheses or italics to be replaced: `(name)`, `*Describe the failure in one sentence.*`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.patterns import regex
from checker.slots.kinds import Hit, Kind
from checker.slots.passage import Passage
from checker.slots.words import INSTRUCTIONS, PLAIN_NOUNS, names_slot, word_set

_PARENTHESES = regex(r"(?<!\w)\((?=[^()\n]*\w)([^()\n]{2,80})\)|（([^（）\n]{2,12})）")
_HANDED = regex(r"(?i)\b(?:by|to|from|on|dear|of|and|von|am|par|por|da)\s+$")
_OPENING = regex(r"(?:please |bitte |briefly )?([^\W\d_]+)")
_WRITING = word_set("""
    describe explain summarize summarise outline elaborate briefly beschreiben beschreibe erläutern décrivez décrire
    expliquez expliquer describa describir explique descreva descrivere spiegare beschrijf опишите объясните
    """)
"""What a template asks for and a manual does not."""

_DOING = word_set("""
    fill list specify provide insert enter replace include add complete delete remove write state identify indicate
    define customize customise adapt
    """)
"""What a manual may ask for as well, so that it has to be asked of the text itself."""

_OF_THE_TEXT = regex(
    r"\b(?:here|below|above"
    r"|this (?:section|table|template|list|part|page|heading|block|paragraph|text|space|document)"
    r"|your own|as (?:needed|necessary|appropriate|applicable|required)|if (?:any|applicable|needed|relevant)"
    r"|if not applicable|relevant|(?:one|two|three|each|per|a|1|2) (?:to \w+ )?(?:lines?|sentences?|paragraphs?|rows?)"
    r"|the (?:blanks?|template|placeholders?|brackets))\b"
)
_ORDERING = _WRITING | word_set("""
    fill insert enter provide add specify choose select paste leave find will put give complete write list state
    """)
"""How a value in parentheses begins that is none: `(will contain the links)`, `(leave blank)`."""

_TO_FILL = regex(
    r"(?i)(?:please |to be |bitte )?(?:fill(?:ed)? (?:this |it |me )?(?:in|out)(?: (?:the |your |a |an )?[\w-]+){0,3}"
    r"|leave (?:this )?(?:blank|empty)(?: [\w-]+){0,4}|(?:insert|enter|add|paste) (?:the |your |a "
    r"|an )?(?:[\w-]+ )?[\w-]+(?: here)?)"
    r"|(?:bitte )?(?:hier )?(?:ausfüllen|eintragen|einfügen|ergänzen|angeben)|(?:veuillez )?(?:remplir|compléter"
    r"|renseigner)"
    r"|(?:por favor )?(?:rellenar|completar|preencher)|(?:da )?compilare|invullen|заполнить|请?填写|記入"
)
_ABOUT = regex(
    r"(?i)^if (?:any|applicable|known|available)$"
    r"|\b(?:of|for) (?:the|this|your) (?:rfc|proposal|author|project|document|feature|team)\b"
    r"|\bto be (?:appointed|nominated|named|decided|confirmed|announced|determined|defined|added|chosen|agreed)\b"
)
"""What is said in parentheses of a value that is not there yet."""
_ENDS_PART = regex(r"[*_ ]*(?:$|\n|[.;,|·•]|[–—-] )")
_FEW_WORDS = 5
_ASKS = regex(r"\S+\s+(?:the|a|an|any|all|each|how|what|why|which|who|when|where|in|your|our|at|one|two)\b")
_FEWEST_WORDS = 3
_ORDER = regex(
    r"(?:add|insert|fill in|list|describe|enter|provide|paste|attach|complete|write|explain) (?:the|a|an|your|here)\b"
)
_LONGEST_ORDER = 10
"""Words of a line in parentheses that is nothing but an order: `(add the list of tenants)`."""


def find_parentheses(passage: Passage) -> Iterator[Hit]:
    """`(name)` where a name belongs, `(insert the date)` as a value, `(fill in)` behind a few words."""
    for found in _PARENTHESES.finditer(passage.text) if not (passage.code or passage.label or passage.data) else ():
        if found[2]:
            if names_slot(found[2]) and passage.stands_alone(*found.span()):
                yield Hit(Kind.BRACKET, *found.span())
            continue
        words = found[1].split()
        is_value = passage.stands_alone(*found.span()) and (passage.cell or passage.labelled(found.start()))
        if passage.item and _ENDS_PART.match(passage.text, found.end()) and _lists_fields(found[1]):
            yield Hit(Kind.BRACKET, *found.span())
        elif (is_value and _orders(words)) or _is_left_to_fill(passage, found):
            yield Hit(Kind.INSTRUCTION, *found.span())
        elif (passage.text.strip(" *_") == found[0] and found[1].islower() and _all_nouns(found[1])) or (
            _names(words) if is_value else _is_awaited(passage, found.start(), words)
        ):
            yield Hit(Kind.BRACKET, *found.span())


def _all_nouns(content: str) -> bool:
    """`(name and title)`"""
    return all(names_slot(word) for word in re.split(r"[ ,/]+(?:(?:and|or) )?", content))


def _names(words: list[str]) -> bool:
    """`Owner: (team name)`"""
    if words[0].casefold() in INSTRUCTIONS and len(words) > 1:
        return names_slot(words[-1])
    return len(words) < 4 and names_slot(words[-1]) and " ".join(words).islower()


def _lists_fields(content: str) -> bool:
    """`- [ ] Item 1 (Owner, Due date)`"""
    parts = [part.strip() for part in re.split(r"[,/]", content)]
    return len(parts) > 1 and all(part[:1].isupper() and names_slot(part.split()[-1]) for part in parts if part)


def _orders(words: list[str]) -> bool:
    """`Pull request: (leave blank)`"""
    return len(words) > 1 and (words[0].casefold() in _ORDERING or bool(_ABOUT.search(" ".join(words))))


def _is_awaited(passage: Passage, start: int, words: list[str]) -> bool:
    """`Taken down by (name).`"""
    return (
        len(words) < 3
        and words[-1].casefold() in PLAIN_NOUNS
        and bool(_HANDED.search(passage.line_before(start)[-12:]))
    )


def _is_left_to_fill(passage: Passage, found: re.Match[str]) -> bool:
    """`Started: (fill in) — Goal: (fill in)`, `## Entry (please fill in)`: behind a few words, ending a part."""
    before = passage.line_before(found.start()).strip(" *_#>-")
    if not _TO_FILL.fullmatch(found[1].strip()) or not _ENDS_PART.match(passage.text, found.end()):
        return False
    return passage.begins_value(found.start()) or len(before.split()) <= _FEW_WORDS


def find_asides(passage: Passage) -> Iterator[Hit]:
    """A whole text in italics or parentheses that tells its writer what to write."""
    start = len(passage.text) - len(passage.text.lstrip())
    end = len(passage.text.rstrip())
    content = passage.text[start:end]
    in_parentheses = content.startswith("(") and content.rstrip(".").endswith(")")
    said = content.strip('()"“”. ')
    is_order = in_parentheses and _ORDER.match(said) and len(said.split()) <= _LONGEST_ORDER
    if is_order or ((passage.aside or in_parentheses) and _instructs(content.strip('()"“” ').casefold())):
        yield Hit(Kind.INSTRUCTION, start, end)


def _instructs(text: str) -> bool:
    opening = _OPENING.match(text)
    if opening is None or len(text.split()) < _FEWEST_WORDS:
        return False
    if opening[1] in _WRITING:
        return bool(_ASKS.match(text)) or not opening[1].isascii() or text.endswith(".")
    return opening[1] in _DOING and bool(_OF_THE_TEXT.search(text))
