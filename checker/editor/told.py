"""What is told at a place of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from checker.classes import dataclass
from checker.patterns import regex

Weight = Literal["error", "warning", "note"]
_TOKEN = regex(r"[^\s,:{}\[\]|]+")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell. line, start, end: 0-based, in code points, the end behind it. code: whose it is."""

    line: int
    start: int
    end: int
    message: str
    weight: Weight = "error"
    code: str = ""


def told_at(
    lines: Sequence[str],
    line: int | None,
    column: int | None,
    message: str,
    *,
    weight: Weight = "error",
    code: str = "",
) -> Told:
    """What is to be told at a place: at the word there, or at the whole line where no column is known.

    line, column: 1-based; None for the text as a whole, which is told at its first line.
    """
    row = min(max((line or 1) - 1, 0), max(len(lines) - 1, 0))
    text = lines[row].rstrip("\r\n") if lines else ""
    if column is None:
        indent = len(text) - len(text.lstrip())
        return Told(row, min(indent, len(text)), len(text), message, weight, code)
    start = min(column - 1, len(text))
    word = _TOKEN.match(text, start)
    return Told(row, start, word.end() if word else min(start + 1, len(text)), message, weight, code)
