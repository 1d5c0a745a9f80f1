"""A tracker over the network that several runs of one command share, so that all of them rest on the same answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from checker.classes import dataclass, field
from checker.model.issues import (
    Answers,
    Facet,
    FacetQuery,
    Issue,
    IssueList,
    IssueQuery,
    IssueRef,
    IssuesOrigin,
    Missing,
    PullList,
    PullQuery,
)
from checker.trackers import LiveTracker


@dataclass(slots=True)
class Asked:
    """Asks `tracker` once for each issue and each list, also for what it does not say.

    issues, lists, known_pulls, known_facets: what it said.
    """

    tracker: LiveTracker
    issues: dict[IssueRef, Issue | Missing] = field(default_factory=dict)
    lists: dict[IssueQuery, IssueList] = field(default_factory=dict)
    known_pulls: dict[PullQuery, PullList] = field(default_factory=dict)
    known_facets: dict[FacetQuery, Facet | Missing] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return self.tracker.source

    @property
    def origin(self) -> IssuesOrigin | None:
        return self.tracker.origin

    @property
    def project(self) -> str:
        return self.tracker.project

    @property
    def asked_at(self) -> datetime | None:
        return self.tracker.asked_at

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        # In one order, whatever sets they come from: a tracker that gives up midway leaves the same unsaid.
        unknown = sorted((one for one in issues if one not in self.issues), key=str)
        unlisted = sorted((one for one in queries if one not in self.lists), key=str)
        if unknown or unlisted:
            said = self.tracker.answer(unknown, unlisted)
            self.issues |= said.issues
            self.lists |= said.lists
        return Answers({one: self.issues[one] for one in issues}, {one: self.lists[one] for one in queries})

    def pulls(self, queries: Collection[PullQuery]) -> Mapping[PullQuery, PullList]:
        unknown = sorted((one for one in queries if one not in self.known_pulls), key=str)
        if unknown:
            self.known_pulls |= self.tracker.pulls(unknown)
        return {one: self.known_pulls[one] for one in queries}

    def facets(self, queries: Collection[FacetQuery]) -> Mapping[FacetQuery, Facet | Missing]:
        unknown = sorted((one for one in queries if one not in self.known_facets), key=str)
        if unknown:
            self.known_facets |= self.tracker.facets(unknown)
        return {one: self.known_facets[one] for one in queries}
