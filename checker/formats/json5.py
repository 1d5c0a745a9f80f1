"""JSON5: JSON with comments, as people write it by hand (https://spec.json5.org), without `NaN` and `Infinity`."""

from __future__ import annotations

import re
from typing import ClassVar, NoReturn

from checker.data.source import read_source, shown
from checker.formats.json import CONSTANTS, KEY_MISTAKES, JsonReader
from checker.model.data import Node
from checker.model.location import Location
from checker.model.problem import Problem
from checker.patterns import regex

_BLANK = regex(
    r"(?:[\t\n\v\f\r \xa0\ufeff\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
    r"|//[^\n\r\u2028\u2029]*|/\*(?:[^*]|\*(?!/))*+\*/)*+"
)
_NUMBER = regex(
    r"(?P<sign>[-+]?)(?:0[xX](?P<hex>[0-9a-fA-F]+)|(?P<whole>0|[1-9][0-9]*)(?![0-9.eE])"
    r"|(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(?![\w$.])"
)
_WORD = regex(r"[-+]?[\w$]+")
_NAME = regex(r"(?:[^\W\d]|\$|\\u[0-9a-fA-F]{4})(?:[\w$\u200c\u200d]|\\u[0-9a-fA-F]{4})*")
_PLAIN = regex(r"[^\\'\"\n\r]*+")
_ESCAPE = regex(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\n\r\u2028\u2029])|(0(?![0-9])|[^0-9ux]))", re.DOTALL)
_SIGN_BY_LETTER = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0"}
_KEY = ("a key must stand here", "write `key: value`")


def read_json5(path: str, text: str) -> Node | Problem:
    """The value of a JSON5 text, or why it has none."""
    return read_source(path, text, lambda source: _Reader(source, _BLANK).document())


class _Reader(JsonReader):
    """The same descent with what JSON5 has besides."""

    quotes: ClassVar[str] = "\"'"

    def _plain(self, place: Location, key: Location | None) -> Node:
        number = _NUMBER.match(self._text, self._at)
        if number:
            value = self._number(number)
            self._at = number.end()
            return Node(value, place, number[0], key)
        word = _WORD.match(self._text, self._at)
        if word and word[0].lstrip("+-") in ("Infinity", "NaN"):
            self._pass(f"`{word[0]}` is out of range", "write it as a string")
        if not word or word[0] not in CONSTANTS:
            self._refuse_value(word[0] if word else "")
        self._at = word.end()
        return Node(CONSTANTS[word[0]], place, word[0], key)

    def _number(self, number: re.Match[str]) -> int | float:
        if number["hex"] or number["whole"]:
            self._admit_digits(number[0])
            value = int(number["hex"], 16) if number["hex"] else int(number["whole"])
            return -value if number["sign"] == "-" else value
        return self._finite(number[0])

    def _refuse_value(self, word: str) -> NoReturn:
        mark = self._peek()
        if word:
            self._refuse(f"`{shown(word)}` is no JSON5 value", "write it in quotes")
        if not mark or mark in "]},":
            super()._refuse_value(word)
        if mark == "/":
            self._refuse("the comment that opens here is not closed", "close it with `*/`")
        self._refuse("no JSON5 value begins here", "write text in quotes")

    def _name(self) -> str:
        mark = self._peek()
        if mark and mark in self.quotes:
            return self._string()
        name = _NAME.match(self._text, self._at)
        if name is None:
            self._refuse(*(KEY_MISTAKES[mark] if mark in ("}", "") else _KEY))
        return self._whole(_joined([_ESCAPE.sub(_meant, name[0])]), name.end())

    def _string(self) -> str:
        quote, at = self._text[self._at], self._at + 1
        parts: list[str] = []
        while True:
            plain = _PLAIN.match(self._text, at)
            parts.append(plain[0] if plain else "")
            at = plain.end() if plain else at
            sign = self._text[at : at + 1]
            if sign == quote:
                return self._whole(_joined(parts), at + 1)
            if sign and sign in self.quotes:
                parts.append(sign)
                at += 1
                continue
            escape = _ESCAPE.match(self._text, at) if sign == "\\" else None
            if escape is None:
                self._refuse_string_at(at, sign)
            parts.append(_meant(escape))
            at = escape.end()

    def _refuse_string_at(self, at: int, sign: str) -> NoReturn:
        if not sign:
            self._refuse("the string that opens here is not closed", "close it")
        self._at = at
        if sign == "\\":
            self._refuse("the string holds an unknown escape", "double the backslash")
        self._refuse("the string holds a line break", "write it as `\\n`, or put a backslash before it")


def _meant(escape: re.Match[str]) -> str:
    """The character for which an escape stands."""
    if escape[3]:
        return ""
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _SIGN_BY_LETTER.get(escape[4], escape[4])


def _joined(parts: list[str]) -> str:
    """The text of several parts; characters that were written as two halves are whole."""
    return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
