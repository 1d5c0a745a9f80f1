"""The JSON syntax of Terraform: the same blocks, written as objects.

https://developer.hashicorp.com/terraform/language/syntax/json: a label is a key, several blocks of one kind are a list,
strings are templates, `//` is a comment. Inside a block nobody without the provider's schema can tell an object that is
a block from one that is a value: it is read as a value, and `checker.data.modules` looks for blocks in it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tree_sitter import Node as Syntax

from checker.classes import dataclass, replace
from checker.data.source import RefusedError, child_pointer
from checker.formats.hcl.blocks import (
    ADDRESSES,
    Around,
    Found,
    address_of,
    argument,
    bound_by,
    collect,
    pointer_of,
)
from checker.formats.hcl.declarations import LABELS
from checker.formats.hcl.expressions import DOUBLED, read_expression
from checker.formats.hcl.mistakes import TEMPLATE
from checker.formats.hcl.syntax import HclFile, named
from checker.model.data import Node
from checker.model.hcl import Expression, HclBlock
from checker.model.location import Location

INNER_LABELS = {"backend": 1, "dynamic": 1, "provider_meta": 1, "provisioner": 1}
"""Blocks inside others that have labels; those below have none."""
INNER = frozenset(
    (
        *INNER_LABELS,
        *("assert", "cloud", "connection", "content", "lifecycle", "postcondition", "precondition"),
        *("required_providers", "validation"),
    )
)
"""Blocks inside others that Terraform itself has, whatever the provider."""
COMMENT = "//"
MARKER = "TEMPLATE"


def read_json_blocks(path: str, root: Node, found: Found) -> None:
    """Add the blocks and references of one file. Raises `RefusedError` for what Terraform would not read."""
    reader = _Reader(path, found)
    for object_ in _objects(root):
        for kind, node in _entries(object_):
            if not isinstance(node.value, Mapping | tuple):
                place = node.key or node.location
                raise RefusedError("an argument stands outside of any block", place, "move it into a block")
            found.blocks += [reader.block(one, Around()) for one in _labelled(kind, node, LABELS.get(kind, 0))]


@dataclass(frozen=True, slots=True)
class _Written:
    """A block as it is written. place: of its last label, or of its type."""

    kind: str
    labels: tuple[str, ...]
    place: Location
    body: Node


def _objects(node: Node) -> Iterator[Node]:
    """An object, or each of a list of them."""
    for one in node.value if isinstance(node.value, tuple) else (node,):
        if not isinstance(one.value, Mapping):
            raise RefusedError("an object must stand here", one.location, "write the block as an object")
        yield one


def _entries(node: Node) -> Iterator[tuple[str, Node]]:
    yield from ((name, one) for name, one in node.children() if name != COMMENT)


def _labelled(kind: str, node: Node, wanted: int, labels: tuple[str, ...] = ()) -> Iterator[_Written]:
    """The blocks of a kind; `null` is none."""
    for one in _objects(node) if node.value is not None else ():
        if len(labels) == wanted:
            yield _Written(kind, labels, node.key or one.location, one)
        else:
            for label, below in _entries(one):
                yield from _labelled(kind, below, wanted, (*labels, label))


def _iterator(block: _Written) -> str:
    iterator = block.body.get("iterator")
    return iterator.text if iterator is not None else "".join(block.labels)


def _last_line(node: Node) -> int:
    """The last line on which something of a value begins."""
    return max((node.location.line or 1, *(_last_line(child) for _, child in node.children())))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What reads one file into what was found so far."""

    path: str
    found: Found

    def block(self, written: _Written, around: Around) -> HclBlock:
        kind, labels = written.kind, written.labels
        pointer = pointer_of(kind, labels, around, self.found)
        inner = Around(pointer, (*around.types, kind), labels, around.scope)
        bound = replace(inner, scope=bound_by(kind, _iterator(written), around.scope))
        attributes: dict[str, Expression] = {}
        blocks: list[HclBlock] = []
        for name, node in _entries(written.body):
            if _holds_blocks(kind, name, node):
                blocks += [self.block(one, bound) for one in _labelled(name, node, INNER_LABELS.get(name, 0))]
            else:
                here = replace(bound if name == "labels" else inner, pointer=child_pointer(pointer, name))
                attributes[name] = argument(self._expression(node, name, here), name, inner)
        address = "" if around.types else address_of(kind, labels)
        place, last = replace(written.place, pointer=pointer), _last_line(written.body)
        return HclBlock(kind, labels, address, attributes, tuple(blocks), place, last)

    def _expression(self, node: Node, name: str, here: Around) -> Expression:
        """A value of an argument. here: what is around the value, whose pointer is that of the value itself."""
        place = replace(node.location, pointer=here.pointer)
        if isinstance(node.value, tuple | Mapping):
            below = {
                key: self._expression(one, name, replace(here, pointer=child_pointer(here.pointer, key)))
                for key, one in _entries(node)
            }
            if isinstance(node.value, tuple):
                text = ", ".join(one.text for one in below.values())
                return Expression(f"[{text}]", place, elements=tuple(below.values()))
            text = ", ".join(f"{key} = {one.text}" for key, one in below.items())
            return Expression(f"{{{text}}}", place, keys=below, computed=any(map(TEMPLATE.search, below)))
        if isinstance(node.value, str) and (TEMPLATE.search(node.value) or name in ADDRESSES):
            return self._template(node.value, name, place, here)
        literal = DOUBLED.sub(r"\1", node.value) if isinstance(node.value, str) else node.value
        return Expression(node.text, place, is_literal=True, literal=literal)

    def _template(self, text: str, name: str, place: Location, here: Around) -> Expression:
        """A string that is a template: the expression that is all it holds, or one that has to be put together."""
        for source in _sources(text):
            file = HclFile(self.path, source)
            syntax = _only_argument(file)
            if syntax is not None:
                before = len(self.found.references)
                collect(file, name, syntax, here, self.found)
                added = [replace(one, location=place) for one in self.found.references[before:]]
                self.found.references[before:] = added
                return _placed(read_expression(file, syntax, here.pointer), text, place)
        hint = "mend what stands between `${` and `}`"
        raise RefusedError("the template in this string is not understood", place, hint, malformed=True)


def _holds_blocks(kind: str, name: str, node: Node) -> bool:
    """Whether what stands under a name is blocks, of Terraform's own kinds."""
    return name in INNER and kind not in ("locals", "required_providers") and isinstance(node.value, Mapping | tuple)


def _sources(text: str) -> Iterator[str]:
    """A string as an argument of the native syntax: the one expression in it, else in quotes or as a heredoc."""
    whole = re.fullmatch(r"\$\{(.*)\}", text, re.DOTALL)
    if whole is not None or TEMPLATE.search(text) is None:
        yield f"x = ({whole[1] if whole is not None else text}\n)\n"
    if not any(sign in text for sign in '"\\\n'):
        yield f'x = "{text}"\n'
    marker = next(one for n in range(len(text) + 1) if (one := f"{MARKER}{n}") not in text)
    yield f"x = <<{marker}\n{text}\n{marker}\n"


def _only_argument(file: HclFile) -> Syntax | None:
    if file.root.has_error:
        return None
    arguments = [one for body in named(file.root, "body") for one in named(body, "attribute")]
    return named(arguments[0], "expression")[0] if len(arguments) == 1 else None


def _placed(expression: Expression, text: str, place: Location) -> Expression:
    """An expression as that of a JSON string, all of it at the place of the string."""
    keys, elements = expression.keys, expression.elements
    return replace(
        expression,
        text=text,
        location=place,
        syntax=None if expression.syntax is None else replace(expression.syntax, place=place),
        keys=None if keys is None else {name: _placed(one, one.text, place) for name, one in keys.items()},
        elements=None if elements is None else tuple(_placed(one, one.text, place) for one in elements),
    )
