"""Text without a structure of its own."""

from __future__ import annotations

from checker.data.source import BYTE_ORDER_MARK, source_lines
from checker.model.document import Document


def read_text(path: str, text: str) -> Document:
    """The text as it stands, without a byte order mark."""
    return Document(path, text.removeprefix(BYTE_ORDER_MARK), lines=source_lines(text))
