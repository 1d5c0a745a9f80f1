"""What a document with headings says, with places. Filled by readers of Markdown and its like, read by selectors.

Content is what GitHub shows and lets stand: comments and code are not content, nor is what is struck through. Lines and
columns are 1-based, in code points of the file as it stands (front matter included, a byte order mark not counted).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

from checker.classes import dataclass, field, replace
from checker.model.data import Node
from checker.model.evidence import Gap
from checker.model.later import Later
from checker.model.location import Location
from checker.model.passed_over import NOTHING_PASSED_OVER, PassedOver
from checker.model.problem import Problem
from checker.model.record import Link
from checker.patterns import regex


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch `plain[start:end]` of a text that is more than text.

    kind: `code`, `link`, `image`, `autolink`, `strong`, `emphasis`, `strike`, `html` (a tag, start == end), `footnote`
    (`[^1]`), `attribute` (`{name}` of AsciiDoc that the document does not set) or `dangling` (`[text][label]` without a
    definition for the label).
    target: the destination of a link, image or autolink, the tag of an `html` as written, the label of a `footnote` or
    `dangling`, else empty. place: line and column where its markup begins (the `[` of a link, the `<` of a tag).
    label: of the definition that a link or image by reference uses, as labels are compared; else empty.
    """

    kind: str
    start: int
    end: int
    target: str = ""
    place: tuple[int, int] = (1, 1)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    r"""A run of inline text. plain: as read, line breaks as `\n`; code spans, link texts are in it, comments are not.

    spans: in the order in which their markup begins, an outer one before those inside it.
    """

    plain: str
    spans: tuple[Span, ...]
    places: Sequence[tuple[int, int]]
    """The (line, column) of every character of `plain`, and one more for its end."""

    def standing(self) -> Inline:
        """The same without what is struck through."""
        struck = [(one.start, one.end) for one in self.spans if one.kind == "strike" and one.start < one.end]
        if not struck:
            return self
        kept = [n for n in range(len(self.plain)) if not any(start <= n < end for start, end in struck)]
        moved = [bisect_left(kept, n) for n in range(len(self.plain) + 1)]
        spans = tuple(
            replace(one, start=moved[one.start], end=moved[one.end])
            for one in self.spans
            if not any(start <= one.start and one.end <= end for start, end in struck)
        )
        places = [*(self.places[n] for n in kept), self.places[len(self.plain)]]
        return Inline("".join(self.plain[n] for n in kept), spans, places)


_SIGNS_OF_LINKS = regex(r"[\[<&\\]")
_MARKS = regex(r"[*_~`]")
_NO_MARKS = str.maketrans("", "", "*_~`")


def _may_lead(source: str) -> bool:
    if _SIGNS_OF_LINKS.search(source):
        return True
    # Marks of emphasis and code are taken out of a bare address.
    bare = source.translate(_NO_MARKS) if _MARKS.search(source) else source
    return "://" in bare or "www." in bare.lower()


def _is_parsed() -> Inline:
    raise RuntimeError("a text is parsed once")


class Text:
    """Inline text of one block, parsed when somebody looks.

    source: as written, without the markers of the blocks around it. line, column: where it begins.
    """

    __slots__ = ("_leads", "_parse", "_plain", "_standing", "_written", "column", "line", "source")

    def __init__(self, source: str, line: int, column: int, parse: Callable[[], Inline]) -> None:
        self.source = source
        self.line = line
        self.column = column
        self._parse = parse
        self._written: Inline | None = None
        self._standing: Inline | None = None
        self._plain: str | None = None
        self._leads: bool | None = None

    @classmethod
    def read(cls, source: str, inline: Inline) -> Text:
        """A text that is read already, by a format whose inline text is not read apart."""
        text = cls(source, *inline.places[0], _is_parsed)
        text._written = inline
        return text

    @property
    def inline(self) -> Inline:
        """What stands there; what is struck through is not there."""
        if self._standing is None:
            self._standing = self.written.standing()
        return self._standing

    @property
    def written(self) -> Inline:
        """The same with what is struck through, for what asks for it by name."""
        if self._written is None:
            self._written = self._parse()
            # What it was read from is needed no more, and takes more room than what was read.
            self._parse = _is_parsed
        return self._written

    @property
    def may_lead(self) -> bool:
        """Whether a link or image may stand there; where none does, the text need not be parsed to know it."""
        if self._written is not None:
            return bool(self._written.spans)
        if self._leads is None:
            self._leads = _may_lead(self.source)
        return self._leads

    @property
    def is_struck(self) -> bool:
        """Whether something is written there, and all of it is struck through."""
        return bool(self.written.plain.strip()) and not self.plain

    @property
    def plain(self) -> str:
        """The text as people read it: no markup, blanks folded to one."""
        if self._plain is None:
            self._plain = " ".join(self.inline.plain.split())
        return self._plain

    @property
    def code(self) -> tuple[str, ...]:
        """The contents of its code spans."""
        return tuple(self.inline.plain[span.start : span.end] for span in self.inline.spans if span.kind == "code")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. The part before the first heading is the section of level 0 without a title:
    always the first one, and empty (end_line 0) when the file begins with a heading.

    Headings inside a list or a quote are anchors but begin no section; what stands around them goes on.
    title: the heading's text. trail: the plain titles from the outermost heading to this one.
    slug: the anchor GitHub gives it (`top-5-recommendations`, `notes-1`).
    line: of the heading (1 for level 0). end_line: the last line before the next heading of the same or a higher level.
    """

    title: Text
    level: int
    trail: tuple[str, ...]
    slug: str
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell. line, column: of its first character, or of where it would stand when it is empty."""

    text: Text
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """cells: exactly as many as the header has, missing ones empty.

    surplus, missing: how many cells too many, or too few, were written.
    end_line: of a row that takes several lines, 0 for one that takes one.
    """

    cells: tuple[Cell, ...]
    line: int
    surplus: int = 0
    missing: int = 0
    end_line: int = 0

    @property
    def last_line(self) -> int:
        return self.end_line or self.line

    @property
    def is_struck(self) -> bool:
        """Whether every cell in which something is written is struck through."""
        written = [cell.text for cell in self.cells if cell.text.source]
        # Looking for strikes means parsing the text, and few rows hold one.
        may_be = bool(written) and all("~" in text.source or "<" in text.source for text in written)
        return may_be and all(text.is_struck for text in written)

    @property
    def code(self) -> tuple[str, ...]:
        """The code spans that stand beside other text in their cell; one that stands alone is the cell's value."""
        return tuple(span for cell in self.cells if cell.text.code != (cell.text.plain,) for span in cell.text.code)


@dataclass(frozen=True, slots=True)
class Table:
    """A GFM table. line, end_line: of the header and of the last row."""

    header: tuple[Cell, ...]
    rows: tuple[TableRow, ...]
    line: int
    end_line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """A list item. text: its own first paragraph without the box. depth: 0 for an item of an outermost list.

    mark: the character in its box (`x`, `X`, ` `), None for an item without a GFM task box.
    number: as written in an ordered list, None in a bullet list. list_line: the line on which its list begins.
    end_line: the last line it reaches, nested items included.
    """

    text: Text
    line: int
    column: int
    end_line: int
    depth: int
    list_line: int
    mark: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A code block. info: the words after the fence (`bash`), empty for none.

    line: of the fence or first indented line. first_line: the line on which `content` begins.
    """

    info: str
    content: str
    line: int
    first_line: int
    end_line: int

    @property
    def language(self) -> str:
        """The first word after the fence, in lower case; empty for none."""
        return next(iter(self.info.split()), "").lower()


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment; content without `<!--` and `-->`."""

    content: str
    line: int
    column: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block that holds text. kind: `heading`, `paragraph`, `item` (paragraph in a list), `cell`, `rule` (a thematic
    break, its text is the line as written) or `html` (a block of HTML, its text is what is between the tags).
    """

    kind: str
    text: Text
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Markdown:
    """path: of the file. All sequences are in the order of the file; nested items follow the item they belong to.

    anchors: every fragment that a link can reach (heading slugs, `id` and `name` of HTML tags), and those that only
    pages of some site have (`checker.text.anchors`).
    front_matter: the YAML between the first two `---`, None for none. front_matter_problem: why it cannot be read.
    front_matter_lines: how many lines it takes, both `---` included.
    """

    path: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    items: tuple[Item, ...]
    codes: tuple[Code, ...]
    comments: tuple[Comment, ...]
    anchors: frozenset[str]
    front_matter: Node | None = None
    front_matter_problem: Problem | None = None
    front_matter_lines: int = 0
    definitions: tuple[tuple[str, str, int], ...] = ()
    """(label as written, target, line) of every reference definition."""
    footnotes: tuple[tuple[str, int], ...] = ()
    """(label as written, line) of every footnote."""
    rules: tuple[Block, ...] = ()
    """The thematic breaks that hold no text, such as `---`; those of underscores are among the blocks."""
    unread: tuple[Gap, ...] = ()
    """What stands there and is not read: what another file says, what breaks the rules of the format."""
    odd: Later[tuple[PassedOver, ...]] = field(default=NOTHING_PASSED_OVER, compare=False, repr=False)
    """What could have been meant as a row, a task, a heading, and is read as none."""
    notes: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What was worked out of it once and is asked for again, by whoever worked it out."""

    def links_of(self, text: Text) -> tuple[Link, ...]:
        """The links and images of one block's text; each stands where its markup begins."""
        if not text.may_lead:
            return ()
        inline = text.inline
        return tuple(
            Link(span.kind, span.target, inline.plain[span.start : span.end], self._place(span), span.label)
            for span in inline.spans
            if span.kind in ("link", "image", "autolink")
        )

    def _place(self, span: Span) -> Location:
        return Location(self.path, *span.place)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table without a document around it (CSV). markdown: one in which nothing else would stand."""

    markdown: Markdown
