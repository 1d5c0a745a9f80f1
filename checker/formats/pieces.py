"""Texts put together piece by piece, by readers of formats other than Markdown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate

from checker.formats.markdown.inline import verbatim
from checker.formats.markdown.stretches import Places, Stretch, line_places
from checker.model.markdown import Cell, Inline, Span, Text

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


class PlacedPieces(Pieces):
    """What was read so far of a text as it is written. places: of its lines."""

    def __init__(self, source: str, places: Sequence[Place]) -> None:
        super().__init__()
        self._places = places
        self._starts = list(accumulate((len(line) + 1 for line in source.split("\n")), initial=0))[:-1]

    def place(self, at: int) -> Place:
        """Where the character at an offset of the text stands."""
        row = bisect_right(self._starts, at) - 1
        line, column = self._places[min(row, len(self._places) - 1)]
        return line, column + at - self._starts[row]

    def say_lines(self, text: str, at: int) -> None:
        """Add what stands in the text from an offset on."""
        for line in text.splitlines(keepends=True):
            self.say(line, self.place(at))
            at += len(line)


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


def as_one(texts: Sequence[Text]) -> Text:
    """Several texts as one, each in lines of its own."""
    if len(texts) == 1:
        return texts[0]
    inline = joined((one.written for one in texts), texts[0].written.places[0])
    return Text.read("\n".join(one.source for one in texts), inline)


def verbatim_text(written: str, line: int, column: int) -> Text:
    """A text within one line that is read as it is written."""
    return Text.read(written, verbatim(written, line_places(line, column, len(written))))


def empty_text(line: int, column: int) -> Text:
    return verbatim_text("", line, column)


def empty_cell(line: int, column: int) -> Cell:
    return Cell(empty_text(line, column), line, column)
