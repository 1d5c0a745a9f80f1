"""Documents at hand: the last ones that were asked for, as far as there is room."""

from __future__ import annotations

import gc
from collections.abc import Hashable
from typing import Generic, TypeVar

from checker.classes import dataclass, field
from checker.model.document import Document

SWEPT = 1_000_000
"""Bytes of documents that may be let go before their memory is looked for; a byte of them takes a hundred."""

K = TypeVar("K", bound=Hashable)


@dataclass
class Shelf(Generic[K]):
    """room: bytes of documents that are kept, one at least. documents: the last one that was taken stands at the end.

    let_go: bytes of documents that are at hand no more, and that may still take memory.
    """

    room: int
    documents: dict[K, Document] = field(default_factory=dict)
    size: int = 0
    let_go: int = 0

    def put(self, key: K, document: Document) -> None:
        """Takes a document to hand, and lets those go that were not asked for since long."""
        self.take(key)
        self.documents[key] = document
        self.size += document.size or 0
        while self.size > self.room and len(self.documents) > 1:
            gone = self.take(next(iter(self.documents)))
            self.let_go += gone.size or 0 if gone is not None else 0
        if self.let_go > max(SWEPT, self.room):
            # What is read refers to what it was read from and back, and the collector comes by seldom (`__main__`). It
            # looks at all that is at hand, which takes the longer the more that is.
            self.let_go = 0
            gc.collect()

    def take(self, key: K) -> Document | None:
        """Takes a document off; None where it is not at hand."""
        gone = self.documents.pop(key, None)
        self.size -= gone.size or 0 if gone is not None else 0
        return gone
