"""Labels with nothing behind them, where their neighbours have something: `**Owner:**` above `**Date:** 2026-07-01`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.markdown import Block, Item, Markdown
from checker.reading.placeholders.kinds import Kind, Placeholder

_LABEL_LINE = re.compile(r"\s*([^\W\d_][^:：\n|?!]{0,40})(?::(?=\s|$)|：)\s*(.*)")
_LONGEST_LABEL = 4
"""Words of a label; what is longer is a sentence that leads to what follows."""


def empty_labels(document: Markdown) -> Iterator[Placeholder]:
    """Lines `Owner:` without a value. A line whose value stands below it is no such line."""
    items = {item.text.line: item for item in document.items}
    for position, block in enumerate(document.blocks):
        following = document.blocks[position + 1] if position + 1 < len(document.blocks) else None
        if block.kind == "paragraph":
            yield from _in_paragraph(block)
        elif block.kind == "item" and block.text.line in items:
            beside = items.get(following.text.line) if following is not None else None
            yield from _in_item(items[block.text.line], block, beside)


def _in_paragraph(block: Block) -> Iterator[Placeholder]:
    """Empty labels between other labels of one paragraph; its last line may lead to what follows."""
    if ":" not in block.text.source and "：" not in block.text.source:
        return
    lines = block.text.inline.plain.split("\n")
    labels = [_label_of(line) for line in lines]
    offset = 0
    for position, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label is not None and not label[1] and position + 1 < len(lines) and labels[position + 1] is not None:
            yield _placed(block, offset, label[0])
        offset += len(line) + 1


def _in_item(item: Item, block: Block, beside: Item | None) -> Iterator[Placeholder]:
    """An item that is a label, has nothing below it, and stands before another item of its list that is a label."""
    label = _label_of(block.text.inline.plain) if ":" in block.text.source and "`" not in block.text.source else None
    if label is None or label[1] or item.mark is not None or item.end_line > item.line:
        return
    if beside is None or beside.list_line != item.list_line or beside.depth != item.depth:
        return
    if _label_of(beside.text.inline.plain) is not None:
        yield _placed(block, 0, label[0])


def _label_of(line: str) -> tuple[str, str] | None:
    """Label and value of a line, None when it is no label line."""
    found = _LABEL_LINE.fullmatch(line)
    if found is None or len(found[1].split()) > _LONGEST_LABEL:
        return None
    return found[1], found[2].strip()


def _placed(block: Block, offset: int, label: str) -> Placeholder:
    start = offset + block.text.inline.plain[offset:].index(label[0])
    return Placeholder(Kind.EMPTY_LABEL, f"{label}:", *block.text.inline.places[start])
