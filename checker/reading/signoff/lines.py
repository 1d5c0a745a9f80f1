"""Sign-offs outside tables: label lines (`Signature: ____`) and boxes (`[x] Approved by …`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.location import Location
from checker.model.markdown import Block, Item, Markdown
from checker.model.record import Value, plain_value
from checker.reading.dates import find_dates, without_dates
from checker.reading.signoff.entries import Entry, labelled, value_of
from checker.reading.signoff.kinds import Kind, kind_of

_LABEL = re.compile(
    r"""(?P<label>[^\W\d_][^:：_|]{0,50}?)\s*(?:[:：]|(?=\s_{3,}))\s*
    (?P<value>.*?)\s*(?=(?:\s{2,}|\s\|\s|_\s+|,\s+)[^\W\d_][\w /]{0,30}(?:[:：]|\s_{3,})|$)""",
    re.VERBOSE,
)
_SIGN_OFF = re.compile(
    r"\b(?:sign(?:ed)?[ -]?offs?|approvals?|approved|signatures?|signatories|unterschriften|firmas)\b", re.IGNORECASE
)
_ROLE_LINE = re.compile(r"(?P<who>[^\W\d_][^:：—–|]{0,60}?)\s*(?:[:：]|\s[-–—]\s)\s*(?P<mark>.*)", re.DOTALL)
_NO_ROLE = re.compile(
    r"\b(?:notes?|comments?|remarks?|instructions?|see|version|document|conditions?|status|example)\b", re.IGNORECASE
)
_BOX = re.compile(r"\s*(?:[-*]\s+)?\[\s?(?P<mark>[xX✓✔✅*]?)\s?\]\s+(?P<text>\S.*)")


def line_entries(markdown: Markdown) -> Iterator[Entry]:
    """The entries of label lines, boxes and, under a heading that says sign-off, bullets (`CTO: Ann, 2026-03-02`)."""
    items = {item.text.line: item for item in markdown.items}
    cells: list[tuple[Kind, Value]] = []
    asked = False
    for block in markdown.blocks:
        if block.kind == "heading":
            yield from _closed(cells)
            cells, asked = [], _SIGN_OFF.search(block.text.plain) is not None
        elif block.kind in ("paragraph", "item"):
            whole = list(_boxes(block, items.get(block.line), markdown.path))
            if asked and block.kind == "item" and not whole:
                whole = list(_bullet(block, markdown))
            yield from whole or _collected(_labels(block, markdown), cells)
    yield from _closed(cells)


def _collected(labels: Iterator[tuple[Kind, Value]], cells: list[tuple[Kind, Value]]) -> Iterator[Entry]:
    """Add labels to those that stand together; a label that comes again begins the next entry."""
    for kind, value in labels:
        if any(kind == other for other, _ in cells):
            yield from _closed(cells)
            cells.clear()
        cells.append((kind, value))


def _bullet(block: Block, markdown: Markdown) -> Iterator[Entry]:
    """A bullet that says who signs and holds the mark behind it."""
    line = _ROLE_LINE.fullmatch(block.text.plain)
    if line is None or kind_of(line["who"]) not in ("role", "remark") or _NO_ROLE.search(line["who"]):
        return
    whole = value_of(block.text, markdown, block.line, block.text.column)
    if find_dates(line["mark"]) and not re.search(r"\w", without_dates(line["mark"])):
        yield labelled("lines", (("by", whole),), whole.location)
    else:
        who = plain_value(line["who"], whole.location)
        mark = Value(line["mark"], line["mark"], whole.location, whole.links, (), line["mark"])
        yield labelled("lines", (("name", who), ("signature", mark)), whole.location)


def _closed(cells: list[tuple[Kind, Value]]) -> Iterator[Entry]:
    """The labels that stand together, where they ask for somebody's mark or say how far the document is."""
    kinds = {kind for kind, _ in cells}
    if kinds & {"signature", "by", "decision"}:
        yield labelled("lines", tuple(cells), cells[0][1].location)


def _labels(block: Block, markdown: Markdown) -> Iterator[tuple[Kind, Value]]:
    links = markdown.links_of(block.text)
    for offset, line in enumerate(block.text.inline.plain.split("\n")):
        place = Location(markdown.path, block.text.line + offset, None)
        for match in _LABEL.finditer(line):
            kind, written = kind_of(match["label"]), match["value"].rstrip("| ")
            own = tuple(link for link in links if link.location.line == place.line)
            if kind not in ("remark", "role"):
                yield kind, Value(written, written, place, own, (), written)


def _boxes(block: Block, item: Item | None, path: str) -> Iterator[Entry]:
    if item is not None and item.mark is not None:
        yield _box(item.text.plain, Location(path, item.line, item.column), ticked=item.mark.strip() != "")
        return
    for offset, line in enumerate(block.text.inline.plain.split("\n")):
        if box := _BOX.match(line):
            yield _box(box["text"], Location(path, block.text.line + offset, None), ticked=box["mark"] != "")


def _box(text: str, location: Location, *, ticked: bool) -> Entry:
    return Entry("box", text, location, (("remark", plain_value(text, location)),), ticked)
