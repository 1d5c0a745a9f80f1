"""Where the keys and values of a TOML text stand. Sure of its places only when `tomllib` accepts the text."""

from __future__ import annotations

import re
import tomllib

from checker.classes import dataclass, field
from checker.data.source import MAX_DEPTH, MAX_VALUES, Source, too_deep, too_many
from checker.patterns import regex

Path = tuple[str | int, ...]

BLANKS = regex(r"[ \t]*")
GAP = regex(r"(?:[ \t\r\n]|#[^\n]*)*")
BARE_KEY = regex(r"[A-Za-z0-9_-]+")
TEXT = regex(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}|'
    r"'''(?:[^']|'{1,2}(?!'))*+'{3,5}|"
    r'"(?:[^"\\\n]|\\.)*+"|'
    r"'[^'\n]*+'",
    re.DOTALL,
)
WORD = regex(r"[^\s,\]}#]+(?: [0-9]{2}:[^\s,\]}#]+)?")
"""A number, a boolean, or a date, in which one blank may stand before the time."""


@dataclass(frozen=True, slots=True)
class Place:
    """Offsets. key: None for entries of a list. A table's value is where its name stands."""

    key: int | None
    start: int
    end: int


@dataclass(slots=True)
class Places:
    """Places by path. twice: a key with its first and second offset, when one has two values."""

    by_path: dict[Path, Place] = field(default_factory=dict)
    twice: tuple[str, int, int] | None = None


def scan(source: Source) -> Places:
    """The places of a text, as far as it reads like TOML. Raises `RefusedError` where it is too deep or too long."""
    scanner = _Scanner(source)
    try:
        while scanner.statement():
            pass
    except _LostError:
        return scanner.places
    return scanner.places


class _LostError(Exception):
    """The text is not what was expected: either no TOML, or more than is understood here."""


class _Scanner:
    """at: the offset that is read next. tables: how many entries an array of tables has so far."""

    def __init__(self, source: Source) -> None:
        self.places = Places()
        self._source = source
        self._text = source.text
        self._at = 0
        self._table: Path = ()
        self._tables: dict[Path, int] = {}

    def statement(self) -> bool:
        """Read one table header or one key with its value; False at the end."""
        self._skip(GAP)
        if self._at >= len(self._text):
            return False
        if self._text[self._at] == "[":
            self._header()
        else:
            self._entry(self._table)
        return True

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise _LostError
        self._at = found.end()
        return found[0]

    def _take(self, expected: str) -> bool:
        taken = self._text.startswith(expected, self._at)
        self._at += len(expected) * taken
        return taken

    def _note(self, path: Path, place: Place) -> None:
        if len(path) > MAX_DEPTH:
            raise too_deep(self._source.at(place.start))
        if len(self.places.by_path) >= MAX_VALUES:
            raise too_many(self._source.at(place.start))
        self.places.by_path.setdefault(path, place)

    def _key(self) -> list[tuple[str, Place]]:
        """The parts of a dotted key, each with its place."""
        parts: list[tuple[str, Place]] = []
        while True:
            self._skip(BLANKS)
            start = self._at
            quoted = self._text[start : start + 1] in ("'", '"')
            written = self._skip(TEXT if quoted else BARE_KEY)
            parts.append((_unquoted(written) if quoted else written, Place(start, start, self._at)))
            if len(parts) > MAX_DEPTH:
                raise too_deep(self._source.at(start))
            self._skip(BLANKS)
            if not self._take("."):
                return parts

    def _header(self) -> None:
        repeated = self._take("[[")
        if not repeated:
            self._take("[")
        *outer, (name, place) = self._key()
        table = self._through(outer)
        table = (*table, name)
        self._note(table, place)
        if repeated:
            position = self._tables.get(table, 0)
            self._tables[table] = position + 1
            table = (*table, position)
            self._note(table, Place(None, place.start, place.end))
        else:
            table = self._last(table)
        self._table = table
        if not self._take("]]" if repeated else "]"):
            raise _LostError

    def _through(self, parts: list[tuple[str, Place]]) -> Path:
        """The table that the first parts of a header name; of an array of tables the last one."""
        table: Path = ()
        for name, place in parts:
            table = (*table, name)
            self._note(table, place)
            table = self._last(table)
        return table

    def _last(self, table: Path) -> Path:
        return (*table, self._tables[table] - 1) if table in self._tables else table

    def _entry(self, table: Path) -> None:
        """A key, `=` and a value."""
        *outer, (name, place) = self._key()
        for outer_name, outer_place in outer:
            table = (*table, outer_name)
            self._note(table, outer_place)
        if not self._take("="):
            raise _LostError
        self._skip(BLANKS)
        path = (*table, name)
        before = self.places.by_path.get(path)
        if before and not self.places.twice:
            self.places.twice = (name, before.start if before.key is None else before.key, place.start)
        self._value(path, place.start)

    def _value(self, path: Path, key: int | None) -> None:
        start = self._at
        self._note(path, Place(key, start, start))
        if self._take("["):
            self._list(path)
        elif self._take("{"):
            self._inline_table(path)
        else:
            self._skip(TEXT if self._text[start : start + 1] in ("'", '"') else WORD)
        self.places.by_path[path] = Place(key, start, self._at)

    def _list(self, path: Path) -> None:
        position = 0
        self._skip(GAP)
        while not self._take("]"):
            self._value((*path, position), None)
            position += 1
            self._between("]")

    def _inline_table(self, path: Path) -> None:
        self._skip(GAP)
        while not self._take("}"):
            self._entry(path)
            self._between("}")

    def _between(self, end: str) -> None:
        self._skip(GAP)
        if not self._take(",") and not self._text.startswith(end, self._at):
            raise _LostError
        self._skip(GAP)


def _unquoted(written: str) -> str:
    """The name that a quoted part of a key stands for."""
    if written[0] == "'" or "\\" not in written:
        return written[1:-1]
    try:
        return str(tomllib.loads(f"name = {written}")["name"])
    except ValueError:
        raise _LostError from None
