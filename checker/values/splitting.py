"""The lines of a text, or what stands between separators in it, each as a value of its own."""

from __future__ import annotations

import re

from checker.classes import replace
from checker.model.record import Value, listed
from checker.patterns import regex

LINES = "lines"
"""Stands for line breaks, those of HTML in a cell among them."""
_BREAK = regex(r"<br\s*/?>|\n", re.IGNORECASE)
_LINK = regex(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_EMPHASIS = regex(r"[*`]+|~~|(?<!\w)_+|_+(?!\w)")


def split(value: Value, between: str) -> Value:
    """The parts of a text as a list; of a list, those of all its entries."""
    entries = value.items if value.items is not None else (value,)
    return replace(listed([part for one in entries for part in parts_of(one, between)], value.location), gap=value.gap)


def parts_of(value: Value, between: str) -> tuple[Value, ...]:
    """The parts of one text, those with nothing in them left out. between: `lines`, or what stands between them."""
    pieces = _BREAK.split(value.text) if between == LINES else value.text.split(between.strip() or None)
    return tuple(_part(value, piece.strip()) for piece in pieces if piece.strip())


def _part(value: Value, written: str) -> Value:
    plain = " ".join(_EMPHASIS.sub("", _LINK.sub(r"\1", written)).split())
    links = tuple(one for one in value.links if one.target in written or (one.label and one.text in written))
    return Value(written, plain, value.location, links, data=plain, typed_in=value.typed_in)
