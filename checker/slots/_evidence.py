"""What the whole document tells of a place in it, which no line does by itself."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from checker import lexicon
from checker.classes import dataclass
from checker.model.markdown import Markdown, Table
from checker.patterns import regex
from checker.slots._kinds import Hit
from checker.slots._names import names_thing

_SPEAKER = regex(r"(?m)^[*_]{0,2}([^\W\d_][\w .'-]{0,30}?)[*_]{0,2}[:：]")
_FEWEST_SPEECHES = 3
_FEWEST_SPEAKERS = 2
_GENERATOR = regex(r"\{\{[<%]|\{%")
"""Shortcodes and tags of site generators (Hugo, Jekyll, Nunjucks): what looks like a slot beside them is theirs."""
_COUNTED = regex(r"([^\W\d_][^\d\n]{1,30}?)[ #]?(?:\d+\.)?(\d+|[A-E])(?:\s?[(（][^()（）]{0,60}[)）])?[:.]?")
"""`Objective 1`, `Task 2.1`, `Topic 3 (15 min)`"""
_FEWEST_SECTIONS = 3
_BRACKETED = regex(r"\[([^\[\]]+)\]")
_AGAIN = 3
_ASKS = frozenset({"an order only writers get", "a question mark", "in italics", "in parentheses", "an example"})


@dataclass(frozen=True, slots=True)
class Structure:
    """What the structure of a document tells of its places.

    generated: it is the source of a site generator. talked: it records what people said, or answers questions, so that
    questions are what people want to read. answered: lines with an answer below them. firsts: the first lines of the
    texts of sections. alone: the lines of texts that are all that stands under their heading. numbered: the lines of
    items that only count (`Objective 1`, `Objective 2`). terse: the share of sections that hold only one text; 0 in
    a document of few sections.
    """

    generated: bool
    talked: bool
    answered: frozenset[int]
    firsts: frozenset[int]
    alone: frozenset[int]
    numbered: frozenset[int]
    terse: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a document tells of its places. asked: the share of texts that are an order, a question or a hint by their
    form. blanks: how many sure slots there are.
    """

    structure: Structure
    asked: float
    blanks: int

    def of_line(self, line: int) -> frozenset[str]:
        """The features of a place, for weighing."""
        named = {
            "a fifth of the document asks": self.asked > 0.2,
            "a third of the document asks": self.asked > 0.33,
            "half of the document asks": self.asked > 0.5,
            "a sure slot in the document": self.blanks > 0,
            "sure slots in the document": self.blanks > 2,
            "most sections hold one sentence": self.structure.terse > 0.5,
            "people are quoted in the document": self.structure.talked,
            "an answer below it": line in self.structure.answered,
            "first in its section": line in self.structure.firsts,
            "alone in its section": line in self.structure.alone,
        }
        return frozenset(name for name, holds in named.items() if holds)


def structure_of(document: Markdown) -> Structure:
    """The structure of a document, in one pass over its blocks."""
    blocks = [block for block in document.blocks if block.kind not in ("cell", "rule")]
    texts = [block for block in blocks if block.kind != "heading"]
    heads = sorted(section.line for section in document.sections if section.level)
    by_section = _by_head(heads, [block.line for block in texts])
    others = sorted({*(table.line for table in document.tables), *(code.first_line for code in document.codes)})
    answered = {
        item.text.line
        for item, below in pairwise(document.items)
        if below.depth > item.depth and not below.text.plain.rstrip().endswith("?")
    }
    for block, following in pairwise(blocks):
        if block.kind == "heading" and following.kind != "heading" and block.text.plain.endswith(("?", "？")):
            answered.add(block.line)
    source = "\n".join(document.lines)
    with_others = _by_head(heads, others)
    alone = {lines[0] for head, lines in by_section.items() if len(lines) == 1 and head not in with_others}
    return Structure(
        generated=bool(_GENERATOR.search(source)),
        talked=_is_talk(document, source),
        answered=frozenset(answered),
        firsts=frozenset(lines[0] for lines in by_section.values()),
        alone=frozenset(alone),
        numbered=frozenset(_numbered(document)),
        terse=len(alone) / len(by_section) if len(by_section) > _FEWEST_SECTIONS else 0.0,
    )


def evidence_in(structure: Structure, texts: Sequence[list[Hit]], cells: Sequence[list[Hit]]) -> Evidence:
    """What a document tells. texts: what may be a slot in each paragraph and item; cells: in each cell of a table."""
    asking = sum(any(hit.features is None or hit.features & _ASKS for hit in hits) for hits in texts)
    blanks = sum(hit.features is None for hits in (*texts, *cells) for hit in hits)
    return Evidence(structure, asking / len(texts) if texts else 0.0, blanks)


def _numbered(document: Markdown) -> Iterator[int]:
    """The lines of items of one list that are a word and its number, counting from 1."""
    found: dict[tuple[int, int, str], list[tuple[str, int]]] = {}
    for item in document.items:
        counted = _COUNTED.fullmatch(item.text.plain)
        if counted is not None:
            found.setdefault((item.list_line, item.depth, counted[1].casefold()), []).append(
                (counted[2], item.text.line)
            )
    for items in found.values():
        numbers = [number for number, _ in items]
        counts = [str(at) for at in range(1, len(items) + 1)], list("ABCDE"[: len(items)])
        if len(items) > 1 and numbers in counts:
            yield from (line for _, line in items)


def values_in(table: Table) -> frozenset[tuple[int, str]]:
    """What stands in brackets again and again in a column and names nothing that could be filled in (`[vacant]`)."""
    cells = Counter((at, cell.text.plain) for row in table.rows for at, cell in enumerate(row.cells))
    return frozenset(
        (at, text)
        for (at, text), times in cells.items()
        if times >= _AGAIN and (found := _BRACKETED.fullmatch(text)) and not names_thing(found[1])
    )


def _by_head(heads: Sequence[int], lines: Iterable[int]) -> Mapping[int, list[int]]:
    """Lines by that of the innermost heading at or above them; those above all headings under 0."""
    found: dict[int, list[int]] = {}
    for line in sorted(lines):
        at = bisect_right(heads, line)
        found.setdefault(heads[at - 1] if at else 0, []).append(line)
    return found


def _is_talk(document: Markdown, source: str) -> bool:
    """Whether people speak in it by name, again and again, or a heading says that it answers questions."""
    if any(section.level and lexicon.holds(section.title.plain, "slot.talk") for section in document.sections):
        return True
    speakers = Counter(found[1] for found in _SPEAKER.finditer(source))
    again = [name for name, times in speakers.items() if times >= _FEWEST_SPEECHES]
    return len(again) >= _FEWEST_SPEAKERS
