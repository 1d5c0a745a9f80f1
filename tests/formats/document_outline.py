"""What a document says, as text and numbers, so that a test can compare all of a kind at a glance."""

from __future__ import annotations

from checker.formats import read_document
from checker.model.document import Document
from checker.model.markdown import Markdown, Table


class Outline:
    """Reads texts as documents of one name, which says their format."""

    def __init__(self, path: str) -> None:
        self.path = path

    def document(self, text: str) -> Document:
        return read_document(self.path, text.encode())

    def read(self, text: str) -> Markdown:
        content = self.document(text).content
        assert isinstance(content, Markdown)
        return content

    def sections(self, text: str) -> list[tuple[str, int, str, int, int]]:
        found = [one for one in self.read(text).sections if one.level]
        return [("/".join(one.trail), one.level, one.slug, one.line, one.end_line) for one in found]

    def blocks(self, text: str) -> list[tuple[str, str, int, int, int]]:
        found = self.read(text).blocks
        return [(one.kind, one.text.plain, one.line, one.text.column, one.end_line) for one in found]

    def items(self, text: str) -> list[tuple[str, str | None, int, int, int, int]]:
        found = self.read(text).items
        return [(one.text.plain, one.mark, one.depth, one.line, one.column, one.end_line) for one in found]

    def tables(self, text: str) -> list[list[list[tuple[str, int, int]]]]:
        return [cells_of(one) for one in self.read(text).tables]

    def links(self, text: str) -> list[tuple[str, str, str, int, int]]:
        content = self.read(text)
        found = [one for block in content.blocks for one in content.links_of(block.text)]
        return [(one.kind, one.target, one.text, one.location.line or 0, one.location.column or 0) for one in found]

    def unread(self, text: str) -> list[str]:
        return [f"{gap.location}: {gap.message}" for gap in self.read(text).unread]


def cells_of(table: Table) -> list[list[tuple[str, int, int]]]:
    """The cells of a table with their places, the header first."""
    every = (table.header, *(row.cells for row in table.rows))
    return [[(cell.text.plain, cell.line, cell.column) for cell in row] for row in every]
