"""A run of text in which slots are looked for, with what is around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from checker.classes import dataclass
from checker.patterns import regex

HIDDEN = "\ufffc"
"""Stands for every character that is not read: code inside other text, and bare links."""

_LABEL_END = regex(r"[:：=–—|]$|\s-$|^\s*[#>*•-]*$")
_VALUE_END = regex(r"[\s.;,!)*_。]{0,40}(?:$|\n|\()")
_WHOLE_END = regex(r"[\s.;,!*_。]{0,40}(?:$|\n)")
_QUOTES = "\"'`“”„‟«»‘’‚「」『』‹›"
_OPEN_QUOTE = regex(r"(?:(?<=[\s(])\"(?=\S)[^\"]*|“[^”]*|„[^“”]*|«[^»]*|「[^」]*)$")
_CLOSE_QUOTE = regex(r"^[^\"“”„«»「」]{0,80}[\"”»“」]")
_OPENERS, _CLOSERS = "[(<{", "])>}"
_LINE = regex(r"[^\n]+")
_VALUE_BEGIN = regex(r"[:：=|][*_]*\s|：|\s[–—-]\s")
_LONGEST_LABEL = 80
_REACH = 300
"""How far around a slot the text is looked at, in characters; it keeps the search linear in one endless line."""


@dataclass(frozen=True)
class Passage:
    """text: what is read, as long as the text it came from. links: stretches that are link text, in their order.

    tags: (position, tag as written) of what CommonMark takes for HTML. cell: the text is one table cell or one value of
    data, so that nothing else stands beside it. label: it names what stands below it (a cell of a table header).
    heading: it is one. data: it is a value of YAML, JSON or TOML and no prose. code: it is a line of code.
    italics: stretches in italics. bold: all of it is bold. item: it is the text of a list item. top: it is the
    title of the whole document. comment: it stands in a comment.
    """

    text: str
    links: tuple[tuple[int, int], ...] = ()
    tags: tuple[tuple[int, str], ...] = ()
    italics: tuple[tuple[int, int], ...] = ()
    cell: bool = False
    label: bool = False
    heading: bool = False
    data: bool = False
    code: bool = False
    bold: bool = False
    top: bool = False
    item: bool = False
    comment: bool = False

    def in_italics(self, start: int, end: int) -> bool:
        """Whether all of `text[start:end]` is in italics, but for marks at its ends."""
        return any(first <= start + 1 and end - 1 <= last for first, last in self.italics)

    @cached_property
    def closed_tags(self) -> frozenset[str]:
        """The names of the HTML tags that are closed somewhere in the passage."""
        return frozenset(tag[2:-1].strip().lower() for _, tag in self.tags if tag.startswith("</"))

    def line_before(self, start: int) -> str:
        """The line up to a position, as far as the search reaches."""
        reach = max(0, start - _REACH)
        return self.text[max(reach, self.text.rfind("\n", reach, start) + 1) : start]

    def line_after(self, end: int) -> str:
        """The line from a position on, as far as the search reaches."""
        newline = self.text.find("\n", end, end + _REACH)
        return self.text[end : newline if newline >= 0 else end + _REACH]

    def begins_value(self, start: int) -> bool:
        """Whether what begins here is a value: at the start of its line, or behind a label such as `Owner:`."""
        before = self.line_before(start)
        return len(before) <= _LONGEST_LABEL and bool(_LABEL_END.search(before.rstrip("\"'“„«([*_ ")))

    def ends_value(self, end: int) -> bool:
        """Whether nothing but punctuation or a remark in parentheses follows on the line."""
        return bool(_VALUE_END.match(self.line_after(end)))

    def stands_alone(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` is a whole line, or a whole value behind a label, or begins one with a remark."""
        return self.begins_value(start) and self.ends_value(end)

    def is_whole(self, start: int, end: int) -> bool:
        """Whether it is all of a line or of a value, without a remark behind it."""
        return self.begins_value(start) and bool(_WHOLE_END.match(self.line_after(end)))

    def is_sentence(self, start: int, end: int) -> bool:
        """Whether it is a sentence of its own among others: a full stop before it, and one at its end or behind it."""
        return self.last_before(start, " *_") in ".!?:\n。" and self.first_after(end, " *_") in ".!?\n。"

    def is_all(self, start: int, end: int, marks: str) -> bool:
        """Whether nothing but marks stands around it in the whole text."""
        return not self.last_before(start, marks) and not self.first_after(end, marks)

    def last_before(self, start: int, marks: str = "") -> str:
        """The last character before a position that is no mark, no blank where none are named; empty for none.

        Looked for from there, so that a long text is not copied for each of its slots.
        """
        return next((one for at in range(start - 1, -1, -1) if not _is_mark(one := self.text[at], marks)), "")

    def first_after(self, end: int, marks: str = "") -> str:
        """The first character from a position on that is none; empty for none."""
        return next((one for at in range(end, len(self.text)) if not _is_mark(one := self.text[at], marks)), "")

    def values(self) -> Iterator[tuple[int, int]]:
        """Where values stand: each line, and each of its ends behind a label or a dash."""
        for line in _LINE.finditer(self.text):
            for start in (line.start(), *(found.end() for found in _VALUE_BEGIN.finditer(self.text, *line.span()))):
                end = start + len(self.text[start : line.end()].rstrip(" .;,*_)"))
                first = start + len(self.text[start:end]) - len(self.text[start:end].lstrip(" (*_"))
                if first < end:
                    yield first, end

    def labelled(self, start: int) -> bool:
        """Whether a label such as `Owner:` stands before it on its line."""
        return bool(self.line_before(start).strip()) and self.begins_value(start)

    def begins_line(self, start: int) -> bool:
        """Whether nothing but marks of lists and quotes stands before it on its line."""
        return not self.line_before(start).strip(" \t*_>#-•")

    def mentioned(self, start: int, end: int) -> bool:
        """Whether it is in quotation marks inside a longer text: a word that is talked about, not used."""
        if start and self.text[start - 1] in _OPENERS and self.text[end : end + 1] in _CLOSERS:
            start, end = start - 1, end + 1
        before, after = self.text[start - 1 : start] if start else "", self.text[end : end + 1]
        is_quoted = bool(before and after) and before in _QUOTES and after in _QUOTES
        if not is_quoted:
            return self._in_quotation(start, end)
        return not self.stands_alone(start - 1, end + 1)

    def _in_quotation(self, start: int, end: int) -> bool:
        """Whether it is one of several words that a sentence quotes: `he wrote "Dear [Name]" in the letter`."""
        before = self.line_before(start)
        opening = _OPEN_QUOTE.search(before)
        if opening is None or opening.start() < 2 or not _CLOSE_QUOTE.search(self.line_after(end)):
            return False
        return not (self.cell or _LABEL_END.search(before[: opening.start()].rstrip(" *_")))

    def glued(self, start: int) -> bool:
        """Whether a word runs into it from the left; scripts that set no blanks between words do not count."""
        before = self.text[start - 1 : start] if start else ""
        return before.isalnum() and before < "\u2e80"

    def in_link(self, start: int, end: int) -> bool:
        """Whether it is part of the text of a link."""
        nearest = bisect_right(self.links, (start, len(self.text))) - 1
        return nearest >= 0 and end <= self.links[nearest][1]


def _is_mark(character: str, marks: str) -> bool:
    return character in marks if marks else character.isspace()
