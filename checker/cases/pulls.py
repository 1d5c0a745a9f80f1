"""The pull requests of a case, and which of them is judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from checker.cases.entries import CommentEntry, PullEntry, ReviewEntry
from checker.cases.issues import comment_of
from checker.classes import dataclass, field, replace
from checker.issues.events import NONE, AtHand
from checker.issues.pulls import answers
from checker.issues.reviews import with_latest
from checker.model.issues import (
    Answers,
    Facet,
    FacetQuery,
    IssueQuery,
    IssueRef,
    IssuesOrigin,
    Missing,
    PullList,
    PullQuery,
    PullRequest,
    Review,
    key_of,
)
from checker.policy.grammar import adapter, parameters, said_in
from checker.policy.mistakes import KEY, Mistakes, Place, shown, validated
from checker.trackers import Tracker

KEYS = (*parameters(PullEntry), *parameters(ReviewEntry), *parameters(CommentEntry))
_ATTRIBUTE_BY_KEY = {
    "text": "body",
    "created": "created_at",
    "updated": "updated_at",
    "closed": "closed_at",
    "merged": "merged_at",
}
_NOT_SAID = Missing("not_recorded", "is not among those of the case", decided=True)


@dataclass(frozen=True, slots=True)
class Pulls:
    """What a case says of pull requests. changes: by number. at_hand: the one that is judged, None for nobody says.

    told: whether anything is said at all.
    """

    changes: Mapping[int, PullEntry] = field(default_factory=dict)
    at_hand: AtHand | None = None
    told: bool = False


def read_pulls(written: Any, current: Any, above: Pulls, mistakes: Mistakes, way: Place) -> Pulls:
    """What is said of pull requests beside what stands above; mistakes are noted below `way`."""
    changes = dict(above.changes)
    if written is not None and not isinstance(written, dict):
        mistakes.add(f"{shown(written)} stands here, expected pull requests by their numbers", *way, "pull_requests")
    for name, said in written.items() if isinstance(written, dict) else ():
        number, place = key_of(str(name)), (*way, "pull_requests", name)
        if not isinstance(number, int):
            mistakes.add(f"`{name}` stands here, expected the number of a pull request", *place, KEY)
            continue
        entry = mistakes.attempt(place, partial(_entry, said), KEYS)
        if entry is not None:
            changes[number] = _over(changes.get(number), entry)
    at_hand = above.at_hand if current is None else _at_hand(current, mistakes, (*way, "pull_request"))
    return Pulls(changes, at_hand, above.told or written is not None or current is not None)


def _entry(said: Any) -> PullEntry:
    entry: PullEntry = validated(adapter(PullEntry), said, None)
    return entry


def _over(above: PullEntry | None, entry: PullEntry) -> PullEntry:
    """What is said of one above, with what is said of it here in place of that."""
    return entry if above is None else replace(above, **said_in(entry, PullEntry))


def _at_hand(current: Any, mistakes: Mistakes, way: Place) -> AtHand | None:
    if current == NONE:
        return AtHand(None)
    number = key_of(str(current))
    if isinstance(number, int):
        return AtHand(number)
    mistakes.add(f"{shown(current)} stands here, expected the number of a pull request, or `{NONE}`", *way)
    return None


def with_pulls(tracker: Tracker, pulls: Pulls) -> Tracker:
    """The tracker that knows the pull requests of a case as well."""
    if not pulls.told:
        return tracker
    return StatedPulls(tracker, {number: _pull(number, said) for number, said in pulls.changes.items()}, pulls.at_hand)


def _pull(number: int, said: PullEntry) -> PullRequest:
    given = said_in(said, PullEntry)
    changes: dict[str, Any] = {_ATTRIBUTE_BY_KEY.get(name, name): value for name, value in given.items()}
    changes["comments"] = tuple(map(comment_of, said.comments or ()))
    changes["reviews"] = with_latest(map(_review, said.reviews or ()))
    return replace(PullRequest(number, title=f"Pull request {number}", state="open"), **changes)


def _review(said: ReviewEntry) -> Review:
    is_bot = said.by == "bot"
    return Review(
        author=said.author,
        role="none" if is_bot else said.by,
        state=said.state,
        body=said.text,
        commit=said.commit,
        created=said.created,
        bot=is_bot,
    )


@dataclass(frozen=True, slots=True)
class StatedPulls:
    """A tracker of which a case says the pull requests. at_hand: the one that is judged."""

    tracker: Tracker
    stated: Mapping[int, PullRequest]
    at_hand: AtHand | None

    @property
    def source(self) -> str:
        return self.tracker.source

    @property
    def origin(self) -> IssuesOrigin | None:
        return self.tracker.origin

    @property
    def project(self) -> str:
        return self.tracker.project

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        return self.tracker.answer(issues, queries)

    def facets(self, queries: Collection[FacetQuery]) -> Mapping[FacetQuery, Facet | Missing]:
        return self.tracker.facets(queries)

    def pulls(self, queries: Collection[PullQuery]) -> Mapping[PullQuery, PullList]:
        return {query: self._listed(query) for query in queries}

    def _listed(self, query: PullQuery) -> PullList:
        found = tuple(one for one in self.stated.values() if answers(one, query))
        return PullList(found, _NOT_SAID if query.number and not found else None)
