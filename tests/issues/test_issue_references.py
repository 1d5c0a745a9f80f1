import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.issues.forge_notation import ForgeNotation
from checker.issues.references import references, references_in
from checker.model.issues import IssueRef
from checker.model.location import Location
from checker.model.record import Link, Value, plain_value
from checker.model.references import Mismatch, at_home

HERE = Location("notes.md", 3, 1)
GITLAB = ForgeNotation("gitlab.com", gh=False, groups=True)
FORGE = "https://github.com/acme/belt"


def cell(plain: str, *links: tuple[str, str], code: tuple[str, ...] = (), kind: str = "link") -> Value:
    return Value(
        text=plain,
        plain=plain,
        location=HERE,
        links=tuple(Link(kind, target, text, HERE) for text, target in links),
        code=code,
    )


def written(value: Value) -> list[str]:
    return [str(ref) for ref in references(value).issues]


def issues(text: str) -> list[str]:
    return [str(ref) for ref in references_in(text).issues]


def pulls(text: str) -> list[str]:
    return [str(ref) for ref in references_in(text).pulls]


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("#62", ["#62"]),
        ("see #62, #63 and #62 again", ["#62", "#63"]),
        ("(#62)", ["#62"]),
        ("[#62]", ["#62"]),
        ("**#62**: open", ["#62"]),
        ("#62.", ["#62"]),
        ("#62—waiting", ["#62"]),
        ("修复#62的问题", ["#62"]),
        ("#62/#63", ["#62", "#63"]),
        ("GH-62", ["#62"]),
        ("gh-62", ["#62"]),
        ("gh-#62", ["#62"]),
        ("Issue#62", ["#62"]),
        ("fixes#62", ["#62"]),
        ("acme/belt#62", ["acme/belt#62"]),
        ("acme/belt.js#62", ["acme/belt.js#62"]),
        ("acme-corp/belt_2#62", ["acme-corp/belt_2#62"]),
        ("belt#62", ["belt#62"]),
        ("tracked in [belt#62]", ["belt#62"]),
        (f"{FORGE}/issues/62", ["acme/belt#62"]),
        (f"{FORGE}/issues/62/", ["acme/belt#62"]),
        (f"{FORGE}/issues/62?foo=1#issuecomment-99", ["acme/belt#62"]),
        (f"see {FORGE}/issues/62.", ["acme/belt#62"]),
        (f"<{FORGE}/issues/62>", ["acme/belt#62"]),
        (f"({FORGE}/issues/62)", ["acme/belt#62"]),
        ("https://GitHub.com/acme/belt/issues/62", ["acme/belt#62"]),
        (f"[the race]({FORGE}/issues/62)", ["acme/belt#62"]),
        (f"#62 ({FORGE}/issues/62)", ["acme/belt#62"]),
        (f"{FORGE}/issues/62 and other/belt#62", ["acme/belt#62", "other/belt#62"]),
        ("#62 and acme/belt#62", ["#62", "acme/belt#62"]),
        ("#46–#51", ["#46", "#51"]),
        ("#46-#51", ["#46", "#51"]),
        ("issue #123456", ["#123456"]),
        ("the colour of #62", ["#62"]),
        ("- #62", ["#62"]),
        ("Fixes #333333", ["#333333"]),
        ("the #17 regression and the #6 fix", ["#17", "#6"]),
        ("is #1 still open?", ["#1"]),
        ("Option #2 because of #62", ["#62"]),
        ("task #62", ["#62"]),
        ("Background reading: #456", ["#456"]),
        ("height #999 of the list", ["#999"]),
    ],
)
def test_issues_are_found_in_every_spelling(text: str, refs: list[str]) -> None:
    assert issues(text) == refs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "62",
        "# 62",
        "#0",
        "#0000",
        "#062",
        "#[ISSUE]",
        "#ISSUE",
        "#include <stdio.h>",
        "#[derive(Debug)]",
        "#!/bin/sh",
        "color #123456",
        "Colour: #336699",
        "background: #123",
        "#3-design",
        "#62_x",
        "#62abc",
        "#1.5",
        "#46–51",
        "#46-51",
        "##62",
        "&#62;",
        "C#7",
        "MS#4",
        "step#3",
        "step #3",
        "see steps #1, #2 and #3",
        "Apartment #12",
        "Ranked #1 in the region",
        "the #1 cause of outages",
        "their #2 priority this year",
        "the world's #1 belt",
        "build #1234 failed",
        "Finding #3: too slow",
        "text #333333 on #ffffff",
        "#112233 and #0a0b0c",
        "border: 1px solid #999",
        "GH-05",
        "HIGH-7 and SIGH-12",
        "docs/plan.md#62",
        "plan.md#62",
        "a/b/c#62",
        "./belt#62",
        "me@belt#62",
        "https://example.org/page#62",
        "#1234567890",
        "#" + "9" * 5000,
        f"{FORGE}/issues",
        f"{FORGE}/issues/",
        f"{FORGE}/issues?q=is%3Aopen+62",
        f"{FORGE}/issues/new",
        f"{FORGE}/issues/0",
        f"{FORGE}/issues/62abc",
        f"{FORGE}/issues/62/edit",
        f"{FORGE}/milestone/4",
        f"{FORGE}/discussions/62",
        f"[open ones]({FORGE}/issues?q=is%3Aissue)",
        "[#62](notes.md)",
        "[#62](#62)",
    ],
)
def test_what_people_do_not_mean_as_an_issue_is_none(text: str) -> None:
    assert references_in(text).issues == ()


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com.evil.example/acme/belt/issues/62",
        "https://evil.example/github.com/acme/belt/issues/62",
        "https://github.com@evil.example/acme/belt/issues/62",
        "https://me@github.com/acme/belt/issues/62",
        "https://github.com:8443/acme/belt/issues/62",
        "https://gist.github.com/acme/belt/issues/62",
        "http://github.com/acme/belt/issues/62",
        "https://forge.example/acme/belt/issues/62",
    ],
)
def test_an_address_at_another_host_is_a_stray(text: str) -> None:
    found = references_in(f"[#62]({text})")
    assert (found.issues, found.pulls, found.strays, found.mismatches) == ((), (), (text,), ())


def test_the_forge_may_have_another_host() -> None:
    text = "https://git.acme.example/acme/belt/issues/62"
    assert references_in(text, ForgeNotation("git.acme.example")).issues == (IssueRef("acme/belt", 62),)
    assert references_in(f"{FORGE}/issues/62", ForgeNotation("git.acme.example")).issues == ()


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        (f"{FORGE}/pull/62", ["acme/belt#62"]),
        (f"{FORGE}/pull/62/files#diff-1", ["acme/belt#62"]),
        (f"[#62]({FORGE}/pull/62)", ["acme/belt#62"]),
        ("PR #62", ["#62"]),
        ("PR#62", ["#62"]),
        ("merged in pull request #62", ["#62"]),
        ("PRs #61, #62 and #63", ["#61", "#62", "#63"]),
    ],
)
def test_a_pull_request_is_no_issue_and_is_told_apart(text: str, refs: list[str]) -> None:
    assert issues(text) == []
    assert pulls(text) == refs


def test_an_issue_beside_its_pull_request_is_found() -> None:
    assert (issues("#62 (fixed in PR #71)"), pulls("#62 (fixed in PR #71)")) == (["#62"], ["#71"])


def test_link_text_and_target_are_one_issue() -> None:
    assert written(cell("#62", ("#62", f"{FORGE}/issues/62"))) == ["acme/belt#62"]


def test_bare_url_is_one_issue() -> None:
    url = f"{FORGE}/issues/62#issuecomment-1"
    assert written(cell(url, (url, url), kind="autolink")) == ["acme/belt#62"]


def test_link_relative_to_the_repository_is_an_issue_of_it() -> None:
    assert written(cell("the race", ("the race", "../../../issues/62"))) == ["#62"]
    assert references(cell("#62", ("#62", "../../pull/62"))).pulls == (IssueRef("", 62),)


def test_target_wins_when_text_names_another_issue() -> None:
    found = references(cell("#62", ("#62", f"{FORGE}/issues/63")))
    assert found.issues == (IssueRef("acme/belt", 63),)
    assert found.mismatches == (Mismatch(IssueRef("", 62), f"{FORGE}/issues/63", IssueRef("acme/belt", 63)),)


def test_link_that_leads_to_no_issue_is_told() -> None:
    found = references(cell("#62", ("#62", "notes.md")))
    assert found.issues == ()
    assert found.mismatches == (Mismatch(IssueRef("", 62), "notes.md", None),)


def test_references_keep_the_order_of_the_text() -> None:
    value = cell("#1 second #3 fourth", ("second", f"{FORGE}/issues/2"), ("fourth", f"{FORGE}/issues/4"))
    assert written(value) == ["#1", "acme/belt#2", "#3", "acme/belt#4"]


def test_reference_in_a_code_span_is_an_example() -> None:
    assert written(cell("write closes #62 in the commit", code=("closes #62",))) == []
    assert written(cell("#621, not #62", code=("#62",))) == ["#621"]


def test_cell_that_is_a_code_span_means_the_issue() -> None:
    assert written(cell("#62", code=("#62",))) == ["#62"]
    assert written(cell("#62, #63", code=("#62", "#63"))) == ["#62", "#63"]
    assert written(cell("git commit -m 'fix #62'", code=("git commit -m 'fix #62'",))) == []


def test_alternative_text_of_an_image_is_no_reference() -> None:
    assert written(cell("#62", ("#62", "shot.png"), kind="image")) == []


def test_list_valued_field_holds_the_references_of_its_items() -> None:
    items = (plain_value("#62", HERE), plain_value("acme/belt#63", HERE))
    assert written(Value("", "", HERE, items=items)) == ["#62", "acme/belt#63"]


def test_own_repository_is_recognised_whatever_its_case() -> None:
    assert at_home(IssueRef("Acme/Belt", 62), "acme/belt") == IssueRef("", 62)
    assert at_home(IssueRef("?/belt", 62), "acme/belt") == IssueRef("", 62)
    assert at_home(IssueRef("acme/other", 62), "acme/belt") == IssueRef("acme/other", 62)
    assert at_home(IssueRef("acme/belt", 62), "") == IssueRef("acme/belt", 62)


@pytest.mark.parametrize(
    ("text", "repository", "issues", "strangers"),
    [
        ("AB#123", "acme/belt", [], ["AB#123"]),
        ("JIRA#4 and v2#4", "acme/belt", [], ["JIRA#4", "v2#4"]),
        ("Belt#62, AB#123, #4", "acme/belt", ["Belt#62", "#4"], ["AB#123"]),
        ("belt#62", "acme/sub/belt", ["belt#62"], []),
        ("acme/other#5", "acme/belt", ["acme/other#5"], []),
        ("AB#123", "", ["AB#123"], []),
        ("GH#4, Issue#5", "acme/belt", ["#4", "#5"], []),
    ],
)
def test_what_is_glued_to_the_number_says_whose_it_is(
    text: str, repository: str, issues: list[str], strangers: list[str]
) -> None:
    found = references_in(text).of(repository)
    assert ([str(ref) for ref in found.issues], list(found.strangers)) == (issues, strangers)


def test_only_gitlab_has_groups_in_groups_and_only_github_its_own_letters() -> None:
    text = "acme/sub/belt#4, a.b/c/belt#5, GH-6"
    assert [str(ref) for ref in references_in(text).issues] == ["#6"]
    assert [str(ref) for ref in references_in(text, GITLAB).issues] == [
        "acme/sub/belt#4",
        "a.b/c/belt#5",
    ]
    assert at_home(IssueRef("acme/sub/belt", 4), "Acme/Sub/belt") == IssueRef("", 4)
    assert at_home(IssueRef("sub/belt", 4), "acme/sub/belt") == IssueRef("sub/belt", 4)


@given(st.text(alphabet="#62aG H-h/[]()`.:_\u2013", max_size=60))
def test_any_text_is_read_and_every_number_is_positive(text: str) -> None:
    found = references_in(text)
    assert all(isinstance(ref.key, int) and ref.key > 0 for ref in (*found.issues, *found.pulls))
    assert len(set(found.issues)) == len(found.issues)
