"""What selectors and requirements object to in their own parameters."""

import pytest
from kit import mistakes_in, one_criterion

FOR_EACH_FILE = "for_each: {file: 'docs/*.md'}\nrequire: "
FOR_EACH_VALUE = "for_each: {value: a.yaml}\nrequire: "
OBJECTIONS = {
    FOR_EACH_FILE + "{exists: {file: '{folder}/a.md'}}": "file has no field `folder` for `{folder}/a.md`",
    FOR_EACH_FILE + "{exists: {file: '{its.folder}/a.md'}}": "file has no field `folder` for `{its.folder}/a.md`",
    "for_each: {file: '{name}.md'}\nrequire: in_tree": (
        "there is no record here whose `name` could stand in `{name}.md`"
    ),
    FOR_EACH_FILE + "{exists: {mention: {pattern: '(?P<text>a)'}}}": (
        "a mention has a field `text` already; call the group otherwise"
    ),
    FOR_EACH_FILE + "{exists: {mention: {pattern: a, of: {field: name}, under: Goals}}}": (
        "`of` stands for the place to look in; `in` and `under` say nothing beside it"
    ),
    FOR_EACH_FILE + "{name: {within: 10.0.0.0/33}}": (
        "`10.0.0.0/33` is no network, such as `10.0.0.0/8` or `fd00::/8`"
    ),
    FOR_EACH_FILE + "{name: {within: [10.0.0.0/8, 10.1.2.3/8]}}": (
        "`10.1.2.3/8` is an address in the network `10.0.0.0/8`; write which is meant"
    ),
    FOR_EACH_FILE + "{name: {length: {of: words}}}": "`length` needs `at_least` or `at_most`",
    FOR_EACH_FILE + "{name: {length: {at_least: 3, at_most: 2}}}": "3 at least and 2 at most cannot be",
    FOR_EACH_FILE + "{name: {ranks: {scale: [low, high]}}}": "`ranks` needs `at_least` or `at_most`",
    FOR_EACH_FILE + "{name: {ranks: {scale: [low, high], at_least: hihg}}}": "`hihg` is not on the scale",
    FOR_EACH_FILE + "{name: {date: {after: today + 3 moons}}}": (
        "`today + 3 moons` is no date to compare with, such as `2026-07-26` or `today`"
    ),
    FOR_EACH_VALUE + "{schema: {$ref: 'http://127.0.0.1/x.json'}}": (
        "`$ref: http://127.0.0.1/x.json` leads nowhere in the schema, and nothing outside of it is read"
    ),
    FOR_EACH_VALUE + "{schema: {$ref: 'file:///etc/hostname'}}": (
        "`$ref: file:///etc/hostname` leads nowhere in the schema, and nothing outside of it is read"
    ),
    FOR_EACH_VALUE + "{schema: {allOf: [{$ref: '#'}]}}": "a `$ref` of the schema leads back to itself",
    FOR_EACH_VALUE + "{schema: {type: objekt}}": "this is no JSON Schema: `type` is not what the standard has there",
    FOR_EACH_VALUE + "{schema: {pattern: '(?=a)'}}": "`(?=a)` is no regular expression (the syntax is RE2's)",
    FOR_EACH_VALUE + "{schema: {format: iri}}": "`format: iri` is not looked at; use `pattern`",
}


@pytest.mark.parametrize("criterion", OBJECTIONS)
def test_it_objects(criterion: str) -> None:
    assert [said.partition(": ")[2] for said in mistakes_in(one_criterion(criterion))] == [OBJECTIONS[criterion]]


@pytest.mark.parametrize(
    "schema", ["{properties: {a: {$ref: '#'}}}", "{$defs: {a: {type: string}}, $ref: '#/$defs/a'}"]
)
def test_schema_may_refer_to_itself_below_and_to_its_definitions(schema: str) -> None:
    assert mistakes_in(one_criterion(f"{FOR_EACH_VALUE}{{schema: {schema}}}")) == []
