"""CSV (RFC 4180) and TSV: one table, its header in the first line.

Fields are parted by what the header parts its own with: commas, semicolons or tabs. Nothing in a field is markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NoReturn

from checker.data.source import MAX_VALUES, RefusedError, Source, read_source, source_lines, too_many
from checker.model.location import Location
from checker.model.markdown import Block, Cell, Inline, Markdown, Section, Sheet, Table, TableRow, Text
from checker.model.problem import Problem
from checker.patterns import regex

COMMA, SEMICOLON, TAB = ",", ";", "\t"
_QUOTED = regex(r'"((?:[^"]|"")*+)"')
_PLAIN_BY_SIGN = {COMMA: regex(r"[^,\n]*"), SEMICOLON: regex(r"[^;\n]*"), TAB: regex(r"[^\t\n]*")}
_QUOTED_OR_END = regex(r'"(?:[^"]|"")*+"|\n')


def read_csv(path: str, text: str, separator: str = "") -> Sheet | Problem:
    """The table of a file; or why it cannot be read. separator: empty to see it by the header."""
    return read_source(path, text, lambda source: _sheet(source, separator or _separator(source)))


def _separator(source: Source) -> str:
    """What the names in the header are parted by."""
    end = next((one for one in _QUOTED_OR_END.finditer(source.text) if one[0] == "\n"), None)
    header = _QUOTED_OR_END.sub("", source.text[: end.start() if end else len(source.text)])
    found = [sign for sign in (COMMA, SEMICOLON, TAB) if sign in header]
    if len(found) > 1:
        said = "has a header in which nobody can tell what parts the names: several of `,`, `;` and a tab stand in it"
        raise RefusedError(said, source.at(0), "put names that hold one of them in quotes", of_file=True)
    return found[0] if found else COMMA


def _sheet(source: Source, separator: str) -> Sheet:
    text = source.text.rstrip("\n")
    if not text.strip():
        said = "is empty: the names of its columns must stand in its first line"
        raise RefusedError(said, source.at(0), "write them", malformed=True, of_file=True)
    header, *others = _Reader(source, text, separator).records()
    width = len(header)
    rows = []
    for cells in others:
        missing = max(0, width - len(cells))
        last = cells[-1]
        added = [_cell("", "", Location(source.path, last.line, last.column)) for _ in range(missing)]
        rows.append(TableRow((*cells[:width], *added), cells[0].line, max(0, len(cells) - width), missing))
    lines = source_lines(source.text)
    table = Table(tuple(header), tuple(rows), 1, len(lines))
    every = [cell for cells in (header, *(row.cells for row in rows)) for cell in cells]
    blocks = tuple(Block("cell", cell.text, cell.line, cell.line + cell.text.source.count("\n")) for cell in every)
    top = Section(_text("", "", Location(source.path, 1, 1)), 0, (), "", 1, len(lines))
    return Sheet(Markdown(source.path, lines, (top,), blocks, (table,), (), (), (), frozenset()))


class _Reader:
    """Goes through the fields of a text."""

    def __init__(self, source: Source, text: str, separator: str) -> None:
        self._source = source
        self._text = text
        self._separator = separator
        self._count = 0

    def records(self) -> Iterator[list[Cell]]:
        at, cells = 0, list[Cell]()
        while True:
            cell, at = self._field(at)
            cells.append(cell)
            sign = self._text[at : at + 1]
            if sign != self._separator:
                yield cells
                cells = []
            if not sign:
                return
            at += 1

    def _field(self, at: int) -> tuple[Cell, int]:
        """The field that begins at an offset, and where it ends."""
        place = self._source.at(at)
        self._count += 1
        if self._count > MAX_VALUES:
            raise too_many(place)
        if self._text.startswith('"', at):
            return self._quoted(at, place)
        plain = _PLAIN_BY_SIGN[self._separator].match(self._text, at)
        written = plain[0] if plain else ""
        quote = written.find('"')
        if quote >= 0 and self._separator != TAB:
            said = "a quotation mark stands in a field that does not begin with one"
            self._refuse(said, at + quote, "put the field in quotes, and double those in it")
        return _cell(written, written, place), at + len(written)

    def _quoted(self, at: int, place: Location) -> tuple[Cell, int]:
        found = _QUOTED.match(self._text, at)
        if found is None:
            self._refuse("the field that opens here is not closed", at, 'close it with `"`')
        if self._text[found.end() : found.end() + 1] not in (self._separator, "\n", ""):
            said = "the field goes on after its quotes"
            self._refuse(said, found.end(), "put all of it in quotes, and double those in it")
        return _cell(found[1].replace('""', '"'), found[0], place), found.end()

    def _refuse(self, message: str, at: int, hint: str) -> NoReturn:
        raise RefusedError(message, self._source.at(at), hint, malformed=True)


def _cell(said: str, written: str, place: Location) -> Cell:
    return Cell(_text(said, written, place), place.line or 1, place.column or 1)


def _text(said: str, written: str, place: Location) -> Text:
    line, column = place.line or 1, place.column or 1
    return Text(said, line, column, lambda: Inline(said, (), _places(said, written, line, column)))


def _places(said: str, written: str, line: int, column: int) -> Sequence[tuple[int, int]]:
    """Where each character of a field stands, and its end."""
    column += written.startswith('"') and written != said
    places = []
    for sign in said:
        places.append((line, column))
        column += 2 if sign == '"' and written != said else 1
        if sign == "\n":
            line, column = line + 1, 1
    return [*places, (line, column)]
