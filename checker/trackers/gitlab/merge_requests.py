"""Merge requests of GitLab, with who approved which state of them.

https://docs.gitlab.com/api/merge_requests, …/merge_request_approvals, …/notes. GitLab says who approves now, and writes
below a merge request when somebody did; which commit was looked at follows from the versions, one for every push.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from checker.classes import dataclass, replace
from checker.data.parts import Part, shown
from checker.issues.bots import is_bot_name
from checker.issues.reviews import with_latest
from checker.model.issues import IssueComment, PullRequest, Review
from checker.patterns import regex

_STATES = {"opened": "open", "locked": "open", "closed": "closed", "merged": "merged"}
"""`locked` is one that is being merged."""
_OPINIONS = (
    (regex(r"(?i)approved this merge request\b"), "approved"),
    (regex(r"(?i)unapproved this merge request\b"), "dismissed"),
    (regex(r"(?i)requested changes\b"), "changes requested"),
)
"""What GitLab writes below a merge request when somebody has looked at it (`system_note_service`)."""


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below a merge request. notes: from the oldest on. approvers: of now. versions: from the oldest on."""

    notes: Sequence[Part]
    approvals: Sequence[Part]
    versions: Sequence[Part]


def read_merge_request(part: Part, below: Below, role: Callable[[str], str]) -> PullRequest:
    """One merge request. role: of a person in the project. Raises WrongShapeError and UnansweredError."""
    state, written = part.text("state"), part.get("labels")
    if state not in _STATES:
        part.refuse(f"`state` is {shown(state)}, expected `opened`, `closed` or `merged`")
    if not isinstance(written, list) or not all(isinstance(name, str) for name in written):
        part.refuse(f"`labels` is {shown(written)}, expected a list of names")
    milestone, url = part.part("milestone"), part.text("web_url")
    return PullRequest(
        number=part.number("iid"),
        title=part.text("title"),
        state=_STATES[state],
        draft=part.flag("draft", "work_in_progress"),
        url=url,
        author=part.whole("author").text("username"),
        body=part.text("description"),
        labels=tuple(written),
        assignees=tuple(person.text("username") for person in part.parts("assignees")),
        milestone=milestone.text("title") if milestone else "",
        base=part.text("target_branch"),
        head=part.text("source_branch"),
        commit=part.text("sha"),
        reviewers=tuple(person.text("username") for person in part.parts("reviewers")),
        created_at=part.text("created_at"),
        updated_at=part.text("updated_at"),
        closed_at=part.text("closed_at") if state == "closed" else "",
        merged_at=part.text("merged_at"),
        merged_by=_login(part, "merge_user", "merged_by"),
        comments=tuple(comment_of(one, url, role) for one in below.notes if one.get("system") is not True),
        reviews=with_latest(_reviews(below, role)),
    )


def _login(part: Part, *names: str) -> str:
    there = next((name for name in names if part.has(name)), None)
    return part.whole(there).text("username") if there else ""


def comment_of(part: Part, url: str, role: Callable[[str], str]) -> IssueComment:
    """What somebody wrote below an issue or merge request. url: of its page. Raises WrongShapeError."""
    author = part.whole("author").text("username")
    return IssueComment(
        author=author,
        role=role(author),
        body=part.text("body"),
        created=part.text("created_at"),
        bot=is_bot(author),
        url=f"{url}#note_{part.number('id')}",
        edited=part.text("updated_at") != part.text("created_at"),
    )


def is_bot(login: str) -> bool:
    return is_bot_name(login) or "_bot_" in login


def _reviews(below: Below, role: Callable[[str], str]) -> Iterator[Review]:
    """What people came to, in the order in which they did.

    An approval that does not stand any more, because somebody pushed, say, is dismissed.
    """
    approving = {one.whole("user").text("username"): one for one in below.approvals}
    given = [found for note in below.notes if (found := _review(note, below.versions, role)) is not None]
    last = {one.author: at for at, one in enumerate(given)}
    for at, review in enumerate(given):
        stands = review.author in approving and last[review.author] == at
        yield replace(review, state="dismissed") if review.state == "approved" and not stands else review
    for login, approval in approving.items():
        if login not in last or given[last[login]].state != "approved":
            moment = approval.text("approved_at", default="")
            commit = _commit_at(moment, below.versions)
            yield Review(login, role(login), "approved", commit=commit, created=moment, bot=is_bot(login))


def _review(note: Part, versions: Sequence[Part], role: Callable[[str], str]) -> Review | None:
    """The opinion that GitLab notes, None for what else it writes."""
    said = note.text("body")
    state = next((state for pattern, state in _OPINIONS if pattern.match(said)), None)
    if note.get("system") is not True or state is None:
        return None
    author, moment = note.whole("author").text("username"), note.text("created_at")
    return Review(author, role(author), state, commit=_commit_at(moment, versions), created=moment, bot=is_bot(author))


def _commit_at(moment: str, versions: Sequence[Part]) -> str:
    """The last commit that was there at a moment, by GitLab's own clock; empty where that is not known."""
    there = [one.text("head_commit_sha") for one in versions if moment and one.text("created_at") <= moment]
    return there[-1] if there else ""


def parameters(milestone: str, label: str, state: str, base: str) -> Mapping[str, str]:
    """What narrows a list. milestone, label: names as the project has them; empty for any. state, base: likewise."""
    said = next((said for said, read in _STATES.items() if read == state and said != "locked"), "")
    named = {"milestone": milestone, "labels": label, "state": said, "target_branch": base}
    return {name: value for name, value in named.items() if value}
