"""What stands in a Markdown document and looks like more than it is read as: rows, tasks, headings.

GitHub shows `| a | b |` as a row only right below its table, and a box only at the beginning of a list item. Whoever
wrote one elsewhere meant it all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from checker import lexicon
from checker.classes import replace
from checker.formats.markdown.rows import pieces_of
from checker.markdown.boxes import html_box_as_written
from checker.markdown.items import shortened
from checker.model.evidence import Reason, undeterminable
from checker.model.location import Location
from checker.model.markdown import Block, Comment, Inline, Item, Markdown, Table, Text
from checker.model.passed_over import KINDS_PASSED_OVER, PassedOver
from checker.patterns import regex
from checker.text.glyphs import as_latin, narrow, visible

ROWS = frozenset({"cell", "entry", "question", "row", "table"})
TASKS = frozenset({"task"})
HEADINGS = frozenset({"section"})
_LINE = attrgetter("line")

_SIGNS = "☐☑☒🗹⬜🔲◻□⬛◼■🟩🟥🟨"
_BOX = regex(
    r"\\?(?P<box>\[(?:\s*|\s*x\s*)\\?\](?![(\[:])"
    r"|\(\s+\)(?=\s)"
    rf"|\[\s*(?:[✓✔✅☑❌✗*~/?.!+>_-]\ufe0f?|_+|[ovyn]|n/?a)\s*\\?\](?![(\[:\w])|[{_SIGNS}]\ufe0f?)",
    re.IGNORECASE,
)
_WORD_BOX = regex(r"(?P<box>\[\s*(?P<said>[^\W\d_][^\[\]\n]{0,19}?)\s*\\?\])(?![(\[:\w])")
_BULLET = r"(?:[-+*–—•·▪◦‣⁃]\s+|[0-9]{1,3}[.)]\s+)?"
_BOX_IN_TEXT = regex(rf"{_BULLET}(?P<box>\[[ xX]?\](?=\s)|[{_SIGNS}]\ufe0f?)")
_BOX_ANYWHERE = regex(rf"(?<![^\s(])(?P<box>\[[ xX]\](?=\s|\Z)|[{_SIGNS}]\ufe0f?)")
_ITEM_IN_HTML = regex(r"\s*(?:[-*+]|[0-9]+[.)])\s+(?P<box>\[[ xX]\])\s")
_PERHAPS = regex(rf"\[[ xX]?\]|<input|[{_SIGNS}［【]", re.IGNORECASE)
_CODE = regex(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_WIDE_BOX = regex(r"[［【]\s*[xX✓✔\s]?\s*[］】]")
_DELIMITER = regex(r"[\s|:-]*")
_NO_HEADING = regex(r"[^\w#＃]{0,3}[#＃]{1,6}.*")
_HEADING = regex(r" {0,3}#{1,6} +\S.*")
_FENCE = regex(r"\s*(?:>\s*)*(?:[-*+]\s+|[0-9]+[.)]\s+)*(?P<fence>`{3,}|~{3,})")


def passed_over_in(markdown: Markdown) -> tuple[PassedOver, ...]:
    """In the order of the file."""
    found = [*_rows(markdown), *tasks_passed_over(markdown), *_headings(markdown), *_unclosed(markdown)]
    return tuple(sorted(found, key=lambda one: (one.line, one.gap.location.column or 0)))


def _rows(markdown: Markdown) -> Iterator[PassedOver]:
    """Lines that look like rows and stand in no table, those of a fence that cuts a table in two among them."""
    for block in markdown.blocks:
        if block.kind in ("paragraph", "heading", "item") and "|" in block.text.source:
            for line in range(block.line, block.end_line + 1):
                yield from _row(markdown, line, Reason.ROW_OUTSIDE_TABLE)
    ends = {table.end_line: table for table in markdown.tables}
    for code in markdown.codes:
        if code.line - 1 in ends and "|" in code.content:
            for line in range(code.line, code.end_line + 1):
                yield from _row(markdown, line, Reason.ROW_IN_CODE)


def _row(markdown: Markdown, line: int, reason: Reason) -> Iterator[PassedOver]:
    written = markdown.lines[line - 1]
    cells = _cells_in(written)
    above = _table_above(markdown, line)
    is_framed = written.strip().lstrip("> ").startswith("|") and written.rstrip().endswith("|") and len(cells) > 1
    as_wide = above is not None and len(cells) == len(above.header) > 1
    if not (is_framed or as_wide) or not any(cells) or _DELIMITER.fullmatch(written):
        return
    column = len(written) - len(written.lstrip()) + 1
    place = Location(markdown.path, line, column, _title_above(markdown, line))
    gap = undeterminable(reason, place, row=_shortened(written))
    yield PassedOver(ROWS, gap, above.line if above is not None else 0, cells)


def _cells_in(written: str) -> tuple[str, ...]:
    """What would be the cells of a line; pipes in code are none."""
    hidden = _CODE.sub(lambda code: code[0].replace("|", " "), written)
    return tuple(piece.text for piece in pieces_of(hidden, 0)) if "|" in hidden else ()


def _table_above(markdown: Markdown, line: int) -> Table | None:
    """The table above a line, with no heading between them."""
    heading = max((one.line for one in markdown.sections if one.level and one.line < line), default=0)
    return next((one for one in reversed(markdown.tables) if heading <= one.line < line), None)


def _title_above(markdown: Markdown, line: int) -> str:
    titles = [one.title.plain for one in markdown.sections if one.level and one.line < line]
    return titles[-1] if titles else ""


def _headings(markdown: Markdown) -> Iterator[PassedOver]:
    """Lines that begin with hashes and a sign that nobody sees, or that only looks like a blank or a hash."""
    for block in markdown.blocks:
        written = markdown.lines[block.line - 1]
        if block.kind == "paragraph" and _NO_HEADING.fullmatch(written) and _HEADING.fullmatch(_seen(written)):
            place = Location(markdown.path, block.line, block.text.column)
            yield PassedOver(HEADINGS, undeterminable(Reason.NO_HEADING, place, line=_shortened(written)))


def _seen(line: str) -> str:
    """A line as it looks: without what shows nothing, wide signs as plain ones, blanks as such."""
    return "".join(" " if one.isspace() else one for one in visible(narrow(line)))


def _unclosed(markdown: Markdown) -> Iterator[PassedOver]:
    """A code block or comment that nobody closes swallows all that stands below it."""
    last = len(markdown.lines)
    for code in markdown.codes:
        fence = _FENCE.match(markdown.lines[code.line - 1])
        if fence is None or code.first_line == code.line or code.end_line < last or last == code.line:
            continue
        closing = markdown.lines[last - 1].strip().lstrip("> ").strip()
        is_closed = closing.startswith(fence["fence"]) and not closing.strip(fence["fence"][0])
        if not is_closed:
            yield PassedOver(
                KINDS_PASSED_OVER, undeterminable(Reason.UNCLOSED_CODE, Location(markdown.path, code.line, 1))
            )
    for comment in markdown.comments:
        if comment.end_line >= last and not _is_closed(markdown, comment):
            place = Location(markdown.path, comment.line, comment.column)
            yield PassedOver(KINDS_PASSED_OVER, undeterminable(Reason.UNCLOSED_COMMENT, place))


def _is_closed(markdown: Markdown, comment: Comment) -> bool:
    first = markdown.lines[comment.line - 1][comment.column - 1 :]
    written = "\n".join((first, *markdown.lines[comment.line : comment.end_line]))
    return "-->" in written or written.startswith(("<!-->", "<!--->"))


def tasks_passed_over(markdown: Markdown) -> Iterator[PassedOver]:
    """What people write for the box of a task where GitHub shows none: `[_]`, `[todo]`, `☐`, a check box in HTML."""
    boxed = {(item.text.line, item.text.column) for item in markdown.items if item.mark is not None}
    own = {(item.text.line, item.text.column) for item in markdown.items}
    for item in markdown.items:
        if item.mark is None:
            yield from _in_item(item, markdown)
    for block in markdown.blocks:
        place = (block.text.line, block.text.column)
        # Parsing every text of a document takes long, and few hold a box.
        if _PERHAPS.search(block.text.source):
            yield from _in_block(block, markdown, is_own=place in own and place not in boxed)
    yield from _unboxed(markdown)


def _unboxed(markdown: Markdown) -> Iterator[PassedOver]:
    """Items without a box in a list of which half or more have one."""
    lists: dict[tuple[int, int], list[Item]] = {}
    for item in markdown.items:
        lists.setdefault((item.list_line, item.depth), []).append(item)
    for items in lists.values():
        without = [item for item in items if item.mark is None and not _heads_boxes(item, markdown)]
        for item in without if len(without) * 2 <= len(items) else ():
            if item.text.plain and not _box_at_start(item.text.source):
                place = Location(markdown.path, item.line, item.column, _title_above(markdown, item.line))
                gap = undeterminable(Reason.UNBOXED_ITEM, place, item=_shortened(item.text.plain))
                yield PassedOver(TASKS, gap)


def _heads_boxes(item: Item, markdown: Markdown) -> bool:
    items = markdown.items
    begin = bisect_right(items, item.line, key=_LINE)
    return any(one.mark is not None for one in items[begin : bisect_right(items, item.end_line, begin, key=_LINE)])


def _in_item(item: Item, markdown: Markdown) -> Iterator[PassedOver]:
    source = narrow(item.text.source).replace("【", "[").replace("】", "]")
    box = _box_at_start(source)
    written = item.text.source[box.start("box") : box.end("box")] if box is not None else _html_source(item.text)
    written = written or _disguised(item.text.source)
    if written:
        yield _pointed_out(item.text.plain, written, Location(markdown.path, item.line, item.column), markdown)


def _box_at_start(source: str) -> re.Match[str] | None:
    """What looks like a box at the beginning of an item: signs, or a word such as `[done]`."""
    worded = _WORD_BOX.match(source)
    return worded if worded and lexicon.wholly(worded["said"], "task.box") else _BOX.match(source)


def _disguised(source: str) -> str:
    """A box with a letter in it that only looks like an x, or with signs that nobody sees."""
    head, closing, _ = source.partition("]")
    taken_for = as_latin(head)
    return head + closing if closing and taken_for != head and _box_at_start(f"{taken_for}] ") else ""


def _in_block(block: Block, markdown: Markdown, *, is_own: bool) -> Iterator[PassedOver]:
    inline = block.text.inline
    pattern = {"html": _ITEM_IN_HTML, "cell": _BOX_ANYWHERE, "item": _BOX_ANYWHERE}.get(block.kind, _BOX_IN_TEXT)
    find = pattern.search if pattern is _BOX_ANYWHERE else pattern.match
    masked = _without_code(inline)
    at = 0
    for line in masked.split("\n"):
        box = find(line)
        # The box at the beginning of an item was looked at with the item.
        if box is not None and not (is_own and not masked[: at + box.start("box")].strip()):
            place = Location(markdown.path, *inline.places[at + box.start("box")])
            kinds = TASKS | {"entry"} if block.kind in ("paragraph", "item") and _is_open(box["box"]) else TASKS
            yield replace(_pointed_out(line, box["box"], place, markdown), kinds=kinds)
        at += len(line) + 1
    written = _html_source(block.text) if not is_own else ""
    if written:
        yield _pointed_out(block.text.plain, written, Location(markdown.path, *inline.places[0]), markdown)


def _is_open(box: str) -> bool:
    return not box.strip("[] \ufe0f☐⬜□◻")


def _without_code(inline: Inline) -> str:
    """The text with blanks for what is code, and plain brackets for wide ones around a box."""
    signs = list(inline.plain)
    for span in inline.spans:
        if span.kind == "code":
            signs[span.start : span.end] = " " * (span.end - span.start)
    return _WIDE_BOX.sub(lambda box: f"[{box[0][1:-1]}]", "".join(signs))


def _html_source(text: Text) -> str:
    if not _PERHAPS.search(text.source):
        return ""
    return html_box_as_written(text.inline)


def _pointed_out(text: str, box: str, place: Location, markdown: Markdown) -> PassedOver:
    words = _shortened(text) or box
    where = Location(place.path, place.line, place.column, _title_above(markdown, place.line or 0))
    return PassedOver(TASKS, undeterminable(Reason.NO_TASK, where, task=words, box=box))


def _shortened(text: str) -> str:
    return shortened(" ".join(text.split()))
