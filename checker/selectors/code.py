"""Code blocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Code as CodeBlock
from checker.model.record import Record, Value, plain_value
from checker.tree.places import Region, regions_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Selector):
    """The code blocks of a document, fenced or indented.

    ```yaml
    require: {exists: {code: {in: module-readme}, where: {text: {contains: terraform init}}}}
    ```
    """

    kind: ClassVar[str] = "code"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "the code"
    provides: ClassVar[Mapping[str, str]] = {
        "text": "the code",
        "fenced": "true when it stands between fences, false when it is indented",
        "language": "the first word after the fence, in lower case; empty for none",
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
            _record(region, code) for region in found.regions for code in region.within(region.markdown.codes)
        )
        return Selected(records, found.problems, found.place, f"the code blocks of {found.words}", len(records))


def _record(region: Region, code: CodeBlock) -> Record:
    place = Location(region.markdown.path, code.line, 1, region.pointer)
    is_fenced = code.first_line > code.line
    fields = {
        "text": Value(code.content, code.content, place, data=code.content),
        "fenced": plain_value(str(is_fenced).lower(), place, is_fenced),
        "language": Value(code.info, code.language, place, data=code.language),
    }
    return Record("code", f"code block in line {code.line}", fields["text"], fields, code.end_line, code)
