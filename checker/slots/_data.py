"""Slots in the values of YAML, JSON, TOML and HCL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker import lexicon
from checker.model.data import Node
from checker.model.hcl import Expression, HclBlock, Module
from checker.model.record import Value
from checker.patterns import regex
from checker.slots._fields import repeats_label
from checker.slots._kinds import DEFAULT_SEARCH, Hit, Kind, Placeholder, Scope, Search
from checker.slots._masks import holds_mask
from checker.slots._names import names_thing
from checker.slots.find import certainty_of, find_slots
from checker.slots.passage import Passage

_NOTATION = regex(
    r"(?i)(?:^|[-_ ])(?:usage|hint|syntax|synopsis|format|pattern|example|sample|regexp?|template|command|cmd|args"
    r"|arguments|globs?|tools|permalink)$"
)
"""Keys whose values are notations, in which brackets and angles have a meaning."""
_NUMBERED = regex(r"([^\W\d_]{3,}[ -]?)(\d)")
_TO_DO = (Kind.TOKEN, Kind.INSTRUCTION)
_TELLING = regex(
    r"(?i)(?:\w+[-_])?(?:description|summary|about|excerpt|abstract|prompts?|instructions?|subtitle|tagline)"
)
"""Keys of front matter that say what the document is for, which may well be an order."""


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
    written = _slot_as_flow(node, lines)
    # In the midst of words a list or mapping is judged by what it says, not by standing alone.
    hits = find_slots(Passage(f"x {written} x"), search) if written else []
    if prose and _is_numbered(node) and Kind.INSTRUCTION in search.kinds:
        first = node.value[0] if isinstance(node.value, tuple) else node
        yield Placeholder(Kind.INSTRUCTION, str(first.value), first.location.line, first.location.column)
        return
    if hits:
        place = (node.location.line, node.location.column)
        yield Placeholder(hits[0].kind, written, *place, certainty=certainty_of(hits[0]))
        return
    for key, child in node.children():
        if prose and (child.value is None or isinstance(child.value, str)):
            yield from _in_comment(child, search, lines)
        if child.value is None:
            continue
        if prose and isinstance(child.value, str) and repeats_label(str(key), child.value):
            yield from _whole(child, child.value, search)
        elif not is_notation(str(key)):
            found = slots_of_node(child, search, lines, prose=prose)
            yield from (one for one in found if not (prose and _TELLING.fullmatch(str(key)) and _is_order(one)))


def _whole(node: Node, value: str, search: Search) -> Iterator[Placeholder]:
    if Kind.INSTRUCTION in search.kinds and not search.lets_pass(value):
        yield Placeholder(Kind.INSTRUCTION, value, node.location.line, node.location.column)


def _is_order(found: Placeholder) -> bool:
    """Whether what was found is an order, in which a description may well say what its document is for."""
    return found.kind in (Kind.PROMPT, Kind.QUESTION) and lexicon.begins(found.text, "slot.description") is None


def _is_numbered(node: Node) -> bool:
    """`tags: [tag1, tag2]`: a list of nothing but one word with numbers from 1 on."""
    if not isinstance(node.value, tuple) or len(node.value) < 2:
        return False
    found = [_NUMBERED.fullmatch(child.value) if isinstance(child.value, str) else None for child in node.value]
    stems = {one[1] for one in found if one}
    return all(found) and len(stems) == 1 and [int(one[2]) for one in found if one] == list(range(1, len(found) + 1))


def is_notation(key: str) -> bool:
    """Whether a key of front matter says how something is written: `argument-hint`, `usage`."""
    return bool(_NOTATION.search(key))


def _in_comment(node: Node, search: Search, lines: Sequence[str]) -> Iterator[Placeholder]:
    """`accepted: # Fill this in`: an empty value with a comment that says what belongs there."""
    line = node.location.line
    written = lines[line - 1] if line is not None and line <= len(lines) else ""
    _, mark, comment = written.partition(": #" if node.value is None else " # ")
    if mark and line is not None:
        said = comment.strip()
        hits = find_slots(Passage(said, cell=True, comment=True), search)
        kind: Kind | None = next((hit.kind for hit in hits if node.value is None or hit.kind in _TO_DO), None)
        if node.value is None and not hits:
            kind = Kind.MASK if holds_mask(said) else Kind.INSTRUCTION if _is_hint(said) else None
        if kind in search.kinds and not search.lets_pass(said):
            yield Placeholder(kind, said, line, len(written) - len(comment.lstrip()) + 1)


def _is_hint(comment: str) -> bool:
    """`# link to the tracking issue`: the name of what belongs there."""
    words = comment.split()
    return bool(words) and (names_thing(words[0]) or lexicon.begins(comment, "slot.ask") is not None)


def placeholders_in_module(module: Module, search: Search = DEFAULT_SEARCH) -> Iterator[tuple[str, Placeholder]]:
    """The unfilled slots in the literal strings of a Terraform module, each once, with the path of its file."""
    yield from dict.fromkeys(_in_module(module, search) if Scope.DATA in search.scopes else ())


def _in_module(module: Module, search: Search) -> Iterator[tuple[str, Placeholder]]:
    for expression in _expressions(module.blocks):
        if isinstance(expression.literal, str):
            for hit in find_slots(Passage(expression.literal, cell=True, data=True), search):
                text, place = expression.literal[hit.start : hit.end], expression.location
                offset = max(0, expression.text.split("\n", 1)[0].find(text))
                column = None if place.column is None else place.column + offset
                yield place.path, Placeholder(hit.kind, text, place.line, column, certainty_of(hit))


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
        yield Placeholder(hit.kind, text, *_place_in_file(node, value, hit, lines), certainty=certainty_of(hit))


def _slot_as_flow(node: Node, lines: Sequence[str]) -> str:
    """`{title of option 1}` and `[Insert date]` as YAML reads them without quotation marks: a mapping, a list."""
    if isinstance(node.value, Mapping) and node.value:
        bare = all(not child.value and not child.text for child in node.value.values())
        line, column = node.location.line, node.location.column
        is_block = (
            bool(lines) and line is not None and column is not None and lines[line - 1][column - 1 : column] != "{"
        )
        if is_block:
            return ""
        return "{" + ", ".join(node.value) + "}" if bare else ""
    if isinstance(node.value, tuple) and len(node.value) == 1 and isinstance(node.value[0].value, str):
        written = f"[{node.value[0].value}]"
        line = node.location.line
        is_bare = line is None or not lines or written in lines[line - 1]
        return written if is_bare else ""
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
        yield Placeholder(
            hit.kind, text, value.location.line, None if column is None else column + offset, certainty_of(hit)
        )
