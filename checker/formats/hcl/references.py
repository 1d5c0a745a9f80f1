"""What expressions refer to: declared things and named files (https://developer.hashicorp.com/terraform/language/expressions/references)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from tree_sitter import Node

from checker.classes import dataclass, replace
from checker.formats.hcl.expressions import unquoted
from checker.formats.hcl.syntax import HclFile, inner, named, parts
from checker.model.hcl import Reference
from checker.patterns import regex

STEPS = ("get_attr", "index", "splat")
NO_REFERENCES = frozenset(("count", "each", "path", "self", "terraform"))
"""First names that stand for nothing that a module declares."""

KINDS = {
    "var": "var",
    "local": "local",
    "module": "module",
    "data": "data",
    "ephemeral": "resource",
    "action": "resource",
}
"""First names that say what kind of thing is meant; every other one is the type of a resource."""

LONG_KINDS = frozenset(("data", "ephemeral", "action"))
"""Kinds whose address has a type and a name."""

READERS = frozenset(
    (
        "file",
        "filebase64",
        "filebase64sha256",
        "filebase64sha512",
        "filemd5",
        "filesha1",
        "filesha256",
        "filesha512",
        "templatefile",
    )
)
"""Functions that read the file that their first argument names."""

SEARCHERS = frozenset(("fileexists", "fileset"))
"""Functions that look whether there are files: nothing has to be there."""

CHOICES = frozenset(("conditional", "template_if", "for_cond"))
"""Nodes of which a part alone may count."""

CHOOSERS = frozenset(("can", "coalesce", "coalescelist", "element", "lookup", "one", "setsubtract", "slice", "try"))
"""Functions that take some of what they are given, or none."""

REFERRING_TO_NOTHING = frozenset(
    (
        "comment",
        "get_attr",
        "identifier",
        "literal_value",
        "quoted_template_end",
        "quoted_template_start",
        "template_interpolation_end",
        "template_interpolation_start",
        "template_literal",
    )
)
"""Nodes that need not be looked into."""

SHOWN = 200
"""How much of a long expression is kept as the text of a reference, in characters."""

GLOB = regex(r"[*?\[{]")


@dataclass(frozen=True, slots=True)
class Scope:
    """bound: names that `for` or `dynamic` give. files: whether a path that is named here must be there.

    sure: whether what is named here counts, whatever else is so.
    """

    bound: frozenset[str] = frozenset()
    files: bool = True
    sure: bool = True

    def binding(self, *names: str) -> Scope:
        return replace(self, bound=self.bound.union(names))


Visit = tuple[Node, Scope, list[Node]]
"""A node to look at, what holds there, and for a name the attributes, indexes and splats that follow it."""


def references(file: HclFile, expression: Node, pointer: str, scope: Scope) -> Iterator[Reference]:
    """Every reference inside an expression, in the order of the file."""
    waiting: list[Visit] = [(expression, scope, [])]
    while waiting:
        node, scope, steps = waiting.pop()
        if node.type == "variable_expr":
            found = _named_thing(file, node, steps, pointer, scope)
        else:
            found = _named_file(file, node, pointer) if scope.files else None
            waiting.extend(reversed(_inside(file, node, scope)))
        if found:
            yield found


def _inside(file: HclFile, node: Node, scope: Scope) -> list[Visit]:
    if node.type in ("for_tuple_expr", "for_object_expr", "template_for"):
        return _inside_loop(file, node, scope)
    children = inner(node)
    if node.type == "object_elem" and _is_bare(children[0]):
        children = children[1:]
    if node.type == "function_call" and file.text(children[0]) in SEARCHERS:
        scope = replace(scope, files=False)
    if node.type in CHOICES or (node.type == "function_call" and file.text(children[0]) in CHOOSERS):
        scope = replace(scope, sure=False)
    return [
        (child, scope, _steps(children, position))
        for position, child in enumerate(children)
        if child.type not in REFERRING_TO_NOTHING
    ]


def _inside_loop(file: HclFile, loop: Node, scope: Scope) -> list[Visit]:
    """The names of a loop hold in all of it but the collection."""
    scope = replace(scope, sure=False)
    intro, *rest = [part for part in inner(loop) if part.type not in ("tuple_start", "object_start")]
    bound = scope.binding(*(file.text(name) for name in named(intro, "identifier")))
    collection: list[Visit] = [(part, scope, []) for part in named(intro, "expression")]
    return collection + [(part, bound, []) for part in rest]


def _is_bare(key: Node) -> bool:
    """Whether the key of an object is a plain name, which stands for itself."""
    inside = parts(key)
    return len(inside) == 1 and inside[0].type == "variable_expr"


def _steps(children: list[Node], position: int) -> list[Node]:
    if children[position].type != "variable_expr":
        return []
    end = position + 1
    while end < len(children) and children[end].type in STEPS:
        end += 1
    return children[position + 1 : end]


def _named_thing(file: HclFile, node: Node, steps: list[Node], pointer: str, scope: Scope) -> Reference | None:
    names = [file.text(node)]
    for step in steps:
        if step.type != "get_attr":
            break
        names.append(file.text(step.children[-1]))
    if names[0] in scope.bound or names[0] in NO_REFERENCES:
        return None
    meant = _meant(names)
    if meant is None:
        return None
    return Reference(*meant, file.between(node, steps[-1])[:SHOWN], file.at(node, pointer), scope.sure)


def _meant(names: list[str]) -> tuple[str, str] | None:
    """The kind and address of what is named; None for a single name, which is a keyword of the place it stands at."""
    first = names[0]
    if first == "resource":
        names = names[1:]
        return ("resource", ".".join(names[:2])) if len(names) > 1 else None
    length = 3 if first in LONG_KINDS else 2
    return (KINDS.get(first, "resource"), ".".join(names[:length])) if len(names) >= length else None


def _named_file(file: HclFile, node: Node, pointer: str) -> Reference | None:
    """`"${path.module}/x"` anywhere, `"./x"` as what a function reads."""
    if node.type == "quoted_template":
        path = below_module(file, node)
        named_at = node
    elif node.type == "function_call":
        named_at, path = _read_by(file, node)
    else:
        return None
    if not path or GLOB.search(path):
        return None
    address = posixpath.normpath(path)
    return None if address == "." else Reference("file", address, file.text(named_at), file.at(named_at, pointer))


def below_module(file: HclFile, quoted: Node) -> str:
    """The path that `"${path.module}/x"` names relative to the module, empty for any other template."""
    inside = [part for part in parts(quoted) if part.type not in ("quoted_template_start", "quoted_template_end")]
    if [part.type for part in inside] != ["template_interpolation", "template_literal"]:
        return ""
    interpolated = [file.text(part) for part in named(inside[0], "expression")]
    path = unquoted(f'"{file.text(inside[1])}"')
    return path.lstrip("/") if interpolated == ["path.module"] and path.startswith("/") else ""


def _read_by(file: HclFile, call: Node) -> tuple[Node, str]:
    """The relative path that a function reads, empty when it is no literal."""
    arguments = [part for group in named(call, "function_arguments") for part in named(group, "expression")]
    if not arguments or file.text(parts(call)[0]) not in READERS:
        return call, ""
    literal = arguments[0]
    while literal.child_count == 1:
        literal = literal.children[0]
    path = unquoted(file.text(literal)) if literal.type == "string_lit" else ""
    return literal, "" if path.startswith(("/", "~")) else path
