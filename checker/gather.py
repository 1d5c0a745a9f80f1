"""Gathering the facts of a verdict. All I/O of a run is here: the tree, documents, issues, commands.

Nobody declares what a criterion needs. It is evaluated with the facts at hand; what it asks for in vain is gathered,
all of a kind at once, and it is evaluated again. First documents, until no further one is asked for; then the tracker,
once, for everything that all criteria want to know.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import ClassVar

from checker.classes import dataclass, field, replace
from checker.formats import read_document, read_module, read_page
from checker.formats.kinds import kind_of
from checker.formats.pointers import pointer_problem
from checker.formats.reading import AS_NAMED, Reading
from checker.issues.events import AtHand
from checker.issues.pages import pages_of
from checker.model.document import Document
from checker.model.facts import NOTHING_WANTED, CommandResult, CommandRun, Facts, FirstVersion, Measured, Wanted
from checker.model.hcl import is_module_file
from checker.model.issues import NO_ANSWERS, Answers
from checker.model.location import Location
from checker.model.problem import Problem, not_there
from checker.model.tree import Tree
from checker.programs import run_commands
from checker.sources import Source
from checker.trackers import Tracker, pulls_of

AT_ONCE = 50
"""How many files are read together of which only the size or the digest is wanted."""


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Where facts come from. tell: is told what is being done, for progress on a terminal. run: runs programs.

    rules: the tree that the rules come from, None where that is what is judged. reading: how files are read.
    earlier: the sources of earlier states that were opened. at_hand: the pull request that is judged, None where nobody
    says which. can_be_split: whether several processes may ask the source.
    """

    can_be_split: ClassVar[bool] = True

    source: Source
    tracker: Tracker
    tell: Callable[[str], None]
    run: Callable[[CommandRun, Mapping[str, bytes | Problem]], CommandResult] = run_commands
    rules: Source | None = None
    reading: Reading = AS_NAMED
    earlier: dict[str, Source | Problem] = field(default_factory=dict)
    at_hand: AtHand | None = None

    def begin(self, today: date) -> Facts:
        """The facts that every run has: the tree and the day."""
        rules = Facts(self.rules.tree(), today) if self.rules is not None else None
        return Facts(self.source.tree(), today, rules=rules)

    def gather(self, facts: Facts, wanted: Wanted) -> Facts:
        """The facts with more of what is wanted: documents before issues, so that issues are asked for at once."""
        if wanted.rules and facts.rules is not None and self.rules is not None:
            documents = {**facts.rules.documents, **read_documents(wanted.rules, self.rules, self.reading)}
            return replace(facts, rules=replace(facts.rules, documents=documents))
        if wanted.documents:
            self.tell(f"reading {len(wanted.documents)} documents")
            documents = read_documents(wanted.documents, self.source, self.reading)
            return replace(facts, documents={**facts.documents, **documents})
        if wanted.first_versions or wanted.history or wanted.earlier:
            return self._remembered(facts, wanted)
        if wanted.measures:
            self.tell(f"reading {len(wanted.measures)} files")
            return replace(facts, measured={**facts.measured, **_measures(sorted(wanted.measures), self.source)})
        if wanted.issues or wanted.queries or wanted.pulls or wanted.facets or wanted.pages:
            return self._told(facts, wanted)
        return replace(facts, commands={**facts.commands, **self._ran(wanted.commands)})

    def _told(self, facts: Facts, wanted: Wanted) -> Facts:
        """The facts with more of what the tracker says, and of what was written there."""
        if wanted.issues or wanted.queries or wanted.pulls or wanted.facets:
            return replace(facts, answers=self._asked(facts.answers, wanted))
        texts = pages_of(facts.answers)
        pages = {name: read_page(name, texts[name]) for name in sorted(wanted.pages)}
        return replace(facts, pages={**facts.pages, **pages})

    def _asked(self, known: Answers, wanted: Wanted) -> Answers:
        """What the tracker says, with what it said before."""
        self.tell(f"asking for {len(wanted.issues)} issues" if wanted.issues else "asking the tracker")
        said = self.tracker.answer(wanted.issues, wanted.queries) if wanted.issues or wanted.queries else NO_ANSWERS
        pulls = pulls_of(wanted.pulls, self.tracker, self.at_hand) if wanted.pulls else {}
        facets = self.tracker.facets(wanted.facets) if wanted.facets else {}
        return Answers(
            {**known.issues, **said.issues},
            {**known.lists, **said.lists},
            {**known.pulls, **pulls},
            {**known.facets, **facets},
        )

    def _remembered(self, facts: Facts, wanted: Wanted) -> Facts:
        """The facts with more of what git remembers."""
        if wanted.first_versions:
            self.tell(f"looking for the first versions of {len(wanted.first_versions)} documents")
            first = read_first_versions(wanted.first_versions, self.source, self.reading)
            return replace(facts, first_versions={**facts.first_versions, **first})
        if wanted.history:
            self.tell("asking git for commits, tags and changes")
            history = {one: self.source.history(one) for one in sorted(wanted.history, key=repr)}
            return replace(facts, history={**facts.history, **history})
        return replace(facts, earlier={**facts.earlier, **self._earlier(facts, wanted)})

    def _earlier(self, facts: Facts, wanted: Wanted) -> dict[str, Facts | Problem]:
        """The facts of earlier states, with more of what is wanted of them."""
        asked: dict[str, Wanted] = {}
        for since, one in wanted.earlier:
            asked[since] = asked.get(since, NOTHING_WANTED) | one
        return {since: self._at(since, facts, asked[since]) for since in sorted(asked)}

    def _at(self, since: str, facts: Facts, wanted: Wanted) -> Facts | Problem:
        if since not in self.earlier:
            self.tell(f"reading what stood there before, {since or 'at the last commit'}")
            self.earlier[since] = self.source.earlier(since)
        source = self.earlier[since]
        if isinstance(source, Problem):
            return source
        known = facts.earlier.get(since)
        begun = known if isinstance(known, Facts) else Facts(source.tree(), facts.today)
        return replace(self, source=source, rules=None, earlier={}).gather(begun, wanted) if wanted else begun

    def each(self, paths: Sequence[str]) -> Iterator[tuple[str, Document]]:
        """Files of the tree that are got together, each read when it is its turn."""
        contents, tree = dict(self.source.read(paths)), self.source.tree()
        for path in paths:
            yield path, _document(path, contents.pop(path), tree, self.reading)

    def _ran(self, runs: Set[CommandRun]) -> dict[CommandRun, CommandResult]:
        results = {}
        for run in sorted(runs, key=lambda one: (one.directory, one.argv)):
            self.tell(f"running {run.argv[0][0]} on a copy of {run.directory}")
            results[run] = self.run(run, _files_below(run.directory, self.source))
        return results


def _measures(paths: Sequence[str], source: Source) -> dict[str, Measured]:
    """The size and digest of each file. They are read some at a time, since together they may be large."""
    found: dict[str, Measured] = {}
    for start in range(0, len(paths), AT_ONCE):
        for path, content in source.read(paths[start : start + AT_ONCE]).items():
            found[path] = _measured(path, content, source)
    return found


def _measured(path: str, content: bytes | Problem, source: Source) -> Measured:
    if isinstance(content, Problem):
        # What is too large to be read has its size all the same: as git or the disk says.
        entry = source.tree().entries.get(path)
        known = entry.size if entry is not None else None
        return Measured(content if known is None else known, content)
    pointer = pointer_problem(path, content)
    blob = source.tree().blob_of(content)
    if pointer is not None:
        return Measured(pointer, pointer, blob)
    return Measured(len(content), hashlib.sha256(content).hexdigest(), blob, kind_of(content))


def read_documents(paths: Set[str], source: Source, reading: Reading = AS_NAMED) -> dict[str, Document]:
    """The documents at paths: files, or directories of Terraform files."""
    tree = source.tree()
    directories = {path for path in paths if path not in tree.entries and path in tree.directories}
    files = sorted(paths - directories)
    contents = source.read(files)
    found = {path: _document(path, contents[path], tree, reading) for path in files}
    return found | {path: _module(path, source) for path in sorted(directories)}


def read_first_versions(paths: Set[str], source: Source, reading: Reading = AS_NAMED) -> dict[str, FirstVersion]:
    """The documents at paths as they were where they were first added."""
    found: dict[str, FirstVersion] = {}
    for path, one in source.first_versions(sorted(paths)).items():
        if isinstance(one, Problem):
            found[path] = FirstVersion(Document(path, problem=one))
        else:
            found[path] = FirstVersion(_document(one.path, one.content, source.tree(), reading, path), one.commit)
    return found


def _document(path: str, content: bytes | Problem, tree: Tree, reading: Reading, now: str = "") -> Document:
    if isinstance(content, Problem):
        return Document(path, problem=content)
    return replace(read_document(path, content, reading, now), blobs={path: tree.blob_of(content)})


def _module(path: str, source: Source) -> Document:
    """The Terraform module in a directory; a file of it that cannot be read keeps it from being one."""
    names = [
        entry.path
        for entry in source.tree().below(path)
        if (entry.path.rpartition("/")[0] or ".") == path and is_module_file(entry.path)
    ]
    if not names:
        return Document(path, problem=not_there("has no `.tf` files", Location(path)))
    contents = source.read(names)
    for name in names:
        content = contents[name]
        if isinstance(content, Problem):
            return Document(path, problem=replace(content, message=f"cannot be read: {name} {content.message}"))
    files = {name: content for name, content in contents.items() if isinstance(content, bytes)}
    blobs = {name: source.tree().blob_of(content) for name, content in files.items()}
    return replace(read_module(path, files), blobs=blobs)


def _files_below(directory: str, source: Source) -> dict[str, bytes | Problem]:
    """The files of a directory by their paths relative to it."""
    names = [entry.path for entry in source.tree().below(directory)]
    prefix = 0 if directory == "." else len(directory) + 1
    return {name[prefix:]: content for name, content in source.read(names).items()}
