"""From a character of a text back to its place in the file."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import overload

Stretch = tuple[int, int, int]
"""Where a stretch of a text begins: offset in the text, then line and column in the file."""


_FAR = sys.maxsize
"""Behind every line."""


class Places(Sequence[tuple[int, int]]):
    """The (line, column) of every character of a text, and one more for its end.

    Kept as stretches within which text and file run side by side: a paragraph of five lines needs five of them.
    """

    __slots__ = ("_size", "stretches")

    def __init__(self, stretches: Iterable[Stretch], size: int) -> None:
        self.stretches = tuple(stretches)
        self._size = size

    def __len__(self) -> int:
        return self._size + 1

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[int, int], ...]: ...

    def __getitem__(self, index: int | slice) -> tuple[int, int] | tuple[tuple[int, int], ...]:
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        offset, line, column = self.stretches[max(bisect_right(self.stretches, (at, _FAR)) - 1, 0)]
        return line, column + at - offset

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Places({self.stretches!r}, {self._size})"

    def carry(self, start: int, end: int, to: int, into: list[Stretch]) -> None:
        """Add the stretches that cover `start` to `end`, whose characters stand from `to` on in another text."""
        stretches = self.stretches
        behind = bisect_right(stretches, (start, _FAR)) if len(stretches) > 1 else 1
        offset, line, column = stretches[max(behind - 1, 0)]
        into.append((to, line, column + start - offset))
        for position in range(behind, len(stretches)):
            offset, line, column = stretches[position]
            if offset >= end:
                return
            into.append((offset - start + to, line, column))


def line_places(line: int, column: int, size: int) -> Places:
    """The places of a text within one line."""
    return Places([(0, line, column)], size)


def block_places(source: str, lines: Sequence[str], first: int, last: int) -> Places:
    """The places of a block's text. source: what is left of its lines without the markers of the blocks around them.

    Every line of the source is the end of a line of the file, but for blanks. lines: of the file. first, last: the
    lines of the block, from 0, the last one not included; the first ones may hold nothing but odd blanks.
    """
    stretches: list[Stretch] = []
    offset = 0
    row = first
    for part in source.split("\n"):
        body = part.lstrip(" \t")
        while not stretches and row + 1 < last and body not in lines[row]:
            row += 1
        column = max(lines[row].rfind(body), 0) + 1
        indent = len(part) - len(body)
        stretches.append((offset, row + 1, max(column - indent, 1)))
        if indent:
            stretches.append((offset + indent, row + 1, column))
        offset += len(part) + 1
        row = min(row + 1, len(lines) - 1)
    return Places(stretches, len(source))
