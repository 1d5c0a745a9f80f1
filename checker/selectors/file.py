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


@dataclass(frozen=True, slots=True)
class _Fields(Mapping[str, Value]):
    """The fields of a file; it is read for what it holds when that is asked for, and not before."""

    known: Mapping[str, Value]
    path: str
    inquiry: Inquiry

    def __getitem__(self, name: str) -> Value:
        read = {TEXT: self._text, "size": self._size, "sha256": self._digest, "headings": self._headings}.get(name)
        return read() if read is not None else self.known[name]

    def __iter__(self) -> Iterator[str]:
        yield from (*self.known, TEXT, "size", "sha256", "headings")

    def __len__(self) -> int:
        return len(self.known) + 4

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
