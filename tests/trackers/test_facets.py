"""What issues are asked for alone: types, parents and sub-issues, projects; asked over loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fake_github import TOKEN, Answer, FakeGitHub, Fault, Seen, items, project_item, serving
from test_gitlab import NAME, FakeGitLab
from test_gitlab import tracker_of as gitlab_of

from checker.model.issues import Facet, FacetQuery, IssueList, IssueQuery, IssueRef, Missing, NearName, ProjectItem
from checker.trackers import Tracker
from checker.trackers.github import GitHub
from checker.trackers.github.connect import connect, github_addresses
from checker.web.access import Access
from checker.web.token import Token

PLANS = "acme/plans"


@pytest.fixture
def fake() -> Iterator[FakeGitHub]:
    made = FakeGitHub(labels=["P0"], types=["Bug", "Вug", "Task"], beside={PLANS: FakeGitHub(project=PLANS)})
    with made.serving():
        yield made


def github_of(fake: FakeGitHub) -> GitHub:
    addresses = github_addresses({"GITHUB_GRAPHQL_URL": f"{fake.url}/graphql"})
    tracker = connect(addresses, "acme/belt", Token(TOKEN, "GH_TOKEN"), Access())
    tracker.api.transport.wait = lambda _: None
    return tracker


def facet(tracker: Tracker, name: str, key: int | str = 5) -> Facet | Missing:
    query = FacetQuery(name, IssueRef("", key))
    return tracker.facets([query])[query]


def listed(tracker: Tracker, **asked: Any) -> IssueList:
    query = IssueQuery(**asked)
    return tracker.answer([], [query]).lists[query]


def below(tracker: Tracker, key: int, repository: str = "", **asked: Any) -> IssueList:
    return listed(tracker, parent=IssueRef(repository, key), **asked)


def keys(found: IssueList) -> list[int | str]:
    assert found.problem is None
    return [one.ref.key for one in found.issues]


def words(found: object, fake: FakeGitHub | FakeGitLab) -> str:
    missing = found.problem if isinstance(found, IssueList) else found
    assert isinstance(missing, Missing)
    said = f"{missing.message}; {missing.hint}".replace(fake.url.removeprefix("http://"), "HOST")
    return f"{'decided' if missing.decided else 'undecided'}: {said}"


# --- GitHub


def test_type_and_parent_are_asked_only_where_somebody_looks(fake: FakeGitHub) -> None:
    fake.add(4)
    fake.add(5, type="Bug", parent=4)
    fake.beside[PLANS].add(7)
    fake.add(6, parent=(PLANS, 7))
    tracker = github_of(fake)
    answered = tracker.answer([IssueRef("", 5)], []).issues[IssueRef("", 5)]
    assert not isinstance(answered, Missing)
    assert (answered.type, answered.parent, answered.projects) == (None, None, None)
    asked = " ".join(one.query for one in fake.seen)
    assert not any(name in asked for name in ("issueType", "parent", "subIssues", "projectItems"))
    assert [facet(tracker, "type", key) for key in (5, 6)] == ["Bug", ""]
    assert [facet(tracker, "parent", key) for key in (4, 5, 6)] == ["", "#4", f"{PLANS}#7"]


def test_issues_are_listed_by_their_type(fake: FakeGitHub) -> None:
    fake.add(5, type="Bug")
    fake.add(6, type="Bug", state="CLOSED")
    fake.add(7, type="Task")
    tracker = github_of(fake)
    found = listed(tracker, type="bug")
    assert (keys(found), found.near) == ([5, 6], (NearName("type", "Вug"),))
    assert [one.type for one in found.issues] == ["Bug", "Bug"]
    assert keys(listed(tracker, type="Bug", state="closed")) == [6]
    assert words(listed(tracker, type="Bugg"), fake) == (
        "decided: is empty: acme/belt has no type `Bugg`; there is `Bug`, `Вug`, `Task`"
    )
    fake.types = None
    assert words(listed(github_of(fake), type="Bug"), fake) == (
        "decided: is empty: acme/belt has no type `Bug`; acme/belt has no types at all"
    )


def test_server_that_knows_no_types_leaves_them_undecided_and_is_asked_on(fake: FakeGitHub) -> None:
    fake.add(5)
    said = {"message": "Field 'issueType' doesn't exist on type 'Issue'", "path": ["query", "repository", "i5"]}
    old = json.dumps({"errors": [{**said, "extensions": {"code": "undefinedField"}}]}).encode()
    tracker = github_of(fake)
    fake.script = [Answer(body=old)]
    assert words(facet(tracker, "type"), fake) == (
        "undecided: cannot be looked up: HOST does not know what is asked (Field 'issueType' doesn't exist on type "
        "'Issue'); ask a newer version of it, or leave that out of the policy"
    )
    fake.script = [Answer(body=old)]
    assert "does not know what is asked" in words(listed(tracker, type="Bug"), fake)
    assert keys(listed(tracker, state="open")) == [5]


def test_sub_issues_are_listed_from_wherever_they_are(fake: FakeGitHub) -> None:
    plans = fake.beside[PLANS]
    plans.add(7, type="Bug", state="CLOSED", comments=[])
    plans.beside = {"acme/belt": fake}
    plans.add(8, below=[("acme/belt", 6)])
    fake.add(5, below=[6, (PLANS, 7)])
    fake.add(6, labels=["P0"])
    tracker = github_of(fake)
    found = below(tracker, 5)
    assert keys(found) == [6, f"{PLANS}#7"]
    assert [one.parent for one in found.issues] == ["#5", "#5"]
    assert keys(below(tracker, 5, state="closed")) == [f"{PLANS}#7"]
    assert keys(below(tracker, 5, type="Bug")) == [f"{PLANS}#7"]
    assert keys(below(tracker, 5, label="P0")) == [6]
    assert keys(below(tracker, 6)) == []
    assert keys(below(tracker, 8, PLANS)) == [6]
    assert facet(tracker, "type", f"{PLANS}#7") == "Bug"


def test_many_sub_issues_are_read_to_their_end(fake: FakeGitHub) -> None:
    for number in range(10, 130):
        fake.add(number)
    fake.add(5, below=list(range(10, 130)))
    assert keys(below(github_of(fake), 5)) == list(range(10, 130))


def test_sub_issues_that_the_token_does_not_see_are_not_left_out_in_silence(fake: FakeGitHub) -> None:
    fake.add(5, below=[6], total=2)
    fake.add(6)
    assert words(below(github_of(fake), 5), fake) == (
        "undecided: cannot be looked up: acme/belt#5 has 2 sub-issues, of which 1 are shown; let the token of GH_TOKEN "
        "read the issues of all repositories that they are in"
    )


def test_what_is_no_issue_has_no_sub_issues(fake: FakeGitHub) -> None:
    fake.add_pull(9)
    fake.add(6)
    tracker = github_of(fake)
    hint = "check the number; an issue that was moved out of sight of the token looks the same"
    assert words(below(tracker, 9), fake) == "decided: is empty: #9 is a pull request, not an issue; None"
    assert words(below(tracker, 404), fake) == f"decided: is empty: #404 does not exist in acme/belt; {hint}"
    assert (
        words(below(tracker, 404, PLANS), fake) == f"decided: is empty: {PLANS}#404 does not exist in {PLANS}; {hint}"
    )
    assert "acme/secret does not exist" in words(below(tracker, 1, "acme/secret"), fake)
    assert keys(listed(tracker, state="open")) == [6]


def test_fields_of_projects_are_those_that_people_made(fake: FakeGitHub) -> None:
    week = ("2026-07-20", 14)
    whole = project_item(Status="Done", Points=2.5, Due="2026-07-31", Note="ask Maya", Iteration=week)
    fake.add(5, items=items(whole, project_item("Next", archived=True)))
    fake.add(6)
    tracker, url = github_of(fake), "https://github.com/orgs/acme/projects/1"
    assert facet(tracker, "projects") == (
        ProjectItem(
            "Handover",
            {
                "Status": "Done",
                "Points": 2.5,
                "Due": "2026-07-31",
                "Note": "ask Maya",
                "Iteration": "Week of 2026-07-20",
                "Labels": None,
                "Iteration.start": "2026-07-20",
                "Iteration.end": "2026-08-02",
            },
            url=url,
        ),
        ProjectItem(
            "Next",
            {"Status": "", "Points": "", "Due": "", "Note": "", "Iteration": "", "Labels": None},
            archived=True,
            url=url,
        ),
    )
    assert facet(tracker, "projects", 6) == ()


REMEDY = "let the token of GH_TOKEN read projects as well (`read:project`), which that of a workflow never may"


def refused(_: int) -> dict[str, Any]:
    raise Fault("FORBIDDEN", "Resource not accessible by personal access token")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            refused,
            f"cannot be looked up: HOST refuses access (Resource not accessible by personal access token); {REMEDY}",
        ),
        (items(None), f"cannot be looked up: HOST does not show all of its projects; {REMEDY}"),
        (
            items(*[project_item(f"Project {at}") for at in range(25)]),
            "cannot be looked up: it is in 25 projects, of which 20 are read; look yourself",
        ),
        (
            items(project_item(total=120)),
            (
                "cannot be looked up: the answer cannot be used (HOST, `data`, `repository`, `i5`, `projectItems`, "
                "`nodes` 1, `fieldValues`: has 120 entries, of which 1 came); check that the address is GitHub's; "
                "otherwise please report it"
            ),
        ),
    ],
    ids=["refused", "hidden", "too many", "too long"],
)
def test_what_is_not_told_of_projects_is_undecided(fake: FakeGitHub, said: Any, expected: str) -> None:
    fake.add(5, items=said)
    fake.add(6)
    tracker = github_of(fake)
    assert words(facet(tracker, "projects"), fake) == f"undecided: {expected}"
    assert (facet(tracker, "projects", 6), facet(tracker, "type")) == ((), "")


def test_token_without_the_scope_of_projects_still_reads_issues(fake: FakeGitHub) -> None:
    fake.add(5)
    said = "Your token has not been granted the required scopes to execute this query."
    lacking = json.dumps({"errors": [{"type": "INSUFFICIENT_SCOPES", "message": said}]}).encode()
    tracker = github_of(fake)
    fake.script = [Answer(body=lacking)]
    expected = f"undecided: cannot be looked up: HOST refuses access ({said}); {REMEDY}"
    assert words(facet(tracker, "projects"), fake) == expected
    assert keys(listed(tracker, state="open")) == [5]


# --- GitLab


@pytest.fixture
def lab() -> Iterator[FakeGitLab]:
    made = FakeGitLab()
    with serving(lambda seen: of_lab(made, seen)) as made.url:
        yield made


FAMILY: dict[int, tuple[str | None, list[str]]] = {5: (None, ["6", "acme/other#7"]), 6: ("5", []), 9: (None, [])}
"""Parent and children of the work items."""


def of_lab(lab: FakeGitLab, seen: Seen) -> Answer:
    """GitLab with its GraphQL API, which knows the family alone."""
    if seen.path == "/api/graphql":
        lab.seen.append("graphql")
        return lab.answers.get("graphql") or Answer(body=json.dumps(family(seen)).encode())
    other = "/api/v4/projects/acme%2Fother"
    if seen.path.startswith(other):
        is_issue = seen.path.startswith(f"{other}/issues?")
        there = {**lab.issues[9], "iid": 7, "issue_type": "task", "state": "closed"}
        name: dict[str, Any] = {"path_with_namespace": "acme/other"}
        is_list = "?" in seen.path
        said: Any = ([there] if is_issue else []) if is_list else name
        return Answer(body=json.dumps(said).encode(), headers={"x-next-page": ""})
    return lab.answer(seen)


def family(seen: Seen) -> dict[str, Any]:
    asked = json.loads(seen.body)["variables"]
    nodes = [item(int(iid)) for iid in asked["iids"] if int(iid) in FAMILY]
    return {"data": {"project": {"workItems": {"nodes": nodes}}}}


def item(iid: int) -> dict[str, Any]:
    parent, below = FAMILY[iid]
    page = {"pageInfo": {"hasNextPage": False, "endCursor": None}, "nodes": [placed(one) for one in below]}
    known = {"parent": placed(parent) if parent else None, "hasChildren": bool(below), "children": page}
    widgets = [{"__typename": "WorkItemWidgetLabels"}, {"__typename": "WorkItemWidgetHierarchy", **known}]
    return {"iid": str(iid), "widgets": widgets}


def placed(written: str) -> dict[str, Any]:
    project, _, iid = written.rpartition("#")
    return {"iid": iid, "namespace": {"fullPath": project or NAME}}


def test_types_of_gitlab_come_with_its_issues(lab: FakeGitLab) -> None:
    lab.add(5, issue_type="incident")
    lab.add(6, issue_type="test_case")
    tracker = gitlab_of(lab)
    found = tracker.answer([IssueRef("", number) for number in (5, 6)], []).issues
    assert [one.type for one in found.values() if not isinstance(one, Missing)] == ["incident", "test case"]
    assert words(listed(tracker, type="Bug"), lab) == (
        "undecided: cannot be had: GitLab lists no type `Bug`; there is `issue`, `incident`, `task`, `test case`"
    )
    assert "graphql" not in lab.seen


def test_gitlab_lists_issues_by_its_own_types(lab: FakeGitLab) -> None:
    for number, kind in ((5, "issue"), (6, "incident"), (9, "incident")):
        lab.add(number, issue_type=kind, state="closed" if number == 9 else "opened")
    tracker = gitlab_of(lab)
    assert keys(listed(tracker, type="Incident")) == [6, 9]
    assert keys(listed(tracker, type="incident", state="closed")) == [9]


def test_children_of_gitlab_are_read_to_their_end(lab: FakeGitLab) -> None:
    for number in (5, 6, 7):
        lab.add(number, issue_type="task")
    pages = [child_page(["6"], "next"), child_page(["7"], None)]
    asked: list[str | None] = []

    def answer(seen: Seen) -> Answer:
        if seen.path != "/api/graphql":
            return of_lab(lab, seen)
        asked.append(json.loads(seen.body)["variables"]["after"])
        return pages[len(asked) - 1]

    with serving(answer) as lab.url:
        tracker = gitlab_of(lab)
        assert keys(below(tracker, 5)) == [6, 7]
    assert asked == [None, "next"]


def test_children_of_gitlab_come_in_the_order_of_their_numbers(lab: FakeGitLab) -> None:
    for number in (5, 9, 10):
        lab.add(number, issue_type="task")
    lab.answers["graphql"] = child_page(["10", "acme/other#7", "9"], None)
    assert keys(below(gitlab_of(lab), 5)) == [9, 10, "acme/other#7"]


def child_page(below: list[str], after: str | None) -> Answer:
    page = {"pageInfo": {"hasNextPage": after is not None, "endCursor": after}, "nodes": [placed(one) for one in below]}
    widget = {"__typename": "WorkItemWidgetHierarchy", "hasChildren": True, "children": page}
    nodes = [{"iid": "5", "widgets": [widget]}]
    return Answer(body=json.dumps({"data": {"project": {"workItems": {"nodes": nodes}}}}).encode())


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (([], None), "cannot be looked up: #5 has children, none of which the token may see"),
        ((["6"], ""), "cannot be looked up: #5 has more children than are read"),
    ],
    ids=["hidden", "no cursor"],
)
def test_children_of_gitlab_that_do_not_come_are_undecided(
    lab: FakeGitLab, pages: tuple[list[str], str | None], expected: str
) -> None:
    lab.add(5)
    lab.answers["graphql"] = child_page(*pages)
    tracker = gitlab_of(lab)
    assert words(below(tracker, 5), lab).startswith(f"undecided: {expected}")
    assert keys(listed(tracker, state="open")) == [5]


def test_parents_and_children_of_gitlab_are_told_by_its_graphql(lab: FakeGitLab) -> None:
    for number, kind in ((5, "issue"), (6, "task"), (9, "issue")):
        lab.add(number, issue_type=kind)
    tracker = gitlab_of(lab)
    assert [facet(tracker, "parent", number) for number in (5, 6)] == ["", "#5"]
    found = below(tracker, 5)
    assert (sorted(keys(found), key=str), {one.parent for one in found.issues}) == ([6, "acme/other#7"], {"#5"})
    assert keys(below(tracker, 5, type="task", state="closed")) == ["acme/other#7"]
    assert keys(below(tracker, 9)) == []
    assert words(below(tracker, 404), lab).startswith("decided: is empty: #404 does not exist in acme/sorting/belt")


def test_what_gitlab_does_not_tell_is_undecided_with_the_reason(lab: FakeGitLab) -> None:
    lab.add(5)
    tracker = gitlab_of(lab)
    untold = "undecided: is not told by GitLab; compare labels, or milestones, instead"
    assert [words(facet(tracker, name), lab) for name in ("type", "projects")] == [untold, untold]
    errors = {"errors": [{"message": "Field 'workItems' doesn't exist on type 'Project'"}]}
    lab.answers["graphql"] = Answer(body=json.dumps(errors).encode())
    expected = (
        "undecided: cannot be looked up: HOST reports `Field 'workItems' doesn't exist on type 'Project'`; "
        "ask a newer version of GitLab, with `read_api`"
    )
    assert [words(one, lab) for one in (facet(tracker, "parent"), below(tracker, 5))] == [expected, expected]
    lab.answers["graphql"] = Answer(404)
    assert "has no GraphQL API" in words(facet(tracker, "parent"), lab)
    assert keys(listed(tracker, state="open")) == [5]
