"""Slots in Markdown documents, block by block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from checker.classes import dataclass, replace
from checker.model.markdown import Block, Cell, Code, Comment, Inline, Markdown, Table, TableRow, Text
from checker.patterns import regex
from checker.slots._data import is_notation, slots_of_node
from checker.slots._evidence import Evidence, Structure, evidence_in, structure_of, values_in
from checker.slots._fields import elided_cells, empty_fields, empty_forms
from checker.slots._inlines import (
    Stretch,
    bold_constants,
    broken_lines,
    codes_as_values,
    empty_links,
    is_read,
    lies_in,
    passage_of,
    place_of_tag,
    undefined_links,
)
from checker.slots._kinds import DEFAULT_SEARCH, Hit, Kind, Placeholder, Scope, Search
from checker.slots._labels import empty_labels
from checker.slots.find import certainty_of, find_candidates, find_slots, settled
from checker.slots.passage import HIDDEN, Passage

_ELLIPSIS = regex(r"\s*[(\[]?\s*(?:\.{2,}|…+)\s*[)\]]?\s*")
_LETTERS_FOR_NUMBERS = frozenset({"N", "X", "Y", "M", "NN", "#"})
_EXPRESSION = regex(r"\{\{[^{}]{0,2000}(?:\{[^{}]{0,2000}\}[^{}]{0,200})*\}\}", re.DOTALL)
_TEXTS = ("paragraph", "item")
_FEWEST_UNDERSCORES = 8
"""Shorter lines of underscores are how people draw a rule."""


Watcher = Callable[[Hit, frozenset[str], int], None]
"""Is told of everything that may be a slot: what was found, what the document tells of its place, and its line."""


def placeholders_in_markdown(
    document: Markdown, search: Search = DEFAULT_SEARCH, watch: Watcher | None = None
) -> Iterator[Placeholder]:
    """The unfilled slots of a Markdown document, in the order of its lines, each once."""
    tops = [section.line for section in document.sections if section.level == 1]
    reader = _Reader(document, search, frozenset(tops if len(tops) == 1 else ()), watch)
    yield from sorted(reader.slots(), key=lambda slot: (slot.line or 0, slot.column or 0))


@dataclass(frozen=True)
class _Reader:
    """One document that is searched. tops: the lines of its titles."""

    document: Markdown
    search: Search
    tops: frozenset[int]
    watch: Watcher | None = None

    @cached_property
    def candidates(self) -> dict[Passage, list[Hit]]:
        """What may be a slot, by the passage in which it stands."""
        return {}

    @cached_property
    def structure(self) -> Structure:
        return structure_of(self.document)

    @cached_property
    def evidence(self) -> Evidence:
        texts = [self._found_in(self._passage_of(block)) for block in self.document.blocks if block.kind in _TEXTS]
        cells = [cell for table in self.document.tables for row in table.rows for cell in row.cells]
        filled = [self._found_in(passage_of(cell.text.inline, (), cell=True)) for cell in cells]
        return evidence_in(self.structure, texts, filled)

    def _found_in(self, passage: Passage) -> list[Hit]:
        found = self.candidates.get(passage)
        if found is None:
            read = (
                replace(passage, text=_EXPRESSION.sub(_hidden, passage.text)) if self.structure.generated else passage
            )
            found = self.candidates[passage] = find_candidates(read, self.search)
        return found

    def _passage_of(self, block: Block) -> Passage:
        inline, is_heading = block.text.inline, block.kind == "heading"
        is_top = is_heading and block.line in self.tops
        codes = codes_as_values(inline)
        return passage_of(inline, codes, heading=is_heading, top=is_top, item=block.kind == "item")

    def slots(self) -> Iterator[Placeholder]:
        scopes = self.search.scopes
        if Scope.FRONT_MATTER in scopes:
            yield from self._in_front_matter()
        yield from self._in_blocks()
        if Kind.EMPTY_LABEL in self.search.kinds and Scope.PROSE in scopes:
            yield from (one for one in empty_labels(self.document) if not self.search.lets_pass(one.text))
        if Scope.TABLE in scopes:
            unfilled = (
                one
                for table in self.document.tables
                for one in (*empty_fields(table), *empty_forms(table), *elided_cells(table))
            )
            yield from (
                one for one in unfilled if one.kind in self.search.kinds and not self.search.lets_pass(one.text)
            )
        if self._reads(Scope.TABLE):
            yield from (slot for table in self.document.tables for slot in self._in_table(table))
        if Scope.CODE_BLOCK in scopes:
            yield from (slot for code in self.document.codes for slot in self._in_code(code))
        if Scope.COMMENT in scopes:
            yield from (slot for comment in self.document.comments for slot in self._in_comment(comment))

    def _in_front_matter(self) -> Iterator[Placeholder]:
        """Front matter as data; line by line when it cannot be read, because a slot is often why."""
        document = self.document
        if document.front_matter is not None:
            yield from slots_of_node(document.front_matter, self.search, document.lines, prose=True)
            return
        for number, line in enumerate(document.lines[: document.front_matter_lines], 1):
            if not is_notation(line.partition(":")[0].strip()):
                yield from self._in_line(Passage(line, cell=True), number, 1)

    def _in_blocks(self) -> Iterator[Placeholder]:
        before: Block | None = None
        for block in self.document.blocks:
            scope = Scope.HEADING if block.kind == "heading" else Scope.PROSE
            if block.kind == "rule":
                yield from self._in_rule(block, before)
            elif block.kind != "cell" and self._reads(scope):
                passage, codes = self._passage_of(block), codes_as_values(block.text.inline)
                yield from self._in_text(block.text, passage, codes, scope)
            before = block

    def _in_rule(self, block: Block, before: Block | None) -> Iterator[Placeholder]:
        """A line of underscores is a line to write on when it is long, or follows what ends with a colon."""
        text = block.text.source.strip()
        if Scope.PROSE not in self.search.scopes or Kind.BLANK not in self.search.kinds or set(text) != {"_"}:
            return
        asked = before is not None and before.text.source.rstrip(" *_").endswith(":")
        if (len(text) >= _FEWEST_UNDERSCORES or asked) and not self.search.lets_pass(text):
            yield Placeholder(Kind.BLANK, text, block.line, block.text.column)

    def _in_table(self, table: Table) -> Iterator[Placeholder]:
        for cell in table.header:
            passage = passage_of(cell.text.inline, (), cell=True, label=True)
            yield from self._in_text(cell.text, passage, (), Scope.TABLE)
        values = values_in(table)
        last = max((n for n, row in enumerate(table.rows) if _empty_row(row) is None), default=-1)
        for position, row in enumerate(table.rows):
            empty = _empty_row(row)
            if empty is None:
                yield from self._in_row(row, values, is_wide=len(table.header) > 1)
            elif position < last:
                # Between filled rows it sets them apart, or says that the rest is left out.
                continue
            elif Kind.EMPTY_ROW in self.search.kinds and Scope.TABLE in self.search.scopes:
                yield Placeholder(Kind.EMPTY_ROW, empty.text.source.strip(), empty.line, empty.column)

    def _in_row(self, row: TableRow, values: frozenset[tuple[int, str]], *, is_wide: bool) -> Iterator[Placeholder]:
        """values: cells that only look like slots, by column. is_wide: the first cell names the row, so that code in it
        is no value.
        """
        found: list[Placeholder] = []
        for position, cell in enumerate(row.cells):
            inline = cell.text.inline
            codes = () if is_wide and position == 0 else codes_as_values(inline, cell=True)
            slots = self._in_text(cell.text, passage_of(inline, codes, cell=True), codes, Scope.TABLE)
            found += (one for one in slots if not (one.text == cell.text.plain and (position, one.text) in values))
        yield from found
        if any(slot.kind is Kind.MASK for slot in found):
            # Beside `N-M days` a lone N is a mask too; elsewhere it may be a tick, or say no.
            yield from (
                Placeholder(Kind.MASK, cell.text.plain, cell.line, cell.column)
                for cell in row.cells
                if cell.text.plain in _LETTERS_FOR_NUMBERS
            )

    def _in_text(self, text: Text, passage: Passage, codes: Sequence[Stretch], scope: Scope) -> Iterator[Placeholder]:
        """codes: the code spans that are values and therefore read."""
        in_scope = scope in self.search.scopes
        if in_scope:
            yield from self._in_passage(text, passage, codes)
        if in_scope and Kind.EMPTY_LINK in self.search.kinds:
            links = [*empty_links(passage, text.inline, self.document.lines)]
            # The labels of a document that defines none stand elsewhere: it is a part of a page, or uses no links so.
            links += undefined_links(text.inline) if self.document.definitions else ()
            yield from (link for link in links if not self.search.lets_pass(link.text))
        if in_scope and Kind.VARIABLE in self.search.kinds and "__" in text.source:
            constants = bold_constants(text.inline, self.document.lines)
            yield from (one for one in constants if not self.search.lets_pass(one.text))
        if Scope.INLINE_CODE in self.search.scopes:
            yield from self._in_code_spans(text.inline, codes if in_scope else ())

    def _in_passage(self, text: Text, passage: Passage, codes: Sequence[Stretch]) -> Iterator[Placeholder]:
        inline = text.inline
        lines = list(broken_lines(text, self.document.lines)) if Kind.BLANK in self.search.kinds else []
        yield from (line for line in lines if not self.search.lets_pass(line.text))
        for hit in self._settled(passage, text.line):
            if hit.text:
                yield Placeholder(hit.kind, hit.text, *place_of_tag(text, hit, self.document.lines))
            elif is_read(passage.text, codes, hit):
                said = inline.plain[hit.start : hit.end]
                found = Placeholder(hit.kind, said, *inline.places[hit.start], certainty=certainty_of(hit))
                if not any(lies_in(found, line) for line in lines):
                    yield found

    def _in_code_spans(self, inline: Inline, read: Sequence[Stretch]) -> Iterator[Placeholder]:
        """read: the code spans whose values are reported already."""
        for span in inline.spans:
            if span.kind != "code":
                continue
            for hit in find_slots(Passage(inline.plain[span.start : span.end], code=True), self.search):
                placed = Hit(hit.kind, span.start + hit.start, span.start + hit.end)
                if (span.start, span.end) not in read or not is_read(inline.plain, read, placed):
                    text = inline.plain[placed.start : placed.end]
                    yield Placeholder(hit.kind, text, *inline.places[placed.start])

    def _in_code(self, code: Code) -> Iterator[Placeholder]:
        for number, line in enumerate(code.content.split("\n"), code.first_line):
            written = self.document.lines[number - 1] if number <= len(self.document.lines) else line
            indent = max(0, written.rfind(line)) if line else 0
            yield from self._in_line(Passage(line, code=True), number, indent + 1)

    def _in_comment(self, comment: Comment) -> Iterator[Placeholder]:
        for offset, line in enumerate(comment.content.split("\n")):
            column = comment.column + len("<!--") if offset == 0 else 1
            yield from self._in_line(Passage(line, comment=True), comment.line + offset, column)

    def _in_line(self, passage: Passage, line: int, column: int) -> Iterator[Placeholder]:
        for hit in self._settled(passage, line):
            said = passage.text[hit.start : hit.end]
            yield Placeholder(hit.kind, said, line, column + hit.start, certainty_of(hit))

    def _settled(self, passage: Passage, line: int) -> list[Hit]:
        """The slots of a passage, the likely ones weighed by what the document tells of their place."""
        hits = self._found_in(passage)
        if passage.item and line in self.structure.numbered and not hits and Kind.FILLER in self.search.kinds:
            hits = [Hit(Kind.FILLER, 0, len(passage.text), features=frozenset({"counts"}))]
        if self.structure.talked or line in self.structure.answered:
            hits = [hit for hit in hits if hit.kind is not Kind.QUESTION]
        of_place = self.evidence.of_line(line) if hits else frozenset[str]()
        if self.watch is not None:
            for hit in hits:
                self.watch(hit, of_place, line + passage.text.count("\n", 0, hit.start))
        return settled(hits, of_place)

    def _reads(self, scope: Scope) -> bool:
        return scope in self.search.scopes or Scope.INLINE_CODE in self.search.scopes


def _hidden(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0])


def _empty_row(row: TableRow) -> Cell | None:
    """The cell at which a row is reported that holds nothing, or nothing but an ellipsis."""
    filled = [cell for cell in row.cells if _says_something(cell)]
    if not filled:
        return row.cells[0] if row.cells else None
    return filled[0] if all(_ELLIPSIS.fullmatch(cell.text.source) for cell in filled) else None


def _says_something(cell: Cell) -> bool:
    source = cell.text.source.strip()
    return bool(source) and not (source.startswith("<!--") and not cell.text.plain)
