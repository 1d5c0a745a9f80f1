"""Reviews of the pull request at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.issues.records import REVIEW_FIELDS, review_records
from checker.model.evidence import Reason, unreadable
from checker.model.issues import REVIEWS, PullRequest
from checker.model.kinds import Scope, Selector
from checker.model.language import Selected
from checker.model.observation import lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Selector):
    """The reviews of the pull request at hand; it stands where the enclosing record is one.

    An approval counts for the commit that was looked at: `commit: {field: commit}` asks that it is the last one, so
    that one of older bytes is stale. Of several by one person, the `latest` counts that says more than a comment.

    ```yaml
    for_each: {pull_request: {current: true}}
    require:
      exists:
        review: {}
        where: {state: approved, latest: "yes", by: [owner, member], commit: {field: commit}}
    ```
    """

    kind: ClassVar[str] = "review"
    as_text: ClassVar[str] = "what it says"
    provides: ClassVar[Mapping[str, str]] = REVIEW_FIELDS
    inside: ClassVar[tuple[str, ...]] = ("pull_request",)

    def select(self, scope: Scope) -> Selected:
        record = scope.record
        pull = record.origin if record is not None else None
        if record is None or not isinstance(pull, PullRequest):
            return Selected((), (), scope.place, "the reviews of what is no pull request")
        records = review_records(pull.reviews, record)
        undeterminable = unreadable(Reason.NOT_TOLD, record.location, field=REVIEWS)
        problems = (lacking(undeterminable),) if REVIEWS in pull.unavailable else ()
        return Selected(records, problems, record.location, f"the reviews of {record.label}", len(records))
