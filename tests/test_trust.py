"""A change cannot switch off the gate that judges it: rules come from a revision that its author does not own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, closure_check, commit_all, git

POLICY = """\
version: 1
policy: house
title: House rules
repository: acme/belt
extends: ./base.yaml
documents: {guide: docs/guide.md, data: docs/data.yaml}
criteria:
  - id: guide-complete
    stage: merge
    for_each: {file: guide}
    require: no_placeholders
  - id: guide-rewritten
    for_each: {file: guide}
    require: {no_template_text: {template: docs/template.md}}
  - id: data-valid
    for_each: {value: {in: data}}
    require: {schema: {file: docs/schema.json}}
"""
BASE = """\
version: 1
policy: base
criteria:
  - id: defects-filed
    for_each: {row: {in: docs/guide.md, under: Defects, columns: [Defect, Issue]}}
    require: {Issue: {issue: {state: open}}}
"""
SETTINGS = "policies: [rules/policy.yaml]\nissues: rules/issues.json\n"
TEMPLATE = "# Guide\n\nSay here who has the badge, and on which floor to find them.\n"
GUIDE = "# Guide\n\nAsk Rahul.\n\n## Defects\n\n| Defect | Issue |\n|---|---|\n| D-1 | #1 |\n"
SCHEMA = '{"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}'


def issue(state: str) -> str:
    about: dict[str, Any] = {
        "title": "The badge",
        "stateReason": "",
        "labels": [],
        "assignees": [],
        "milestone": None,
        "comments": [],
    }
    one = {"number": 1, "state": state, "closedAt": None, "url": "https://github.com/acme/belt/issues/1"}
    return json.dumps([{**one, **about}])


def write(folder: Path, **files: str | None) -> None:
    """Files by path, `/` written as `__` and `.` as it is; None removes one."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink() if text is None else path.write_text(text, encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A repository that meets its own rules on `main`, with a branch `change` checked out."""
    folder = tmp_path / "house"
    files = {
        ".closure-check.yaml": SETTINGS,
        "rules/policy.yaml": POLICY,
        "rules/base.yaml": BASE,
        "rules/issues.json": issue("OPEN"),
        "docs/template.md": TEMPLATE,
        "docs/guide.md": GUIDE,
        "docs/data.yaml": "name: belt\n",
        "docs/schema.json": SCHEMA,
    }
    write(folder, **files)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit_all(folder)
    git(folder, "checkout", "--quiet", "-b", "change")
    return folder


def change(folder: Path, files: Mapping[str, str | None]) -> None:
    write(folder, **files)
    commit_all(folder)


def judged(folder: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    ran = closure_check(folder, "check", "--at", "HEAD", "--format", "json", *arguments)
    assert ran.out, ran.err
    return ran.code, json.loads(ran.out)


def unwrapped(ran: Ran) -> str:
    return " ".join(ran.out.split())


def altered(report: Mapping[str, Any]) -> dict[str, str]:
    return {one["path"]: one["alteration"] for one in report["rules"]["files"] if one["alteration"] != "same"}


UNFILLED = GUIDE.replace("Ask Rahul.", "Ask [NAME].")
COPIED = GUIDE.replace("Ask Rahul.", "Say here who has the badge, and on which floor to find them.")
UNLINKED = BASE.replace("{issue: {state: open}}", "filled")
ATTACKS: Mapping[str, tuple[Mapping[str, str | None], Mapping[str, str]]] = {
    "the policy is weakened": (
        {"docs/guide.md": UNFILLED, "rules/policy.yaml": POLICY.replace("no_placeholders", "committed")},
        {"rules/policy.yaml": "changed"},
    ),
    "a criterion is skipped": (
        {"docs/guide.md": UNFILLED, ".closure-check.yaml": f"{SETTINGS}skip: [guide-complete]\n"},
        {".closure-check.yaml": "changed"},
    ),
    "an earlier stage is judged": (
        {"docs/guide.md": UNFILLED, ".closure-check.yaml": f"{SETTINGS}stage: commit\n"},
        {".closure-check.yaml": "changed"},
    ),
    "a severity is lowered": (
        {"docs/guide.md": UNFILLED, "rules/policy.yaml": POLICY.replace("stage: merge", "severity: warning")},
        {"rules/policy.yaml": "changed"},
    ),
    "issues of its own are brought along": (
        {"docs/guide.md": GUIDE.replace("#1", "#2"), "rules/issues.json": issue("OPEN").replace("1", "2")},
        {"rules/issues.json": "changed"},
    ),
    "what the policy builds on is weakened": (
        {
            "docs/guide.md": GUIDE.replace("#1", "none"),
            "rules/base.yaml": BASE.replace("{issue: {state: open}}", "filled"),
        },
        {"rules/base.yaml": "changed"},
    ),
    "the template is emptied": (
        {"docs/guide.md": COPIED, "docs/template.md": "# Guide\n\nSay here on which floor the badge is to be found.\n"},
        {"docs/template.md": "changed"},
    ),
    "the schema is weakened": (
        {"docs/data.yaml": "title: belt\n", "docs/schema.json": '{"type": "object"}'},
        {"docs/schema.json": "changed"},
    ),
    "another policy is named": (
        {
            "docs/guide.md": UNFILLED,
            ".closure-check.yaml": SETTINGS.replace("policy.yaml", "weak.yaml"),
            "rules/weak.yaml": BASE.replace("policy: base", "policy: weak"),
        },
        {".closure-check.yaml": "changed", "rules/weak.yaml": "added"},
    ),
}


@pytest.mark.parametrize(("files", "told"), ATTACKS.values(), ids=ATTACKS)
def test_change_that_alters_its_rules_is_judged_by_those_of_the_base(
    house: Path, files: Mapping[str, str | None], told: Mapping[str, str]
) -> None:
    change(house, files)
    code, report = judged(house, "--policy-at", "main")
    assert (code, altered(report)) == (1, told)
    assert report["rules"]["origin"] == "revision"
    assert report["rules"]["own"]["exit_code"] == 0
    assert judged(house)[0] == 0  # what it would come to without


LISTED = """\
version: 1
policy: listed
documents: {form: docs/template.md}
trusted: [form, lists/*.yaml]
criteria:
  - id: guide-of-form
    for_each: {section: {in: form}}
    require: {exists: {section: {in: docs/guide.md}, where: {title: {equals: {field: title}}}}}
  - id: people-known
    for_each: {value: {in: 'lists/*.yaml', at: 'people.*'}}
    require: {exists: {mention: {in: docs/guide.md, pattern: '[A-Z][a-z]+'}, where: {text: {equals: {field: value}}}}}
  - id: lists-filled
    for_each: {file: 'lists/*'}
    require: no_placeholders
"""


@pytest.mark.parametrize(
    "files",
    [{"docs/template.md": "# Guide\n"}, {"docs/template.md": None}, {"lists/a.yaml": "people: [Rahul]\n"}],
    ids=["shortened", "removed", "list shortened"],
)
def test_document_that_the_policy_trusts_is_read_where_the_policy_comes_from(
    house: Path, files: Mapping[str, str | None]
) -> None:
    git(house, "checkout", "--quiet", "main")
    lists = (
        {"lists/a.yaml": "people: [Rahul, Tushar]\n"}
        if "lists/a.yaml" in files
        else {"lists/a.yaml": "people: [Rahul]\n"}
    )
    form = {"docs/template.md": "# Guide\n\n## Costs\n"} if "lists/a.yaml" not in files else {}
    change(house, {"rules/listed.yaml": LISTED, **lists, **form})
    git(house, "checkout", "--quiet", "-b", "other")
    change(house, {**files, "lists/new.yaml": "people: [Rahul]\n"})
    code, report = judged(house, "--policy-at", "main", "--policy", "rules/listed.yaml")
    changed = next(iter(files))
    told = {changed: "removed" if files[changed] is None else "changed", "lists/new.yaml": "added"}
    assert (code, altered(report)) == (1, told)
    outcomes = {one["id"]: one["outcome"] for one in report["criteria"]}
    assert outcomes["lists-filled"] == "pass"  # what is new belongs to no rules yet, and is judged like anything else


def test_stacked_branch_that_owns_its_base_is_judged_by_the_default_branch(house: Path) -> None:
    change(house, {"rules/policy.yaml": POLICY.replace("no_placeholders", "committed")})
    git(house, "checkout", "--quiet", "-b", "stacked")
    change(house, {"docs/guide.md": UNFILLED})
    assert judged(house, "--policy-at", "change")[0] == 0  # the base of the pull request, which its author owns
    assert judged(house, "--policy-at", "main")[0] == 1


def test_change_that_alters_no_rule_is_told_so_and_judged_once(house: Path) -> None:
    change(house, {"docs/notes.md": "# Notes\n"})
    code, report = judged(house, "--policy-at", "main")
    assert (code, report["verdict"], altered(report), report["rules"]["own"]) == (0, "met", {}, None)
    text = unwrapped(closure_check(house, "check", "--at", "HEAD", "--policy-at", "main"))
    assert "what is judged alters none of their 6 files" in text
    assert "Altered rules" not in text


def test_rules_that_cannot_be_used_are_told_and_those_of_the_base_judge(house: Path) -> None:
    change(house, {"rules/policy.yaml": "version: 1\npolicy: house\n"})
    code, report = judged(house, "--policy-at", "main")
    assert (code, report["verdict"], altered(report)) == (0, "met", {"rules/policy.yaml": "changed"})
    assert report["rules"]["own"] == {
        "verdict": "",
        "exit_code": None,
        "problem": "rules/policy.yaml:1:1: `criteria` is missing",
    }


def test_deleted_rules_are_told_and_judge_all_the_same(house: Path) -> None:
    change(house, {".closure-check.yaml": None, "docs/guide.md": UNFILLED})
    code, report = judged(house, "--policy-at", "main")
    assert (code, altered(report)) == (1, {".closure-check.yaml": "removed"})
    assert report["rules"]["own"]["problem"].startswith("no policy: ")


def test_policy_is_a_path_at_the_revision(house: Path) -> None:
    change(house, {"docs/guide.md": UNFILLED, "rules/policy.yaml": POLICY.replace("no_placeholders", "committed")})
    git(house, "rm", "--quiet", "-r", ".closure-check.yaml")
    commit_all(house)
    code, report = judged(house, "--policy-at", "main", "--policy", "rules/policy.yaml", "--stage", "merge")
    assert (code, report["policies"][0]["path"]) == (1, "rules/policy.yaml")
    assert report["rules"]["own"]["verdict"] == "met"
    (house / "sub").mkdir()
    assert judged(house / "sub", "--policy-at", "main", "--policy", "rules/policy.yaml", "--stage", "merge")[0] == 1


def test_folder_is_judged_by_the_settings_that_it_has_at_the_revision(house: Path) -> None:
    git(house, "checkout", "--quiet", "main")
    write(
        house, **{"part/.closure-check.yaml": "policies: [policy.yaml]\n", "part/guide.md": "# Guide\n\nAsk Rahul.\n"}
    )
    policy = "version: 1\npolicy: part\ncriteria:\n  - {id: it, for_each: {file: guide.md}, require: no_placeholders}\n"
    write(house, **{"part/policy.yaml": policy})
    commit_all(house)
    git(house, "checkout", "--quiet", "-b", "other")
    weak = policy.replace("no_placeholders", "committed")
    change(house, {"part/guide.md": "# Guide\n\nAsk [NAME].\n", "part/policy.yaml": weak})
    code, report = judged(house, "part", "--policy-at", "main")
    assert (code, altered(report)) == (1, {"part/policy.yaml": "changed"})
    assert judged(house, "part")[0] == 0


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("report", "--at", "HEAD", "--policy-at", "main", "-o", "page.html"), 1),
        (("explain", "guide-complete", "--at", "HEAD", "--policy-at", "main"), 1),
        (("diff", "main", "HEAD", "--policy-at", "main"), 1),
        (("list", "--policy-at", "main"), 0),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_every_command_that_judges_takes_the_rules_of_a_revision(
    house: Path, command: tuple[str, ...], code: int
) -> None:
    change(house, {"docs/guide.md": UNFILLED, "rules/policy.yaml": "version: 1\n"})
    ran = closure_check(house, *command)
    assert (ran.code, ran.err.count("mistake")) == (code, 0)


def test_index_and_work_tree_are_judged_by_the_branch_that_they_begin(house: Path) -> None:
    write(house, **{"docs/guide.md": UNFILLED, "rules/policy.yaml": POLICY.replace("no_placeholders", "committed")})
    assert closure_check(house, "check", "--policy-at", "main").code == 1
    git(house, "add", "--all")
    assert closure_check(house, "check", "--at", "index", "--policy-at", "main").code == 1
    assert closure_check(house, "check", "--at", "index", "--policy-at", "HEAD").code == 1


# --- what the settings of the judged tree say -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "ignored"),
    [
        ("skip: [guide-complete]\n", {"skip": "[guide-complete]"}),
        ("stage: commit\n", {"stage": "commit"}),
        ("fail_on: warning\n", {"fail_on": "warning"}),
        ("skip: [no-such-one]\n", {"skip": "[no-such-one]"}),
        ("stage: [\n", {".closure-check.yaml": "it cannot be read"}),
    ],
)
def test_with_a_policy_of_the_caller_the_settings_of_the_judged_tree_do_not_count(
    house: Path, said: str, ignored: Mapping[str, str]
) -> None:
    write(house, **{"docs/guide.md": UNFILLED, ".closure-check.yaml": f"policies: [rules/policy.yaml]\n{said}"})
    arguments = ("--policy", "rules/policy.yaml", "--issues", "rules/issues.json")
    ran = closure_check(house, "check", *arguments, "--format", "json")
    report = json.loads(ran.out)
    assert (ran.code, report["stage"], report["fail_on"], report["skip"]) == (1, "closure", "error", [])
    assert {one["key"]: one["value"] for one in report["rules"]["disregarded"]} == ignored
    assert "does not count" in unwrapped(closure_check(house, "check", *arguments))


def test_issues_that_the_judged_tree_names_do_not_beat_the_tracker_of_the_caller(house: Path) -> None:
    ran = closure_check(house, "check", "--policy", "rules/policy.yaml")
    assert ran.code == 3
    assert "`issues: rules/issues.json` of the judged" in ran.out


def test_what_the_caller_says_himself_is_not_told_as_ignored(house: Path) -> None:
    write(house, **{".closure-check.yaml": f"{SETTINGS}stage: merge\n"})
    arguments = ("--policy", "rules/policy.yaml", "--issues", "rules/issues.json", "--stage", "closure")
    assert "not count" not in unwrapped(closure_check(house, "check", *arguments))


# --- who leaves out ---------------------------------------------------------------------------------------------------


def test_whoever_leaves_a_criterion_out_is_named(house: Path) -> None:
    def told(*arguments: str) -> tuple[str, list[Any], dict[str, tuple[str | None, str]]]:
        report = judged(house, *arguments)[1]
        left = {one["id"]: (one["left_out_by"], one["note"]) for one in report["criteria"] if one["left_out_by"]}
        return report["verdict"], [report["only"], report["skip"]], left

    skipping = f"{SETTINGS}skip: [guide-complete]\n"
    assert told("--skip", "data-valid") == (
        "met-in-part",
        [[], [{"id": "data-valid", "by": "caller"}]],
        {"data-valid": ("caller", "left out by the caller")},
    )
    assert told("--only", "data-valid")[:2] == ("met-in-part", [["data-valid"], []])
    change(house, {".closure-check.yaml": skipping})
    by_settings = {"guide-complete": ("settings", "left out by `.closure-check.yaml`")}
    assert told() == ("met-in-part", [[], [{"id": "guide-complete", "by": "settings"}]], by_settings)
    git(house, "checkout", "--quiet", "-b", "next")
    change(house, {"docs/notes.md": "# Notes\n"})
    by_base = {"guide-complete": ("base", "left out by `.closure-check.yaml` at `change`")}
    assert told("--policy-at", "change") == ("met-in-part", [[], [{"id": "guide-complete", "by": "base"}]], by_base)


def test_all_that_is_named_by_only_is_no_part(house: Path) -> None:
    ids = ("defects-filed", "guide-complete", "guide-rewritten", "data-valid")
    assert judged(house, *(word for one in ids for word in ("--only", one)))[1]["verdict"] == "met"


# --- what is wrong with the call --------------------------------------------------------------------------------------


def wrong(house: Path, *arguments: str) -> str:
    ran: Ran = closure_check(house, "check", *arguments)
    assert (ran.code, ran.out) == (2, "")
    return ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--at", "HEAD", "--policy-at", "HEAD"), "--policy-at: `HEAD` is the commit that is judged; name one that "),
        (("--at", "HEAD", "--policy-at", "change"), "--policy-at: `change` is the commit that is judged; name one "),
        (("--policy-at", "HEAD"), "--policy-at: `HEAD` is whatever is checked out; name one that its author does not"),
        (("--policy-at", "change"), "--policy-at: nothing is changed since `change`, so its rules are what is judged"),
        (("--at", "index", "--policy-at", "HEAD"), "--policy-at: nothing is changed since `HEAD`, so its rules are "),
        (("--policy-at", "worktree"), "--policy-at: the worktree is what the author of the change has at hand; name"),
        (("--policy-at", "nowhere"), "--policy-at: `nowhere` names no commit of "),
        (("--policy-at", "--all"), "--policy-at: `--all` is no revision; name a commit, a tag or a branch"),
        (
            ("--policy-at", "main", "--policy", "none.yaml"),
            "none.yaml is not there at `main`; bring it there first, or name another one\n",
        ),
        (
            ("--policy-at", "main", "--policy", "../other.yaml"),
            "`../other.yaml` leads out of the tree; name a file of the tree, relative to its root\n",
        ),
        (
            ("--policy-at", "main", "--policy", "/etc/passwd"),
            "`/etc/passwd` is no relative path with `/` between its names; name a file of the tree, ",
        ),
        (("--policy-at", "main", "--policy", ".git/config.yaml"), "`.git/config.yaml` lies in git's own folder; name"),
        (("--policy-at", "main", "--policy", "rules"), "rules is a folder, not a file at `main`"),
    ],
)
def test_wrong_revision_or_path_is_2_with_the_remedy(house: Path, arguments: tuple[str, ...], says: str) -> None:
    commit_all_or_nothing(house)
    assert wrong(house, *arguments).startswith(says)


def commit_all_or_nothing(house: Path) -> None:
    """A commit of its own on the branch, without any change to the rules."""
    change(house, {"docs/notes.md": "# Notes\n"})


def test_branch_that_only_the_remote_has_is_pointed_out(house: Path) -> None:
    git(house, "update-ref", "refs/remotes/origin/trunk", "main")
    assert "; there is `origin/trunk`\n" in wrong(house, "--policy-at", "trunk")


def test_shallow_clone_without_the_revision_says_what_to_fetch(house: Path, tmp_path: Path) -> None:
    change(house, {"docs/notes.md": "# Notes\n"})
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "change", f"file://{house}", "clone")
    said = wrong(tmp_path / "clone", "--policy-at", "origin/main")
    assert (
        "whose history is shallow; fetch all of it (`git fetch --unshallow`, in GitHub Actions `fetch-depth: 0`)"
        in said
    )


def test_link_at_the_revision_is_not_followed(house: Path) -> None:
    git(house, "checkout", "--quiet", "main")
    (house / "rules/policy.yaml").rename(house / "rules/real.yaml")
    (house / "rules/policy.yaml").symlink_to("real.yaml")
    (house / "linked").symlink_to("rules")
    commit_all(house)
    git(house, "checkout", "--quiet", "-b", "other")
    change(house, {"docs/notes.md": "# Notes\n"})
    said = "is a symbolic link, which is never followed; put the file itself here at `main`\n"
    assert wrong(house, "--policy-at", "main", "--policy", "rules/policy.yaml") == f"rules/policy.yaml {said}"
    assert "lies behind the symbolic link `linked`" in wrong(
        house, "--policy-at", "main", "--policy", "linked/real.yaml"
    )
    assert "rules/policy.yaml, which .closure-check.yaml names, is a symbolic link" in wrong(
        house, "--policy-at", "main"
    )


def test_policy_at_the_revision_cannot_build_on_what_lies_outside(house: Path) -> None:
    (house.parent / "base.yaml").write_text(BASE, encoding="utf-8")
    git(house, "checkout", "--quiet", "main")
    change(house, {"rules/policy.yaml": POLICY.replace("./base.yaml", "../../base.yaml")})
    git(house, "checkout", "--quiet", "-b", "other")
    change(house, {"docs/notes.md": "# Notes\n"})
    said = "`../../base.yaml` leads out of the tree; name a file of the tree, relative to its root\n"
    assert wrong(house, "--policy-at", "main") == f"rules/policy.yaml:5:10: {said}"
    assert wrong(house) == f"rules/policy.yaml:5:10: {said}"
    assert wrong(house, "--policy", "rules/policy.yaml") == f"rules/policy.yaml:5:10: {said}"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("policies: [../out.yaml]\n", "policies: `../out.yaml` leads out of the tree; "),
        ("policies: [/etc/out.yaml]\n", "policies: `/etc/out.yaml` is no relative path with `/` between its names; "),
        ('policies: ["C:\\\\out.yaml"]\n', "policies: `C:\\out.yaml` is no relative path with `/` between its names; "),
        ('policies: ["a\\0.yaml"]\n', "policies: `a\\x00.yaml` holds a character that nobody sees; "),
        ("policies: [rules/policy.yaml]\nissues: ../issues.json\n", "issues: `../issues.json` leads out of the tree; "),
    ],
)
def test_settings_name_nothing_outside_of_the_tree(house: Path, settings: str, says: str) -> None:
    (house.parent / "out.yaml").write_text(BASE, encoding="utf-8")
    write(house, **{".closure-check.yaml": settings})
    assert wrong(house).startswith(f".closure-check.yaml: {says}")


def test_settings_reach_nothing_through_a_link(house: Path) -> None:
    (house.parent / "issues.json").write_text(issue("OPEN"), encoding="utf-8")
    (house / "rules/issues.json").unlink()
    (house / "rules/issues.json").symlink_to(house.parent / "issues.json")
    assert wrong(house) == (
        "rules/issues.json is a symbolic link, which is never followed; put the file itself into the tree\n"
    )
    (house / "rules/base.yaml").unlink()
    (house / "rules/base.yaml").symlink_to(house.parent / "base.yaml")
    assert "rules/base.yaml is a symbolic link, which is never followed" in wrong(house)


def test_outside_git_there_is_no_revision(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(BASE, encoding="utf-8")
    assert wrong(tmp_path, "--policy-at", "main", "--policy", "policy.yaml").startswith("--policy-at: ")


def test_same_change_gives_the_same_report_in_another_folder(house: Path, tmp_path: Path) -> None:
    change(house, ATTACKS["the policy is weakened"][0])
    git(tmp_path, "clone", "--quiet", "--branch", "change", str(house), "elsewhere/house")
    arguments = ("check", "--at", "HEAD", "--as-of", "2026-07-26", "--format", "json", "--policy-at")
    first = closure_check(house, *arguments, "main").out
    second = closure_check(tmp_path / "elsewhere/house", *arguments, "origin/main").out
    assert first == second.replace("origin/main", "main")
    assert str(tmp_path) not in first


def test_tag_that_is_called_like_the_branch_is_refused(house: Path) -> None:
    change(house, ATTACKS["the policy is weakened"][0])
    git(house, "update-ref", "refs/remotes/origin/main", "main")
    assert closure_check(house, "check", "--at", "HEAD", "--policy-at", "origin/main").code == 1
    git(house, "tag", "origin/main", "change~0")
    said = "`origin/main` may be `refs/tags/origin/main` or `refs/remotes/origin/main`; write the one you mean\n"
    assert wrong(house, "--at", "HEAD", "--policy-at", "origin/main") == f"--policy-at: {said}"
    assert closure_check(house, "check", "--at", "HEAD", "--policy-at", "refs/remotes/origin/main").code == 1


def test_tag_that_is_called_like_the_whole_name_of_the_branch_is_refused(house: Path) -> None:
    change(house, {"docs/notes.md": "# Notes\n"})
    git(house, "tag", "refs/remotes/origin/main", "main")
    said = (
        "--policy-at: `refs/remotes/origin/main` may be `refs/tags/refs/remotes/origin/main`; write the one you mean\n"
    )
    assert wrong(house, "--policy-at", "refs/remotes/origin/main") == said
    git(house, "tag", "trunk", "main")
    git(house, "branch", "trunk", "change")
    assert "`trunk~0` may be `refs/tags/trunk` or `refs/heads/trunk`" in wrong(house, "--policy-at", "trunk~0")


def test_issues_of_the_caller_are_not_those_that_the_change_brings_along(house: Path, tmp_path: Path) -> None:
    arguments = ("check", "--at", "HEAD", "--policy-at", "main", "--quiet", "--issues")
    change(house, {"docs/notes.md": "# Notes\n"})
    assert closure_check(house, *arguments, "rules/issues.json").code == 0
    change(house, {"rules/issues.json": issue("CLOSED"), "made.json": issue("OPEN")})
    said = "is part of what is judged, and not what it is at `main`; keep it outside of the tree, or bring it there"
    assert f"--issues: `rules/issues.json` {said}" in closure_check(house, *arguments, "rules/issues.json").err
    assert f"--issues: `made.json` {said}" in closure_check(house / "docs", *arguments, "../made.json").err
    (tmp_path / "link").symlink_to(house)
    assert f"--issues: `made.json` {said}" in closure_check(house, *arguments, tmp_path / "link/made.json").err
    (house / "kept.json").symlink_to("made.json")
    assert f"--issues: `made.json` {said}" in closure_check(house, *arguments, "kept.json").err
    (tmp_path / "outside.json").write_text(issue("OPEN"), encoding="utf-8")
    (house / "fetched.json").write_text(issue("OPEN"), encoding="utf-8")
    assert [closure_check(house, *arguments, one).code for one in ("../outside.json", "fetched.json")] == [0, 0]


def test_whoever_says_a_stage_or_a_severity_is_named(house: Path) -> None:
    def told(*arguments: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = judged(house, *arguments)[1]["rules"]["narrowed"]
        return found

    change(house, {".closure-check.yaml": f"{SETTINGS}stage: merge\n"})
    assert told() == [{"key": "stage", "value": "merge", "by": "settings"}]
    assert told("--stage", "commit") == told("--policy-at", "main") == []
    assert "narrowed `stage: merge`, as .closure-check.yaml says" in unwrapped(closure_check(house, "check"))
    git(house, "checkout", "--quiet", "-b", "next")
    change(house, {"docs/notes.md": "# Notes\n"})
    assert told("--policy-at", "change") == [{"key": "stage", "value": "merge", "by": "base"}]


def test_report_names_no_place_of_the_machine(house: Path, tmp_path: Path) -> None:
    (tmp_path / "out.yaml").write_text(BASE, encoding="utf-8")
    arguments = ("check", "--policy", str(tmp_path / "out.yaml"), "--issues", "rules/issues.json", "--format", "json")
    ran = closure_check(house, *arguments)
    report = json.loads(ran.out)
    assert (ran.code, report["policies"][0]["path"]) == (0, "out.yaml")
    assert str(tmp_path) not in ran.out


def test_ref_that_is_called_like_the_beginning_of_an_id_is_refused(house: Path) -> None:
    short = git(house, "rev-parse", "--short=8", "main")
    whole = git(house, "rev-parse", "main")
    change(house, ATTACKS["the policy is weakened"][0])
    assert closure_check(house, "check", "--at", "HEAD", "--policy-at", short).code == 1
    git(house, "tag", "weak", "change")
    git(house, "tag", short, "change")
    change(house, {"docs/notes.md": "# Notes\n"})
    said = f"--policy-at: `{short}` may be `refs/tags/{short}` or `{whole}`; write the one you mean\n"
    assert wrong(house, "--at", "HEAD", "--policy-at", short) == said
    assert closure_check(house, "check", "--at", "HEAD", "--policy-at", whole).code == 1
    (house / ".git/main").write_text(git(house, "rev-parse", "weak") + "\n", encoding="utf-8")
    said = "--policy-at: `main` may be `refs/heads/main` or `.git/main`; write the one you mean\n"
    assert wrong(house, "--at", "HEAD", "--policy-at", "main") == said


@pytest.mark.parametrize("option", ["--policy-at", "--expect-policy", "--no-worse-than"])
def test_option_that_an_unset_variable_leaves_empty_is_refused(house: Path, option: str) -> None:
    assert f"Invalid value for '{option}': it is empty; say what is meant, or leave it out" in wrong(house, option, "")


def test_waivers_of_the_caller_are_not_those_that_the_change_brings_along(house: Path, tmp_path: Path) -> None:
    arguments = ("--at", "HEAD", "--policy-at", "main", "--waivers")
    change(house, {"w.yaml": "version: 1\n"})
    said = "is part of what is judged, and not what it is at `main`; keep it outside of the tree, or bring it there"
    assert wrong(house, *arguments, "w.yaml") == f"--waivers: `w.yaml` {said} first\n"
    (tmp_path / "w.yaml").write_text("version: 1\n", encoding="utf-8")
    assert closure_check(house, "check", *arguments, "../w.yaml").code == 0


def test_folder_that_is_judged_is_not_replaced_by_a_link_or_a_submodule(house: Path, tmp_path: Path) -> None:
    git(house, "checkout", "--quiet", "main")
    for name, asked in (("part", "no_placeholders"), ("weak", "committed")):
        policy = f"version: 1\npolicy: p\ncriteria:\n  - {{id: it, for_each: {{file: a.md}}, require: {asked}}}\n"
        files = {".closure-check.yaml": "policies: [p.yaml]\n", "p.yaml": policy, "a.md": "Ask [NAME].\n"}
        write(house, **{f"{name}/{path}": text for path, text in files.items()})
    commit_all(house)
    git(house, "checkout", "--quiet", "-b", "other")
    (house / "part").rename(tmp_path / "own")
    (house / "part").symlink_to("weak")
    commit_all(house)
    said = f"`part` is reached through the symbolic link `{house / 'part'}`; name the folder itself\n"
    assert wrong(house, "part", "--at", "HEAD", "--policy-at", "main") == said
    (house / "part").unlink()
    (tmp_path / "own").rename(house / "part")
    git(house / "part", "init", "--quiet", "--initial-branch=main")
    commit_all(house / "part")
    git(house, "rm", "--quiet", "-r", "--cached", "part")
    assert closure_check(house, "check", "part").code == 1  # of another checkout that lies in this one
    commit_all(house)
    said = "`part` is in a submodule, which has revisions of its own; judge it from there\n"
    assert wrong(house, "part", "--at", "HEAD", "--policy-at", "main") == said
    (tmp_path / "link").symlink_to(house)
    assert closure_check(tmp_path, "check", "link/weak").code == 0


def test_change_cannot_name_its_own_signers(house: Path) -> None:
    signers = "rules/allowed_signers"
    sentence = f"for_each: {{commit: {{signers: {signers}}}}}\n    require: {{subject: filled}}"
    policy = f"version: 1\npolicy: house\ncriteria:\n  - id: signed\n    {sentence}\n"
    git(house, "switch", "--quiet", "main")
    change(house, {"rules/policy.yaml": policy, signers: "rahul@example.org ssh-ed25519 AAAA\n"})
    git(house, "switch", "--quiet", "--force-create", "change")
    change(house, {signers: None})
    code, report = judged(house, "--policy-at", "main")
    assert (code, altered(report)) == (0, {signers: "removed"})
    assert judged(house)[0] == 1
