from __future__ import annotations

import pytest
from data_outline import complaint
from hypothesis import given, settings
from hypothesis import strategies as st
from module_outline import files

from checker.formats.hcl import read_terraform
from checker.model.hcl import Module
from checker.model.problem import Problem


def problem(text: str, **others: str) -> str:
    return complaint(read_terraform("infra", files(text, **others)).problem).removeprefix("infra/main.tf:")


QUOTES = (
    "the string that opens here is not closed, or holds an unknown escape; "
    "close it on its line, and double its backslashes"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('resource "a" "b" {\n', '1:1: the block `resource "a" "b"` is not closed; close it with `}`'),
        ("locals {\n  x =\n}\n", "2:5: `=` is not understood; mend this line or the one before"),
        ("locals {\n  x = [1 2]\n}\n", "2:11: `x = [1 2]` is not understood; mend this line or the one before"),
        ("locals {\n  x = é ?\n}\n", "2:9: `?` is not understood; mend this line or the one before"),
        ('locals {\n  x = "a\n}\n', f"2:7: {QUOTES}"),
        ('locals {\n  x = "\\q"\n}\n', f"2:7: {QUOTES}"),
        (
            'locals {\n  x = "a\n"\n}\n',
            "2:7: the string that opens here goes over several lines; close it on its line, or use `<<EOT`",
        ),
        (
            "locals {\n  x = <<EOT\na\n}\n",
            "2:7: the text that `<<` opens here is not closed (and 1 more); end it with its marker on its own line",
        ),
        ('locals {\n  x = "\\ud800"\n}\n', "2:7: the string holds the unknown escape `\\ud800`; double the backslash"),
        ('variable "a${b}" {}\n', "1:10: a template stands where only plain text may; write `$${` for a plain `${`"),
        (
            "locals {\n  x = 1 +\n  2\n}\n",
            "3:3: a line end cuts the expression off before this; put the expression in parentheses, or on one line",
        ),
        (
            "locals {\n  x = { a = 1 b = 2 }\n}\n",
            "2:15: a comma or a new line is missing; move it to a line of its own",
        ),
        ("locals {} locals {}\n", "1:11: a new line must begin here; move it to a line of its own"),
        ("locals {\n  x = 1 }\n", "2:9: `}` must stand on a line of its own; move it to the next line"),
        (
            "locals { x = 1\n}\n",
            "1:10: a block on one line holds one argument and its `}`; put every argument on a line of its own",
        ),
        (
            "locals\n{\n}\n",
            "2:1: a new line stands inside the head of a block; put the labels and `{` on the line of the block's type",
        ),
        ("x = 1\n", "1:1: an argument stands outside of any block; move it into a block"),
        ("locals {\n  x = 1\n  x = 2\n}\n", "3:3: `x` is written twice, first on line 2; keep one of the two"),
        (
            'resource "a" {}\n',
            "1:1: a `resource` block has 2 labels, this one 1; write its labels in quotes before the `{`",
        ),
        (
            "locals {\n  x = " + "[" * 100 + "]" * 100 + "\n}\n",
            "2:72: is nested deeper than 64 levels; flatten it, or split the file",
        ),
        (
            "a {\n" * 100 + "}\n" * 100,
            "65:1: is nested deeper than 64 levels; flatten it, or split the file",
        ),
    ],
)
def test_what_terraform_refuses_is_a_problem(text: str, expected: str) -> None:
    assert problem(text) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ('variable "a" {}', 'variable "a" {}', "`var.a` is declared twice, first at infra/main.tf:1:1"),
        ('resource "a" "b" {}', 'resource "a" "b" {}', "`a.b` is declared twice, first at infra/main.tf:1:1"),
        ('output "a" {}', 'output "a" {}', "`output.a` is declared twice, first at infra/main.tf:1:1"),
        ("locals { a = 1 }", "locals { a = 1 }", "`local.a` is declared twice, first at infra/main.tf:1:14"),
        ('provider "a" {}', 'provider "a" {}', "`provider.a` is declared twice, first at infra/main.tf:1:1"),
        (
            "terraform {\n  required_providers {}\n}",
            "terraform {\n  required_providers {}\n}",
            "`required_providers` is declared twice, first at infra/main.tf:2:3",
        ),
    ],
)
def test_what_is_declared_in_two_files_is_a_problem(first: str, second: str, expected: str) -> None:
    document = read_terraform("infra", files(first, other=second))
    assert document.problem is not None
    assert (document.content, document.problem.message, document.problem.location.path) == (
        None,
        expected,
        "infra/other.tf",
    )


@pytest.mark.parametrize(
    ("first", "others"),
    [
        ('variable "a" {}', {"override": 'variable "a" {}', "x_override": 'variable "a" {}'}),
        ('provider "a" {}', {"other": 'provider "a" {\n  alias = "west"\n}'}),
        ('resource "a" "b" {}', {"other": 'data "a" "b" {}'}),
        ("locals {\n  x = (1 +\n  2)\n  y = [1,\n    2 +\n 3]\n  z = f(\n  1)\n}", {}),
        ('locals {\n  x = "${1 +\n  2}" /* a\n */ # b\n  y = [ # c\n    1 // d\n  ]\n}', {}),
        ("locals { x = { a = 1, b = 2\n c = 3 } }", {}),
        ("foo {}\n", {}),
        ("locals {}", {}),
    ],
)
def test_what_terraform_accepts_is_none(first: str, others: dict[str, str]) -> None:
    assert read_terraform("infra", files(first, **others)).problem is None


def test_a_directory_without_terraform_is_a_problem() -> None:
    assert complaint(read_terraform("infra", {}).problem) == "infra: holds no `.tf` file; add one, or mend the path"


def test_a_large_file_is_a_problem() -> None:
    assert problem("#" * 1_048_577).startswith("1:1: holds 1048577 bytes")


WORDS = ("locals ", "${", "%{", "var.x", "<<E\n", "E\n", "/*", "*/", "for ", " in ", " if ")
PIECES = [*'{}[]()=",.?:-#\n\\\0 1axé', *WORDS]
HCL_LIKE = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@settings(max_examples=200)
@given(text=st.text() | HCL_LIKE)
def test_any_text_is_a_module_or_a_problem_with_a_place(text: str) -> None:
    document = read_terraform("infra", files(text))
    if document.problem is None:
        assert isinstance(document.content, Module)
    else:
        assert isinstance(document.problem, Problem)
        assert (document.problem.location.line or 0) >= 1
