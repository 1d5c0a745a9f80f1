"""The slots of one passage: the sure signs and what may be one, each once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from checker.classes import replace
from checker.model.letters import Composed, is_composed
from checker.patterns import regex
from checker.slots._addresses import find_addresses
from checker.slots._enclosed import find_enclosed
from checker.slots._kinds import Certainty, Hit, Kind, Search
from checker.slots._likely import find_likely, weight_of
from checker.slots._signs import find_signs, find_words
from checker.slots.passage import HIDDEN, Passage
from checker.text.glyphs import narrow

_OF_PROGRAMS = regex(
    r"(?<![\w\\$])\$(?=[^\s$])[^$\n]{0,300}[^\s$\\]\$(?![\w$])|(?<![\w\\$])\$\w\$(?!\w)|\$\$[^$]{1,2000}\$\$"
    r"|\{%[^%]{0,2000}%\}|\{\{[<%].{0,2000}?[%>]\}\}",
    re.DOTALL,
)
"""Formulas between dollar signs, as Pandoc tells them from sums of money (https://pandoc.org/MANUAL.html#math), tags of
Liquid, Jinja and Nunjucks, and the shortcodes of Hugo (https://gohugo.io/content-management/shortcodes).
"""


def find_slots(passage: Passage, search: Search) -> list[Hit]:
    """The sure slots of a passage, and those that are likely by what it says itself, in the order of the text."""
    return settled(find_candidates(passage, search), frozenset())


def find_candidates(passage: Passage, search: Search) -> list[Hit]:
    """The sure slots of a passage, each once, and what may be one beside them, in any order."""
    if not is_composed(passage.text):
        letters = Composed(passage.text)
        hits = find_candidates(_composed(passage, letters), search)
        return [replace(hit, start=letters.begin(hit.start), end=letters.end(hit.end)) for hit in hits]
    written = passage
    passage = replace(passage, text=_OF_PROGRAMS.sub(lambda found: HIDDEN * len(found[0]), narrow(passage.text)))
    found = [
        *find_signs(passage),
        *find_enclosed(passage),
        *find_addresses(passage),
        *find_words(passage, search.words),
    ]
    found += find_likely(passage)
    wanted = [hit for hit in found if hit.kind in search.kinds]
    sure = list(_merged(hit for hit in wanted if hit.features is None))
    apart = _unexplained([hit for hit in wanted if hit.features is not None], sure)
    return [hit for hit in (*sure, *apart) if not search.lets_pass(hit.text or written.text[hit.start : hit.end])]


def settled(hits: Iterable[Hit], of_place: frozenset[str]) -> list[Hit]:
    """The hits that are sure or weigh enough, in the order of the text; what overlaps is one, of the longest's kind.

    of_place: what the document tells of their place.
    """
    kept = (hit for hit in hits if hit.features is None or weight_of(hit, of_place) > 0)
    return list(_merged(kept))


def certainty_of(hit: Hit) -> Certainty:
    return Certainty.SURE if hit.features is None else Certainty.LIKELY


def _composed(passage: Passage, letters: Composed) -> Passage:
    """The same passage with its letters composed, and with the places of its links and tags there."""
    links = tuple((letters.at(start), letters.at(end)) for start, end in passage.links)
    italics = tuple((letters.at(start), letters.at(end)) for start, end in passage.italics)
    return replace(
        passage,
        text=letters.text,
        links=links,
        italics=italics,
        tags=tuple((letters.at(n), tag) for n, tag in passage.tags),
    )


def _unexplained(hits: Sequence[Hit], sure: Sequence[Hit]) -> list[Hit]:
    """The hits of which no sure slot tells: none lies in their place, or leads to it (`TODO: describe the rest`).

    sure: apart from each other and in the order of the text.
    """
    starts = [one.start for one in sure]
    led = min((one.end for one in sure if one.kind is Kind.TOKEN), default=None)
    kept = []
    for hit in hits:
        nearest = bisect_left(starts, max(hit.end, hit.start + 1)) - 1
        overlaps = nearest >= 0 and hit.start < max(sure[nearest].end, sure[nearest].start + 1)
        is_led = led is not None and led <= hit.start and hit.kind in (Kind.PROMPT, Kind.QUESTION)
        if not (overlaps or is_led):
            kept.append(hit)
    return kept


def _merged(hits: Iterable[Hit]) -> Iterator[Hit]:
    current: Hit | None = None
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if current is None or hit.start >= max(current.end, current.start + 1):
            if current is not None:
                yield current
            current = hit
        elif hit.end > current.end:
            longest = max(current, hit, key=lambda one: one.end - one.start)
            current = replace(longest, start=current.start, end=hit.end, text=current.text)
    if current is not None:
        yield current
