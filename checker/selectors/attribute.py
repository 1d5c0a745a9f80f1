"""Attributes of Terraform blocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.data.modules import blocks_in, expression_value, written_value
from checker.model.hcl import Expression
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.record import Record, Value, plain_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute(Selector):
    """The attributes of a Terraform module's blocks of one type, each with the keys of its object as fields.

    ```yaml
    for_each: {attribute: {in: terraform, block: terraform.required_providers}}
    require: {source: filled, version: filled}
    ```
    """

    kind: ClassVar[str] = "attribute"
    as_text: ClassVar[str] = "its expression"
    provides: ClassVar[Mapping[str, str]] = {"name": "the attribute's name", "text": "its expression, as it is written"}
    in_: PathSet | None = None
    """Directories of Terraform modules; inside a requirement it may be left out, and the block at hand is searched."""
    block: str
    """The type of the blocks, with dots for the way inwards."""

    def open_fields(self) -> bool:
        return True

    def select(self, scope: Scope) -> Selected:
        found = blocks_in(scope, self.in_, self.block)
        records = tuple(
            _record(name, expression) for block in found.blocks for name, expression in block.attributes.items()
        )
        words = f"the attributes of `{self.block}` in {found.words}"
        return Selected(records, found.problems, found.place, words, len(records))


def _record(name: str, expression: Expression) -> Record:
    value = expression_value(expression)
    keys: Mapping[str, Expression] = expression.keys or {}
    fields: dict[str, Value] = {key: expression_value(one) for key, one in keys.items()}
    fields |= {"name": plain_value(name, expression.location), "text": written_value(expression)}
    return Record("attribute", f"`{name}`", value, fields, origin=expression)
