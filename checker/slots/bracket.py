"""One pair of square brackets: what is in it and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from checker.patterns import regex
from checker.slots.passage import HIDDEN, Passage

_LINKING = (
    r"by|of|for|to|at|in|with|from|on|and|or|as|than|per|via|into|onto|until|till|after|before|since|between|within"
    r"|without|under|over|above|below|about|around|against|during|through|across|because|that|which|whose|while|unless"
)
_LEADS_ON = regex(
    rf"(?i)(?:\b(?:{_LINKING}|is|are|was|were|be|been|has|have|had|equals|exceeds?|the|a|an|our|your|their|its|this"
    rf"|each"
    r"|every|dear|von|für|mit|bei|bis|der|die|das|de|do|da|di|par|pour|en|el|la|le)|[,<>≤≥~$€#@/|])\s*$"
)
"""Words and marks behind which something has to follow, so that a bracket there is no label at the end."""
_TARGETS = ("(http", "(#", "(/", "(./", "(../", "(mailto:")


@dataclass(frozen=True)
class Bracket:
    """The pair `passage.text[start:end]`, brackets included."""

    passage: Passage
    start: int
    end: int

    @cached_property
    def inside(self) -> str:
        return self.passage.text[self.start + 1 : self.end - 1]

    @cached_property
    def content(self) -> str:
        return self.inside.strip()

    @cached_property
    def words(self) -> list[str]:
        return self.content.split()

    @cached_property
    def first(self) -> str:
        """The first word, folded, without the comma or colon behind it."""
        return self.words[0].casefold().rstrip(",:;") if self.words else ""

    @property
    def _before(self) -> str:
        return self.passage.text[self.start - 1 : self.start] if self.start else ""

    @property
    def _after(self) -> str:
        return self.passage.text[self.end : self.end + 1]

    @cached_property
    def alone(self) -> bool:
        """Whether it is a whole line, cell or value."""
        if self.passage.stands_alone(self.start, self.end):
            return True
        return self.passage.cell and self.passage.text.strip() == self.passage.text[self.start : self.end]

    @cached_property
    def labelled(self) -> bool:
        """Whether a label such as `Owner:` stands before it."""
        return self.passage.labelled(self.start)

    @property
    def label(self) -> str:
        """What stands before it on its line."""
        return self.passage.line_before(self.start)

    @cached_property
    def begins_line(self) -> bool:
        return self.passage.begins_line(self.start)

    @cached_property
    def is_tag(self) -> bool:
        """Whether it stands where labels stand: before or after all other words of its line."""
        ends = self.passage.ends_value(self.end)
        if self.begins_line:
            return not ends and self._after != ":"
        if not ends or self.passage.begins_value(self.start):
            return False
        return not _LEADS_ON.search(self.label[-12:])

    @cached_property
    def in_link(self) -> bool:
        return self.passage.in_link(self.start, self.end)

    @cached_property
    def holds_link(self) -> bool:
        """Whether a link stands in it: `[[Become a sponsor](https://…)]`."""
        return any(self.start < start and end < self.end for start, end in self.passage.links)

    @cached_property
    def is_syntax(self) -> bool:
        """Whether its place says that it is no slot: an index behind a word, half of a link, a step of a path, a
        quoted word.
        """
        if self.passage.glued(self.start) or (self._before and self._before in "_])" + HIDDEN):
            return True
        if self._before == self._after == "/":
            return True
        if (
            self._before == "["
            and self._after == "]"
            and ("|" in self.content or ("/" in self.content and len(self.words) == 1))
        ):
            return True
        return self._is_half_of_link() or self._is_talked_about()

    def _is_talked_about(self) -> bool:
        """Whether it is quoted in the midst of a sentence, and not the quoted value behind a label."""
        if not self.passage.mentioned(self.start, self.end):
            return False
        return not (self.passage.labelled(self.start - 1) and self.passage.text[self.end + 1 : self.end + 2] in ",;")

    def _is_half_of_link(self) -> bool:
        """`[text][label]` without a definition, `[text] (https://…)`, `[text](two words)`."""
        rest = self.passage.text[self.end : self.end + 12].lstrip(" ")
        return (self._after and self._after in "[(") or rest.startswith(_TARGETS)
