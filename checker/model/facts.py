"""Everything that a verdict may depend on, what an evaluation wants to know besides, and what it may ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, TypeVar

from checker.classes import dataclass, field, replace
from checker.model.document import Document
from checker.model.issues import (
    NO_ANSWERS,
    Answers,
    Facet,
    FacetQuery,
    Issue,
    IssueList,
    IssueQuery,
    IssueRef,
    Missing,
    PullList,
    PullQuery,
)
from checker.model.location import Location
from checker.model.parts import Anchors, Footing, Part, Question, anchors_in
from checker.model.problem import Problem
from checker.model.tree import Tree

if TYPE_CHECKING:
    from checker.model.history import History, HistoryQuery
    from checker.model.looked import Looked

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class CommandRun:
    """A closed-vocabulary program run on a copy of a directory of the tree. argv: without a shell.

    compared: whether the files are looked at afterwards.
    """

    directory: str
    argv: tuple[tuple[str, ...], ...]
    compared: bool = False


@dataclass(frozen=True, slots=True)
class CommandResult:
    """ok: every program exited 0; None when it could not be started. output: what the failing one printed, cut.

    changed: the files that are others afterwards, or gone, where they were looked at.
    """

    ok: bool | None
    output: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """What only the bytes of a file tell of it, or why they cannot be had. size: in bytes. sha256: hexadecimal.

    blob: git's object id of them, empty where they cannot be had. kind: what they are by their signature (`pdf`), else
    `text`, `binary` or `empty`; empty where they cannot be had.
    """

    size: int | Problem
    sha256: str | Problem
    blob: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FirstVersion:
    """A document as it was where it was first added, under the path that it had there.

    commit: the full id; empty where no commit has it yet, so that it is its own first version.
    """

    document: Document
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an evaluation asked for and did not find among the facts.

    rules: documents where the rules come from. first_versions: documents whose first version is asked for. parts: what
    documents are to contribute to sentences about many of them. history: what is asked of git beside the judged files.
    earlier: what is asked of the files as they were, by revision. pulls: pull requests. pages: what was written at the
    tracker and is to be read as a document, by its name. facets: of issues.
    """

    documents: frozenset[str] = frozenset()
    issues: frozenset[IssueRef] = frozenset()
    queries: frozenset[IssueQuery] = frozenset()
    commands: frozenset[CommandRun] = frozenset()
    measures: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    first_versions: frozenset[str] = frozenset()
    parts: frozenset[Question] = frozenset()
    history: frozenset[HistoryQuery] = frozenset()
    earlier: frozenset[tuple[str, Wanted]] = frozenset()
    pulls: frozenset[PullQuery] = frozenset()
    pages: frozenset[str] = frozenset()
    facets: frozenset[FacetQuery] = frozenset()

    def __bool__(self) -> bool:
        return self != NOTHING_WANTED

    @property
    def is_of_files(self) -> bool:
        """Whether nothing of it is asked of anybody but the files, one by one."""
        others = (
            self.issues,
            self.queries,
            self.commands,
            self.parts,
            self.history,
            self.earlier,
            self.pulls,
            self.pages,
            self.facets,
        )
        return not any(others)

    def __or__(self, other: Wanted) -> Wanted:
        return Wanted(
            self.documents | other.documents,
            self.issues | other.issues,
            self.queries | other.queries,
            self.commands | other.commands,
            self.measures | other.measures,
            self.rules | other.rules,
            self.first_versions | other.first_versions,
            self.parts | other.parts,
            self.history | other.history,
            self.earlier | other.earlier,
            self.pulls | other.pulls,
            self.pages | other.pages,
            self.facets | other.facets,
        )


NOTHING_WANTED = Wanted()


@dataclass(frozen=True, slots=True)
class Facts:
    """The inputs of a verdict: tree, documents, issues, command results and the day. Nothing is ever written to it.

    rules: tree and documents where the rules come from; None where that is what is judged. parts: what documents
    contribute to sentences about many of them; None where a sentence has to be judged as a whole. footings: of what
    earlier runs found. anchors: of documents that were let go. history: what git says beside the judged files.
    earlier: the files as they were where a revision and what is judged parted, or why that cannot be told.
    pages: documents that are no files of the tree, but were written at the tracker, by name.
    """

    tree: Tree
    today: date
    documents: Mapping[str, Document] = field(default_factory=dict)
    answers: Answers = NO_ANSWERS
    commands: Mapping[CommandRun, CommandResult] = field(default_factory=dict)
    measured: Mapping[str, Measured] = field(default_factory=dict)
    rules: Facts | None = None
    first_versions: Mapping[str, FirstVersion] = field(default_factory=dict)
    parts: Mapping[Question, Part | None] = field(default_factory=dict)
    footings: tuple[Footing, ...] = ()
    anchors: Mapping[str, Anchors] = field(default_factory=dict)
    history: Mapping[HistoryQuery, History | Problem] = field(default_factory=dict)
    earlier: Mapping[str, Facts | Problem] = field(default_factory=dict)
    pages: Mapping[str, Document] = field(default_factory=dict)

    def read_otherwise(self, begun: Facts) -> Facts:
        """The facts with which others begin who read files otherwise. begun: those that every run has."""
        return replace(
            begun,
            answers=self.answers,
            commands=self.commands,
            measured=self.measured,
            history=self.history,
            pages=self.pages,
        )

    def beside(self, other: Facts) -> Facts:
        """These with those of others who read files otherwise and began with these: what all of it rests on."""
        return replace(
            other,
            documents={**self.documents, **other.documents},
            first_versions={**self.first_versions, **other.first_versions},
            parts={**self.parts, **other.parts},
            footings=(*self.footings, *other.footings),
        )

    def evidence(self) -> Mapping[str, str]:
        """The files that were read, each with git's id of its bytes; those of an earlier commit as `COMMIT:PATH`."""
        found = {path: blob for part in self.parts.values() if part for path, blob in part.evidence.items()}
        found |= {path: blob for one in self.footings for path, blob in one.evidence.items()}
        found |= _evidence(self.documents.values(), self.measured, self.first_versions.values())
        return dict(sorted(found.items()))


def _evidence(
    documents: Iterable[Document], measured: Mapping[str, Measured], first: Iterable[FirstVersion]
) -> dict[str, str]:
    found = {path: blob for one in documents for path, blob in one.blobs.items()}
    found |= {path: one.blob for path, one in measured.items() if one.blob}
    blobs = [(one.commit, one.document.blobs) for one in first if one.commit]
    return found | {f"{commit}:{path}": blob for commit, each in blobs for path, blob in each.items()}


@dataclass(frozen=True, slots=True)
class Trusted:
    """What a policy calls part of its rules. entries: paths and globs as it names them. paths: what they stand for."""

    entries: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Inquiry:
    """Facts as one evaluation asks for them. trusted: what is read where the rules come from, whoever asks for it.

    What was not gathered yet is answered with an undecided stand-in and is among what is wanted at the end; `gather`
    fetches it, all of a kind at once, and the criterion that asked is asked again.
    """

    facts: Facts
    trusted: Trusted = Trusted()
    _documents: set[str] = field(default_factory=set)
    _issues: set[IssueRef] = field(default_factory=set)
    _queries: set[IssueQuery] = field(default_factory=set)
    _commands: set[CommandRun] = field(default_factory=set)
    _measures: set[str] = field(default_factory=set)
    _first_versions: set[str] = field(default_factory=set)
    _parts: set[Question] = field(default_factory=set)
    _history: set[HistoryQuery] = field(default_factory=set)
    _earlier: dict[str, Inquiry | None] = field(default_factory=dict)
    _pulls: set[PullQuery] = field(default_factory=set)
    _pages: set[str] = field(default_factory=set)
    _facets: set[FacetQuery] = field(default_factory=set)
    _asked_parts: set[Question] = field(default_factory=set)
    _read: set[str] = field(default_factory=set)
    _anchored: dict[str, Anchors] = field(default_factory=dict)
    _measured: set[str] = field(default_factory=set)
    _first: set[str] = field(default_factory=set)
    _further: set[str] = field(default_factory=set)
    _others: list[Inquiry] = field(default_factory=list)
    _rules: list[Inquiry] = field(default_factory=list)

    def __post_init__(self) -> None:
        tree = self.facts.tree.watched()
        if tree is not self.facts.tree:
            object.__setattr__(self, "facts", replace(self.facts, tree=tree))

    @property
    def rules(self) -> Inquiry:
        """The inquiry into what the rules consist of; this one, where the rules are those of the judged tree."""
        if self.facts.rules is None:
            return self
        if not self._rules:
            self._rules.append(Inquiry(self.facts.rules))
        return self._rules[0]

    @property
    def today(self) -> date:
        """The day that is judged."""
        self._further.add("day")
        return self.facts.today

    @property
    def is_of_day(self) -> bool:
        """Whether what was found rests on the day."""
        return "day" in self._further or any(one.is_of_day for one in self._others)

    @property
    def is_of_issues(self) -> bool:
        """Whether it rests on what the tracker says."""
        return "issues" in self._further or any(one.is_of_issues for one in self._others)

    @property
    def can_be_told(self) -> bool:
        """Whether all on which it rests can be told from the tree, the bytes of files, the day and the issues."""
        is_told = self._further.isdisjoint(("unknown", "unread", "parts")) and not self._rules
        return is_told and all(one.can_be_told for one in self._others)

    def looked(self) -> Looked | None:
        """All that was asked of a tree that notes it; None where what was found rests on more than can be told so.

        What the rules say is the same for whoever follows a tree; why a file cannot be read is a matter of the tree.
        """
        from checker.model.looked import Looked

        noted = self.facts.tree.looked
        if noted is None or "unknown" in self._further:
            return None
        found = Looked.of(noted, self._asked_parts)
        found.of_day, found.of_issues = "day" in self._further, "issues" in self._further
        for one in self._others:
            other = one.looked()
            if other is None:
                return None
            found.add(other)
        return found

    def document(self, path: str) -> Document:
        """The document at a path of the tree (a file, or a directory of Terraform files)."""
        if path in self.facts.pages:
            return self.page(path)
        if path in self.trusted.paths and self.facts.rules is not None:
            return self.rules.document(path)
        found = self.facts.documents.get(path)
        if found is None:
            self._documents.add(path)
            return Document(path, problem=_not_read_yet(path))
        self._read.add(path)
        self._note(path)
        if not found.blobs:
            # Why there are no bytes, only the disk and git can say.
            self._further.add("unread")
        return found

    def page(self, name: str) -> Document:
        """What was written at the tracker, as a document."""
        return self._told("issues", self.facts.pages, name, self._pages, Document(name, problem=_not_read_yet(name)))

    def _note(self, path: str) -> None:
        """Notes that a file of the tree was read, where that is noted."""
        noted = self.facts.tree.looked
        if noted is not None:
            noted.document(path)

    def anchors(self, path: str) -> frozenset[str] | None:
        """What of a document a link can reach, as far as that is known without asking more of the document."""
        if path in self.trusted.paths:
            return None
        found, document = self.facts.anchors.get(path), self.facts.documents.get(path)
        if found is None and document is not None:
            found = anchors_in(document)
        if found is None:
            return None
        self._anchored[path] = found
        self._note(path)
        return found.names

    def first_version(self, path: str) -> FirstVersion:
        """The document at a path as it was where it was first added."""
        found = self.facts.first_versions.get(path)
        if found is None:
            self._first_versions.add(path)
            return FirstVersion(Document(path, problem=_not_read_yet(path)))
        self._first.add(path)
        self._further.add("unknown")
        return found

    def history(self, query: HistoryQuery) -> History | Problem:
        """What git says beside the judged files."""
        # Commits, tags and branches come and go while the files stay as they are.
        return self._told("unknown", self.facts.history, query, self._history, _not_read_yet("."))

    def earlier(self, since: str) -> Inquiry | Problem:
        """The inquiry into the files as they were where a revision and what is judged parted."""
        self._further.add("unknown")
        found = self.facts.earlier.get(since)
        if isinstance(found, Problem):
            return found
        if found is None:
            self._earlier[since] = None
            return _not_read_yet(".")
        known = self._earlier.get(since) or Inquiry(found)
        self._earlier[since] = known
        return known

    def measure(self, path: str) -> Measured:
        """How large a file is, and its digest."""
        found = self.facts.measured.get(path)
        if found is None:
            self._measures.add(path)
            return Measured(_not_read_yet(path), _not_read_yet(path))
        self._measured.add(path)
        self._note(path)
        if not found.blob:
            self._further.add("unread")
        return found

    def part(self, question: Question) -> Part | None:
        """What a document contributes, None where that is not known yet, or cannot be told from it alone."""
        # What is put together from parts is put together again; they are what is kept.
        self._further.add("parts")
        self._asked_parts.add(question)
        if question not in self.facts.parts:
            self._parts.add(question)
        return self.facts.parts.get(question)

    def issue(self, ref: IssueRef) -> Issue | Missing:
        """What the tracker says of an issue."""
        return self._told("issues", self.facts.answers.issues, ref, self._issues, _NOT_ASKED_YET)

    def issue_list(self, query: IssueQuery) -> IssueList:
        """What the tracker says of all issues of a kind."""
        return self._told("issues", self.facts.answers.lists, query, self._queries, IssueList((), _NOT_ASKED_YET))

    def pulls(self, query: PullQuery) -> PullList:
        """What the tracker says of pull requests."""
        return self._told("issues", self.facts.answers.pulls, query, self._pulls, PullList((), _NOT_ASKED_YET))

    def facet(self, query: FacetQuery) -> Facet | Missing:
        """What the tracker says of an issue when it is asked for that."""
        return self._told("issues", self.facts.answers.facets, query, self._facets, _NOT_ASKED_YET)

    def command(self, run: CommandRun) -> CommandResult:
        """What programs say of a directory."""
        return self._told("unknown", self.facts.commands, run, self._commands, CommandResult(None, "is not run yet"))

    def _told(self, by: str, known: Mapping[K, V], asked: K, wanted: set[K], otherwise: V) -> V:
        """What somebody else than the files says. otherwise: where that is not known yet, and is wanted.

        by: who; see `can_be_told`.
        """
        self._further.add(by)
        found = known.get(asked)
        if found is None:
            wanted.add(asked)
            return otherwise
        return found

    def tree_of(self, path: str) -> Tree:
        """The tree in which a path or glob of the policy is looked for."""
        return self.rules.facts.tree if path in self.trusted.entries else self.facts.tree

    @property
    def wanted(self) -> Wanted:
        """What was asked for in vain so far."""
        own = Wanted(
            frozenset(self._documents),
            frozenset(self._issues),
            frozenset(self._queries),
            frozenset(self._commands),
            frozenset(self._measures),
            frozenset(path for one in self._rules for path in one.wanted.documents),
            frozenset(self._first_versions),
            frozenset(self._parts),
            frozenset(self._history),
            frozenset(
                (since, one.wanted if one is not None else NOTHING_WANTED)
                for since, one in self._earlier.items()
                if one is None or one.wanted
            ),
            frozenset(self._pulls),
            frozenset(self._pages),
            frozenset(self._facets),
        )
        return reduce(or_, (one.wanted for one in self._others), own)

    def evidence(self) -> dict[str, str]:
        """The files on which what was found rests, as `Facts.evidence`."""
        facts = self.facts
        found = _evidence(
            (facts.documents[path] for path in self._read),
            {path: facts.measured[path] for path in self._measured},
            (facts.first_versions[path] for path in self._first),
        )
        found |= {path: one.blob for path, one in self._anchored.items()}
        for one in self._others:
            found |= one.evidence()
        return found

    def reached(self) -> dict[str, str]:
        """Of which of these files only counts what a link can reach in them, with a digest of that."""
        read, anchored = self.looked_into()
        return {path: one.digest for path, one in anchored.items() if path not in read}

    def looked_into(self) -> tuple[set[str], dict[str, Anchors]]:
        """The files whose bytes count, and those in which something was looked for that a link can reach."""
        read, anchored = {*self._read, *self._measured}, dict(self._anchored)
        for one in self._others:
            further = one.looked_into()
            read |= further[0]
            anchored |= further[1]
        return read, anchored

    def rest_on(self, other: Inquiry) -> None:
        """Want also what somebody else asks for, on whose findings this evaluation rests."""
        if other not in self._others:
            self._others.append(other)


_NOT_ASKED_YET = Missing("unreachable", "is not asked for yet", decided=False)


def _not_read_yet(path: str) -> Problem:
    return Problem("is not read yet", Location(path))
