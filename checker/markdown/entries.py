"""What a section lists: the items of its lists and the rows of its tables, each of them an entry."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from checker.classes import dataclass
from checker.markdown.html_tables import html_tables_in
from checker.markdown.items import item_record, outermost, row_entry, shortened
from checker.markdown.rows import body_rows
from checker.model.evidence import Reason, absent, undeterminable
from checker.model.markdown import Item
from checker.model.observation import Observation, lacking
from checker.model.record import Record
from checker.tree.places import Region
from checker.values.answers import is_done

FORMS = ("tasks", "rows", "items")
"""In which people list things; of equally many entries, the first of them counts."""
_LINE = attrgetter("line")


@dataclass(frozen=True, slots=True)
class _Listed:
    """One list or table. form: of `FORMS`."""

    form: str
    entries: tuple[Record, ...]


def entries_of(region: Region) -> tuple[list[Record], list[Observation]]:
    """The entries in the form that has most of them, and what there is to say of the others.

    What stands beside them in another form is passed over only where it is done, or is a remark that says nothing.
    """
    listed = [*_lists(region), *_tables(region)]
    number = {form: sum(len(one.entries) for one in listed if one.form == form) for form in FORMS}
    form = max(FORMS, key=lambda one: number[one])
    entries = [entry for one in listed if one.form == form for entry in one.entries]
    others = [entry for one in listed if one.form != form for entry in one.entries if not _is_settled(entry, one.form)]
    unread = [table.unread for table in html_tables_in(region)]
    return entries, [*(_unsettled(entry, form) for entry in others), *_open_below(region, entries), *unread]


def _open_below(region: Region, entries: Sequence[Record]) -> Iterator[Observation]:
    """What is still to be done of an entry that is ticked: the open boxes of the items in it."""
    ticked = [entry.origin for entry in entries if isinstance(entry.origin, Item) and entry.fields["checked"].data]
    items = [item for item in region.within(region.markdown.items) if item.mark == " "]
    inside = {id(item) for one in ticked for item in _inside(one, items)}
    below = [item for item in items if id(item) in inside]
    found = [item_record(region, item, "entry") for item in below]
    for one in found:
        if not (one.fields["struck"].data or one.fields["not_applicable"].data):
            yield lacking(undeterminable(Reason.OPEN_BELOW, one.location, record=one.label))


def _is_settled(entry: Record, form: str) -> bool:
    """Whether it says that it is done, or is a mere remark."""
    box, said = entry.fields["checked"], is_done(entry.fields["status"].plain)
    if box.is_there and not box.data:
        return False
    return said is not False and (said is True or box.is_there or form == "items")


def _unsettled(entry: Record, form: str) -> Observation:
    gap = absent(Reason.NOT_AN_ENTRY, entry.location, record=entry.label, form=form)
    hint = "list it with the others, or take it out of the section"
    return lacking(gap, found=shortened(entry.value.plain), hint=hint)


def _lists(region: Region) -> Iterator[_Listed]:
    """The outermost lists; one with a box in it is a list of tasks, to which its items without a box belong."""
    items = region.within(region.markdown.items)
    for one in _by_list(outermost(items)):
        of_tasks = any(_has_box(item, items) for item in one)
        entries = [entry for item in one for entry in _of_item(item, items)] if of_tasks else one
        records = tuple(item_record(region, item, "entry") for item in entries)
        yield _Listed("tasks" if of_tasks else "items", records)


def _by_list(items: Iterable[Item]) -> Iterable[list[Item]]:
    lists: dict[int, list[Item]] = {}
    for item in items:
        lists.setdefault(item.list_line, []).append(item)
    return lists.values()


def _of_item(item: Item, items: Sequence[Item]) -> Iterator[Item]:
    """The item, or, where it only heads tasks, those of the lists in it that have a box."""
    inside = _inside(item, items)
    if item.mark is not None or not any(one.mark is not None for one in inside):
        yield item
        return
    for one in _by_list(outermost(inside)):
        if any(_has_box(below, items) for below in one):
            yield from (entry for below in one for entry in _of_item(below, items))


def _has_box(item: Item, items: Sequence[Item]) -> bool:
    return any(one.mark is not None for one in (item, *_inside(item, items)))


def _inside(item: Item, items: Sequence[Item]) -> list[Item]:
    """The items in it. items: in the order of the file."""
    begin = bisect_left(items, item.line, key=_LINE)
    end = bisect_right(items, item.end_line, begin, key=_LINE)
    return [one for one in items[begin:end] if one.depth > item.depth]


def _tables(region: Region) -> Iterator[_Listed]:
    for table in region.within(region.markdown.tables):
        records = tuple(row_entry(region, table, row) for _, row in body_rows(table))
        yield _Listed("rows", records)
