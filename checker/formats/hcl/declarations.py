"""What a module declares, each thing once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.model.hcl import HclBlock
from checker.model.location import Location
from checker.model.problem import Problem

LABELS = {
    "action": 2,
    "check": 1,
    "data": 2,
    "ephemeral": 2,
    "import": 0,
    "locals": 0,
    "module": 1,
    "moved": 0,
    "output": 1,
    "provider": 1,
    "removed": 0,
    "resource": 2,
    "terraform": 0,
    "variable": 1,
}
"""How many labels the outermost blocks have. Kinds that are not here are not judged: later versions bring new ones."""

UNIQUE = frozenset(("check", "output"))
"""Blocks that cannot be referred to and still have a name of their own in the module."""


def declared(blocks: Iterable[HclBlock]) -> frozenset[str]:
    """The addresses that can be referred to, locals one by one."""
    return frozenset(address for block in blocks for address in _addresses(block) if address)


def _addresses(block: HclBlock) -> Iterator[str]:
    if block.type == "locals":
        yield from (f"local.{name}" for name in block.attributes)
    elif block.type == "check":
        # A check has its own data sources (https://developer.hashicorp.com/terraform/language/checks).
        yield from (".".join(("data", *inner.labels)) for inner in block.blocks if inner.type == "data")
    else:
        yield block.address


def mislabelled(blocks: Iterable[HclBlock]) -> Iterator[Problem]:
    """Blocks with too few or too many labels."""
    for block in blocks:
        expected = LABELS.get(block.type, len(block.labels))
        if len(block.labels) != expected:
            message = f"a `{block.type}` block has {expected} labels, this one {len(block.labels)}"
            yield Problem(message, block.location, "write its labels in quotes before the `{`")


def misdeclared(blocks: Iterable[HclBlock]) -> Iterator[Problem]:
    """Blocks with too few or too many labels, and things that are declared twice."""
    first: dict[str, Location] = {}
    for block in blocks:
        yield from mislabelled((block,))
        for name, location in _names(block):
            if name in first:
                message = f"`{name}` is declared twice, first at {first[name]}"
                yield Problem(message, location, "keep one of the two")
            first.setdefault(name, location)


def _names(block: HclBlock) -> Iterator[tuple[str, Location]]:
    """What must not be declared again, with its place."""
    if block.type == "locals":
        yield from ((f"local.{name}", expression.location) for name, expression in block.attributes.items())
    elif block.type == "provider":
        alias = block.attributes.get("alias")
        yield ".".join(("provider", *block.labels, str(alias.literal) if alias else "")).rstrip("."), block.location
    elif block.type == "terraform":
        yield from (
            ("required_providers", inner.location) for inner in block.blocks if inner.type == "required_providers"
        )
    elif block.type in UNIQUE:
        yield ".".join((block.type, *block.labels)), block.location
    elif block.address:
        yield block.address, block.location
