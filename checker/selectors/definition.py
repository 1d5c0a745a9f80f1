"""Definitions of links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.markdown.links import label_key, target_fields
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.record import Link, Record
from checker.tree.places import Region, regions_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Selector):
    """The definitions of link references (`[label]: target`), those that nothing uses and repeated ones too.

    A link by reference has the `label` of its definition.

    ```yaml
    for_each: {definition: {in: runbook}, allow_empty: true}
    require:
      label: first
      exists: {link: {in: '{document}'}, where: {label: {field: label}}}
    ```
    """

    kind: ClassVar[str] = "definition"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "the destination, its `target`"
    provides: ClassVar[Mapping[str, str]] = {
        "label": "by which links refer to it, in lower case",
        "target": "the destination as written",
        "to": "`file` for a relative path, `anchor` for `#…` alone, `web`, `mail`, `other`, `nowhere` when it is empty",
        "path": "the path from the root that a `file` or `anchor` leads to, empty for any other",
        "anchor": "what stands behind the `#`, may be empty",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""

    def by_document(self) -> bool:
        return not self.under

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        records = tuple(record for region in found.regions for record in _definitions(region))
        return Selected(records, found.problems, found.place, f"the definitions of {found.words}", len(records))


def _definitions(region: Region) -> Iterator[Record]:
    for label, target, line in region.markdown.definitions:
        if region.holds(line):
            column = region.markdown.lines[line - 1].find("[") + 1
            place = Location(region.markdown.path, line, column, region.pointer).pointing(label)
            link = Link("link", target, label, place, label_key(label))
            fields = target_fields(link, place)
            yield Record("definition", f"`[{label}]`", fields["target"], fields, line, link)
