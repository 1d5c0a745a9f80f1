"""Issues and their comments as records."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from checker.classes import replace
from checker.model.evidence import Reason, unreadable
from checker.model.issues import COMMENTS, Issue, IssueComment, key_text
from checker.model.location import Location
from checker.model.record import Record, Value, missing_value, plain_value
from checker.patterns import regex
from checker.text.glyphs import visible

_HIDDEN = regex(
    r"(?P<code>```.*?(?:```|\Z)|`[^`\n]+`)|<!--.*?(?:-->|\Z)"
    r"|<(?P<tag>style|script|template|title|head|s|del|strike)\b[^>]*>.*?(?:</(?P=tag)\s*>|\Z)"
    r"|<(?P<other>\w+)\b[^>]*\shidden\b[^>]*>.*?(?:</(?P=other)\s*>|\Z)"
    r"|~~(?=\S)(?:(?!\n[ \t]*\n).)+?(?<=\S)~~"
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
COMMENT_FIELDS: Mapping[str, str] = {
    "author": "login",
    "by": "the author's role: `owner`, `member`, `collaborator`, `contributor`, `none` …; `bot` for a bot",
    "text": "what it says, without what its page does not show",
    "words": "how many words it shows; what stands in a comment of HTML, is struck through or is invisible is none",
    "hidden": "true when it was hidden",
    "created": "when it was written",
    "edited": "true when it was changed after it was written",
}


def issue_record(issue: Issue, place: Location) -> Record:
    """place: what refers to the issue."""

    def text(said: str) -> Value:
        return plain_value(said, place)

    key, called = issue.ref.key, key_text(issue.ref.key)
    fields = {
        "number": plain_value(str(key), place, key) if isinstance(key, int) else _unavailable("number", place),
        "key": text(called),
        "title": text(issue.title),
        "text": text(issue.body),
        "author": text(issue.author),
        "state": text(issue.state),
        "reason": text(issue.reason),
        "assignees": _list(issue.assignees, place),
        "labels": _list(issue.labels, place),
        "milestone": text(issue.milestone),
        "created": text(issue.created_at),
        "updated": text(issue.updated_at),
        "closed": text(issue.closed_at),
        "closed by": text(issue.closed_by),
        "closer": text(issue.closer),
        "url": text(issue.url),
    } | {name: _unavailable(name, place) for name in issue.unavailable if name != COMMENTS}
    label = f"issue {called} ({issue.title})" if issue.title else f"issue {called}"
    return Record("issue", label, text(called), _each_at_its_own(fields), origin=issue)


def comment_record(comment: IssueComment, place: Location) -> Record:
    shown = _shown(comment.body)
    words = [word for word in _TAG.sub(" ", shown).split() if any(map(str.isalnum, word))]
    fields = {
        "author": plain_value(comment.author, place),
        "by": _text_or_unavailable("bot" if comment.bot else comment.role, "by", place),
        "text": plain_value(shown, place),
        "words": plain_value(str(len(words)), place, len(words)),
        "hidden": plain_value("hidden" if comment.hidden else "shown", place, comment.hidden),
        "created": _text_or_unavailable(comment.created, "created", place),
        "edited": _truth(comment.edited, "edited", place),
    }
    said = " ".join(words[:8]) + ("…" if len(words) > 8 else "")
    called = f"comment `{said}` by {comment.author}"
    return Record("comment", called, fields["text"], _each_at_its_own(fields), origin=comment)


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
