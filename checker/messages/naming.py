"""Names what is open by its place in words, so that the same finding is known again after edits elsewhere.

A finding is known by its criterion, its file, its pointer and its words. The pointer holds the headings above it, the
record and the column, as far as there are any. The words are those of the place itself: the cell of a table, else the
line, and of a long line what stands around the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from checker.model.facts import Facts
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.observation import Observation
from checker.model.report import Result
from checker.patterns import regex

LONGEST = 160
"""The longest line that is taken as a whole, in characters."""
AROUND = 60
"""So many characters on either side of the place are taken of a longer one, without the words that they cut."""

_ROW = regex(r"\s*\|")
_PIPE = regex(r"(?<!\\)\|")


def named(results: Iterable[Result], facts: Facts) -> tuple[Result, ...]:
    """The results, with the words and the headings of every place where something is open."""
    return tuple(
        replace(one, observations=_told_apart([_named(seen, facts) for seen in one.observations])) for one in results
    )


def _told_apart(seen: Sequence[Observation]) -> tuple[Observation, ...]:
    """Of several places that share a line and its words, the second one and all that follow say which they are."""
    columns: dict[tuple[str, int | None, str, str], set[int]] = {}
    for one in seen:
        if one.words:
            columns.setdefault(_on_its_line(one), set()).add(one.location.column or 0)
    return tuple(_numbered(one, sorted(columns.get(_on_its_line(one), ()))) for one in seen)


def _on_its_line(seen: Observation) -> tuple[str, int | None, str, str]:
    return seen.location.path, seen.location.line, seen.location.pointer, seen.words


def _numbered(seen: Observation, columns: Sequence[int]) -> Observation:
    nth = columns.index(seen.location.column or 0) + 1 if columns else 1
    return replace(seen, words=f"{seen.words} ({nth})") if nth > 1 else seen


def _named(seen: Observation, facts: Facts) -> Observation:
    place = seen.location
    if seen.ok:
        return seen
    document = facts.documents.get(place.path)
    if document is None or place.line is None:
        return seen
    words = words_of("".join(document.lines[place.line - 1 : place.line]), place.column)
    if isinstance(document.content, Markdown):
        place = replace(place, pointer=_below_headings(document.content, place, place.line))
    return replace(seen, location=place, words=words)


def _below_headings(content: Markdown, place: Location, line: int) -> str:
    """The pointer with the headings above the place, unless it begins with the nearest of them."""
    above = [one for one in content.sections if one.line <= line <= one.end_line]
    trail = [title.replace("/", "~1") for title in above[-1].trail] if above else []
    if not trail or place.pointer.split("/")[0] == trail[-1]:
        return place.pointer
    return "/".join([*trail, place.pointer] if place.pointer else trail)


def words_of(line: str, column: int | None) -> str:
    """The words of a place in a line, on one line. column: 1-based, None for the line as a whole."""
    if column is None:
        return _shortened(line, 0)
    at = min(column - 1, len(line))
    if _ROW.match(line):
        begin = max((pipe.end() for pipe in _PIPE.finditer(line) if pipe.end() <= at), default=0)
        end = min((pipe.start() for pipe in _PIPE.finditer(line) if pipe.start() >= at), default=len(line))
        return _shortened(line[begin:end], at - begin)
    return _shortened(line, at)


def _shortened(text: str, at: int) -> str:
    if len(text) <= LONGEST:
        return " ".join(text.split())
    begin, end = max(0, at - AROUND), min(len(text), at + AROUND)
    parts: Sequence[str] = text[begin:end].split()
    if begin and not text[begin - 1].isspace():
        parts = parts[1:]
    if end < len(text) and not text[end].isspace():
        parts = parts[:-1]
    return " ".join(parts)
