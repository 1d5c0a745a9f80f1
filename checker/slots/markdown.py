"""Slots in Markdown documents, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.model.markdown import Block, Cell, Code, Comment, Inline, Markdown, Table, TableRow, Text
from checker.patterns import regex
from checker.slots.data import is_notation, slots_of_node
from checker.slots.detect import Finders, find_slots, finders_for, may_hold_slots
from checker.slots.discussed import discussed_lines
from checker.slots.fields import elided_cells, empty_fields
from checker.slots.inlines import (
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
from checker.slots.kinds import DEFAULT_SEARCH, Hit, Kind, Placeholder, Scope, Search
from checker.slots.labels import empty_labels
from checker.slots.passage import Passage
from checker.slots.words import names_slot

_ELLIPSIS = regex(r"\s*[(\[]?\s*(?:\.{2,}|…+)\s*[)\]]?\s*")
_LETTERS_FOR_NUMBERS = frozenset({"N", "X", "Y", "M", "NN", "#"})
_FEWEST_UNDERSCORES = 8
"""Shorter lines of underscores are how people draw a rule."""


def placeholders_in_markdown(document: Markdown, search: Search = DEFAULT_SEARCH) -> Iterator[Placeholder]:
    """The unfilled slots of a Markdown document, in the order of its lines, each once."""
    tops = frozenset(section.line for section in document.sections if section.level == 1)
    reader = _Reader(document, search, finders_for("\n".join(document.lines)), tops)
    yield from sorted(reader.slots(), key=lambda slot: (slot.line or 0, slot.column or 0))


@dataclass(frozen=True, slots=True)
class _Reader:
    """One document that is searched. finders: those that can find something in it. tops: the lines of its titles."""

    document: Markdown
    search: Search
    finders: Finders
    tops: frozenset[int]

    def slots(self) -> Iterator[Placeholder]:
        scopes = self.search.scopes
        if Scope.FRONT_MATTER in scopes:
            yield from self._in_front_matter()
        yield from self._in_blocks()
        if Kind.EMPTY_LABEL in self.search.kinds and Scope.PROSE in scopes:
            yield from (one for one in empty_labels(self.document) if not self.search.lets_pass(one.text))
        if Scope.TABLE in scopes:
            unfilled = (one for table in self.document.tables for one in (*empty_fields(table), *elided_cells(table)))
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
        discussed = discussed_lines(self.document)
        for block in self.document.blocks:
            scope = Scope.HEADING if block.kind == "heading" else Scope.PROSE
            if block.kind == "rule":
                yield from self._in_rule(block, before)
            elif block.kind != "cell" and self._reads(scope) and self._is_worth_reading(block.text):
                inline = block.text.inline
                codes = codes_as_values(inline)
                is_top = block.kind == "heading" and block.line in self.tops
                passage = passage_of(
                    inline,
                    codes,
                    heading=block.kind == "heading",
                    top=is_top,
                    item=block.kind == "item",
                    discussed=block.line in discussed,
                )
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
            if self._is_worth_reading(cell.text):
                passage = passage_of(cell.text.inline, (), cell=True, label=True)
                yield from self._in_text(cell.text, passage, (), Scope.TABLE)
        values = _values_in(table)
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
            if self._is_worth_reading(cell.text):
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
        for hit in find_slots(passage, self.search, self.finders):
            if hit.text:
                yield Placeholder(hit.kind, hit.text, *place_of_tag(text, hit, self.document.lines))
            elif is_read(passage.text, codes, hit):
                found = Placeholder(hit.kind, inline.plain[hit.start : hit.end], *inline.places[hit.start])
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
        for hit in find_slots(passage, self.search, self.finders):
            yield Placeholder(hit.kind, passage.text[hit.start : hit.end], line, column + hit.start)

    def _reads(self, scope: Scope) -> bool:
        return scope in self.search.scopes or Scope.INLINE_CODE in self.search.scopes

    def _is_worth_reading(self, text: Text) -> bool:
        return may_hold_slots(text.source, self.search, self.finders)


def _values_in(table: Table) -> frozenset[tuple[int, str]]:
    """What stands in brackets again and again in a column and names nothing that could be filled in (`[vacant]`)."""
    cells = Counter((at, cell.text.plain) for row in table.rows for at, cell in enumerate(row.cells))
    return frozenset(
        (at, text)
        for (at, text), times in cells.items()
        if times >= _AGAIN and (found := _BRACKETED.fullmatch(text)) and not names_slot(found[1])
    )


_AGAIN = 3
_BRACKETED = regex(r"\[([^\W\d_]+)\]")


def _empty_row(row: TableRow) -> Cell | None:
    """The cell at which a row is reported that holds nothing, or nothing but an ellipsis."""
    filled = [cell for cell in row.cells if _says_something(cell)]
    if not filled:
        return row.cells[0] if row.cells else None
    return filled[0] if all(_ELLIPSIS.fullmatch(cell.text.source) for cell in filled) else None


def _says_something(cell: Cell) -> bool:
    source = cell.text.source.strip()
    return bool(source) and not (source.startswith("<!--") and not cell.text.plain)
