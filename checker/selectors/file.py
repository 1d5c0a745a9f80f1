"""Files and directories."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.model.evidence import Reason, absent, unreadable
from checker.model.facts import Inquiry
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Markdown, Section
from checker.model.problem import Problem
from checker.model.record import Record, Value, listed, missing_value, plain_value
from checker.model.tree import EntryKind
from checker.tree.filling import fields_in
from checker.tree.hidden import hidden_gap
from checker.tree.owners import PLACES, owners_of
from checker.tree.places import paths_in, section_place

TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Selector):
    """Files by name, path or glob; a path that ends in `/` is a directory.

    A path without `*` is a record whether it is there or not, so that `committed` can say that it is missing; what
    counts records (`exists`, `count`, `for_none`) counts those that are there. `in: {any_of: […]}` leaves out those
    that are missing where another is there. A glob yields what is there; `*` stays within a name, `**` spans
    directories. Selectors without `in`, inside the requirement, look into the file.

    ```yaml
    for_each: {file: [pr-template, review-checklist]}
    require: {exists: {task: {}}}
    ```
    """

    kind: ClassVar[str] = "file"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "its content, as written; `path` and `name` are what it is called"
    provides: ClassVar[Mapping[str, str]] = {
        "path": "from the root",
        "name": "the last part of the path",
        "stem": "the name without its last extension",
        "extension": "with its dot, empty for none",
        "directory": "the path of the directory, `.` for the root",
        "text": "its content as written; absent for a directory and for what cannot be read",
        "size": "bytes; absent for a directory or a file that is not there",
        "sha256": "the SHA-256 of its bytes, in lower case; absent for what has no size",
        "bytes": "what they are by their signature: `png`, `pdf`, `zip`, `elf`, `script` …, else `text`, `binary` or "
        "`empty`; absent for what has no size",
        "executable": "`yes` when git, or the disk, lets it be run, `no` otherwise; absent for a directory",
        "owners": "a list of whose it is, as `CODEOWNERS` says; absent where there is no such file",
        "headings": "the headings of a Markdown document as a list, each with its hashes (`## Goals`)",
    }
    in_: PathSet
    """Documents of the policy, paths or globs."""

    def by_document(self) -> bool:
        return True

    def select(self, scope: Scope) -> Selected:
        paths, problems = paths_in(scope, self.in_)
        records = tuple(_record(scope.inquiry, path) for path in paths)
        if self.in_.any_of:
            records = tuple(one for one in records if one.value.is_there) or records
        words = (", ".join(paths) if any(map(fields_in, self.in_.paths)) else "") or self.in_.name
        return Selected(records, problems, Location("."), f"the files {words}", len(records))


def _record(inquiry: Inquiry, path: str) -> Record:
    place, facts = Location(path), inquiry.facts
    name = posixpath.basename(path)
    stem, extension = posixpath.splitext(name)
    fields = {
        "path": plain_value(path, place),
        "name": plain_value(name, place),
        "stem": plain_value(stem, place),
        "extension": plain_value(extension, place),
        "directory": plain_value(posixpath.dirname(path) or ".", place),
    }
    is_there = path in facts.tree.entries or path in facts.tree.directories
    gap = None if is_there else hidden_gap(facts.tree, path) or absent(Reason.NO_FILE, place, path=path)
    value = Value(path, path, place, data=path, gap=gap)
    return Record("file", path, value, _Fields(fields, path, inquiry), as_text=TEXT)


_READ = {
    TEXT: "_text",
    "size": "_size",
    "sha256": "_digest",
    "bytes": "_kind",
    "executable": "_executable",
    "owners": "_owners",
    "headings": "_headings",
}
"""Fields for which something has to be read, each with who reads it."""


@dataclass(frozen=True, slots=True)
class _Fields(Mapping[str, Value]):
    """The fields of a file; it is read for what it holds when that is asked for, and not before."""

    known: Mapping[str, Value]
    path: str
    inquiry: Inquiry

    def __getitem__(self, name: str) -> Value:
        return getattr(self, _READ[name])() if name in _READ else self.known[name]

    def __iter__(self) -> Iterator[str]:
        yield from (*self.known, *_READ)

    def __len__(self) -> int:
        return len(self.known) + len(_READ)

    def _text(self) -> Value:
        place, tree = Location(self.path), self.inquiry.facts.tree
        if self.path not in tree.entries and self.path in tree.directories:
            return missing_value(unreadable(Reason.NO_TEXT, place, path=self.path))
        document = self.inquiry.document(self.path)
        if document.text is not None:
            return plain_value(document.text, place)
        return self._unread(document.problem or Problem("has no text", place))

    def _size(self) -> Value:
        if not self._has_bytes:
            return self._absent(Reason.NO_SIZE)
        return self._measured(self.inquiry.measure(self.path).size)

    def _digest(self) -> Value:
        if not self._has_bytes:
            return self._absent(Reason.NO_BYTES)
        return self._measured(self.inquiry.measure(self.path).sha256)

    def _kind(self) -> Value:
        if not self._has_bytes:
            return self._absent(Reason.NO_BYTES)
        measured = self.inquiry.measure(self.path)
        return self._measured(measured.kind or measured.sha256)

    def _executable(self) -> Value:
        entry = self.inquiry.facts.tree.entries.get(self.path)
        if entry is None or entry.kind is not EntryKind.FILE:
            return self._absent(Reason.NO_BYTES)
        return plain_value("yes" if entry.executable else "no", Location(self.path), entry.executable)

    def _owners(self) -> Value:
        """Whose it is, by the file that forges read; a tree without one leaves it open."""
        tree, place = self.inquiry.facts.tree, Location(self.path)
        there = next((one for one in PLACES if one in tree.entries), None)
        if there is None:
            return missing_value(absent(Reason.NO_OWNERS, place))
        document = self.inquiry.document(there)
        if document.text is None:
            return missing_value((document.problem or Problem("has no text", Location(there))).gap(there))
        return listed([plain_value(one, place) for one in owners_of(self.path, document.text)], place)

    @property
    def _has_bytes(self) -> bool:
        entry = self.inquiry.facts.tree.entries.get(self.path)
        return entry is not None and entry.kind is EntryKind.FILE

    def _measured(self, found: int | str | Problem) -> Value:
        if isinstance(found, Problem):
            return self._unread(found)
        return plain_value(str(found), Location(self.path), found)

    def _headings(self) -> Value:
        document = self.inquiry.document(self.path)
        if document.problem is not None:
            return self._unread(document.problem)
        if not isinstance(document.content, Markdown):
            return self._absent(Reason.NO_HEADINGS)
        found = [_heading(document.content, one) for one in document.content.sections if one.level]
        return listed(found, Location(self.path, 1, 1))

    def _unread(self, problem: Problem) -> Value:
        return missing_value(problem.gap(self.path, Reason.NO_CONTENT))

    def _absent(self, reason: Reason) -> Value:
        return missing_value(absent(reason, Location(self.path), path=self.path))


def _heading(markdown: Markdown, section: Section) -> Value:
    written = f"{'#' * section.level} {section.title.plain}"
    return plain_value(written, section_place(markdown, section))
