"""The sections of a Markdown document: what stands under which heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.model.markdown import Section, Text


class Heading(NamedTuple):
    """A heading that begins a section. slug: its anchor, numbered among its namesakes; line: from 1."""

    text: Text
    level: int
    slug: str
    line: int


def sections_of(headings: Sequence[Heading], nothing: Text, line_count: int) -> tuple[Section, ...]:
    """The sections in the order of the file, the part before the first heading first. nothing: its empty title."""
    preamble = Section(nothing, 0, (), "", 1, headings[0].line - 1 if headings else line_count)
    ends = [line_count] * len(headings)
    trails: list[tuple[str, ...]] = []
    above: list[int] = []
    for position, heading in enumerate(headings):
        while above and headings[above[-1]].level >= heading.level:
            ends[above.pop()] = heading.line - 1
        outer = trails[above[-1]] if above else ()
        trails.append((*outer, heading.text.plain))
        above.append(position)
    return (
        preamble,
        *(
            Section(heading.text, heading.level, trail, heading.slug, heading.line, end)
            for heading, trail, end in zip(headings, trails, ends, strict=True)
        ),
    )
