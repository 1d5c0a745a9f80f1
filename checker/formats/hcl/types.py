"""What a type constraint makes of a value (https://developer.hashicorp.com/terraform/language/expressions/type-constraints)."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from checker.classes import dataclass, replace
from checker.formats.hcl.expressions import core_of
from checker.formats.hcl.known import (
    FailedError,
    UndeterminedError,
    as_set,
    elements_of,
    fraction_of,
    is_null,
    keys_of,
    listed,
    literal,
    mapped,
    number,
    text_of,
    truth_of,
)
from checker.formats.hcl.syntax import HclFile, inner, named
from checker.model.hcl import Expression


@dataclass(frozen=True, slots=True)
class Type:
    """A type that is written. evaluate: works out what stands at a node of the same file, for defaults in the type."""

    file: HclFile
    node: Node
    evaluate: Callable[[Node], Expression]

    def converted(self, value: Expression) -> Expression:
        """A value as one of this type. Raises `UndeterminedError` for a type that is not followed here."""
        if not value.is_told or is_null(value):
            return value
        node = core_of(self.node)
        if node.type == "variable_expr":
            return _primitive(value, self.file.text(node))
        kind, arguments = self._call(node)
        if kind in ("list", "set"):
            elements = [self._inner(arguments[0], one) for one in elements_of(value)]
            return as_set(elements, value.location) if kind == "set" else listed(elements, value.location)
        if kind == "map":
            keys = {name: self._inner(arguments[0], one) for name, one in keys_of(value).items()}
            return mapped(keys, value.location)
        if kind == "object" and core_of(arguments[0]).type == "object":
            return self._object(value, core_of(arguments[0]))
        raise UndeterminedError(f"the type `{kind}(…)` is not followed here")

    def _call(self, node: Node) -> tuple[str, list[Node]]:
        name, *groups = inner(node) if node.type == "function_call" else (node,)
        arguments = [one for group in groups for one in named(group, "expression")]
        if not arguments:
            raise UndeterminedError(f"the type `{self.file.text(node)}` is not followed here")
        return self.file.text(name), arguments

    def _inner(self, node: Node, value: Expression) -> Expression:
        made = replace(self, node=node).converted(value)
        return made if made is value else replace(made, location=value.location, origin=value.origin)

    def _object(self, value: Expression, node: Node) -> Expression:
        """An object: attributes that the type does not name are left out, optional ones have their default or null."""
        found = keys_of(value)
        keys: dict[str, Expression] = {}
        for entry in named(node, "object_elem"):
            key, type_ = named(entry, "expression")
            name, core = self.file.text(key).strip('"'), core_of(type_)
            is_optional = core.type == "function_call" and self.file.text(inner(core)[0]) == "optional"
            arguments = self._call(core)[1] if is_optional else [type_]
            if name in found and not (is_optional and found[name].is_told and is_null(found[name])):
                keys[name] = self._inner(arguments[0], found[name])
            elif len(arguments) > 1:
                keys[name] = self._inner(arguments[0], self.evaluate(arguments[1]))
            elif is_optional:
                keys[name] = literal(None, value.location)
            else:
                raise FailedError(f"it has no `{name}`")
        return mapped(keys, value.location)


def _primitive(value: Expression, name: str) -> Expression:
    if name == "string":
        return value if isinstance(value.literal, str) else literal(text_of(value), value.location)
    if name == "number":
        return number(fraction_of(value), value.location) if isinstance(value.literal, str) else _number(value)
    if name == "bool":
        return value if isinstance(value.literal, bool) else literal(truth_of(value), value.location)
    if name == "any":
        return value
    raise UndeterminedError(f"the type `{name}` is not followed here")


def _number(value: Expression) -> Expression:
    if isinstance(value.literal, bool) or not isinstance(value.literal, int | float):
        fraction_of(value)
    return value
