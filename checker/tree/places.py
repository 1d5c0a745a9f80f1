"""Where selectors look: the documents that a policy names, whole or under a heading, or the record at hand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TypeVar

from checker.classes import dataclass
from checker.model.document import Document
from checker.model.evidence import Reason, State, absent, undeterminable, unreadable
from checker.model.kinds import Scope
from checker.model.language import PathSet
from checker.model.location import Location
from checker.model.markdown import Block, Code, Comment, Item, Markdown, Section, Sheet, Table
from checker.model.observation import Observation, lacking
from checker.model.record import Record
from checker.model.tree import Tree
from checker.text.likeness import near_titles, odd_sign
from checker.text.titles import nearest, title_key
from checker.tree.filling import fields_in, filled_in
from checker.tree.globs import glob_pattern, is_glob
from checker.tree.hidden import path_doubts

Part = TypeVar("Part", Block, Code, Comment, Item, Section, Table)
_LINE = attrgetter("line")


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a Markdown document, in whole lines. section: the one it is, None for a whole document."""

    markdown: Markdown
    first_line: int
    last_line: int
    section: Section | None = None

    @property
    def place(self) -> Location:
        if self.section is None:
            return Location(self.markdown.path, 1, 1)
        return section_place(self.markdown, self.section)

    @property
    def pointer(self) -> str:
        return self.section.title.plain if self.section else ""

    def holds(self, line: int) -> bool:
        return self.first_line <= line <= self.last_line

    def within(self, parts: Sequence[Part]) -> Sequence[Part]:
        """Those that begin in it. parts: in the order of the file, as a document has them."""
        begin = bisect_left(parts, self.first_line, key=_LINE)
        return parts[begin : bisect_right(parts, self.last_line, begin, key=_LINE)]


@dataclass(frozen=True, slots=True)
class Found:
    """The regions in which to look, what kept others from being looked at, and where all that is, in words."""

    regions: tuple[Region, ...]
    problems: tuple[Observation, ...]
    place: Location
    words: str


def section_place(markdown: Markdown, section: Section) -> Location:
    return Location(markdown.path, section.line, section.title.column, "/".join(section.trail))


def matching_paths(tree: Tree, paths: PathSet) -> Iterator[str]:
    """The paths that a set stands for: named ones as they are (there or not), globs by what is in the tree."""
    for path in paths.paths:
        yield from _matching(tree, path)


def _matching(tree: Tree, path: str) -> Iterator[str]:
    if not is_glob(path):
        yield path.rstrip("/") or "."
        return
    yield from tree.matching(glob_pattern(path.rstrip("/")), folders=path.endswith("/"))


def paths_in(scope: Scope, paths: PathSet) -> tuple[tuple[str, ...], tuple[Observation, ...]]:
    """The paths of a set, each once, with the fields of the enclosing record filled in.

    The observations say what cannot be filled in, and what may be meant and is not looked at, or not told apart.
    """
    problems: tuple[Observation, ...] = ()
    if any(map(fields_in, paths.paths)):
        paths, problems = filled_in(paths, scope)
    trees = {path: scope.inquiry.tree_of(path) for path in paths.paths}
    found = tuple(dict.fromkeys(one for path, tree in trees.items() for one in _matching(tree, path)))
    return found, (*problems, *map(lacking, path_doubts(scope.facts.tree, paths, found)))


def members_of(scope: Scope, paths: PathSet) -> tuple[PathSet, ...]:
    """What a set consists of: each document that it names, and its globs together, unless they match nothing."""
    globs = tuple(filter(is_glob, paths.paths))
    if paths.any_of or len(paths.paths) == 1 or globs == paths.paths:
        return (paths,)
    sets = dict.fromkeys(globs if path in globs else (path,) for path in paths.paths)
    members = [PathSet(", ".join(one) or "./", one) for one in sets]
    return tuple(one for one in members if one.paths != globs or any(paths_in(scope, one)))


def documents_in(scope: Scope, paths: PathSet | None) -> tuple[tuple[Document, ...], tuple[Observation, ...]]:
    """The documents of a set, or of the record at hand, and an observation for each that cannot be read."""
    problems: list[Observation] = []
    if paths is not None:
        wanted, unfilled = paths_in(scope, paths)
        problems += unfilled
        found = [scope.inquiry.document(path) for path in wanted]
    else:
        found = [document_of(scope.record, scope)] if scope.record is not None else []
    if paths is not None and not found and not problems:
        gap = absent(Reason.NO_MATCH, Location("."), paths=paths.name)
        problems.append(lacking(gap, expected="at least one document"))
    problems += [problem_of(document) for document in found if document.problem is not None]
    return tuple(document for document in found if document.problem is None), tuple(problems)


def document_of(record: Record, scope: Scope) -> Document:
    """The document in which a record stands, or which it has at the tracker."""
    return scope.inquiry.page(record.page) if record.page else scope.inquiry.document(record.location.path)


def words_for(paths: PathSet, documents: Sequence[Document]) -> str:
    """What a message calls the documents of a set: as the policy does, or by what its fields were filled with."""
    found = ", ".join(one.path for one in documents) if any(map(fields_in, paths.paths)) else ""
    return found or paths.name


def problem_of(document: Document) -> Observation:
    """What there is to say of a document that cannot be read: not met when it is not there, else undecided."""
    problem = document.problem
    if problem is None:
        raise ValueError(document.path)
    gap = problem.gap(document.path)
    return lacking(gap, expected="a committed file" if problem.absent else None, hint=problem.hint)


def regions_in(
    scope: Scope, paths: PathSet | None, under: str | Sequence[str] = (), *, of_tables: bool = False
) -> Found:
    """The Markdown in which a selector looks. under: a heading or several; the sections so called, in any document.

    of_tables: whether it looks for tables, so that a file that is nothing else will do.
    """
    is_whole = paths is not None or _is_document(scope)
    found = _in_documents(scope, paths, of_tables=of_tables) if is_whole else _in_record(scope, of_tables=of_tables)
    titles = (under,) if isinstance(under, str) else under
    return _narrowed_to(found, titles) if titles and found.regions else found


def _is_document(scope: Scope) -> bool:
    """Whether the record at hand is a whole document, or has one."""
    return scope.record is not None and (scope.record.kind == "file" or bool(scope.record.page))


def _markdown_of(document: Document, *, of_tables: bool) -> Markdown | None:
    content = document.content
    if of_tables and isinstance(content, Sheet):
        return content.markdown
    return content if isinstance(content, Markdown) else None


def _in_documents(scope: Scope, paths: PathSet | None, *, of_tables: bool) -> Found:
    documents, problems = documents_in(scope, paths)
    read = [(one, _markdown_of(one, of_tables=of_tables)) for one in documents]
    regions = tuple(Region(markdown, 1, len(markdown.lines)) for _, markdown in read if markdown is not None)
    problems += tuple(_no_markdown(one) for one, markdown in read if markdown is None)
    place = regions[0].place if regions else Location(problems[0].location.path if problems else ".")
    several = words_for(paths, documents) if paths is not None else place.path
    words = regions[0].markdown.path if len(regions) == 1 else several
    return Found(regions, problems, place, words)


def _no_markdown(document: Document) -> Observation:
    return lacking(unreadable(Reason.NO_MARKDOWN, Location(document.path, 1, 1), path=document.path))


def _in_record(scope: Scope, *, of_tables: bool) -> Found:
    """The lines of the record at hand."""
    record = scope.record
    if record is None or record.location.line is None:
        return Found((), (), Location("."), "the record")
    document = scope.inquiry.document(record.location.path)
    if document.problem is not None:
        return Found((), (problem_of(document),), record.location, record.label)
    markdown = _markdown_of(document, of_tables=of_tables)
    if markdown is None:
        return Found((), (_no_markdown(document),), record.location, record.label)
    section = record.origin if isinstance(record.origin, Section) else None
    first = record.location.line
    region = Region(markdown, first, record.end_line or first, section)
    return Found((region,), (), record.location, record.label)


def _narrowed_to(found: Found, under: Sequence[str]) -> Found:
    narrowed: list[Region] = []
    missing: list[Observation] = []
    alike: list[Observation] = []
    for title in under:
        called = [below for region in found.regions for below in sections_called(region, title)]
        narrowed += called
        if not called:
            missing.append(no_section(found.regions, title))
        else:
            alike += [seen for region in found.regions for seen in _alike_sections(region, title, called)]
    place = narrowed[0].place if narrowed else missing[0].location
    if any(seen.ok is None for seen in found.problems):
        # A document that cannot be read may hold the section that the others lack.
        missing = [lacking(seen.gap.with_state(State.UNREADABLE)) for seen in missing if seen.gap is not None]
    return Found(
        tuple(narrowed), (*found.problems, *missing, *alike), place, f"`{'`, `'.join(under)}` of {found.words}"
    )


def sections_called(region: Region, title: str) -> list[Region]:
    """The sections below a region's start that bear a title, as people read titles."""
    key = title_key(title)
    return [
        Region(region.markdown, one.line, one.end_line, one)
        for one in region.within(region.markdown.sections)
        if one.level and one is not region.section and title_key(one.title.plain) == key
    ]


def _alike_sections(region: Region, title: str, called: Sequence[Region]) -> Iterator[Observation]:
    """Sections of nearly the same title, which may be what was looked for too."""
    taken = {one.section.line for one in called if one.section is not None and one.markdown is region.markdown}
    for one in region.within(region.markdown.sections):
        there = one.title.plain
        if one.level and one.line not in taken and near_titles(there, title):
            place = section_place(region.markdown, one)
            gap = undeterminable(Reason.LOOKALIKE_HEADING, place, there=there, title=title, sign=odd_sign(there))
            yield lacking(gap)


def no_section(regions: Sequence[Region], title: str) -> Observation:
    """That a section is not there, at the heading that comes nearest, else at the top of the document.

    Where something of the document is not read, the section may stand there.
    """
    unread = (gap for one in regions for gap in one.markdown.unread if one.holds(gap.location.line or 0))
    if (hidden := next(unread, None)) is not None:
        return lacking(hidden)
    headings = {
        one.title.plain: section_place(region.markdown, one)
        for region in reversed(regions)
        for one in reversed(region.within(region.markdown.sections))
        if one.level
    }
    near = nearest(title, headings)
    place = headings[near] if near is not None else regions[0].place
    gap = absent(Reason.NO_SECTION, place, path=regions[0].markdown.path, title=title, near=near or "")
    return lacking(gap, expected=f"a section `{title}`", found=f"`{near}`" if near else "no such heading")
