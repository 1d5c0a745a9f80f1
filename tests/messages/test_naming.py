"""The names of findings: the headings above them and the words at their place."""

from datetime import date

import pytest
from kit import issue, results_of

from checker.formats.markdown import read_markdown
from checker.messages.naming import named, words_of
from checker.model.facts import Facts
from checker.model.location import Location
from checker.model.observation import Outcome, met, not_met
from checker.model.report import Heading, Result
from checker.model.tree import Tree

TEXT = """\
# Runbook

Ask [name].

## Rotating / Credentials

Ask [name], then [name].

| Step | Owner |
|---|---|
| Rotate | [name] |
"""


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("  - Ask   [name].", 9, "- Ask [name]."),
        ("| Rotate | [name] |", 12, "[name]"),
        ("| Rotate | |", 11, ""),
        (r"| a \| b | c |", 3, r"a \| b"),
        ("| Rotate | [name]", 12, "[name]"),
        ("Ask [name].", None, "Ask [name]."),
        ("Ask [name].", 99, "Ask [name]."),
        (f"{'so ' * 60}ask [name] there {'on ' * 60}", 185, "so " * 18 + "ask [name] there " + "on " * 15 + "on"),
        ("x" * 400, 200, ""),
    ],
)
def test_words_are_those_of_the_place(line: str, column: int | None, words: str) -> None:
    assert words_of(line, column) == words


def test_finding_is_named_by_the_headings_above_it() -> None:
    facts = Facts(Tree({}, True), date(2026, 7, 26), documents={"a.md": read_markdown("a.md", TEXT)})
    seen = [
        not_met("slot", Location("a.md", 3, 5, "[name]")),
        not_met("slot", Location("a.md", 7, 5, "[name]")),
        not_met("slot", Location("a.md", 7, 18, "[name]")),
        not_met("slot, for another reason", Location("a.md", 7, 18, "[name]")),
        not_met("slot", Location("a.md", 11, 12, "Rotating ~1 Credentials/Rotate/Owner")),
        not_met("none", Location("a.md", 7, 1)),
        not_met("gone", Location("b.md")),
        met("fine", Location("a.md", 3, 5, "[name]")),
    ]
    (result,) = named([Result(Heading("it", "It"), Outcome.FAIL, tuple(seen), "", "p")], facts)
    assert [(one.location.pointer, one.words) for one in result.observations] == [
        ("Runbook/[name]", "Ask [name]."),
        ("Runbook/Rotating ~1 Credentials/[name]", "Ask [name], then [name]. (1 of 2)"),
        ("Runbook/Rotating ~1 Credentials/[name]", "Ask [name], then [name]. (2 of 2)"),
        ("Runbook/Rotating ~1 Credentials/[name]", "Ask [name], then [name]. (2 of 2)"),
        ("Runbook/Rotating ~1 Credentials/Rotate/Owner", "[name]"),
        ("Runbook/Rotating ~1 Credentials", "Ask [name], then [name]."),
        ("", ""),
        ("[name]", ""),
    ]


def test_fields_of_an_issue_have_places_of_their_own() -> None:
    policy = """\
version: 1
policy: p
repository: acme/belt
tracker: {github: acme/belt}
criteria:
  - {id: it, for_each: {issue: {state: open}}, require: {state: closed, title: Done}}
"""
    (result,) = results_of(policy, {}, issues=[issue(7)])
    pointers = [one.location.pointer for one in result.observations if one.ok is False]
    assert pointers == ["issues/7/state", "issues/7/title"]
