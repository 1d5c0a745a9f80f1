"""What stands between two comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.markdown.texts import body_text
from checker.model.evidence import Reason, absent
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Comment
from checker.model.observation import Observation, lacking
from checker.model.record import Record, Value
from checker.text.shown import folded
from checker.tree.places import Region as Stretch
from checker.tree.places import regions_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Selector):
    """What stands between two comments, such as `<!-- toc -->` and `<!-- /toc -->`, where tools write.

    The comments are given by what they say. A document without the first one is not met, nor is one that is not closed.
    Selectors without `in`, inside the requirement, look into the region.

    ```yaml
    for_each: {region: {in: runbook, begins: toc, ends: /toc}}
    require: {each: {link: {}, require: resolves}}
    ```
    """

    kind: ClassVar[str] = "region"
    as_text: ClassVar[str] = "what people read of it"
    provides: ClassVar[Mapping[str, str]] = {"text": "what people read of it"}
    begins: str
    """What the comment above it says."""
    ends: str
    """What the comment below it says."""
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""

    def by_document(self) -> bool:
        return True

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_)
        seen = [one for stretch in found.regions for one in self._in_stretch(stretch)]
        problems = (*found.problems, *(one for one in seen if isinstance(one, Observation)))
        records = tuple(one for one in seen if isinstance(one, Record))
        words = f"the regions `{self.begins}` of {found.words}"
        return Selected(records, problems, found.place, words, len(records))

    def _in_stretch(self, stretch: Stretch) -> Iterator[Record | Observation]:
        path = stretch.markdown.path
        comments = sorted(stretch.within(stretch.markdown.comments), key=_place)
        opened: Comment | None = None
        for number, comment in enumerate(comments):
            said = folded(comment.content)
            if opened is None and said == self.begins:
                opened = comment
                if self.ends not in (folded(one.content) for one in comments[number + 1 :]):
                    place = Location(path, comment.line, comment.column)
                    gap = absent(Reason.NOT_CLOSED, place, comment=said)
                    yield lacking(gap, expected=f"`<!-- {self.ends} -->` below it")
            elif opened is not None and said == self.ends:
                yield _record(stretch, opened, comment)
                opened = None
        if not any(folded(one.content) == self.begins for one in comments):
            gap = absent(Reason.NO_COMMENT, stretch.place, path=path, comment=self.begins)
            yield lacking(gap, expected=f"`<!-- {self.begins} -->`")


def _place(comment: Comment) -> tuple[int, int]:
    return comment.line, comment.column


def _record(stretch: Stretch, opened: Comment, closed: Comment) -> Record:
    markdown = stretch.markdown
    inside = Stretch(markdown, opened.line, closed.end_line)
    place = Location(markdown.path, opened.line, opened.column).pointing(opened.content.strip())
    text = body_text(inside)
    source = "\n".join(markdown.lines[opened.end_line : closed.line - 1])
    value = Value(source, text, place, data=text)
    return Record("region", f"region `{folded(opened.content)}`", value, {"text": value}, closed.end_line)
