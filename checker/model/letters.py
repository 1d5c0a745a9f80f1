r"""Text in the one form in which it is compared: its lines end in `\n`, its letters are composed.

`é` is one code point or two (https://www.unicode.org/reports/tr15), and nobody sees which. Comparisons look at the
composed text (NFC); what is found is told as it is written.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from checker.classes import dataclass


def with_line_feeds(text: str) -> str:
    r"""A text whose lines end in `\n`, whatever system they were written on."""
    return text.replace("\r\n", "\n") if "\r" in text else text


def composed(text: str) -> str:
    """A text with its letters composed."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_composed(text: str) -> bool:
    return text.isascii() or unicodedata.is_normalized("NFC", text)


class Composed:
    """A text with its letters composed, and where each of them begins and ends as it is written."""

    __slots__ = ("_begins", "_ends", "text")

    def __init__(self, written: str) -> None:
        clusters = [(one, unicodedata.normalize("NFC", one)) for one in _clusters(written)]
        starts = [0, *accumulate(len(one) for one, _ in clusters)]
        self.text = "".join(form for _, form in clusters)
        self._begins: list[int] = []
        self._ends: list[int] = []
        for (one, form), start in zip(clusters, starts, strict=False):
            alike = one == form
            self._begins += [start + (n if alike else 0) for n in range(len(form))]
            self._ends += [start + (n + 1 if alike else len(one)) for n in range(len(form))]
        self._begins.append(len(written))

    def begin(self, at: int) -> int:
        """Where the letter at a position of the composed text begins as it is written."""
        return self._begins[at]

    def at(self, place: int) -> int:
        """The position in the composed text of a place in the text as it is written."""
        return bisect_left(self._begins, place)

    def end(self, at: int) -> int:
        """Where what ends before a position of the composed text ends as it is written."""
        return self._ends[at - 1] if at else 0


def _clusters(text: str) -> list[str]:
    """A text in the smallest pieces of which each is composed by itself."""
    found: list[str] = []
    for letter in text:
        if found and not letter.isascii() and _joins(found[-1], letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _joins(before: str, letter: str) -> bool:
    """Whether a letter is composed with those before it, or could be put in another order among them."""
    if unicodedata.combining(letter):
        return True
    return len(unicodedata.normalize("NFC", before + letter)) < len(unicodedata.normalize("NFC", before)) + len(letter)


@dataclass(frozen=True, slots=True)
class Match:
    """What a pattern found in a text, told as it is written there."""

    written: str
    _found: re.Match[str]
    _letters: Composed | None = None

    def span(self, group: int = 0) -> tuple[int, int]:
        """Where a group stands; (-1, -1) for one that has no part in it."""
        start, end = self._found.span(group)
        if self._letters is None or start < 0:
            return start, end
        begin = self._letters.begin(start)
        return begin, max(begin, self._letters.end(end))

    def group(self, group: int = 0) -> str | None:
        """What stands in a group; None for one that has no part in it."""
        start, end = self.span(group)
        return self.written[start:end] if start >= 0 else None

    @property
    def text(self) -> str:
        """All that was found."""
        return self.group() or ""

    @property
    def part(self) -> str | None:
        """What the first group found; all of it where the pattern has none."""
        return self.group(1 if self._found.re.groups else 0)

    def named(self) -> dict[str, str | None]:
        """What stands in each named group."""
        return {name: self.group(number) for name, number in self._found.re.groupindex.items()}


def matches_in(text: str, compiled: Any) -> Iterator[Match]:
    """Every match of a compiled pattern, in their order. The pattern itself is composed."""
    letters = None if is_composed(text) else Composed(text)
    looked_at = text if letters is None else letters.text
    return (Match(text, found, letters) for found in compiled.finditer(looked_at))
