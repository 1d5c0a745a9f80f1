"""Questions and their answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass, replace
from checker.markdown.items import shortened
from checker.markdown.rows import body_rows, goes_on, ragged
from checker.markdown.texts import body_text, is_emphasised
from checker.model.evidence import Reason, undeterminable
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Block, Cell, Table
from checker.model.observation import Observation, lacking
from checker.model.passed_over import PassedOver
from checker.model.record import Record, Value
from checker.patterns import regex
from checker.text.titles import title_key
from checker.tree.places import Region, regions_in

_ASKED = frozenset(
    {"question", "frage", "pregunta", "pergunta", "domanda", "vraag", "pytanie", "вопрос", "質問", "问题"}
)
_ANSWERED = frozenset(
    {"answer", "antwort", "réponse", "reponse", "respuesta", "resposta", "risposta", "antwoord", "odpowiedź"}
    | {"ответ", "回答", "答案"}
)
_QUESTION_TITLES = _ASKED | {"questions", "q", "question asked", "asked", "fragen", "preguntas", "domande", "perguntas"}
_ANSWER_TITLES = _ANSWERED | {"answers", "a", "response", "answer given", "answered", "reply", "antworten", "réponses"}
_INITIALS = frozenset("fpdв")
"""Of the same words in other languages; as these letters stand before much else, only before what asks something."""
_LABEL = regex(
    rf"(?P<kind>{'|'.join(sorted(_ASKED | _ANSWERED, key=lambda word: (-len(word), word)))}|[qafpdrво])"
    r"\s*(?P<number>\d*)\s*(?P<sign>[:：.)–—-])\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Selector):
    """Questions with their answers, in the forms in which minutes have them.

    A table with a column Question and a column Answer; text with `Q:` and `A:`, in paragraphs or lists; list items that
    ask, with the answer behind the question mark or below; headings below the section, with the answer under them.
    `Q` and `A` may be the words of other languages, too (`Frage:`, `F:`, `Antwort:`). An answer `A:` for which there
    is no question leaves it open what was asked; an item, a heading or an emphasised line that asks in another form
    than the questions which are read is pointed out.

    ```yaml
    for_each: {question: {in: notes, under: Questions and Answers}}
    require: {answer: filled}
    ```
    """

    kind: ClassVar[str] = "question"
    short: ClassVar[str] = "under"
    as_text: ClassVar[str] = "what was asked; what was answered is its field `answer`"
    provides: ClassVar[Mapping[str, str]] = {"question": "what was asked", "answer": "what was answered, may be empty"}
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""

    def concerns(self, passed: PassedOver, found: Selected) -> bool:
        return self.kind in passed.kinds and (not passed.cells or goes_on(passed, found))

    def select(self, scope: Scope) -> Selected:
        found = regions_in(scope, self.in_, self.under)
        records = tuple(record for region in found.regions for record in _questions(region))
        odd = (
            seen
            for region in found.regions
            for seen in (*_ragged(region), *_without_question(region), *_unread(region, records))
        )
        problems = (*found.problems, *odd)
        return Selected(records, problems, found.place, f"the questions of {found.words}", len(records))


def _questions(region: Region) -> list[Record]:
    tabled = [one for table in region.within(region.markdown.tables) for one in _in_table(region, table)]
    labelled = [_record(one.asked, one.answer or _nothing(one.asked)) for one in _labelled(region)[0]]
    if tabled:
        return tabled + [one for one in labelled if "?" in one.value.plain]
    return labelled or _by_heading(region) or list(_listed(region)) or list(_headed(region))


def _by_heading(region: Region) -> list[Record]:
    """The questions of headings that ask; the lists below them are part of the answers."""
    headed = [one for one in _headed(region) if one.value.plain.endswith("?")]
    first = min((one.location.line or 0 for one in headed), default=0)
    listed = [one.location.line or 0 for one in _listed(region)]
    return list(_headed(region)) if headed and all(line > first for line in listed) else []


def _unread(region: Region, records: tuple[Record, ...]) -> Iterator[Observation]:
    """What asks something as questions do, and belongs to none that is read."""
    read = {one.location.line for one in records}
    # An answer ends where the next question begins, but a heading or an outermost item is no part of one in a line.
    is_headed = any(one.location.line in {section.line for section in region.markdown.sections} for one in records)
    items = {item.line for item in region.within(region.markdown.items) if not item.depth}
    for block in region.within(region.markdown.blocks) if records and not is_headed else ():
        plain = block.text.plain
        is_bold = block.kind == "paragraph" and is_emphasised(block.text) and not _LABEL.match(plain)
        stands_out = block.kind == "heading" or block.line in items or is_bold
        if plain.endswith(("?", "？")) and stands_out and block.line not in read:
            place = Location(region.markdown.path, block.line, block.text.column, region.pointer)
            yield lacking(undeterminable(Reason.UNREAD_QUESTION, place, question=shortened(plain)))


def _in_table(region: Region, table: Table) -> Iterator[Record]:
    columns = _columns(table)
    for _, row in body_rows(table) if columns is not None else ():
        asked, answered = (_of_cell(region, row.cells[n]) for n in columns or ())
        yield _record(asked, answered)


def _columns(table: Table) -> tuple[int, int] | None:
    """In which columns a table has its questions and answers; None when it is another table."""
    titles = [title_key(cell.text.plain) for cell in table.header]
    asked = next((n for n, title in enumerate(titles) if title in _QUESTION_TITLES), None)
    answered = next((n for n, title in enumerate(titles) if title in _ANSWER_TITLES), None)
    return None if asked is None or answered is None else (asked, answered)


def _ragged(region: Region) -> Iterator[Observation]:
    """Rows with more cells than their table has columns, or fewer: the answer may be another's."""
    for table in region.within(region.markdown.tables):
        if _columns(table) is not None:
            for _, row in body_rows(table):
                if row.surplus or row.missing:
                    place = Location(region.markdown.path, row.line, row.cells[0].column, region.pointer)
                    yield ragged(row, place)


@dataclass(slots=True)
class _Asked:
    """A question behind `Q:`. number: of its label, empty for none. answer: None as long as there is none."""

    number: str
    asked: Value
    answer: Value | None = None


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands behind `Q:` or `A:`. kind: `q` or `a`. number: of the label, empty for none. sign: behind it."""

    kind: str
    number: str
    sign: str
    text: str
    place: tuple[int, int]


def _labelled(region: Region) -> tuple[list[_Asked], list[Value]]:
    """`Q: …` and the `A: …` after it, or of the same number; and the answers to which there is no question.

    What stands between belongs to the question.
    """
    every: list[_Asked] = []
    alone: list[Value] = []
    by_number: dict[str, _Asked] = {}
    labels = list(_labels(region))
    # `A. Smith` is no answer to what stands behind `Q:`.
    signs = {label.sign for label in labels if label.kind == "q"}
    for label in labels:
        text = Value(
            label.text, label.text, Location(region.markdown.path, *label.place, region.pointer), data=label.text
        )
        if label.kind == "q":
            every.append(_Asked(label.number, text))
            if label.number:
                by_number[label.number] = every[-1]
            continue
        last = every[-1] if every else None
        meant = by_number.get(label.number) if label.number and by_number else last
        if meant is not None and meant.answer is None:
            meant.answer = text
        elif label.sign in signs:
            alone.append(text)
    return every, alone


def _without_question(region: Region) -> Iterator[Observation]:
    """Answers behind `A:` to which there is no question, where questions stand behind `Q:`."""
    for one in _labelled(region)[1]:
        yield lacking(undeterminable(Reason.LONE_ANSWER, one.location, answer=shortened(one.plain)))


def _labels(region: Region) -> Iterator[_Label]:
    for block in region.within(region.markdown.blocks):
        if block.kind in ("paragraph", "item", "heading"):
            yield from _labels_in(block)


def _labels_in(block: Block) -> Iterator[_Label]:
    """Lines of a block that begin with a label; a line without one goes on with what was said."""
    inline, start = block.text.inline, 0
    said: list[_Label] = []
    for line in inline.plain.split("\n"):
        match = _LABEL.match(line.strip())
        place = inline.places[start] if start < len(inline.places) else (block.line, 1)
        kind = _kind_of(match["kind"].casefold(), match["sign"], line) if match else ""
        if match and kind:
            said.append(_Label(kind, match["number"], match["sign"], line.strip()[match.end() :], place))
        elif said:
            said[-1] = replace(said[-1], text=f"{said[-1].text} {line.strip()}".strip())
        start += len(line) + 1
    yield from said


def _kind_of(label: str, sign: str, line: str) -> str:
    """`q` or `a`; empty where a letter is no label."""
    if label in _ASKED or label == "q" or (label in _INITIALS and "?" in line):
        return "q"
    is_letter = label == "a" or (label in ("r", "о") and sign in ":：")
    return "a" if label in _ANSWERED or is_letter else ""


def _listed(region: Region) -> Iterator[Record]:
    """Outermost list items that ask something; what stands in the item after the question is the answer."""
    for item in region.within(region.markdown.items):
        asked, mark, rest = item.text.plain.partition("?")
        if item.depth or not mark:
            continue
        place = Location(region.markdown.path, item.line, item.column, region.pointer)
        below = body_text(Region(region.markdown, item.line + 1, item.end_line)) if item.end_line > item.line else ""
        answer = f"{rest.strip()} {below}".strip()
        question = Value(item.text.source, asked + mark, place, data=asked + mark)
        yield _record(question, Value(answer, answer, place, data=answer))


def _headed(region: Region) -> Iterator[Record]:
    for section in region.within(region.markdown.sections):
        below = section is not region.section and section.level
        if below and section.level == (region.section.level if region.section else 0) + 1:
            place = Location(region.markdown.path, section.line, section.title.column, region.pointer)
            asked = Value(section.title.source, section.title.plain, place, data=section.title.plain)
            text = body_text(Region(region.markdown, section.line, section.end_line, section))
            yield _record(asked, Value(text, text, place, data=text))


def _of_cell(region: Region, cell: Cell) -> Value:
    place = Location(region.markdown.path, cell.line, cell.column, region.pointer)
    return Value(cell.text.source, cell.text.plain, place, region.markdown.links_of(cell.text), data=cell.text.plain)


def _nothing(asked: Value) -> Value:
    return Value("", "", asked.location, data="")


def _record(asked: Value, answer: Value) -> Record:
    label = f"question `{shortened(asked.plain)}`"
    place = asked.location.pointing(shortened(asked.plain))
    value = Value(asked.text, asked.plain, place, data=asked.plain)
    return Record("question", label, value, {"question": value, "answer": answer}, asked.location.line)
