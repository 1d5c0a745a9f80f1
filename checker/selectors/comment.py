"""Comments on the issue at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.issues.records import COMMENT_FIELDS, comment_record
from checker.model.evidence import Reason, unreadable
from checker.model.issues import COMMENTS, Issue
from checker.model.kinds import Scope, Selector
from checker.model.language import Selected
from checker.model.observation import lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Selector):
    """The comments on the issue at hand; it stands where the enclosing record is an issue.

    ```yaml
    for_each: {issue: {milestone: MS#4}}
    require: {exists: {comment: {}, where: {by: [owner, member, collaborator], words: {number: {at_least: 2}}}}}
    ```
    """

    kind: ClassVar[str] = "comment"
    as_text: ClassVar[str] = "what it says"
    provides: ClassVar[Mapping[str, str]] = COMMENT_FIELDS
    inside: ClassVar[str] = "issue"

    def select(self, scope: Scope) -> Selected:
        issue = scope.record.origin if scope.record is not None else None
        if scope.record is None or not isinstance(issue, Issue):
            return Selected((), (), scope.place, "the comments of what is no issue")
        place = scope.record.location
        records = tuple(comment_record(one, place) for one in issue.comments)
        undeterminable = unreadable(Reason.NOT_TOLD, place, field=COMMENTS)
        problems = (lacking(undeterminable),) if COMMENTS in issue.unavailable else ()
        return Selected(records, problems, place, f"the comments of {scope.record.label}", len(records))
