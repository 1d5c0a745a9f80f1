"""Documents at hand: the last ones that were asked for, as far as there is room."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

from checker.classes import dataclass, field
from checker.model.document import Document
from checker.model.markdown import Markdown, Sheet

K = TypeVar("K", bound=Hashable)


@dataclass
class Shelf(Generic[K]):
    """room: bytes of documents that are kept, one at least. documents: those, the one taken last at the end."""

    room: int
    documents: dict[K, Document] = field(default_factory=dict)
    size: int = 0

    def put(self, key: K, document: Document) -> None:
        """Takes a document to hand, and lets those go that were not asked for since long."""
        self.take(key)
        self.documents[key] = document
        self.size += document.size or 0
        while self.size > self.room and len(self.documents) > 1:
            gone = self.take(next(iter(self.documents)))
            if gone is not None:
                _let_go(gone)

    def take(self, key: K) -> Document | None:
        """Takes a document off; None where it is not at hand."""
        gone = self.documents.pop(key, None)
        self.size -= gone.size or 0 if gone is not None else 0
        return gone


def _let_go(document: Document) -> None:
    """Has the memory of a document freed with it. What was noted of it refers back to it, and can be found again.

    The collector would see to that too, but comes by seldom (`__main__`), and looks at all that is at hand.
    """
    content = document.content.markdown if isinstance(document.content, Sheet) else document.content
    if isinstance(content, Markdown):
        content.notes.clear()
