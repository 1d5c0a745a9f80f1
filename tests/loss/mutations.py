"""Changes to the source of evidence, each after which the evidence is gone, or is not what it was."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from checker.model.markdown import Markdown
from loss.data import REFERENCE, changes_to_declarations, changes_to_hcl, changes_to_issues, changes_to_yaml
from loss.files import changes_to_file
from loss.markdown import changes_to_markdown
from loss.sources import ISSUES, Engagement
from loss.text import Page

Files = Mapping[str, bytes | None]
Places = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Change:
    """place: `path:line:column`, `path`, or `issues.json#NUMBER`. column: the header above a cell, else empty.

    titles: of all columns of its table.
    """

    place: str
    kind: str
    files: Files
    column: str = ""
    titles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change, and the criteria whose evidence it touches."""

    engagement: Engagement
    change: Change
    criteria: tuple[str, ...]

    def id_of(self, criterion: str) -> str:
        return f"{self.engagement.name} {criterion} {self.change.place} {self.change.kind}"


def mutations_of(engagement: Engagement) -> Iterator[Mutation]:
    """Every change to every source, once, with all the criteria that rest on that source."""
    found: dict[tuple[str, str], tuple[Change, set[str]]] = {}
    for criterion in engagement.criteria:
        for change in _changes(engagement, criterion):
            if engagement.reads(criterion, change.kind) and engagement.reads_column(
                criterion, change.column, change.titles
            ):
                found.setdefault((change.place, change.kind), (change, set()))[1].add(criterion)
    for change, criteria in found.values():
        yield Mutation(engagement, change, tuple(sorted(criteria)))


def _changes(engagement: Engagement, criterion: str) -> Iterator[Change]:
    by_path: dict[str, Places] = defaultdict(set)
    for one in engagement.places[criterion]:
        by_path[one.path].add((one.line or 0, one.column or 0))
    for path, places in sorted(by_path.items()):
        inside = {one for one in places if one[0]}
        yield from (Change(path, kind, files) for kind, files in changes_to_file(path, engagement.files[path]))
        yield from _inside(engagement, path, inside)
        yield from _targets(engagement, path, inside)
    for number, kind, after in changes_to_issues(engagement.files[ISSUES], engagement.issues[criterion]):
        yield Change(f"{ISSUES}#{number}", kind, {ISSUES: after})


def _inside(engagement: Engagement, path: str, places: Places) -> Iterator[Change]:
    """Changes to what stands at places of a file."""
    page, document = Page.of(engagement.files[path]), engagement.documents.get(path)
    if path.endswith((".yml", ".yaml")):
        for where, kind, after in changes_to_yaml(page, sorted({line for line, _ in places})):
            yield Change(f"{path}:{where}", kind, {path: after})
    elif path.endswith(".tf"):
        for where, kind, after in changes_to_hcl(page, places):
            yield Change(f"{path}:{where}", kind, {path: after})
        yield from _declarations(engagement, path, page, places)
    elif document is not None and isinstance(document.content, Markdown):
        for one in changes_to_markdown(page, document.content, places):
            yield Change(f"{path}:{one.where}", one.kind, {path: one.after}, one.column, one.titles)


def _declarations(engagement: Engagement, path: str, page: Page, places: Places) -> Iterator[Change]:
    """Changes to what declares the names that are used at places of a Terraform file."""
    used = (REFERENCE.match(page.lines[line - 1], column - 1) for line, column in places)
    names = {name[0] for name in used if name is not None}
    for file, data in engagement.files.items():
        if posixpath.dirname(file) == posixpath.dirname(path) and file.endswith(".tf"):
            for where, kind, after in changes_to_declarations(Page.of(data), names):
                yield Change(f"{file}:{where}", kind, {file: after})


def _targets(engagement: Engagement, path: str, places: Places) -> Iterator[Change]:
    """Changes to the files and headings to which the links at places of a document lead."""
    for target in _links(engagement, path, places):
        file, _, anchor = target.partition("#")
        reached = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file))) if file else path
        if reached in engagement.files and not anchor:
            data = engagement.files[reached]
            yield Change(reached, "target/delete", {reached: None})
            yield Change(reached, "target/case", {reached: None, reached.swapcase(): data})
        elif reached in engagement.files:
            yield from _anchors(engagement, reached, anchor)


def _links(engagement: Engagement, path: str, places: Places) -> Iterable[str]:
    document = engagement.documents.get(path)
    if document is None or not isinstance(document.content, Markdown):
        return
    for block in document.content.blocks:
        for link in document.content.links_of(block.text):
            if (link.location.line, link.location.column) in places:
                yield link.target


def _anchors(engagement: Engagement, path: str, anchor: str) -> Iterator[Change]:
    content = engagement.documents[path].content
    assert isinstance(content, Markdown)
    for section in content.sections:
        if section.slug == anchor:
            for one in changes_to_markdown(Page.of(engagement.files[path]), content, {(section.line, 1)}):
                if one.kind.startswith("heading/") and not one.kind.endswith("/invisible"):
                    yield Change(f"{path}:{one.where}", f"target/{one.kind.split('/')[1]}", {path: one.after})
