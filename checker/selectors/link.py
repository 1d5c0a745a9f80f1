"""Links and images."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.record import Link as ModelLink
from checker.model.record import Record, Value, plain_value
from checker.reading.links import destination_of, path_from, split_target
from checker.reading.places import Region, regions_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Selector):
    """The links and images of a document, reference links and HTML ones included.

    Links in comments and code are none.

    ```yaml
    for_each: {link: {in: [runbook, report]}, where: {to: [file, anchor]}, allow_empty: true}
    require: resolves
    ```
    """

    kind: ClassVar[str] = "link"
    short: ClassVar[str] = "in"
    provides: ClassVar[Mapping[str, str]] = {
        "to": "`file` for a relative path, `anchor` for `#…` alone, `web`, `mail`, `other`, `nowhere` when it is empty",
        "target": "the destination as written",
        "path": "the path from the root that a `file` or `anchor` leads to, empty for any other",
        "anchor": "what stands behind the `#`, may be empty",
        "text": "what a reader sees; for an image its alternative text",
        "form": "`link`, `image`, `autolink` or `html`",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        records = tuple(_record(region, link) for region in found.regions for link in _links(region))
        return Selected(records, found.problems, found.place, f"the links of {found.words}", len(records))


def _links(region: Region) -> list[ModelLink]:
    return [
        link
        for block in region.markdown.blocks
        if region.holds(block.line)
        for link in region.markdown.links_of(block.text)
    ]


def _record(region: Region, link: ModelLink) -> Record:
    place = link.location.pointing(*([region.pointer] if region.pointer else []), link.target)
    fields = {
        "to": Value(link.target, destination_of(link.target), place, data=destination_of(link.target)),
        "target": Value(link.target, link.target, place, links=(link,), data=link.target),
        "path": plain_value(_path(link, place), place),
        "anchor": plain_value(split_target(link.target)[1], place),
        "text": Value(link.text, link.text, place, data=link.text),
        "form": Value(link.kind, link.kind, place, data=link.kind),
    }
    return Record("link", f"link `{link.target}`", fields["target"], fields, link.location.line, link)


def _path(link: ModelLink, place: Location) -> str:
    """From the root; empty when the link leaves the repository."""
    to = destination_of(link.target)
    if to == "anchor":
        return place.path
    return path_from(place.path, split_target(link.target)[0]) or "" if to == "file" else ""
