"""What there is to sign in a document: rows, blocks of label lines, boxes, keys of data."""

from __future__ import annotations

import re
from typing import Literal

from checker.classes import dataclass
from checker.model.location import Location
from checker.model.markdown import Markdown, Text
from checker.model.record import Value
from checker.signatures._labels import Kind
from checker.signatures._marks import is_mere_mark, refusal
from checker.signatures._names import looks_like_name

Form = Literal["row", "lines", "box", "data", "empty"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be signed.

    form: a table row, label lines, a task box, a value of data, or `empty` for a table without rows.
    cells: what stands there, by what it is about; a kind may occur twice. label: how people call it.
    ticked: of the box, None without one or where it is neither ticked nor open (`[n/a]`).
    shifted: the row has fewer cells than its table has columns.
    """

    form: Form
    label: str
    location: Location
    cells: tuple[tuple[Kind, Value], ...] = ()
    ticked: bool | None = None
    shifted: bool = False

    def first(self, kind: Kind) -> Value | None:
        """The first cell of a kind, None when the form has none."""
        return next((value for found, value in self.cells if found == kind), None)


def labelled(form: Form, cells: tuple[tuple[Kind, Value], ...], location: Location, *, shifted: bool = False) -> Entry:
    """An entry that is called by its role or name, whichever is filled."""
    called = [value.plain for kind, value in cells if kind in ("role", "name", "by") and value.plain.strip()]
    return Entry(form, called[0] if called else f"line {location.line}", location, cells, shifted=shifted)


def value_of(text: Text, markdown: Markdown, line: int, column: int) -> Value:
    """A Markdown text as a value with its links and code spans."""
    plain = text.inline.plain
    code = tuple(plain[span.start : span.end] for span in text.inline.spans if span.kind == "code")
    place = Location(markdown.path, line, column)
    return Value(text.source, text.plain, place, markdown.links_of(text), code, text.plain)


def may_be(kind: Kind, text: str) -> bool:
    """Whether a text has the form of what belongs there: a name, a mark, or few words that say there is none."""
    text = re.sub(r"[\s＿]*[㊞印]?\s*$", "", text)
    if looks_like_name(re.split(r",|\s[-–—]\s", text)[0]) or re.search(r"@[\w-]", text):
        return True
    return (refusal(text) != "" and len(text.split()) <= _FEW) or (kind == "signature" and is_mere_mark(text))


_FEW = 6
