"""Pull requests as JSON: in recordings, with the keys that `gh pr view --json` gives them, and which answer a query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.data.parts import Part, shown
from checker.issues.addresses import place_of_address
from checker.issues.export import comment_from, is_bot, labels_of
from checker.issues.lists import fits
from checker.issues.reviews import GHOST, with_latest
from checker.model.issues import COMMENTS, REVIEWS, PullQuery, PullRequest, Review

STATES = ("open", "closed", "merged")
REVIEW_STATES = {
    "APPROVED": "approved",
    "CHANGES_REQUESTED": "changes requested",
    "COMMENTED": "commented",
    "DISMISSED": "dismissed",
}
"""Those that others than their author see (https://docs.github.com/en/graphql/reference/enums#pullrequestreviewstate)."""
KEY_BY_FIELD = {
    "author": "author",
    "base": "baseRefName",
    COMMENTS: "comments",
    "commit": "headRefOid",
    "draft": "isDraft",
    "head": "headRefName",
    "merged": "mergedAt",
    "merged by": "mergedBy",
    "reviewers": "reviewRequests",
    REVIEWS: "reviews",
    "text": "body",
}
"""The keys of the fields that a tracker, or an event, may not tell."""


def answers(pull: PullRequest, query: PullQuery) -> bool:
    """Whether a pull request is one of those that are asked for."""
    if query.number:
        return pull.number == query.number
    return fits(pull, query) and (not query.base or pull.base == query.base)


def plain_pull(pull: PullRequest, comments: list[dict[str, Any]]) -> dict[str, Any]:
    """The pull request as a recording has it. comments: what stands below it, the same."""
    untold = {KEY_BY_FIELD[name] for name in pull.unavailable if name in KEY_BY_FIELD}
    written = {
        "number": pull.number,
        "title": pull.title,
        "state": pull.state.upper(),
        "isDraft": pull.draft,
        "url": pull.url,
        "author": {"login": pull.author},
        "body": pull.body,
        "labels": [{"name": name} for name in pull.labels],
        "assignees": [{"login": login} for login in pull.assignees],
        "reviewRequests": [{"login": login} for login in pull.reviewers],
        "milestone": {"title": pull.milestone} if pull.milestone else None,
        "baseRefName": pull.base,
        "headRefName": pull.head,
        "headRefOid": pull.commit,
        "createdAt": pull.created_at,
        "updatedAt": pull.updated_at,
        "closedAt": pull.closed_at or None,
        "mergedAt": pull.merged_at or None,
        "mergedBy": {"login": pull.merged_by} if pull.merged_by else None,
        "comments": comments,
        "reviews": [_plain_review(one) for one in pull.reviews],
    }
    return {key: value for key, value in written.items() if key not in untold}


def _plain_review(review: Review) -> dict[str, Any]:
    state = next(name for name, said in REVIEW_STATES.items() if said == review.state)
    return {
        "author": {"login": review.author, "is_bot": review.bot},
        "authorAssociation": review.role.upper(),
        "state": state,
        "submittedAt": review.created,
        "commit": {"oid": review.commit} if review.commit else None,
        "url": review.url,
        "body": review.body,
    }


def read_pull(part: Part, project: str) -> PullRequest:
    """The pull request in an entry of a recording of a project. Raises WrongShapeError."""
    untold = tuple(name for name, key in KEY_BY_FIELD.items() if key not in part.values)
    state = part.text("state").lower()
    if state not in STATES:
        part.refuse(f"`state` is {shown(part.values['state'])}, expected OPEN, CLOSED or MERGED")
    milestone, number, url = part.part("milestone"), part.number("number"), part.text("url")
    named = place_of_address(url)
    if named and named.casefold() != f"{project}#{number}".casefold():
        part.refuse(f"`url` is {shown(url)}, which is not #{number} of {project}")
    author = (_login(part, "author") or GHOST) if "author" not in untold else ""
    return PullRequest(
        number=number,
        title=part.text("title"),
        state=state,
        draft=part.flag("isDraft"),
        url=url,
        author=author,
        body=part.text("body", default=""),
        labels=labels_of(part),
        assignees=tuple(person.text("login") for person in part.parts("assignees")),
        milestone=milestone.text("title") if milestone else "",
        base=part.text("baseRefName", default=""),
        head=part.text("headRefName", default=""),
        commit=part.text("headRefOid", default=""),
        reviewers=tuple(person.text("login") for person in _parts(part, "reviewRequests")),
        created_at=part.text("createdAt"),
        updated_at=part.text("updatedAt"),
        closed_at=part.text("closedAt"),
        merged_at=part.text("mergedAt", default=""),
        merged_by=_login(part, "mergedBy"),
        comments=tuple(map(comment_from, _parts(part, "comments"))),
        reviews=with_latest(_read_review(one, author) for one in _parts(part, "reviews")),
        unavailable=untold,
    )


def _parts(part: Part, name: str) -> tuple[Part, ...]:
    return part.parts(name) if part.has(name) else ()


def _login(part: Part, name: str) -> str:
    person = part.part(name) if part.has(name) else None
    return person.text("login") if person else ""


def _read_review(part: Part, opener: str) -> Review:
    """opener: the author of the pull request, as whom nobody else may be written."""
    written, commit, author = part.text("state"), part.part("commit"), part.part("author")
    if written not in REVIEW_STATES:
        part.refuse(f"`state` is {shown(written)}, expected one of {', '.join(REVIEW_STATES)}")
    login = author.text("login") if author else GHOST
    login = opener if login.casefold() == opener.casefold() else login
    return Review(
        author=login,
        role=part.text("authorAssociation").lower(),
        state=REVIEW_STATES[written],
        body=part.text("body"),
        commit=commit.text("oid") if commit else "",
        created=part.text("submittedAt"),
        bot=author is not None and is_bot(author, login),
        url=part.text("url", default=""),
    )


def query_of(part: Part) -> PullQuery:
    """The query that an entry of a recording answers. Raises WrongShapeError."""
    if part.has("number"):
        return PullQuery(part.number("number"))
    milestone, label, state, base = (part.text(name) for name in ("milestone", "label", "state", "base"))
    return PullQuery(milestone=milestone, label=label, state=state, base=base)


def plain_query(query: PullQuery) -> Mapping[str, Any]:
    """The same as a recording has it."""
    if query.number:
        return {"number": query.number}
    return {"milestone": query.milestone, "label": query.label, "state": query.state, "base": query.base}
