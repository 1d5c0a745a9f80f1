"""Text that says of itself that it is not finished, or that asks to be worked on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.patterns import regex
from checker.slots.kinds import Hit, Kind
from checker.slots.passage import Passage


def _either(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


_GERUNDIVE = regex(
    r"(?i)(?<!\w)"
    + _either(
        r"(?:(?:yet|still) )?to be (?:re)?[a-z]{2,20}(?:ed|en|wn|ne|nt|ght|ung|uilt|ut|et)",
        r"(?:à|da|por) [a-zà-ÿ]{3,20}(?:er|ir|re|ar)",
        r"(?:noch )?zu [a-zà-ÿ]{3,20}en",
        r"(?:nog )?(?:nader )?(?:in )?te [a-z]{3,20}en",
        r"do [a-ząćęłńóśźż]{3,20}enia",
    )
    + r"(?!\w)"
)
"""What is yet to be done, as the whole value behind a label: `Owner: to be hired`, `Termin: zu vereinbaren`."""

_LATER = regex(
    r"(?i)(?<!\w)"
    + _either(
        r"(?:will |to )?(?:add|fill in|complete|write|update|provide)(?: \w+){0,3} later",
        r"more to (?:come|follow)|more soon|nothing (?:here )?yet|yet to be \w+",
        r"not yet (?:written|filled(?: in)?|drafted|available|decided|defined|determined|assigned|known|set|measured)",
        r"(?:choose|select|pick) (?:one|an (?:option|item))",
    )
    + r"(?!\w)"
)
"""The same as a sentence or value of its own."""

_PART = _either("section|page|part|chapter|table|list|paragraph|document|appendix|annex|template|field|form")
_FINISHED = _either("completed?|filled(?: in| out)?|written|fleshed out|populated|drafted|finished")
_UNFINISHED = regex(
    rf"(?i)(?<![\w-])this {_PART} "
    + _either(r"(?:will|must|should) be|(?:is|needs|has|is yet) to be|is not yet|has not yet been")
    + rf"(?: \w+ly)? {_FINISHED}\b"
    rf"|(?<![\w-])(?:fill in|fill out|complete) (?:the|this) {_PART} (?:below|above|here|before)\b"
)
_STILL = regex(
    r"(?i)\b(?:is|are|remains?|was|were) (?:still|yet) to be (?:decided|determined|announced|defined|confirmed"
    r"|agreed(?: (?:up)?on)?"
    r"|chosen|specified|finali[sz]ed|written|provided|scheduled|named|documented|done|resolved|discussed)\b"
    r"|\b(?:is|are|remains?) to be (?:announced|determined|decided|confirmed|agreed|defined)(?=[.;)]?(?:\s*$"
    r"|\s+(?-i:[A-Z])))"
)
"""A sentence of a finished document that says what is missing from it."""
_SOON = regex(
    r"(?i)\b(?:will|to) be (?:added|completed|filled in|provided|documented|written|supplied|inserted|scheduled|decided"
    r"|defined|announced)"
    r" (?:later|soon|shortly|in due course|afterwards)[.!]?$",
    re.MULTILINE,
)
_STRIKE_OUT = regex(
    r"(?i)(?<![\w-])(?:delete|strike(?: out)?|cross out|circle|tick|check|select|choose)(?: \w+){0,2} "
    + _either("as", "whichever(?: is)?", "where", "if", "what(?: is)?")
    + r"(?: not| does not| do not)? (?:appropriate|applicable|appl(?:y|ies)|required)\b"
    r"|(?<![\w-])(?:delete|remove|strike out|cross out)(?: \w+){0,3} (?:that|which) (?:are|is|do|does)(?: not|n't)"
    r" (?:relevant|applicable|applicable|apply|needed|used|required)\b"
    r"|nichtzutreffendes (?:bitte )?streichen|rayer (?:la|les) mentions? inutiles?|táchese lo que no proceda"
)

_TO_FOLLOW = regex(
    r"(?i)\((?!as |what |that |which |it )(?:[\w-]+ ){1,3}(?:follows?|to follow|will follow|folgt(?: noch)?"
    r"|folgen(?: noch)?|à (?:venir|suivre)|sigue|segue|volgt(?: nog)?)\)"
)
"""`(number follows)`"""
_WHEREVER: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (_TO_FOLLOW, (" follow", " folg", "à venir)", "à suivre)", " sigue)", " segue)", " volgt")),
    (
        _UNFINISHED,
        ("complete", "filled", "written", "fleshed", "populated", "drafted", "finished", "fill in", "fill out"),
    ),
    (_STILL, (" to be ",)),
    (_SOON, ("later", "soon", "shortly", "due course", "afterwards")),
    (
        _STRIKE_OUT,
        (
            "appl",
            "not relevant",
            "n't relevant",
            "not needed",
            "not used",
            "appropriate",
            "required",
            "streichen",
            "inutile",
            "proceda",
        ),
    ),
)
"""Sentences, each with what a text in lower case holds that holds one."""
_LATER_SIGNS = (
    " follow",
    " folg",
    "à venir)",
    "à suivre)",
    " sigue)",
    " segue)",
    " volgt",
    "later",
    "more to ",
    "more soon",
    " yet",
    "yet ",
    "choose ",
    "select ",
    "pick ",
)
SIGNS = (*_LATER_SIGNS, *(sign for _, signs in _WHEREVER for sign in signs))
"""Without any of these, in lower case, a text does not say so."""
GERUNDIVE_SIGNS = ("to be ", "à ", "da ", "por ", "zu ", "te ", "enia")
GERUNDIVE = regex(_GERUNDIVE.pattern.removeprefix("(?i)"))


def find_unfinished(passage: Passage) -> Iterator[Hit]:
    """`This section will be completed`, `not yet decided`, `(delete as applicable)`."""
    lower = passage.text.lower()
    for pattern, signs in _WHEREVER:
        for found in pattern.finditer(passage.text) if any(sign in lower for sign in signs) else ():
            if not passage.mentioned(*found.span()):
                yield Hit(Kind.INSTRUCTION, *found.span())
    for found in _LATER.finditer(passage.text):
        if passage.stands_alone(*found.span()) and not passage.mentioned(*found.span()):
            yield Hit(Kind.INSTRUCTION, *found.span())


def find_gerundives(passage: Passage) -> Iterator[Hit]:
    """`Owner: to be hired`, `Termin: zu vereinbaren`."""
    for found in _GERUNDIVE.finditer(passage.text):
        is_value = passage.cell or passage.labelled(found.start())
        if is_value and passage.stands_alone(*found.span()) and not passage.mentioned(*found.span()):
            yield Hit(Kind.INSTRUCTION, *found.span())
