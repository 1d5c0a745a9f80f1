"""JSON: values with places (RFC 8259, without `NaN`, `Infinity` and keys that stand twice)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from json import JSONDecodeError, JSONDecoder
from math import isfinite
from typing import ClassVar, NoReturn

from checker.data.source import (
    HALF_CHARACTER,
    MAX_DEPTH,
    MAX_VALUES,
    RefusedError,
    Source,
    child_pointer,
    read_source,
    shown,
    too_deep,
    too_many,
    written_twice,
)
from checker.model.data import Node
from checker.model.location import Location
from checker.model.problem import Problem
from checker.patterns import regex

BLANK = regex(r"[ \t\n\r]*+")
BLANK_OR_COMMENT = regex(r"(?:[ \t\n\r]|//[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/)*+")
OPENING = frozenset("[{")
NUMBER = regex(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
WORD = regex(r"-?[A-Za-z_]+")
CONSTANTS = {"true": True, "false": False, "null": None}
STRINGS = JSONDecoder()

MAX_DIGITS = 4_000
"""Python refuses to convert much longer integers."""

COMMENT = ("comments are not allowed in JSON", "remove the comment")
MISTAKES = {
    "'": ("strings are written in double quotes", "replace the single quotes"),
    "/": COMMENT,
    "#": COMMENT,
    "]": ("a value is missing before `]`", "remove the comma before it, or add a value"),
    "}": ("a value is missing before `}`", "add a value"),
    ",": ("a value is missing before `,`", "remove the comma, or add a value"),
}
"""What people write where a value must stand."""

KEY_MISTAKES = {
    "'": ("keys are written in double quotes", "replace the single quotes"),
    "/": COMMENT,
    "#": COMMENT,
    "}": ("a key is missing before `}`", "remove the comma before it"),
    "": ("the document ends inside an object", "close it with `}`"),
}
"""What people write where a key must stand."""

STRING = regex(r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*+')
"""A string as far as it is well formed, without the closing quotes."""


def read_json(path: str, text: str, *, comments: bool = False) -> Node | Problem:
    """The value of a JSON text, or why it has none. comments: they may stand in it, and a comma at an end."""
    blank = BLANK_OR_COMMENT if comments else BLANK
    return read_source(path, text, lambda source: JsonReader(source, blank).document())


class JsonReader:
    """A descent through a text. at: the offset of the next character to read."""

    quotes: ClassVar[str] = '"'

    def __init__(self, source: Source, blank: re.Pattern[str]) -> None:
        """blank: what may stand between values; more than blanks may where a comma may stand at an end as well."""
        self._source = source
        self._blank = blank
        self._comments = blank is not BLANK
        self._text = source.text
        self._at = 0
        self._values = 0

    def document(self) -> Node:
        node = self._value("", None, 0)
        if self._peek():
            self._refuse("the document goes on after its value", "remove what follows")
        return node

    def _peek(self) -> str:
        """The next character that is no blank, empty at the end."""
        blank = self._blank.match(self._text, self._at)
        self._at = blank.end() if blank else self._at
        return self._text[self._at : self._at + 1]

    def _refuse(self, message: str, hint: str) -> NoReturn:
        raise RefusedError(message, self._source.at(self._at), hint, malformed=True)

    def _pass(self, message: str, hint: str) -> NoReturn:
        """What JSON allows and is not read here."""
        raise RefusedError(message, self._source.at(self._at), hint)

    def _value(self, pointer: str, key: Location | None, depth: int) -> Node:
        mark = self._peek()
        place = self._source.at(self._at, pointer)
        self._admit(mark, place, depth)
        if mark and mark in self.quotes:
            text = self._string()
            return Node(text, place, text, key)
        if mark == "{":
            return Node(self._object(pointer, depth + 1), place, key=key)
        if mark == "[":
            return Node(self._array(pointer, depth + 1), place, key=key)
        return self._plain(place, key)

    def _admit(self, mark: str, place: Location, depth: int) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise too_many(place)
        if depth >= MAX_DEPTH and mark in OPENING:
            raise too_deep(place)

    def _plain(self, place: Location, key: Location | None) -> Node:
        """A number, `true`, `false` or `null`."""
        number = NUMBER.match(self._text, self._at)
        if number:
            value = self._number(number)
            self._at = number.end()
            return Node(value, place, number[0], key)
        word = WORD.match(self._text, self._at)
        if not word or word[0] not in CONSTANTS:
            self._refuse_value(word[0] if word else "")
        self._at = word.end()
        return Node(CONSTANTS[word[0]], place, word[0], key)

    def _number(self, number: re.Match[str]) -> int | float:
        if number[1] or number[2]:
            return self._finite(number[0])
        self._admit_digits(number[0])
        return int(number[0])

    def _finite(self, written: str) -> float:
        value = float(written)
        if not isfinite(value):
            self._pass(f"`{shown(written)}` is out of range", "write it as a string")
        return value

    def _admit_digits(self, written: str) -> None:
        if len(written) > MAX_DIGITS:
            self._pass(f"a number of {len(written)} digits stands here", "write it as a string")

    def _refuse_value(self, word: str) -> NoReturn:
        mark = self._peek()
        if word:
            self._refuse(f"`{shown(word)}` is no JSON value", "write it in double quotes")
        if not mark:
            self._refuse("the document ends where a value must stand", "write the value, or close what is open")
        self._refuse(*MISTAKES.get(mark, ("no JSON value begins here", "write text in double quotes")))

    def _string(self) -> str:
        try:
            text, end = STRINGS.raw_decode(self._text, self._at)
        except JSONDecodeError:
            self._refuse_string()
        return self._whole(str(text), end)

    def _whole(self, text: str, end: int) -> str:
        """A string that ends before an offset."""
        if HALF_CHARACTER.search(text):
            self._refuse("the string holds half a character", "write the character itself")
        self._at = end
        return text

    def _refuse_string(self) -> NoReturn:
        good = STRING.match(self._text, self._at)
        broken = good.end() if good else self._at
        rest = self._text[broken : broken + 2]
        if not rest:
            self._refuse("the string that opens here is not closed", "close it on its line")
        self._at = broken
        if rest == "\\u":
            self._refuse("the escape lacks hexadecimal digits", "write four of them")
        if rest[0] == "\\":
            self._refuse("the string holds an unknown escape", "double the backslash")
        self._refuse("the string holds a line break or control character", "write it as an escape")

    def _array(self, pointer: str, depth: int) -> tuple[Node, ...]:
        nodes: list[Node] = []
        self._at += 1
        if self._peek() == "]":
            self._at += 1
            return ()
        while True:
            nodes.append(self._value(child_pointer(pointer, len(nodes)), None, depth))
            if self._closes("]"):
                return tuple(nodes)

    def _object(self, pointer: str, depth: int) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        self._at += 1
        if self._peek() == "}":
            self._at += 1
            return {}
        while True:
            name, key = self._key(pointer, nodes)
            nodes[name] = self._value(key.pointer, key, depth)
            if self._closes("}"):
                return nodes

    def _key(self, pointer: str, nodes: Mapping[str, Node]) -> tuple[str, Location]:
        """A key and its place; stops behind the colon."""
        self._peek()
        start = self._at
        name = self._name()
        key = self._source.at(start, child_pointer(pointer, name))
        if name in nodes:
            raise written_twice(name, nodes[name].key or nodes[name].location, key)
        if self._peek() != ":":
            self._refuse(f"`:` is missing after the key `{shown(name)}`", 'write `"key": value`')
        self._at += 1
        return name, key

    def _name(self) -> str:
        mark = self._peek()
        if mark != '"':
            self._refuse(*KEY_MISTAKES.get(mark, ("a key must stand here, in double quotes", 'write `"key": value`')))
        return self._string()

    def _closes(self, end: str) -> bool:
        """Step over a comma (False) or the end of a list or object (True)."""
        mark = self._peek()
        if mark not in (",", end):
            self._refuse(f"`,` or `{end}` is missing", "add it")
        self._at += 1
        if mark == "," and self._comments and self._peek() == end:
            self._at += 1
            return True
        return mark == end
