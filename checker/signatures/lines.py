"""Sign-offs outside tables: label lines (`Signature: ____`), boxes (`[x] Approved by …`), sentences (`Signed by …`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from checker.model.location import Location
from checker.model.markdown import Block, Code, Item, Markdown
from checker.model.record import Link, Value, plain_value
from checker.patterns import regex
from checker.signatures.blocks import LabelBlock, is_sign_off_title
from checker.signatures.boxes import box_entry, box_in
from checker.signatures.doubts import unexplained_in
from checker.signatures.entries import Entry, labelled, value_of
from checker.signatures.kinds import kind_of
from checker.signatures.marks import is_mere_mark, refusal
from checker.signatures.names import NAME_WORD, is_office, is_title, looks_like_name
from checker.signatures.signing_words import SIGNED_BY, STATED
from checker.values.dates import find_dates, names_day, without_dates

_LABEL = regex(
    r"""(?P<label>[^\W\d_][^:：|]{0,50}?)\s*(?:[:：]|(?=\s_{3,}))\s*
    (?P<value>.*?)\s*(?=(?:\s{2,}|\s\|\s|_\s+|,\s+|(?<=\*)\s+)[^\W\d_][\w /-]{0,30}(?:[:：]|\s_{3,})|$)""",
    re.VERBOSE,
)
_SENTENCE = regex(
    rf"\W*{SIGNED_BY.strip()}\s+(?P<name>[^:：]*?)"
    r"(?:[\s,]+(?:on|at|am|le|el|em|il|op|dnia|den|in\ data)\b[:\s]*|[\s,;–—-]+(?=[0-9])|\s*$)"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.VERBOSE,
)
_STATED = regex(
    rf"\W*(?:(?:[Oo]n|[Aa]m|[Ll]e|[Ee]l|[Ee]m|[Ii]l|[Oo]p)\W+)?(?:I,\s+)?(?P<name>@[\w.-]+|{NAME_WORD}(?:\s+{NAME_WORD}){{0,5}})(?:\s*\([^()]*\))?,?\s+(?i:{STATED})(?!\w).*",
    re.VERBOSE,
)
"""`Ann Lee approved this on 2 March 2026`"""
_BLANK = regex(r"_{3,}|\[.+\]|\{\{|<\w+>")
_ROLE_LINE = regex(r"(?P<who>[^\W\d_][^:：—–|]{0,60}?)\s*(?:[:：]|\s[-–—]\s)\s*(?P<mark>.*)", re.DOTALL)
_NO_ROLE = regex(
    r"\b(?:notes?|comments?|remarks?|instructions?|see|version|document|conditions?|status|example)\b", re.IGNORECASE
)
_PLAIN_CODE = ("", "text", "txt", "plain", "plaintext", "markdown", "md")
_LONGEST_SENTENCE = 12
"""Words beside its date that a sentence may have which says who has signed."""


def line_entries(markdown: Markdown) -> Iterator[Entry]:
    """The entries of label lines, boxes and, under a heading that says sign-off, bullets (`CTO: Ann, 2026-03-02`)."""
    items = {item.text.line: item for item in markdown.items}
    together = LabelBlock()
    for block in markdown.blocks:
        if block.kind == "heading":
            yield from together.closed()
            together = LabelBlock(asked=is_sign_off_title(block.text.plain))
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
            together = LabelBlock()
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


def _read(lines: Iterable[_Line], together: LabelBlock) -> Iterator[Entry]:
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
    found = _SENTENCE.fullmatch(line.text.strip())
    if found is None or len(without_dates(line.text).split()) > _LONGEST_SENTENCE:
        return None
    name, whole = without_dates(found["name"]).strip(" ,;–—-"), line.text.strip()
    if not looks_like_name(name) and not _BLANK.search(name):
        return None
    mark = Value(whole, whole, line.place, line.links, (), whole)
    return labelled("lines", (("name", plain_value(name, line.place)), ("signature", mark)), line.place)


def _statement(line: _Line, *, asked: bool) -> Entry | None:
    """A line that says that somebody approved, and when; under another heading only where it says nothing else.

    asked: the heading says sign-off.
    """
    text = line.text.strip()
    found = _STATED.fullmatch(without_dates(text))
    if found is None or not names_day(text) or len(without_dates(text).split()) > _LONGEST_SENTENCE:
        return None
    if not looks_like_name(found["name"]) or is_office(found["name"]) or not (asked or not unexplained_in(text, ())):
        return None
    mark = Value(text, text, line.place, line.links, (), text)
    return labelled("lines", (("name", plain_value(found["name"], line.place)), ("signature", mark)), line.place)


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
    if line is None or kind_of(line["who"]) not in ("role", "remark") or _NO_ROLE.search(line["who"]):
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
        yield box_entry(item.text.plain, item.mark, Location(path, item.line, item.column))
        return
    for offset, line in enumerate(block.text.inline.plain.split("\n")):
        if box := box_in(line, Location(path, block.text.line + offset, None)):
            yield box
