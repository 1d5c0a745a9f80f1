"""Right-hand sides of HCL: literals, lists and objects as values, all else as source text."""

from __future__ import annotations

import re
from math import isfinite, nan

from tree_sitter import Node

from checker.classes import dataclass
from checker.data.source import MAX_DEPTH, child_pointer, too_deep
from checker.formats.hcl.syntax import HclFile, inner, named
from checker.model.hcl import Expression
from checker.model.location import Location
from checker.patterns import regex

ESCAPE = regex(r'\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))|([$%])\4(?=\{)')
DOUBLED = regex(r"([$%])\1(?=\{)")
WRAPPERS = frozenset(("expression", "literal_value", "collection_value", "template_expr", "operation"))
"""Nodes that may hold one other node and add nothing to it."""

NAME = regex(r"[^\W\d][\w-]*")
INTEGER = regex(r"-?[0-9]+")
FLOAT = regex(r"-?[0-9]+\.[0-9]+(?:[eE][-+]?[0-9]+)?")
CONSTANTS = {"true": True, "false": False, "null": None}
ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
ENCODING = "jsonencode"
"""The function of Terraform that writes a value as JSON."""
MAX_DIGITS = 4_000
"""Python refuses to convert much longer integers."""

Literal = None | bool | int | float | str


@dataclass(frozen=True, slots=True)
class Syntax:
    """What is written, for the evaluation. place: of all of it, where it stands in a string of JSON; else None."""

    file: HclFile
    node: Node
    pointer: str = ""
    place: Location | None = None

    def at(self, node: Node) -> Location:
        return self.place or self.file.at(node, self.pointer)


def read_expression(file: HclFile, node: Node, pointer: str, depth: int = 0) -> Expression:
    """An `expression` of the tree. Raises `RefusedError` where lists and objects are nested too deep."""
    if depth > MAX_DEPTH:
        raise too_deep(file.at(node, pointer))
    text, location = file.text(node), file.at(node, pointer)
    core = core_of(node)
    if core.type == "object":
        keys, computed = _keys(file, core, pointer, depth)
        return Expression(text, location, keys=keys, computed=computed, syntax=Syntax(file, node, pointer))
    if core.type == "tuple":
        return Expression(text, location, elements=_elements(file, core, pointer, depth))
    literal = literal_of(file, core)
    if literal:
        return Expression(text, location, is_literal=True, literal=literal[0])
    encoded = _encoded(file, core)
    encodes = read_expression(file, encoded, pointer, depth + 1) if encoded is not None else None
    return Expression(text, location, syntax=Syntax(file, node, pointer), encodes=encodes)


def _encoded(file: HclFile, node: Node) -> Node | None:
    """What `jsonencode(…)` writes as JSON, also where it is all that a template holds; None for anything else."""
    if node.type == "quoted_template":
        within = _only_hole(node)
        return _encoded(file, core_of(within)) if within is not None else None
    arguments = named(node, "function_arguments")
    if node.type != "function_call" or len(arguments) != 1 or file.text(inner(node)[0]) != ENCODING:
        return None
    given = inner(arguments[0])
    return given[0] if len(given) == 1 and given[0].type == "expression" else None


def _only_hole(node: Node) -> Node | None:
    """The expression that is all that a template holds."""
    holes = named(node, "template_interpolation")
    within = named(holes[0], "expression") if len(holes) == 1 and not named(node, "template_literal") else []
    return within[0] if len(within) == 1 else None


def core_of(node: Node) -> Node:
    """What an expression comes down to when it is nothing but one literal, list or object, parentheses left out."""
    while node.type in WRAPPERS:
        inside = inner(node)
        if len(inside) != 1:
            break
        node = inside[0]
    return node


def _keys(file: HclFile, node: Node, pointer: str, depth: int) -> tuple[dict[str, Expression], bool]:
    """The entries of an object, and whether a key of it is computed.

    Of a key that stands twice the last one counts, as in Terraform.
    """
    keys: dict[str, Expression] = {}
    computed = False
    for entry in named(node, "object_elem"):
        key, value = named(entry, "expression")
        name, is_plain = _key(file, key)
        computed = computed or not is_plain
        keys[name] = read_expression(file, value, child_pointer(pointer, name), depth + 1)
    return keys, computed


def _key(file: HclFile, node: Node) -> tuple[str, bool]:
    """A key, and whether it is a plain one: a name, or a literal."""
    literal, text = literal_of(file, core_of(node)), file.text(node)
    if literal and isinstance(literal[0], str):
        return literal[0], True
    return text, bool(literal) or NAME.fullmatch(text) is not None


def _elements(file: HclFile, node: Node, pointer: str, depth: int) -> tuple[Expression, ...]:
    return tuple(
        read_expression(file, element, child_pointer(pointer, position), depth + 1)
        for position, element in enumerate(named(node, "expression"))
    )


def literal_of(file: HclFile, node: Node) -> tuple[Literal] | None:
    """The value of a literal as a tuple of one, None for any other expression."""
    text = file.text(node)
    if node.type in ("numeric_lit", "unary_operation"):
        return _number("".join(text.split()))
    if node.type in ("bool_lit", "null_lit"):
        return (CONSTANTS[text],)
    if node.type == "string_lit":
        return (unquoted(text),)
    if node.type == "heredoc_template" and not named(node, "template_interpolation", "template_directive"):
        return (heredoc_text(text),)
    return None


def _number(text: str) -> tuple[Literal] | None:
    if INTEGER.fullmatch(text):
        return (int(text),) if len(text) <= MAX_DIGITS else None
    value = float(text) if FLOAT.fullmatch(text) else nan
    return (value,) if isfinite(value) else None


def unquoted(text: str) -> str:
    """The value of a quoted string without interpolation, from its source with the quotes; its escapes are checked."""
    return ESCAPE.sub(_unescaped, text[1:-1])


def _unescaped(found: re.Match[str]) -> str:
    digits = found[1] or found[2]
    if digits:
        return chr(int(digits, 16))
    return found[4] or ESCAPED.get(found[3], found[3])


def heredoc_text(text: str) -> str:
    """The value of `<<EOT` or `<<-EOT`; the second loses the indent that all its lines share, blank ones aside."""
    lines = text.split("\n")[1:-1]
    if text.startswith("<<-"):
        indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        lines = [line[indent:] if line.strip() else line for line in lines]
    return DOUBLED.sub(r"\1", "".join(line + "\n" for line in lines))
