"""What became another since a revision: files, or what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from checker.classes import dataclass
from checker.model.evidence import Gap, Reason, State, absent
from checker.model.history import ChangeQuery
from checker.model.kinds import Scope, Selector
from checker.model.language import Operand, PathSet, Selected, Selection
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.model.problem import Problem
from checker.model.record import Record, plain_value
from checker.tree.globs import glob_pattern, is_glob
from checker.tree.past import revision_of, untold
from checker.tree.places import paths_in

if TYPE_CHECKING:
    from checker.model import history

EVERYTHING = PathSet("**", ("**",))
WHERE = ("line", "position")
"""Fields that say where in its document a record stands."""
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Selector):
    """What became another since a revision: files, or with `of` the records of a selection.

    What is judged is held against the commit where it and `since` parted: on a branch, that is what the branch changed,
    whatever became of `since` meanwhile. Without `since`, work tree and index are held against `HEAD`, a commit against
    its first parent; inside a `commit`, it is the files of that one. A file that was moved with half of its content at
    least is `renamed`, and is meant by its new path and by its old one.

    Records are told by their document and by what they are called: a section by its title, a row by its first cell, a
    value by its way. One is `modified` when it is written otherwise, wherever in the document it stands.

    In a shallow clone, outside git, and where there is no such revision, changes are undecided.

    ```yaml
    for_none:
      change: {since: origin/main, of: {section: {in: 'docs/decisions/*.md', titled: Decision}}}
      where: {change: [modified, deleted]}
    ```
    """

    kind: ClassVar[str] = "change"
    short: ClassVar[str] = "since"
    as_text: ClassVar[str] = "the path of the file, or what the record is called"
    provides: ClassVar[Mapping[str, str]] = {
        "change": "`added`, `modified`, `deleted` or `renamed`",
        "path": "of the file or of the document; of what is deleted, where it was",
        "name": "of a file its path, else what the record is called",
        "before": "of a file its path before, of a record what it said; empty for what is added",
        "now": "the same as it is now; empty for what is deleted",
    }
    since: Operand | None = None
    """A tag, branch or commit."""
    paths: PathSet | None = None
    """The files that are meant, any of them; without it, all. A path without `*` must be there, now or before."""
    of: Selection | None = None
    """The records that are meant instead of files; the selection says in which documents."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if self.of is None:
            return
        if self.paths is not None:
            yield "paths", "`paths` says nothing beside `of`, which says itself in which documents"
        selector = self.of.selector
        while isinstance(inner := getattr(selector, "selection", None), Selection):
            selector = inner.selector
        if getattr(selector, "in_", None) is None:
            yield "of", f"`{selector.kind}` stands here, expected records of documents, with `in`"
        elif selector.kind == "file":
            yield "of", "files are meant by `paths`, without `of`"
        elif not selector.as_text:
            yield "of", f"`{selector.kind}` is no text that could be another; name what stands in it, or its file"

    def select(self, scope: Scope) -> Selected:
        record = scope.record if self.since is None else None
        if record is not None and record.kind == "commit":
            return self._of_commit(record, scope)
        since = revision_of(scope, self.since)
        if isinstance(since, Observation):
            return Selected((), (since,), scope.place, "the changes")
        behind = f" since {since}" if since else ""
        if self.of is not None:
            return _records_changed(self.of, since, behind, scope)
        there, problems = paths_in(scope, self.paths or EVERYTHING)
        return _files_changed(self.paths, ChangeQuery(since, there), problems, behind, scope)

    def _of_commit(self, commit: Record, scope: Scope) -> Selected:
        """What became another by a commit: files alone, since all that there was would be read for each commit."""
        behind = f" by {commit.label}"
        if self.of is not None:
            problem = Problem("of a single commit only files are told", commit.location, "leave `of` out")
            words = f"the changes{behind}"
            return Selected((), (untold(problem, words, scope.place),), scope.place, words)
        return _files_changed(self.paths, ChangeQuery(commit=commit.fields["id"].plain), (), behind, scope)


def _files_changed(
    paths: PathSet | None, query: ChangeQuery, problems: tuple[Observation, ...], behind: str, scope: Scope
) -> Selected:
    words = f"the changes of {paths.name}{behind}" if paths else f"the changes{behind}"
    meant = paths or EVERYTHING
    found = scope.inquiry.history(query)
    if isinstance(found, Problem):
        return Selected((), (*problems, untold(found, words, scope.place)), scope.place, words)
    changes = [one for one in cast("tuple[history.Change, ...]", found) if _is_meant(one, meant.paths)]
    gone = (lacking(gap) for gap in _gone(meant.paths, changes, scope))
    records = tuple(map(_of_file, changes))
    return Selected(records, (*problems, *gone), scope.place, words, len(records))


def _gone(paths: Iterable[str], changes: list[history.Change], scope: Scope) -> Iterator[Gap]:
    """That a file or directory is named which is neither there nor was."""
    tree = scope.facts.tree
    for path in paths:
        is_there = path in tree.entries or path.rstrip("/") in tree.directories
        if not (is_glob(path) or is_there or any(_is_meant(one, (path,)) for one in changes)):
            yield absent(Reason.FILE_GONE, Location(path), path=path)


def _is_meant(one: history.Change, paths: tuple[str, ...]) -> bool:
    """Whether it is about one of the files; of a directory, everything in it."""
    patterns = [glob_pattern(path + "**" if path.endswith("/") else path) for path in paths]
    return any(pattern.fullmatch(name) for pattern in patterns for name in (one.path, one.before) if name)


def _of_file(one: history.Change) -> Record:
    before = "" if one.kind == "added" else one.before or one.path
    return _record(one.kind, one.path, Location(one.path), before, "" if one.kind == "deleted" else one.path)


def _record(kind: str, name: str, place: Location, before: str, now: str) -> Record:
    said = {"change": kind, "path": place.path, "name": name, "before": before, "now": now}
    fields = {field: plain_value(text, place.pointing(field)) for field, text in said.items()}
    return Record("change", f"{name} ({kind})", plain_value(name, place), fields)


def _records_changed(selection: Selection, since: str, behind: str, scope: Scope) -> Selected:
    earlier = scope.earlier(since)
    now = scope.select(selection)
    words = f"the changes of {now.searched}{behind}"
    if isinstance(earlier, Problem):
        return Selected((), (untold(earlier, words, scope.place),), scope.place, words)
    before = earlier.select(selection)
    # What was not there yet says nothing of what became of it.
    lost = [one for one in before.problems if not one.ok and not (one.gap and one.gap.state is State.ABSENT)]
    lost += [lacking(gap) for one in (*before.there, *now.there) if (gap := _unread(one)) is not None]
    records = tuple(_compared(before.there, now.there))
    return Selected(records, (*now.problems, *lost), now.place, words, len(records))


def _compared(before: Iterable[Record], now: Iterable[Record]) -> Iterator[Record]:
    """What is not the same in both. Of several that are called alike, those that say the same belong together."""
    was, is_ = _by_name(before), _by_name(now)
    for key in dict.fromkeys((*is_, *was)):
        old, new = list(was.get(key, ())), []
        for one in is_.get(key, ()):
            twin = next((other for other in old if _is_same(other, one)), None)
            if twin is None:
                new.append(one)
            else:
                old.remove(twin)
        yield from map(_of_records, old, new)
        yield from (_of_records(one, None) for one in old[len(new) :])
        yield from (_of_records(None, one) for one in new[len(old) :])


def _by_name(records: Iterable[Record]) -> Mapping[_Key, list[Record]]:
    """The records by their documents and names; what is called by its line (`code block in line 7`) has no name."""
    found: dict[_Key, list[Record]] = {}
    for one in records:
        name = one.label.replace(f"line {one.location.line}", "line")
        found.setdefault((one.location.path, name), []).append(one)
    return found


def _is_same(one: Record, other: Record) -> bool:
    """Whether two records say the same; where in a document they stand does not count."""
    if one.value.text != other.value.text or one.fields.keys() != other.fields.keys():
        return False
    return all(one.fields[name].text == other.fields[name].text for name in one.fields if name not in WHERE)


def _unread(one: Record) -> Gap | None:
    gap = one.value.gap
    return gap if gap is not None and gap.state is State.UNREADABLE else None


def _of_records(old: Record | None, new: Record | None) -> Record:
    before, now = ("" if one is None else one.value.text for one in (old, new))
    if new is not None:
        return _record("added" if old is None else "modified", new.label, new.location, before, now)
    if old is None:
        raise ValueError
    # Its line is one of a document that is no more.
    return _record("deleted", old.label, Location(old.location.path, pointer=old.location.pointer), before, now)
