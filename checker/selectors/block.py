"""Blocks of a Terraform module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from checker.model.hcl import HclBlock
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.record import Record, Value, plain_value
from checker.reading.modules import blocks_of, expression_value, modules_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Selector):
    """The blocks of a Terraform module, from all its files; `type` may lead inwards (`terraform.required_providers`).

    Besides the fields below, every attribute of the block is a field.

    ```yaml
    for_each: {block: {in: terraform, type: variable}}
    require: {description: filled}
    ```
    """

    kind: ClassVar[str] = "block"
    provides: ClassVar[Mapping[str, str]] = {
        "block": "its type",
        "labels": "its labels, joined by dots",
        "address": "as Terraform names it, empty when it cannot be referred to",
    }
    in_: PathSet
    """Directories of Terraform modules."""
    type: str
    """The type of the blocks, with dots for the way inwards."""

    def open_fields(self) -> bool:
        return True

    def select(self, scope: Scope) -> Selected:
        modules, problems = modules_in(scope, self.in_)
        found = [block for module in modules for block in blocks_of(module.blocks, self.type.split("."))]
        records = tuple(_record(block) for block in found)
        place = Location(self.in_.paths[0].rstrip("/"))
        return Selected(records, problems, place, f"the `{self.type}` blocks of {self.in_.name}", len(records))


def _record(block: HclBlock) -> Record:
    called = ".".join((block.type, *block.labels))
    value = plain_value(called, block.location)
    fields: dict[str, Value] = {name: expression_value(one) for name, one in block.attributes.items()}
    fields |= {
        "block": plain_value(block.type, block.location),
        "labels": plain_value(".".join(block.labels), block.location),
        "address": plain_value(block.address, block.location),
    }
    return Record("block", f"`{called}`", value, fields, block.end_line, block)
