"""Requirements that nothing was left to be filled in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar

from checker.data.idle import idle_bounds
from checker.model.data import Node, Stream
from checker.model.document import Document
from checker.model.hcl import Module
from checker.model.kinds import PARAMETERS, Requirement, Scope
from checker.model.language import PathSet, Pattern, Selection
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.observation import Acceptance, Observation, met, not_met, undecided
from checker.model.record import Subject
from checker.slots import (
    ALL_KINDS,
    DEFAULT_SCOPES,
    MEANING_BY_KIND,
    Certainty,
    Kind,
    Placeholder,
    Search,
    placeholders_in_data,
    placeholders_in_markdown,
    placeholders_in_module,
)
from checker.slots import Scope as Part
from checker.slots.template import Leftover, leftovers, template_text
from checker.text.shown import shortened
from checker.tree.places import paths_in, problem_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """Slots that may stand: those that match the pattern, and why."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    pattern: Pattern
    """What the slot matches."""
    reason: str
    """Why it may stand."""


class Likely(StrEnum):
    """What comes of a slot that is likely and not sure."""

    IGNORE = "ignore"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPlaceholders(Requirement):
    """No slot was left unfilled: `[agreed value]`, `<url>`, `{{ name }}`, `TBD`, `YYYY-MM-DD`, `____`, `[text](#)` ….

    Such a sign is sure, whatever stands beside it. Who talks about one puts it in quotation marks or code, or says so
    under `allow`, with the reason. Prompts (`Describe the impact.`), questions to the writer, choices, brackets within
    a sentence and hints in parentheses are likely: `likely` says what comes of them. A `warn` is met and shown by every
    report; `fail` is not met. Links, references, footnotes, boxes, tags such as `[P0]` and words such as `[sic]` are
    none; code and comments are looked at only if `scopes` says so. Every slot is reported at its place. `kinds` narrows
    what is looked for, `words` adds words that mean that something is missing. What stands in the records of `except`
    is left to another criterion. Where there is a template, `no_template_text` finds what no list of signs can.

    ```yaml
    for_each: {file: [runbook, report]}
    require: {no_placeholders: {allow: [{pattern: REDACTED, reason: personal data is removed on purpose}]}}
    ```
    """

    kind: ClassVar[str] = "no_placeholders"
    of_text: ClassVar[bool] = False
    scopes: tuple[Part, ...] = tuple(sorted(DEFAULT_SCOPES))
    """The parts of a document that are looked at."""
    kinds: tuple[Kind, ...] = tuple(sorted(ALL_KINDS))
    """The shapes that are looked for."""
    likely: Likely = Likely.WARN
    """What comes of what is likely a slot, and not sure."""
    allow: tuple[Allowance, ...] = ()
    """Slots that may stand, each with the reason."""
    words: tuple[str, ...] = ()
    """Further words that mean that something is missing."""
    except_: Selection | None = None
    """Records in which slots are left to another criterion."""

    def objections(self) -> Iterator[tuple[str, str]]:
        for name in idle_bounds(self.except_) if self.except_ is not None else ():
            yield "except", f"`{name}` says nothing here: what is left out is not counted"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        document = scope.inquiry.document(subject.location.path)
        if document.problem is not None:
            yield problem_of(document)
            return
        excepted = scope.select(self.except_) if self.except_ is not None else None
        lines = set[tuple[str, int]]()
        for record in excepted.records if excepted is not None else ():
            first = record.location.line or 1
            lines |= {(record.location.path, line) for line in range(first, (record.end_line or first) + 1)}
        first, last = _stretch(subject)
        found = [
            (path, one)
            for path, one in self._found(document)
            if one.line is None or (first <= one.line <= last and (path, one.line) not in lines)
        ]
        if self.likely is Likely.IGNORE:
            found = [(path, one) for path, one in found if one.certainty is Certainty.SURE]
        yield from (_left(path, one, self.likely) for path, one in found)
        if not found:
            if not isinstance(document.content, Markdown | Node | Stream | Module):
                yield undecided(f"{document.path} is neither Markdown nor data", subject.location)
            else:
                said = f"{subject.record.label} holds no unfilled slot"
                yield met(said, subject.location, found=_how_much(document, first, last))

    def observe_written(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        return self.observe(subject, scope)

    def _found(self, document: Document) -> Iterator[tuple[str, Placeholder]]:
        """The slots, each with the path of its file."""
        search = Search(
            scopes=frozenset(self.scopes), kinds=frozenset(self.kinds), permits=self._allows, words=self.words
        )
        if isinstance(document.content, Markdown):
            yield from ((document.path, one) for one in placeholders_in_markdown(document.content, search))
        elif isinstance(document.content, Node | Stream):
            content = document.content
            nodes = content.documents if isinstance(content, Stream) else (content,)
            found = (one for node in nodes for one in placeholders_in_data(node, search, document.lines))
            yield from ((document.path, one) for one in found)
        elif isinstance(document.content, Module):
            yield from placeholders_in_module(document.content, search)

    def _allows(self, text: str) -> bool:
        return any(one.pattern.search(text) for one in self.allow)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTemplateText(Requirement):
    """Nothing that the template says to its writer is left as it stands: no sentence, comment, sample row or slot.

    It finds what no pattern can: an instruction that reads like any other sentence. Headings, labels such as `Owner:`,
    table headers, tasks and rows of which only the first cell is filled are the frame, which stays unless it holds a
    slot; so do texts of fewer than four words. What else a finished document shares with its template on purpose is
    named under `keep`, with the reason. Every leftover is reported at its place, with the place in the template.

    ```yaml
    for_each: {file: runbook}
    require: {no_template_text: {template: docs/templates/runbook.md}}
    ```
    """

    kind: ClassVar[str] = "no_template_text"
    of_text: ClassVar[bool] = False
    short: ClassVar[str] = "template"
    rules: ClassVar[tuple[str, ...]] = ("template",)
    template: PathSet
    """The document from which this one was made; with several, all of them."""
    keep: tuple[Allowance, ...] = ()
    """Text that stays on purpose: what it matches, and why."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        document = scope.inquiry.document(subject.location.path)
        if document.problem is not None or not isinstance(document.content, Markdown):
            yield _unreadable(document)
            return
        paths, problems = paths_in(scope.rules, self.template)
        yield from problems
        for path in paths:
            template = scope.rules.inquiry.document(path)
            if template.problem is not None or not isinstance(template.content, Markdown):
                yield _unreadable(template)
            else:
                yield from self._compared(document, document.content, template.content, subject)

    def observe_written(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        return self.observe(subject, scope)

    def _compared(
        self, document: Document, content: Markdown, template: Markdown, subject: Subject
    ) -> Iterator[Observation]:
        said = {key: one for key, one in template_text(template).items() if not self._keeps(one.text)}
        if not said:
            yield undecided(f"{template.path} says nothing to its writer that could be left", Location(template.path))
            return
        first, last = _stretch(subject)
        left = [one for one in leftovers(content, said) if first <= (one.piece.location.line or 0) <= last]
        yield from map(_left_of_template, left)
        if not left:
            what = f"nothing of {template.path}"
            yield met(f"{subject.record.label} holds {what}", subject.location, found=f"texts looked for: {len(said)}")

    def _keeps(self, text: str) -> bool:
        return any(one.pattern.search(text) for one in self.keep)


def _unreadable(document: Document) -> Observation:
    if document.problem is not None:
        return problem_of(document)
    return undecided(f"{document.path} is no Markdown, so it cannot be compared", Location(document.path, 1, 1))


def _left_of_template(one: Leftover) -> Observation:
    text, place = shortened(one.piece.text), one.piece.location
    said = f"`{text}` is a {one.piece.what} of the template {one.origin.location}"
    where = replace(place, pointer=text)
    return not_met(said, where, expected="what it asks for", found=f"`{text}`", related=(one.origin.location,))


def _how_much(document: Document, first: int, last: int) -> str:
    """How much was read, for showing that it was."""
    if isinstance(document.content, Module) and not document.lines:
        return f"{len(document.content.files)} files read"
    return f"{min(last, len(document.lines)) - first + 1} lines read"


def _stretch(subject: Subject) -> tuple[int, int]:
    """The lines of the document that the subject is about."""
    if subject.record.kind == "file" or subject.location.line is None:
        return 1, sys.maxsize
    return subject.location.line, subject.record.end_line or subject.location.line


def _left(path: str, one: Placeholder, likely: Likely) -> Observation:
    place = Location(path, one.line, one.column, one.text)
    meaning = MEANING_BY_KIND[one.kind].partition(":")[0]
    is_sure = one.certainty is Certainty.SURE
    said = f"`{one.text}` is {meaning}" if is_sure else f"`{one.text}` is likely {meaning}"
    seen = not_met(said, place, expected="what it stands for", found=f"`{one.text}`")
    if is_sure or likely is Likely.FAIL:
        return seen
    return replace(
        seen, ok=True, accepted=Acceptance("it is likely a slot and not sure, and the policy warns of those")
    )
