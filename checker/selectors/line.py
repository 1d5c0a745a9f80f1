"""Lines of text files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.markdown.line_parts import part_of_lines
from checker.model.document import Document
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.record import Record, Value, plain_value
from checker.tree.places import documents_in, words_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Selector):
    """The lines of a file as they are written, whatever its format; for what a line must look like.

    Inside a requirement and without `in`, these are the lines from the first to the last one of the record at hand. The
    last line of every file is kept by `where: {document: last}`; `require: {ending: lf}` then wants a line break there.

    ```yaml
    for_each: {file: 'src/**/*.py'}
    require: {exists: {line: {}, where: {line: {number: {at_most: 5}}, text: {contains: Copyright}}}}
    ```
    """

    kind: ClassVar[str] = "line"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "the line without its end"
    provides: ClassVar[Mapping[str, str]] = {
        "line": "its number, from 1",
        "text": "the line without its end, blanks kept",
        "ending": "how it ends: `lf`, `crlf`, `none` for a last line without a line break; `cr` in Markdown and YAML",
        "part": "in Markdown `front matter`, `heading`, `table`, `code`, `comment` or `text`; `text` in any other file",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""

    def select(self, scope: Scope) -> Selected:
        documents, problems = documents_in(scope, self.in_)
        first, last = _stretch(scope) if self.in_ is None else (1, None)
        records = tuple(record for one in documents for record in _records(one, first, last))
        place = Location(documents[0].path, 1, 1) if documents else Location(".")
        words = words_for(self.in_, documents) if self.in_ is not None else place.path
        return Selected(records, problems, place, f"the lines of {words}", len(records))


def _stretch(scope: Scope) -> tuple[int, int | None]:
    """The lines of the record at hand; a file, and what has no line, is all of its document."""
    record = scope.record
    if record is None or record.location.line is None or record.end_line is None:
        return 1, None
    return record.location.line, record.end_line


def _records(document: Document, first: int, last: int | None) -> list[Record]:
    parts = part_of_lines(document)
    return [
        _record(document.path, number, text, parts.get(number, "text"), document.endings[number - 1])
        for number, text in enumerate(document.lines[first - 1 : last], first)
    ]


def _record(path: str, number: int, text: str, part: str, ending: str) -> Record:
    place = Location(path, number, 1)
    value = Value(text, text, place, data=text)
    fields = {
        "line": plain_value(str(number), place, number),
        "text": value,
        "ending": plain_value(ending, place),
        "part": plain_value(part, place),
    }
    return Record("line", f"line {number}", value, fields, number)
