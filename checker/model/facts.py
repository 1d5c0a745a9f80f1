"""Everything that a verdict may depend on, what an evaluation wants to know besides, and what it may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_

from checker.model.document import Document
from checker.model.issues import Answers, Issue, IssueList, IssueQuery, IssueRef, Missing
from checker.model.location import Location
from checker.model.problem import Problem
from checker.model.tree import Tree


@dataclass(frozen=True, slots=True)
class CommandRun:
    """A closed-vocabulary program run on a copy of a directory of the tree. argv: without a shell."""

    directory: str
    argv: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CommandResult:
    """ok: every program exited 0; None when it could not be started. output: what the failing one printed, cut."""

    ok: bool | None
    output: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an evaluation asked for and did not find among the facts."""

    documents: frozenset[str] = frozenset()
    issues: frozenset[IssueRef] = frozenset()
    queries: frozenset[IssueQuery] = frozenset()
    commands: frozenset[CommandRun] = frozenset()
    digests: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.documents or self.issues or self.queries or self.commands or self.digests)

    def __or__(self, other: Wanted) -> Wanted:
        return Wanted(
            self.documents | other.documents,
            self.issues | other.issues,
            self.queries | other.queries,
            self.commands | other.commands,
            self.digests | other.digests,
        )


NOTHING_WANTED = Wanted()


@dataclass(frozen=True, slots=True)
class Facts:
    """The inputs of a verdict: tree, documents, issues, command results and the day. Nothing is ever written to it."""

    tree: Tree
    today: date
    documents: Mapping[str, Document] = field(default_factory=dict)
    answers: Answers = field(default_factory=lambda: Answers({}, {}))
    commands: Mapping[CommandRun, CommandResult] = field(default_factory=dict)
    digests: Mapping[str, str | Problem] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Inquiry:
    """Facts as one evaluation asks for them.

    What was not gathered yet is answered with an undecided stand-in and is among what is wanted at the end; `gather`
    fetches it, all of a kind at once, and the criterion that asked is asked again.
    """

    facts: Facts
    _missed: dict[str, set[object]] = field(default_factory=dict)
    _others: list[Inquiry] = field(default_factory=list)

    def document(self, path: str) -> Document:
        """The document at a path of the tree (a file, or a directory of Terraform files)."""
        found = self.facts.documents.get(path)
        return found if found is not None else Document(path, problem=self._unread("documents", path))

    def digest(self, path: str) -> str | Problem:
        """The SHA-256 of a file's bytes, in hexadecimal digits."""
        found = self.facts.digests.get(path)
        return found if found is not None else self._unread("digests", path)

    def issue(self, ref: IssueRef) -> Issue | Missing:
        return self.facts.answers.issues.get(ref) or self._unasked("issues", ref)

    def issue_list(self, query: IssueQuery) -> IssueList:
        return self.facts.answers.lists.get(query) or IssueList((), self._unasked("queries", query))

    def command(self, run: CommandRun) -> CommandResult:
        found = self.facts.commands.get(run)
        if found is None:
            self._miss("commands", run)
            return CommandResult(None, "is not run yet")
        return found

    @property
    def wanted(self) -> Wanted:
        """What was asked for in vain so far."""
        missed: dict[str, frozenset[object]] = {kind: frozenset(what) for kind, what in self._missed.items()}
        return reduce(or_, (one.wanted for one in self._others), Wanted(**missed))  # type: ignore[arg-type]

    def rest_on(self, other: Inquiry) -> None:
        """Want also what somebody else asks for, on whose findings this evaluation rests."""
        if other not in self._others:
            self._others.append(other)

    def _miss(self, kind: str, what: object) -> None:
        self._missed.setdefault(kind, set()).add(what)

    def _unread(self, kind: str, path: str) -> Problem:
        self._miss(kind, path)
        return Problem("is not read yet", Location(path))

    def _unasked(self, kind: str, what: object) -> Missing:
        self._miss(kind, what)
        return Missing("unreachable", "is not asked for yet", decided=False)
