"""Slots in Markdown documents, block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial

from checker.classes import dataclass
from checker.model.markdown import Block, Cell, Code, Comment, Inline, Markdown, Table, TableRow, Text
from checker.patterns import regex
from checker.slots._data import is_notation, slots_of_node
from checker.slots._evidence import Evidence, Structure, evidence_in, values_in
from checker.slots._inlines import Stretch, codes_as_values, is_read, lies_in, place_of_tag
from checker.slots._kinds import DEFAULT_SEARCH, Hit, Kind, Placeholder, Scope, Search
from checker.slots._spots import Spot, Spots, spots_of
from checker.slots.find import Found, certainty_of, chosen, find_slots, settled
from checker.slots.passage import Passage

_ELLIPSIS = regex(r"\s*[(\[]?\s*(?:\.{2,}|…+)\s*[)\]]?\s*")
_LETTERS_FOR_NUMBERS = frozenset({"N", "X", "Y", "M", "NN", "#"})
_FEWEST_UNDERSCORES = 8
"""Shorter lines of underscores are how people draw a rule."""


Watcher = Callable[[Hit, frozenset[str], int], None]
"""Is told of everything that may be a slot: what was found, what the document tells of its place, and its line."""


def placeholders_in_markdown(
    document: Markdown, search: Search = DEFAULT_SEARCH, watch: Watcher | None = None
) -> Iterator[Placeholder]:
    """The unfilled slots of a Markdown document, in the order of its lines, each once."""
    reader = _Reader(document, search, watch)
    yield from sorted(reader.slots(), key=lambda slot: (slot.line or 0, slot.column or 0))


@dataclass(frozen=True)
class _Reader:
    """One document that is searched."""

    document: Markdown
    search: Search
    watch: Watcher | None = None

    @cached_property
    def spots(self) -> Spots:
        return spots_of(self.document, self.search.words)

    @property
    def structure(self) -> Structure:
        return self.spots.structure

    @cached_property
    def evidence(self) -> Evidence:
        texts = [chosen(found, self.search) for found in self.spots.texts]
        cells = [chosen(found, self.search) for found in self.spots.cells]
        return evidence_in(self.structure, self.spots.count, texts, cells)

    def slots(self) -> Iterator[Placeholder]:
        scopes = self.search.scopes
        if Scope.FRONT_MATTER in scopes:
            yield from self._in_front_matter()
        yield from self._in_blocks()
        if Kind.EMPTY_LABEL in self.search.kinds and Scope.PROSE in scopes:
            yield from (one for one in self.spots.labels if not self.search.lets_pass(one.text))
        if Scope.TABLE in scopes:
            yield from (
                one
                for one in self.spots.fields
                if one.kind in self.search.kinds and not self.search.lets_pass(one.text)
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
                spot = self.spots.of_blocks.get(block.text)
                if spot is not None or self._reads_code:
                    yield from self._in_text(block.text, spot, scope, codes_as_values)
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
            yield from self._in_text(cell.text, self.spots.of_cells.get(cell.text), Scope.TABLE, _no_codes)
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
            spot = self.spots.of_cells.get(cell.text)
            if spot is None and not self._reads_code:
                continue
            codes = _no_codes if is_wide and position == 0 else partial(codes_as_values, cell=True)
            slots = self._in_text(cell.text, spot, Scope.TABLE, codes)
            found += (one for one in slots if not (one.text == cell.text.plain and (position, one.text) in values))
        yield from found
        if any(slot.kind is Kind.MASK for slot in found):
            # Beside `N-M days` a lone N is a mask too; elsewhere it may be a tick, or say no.
            yield from (
                Placeholder(Kind.MASK, cell.text.plain, cell.line, cell.column)
                for cell in row.cells
                if cell.text.plain in _LETTERS_FOR_NUMBERS
            )

    def _in_text(
        self, text: Text, spot: Spot | None, scope: Scope, codes_of: Callable[[Inline], Sequence[Stretch]]
    ) -> Iterator[Placeholder]:
        """spot: what may be a slot in it, None for nothing. codes_of: tells the code spans that are values."""
        in_scope, kinds = scope in self.search.scopes, self.search.kinds
        if in_scope and spot is not None:
            yield from self._in_spot(text, spot)
            links = spot.links if Kind.EMPTY_LINK in kinds else ()
            constants = spot.constants if Kind.VARIABLE in kinds else ()
            yield from (one for one in (*links, *constants) if not self.search.lets_pass(one.text))
        if self._reads_code:
            yield from self._in_code_spans(text.inline, codes_of(text.inline) if in_scope else ())

    def _in_spot(self, text: Text, spot: Spot) -> Iterator[Placeholder]:
        inline = text.inline
        lines = spot.lines if Kind.BLANK in self.search.kinds else ()
        yield from (line for line in lines if not self.search.lets_pass(line.text))
        for hit in self._settled(spot.passage, spot.found, text.line):
            if hit.text:
                yield Placeholder(hit.kind, hit.text, *place_of_tag(text, hit, self.document.lines))
            elif is_read(spot.passage.text, spot.codes, hit):
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
        for hit in self._settled(passage, self.spots.find(passage), line):
            said = passage.text[hit.start : hit.end]
            yield Placeholder(hit.kind, said, line, column + hit.start, certainty_of(hit))

    def _settled(self, passage: Passage, found: Found, line: int) -> list[Hit]:
        """The slots of a passage, the likely ones weighed by what the document tells of their place."""
        hits = chosen(found, self.search)
        if passage.item and line in self.structure.numbered and not hits and Kind.FILLER in self.search.kinds:
            hits = [Hit(Kind.FILLER, 0, len(passage.text), features=frozenset({"counts"}))]
        if not hits:
            return hits
        if self.structure.talked or line in self.structure.answered:
            hits = [hit for hit in hits if hit.kind is not Kind.QUESTION]
        of_place = self.evidence.of_line(line) if hits else frozenset[str]()
        if self.watch is not None:
            for hit in hits:
                self.watch(hit, of_place, line + passage.text.count("\n", 0, hit.start))
        return settled(hits, of_place)

    def _reads(self, scope: Scope) -> bool:
        return scope in self.search.scopes or self._reads_code

    @property
    def _reads_code(self) -> bool:
        return Scope.INLINE_CODE in self.search.scopes


def _no_codes(_: Inline) -> tuple[Stretch, ...]:
    return ()


def _empty_row(row: TableRow) -> Cell | None:
    """The cell at which a row is reported that holds nothing, or nothing but an ellipsis."""
    filled = [cell for cell in row.cells if _says_something(cell)]
    if not filled:
        return row.cells[0] if row.cells else None
    return filled[0] if all(_ELLIPSIS.fullmatch(cell.text.source) for cell in filled) else None


def _says_something(cell: Cell) -> bool:
    source = cell.text.source.strip()
    return bool(source) and not (source.startswith("<!--") and not cell.text.plain)
