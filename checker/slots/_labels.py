"""Labels with nothing behind them, where their neighbours have something: `**Owner:**` above `**Date:** 2026-07-01`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.markdown import Block, Item, Markdown
from checker.patterns import regex
from checker.slots._fields import LONGEST_LABEL
from checker.slots._kinds import Kind, Placeholder
from checker.slots._names import names_role, names_thing, thing_of

_LABEL_LINE = regex(r"\s*([^\W\d_][^:：\n|?!]{0,40})(?::(?=\s|$)|：)\s*(.*)")
_NEXT_PART = regex(r"#{1,6}\s|(?:[-*] ?){3,}$|<!--")


def empty_labels(document: Markdown) -> Iterator[Placeholder]:
    """Lines `Owner:` without a value. A line whose value stands below it is no such line."""
    items = {item.text.line: item for item in document.items}
    for position, block in enumerate(document.blocks):
        following = document.blocks[position + 1] if position + 1 < len(document.blocks) else None
        if block.kind == "paragraph":
            yield from _in_paragraph(block, is_last=_ends_part(document, block.end_line))
        elif block.kind == "item" and block.text.line in items:
            beside = items.get(following.text.line) if following is not None else None
            yield from _in_item(document, items[block.text.line], block, beside)


def _ends_part(document: Markdown, line: int) -> bool:
    """Whether nothing follows a line in its part of the document: it ends there, or a heading or rule comes next."""
    following = next((text.strip() for text in document.lines[line:] if text.strip()), "")
    return not following or bool(_NEXT_PART.match(following))


def _in_paragraph(block: Block, *, is_last: bool) -> Iterator[Placeholder]:
    """Empty labels between other labels of one paragraph; its last line may lead to what follows."""
    if ":" not in block.text.source and "：" not in block.text.source:
        return
    lines = block.text.inline.plain.split("\n")
    labels = [_label_of(line) for line in lines]
    offset = 0
    for position, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label is not None and not label[1]:
            beside = position + 1 < len(lines) and labels[position + 1] is not None
            is_end = is_last and position + 1 == len(lines) and (not position or labels[position - 1] is not None)
            if beside or (is_end and _stands_out(block, label[0])):
                yield _placed(block, offset, label[0])
        offset += len(line) + 1


def _stands_out(block: Block, label: str) -> bool:
    """Whether a label is written as one: in bold, or as a noun that asks for a value."""
    bold = any(
        span.kind in ("strong", "emphasis") and span.end - span.start >= len(label) for span in block.text.inline.spans
    )
    words = label.split()
    return (
        bold
        or (names_thing(words[-1]) or names_role(words[-1]))
        or (thing_of(label) is not None and (names_thing(words[0]) or names_role(words[0])))
    )


def _in_item(document: Markdown, item: Item, block: Block, beside: Item | None) -> Iterator[Placeholder]:
    """An item that is a label and has nothing below it: before another label of its list, or as its last item."""
    label = _label_of(block.text.inline.plain) if ":" in block.text.source and "`" not in block.text.source else None
    if label is None or label[1] or item.mark is not None or item.end_line > block.end_line:
        return
    is_beside = beside is not None and beside.list_line == item.list_line and beside.depth == item.depth
    if is_beside and beside is not None:
        if _label_of(beside.text.inline.plain) is not None:
            yield _placed(block, 0, label[0])
    elif _ends_part(document, block.end_line):
        yield _placed(block, 0, label[0])


def _label_of(line: str) -> tuple[str, str] | None:
    """Label and value of a line, None when it is no label line."""
    found = _LABEL_LINE.fullmatch(line)
    if found is None or (len(re.findall(r"\w+", found[1])) > LONGEST_LABEL and thing_of(found[1]) is None):
        return None
    return found[1], found[2].strip()


def _placed(block: Block, offset: int, label: str) -> Placeholder:
    start = offset + block.text.inline.plain[offset:].index(label[0])
    return Placeholder(Kind.EMPTY_LABEL, f"{label}:", *block.text.inline.places[start])
