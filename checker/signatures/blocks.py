"""Labels that stand together in lines (`Name: …`, `Signature: …`, `Date: …`) as the entries that they make up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.model.record import Value
from checker.patterns import regex
from checker.signatures.decisions import decision_of, is_draft
from checker.signatures.entries import Entry, labelled
from checker.signatures.kinds import Kind, is_approver, is_status, kind_of_line
from checker.signatures.lexicon import SIGN_OFF_TITLE
from checker.signatures.marks import is_mere_mark, refusal
from checker.signatures.names import is_title, looks_like_name
from checker.values.dates import find_dates, without_dates

_TITLE = regex(SIGN_OFF_TITLE, re.IGNORECASE | re.VERBOSE)
_Cell = tuple[Kind, Value]


def is_sign_off_title(title: str) -> bool:
    """Whether what stands under a title is there to be signed."""
    return _TITLE.search(title) is not None


@dataclass(slots=True)
class LabelBlock:
    """Labels under one heading, gathered until one of them comes again. asked: the heading says sign-off.

    approver: somebody is named whose part is to approve. titled: the last label was a role (`Technical Lead: Ann`), and
    whether a place for a signature follows is still open.
    """

    asked: bool = False
    cells: list[_Cell] = field(default_factory=list)
    status: Value | None = None
    approver: bool = False
    titled: _Cell | None = None

    def clear(self) -> None:
        """Begin the next entry."""
        self.cells, self.status, self.approver, self.titled = [], None, False, None

    def add(self, label: str, value: Value, *, dated: bool = False) -> Iterator[Entry]:
        """Take one label; what is complete with that comes out. dated: its line has a date of its own."""
        kind = kind_of_line(label) if len(value.plain.split()) <= _LONGEST_MARK else "remark"
        if is_status(label):
            self.status = self.status or value
        elif kind == "remark" and self.cells and not is_title(label):
            self.cells.append((kind, value))
        elif kind in ("remark", "role", "organisation"):
            yield from self._add_title(label, value, dated=dated)
        else:
            if self.titled is not None and kind == "signature" and not self._has("name", "signature"):
                self.cells.append(("name", self.titled[1]))
            if self._has(kind) or (kind == "by" and self._has("signature", "decision") and not self._has("name")):
                yield from self.closed()
                self.clear()
            self.approver = self.approver or (is_approver(label) and may_be("by", value.plain))
            self.cells.append((kind, value))

    def _add_title(self, label: str, value: Value, *, dated: bool) -> Iterator[Entry]:
        """A label that is a role: the place of a mark where a date stands beside it, else of the name of who signs."""
        if not is_title(label):
            return
        if dated and (self.asked or self.cells):
            yield from self.closed()
            self.clear()
            self.cells = [("by", value)]
        elif self._has("signature", "by"):
            yield from self.closed()
            self.clear()
        self.titled = ("role", value) if value.plain.strip() else None

    def follow(self, value: Value) -> None:
        """Take a line without a label: what the empty label above it asks for."""
        if not self.cells or not value.plain or len(value.plain) > _LONGEST_NAME:
            return
        kind, above = self.cells[-1]
        near = (value.location.line or 0) - (above.location.line or 0) <= _NEAR
        if not near or kind == "date":
            return
        days = find_dates(value.plain)
        if days and not re.search(r"\w", without_dates(value.plain)) and not self._has("date"):
            self.cells.append(("date", value))
        elif not above.plain.strip() and may_be(kind, value.plain):
            self.cells[-1] = (kind, value)

    def closed(self) -> Iterator[Entry]:
        """The labels so far, where they ask for somebody's mark or say how far the document is."""
        cells = self._settled()
        if self.status is not None:
            found = decision_of(self.status.plain)[0]
            if cells and {kind for kind, _ in cells} & {"signature", "by"}:
                if is_draft(self.status.plain):
                    yield labelled("lines", (("decision", self.status),), self.status.location)
            elif found != "ambiguous" or not cells or is_draft(self.status.plain):
                cells.append(("decision", self.status))
        if {kind for kind, _ in cells} & {"signature", "by", "decision"}:
            yield labelled("lines", tuple(cells), cells[0][1].location)

    def _settled(self) -> list[_Cell]:
        """The cells with an empty `Approved by:` as a title over the labels below it, and an approver as a signer."""
        cells = list(self.cells)
        if self._has("name", "signature"):
            titles = [value for kind, value in cells if kind == "by" and not value.plain.strip()]
            cells = [cell for cell in cells if cell[1] not in titles]
            if titles and not self._has("signature", "decision"):
                return [("by" if kind == "name" else kind, value) for kind, value in cells]
        if self.approver and self.status is None and not {"signature", "by", "decision"} & {kind for kind, _ in cells}:
            cells = [("by" if kind == "name" else kind, value) for kind, value in cells]
        return cells

    def _has(self, *kinds: Kind) -> bool:
        return any(kind in kinds for kind, _ in self.cells)


_LONGEST_NAME = 60
_LONGEST_MARK = 24
"""Words: what is longer is an explanation of something, nobody's mark."""
_NEAR = 2
"""So many lines may a name stand below its label: the next one, or the one after a blank line."""


def may_be(kind: Kind, text: str) -> bool:
    """Whether a text has the form of what belongs there: a name, a mark, or few words that say there is none."""
    text = re.sub(r"[\s＿]*[㊞印]?\s*$", "", text)
    if looks_like_name(re.split(r",|\s[-–—]\s", text)[0]) or re.search(r"@[\w-]", text):
        return True
    return (refusal(text) != "" and len(text.split()) <= _FEW) or (kind == "signature" and is_mere_mark(text))


_FEW = 6
