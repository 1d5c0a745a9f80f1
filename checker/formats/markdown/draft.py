"""An inline text while it is read, piece by piece, from offsets in the source of its block."""

from __future__ import annotations

from collections import defaultdict

from checker.classes import dataclass
from checker.formats.markdown.literals import HIDDEN, literals_in, may_hold_literals
from checker.formats.markdown.stretches import Places, Stretch
from checker.model.markdown import Comment, Inline, Span
from checker.text.html import attributes_of, comment_content, element_of, ends_line

_SPAN_OF_ELEMENT = {
    "b": "strong",
    "code": "code",
    "del": "strike",
    "em": "emphasis",
    "i": "emphasis",
    "kbd": "code",
    "pre": "code",
    "s": "strike",
    "samp": "code",
    "strike": "strike",
    "strong": "strong",
    "tt": "code",
}
_NOT_SHOWN = frozenset({"script", "style"})
_MASKED = frozenset({"autolink", "code", "image", "link"})
"""Spans in whose text no bare URL or footnote begins."""


@dataclass(slots=True)
class Begun:
    """A span that is not finished yet.

    at: where its markup begins in the source. size, spans: how much text and how many spans came before it.
    """

    kind: str
    at: int
    size: int
    spans: int
    target: str = ""
    label: str = ""


class Draft:
    """Collects text, spans and comments.

    source: of the block, without the markers of the blocks around it. places: of its characters.
    """

    def __init__(self, source: str, places: Places) -> None:
        self.source = source
        self.comments: list[Comment] = []
        self._places = places
        self._size = 0
        self._pieces: list[str] = []
        self._escaped: list[int] = []
        self._stretches: list[Stretch] = []
        self._spans: list[Span] = []
        self._tags: defaultdict[str, list[Begun]] = defaultdict(list)
        self._hiding = ""

    def finished(self) -> Inline:
        """What was collected. A link that is never closed reaches to the end."""
        self._closing_tag("a")
        plain = "".join(self._pieces)
        places = Places(self._stretches or [(0, *self._places[0])], self._size)
        if may_hold_literals(plain):
            breaks = [span.start for span in self._spans if span.kind == "html"]
            literals = literals_in(self._masked(plain), breaks)
            self._spans += [Span(kind, start, end, target, places[start]) for kind, start, end, target in literals]
        self._spans.sort(key=lambda span: (span.place, -span.end))
        return Inline(plain, tuple(self._spans), places)

    def say(self, text: str, at: int, *, escaped: bool = False) -> None:
        """Add text that stands at an offset of the source, character by character. escaped: it cannot be markup."""
        if not text or self._hiding:
            return
        size = self._size
        self._stretches += [
            (size + offset, line, column) for offset, line, column in self._places.within(at, at + len(text))
        ]
        self._pieces.append(text)
        if escaped:
            self._escaped.append(size)
        self._size = size + len(text)

    def begin(self, kind: str, at: int, target: str = "", label: str = "") -> Begun:
        """A span begins here. at: the offset of its markup."""
        return Begun(kind, at, self._size, len(self._spans), target, label)

    def end(self, begun: Begun) -> None:
        """A span ends here."""
        place = self._places[begun.at]
        self._spans.append(Span(begun.kind, begun.size, self._size, begun.target, place, begun.label))

    def image(self, begun: Begun) -> None:
        """An image ends here; of the markup in its alternative text only the words count."""
        del self._spans[begun.spans :]
        self.end(begun)

    def tag(self, written: str, at: int) -> None:
        """Add a tag, comment or declaration as written."""
        if written.startswith("<!--"):
            last_line, _ = self._places[at + len(written) - 1]
            self.comments.append(Comment(comment_content(written), *self._places[at], last_line))
            return
        if self._hiding and (element_of(written) != self._hiding or written[1] != "/"):
            return
        self._spans.append(Span("html", self._size, self._size, written, self._places[at]))
        if ends_line(written) and self._pieces:
            self.say("\n", at)
        if written.startswith("</"):
            self._closing_tag(element_of(written))
        else:
            self._opening_tag(element_of(written), written, at)

    def _opening_tag(self, element: str, written: str, at: int) -> None:
        if element == "img":
            attributes = attributes_of(written)
            image = self.begin("image", at, attributes.get("src", ""))
            alternative = attributes.get("alt", "")
            self.say(alternative, at + max(written.find(alternative, written.lower().find("alt")), 0))
            self.end(image)
        elif element in _NOT_SHOWN and not written.endswith("/>"):
            self._hiding = element
        elif element == "a" and (target := attributes_of(written).get("href")) is not None:
            self._closing_tag("a")
            self._tags[element].append(self.begin("link", at, target))
        elif element in _SPAN_OF_ELEMENT:
            self._tags[element].append(self.begin(_SPAN_OF_ELEMENT[element], at))

    def _closing_tag(self, element: str) -> None:
        self._hiding = ""
        if self._tags[element]:
            self.end(self._tags[element].pop())

    def _masked(self, plain: str) -> str:
        """The text for `literals_in`."""
        characters = list(plain)
        reached = 0
        for start, end in sorted((span.start, span.end) for span in self._spans if span.kind in _MASKED):
            fresh = max(start, reached)
            reached = max(end, reached)
            characters[fresh:reached] = HIDDEN * (reached - fresh)
        for position in self._escaped:
            characters[position] = HIDDEN
        return "".join(characters)
