"""INI: sections of keys with texts, in the language of Python's configparser, with keys before the first section.

https://docs.python.org/3/library/configparser.html#supported-ini-file-structure, without interpolation and without a
section `DEFAULT` that others inherit from. EditorConfig is a part of it. Where programs read a line in several ways,
the value says what others take it for, or the file is not read.
"""

from __future__ import annotations

from typing import NoReturn

from checker.data.source import (
    MAX_VALUES,
    RefusedError,
    Source,
    child_pointer,
    read_source,
    shown,
    too_many,
    written_twice,
)
from checker.model.data import Node
from checker.model.location import Location
from checker.model.problem import Problem
from checker.patterns import regex

_COMMENT = ("#", ";")
_HEADER = regex(r"\[(.+?)\][ \t]*(?:[#;].*)?")
_ENTRY = regex(r"([^=:]*+)[=:][ \t]*(.*)")
_NAME = regex(r"[A-Za-z_][\w.-]*\s*=")
_ASIDE = regex(r"(.*?)\s[#;].*")
_QUOTED = regex(r"(\"|')(.*)\1")
_OTHER_KIND = "; of a file of another kind, say under `formats` that it is `text`"


def read_ini(path: str, text: str) -> Node | Problem:
    """The sections of an INI file by name, and the keys before them; or why it cannot be read."""
    return read_source(path, text, lambda source: _Reader(source).document())


class _Open:
    """A key whose value may go on. indent: of its line. lines: of the value so far."""

    def __init__(self, name: str, key: Location, place: Location, value: str, indent: int) -> None:
        self.name = name
        self.key = key
        self.place = place
        self.lines = [value]
        self.indent = indent

    def node(self) -> Node:
        text = "\n".join(self.lines).strip()
        otherwise = _otherwise(text) if len(self.lines) == 1 else None
        return Node(text, self.place, text, self.key, otherwise=otherwise, untyped=True)


def _otherwise(text: str) -> str | None:
    """What some programs take a value for: without quotation marks, or without what stands behind ` #` or ` ;`."""
    aside = _ASIDE.fullmatch(text)
    plain = aside[1] if aside else text
    quoted = _QUOTED.fullmatch(plain)
    plain = quoted[2] if quoted else plain
    return plain if plain != text else None


class _Reader:
    """Goes through a file line by line."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._root: dict[str, Node] = {}
        self._section = self._root
        self._pointer = ""
        self._names: dict[str, Location] = {}
        self._open: _Open | None = None
        self._count = 0

    def document(self) -> Node:
        at = 0
        for line in self._source.text.split("\n"):
            self._line(line, at)
            at += len(line) + 1
        self._close()
        return Node(self._root, self._source.at(0))

    def _line(self, line: str, at: int) -> None:
        said = line.strip()
        indent = len(line) - len(line.lstrip())
        if not said or said.startswith(_COMMENT):
            if self._open is not None and not said:
                self._open.lines.append("")
        elif self._open is not None and indent > self._open.indent:
            self._go_on(self._open, said, at + indent)
        elif said.startswith("["):
            self._close()
            self._begin(said, at + indent)
        else:
            self._close()
            self._entry(said, at + indent, indent)

    def _go_on(self, one: _Open, said: str, at: int) -> None:
        if one.lines[0] and _NAME.match(said):
            what = f"`{shown(said)}` is indented, so it goes on with the value of `{shown(one.name)}` for some programs"
            self._refuse(f"{what} and is a key of its own for others", at, "begin it where the line above begins")
        one.lines.append(said)

    def _begin(self, said: str, at: int) -> None:
        header = _HEADER.fullmatch(said)
        if header is None:
            self._refuse(f"`{shown(said)}` is no header of a section", at, "close it with `]`" + _OTHER_KIND)
        name = header[1]
        place = self._source.at(at, child_pointer("", name))
        if name in self._root:
            raise written_twice(name, self._root[name].key or self._root[name].location, place)
        self._admit(place)
        self._section, self._names, self._pointer = {}, {}, place.pointer
        self._root[name] = Node(self._section, place, key=place)

    def _entry(self, said: str, at: int, indent: int) -> None:
        entry = _ENTRY.fullmatch(said)
        if entry is None:
            self._refuse(f"`{shown(said)}` has no `=` or `:`", at, "write `key = value`" + _OTHER_KIND)
        name = entry[1].rstrip()
        if not name:
            self._refuse("a key is missing before the sign", at, "write `key = value`")
        key = self._source.at(at, child_pointer(self._pointer, name))
        # Most programs do not mind the case of keys.
        first = self._names.setdefault(name.casefold(), key)
        if first is not key or (self._section is self._root and name in self._root):
            raise written_twice(name, first, key)
        self._admit(key)
        self._open = _Open(name, key, self._source.at(at + entry.start(2), key.pointer), entry[2], indent)

    def _close(self) -> None:
        if self._open is not None:
            self._section[self._open.name] = self._open.node()
            self._open = None

    def _admit(self, place: Location) -> None:
        self._count += 1
        if self._count > MAX_VALUES:
            raise too_many(place)

    def _refuse(self, message: str, at: int, hint: str) -> NoReturn:
        raise RefusedError(message, self._source.at(at), hint, malformed=True)
