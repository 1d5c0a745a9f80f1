"""Inline text of reStructuredText: what people read of it, with the place of every character."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from docutils import nodes

from checker.formats.pieces import Pieces, Place, PlacedPieces
from checker.formats.rst.parser import run
from checker.model.markdown import Inline

_KINDS: Mapping[type, str] = {
    nodes.emphasis: "emphasis",
    nodes.strong: "strong",
    nodes.literal: "code",
    nodes.math: "code",
}
_NOTES = (nodes.footnote_reference, nodes.citation_reference)
_WITHOUT_TEXT = (nodes.image, nodes.footnote_reference)
_MOST_SHOWN = 10_000
"""Characters that a substitution may stand for, all that stand in it included."""


class Surroundings(Protocol):
    """What inline text needs to know of its document."""

    def substituted(self, name: str) -> nodes.Element | None:
        """What a substitution stands for, None for what nobody here can tell."""

    def has_note(self, mark: nodes.Element) -> bool:
        """Whether the footnote or citation to which a mark belongs is there."""

    def destination(self, reference: nodes.Element) -> str | None:
        """Where a reference leads, None where nothing defines its name."""


class RunReader:
    """Reads one run of inline markup. lines: the place of each of its lines in the file."""

    def __init__(self, found: run, lines: Sequence[Place], around: Surroundings) -> None:
        self._raw = found.raw
        self._run = found
        self._around = around
        self._pieces = PlacedPieces(found.raw, lines)
        self._at = 0

    def read(self) -> Inline:
        self._say_all(self._run)
        return self._pieces.finished(self._pieces.place(0))

    def _say_all(self, node: nodes.Element) -> None:
        for child in node.children:
            if isinstance(child, nodes.Text):
                self._say(child.astext())
            elif isinstance(child, nodes.Element) and (child.children or isinstance(child, _WITHOUT_TEXT)):
                self._element(child)

    def _element(self, node: nodes.Element) -> None:
        begin = self._raw.find(node.rawsource, self._at) if node.rawsource else -1
        self._at = begin if begin >= 0 else self._at
        place, start = self._pieces.place(self._at), self._pieces.size
        if isinstance(node, nodes.substitution_reference):
            self._substitution(node, place)
        elif isinstance(node, _NOTES):
            self._pieces.say(node.rawsource.removesuffix("_"), place)
        else:
            self._say_all(node)
        for kind, target, label in spans_of(node, self._around):
            self._pieces.mark(kind, start, target, place, label)
        if begin >= 0:
            self._at = max(begin + len(node.rawsource), self._at)

    def _substitution(self, node: nodes.Element, place: Place) -> None:
        """What stands for it, all of it where the reference stands."""
        shown = _Shown(self._around).read(node["refname"] if "refname" in node else node.astext())
        self._pieces.add(shown if shown is not None else _verbatim(f"|{node.astext()}|"), place)

    def _say(self, text: str) -> None:
        """Say what stands from here on, markup and the signs that escape others left out."""
        raw, at = self._raw, self._at
        found = raw.find(text, at)
        if found >= 0 and not raw[at:found].strip("`*_<>|:\\[] \n"):
            self._pieces.say_lines(text, found)
            self._at = found + len(text)
            return
        for sign in text:
            found = raw.find(sign, self._at)
            if found >= 0:
                self._at = found
            self._pieces.say(sign, self._pieces.place(min(self._at, len(raw))))
            self._at += found >= 0


class _Shown:
    """Reads what a substitution stands for."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._open: list[str] = []
        self._size = 0

    def read(self, name: str) -> Inline | None:
        """None for what nobody here can tell, and for what goes in a circle or is too long."""
        node = self._around.substituted(name)
        if node is None or name in self._open:
            return None
        self._open.append(name)
        pieces = Pieces()
        is_known = self._add(node, pieces)
        self._open.pop()
        return pieces.finished((1, 1)) if is_known else None

    def _add(self, node: nodes.Element, pieces: Pieces) -> bool:
        for child in node.children:
            if isinstance(child, nodes.Text):
                self._size += len(child)
                if self._size > _MOST_SHOWN:
                    return False
                pieces.say(child.astext(), (1, 1))
            elif isinstance(child, nodes.substitution_reference):
                inner = self.read(child["refname"])
                if inner is None:
                    return False
                pieces.add(inner, (1, 1))
            elif isinstance(child, nodes.Element):
                start = pieces.size
                if child.get("kind") == "unknown" or not self._add(child, pieces):
                    return False
                for kind, target, label in spans_of(child, self._around):
                    pieces.mark(kind, start, target, (1, 1), label)
        return True


def _verbatim(text: str) -> Inline:
    pieces = Pieces()
    pieces.say(text, (1, 1))
    return pieces.finished((1, 1))


def spans_of(node: nodes.Element, around: Surroundings) -> list[tuple[str, str, str]]:
    """What the text of a node is: kinds, targets and labels, as of `Span`."""
    if isinstance(node, nodes.reference):
        return [_link(node, around.destination(node))]
    if isinstance(node, nodes.image):
        return [("image", str(node["uri"]), "")]
    if isinstance(node, _NOTES):
        return [("footnote" if around.has_note(node) else "dangling", node.rawsource, "")]
    if kind := node.get("kind"):
        return [] if kind == "unknown" else [(kind, node.get("target", ""), "")]
    return [(kind, "", "") for of, kind in _KINDS.items() if isinstance(node, of)]


def _link(node: nodes.Element, target: str | None) -> tuple[str, str, str]:
    """target: where it leads, None where nothing defines its name."""
    label = "" if node.get("anonymous") else " ".join(str(node.get("name", "")).lower().split())
    if target is None:
        return "dangling", label or node.astext(), ""
    if node.get("refuri"):
        bare = not node.get("name") and node.rawsource == node.astext()
        return "autolink" if bare else "link", target, ""
    return "link", target, label
