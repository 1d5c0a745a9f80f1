"""Inline text put together piece by piece, by readers of formats other than Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING

from checker.formats.markdown.stretches import Places, Stretch
from checker.model.markdown import Inline, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[int, int]
"""Line and column, from 1."""


class Pieces:
    """What was read of one text so far."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._stretches: list[Stretch] = []
        self._spans: list[Span] = []
        self.size = 0

    def say(self, text: str, place: Place) -> None:
        """Add text that stands side by side with the file from a place on."""
        if text:
            self._stretches.append((self.size, *place))
            self._pieces.append(text)
            self.size += len(text)

    def mark(self, kind: str, start: int, target: str, place: Place, label: str = "") -> None:
        """What was said from `start` on is a span; see `Span`."""
        self._spans.append(Span(kind, start, self.size, target, place, label))

    @contextmanager
    def span(self, kind: str, place: Place, target: str = "", label: str = "") -> Iterator[None]:
        """What is said inside it is a span."""
        start = self.size
        yield
        self.mark(kind, start, target, place, label)

    def add(self, inline: Inline, place: Place | None = None) -> None:
        """Add a text that was read. place: where it stands instead, for one that is shown elsewhere."""
        size = self.size
        if place is None:
            places = inline.places
            if isinstance(places, Places):
                places.carry(0, max(len(inline.plain), 1), size, self._stretches)
            self._pieces.append(inline.plain)
            self.size += len(inline.plain)
        else:
            self.say(inline.plain, place)
        self._spans += [
            Span(one.kind, one.start + size, one.end + size, one.target, place or one.place, one.label)
            for one in inline.spans
        ]

    def finished(self, place: Place) -> Inline:
        """What was collected. place: where the text begins."""
        places = Places(self._stretches or [(0, *place)], self.size)
        spans = sorted(self._spans, key=lambda span: (span.place, -span.end))
        return Inline("".join(self._pieces), tuple(spans), places)


def joined(inlines: Iterable[Inline], place: Place) -> Inline:
    """Several texts as one, each in lines of its own."""
    pieces = Pieces()
    for inline in inlines:
        if pieces.size:
            pieces.say("\n", inline.places[0])
        pieces.add(inline)
    return pieces.finished(place)


def with_spans(inline: Inline, change: Callable[[Span], Span]) -> Inline:
    """The same with other spans."""
    return Inline(inline.plain, tuple(map(change, inline.spans)), inline.places)
