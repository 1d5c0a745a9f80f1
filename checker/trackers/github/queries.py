"""The questions, in GraphQL; a test holds every one of them against the schema that GitHub publishes.

What of the schema is a trap: `DUPLICATE` is a state reason only when `enableDuplicate` asks for it; `issue(number:)`
says nothing of pull requests, so `issueOrPullRequest` is asked; the last of the closed events is the one that counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

COMMENTS = """
fragment comments on IssueCommentConnection {
  totalCount
  pageInfo { hasPreviousPage startCursor }
  nodes { author { __typename login } authorAssociation body createdAt includesCreatedEdit isMinimized url }
}
"""

ISSUE = """
fragment issue on Issue {
  __typename number title url state stateReason(enableDuplicate: true) closedAt
  author { login } body createdAt updatedAt
  repository { nameWithOwner }
  assignees(first: 20) { totalCount nodes { login } }
  labels(first: 100) { totalCount nodes { name } }
  milestone { title }
  closings: timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) {
    nodes {
      __typename
      ... on ClosedEvent {
        actor { login }
        closer { __typename ... on Commit { oid } ... on PullRequest { number merged } }
      }
    }
  }
  comments(last: 30) { ...comments }
}
"""

FACETS = {
    "type": "issueType { name }",
    "parent": "parent { number repository { nameWithOwner } }",
    "projects": "projectItems(first: 20) { ...items }",
}
"""What is asked of an issue for each of its facets."""

ITEMS = """
fragment items on ProjectV2ItemConnection {
  totalCount
  nodes {
    isArchived
    project {
      title url
      fields(first: 100) { totalCount nodes { __typename ... on ProjectV2FieldCommon { name dataType } } }
    }
    fieldValues(first: 100) {
      totalCount
      nodes {
        __typename
        ... on ProjectV2ItemFieldTextValue { text field { ...named } }
        ... on ProjectV2ItemFieldNumberValue { number field { ...named } }
        ... on ProjectV2ItemFieldDateValue { date field { ...named } }
        ... on ProjectV2ItemFieldSingleSelectValue { name field { ...named } }
        ... on ProjectV2ItemFieldIterationValue { title startDate duration field { ...named } }
      }
    }
  }
}
fragment named on ProjectV2FieldConfiguration { __typename ... on ProjectV2FieldCommon { name } }
"""

PULL = """
fragment pull on PullRequest {
  number title url state isDraft
  author { login } body createdAt updatedAt closedAt mergedAt
  mergedBy { login }
  repository { nameWithOwner }
  baseRefName headRefName headRefOid
  assignees(first: 20) { totalCount nodes { login } }
  labels(first: 100) { totalCount nodes { name } }
  milestone { title }
  reviewRequests(first: 50) {
    totalCount
    nodes {
      requestedReviewer {
        __typename
        ... on User { login } ... on Bot { login } ... on Mannequin { login } ... on Team { combinedSlug }
      }
    }
  }
  reviews(last: 100) {
    totalCount
    nodes { author { __typename login } authorAssociation state body submittedAt url commit { oid } }
  }
  comments(last: 100) { ...comments }
}
"""

_HEAD = "$owner: String!, $name: String!"
_OF_PULLS = "rateLimit { cost } repository(owner: $owner, name: $name) { nameWithOwner"
_REPOSITORY = f"{_OF_PULLS} hasIssuesEnabled"


def alias(number: int) -> str:
    """What the answer calls an issue."""
    return f"i{number}"


def issues_query(numbers: Iterable[int]) -> str:
    """Issues by number, with everything that is known of them. A pull request answers with its type alone."""
    asked = "\n".join(f"{alias(n)}: issueOrPullRequest(number: {n}) {{ __typename ...issue }}" for n in numbers)
    return f"query ({_HEAD}) {{ {_REPOSITORY}\n{asked}\n}} }}{ISSUE}{COMMENTS}"


def facets_query(facet: str, numbers: Iterable[int]) -> str:
    """One facet of issues by number."""
    asked = "\n".join(f"{alias(n)}: issue(number: {n}) {{ {FACETS[facet]} }}" for n in numbers)
    return f"query ({_HEAD}) {{ {_REPOSITORY}\n{asked}\n}} }}" + (ITEMS if facet == "projects" else "")


def parent_query(number: int) -> str:
    """What stands under the number of a parent, and how many sub-issues it has, seen by the token or not."""
    asked = f"{alias(number)}: issueOrPullRequest(number: {number}) {{ __typename ...parent }}"
    return (
        f"query ({_HEAD}) {{ {_REPOSITORY}\n{asked}\n}} }}\n"
        "fragment parent on Issue { repository { nameWithOwner } subIssuesSummary { total } }"
    )


def sub_issues_query(*, of_type: bool = False) -> str:
    """A page of the sub-issues of one issue. of_type: as of a list."""
    more = f" {FACETS['type']}" if of_type else ""
    return (
        f"query ({_HEAD}, $first: Int!, $after: String, $number: Int!) {{ {_REPOSITORY}\n"
        "issue(number: $number) { subIssues(first: $first, after: $after)"
        f" {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ ...issue{more} }} }} }} }} }}{ISSUE}{COMMENTS}"
    )


def pulls_query(numbers: Iterable[int]) -> str:
    """Pull requests by number; an issue is none, and is not found."""
    asked = "\n".join(f"{alias(n)}: pullRequest(number: {n}) {{ ...pull }}" for n in numbers)
    return f"query ({_HEAD}) {{ {_OF_PULLS}\n{asked}\n}} }}{PULL}{COMMENTS}"


def pull_list_query(*, of_milestone: bool) -> str:
    """A page of the pull requests of the repository, or of one milestone, oldest first.

    `$labels`, `$states` and `$base` narrow.
    """
    pulls = (
        "pullRequests(first: $first, after: $after, labels: $labels, states: $states, baseRefName: $base,"
        " orderBy: {field: CREATED_AT, direction: ASC})"
        " { totalCount pageInfo { hasNextPage endCursor } nodes { ...pull } }"
    )
    narrowed = "$labels: [String!], $states: [PullRequestState!], $base: String"
    head = f"{_HEAD}, $first: Int!, $after: String, {narrowed}"
    if of_milestone:
        return (
            f"query ({head}, $milestone: Int!) {{ {_OF_PULLS}\n"
            f"milestone(number: $milestone) {{ {pulls} }} }} }}{PULL}{COMMENTS}"
        )
    return f"query ({head}) {{ {_OF_PULLS}\n{pulls}\n}} }}{PULL}{COMMENTS}"


def older_comments_query(numbers: Sequence[int]) -> str:
    """One more page of comments for each issue; `$c5` is the cursor before which those of issue 5 are."""
    cursors = "".join(f", $c{n}: String!" for n in numbers)
    asked = "\n".join(
        f"{alias(n)}: issue(number: {n}) {{ comments(last: 100, before: $c{n}) {{ ...comments }} }}" for n in numbers
    )
    return f"query ({_HEAD}{cursors}) {{ {_REPOSITORY}\n{asked}\n}} }}{COMMENTS}"


def names_query(connection: str, field: str) -> str:
    """A page of all `milestones` (number and title), `labels` or `issueTypes` (name)."""
    fields = "number title" if field == "title" else field
    return (
        f"query ({_HEAD}, $first: Int!, $after: String) {{ {_REPOSITORY}\n"
        f"{connection}(first: $first, after: $after) {{ totalCount pageInfo {{ hasNextPage endCursor }}"
        f" nodes {{ {fields} }} }} }} }}"
    )


def list_query(*, of_milestone: bool, of_type: bool = False) -> str:
    """A page of the issues of the repository, or of one milestone, oldest first; `$labels` and `$states` narrow.

    of_type: whether `$type` does, too, which servers of before 2025 do not know.
    """
    narrowed, more = (" filterBy: {type: $type},", f" {FACETS['type']}") if of_type else ("", "")
    issues = (
        f"issues(first: $first, after: $after, labels: $labels, states: $states,{narrowed}"
        " orderBy: {field: CREATED_AT, direction: ASC})"
        f" {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ ...issue{more} }} }}"
    )
    head = f"{_HEAD}, $first: Int!, $after: String, $labels: [String!], $states: [IssueState!]"
    head += ", $type: String" if of_type else ""
    if of_milestone:
        return (
            f"query ({head}, $milestone: Int!) {{ {_REPOSITORY}\n"
            f"milestone(number: $milestone) {{ {issues} }} }} }}{ISSUE}{COMMENTS}"
        )
    return f"query ({head}) {{ {_REPOSITORY}\n{issues}\n}} }}{ISSUE}{COMMENTS}"
