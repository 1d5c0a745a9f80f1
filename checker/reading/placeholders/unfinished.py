"""Text that says of itself that it is not finished, or that asks to be worked on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.reading.placeholders.kinds import Hit, Kind
from checker.reading.placeholders.passage import Passage


def _either(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


_GERUNDIVE = re.compile(
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

_LATER = re.compile(
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
_UNFINISHED = re.compile(
    rf"(?i)(?<![\w-])this {_PART} "
    + _either(r"(?:will|must|should) be|(?:is|needs|has|is yet) to be|is not yet|has not yet been")
    + rf"(?: \w+ly)? {_FINISHED}\b"
    rf"|(?<![\w-])(?:fill in|fill out|complete) (?:the|this) {_PART} (?:below|above|here|before)\b"
)
_SOON = re.compile(
    r"(?i)\b(?:will|to) be (?:added|completed|filled in|provided|documented|written|supplied|inserted|scheduled|decided"
    r"|defined|announced)"
    r" (?:later|soon|shortly|in due course|afterwards)[.!]?$",
    re.MULTILINE,
)
_STRIKE_OUT = re.compile(
    r"(?i)(?<![\w-])(?:delete|strike(?: out)?|cross out|circle|tick|check|select|choose)(?: \w+){0,2} "
    + _either("as", "whichever(?: is)?", "where", "if", "what(?: is)?")
    + r"(?: not| does not| do not)? (?:appropriate|applicable|appl(?:y|ies)|required)\b"
    r"|nichtzutreffendes (?:bitte )?streichen|rayer (?:la|les) mentions? inutiles?|táchese lo que no proceda"
)

SIGNS = (
    *(
        "to be ",
        "à ",
        "da ",
        "por ",
        "zu ",
        "te ",
        "enia",
        "later",
        "soon",
        "shortly",
        "due course",
        "afterwards",
        "more to ",
        "more soon",
        " yet",
        "yet ",
        "choose ",
    ),
    *("select ", "pick ", "appl", "appropriate", "required", "streichen", "inutile", "proceda", "complete", "filled"),
    *("written", "fleshed", "populated", "drafted", "finished", "fill in", "fill out"),
)
"""Without any of these, in lower case, a text does not say so."""


def find_unfinished(passage: Passage) -> Iterator[Hit]:
    """`This section will be completed`, `Owner: to be hired`, `not yet decided`, `(delete as applicable)`."""
    for pattern in (_UNFINISHED, _SOON, _STRIKE_OUT):
        for found in pattern.finditer(passage.text):
            if not passage.mentioned(*found.span()):
                yield Hit(Kind.INSTRUCTION, *found.span())
    for pattern in (_LATER, _GERUNDIVE):
        for found in pattern.finditer(passage.text):
            valued = pattern is _LATER or passage.cell or passage.labelled(found.start())
            if valued and passage.stands_alone(*found.span()) and not passage.mentioned(*found.span()):
                yield Hit(Kind.INSTRUCTION, *found.span())
