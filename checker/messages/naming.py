"""Names what is open by its place in words, so that the same finding is known again after edits elsewhere.

A finding is known by its criterion, its file, its pointer and its words. The pointer holds the headings above it, the
record and the column, as far as there are any, and never a position: what is put before it would change that, and would
take the name that was there. What has no name (the entry of a list, a row without a first cell, one of several blocks)
is known by what it says, behind the words of the place. Those are the cell of a table, else the line, and of a long
line what stands around the place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from checker.classes import replace
from checker.model.data import Node, Stream
from checker.model.facts import Facts
from checker.model.hcl import HclBlock, Module
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.observation import Observation
from checker.model.packed import standing_out, with_instead
from checker.model.report import Result
from checker.patterns import regex

LONGEST = 160
"""The longest line, or text of a record, that is taken as a whole, in characters."""
AROUND = 60
"""So many characters on either side of the place are taken of a longer one, without the words that they cut."""
NAMELESS = "*"
"""Stands in a pointer for what has no name but its position."""

_ROW = regex(r"\s*\|")
_PIPE = regex(r"(?<!\\)\|")
_NAMELESS_ROW = regex(r"row [0-9]+")
_POSITION = regex(r"\[[0-9]+\]$|^[0-9]+$")


def named(results: Iterable[Result], facts: Facts) -> tuple[Result, ...]:
    """The results, with the words and the headings of every place where something is open.

    What documents contributed by themselves has them already.
    """
    places = Places(facts)
    parts = [part for part in facts.parts.values() if part is not None]
    known = {id(seen) for part in parts for seen in (*part.records.standing_out.values(), *part.problems)}

    def named_once(seen: Observation) -> Observation:
        return seen if seen.ok or id(seen) in known else places.named(seen)

    return tuple(
        replace(one, observations=_told_apart(one.observations, {n: named_once(seen) for n, seen in found}))
        for one in results
        for found in (standing_out(one.observations),)
    )


def _told_apart(seen: Sequence[Observation], names: Mapping[int, Observation]) -> Sequence[Observation]:
    """Of several places that share a line and its words, each says which it is, and of how many.

    Where one more comes up all of them get new words, so that none takes those of another. names: what stands out of
    it with the words of its place, by its position.
    """
    columns: dict[tuple[str, int | None, str, str], set[int]] = {}
    for one in names.values():
        if one.words:
            columns.setdefault(_on_its_line(one), set()).add(one.location.column or 0)
    return with_instead(
        seen, {n: _numbered(one, sorted(columns.get(_on_its_line(one), ()))) for n, one in names.items()}
    )


def _on_its_line(seen: Observation) -> tuple[str, int | None, str, str]:
    return seen.location.path, seen.location.line, seen.location.pointer, seen.words


def _numbered(seen: Observation, columns: Sequence[int]) -> Observation:
    if len(columns) < 2:
        return seen
    nth = columns.index(seen.location.column or 0) + 1
    return replace(seen, words=f"{seen.words} ({nth} of {len(columns)})")


class Places:
    """The documents by the paths of their files; those of a module share one."""

    def __init__(self, facts: Facts) -> None:
        self._documents = {path: one for one in facts.documents.values() for path in one.files} | dict(facts.documents)
        self._entries: dict[int, str] = {}

    def named(self, seen: Observation) -> Observation:
        """The same with the words of its place and the headings above it, if it is open."""
        place = seen.location
        if seen.ok:
            return seen
        document = self._documents.get(place.path)
        if document is None or place.line is None:
            return seen
        lines = document.files.get(place.path, document.lines)
        line = "".join(lines[place.line - 1 : place.line])
        pointer, words, nameless = place.pointer, words_of(line, place.column), ""
        if isinstance(document.content, Markdown):
            parts = ["row" if _NAMELESS_ROW.fullmatch(part) else part for part in pointer.split("/")]
            nameless = _as_record(line.strip()) if parts != pointer.split("/") else ""
            pointer = _below_headings(document.content, "/".join(parts), place.line)
        elif isinstance(document.content, Node | Stream):
            pointer, entry = _without_positions(_holding(document.content, place), pointer)
            nameless = self._said(entry) if entry is not None else ""
        elif isinstance(document.content, Module):
            pointer = "/".join(_POSITION.sub("", part) or NAMELESS for part in pointer.split("/")) if pointer else ""
            block = _innermost(document.content.blocks, place, 0)
            nameless = _as_record("\n".join(lines[block.location.line or 1 : block.end_line])) if block else ""
        if nameless and nameless not in words:
            words = f"{words}, in {nameless}".removeprefix(", ")
        return replace(seen, location=replace(place, pointer=pointer), words=words)

    def _said(self, entry: Node) -> str:
        """All that an entry says; worked out once, since many findings may stand in it."""
        if id(entry) not in self._entries:
            said = entry.value if isinstance(entry.value, str) else json.dumps(entry.plain, ensure_ascii=False)
            self._entries[id(entry)] = _as_record(said)
        return self._entries[id(entry)]


def _holding(content: Node | Stream, place: Location) -> Node:
    """The document of a stream in which a place stands; the only one of other data."""
    if isinstance(content, Node):
        return content
    before = [one for one in content.documents if (one.location.line or 0) <= (place.line or 0)]
    return (before or content.documents)[-1]


def _without_positions(root: Node, pointer: str) -> tuple[str, Node | None]:
    """A pointer without the positions in it, and the outermost entry of a list that it leads through."""
    node, entry, parts = root, None, pointer.split("/") if pointer else []
    for n, part in enumerate(parts):
        below: Node | None = None
        if isinstance(node.value, tuple):
            below = node.value[int(part)] if part.isdecimal() and int(part) < len(node.value) else None
            parts[n] = NAMELESS if below is not None else part
            entry = entry or below
        elif not isinstance(node.value, str):
            below = node.get(part.replace("~1", "/").replace("~0", "~"))
        if below is None:
            break
        node = below
    return "/".join(parts), entry


def _innermost(blocks: Iterable[HclBlock], place: Location, depth: int) -> HclBlock | None:
    """The innermost of the blocks within others in which a place stands; those have no address."""
    for one in blocks:
        at = one.location
        if at.path == place.path and (at.line or 0) <= (place.line or 0) <= one.end_line:
            return _innermost(one.blocks, place, depth + 1) or (one if depth else None)
    return None


def _below_headings(content: Markdown, pointer: str, line: int) -> str:
    """The pointer with all the headings above the place; it may begin with the nearest of them."""
    above = [one for one in content.sections if one.line <= line <= one.end_line]
    trail = [title.replace("/", "~1") for title in above[-1].trail] if above else []
    if trail and pointer.split("/", maxsplit=1)[0] == trail[-1]:
        trail.pop()
    return "/".join([*trail, pointer] if pointer else trail)


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


def _as_record(text: str) -> str:
    """What a record says, on one line; of a long one its beginning and its digest, so that no two of them are alike."""
    plain = " ".join(text.split())
    if len(plain) <= LONGEST:
        return plain
    return f"{plain[:AROUND]}… (sha256:{hashlib.sha256(plain.encode('utf-8', 'surrogatepass')).hexdigest()[:12]})"


def as_found(seen: Observation) -> str:
    """What was found at a place, where its words do not say it: a number of rows, an amount, what a program printed."""
    found = _as_record(seen.found or "")
    plain, words = found.strip("`"), seen.words
    begin = words.find(plain)
    around = f"{words[:begin][-1:]}{words[begin + len(plain) :][:1]}" if begin >= 0 else "x"
    return found if any(map(str.isalnum, around)) else ""
