"""Which issues answer a query."""

from __future__ import annotations

import re

from checker.model.issues import Issue, IssueQuery
from checker.reading.wording import folded


def answers(issue: Issue, query: IssueQuery) -> bool:
    """Whether an issue is one of those that are asked for."""
    return (
        (not query.milestone or is_milestone(issue.milestone, query.milestone))
        and (not query.label or folded(query.label).casefold() in (folded(label).casefold() for label in issue.labels))
        and (not query.state or issue.state == query.state)
    )


def is_milestone(title: str, wanted: str) -> bool:
    """Whether a title is the milestone that is called `wanted`: `MS#4` and `MS#4 — Week 4`, not `MS#40` or `MS#4.1`."""
    return re.match(rf"{re.escape(folded(wanted))}(?![\w]|\.\d)", folded(title), re.IGNORECASE) is not None
