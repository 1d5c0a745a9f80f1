"""Everything that a verdict may depend on, and what is still wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from checker.model.document import Document
from checker.model.evidence import Noted
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


@dataclass(slots=True)
class Wanted:
    """What an evaluation asked for and did not find among the facts."""

    documents: set[str] = field(default_factory=set)
    issues: set[IssueRef] = field(default_factory=set)
    queries: set[IssueQuery] = field(default_factory=set)
    commands: set[CommandRun] = field(default_factory=set)
    digests: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.documents or self.issues or self.queries or self.commands or self.digests)


@dataclass(frozen=True, slots=True)
class Facts:
    """The inputs of a verdict: tree, documents, issues, command results and the day.

    Asking for something that was not gathered yet notes it in `wanted` and answers with an undecided stand-in;
    `gather` fetches what is wanted, all of a kind at once, and the criteria are asked again. What they came across is
    `noted`.
    """

    tree: Tree
    today: date
    documents: Mapping[str, Document] = field(default_factory=dict)
    answers: Answers = field(default_factory=lambda: Answers({}, {}))
    commands: Mapping[CommandRun, CommandResult] = field(default_factory=dict)
    digests: Mapping[str, str | Problem] = field(default_factory=dict)
    wanted: Wanted = field(default_factory=Wanted)
    noted: Noted = field(default_factory=Noted)

    def document(self, path: str) -> Document:
        """The document at a path of the tree (a file, or a directory of Terraform files)."""
        found = self.documents.get(path)
        if found is None:
            self.wanted.documents.add(path)
            return Document(path, problem=Problem("is not read yet", Location(path)))
        return found

    def digest(self, path: str) -> str | Problem:
        """The SHA-256 of a file's bytes, in hexadecimal digits."""
        found = self.digests.get(path)
        if found is None:
            self.wanted.digests.add(path)
            return Problem("is not read yet", Location(path))
        return found

    def issue(self, ref: IssueRef) -> Issue | Missing:
        found = self.answers.issues.get(ref)
        if found is None:
            self.wanted.issues.add(ref)
            return Missing("unreachable", "is not asked for yet", decided=False)
        return found

    def issue_list(self, query: IssueQuery) -> IssueList:
        found = self.answers.lists.get(query)
        if found is None:
            self.wanted.queries.add(query)
            return IssueList((), Missing("unreachable", "is not asked for yet", decided=False))
        return found

    def command(self, run: CommandRun) -> CommandResult:
        found = self.commands.get(run)
        if found is None:
            self.wanted.commands.add(run)
            return CommandResult(None, "is not run yet")
        return found
