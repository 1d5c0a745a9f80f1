"""Sign-off tables: one entry for each row; for each column where the table is transposed; for each set of labels where
the labels stand in the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.model.markdown import Markdown
from checker.model.record import Value, plain_value
from checker.patterns import regex
from checker.signatures.blocks import may_be
from checker.signatures.entries import Entry, labelled
from checker.signatures.grids import Grid, grids_in
from checker.signatures.kinds import Kind, is_approver, is_responsible, is_status, kind_of, kind_of_line
from checker.signatures.marks import is_mere_mark
from checker.values.people import as_read

_MARKS: tuple[Kind, ...] = ("signature", "by", "decision")
_CALLED = regex(
    r"\W*|.*\b(?:fields?|items?|key|keys|property|properties|attribute|details?|description|values?|entry|parameter|feld|wert"
    r"|eigenschaft|angabe|champ|valeur|élément|campo|valor|valore|dato|elemento|veld|waarde|pole|wartość|поле|значение)\b.*"
    r"|.*(?:項目|内容|值|値|字段|项目|属性|항목|내용|값)",
    re.IGNORECASE,
)
_IN_CELL = regex(r"(?P<label>[^\W\d_][^:：|]{0,30}?)\s*[:：]\s*(?P<value>.*?)(?=\s+[^\W\d_]\w{2,15}\s*[:：](?!\d)|$)")
_SIGNED_THING = regex(
    r"(?:sign[ -]?offs?|approvals?|signatures?|authori[sz]ations?|freigabe|genehmigung)", re.IGNORECASE
)
_STEP = regex(r"(?:作成|起案|編制|编制|拟制|审核|審核|審査|検印|確認|确认|复核|会签|批准|核准|承認|決裁|审批)者?")


def table_entries(markdown: Markdown) -> Iterator[Entry]:
    """The entries of all sign-off tables, GFM and HTML; other tables are left out."""
    for grid in grids_in(markdown):
        if grid.rows:
            yield from _paired(grid) or _side_by_side(grid) or _entries_of(_upright(grid))


# Labels in front of their values


def _paired(grid: Grid) -> list[Entry]:
    """The entries of a table in which labels stand in front of their values (`| Approved by | Ann Lee |`)."""
    width = len(grid.rows[0])
    if width not in (2, 4) or not _heads_no_columns(grid.rows[0]):
        return []
    rows = grid.rows[1:] if _is_general(grid.rows[0][-1]) else grid.rows
    pairs = [(row[at].plain, row[at + 1]) for row in rows for at in range(0, len(row) - 1, 2)]
    sets: list[list[tuple[str, Value]]] = [[]]
    for label, value in pairs:
        kind = kind_of(label)
        if kind == "remark" or (kind == "decision" and is_status(label)):
            continue
        if any(kind_of(other) == kind for other, _ in sets[-1]):
            sets.append([])
        sets[-1].append((label, value))
    return [entry for one in sets for entry in _of_pairs(one, grid)]


def _heads_no_columns(header: Sequence[Value]) -> bool:
    """Whether a header is general (`Field | Value`), empty, or the first pair of label and value itself."""
    if _is_general(header[-1]) or all(_CALLED.fullmatch(cell.plain) for cell in header):
        return True
    labels, values = header[::2], header[1::2]
    return all(kind_of(one.plain) != "remark" for one in labels) and all(
        kind_of(one.plain) == "remark" for one in values
    )


def _is_general(heading: Value) -> bool:
    """Whether a heading stands over values of all kinds (`Details`)."""
    return bool(heading.plain.strip()) and _CALLED.fullmatch(heading.plain) is not None


def _of_pairs(pairs: list[tuple[str, Value]], grid: Grid) -> Iterator[Entry]:
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


def _side_by_side(grid: Grid) -> list[Entry]:
    """The entries of a table whose cells hold labels of their own (`| **Signature:** … | **Signature:** … |`)."""
    columns = [[row[at] for row in grid.rows if at < len(row)] for at in range(len(grid.rows[0]))]
    return [entry for cells in columns for entry in _of_column(cells, grid)]


def _of_column(column: list[Value], grid: Grid) -> Iterator[Entry]:
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


def _upright(grid: Grid) -> Grid:
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
    return Grid(((plain_value("Role", grid.location), *header[1:]), *columns), grid.location, grid.asked)


def _kinds(header: Sequence[Value], rows: Sequence[Sequence[Value]] = ()) -> list[Kind]:
    """What each column is about, where one heading can mean several things what the others leave it."""
    kinds = [kind_of(cell.plain) for cell in header]
    signed = [at for at, kind in enumerate(kinds) if kind == "signature"]
    if len(signed) > 1:
        # `Firma` is a company where there is an `Unterschrift`, and `Sign-off` the thing that is signed.
        for at in signed[:-1]:
            kinds[at] = "organisation" if header[at].plain.strip().lower() == "firma" else kinds[at]
    if _SIGNED_THING.fullmatch(header[0].plain.strip()) and {"name", "signature", "decision"} & set(kinds[1:]):
        things = [row[0].plain for row in rows if row]
        kinds[0] = "role" if all(thing and not is_mere_mark(as_read(thing)) for thing in things) else kinds[0]
    if "name" not in kinds and signed:
        kinds = ["name" if is_responsible(cell.plain) else kind for cell, kind in zip(header, kinds, strict=True)]
    return kinds


def _entries_of(grid: Grid) -> Iterator[Entry]:
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
    return not {"name", "by", "signature"} & set(kinds) and bool(decisions) and all(map(is_status, decisions))


def _are_seals(header: Sequence[Value]) -> bool:
    """Whether the headings are the steps under which Chinese and Japanese forms have a box for each seal."""
    return len(header) > 1 and all(_STEP.fullmatch(cell.plain.strip()) for cell in header)


def _is_sign_off(kinds: Sequence[Kind]) -> bool:
    """Whether a table is there to be signed: it has a column for the mark, and one for who or when."""
    who_or_when = {"name", "role", "date"} & set(kinds)
    return "signature" in kinds or "by" in kinds or ("decision" in kinds and bool(who_or_when))
