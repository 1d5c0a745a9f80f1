"""Which blocks of a Terraform module refer to which, also through locals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.classes import dataclass
from checker.data.source import pointer_steps
from checker.model.hcl import HclBlock, Module, Reference, Surroundings
from checker.model.location import Location
from checker.patterns import regex

ENDS = frozenset(("resource", "data", "module"))
"""Kinds of references that lead to another block."""
_NUMBER = regex(r"\[[0-9]+\]$")


@dataclass(frozen=True, slots=True)
class ModelConnection:
    """One block refers to another. begin, end: their addresses. attribute: where in the first, with dots inwards.

    doubt: why nobody can tell whether there is such a connection; empty for one that is certain.
    """

    begin: str
    end: str
    attribute: str
    text: str
    location: Location
    doubt: str = ""


def connections_of(module: Module, around: Surroundings) -> Iterator[ModelConnection]:
    """Every connection, in the order of the references."""
    blocks = {one.location.pointer: one for one in module.blocks}
    doubtful = _uncounted(module.evaluated(around))
    of_locals: dict[str, list[Reference]] = {}
    for one in module.references:
        kind, *way = pointer_steps(one.location.pointer)
        if kind == "locals" and way:
            of_locals.setdefault(f"local.{way[0]}", []).append(one)
    for reference in module.references:
        kind, *way = pointer_steps(reference.location.pointer)
        if kind == "locals":
            continue
        begin = _called(blocks.get(kind), kind)
        for end, is_sure in _ends(reference, of_locals).items():
            yield ModelConnection(
                begin,
                end,
                _attribute(way),
                reference.text,
                reference.location,
                doubtful.get(kind, "" if is_sure else "the reference stands in a condition, a loop or the like"),
            )


def _ends(reference: Reference, of_locals: Mapping[str, Sequence[Reference]]) -> Mapping[str, bool]:
    """The addresses to which a reference leads in the end, each with whether it is sure to; through each local once."""
    waiting, seen = [(reference, True)], set[str]()
    found: dict[str, bool] = {}
    while waiting:
        one, is_sure = waiting.pop()
        is_sure = is_sure and one.is_sure
        if one.kind in ENDS:
            found[one.address] = found.get(one.address, False) or is_sure
        elif one.kind == "local" and one.address not in seen:
            seen.add(one.address)
            waiting.extend((inner, is_sure) for inner in reversed(of_locals.get(one.address, ())))
    return found


def _uncounted(blocks: Sequence[HclBlock]) -> Mapping[str, str]:
    """Blocks of which nobody can tell whether there are any, by their pointers."""
    found: dict[str, str] = {}
    for block in blocks:
        name = next((one for one in ("for_each", "count") if one in block.attributes), "")
        if name and not block.instance and block.type in ("resource", "data", "module", "ephemeral"):
            found[block.location.pointer] = f"how many blocks there are rests on the `{name}` of it"
    return found


def _called(block: HclBlock | None, pointer: str) -> str:
    if block is None:
        return pointer
    return block.address or ".".join((block.type, *block.labels))


def _attribute(way: Sequence[str]) -> str:
    """The way to an argument: names of blocks and arguments, positions left out, of a `dynamic` block what it makes."""
    names: list[str] = []
    for step in way:
        name = _NUMBER.sub("", step)
        if name == "content" and names and names[-1].startswith("dynamic."):
            names[-1] = names[-1].removeprefix("dynamic.")
        elif not name.isdigit():
            names.append(name)
    return ".".join(names)
