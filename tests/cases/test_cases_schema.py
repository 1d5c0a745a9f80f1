"""The JSON Schema of files of cases; that its file is fresh is a test of the generated pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from archive import read_archive
from jsonschema import Draft202012Validator

from checker.cases.entries import CasesEntry
from checker.cases.schema import DEFINITION_BY_ENTRY, cases_schema
from checker.data.yaml import read_yaml
from checker.model.data import Node
from checker.policy.docstrings import parameter_docs
from checker.policy.grammar import parameters

FOLDER = Path(__file__).parent
PROJECT = FOLDER.parent.parent
VALIDATOR = Draft202012Validator(cases_schema())
RIGHT = {
    **{path.name: path.read_text(encoding="utf-8") for path in sorted(PROJECT.glob("policies/*.cases.yaml"))},
    **{path.name: path.read_text(encoding="utf-8") for path in sorted(PROJECT.glob("tests/rules/*.cases.yaml"))},
    **{path.stem: read_archive(path)["policy.cases.yaml"] for path in sorted(FOLDER.glob("said/*.txt"))},
}
MISTAKES = read_archive(FOLDER / "mistakes.txt")
WRONG_FOR_THE_SCHEMA = (
    "a list",
    "nothing but a version",
    "another version",
    "unknown keys at the top",
    "values of the wrong type",
    "names that are nearly right",
    "cases that say nothing",
    "places",
    "changes",
    "issues",
)


def plain(text: str) -> Any:
    node = read_yaml("policy.cases.yaml", text, strict=True)
    assert isinstance(node, Node), node
    return node.plain


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(cases_schema())


@pytest.mark.parametrize("name", RIGHT)
def test_cases_without_mistakes_are_valid(name: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(plain(RIGHT[name]))] == []


@pytest.mark.parametrize("name", WRONG_FOR_THE_SCHEMA)
def test_mistakes_that_need_no_policy_are_refused(name: str) -> None:
    assert not VALIDATOR.is_valid(plain(MISTAKES[name]))


@pytest.mark.parametrize("kind", [CasesEntry, *DEFINITION_BY_ENTRY.values()], ids=lambda kind: kind.__name__)
def test_every_key_is_described(kind: type[Any]) -> None:
    assert set(parameter_docs(kind)) == set(parameters(kind))
