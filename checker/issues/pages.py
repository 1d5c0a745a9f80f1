"""What was written at the tracker, as documents: issues, pull requests, and what stands below them.

Each has a name: the address of its page, or what it is where the tracker tells no address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.model.issues import Answers, Issue, IssueComment, PullRequest, Review, key_text


def name_of_issue(issue: Issue) -> str:
    return issue.url or f"issue {key_text(issue.ref.key)}"


def name_of_pull(pull: PullRequest) -> str:
    return pull.url or f"pull request #{pull.number}"


def name_of_entry(entry: IssueComment | Review, number: int, below: str) -> str:
    """The name of the `number`-th comment or review, from 1, below what is called `below`."""
    kind = "comment" if isinstance(entry, IssueComment) else "review"
    return entry.url or f"{kind} {number} on {below}"


def pages_of(answers: Answers) -> Mapping[str, str | None]:
    """The text of everything that was written there, by its name; None where the tracker does not tell it."""
    issues = {id(one): one for one in answers.issues.values() if isinstance(one, Issue)}
    issues |= {id(one): one for listed in answers.lists.values() for one in listed.issues}
    pulls = {id(one): one for listed in answers.pulls.values() for one in listed.pulls}
    found: dict[str, str | None] = {}
    for issue in issues.values():
        found[name_of_issue(issue)] = _body(issue)
        found |= _entries(issue.comments, name_of_issue(issue))
    for pull in pulls.values():
        found[name_of_pull(pull)] = _body(pull)
        found |= _entries(pull.comments, name_of_pull(pull))
        found |= _entries(pull.reviews, name_of_pull(pull))
    return found


def _entries(entries: Sequence[IssueComment | Review], below: str) -> Iterator[tuple[str, str]]:
    return ((name_of_entry(one, number, below), one.body) for number, one in enumerate(entries, start=1))


def _body(one: Issue | PullRequest) -> str | None:
    return None if "text" in one.unavailable else one.body
