"""The JSON Schema of policies. `UPDATE_EXPECTED=1 pytest tests/policy` rewrites `schemas/policy.schema.json`."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from archive import read_archive
from jsonschema import Draft202012Validator

from checker.data.yaml import read_yaml
from checker.errors import PolicyError
from checker.model.data import Node
from checker.policy.docstrings import parameter_docs
from checker.policy.grammar import parameters
from checker.policy.load import load_policy
from checker.policy.schema import policy_schema
from checker.policy.schema_pieces import requirement_name, selector_name
from checker.policy.shipped import CASES_SUFFIX
from checker.requirements import REQUIREMENT_BY_NAME
from checker.selectors import SELECTOR_BY_NAME

PROJECT = Path(__file__).parents[2]
SCHEMA = PROJECT / "schemas" / "policy.schema.json"
POLICIES = sorted(
    path
    for path in (*PROJECT.glob("policies/*.yaml"), *PROJECT.glob(".closure-check/*.yaml"))
    if not path.name.endswith(CASES_SUFFIX)
)
VALIDATOR = Draft202012Validator(policy_schema())

TOP = """\
version: 1
policy: release
tracker: {github: acme/pump, max_age: 2 days}
people:
  mira: {name: Mira Sato, aliases: [M. Sato], login: mira-s}
documents:
  changelog: docs/CHANGELOG.md
  pages: [README.md, docs/*.md]
  workflow: .github/workflows/build.yml
records:
  versions: {row: {in: changelog, columns: {Version: [Release], Date: , Notes: Remark}}}
  latest: {of: versions, where: {Version: {matches: '^2'}}, allow_empty: true}
criteria:
  - id: it
    owner: mira
"""

ACCEPTED = read_archive(Path(__file__).parent / "accepted.txt")
WRONG_EVERYWHERE = {
    "unknown key of the policy": TOP + "    require: {exists: {file: a.md}}\ntitel: x\n",
    "no version": TOP.removeprefix("version: 1\n") + "    require: {exists: {file: a.md}}\n",
    "a version that is not there": TOP.replace("version: 1", "version: 2") + "    require: {exists: {file: a.md}}\n",
    "unknown key of a person": TOP.replace("login:", "mail:") + "    require: {exists: {file: a.md}}\n",
    "a document without path": TOP.replace("[README.md, docs/*.md]", "{}") + "    require: {exists: {file: a.md}}\n",
    "tracker of two kinds": TOP.replace("acme/pump", "acme/pump, gitlab: acme/pump")
    + "    require: {exists: {file: a.md}}\n",
    "no criteria": TOP.partition("criteria:")[0] + "criteria: []\n",
}
WRONG_CRITERIA = {
    "unknown key of a criterion": "require: {exists: {file: a.md}}\nseverty: error",
    "unknown stage": "require: {exists: {file: a.md}}\nstage: deploy",
    "unknown selector": "for_each: {rwo: {in: changelog}}\nrequire: filled",
    "two selectors": "for_each: {row: {in: changelog}, task: {in: changelog}}\nrequire: filled",
    "no selector": "for_each: {exactly: 3}\nrequire: filled",
    "unknown key beside a selector": "for_each: {file: pages, atleast: 3}\nrequire: committed",
    "unknown parameter of a selector": "for_each: {row: {in: changelog, below: Releases}}\nrequire: filled",
    "parameter that is missing": "for_each: {attribute: {in: pages}}\nrequire: {name: filled}",
    "parameter of another type": "for_each: {section: {in: pages, in_order: 1}}\nrequire: filled",
    "number as text": 'for_each: {file: pages, exactly: "3"}\nrequire: committed',
    "number below zero": "for_each: {file: pages, at_least: -1}\nrequire: committed",
    "unknown requirement of a field": "for_each: versions\nrequire: {Date: {fild: true}}",
    "unknown parameter of a requirement": "for_each: versions\nrequire: {Date: {date: {until: today}}}",
    "requirement without what it needs": "for_each: versions\nrequire: {Date: {matches: }}",
    "bare word that needs parameters": "for_each: versions\nrequire: {Date: matches}",
    "kind that is not in the list": "for_each: {file: pages}\nrequire: {no_placeholders: {kinds: [brackets]}}",
    "switch turned off": "for_each: {file: pages}\nrequire: {committed: false}",
    "operand of two sources": "for_each: versions\nrequire: {Date: {equals: {count: latest, its: Date}}}",
    "sum without a field": "for_each: versions\nrequire: {Date: {equals: {sum: latest}}}",
    "empty list": "for_each: versions\nrequire: {Date: {one_of: []}}",
    "empty condition": "for_each: versions\nrequire: {}",
    "nothing required": "for_each: versions",
    "two quantifiers": "for_each: versions\nfor_any: latest\nrequire: {Date: filled}",
    "clause beside all": "all: [{for_none: latest}]\nrequire: {exists: {file: a.md}}",
    "criterion within all": "all: [{id: inner, for_none: latest}]",
}


def plain(text: str) -> Any:
    node = read_yaml("policy.yaml", text, strict=True)
    assert isinstance(node, Node), node
    return node.plain


def policy_of(criterion: str) -> str:
    return TOP + "".join(f"    {line}\n" for line in criterion.strip().splitlines())


def test_schema_file_is_fresh() -> None:
    text = json.dumps(policy_schema(), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_EXPECTED"):
        SCHEMA.write_text(text, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == text


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(policy_schema())


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_policies_of_the_project_are_valid(path: Path) -> None:
    assert list(VALIDATOR.iter_errors(plain(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_the_loader_takes_is_valid(name: str) -> None:
    policy = policy_of(ACCEPTED[name])
    load_policy("policy.yaml", policy.encode())
    assert [error.message for error in VALIDATOR.iter_errors(plain(policy))] == []


@pytest.mark.parametrize("what", [*WRONG_EVERYWHERE, *WRONG_CRITERIA])
def test_mistakes_are_refused_by_schema_and_loader_alike(what: str) -> None:
    policy = WRONG_EVERYWHERE.get(what) or policy_of(WRONG_CRITERIA[what])
    assert not VALIDATOR.is_valid(plain(policy))
    with pytest.raises(PolicyError):
        load_policy("policy.yaml", policy.encode())


def test_editor_is_offered_every_selector_and_requirement_with_its_words() -> None:
    definitions = policy_schema()["$defs"]
    selection = definitions["Selection"]["anyOf"][1]["properties"]
    condition = next(one for one in definitions["Condition"]["anyOf"] if one.get("type") == "object")["properties"]
    for name in SELECTOR_BY_NAME:
        assert selection[name] == {"$ref": f"#/$defs/{selector_name(name)}"}
        assert definitions[selector_name(name)]["description"].endswith(".")
    for name in REQUIREMENT_BY_NAME:
        assert condition[name] == {"$ref": f"#/$defs/{requirement_name(name)}"}
        assert "```yaml" in definitions[requirement_name(name)]["markdownDescription"]


def test_every_reference_leads_to_a_definition() -> None:
    text = json.dumps(policy_schema())
    definitions = policy_schema()["$defs"]
    named = {part.partition('"')[0] for part in text.split('"$ref": "#/$defs/')[1:]}
    assert named <= set(definitions)
    assert '"definition": "' not in text


@pytest.mark.parametrize("kind", [*SELECTOR_BY_NAME.values(), *REQUIREMENT_BY_NAME.values()], ids=lambda one: one.kind)
def test_every_parameter_is_described(kind: type[Any]) -> None:
    assert set(parameter_docs(kind)) == set(parameters(kind))
