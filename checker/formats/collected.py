"""What a document of another format than Markdown says, as its reader comes by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from checker.classes import replace
from checker.formats.markdown.inline import read_html
from checker.formats.markdown.passed_over import tasks_passed_over
from checker.formats.markdown.sections import Heading, sections_of
from checker.formats.markdown.stretches import block_places
from checker.formats.pieces import empty_text
from checker.model.evidence import Gap, Reason, undeterminable
from checker.model.later import Later
from checker.model.location import Location
from checker.model.markdown import Block, Code, Comment, Item, Markdown, Table, Text
from checker.model.passed_over import KINDS_PASSED_OVER, PassedOver
from checker.text.html import anchors_of

_LINE = attrgetter("line")


class Collected:
    """Collects what each part says, in the order in which it comes; see `Markdown`. lines: of the file."""

    def __init__(self, path: str, lines: Sequence[str]) -> None:
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.items: list[Item] = []
        self.codes: list[Code] = []
        self.comments: list[Comment] = []
        self.rules: list[Block] = []
        self.headings: list[Heading] = []
        self.definitions: list[tuple[str, str, int]] = []
        self.footnotes: list[tuple[str, int]] = []
        self.anchors: set[str] = set()
        self.unread: list[Gap] = []
        self._path = path
        self._lines = lines

    def html(self, content: str, row: int, end: int) -> Text:
        """HTML that stands from a row on, from 0, before another one; its anchors are those of the document."""
        inline = read_html(content, block_places(content, self._lines, row, end))
        for span in inline.spans:
            if span.kind == "html":
                self.anchors.update(anchors_of(span.target))
        return Text.read(content, inline)

    def leave_out(self, reason: Reason, line: int, column: int = 1, /, **said: str) -> None:
        """Notes that what stands at a place is not read. said: what the reason tells."""
        self.unread.append(undeterminable(reason, Location(self._path, line, column), **said))

    def markdown(self, further: Callable[[Markdown], Iterable[PassedOver]] = lambda _: ()) -> Markdown:
        """All of it. further: what else is passed over that would be something in Markdown."""
        content = Markdown(
            path=self._path,
            lines=tuple(self._lines),
            sections=sections_of(sorted(self.headings, key=_LINE), empty_text(1, 1), len(self._lines)),
            blocks=tuple(sorted(self.blocks, key=lambda one: (one.line, one.text.column))),
            tables=tuple(sorted(self.tables, key=_LINE)),
            items=tuple(sorted(self.items, key=lambda one: (one.line, one.column))),
            codes=tuple(sorted(self.codes, key=_LINE)),
            comments=tuple(sorted(self.comments, key=_LINE)),
            anchors=frozenset(self.anchors),
            definitions=tuple(sorted(self.definitions, key=lambda one: one[2])),
            footnotes=tuple(self.footnotes),
            rules=tuple(sorted(self.rules, key=_LINE)),
            unread=tuple(sorted(self.unread, key=lambda gap: gap.location.line or 0)),
        )
        return replace(content, odd=Later(lambda: _passed_over(content, further)))


def _passed_over(content: Markdown, further: Callable[[Markdown], Iterable[PassedOver]]) -> tuple[PassedOver, ...]:
    unread = (PassedOver(KINDS_PASSED_OVER, gap) for gap in content.unread)
    found = [*unread, *tasks_passed_over(content), *further(content)]
    return tuple(sorted(found, key=lambda one: (one.line, one.gap.location.column or 0)))
