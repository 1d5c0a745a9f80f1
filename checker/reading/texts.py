"""The text of a stretch of Markdown, as people read it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.reading.places import Region


def body_text(region: Region) -> str:
    """What stands in a region besides headings: text, cells of table bodies, code, images; one line per block."""
    return "\n".join(text for text in _parts(region) if text)


def _parts(region: Region) -> Iterator[str]:
    headers = {table.line for table in region.markdown.tables if region.holds(table.line)}
    for block in region.markdown.blocks:
        if not region.holds(block.line) or block.kind in ("heading", "rule") or block.line in headers:
            continue
        images = [span.target for span in block.text.inline.spans if span.kind == "image"]
        yield block.text.plain or " ".join(images)
    for code in region.markdown.codes:
        if region.holds(code.line):
            yield code.content.strip()
