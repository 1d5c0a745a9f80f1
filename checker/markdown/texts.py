"""The text of a stretch of Markdown, as people read it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.markdown import Block, Text
from checker.model.record import Link
from checker.tree.places import Region


def body_text(region: Region) -> str:
    """What stands in a region besides headings: text, cells of table bodies, code, images; one line per block."""
    return "\n".join(text for text in _parts(region) if text)


def marked_in(region: Region) -> tuple[tuple[Link, ...], tuple[str, ...]]:
    """The links in that text, and what of it is code: the contents of code spans and the lines of code blocks."""
    blocks = list(_blocks(region))
    spans = [span for block in blocks for span in block.text.code]
    lines = [line for code in region.within(region.markdown.codes) for line in code.content.splitlines()]
    links = tuple(link for block in blocks for link in region.markdown.links_of(block.text))
    return links, (*spans, *(line.strip() for line in lines if line.strip()))


def is_emphasised(text: Text) -> bool:
    """Whether every word is in bold or italics, all in one or one after the other; signs between them may be plain."""
    inline = text.inline
    rest = [sign.isalnum() for sign in inline.plain]
    for one in inline.spans:
        if one.kind in ("strong", "emphasis"):
            rest[one.start : one.end] = [False] * (one.end - one.start)
    return any(sign.isalnum() for sign in inline.plain) and not any(rest)


def _parts(region: Region) -> Iterator[str]:
    for block in _blocks(region):
        images = [span.target for span in block.text.inline.spans if span.kind == "image"]
        yield block.text.plain or " ".join(images)
    for code in region.within(region.markdown.codes):
        yield code.content.strip()


def _blocks(region: Region) -> Iterator[Block]:
    headers = {table.line for table in region.within(region.markdown.tables)}
    for block in region.within(region.markdown.blocks):
        if block.kind not in ("heading", "rule") and block.line not in headers:
            yield block
