"""Pieces of the JSON Schema of policies: references, lists, mappings, and the parameters of a dataclass."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from checker.policy.docstrings import first_paragraph, parameter_docs
from checker.policy.grammar import adapter

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NAMES: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1}]}


def selector_name(name: str) -> str:
    """The name of a selector's definition in the schema."""
    return f"selector-{name}"


def requirement_name(name: str) -> str:
    """The name of a requirement's definition in the schema."""
    return f"requirement-{name}"


def parameters_of(kind: type[Any]) -> Schema:
    """The mapping of a dataclass's parameters, each with what it means."""
    schema: Schema = adapter(kind).json_schema()
    schema.pop("title", None)
    docs = parameter_docs(kind)
    for name, one in schema.get("properties", {}).items():
        one.pop("title", None)
        if one.get("default") in (None, "", [], {}) or isinstance(one.get("default"), dict):
            one.pop("default", None)
        if name in docs:
            one |= {"description": " ".join(docs[name].split())}
    return schema


def described(docstring: str) -> Schema:
    """The opening as plain text, the whole for editors that show Markdown."""
    return {"description": first_paragraph(docstring), "markdownDescription": inspect.cleandoc(docstring)}


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def list_of(name: str) -> Schema:
    return {"type": "array", "items": ref(name), "minItems": 1}


def mapping(said: str, keys: Schema, required: Sequence[str] = ()) -> Schema:
    must = {"required": list(required)} if required else {}
    return {"type": "object", "description": said, "properties": keys, "additionalProperties": False} | must


def with_entries(form: Schema) -> Schema:
    """The same, with a parameter as a further entry of a list."""
    return form | {"items": {"anyOf": [form["items"], ref("Parameter")]}} if form.get("type") == "array" else form
