"""Sign-off tables: one entry for each row; for each column where the table is transposed; for each set of labels where
the labels stand in the cells. Tables are GFM, HTML, or rows with blank lines between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker import lexicon
from checker.classes import dataclass, replace
from checker.markdown.html_tables import html_tables
from checker.model.location import Location
from checker.model.markdown import Block, Markdown
from checker.model.record import Value, plain_value
from checker.patterns import regex
from checker.signatures._entries import Entry, labelled, may_be, value_of
from checker.signatures._labels import (
    Kind,
    is_approver,
    is_responsible,
    is_sign_off_title,
    is_status_label,
    kind_of,
    kind_of_line,
)
from checker.signatures._marks import is_mere_mark
from checker.values.people import as_read

_MARKS: tuple[Kind, ...] = ("signature", "by", "decision")
_ROW = regex(r"\s*\|.*\|\s*")
_DELIMITER = regex(r":?-{3,}:?")
_IN_CELL = regex(r"(?P<label>[^\W\d_][^:：|]{0,30}?)\s*[:：]\s*(?P<value>.*?)(?=\s+[^\W\d_]\w{2,15}\s*[:：](?!\d)|$)")


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table, its header first. asked: it stands under a heading that says sign-off."""

    rows: tuple[tuple[Value, ...], ...]
    location: Location
    asked: bool = False


def table_entries(markdown: Markdown) -> Iterator[Entry]:
    """The entries of all sign-off tables, GFM and HTML; other tables are left out."""
    for grid in _grids_in(markdown):
        if grid.rows:
            yield from _paired(grid) or _side_by_side(grid) or _entries_of(_upright(grid))


# Labels in front of their values


def _paired(grid: _Grid) -> list[Entry]:
    """The entries of a table in which labels stand in front of their values (`| Approved by | Ann Lee |`)."""
    width = len(grid.rows[0])
    if width not in (2, 4) or not _heads_no_columns(grid.rows[0]):
        return []
    rows = grid.rows[1:] if _is_general(grid.rows[0][-1]) else grid.rows
    pairs = [(row[at].plain, row[at + 1]) for row in rows for at in range(0, len(row) - 1, 2)]
    sets: list[list[tuple[str, Value]]] = [[]]
    for label, value in pairs:
        kind = kind_of(label)
        if kind == "remark" or (kind == "decision" and is_status_label(label)):
            continue
        if any(kind_of(other) == kind for other, _ in sets[-1]):
            sets.append([])
        sets[-1].append((label, value))
    return [entry for one in sets for entry in _of_pairs(one, grid)]


def _heads_no_columns(header: Sequence[Value]) -> bool:
    """Whether a header is general (`Field | Value`), empty, or the first pair of label and value itself."""
    if _is_general(header[-1]) or all(not cell.plain.strip() or _is_general(cell) for cell in header):
        return True
    labels, values = header[::2], header[1::2]
    return all(kind_of(one.plain) != "remark" for one in labels) and all(
        kind_of(one.plain) == "remark" for one in values
    )


def _is_general(heading: Value) -> bool:
    """Whether a heading stands over values of all kinds (`Details`)."""
    return lexicon.holds(heading.plain, "column.field") or lexicon.holds(heading.plain, "column.value")


def _of_pairs(pairs: list[tuple[str, Value]], grid: _Grid) -> Iterator[Entry]:
    kinds = [kind_of(label) for label, _ in pairs]
    if not set(kinds) & {"signature", "by"}:
        if "decision" not in kinds:
            kinds = [
                "by" if is_approver(label) and may_be("by", value.plain) else kind
                for (label, value), kind in zip(pairs, kinds, strict=True)
            ]
        if not set(kinds) & {"by", "decision"} or not set(kinds) & {"by", "name", "date"}:
            return
    cells = tuple((kind, value) for kind, (_, value) in zip(kinds, pairs, strict=True))
    yield labelled("row", cells, pairs[0][1].location if pairs else grid.location)


def _side_by_side(grid: _Grid) -> list[Entry]:
    """The entries of a table whose cells hold labels of their own (`| **Signature:** … | **Signature:** … |`)."""
    columns = [[row[at] for row in grid.rows if at < len(row)] for at in range(len(grid.rows[0]))]
    return [entry for cells in columns for entry in _of_column(cells, grid)]


def _of_column(column: list[Value], grid: _Grid) -> Iterator[Entry]:
    found: list[tuple[Kind, Value]] = []
    for cell in column:
        for match in _IN_CELL.finditer(cell.plain):
            kind = kind_of_line(match["label"])
            if kind != "remark" and all(kind != other for other, _ in found):
                written = match["value"].strip()
                found.append((kind, replace(cell, text=written, plain=written, data=written)))
    kinds = {kind for kind, _ in found}
    if kinds == {"date"} and kind_of(column[0].plain) in ("by", "decision"):
        above = next((cell for cell in column[1:] if cell.plain and not _IN_CELL.match(cell.plain)), found[0][1])
        above = above if above is not found[0][1] else replace(above, text="", plain="", data="")
        yield labelled("row", (("by", above), *found), column[0].location)
    if "signature" in kinds and len(kinds) > 1:
        yield labelled("row", tuple(found), column[0].location if column else grid.location)


# Columns under their headings


def _upright(grid: _Grid) -> _Grid:
    """The table with its kinds in the header: turned when they stand in the first column."""
    if "signature" in _kinds(grid.rows[0]) or {"date", "name"} <= set(_kinds(grid.rows[0])):
        return grid
    beside = [kind_of(row[0].plain) for row in grid.rows[1:] if row]
    if not set(_MARKS) & set(beside) or not {"name", "date"} & set(beside):
        return grid
    if "signature" not in beside and len(set(beside)) < len(beside):
        return grid
    width = max(len(row) for row in grid.rows)
    empty = plain_value("", grid.location)
    header, *columns = (tuple(row[at] if at < len(row) else empty for row in grid.rows) for at in range(width))
    return _Grid(((plain_value("Role", grid.location), *header[1:]), *columns), grid.location, grid.asked)


def _kinds(header: Sequence[Value], rows: Sequence[Sequence[Value]] = ()) -> list[Kind]:
    """What each column is about, where one heading can mean several things what the others leave it."""
    kinds = [kind_of(cell.plain) for cell in header]
    signed = [at for at, kind in enumerate(kinds) if kind == "signature"]
    if len(signed) > 1:
        # `Firma` is a signature in some languages, and a company where there is an `Unterschrift` beside it.
        for at in signed[:-1]:
            kinds[at] = "organisation" if lexicon.wholly(header[at].plain, "column.organisation") else kinds[at]
    # `Sign-off` beside a place for a mark is the thing that is signed.
    if lexicon.wholly(header[0].plain, "title.sign_off") and {"name", "signature", "decision"} & set(kinds[1:]):
        things = [row[0].plain for row in rows if row]
        kinds[0] = "role" if all(thing and not is_mere_mark(as_read(thing)) for thing in things) else kinds[0]
    if "name" not in kinds and signed:
        kinds = ["name" if is_responsible(cell.plain) else kind for cell, kind in zip(header, kinds, strict=True)]
    return kinds


def _entries_of(grid: _Grid) -> Iterator[Entry]:
    header = grid.rows[0]
    kinds = _kinds(header, grid.rows[1:])
    if _are_seals(header):
        kinds = ["by" if kind == "decision" else kind for kind in kinds]
    if _only_status(header, kinds) and not grid.asked:
        return
    if not _is_sign_off(kinds) and grid.asked and {"name", "date"} <= set(kinds):
        kinds = ["by" if is_approver(cell.plain) else kind for cell, kind in zip(header, kinds, strict=True)]
    elif not _is_sign_off(kinds):
        return
    rows = [row for row in grid.rows[1:] if [cell.plain for cell in row] != [cell.plain for cell in header]]
    for row in rows:
        place = row[0].location if row else grid.location
        yield labelled("row", tuple(zip(kinds, row, strict=False)), place, shifted=len(row) < len(header))
    if not rows:
        yield Entry("empty", "the table", grid.location)


def _only_status(header: Sequence[Value], kinds: Sequence[Kind]) -> bool:
    """Whether a table says how far things are and names nobody (`Action | Date | Status`)."""
    decisions = [cell.plain for cell, kind in zip(header, kinds, strict=True) if kind == "decision"]
    return not {"name", "by", "signature"} & set(kinds) and bool(decisions) and all(map(is_status_label, decisions))


def _are_seals(header: Sequence[Value]) -> bool:
    """Whether the headings are the steps under which Chinese and Japanese forms have a box for each seal."""
    return len(header) > 1 and all(lexicon.wholly(cell.plain, "column.step") for cell in header)


def _is_sign_off(kinds: Sequence[Kind]) -> bool:
    """Whether a table is there to be signed: it has a column for the mark, and one for who or when."""
    who_or_when = {"name", "role", "date"} & set(kinds)
    return "signature" in kinds or "by" in kinds or ("decision" in kinds and bool(who_or_when))


# Tables as they are written


def _grids_in(markdown: Markdown) -> Iterator[_Grid]:
    """All tables, those in GFM first."""
    found = sorted([*_gfm(markdown), *_torn(markdown)], key=lambda grid: grid.location.line or 0)
    for grid in (*_joined(found), *_html(markdown)):
        yield replace(grid, asked=_asked(markdown, grid.location.line or 1))


def _gfm(markdown: Markdown) -> Iterator[_Grid]:
    for table in markdown.tables:
        rows = (table.header, *(row.cells for row in table.rows))
        values = tuple(tuple(value_of(cell.text, markdown, cell.line, cell.column) for cell in row) for row in rows)
        yield _Grid(values, Location(markdown.path, table.line, table.column))


def _html(markdown: Markdown) -> Iterator[_Grid]:
    for table in html_tables(markdown):
        values = tuple(tuple(plain_value(cell, table.location) for cell in row) for row in table.rows)
        yield _Grid(values, table.location)


def _torn(markdown: Markdown) -> Iterator[_Grid]:
    """The single rows that blank lines have cut off from their table, as grids of one row."""
    for block in markdown.blocks:
        if block.kind == "paragraph" and _ROW.fullmatch(block.text.inline.plain):
            yield _Grid((_cells(block, markdown),), Location(markdown.path, block.line, block.text.column))


def _cells(block: Block, markdown: Markdown) -> tuple[Value, ...]:
    place = Location(markdown.path, block.line, block.text.column)
    links = markdown.links_of(block.text)
    texts = [cell.strip() for cell in " ".join(block.text.inline.plain.split()).strip("|").split("|")]
    owned = [tuple(link for link in links if link.text and link.text in text) for text in texts]
    return tuple(Value(text, text, place, own, (), text) for text, own in zip(texts, owned, strict=True))


def _joined(grids: list[_Grid]) -> Iterator[_Grid]:
    """Rows that follow each other with as many cells are one table; its line of dashes is none of its rows."""
    groups: list[list[_Grid]] = [[grid] for grid in grids[:1]]
    for above, below in pairwise(grids):
        torn = len(below.rows) == 1 and len(below.rows[0]) == len(above.rows[0])
        near = (below.location.line or 0) - (above.location.line or 0) <= len(above.rows) + _NEAR
        if torn and near:
            groups[-1].append(below)
        else:
            groups.append([below])
    for group in groups:
        rows = tuple(row for grid in group for row in grid.rows if not _is_delimiter(row))
        if rows:
            yield _Grid(rows, group[0].location)


_NEAR = 2


def _is_delimiter(row: tuple[Value, ...]) -> bool:
    return all(_DELIMITER.fullmatch(cell.plain) for cell in row)


def _asked(markdown: Markdown, line: int) -> bool:
    titles = [section.title.plain for section in markdown.sections if section.level and section.line < line]
    return bool(titles) and is_sign_off_title(titles[-1])
