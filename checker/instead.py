"""What there is to say of what is missing: what is nearly called so, and what the judged change made of it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches

from checker.classes import dataclass
from checker.formats.reading import AS_NAMED, Reading
from checker.gather import read_documents
from checker.model.causes import Cause, Instead, Lack
from checker.model.document import Document
from checker.model.markdown import Markdown, Sheet, Table
from checker.model.packed import open_points
from checker.model.report import Result
from checker.model.tree import Entry, EntryKind, Tree
from checker.sources import Source
from checker.sources.before import last_commit
from checker.text.titles import title_key

_LIKE = 0.75
"""How much two names have to share, from 0 to 1, for one to be taken for a slip of the pen for the other."""


def instead_of(results: Iterable[Result], source: Source, readings: Mapping[str, Reading]) -> Mapping[Cause, Instead]:
    """What there is to say of each thing that is missing; nothing of causes of which there is nothing to say.

    readings: how files are read for each policy.
    """
    causes = {
        seen.cause: readings.get(result.policy, AS_NAMED)
        for result in results
        for seen in open_points(result.observations)
        if seen.cause is not None
    }
    teller_by_kind = {
        Lack.FILE: _Change.file,
        Lack.SECTION: _Change.section,
        Lack.ANCHOR: _Change.anchor,
        Lack.COLUMN: _Change.column,
    }
    told = {cause: teller_by_kind[Lack(cause.kind)] for cause in causes if cause.kind in teller_by_kind}
    if not told:
        return {}
    tree, before, folders = source.tree(), last_commit(source), dict[str, list[tuple[str, str]]]()
    found = {cause: tell(_Change(source, tree, before, causes[cause], folders), cause) for cause, tell in told.items()}
    return {cause: one for cause, one in found.items() if one != Instead()}


@dataclass(frozen=True, slots=True)
class _Change:
    """What is judged, and the commit that it stands on; None for what stands on none.

    folders: of the files, by their names without case; empty until it is asked for.
    """

    now: Source
    tree: Tree
    before: Source | None
    reading: Reading
    folders: dict[str, list[tuple[str, str]]]

    def file(self, cause: Cause) -> Instead:
        path, astray = cause.path, self.now.astray(cause.path) or ""
        former = self.before.tree().entries.get(path) if self.before is not None else None
        twin = self.tree.otherwise_cased(path)
        became = self._moved_to(former) if former is not None else ""
        near = twin or became or ("" if former is not None else self._nearest(path))
        return Instead(near, twin is not None, former is not None, became, "" if twin else astray)

    def section(self, cause: Cause) -> Instead:
        return self._renamed(cause, _headings)

    def anchor(self, cause: Cause) -> Instead:
        return self._renamed(cause, _slugs)

    def column(self, cause: Cause) -> Instead:
        titles = {title_key(one) for one in cause.there.strip("`").split("`, `")}
        return self._renamed(cause, lambda document: _header(document, titles))

    def _moved_to(self, former: Entry) -> str:
        """The new path of a file whose bytes are the same, empty where there is none."""
        if self.before is None or not former.blob:
            return ""
        known = self.before.tree().entries
        same = (path for path, one in self.tree.entries.items() if one.blob == former.blob and path not in known)
        return next(iter(sorted(same)), "")

    def _nearest(self, path: str) -> str:
        """The file that was most likely meant: the one of that name elsewhere, else of nearly that name in its folder.

        Empty where there is none, or nobody can tell which.
        """
        if not self.folders:
            for one in self.tree.entries.values():
                if one.kind is EntryKind.FILE:
                    folder, name = posixpath.split(one.path)
                    self.folders.setdefault(name.casefold(), []).append((folder, name))
        folder, name = posixpath.split(path)
        moved = self.folders.get(name.casefold())
        if moved:
            return posixpath.join(*moved[0]) if len(moved) == 1 else ""
        beside = [one for each in self.folders.values() for there, one in each if there == folder]
        near = get_close_matches(name, beside, n=1, cutoff=_LIKE)
        return posixpath.join(folder, near[0]) if near else ""

    def _renamed(self, cause: Cause, names_in: Callable[[Document], Sequence[str]]) -> Instead:
        """What the change calls now what the last commit calls as it was asked for."""
        if self.before is None or cause.path not in self.before.tree().entries:
            return Instead(cause.near)
        former, current = (
            names_in(read_documents(frozenset((cause.path,)), one, self.reading)[cause.path])
            for one in (self.before, self.now)
        )
        key = title_key(cause.name)
        at = next((n for n, one in enumerate(former) if title_key(one) == key), None)
        if at is None:
            return Instead(cause.near)
        return Instead(cause.near, was_there=True, became=_in_place_of(at, former, current))


def _in_place_of(at: int, former: Sequence[str], current: Sequence[str]) -> str:
    """The name that stands where another one stood, between names that are still there."""
    keys = [title_key(one) for one in former]
    matcher = SequenceMatcher(None, keys, [title_key(one) for one in current], autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "replace" and first <= at < last and last - first == end - begin:
            return current[begin + at - first]
    return ""


def _headings(document: Document) -> list[str]:
    content = document.content
    return [one.title.plain for one in content.sections if one.level] if isinstance(content, Markdown) else []


def _slugs(document: Document) -> list[str]:
    content = document.content
    return [f"#{one.slug}" for one in content.sections if one.level] if isinstance(content, Markdown) else []


def _header(document: Document, titles: set[str]) -> list[str]:
    """The header of the table that has most of these titles."""
    content = document.content
    content = content.markdown if isinstance(content, Sheet) else content
    tables = [_titles(one) for one in content.tables] if isinstance(content, Markdown) else []
    return max(tables, key=lambda names: len(titles.intersection(map(title_key, names))), default=[])


def _titles(table: Table) -> list[str]:
    return [cell.text.plain for cell in table.header]
