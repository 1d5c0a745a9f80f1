"""Links and images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.markdown.footnotes import lacks_footnote
from checker.markdown.links import target_fields
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Text
from checker.model.record import Link as ModelLink
from checker.model.record import Record, Value, plain_value
from checker.text.html import attributes_of
from checker.tree.places import Region, regions_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Selector):
    """The links and images of a document, reference links and HTML ones included.

    What is written as a link by a label that nothing defines is one that leads nowhere, and so is the mark of a
    footnote that is not there. Links in comments and code are none.

    ```yaml
    for_each: {link: {in: [runbook, report]}, where: {to: [file, anchor]}, allow_empty: true}
    require: resolves
    ```
    """

    kind: ClassVar[str] = "link"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "where it leads, its `target`; what a reader sees is its field `text`"
    provides: ClassVar[Mapping[str, str]] = {
        "to": "`file` for a relative path, `anchor` for `#…` alone, `web`, `mail`, `other`, `nowhere` when it is empty "
        "or a path on the disk of the writer (`file:`, `C:/`)",
        "target": "the destination as written",
        "path": "the path from the root that a `file` or `anchor` leads to, empty for any other",
        "anchor": "what stands behind the `#`, may be empty",
        "label": "the label of a link by reference, in lower case; empty when it names its destination itself",
        "text": "what a reader sees; for an image its alternative text",
        "form": "`link`, `image`, `autolink` (`<https://…>`) or `bare` (a URL without any markup), in HTML too",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""

    def by_document(self) -> bool:
        return not self.under

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        records = tuple(_record(region, link) for region in found.regions for link in _links(region))
        return Selected(records, found.problems, found.place, f"the links of {found.words}", len(records))


def _links(region: Region) -> list[ModelLink]:
    return [
        link
        for block in region.within(region.markdown.blocks)
        for link in (*region.markdown.links_of(block.text), *_further_links(region, block.text))
    ]


def _further_links(region: Region, text: Text) -> Iterator[ModelLink]:
    """Links by a label that nothing defines, and the images of which a browser chooses one (`srcset`)."""
    for span in text.inline.spans if text.may_lead else ():
        place = Location(region.markdown.path, *span.place)
        if span.kind == "dangling" or (span.kind == "footnote" and lacks_footnote(region.markdown, text.inline, span)):
            label = f"^{span.target}" if span.kind == "footnote" else span.target
            yield ModelLink("link", "", text.inline.plain[span.start : span.end], place, label)
        elif span.kind == "html" and not span.target.startswith("</"):
            for target in _images_of(attributes_of(span.target).get("srcset", "")):
                yield ModelLink("image", target, "", place)


def _images_of(srcset: str) -> Iterator[str]:
    """The addresses in `a.png 1x, b.png 2x`."""
    if not srcset.lstrip().startswith("data:"):
        yield from (words[0] for one in srcset.split(",") if (words := one.split()))


def _record(region: Region, link: ModelLink) -> Record:
    place = link.location.pointing(*([region.pointer] if region.pointer else []), link.target)
    fields = {
        **target_fields(link, place),
        "text": Value(link.text, link.text, place, data=link.text),
        "form": plain_value(_form(region, link), place),
    }
    return Record("link", f"link `{link.target}`", fields["target"], fields, link.location.line, link)


def _form(region: Region, link: ModelLink) -> str:
    """How it is written; a URL that is a link by itself begins without an angle."""
    line, column = link.location.line or 1, link.location.column or 1
    written = region.markdown.lines[line - 1][column - 1 :]
    return "bare" if link.kind == "autolink" and not written.startswith("<") else link.kind
