"""Attributes of Terraform blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from checker.model.hcl import Expression
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.record import Record, Value, plain_value
from checker.reading.modules import blocks_of, expression_value, modules_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute(Selector):
    """The attributes of a Terraform module's blocks of one type, each with the keys of its object as fields.

    ```yaml
    for_each: {attribute: {in: terraform, block: terraform.required_providers}}
    require: {source: filled, version: filled}
    ```
    """

    kind: ClassVar[str] = "attribute"
    provides: ClassVar[Mapping[str, str]] = {"name": "the attribute's name", "text": "its expression"}
    in_: PathSet
    """Directories of Terraform modules."""
    block: str
    """The type of the blocks, with dots for the way inwards."""

    def open_fields(self) -> bool:
        return True

    def select(self, scope: Scope) -> Selected:
        modules, problems = modules_in(scope, self.in_)
        records = tuple(
            _record(name, expression)
            for module in modules
            for block in blocks_of(module.blocks, self.block.split("."))
            for name, expression in block.attributes.items()
        )
        place = next((Location(module.files[0], 1, 1) for module in modules if module.files), None)
        words = f"the attributes of `{self.block}` in {self.in_.name}"
        return Selected(records, problems, place or Location(self.in_.paths[0].rstrip("/")), words, len(records))


def _record(name: str, expression: Expression) -> Record:
    value = expression_value(expression)
    keys: Mapping[str, Expression] = expression.keys or {}
    fields: dict[str, Value] = {key: expression_value(one) for key, one in keys.items()}
    fields |= {"name": plain_value(name, expression.location), "text": value}
    return Record("attribute", f"`{name}`", value, fields, origin=expression)
