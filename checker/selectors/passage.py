"""What a document consists of, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.markdown.texts import is_emphasised
from checker.model.evidence import Reason, absent
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Block, Code, Comment
from checker.model.record import Record, Value, missing_value, plain_value
from checker.tree.places import Region, regions_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Selector):
    """Everything that a document consists of, in the order of reading: headings, paragraphs, items, cells, code,
    comments.

    `form` says what a passage is, `where` picks those that are meant: `{form: paragraph}` is prose, `{form: comment}`
    what only the writer sees. As a text it is what people read of it; a comment is its content.

    ```yaml
    for_none: {passage: {in: report}, where: {form: comment}}
    ```
    """

    kind: ClassVar[str] = "passage"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "what it says, as people read it"
    provides: ClassVar[Mapping[str, str]] = {
        "form": "`heading`, `paragraph`, `item`, `cell`, `rule` (`---`), `html`, `code` or `comment`",
        "text": "what it says, as people read it; of a rule the line as written",
        "position": "its position in the document, from 1; comments do not count and have none",
        "emphasised": "true when every word of it is in bold or italics",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""

    def by_document(self) -> bool:
        return not self.under

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        records = tuple(record for region in found.regions for record in _passages(region))
        return Selected(records, found.problems, found.place, f"the passages of {found.words}", len(records))


def _passages(region: Region) -> Iterator[Record]:
    """The passages of a region, numbered in its document."""
    markdown = region.markdown
    every: list[Block | Code | Comment] = [
        *markdown.blocks,
        *markdown.rules,
        *markdown.codes,
        *markdown.comments,
    ]
    number = 0
    for passage in sorted(every, key=lambda one: one.line):
        number += not isinstance(passage, Comment)
        if region.holds(passage.line):
            yield _record(region, passage, number)


def _record(region: Region, passage: Block | Code | Comment, number: int) -> Record:
    form = passage.kind if isinstance(passage, Block) else "code" if isinstance(passage, Code) else "comment"
    column = passage.text.column if isinstance(passage, Block) else getattr(passage, "column", 1)
    place = Location(region.markdown.path, passage.line, column, region.pointer)
    if isinstance(passage, Block):
        links = region.markdown.links_of(passage.text)
        value = Value(passage.text.source, passage.text.plain, place, links, passage.text.code, passage.text.plain)
    else:
        value = Value(passage.content, " ".join(passage.content.split()), place, data=passage.content)
    emphasised = isinstance(passage, Block) and is_emphasised(passage.text)
    fields = {
        "form": plain_value(form, place),
        "text": value,
        "position": missing_value(absent(Reason.NO_POSITION, place))
        if form == "comment"
        else plain_value(str(number), place, number),
        "emphasised": plain_value(str(emphasised).lower(), place, emphasised),
    }
    return Record("passage", f"{form} in line {passage.line}", value, fields, passage.end_line, passage)
