"""Pull requests of GitHub, by number and in lists, with the reviews and comments below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.data.parts import Part, WrongShapeError
from checker.issues.bots import is_bot_name
from checker.issues.pulls import REVIEW_STATES, STATES, answers
from checker.issues.reviews import GHOST, with_latest
from checker.model.issues import COMMENTS, REVIEWS, IssueComment, Missing, PullList, PullQuery, PullRequest, Review
from checker.trackers.github.graphql import Answered, GraphQL, malformed
from checker.trackers.github.issues import in_batches, part_of
from checker.trackers.github.lists import Names, connections_for, near_to, pages
from checker.trackers.github.nodes import comment_of, whole_nodes
from checker.trackers.github.queries import pulls_query
from checker.web.failures import unanswered

_PENDING = "PENDING"
"""The state of a review that is not given yet: its author alone sees it."""


def fetch_pulls(api: GraphQL, numbers: Sequence[int]) -> Iterator[tuple[int, PullRequest | Missing]]:
    """Every number with its pull request, or why there is none. Raises UnansweredError."""

    def ask(batch: Sequence[int], *, divisible: bool) -> Answered:
        return api.ask(pulls_query(batch), divisible=divisible)

    for batch, answered in in_batches(numbers, ask):
        yield from ((number, _found(api, answered, number)) for number in batch)


def list_pulls(api: GraphQL, query: PullQuery, names: Names) -> PullList:
    """The pull requests that answer a query. names: milestones and labels that are known. Raises UnansweredError."""
    try:
        connections = connections_for(api, query, names)
        if isinstance(connections, Missing):
            return PullList((), connections)
        parts = [part for one in connections for part in pages(api, one)]
        found = {pull.number: pull for pull in (_read(part, api.project) for part in parts)}
        if len(found) < len(parts):
            raise unanswered("truncated", "the list changes while it is read", "run it again")
        for part in parts:
            if not answers(found[part.number("number")], query):
                part.refuse("was not asked for")
    except WrongShapeError as error:
        raise malformed(error) from None
    return PullList(tuple(found[number] for number in sorted(found)), near=near_to(api, query, names))


def _found(api: GraphQL, answered: Answered, number: int) -> PullRequest | Missing:
    try:
        part = part_of(answered, number)
        if isinstance(part, Missing):
            return part
        if part is None:
            hint = "check the number; one that the token may not see looks the same"
            return Missing("not_found", f"is no pull request of {api.project}", decided=True, hint=hint)
        pull = _read(part, api.project)
        return pull if pull.number == number else part.refuse(f"is {pull.number}, but {number} was asked for")
    except WrongShapeError as error:
        return malformed(error).missing


def _read(part: Part, repository: str) -> PullRequest:
    """One pull request. Raises WrongShapeError."""
    state, home = part.text("state").lower(), part.whole("repository").text("nameWithOwner")
    if state not in STATES:
        part.refuse(f"`state` is `{state}`, which this version does not know")
    if home.casefold() != repository.casefold():
        part.refuse(f"is of {home}, but one of {repository} was asked for")
    milestone = part.part("milestone")
    comments, reviews = _comments(part.whole("comments")), _reviews(part.whole("reviews"))
    requests = whole_nodes(part.whole("reviewRequests"))
    return PullRequest(
        number=part.number("number"),
        title=part.text("title"),
        state=state,
        draft=part.get("isDraft") is True,
        url=part.text("url"),
        author=_login(part, "author"),
        body=part.text("body"),
        labels=tuple(label.text("name") for label in whole_nodes(part.whole("labels"))),
        assignees=tuple(person.text("login") for person in whole_nodes(part.whole("assignees"))),
        milestone=milestone.text("title") if milestone else "",
        base=part.text("baseRefName"),
        head=part.text("headRefName"),
        commit=part.text("headRefOid"),
        reviewers=tuple(name for one in requests if (name := _reviewer(one))),
        created_at=part.text("createdAt"),
        updated_at=part.text("updatedAt"),
        closed_at=part.text("closedAt") if state == "closed" else "",
        merged_at=part.text("mergedAt"),
        merged_by=_login(part, "mergedBy") if state == "merged" else "",
        comments=comments or (),
        reviews=reviews or (),
        unavailable=tuple(name for name, known in ((COMMENTS, comments), (REVIEWS, reviews)) if known is None),
    )


def _login(part: Part, name: str) -> str:
    person = part.part(name)
    return person.text("login") if person else GHOST


def _reviewer(request: Part) -> str:
    """Who is asked: a person, or a team as `owner/team`; empty for one that the token may not see."""
    who = request.part("requestedReviewer")
    return who.text("combinedSlug" if who.text("__typename") == "Team" else "login") if who else ""


def _comments(connection: Part) -> tuple[IssueComment, ...] | None:
    """All comments, None where there are more than come in one page."""
    nodes = connection.parts("nodes")
    return tuple(map(comment_of, nodes)) if len(nodes) == connection.count("totalCount") else None


def _reviews(connection: Part) -> tuple[Review, ...] | None:
    """All reviews that are given, None where there are more than come in one page."""
    nodes = connection.parts("nodes")
    if len(nodes) != connection.count("totalCount"):
        return None
    return with_latest(_review(one) for one in nodes if one.text("state") != _PENDING)


def _review(part: Part) -> Review:
    state, author, commit = part.text("state"), part.part("author"), part.part("commit")
    if state not in REVIEW_STATES:
        part.refuse(f"`state` is `{state}`, which this version does not know")
    login = author.text("login") if author else GHOST
    return Review(
        author=login,
        role=part.text("authorAssociation").lower(),
        state=REVIEW_STATES[state],
        body=part.text("body"),
        commit=commit.text("oid") if commit else "",
        created=part.text("submittedAt"),
        bot=author is not None and (author.text("__typename") == "Bot" or is_bot_name(login)),
        url=part.text("url"),
    )
