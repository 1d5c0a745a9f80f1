"""Inline text of Markdown as a passage: what is read, what is hidden, and where tags and empty links stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from checker import lexicon
from checker.model.markdown import Inline, Span, Text
from checker.patterns import regex
from checker.slots._addresses import is_made_up
from checker.slots._kinds import Hit, Kind, Placeholder
from checker.slots._names import names_thing
from checker.slots.passage import HIDDEN, Passage

_LABEL_BEFORE = regex(r"\w[*_)]*(?:[:：=]|\s[–—])[*_]*\s*$")
_ENDS_VALUE = regex(r"[ *_.]*(?:$|\n|[·•|;,]| `)| +(?=\ufffc)")
_WORDS = regex(r"[^\W\d_]+(?: [\w-]+)+")
_LABEL_REACH = 40
_SHAPED = regex(
    r"[#@]?(?:<[^<>]*[^\W\d_][^<>]*>|\[[^\[\]<>,]*[^\W\d_][^\[\]<>]*\]|\{\{?[^{}]*[^\W\d_][^{}]*\}?\}"
    r"|(?:[YMDJTA]{1,4}[-/.]){2}[YMDJTA]{1,4})"
)
_MASK_LETTERS = regex(r"YYYY|JJJJ|AAAA|XX|NN")
_ASSIGNMENT = regex(r"[\w.]+ ?[=:] ")
_BROKEN_LINE = regex(r"(?<![\w`*])_{2,40}(?:(?: ?[/.] ?|[,;]? #?)_{2,40}){1,4}(?![\w`])")
_CONSTANT = regex(r"[A-Z]+(?:_[A-Z]+)+")
_AROUND_CODE = " \t\n.;,:*"
_SLOT_TARGET = regex(
    r"(?i)<[^>]*>|\{\{.*\}\}|(?:https?://)?(?:…|\.{3})|#?x{3,}|(?:/?path/to|/?your/path)/[\w./-]*"
    r"|(?:(?:insert|add|your|my)[-_ ])?(?:link|url|path|address)(?:[-_ ](?:to|of|for)?[-_ ]?[\w-]*)?"
    r"|\w{1,20}[-_](?:url|link)"
    r"|(?:insert|add|your)[-_ ][\w-]+|[\w-]*[-_]here|(?:[\w./-]*/)?x{3,}\.\w{2,5}"
)
"""A destination that says what belongs there."""
_FILE = regex(
    r"(?i)^(?!\w+://).*\.(?:md|html?|pdf|png|jpe?g|svg|gif|rst|txt|csv|json|ya?ml|docx?|xlsx?|py|js|ts|cs|go|rs)$"
)
_NAMED = regex(r"\[[^\[\]]*[^\W\d_]{3}[^\[\]]*\]\[(?:\]|[^\[\]]*[^\W_])")
"""`[text][label]` with a word in its text, not `[i][j]` or `[a-z][0-9]`."""
_EMPTY_TARGETS = frozenset({"", "#", "https://", "http://"})


Stretch = tuple[int, int]


def codes_as_values(inline: Inline, *, cell: bool = False) -> tuple[Stretch, ...]:
    """The code spans that are values and not code: the whole text, or all that stands behind a label."""
    spans = [(span.start, span.end) for span in inline.spans if span.kind == "code"]
    if len(spans) == 1:
        start, end = spans[0]
        if not (inline.plain[:start] + inline.plain[end:]).strip(_AROUND_CODE):
            return (spans[0],) if cell or inline.plain[start] != "<" or _is_shaped(inline.plain[start:end]) else ()
    values, reached, is_behind = list[Stretch](), 0, False
    for start, end in spans:
        before = inline.plain[reached:start].rpartition("\n")[2]
        is_next = is_behind and not before.strip(" ,/")
        is_behind = is_next or bool(_LABEL_BEFORE.search(before[-_LABEL_REACH:]))
        if is_behind and _is_shaped(inline.plain[start:end]) and _ENDS_VALUE.match(inline.plain, end):
            values.append((start, end))
        reached = end
    return tuple(values)


def _is_shaped(code: str) -> bool:
    """Whether code is nothing but one slot that names what belongs there: `<owner>`, `[component]`, `#[team]`."""
    found = _SHAPED.fullmatch(code)
    return bool(found) and "||" not in code and (" " in code or names_thing(code) or bool(_MASK_LETTERS.search(code)))


def is_read(text: str, codes: Sequence[Stretch], hit: Hit) -> bool:
    """Whether a slot stands outside of code, or is all that a code span says that is a value."""
    return all(end <= hit.start or hit.end <= start or _is_value_of(text, (start, end), hit) for start, end in codes)


def _is_value_of(text: str, code: Stretch, hit: Hit) -> bool:
    """Whether a slot is the whole of a code span, or what is assigned in it (`THRESHOLD = [agreed value]`)."""
    before, after = text[code[0] : hit.start].strip(), text[hit.end : code[1]]
    is_addressed = before in ("#", "@") and text[hit.start] in "[<{"
    return not after.strip() and (not before or is_addressed or bool(_ASSIGNMENT.fullmatch(f"{before} ")))


def passage_of(
    inline: Inline,
    codes: Sequence[Stretch],
    *,
    cell: bool = False,
    label: bool = False,
    heading: bool = False,
    top: bool = False,
    item: bool = False,
) -> Passage:
    """The text with what is not read hidden: code other than `codes`, bare links, marks of footnotes."""
    if not inline.spans:
        return Passage(inline.plain, cell=cell, label=label, heading=heading, top=top, item=item)
    by_kind: dict[str, list[Span]] = {}
    for span in inline.spans:
        by_kind.setdefault(span.kind, []).append(span)
    hidden = [span for span in by_kind.get("code", ()) if (span.start, span.end) not in codes]
    hidden += [one for kind in ("autolink", "footnote", "attribute") for one in by_kind.get(kind, ())]
    links = [(span.start, span.end) for kind in ("link", "image") for span in by_kind.get(kind, ())]
    return Passage(
        _without(inline.plain, hidden) if hidden else inline.plain,
        tuple(sorted(links)),
        tuple((span.start, span.target) for span in by_kind.get("html", ())),
        tuple((span.start, span.end) for span in by_kind.get("emphasis", ())),
        cell=cell,
        label=label,
        heading=heading,
        bold="strong" in by_kind and _is_all(inline, "strong"),
        top=top,
        item=item,
    )


def _without(plain: str, hidden: Sequence[Span]) -> str:
    """The text as long as it is, with what is not read hidden."""
    parts, position = [], 0
    for span in sorted(hidden, key=attrgetter("start")):
        if span.start >= position:
            parts.append(plain[position : span.start])
            parts.append((" " if span.kind == "footnote" else HIDDEN) * (span.end - span.start))
            position = span.end
    return "".join([*parts, plain[position:]])


def _is_all(inline: Inline, kind: str) -> bool:
    """Whether all of a text is marked so."""
    start = len(inline.plain) - len(inline.plain.lstrip())
    end = len(inline.plain.rstrip())
    return any(span.kind == kind and span.start <= start and span.end >= end - 1 for span in inline.spans)


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


def empty_links(passage: Passage, inline: Inline, lines: Sequence[str]) -> Iterator[Placeholder]:
    """Links and images without a destination; a picture that is linked to nowhere is a badge."""
    images = {(span.start, span.end) for span in inline.spans if span.kind == "image"}
    for span in inline.spans:
        is_badge = span.kind == "link" and (span.start, span.end) in images
        if span.kind in ("link", "image") and _leads_nowhere(span, lines) and not is_badge:
            text = f"[{inline.plain[span.start : span.end]}]({span.target})"
            yield Placeholder(Kind.EMPTY_LINK, text, *inline.places[span.start])
        elif span.kind == "autolink" and is_made_up(span.target) and passage.stands_alone(span.start, span.end):
            yield Placeholder(Kind.EMPTY_LINK, inline.plain[span.start : span.end], *inline.places[span.start])


def undefined_links(inline: Inline) -> Iterator[Placeholder]:
    """Links by a label that nothing defines (`[the plan][plan]`), which are shown with their brackets."""
    for span in inline.spans:
        if span.kind == "dangling" and _NAMED.match(inline.plain, span.start, span.end):
            yield Placeholder(Kind.EMPTY_LINK, inline.plain[span.start : span.end], *inline.places[span.start])


def _leads_nowhere(span: Span, lines: Sequence[str]) -> bool:
    target = span.target.strip()
    if target in _EMPTY_TARGETS or is_made_up(target) or _is_note(target.removeprefix("#")):
        return True
    if _SLOT_TARGET.fullmatch(target):
        return not _FILE.search(target) or "path/" in target or "xxx" in target.casefold()
    named = not set("/.") & set(target) and names_thing(target)
    return (named or bool(_WORDS.fullmatch(target))) and _is_in_angles(span, lines)


def _is_note(target: str) -> bool:
    """Whether a destination is nothing but a word such as `todo`."""
    notes = (lexicon.wholly(target, concept) for concept in ("slot.marker", "slot.note"))
    return any(note is not None and (note.start, note.end) == (0, len(target)) for note in notes)


def _is_in_angles(span: Span, lines: Sequence[str]) -> bool:
    """Whether a destination is written `](<owner>)`, which CommonMark reads as a destination with blanks."""
    line, column = span.place
    return 0 < line <= len(lines) and f"](<{span.target}>)" in lines[line - 1][column - 1 :]


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
