"""The sentences of an agreement that say what has to hold, and those that say what is to be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker import lexicon
from checker.classes import dataclass
from checker.drafting.agreement.reading import Agreement
from checker.drafting.columns import columns_of
from checker.model.markdown import Section
from checker.model.report import Stage
from checker.patterns import regex

_CLAUSE = regex(r"\s*;\s*")
_ID = regex(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_FEWEST_WORDS = 4


@dataclass(frozen=True)
class Statement:
    """A sentence that says what has to hold. id_, stage: as the agreement gives them, empty for none.

    code: its code spans. section: in which it stands.
    """

    text: str
    code: tuple[str, ...]
    section: Section
    line: int
    owner: str = ""
    id_: str = ""
    stage: str = ""


def statements_of(agreement: Agreement) -> Iterator[Statement]:
    """What has to hold in the end: rows of a table of criteria, what stands under such a heading or behind a label."""
    yield from _in_tables(agreement)
    for one in agreement.labels:
        if lexicon.holds(one.label, "title.criteria"):
            section = agreement.section_at(one.line)
            for clause in _CLAUSE.split(one.value):
                yield _statement(clause, _code_at(agreement, one.line, clause), section, one.line)
    for item in agreement.markdown.items:
        section = agreement.section_at(item.line)
        if section.level and lexicon.holds(section.title.plain, "title.criteria") and item.depth == 0:
            yield _statement(item.text.plain, item.text.code, section, item.line)


def steps_of(agreement: Agreement) -> Iterator[Statement]:
    """Everything else that is listed: orders, of which some say what has to hold."""
    for item in agreement.markdown.items:
        yield _statement(item.text.plain, item.text.code, agreement.section_at(item.line), item.line)


def _statement(text: str, code: Sequence[str], section: Section, line: int) -> Statement:
    return Statement(" ".join(text.split()).rstrip(".:"), tuple(code), section, line)


def _code_at(agreement: Agreement, line: int, clause: str) -> tuple[str, ...]:
    """The code spans of a text that stand in one clause of it."""
    said = (one for block in agreement.markdown.blocks if block.line == line for one in block.text.code)
    return tuple(one for one in dict.fromkeys(said) if one in clause)


def _in_tables(agreement: Agreement) -> Iterator[Statement]:
    """The rows of tables in which every row has an id and a sentence."""
    for table in agreement.markdown.tables:
        columns = columns_of(agreement.markdown, table)
        ids = next(
            (one for one in columns if one.values and all(_ID.fullmatch(value.plain) for value in one.values)), None
        )
        said = max(columns, key=lambda one: sum(len(value.plain.split()) for value in one.values), default=None)
        if ids is None or said is None or len({value.plain for value in ids.values}) < len(ids.values):
            continue
        stages = next((one for one in columns if all(value.plain in list(Stage) for value in one.values)), None)
        for number, row in enumerate(table.rows):
            value, section = said.values[number], agreement.section_at(row.line)
            if len(value.plain.split()) >= _FEWEST_WORDS:
                stage = stages.values[number].plain if stages is not None else ""
                yield Statement(value.plain, value.code, section, row.line, "", ids.values[number].plain, stage)
