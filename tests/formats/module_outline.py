"""Terraform modules as text, so that a test can compare all of one at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.formats.hcl import read_terraform
from checker.model.document import Document
from checker.model.hcl import Expression, HclBlock, Module, Surroundings


def module(text: str, **others: str) -> Module:
    """The module of a `main.tf` and other files, by their names without `.tf`."""
    content = read_terraform("infra", files(text, **others)).content
    assert isinstance(content, Module), read_terraform("infra", files(text, **others)).problem
    return content


class Alone:
    """Surroundings of a module in which there is nothing else, or what a test says."""

    def __init__(self, modules: Mapping[str, Module] | None = None, settings: Sequence[Document] = ()) -> None:
        self.modules, self.files = modules or {}, settings

    def module(self, path: str) -> Sequence[Module | None]:
        return (self.modules.get(path),)

    def callers(self, path: str) -> Sequence[Module | str]:
        return [one for at, one in self.modules.items() if at != path]

    def settings(self, path: str) -> Sequence[Document]:
        return self.files


def evaluated(read: Module, around: Surroundings | None = None) -> tuple[HclBlock, ...]:
    return read.evaluated(around or Alone())


def plain(expression: Expression) -> Any:
    """What an expression comes to; its text in angle brackets where nobody can tell."""
    if expression.keys is not None:
        return {name: plain(one) for name, one in expression.keys.items()}
    if expression.elements is not None:
        return [plain(one) for one in expression.elements]
    return expression.literal if expression.is_literal else f"<{expression.text}>"


def files(text: str, **others: str) -> dict[str, str]:
    return {f"infra/{name}.tf": content for name, content in {"main": text, **others}.items()}


def blocks_of(read: Module) -> str:
    """One line per block, argument and entry: pointer, place, address or literal."""
    return "\n".join(line for block in read.blocks for line in _block(block))


def _block(block: HclBlock) -> Iterator[str]:
    yield f"{block.location.pointer} {block.location}-{block.end_line} {block.address or '-'}"
    for expression in block.attributes.values():
        yield from _expression(expression)
    for inner in block.blocks:
        yield from _block(inner)


def _expression(expression: Expression) -> Iterator[str]:
    kind = "object" if expression.keys is not None else "list" if expression.elements is not None else "expression"
    shown = repr(expression.literal) if expression.is_literal else kind
    yield f"  {expression.location.pointer} {expression.location.line}:{expression.location.column} {shown}"
    for inner in (*(expression.keys or {}).values(), *(expression.elements or ())):
        yield from _expression(inner)


def references_of(read: Module) -> list[str]:
    """Addresses with their places; undeclared ones with a question mark."""
    return [
        f"{found.location.line}:{found.location.column} {found.kind} {found.address}"
        + ("" if found.kind == "file" or found.address in read.declared else " ?")
        for found in read.references
    ]


def addresses(expression: str, *arguments: str) -> list[str]:
    """What one argument refers to."""
    lines = "\n".join(("x = " + expression, *arguments))
    return [found.address for found in module(f"locals {{\n{lines}\n}}\n").references]
