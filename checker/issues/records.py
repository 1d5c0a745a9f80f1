"""Issues, pull requests, and what stands below them, as records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from checker.classes import dataclass, replace
from checker.issues.pages import name_of_entry, name_of_issue, name_of_pull
from checker.model.evidence import Reason, unreadable
from checker.model.facts import Inquiry
from checker.model.issues import (
    COMMENTS,
    REVIEWS,
    Facet,
    FacetQuery,
    Issue,
    IssueComment,
    Missing,
    ProjectItem,
    PullRequest,
    Review,
    key_text,
)
from checker.model.location import Location
from checker.model.record import Record, Value, missing_value, plain_value
from checker.patterns import regex
from checker.text.glyphs import visible

_REST = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>"
"""The rest of a tag. Without an end it stops at the next tag, so that thousands of those cost no more than one."""
_HIDDEN = regex(
    r"(?P<code>```.*?(?:```|\Z)|`[^`\n]+`)|<!--.*?(?:-->|\Z)"
    rf"|<(?P<tag>style|script|template|title|head|s|del|strike)\b{_REST}.*?(?:</(?P=tag)\s*>|\Z)"
    rf"|<(?P<other>\w+)\b(?={_REST})(?=[^>]*?\shidden\b){_REST}.*?(?:</(?P=other)\s*>|\Z)"
    r"|~~(?=\S)(?:(?!\n[ \t]*\n|~~).)++(?<=\S)~~"
    r"|^ {0,3}\[[^\]\n]+\]:[^\n]*$|&(?:nbsp|zwnj|zwj|shy|#8203|#x200b);",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
"""What a page does not show, or strikes through: comments and hidden elements of HTML, definitions of links, names of
what is invisible.

`code` is what it shows as it stands.
"""
_TAG = regex(r"</?[A-Za-z][^<>]*>")

ISSUE_FIELDS: Mapping[str, str] = {
    "number": "its number, where the tracker gives one",
    "key": "how it is written: `#62`, `ABC-62`",
    "title": "its title",
    "text": "what it says below its title",
    "author": "login of who wrote it",
    "state": "`open` or `closed`",
    "reason": "why it is closed: `completed`, `not_planned`, `duplicate`; empty when the tracker does not say",
    "type": "name of its type (`Bug`), empty for none",
    "parent": "the issue whose sub-issue it is (`#5`, `owner/name#5`), empty for none",
    "assignees": "logins",
    "labels": "names of its labels",
    "milestone": "title of its milestone, empty for none",
    "created": "when it was written",
    "updated": "when it was last changed or commented on",
    "closed": "when it was closed, empty while it is open",
    "closed by": "login of who closed it, empty while it is open",
    "closer": "what closed it (`commit 0a1b2c3…`, `pull request #7`), empty when a person did so by hand",
    "url": "its page",
}
PULL_FIELDS: Mapping[str, str] = {
    "number": "its number",
    "title": "its title",
    "text": "what it says below its title",
    "author": "login of who opened it",
    "state": "`open`, `closed` or `merged`",
    "draft": "`yes` while it is a draft, `no` otherwise",
    "assignees": "logins",
    "reviewers": "logins of those who are asked to look at it and have not yet",
    "labels": "names of its labels",
    "milestone": "title of its milestone, empty for none",
    "base": "the branch into which it goes",
    "head": "the branch from which it comes",
    "commit": "the full id of its last commit",
    "created": "when it was opened",
    "updated": "when it was last changed or commented on",
    "closed": "when it was closed without being merged, empty otherwise",
    "merged": "when it was merged, empty before",
    "merged by": "login of who merged it, empty before",
    "url": "its page",
}
ITEM_FIELDS: Mapping[str, str] = {
    "project": "title of the project",
    "archived": "`yes` or `no`",
}
REVIEW_FIELDS: Mapping[str, str] = {
    "author": "login",
    "by": "the author's role, as of a comment",
    "state": "`approved`, `changes requested`, `commented` or `dismissed`",
    "latest": "`no` when its author came to something else later, else `yes`; a mere comment is nothing else",
    "commit": "the full id of the commit that was looked at",
    "text": "what it says, without what its page does not show",
    "created": "when it was given",
}
COMMENT_FIELDS: Mapping[str, str] = {
    "author": "login",
    "by": "the author's role: `owner`, `member`, `collaborator`, `contributor`, `none` …; `bot` for a bot",
    "text": "what it says, without what its page does not show",
    "words": "how many words it shows; what stands in a comment of HTML, is struck through or is invisible is none",
    "hidden": "true when it was hidden",
    "created": "when it was written",
    "edited": "true when it was changed after it was written",
}


@dataclass(frozen=True, slots=True, eq=False)
class IssueFields(Mapping[str, Value]):
    """The fields of an issue; the tracker is asked for some of them when somebody looks at them.

    told: the others.
    """

    told: Mapping[str, Value]
    issue: Issue
    place: Location
    inquiry: Inquiry

    def __getitem__(self, name: str) -> Value:
        return self.told[name] if name in self.told or name not in _FACETS else self._facet(name)

    def _facet(self, name: str) -> Value:
        place, found = self.place.pointing(name), facet_of(self.issue, name, self.inquiry)
        if isinstance(found, Missing):
            of_tracker = "yes" if found.is_of_tracker else ""
            called, hint = f"the {name} of issue {key_text(self.issue.ref.key)}", found.hint or ""
            said = {"called": called, "why": found.message, "of_tracker": of_tracker, "hint": hint}
            return missing_value(unreadable(Reason.NO_ISSUE, place, **said))
        return plain_value(str(found), place)

    def __iter__(self) -> Iterator[str]:
        return iter(ISSUE_FIELDS)

    def __len__(self) -> int:
        return len(ISSUE_FIELDS)


_FACETS = ("type", "parent")
"""The fields for which the tracker is asked when somebody looks at them."""


def facet_of(issue: Issue, name: str, inquiry: Inquiry) -> Facet | Missing:
    """What is known of an issue, or what the tracker says when it is asked for that."""
    known = issue.facet(name)
    return known if known is not None else inquiry.facet(FacetQuery(name, issue.ref))


def issue_record(issue: Issue, place: Location, inquiry: Inquiry) -> Record:
    """place: what refers to the issue."""
    key, called = issue.ref.key, key_text(issue.ref.key)
    fields = {
        "number": plain_value(str(key), place, key) if isinstance(key, int) else _unavailable("number", place),
        "key": plain_value(called, place),
        **_written(issue, place),
        "reason": plain_value(issue.reason, place),
        "closed by": plain_value(issue.closed_by, place),
        "closer": plain_value(issue.closer, place),
    } | _untold(issue, place)
    value, label, page = fields["key"], _label(f"issue {called}", issue), name_of_issue(issue)
    told = IssueFields(_each_at_its_own(fields), issue, place, inquiry)
    return Record("issue", label, value, told, origin=issue, page=page)


def item_records(items: Sequence[ProjectItem], issue: Record) -> tuple[Record, ...]:
    """The items of projects that an issue is."""
    return tuple(_item(one, issue) for one in items)


def _item(item: ProjectItem, issue: Record) -> Record:
    place = issue.location
    title = plain_value(item.project, place)
    fields = {name: _of_project(said, name, place) for name, said in item.fields.items()} | {
        "project": title,
        "archived": _truth(item.archived, "archived", place),
    }
    label = f"{issue.label} in project `{item.project}`"
    return Record("project_item", label, title, _each_at_its_own(fields), origin=item)


def _of_project(said: str | float | None, name: str, place: Location) -> Value:
    if said is None:
        return _unavailable(name, place)
    return plain_value(said if isinstance(said, str) else f"{said:.15g}", place, said)


def pull_record(pull: PullRequest, place: Location) -> Record:
    """place: what refers to the pull request."""
    called = f"#{pull.number}"
    fields = {
        "number": plain_value(str(pull.number), place, pull.number),
        **_written(pull, place),
        "draft": _truth(pull.draft, "draft", place),
        "base": plain_value(pull.base, place),
        "head": plain_value(pull.head, place),
        "commit": _text_or_unavailable(pull.commit, "commit", place),
        "reviewers": _list(pull.reviewers, place),
        "merged": plain_value(pull.merged_at, place),
        "merged by": plain_value(pull.merged_by, place),
    } | _untold(pull, place)
    label, value = _label(f"pull request {called}", pull), plain_value(called, place)
    return Record("pull_request", label, value, _in_order(fields, PULL_FIELDS), origin=pull, page=name_of_pull(pull))


def _label(called: str, one: Issue | PullRequest) -> str:
    return f"{called} ({one.title})" if one.title else called


def _written(one: Issue | PullRequest, place: Location) -> dict[str, Value]:
    """What an issue and a pull request have in common."""

    def text(said: str) -> Value:
        return plain_value(said, place)

    return {
        "title": text(one.title),
        "text": text(one.body),
        "author": text(one.author),
        "state": text(one.state),
        "assignees": _list(one.assignees, place),
        "labels": _list(one.labels, place),
        "milestone": text(one.milestone),
        "created": text(one.created_at),
        "updated": text(one.updated_at),
        "closed": text(one.closed_at),
        "url": text(one.url),
    }


def _untold(one: Issue | PullRequest, place: Location) -> dict[str, Value]:
    return {name: _unavailable(name, place) for name in one.unavailable if name not in (COMMENTS, REVIEWS)}


def comment_records(comments: Sequence[IssueComment], below: Record) -> tuple[Record, ...]:
    """below: the record of the issue or pull request that they are about."""
    return tuple(_comment(one, number, below) for number, one in enumerate(comments, start=1))


def _comment(comment: IssueComment, number: int, below: Record) -> Record:
    place, shown = below.location, _shown(comment.body)
    words = _words(shown)
    fields = {
        "author": plain_value(comment.author, place),
        "by": _text_or_unavailable("bot" if comment.bot else comment.role, "by", place),
        "text": plain_value(shown, place),
        "words": plain_value(str(len(words)), place, len(words)),
        "hidden": plain_value("hidden" if comment.hidden else "shown", place, comment.hidden),
        "created": _text_or_unavailable(comment.created, "created", place),
        "edited": _truth(comment.edited, "edited", place),
    }
    called = f"comment `{_beginning(words)}` by {comment.author}"
    page = name_of_entry(comment, number, below.page)
    return Record("comment", called, fields["text"], _each_at_its_own(fields), origin=comment, page=page)


def review_records(reviews: Sequence[Review], below: Record) -> tuple[Record, ...]:
    """below: the record of the pull request that they are about."""
    return tuple(_review(one, number, below) for number, one in enumerate(reviews, start=1))


def _review(review: Review, number: int, below: Record) -> Record:
    place, shown = below.location, _shown(review.body)
    fields = {
        "author": plain_value(review.author, place),
        "by": _text_or_unavailable("bot" if review.bot else review.role, "by", place),
        "state": plain_value(review.state, place),
        "latest": _truth(review.latest, "latest", place),
        "commit": _text_or_unavailable(review.commit, "commit", place),
        "text": plain_value(shown, place),
        "created": _text_or_unavailable(review.created, "created", place),
    }
    called = f"review by {review.author} ({review.state})"
    page = name_of_entry(review, number, below.page)
    return Record("review", called, fields["text"], _each_at_its_own(fields), origin=review, page=page)


def _words(shown: str) -> list[str]:
    return [word for word in _TAG.sub(" ", shown).split() if any(map(str.isalnum, word))]


def _beginning(words: Sequence[str]) -> str:
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")


def _in_order(fields: Mapping[str, Value], names: Mapping[str, str]) -> Mapping[str, Value]:
    return _each_at_its_own({name: fields[name] for name in names})


def _each_at_its_own(fields: Mapping[str, Value]) -> Mapping[str, Value]:
    """The fields, each with its name in its place, so that what is said of one is not taken for another."""
    return {name: replace(value, location=value.location.pointing(name)) for name, value in fields.items()}


def _shown(body: str) -> str:
    """What the page of a comment shows of it: nothing that HTML or Markdown hides, nor letters without a glyph."""
    return _HIDDEN.sub(lambda found: found["code"] or " ", visible(body)).strip()


def _text_or_unavailable(said: str, name: str, place: Location) -> Value:
    """The field of a comment that is never empty: nothing is what its source does not tell."""
    return plain_value(said, place) if said else _unavailable(name, place)


def _truth(said: bool | None, name: str, place: Location) -> Value:  # noqa: FBT001
    return _unavailable(name, place) if said is None else plain_value("yes" if said else "no", place, said)


def _unavailable(name: str, place: Location) -> Value:
    """The field of an issue or comment that its source says nothing about."""
    return missing_value(unreadable(Reason.NOT_TOLD, place, field=name))


def _list(names: Sequence[str], place: Location) -> Value:
    parts = tuple(plain_value(name, place) for name in names)
    joined = ", ".join(names)
    return Value(joined, joined, place, data=joined, items=parts)
