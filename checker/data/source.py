"""The text of a data file while it is read: places for offsets, limits, and how reading ends early."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import TypeVar

from checker.model.location import Location
from checker.model.problem import Problem
from checker.patterns import regex

T = TypeVar("T")

MAX_BYTES = 1 << 20
"""The largest document that is read."""

MAX_DEPTH = 64
"""How deep lists, mappings and blocks may stand in each other."""

MAX_VALUES = 100_000
"""How many values one document may hold, aliases counted as what they stand for."""

HALF_CHARACTER = regex("[\ud800-\udfff]")
"""A surrogate that stands alone, as an escape can leave it; such text cannot be written out again."""

SHOWN = 60
"""How much of a name or word a message quotes, in characters."""

BYTE_ORDER_MARK = "\ufeff"

_ENDS = regex(r"\r?\n")
_ENDS_WITH_CR = regex(r"\r\n|\r|\n")
_NAME_BY_END = {"\n": "lf", "\r\n": "crlf", "\r": "cr"}


def source_lines(text: str) -> tuple[str, ...]:
    r"""The lines of a text without their ends. Only `\n` and `\r\n` end a line; a last empty one does not count."""
    lines = text.removeprefix(BYTE_ORDER_MARK).split("\n")
    if not lines[-1]:
        lines.pop()
    return tuple(line.removesuffix("\r") for line in lines)


def line_endings(text: str, *, cr: bool = False) -> tuple[str, ...]:
    """How each of its lines ends: `lf`, `crlf`, `cr` if that ends a line, or `none` for a last one that does not."""
    ends = (_ENDS_WITH_CR if cr else _ENDS).findall(text)
    names = tuple(_NAME_BY_END[end] for end in ends)
    return names if not text or text.endswith(("\n", *(("\r",) if cr else ()))) else (*names, "none")


def child_pointer(pointer: str, name: str | int) -> str:
    """The pointer of what `name` names inside what `pointer` points at, escaped as in JSON Pointer (RFC 6901)."""
    part = str(name)
    if "~" in part or "/" in part:
        part = part.replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{part}" if pointer else part


def pointer_steps(pointer: str) -> list[str]:
    """The names that a pointer goes through."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")]


def _line_starts(text: str) -> Iterator[int]:
    start = 0
    while start >= 0:
        yield start
        start = text.find("\n", start) + 1 or -1


class RefusedError(Exception):
    """Ends the reading of one document. Raised and caught inside a reader, never seen outside."""

    def __init__(
        self,
        message: str,
        location: Location,
        hint: str | None = None,
        *,
        malformed: bool = False,
        of_file: bool = False,
    ) -> None:
        super().__init__(message)
        self.problem = Problem(message, location, hint, malformed=malformed, of_file=of_file)


class TooDeepError(RefusedError):
    """More lists, mappings or blocks stand in each other than are read."""


class Source:
    """A text with the places of its offsets. A byte order mark at its start is dropped and not counted.

    first_line: the line of the file on which the text begins, for text that is a part of a file.
    """

    __slots__ = ("_starts", "first_line", "path", "text")

    def __init__(self, path: str, text: str, first_line: int = 1) -> None:
        self.path = path
        self.text = text.removeprefix(BYTE_ORDER_MARK)
        self.first_line = first_line
        self._starts = list(_line_starts(self.text))

    def at(self, offset: int, pointer: str = "") -> Location:
        """The place of the character at an offset into `text`."""
        row = bisect_right(self._starts, offset) - 1
        return Location(self.path, self.first_line + row, offset - self._starts[row] + 1, pointer)

    def offset(self, place: Location) -> int:
        """The offset into `text` of the character at a place."""
        return self._starts[(place.line or 1) - self.first_line] + (place.column or 1) - 1

    def refuse_if_large(self) -> None:
        """Raise `RefusedError` when the text is larger than `MAX_BYTES`."""
        size = len(self.text.encode(errors="surrogatepass"))
        if size > MAX_BYTES:
            said = f"holds {size} bytes, more than the {MAX_BYTES} that are read"
            raise RefusedError(said, self.at(0), "split the file", of_file=True)


def read_source(path: str, text: str, read: Callable[[Source], T], first_line: int = 1) -> T | Problem:
    """What a reader makes of a text that is not too large, or why it refuses it. first_line: see `Source`."""
    source = Source(path, text, first_line)
    try:
        source.refuse_if_large()
        return read(source)
    except RefusedError as refused:
        return refused.problem


def shown(text: str) -> str:
    """A name or word as a message quotes it: cut where it is longer than anyone reads."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def too_deep(location: Location) -> RefusedError:
    said = f"is nested deeper than {MAX_DEPTH} levels"
    return TooDeepError(said, location, "flatten it, or split the file", of_file=True)


def too_many(location: Location) -> RefusedError:
    return RefusedError(f"holds more than {MAX_VALUES} values", location, "split the file", of_file=True)


def written_twice(key: str, first: Location, second: Location) -> RefusedError:
    """A key that stands at two places of one mapping."""
    said = f"`{shown(key)}` is written twice, first on line {first.line}"
    return RefusedError(said, second, "keep one of the two", malformed=True)
