"""What a Terraform module says: blocks, attributes and references of all its files, with places."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from checker.classes import dataclass
from checker.model.location import Location

MODULE_SUFFIXES = (".tf.json", ".tofu.json", ".tf", ".tofu")
"""How the names of files end that Terraform or OpenTofu read; `.tofu` is of OpenTofu."""


def is_module_file(path: str) -> bool:
    """Whether a file is one that Terraform or OpenTofu read, by its name; a hidden one is not."""
    name = posixpath.basename(path)
    return name.endswith(MODULE_SUFFIXES) and not name.startswith(".")


@dataclass(frozen=True, slots=True)
class Expression:
    """The right-hand side of an attribute or object key.

    text: the source as written. literal: the value when it is a plain literal (str, int, float, bool, None), else
    absent (`is_literal` False). keys: the entries of an object `{ a = 1 }`. elements: the entries of a list `[1, 2]`.
    computed: whether some key of an object is an expression, so that there may be others than `keys` says.
    path: the names and positions of an expression that is a plain reference (`local.tags["Owner"]`), else empty; one
    that was evaluated has the value of what it leads to.
    aside: what else is known of an expression that is not evaluated, as a clause behind it.
    encodes: what is written as JSON, of `jsonencode(…)`.
    """

    text: str
    location: Location
    is_literal: bool = False
    literal: bool | int | float | str | None = None
    keys: Mapping[str, Expression] | None = None
    elements: tuple[Expression, ...] | None = None
    computed: bool = False
    path: tuple[str | int, ...] = ()
    aside: str = ""
    encodes: Expression | None = None

    @property
    def is_told(self) -> bool:
        """Whether it is a literal, a list or an object, whatever its entries are."""
        return self.is_literal or self.keys is not None or self.elements is not None


@dataclass(frozen=True, slots=True)
class HclBlock:
    """A block. type: `resource`, `variable`, `required_providers` …; labels: without quotes. address: as Terraform
    names it (`hcloud_server.dora`, `var.region`, `data.aws_ami.this`), empty for blocks that cannot be referred to.
    is_expanded: of a `dynamic` block, that the blocks which it makes are known and stand beside it.
    """

    type: str
    labels: tuple[str, ...]
    address: str
    attributes: Mapping[str, Expression]
    blocks: tuple[HclBlock, ...]
    location: Location
    end_line: int
    is_expanded: bool = False

    def undetermined(self, type_: str) -> HclBlock | None:
        """The `dynamic` block in it of which nobody can tell what blocks of a type it makes."""
        made = (one for one in self.blocks if one.type == "dynamic" and one.labels[:1] == (type_,))
        return next((one for one in made if not one.is_expanded), None)


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
    """The files of one directory that Terraform, or OpenTofu, reads, override files merged into the others.

    declared: every address that they declare (locals one by one).
    """

    path: str
    blocks: tuple[HclBlock, ...]
    references: tuple[Reference, ...]
    declared: frozenset[str]
    files: tuple[str, ...]
