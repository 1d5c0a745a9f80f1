"""All shapes together: the slots of one passage, each once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from checker.model.letters import Composed, composed, is_composed
from checker.patterns import regex
from checker.slots import choices, masks, persons, phrases, prompts, titles, tokens, unfinished
from checker.slots.addresses import find_addresses
from checker.slots.angles import find_angles
from checker.slots.asides import find_asides, find_parentheses
from checker.slots.brackets import find_brackets
from checker.slots.kinds import Hit, Kind, Search
from checker.slots.markers import find_blanks, find_braces, find_variables
from checker.slots.passage import Passage
from checker.text.glyphs import narrow


class Finder(NamedTuple):
    """find: yields the hits of one shape. signs: a text without any of them, in lower case, does not hold the shape.

    cased: the signs are in the case in which they are written. longest: a longer text does not hold it, 0 for any.
    holds: found in every text in lower case that holds it.
    """

    find: Callable[[Passage], Iterator[Hit]]
    signs: tuple[str, ...]
    cased: bool = False
    longest: int = 0
    holds: re.Pattern[str] | None = None


Finders = tuple[Finder, ...]
ANYTHING = ("",)
"""The sign of a shape that only `holds` tells."""
_SHORT = 160
"""Characters, markup included, of a title or a value."""

ALL_FINDERS: Finders = (
    Finder(find_brackets, ("[", "【")),
    Finder(find_parentheses, ("(", "（")),
    Finder(find_addresses, ("://",)),
    Finder(find_angles, ("<", "«")),
    Finder(find_braces, ("{", "<%")),
    Finder(find_variables, ("$", "%", "@@", "##", "@{", "#{")),
    Finder(find_blanks, ("__", "..", "…", ". . ")),
    Finder(choices.find_choices, choices.SIGNS),
    Finder(choices.find_grades, (",",), longest=_SHORT, holds=choices.GRADED),
    Finder(masks.find_masks, masks.SIGNS, cased=True),
    Finder(masks.find_counters, masks.COUNTERS, longest=_SHORT, holds=masks.COUNTED),
    Finder(tokens.find_tokens, tokens.TOKEN_SIGNS),
    Finder(tokens.find_sample_texts, ANYTHING, longest=_SHORT, holds=tokens.SAMPLE),
    Finder(tokens.find_fillers, tokens.FILLER_SIGNS),
    Finder(persons.find_persons, persons.SIGNS),
    Finder(persons.find_sample_accounts, ("@",)),
    Finder(persons.find_nameless, persons.NAMELESS_SIGNS),
    Finder(phrases.find_instructions, phrases.SIGNS),
    Finder(titles.find_stand_ins, titles.STAND_IN_SIGNS, longest=_SHORT),
    Finder(titles.find_titles, ANYTHING, longest=_SHORT, holds=titles.TITLE),
    Finder(prompts.find_prompts, ANYTHING, longest=prompts.LONGEST, holds=prompts.OPENING),
    Finder(prompts.find_questions, ("?", "？"), longest=prompts.LONGEST, holds=prompts.ASKING),
    Finder(unfinished.find_unfinished, unfinished.SIGNS),
    Finder(unfinished.find_gerundives, unfinished.GERUNDIVE_SIGNS, holds=unfinished.GERUNDIVE),
)
_ASIDE_BEGINS = ("*", "_", "(")
_ENTITIES = ("&l", "&#")
_MARKER = r"(?:TB[ADC]|TODO|FIXME|XXX|\?{3,}|待[定办辦补補填确確]\w{0,2}|未定|要確認|placeholders?|lorem ipsum)"
_BETWEEN = r"[\"'”“」』`]?\s*(?:[,、，/]|\b(?:or|and|nor|und|oder|ou|et|y|o|e)\b|或|和)\s*[\"'“”「『`]?"
_MARKER_BEFORE = regex(rf"(?<!\w){_MARKER}{_BETWEEN}$")
_MARKER_AFTER = regex(rf"{_BETWEEN}{_MARKER}")
_NEAR = 24
_LINKS = ("](", "][")
"""A destination may be empty, and a label may be defined nowhere; neither is in the text that people read."""


def find_slots(passage: Passage, search: Search, finders: Finders = ALL_FINDERS) -> list[Hit]:
    """The slots of a passage in the order of the text; what overlaps is one slot, of the kind of the longest."""
    if not is_composed(passage.text):
        letters = Composed(passage.text)
        hits = find_slots(_composed(passage, letters), search, finders)
        return [replace(hit, start=letters.begin(hit.start), end=letters.end(hit.end)) for hit in hits]
    written, passage = passage, replace(passage, text=narrow(passage.text))
    found = [hit for find in _that_may_find(finders, passage.text) for hit in find(passage)]
    if passage.aside or passage.text.startswith("("):
        found.extend(find_asides(passage))
    if passage.tags and "<" not in passage.text:
        found.extend(find_angles(passage))
    found.extend(tokens.find_words(passage, search.words))
    wanted = sorted((hit for hit in found if hit.kind in search.kinds), key=lambda hit: (hit.start, -hit.end))
    wanted = [hit for hit in wanted if not _is_enumerated(passage, hit)]
    return [hit for hit in _merged(wanted) if not search.lets_pass(hit.text or written.text[hit.start : hit.end])]


def _composed(passage: Passage, letters: Composed) -> Passage:
    """The same passage with its letters composed, and with the places of its links and tags there."""
    links = tuple((letters.at(start), letters.at(end)) for start, end in passage.links)
    return replace(passage, text=letters.text, links=links, tags=tuple((letters.at(n), tag) for n, tag in passage.tags))


def finders_for(source: str) -> Finders:
    """The finders that can find something in a document, with those of their signs that it holds."""
    if any(sign in source for sign in _ENTITIES):
        return ALL_FINDERS
    plain = narrow(composed(source).replace("\\", ""))
    lower = plain.lower()
    is_ascii = plain.isascii()
    narrowed = []
    for finder in ALL_FINDERS:
        looked_at = plain if finder.cased else lower
        signs = tuple(sign for sign in finder.signs if (sign.isascii() or not is_ascii) and sign in looked_at)
        if signs:
            narrowed.append(finder._replace(signs=signs))
    return tuple(narrowed)


def may_hold_slots(source: str, search: Search, finders: Finders) -> bool:
    """Whether a text as written is worth being read for slots; False only when it holds none."""
    if (
        any(sign in source for sign in _LINKS)
        or source.startswith(_ASIDE_BEGINS)
        or any(sign in source for sign in _ENTITIES)
    ):
        return True
    plain = composed(source)
    if next(_that_may_find(finders, narrow(plain.replace("\\", ""))), None):
        return True
    return bool(search.words) and bool(tokens.pattern_of(search.words).search(plain))


def _that_may_find(finders: Finders, text: str) -> Iterator[Callable[[Passage], Iterator[Hit]]]:
    lower = text.lower()
    for finder in finders:
        if finder.longest and len(text) > finder.longest:
            continue
        looked_at = text if finder.cased else lower
        for sign in finder.signs:
            if sign in looked_at:
                if finder.holds is None or finder.holds.search(lower):
                    yield finder.find
                break


def _is_enumerated(passage: Passage, hit: Hit) -> bool:
    """Whether a marker is one of several that a sentence counts up: `no TBD, TODO or ???`."""
    if hit.kind not in (Kind.TOKEN, Kind.INSTRUCTION) or passage.cell:
        return False
    before = passage.text[max(0, hit.start - _NEAR) : hit.start]
    return bool(_MARKER_BEFORE.search(before) or _MARKER_AFTER.match(passage.text, hit.end))


def _merged(hits: list[Hit]) -> Iterator[Hit]:
    current: Hit | None = None
    for hit in hits:
        if current is None or hit.start >= max(current.end, current.start + 1):
            if current is not None:
                yield current
            current = hit
        elif hit.end > current.end:
            kind = max(current, hit, key=lambda one: one.end - one.start).kind
            current = Hit(kind, current.start, hit.end, current.text)
    if current is not None:
        yield current
