"""Inline text of Markdown as a passage: what is read, what is hidden, and where tags and empty links stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.model.markdown import Inline, Text
from checker.reading.placeholders.kinds import Hit, Kind, Placeholder
from checker.reading.placeholders.passage import HIDDEN, Passage

_ASSIGNMENT = re.compile(r"[\w.]+ ?[=:] ")
_BROKEN_LINE = re.compile(r"(?<![\w`*])_{2,40}(?:(?: ?[/.] ?|[,;]? #?)_{2,40}){1,4}(?![\w`])")
_CONSTANT = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
_AROUND_CODE = " \t\n.;,:*"
_SLOT_TARGET = re.compile(
    r"(?i)<[^>]*>|\{\{.*\}\}|(?:https?://)?(?:…|\.{3})|#?(?:todo|tb[adc]|x{3,})"
    r"|(?:(?:insert|add|your|my|the|some)[-_ ])?(?:link|url|path|address)(?:[-_ ](?:to|of|for)?[-_ ]?[\w-]*)?"
    r"|\w{1,20}[-_](?:url|link)|(?:insert|add|your)[-_ ][\w-]+|[\w-]*[-_](?:here|goes[-_]here)"
)
"""A destination that says what belongs there."""
_EMPTY_TARGETS = frozenset({"", "#", "https://", "http://"})


def sole_code(inline: Inline) -> tuple[int, int] | None:
    """The code span that is the whole text, so that it is a value and not code; None when there is none."""
    spans = [span for span in inline.spans if span.kind == "code"]
    if len(spans) != 1:
        return None
    rest = inline.plain[: spans[0].start] + inline.plain[spans[0].end :]
    return None if rest.strip(_AROUND_CODE) else (spans[0].start, spans[0].end)


def is_value_of(text: str, code: tuple[int, int], hit: Hit) -> bool:
    """Whether a slot is the whole of a code span, or what is assigned in it (`THRESHOLD = [agreed value]`)."""
    before, after = text[code[0] : hit.start], text[hit.end : code[1]]
    return not after.strip() and (not before.strip() or bool(_ASSIGNMENT.fullmatch(before)))


def passage_of(
    inline: Inline, code: tuple[int, int] | None, *, cell: bool = False, label: bool = False, heading: bool = False
) -> Passage:
    """The text with what is not read hidden: code other than `code`, bare links, marks of footnotes."""
    parts, position = [], 0
    for span in sorted(inline.spans, key=lambda span: span.start):
        hides = span.kind in ("autolink", "footnote") or (span.kind == "code" and (span.start, span.end) != code)
        if hides and span.start >= position:
            parts.append(inline.plain[position : span.start])
            parts.append((" " if span.kind == "footnote" else HIDDEN) * (span.end - span.start))
            position = span.end
    text = "".join([*parts, inline.plain[position:]])
    links = tuple(sorted((span.start, span.end) for span in inline.spans if span.kind in ("link", "image")))
    tags = tuple((span.start, span.target) for span in inline.spans if span.kind == "html")
    return Passage(text, links, tags, cell=cell, label=label, heading=heading, aside=_is_aside(inline))


def _is_aside(inline: Inline) -> bool:
    """Whether all of a text is in italics."""
    start = len(inline.plain) - len(inline.plain.lstrip())
    end = len(inline.plain.rstrip())
    return any(span.kind == "emphasis" and span.start <= start and span.end >= end - 1 for span in inline.spans)


def place_of_tag(text: Text, hit: Hit, lines: Sequence[str]) -> tuple[int, int]:
    """Where a tag stands: it is no part of the plain text, so it is looked for behind the character before it."""
    inline = text.inline
    line, column = inline.places[hit.start - 1] if hit.start else (text.line, text.column)
    first = hit.text.split("\n", 1)[0]
    for number in range(line, min(inline.places[hit.start][0], len(lines)) + 1):
        place = lines[number - 1].find(first, column - 1 if number == line else 0)
        if place >= 0:
            return number, place + 1
    return inline.places[hit.start]


def empty_links(inline: Inline) -> Iterator[Placeholder]:
    """Links and images without a destination; a picture that is linked to nowhere is a badge."""
    images = {(span.start, span.end) for span in inline.spans if span.kind == "image"}
    for span in inline.spans:
        is_badge = span.kind == "link" and (span.start, span.end) in images
        if span.kind in ("link", "image") and _leads_nowhere(span.target.strip()) and not is_badge:
            text = f"[{inline.plain[span.start : span.end]}]({span.target})"
            yield Placeholder(Kind.EMPTY_LINK, text, *inline.places[span.start])


def _leads_nowhere(target: str) -> bool:
    return target in _EMPTY_TARGETS or bool(_SLOT_TARGET.fullmatch(target))


def bold_constants(inline: Inline, lines: Sequence[str]) -> Iterator[Placeholder]:
    """`__CUSTOMER_NAME__`, which CommonMark takes for bold: a constant in bold underscores, and no label."""
    for span in inline.spans:
        name, (line, column) = inline.plain[span.start : span.end], span.place
        if span.kind == "strong" and _CONSTANT.fullmatch(name) and 0 < line <= len(lines):
            written = lines[line - 1][column - 1 :]
            if written.startswith(f"__{name}__") and not written.startswith(":", len(name) + 4):
                yield Placeholder(Kind.VARIABLE, f"__{name}__", line, column)


def broken_lines(text: Text, lines: Sequence[str]) -> Iterator[Placeholder]:
    """Lines to write a date on (`__/__/____`), as written: CommonMark takes their underscores for emphasis."""
    for offset, row in enumerate(text.source.split("\n")):
        if "__" not in row or text.line + offset > len(lines):
            continue
        shift = max(0, lines[text.line + offset - 1].find(row))
        for found in _BROKEN_LINE.finditer(row):
            yield Placeholder(Kind.BLANK, found[0], text.line + offset, shift + found.start() + 1)


def lies_in(inner: Placeholder, outer: Placeholder) -> bool:
    """Whether one slot stands inside another of the same line."""
    if inner.line != outer.line or inner.column is None or outer.column is None:
        return False
    return outer.column <= inner.column < outer.column + len(outer.text)
