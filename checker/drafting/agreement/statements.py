"""Criteria of sentences: what a success criterion, an exit signal or a step says about things that are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from checker import lexicon
from checker.classes import replace
from checker.drafting.agreement.forms import shown_commands, signed_by
from checker.drafting.agreement.known import CLASS, Known
from checker.drafting.agreement.reading import QUOTED, source_of, words_of
from checker.drafting.agreement.sentences import Statement
from checker.drafting.columns import is_path
from checker.drafting.draft import Proposal, id_of
from checker.patterns import regex
from checker.requirements.tree import Committed
from checker.selectors import SELECTOR_BY_NAME
from checker.signatures import kind_of
from checker.text.titles import title_key
from checker.values.people import people_mentioned

_CHAIN = regex(r"\s*(?:&&|\|\||;|\|)\s*")
_PROGRAM = regex(r"[a-z][\w.-]*")
_TABLE = regex(r"(?:[\"“]([^\"“”]+)[\"”](?: \w+)?|((?:[A-Z][\w-]*(?: and)? ?)+)) ?\(([^()]+)\)")
ISSUES = "issues"
FILLED = "filled"
COLUMN = "column"
_LONGEST_TITLE = 90
_UNREAD = "Finish it: nothing could be made of what it says."


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


def is_asked_by_a_step(one: Proposal) -> bool:
    """Whether what is only told to be done says what has to hold: of the tracker, or of the columns of a table."""
    return not one.reason and (ISSUES in one.id or one.id.endswith(f"-{FILLED}"))


def _title(one: Statement) -> str:
    is_code = any(one.text.startswith(span) for span in one.code)
    said = one.text if is_code else f"{one.text[:1].upper()}{one.text[1:]}"
    return said if len(said) <= _LONGEST_TITLE else f"{said[: _LONGEST_TITLE - 1].rstrip()}…"


# Readers: each knows one thing that a sentence may say.


def _of_commands(one: Statement, known: Known) -> Iterator[Proposal]:
    """`terraform init` runs cleanly: a program with its words, in the folder of that part.

    Of a command that is not what the sentence begins with nobody can tell whether it is to run, or to be written down.
    """
    commands = [part for span in one.code for part in _CHAIN.split(span) if _is_command(part)]
    if not commands:
        return
    pages = [path for path in known.named_in(one) if path.endswith(".md")]
    if pages and len(commands) == len(one.code):
        yield shown_commands([one.split() for one in commands], known.agreement.name_of(pages[0]))
        return
    if not any(one.text.startswith(span) for span in one.code):
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
    classes = tuple(dict.fromkeys(CLASS.findall(one.text)))
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
    """That something is committed, as the language calls it, said of the documents that the sentence is about."""
    words = re.findall(r"\w+", one.text.casefold())
    if Committed.kind not in words:
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
    titles = [found for found in QUOTED.findall(one.text) if found[:1].isupper()]
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


def _of_columns(one: Statement, known: Known) -> Iterator[Proposal]:
    """The column "Impact": a title in quotation marks, said of a table, of which every row has it."""
    words = re.findall(r"\w+", one.text.casefold())
    titles = [found for found in QUOTED.findall(one.text) if found[:1].isupper()]
    documents = [path for path in known.documents_of(one) if path.endswith(".md")]
    if COLUMN not in words or not titles or not documents:
        return
    name = known.agreement.name_of(documents[0])
    yield Proposal(
        id_of(name, *titles, FILLED),
        f"Every row of the {name} has its {' and '.join(titles)}",
        {
            "for_each": {"row": {"in": name, "columns": titles}},
            "require": {title: _asked_of(title) for title in titles},
        },
        fix="fill in the cell",
    )


READERS: Sequence[Callable[[Statement, Known], Iterator[Proposal]]] = (
    _of_commands,
    _of_issues,
    _of_signatures,
    _of_words,
    _of_tables,
    _of_sections,
    _of_columns,
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
