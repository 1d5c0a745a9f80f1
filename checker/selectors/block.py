"""Blocks of a Terraform module."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.data.modules import BlockFields, blocks_in, called_block
from checker.model.hcl import HclBlock
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.record import Record, plain_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Selector):
    """The blocks of a Terraform module, from all its files; `type` may lead inwards (`terraform.required_providers`).

    Besides the fields below, every attribute of the block is a field, and so are the ways that begin there, as with
    `value` (`tags.Owner`); the blocks in it are a list for each type (`ingress.*.from_port`). Inside a requirement,
    `block` without `in` looks into the block at hand. Expressions are what they come to, where that can be told;
    `for_each` and `count` make a record for each key, with `each.key` and `each.value`, and `dynamic` its blocks.

    ```yaml
    for_each: {block: {in: terraform, type: resource}, where: {labels: {matches: '^aws_s3_bucket[.]'}}}
    require: {tags.Owner: filled, exists: {block: {type: versioning}, where: {enabled: true}}}
    ```
    """

    kind: ClassVar[str] = "block"
    instead: ClassVar[str] = (
        "write `address: {…}` for what it is called, `exists: {line: {}, where: {text: {…}}}` for what stands in it"
    )
    provides: ClassVar[Mapping[str, str]] = {
        "block": "its type",
        "labels": "its labels, joined by dots",
        "address": "as Terraform names it, empty when it cannot be referred to",
    }
    in_: PathSet | None = None
    """Directories of Terraform modules; inside a requirement it may be left out, and the block at hand is searched."""
    type: str
    """The type of the blocks, with dots for the way inwards."""

    def open_fields(self) -> bool:
        return True

    def select(self, scope: Scope) -> Selected:
        found = blocks_in(scope, self.in_, self.type)
        records = tuple(map(_record, found.blocks))
        words = f"the `{self.type}` blocks of {found.words}"
        return Selected(records, found.problems, found.place, words, len(records))


def _record(block: HclBlock) -> Record:
    called = called_block(block)
    provided = {
        "block": plain_value(block.type, block.location),
        "labels": plain_value(".".join(block.labels), block.location),
        "address": plain_value(block.address, block.location),
    }
    value = plain_value(called, block.location)
    return Record("block", f"`{called}`", value, BlockFields(block, provided), block.end_line, block)
