"""What nobody can tell stays undecided, whatever is asked of it and however the question is put."""

from __future__ import annotations

import pytest
from kit import judge, line, results_of

from checker.model.observation import Outcome
from checker.requirements import REQUIREMENT_BY_NAME

ASKED = {
    "called": "Ann",
    "checked": "true",
    "committed": "true",
    "contains": "open",
    "date": "{after: 2026-01-01}",
    "done": "true",
    "ends_with": "open",
    "equals": "open",
    "first": "true",
    "in_order": "ascending",
    "in_tree": "true",
    "issue": "{state: open}",
    "issue_reference": "true",
    "last": "true",
    "length": "{at_least: 1}",
    "matches": "'.'",
    "number": "{at_least: 1}",
    "one_of": "[open, closed]",
    "person": "ann",
    "ranks": "{scale: [low, open], at_least: low}",
    "resolves": "true",
    "runs_clean": "[terraform-validate]",
    "same_as": "{lookup: {block: {in: tf/, type: output}}, field: value}",
    "schema": "{type: string}",
    "sequence": "[a, b]",
    "signed": "ann",
    "starts_with": "open",
    "unique": "true",
    "version_constraint": "true",
    "well_formed": "true",
    "within": "[10.0.0.0/8]",
    "yes": "true",
}
"""Every requirement on what a value comes to, with parameters."""
READS_WHAT_IS_WRITTEN = {"filled", "no_placeholders", "no_template_text", "present"}
"""These ask what stands there, and an expression stands there."""
LOOKS_ELSEWHERE = {"adds_up", "exists", "each"}
"""These look at no value but at records and tables."""
EXPRESSIONS = (
    "var.v",
    "local.v",
    "aws_x.y.z",
    'var.v ? "open" : "closed"',
    'sha1("OPEN")',
    '"${var.v}-open"',
    "[var.v]",
    '{ a = var.v, (var.k) = "open" }',
    "[for one in var.v : one]",
)
SENTENCES = {
    "for_each": "for_each: {block: {in: tf/, type: resource}}\nrequire: {x: REQUIREMENT}",
    "for_any": "for_any: {block: {in: tf/, type: resource}}\nrequire: {x: REQUIREMENT}",
    "for_none": "for_none: {block: {in: tf/, type: resource}}\nrequire: {x: REQUIREMENT}",
    "for_none where": "for_none: {block: {in: tf/, type: resource}, where: {x: REQUIREMENT}}",
    "for_none where not": "for_none: {block: {in: tf/, type: resource}, where: {x: {not: REQUIREMENT}}}",
    "exists": "require: {exists: {block: {in: tf/, type: resource}, where: {x: REQUIREMENT}}}",
    "not exists": "require: {not: {exists: {block: {in: tf/, type: resource}, where: {x: REQUIREMENT}}}}",
    "each": "require: {each: {block: {in: tf/, type: resource}, require: {x: REQUIREMENT}}}",
    "not": "for_each: {block: {in: tf/, type: resource}}\nrequire: {x: {not: REQUIREMENT}}",
    "not of the record": "for_each: {block: {in: tf/, type: resource}}\nrequire: {not: {x: REQUIREMENT}}",
    "not not": "for_each: {block: {in: tf/, type: resource}}\nrequire: {not: {x: {not: REQUIREMENT}}}",
    "any_of": "for_each: {block: {in: tf/, type: resource}}\nrequire: {x: {any_of: [REQUIREMENT, REQUIREMENT]}}",
    "all_of": "for_each: {block: {in: tf/, type: resource}}\nrequire: {x: {all_of: [REQUIREMENT, REQUIREMENT]}}",
    "where": "for_each: {block: {in: tf/, type: resource}, where: {x: REQUIREMENT}}\nrequire: {labels: filled}",
    "where, nothing is fine": (
        "for_each: {block: {in: tf/, type: resource}, where: {x: REQUIREMENT}, allow_empty: true}\n"
        "require: {labels: filled}"
    ),
    "when": (
        "when: {exists: {block: {in: tf/, type: resource}, where: {x: REQUIREMENT}}}\n"
        "for_each: {block: {in: tf/, type: resource}}\nrequire: {labels: filled}"
    ),
    "at_least": "require: {exists: {block: {in: tf/, type: resource}, where: {x: REQUIREMENT}, at_least: 1}}",
    "at_most": "require: {exists: {block: {in: tf/, type: resource}, where: {x: REQUIREMENT}, at_most: 0}}",
    "exactly": "require: {exists: {block: {in: tf/, type: resource}, where: {x: REQUIREMENT}, exactly: 1}}",
    "not at_least": (
        "require: {not: {exists: {block: {in: tf/, type: resource}, where: {x: REQUIREMENT}, at_least: 1}}}"
    ),
    "not exactly": "require: {not: {exists: {block: {in: tf/, type: resource}, where: {x: REQUIREMENT}, exactly: 1}}}",
    "for_each at_most": (
        "for_each: {block: {in: tf/, type: resource}, where: {x: REQUIREMENT}, at_most: 1}\nrequire: {labels: filled}"
    ),
}


def module(expression: str) -> dict[str, str]:
    others = 'output "o" {\n  value = "open"\n}\nvariable "v" {}\nvariable "k" {}\nlocals {\n  v = var.v\n}\n'
    return {"tf/main.tf": f'resource "a" "b" {{\n  x = {expression}\n  n = 1\n}}\n{others}'}


def policy(clauses: dict[str, str]) -> str:
    said = "version: 1\npolicy: trial\npeople:\n  ann: {name: Ann Lee}\ncriteria:\n"
    for name, clause in clauses.items():
        said += f"  - id: {name.replace(' ', '-').replace(',', '')}\n    " + clause.replace("\n", "\n    ") + "\n"
    return said


def test_every_requirement_is_asked_of_what_is_in_doubt_or_is_known_to_ask_something_else() -> None:
    assert set(ASKED) | READS_WHAT_IS_WRITTEN | LOOKS_ELSEWHERE == set(REQUIREMENT_BY_NAME)
    assert not set(ASKED) & (READS_WHAT_IS_WRITTEN | LOOKS_ELSEWHERE)


@pytest.mark.parametrize(
    ("kind", "expression"),
    [(kind, one) for kind in ASKED for one in EXPRESSIONS if (kind, one) != ("length", "[var.v]")],
)
def test_a_value_of_which_nobody_can_tell_what_it_comes_to_is_undecided_however_it_is_asked(
    kind: str, expression: str
) -> None:
    requirement = f"{{{kind}: {ASKED[kind]}}}"
    clauses = {name: said.replace("REQUIREMENT", requirement) for name, said in SENTENCES.items()}
    found = {one.criterion.id: one for one in results_of(policy(clauses), module(expression))}
    decided = {
        name: list(map(line, one.observations)) for name, one in found.items() if one.outcome is not Outcome.UNKNOWN
    }
    assert decided == {}


COUNTED = {
    "exactly": ("exactly: 2", Outcome.UNKNOWN),
    "not-exactly": ("exactly: 2", Outcome.UNKNOWN),
    "at-least": ("at_least: 2", Outcome.UNKNOWN),
    "not-at-least": ("at_least: 2", Outcome.UNKNOWN),
    "at-most": ("at_most: 1", Outcome.UNKNOWN),
    "not-at-most": ("at_most: 1", Outcome.UNKNOWN),
    "more-than-there-may-be": ("at_most: 0", Outcome.FAIL),
    "more-than-there-must-be": ("exactly: 0", Outcome.FAIL),
}


@pytest.mark.parametrize(("name", "count", "outcome"), [(name, *said) for name, said in COUNTED.items()])
def test_one_that_counts_and_one_of_which_nobody_can_tell_are_one_or_two(
    name: str, count: str, outcome: Outcome
) -> None:
    exists = f"{{exists: {{block: {{in: tf/, type: resource}}, where: {{x: open}}, {count}}}}}"
    required = f"{{not: {exists}}}" if name.startswith("not-") else exists
    documents = {"tf/main.tf": 'resource "a" "b" {\n  x = "open"\n}\nresource "a" "c" {\n  x = var.v\n}\n'}
    (found,) = results_of(policy({name: f"require: {required}"}), documents)
    assert found.outcome is outcome


def told(requirement: str, expression: str) -> list[str]:
    clause = f"for_each: {{block: {{in: tf/, type: resource}}}}\nrequire: {{x: {requirement}}}"
    return judge(policy({"it": clause}), module(expression))["it"]


def test_an_expression_is_filled_and_is_the_one_that_it_is_said_to_be() -> None:
    assert told("filled", "var.v") == ["pass", "ok tf/main.tf:2:7 `x` of `resource.a.b` is filled"]
    assert told("{equals: var.v}", "var.v") == ["pass", "ok tf/main.tf:2:7 `x` of `resource.a.b` is `var.v`"]
    assert told("{not: {equals: var.v}}", "var.v") == [
        "fail",
        "no tf/main.tf:2:7 `x` of `resource.a.b` is `var.v`, which must not be",
    ]
    assert told("{one_of: [var.v, var.w]}", "var.v") == ["pass", "ok tf/main.tf:2:7 `x` of `resource.a.b` is `var.v`"]


def test_what_is_known_of_a_list_decides_where_the_rest_cannot_change_it() -> None:
    assert told("{not: {contains: open}}", '[var.v, "open"]') == [
        "fail",
        "no tf/main.tf:2:7 `x` of `resource.a.b` contains `open`, which must not be",
    ]
    assert told("{length: {at_most: 2}}", "[var.v, var.k]") == [
        "pass",
        "ok tf/main.tf:2:7 `x` of `resource.a.b` has 2 entries",
    ]
    doubt = "of which nobody here can tell what it comes to; `var.v` has no default"
    assert told("{length: {of: entries, at_most: 1}}", "concat([1], var.v)") == [
        "unknown",
        f"?? tf/main.tf:2:7 `x` of `resource.a.b` is `concat([1], var.v)`, {doubt}",
    ]
    assert told("{length: {at_most: 2}}", "{ a = 1, b = var.v, c = 3 }") == [
        "fail",
        "no tf/main.tf:2:7 `x` of `resource.a.b` has 3 entries, expected at most 2 entries",
    ]


def test_a_reference_to_a_resource_leads_to_that_one_and_to_no_other() -> None:
    assert told("{contains: aws_x.a}", "aws_x.a.id")[0] == "pass"
    assert told("{contains: aws_x.a}", "aws_x.b.id")[0] == "fail"
    assert told("{contains: aws_x.a}", "aws_x.a-b.id")[0] == "fail"
    assert told("{not: {contains: aws_x.a}}", "aws_x.b[0].id")[0] == "pass"
    assert told("{not: {contains: evil.example}}", "aws_x.b.dns")[0] == "unknown"
    assert told("{contains: aws_x.a}", 'var.v ? aws_x.a.id : ""')[0] == "unknown"
    assert told("{not: {contains: aws_x.a}}", "local.v")[0] == "unknown"


def test_a_variable_is_its_default_and_the_evidence_says_so() -> None:
    documents = {"tf/main.tf": 'variable "v" {\n  default = "open"\n}\nresource "a" "b" {\n  x = var.v\n}\n'}
    clause = "for_each: {block: {in: tf/, type: resource}}\nrequire: {x: {not: open}}"
    assert judge(policy({"it": clause}), documents)["it"] == [
        "fail",
        "no tf/main.tf:5:7 `x` of `resource.a.b` (from `var.v`, tf/main.tf:2) is `open`, which must not be",
    ]
