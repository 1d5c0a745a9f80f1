"""What is likely a slot: weighed by what a place says and by what the whole document tells of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from commands import PROJECT

from checker.formats.markdown import read_markdown
from checker.model.markdown import Markdown
from checker.slots import DEFAULT_SEARCH, Certainty, Scope, Search, placeholders_in_markdown
from checker.slots._likely import FAMILY_BY_KIND, weights_of

FORM = """\
# Incident report

## Summary

*Describe what happened in two or three sentences.*

## Impact

How many tenants were hit, and for how long?

## Timeline

(Add one line for each step.)

## Causes

- Cause 1
- Cause 2

## Decision

Severity: High / Medium / Low

Signed by [name of the lead] for the tenants.
"""
FINISHED = """\
# Incident report

## Summary

The scales of hall 4 sent no weights for 40 minutes, and Arun restarted the gateway.

## Impact

Two tenants were hit. Why only two? The others had moved to the new gateway in May.

## Timeline

- 09:10 Maya saw the first alarm (a fault of the belt).
- 09:50 Describe blocks in the suite were green again.

## Causes

The disk was full. Read/write access was not the cause, nor was the scheduler [beta].

## Decision

Severity: High, since tenants lost data; see the list of tenants in the ledger.
"""
MINUTES = """\
# Minutes of the review

Arun: what is the process? Is there a sandbox?

Maya: there is one. How would we score this?

Arun: by hand.

Maya: who does it?

Arun: I do. When do we begin?
"""


def seen_in(text: str, search: Search = DEFAULT_SEARCH) -> list[tuple[str, str, str]]:
    content = read_markdown("report.md", text).content
    assert isinstance(content, Markdown)
    return [(one.certainty.value, one.kind.value, one.text) for one in placeholders_in_markdown(content, search)]


def test_a_form_is_known_by_what_it_asks() -> None:
    assert seen_in(FORM) == [
        ("likely", "prompt", "Describe what happened in two or three sentences."),
        ("likely", "question", "How many tenants were hit, and for how long?"),
        ("likely", "parenthesis", "(Add one line for each step.)"),
        ("likely", "filler", "Cause 1"),
        ("likely", "filler", "Cause 2"),
        ("likely", "choice", "High / Medium / Low"),
        ("likely", "bracket", "[name of the lead]"),
    ]


@pytest.mark.parametrize("text", [FINISHED, MINUTES], ids=["finished report", "minutes"])
def test_a_finished_document_with_questions_orders_and_brackets_is_quiet(text: str) -> None:
    assert seen_in(text) == []


def test_a_sure_sign_is_sure_in_any_document() -> None:
    assert seen_in(FINISHED.replace("The disk was full.", "The disk was full, as TBD told us.")) == [
        ("sure", "token", "TBD")
    ]


def test_a_prompt_in_a_comment_is_read_where_comments_are() -> None:
    text = "# Report\n\n<!-- Describe the handover in two sentences. What is left to be done? -->\n\nDone.\n"
    assert seen_in(text) == []
    assert [kind for _, kind, _ in seen_in(text, Search(scopes=frozenset({Scope.COMMENT})))] == ["question"]


@pytest.mark.parametrize(
    ("task", "certainties"),
    [
        ("TODO: write this", ["sure"]),
        ("- TODO measure the second region", ["sure"]),
        ("Further cases, TODO.", ["sure"]),
        ("FIXME(arun): old numbers", ["sure"]),
        ("Our TODO list is in the tracker.", []),
        ("We look for `TODO` and for “FIXME” in the code.", []),
    ],
)
def test_a_task_is_sure_where_it_is_stated(task: str, certainties: Sequence[str]) -> None:
    assert [certainty for certainty, _, _ in seen_in(task)] == certainties


def test_every_family_has_weights_and_a_bias() -> None:
    assert {family: "bias" in weights_of(family) for family in FAMILY_BY_KIND.values()} == dict.fromkeys(
        FAMILY_BY_KIND.values(), True
    )


def test_certainty_has_two_degrees() -> None:
    assert [one.value for one in Certainty] == ["sure", "likely"]


def test_every_weight_is_that_of_a_feature_that_the_code_names() -> None:
    """A feature that is called otherwise in the table would weigh nothing, and nobody would be told."""
    code = "".join(path.read_text(encoding="utf-8") for path in (PROJECT / "checker" / "slots").glob("*.py"))
    named = {name for family in FAMILY_BY_KIND.values() for name in weights_of(family)} - {"bias"}
    assert {name for name in named if f'"{name}"' not in code and name not in code} == set()
