"""The texts of a Markdown document that hold something that may be a slot, found once for all who ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from checker.model.markdown import Block, Markdown, Text
from checker.patterns import regex
from checker.slots._evidence import Structure
from checker.slots._fields import elided_cells, empty_fields, empty_forms
from checker.slots._inlines import (
    Stretch,
    bold_constants,
    broken_lines,
    codes_as_values,
    empty_links,
    passage_of,
    undefined_links,
)
from checker.slots._kinds import Placeholder
from checker.slots._labels import empty_labels
from checker.slots._triggers import texts_to_look_at
from checker.slots.find import Found, find_all
from checker.slots.passage import HIDDEN, Passage

_EXPRESSION = regex(r"\{\{[^{}]{0,2000}(?:\{[^{}]{0,2000}\}[^{}]{0,200})*\}\}", re.DOTALL)
_TEXTS = ("paragraph", "item")


class Spot(NamedTuple):
    """A text with what may be a slot in it. codes: the code spans that are values and therefore read.

    lines, links, constants: what is one by what Markdown makes of it.
    """

    passage: Passage
    codes: tuple[Stretch, ...]
    found: Found
    lines: tuple[Placeholder, ...]
    links: tuple[Placeholder, ...]
    constants: tuple[Placeholder, ...]


_Read = tuple[Text, Passage, tuple[Stretch, ...]]
"""A text as it is read, and its code spans that are values."""


class Spots:
    """Those of one document. words: further ones that say that something is missing."""

    def __init__(self, document: Markdown, words: tuple[str, ...]) -> None:
        tops = [section.line for section in document.sections if section.level == 1]
        self.structure = Structure(document)
        self._document = document
        self._words = words
        self._tops = frozenset(tops if len(tops) == 1 else ())

    @cached_property
    def of_blocks(self) -> Mapping[Text, Spot]:
        """Those of all blocks but cells."""
        return self._among([self._of_block(one) for one in self._document.blocks if one.kind not in ("cell", "rule")])

    @property
    def of_cells(self) -> Mapping[Text, Spot]:
        """Those of the cells of tables."""
        return self._of_tables[0]

    @cached_property
    def texts(self) -> Sequence[Found]:
        """What may be a slot in paragraphs and items."""
        blocks = (block for block in self._document.blocks if block.kind in _TEXTS)
        return [self.of_blocks[block.text].found for block in blocks if block.text in self.of_blocks]

    @cached_property
    def count(self) -> int:
        """How many paragraphs and items there are."""
        return sum(block.kind in _TEXTS for block in self._document.blocks)

    @property
    def cells(self) -> Sequence[Found]:
        """What may be a slot in the cells below the headers of tables, where all code is hidden."""
        return self._of_tables[1]

    @cached_property
    def _of_tables(self) -> tuple[Mapping[Text, Spot], Sequence[Found]]:
        read = list(self._in_tables())
        spots = self._among(read)
        without_code = [text for text, passage, codes in read if not (codes or passage.label)]
        others = [passage_of(text.inline, (), cell=True) for text, _, codes in read if codes]
        looked_at = zip(others, self._looked_at(others), strict=True)
        found = [spots[text].found for text in without_code if text in spots]
        return spots, [*found, *(self.find(one) for one, is_one in looked_at if is_one)]

    @cached_property
    def labels(self) -> Sequence[Placeholder]:
        """Labels without a value."""
        return tuple(empty_labels(self._document))

    @cached_property
    def fields(self) -> Sequence[Placeholder]:
        """Fields, rows and cells of tables without a value."""
        tables = self._document.tables
        return tuple(
            one for table in tables for one in (*empty_fields(table), *empty_forms(table), *elided_cells(table))
        )

    def find(self, passage: Passage) -> Found:
        """Everything in a passage that may be a slot; what a site generator fills in is none."""
        if self.structure.generated and "{{" in passage.text:
            passage = passage._replace(text=_EXPRESSION.sub(_hidden, passage.text))
        return find_all(passage, self._words)

    def _looked_at(self, passages: Sequence[Passage]) -> Sequence[bool]:
        return [True] * len(passages) if self._words else texts_to_look_at(passages)

    def _among(self, read: Sequence[_Read]) -> Mapping[Text, Spot]:
        looked_at = self._looked_at([passage for _, passage, _ in read])
        found: dict[Text, Spot] = {}
        for (text, passage, codes), is_one in zip(read, looked_at, strict=True):
            # Most texts are prose in which nothing can be one.
            if is_one or passage.item or text.inline.spans or "__" in text.source:
                spot = self._spot(text, passage, codes, is_looked_at=is_one)
                if spot is not None:
                    found[text] = spot
        return found

    def _of_block(self, block: Block) -> _Read:
        text, is_heading, is_item = block.text, block.kind == "heading", block.kind == "item"
        inline = text.inline
        codes = codes_as_values(inline) if inline.spans else ()
        is_top = is_heading and block.line in self._tops
        return text, passage_of(inline, codes, heading=is_heading, top=is_top, item=is_item), codes

    def _in_tables(self) -> Iterator[_Read]:
        """The cells of tables, as they are read."""
        for table in self._document.tables:
            for cell in table.header:
                yield cell.text, passage_of(cell.text.inline, (), cell=True, label=True), ()
            is_wide = len(table.header) > 1
            for row in table.rows:
                for position, cell in enumerate(row.cells):
                    inline, names_row = cell.text.inline, is_wide and position == 0
                    codes = codes_as_values(inline, cell=True) if inline.spans and not names_row else ()
                    yield cell.text, passage_of(inline, codes, cell=True), codes

    def _spot(self, text: Text, passage: Passage, codes: tuple[Stretch, ...], *, is_looked_at: bool) -> Spot | None:
        lines = self._document.lines
        found = self.find(passage) if is_looked_at else Found(passage.text, ())
        counts = passage.item and text.line in self.structure.numbered
        broken: tuple[Placeholder, ...] = ()
        constants: tuple[Placeholder, ...] = ()
        links: tuple[Placeholder, ...] = ()
        if "__" in text.source:
            broken = tuple(broken_lines(text, lines))
            constants = tuple(bold_constants(text.inline, lines))
        if text.inline.spans:
            # The labels of a document that defines none stand elsewhere: it is a part of a page, or uses no links so.
            undefined = undefined_links(text.inline) if self._document.definitions else ()
            links = (*empty_links(passage, text.inline, lines), *undefined)
        if not (found.hits or broken or links or constants or counts):
            return None
        return Spot(passage, codes, found, broken, links, constants)


def spots_of(document: Markdown, words: tuple[str, ...] = ()) -> Spots:
    """What may be a slot in a document; many criteria ask for it."""
    noted = document.notes.get((Spots, words))
    if not isinstance(noted, Spots):
        noted = document.notes[Spots, words] = Spots(document, words)
    return noted


def _hidden(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0])
