"""Comments on the issue or pull request at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.issues.records import COMMENT_FIELDS, comment_records
from checker.model.evidence import Reason, unreadable
from checker.model.issues import COMMENTS, Issue, PullRequest
from checker.model.kinds import Scope, Selector
from checker.model.language import Selected
from checker.model.observation import lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Selector):
    """The comments on the issue or pull request at hand; it stands where the enclosing record is one.

    ```yaml
    for_each: {issue: {milestone: MS#4}}
    require: {exists: {comment: {}, where: {by: [owner, member, collaborator], words: {number: {at_least: 2}}}}}
    ```
    """

    kind: ClassVar[str] = "comment"
    as_text: ClassVar[str] = "what it says"
    provides: ClassVar[Mapping[str, str]] = COMMENT_FIELDS
    inside: ClassVar[tuple[str, ...]] = ("issue", "pull_request")

    def select(self, scope: Scope) -> Selected:
        record = scope.record
        about = record.origin if record is not None else None
        if record is None or not isinstance(about, Issue | PullRequest):
            return Selected((), (), scope.place, "the comments of what is no issue")
        records = comment_records(about.comments, record)
        undeterminable = unreadable(Reason.NOT_TOLD, record.location, field=COMMENTS)
        problems = (lacking(undeterminable),) if COMMENTS in about.unavailable else ()
        return Selected(records, problems, record.location, f"the comments of {record.label}", len(records))
