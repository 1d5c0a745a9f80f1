"""Slots in the values of YAML, JSON, TOML and HCL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.model.data import Node
from checker.model.hcl import Expression, HclBlock, Module
from checker.model.record import Value
from checker.reading.placeholders.detect import find_slots
from checker.reading.placeholders.kinds import DEFAULT_SEARCH, Hit, Placeholder, Scope, Search
from checker.reading.placeholders.passage import Passage


def placeholders_in_data(
    node: Node, search: Search = DEFAULT_SEARCH, lines: Sequence[str] = ()
) -> Iterator[Placeholder]:
    """The unfilled slots in the string values of YAML, JSON or TOML. lines: of the file, for the exact column."""
    if Scope.DATA in search.scopes:
        yield from slots_of_node(node, search, lines, prose=False)


def slots_of_node(node: Node, search: Search, lines: Sequence[str], *, prose: bool) -> Iterator[Placeholder]:
    """The slots of a value and all below it. prose: people wrote it for people (front matter), not for a program."""
    if isinstance(node.value, str):
        yield from _in_string(node, node.value, search, lines, prose=prose)
    written = _slot_as_flow(node)
    # In the midst of words a list or mapping is judged by what it says, not by standing alone.
    hits = find_slots(Passage(f"x {written} x"), search) if written else []
    if hits:
        place = (node.location.line, node.location.column)
        yield Placeholder(hits[0].kind, written, *place)
        return
    for _, child in node.children():
        yield from slots_of_node(child, search, lines, prose=prose)


def placeholders_in_module(module: Module, search: Search = DEFAULT_SEARCH) -> Iterator[tuple[str, Placeholder]]:
    """The unfilled slots in the literal strings of a Terraform module, each with the path of its file."""
    if Scope.DATA not in search.scopes:
        return
    for expression in _expressions(module.blocks):
        if isinstance(expression.literal, str):
            for hit in find_slots(Passage(expression.literal, cell=True, data=True), search):
                text, place = expression.literal[hit.start : hit.end], expression.location
                offset = max(0, expression.text.split("\n", 1)[0].find(text))
                column = None if place.column is None else place.column + offset
                yield place.path, Placeholder(hit.kind, text, place.line, column)


def _expressions(blocks: Iterable[HclBlock]) -> Iterator[Expression]:
    for block in blocks:
        for expression in block.attributes.values():
            yield from _within(expression)
        yield from _expressions(block.blocks)


def _within(expression: Expression) -> Iterator[Expression]:
    yield expression
    for inner in (*(expression.keys or {}).values(), *(expression.elements or ())):
        yield from _within(inner)


def _in_string(node: Node, value: str, search: Search, lines: Sequence[str], *, prose: bool) -> Iterator[Placeholder]:
    for hit in find_slots(Passage(value, cell=True, data=not prose), search):
        text = hit.text or value[hit.start : hit.end]
        yield Placeholder(hit.kind, text, *_place_in_file(node, value, hit, lines))


def _slot_as_flow(node: Node) -> str:
    """`{title of option 1}` and `[Insert date]` as YAML reads them without quotation marks: a mapping, a list."""
    if isinstance(node.value, Mapping) and node.value:
        bare = all(not child.value and not child.text for child in node.value.values())
        return "{" + ", ".join(node.value) + "}" if bare else ""
    if isinstance(node.value, tuple) and len(node.value) == 1 and isinstance(node.value[0].value, str):
        return f"[{node.value[0].value}]"
    return ""


def _place_in_file(node: Node, value: str, hit: Hit, lines: Sequence[str]) -> tuple[int | None, int | None]:
    """Where a slot stands: behind a quotation mark or on a later line of a block, which the node does not tell."""
    line, column = node.location.line, node.location.column
    if line is None or column is None:
        return line, column
    first = value[hit.start : hit.end].split("\n", 1)[0]
    skipped = value.count(first, 0, hit.start)
    for number in range(line, min(len(lines), line + value.count("\n") + 1) + 1):
        place = lines[number - 1].find(first, column - 1 if number == line else 0)
        while place >= 0 and skipped:
            skipped -= 1
            place = lines[number - 1].find(first, place + 1)
        if place >= 0:
            return number, place + 1
    return line, column


def placeholders_in_value(value: Value, search: Search = DEFAULT_SEARCH) -> Iterator[Placeholder]:
    """The unfilled slots in one cell, field or text, placed where the value stands (exactly, when it is one line)."""
    for hit in find_slots(Passage(value.plain, cell=True), search):
        text = hit.text or value.plain[hit.start : hit.end]
        offset = max(0, value.text.split("\n", 1)[0].find(text))
        column = value.location.column
        yield Placeholder(hit.kind, text, value.location.line, None if column is None else column + offset)
