"""The policy that states eipw's rules, and the benchmark that holds it against what eipw says of two proposals."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from commands import CLEAN, EXAMPLES, PROJECT, Ran, closure_check, run

PROPOSAL = """\
---
eip: {number}
title: {title}
description: Lets an account keep marbles
author: Ann Lee (@ann-lee)
discussions-to: https://ethereum-magicians.org/t/marbles/1
status: Review
type: Meta
created: 2026-07-01
---

## Abstract

## Specification

## Rationale

## Security Considerations

## Copyright

Copyright and related rights waived via [CC0](../LICENSE.md).
"""
VERDICTS = [
    {"file": "eip-9001.md", "errors": ["preamble-re-title", "markdown-refs"], "warnings": []},
    {"file": "eip-9002.md", "errors": ["markdown-link-first"], "warnings": []},
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "eips").mkdir()
    for number, title in ((9001, "Marble Standard"), (9002, "A title that is longer than the index has room for")):
        text = PROPOSAL.format(number=number, title=title)
        (folder / "eips" / f"eip-{number}.md").write_text(text, encoding="utf-8")
    verdicts = "".join(f"{json.dumps(one)}\n" for one in VERDICTS)
    (folder / "eipw-verdicts.dev.jsonl").write_text(verdicts, encoding="utf-8")
    return _run(folder).out


def _run(*arguments: str | Path) -> Ran:
    environment = {**CLEAN, "PYTHONPATH": str(PROJECT)}
    return run(PROJECT, [sys.executable, "benchmarks/agreement.py", *arguments], environment)


def test_every_rule_is_counted_in_both_tools(printed: str) -> None:
    lines = {
        line.split()[0]: line.split()[1:] for line in printed.splitlines() if re.match(r"(preamble|markdown)-", line)
    }
    told = {rule: counts for rule, counts in lines.items() if counts[1:] != ["0", "0", "0"]}
    assert told == {
        "preamble-len-title": ["2", "0", "1", "0"],
        "preamble-re-title": ["2", "1", "0", "0"],
        "markdown-link-first": ["2", "0", "0", "1"],
    }


def test_shares_are_of_all_pairs_and_of_those_that_the_other_tool_reports(printed: str) -> None:
    summary = printed.split("\n\n")[1].splitlines()
    assert re.fullmatch(r"2 documents, 46 rules, judged in [\d.]+ s", summary[0])
    assert summary[1:] == [
        "of all pairs the two agree on 90 of 92 (97.83%)",
        "of the pairs that the other tool reports, on 1 of 2 (50.00%)",
        "not stated, with what the other tool reports: markdown-refs (1)",
    ]


def test_disagreements_that_are_not_listed_are_shown(printed: str) -> None:
    said = "only ours, 3: `text` of `title` has 50 characters, expected at least 2 and at most 44 characters"
    assert printed.split("\n\n")[2].splitlines() == [
        "0 of 2 disagreements are listed",
        "    not listed, markdown-link-first on eip-9002.md: only theirs",
        f"    not listed, preamble-len-title on eip-9002.md: {said}",
    ]


def test_folder_without_verdicts_is_a_wrong_command(tmp_path: Path) -> None:
    assert _run(tmp_path) == Ran(2, "", f"{tmp_path} lacks eips/*.md or eipw-verdicts.dev.jsonl\n")


def test_criteria_are_met_and_not_met_as_their_cases_say() -> None:
    ran = closure_check(EXAMPLES / "eips", "test", "policy.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1:] == ["  never seen to fail: headers-once"]
