"""What a Terraform module says: blocks, attributes and references of all its files, with places."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from checker.classes import dataclass, field
from checker.model.location import Location

if TYPE_CHECKING:
    from checker.model.document import Document

T = TypeVar("T")

MODULE_SUFFIXES = (".tf.json", ".tofu.json", ".tf", ".tofu")
"""How the names of files end that Terraform or OpenTofu read; `.tofu` is of OpenTofu."""


def is_module_file(path: str) -> bool:
    """Whether a file is one that Terraform or OpenTofu read, by its name; a hidden one is not."""
    name = posixpath.basename(path)
    return name.endswith(MODULE_SUFFIXES) and not name.startswith(".")


@dataclass(frozen=True, slots=True)
class Expression:
    """The right-hand side of an attribute or object key, or what one comes to.

    text: the source as written; empty for a value that was worked out. literal: the value when it is a plain literal
    (str, int, float, bool, None), else absent (`is_literal` False). keys: the entries of an object `{ a = 1 }`.
    elements: the entries of a list `[1, 2]`; is_set: of a set, in the order in which Terraform goes through it.
    computed: whether some key of an object is not known, so that there may be others than `keys` says.
    written: of a value that was worked out, the source. origin: what it was taken from, with places, for evidence.
    aside: of an expression that nobody can tell, on what it rests, as a clause behind it.
    syntax: what it is worked out from, for the reader of the format; None for what stands as it is.
    encodes: what is written as JSON, of `jsonencode(…)` of which nobody can tell the whole.
    """

    text: str
    location: Location
    is_literal: bool = False
    literal: bool | int | float | str | None = None
    keys: Mapping[str, Expression] | None = None
    elements: tuple[Expression, ...] | None = None
    computed: bool = False
    is_set: bool = False
    written: str = ""
    origin: str = ""
    aside: str = ""
    encodes: Expression | None = None
    syntax: Any = field(default=None, compare=False, repr=False)

    @property
    def shown(self) -> str:
        """The text, or how the value could be written."""
        if self.text:
            return self.text
        if self.keys is not None:
            inside = ", ".join(f"{name} = {one.shown}" for name, one in self.keys.items())
            return f"{{{inside}}}"
        if self.elements is not None:
            return f"[{', '.join(one.shown for one in self.elements)}]"
        if isinstance(self.literal, str):
            return f'"{self.literal}"'
        return "null" if self.literal is None else str(self.literal).lower()

    @property
    def is_told(self) -> bool:
        """Whether it is a literal, a list or an object, whatever its entries are."""
        return self.is_literal or self.keys is not None or self.elements is not None


@dataclass(frozen=True, slots=True)
class HclBlock:
    """A block. type: `resource`, `variable`, `required_providers` …; labels: without quotes. address: as Terraform
    names it (`hcloud_server.dora`, `var.region`, `data.aws_ami.this`), empty for blocks that cannot be referred to.
    is_expanded: of a `dynamic` block, that the blocks which it makes are known and stand beside it.
    instance: of one that `for_each` or `count` makes, its key as it is written behind the address (`["a"]`, `[0]`).
    each: its `key` and `value`, or its `index`, under the name that its expressions use (`each`, `count`).
    aside: of a `dynamic` block that is not expanded, on what that rests, as a clause behind it.
    """

    type: str
    labels: tuple[str, ...]
    address: str
    attributes: Mapping[str, Expression]
    blocks: tuple[HclBlock, ...]
    location: Location
    end_line: int
    is_expanded: bool = False
    instance: str = ""
    each: Mapping[str, Expression] = field(default_factory=dict)
    aside: str = ""

    def undetermined(self, type_: str) -> HclBlock | None:
        """The `dynamic` block in it of which nobody can tell what blocks of a type it makes."""
        made = (one for one in self.blocks if one.type == "dynamic" and one.labels[:1] == (type_,))
        return next((one for one in made if not one.is_expanded), None)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in an expression. kind: `var`, `local`, `resource`, `data`, `module` or `file`.

    address: what must be declared (`var.region`, `local.name`, `hcloud_server.dora`, `data.aws_ami.this`,
    `module.network`); for `file` the path relative to the module's directory. text: as written. is_sure: whether it
    counts whatever else is so; not in a branch of a condition, in a loop, or as one of several for `try`.
    """

    kind: str
    address: str
    text: str
    location: Location
    is_sure: bool = True


def directory_called(call: HclBlock, module: Module) -> str | None:
    """The directory of a module of the tree that a call names; None for one from elsewhere, or that nobody can tell."""
    source = call.attributes.get("source")
    if source is None or not isinstance(source.literal, str) or not source.literal.startswith(("./", "../")):
        return None
    return posixpath.normpath(posixpath.join(module.path, source.literal))


class Surroundings(Protocol):
    """What is around a module in the tree, as far as its values rest on it."""

    def module(self, path: str) -> Sequence[Module | None]:
        """The module in a directory, as a list of one; None where there is none that can be read."""

    def callers(self, path: str) -> Sequence[Module | str]:
        """The other modules, which may call the one in a directory; of one that cannot be read, its path."""

    def settings(self, path: str) -> Sequence[Document]:
        """The files that give the variables of the module in a directory their values, `*.tfvars` and in JSON."""


@dataclass(frozen=True, slots=True)
class Module:
    """The files of one directory that Terraform, or OpenTofu, reads, override files merged into the others.

    blocks: as they are written. declared: every address that they declare (locals one by one).
    evaluate: works out what its expressions come to, and which blocks that makes.
    """

    path: str
    blocks: tuple[HclBlock, ...]
    references: tuple[Reference, ...]
    declared: frozenset[str]
    files: tuple[str, ...]
    evaluate: Callable[[Module, Surroundings], tuple[HclBlock, ...]] = field(repr=False, compare=False)
    _known: list[tuple[_Asked, tuple[HclBlock, ...]]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def evaluated(self, around: Surroundings) -> tuple[HclBlock, ...]:
        """The blocks with what their expressions come to; worked out once for the same surroundings."""
        for asked, blocks in self._known:
            if all(_same(getattr(around, question)(path), answer) for question, path, answer in asked):
                return blocks
        noting = _Noting(around)
        blocks = self.evaluate(self, noting)
        self._known[:] = [(noting.asked, blocks)]
        return blocks


_Asked = list[tuple[str, str, Sequence[Any]]]


@dataclass(slots=True)
class _Noting:
    """Surroundings, and what was asked of them."""

    around: Surroundings
    asked: _Asked = field(default_factory=list)

    def module(self, path: str) -> Sequence[Module | None]:
        return self._noted("module", path, self.around.module(path))

    def callers(self, path: str) -> Sequence[Module | str]:
        return self._noted("callers", path, self.around.callers(path))

    def settings(self, path: str) -> Sequence[Document]:
        return self._noted("settings", path, self.around.settings(path))

    def _noted(self, question: str, path: str, answer: Sequence[T]) -> Sequence[T]:
        self.asked.append((question, path, answer))
        return answer


def _same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(left is right or left == right == str(left) for left, right in pairs)
