"""Which part of a document a line belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.model.document import Document
from checker.model.markdown import Markdown


def part_of_lines(document: Document) -> Mapping[int, str]:
    """By line number; what is not named is `text`."""
    content = document.content
    return dict(_parts(content)) if isinstance(content, Markdown) else {}


def _parts(markdown: Markdown) -> Iterator[tuple[int, str]]:
    """Later ones win: a comment that begins a line is a comment, code is code."""
    yield from ((number, "front matter") for number in range(1, markdown.front_matter_lines + 1))
    for block in markdown.blocks:
        if block.kind == "heading":
            yield from _lines("heading", block.line, block.end_line)
    for table in markdown.tables:
        yield from _lines("table", table.line, table.end_line)
    for comment in markdown.comments:
        if markdown.lines[comment.line - 1].lstrip().startswith("<!--"):
            yield from _lines("comment", comment.line, comment.end_line)
    for code in markdown.codes:
        yield from _lines("code", code.line, code.end_line)


def _lines(part: str, first: int, last: int) -> Iterator[tuple[int, str]]:
    return ((number, part) for number in range(first, last + 1))
