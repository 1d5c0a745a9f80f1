"""Terraform modules that a policy names, and values of their expressions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checker.model.data import Node
from checker.model.evidence import Reason, undeterminable, unreadable
from checker.model.hcl import Expression, HclBlock, Module, Reference
from checker.model.kinds import Scope
from checker.model.language import PathSet
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.model.record import Value
from checker.reading.data_values import below
from checker.reading.places import documents_in


@dataclass(frozen=True, slots=True)
class ReferenceIn:
    """A reference and the module in which it must resolve."""

    module: Module
    reference: Reference


def modules_in(scope: Scope, paths: PathSet | None) -> tuple[tuple[Module, ...], tuple[Observation, ...]]:
    """The modules of a set; without one, that of the directory or file at hand."""
    documents, problems = documents_in(scope, paths)
    modules = tuple(one.content for one in documents if isinstance(one.content, Module))
    others = tuple(
        lacking(unreadable(Reason.NO_MODULE, Location(one.path), path=one.path))
        for one in documents
        if not isinstance(one.content, Module)
    )
    return modules, (*problems, *others)


def expression_value(expression: Expression) -> Value:
    """The value of an attribute: a literal as it is, a list with its entries, anything else as written."""
    plain = _plain(expression)
    items = tuple(map(expression_value, expression.elements)) if expression.elements is not None else None
    data = expression.literal if expression.is_literal else plain
    is_plain = expression.is_literal or items is not None or expression.keys is not None
    gap = None if is_plain else undeterminable(Reason.EXPRESSION, expression.location, value=expression.text)
    return Value(expression.text, plain, expression.location, data=data, items=items, gap=gap)


def _plain(expression: Expression) -> str:
    if not expression.is_literal:
        return expression.text
    literal = expression.literal
    return expression.text if literal is None or isinstance(literal, bool) else str(literal)


@dataclass(frozen=True, slots=True)
class BlockFields(Mapping[str, Value]):
    """The fields of a block: what every block has, its attributes, and ways that begin at them or at its blocks."""

    block: HclBlock
    provided: Mapping[str, Value]

    def __getitem__(self, name: str) -> Value:
        if name in self.provided:
            return self.provided[name]
        if name in self.block.attributes:
            return expression_value(self.block.attributes[name])
        called = ".".join((self.block.type, *self.block.labels))
        found = below(_block_node(self.block), name, f"`{called}`", "")
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        yield from dict.fromkeys((*self.provided, *self.block.attributes))

    def __len__(self) -> int:
        return len({*self.provided, *self.block.attributes})


def _block_node(block: HclBlock) -> Node:
    """A block as data: attributes by their names, blocks in it as a list for each type."""
    inside: dict[str, Node] = {name: _expression_node(one) for name, one in block.attributes.items()}
    for one in block.blocks:
        before = inside.get(one.type)
        others = before.value if before is not None and isinstance(before.value, tuple) else ()
        inside[one.type] = Node((*others, _block_node(one)), one.location)
    return Node(inside, block.location)


def _expression_node(expression: Expression) -> Node:
    if expression.keys is not None:
        return Node({name: _expression_node(one) for name, one in expression.keys.items()}, expression.location)
    if expression.elements is not None:
        return Node(tuple(map(_expression_node, expression.elements)), expression.location)
    data = expression.literal if expression.is_literal else expression.text
    return Node(data, expression.location, _plain(expression))


@dataclass(frozen=True, slots=True)
class FoundBlocks:
    """Blocks of one type. place, words: where they were looked for."""

    blocks: tuple[HclBlock, ...]
    problems: tuple[Observation, ...]
    place: Location
    words: str


def blocks_in(scope: Scope, paths: PathSet | None, kind: str) -> FoundBlocks:
    """The blocks of a type, with dots for the way inwards; without paths, those inside the block or module at hand."""
    record = scope.record
    if paths is None and record is not None and isinstance(record.origin, HclBlock):
        return FoundBlocks(tuple(blocks_of(record.origin.blocks, kind.split("."))), (), record.location, record.label)
    modules, problems = modules_in(scope, paths)
    found = tuple(block for module in modules for block in blocks_of(module.blocks, kind.split(".")))
    words = paths.name if paths is not None else record.label if record is not None else "the record"
    first = next((Location(module.files[0], 1, 1) for module in modules if module.files), None)
    return FoundBlocks(found, problems, first or Location(words), words)


def blocks_of(blocks: tuple[HclBlock, ...], types: list[str]) -> Iterator[HclBlock]:
    """The blocks of a type, or of a type within blocks of other types."""
    for block in blocks:
        if block.type == types[0]:
            yield from blocks_of(block.blocks, types[1:]) if len(types) > 1 else (block,)
