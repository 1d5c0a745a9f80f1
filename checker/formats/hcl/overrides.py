"""Which files make up a module, and how override files are merged into the others.

https://developer.hashicorp.com/terraform/language/files/override and https://opentofu.org/docs/language/files/: files
called `override.tf` or `…_override.tf` are merged, in order of their names, into what the others declare; they declare
nothing of their own. Arguments are replaced by name, blocks inside by type, a `lifecycle` argument by argument, locals
and required providers one by one. Where `x.tofu` stands beside `x.tf`, OpenTofu reads the first alone, and so do we.
Checked against Terraform 1.11.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from checker.classes import dataclass, field, replace
from checker.formats.hcl.blocks import Found, address_of
from checker.formats.hcl.declarations import UNIQUE
from checker.model.hcl import MODULE_SUFFIXES, HclBlock, Reference
from checker.model.location import Location
from checker.model.problem import Problem

NEVER_OVERRIDDEN = frozenset(("check", "import", "moved"))
"""Blocks that Terraform refuses in an override file."""
STORES = frozenset(("backend", "cloud"))
"""Where state is kept: one takes the place of the other."""


def files_that_count(paths: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of the files of a module those that declare, and those that override, in the order in which they are read."""
    names = set(paths)
    read = sorted(name for name in names if _of_opentofu(name) == name or _of_opentofu(name) not in names)
    return tuple(one for one in read if not _overrides(one)), tuple(one for one in read if _overrides(one))


def _of_opentofu(path: str) -> str:
    """The name of the file that OpenTofu reads instead of this one, if it is there."""
    base, suffix = _split(path)
    return base + suffix.replace(".tf", ".tofu")


def _split(path: str) -> tuple[str, str]:
    suffix = next((one for one in MODULE_SUFFIXES if path.endswith(one)), "")
    return path.removesuffix(suffix), suffix


def _overrides(path: str) -> bool:
    name = posixpath.basename(_split(path)[0])
    return name == "override" or name.endswith("_override")


@dataclass(slots=True)
class Merging:
    """The blocks of a module while override files are merged into them.

    replaced: what does not count any more, as path and pointer. problems: what Terraform would refuse.
    """

    blocks: list[HclBlock]
    replaced: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def merge(self, file: Found) -> None:
        """Merge the blocks of one override file."""
        for block in file.blocks:
            if block.type == "locals":
                self._merge_locals(block)
            elif block.type == "terraform":
                self._merge_settings(block)
            elif block.type in NEVER_OVERRIDDEN:
                said = f"a `{block.type}` block cannot stand in an override file"
                self.problems.append(Problem(said, block.location, "move it to another file"))
            elif block.type != "removed":
                self._merge_block(block)

    def counts(self, reference: Reference) -> bool:
        """Whether a reference stands in what was not replaced."""
        path, pointer = reference.location.path, reference.location.pointer
        return not any(path == of and f"{pointer}/".startswith(f"{at}/") for of, at in self.replaced)

    def _merge_block(self, block: HclBlock) -> None:
        at = next((n for n, one in enumerate(self.blocks) if _header(one) == _header(block)), None)
        if at is not None:
            self.blocks[at] = self._merged(self.blocks[at], block)
        elif (block.type == "provider" and "alias" not in block.attributes) or not _has_name(block):
            self.blocks.append(block)
        else:
            self._missing(_called(block), block.location)

    def _merge_locals(self, block: HclBlock) -> None:
        for name, expression in block.attributes.items():
            at = next((n for n, one in enumerate(self.blocks) if one.type == "locals" and name in one.attributes), None)
            if at is None:
                self._missing(f"local.{name}", expression.location)
            else:
                self.blocks[at] = self._merged(self.blocks[at], replace(block, attributes={name: expression}))

    def _merge_settings(self, block: HclBlock) -> None:
        """A `terraform` block: of several, each setting is that of the one that has it."""
        rest = replace(block, attributes={}, blocks=())
        parts = [replace(rest, attributes={name: one}) for name, one in block.attributes.items()]
        parts += [replace(rest, blocks=(one,)) for one in block.blocks]
        for part in parts:
            places = [n for n, one in enumerate(self.blocks) if one.type == "terraform"]
            holding = [n for n in places if _shares(self.blocks[n], part)] or places[:1]
            if not holding:
                self.blocks.append(part)
            for n in holding:
                self.blocks[n] = self._merged(self.blocks[n], part)

    def _merged(self, block: HclBlock, over: HclBlock) -> HclBlock:
        """A block with what overrides it."""
        for name in over.attributes.keys() & block.attributes.keys():
            self._drop(block.attributes[name].location)
        kept: list[HclBlock] = []
        added = list(over.blocks)
        for inner in block.blocks:
            same = next((one for one in added if _kind(one) == _kind(inner)), None)
            if same is None:
                kept.append(inner)
            elif inner.type in ("lifecycle", "required_providers"):
                kept.append(self._merged(inner, same))
                added.remove(same)
            else:
                self._drop(inner.location)
        return replace(block, attributes={**block.attributes, **over.attributes}, blocks=(*kept, *added))

    def _drop(self, place: Location) -> None:
        self.replaced.add((place.path, place.pointer))

    def _missing(self, name: str, place: Location) -> None:
        said = f"`{name}` is overridden here and declared in no other file"
        self.problems.append(Problem(said, place, "declare it in a file that is no override file"))


def _shares(block: HclBlock, part: HclBlock) -> bool:
    kinds = set(map(_kind, block.blocks))
    return bool(block.attributes.keys() & part.attributes.keys()) or any(_kind(one) in kinds for one in part.blocks)


def _kind(block: HclBlock) -> str:
    """Which blocks take the place of which: a `dynamic` one that of the type that it makes."""
    kind = "".join(block.labels) if block.type == "dynamic" else block.type
    return "backend" if kind in STORES else kind


def _header(block: HclBlock) -> tuple[str, tuple[str, ...], str]:
    alias = block.attributes.get("alias") if block.type == "provider" else None
    return block.type, block.labels, alias.text if alias else ""


def _has_name(block: HclBlock) -> bool:
    return bool(address_of(block.type, block.labels)) or block.type in (*UNIQUE, "provider")


def _called(block: HclBlock) -> str:
    return address_of(block.type, block.labels) or ".".join((block.type, *block.labels))
