"""Requirements that nothing was left to be filled in."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, ClassVar

from checker.classes import dataclass, replace
from checker.data.idle import idle_bounds
from checker.model.data import Node, Stream
from checker.model.document import Document
from checker.model.facts import FirstVersion
from checker.model.hcl import Module
from checker.model.kinds import PARAMETERS, Requirement, Scope
from checker.model.language import PathSet, Pattern, Selection
from checker.model.location import Location
from checker.model.markdown import Markdown, Sheet
from checker.model.observation import Acceptance, Observation, lacking, met, not_met, undecided
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
from checker.slots.template import Leftover, Piece, form_text, leftovers, template_text
from checker.text.shown import shortened
from checker.tree.places import document_of, paths_in, problem_of


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
    may_be_empty: ClassVar[tuple[str, ...]] = ("allow", "words")
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
        yield from _idle_exception(self.except_)

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        document = document_of(subject.record, scope)
        if document.problem is not None:
            yield problem_of(document)
            return
        lines = _excepted(self.except_, scope)
        first, last = _stretch(subject)
        found = [
            (path, one)
            for path, one in self._found(document)
            if one.line is None or (first <= one.line <= last and (path, one.line) not in lines)
        ]
        if self.likely is Likely.IGNORE:
            found = [(path, one) for path, one in found if one.certainty is Certainty.SURE]
        yield from (_left(path, one, self.likely) for path, one in found)
        content = document.content
        unread = content.unread if isinstance(content, Markdown) else ()
        hidden = [gap for gap in unread if first <= (gap.location.line or 0) <= last]
        yield from map(lacking, hidden)
        if not (found or hidden):
            if not isinstance(content, Markdown | Sheet | Node | Stream | Module):
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
        if isinstance(document.content, Markdown | Sheet):
            markdown = document.content.markdown if isinstance(document.content, Sheet) else document.content
            yield from ((document.path, one) for one in placeholders_in_markdown(markdown, search))
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

    Each document may have a template of its own, named by its fields: `templates/{name}`, or `templates/{kind}.md` for
    one whose front matter says its kind. A document whose template is not there is undecided.

    Where documents are committed as forms and filled in later, `first_version` needs no template: it is the document as
    it was where git's history has it first, through moves. It was a form if most of its sections, three at least, held
    a slot that stands alone: a sentence, a value, a cell. Of these sections everything is looked for, of the others
    nothing, since people wrote them. A document that people wrote at once is met, and the report says that it was not
    added as a form; a slot in it is for `no_placeholders`. A document that no commit has yet is its own first version.
    A shallow clone, a folder without git or a move that may have been another leave it undecided.
    `first_version: false` says that there is no template, which every report repeats.

    ```yaml
    - id: nothing-of-the-template-left
      for_each: {file: 'docs/decisions/*.md'}
      require: {no_template_text: {template: docs/templates/decision.md}}

    - id: each-of-its-own
      for_each: {file: 'docs/*/*.md'}
      require: {no_template_text: {template: 'docs/templates/{name}'}}

    - id: nothing-of-the-form-left
      for_each: {file: [runbook, report]}
      require: {no_template_text: {first_version: true}}
    ```
    """

    kind: ClassVar[str] = "no_template_text"
    may_be_empty: ClassVar[tuple[str, ...]] = ("keep",)
    of_text: ClassVar[bool] = False
    short: ClassVar[str] = "template"
    rules: ClassVar[tuple[str, ...]] = ("template",)
    template: PathSet | None = None
    """The document from which this one was made; with several, all of them."""
    first_version: bool | None = None
    """Whether the document as it was first added is a template, too."""
    keep: tuple[Allowance, ...] = ()
    """Text that stays on purpose: what it matches, and why."""
    except_: Selection | None = None
    """Records in which text is left to another criterion."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if self.template is None and self.first_version is None:
            yield "", "there is nothing to compare with; name a `template`, or say `first_version: true`"
        yield from _idle_exception(self.except_)

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        if self.template is None and not self.first_version:
            accepted = Acceptance("the policy names no template")
            yield replace(
                met("nothing is compared with a template, since the policy names none", scope.place), accepted=accepted
            )
            return
        document = document_of(subject.record, scope)
        if document.problem is not None or not isinstance(document.content, Markdown):
            yield _unreadable(document)
            return
        where = _Where(subject, _excepted(self.except_, scope))
        if self.template is not None:
            yield from self._against_templates(self.template, document.content, where, scope)
        if self.first_version:
            yield from self._against_first(document.content, where, scope.inquiry.first_version(document.path))

    def observe_written(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        return self.observe(subject, scope)

    def _against_templates(
        self, named: PathSet, content: Markdown, where: _Where, scope: Scope
    ) -> Iterator[Observation]:
        paths, problems = paths_in(scope.rules, named)
        yield from problems
        if not paths and not problems:
            said = f"no file matches `{named.name}`, so there is no template to compare {content.path} with"
            yield undecided(said, Location(content.path), hint=_ADD_TEMPLATE)
        for path in paths:
            template = scope.rules.inquiry.document(path)
            if template.problem is not None and template.problem.absent:
                said = f"{path} {template.problem.why}, so there is no template to compare {content.path} with"
                yield undecided(said, Location(path), hint=_ADD_TEMPLATE)
            elif template.problem is not None or not isinstance(template.content, Markdown):
                yield _unreadable(template)
            else:
                yield from self._compared(content, _Template(path, template_text(template.content)), where)

    def _against_first(self, content: Markdown, where: _Where, first: FirstVersion) -> Iterator[Observation]:
        problem, path = first.document.problem, first.document.path
        if problem is not None:
            yield undecided(f"{content.path} {problem.why}", Location(content.path), hint=problem.hint)
            return
        if not isinstance(first.document.content, Markdown):
            yield _unreadable(first.document)
            return
        name = f"the first version of {path} ({first.commit[:10] or 'not committed yet'})"
        form = form_text(first.document.content)
        if form:
            yield from self._compared(content, _Template(path, form, name), where)
        else:
            found = f"{name}: most of its sections were written"
            yield met(f"{where.label} was not added as a form", where.location, found=found)

    def _compared(self, content: Markdown, template: _Template, where: _Where) -> Iterator[Observation]:
        wanted = {key: one for key, one in template.said.items() if not self._keeps(one.text)}
        if not wanted:
            yield undecided(f"{template.name} says nothing to its writer that could be left", Location(template.path))
            return
        left = [one for one in leftovers(content, wanted) if where.holds(one.piece.location)]
        yield from (_left_of(template, one) for one in left)
        if not left:
            found = f"texts looked for: {len(wanted)}"
            yield met(f"{where.label} holds nothing of {template.name}", where.location, found=found)

    def _keeps(self, text: str) -> bool:
        return any(one.pattern.search(text) for one in self.keep)


_ADD_TEMPLATE = "add the template, or name the one from which the document was made"


@dataclass(frozen=True, slots=True)
class _Template:
    """What a template says to its writer, by key. version: what a first version is called; empty for a file."""

    path: str
    said: Mapping[str, Piece]
    version: str = ""

    @property
    def name(self) -> str:
        return self.version or self.path

    def holds(self, origin: Piece) -> str:
        """Where in it something stands, in words."""
        return (
            f"in line {origin.location.line} of {self.name}" if self.version else f"of the template {origin.location}"
        )


@dataclass(frozen=True, slots=True)
class _Where:
    """The part of a document that is looked at: the lines of the subject without the excepted ones."""

    subject: Subject
    excepted: frozenset[tuple[str, int]]

    @property
    def label(self) -> str:
        return self.subject.record.label

    @property
    def location(self) -> Location:
        return self.subject.location

    def holds(self, place: Location) -> bool:
        first, last = _stretch(self.subject)
        line = place.line or 0
        return first <= line <= last and (place.path, line) not in self.excepted


def _idle_exception(excepted: Selection | None) -> Iterator[tuple[str, str]]:
    for name in idle_bounds(excepted) if excepted is not None else ():
        yield "except", f"`{name}` says nothing here: what is left out is not counted"


def _excepted(excepted: Selection | None, scope: Scope) -> frozenset[tuple[str, int]]:
    """The lines of the records that are left to another criterion, each with the path of its file."""
    lines = set[tuple[str, int]]()
    for record in scope.select(excepted).records if excepted is not None else ():
        first = record.location.line or 1
        lines |= {(record.location.path, line) for line in range(first, (record.end_line or first) + 1)}
    return frozenset(lines)


def _unreadable(document: Document) -> Observation:
    if document.problem is not None:
        return problem_of(document)
    return undecided(f"{document.path} is no Markdown, so it cannot be compared", Location(document.path, 1, 1))


def _left_of(template: _Template, one: Leftover) -> Observation:
    text = shortened(one.piece.text)
    said = f"`{text}` is a {one.piece.what} {template.holds(one.origin)}"
    where = replace(one.piece.location, pointer=text)
    # An earlier commit is no place to which a report could lead.
    related = () if template.version else (one.origin.location,)
    return not_met(said, where, expected="what it asks for", found=f"`{text}`", related=related, implied=True)


def _how_much(document: Document, first: int, last: int) -> str:
    """How much was read, for showing that it was."""
    if isinstance(document.content, Module) and not document.lines:
        return f"{len(document.content.files)} files read"
    return f"{min(last, len(document.lines)) - first + 1} lines read"


def _stretch(subject: Subject) -> tuple[int, int]:
    """The lines of the document that the subject is about."""
    record, first = subject.record, subject.location.line
    node = record.origin if isinstance(record.origin, Node) else None
    is_root = node is not None and not subject.name and not node.location.pointer
    if record.kind == "file" or record.page or first is None or is_root:
        return 1, sys.maxsize
    if node is not None and subject.name:
        node = node.get(subject.name)
    return first, max(first, record.end_line or 0, _last_line(node) if node is not None else 0)


def _last_line(node: Node) -> int:
    """The last line on which something of a value is written."""
    own = (node.location.line or 0) + node.text.count("\n")
    return max((own, *(_last_line(child) for _, child in node.children())))


def _left(path: str, one: Placeholder, likely: Likely) -> Observation:
    place = Location(path, one.line, one.column, one.text)
    meaning = MEANING_BY_KIND[one.kind].partition(":")[0]
    is_sure = one.certainty is Certainty.SURE
    said = f"`{one.text}` is {meaning}" if is_sure else f"`{one.text}` is likely {meaning}"
    seen = not_met(said, place, expected="what it stands for", found=f"`{one.text}`", implied=True)
    if is_sure or likely is Likely.FAIL:
        return seen
    return replace(
        seen, ok=True, accepted=Acceptance("it is likely a slot and not sure, and the policy warns of those")
    )
