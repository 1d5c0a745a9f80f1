"""Policies and schemas that ask for more than anybody waits for: there is an end to it, and the rest is judged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from bounded import bounded, small_house
from kit import judge_one

DRAFT = "https://json-schema.org/draft/2019-09/schema"
CIRCLE = "?? schema.json:1:1 schema.json: a `$ref` of the schema leads back to itself"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return small_house(tmp_path)


def held_against(schema: Mapping[str, Any], data: Any) -> list[str]:
    """What comes out for data that has to keep to a schema."""
    documents = {"data.json": json.dumps(data), "schema.json": json.dumps(schema)}
    return judge_one("for_each: {file: data.json}\nrequire: {schema: {file: schema.json}}", documents)


def doubled(depth: int, last: Mapping[str, Any], word: str = "allOf") -> dict[str, Any]:
    """A schema with two references to the same, and so on: as many ways to the last one as 2 to the depth."""
    steps = {f"d{n}": {word: [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(depth)}
    return {"$ref": "#/$defs/d0", "$defs": {**steps, f"d{depth}": last}}


@pytest.mark.parametrize("word", ["allOf", "anyOf"])
def test_doubled_references_are_followed_once(word: str) -> None:
    assert held_against(doubled(60, {"type": "string"}, word), "x")[0] == "pass"
    assert held_against(doubled(60, {"type": "string"}, word), 1)[0] == "fail"


def test_doubled_reference_hides_no_breach() -> None:
    schema = {
        "allOf": [{"anyOf": [{"$ref": "#/$defs/named"}, {"type": "object"}]}, {"$ref": "#/$defs/named"}],
        "$defs": {"named": {"required": ["a", "b"], "properties": {"c": {"type": "string"}}}},
    }
    assert held_against(schema, {"c": 1}) == [
        "fail",
        "no data.json:1:1 the value is `{c}`, expected the key `a`, `b`",
        "no data.json:1:7 `c` is `1`, expected string",
    ]


@pytest.mark.parametrize(
    "schema",
    [
        {"$schema": DRAFT, "$recursiveRef": "#"},
        {"$schema": DRAFT, "anyOf": [{"$recursiveRef": "#"}, {"type": "object"}]},
        {"$dynamicRef": "#"},
        {"allOf": [{"$ref": "#"}]},
        {"properties": {"a": {"$ref": "#/properties/a"}}},
        {"$ref": "#/$defs/a", "$defs": {"a": {"not": {"$ref": "#/$defs/b"}}, "b": {"if": {"$ref": "#/$defs/a"}}}},
    ],
)
def test_schema_that_leads_back_to_itself_is_undecided(schema: dict[str, Any]) -> None:
    assert held_against(schema, {"a": 1}) == ["unknown", CIRCLE]


def test_schema_that_steps_into_the_data_is_followed() -> None:
    schema = {"$schema": DRAFT, "type": "object", "additionalProperties": {"$recursiveRef": "#"}}
    deep: dict[str, Any] = {}
    for _ in range(50):
        deep = {"a": deep}
    assert held_against(schema, deep)[0] == "pass"
    assert held_against(schema, {"a": {"b": 1}})[0] == "fail"


def test_chain_of_references_that_is_too_long_is_undecided() -> None:
    steps = {f"d{n}": {"$ref": f"#/$defs/d{n + 1}"} for n in range(5000)}
    assert held_against({"$ref": "#/$defs/d0", "$defs": {**steps, "d5000": {}}}, 1) == [
        "unknown",
        "?? data.json data.json cannot be held against the schema, which leads deeper than is followed",
    ]


def test_steps_of_a_schema_have_an_end() -> None:
    every = {"items": {"anyOf": [{"const": n} for n in range(1000)]}}
    assert held_against(every, list(range(1000)))[1:] == [
        "?? data.json data.json cannot be held against the schema, which takes more than 300,000 steps"
    ]


def test_items_are_told_apart_by_what_they_are() -> None:
    many = [{"k": n, "of": [n]} for n in range(5_000)]
    assert held_against({"uniqueItems": True}, many)[0] == "pass"
    assert held_against({"uniqueItems": True}, [*many, {"of": [7], "k": 7}])[0] == "fail"
    assert held_against({"uniqueItems": True}, [1, True, "1", [1], None])[0] == "pass"
    assert held_against({"uniqueItems": True}, [1, 1.0])[0] == "fail"


def test_part_that_names_a_draft_keeps_the_safe_patterns() -> None:
    slow = {"$schema": "https://json-schema.org/draft/2020-12/schema", "pattern": "^(a+)+$"}
    assert held_against({**slow, "properties": {"a": {"$ref": "#"}}}, {"a": "a" * 5000 + "!"})[0] == "fail"


JOIN = """\
version: 1
policy: join
criteria:
  - id: joined
    for_each: {row: {in: a.md, under: A, columns: [ID, Text]}}
    require:
      exists:
        row: {in: a.md, under: B, columns: [ID, Text]}
        where: {ID: {field: ID}, Text: {not: {equals: {field: Text}}}}
  - id: apart
    for_each: {row: {in: a.md, under: A, columns: [ID]}}
    require: {ID: unique}
"""


def test_join_of_two_large_tables_ends_and_the_others_are_judged(house: Path) -> None:
    rows = "".join(f"| {n} | text {n} |\n" for n in range(3000))
    head = "\n\n| ID | Text |\n|---|---|\n"
    (house / "a.md").write_text(f"# A{head}{rows}\n# B{head}{rows}")
    (house / "policy.yaml").write_text(JOIN)
    ran = bounded(house, "check", ".", "--policy", "policy.yaml", "--time-limit", "2", "--format", "json")
    assert ran.code == 3, ran.err
    joined, apart = json.loads(ran.out)["criteria"]
    assert (joined["outcome"], apart["outcome"]) == ("unknown", "pass")
    (seen,) = joined["observations"]
    assert (seen["ok"], seen["message"], seen["hint"]) == (
        None,
        "judging this takes more than the 2 s that a criterion may take",
        "compare less with each other, or give it more time with --time-limit",
    )


ENTRIES = """\
version: 1
policy: entries
criteria:
  - id: known
    for_each: {value: {in: data.json, at: one}}
    require: {one_of: {list: {value: {in: data.json, at: 'two.*'}}, field: text}}
"""


def test_one_record_with_a_large_join_ends(house: Path) -> None:
    """A list is one record, and each of its entries is held against the whole of the other list."""
    entries = [f"v{n}" for n in range(20_000)]
    (house / "data.json").write_text(json.dumps({"one": entries, "two": entries[::-1]}))
    (house / "policy.yaml").write_text(ENTRIES)
    ran = bounded(house, "check", ".", "--policy", "policy.yaml", "--time-limit", "1", "--format", "json")
    assert ran.code == 3, ran.err
    (known,) = json.loads(ran.out)["criteria"]
    said = "judging this takes more than the 1 s that a criterion may take"
    assert [one["message"] for one in known["observations"]] == [said]
