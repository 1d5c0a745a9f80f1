"""Loading a policy: whatever the bytes are, a policy comes out or a `PolicyError`, and soon."""

from __future__ import annotations

import pytest
from kit import mistakes_in, one_criterion

from checker.errors import PolicyError
from checker.policy.files import LARGEST_POLICY
from checker.policy.load import load_policy

GOOD = one_criterion("require: {exists: {file: docs/a.md}}")


def test_byte_order_mark_at_the_start_is_fine() -> None:
    assert mistakes_in(b"\xef\xbb\xbf" + GOOD.encode()) == []


def test_lines_may_end_as_on_windows() -> None:
    assert mistakes_in(GOOD.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (GOOD.encode("utf-16"), "1: is not UTF-8 (byte 0); save it as UTF-8"),
        (GOOD.encode("utf-16-le"), "1:2: holds the character U+0000, which YAML does not allow; "),
        (GOOD.replace("trial", "Käse").encode("latin-1"), "2: is not UTF-8 (byte 20); save it as UTF-8"),
        (GOOD.encode() + b"\0", "6:1: holds the character U+0000, which YAML does not allow; "),
        (GOOD.encode() + b"\x1b", "6:1: holds the character U+001B, which YAML does not allow; "),
    ],
    ids=["utf-16", "utf-16-le", "latin-1", "nul", "escape"],
)
def test_only_utf_8_text_is_read(data: bytes, said: str) -> None:
    (mistake,) = mistakes_in(data)
    assert mistake.startswith(said)


def test_policy_larger_than_a_person_can_read_is_refused() -> None:
    data = GOOD.encode() + b"#" * LARGEST_POLICY
    assert mistakes_in(data) == [f"is {len(data):,} bytes, more than the {LARGEST_POLICY:,} a policy may have"]


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "\n".join(" " * depth + "a:" for depth in range(1000)),
        "- " * 100_000,
        "a: " + "9" * 10_000,
        "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50)),
        "? " * 50_000,
        "!!map {" * 1000,
        "[" + "a, " * 300_000 + "]",
    ],
    ids=["lists", "mappings", "block-mappings", "block-lists", "digits", "aliases", "keys", "tags", "values"],
)
def test_bombs_are_refused(bomb: str) -> None:
    with pytest.raises(PolicyError):
        load_policy("policy.yaml", bomb.encode())


@pytest.mark.parametrize(
    ("depth", "said"),
    [(10, []), (60, []), (62, ["6:380: is nested deeper than 64 levels; flatten it, or split the file"])],
)
def test_deep_conditions_are_read_or_refused(depth: int, said: list[str]) -> None:
    condition = "{not: " * depth + "committed" + "}" * depth
    assert mistakes_in(one_criterion(f"for_each: {{file: docs/a.md}}\nrequire: {condition}")) == said


@pytest.mark.parametrize(
    "policy",
    [
        one_criterion("for_each: {file: terraform/}\nrequire: {runs_clean: [terraform validate]}"),
        one_criterion("require: {exists: {file: terraform/, where: {runs_clean: [terraform validate]}}}"),
        one_criterion("when: {exists: {file: terraform/, where: {runs_clean: [x]}}}\nrequire: {exists: {file: a.md}}"),
        one_criterion("all: [{for_each: {file: a/}, require: {not: {any_of: [{runs_clean: [x]}, committed]}}}]"),
        one_criterion("require: {exists: valid}") + "records: {valid: {file: a/, where: {runs_clean: [x]}}}\n",
        one_criterion("require: {exists: {of: more}}")
        + "records: {more: {of: valid}, valid: {file: a/, where: {runs_clean: [x]}}}\n",
    ],
)
def test_criterion_that_runs_programs_somewhere_says_so(policy: str) -> None:
    assert load_policy("policy.yaml", policy.encode()).criteria[0].needs_commands


def test_criterion_beside_one_that_runs_programs_does_not() -> None:
    policy = one_criterion("for_each: {file: a/}\nrequire: {runs_clean: [x]}")
    policy += "  - {id: other, require: {exists: {file: a.md}}}\n"
    assert [one.needs_commands for one in load_policy("policy.yaml", policy.encode()).criteria] == [True, False]


def test_what_a_policy_says_is_kept() -> None:
    policy = load_policy(
        "policies/trial.yaml",
        b"""\
version: 1
policy: trial
title: A trial
repository: acme/belt
people: {maya: {name: Maya Fernandes, role: Sponsor, aliases: [M. F.], login: maya-f}}
criteria:
  - id: it
    title: The plan is there
    why: there is nothing else
    fix: write it
    source: section 1
    owner: maya
    severity: warning
    stage: merge
    require: {exists: {file: docs/plan.md}}
  - id: other
    require: {exists: {file: docs/plan.md}}
""",
    )
    first, second = (one.heading for one in policy.criteria)
    assert (policy.id, policy.info.title, policy.info.path, policy.repository) == (
        "trial",
        "A trial",
        "policies/trial.yaml",
        "acme/belt",
    )
    assert (first.title, first.why, first.fix, first.source, first.owner, first.severity, first.stage) == (
        "The plan is there",
        "there is nothing else",
        "write it",
        "section 1",
        "Maya Fernandes",
        "warning",
        "merge",
    )
    assert (second.title, second.owner, second.severity, second.stage) == ("other", "", "error", "closure")
    assert [str(one.location) for one in (first, second)] == ["policies/trial.yaml:7:5", "policies/trial.yaml:16:5"]
