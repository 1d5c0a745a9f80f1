"""Policies from elsewhere: brought into the tree when asked, locked, and refused when they are not what is locked."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from commands import closure_check, commit_all, git

TEAM = "version: 1\npolicy: team\nextends: ../base.yaml\n"
BASE = "version: 1\npolicy: base\ncriteria:\n  - {id: there, for_each: {file: guide.md}, require: committed}\n"
HOUSE = "version: 1\npolicy: house\nextends: .closure-check/vendor/rules/teams/team.yaml\n"
LOCK = ".closure-check/vendor.lock.yaml"
FOLDER = ".closure-check/vendor/rules"
AGAIN = "put it back, or fetch it again with `closure-check vendor`\n"


def digest(text: str) -> str:
    return f"sha256:{sha256(text.encode()).hexdigest()}"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The repository of those who write policies."""
    folder = tmp_path / "rules"
    (folder / "teams").mkdir(parents=True)
    (folder / "teams/team.yaml").write_text(TEAM, encoding="utf-8")
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit_all(folder)
    return folder


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "guide.md").write_text("# Guide\n", encoding="utf-8")
    (folder / "policy.yaml").write_text(HOUSE, encoding="utf-8")
    (folder / ".closure-check.yaml").write_text("policies: [policy.yaml]\n", encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit_all(folder)
    return folder


def lock(source: str, commit: str) -> str:
    def entry(path: str, text: str) -> str:
        return (
            f'  "{FOLDER}/{path}":\n    source: "{source}"\n    file: "{path}"\n'
            f'    commit: "{commit}"\n    digest: "{digest(text)}"\n'
        )

    head = "# Written by `closure-check vendor`. The files are as they are at their sources.\nversion: 1\nfiles:\n"
    return head + entry("base.yaml", BASE) + entry("teams/team.yaml", TEAM)


@pytest.mark.parametrize("address", [False, True], ids=["clone", "address"])
def test_policy_is_brought_with_what_it_builds_on_and_locked(house: Path, rules: Path, address: bool) -> None:
    (rules / "base.yaml").write_text("not committed", encoding="utf-8")
    source = f"file://{rules}" if address else "../rules"
    ran = closure_check(house, "vendor", source, "teams/team.yaml", "--at", "main")
    said = f"{digest(TEAM)}  {FOLDER}/teams/team.yaml\n{digest(BASE)}  {FOLDER}/base.yaml\n"
    assert (ran.code, ran.out, ran.err) == (0, said, "")
    commit = git(rules, "rev-parse", "HEAD")
    assert (house / LOCK).read_text(encoding="utf-8") == lock(source if address else "rules", commit)
    assert (house / FOLDER / "base.yaml").read_text(encoding="utf-8") == BASE
    assert closure_check(house, "check", "--quiet").out == "MET  1 of 1 criterion is met\n"
    assert closure_check(house, "lint", LOCK, "policy.yaml").out == (
        f"{LOCK}: 2 files from elsewhere, no mistakes\npolicy.yaml: 1 criteria, no mistakes\n"
    )


def test_full_commit_is_fetched_from_an_address(house: Path, rules: Path) -> None:
    commit = git(rules, "rev-parse", "HEAD")
    (rules / "base.yaml").write_text(BASE.replace("there", "elsewhere"), encoding="utf-8")
    commit_all(rules)
    assert closure_check(house, "vendor", f"file://{rules}", "base.yaml", "--at", commit).code == 0
    assert (house / FOLDER / "base.yaml").read_text(encoding="utf-8") == BASE


def test_what_comes_later_is_added_to_the_lock(house: Path, rules: Path) -> None:
    assert closure_check(house, "vendor", "../rules", "base.yaml").code == 0
    assert closure_check(house, "vendor", "../rules", "teams/team.yaml").code == 0
    assert (house / LOCK).read_text(encoding="utf-8") == lock("rules", git(rules, "rev-parse", "HEAD"))


@pytest.mark.parametrize("at", ["worktree", "index", "HEAD"])
def test_file_that_is_not_what_the_lock_says_is_refused(house: Path, rules: Path, at: str) -> None:
    closure_check(house, "vendor", "../rules", "teams/team.yaml")
    other = BASE.replace("committed", "no_placeholders")
    (house / FOLDER / "base.yaml").write_text(other, encoding="utf-8")
    commit_all(house)
    said = f"{FOLDER}/base.yaml is not what {LOCK} says: it has the digest {digest(other)}, expected {digest(BASE)}"
    ran = closure_check(house, "check", "--at", at)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{FOLDER}/teams/team.yaml:3:10: {said}; {AGAIN}"
    ran = closure_check(house, "lint", LOCK)
    assert (ran.code, ran.err) == (2, f"{LOCK}:4:3: {said}; {AGAIN}{LOCK}: 1 mistake\n")


def test_file_that_the_lock_does_not_know_is_refused(house: Path, rules: Path) -> None:
    closure_check(house, "vendor", "../rules", "base.yaml")
    (house / FOLDER / "teams").mkdir()
    (house / FOLDER / "teams/team.yaml").write_text(TEAM, encoding="utf-8")
    ran = closure_check(house, "check")
    assert ran.code == 2
    said = f"{FOLDER}/teams/team.yaml lies among the files from elsewhere, and {LOCK} does not know it; {AGAIN}"
    assert ran.err == f"policy.yaml:3:10: {said}"


def test_template_that_is_not_what_the_lock_says_is_refused(house: Path, rules: Path) -> None:
    (rules / "template.md").write_text("# Guide\n\nSay here who is to be asked.\n", encoding="utf-8")
    commit_all(rules)
    closure_check(house, "vendor", "../rules", "template.md")
    policy = "version: 1\npolicy: house\ncriteria:\n  - id: it\n    for_each: {file: guide.md}\n"
    policy += f"    require: {{no_template_text: {{template: {FOLDER}/template.md}}}}\n"
    (house / "policy.yaml").write_text(policy, encoding="utf-8")
    commit_all(house)
    assert closure_check(house, "check").code == 0
    (house / FOLDER / "template.md").write_text("# Guide\n\nSay here nothing at all of it.\n", encoding="utf-8")
    ran = closure_check(house, "check")
    assert ran.code == 2
    assert ran.err.startswith(f"{FOLDER}/template.md is not what {LOCK} says: ")


def test_lock_that_a_change_rewrites_is_told_and_does_not_count(house: Path, rules: Path) -> None:
    closure_check(house, "vendor", "../rules", "teams/team.yaml")
    commit_all(house)
    git(house, "checkout", "--quiet", "-b", "change")
    (rules / "base.yaml").write_text(BASE.replace("guide.md", "'*.md'"), encoding="utf-8")
    commit_all(rules)
    closure_check(house, "vendor", "../rules", "teams/team.yaml")
    commit_all(house)
    ran = closure_check(house, "check", "--at", "HEAD", "--policy-at", "main")
    assert ran.code == 0
    assert f"! {FOLDER}/base.yaml\n" in ran.out
    assert f"! {LOCK}\n" in ran.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("../rules", "none.yaml"), "none.yaml is not there at `HEAD` of rules; name a file that is there\n"),
        (("../rules", "../house/policy.yaml"), "`../house/policy.yaml` leads out of the tree; name a file of the tree"),
        (("../rules", "base.yaml", "--into", "../out"), "`../out` leads out of the tree; name a file of the tree"),
        (("../rules", "base.yaml", "--into", ".git/hooks"), "`.git/hooks` lies in git's own folder; name a file"),
        (("../rules", "base.yaml", "--at", "worktree"), "`worktree` is no commit; what comes from elsewhere has to be"),
        (("../rules", "base.yaml", "--at", "v9"), "`v9` names no commit of "),
        (("../nowhere", "base.yaml"), "`../nowhere` does not exist; name a folder\n"),
        (("https://ann:secret@example.org/rules", "base.yaml"), "an address with a user or a password in it would "),
        (("ext::sh -c true", "base.yaml"), "`ext::sh -c true` does not exist; name a folder\n"),
        (("http://example.org/rules", "base.yaml"), "`http://example.org/rules` is no address of a git repository; "),
        (("file:///nowhere/rules", "base.yaml"), "file:///nowhere/rules cannot be fetched: "),
    ],
)
def test_wrong_call_is_2_and_writes_nothing(house: Path, rules: Path, arguments: tuple[str, ...], says: str) -> None:
    ran = closure_check(house, "vendor", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(says)
    assert git(house, "status", "--porcelain") == ""


def test_nothing_is_written_through_a_link(house: Path, rules: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (house / ".closure-check").symlink_to(tmp_path / "outside")
    ran = closure_check(house, "vendor", "../rules", "base.yaml")
    assert ran.code == 2
    assert "lies behind the symbolic link `.closure-check`, which is never followed" in ran.err
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (("version: 1", "version: 2"), f"{LOCK}:2:10: "),
        (('source: "rules"', 'sources: "rules"'), f"{LOCK}:5:5: "),
        (('digest: "sha256:', 'digest: "sha1:'), f"{LOCK}:8:13: `sha1:"),
        (('commit: "', 'commit: "v'), f"{LOCK}:7:13: `v"),
        ((f'"{FOLDER}/base', '"../base'), f"{LOCK}:4:3: `../base.yaml` leads out of the tree; "),
    ],
)
def test_mistake_in_the_lock_is_told_with_its_place(
    house: Path, rules: Path, changed: tuple[str, str], says: str
) -> None:
    closure_check(house, "vendor", "../rules", "teams/team.yaml")
    text = (house / LOCK).read_text(encoding="utf-8")
    assert changed[0] in text
    (house / LOCK).write_text(text.replace(*changed), encoding="utf-8")
    for command in (("lint", LOCK), ("check",)):
        ran = closure_check(house, *command)
        assert (ran.code, ran.out) == (2, "")
        assert says in ran.err
