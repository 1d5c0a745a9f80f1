"""`closure-check derive`: from an agreement to the draft of a policy."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from checker.classes import replace
from checker.drafting.agreement.forms import criteria_of, is_markdown, sections_of, shown_commands
from checker.drafting.agreement.known import DEFECT, Known
from checker.drafting.agreement.parties import entries_of, parties_of
from checker.drafting.agreement.reading import (
    TERRAFORM_CODE,
    Agreement,
    Form,
    holds_slot,
    source_of,
)
from checker.drafting.agreement.sentences import statements_of, steps_of
from checker.drafting.agreement.statements import attended, criterion_of, is_asked_by_a_step, with_more
from checker.drafting.columns import is_path
from checker.drafting.draft import Draft, Proposal, id_of, with_own_ids
from checker.drafting.kinds_of_files import links_resolve, nothing_left, tasks_done, terraform_sound, workflow_gates
from checker.drafting.trial import without_mistakes
from checker.errors import UsageError
from checker.formats import read_document
from checker.model.language import Person
from checker.model.markdown import Markdown, Section
from checker.patterns import regex
from checker.signatures import is_responsible
from checker.text.titles import title_key
from checker.values.people import people_mentioned

_HEAD = (
    "Drafted by `closure-check derive` from {path}.",
    "It is a beginning: read every criterion, and finish those that stand here as comments.",
)
_DASH = regex(r"\s+[—–-]\s+|\s*\(")
_BREAK = regex(r"\s*[:(+]\s*")
WORKFLOWS = ".github/workflows/"


def derived(files: Mapping[str, bytes], outside: Path) -> Draft:
    """The draft of a policy, in which `lint` finds no mistake.

    files: the agreement and what belongs to it, by path from the root of the repository where they are in one; they are
    read as one text. outside: the tree in which no plugin may lie. Raises UsageError for a file that is no Markdown, or
    in which there is nothing to hold anything to.
    """
    path = next(iter(files))
    agreement = Agreement(path, _read(path, b"\n\n".join(_text(name, data) for name, data in files.items())))
    title = next((one.title.plain for one in agreement.markdown.sections if one.level), posixpath.basename(path))
    known = Known(agreement, parties_of(agreement), _milestone(agreement))
    proposals = with_own_ids(_standing_first(_merged([_owned(one, known) for one in _proposals(known)])))
    draft = Draft(
        id_of(posixpath.basename(path).partition(".")[0]),
        title,
        tuple(one.format(path=path) for one in _HEAD),
        people=entries_of(known.people),
        documents=agreement.names,
        proposals=proposals,
        aside=agreement.astray,
    ).used()
    draft = without_mistakes(draft, outside)
    # Every text can be held to having no open slot and no dead link.
    of_any = {nothing_left().id, links_resolve().id}
    if all(one.id in of_any for one in draft.standing):
        raise UsageError(
            f"{path}: there is no path, form, checklist, table or criterion in it from which a policy could be made"
        )
    return draft


def _text(path: str, data: bytes) -> bytes:
    """The text of a file. Raises UsageError for what is no Markdown."""
    _read(path, data)
    return data


def _read(path: str, data: bytes) -> Markdown:
    document = read_document(path, data)
    if document.problem is not None:
        raise UsageError(f"{path}: {document.problem.message}")
    if not isinstance(document.content, Markdown):
        raise UsageError(f"{path} is no Markdown; an agreement with headings, lists and tables is expected")
    return document.content


def _proposals(known: Known) -> Iterator[Proposal]:
    agreement = known.agreement
    artifacts = list(_artifacts(agreement))
    known = replace(known, listed=artifacts[0].id if artifacts else "")
    statements = [proposal for one in statements_of(agreement) for proposal in criterion_of(one, known)]
    forms = list(_forms(known))
    asked = {one.id for one in (*artifacts, *forms)}
    yield from with_more(artifacts, statements)
    pages = list(dict.fromkeys(agreement.name_of(path) for path in _pages(known)))
    if pages:
        yield nothing_left(pages)
        yield links_resolve(pages)
    yield from with_more(forms, statements)
    fresh = [one for one in statements if one.id not in asked]
    yield from (one for one in fresh if not one.reason)
    yield from _terraform(known)
    yield from (workflow_gates(agreement.name_of(path)) for path in agreement.paths if path.startswith(WORKFLOWS))
    said = asked | {one.id for one in fresh}
    for step in steps_of(agreement):
        yield from (one for one in criterion_of(step, known) if is_asked_by_a_step(one) and one.id not in said)
    yield from (one for one in fresh if one.reason)


def _artifacts(agreement: Agreement) -> Iterator[Proposal]:
    """The documents that tables list are there; the table is asked, so that a document more in it counts at once."""
    for table, named, paths in agreement.artifact_tables:
        section = agreement.section_at(table.line)
        title = section.title.plain if section.level else ""
        name = agreement.name_of(agreement.path)
        row = {"in": name, **({"under": title} if title else {}), "columns": [named.title, paths.title]}
        yield Proposal(
            id_of(title_key(title) or name, "committed"),
            f"Each of the {len(table.rows)} documents of `{title or name}` is committed",
            {
                "for_each": {"row": row, "exactly": len(table.rows)},
                "require": {paths.title: {"committed": True, "unique": True}},
            },
            fix="commit the document under the name in the table, or correct the table",
            source=source_of(section),
        )


def _pages(known: Known) -> Iterator[str]:
    """The documents that people write for the agreement."""
    agreement = known.agreement
    formed = [one.path for one in agreement.forms if one.path]
    asked = [path for path, _, _ in _contents(agreement)]
    agreed = [one.path for one in agreement.artifacts]
    for path in dict.fromkeys((*agreed, *formed, *asked)):
        if is_markdown(path) and not path.startswith("."):
            yield path
    if _is_form(agreement):
        yield agreement.path


def _is_form(agreement: Agreement) -> bool:
    """Whether the agreement is itself the form, or a finished example, of what is asked for."""
    speaks = any(one.path for one in agreement.forms) or any(statements_of(agreement))
    return not speaks and not any(_contents(agreement))


def _forms(known: Known) -> Iterator[Proposal]:
    """What the forms of documents ask for, and lists of what a document is to hold."""
    agreement = known.agreement
    titles: dict[str, tuple[str, str]] = {}
    forms = [one for one in agreement.forms if one.path]
    if _is_form(agreement):
        forms = [Form(agreement.markdown, agreement.path)]
    for form in forms:
        name = agreement.name_of(form.path)
        section = agreement.section_at(form.code.line) if form.code is not None else agreement.markdown.sections[0]
        titles |= {title_key(one.title.plain): (name, one.title.plain) for one in sections_of(form.markdown)}
        listed = [one.line for one, _, _ in agreement.artifact_tables] if form.code is None else []
        yield from criteria_of(form, name, known.people, source_of(section), listed)
        if form.code is None:
            yield from _tasks_of(form, name)
    for path, asked, section in _contents(agreement):
        name = agreement.name_of(path)
        titles |= {title_key(one): (name, one) for one in asked}
        yield Proposal(
            id_of(name, "sections"),
            f"Each of the {len(asked)} sections of the {name} is there and not empty",
            {"for_each": {"section": {"in": name, "titled": list(asked)}}, "require": "filled"},
            fix="write the section",
            source=source_of(section),
            notes=("The titles are the words of the list; give them those of the document.",),
        )
        yield from _commands(agreement, path, name, section)
    for path in agreement.paths:
        if path.startswith(".") and is_markdown(path):
            name = agreement.name_of(path)
            yield Proposal(
                id_of(name, "usable"),
                f"The {name} can be ticked off",
                {"for_each": {"file": name}, "require": {"exists": {"task": {}}}},
                "commit",
                fix="add a task",
            )
    for form in forms:
        yield from _covered(known, form)
    yield from attended(known, titles)


def _covered(known: Known, form: Form) -> Iterator[Proposal]:
    """Tasks of a form that name defects of a class by their ids (`P0-001`), which another document lists."""
    agreement = known.agreement
    section = agreement.section_at(form.code.line) if form.code is not None else agreement.markdown.sections[0]
    ranked = known.ranked(section, but=form.path)
    if ranked is None:
        return
    catalog, column = ranked
    for part in sections_of(form.markdown):
        tasks = [one for one in form.markdown.items if one.mark is not None and part.line < one.line <= part.end_line]
        ids = [found for one in tasks if (found := DEFECT.match(one.text.plain))]
        for class_ in dict.fromkeys(one[1] for one in ids):
            name, listed, title = agreement.name_of(form.path), agreement.name_of(catalog), part.title.plain
            shown = ", ".join(one[0] for one in ids if one[1] == class_)
            yield Proposal(
                id_of(name, "covers", class_),
                f"Every {class_} of the {listed} has a task under `{title}`",
                {
                    "for_each": {
                        "row": {"in": listed, "columns": {"ID": [], column: []}},
                        "where": {column: class_},
                        "allow_empty": True,
                    },
                    "require": {
                        "exists": {
                            "task": {"in": name, "under": title},
                            "where": {"text": {"contains": {"field": "ID"}}},
                        }
                    },
                },
                fix=f"add a task that names the {class_}",
                source=source_of(section),
                notes=(f"The form has {shown} there, taken to mean each {class_}, by a column `ID`.",),
            )


def _tasks_of(form: Form, name: str) -> Iterator[Proposal]:
    if any(item.mark is not None for item in form.markdown.items):
        yield tasks_done([name])


def _contents(agreement: Agreement) -> Iterator[tuple[str, tuple[str, ...], Section]]:
    """Documents behind whose path a list stands: what they are to hold."""
    items = agreement.markdown.items
    for number, item in enumerate(items):
        below = [
            one for one in items[number + 1 :] if item.line < one.line <= item.end_line and one.depth == item.depth + 1
        ]
        named = [one.path for one in agreement.mentions if one.line == item.line and is_markdown(one.path)]
        if len(below) >= 2 and named and item.text.plain.rstrip().endswith((":", "with")):
            titles = tuple(_title_in(one.text.plain) for one in below)
            yield named[0], titles, agreement.section_at(item.line)


def _title_in(said: str) -> str:
    return _BREAK.split(said)[0].strip() or said


def _commands(agreement: Agreement, path: str, name: str, section: Section) -> Iterator[Proposal]:
    """The commands that a list of what a document holds has in code."""
    items = agreement.markdown.items
    head = next((one.line for one in agreement.mentions if one.path == path and section.line <= one.line), 0)
    end = next((one.end_line for one in items if one.line == head), 0)
    spans = [span for one in items if head < one.line <= end for span in one.text.code if not is_path(span)]
    parts = [part.split() for span in spans for part in span.split("&&")]
    asked = [words for words in parts if len(words) >= 2]
    if asked:
        yield replace(shown_commands(asked, name), source=source_of(section))


def _terraform(known: Known) -> Iterator[Proposal]:
    """The module of which a part of the agreement shows the code."""
    agreement = known.agreement
    for code in agreement.markdown.codes:
        if code.language in TERRAFORM_CODE:
            section = agreement.section_at(code.line)
            folders = [path for path in known.local(section) if path.endswith("/") and not holds_slot(path)]
            if folders:
                yield replace(terraform_sound(agreement.name_of(folders[0])), source=source_of(section))


def _milestone(agreement: Agreement) -> str:
    """The milestone that a field of that name gives, as the language calls it."""
    said = next((one.value for one in agreement.labels if title_key(one.label) == "milestone"), "")
    return _DASH.split(said)[0].strip(" `")


def _owned(one: Proposal, known: Known) -> Proposal:
    """A criterion with the owner that its part of the agreement names."""
    if one.owner or not one.source:
        return one
    section = next((each for each in known.agreement.markdown.sections if source_of(each) == one.source), None)
    return replace(one, owner=_owner(section, known.agreement, known.people) if section is not None else "")


def _owner(section: Section, agreement: Agreement, people: Mapping[str, Person]) -> str:
    for label in agreement.labels:
        if section.line <= label.line <= section.end_line and is_responsible(label.label):
            named = people_mentioned(label.value, tuple(people.values()))
            if named:
                return named[0].id
    return ""


def _merged(proposals: list[Proposal]) -> list[Proposal]:
    """The proposals, of those that ask the same only the first."""
    seen: list[object] = []
    found = []
    for one in proposals:
        if one.reason or one.body not in seen:
            found.append(one)
            seen.append(one.body)
    return found


def _standing_first(proposals: list[Proposal]) -> list[Proposal]:
    """What stands as a comment behind what counts."""
    return sorted(proposals, key=lambda one: bool(one.reason))
