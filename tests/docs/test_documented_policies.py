"""Every YAML example of the documentation and of the docstrings is right, for the loader and for the schema."""

import inspect
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from jsonschema import Draft202012Validator
from pages import DOCS, fences

from checker.data.yaml import read_yaml
from checker.fleet.schema import fleet_schema
from checker.model.data import Node
from checker.model.evidence import PASSED_OVER
from checker.policy.load import load_policy
from checker.policy.schema import policy_schema
from checker.requirements import REQUIREMENT_BY_NAME
from checker.selectors import SELECTOR_BY_NAME

KINDS: list[type[Any]] = [*SELECTOR_BY_NAME.values(), *REQUIREMENT_BY_NAME.values()]
DECLARATIONS = {"people", "documents", "formats", "records", "meant"}
VALIDATOR = Draft202012Validator(policy_schema())


def parsed(text: str) -> Any:
    node = read_yaml("example.yaml", text, strict=True)
    assert isinstance(node, Node), node
    return node.plain


CONTEXT: Mapping[str, Any] = parsed((Path(__file__).parent / "context.yaml").read_text(encoding="utf-8"))


def as_policy(example: Any) -> dict[str, Any]:
    """A whole policy around an example: criteria, one criterion without its id, declarations, or a policy itself."""
    if isinstance(example, dict) and "version" in example:
        return example
    if isinstance(example, dict) and set(example) <= DECLARATIONS:
        merged = {
            name: said if isinstance(said, list) else {**CONTEXT.get(name, {}), **said}
            for name, said in example.items()
        }
        return {**CONTEXT, **merged, "criteria": [{"id": "it", "require": {"exists": {"file": "*.md"}}}]}
    criteria = example if isinstance(example, list) else [{"id": "it", **example}]
    return {**CONTEXT, "criteria": criteria}


def examples() -> list[Any]:
    found = [
        pytest.param(text, id=f"{kind.__module__.rpartition('.')[2]}-{kind.kind}-{number}")
        for kind in KINDS
        for number, text in enumerate(in_docstring(kind))
    ]
    found += [
        pytest.param(fence.content, id=f"{page.stem}-line-{fence.line}")
        for page in sorted(DOCS.rglob("*.md"))
        for fence in fences(page.read_text(encoding="utf-8"))
        if fence.language == "yaml" and not fence.purpose and page.stem != "vocabulary"
    ]
    return found


def in_docstring(kind: type[Any]) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```", inspect.cleandoc(kind.__doc__ or ""), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", examples())
def test_example_is_right(text: str) -> None:
    example = parsed(text)
    if example is None:
        assert text.startswith("# yaml-language-server: ")
        return
    if isinstance(example, dict) and "repositories" in example:
        jsonschema.validate(example, fleet_schema())
        return
    policy = as_policy(example)
    load_policy("example.yaml", json.dumps(policy).encode())
    assert [error.message for error in VALIDATOR.iter_errors(policy)] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.__module__.rpartition('.')[2]}-{kind.kind}")
def test_every_kind_is_shown_at_work(kind: type[Any]) -> None:
    shown = in_docstring(kind)
    assert shown
    assert any(re.search(rf"\b{kind.kind}\b", text) for text in shown)


def test_everything_that_can_be_passed_over_is_described() -> None:
    described = re.findall(r"^\| `([a-z-]+)` \|", (DOCS / "language.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(one.id for one in PASSED_OVER if one.id not in described) == []
