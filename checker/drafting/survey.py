"""A policy for what a repository already is: criteria of the kinds that its documents show.

Each survey looks for one kind of promise and proposes it; whether it holds is for the engine to say (`trial`).
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from checker.classes import dataclass, field, replace
from checker.drafting.columns import (
    ColumnFound,
    can_be_named,
    classes_of,
    columns_of,
    refers_to_issues,
    requirements_of,
)
from checker.drafting.draft import Draft, Proposal, free_name, id_of, with_own_ids
from checker.drafting.kinds_of_files import actions_pinned, links_resolve, nothing_left, tasks_done, terraform_sound
from checker.gather import read_documents
from checker.model.data import Node
from checker.model.hcl import Module
from checker.model.markdown import Markdown, Section, Table
from checker.model.tree import EntryKind, Tree
from checker.signatures import judge_signoff, kind_of
from checker.sources import Source
from checker.text.titles import title_key

WORKFLOWS = ".github/workflows"
FEWEST_ALIKE = 3
"""Documents of a folder that have to share something before it counts as their form."""
MOST_FOLDERS = 12
MOST_TABLES = 8
MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True)
class Surveyed:
    """A repository as the surveys see it.

    paths: of the files that a policy can name. documents: Markdown by path. today: as of which signatures are read.
    """

    tree: Tree
    paths: tuple[str, ...]
    documents: Mapping[str, Markdown]
    today: date
    names: dict[str, str | Sequence[str]] = field(default_factory=dict)

    def name_of(self, path: str) -> str:
        """The name under which the policy has a path or glob; it is given one when it is asked for first."""
        for name, known in self.names.items():
            if known == path:
                return name
        stem = posixpath.basename(path.removesuffix("/")).partition(".")[0]
        plain = stem if any(map(str.isalpha, stem)) else posixpath.basename(posixpath.dirname(path))
        name = free_name(id_of(plain) if plain else "pages", self.names)
        self.names[name] = path
        return name

    @cached_property
    def folders(self) -> Mapping[str, tuple[Markdown, ...]]:
        """The documents by their folder; those of hidden folders are forms of a service, and left out."""
        found: dict[str, list[Markdown]] = {}
        for path, one in self.documents.items():
            if not path.startswith(".") and "/." not in path:
                found.setdefault(posixpath.dirname(path), []).append(one)
        return {folder: tuple(ones) for folder, ones in sorted(found.items())}

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Globs that hold all documents, one for each folder; of many folders, the outermost ones."""
        if len(self.folders) <= MOST_FOLDERS:
            return tuple(posixpath.join(folder, "*.md") for folder in self.folders)
        tops = dict.fromkeys(folder.partition("/")[0] for folder in self.folders)
        return tuple(posixpath.join(top, "**/*.md") if top else "*.md" for top in tops)

    def each(self) -> Iterator[Markdown]:
        return (one for ones in self.folders.values() for one in ones)


def surveyed(source: Source, today: date) -> Surveyed:
    tree = source.tree()
    files = (one.path for one in tree.entries.values() if one.kind is EntryKind.FILE)
    paths = tuple(sorted(filter(can_be_named, files)))
    read = read_documents({path for path in paths if path.endswith(MARKDOWN)}, source)
    documents = {path: one.content for path, one in sorted(read.items()) if isinstance(one.content, Markdown)}
    return Surveyed(tree, paths, documents, today)


def survey(source: Source, policy: str, title: str, repository: str, today: date) -> Draft:
    """A draft for a repository, untried."""
    about = surveyed(source, today)
    proposals = [one for look in SURVEYS for one in look(about, source)]
    return Draft(policy, title, (), repository, {}, about.names, with_own_ids(proposals))


def together(draft: Draft) -> Draft:
    """The draft, in which proposals that differ in their documents alone are one where they came to the same."""
    groups: dict[tuple[str, bool], list[Proposal]] = {}
    for one in draft.proposals:
        groups.setdefault((one.alike or f"{one.id} alone", bool(one.reason)), []).append(one)
    joined = sorted(map(_joined, groups.values()), key=lambda one: bool(one.reason))
    own = {(one.title, one.over, one.reason): one for one in with_own_ids(joined)}
    in_order = map(_joined, groups.values())
    return replace(draft, proposals=tuple(own[one.title, one.over, one.reason] for one in in_order))


def _joined(several: Sequence[Proposal]) -> Proposal:
    first, *others = several
    if not others:
        return replace(first, id=first.alike or first.id)
    more = f"; {len(others)} more of these documents {'do' if len(others) > 1 else 'does'} not pass"
    over = tuple(name for one in several for name in one.over)
    return replace(first, id=first.alike, over=over, reason=first.reason + more if first.reason else "")


# The surveys, each with the promise it looks for.


def _entrance(about: Surveyed, _: Source) -> Iterator[Proposal]:
    """The files that everybody looks for first."""
    there = [path for path in about.paths if "/" not in path and not path.startswith(".")]
    said = [path if "." in path else f"./{path}" for path in there if path.endswith(MARKDOWN) or _is_notice(path)]
    if said:
        yield Proposal(
            "entrance-committed",
            "The pages at the entrance are committed",
            {"for_each": {"file": said}, "require": "committed"},
            "commit",
            fix="commit the file again, or take it off this list",
        )


def _is_notice(path: str) -> bool:
    """Whether a file has a name in capitals and no ending, as notices have (`LICENSE`)."""
    return "." not in path and path.isupper() and path.isalpha()


def _slots(about: Surveyed, _: Source) -> Iterator[Proposal]:
    return (nothing_left([about.name_of(glob)]) for glob in about.pages)


def _links(about: Surveyed, _: Source) -> Iterator[Proposal]:
    return (links_resolve([about.name_of(glob)]) for glob in about.pages)


def _tasks(about: Surveyed, _: Source) -> Iterator[Proposal]:
    for one in about.each():
        if any(item.mark is not None for item in one.items):
            yield tasks_done([about.name_of(one.path)], may_be_none=True)


def _sign_offs(about: Surveyed, _: Source) -> Iterator[Proposal]:
    for one in about.each():
        for section in dict.fromkeys(_section_of(one, table.line) for table in one.tables if _is_sign_off(table)):
            title, where = section.title.plain, about.name_of(one.path)
            if not judge_signoff(one, (), _inside(section), about.today).entries:
                continue
            yield Proposal(
                id_of(where, "signed"),
                f"Everyone who is to sign {posixpath.basename(one.path)} has signed",
                {
                    "for_each": {"signature": {"in": where, **({"under": title} if section.level else {})}},
                    "require": "signed",
                },
                "closure",
                fix="sign in the own row, with the date",
            )


def _inside(section: Section) -> Callable[[int], bool]:
    return lambda line: not section.level or section.line <= line <= section.end_line


def _is_sign_off(table: Table) -> bool:
    kinds = [kind_of(cell.text.plain) for cell in table.header]
    return "signature" in kinds or ("by" in kinds and "date" in kinds)


def _tables(about: Surveyed, _: Source) -> Iterator[Proposal]:
    """Tables of things that are owned, dated, tracked or kept: the same table in several documents counts once."""
    found: dict[tuple[str, str, tuple[str, ...]], list[tuple[Markdown, Section, Sequence[ColumnFound]]]] = {}
    for one in about.each():
        for table in one.tables:
            columns = columns_of(one, table)
            if _is_sign_off(table) or len(columns) < 2 or not table.rows:
                continue
            section = _section_of(one, table.line)
            titles = tuple(title_key(column.title) for column in columns)
            key = (posixpath.dirname(one.path), title_key(section.title.plain), titles)
            found.setdefault(key, []).append((one, section, columns))
    asked = [(several, required) for several in found.values() if (required := _required(several, about.tree))]
    for several, required in asked[:MOST_TABLES]:
        first, section, named = several[0]
        many = len(several) >= FEWEST_ALIKE
        where = about.name_of(posixpath.join(posixpath.dirname(first.path), "*.md") if many else first.path)
        title = section.title.plain
        row = {"in": where, **({"under": title} if title and section.level else {}), "columns": list(required)}
        yield Proposal(
            id_of(where if not section.level else "", title_key(title), "complete"),
            f"Every row of {f'`{title}`' if title and section.level else where} is complete",
            {"for_each": {"row": row, "allow_empty": True}, "require": required},
            fix="complete the row",
        )
        yield from _first_class(where, title, row, named)


def _required(several: Sequence[tuple[Markdown, Section, Sequence[ColumnFound]]], tree: Tree) -> dict[str, object]:
    """What rows are to have in the columns; empty for a table that nobody has to keep."""
    columns = several[0][2]
    required = requirements_of(columns, tree)
    first = columns[0]
    return ({first.title: "filled"} | required) if any(one.title in required for one in columns[1:]) else {}


def _first_class(
    where: str, title: str, row: Mapping[str, object], columns: Sequence[ColumnFound]
) -> Iterator[Proposal]:
    """What is most urgent in a table with a column for issues has an open one."""
    issues = next((one for one in columns if refers_to_issues(one)), None)
    ranked = next(((one, classes) for one in columns if (classes := classes_of(one))), None)
    if issues is None or ranked is None:
        return
    column, classes = ranked
    yield Proposal(
        id_of(title_key(title) or where, classes[0], "issues-open"),
        f"Every {classes[0]} of `{title}` links an open issue",
        {
            "for_each": {
                "row": {**row, "columns": [column.title, issues.title]},
                "where": {column.title: classes[0]},
                "allow_empty": True,
            },
            "require": {issues.title: {"issue": {"state": "open"}}},
        },
        fix="link the issue; reopen it if it was closed too early",
    )


def _section_of(markdown: Markdown, line: int) -> Section:
    """The innermost section in which a line stands."""
    return next(one for one in reversed(markdown.sections) if one.line <= line <= one.end_line or one.level == 0)


def _forms(about: Surveyed, _: Source) -> Iterator[Proposal]:
    """Sections and fields of the front matter that all documents of a folder share."""
    for folder, several in about.folders.items():
        alike = [one for one in several if posixpath.basename(one.path).upper() not in ("README.MD", "INDEX.MD")]
        if len(alike) < FEWEST_ALIKE or not folder:
            continue
        shape = "[0-9]*.md" if len(alike) < len(several) and all(_begins_with_digit(one) for one in alike) else "*.md"
        name = about.name_of(posixpath.join(folder, shape))
        titles = _shared([[one.title.plain for one in each.sections if one.level == 2] for each in alike])
        if titles:
            yield Proposal(
                id_of(name, "sections"),
                f"Every document of {folder} has its sections, none of them empty",
                {"for_each": {"file": name}, "require": {"each": {"section": {"titled": titles}, "require": "filled"}}},
                fix="write the section",
            )
        keys = _shared([_keys(each) for each in alike])
        if keys:
            yield Proposal(
                id_of(name, "front-matter"),
                f"Every document of {folder} has its front matter",
                {"for_each": {"value": {"in": name}}, "require": {"fields": dict.fromkeys(keys, "filled")}},
                "commit",
                fix="fill in the field",
            )


def _begins_with_digit(one: Markdown) -> bool:
    return posixpath.basename(one.path)[:1].isdigit()


def _keys(one: Markdown) -> list[str]:
    node = one.front_matter
    return [key for key, _ in node.children() if key] if isinstance(node, Node) else []


def _shared(several: Sequence[Sequence[str]]) -> list[str]:
    """What all have once, in the order of the first."""
    counts = Counter(key for one in several for key in dict.fromkeys(map(title_key, one)))
    return [title for title in dict.fromkeys(several[0]) if title and counts[title_key(title)] == len(several)]


def _terraform(about: Surveyed, source: Source) -> Iterator[Proposal]:
    folders = {posixpath.dirname(path) or "." for path in about.paths if path.endswith(".tf")}
    modules = read_documents(folders, source)
    for folder in sorted(folders):
        if isinstance(modules[folder].content, Module):
            yield terraform_sound(about.name_of(f"{folder}/"))


def _workflows(about: Surveyed, _: Source) -> Iterator[Proposal]:
    for path in about.paths:
        if posixpath.dirname(path) == WORKFLOWS and path.endswith((".yml", ".yaml")):
            yield actions_pinned(about.name_of(path))


SURVEYS: Sequence[Callable[[Surveyed, Source], Iterator[Proposal]]] = (
    _entrance,
    _slots,
    _links,
    _forms,
    _tables,
    _tasks,
    _sign_offs,
    _terraform,
    _workflows,
)
