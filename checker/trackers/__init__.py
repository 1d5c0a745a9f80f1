"""Issue trackers: where the answers about issues come from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from checker.model.issues import Answers, IssueList, IssueQuery, IssueRef, IssuesOrigin, Missing, MissingKind


class Tracker(Protocol):
    """Answers everything that a run wants to know about issues, in one batch."""

    @property
    def source(self) -> str:
        """Where the answers come from, for the report; empty for nowhere."""

    @property
    def origin(self) -> IssuesOrigin | None:
        """The same as data, None for nowhere."""

    @property
    def project(self) -> str:
        """`owner/name` of the repository whose issues they are, empty when that is not known."""

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        """An issue or the reason for its absence for every reference, a list for every query."""


class LiveTracker(Tracker, Protocol):
    """A tracker that is asked over the network."""

    @property
    def asked_at(self) -> datetime | None:
        """When its last answer came, by its own clock, UTC; None for never."""


@dataclass(frozen=True, slots=True)
class NoTracker:
    """Stands in when nobody can be asked: nothing about issues can be decided. message, hint: why, and what to do."""

    message: str = "no tracker was asked"
    hint: str = "give --issues FILE"
    source: str = ""
    kind: MissingKind = "no_tracker"
    project: str = ""
    origin: IssuesOrigin | None = None

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        missing = Missing(self.kind, self.message, decided=False, hint=self.hint)
        return Answers(dict.fromkeys(issues, missing), {query: IssueList((), missing) for query in queries})
