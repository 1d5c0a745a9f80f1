"""The lists of a Markdown document, item by item, while its blocks are read in order."""

from __future__ import annotations

from checker.classes import dataclass
from checker.formats.markdown.inline import verbatim
from checker.formats.markdown.passages import Passage
from checker.model.markdown import Item, Text
from checker.patterns import regex

BOX = regex(r"\[([ xX])\](?:[ \t]+|\n[ \t]*|\Z)")
"""The box of a task at the beginning of an item's text. Source: GitHub Flavored Markdown 0.29, 5.3 Task list items."""


@dataclass(slots=True)
class OpenItem:
    """A list item whose end is not reached. slot: its position among the items. level: of the blocks that stand in it.

    begun: something stands in it. titled: `text` is its own first paragraph.
    """

    slot: int
    level: int
    line: int
    column: int
    depth: int
    list_line: int
    number: int | None
    text: Text
    mark: str | None = None
    begun: bool = False
    titled: bool = False

    def ended(self, end_line: int) -> Item:
        return Item(self.text, self.line, self.column, end_line, self.depth, self.list_line, self.mark, self.number)


class Lists:
    """The items that were read, and those that are open."""

    def __init__(self) -> None:
        self._items: list[Item | None] = []
        self._list_lines: list[int] = []
        self._open: list[OpenItem] = []
        self._marker_line = 0
        self._marker_end = 0
        self._last_line = 0

    @property
    def items(self) -> tuple[Item, ...]:
        """In the order in which they begin."""
        return tuple(item for item in self._items if item)

    @property
    def inside(self) -> bool:
        """Whether an item is open."""
        return bool(self._open)

    def begin_list(self, line: int) -> None:
        self._list_lines.append(line)

    def end_list(self) -> None:
        self._list_lines.pop()

    def begin_item(self, marker: str, number: int | None, line: int, written: str, level: int) -> None:
        """An item begins. marker: with its number; written: the whole line; level: of the item itself."""
        searched = self._marker_end if self._marker_line == line else 0
        at = max(written.find(marker, searched), 0)
        self._marker_line, self._marker_end = line, at + len(marker)
        text = Passage("", "", line, at + len(marker) + 2).text(verbatim)
        depth = len(self._list_lines) - 1
        self._open.append(
            OpenItem(len(self._items), level + 1, line, at + 1, depth, self._list_lines[-1], number, text)
        )
        self._items.append(None)
        self._last_line = line

    def end_item(self) -> None:
        item = self._open.pop()
        self._items[item.slot] = item.ended(self._last_line)

    def reach(self, level: int, last_line: int) -> None:
        """A block of this level reaches down to a line."""
        self._last_line = last_line
        if self._open and self._open[-1].level == level:
            self._open[-1].begun = True

    def awaiting(self, level: int) -> OpenItem | None:
        """The item whose own text a paragraph of this level is, None when it is another text."""
        item = self._open[-1] if self._open else None
        return item if item and item.level == level and not item.titled else None
