"""Terraform modules that a policy names, and values of their expressions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.model.hcl import Expression, HclBlock, Module, Reference
from checker.model.kinds import Scope
from checker.model.language import PathSet
from checker.model.location import Location
from checker.model.observation import Observation, undecided
from checker.model.record import Value
from checker.reading.places import documents_in


@dataclass(frozen=True, slots=True)
class ReferenceIn:
    """A reference and the module in which it must resolve."""

    module: Module
    reference: Reference


def modules_in(scope: Scope, paths: PathSet) -> tuple[tuple[Module, ...], tuple[Observation, ...]]:
    documents, problems = documents_in(scope, paths)
    modules = tuple(one.content for one in documents if isinstance(one.content, Module))
    others = tuple(
        undecided(f"{one.path} is no Terraform module, expected a directory with `.tf` files", Location(one.path))
        for one in documents
        if not isinstance(one.content, Module)
    )
    return modules, (*problems, *others)


def expression_value(expression: Expression) -> Value:
    """The value of an attribute: a literal as it is, anything else as written."""
    plain = str(expression.literal) if expression.is_literal else expression.text
    return Value(
        expression.text, plain, expression.location, data=expression.literal if expression.is_literal else plain
    )


def blocks_of(blocks: tuple[HclBlock, ...], types: list[str]) -> Iterator[HclBlock]:
    """The blocks of a type, or of a type within blocks of other types."""
    for block in blocks:
        if block.type == types[0]:
            yield from blocks_of(block.blocks, types[1:]) if len(types) > 1 else (block,)
