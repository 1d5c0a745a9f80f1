"""Which issues answer a query."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.model.issues import Issue, IssueQuery, NearName, PullQuery, PullRequest
from checker.text.likeness import as_it_looks
from checker.text.shown import folded


def answers(issue: Issue, query: IssueQuery) -> bool:
    """Whether an issue is one of those that are asked for."""
    return (
        fits(issue, query)
        and (not query.type or (issue.type is not None and is_label(issue.type, query.type)))
        and (query.parent is None or issue.parent == str(query.parent))
    )


def fits(one: Issue | PullRequest, query: IssueQuery | PullQuery) -> bool:
    """Whether it has the milestone, the label and the state that are asked for."""
    return (
        (not query.milestone or is_milestone(one.milestone, query.milestone))
        and (not query.label or any(is_label(label, query.label) for label in one.labels))
        and (not query.state or one.state == query.state)
    )


def near_names(
    query: IssueQuery | PullQuery,
    *,
    milestones: Iterable[str] = (),
    labels: Iterable[str] = (),
    types: Iterable[str] = (),
) -> tuple[NearName, ...]:
    """Those milestones, labels and types that are not asked for, and look like those that are."""
    type_ = query.type if isinstance(query, IssueQuery) else ""
    asked = (
        ("milestone", query.milestone, milestones, is_milestone),
        ("label", query.label, labels, is_label),
        ("type", type_, types, is_label),
    )
    found = {
        NearName(field, name)
        for field, wanted, names, is_it in asked
        for name in (names if wanted else ())
        if not is_it(name, wanted) and is_it(as_it_looks(name), as_it_looks(wanted))
    }
    return tuple(sorted(found))


def is_label(name: str, wanted: str) -> bool:
    return folded(name).casefold() == folded(wanted).casefold()


def is_milestone(title: str, wanted: str) -> bool:
    """Whether a title is the milestone that is called `wanted`: `MS#4` and `MS#4 — Week 4`, not `MS#40` or `MS#4.1`."""
    return re.match(rf"{re.escape(folded(wanted))}(?![\w]|\.\d)", folded(title), re.IGNORECASE) is not None
