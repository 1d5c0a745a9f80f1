"""What stands in parentheses or italics to be replaced: `(name)`, `*Describe the failure in one sentence.*`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.reading.placeholders.kinds import Hit, Kind
from checker.reading.placeholders.passage import Passage
from checker.reading.placeholders.words import INSTRUCTIONS, PLAIN_NOUNS, names_slot, word_set

_PARENTHESES = re.compile(r"(?<!\w)\(([^()\n]{2,80})\)")
_HANDED = re.compile(r"(?i)\b(?:by|to|from|on|dear|of|and|von|am|par|por|da)\s+$")
_OPENING = re.compile(r"(?:please |bitte |briefly )?([^\W\d_]+)")
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

_OF_THE_TEXT = re.compile(
    r"\b(?:here|below|above"
    r"|this (?:section|table|template|list|part|page|heading|block|paragraph|text|space|document)"
    r"|your own|as (?:needed|necessary|appropriate|applicable|required)|if (?:any|applicable|needed|relevant)"
    r"|if not applicable|relevant|(?:one|two|three|each|per|a|1|2) (?:to \w+ )?(?:lines?|sentences?|paragraphs?|rows?)"
    r"|the (?:blanks?|template|placeholders?|brackets))\b"
)
_ASKS = re.compile(r"\S+\s+(?:the|a|an|any|all|each|how|what|why|which|who|when|where|in|your|our|at|one|two)\b")
_FEWEST_WORDS = 3
_ORDER = re.compile(
    r"(?:add|insert|fill in|list|describe|enter|provide|paste|attach|complete|write|explain) (?:the|a|an|your|here)\b"
)
_LONGEST_ORDER = 10
"""Words of a line in parentheses that is nothing but an order: `(add the list of tenants)`."""


def find_parentheses(passage: Passage) -> Iterator[Hit]:
    """`(name)` where a name belongs, `(insert the date)` as a value."""
    for found in _PARENTHESES.finditer(passage.text) if not (passage.code or passage.label or passage.data) else ():
        words = found[1].split()
        if passage.stands_alone(*found.span()) and (passage.cell or passage.labelled(found.start())):
            is_slot = len(words) < 4 and names_slot(words[-1]) and found[1].islower()
            is_slot = is_slot or (len(words) > 1 and words[0].casefold() in INSTRUCTIONS and names_slot(words[-1]))
        else:
            awaited = _HANDED.search(passage.line_before(found.start())[-12:])
            is_slot = bool(awaited) and len(words) < 3 and words[-1].casefold() in PLAIN_NOUNS
        if is_slot:
            yield Hit(Kind.BRACKET, *found.span())


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
