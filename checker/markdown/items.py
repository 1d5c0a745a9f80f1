"""List items and table rows as entries of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.markdown.boxes import html_box
from checker.markdown.exemptions import Waiver, waiver_of
from checker.model.evidence import Reason, absent
from checker.model.location import Location
from checker.model.markdown import Item, Table, TableRow
from checker.model.record import Record, Value, missing_value, plain_value
from checker.patterns import regex
from checker.text.titles import title_key
from checker.tree.places import Region

ITEM_FIELDS: Mapping[str, str] = {
    "text": "the item's own text, without its box",
    "checked": "true when its box is ticked, false when it is empty; absent without a box",
    "depth": "0 for an item of an outermost list",
    "struck": "true when its text is struck through",
    "not_applicable": "true when it says so (`N/A`, *not applicable*, *entfällt*)",
    "reason": "why it is struck through or not applicable, empty when it does not say",
}
ENTRY_FIELDS: Mapping[str, str] = {
    "text": "the item's text, or the cells of the row",
    "checked": "true when its box is ticked, false when it is empty; absent without a box",
    "status": "the cell of a row under a heading such as Status, else the text, without what is struck through",
    "struck": "true when its text is struck through",
    "not_applicable": "true when it says so (`N/A`, *not applicable*, *entfällt*)",
    "reason": "why it is struck through or not applicable, empty when it does not say",
}
_BOX_CELL = regex(r"\[\s*(?P<ticked>[xX✓✔✅]?)\s*\]|(?P<sign>[☑✅✔✓🗹])|[☐⬜◻□❌✗✘☒]\ufe0f?")
STATUS_TITLES = frozenset({"status", "state", "done", "delivered", "result", "outcome", "progress", "completion"})


def item_record(region: Region, item: Item, kind: str) -> Record:
    """A list item as a record, labelled with its own first words."""
    plain = item.text.plain
    called = shortened(" ".join(item.text.written.plain.split()))
    label = f"{kind} `{called}`" if called else f"{kind} without text"
    place = Location(region.markdown.path, item.line, item.column, region.pointer).pointing(called)
    links = region.markdown.links_of(item.text)
    value = Value(item.text.source, plain, place, links, item.text.code, plain)
    fields = {
        "text": value,
        "checked": _checked(item, label, place),
        "depth": Value(str(item.depth), str(item.depth), place, data=item.depth),
        "status": value,
        **_waiver_fields(waiver_of(item.text.written), place),
    }
    return Record(kind, label, value, fields, item.end_line, item)


def row_entry(region: Region, table: Table, row: TableRow) -> Record:
    """A table row as an entry of a list."""
    plain = " | ".join(cell.text.plain for cell in row.cells)
    said = [cell.text.plain for cell in row.cells if cell.text.plain]
    named = next((text for text in said if any(sign.isalpha() for sign in text)), " ".join(said))
    place = Location(region.markdown.path, row.line, row.cells[0].column if row.cells else 1, region.pointer)
    place, label = place.pointing(shortened(named)), f"entry `{shortened(named)}`"
    links = tuple(link for cell in row.cells for link in region.markdown.links_of(cell.text))
    written = "\n".join(region.markdown.lines[row.line - 1 : row.last_line]).strip()
    value = Value(written, plain, place, links, row.code, plain)
    fields = {"text": value, "checked": _box_in(row, label, place), "status": _status(table, row, place) or value}
    fields |= _waiver_fields(_waiver_in(row), place)
    return Record("entry", label, value, fields, row.last_line, row)


def _box_in(row: TableRow, label: str, place: Location) -> Value:
    """The box of a row: a cell that holds nothing else."""
    for cell in row.cells:
        box = _BOX_CELL.fullmatch(cell.text.plain)
        ticked = bool(box["ticked"] or box["sign"]) if box is not None else html_box(cell.text.inline)
        if ticked is not None:
            where = Location(place.path, cell.line, cell.column, place.pointer)
            return Value(cell.text.source, "ticked" if ticked else "not ticked", where, data=ticked)
    return missing_value(absent(Reason.NO_BOX, place, record=label))


def _waiver_in(row: TableRow) -> Waiver:
    """What the cells of a row say about whether it has to be done; a bare `N/A` has its reason in a later cell."""
    said = [waiver_of(cell.text.written) for cell in row.cells]
    struck = said[0].struck if said else False
    position = next((n for n, one in enumerate(said) if one.not_applicable), None)
    if position is None:
        return Waiver(struck=struck, not_applicable=False, reason=said[0].reason if struck else "")
    behind = [cell.text.plain for cell in row.cells[position + 1 :] if cell.text.plain]
    return Waiver(struck=struck, not_applicable=True, reason=said[position].reason or next(iter(behind), ""))


def _waiver_fields(waiver: Waiver, place: Location) -> dict[str, Value]:
    said = {"struck": waiver.struck, "not_applicable": waiver.not_applicable}
    fields = {name: plain_value("true" if one else "false", place, data=one) for name, one in said.items()}
    return fields | {"reason": plain_value(waiver.reason, place)}


def _status(table: Table, row: TableRow, place: Location) -> Value | None:
    for title, cell in zip(table.header, row.cells, strict=True):
        if title_key(title.text.plain) in STATUS_TITLES:
            where = Location(place.path, cell.line, cell.column, place.pointer)
            plain = cell.text.plain
            return Value(cell.text.source, plain, where, data=plain)
    return None


def _checked(item: Item, label: str, place: Location) -> Value:
    if item.mark is None:
        return missing_value(absent(Reason.NO_BOX, place, record=label))
    return Value(f"[{item.mark}]", "ticked" if item.mark in "xX" else "not ticked", place, data=item.mark in "xX")


def outermost(items: Sequence[Item]) -> list[Item]:
    """Items that do not stand within another of the same sequence."""
    kept: list[Item] = []
    for item in items:
        if not kept or item.line > kept[-1].end_line:
            kept.append(item)
    return kept


def shortened(text: str, width: int = 48) -> str:
    """The first words of a text, for labels and pointers."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
