"""`$id` and `$anchor`: what references lead to is what `referencing` finds, which resolves them for jsonschema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from kit import TODAY, MemorySource, judge
from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from checker.data.references import References
from checker.gather import Gatherer
from checker.model.data import Node
from checker.model.evidence import Gap
from checker.model.facts import Inquiry
from checker.trackers import NoTracker

FILES: dict[str, Any] = {
    "schemas/order.json": {
        "$id": "https://acme.example/schemas/order.json",
        "a": {"$ref": "#/$defs/line"},
        "b": {"$ref": "#total"},
        "c": {"$ref": "customer.json"},
        "d": {"$ref": "https://acme.example/schemas/customer.json#name"},
        "e": {"$ref": "parts/price.json#/unit"},
        "f": {"$ref": "#inner"},
        "g": {"$ref": "inner/thing.json"},
        "h": {"$ref": "inner/thing.json#inner"},
        "i": {"$ref": "address"},
        "j": {"$ref": "#nowhere"},
        "k": {"$ref": "https://elsewhere.example/x.json"},
        "l": {"$ref": "gone.json"},
        "m": {"$ref": "claims-another.json"},
        "n": {"$ref": "#dynamic"},
        "o": {"const": {"$anchor": "constant"}},
        "p": {"$ref": "#constant"},
        "$defs": {
            "line": {"what": "line"},
            "total": {"$anchor": "total", "what": "total"},
            "dynamic": {"$dynamicAnchor": "dynamic", "what": "dynamic"},
            "thing": {
                "$id": "inner/thing.json",
                "what": "thing",
                "own": {"$ref": "#/$defs/own"},
                "out": {"$ref": "../customer.json"},
                "beside": {"$ref": "other.json"},
                "named": {"$ref": "#inner"},
                "$defs": {"own": {"what": "own"}, "inner": {"$anchor": "inner", "what": "inner"}},
            },
        },
    },
    "schemas/customer.json": {
        "$id": "https://acme.example/schemas/customer.json",
        "what": "customer",
        "$defs": {"name": {"$anchor": "name", "what": "name"}},
    },
    "schemas/parts/price.json": {
        "$id": "https://acme.example/schemas/parts/price.json",
        "unit": {"what": "unit"},
        "up": {"$ref": "../order.json#/$defs/line"},
    },
    "schemas/address.json": {"$id": "https://acme.example/schemas/address", "what": "address"},
    "schemas/claims-another.json": {"$id": "https://acme.example/other.json", "what": "other"},
    "schemas/inner/other.json": {"$id": "https://acme.example/schemas/inner/other.json", "what": "beside"},
    "plain.json": {
        "a": {"$ref": "#local"},
        "b": {"$ref": "more/plain.json#/x"},
        "c": {"$ref": "more/plain.json#far"},
        "d": {"$id": "sub/", "e": {"$ref": "near.json"}},
        "$defs": {"local": {"$anchor": "local", "what": "local"}},
    },
    "more/plain.json": {"x": {"what": "x"}, "$defs": {"y": {"$anchor": "far", "what": "far"}}},
    "sub/near.json": {"what": "near"},
}
UNTOLD = {"schemas/order.json": {"k", "l", "m"}}
"""What is not in the tree under its address: nobody can tell whether it is there."""


def _references(value: Any, way: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], str]]:
    if not isinstance(value, dict):
        return []
    own = [(way, value["$ref"])] if "$ref" in value else []
    return own + [one for key, child in value.items() for one in _references(child, (*way, key))]


def _oracle(path: str, way: tuple[str, ...], ref: str) -> Any:
    """What `referencing` makes of it, where each file is retrieved at its path."""
    registry: Registry[Any] = Registry().with_resources(
        (f"http://the.tree/{name}", DRAFT202012.create_resource(said)) for name, said in FILES.items()
    )
    registry = registry.with_resources(
        (said["$id"], DRAFT202012.create_resource(said)) for said in FILES.values() if "$id" in said
    )
    said, base = FILES[path], FILES[path].get("$id") or f"http://the.tree/{path}"
    resolver = registry.crawl().resolver(base)
    for key in way:
        said = said[key]
        if isinstance(said, dict) and "$id" in said:
            resolver = resolver.in_subresource(DRAFT202012.create_resource(said))
    try:
        return resolver.lookup(ref).contents
    except Unresolvable:
        return None


def _ours(path: str, way: tuple[str, ...]) -> Node | Gap:
    source = MemorySource({name: json.dumps(said).encode() for name, said in FILES.items()})
    gatherer = Gatherer(source, NoTracker(), lambda _: None)
    facts = gatherer.begin(TODAY)
    while True:
        inquiry = Inquiry(facts)
        node = inquiry.document(path).content
        for key in way:
            node = node.get(key) if isinstance(node, Node) else None
        found = References(inquiry)(node) if isinstance(node, Node) else None
        if not inquiry.wanted:
            assert found is not None
            return found
        facts = gatherer.gather(facts, inquiry.wanted)


CASES = [(path, way, ref) for path, said in FILES.items() for way, ref in _references(said)]


@pytest.mark.parametrize(("path", "way", "ref"), CASES, ids=lambda one: one if isinstance(one, str) else ".".join(one))
def test_reference_leads_where_json_schema_says(path: str, way: tuple[str, ...], ref: str) -> None:
    known, found = _oracle(path, way, ref), _ours(path, way)
    if way[0] in UNTOLD.get(path, ()):
        assert isinstance(found, Gap)
        assert str(found.state) == "unreadable"
    elif isinstance(found, Gap):
        assert (known, str(found.state)) == (None, "absent")
    else:
        assert found.plain == known


def test_what_two_claim_to_be_is_not_told() -> None:
    policy = """\
version: 1
policy: trial
criteria:
  - {id: it, for_each: {value: {in: ./a.json, at: a, follow: true}}, require: {what: x}}
"""
    text = {"a": {"$ref": "#x"}, "b": {"$anchor": "x", "what": "x"}, "c": {"$anchor": "x", "what": "x"}}
    assert judge(policy, {"a.json": json.dumps(text)}) == {
        "it": ["unknown", "?? a.json:1:7 what `#x` leads to is not read: a.json has several of them"]
    }
