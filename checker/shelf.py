"""Documents at hand: the last ones that were asked for, as far as there is room."""

from __future__ import annotations

import gc

from checker.classes import dataclass, field
from checker.model.document import Document

SWEPT = 1_000_000
"""Bytes of documents that may be let go before their memory is looked for; a byte of them takes a hundred."""


@dataclass
class Shelf:
    """room: bytes of documents that are kept, one at least. documents: the last one that was taken stands at the end.

    let_go: bytes of documents that are at hand no more, and that may still take memory.
    """

    room: int
    documents: dict[str, Document] = field(default_factory=dict)
    size: int = 0
    let_go: int = 0

    def put(self, path: str, document: Document) -> None:
        """Takes a document to hand, and lets those go that were not asked for since long."""
        self.take(path)
        self.documents[path] = document
        self.size += document.size or 0
        while self.size > self.room and len(self.documents) > 1:
            gone = self.take(next(iter(self.documents)))
            self.let_go += gone.size or 0 if gone is not None else 0
        if self.let_go > max(SWEPT, self.room):
            # What is read refers to what it was read from and back, and the collector comes by seldom (`__main__`). It
            # looks at all that is at hand, which takes the longer the more that is.
            self.let_go = 0
            gc.collect()

    def take(self, path: str) -> Document | None:
        """Takes a document off; None where it is not at hand."""
        gone = self.documents.pop(path, None)
        self.size -= gone.size or 0 if gone is not None else 0
        return gone
