"""Criteria of sentences: what a success criterion, an exit signal or a step says about things that are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from checker import lexicon
from checker.classes import dataclass, replace
from checker.drafting.agreement.forms import shown_commands, signed_by
from checker.drafting.agreement.reading import Agreement, Form, source_of, words_of
from checker.drafting.columns import columns_of, is_path
from checker.drafting.draft import Proposal, id_of
from checker.issues.references import references_in
from checker.model.language import Person
from checker.model.markdown import Section
from checker.model.report import Stage
from checker.patterns import regex
from checker.requirements import REQUIREMENT_BY_NAME
from checker.selectors import SELECTOR_BY_NAME
from checker.signatures import kind_of
from checker.text.titles import title_key
from checker.values.people import people_mentioned

_CLASS = regex(r"\b([A-Z]{1,2}\d)(?:s\b|\b)(?!-\d)")
_CLAUSE = regex(r"\s*;\s*")
_CHAIN = regex(r"\s*(?:&&|\|\||;|\|)\s*")
_PROGRAM = regex(r"[a-z][\w.-]*")
_ID = regex(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_QUOTED = regex(r"[\"“]([^\"“”]{3,80})[\"”]")
_TABLE = regex(r"(?:[\"“]([^\"“”]+)[\"”](?: \w+)?|((?:[A-Z][\w-]*(?: and)? ?)+)) ?\(([^()]+)\)")
ISSUES = "issues"
_LONGEST_TITLE = 90
_FEWEST_WORDS = 4
_UNREAD = "Finish it: nothing could be made of what it says."


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


@dataclass(frozen=True)
class Known:
    """What the sentences of an agreement may speak of."""

    agreement: Agreement
    people: Mapping[str, Person]
    milestone: str
    listed: str = ""
    """The id of the criterion that asks for the listed documents."""

    @cached_property
    def issues(self) -> tuple[int, ...]:
        """The issues that its headings and fields name: those of the work itself."""
        texts = [one.title.plain for one in self.agreement.markdown.sections]
        texts += [one.value for one in self.agreement.labels]
        found = (ref.key for text in texts for ref in references_in(text).issues if not ref.repository)
        return tuple(sorted({one for one in found if isinstance(one, int)}))

    @cached_property
    def _common(self) -> frozenset[str]:
        """Words that many documents share, and that tell none of them."""
        paths = self.agreement.paths
        all_ = [word for path in paths for word in self.agreement.words_for(path)]
        return frozenset(word for word in all_ if all_.count(word) * 3 > max(len(paths), 6))

    @cached_property
    def _by_title(self) -> Mapping[str, str]:
        """The documents by the titles of the sections that their forms have."""
        forms = [one for one in self.agreement.forms if one.path]
        return {title_key(each.title.plain): one.path for one in forms for each in one.markdown.sections if each.level}

    def local(self, section: Section) -> list[str]:
        """The documents of a part of the agreement: what it has a form of, then what it names."""
        inside = [one for one in self.agreement.forms if one.code and section.line <= one.code.line <= section.end_line]
        near = [one.path for one in self.agreement.mentions if section.line <= one.line <= section.end_line]
        return list(dict.fromkeys([one.path for one in inside if one.path] + near))

    def documents_of(self, one: Statement) -> list[str]:
        """The documents that a sentence is about, likeliest first: those that it names, else the one of its part."""
        pages = [path for path in self.local(one.section) if not path.endswith("/")]
        is_about_one = not one.id_ and self._is_about_one(one.section, pages)
        return self.named_in(one) or (pages[:1] if is_about_one else [])

    def named_in(self, one: Statement) -> list[str]:
        """The documents that a sentence names: by path, by the title of a section, by their words."""
        named = [path for path in one.code if is_path(path) and path in self.agreement.paths]
        named += [self._by_title[key] for key in map(title_key, _QUOTED.findall(one.text)) if key in self._by_title]
        if named:
            return named
        local, words = self.local(one.section), words_of(one.text)
        telling = {
            path: len((self.agreement.words_for(path) - self._common) & words)
            for path in (*local, *self.agreement.paths)
        }
        best = max(telling.values(), default=0)
        if best:
            return sorted((path for path in telling if telling[path] == best), key=lambda path: path not in local)[:1]
        return []

    def _is_about_one(self, section: Section, pages: Sequence[str]) -> bool:
        """Whether a part of the agreement is about one document: the only one it names, or has a form of."""
        formed = {
            one.path for one in self.agreement.forms if one.code and section.line <= one.code.line <= section.end_line
        }
        return len(pages) == 1 or (len(formed) == 1 and pages[0] in formed)

    def form_of(self, path: str) -> Form | None:
        return next((one for one in self.agreement.forms if one.path == path), None)

    def ranked(self, section: Section) -> tuple[str, str] | None:
        """The document with a table of classes such as P0, and the title of its column; that of the part first."""
        forms = sorted(self.agreement.forms, key=lambda one: one.path not in self.local(section))
        for form in forms:
            for table in form.markdown.tables:
                for column in columns_of(form.markdown, table):
                    if form.path and any(_CLASS.fullmatch(value.plain) for value in column.values):
                        return form.path, column.title
        return None


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
    return Statement(" ".join(text.split()).rstrip("."), tuple(code), section, line)


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


def criterion_of(one: Statement, known: Known) -> list[Proposal]:
    """The criteria that a sentence comes to; one that somebody has to finish, where it comes to none."""
    found = [proposal for read in READERS for proposal in read(one, known)]
    title = _title(one)
    if not found:
        named = [known.agreement.name_of(path) for path in known.documents_of(one)]
        about = f" It seems to be about `{named[0]}`." if named else ""
        return [
            Proposal(
                one.id_ or id_of(*title.split()[:5]),
                title,
                {},
                one.stage or "closure",
                source=source_of(one.section),
                reason=_UNREAD + about,
            )
        ]
    alone = len([each for each in found if each.body]) <= 1
    return [_placed(each, one, title, alone=alone or not each.body) for each in found]


def with_more(proposals: Sequence[Proposal], said: Sequence[Proposal]) -> Iterator[Proposal]:
    """The proposals, each with a note of what sentences say that it asks for already."""
    for one in proposals:
        more = [each.title for each in said if each.id == one.id]
        yield replace(one, notes=(*one.notes, f"Said as well: {'; '.join(more)}")) if more else one


def _placed(each: Proposal, one: Statement, title: str, *, alone: bool) -> Proposal:
    """A criterion under the words of the agreement."""
    id_ = (one.id_ if alone else f"{one.id_}-{each.id}") if one.id_ else each.id
    stage = one.stage or each.stage
    notes = each.notes if alone else (f"One part of: {title}", *each.notes)
    return Proposal(
        id_, title if alone else each.title, each.body, stage, each.why, each.fix, source_of(one.section), notes=notes
    )


def is_of_issues(one: Proposal) -> bool:
    """Whether a criterion asks the tracker; of what is only told to be done, these alone say what has to hold."""
    return not one.reason and ISSUES in one.id


def _title(one: Statement) -> str:
    is_code = any(one.text.startswith(span) for span in one.code)
    said = one.text if is_code else f"{one.text[:1].upper()}{one.text[1:]}"
    return said if len(said) <= _LONGEST_TITLE else f"{said[: _LONGEST_TITLE - 1].rstrip()}…"


# Readers: each knows one thing that a sentence may say.


def _of_commands(one: Statement, known: Known) -> Iterator[Proposal]:
    """`terraform init` runs cleanly: a program with its words, in the folder of that part."""
    commands = [part for span in one.code for part in _CHAIN.split(span) if _is_command(part)]
    if not commands:
        return
    pages = [path for path in known.named_in(one) if path.endswith(".md")]
    if pages and len(commands) == len(one.code):
        yield shown_commands([one.split() for one in commands], known.agreement.name_of(pages[0]))
        return
    folders = [path for path in known.local(one.section) if path.endswith("/")]
    where = known.agreement.name_of(folders[0]) if folders else "./"
    yield Proposal(
        id_of(commands[0], "runs"),
        f"`{commands[0]}` runs without an error",
        {"for_each": {"file": where}, "require": {"runs_clean": commands}},
        "closure",
        fix="run the command and mend what it says",
    )


def _is_command(span: str) -> bool:
    words = span.split()
    return len(words) > 1 and _PROGRAM.fullmatch(words[0]) is not None and not is_path(words[0])


def _of_issues(one: Statement, known: Known) -> Iterator[Proposal]:
    """Issues that are open or closed: of a class of defects, else those of the work."""
    if "issue" not in words_of(one.text):
        return
    classes = tuple(dict.fromkeys(_CLASS.findall(one.text)))
    fields = [name for name in SELECTOR_BY_NAME["issue"].provides if name in one.text.casefold().split()]
    ranked = known.ranked(one.section)
    is_open = re.search(r"\bopen\b", one.text.casefold()) is not None
    if classes and ranked is not None and (fields or is_open):
        path, column = ranked
        name = known.agreement.name_of(path)
        asked: dict[str, Any] = {"state": "open"} if is_open else dict.fromkeys(fields, "filled")
        ids = (*classes, ISSUES, "open" if is_open else fields[0])
        yield Proposal(
            id_of(*ids),
            f"The issue of every {' and '.join(classes)} has its {' and '.join(asked)}",
            {
                "for_each": {
                    "row": {"in": name, "columns": {column: [], "Issue": []}},
                    "where": {column: classes[0] if len(classes) == 1 else list(classes)},
                    "allow_empty": True,
                },
                "require": {"Issue": {"issue": asked}},
            },
            "merge" if is_open else "closure",
            fix="link the issue, and put it right in the tracker",
            notes=("`Issue` is what the column with the issues is taken to be called.",),
        )
    elif not classes and lexicon.holds(one.text, "status.done") and (known.issues or known.milestone):
        meant: dict[str, Any] = {"numbers": list(known.issues)} if known.issues else {}
        meant |= {"milestone": known.milestone} if known.milestone else {}
        asked = {"state": "closed", "reason": "completed"}
        if "comment" in words_of(one.text):
            asked["exists"] = {"comment": {}, "where": {"hidden": False, "text": "filled"}}
        yield Proposal(
            f"{ISSUES}-closed",
            "Every issue of the work is closed",
            {"for_each": {"issue": meant}, "require": asked},
            "closure",
            fix="close the issue as completed, and say how it was resolved",
        )


def _of_signatures(one: Statement, known: Known) -> Iterator[Proposal]:
    """Somebody has signed, agreed, reviewed or confirmed something."""
    people = [each.id for each in people_mentioned(one.text, tuple(known.people.values()))]
    documents = [path for path in known.documents_of(one) if path.endswith(".md")]
    if not people or not documents or not lexicon.holds(one.text, "signature.approved"):
        return
    name = known.agreement.name_of(documents[0])
    signed = signed_by(people, name, {})
    form = known.form_of(documents[0])
    headers = [cell.text.plain for table in form.markdown.tables for cell in table.header] if form is not None else []
    has_place = any(kind_of(title) == "signature" for title in headers)
    note = (
        () if has_place else (f"The agreement does not say where it is written down: any sign-off in `{name}` counts.",)
    )
    names = " and ".join(known.people[id_].name for id_ in people)
    yield Proposal(
        id_of(name, "signed" if has_place else "confirmed"),
        f"{names} {'have' if len(people) > 1 else 'has'} signed for the {name}",
        signed.body,
        "closure",
        fix="write name, signature and date into the document",
        notes=note,
    )


def _of_words(one: Statement, known: Known) -> Iterator[Proposal]:
    """A requirement of the language that the sentence names (`committed`), said of the documents that it is about."""
    words = re.findall(r"\w+", one.text.casefold())
    if "committed" not in words or "committed" not in REQUIREMENT_BY_NAME:
        return
    artifacts = [each.path for each in known.agreement.artifacts]
    documents = known.documents_of(one)[:1]
    counts_all = bool(artifacts) and str(len(artifacts)) in words
    if counts_all or (documents and documents[0] in artifacts):
        # The table that lists the document asks for it already.
        yield Proposal(known.listed, "")
        return
    for path in documents:
        name = known.agreement.name_of(path)
        yield Proposal(
            id_of(name, "committed"),
            f"The {name} is committed",
            {"for_each": {"file": name}, "require": "committed"},
            fix="commit the document under its agreed name",
        )


def _of_tables(one: Statement, known: Known) -> Iterator[Proposal]:
    """`Reviews` (Document, Date, Outcome): the title of a table, or of a section, with the columns in brackets."""
    documents = [path for path in known.documents_of(one) if path.endswith(".md")]
    if not documents:
        return
    name = known.agreement.name_of(documents[0])
    for found in _TABLE.finditer(one.text):
        title, columns = (found[1] or found[2]).strip(), [part.strip() for part in found[3].split(",")]
        if len(columns) < 2 or not all(column[:1].isupper() and len(column.split()) <= 4 for column in columns):
            continue
        yield Proposal(
            id_of(title_key(title), "complete"),
            f"Every row of `{title}` is complete",
            {
                "for_each": {"row": {"in": name, "under": title, "columns": columns}},
                "require": {column: _asked_of(column) for column in columns},
            },
            fix="complete the row",
        )


def _asked_of(column: str) -> Any:
    return {"date": {"anywhere": True}} if kind_of(column) == "date" else "filled"


def _of_sections(one: Statement, known: Known) -> Iterator[Proposal]:
    """The sections "Scope" and "Results": titles in quotation marks, said of a document."""
    titles = [found for found in _QUOTED.findall(one.text) if found[:1].isupper()]
    documents = [path for path in known.documents_of(one) if path.endswith(".md")]
    if len(titles) < 2 or not documents:
        return
    name = known.agreement.name_of(documents[0])
    yield Proposal(
        id_of(name, "sections"),
        f"Each of the {len(titles)} sections of the {name} is there and not empty",
        {"for_each": {"section": {"in": name, "titled": titles}}, "require": "filled"},
        fix="write the section",
    )


READERS: Sequence[Callable[[Statement, Known], Iterator[Proposal]]] = (
    _of_commands,
    _of_issues,
    _of_signatures,
    _of_words,
    _of_tables,
    _of_sections,
)


def attended(known: Known, titles: Mapping[str, tuple[str, str]]) -> Iterator[Proposal]:
    """A list of people behind a label that a document has a section of: they are to stand there.

    titles: the document and the title of each section that is asked for, by how titles are compared.
    """
    for one in known.agreement.labels:
        name, title = titles.get(title_key(one.label), ("", ""))
        people = [each.id for each in people_mentioned(one.value.partition(";")[0], tuple(known.people.values()))]
        if name and people:
            yield Proposal(
                id_of(name, title, "named"),
                f"{', '.join(known.people[id_].name for id_ in people)} stand under `{title}`",
                {
                    "for_each": {"person": people},
                    "require": {
                        "exists": {
                            "row": {"in": name, "under": title, "columns": ["Name"]},
                            "where": {"Name": {"person": {"field": "id"}}},
                        }
                    },
                },
                "closure",
                fix="add the person",
                source=source_of(known.agreement.section_at(one.line)),
                notes=("`Name` is what the column is taken to be called.",),
            )
