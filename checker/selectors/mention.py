"""Places in a text where a pattern is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass, replace
from checker.model.document import Document
from checker.model.evidence import Reason, absent, undeterminable
from checker.model.kinds import Scope, Selector
from checker.model.language import Operand, PathSet, Pattern, Selected
from checker.model.letters import Match
from checker.model.location import Location
from checker.model.markdown import Block, Inline, Markdown
from checker.model.observation import Observation, lacking
from checker.model.record import Record, Value, missing_value, plain_value
from checker.patterns import regex
from checker.text.likeness import odd_sign, plainly
from checker.tree.filling import filled_pattern
from checker.tree.places import Region, documents_in, regions_in, words_for

_BLANK = regex(r"\s")
_OF_LINES = regex(r"\(\?[A-Za-z]*[ms]|\\[nr]|  ")
"""What stands in a pattern that is about the lines or the blanks themselves."""
_FIELDS: Mapping[str, str] = {
    "text": "what was found",
    "line": "the number of the line in which it begins, from 1",
    "link": "the destination of the link in which it stands, empty for none",
    "code": "true when it stands in a code span",
    "form": "in Markdown `heading`, `paragraph`, `item`, `cell` or `html`; `line` in other text, `value` in a field",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Selector):
    r"""Every place where a pattern is found: in what people read of a document, or in a field of the record at hand.

    Named groups of the pattern (`(?P<pep>[0-9]+)`) are fields. Link texts and code spans are looked at, comments,
    code blocks and front matter are not. A paragraph is one text, in which a line break and a blank that does not break
    are blanks like any other. Where more would be found if letters were what they look like, that is pointed out. What
    is no Markdown is looked at line by line, so that nothing is found over the end of
    a line. A pattern with `\n`, `(?m)` or `(?s)` sees the lines as they are written, of such a file all together.

    ```yaml
    for_each: {mention: {in: 'docs/proposals/*.md', pattern: 'PEP-(?P<pep>[0-9]+)'}, where: {pep: first}}
    require: {link: filled}
    ```
    """

    kind: ClassVar[str] = "mention"
    fills: ClassVar[bool] = True
    short: ClassVar[str] = "pattern"
    as_text: ClassVar[str] = "what was found"
    provides: ClassVar[Mapping[str, str]] = _FIELDS
    pattern: Pattern
    """What to look for; its named groups are fields."""
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""
    of: Operand | None = None
    """A value to look in, such as `{field: authors}`, instead of documents."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if self.of is not None and (self.in_ is not None or self.under):
            yield "of", "`of` stands for the place to look in; `in` and `under` say nothing beside it"
        for name in self.pattern.groups:
            if name in _FIELDS:
                yield "pattern", f"a mention has a field `{name}` already; call the group otherwise"

    def fields(self) -> Mapping[str, str]:
        return {**_FIELDS, **dict.fromkeys(self.pattern.groups, "a group of the pattern")}

    def select(self, scope: Scope) -> Selected:
        if self.pattern.names:
            pattern = filled_pattern(self.pattern, scope)
            if isinstance(pattern, Observation):
                return self._selected((), (pattern,), pattern.location, "the record")
            return replace(self, pattern=pattern).select(scope)
        if self.of is not None:
            return self._in_value(self.of, scope)
        if self.in_ is None and not self.under and scope.record is not None and scope.record.kind != "file":
            return self._in_regions(scope)
        documents, problems = documents_in(scope, self.in_)
        if self.under or all(isinstance(one.content, Markdown) for one in documents):
            return self._in_regions(scope)
        records = tuple(record for document in documents for record in self._in_document(document))
        words = words_for(self.in_, documents) if self.in_ is not None else documents[0].path
        return self._selected(records, problems, Location(documents[0].path, 1, 1), words)

    def _selected(
        self, records: tuple[Record, ...], problems: tuple[Observation, ...], place: Location, words: str
    ) -> Selected:
        return Selected(records, problems, place, f"the mentions of `{self.pattern.source}` in {words}", len(records))

    def _in_value(self, of: Operand, scope: Scope) -> Selected:
        place = scope.record.location if scope.record is not None else scope.place
        value = scope.resolve(of, place)
        if isinstance(value, Observation):
            return self._selected((), (value,), place, "the value")
        text = value.plain
        records = tuple(_record(value.location, match, "value") for match in self.pattern.find_all(text))
        return self._selected(records, (), value.location, f"`{text}`")

    def _in_regions(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        records = tuple(record for region in found.regions for record in self._in_region(region))
        alike = tuple(seen for region in found.regions for seen in self._alike(region))
        return self._selected(records, (*found.problems, *alike), found.place, found.words)

    def _alike(self, region: Region) -> Iterator[Observation]:
        """Texts in which more would be found if their letters were what they look like."""
        for block in region.within(region.markdown.blocks):
            plain = block.text.plain if not block.text.source.isascii() else ""
            seen = plainly(plain)
            if seen == plain:
                continue
            had = [match.text for match in self.pattern.find_all(plain)]
            alike = [match.text for match in self.pattern.find_all(seen)]
            if len(alike) > len(had):
                place = Location(region.markdown.path, block.line, block.text.column, region.pointer)
                text = next((one for one in alike if one not in had), alike[0])
                named = {"text": text, "pattern": self.pattern.source, "sign": odd_sign(plain)}
                yield lacking(undeterminable(Reason.LOOKALIKE_TEXT, place, **named))

    def _in_document(self, document: Document) -> Iterator[Record]:
        if isinstance(document.content, Markdown):
            yield from self._in_region(Region(document.content, 1, len(document.content.lines)))
            return
        if self._is_of_lines:
            text = "\n".join(document.lines)
            for match in self.pattern.find_all(text):
                number, start = text.count("\n", 0, at := match.span()[0]) + 1, text.rfind("\n", 0, at) + 1
                yield _record(Location(document.path, number, at - start + 1), match, "line")
            return
        for number, line in enumerate(document.lines, 1):
            for match in self.pattern.find_all(line):
                place = Location(document.path, number, match.span()[0] + 1)
                yield _record(place, match, "line")

    @property
    def _is_of_lines(self) -> bool:
        return _OF_LINES.search(self.pattern.source) is not None

    def _in_region(self, region: Region) -> Iterator[Record]:
        for block in region.within(region.markdown.blocks):
            yield from self._in_block(region, block)

    def _in_block(self, region: Region, block: Block) -> Iterator[Record]:
        inline = block.text.inline
        text, offsets = inline.plain, None
        if not self._is_of_lines:
            text, offsets = _folded(inline.plain)
        for match in self.pattern.find_all(text):
            start, end = match.span()
            if offsets is not None:
                start, end = offsets[start], offsets[end - 1] + 1
            line, column = inline.places[start]
            place = Location(region.markdown.path, line, column, region.pointer)
            link = _around(inline, start, end, ("link", "autolink"))
            code = _around(inline, start, end, ("code",)) is not None
            yield _record(place, match, block.kind, link or "", code=code)


def _folded(text: str) -> tuple[str, list[int] | None]:
    """A text with every run of blanks as one, and where each of its characters stood, None when none has moved."""
    plain = _BLANK.sub(" ", text)
    if "  " not in plain:
        return plain, None
    kept = [n for n, sign in enumerate(plain) if sign != " " or not n or plain[n - 1] != " "]
    return "".join(plain[n] for n in kept), kept


def _record(place: Location, match: Match, form: str, link: str = "", *, code: bool = False) -> Record:
    value = plain_value(match.text, place)
    fields = {
        "text": value,
        "line": plain_value(str(place.line or ""), place, place.line),
        "link": plain_value(link, place),
        "code": plain_value(str(code).lower(), place, code),
        "form": plain_value(form, place),
    }
    fields |= {name: _group(name, found, place) for name, found in match.named().items()}
    return Record("mention", f"`{match.text}`", value, fields, place.line)


def _group(name: str, found: str | None, place: Location) -> Value:
    return plain_value(found, place) if found is not None else missing_value(absent(Reason.NO_GROUP, place, name=name))


def _around(inline: Inline, start: int, end: int, kinds: tuple[str, ...]) -> str | None:
    """The target of a span of one of the kinds in which a stretch stands."""
    return next((one.target for one in inline.spans if one.kind in kinds and one.start <= start < end <= one.end), None)
