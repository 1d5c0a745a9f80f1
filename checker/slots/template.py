"""What a document still has of the template it was made from.

A template says things to its writer (sentences, comments, sample rows, slots) and gives a frame (headings, labels,
table headers, tasks) that every finished document keeps. The first are looked for as they stand; of the frame, what
holds a slot.

A document may be its own template: it was added as a form and is filled in since. Then only those of its sections are
the form's of which a whole sentence, value or cell was a slot, so that what people wrote at once is not taken for it.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from checker.classes import dataclass, replace
from checker.model.location import Location
from checker.model.markdown import Block, Inline, Markdown, Table, TableRow
from checker.patterns import regex
from checker.slots import DEFAULT_SEARCH, Placeholder, Scope, Search, placeholders_in_markdown
from checker.text.shown import folded

_LABEL = regex(r"[^\W\d_][^:：\n|.?!]{0,50}[:：](?=\s|$)\s*")
_SENTENCE = regex(r"[^\s].*?(?:[.!?。]+[)\]\"”»*_]*(?=\s|$)|$)", re.DOTALL)
_DIRECTIVE = regex(
    r"(?i)\s*(?:[\w-]+-(?:disable|enable|ignore|start|end|begin)\b|spdx-|vale\b|toc\b|doctoc|copyright\b|licen[sc]ed?\b)"
)
"""Comments that speak to programs, or of rights."""
_FRAME = frozenset({"heading", "task", "line of code", "line of front matter"})
_FEWEST_WORDS = 4
"""A shorter text, such as `None.` or a version, may be right as the template has it."""
_FEWEST_SECTIONS = 3
"""Of fewer sections nobody can tell that most are left to be filled in."""
_EDGES = regex(r"^\W+|\W+$")
_TO_THE_WRITER = frozenset({"sentence", "sample row", "comment"})
_ALL_SCOPES = Search(scopes=DEFAULT_SEARCH.scopes | {Scope.CODE_BLOCK, Scope.INLINE_CODE, Scope.COMMENT})


Place = tuple[int, int]
"""A line and a column."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, comment, row or line of a document. what: how messages call it. key: for comparing, blanks folded.

    end: where it ends. parts: its cells, of a row; else the text.
    """

    what: str
    key: str
    text: str
    location: Location
    end: Place
    parts: tuple[str, ...] = ()

    @property
    def start(self) -> Place:
        return self.location.line or 0, self.location.column or 0


@dataclass(frozen=True, slots=True)
class Leftover:
    """A piece of a document that stands in the template as well."""

    piece: Piece
    origin: Piece


def template_text(template: Markdown) -> Mapping[str, Piece]:
    """What a template says to its writer, by key: what holds a slot, or is long enough to say something."""
    slots = _by_line(placeholders_in_markdown(template, _ALL_SCOPES))
    return {piece.key: piece for piece in _pieces(template) if _says_something(piece, _slots_in(piece, slots))}


def form_text(first: Markdown) -> Mapping[str, Piece]:
    """What a document said to its writer when it was added as a form, by key; empty for one that people wrote at once.

    It was a form if most of its sections held a slot that stands alone; all that these sections say is then the form's.
    """
    slots = _by_line(placeholders_in_markdown(first))
    starts = [section.line for section in first.sections if section.level]
    pieces = [(piece, _slots_in(piece, slots)) for piece in _pieces(first)]
    said = {bisect_right(starts, piece.start[0]) for piece, _ in pieces if piece.what in _TO_THE_WRITER}
    open_ = {bisect_right(starts, piece.start[0]) for piece, found in pieces if _is_slot(piece, found)}
    if len(said) < _FEWEST_SECTIONS or 2 * len(said & open_) <= len(said):
        return {}
    of_form = [one for one in pieces if bisect_right(starts, one[0].start[0]) in open_]
    return {piece.key: piece for piece, found in of_form if _says_something(piece, found)}


def _by_line(slots: Iterable[Placeholder]) -> Mapping[int, list[Placeholder]]:
    """Slots by every line that they reach."""
    found: dict[int, list[Placeholder]] = {}
    for slot in slots:
        for line in range(slot.line or 0, (slot.line or 0) + slot.text.count("\n") + 1):
            found.setdefault(line, []).append(slot)
    return found


def _slots_in(piece: Piece, slots: Mapping[int, list[Placeholder]]) -> list[Placeholder]:
    near = [slot for line in range(piece.start[0], piece.end[0] + 1) for slot in slots.get(line, ())]
    return [slot for slot in near if _start(slot) <= piece.end and piece.start <= _end(slot)]


def _start(slot: Placeholder) -> Place:
    return slot.line or 0, slot.column or 0


def _end(slot: Placeholder) -> Place:
    before, _, last = slot.text.rpartition("\n")
    lines = before.count("\n") + 1 if before else 0
    return (slot.line or 0) + lines, len(last) + (0 if lines else slot.column or 0)


def _is_slot(piece: Piece, slots: Iterable[Placeholder]) -> bool:
    """Whether a piece, or a cell of it, is a slot and nothing else."""
    texts = {_bare(slot.text) for slot in slots}
    return any(_bare(part) in one for part in piece.parts or (piece.text,) if _bare(part) for one in texts)


def _bare(text: str) -> str:
    return _EDGES.sub("", _key(" ".join(text.split())))


def leftovers(document: Markdown, template: Mapping[str, Piece]) -> Iterator[Leftover]:
    """Every piece of a document that the template has, in the order of the lines."""
    pieces = sorted(_pieces(document), key=lambda one: one.start)
    yield from (Leftover(piece, template[piece.key]) for piece in pieces if piece.key in template)


def _says_something(piece: Piece, slots: Iterable[Placeholder]) -> bool:
    if any(True for _ in slots):
        return True
    return piece.what not in _FRAME and (piece.what == "sample row" or len(piece.key.split()) >= _FEWEST_WORDS)


def _pieces(document: Markdown) -> Iterator[Piece]:
    tasks = {item.text.line for item in document.items if item.mark is not None}
    for block in document.blocks:
        if block.kind in ("paragraph", "item", "html"):
            yield from _sentences(block, document.path, is_task=block.line in tasks)
        elif block.kind == "heading":
            yield _piece("heading", block.text.inline, 0, len(block.text.inline.plain), document.path)
    for table in document.tables:
        yield from _rows(table, document)
    yield from _lines(document)
    for comment in document.comments:
        if _DIRECTIVE.match(comment.content):
            continue
        place = Location(document.path, comment.line, comment.column)
        text = " ".join(comment.content.split())
        yield Piece("comment", f"<!-- {_key(text)}", text, place, (comment.end_line, sys.maxsize))


def _sentences(block: Block, path: str, *, is_task: bool) -> Iterator[Piece]:
    """The sentences of a block; the value of a line that begins with a label. A task's text is part of the frame."""
    inline = block.text.inline
    for start, end in _runs(inline.plain):
        if is_task and start == 0:
            yield _piece("task", inline, start, end, path)
            continue
        for found in _SENTENCE.finditer(inline.plain, start, end):
            yield _piece("sentence", inline, found.start(), found.end(), path)


def _runs(plain: str) -> Iterator[tuple[int, int]]:
    """Stretches of lines that belong together: a line with a label stands alone, without its label."""
    start = position = 0
    for line in plain.split("\n"):
        label = _LABEL.match(line)
        if label is not None:
            yield start, position
            yield position + label.end(), position + len(line)
            start = position + len(line) + 1
        position += len(line) + 1
    yield start, len(plain)


def _piece(what: str, inline: Inline, start: int, end: int, path: str) -> Piece:
    text = " ".join(inline.plain[start:end].split())
    frame = f"{what}: " if what in _FRAME else ""
    last = inline.places[max(start, end - 1)]
    return Piece(what, frame + _key(text), text, Location(path, *inline.places[start]), last)


def _rows(table: Table, document: Markdown) -> Iterator[Piece]:
    """The rows that say something besides what names them."""
    for row in table.rows:
        cells = [cell.text.plain for cell in row.cells]
        if any(cells[1:] if len(cells) > 1 else cells):
            yield _row(row, cells, document.path)


def _row(row: TableRow, cells: list[str], path: str) -> Piece:
    text = " | ".join(cells)
    place = Location(path, row.line, row.cells[0].column)
    return Piece("sample row", f"| {_key(text)}", text, place, (row.line, sys.maxsize), tuple(cells))


def _lines(document: Markdown) -> Iterator[Piece]:
    """The lines of front matter and of code."""
    for number, line in enumerate(document.lines[: document.front_matter_lines], 1):
        yield from _line("line of front matter", line, Location(document.path, number, 1))
    for code in document.codes:
        for number, line in enumerate(code.content.split("\n"), code.first_line):
            yield from _line("line of code", line, Location(document.path, number, 1))


def _line(what: str, line: str, place: Location) -> Iterator[Piece]:
    text = " ".join(line.split())
    if text:
        indent = len(line) - len(line.lstrip())
        where = replace(place, column=indent + 1)
        yield Piece(what, f"{what[-4:]}` {_key(text)}", text, where, (place.line or 0, sys.maxsize))


def _key(text: str) -> str:
    return folded(text).casefold()
