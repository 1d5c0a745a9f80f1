"""Our questions, and the answers of our fake, against the schema that GitHub publishes."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from fake_github import TOKEN, FakeGitHub, closing, comment, items, project_item
from github_schema import github_schema, mistakes_in_query, mistakes_in_reply
from graphql import GraphQLSchema

from checker.model.issues import FacetQuery, IssueQuery, IssueRef, PullQuery
from checker.trackers.github.connect import connect, github_addresses
from checker.trackers.github.queries import (
    facets_query,
    issues_query,
    list_query,
    names_query,
    older_comments_query,
    parent_query,
    pull_list_query,
    pulls_query,
    sub_issues_query,
)
from checker.web.access import Access
from checker.web.token import Token


@pytest.fixture(scope="module")
def schema(request: pytest.FixtureRequest) -> GraphQLSchema:
    assert request.config.cache is not None
    return github_schema(request.config.cache.mkdir("github-schema"))


@pytest.mark.parametrize(
    "query",
    [
        issues_query(range(1, 51)),
        older_comments_query([1, 2, 3]),
        names_query("milestones", "title"),
        names_query("labels", "name"),
        list_query(of_milestone=True),
        list_query(of_milestone=False),
        pulls_query(range(1, 51)),
        pull_list_query(of_milestone=True),
        pull_list_query(of_milestone=False),
        list_query(of_milestone=False, of_type=True),
        names_query("issueTypes", "name"),
        facets_query("type", [1, 2]),
        facets_query("parent", [1, 2]),
        facets_query("projects", range(1, 51)),
        parent_query(5),
        sub_issues_query(),
        sub_issues_query(of_type=True),
    ],
)
def test_every_question_is_one_that_github_answers(schema: GraphQLSchema, query: str) -> None:
    assert mistakes_in_query(schema, query) == []


def test_question_with_a_field_that_github_does_not_have_is_noticed(schema: GraphQLSchema) -> None:
    query = issues_query([1]).replace("stateReason(", "stateReson(")
    (said,) = mistakes_in_query(schema, query)
    assert "stateReson" in said


def conversation() -> FakeGitHub:
    """A fake that has been asked for everything there is."""
    fake = FakeGitHub(types=["Bug", "Task"], milestones={4: "MS#4"}, labels=["P0", "bug"], pulls={7}, deleted={9})
    pull = closing(__typename="PullRequest", number=9, merged=True)
    fake.add(
        5,
        state="CLOSED",
        reason="COMPLETED",
        closed="2026-07-25T10:00:00Z",
        milestone="MS#4",
        closing=pull,
        labels=["P0"],
        assignees=["arun"],
        comments=[comment(author=None), *[comment(bot=True, author="renovate") for _ in range(140)], comment()],
    )
    by_commit = closing(__typename="Commit", oid="0a1b2c3d4e5f60718293a4b5c6d7e8f901234567")
    fake.add(6, state="CLOSED", reason="DUPLICATE", closed="2026-07-25T10:00:00Z", closing=by_commit)
    fake.add(8, labels=["P0"], reason="REOPENED")
    fake.add(10, state="CLOSED", reason="NOT_PLANNED", closed="2026-07-25T10:00:00Z", closing=closing())
    requests = [{"__typename": "Team", "combinedSlug": "acme/belts"}, {"__typename": "User", "login": "maya"}]
    looked = {
        "author": {"__typename": "User", "login": "raja"},
        "authorAssociation": "OWNER",
        "state": "APPROVED",
        "body": "",
        "submittedAt": "2026-07-25T10:00:00Z",
        "url": "https://github.com/acme/belt/pull/12#pullrequestreview-1",
        "commit": {"oid": "a" * 40},
    }
    fake.add_pull(12, reviews=[looked], comments=[comment()], requests=requests, milestone="MS#4")
    fake.beside = {"acme/plans": FakeGitHub(project="acme/plans")}
    fake.beside["acme/plans"].add(3)
    fake.add(20, type="Bug", below=[21, ("acme/plans", 3)])
    week = ("2026-07-20", 14)
    whole = project_item(Status="Done", Points=3, Due="2026-07-31", Note="x", Iteration=week)
    fake.add(21, parent=20, items=items(whole, project_item("Next")))
    with fake.serving():
        addresses = github_addresses({"GITHUB_GRAPHQL_URL": f"{fake.url}/graphql"})
        tracker = connect(addresses, fake.project, Token(TOKEN, "GH_TOKEN"), Access())
        queries = [IssueQuery("MS#4"), IssueQuery(label="P0", state="open")]
        tracker.answer([IssueRef("", number) for number in range(5, 12)], queries)
        tracker.answer([], [IssueQuery(type="Bug"), IssueQuery(parent=IssueRef("", 20), type="Bug")])
        tracker.facets([FacetQuery(name, IssueRef("", 21)) for name in ("type", "parent", "projects")])
        tracker.pulls([PullQuery(12), PullQuery(13), PullQuery(milestone="MS#4"), PullQuery(state="merged")])
    return fake


def test_answers_of_the_fake_are_such_as_github_gives(schema: GraphQLSchema) -> None:
    said = conversation().said
    assert len(said) >= 6
    assert [mistakes_in_reply(schema, *one) for one in said] == [[] for _ in said]


def _issue_in(reply: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = reply["data"]["repository"]["i6"]
    return found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda reply: _issue_in(reply).update(state="closed"), "state"),
        (lambda reply: _issue_in(reply).update(stateReason="DONE"), "stateReason"),
        (lambda reply: _issue_in(reply).update(number="6"), "parts that were not asked for"),
        (lambda reply: _issue_in(reply).update(title=None), "title"),
        (lambda reply: _issue_in(reply).pop("comments"), "comments"),
        (lambda reply: _issue_in(reply).update(bodyText="too much"), "parts that were not asked for"),
        (lambda reply: _issue_in(reply)["comments"].update(totalCount="many"), "totalCount"),
    ],
    ids=["state", "reason", "number", "null", "absent", "surplus", "count"],
)
def test_answer_that_github_would_not_give_is_noticed(
    schema: GraphQLSchema, change: Callable[[dict[str, Any]], object], says: str
) -> None:
    query, variables, reply = next(one for one in conversation().said if "i6" in one[2]["data"]["repository"])
    changed = copy.deepcopy(reply)
    change(changed)
    assert says in " ".join(mistakes_in_reply(schema, query, variables, changed))
