"""List items and table rows as records."""

from __future__ import annotations

from checker.formats import read_document
from checker.markdown.items import item_record, outermost, row_entry, shortened
from checker.model.markdown import Item, Markdown
from checker.model.record import Record
from checker.tree.places import Region

TEXT = """\
# Scope

- [x] **one** [b](b.md)
  - [ ] detail
- [ ]
- three

| # | Item | Status |
|---|------|--------|
| 1 | four | DONE   |
| 2 |      |        |
"""


def region() -> Region:
    content = read_document("docs/a.md", TEXT.encode()).content
    assert isinstance(content, Markdown)
    return Region(content, 1, len(content.lines), content.sections[1])


def said(record: Record) -> tuple[str, str, str, str]:
    """Label, place, pointer and the state of the box."""
    box = record.fields["checked"]
    said = box.gap.message if box.gap is not None else box.plain
    return record.label, str(record.location), record.location.pointer, said


def items() -> tuple[Item, ...]:
    return region().markdown.items


def test_items_are_records_with_their_box() -> None:
    assert [said(item_record(region(), item, "task")) for item in items()] == [
        ("task `one b`", "docs/a.md:3:1", "Scope/one b", "ticked"),
        ("task `detail`", "docs/a.md:4:3", "Scope/detail", "not ticked"),
        ("task without text", "docs/a.md:5:1", "Scope/", "not ticked"),
        ("task `three`", "docs/a.md:6:1", "Scope/three", "task `three` has no box"),
    ]


def test_links_of_an_item_are_kept() -> None:
    assert [link.target for link in item_record(region(), items()[0], "task").value.links] == ["b.md"]


def test_rows_are_records_with_their_status() -> None:
    table = region().markdown.tables[0]
    records = [row_entry(region(), table, row) for row in table.rows]
    assert [(said(one), one.fields["status"].plain) for one in records] == [
        (("entry `four`", "docs/a.md:10:3", "Scope/four", "entry `four` has no box"), "DONE"),
        (("entry `2`", "docs/a.md:11:3", "Scope/2", "entry `2` has no box"), ""),
    ]


def test_items_within_items_are_left_out() -> None:
    assert [item.text.plain for item in outermost(items())] == ["one b", "", "three"]


def test_labels_are_cut() -> None:
    assert [shortened("a" * 48), shortened("a b" * 20, 5)] == ["a" * 48, "a ba…"]
