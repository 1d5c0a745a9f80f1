"""Blocks of HCL with their attributes, addresses and references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from tree_sitter import Node

from checker.classes import dataclass, field, replace
from checker.data.source import MAX_DEPTH, RefusedError, child_pointer, too_deep, written_twice
from checker.formats.hcl.expressions import read_expression, unquoted
from checker.formats.hcl.references import Scope, references
from checker.formats.hcl.syntax import HclFile, named
from checker.model.hcl import Expression, HclBlock, Reference

PREFIXES = {
    "resource": "",
    "variable": "var.",
    "module": "module.",
    "data": "data.",
    "ephemeral": "ephemeral.",
    "action": "action.",
}
TYPED = frozenset(("resource", "data", "ephemeral", "action"))
"""Blocks that are named by a type and a name."""

OUTERMOST_NAMES = frozenset(
    (
        ("variable", "type"),
        ("resource", "provider"),
        ("data", "provider"),
        ("ephemeral", "provider"),
        ("action", "provider"),
        ("import", "provider"),
        ("module", "providers"),
        ("moved", "from"),
        ("moved", "to"),
        ("removed", "from"),
    )
)
"""Arguments of outermost blocks that hold types, providers or former addresses, and refer to nothing."""

INNER_NAMES = frozenset((("lifecycle", "ignore_changes"), ("dynamic", "iterator")))
"""The same for blocks inside others."""

ADDRESSES = frozenset(("depends_on", "replace_triggered_by"))
"""Arguments that hold addresses of what is declared."""

WRITERS = frozenset(
    (
        (("archive_file",), "output_path"),
        (("local_file",), "filename"),
        (("local_sensitive_file",), "filename"),
    )
)
"""Arguments that name a file that Terraform writes."""


@dataclass(slots=True)
class Found:
    """What the files of a module hold so far.

    seen: how often a pointer was given. written: files that Terraform itself writes.
    """

    blocks: list[HclBlock] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    written: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Around:
    """What is around an argument or block. types: of the blocks, outermost first. labels: of the innermost."""

    pointer: str = ""
    types: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)


def read_blocks(file: HclFile, found: Found) -> None:
    """Add the blocks and references of one file. Raises `RefusedError` for what Terraform would not read."""
    for body in named(file.root, "body"):
        for stray in named(body, "attribute"):
            raise RefusedError("an argument stands outside of any block", file.at(stray), "move it into a block")
        for node in named(body, "block"):
            found.blocks.append(_block(file, node, Around(), found))


def address_of(kind: str, labels: tuple[str, ...]) -> str:
    """How Terraform names an outermost block, empty for one that cannot be referred to."""
    if kind not in PREFIXES or len(labels) != 1 + (kind in TYPED):
        return ""
    return PREFIXES[kind] + ".".join(labels)


def _block(file: HclFile, node: Node, around: Around, found: Found) -> HclBlock:
    kind, *rest = [_label(file, part) for part in named(node, "identifier", "string_lit")]
    labels = tuple(rest)
    location = file.at(node, pointer_of(kind, labels, around, found))
    if len(around.types) >= MAX_DEPTH:
        raise too_deep(location)
    inner = Around(location.pointer, (*around.types, kind), labels, around.scope)
    sources = attributes(file, node, location.pointer)
    bound = bound_by(kind, _iterator(file, labels, sources), around.scope)
    for name, source in sources.items():
        collect(file, name, source, replace(inner, scope=bound) if name == "labels" else inner, found)
    return HclBlock(
        kind,
        labels,
        "" if around.types else address_of(kind, labels),
        {
            name: argument(read_expression(file, source, child_pointer(location.pointer, name)), name, inner)
            for name, source in sources.items()
        },
        tuple(_block(file, child, replace(inner, scope=bound), found) for child in _children(node, "block")),
        location,
        node.end_point.row + 1,
    )


def _label(file: HclFile, node: Node) -> str:
    text = file.text(node)
    return unquoted(text) if node.type == "string_lit" else text


def _children(block: Node, kind: str) -> list[Node]:
    return [child for body in named(block, "body") for child in named(body, kind)]


def pointer_of(kind: str, labels: tuple[str, ...], around: Around, found: Found) -> str:
    """A name of its own for every block: `resource.aws_vpc.this/ingress`, the next one `…/ingress[1]`.

    All `locals` share one, as their arguments are unique in the module.
    """
    pointer = child_pointer(around.pointer, ".".join((kind, *labels)))
    before = found.seen[pointer]
    found.seen[pointer] += 1
    return f"{pointer}[{before}]" if before and kind != "locals" else pointer


def attributes(file: HclFile, block: Node, pointer: str) -> dict[str, Node]:
    """The expressions of a block by name. Raises RefusedError for a name that stands there twice."""
    names: dict[str, Node] = {}
    expressions: dict[str, Node] = {}
    for attribute in _children(block, "attribute"):
        key, expression = named(attribute, "identifier", "expression")
        name = file.text(key)
        if name in names:
            raise written_twice(name, file.at(names[name]), file.at(key, child_pointer(pointer, name)))
        names[name] = key
        expressions[name] = expression
    return expressions


def _iterator(file: HclFile, labels: tuple[str, ...], sources: Mapping[str, Node]) -> str:
    iterator = sources.get("iterator")
    return file.text(iterator) if iterator else "".join(labels)


def bound_by(kind: str, iterator: str, scope: Scope) -> Scope:
    """What holds in the content of a block: a `dynamic` block gives a name to its element."""
    return scope.binding(iterator) if kind == "dynamic" else scope


def argument(expression: Expression, name: str, around: Around) -> Expression:
    """An argument; of one that is never evaluated, such as a type or an address, what is written is the value."""
    return _as_written(expression) if name in ADDRESSES or refers_to_nothing(name, around) else expression


def _as_written(expression: Expression) -> Expression:
    if not expression.is_told:
        return replace(expression, is_literal=True, literal=expression.text)
    keys, elements = expression.keys, expression.elements
    return replace(
        expression,
        syntax=None,
        keys=None if keys is None else {name: _as_written(one) for name, one in keys.items()},
        elements=None if elements is None else tuple(map(_as_written, elements)),
    )


def refers_to_nothing(name: str, around: Around) -> bool:
    """Whether an argument holds types, providers or the like, which refer to nothing."""
    kinds = around.types
    return (kinds[-1], name) in (OUTERMOST_NAMES if len(kinds) == 1 else INNER_NAMES) or "required_providers" in kinds


def collect(file: HclFile, name: str, source: Node, around: Around, found: Found) -> None:
    """Add the references of one argument."""
    if refers_to_nothing(name, around) or not file.holds(source, b".", b"("):
        return
    kinds = around.types
    writes = len(kinds) == 1 and (around.labels[:1], name) in WRITERS
    for reference in references(file, source, child_pointer(around.pointer, name), around.scope):
        if writes and reference.kind == "file":
            found.written.add(reference.address)
        else:
            found.references.append(reference)
