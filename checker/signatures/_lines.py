"""Sign-offs outside tables: label lines (`Signature: ____`), boxes (`[x] Approved by …`), sentences (`Signed by …`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker import lexicon
from checker.classes import dataclass, field
from checker.model.location import Location
from checker.model.markdown import Block, Code, Item, Markdown
from checker.model.record import Link, Value, plain_value
from checker.patterns import regex
from checker.signatures._decisions import decision_of, is_draft
from checker.signatures._entries import Entry, labelled, may_be, value_of
from checker.signatures._labels import (
    Kind,
    is_approver,
    is_sign_off_title,
    is_status_label,
    kind_of,
    kind_of_line,
)
from checker.signatures._marks import PARTS, is_mere_mark, refusal, unexplained_in, without_marks
from checker.signatures._names import is_office, is_organisation, is_title, looks_like_name
from checker.text.glyphs import narrow
from checker.values.dates import find_dates, names_day, without_dates
from checker.values.people import as_read

_Cell = tuple[Kind, Value]
_LABEL = regex(
    r"""(?P<label>[^\W\d_][^:：|]{0,50}?)\s*(?:[:：]|(?=\s_{3,}))\s*
    (?P<value>.*?)\s*(?=(?:\s{2,}|\s\|\s|_\s+|,\s+|(?<=\*)\s+)[^\W\d_][\w /-]{0,30}(?:[:：]|\s_{3,})|$)""",
    re.VERBOSE,
)
_S_SIGN = regex(r"\W*/+s/+\s+")
_BLANK = regex(r"_{3,}|\[.+\]|\{\{|<\w+>")
_ROLE_LINE = regex(r"(?P<who>[^\W\d_][^:：—–|]{0,60}?)\s*(?:[:：]|\s[-–—]\s)\s*(?P<mark>.*)", re.DOTALL)
_BOX = regex(
    r"\s*(?:[-*]\s+)?\[\s?(?P<mark>[xX✓✔✅*]?|[nN]\s?/?\s?[aA]|[-–—~/?!>]|[oO]|skip(?:ped)?|waived|none)\s?\]"
    r"\s+(?P<text>\S.*)"
)
_TICKS = frozenset("xX✓✔✅*")
_BY = ("signature.signed_by", "column.by")
_PLAIN_CODE = ("", "text", "txt", "plain", "plaintext", "markdown", "md")
_LONGEST_SENTENCE = 12
"""Words beside its date that a sentence may have which says who has signed."""


def line_entries(markdown: Markdown) -> Iterator[Entry]:
    """The entries of label lines, boxes and, under a heading that says sign-off, bullets (`CTO: Ann, 2026-03-02`)."""
    items = {item.text.line: item for item in markdown.items}
    together = _LabelBlock()
    for block in markdown.blocks:
        if block.kind == "heading":
            yield from together.closed()
            together = _LabelBlock(asked=is_sign_off_title(block.text.plain))
        elif block.kind in ("paragraph", "item"):
            whole = list(_boxes(block, items.get(block.line), markdown.path))
            if together.asked and not whole and (block.kind == "item" or _is_role_line(block)):
                whole = list(_bullet(block, markdown))
            yield from whole or _read(_lines_of(block, markdown), together)
    yield from together.closed()


def code_entries(markdown: Markdown) -> Iterator[Entry]:
    """The entries of label lines in code blocks of plain text, which people use to keep a form's lines apart."""
    for code in markdown.codes:
        if code.info.strip().lower() in _PLAIN_CODE:
            together = _LabelBlock()
            found = [*_read(_code_lines(code, markdown.path), together), *together.closed()]
            yield from (entry for entry in found if entry.first("signature") or entry.first("by"))


@dataclass(frozen=True, slots=True)
class _Line:
    """One line as people read it. links: those in it."""

    text: str
    place: Location
    links: tuple[Link, ...] = field(default=())


def _lines_of(block: Block, markdown: Markdown) -> Iterator[_Line]:
    links = markdown.links_of(block.text)
    for offset, line in enumerate(block.text.inline.plain.split("\n")):
        place = Location(markdown.path, block.text.line + offset, None)
        yield _Line(line, place, tuple(link for link in links if link.location.line == place.line))


def _code_lines(code: Code, path: str) -> Iterator[_Line]:
    for offset, line in enumerate(code.content.split("\n")):
        yield _Line(line.strip().lstrip("#/*- "), Location(path, code.first_line + offset, None))


def _read(lines: Iterable[_Line], together: _LabelBlock) -> Iterator[Entry]:
    """Add what the lines say to the labels that stand together; what is complete with that comes out."""
    for line in lines:
        if sentence := _sentence(line) or _statement(line, asked=together.asked):
            yield from together.closed()
            together.clear()
            yield sentence
            continue
        labels = list(_LABEL.finditer(line.text))
        if not labels or labels[0].start() > _LONGEST_LEAD:
            together.follow(Value(line.text, line.text.strip(), line.place, line.links, (), line.text))
        for match in labels:
            written = match["value"].rstrip("| ")
            value = Value(written, written, line.place, line.links, (), written)
            yield from together.add(match["label"].replace("_", " ").strip(), value, dated=_is_dated(labels))


_LONGEST_LEAD = 8
"""Characters before its first label that a line may have (a bullet, an emoji)."""


def _is_dated(labels: Iterable[re.Match[str]]) -> bool:
    return any(kind_of(match["label"]) == "date" for match in labels)


def _sentence(line: _Line) -> Entry | None:
    """A line that says who has signed, and when (`Electronically signed by Ann Lee on 2 March 2026`)."""
    text = line.text.strip()
    if len(without_dates(text).split()) > _LONGEST_SENTENCE:
        return None
    start = _behind_signed_by(text)
    if start is None:
        return None
    rest = without_dates(text[start:])
    until = [match.start for match in lexicon.find(rest, "signature.when")]
    name = rest[: min(until, default=len(rest))].strip(" ,;–—-")
    if ":" in name or not (looks_like_name(name) or _BLANK.search(name)):
        return None
    return _stated_by(name, line)


def _behind_signed_by(text: str) -> int | None:
    """Where the name begins in a sentence such as `This document was signed by Ann Lee`; None for another sentence."""
    if sign := _S_SIGN.match(text):
        return sign.end()
    for match in lexicon.find(text, "signature.signed_by"):
        said = lexicon.without(text[: match.start], "signature.mark", "signature.filler", "signature.approved")
        if not re.search(r"\w", said) and text[match.end : match.end + 1].isspace():
            return match.end
    return None


def _statement(line: _Line, *, asked: bool) -> Entry | None:
    """A line that says that somebody approved, and when; under another heading only where it says nothing else.

    asked: the heading says sign-off.
    """
    text = line.text.strip()
    told = without_dates(text)
    if not names_day(text) or len(told.split()) > _LONGEST_SENTENCE:
        return None
    name = _who_states(told)
    if not name or is_office(name) or not (asked or not unexplained_in(text, ())):
        return None
    return _stated_by(name, line)


def _who_states(told: str) -> str:
    """The name before the verb (`On … I, Ann Lee (CTO), hereby approve …`); empty for none."""
    verb = next(iter(lexicon.find(told, "signature.stated")), None)
    if verb is None:
        return ""
    before = told[: verb.start].rstrip(" ,")
    while auxiliary := lexicon.ends(before, "signature.auxiliary"):
        before = before[: auxiliary.start].rstrip(" ,")
    before = re.sub(r"\s*\([^()]*\)$", "", before)
    opening = lexicon.begins(before, "signature.when")
    before = before[opening.end :] if opening else before
    name = re.sub(r"^\W*I,\s+", "", before).strip(" ,.*_")
    return name if looks_like_name(name) else ""


def _stated_by(name: str, line: _Line) -> Entry:
    whole = line.text.strip()
    mark = Value(whole, whole, line.place, line.links, (), whole)
    return labelled("lines", (("name", plain_value(name, line.place)), ("signature", mark)), line.place)


def _is_role_line(block: Block) -> bool:
    """Whether a paragraph is like a bullet: a role in bold, and behind it a mark, a date, or that they are missing."""
    inline = block.text.inline
    line = _ROLE_LINE.fullmatch(block.text.plain)
    bold = any(span.kind == "strong" and span.start == 0 for span in inline.spans)
    if line is None or not bold or "\n" in inline.plain or len(list(_LABEL.finditer(inline.plain))) > 1:
        return False
    return bool(find_dates(line["mark"]) or refusal(line["mark"]) or is_mere_mark(line["mark"]))


def _bullet(block: Block, markdown: Markdown) -> Iterator[Entry]:
    """A bullet that says who signs and holds the mark behind it."""
    line = _ROLE_LINE.fullmatch(block.text.plain)
    if line is None or kind_of(line["who"]) not in ("role", "remark") or lexicon.holds(line["who"], "column.no_role"):
        return
    if len(without_dates(line["mark"]).split()) > _LONGEST_SENTENCE:
        return
    whole = value_of(block.text, markdown, block.line, block.text.column)
    if find_dates(line["mark"]) and not re.search(r"\w", without_dates(line["mark"])) and not is_title(line["who"]):
        yield labelled("lines", (("by", whole),), whole.location)
    else:
        who = plain_value(line["who"], whole.location)
        mark = Value(line["mark"], line["mark"], whole.location, whole.links, (), line["mark"])
        yield labelled("lines", (("name", who), ("signature", mark)), whole.location)


def _boxes(block: Block, item: Item | None, path: str) -> Iterator[Entry]:
    if item is not None and item.mark is not None:
        yield _box_entry(item.text.plain, item.mark, Location(path, item.line, item.column))
        return
    for offset, line in enumerate(block.text.inline.plain.split("\n")):
        if box := _box_in(line, Location(path, block.text.line + offset, None)):
            yield box


# Labels that stand together


@dataclass(slots=True)
class _LabelBlock:
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
        if is_status_label(label):
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


# Boxes


def _box_in(line: str, location: Location) -> Entry | None:
    """The box with which a line begins that is no task of Markdown; None for none."""
    found = _BOX.match(narrow(line))
    return _box_entry(line[found.start("text") :], found["mark"], location) if found else None


def _box_entry(text: str, mark: str, location: Location) -> Entry:
    """A box with who signs there, and when. mark: what stands in it."""
    signers = list(dict.fromkeys(_signers(text)))
    cells: list[tuple[Kind, Value]] = [("name", plain_value(", ".join(signers), location))] if signers else []
    cells += [("date", plain_value(str(day), location)) for day in find_dates(text)[:1]]
    mark = mark.strip()
    ticked = mark in _TICKS if mark == "" or mark in _TICKS else None
    return Entry("box", text, location, (*cells, ("remark", plain_value(text, location))), ticked)


def attested_by(text: str) -> str:
    """What stands behind `approved by` and its like, up to the end of that part; empty for none."""
    read = without_dates(as_read(text))
    ends = [match.end for concept in _BY for match in lexicon.find(read, concept)]
    who = read[min(ends) :].lstrip(" :") if ends else ""
    return PARTS.split(who, maxsplit=1)[0].strip(" ,.")


def names_nobody(text: str) -> bool:
    """Whether a box only says that somebody approved, or which office did, and names no person."""
    said = without_marks(without_dates(as_read(text)))
    who = attested_by(text)
    return not said or is_office(said) or bool(who and not _is_name(without_marks(who)))


def _signers(text: str) -> Iterator[str]:
    said = without_dates(as_read(text))
    if who := attested_by(text):
        yield from (
            name
            for name in map(without_marks, lexicon.without(who, "person.joint", instead="&").split("&"))
            if _is_name(name)
        )
        return
    names = [name for part in PARTS.split(said) if _is_name(name := without_marks(part))]
    dated = said != as_read(text)
    # A single word may be what is ticked (`(R) Criteria`, `Docs`); a day beside it says that somebody signs.
    yield from (name for name in names if name[0] == "@" or " " in name or (dated and len(name) > 1) or name == said)


def _is_name(text: str) -> bool:
    return looks_like_name(text) and not is_office(text) and not is_organisation(text)
