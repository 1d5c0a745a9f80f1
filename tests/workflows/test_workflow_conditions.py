from __future__ import annotations

import pytest

from checker.workflows.conditions import NotAConditionError, Occasion, Partly, truth

PUSH = Occasion("push", has_inputs=False, needs=False)


@pytest.mark.parametrize(
    "condition",
    [
        *(
            "false",
            "0",
            "''",
            "null",
            "!true",
            "${{ false && true }}",
            "1 == 2",
            "'a' == 'b'",
            "github.event_name == 'never'",
        ),
        *("github.ref == 'x' && false", "false || !always()", "failure()", "inputs.run", "inputs.run == 'yes'"),
        *("contains('abc', 'x')", "startsWith('abc', 'b')", "2 < 1", "github.event_name != 'PUSH'", "(false)"),
    ],
)
def test_what_never_holds_is_false(condition: str) -> None:
    assert truth(condition, PUSH) is False


@pytest.mark.parametrize(
    "condition",
    [
        *("true", "1", "'a'", "always()", "github.event_name == 'push'", "true || github.ref", "2 >= 1", "'a' == 'A'"),
        *("${{ false }} && x", "!contains('abc', 'x')", "endsWith('abc', 'C')", "'it''s' == 'IT''S'"),
    ],
)
def test_what_always_holds_is_true(condition: str) -> None:
    assert truth(condition, PUSH) is True


@pytest.mark.parametrize(
    "condition",
    [
        *(
            "success()",
            "github.ref == 'refs/heads/main'",
            "needs.a.outputs.b == 'true'",
            "vars.RUN",
            "!cancelled() && x.y",
        ),
        *(
            "always() && needs.x.result == 'success'",
            "github['ref'] == 'x'",
            "steps.x.outcome != 'skipped'",
            "fromJSON('x')",
        ),
        *("contains(github.event.labels.*.name, 'x')", "github.ref || false", "a.b && true"),
    ],
)
def test_what_only_a_run_knows_is_open(condition: str) -> None:
    assert truth(condition, PUSH) is None


@pytest.mark.parametrize("condition", ["1 ==", "(true", "a b", "&& x", "'x", "x = y", "f(1"])
def test_what_is_no_condition_is_refused(condition: str) -> None:
    with pytest.raises(NotAConditionError):
        truth(condition, PUSH)


def test_any_event_is_possible_where_a_workflow_is_called() -> None:
    assert truth("github.event_name == 'never'", Occasion()) is None
    assert truth("inputs.run", Occasion()) is None
    assert truth("failure()", Occasion()) is None


PULL = Occasion(
    "pull_request",
    known={"github.ref": Partly("refs/pull/", "/merge"), "github.event.head_commit": None, "github.base_ref": "main"},
)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("github.ref == 'refs/heads/main'", False),
        ("github.ref != 'refs/heads/main'", True),
        ("'REFS/HEADS/MAIN' == github.ref", False),
        ("github.ref == ''", False),
        ("github.ref == null", False),
        ("github.ref", True),
        ("github.ref == 'refs/pull/7/merge'", None),
        ("github.ref < 'x'", None),
        ("startsWith(github.ref, 'refs/tags/')", False),
        ("startsWith(github.ref, 'refs/')", True),
        ("startsWith(github.ref, 'refs/pull/7')", None),
        ("endsWith(github.ref, '/head')", False),
        ("endsWith(github.ref, '/MERGE')", True),
        ("endsWith(github.ref, '7/merge')", None),
        ("contains(github.ref, 'pull')", True),
        ("contains(github.ref, 'main')", None),
        ("contains(github.event.head_commit.message, 'x')", False),
        ("github.event.head_commit.author.name == null", True),
        ("github.base_ref == 'main'", True),
        ('contains(fromJSON(\'["push", "pull_request"]\'), github.event_name)', True),
        ("contains(fromJSON('[\"push\"]'), github.event_name)", False),
        ("contains(fromJSON('[\"push\"]'), github.actor)", None),
        ("contains(fromJSON('{\"a\": 1}'), 'a')", None),
        ("fromJSON('false')", False),
        ("fromJSON('[')", None),
        ("fromJSON('[]')", True),
    ],
)
def test_what_all_runs_of_an_event_have_in_common_is_known(condition: str, holds: bool | None) -> None:
    assert truth(condition, PULL) is holds


@pytest.mark.parametrize(("condition", "holds"), [("success()", True), ("failure()", False), ("!cancelled()", True)])
def test_nothing_fails_where_all_goes_well(condition: str, holds: bool) -> None:
    assert truth(condition, Occasion(goes_well=True)) is holds
