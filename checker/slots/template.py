"""What a document still has of the template it was made from.

A template says things to its writer (sentences, comments, sample rows, slots) and gives a frame (headings, labels,
table headers, tasks) that every finished document keeps. The first are looked for as they stand; of the frame, what
holds a slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from checker.model.location import Location
from checker.model.markdown import Block, Inline, Markdown, Table, TableRow
from checker.patterns import regex
from checker.slots import DEFAULT_SEARCH, Scope, Search, placeholders_in_markdown
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
_ALL_SCOPES = Search(scopes=DEFAULT_SEARCH.scopes | {Scope.CODE_BLOCK, Scope.INLINE_CODE, Scope.COMMENT})


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, comment, row or line of a document. what: how messages call it. key: for comparing, blanks folded."""

    what: str
    key: str
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Leftover:
    """A piece of a document that stands in the template as well."""

    piece: Piece
    origin: Piece


def template_text(template: Markdown) -> Mapping[str, Piece]:
    """What a template says to its writer, by key: what holds a slot, or is long enough to say something."""
    slots = {slot.line for slot in placeholders_in_markdown(template, _ALL_SCOPES)}
    return {
        piece.key: piece for piece in _pieces(template) if _says_something(piece, has_slot=piece.location.line in slots)
    }


def leftovers(document: Markdown, template: Mapping[str, Piece]) -> Iterator[Leftover]:
    """Every piece of a document that the template has, in the order of the lines."""
    pieces = sorted(_pieces(document), key=lambda one: _order(one.location))
    yield from (Leftover(piece, template[piece.key]) for piece in pieces if piece.key in template)


def _order(place: Location) -> tuple[int, int]:
    return place.line or 0, place.column or 0


def _says_something(piece: Piece, *, has_slot: bool) -> bool:
    if piece.what in _FRAME:
        return has_slot
    return has_slot or piece.what == "sample row" or len(piece.key.split()) >= _FEWEST_WORDS


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
        yield Piece("comment", f"<!-- {_key(text)}", text, place)


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
    return Piece(what, frame + _key(text), text, Location(path, *inline.places[start]))


def _rows(table: Table, document: Markdown) -> Iterator[Piece]:
    """The rows that say something besides what names them."""
    for row in table.rows:
        cells = [cell.text.plain for cell in row.cells]
        if any(cells[1:] if len(cells) > 1 else cells):
            yield _row(row, cells, document.path)


def _row(row: TableRow, cells: list[str], path: str) -> Piece:
    text = " | ".join(cells)
    return Piece("sample row", f"| {_key(text)}", text, Location(path, row.line, row.cells[0].column))


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
        yield Piece(what, f"{what[-4:]}` {_key(text)}", text, replace(place, column=indent + 1))


def _key(text: str) -> str:
    return folded(text).casefold()
