"""Criteria of a form: its sections, tables, lists and boxes are what the document is to have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker import lexicon
from checker.classes import replace
from checker.drafting.agreement.reading import MARKDOWN, Form, holds_slot
from checker.drafting.columns import columns_of, holds_paths, shape_of
from checker.drafting.draft import Proposal, id_of
from checker.markdown.items import outermost
from checker.model.language import Person
from checker.model.markdown import Item, Markdown, Section, Table
from checker.patterns import regex
from checker.signatures import is_sign_off_title, kind_of
from checker.text.titles import title_key
from checker.values.people import people_named
from checker.values.totals.rows import total_at

FEWEST_SECTIONS = 2
_TAG = regex(r"\[[^\]\s]{1,12}\]|[A-Z]{1,4}\d+\b")
_WHOLE_NUMBER = regex(r"(?<![\w.])\d{1,3}(?![\w.%])")
_DESCRIBED = regex(r"\[([^\[\]]+)\]")
_PARTS = regex(r"\s*[×|]\s*|\s*,\s+")


def criteria_of(
    form: Form, name: str, people: Mapping[str, Person], source: str, but: Sequence[int] = ()
) -> Iterator[Proposal]:
    """What a document of this form is to have. name: of the document in the policy. but: lines of other tables."""
    for one in (*_sections(form, name), *_parts(form, name, people, but)):
        yield replace(one, source=source)


def sections_of(markdown: Markdown) -> list[Section]:
    """The sections of the level on which the document is divided, those with a slot for a title left out."""
    # A title of several lines is a paragraph above a rule, which Markdown takes for a heading.
    titled = [one for one in markdown.sections if one.level > 1 and "\n" not in one.title.inline.plain.strip()]
    levels = [one.level for one in titled]
    level = next((one for one in sorted(set(levels)) if levels.count(one) >= FEWEST_SECTIONS), 0)
    return [one for one in titled if one.level == level and not holds_slot(one.title.plain)]


def _sections(form: Form, name: str) -> Iterator[Proposal]:
    sections = sections_of(form.markdown)
    if len(sections) < FEWEST_SECTIONS:
        return
    titles = [one.title.plain for one in sections]
    with_tasks = [one for one in sections if any(item.mark is not None for item in _items(form.markdown, one))]
    if len(with_tasks) == len(sections):
        yield Proposal(
            id_of(name, "sections"),
            f"Each of the {len(titles)} sections of the {name} is there, with a task",
            {"for_each": {"section": {"in": name, "titled": titles}}, "require": {"exists": {"task": {}}}},
            fix="add the section, with a task",
        )
        return
    yield Proposal(
        id_of(name, "sections"),
        f"Each of the {len(titles)} sections of the {name} is there and not empty",
        {"for_each": {"section": {"in": name, "titled": titles, "in_order": True}}, "require": "filled"},
        fix="write the section, in the agreed order",
    )


def _parts(form: Form, name: str, people: Mapping[str, Person], but: Sequence[int]) -> Iterator[Proposal]:
    for table in form.markdown.tables:
        if table.line not in but:
            yield from _table(form.markdown, table, name, people)
    for section in sections_of(form.markdown):
        yield from _list(form.markdown, section, name)
        yield from _described(form.markdown, section, name)


def _table(markdown: Markdown, table: Table, name: str, people: Mapping[str, Person]) -> Iterator[Proposal]:
    section = _section_of(markdown, table.line)
    title = section.title.plain if section.level else ""
    under = {"under": title} if title else {}
    columns = columns_of(markdown, table)
    kinds = {one.title: kind_of(one.title) for one in columns}
    if not columns:
        return
    if "signature" in kinds.values() or (is_sign_off_title(title) and "name" in kinds.values()):
        said = " \n".join(cell.text.plain for row in table.rows for cell in row.cells)
        yield signed_by([one.id for one in people_named(said, tuple(people.values()))], name, under)
        return
    required: dict[str, Any] = {}
    for one in columns:
        required[one.title] = (
            "in_tree" if holds_paths(one) else {"date": {"anywhere": True}} if kinds[one.title] == "date" else "filled"
        )
    rows = [[cell.text.plain for cell in row.cells] for row in table.rows]
    total = total_at(rows)
    where: dict[str, Any] = {}
    if total is not None:
        where = {"where": {columns[0].title: {"not": rows[total][0]}}}
        summed = [one.title for one in columns[1:] if one.values[total].plain.strip()]
        yield Proposal(
            id_of(title_key(title) or name, "adds-up"),
            f"The totals of `{title or name}` add up",
            {"for_each": {"table": {"in": name, **under}}, "require": {"adds_up": summed} if summed else "adds_up"},
            fix="correct the number, or its total",
        )
    yield Proposal(
        id_of(title_key(title) or name, "complete"),
        f"Every row of `{title or name}` is complete",
        {"for_each": {"row": {"in": name, **under, "columns": list(required)}, **where}, "require": required},
        fix="complete the row",
    )


def signed_by(ids: Sequence[str], name: str, under: Mapping[str, str]) -> Proposal:
    """That people have signed a document; everyone who is to sign there, where nobody is named."""
    if not ids:
        body: dict[str, Any] = {"for_each": {"signature": {"in": name, **under}}, "require": "signed"}
    else:
        fitting = {"name": {"person": {"who": {"field": "id"}, "only": True}}, "record": "signed"}
        body = {
            "for_each": {"person": list(ids)},
            "require": {"exists": {"signature": {"in": name, **under}, "where": fitting}},
        }
    title = f"The {name} is signed by everyone who has to"
    return Proposal(id_of(name, "signed"), title, body, "closure", fix="sign in the own row, with the date")


def shown_commands(commands: Sequence[Sequence[str]], name: str) -> Proposal:
    """That a document shows commands, each a program and its first word, as something that is run."""
    asked = [
        {"command": {"in": name}, "where": {"program": words[0], "subcommand": words[1], "runs": "yes"}}
        for words in commands
    ]
    clauses = [{"require": {"exists": one}} for one in asked]
    return Proposal(
        id_of(name, "commands"),
        f"The {name} shows its commands",
        {"all": clauses} if len(clauses) > 1 else clauses[0],
        fix="add the command in a code block",
    )


def _list(markdown: Markdown, section: Section, name: str) -> Iterator[Proposal]:
    """Entries that all bear a tag of one shape; as many as the title says, where it does."""
    items = outermost(_items(markdown, section))
    tags = [found[0] if (found := _TAG.match(one.text.plain)) else "" for one in items]
    shape = shape_of(tags) if len(items) >= 2 and all(tags) else ""
    if not shape:
        return
    title = section.title.plain
    count = {"exactly": len(items)} if str(len(items)) in _WHOLE_NUMBER.findall(title) else {}
    yield Proposal(
        id_of(title_key(title), "tagged"),
        f"Every entry of `{title}` begins with its tag",
        {
            "for_each": {"entry": {"in": name, "under": title}, **count},
            "require": {"text": {"matches": shape.removesuffix("$")}},
        },
        fix=f"begin the entry with a tag such as {tags[0]}",
    )


def _described(markdown: Markdown, section: Section, name: str) -> Iterator[Proposal]:
    """Slots that say what is to stand there: a table with its columns, or entries that are to be done."""
    title = section.title.plain
    prose = " ".join(
        one.text.plain
        for one in markdown.blocks
        if one.kind == "paragraph" and section.line < one.line <= section.end_line
    )
    for slot in _DESCRIBED.findall(prose):
        before = prose.partition(f"[{slot}]")[0]
        kind, colon, rest = slot.partition(":")
        parts = (
            [part for part in _PARTS.split(rest.strip()) if part]
            if colon and kind.strip().casefold() == "table"
            else []
        )
        if len(parts) >= 2:
            yield _table_of(name, title, parts)
        elif any(slot[one.start : one.end].isupper() for one in lexicon.find(slot, "status.done")):
            numbers = _WHOLE_NUMBER.findall(before)
            count = {"exactly": int(numbers[-1])} if len(numbers) == 1 else {}
            yield Proposal(
                id_of(title_key(title), "done"),
                f"Every entry of `{title}` is done",
                {"for_each": {"entry": {"in": name, "under": title}, **count}, "require": "done"},
                "closure",
                fix="finish it, or agree that it is left out",
            )


def _table_of(name: str, title: str, parts: Sequence[str]) -> Proposal:
    """A table of which the columns are told (`5 metrics × baseline × target`)."""
    number = re.match(r"(\d+)\s+(.+)", parts[0])
    first = number[2] if number is not None else parts[0]
    named = [f"{one[:1].upper()}{one[1:]}" for one in (first, *parts[1:])]
    others = {named[0]: [named[0].removesuffix("s")]} | {one: [] for one in named[1:]}
    count = {"exactly": int(number[1])} if number is not None else {}
    return Proposal(
        id_of(title_key(title), "complete"),
        f"Every row of `{title}` is complete",
        {
            "for_each": {"row": {"in": name, "under": title, "columns": others}, **count},
            "require": dict.fromkeys(named, "filled"),
        },
        fix="complete the row",
        notes=("The columns are those that the form tells; give them the names of the document.",),
    )


def _items(markdown: Markdown, section: Section) -> list[Item]:
    return [one for one in markdown.items if section.line < one.line <= section.end_line]


def _section_of(markdown: Markdown, line: int) -> Section:
    return next(one for one in reversed(markdown.sections) if one.line <= line <= one.end_line or one.level == 0)


def is_markdown(path: str) -> bool:
    return path.endswith(MARKDOWN)
