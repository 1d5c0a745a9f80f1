"""A policy that is known by its digest: of each file, and of all that it builds on and names."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from commands import POLICY, closure_check

CHILD = """\
version: 1
policy: child
extends: ./base.yaml
criteria:
  - id: rewritten
    for_each: {file: guide.md}
    require: {no_template_text: {template: templates/*.md}}
"""
BASE = "version: 1\npolicy: base\ncriteria:\n  - {id: complete, for_each: {file: guide.md}, require: no_placeholders}\n"
FILLED_IN = CHILD.replace("templates/*.md", "'templates/{document}'")
FILES = {
    "child.yaml": CHILD,
    "base.yaml": BASE,
    "guide.md": "# Guide\n\nAsk Rahul for the badge.\n",
    "templates/b.md": "# B\n\nSay here who is to be asked for it.\n",
    "templates/a.md": "# A\n\nSay here where all of it is kept.\n",
}


def hexed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def digests(house: Path, *policies: str) -> Sequence[str]:
    ran = closure_check(house, "lint", "--digest", *policies)
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


def whole(house: Path, *policies: str) -> str:
    return digests(house, *policies)[-1].removesuffix("  the whole")


def test_digest_of_the_whole_is_that_of_the_list_of_all_files(house: Path) -> None:
    own = [hexed(FILES[name]) for name in ("child.yaml", "base.yaml")]
    named = [f"{hexed(FILES[name])}  {name}" for name in ("templates/a.md", "templates/b.md")]
    listed = "".join(f"{line}\n" for line in (*own, *named))
    assert digests(house, "child.yaml") == [
        f"sha256:{own[0]}  child.yaml",
        f"sha256:{own[1]}  base.yaml",
        f"sha256:{named[0]}",
        f"sha256:{named[1]}",
        f"sha256:{hexed(listed)}  the whole",
    ]


def test_digest_of_a_single_file_is_its_own(house: Path) -> None:
    assert whole(house, "base.yaml") == f"sha256:{hexed(BASE)}"


def test_digest_does_not_depend_on_where_the_policy_lies(house: Path) -> None:
    before = whole(house, "child.yaml")
    (house / "rules").mkdir()
    for name in ("child.yaml", "base.yaml"):
        (house / name).rename(house / "rules" / name)
    assert whole(house, "rules/child.yaml") == before


def test_expected_policy_is_judged_and_any_other_refused(house: Path) -> None:
    expected = whole(house, "child.yaml")
    arguments = ("check", "--policy", "child.yaml", "--quiet", "--expect-policy", expected)
    assert closure_check(house, *arguments).code == 0
    for name in ("child.yaml", "base.yaml", "templates/a.md"):
        (house / name).write_text(FILES[name] + "\n", encoding="utf-8")
        ran = closure_check(house, *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == (
            f"--expect-policy: the policy has the digest {whole(house, 'child.yaml')}, expected {expected}; "
            f"read what is new in it, then say `{whole(house, 'child.yaml')}`\n"
        )
        (house / name).write_text(FILES[name], encoding="utf-8")


def test_templates_that_change_places_are_another_policy(house: Path) -> None:
    before = whole(house, "child.yaml")
    (house / "templates/a.md").write_text(FILES["templates/b.md"], encoding="utf-8")
    (house / "templates/b.md").write_text(FILES["templates/a.md"], encoding="utf-8")
    assert whole(house, "child.yaml") != before


def test_settings_of_the_judged_tree_name_the_expected_policy_and_count_for_nothing_else(house: Path) -> None:
    (house / ".closure-check.yaml").write_text("policies: [child.yaml]\nskip: [complete]\n", encoding="utf-8")
    ran = closure_check(house, "check", "--expect-policy", whole(house, "child.yaml"), "--quiet")
    said = "! `skip: [complete]` of the judged tree does not count\n"
    assert (ran.code, ran.out) == (0, f"{said}MET  all 2 criteria are met\n")


@pytest.mark.parametrize(
    ("digest", "says"),
    [
        ("sha256:12", "--expect-policy: `sha256:12` is no digest, expected `sha256:` and 64 hexadecimal digits\n"),
        ("a" * 64, f"--expect-policy: `{'a' * 64}` is no digest, expected `sha256:` and 64 hexadecimal digits\n"),
        (f"sha256:{'A' * 64}", f"--expect-policy: `sha256:{'A' * 64}` is no digest, expected `sha256:` and 64 hexa"),
    ],
)
@pytest.mark.parametrize("command", [("check",), ("list",), ("issues", "fetch", "-o", "issues.json")])
def test_what_is_no_digest_is_told(house: Path, command: tuple[str, ...], digest: str, says: str) -> None:
    ran = closure_check(house, *command, "--policy", "base.yaml", "--expect-policy", digest)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(says)


def test_template_that_only_documents_name_cannot_be_expected(house: Path) -> None:
    (house / "child.yaml").write_text(FILLED_IN, encoding="utf-8")
    ran = closure_check(house, "check", "--policy", "child.yaml", "--expect-policy", f"sha256:{'0' * 64}")
    said = "--expect-policy: `templates/{document}` has no digest; take it from a revision (--policy-at)\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_shipped_policy_has_a_digest_too(house: Path) -> None:
    lines = digests(house, POLICY)
    assert [line.partition("  ")[2] for line in lines][:2] == [f"policies/{POLICY}.yaml", "policies/handover.yaml"]


def test_policy_with_mistakes_has_no_digest(house: Path) -> None:
    (house / "child.yaml").write_text("version: 1\n", encoding="utf-8")
    ran = closure_check(house, "lint", "--digest", "child.yaml")
    assert (ran.code, ran.out) == (2, "")
