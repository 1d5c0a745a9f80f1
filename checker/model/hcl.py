"""What a Terraform module says: blocks, attributes and references of all its files, with places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.model.location import Location


@dataclass(frozen=True, slots=True)
class Expression:
    """The right-hand side of an attribute or object key.

    text: the source as written. literal: the value when it is a plain literal (str, int, float, bool, None), else
    absent (`is_literal` False). keys: the entries of an object `{ a = 1 }`. elements: the entries of a list `[1, 2]`.
    """

    text: str
    location: Location
    is_literal: bool = False
    literal: bool | int | float | str | None = None
    keys: Mapping[str, Expression] | None = None
    elements: tuple[Expression, ...] | None = None


@dataclass(frozen=True, slots=True)
class HclBlock:
    """A block. type: `resource`, `variable`, `required_providers` …; labels: without quotes. address: as Terraform
    names it (`hcloud_server.dora`, `var.region`, `data.aws_ami.this`), empty for blocks that cannot be referred to.
    """

    type: str
    labels: tuple[str, ...]
    address: str
    attributes: Mapping[str, Expression]
    blocks: tuple[HclBlock, ...]
    location: Location
    end_line: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in an expression. kind: `var`, `local`, `resource`, `data`, `module` or `file`.

    address: what must be declared (`var.region`, `local.name`, `hcloud_server.dora`, `data.aws_ami.this`,
    `module.network`); for `file` the path relative to the module's directory. text: as written.
    """

    kind: str
    address: str
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Module:
    """The `.tf` files of one directory. declared: every address that they declare (locals one by one)."""

    path: str
    blocks: tuple[HclBlock, ...]
    references: tuple[Reference, ...]
    declared: frozenset[str]
    files: tuple[str, ...]
