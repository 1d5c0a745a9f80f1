"""Lists as wholes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import ClassVar

from checker.classes import dataclass
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Item
from checker.model.record import Record, Value, plain_value
from checker.tree.places import Region, regions_in


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Selector):
    """The lists of a document, each as a whole, nested ones too. Their items are what `entry` and `task` find.

    ```yaml
    for_each: {section: {in: runbook, titled: Diagnosis}}
    require: {exists: {list: {}, where: {ordered: true, items: {number: {at_least: 3}}}}}
    ```
    """

    kind: ClassVar[str] = "list"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "its items, as a list of texts; what stands in nested lists is not among them"
    provides: ClassVar[Mapping[str, str]] = {
        "ordered": "true when its items are numbered",
        "items": "how many items it has, those of nested lists aside",
        "depth": "0 for an outermost list",
        "text": "its items, each by its own text",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""

    def by_document(self) -> bool:
        return not self.under

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        records = tuple(
            _record(region, items)
            for region in found.regions
            for items in _lists(region)
            if region.holds(items[0].list_line)
        )
        return Selected(records, found.problems, found.place, f"the lists of {found.words}", len(records))


def _lists(region: Region) -> list[list[Item]]:
    """The items of each list; a nested one may begin on the line of its parent, so its depth tells them apart."""
    ordered = sorted(region.markdown.items, key=lambda one: (one.list_line, one.depth))
    return [list(items) for _, items in groupby(ordered, key=lambda one: (one.list_line, one.depth))]


def _record(region: Region, items: list[Item]) -> Record:
    place = Location(region.markdown.path, items[0].list_line, items[0].column, region.pointer)
    texts = [one.text.plain for one in items]
    joined = ", ".join(texts)
    value = Value(joined, joined, place, data=joined, items=tuple(plain_value(one, place) for one in texts))
    ordered = items[0].number is not None
    fields = {
        "ordered": plain_value(str(ordered).lower(), place, ordered),
        "items": plain_value(str(len(items)), place, len(items)),
        "depth": plain_value(str(items[0].depth), place, items[0].depth),
        "text": value,
    }
    return Record("list", f"the list in line {place.line}", value, fields, max(one.end_line for one in items))
