"""Sections of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import ClassVar

from checker.classes import dataclass, replace
from checker.markdown.texts import body_text, is_emphasised, marked_in
from checker.model.evidence import Reason, undeterminable
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Pattern, Selected
from checker.model.location import Location
from checker.model.markdown import Block, Markdown
from checker.model.markdown import Section as MarkdownSection
from checker.model.observation import Observation, lacking, met, not_met
from checker.model.passed_over import PassedOver
from checker.model.record import Record, Value, plain_value
from checker.patterns import regex
from checker.text.likeness import as_it_looks, odd_sign
from checker.tree.filling import filled_pattern
from checker.tree.places import Region, no_section, regions_in, sections_called
from checker.values.sequence import misplaced

_JOINT = regex(r"(?<=\w)[-‐‑–_/]+(?=\w)")
_HEADING_IN_HTML = regex(r"\s*<h[1-6]\b", re.IGNORECASE)
_LONGEST = 8
"""So many words a line in bold has at most that is taken for a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Selector):
    """The sections of a document: a heading and what stands under it.

    `titled` names sections that must be there; each that is not is reported with the nearest heading, of a glob as
    [all that is named](language.md#documents). `matching` finds sections by a pattern on their title, of which there
    must be at least one; what only reads like such a heading (look-alike letters, a line in bold, HTML) is pointed out.
    Titles are compared as people read them: case, emphasis, closing hashes and a leading section number do not count.
    `in_order: true` demands that the titled sections follow each other in that order; other sections may stand between
    them. As a text, a section is what stands under its heading, so `filled` tells whether it is empty.

    ```yaml
    for_each: {section: {in: runbook, titled: [Access Management, Escalation Path], in_order: true}}
    require: filled
    ```
    """

    kind: ClassVar[str] = "section"
    fills: ClassVar[bool] = True
    short: ClassVar[str] = "titled"
    as_text: ClassVar[str] = (
        "what stands under its heading, the headings below it aside; the heading is its field `title`"
    )
    provides: ClassVar[Mapping[str, str]] = {
        "title": "the heading's text",
        "level": "1 for `#`, 2 for `##` …",
        "anchor": "the anchor that GitHub gives the heading",
        "text": "what stands under the heading",
        "path": "the titles from the outermost heading to this one, with ` / ` between them",
        "step": "how many levels it is below the heading under which it stands, 1 when there is none",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    titled: tuple[str, ...] | str = ()
    """Titles of sections that must be there."""
    matching: Pattern | None = None
    """Finds sections by their title; one at least must be there."""
    in_order: bool = False
    """Whether the titled sections must follow each other in this order."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if self.titled and self.matching is not None:
            yield "matching", "`matching` says nothing beside `titled`"
        if self.in_order and (isinstance(self.titled, str) or len(self.titled) < 2):
            yield "in_order", "`in_order` needs several titles in `titled`, which say the order"

    def by_document(self) -> bool:
        return not self.titled

    def concerns(self, passed: PassedOver, found: Selected) -> bool:
        # Of sections that have a title it is known whether they are there, or said that nobody can tell.
        is_unread = passed.gap.reason in (Reason.INCLUDED, Reason.MALFORMED_MARKUP)
        return self.kind in passed.kinds and not (self.titled and is_unread)

    def select(self, scope: Scope) -> Selected:
        if self.matching is not None and self.matching.names:
            pattern = filled_pattern(self.matching, scope)
            if isinstance(pattern, Observation):
                return Selected((), (pattern,), pattern.location, f"the sections `{self.matching.source}`")
            return replace(self, matching=pattern).select(scope)
        found = regions_in(scope, self.in_)
        titles = (self.titled,) if isinstance(self.titled, str) else self.titled
        problems = list(found.problems)
        sections: list[Region] = []
        apart: list[Observation] = []
        for title in titles if found.regions else ():
            called = [sections_called(region, title) for region in found.regions]
            sections += chain.from_iterable(called)
            if not any(called):
                problems.append(no_section(found.regions, title))
            elif self.in_ is None or not self.in_.any_of:
                without = [region for region, there in zip(found.regions, called, strict=True) if not there]
                apart += [no_section((region,), title) for region in without]
        if not titles:
            sections = [one for region in found.regions for one in self._matching(region)]
            problems += [seen for region in found.regions for seen in self._alike(region)]
        if self.in_order:
            problems += chain.from_iterable(
                _order([one for one in sections if one.markdown is region.markdown]) for region in found.regions
            )
        records = tuple(_record(one, _steps_in(one.markdown, scope)) for one in sections)
        words = f"the sections of {found.words}"
        return Selected(records, tuple(problems), found.place, words, len(records), apart=tuple(apart))

    def _matching(self, region: Region) -> list[Region]:
        return [
            Region(region.markdown, one.line, one.end_line, one)
            for one in region.within(region.markdown.sections)
            if one.level and (self.matching is None or self.matching.search(one.title.plain))
        ]

    def _alike(self, region: Region) -> Iterator[Observation]:
        """What the pattern does not find, and reads like a heading that it would find."""
        if self.matching is None:
            return
        for one in region.within(region.markdown.sections):
            title = one.title.plain
            is_alike = not self.matching.search(title) and self.matching.search(_as_read(title))
            if one.level and is_alike:
                place = Location(region.markdown.path, one.line, one.title.column, title)
                named = {"there": title, "title": self.matching.source, "sign": odd_sign(title)}
                yield lacking(undeterminable(Reason.LOOKALIKE_HEADING, place, **named))
        for block in region.within(region.markdown.blocks):
            if _seems_a_heading(block, region):
                plain = block.text.plain
                if self.matching.search(plain):
                    place = Location(region.markdown.path, block.line, block.text.column, region.pointer)
                    yield lacking(undeterminable(Reason.UNREAD_HEADING, place, line=plain))


def _as_read(title: str) -> str:
    """A title as it looks, with blanks for what joins words."""
    return _JOINT.sub(" ", as_it_looks(title))


def _seems_a_heading(block: Block, region: Region) -> bool:
    """Whether people see a heading: a line in bold, or a heading in HTML."""
    if block.kind == "html":
        return _HEADING_IN_HTML.match(region.markdown.lines[block.line - 1]) is not None
    is_line = block.kind == "paragraph" and block.line == block.end_line and len(block.text.plain.split()) <= _LONGEST
    return is_line and not block.text.plain.endswith(("?", ".", "!", ",")) and is_emphasised(block.text)


def _order(sections: list[Region]) -> list[Observation]:
    """That sections stand in the order in which they are listed, or which of them do not."""
    astray = misplaced([one.first_line for one in sections])
    expected = " → ".join(one.pointer for one in sections)
    if not sections:
        return []
    if not astray:
        return [met("the sections stand in the expected order", sections[0].place, expected=expected)]
    actual = " → ".join(one.pointer for one in sorted(sections, key=lambda one: one.first_line))
    return [
        not_met(f"section `{sections[n].pointer}` is out of order", sections[n].place, expected=expected, found=actual)
        for n in astray
    ]


def _record(region: Region, steps: Mapping[int, int]) -> Record:
    """steps: by the line of the section."""
    section = region.section
    if section is None:
        raise ValueError(region.markdown.path)
    place = region.place
    title = section.title.plain
    text = body_text(region)
    source = "\n".join(region.markdown.lines[section.line : section.end_line])
    fields = {
        "title": Value(
            section.title.source, title, place, region.markdown.links_of(section.title), section.title.code, title
        ),
        "level": Value(str(section.level), str(section.level), place, data=section.level),
        "anchor": Value(section.slug, section.slug, place, data=section.slug),
        "text": Value(source, text, place, *marked_in(region), text),
        "path": plain_value(" / ".join(section.trail), place),
        "step": plain_value(str(step := steps[section.line]), place, step),
    }
    return Record("section", f"section `{title}`", fields["text"], fields, section.end_line, section)


def _steps_in(markdown: Markdown, scope: Scope) -> Mapping[int, int]:
    return scope.once("steps", markdown, lambda: dict(_steps(markdown.sections)))


def _steps(sections: Sequence[MarkdownSection]) -> Iterator[tuple[int, int]]:
    """How many levels deeper each section is than the one in which it stands, by its line."""
    around: list[MarkdownSection] = []
    for one in sections:
        if one.level:
            around = [other for other in around if one.line <= other.end_line]
            above = [other.level for other in around if other.line < one.line and other.level < one.level]
            yield one.line, one.level - above[-1] if above else 1
            around.append(one)
