"""The tables of AsciiDoc: https://docs.asciidoctor.org/asciidoc/latest/tables/build-a-basic-table/."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence

from checker.classes import dataclass
from checker.formats.pieces import Place
from checker.patterns import regex

MOST_COLUMNS = 200
MOST_COPIES = 100
_CELL = regex(
    r"(?<!\\)(?:(?:^|(?<=\s))(?:(?P<times>\d{1,2})\*|(?P<over>\d{0,2})(?P<down>\.\d{1,2})?\+)?"
    r"(?:[<^>](?:\.[<^>])?|\.[<^>])?(?P<style>[a-z])?)?(?P<bar>[|!])"
)
_COLUMN = regex(r"\s*(?:(?P<times>\d{1,3})\*)?[^,;]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell. lines: each with its place. over, down: how many columns and rows it takes. style: `a` for AsciiDoc."""

    lines: tuple[tuple[str, Place], ...]
    place: Place
    over: int = 1
    down: int = 1
    style: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, each with the cells that begin in it or reach into it. problem: why it is none."""

    rows: tuple[tuple[Piece | None, ...], ...]
    has_header: bool
    problem: str = ""


def rows_of(body: Sequence[tuple[str, int]], attributes: Mapping[str, str], sign: str) -> Rows:
    """The rows between the two delimiters of a table. body: its lines with their numbers. sign: the first of `|===`."""
    kind = {",": "csv", ":": "dsv"}.get(sign, attributes.get("format", "psv"))
    if kind not in ("psv", "csv") or attributes.get("separator", "|") not in ("|", ",", "!"):
        return Rows((), has_header=False, problem="unread")
    first = next((n for n, (line, _) in enumerate(body) if line.strip()), None)
    if first is None:
        return Rows((), has_header=False)
    pieces = _csv(body) if kind == "csv" else _cells(body, "!" if sign == "!" else "|")
    number = body[first][1]
    in_first = sum(piece.over for piece in pieces if piece.place[0] == number)
    width = _width(attributes["cols"]) if attributes.get("cols") else in_first
    if not 0 < width <= MOST_COLUMNS:
        return Rows((), has_header=False, problem="unread")
    options = attributes.get("options", "").split(",")
    blank_below = first + 1 < len(body) and not body[first + 1][0].strip()
    implicit = first == 0 and blank_below and in_first == width and "noheader" not in options
    rows, is_whole = _placed(pieces, width)
    return Rows(rows, has_header="header" in options or implicit, problem="" if is_whole else "unread")


def _width(columns: str) -> int:
    """How many columns `cols` names."""
    parts = re.split(r"[,;]", columns.strip().strip(",;"))
    return sum(int(found["times"] or 1) for part in parts if (found := _COLUMN.match(part)) is not None)


def _cells(body: Sequence[tuple[str, int]], bar: str) -> list[Piece]:
    pieces: list[Piece] = []
    lines: list[tuple[str, Place]] = []
    opened: tuple[re.Match[str], Place] | None = None

    def close() -> None:
        if opened is not None:
            found, place = opened
            times = min(int(found["times"] or 1), MOST_COPIES)
            over, down = int(found["over"] or 1), int((found["down"] or ".1")[1:])
            kept = tuple(lines)
            pieces.extend([Piece(kept, place, max(over, 1), max(down, 1), found["style"] or "")] * times)

    for line, number in body:
        at = 0
        for found in _CELL.finditer(line):
            if found["bar"] != bar:
                continue
            if opened is not None:
                lines.append((line[at : found.start()], (number, at + 1)))
            close()
            lines, at = [], found.end()
            opened = found, (number, at + 1)
        if opened is not None:
            lines.append((line[at:], (number, at + 1)))
    close()
    return pieces


def _csv(body: Sequence[tuple[str, int]]) -> list[Piece]:
    pieces: list[Piece] = []
    reader = csv.reader([f"{line}\n" for line, _ in body])
    before = 0
    for row in reader:
        line, number = body[before]
        before, at = reader.line_num, 0
        for cell in row:
            words = cell.split("\n")
            at = max(line.find(words[0], at), at)
            place = number, at + 1
            pieces.append(
                Piece(tuple((word, (number + n, at + 1 if not n else 1)) for n, word in enumerate(words)), place)
            )
            at += len(words[0])
    return pieces


def _placed(pieces: Sequence[Piece], width: int) -> tuple[tuple[tuple[Piece | None, ...], ...], bool]:
    """The pieces in rows of so many columns, each in all columns and rows that it takes; and whether they fill them."""
    rows: list[tuple[Piece | None, ...]] = []
    row: list[Piece | None] = []
    reaching: dict[int, tuple[int, Piece]] = {}
    is_whole = True

    def fill() -> None:
        while len(row) < width and len(row) in reaching:
            left, piece = reaching.pop(len(row))
            if left > 1:
                reaching[len(row)] = left - 1, piece
            row.append(piece)

    for piece in pieces:
        fill()
        if len(row) >= width:
            rows.append(tuple(row))
            row = []
            fill()
        if len(row) + piece.over > width:
            is_whole = False
        for column in range(len(row), min(len(row) + piece.over, width)):
            if piece.down > 1:
                reaching[column] = piece.down - 1, piece
        row += [piece] * min(piece.over, width - len(row))
    fill()
    if row:
        is_whole = is_whole and len(row) == width
        rows.append(tuple(row + [None] * (width - len(row))))
    return tuple(rows), is_whole
