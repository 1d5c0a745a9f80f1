"""What Terraform refuses about the form of a file.

The grammar behind the tree is more forgiving than Terraform's own parser (hclsyntax): it knows no line ends, and lets
quoted strings run over several lines. Those rules are held here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from tree_sitter import Node

from checker.classes import dataclass
from checker.data.source import shown
from checker.formats.hcl.syntax import HclFile, inner, named, parts
from checker.model.problem import Problem
from checker.patterns import regex

OPENING = frozenset(("(", "[", "{"))
CLOSING = frozenset((")", "]", "}"))
CONTINUED = frozenset(
    (
        "expression",
        "operation",
        "binary_operation",
        "unary_operation",
        "conditional",
        "function_call",
        "index",
        "get_attr",
        "splat",
        "attr_splat",
        "full_splat",
    )
)
"""Expressions that a line end cuts off, unless brackets are around it."""

BAD_ESCAPE = regex(
    r'\\(?:[^nrt"\\uU]|$'
    r"|u(?![0-9a-fA-F]{4})|u[dD][89a-fA-F][0-9a-fA-F]{2}"
    r"|U(?!00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})|U0000[dD][89a-fA-F][0-9a-fA-F]{2})"
)
"""A backslash that escapes nothing, or stands for no character."""

TEMPLATE = regex(r"(?<!\$)\$\{|(?<!%)%\{")

ENOUGH = 100
"""How many mistakes of the parser are counted."""


def mistakes(file: HclFile) -> list[Problem]:
    """The mistakes of a file, the one that most likely causes the others first; of many the first `ENOUGH`."""
    strings: list[Problem] = []
    rest = list(islice(_errors(file), ENOUGH))
    for node in _walk(file) if len(rest) < ENOUGH else ():
        if node.type in ("quoted_template", "string_lit"):
            strings.extend(_broken_string(file, node))
        elif not node.has_error:
            rest.extend(_layout(file, node))
    return strings + sorted(rest, key=_blocks_last)


def _walk(file: HclFile) -> Iterator[Node]:
    """Every node that may hold a mistake. No recursion, as a sum of a hundred terms is a hundred levels deep."""
    waiting = [file.root]
    while waiting:
        node = waiting.pop()
        yield node
        if node.type not in ("attribute", "object_elem") or file.holds(node, b"{", b"\n", b"\\"):
            waiting.extend(reversed(inner(node)))


@dataclass(frozen=True, slots=True)
class _OpenBlock(Problem):
    """A block that is not closed: mostly one that the parser lost after another mistake."""


def _blocks_last(problem: Problem) -> tuple[bool, int, int]:
    place = problem.location
    return isinstance(problem, _OpenBlock), place.line or 0, place.column or 0


def _errors(file: HclFile) -> Iterator[Problem]:
    """What the parser could not make sense of; the innermost of nested errors."""
    waiting = [file.root] if file.root.has_error else []
    while waiting:
        node = waiting.pop()
        if node.is_missing:
            yield _missing(file, node)
        elif node.is_error and not any(child.has_error for child in node.children):
            yield _not_understood(file, node)
        else:
            waiting.extend(child for child in reversed(node.children) if child.has_error)


def _missing(file: HclFile, node: Node) -> Problem:
    opened = node.parent.parent if node.parent and node.type == "}" else None
    if opened is not None and opened.type == "block":
        return _OpenBlock(f"the block `{_header(file, opened)}` is not closed", file.at(opened), "close it with `}`")
    if "template_end" in node.type and node.parent is not None:
        return Problem("the quotes that open here are not closed", file.at(node.parent), 'close them with `"`')
    if node.type == "heredoc_identifier" and node.parent is not None:
        hint = "end it with its marker on its own line"
        return Problem("the text that `<<` opens here is not closed", file.at(node.parent), hint)
    wanted = f"`{node.type}`" if not node.is_named else "something"
    return Problem(f"{wanted} is missing", file.at(node), "complete the expression")


def _header(file: HclFile, block: Node) -> str:
    return shown(" ".join(file.text(part) for part in named(block, "identifier", "string_lit")))


def _not_understood(file: HclFile, node: Node) -> Problem:
    culprit = _culprit(node)
    quote = next((part for part in (culprit, node.prev_sibling) if part and part.type == "quoted_template_start"), None)
    if quote is not None:
        message = "the string that opens here is not closed, or holds an unknown escape"
        return Problem(message, file.at(quote), "close it on its line, and double its backslashes")
    written = file.text(culprit).strip().partition("\n")[0]
    message = f"`{shown(written)}` is not understood" if written else f"`{shown(file.line(culprit))}` is not understood"
    return Problem(message, file.at(culprit), "mend this line or the one before")


def _culprit(error: Node) -> Node:
    """What made the parser give up: a bracket that closes nothing, text that is no token, or the last that it took."""
    inside = parts(error) or [error]
    if inside[0].type in CLOSING:
        return inside[0]
    last = next((part for part in inside if part.type == "heredoc_identifier"), inside[-1])
    while last.child_count:
        last = last.children[-1]
    return last


def _broken_string(file: HclFile, quoted: Node) -> Iterator[Problem]:
    if not file.holds(quoted, b"\n", b"\\", b"${", b"%{"):
        return
    children = quoted.children
    literals = [file.text(child) for child in children if child.type == "template_literal"]
    gaps = [file.gap(first, second).decode() for first, second in pairwise(children)]
    if any("\n" in text for text in literals + gaps):
        hint = "close it on its line, or use `<<EOT`"
        yield Problem("the string that opens here goes over several lines", file.at(quoted), hint)
    if quoted.type == "string_lit" and any(TEMPLATE.search(text) for text in literals):
        yield Problem("a template stands where only plain text may", file.at(quoted), "write `$${` for a plain `${`")
    bad = next((found[0] for text in literals if (found := BAD_ESCAPE.search(text.replace("\\\\", "")))), None)
    if bad:
        yield Problem(f"the string holds the unknown escape `{bad}`", file.at(quoted), "double the backslash")


def _layout(file: HclFile, node: Node) -> Iterator[Problem]:
    """Line ends that are missing, and line ends where none may stand."""
    if node.type == "block":
        yield from _block_layout(file, node)
    elif node.type == "body":
        yield from _apart(file, named(node, "attribute", "block"), b"\n", "a new line must begin here")
    elif node.type == "object":
        yield from _apart(file, named(node, "object_elem"), b",\n", "a comma or a new line is missing")
    elif node.type in ("attribute", "object_elem"):
        yield from _cut_off(file, node)


def _apart(file: HclFile, nodes: list[Node], separators: bytes, message: str) -> Iterator[Problem]:
    for before, after in pairwise(nodes):
        if not any(separator in separators for separator in file.gap(before, after)):
            yield Problem(message, file.at(after), "move it to a line of its own")


def _block_layout(file: HclFile, block: Node) -> Iterator[Problem]:
    *header, end = named(block, "identifier", "string_lit", "block_start", "block_end")
    for before, after in pairwise(header):
        if b"\n" in file.gap(before, after):
            hint = "put the labels and `{` on the line of the block's type"
            yield Problem("a new line stands inside the head of a block", file.at(after), hint)
    entries = [entry for body in named(block, "body") for entry in named(body, "attribute", "block")]
    if not entries:
        return
    opens_line = b"\n" in file.gap(header[-1], entries[0])
    closes_line = b"\n" in file.gap(entries[-1], end)
    if not opens_line and (len(entries) > 1 or entries[0].type == "block" or closes_line):
        hint = "put every argument on a line of its own"
        yield Problem("a block on one line holds one argument and its `}`", file.at(entries[0]), hint)
    if opens_line and not closes_line:
        yield Problem("`}` must stand on a line of its own", file.at(end), "move it to the next line")


def _cut_off(file: HclFile, entry: Node) -> Iterator[Problem]:
    """Line ends inside `name = value` with no brackets around them; only the first."""
    waiting = [entry] if file.holds(entry, b"\n") else []
    while waiting:
        node = waiting.pop()
        inside = 0
        children = parts(node)
        for position, child in enumerate(children):
            inside -= child.type in CLOSING
            before = children[position - 1] if position else child
            if position and not inside and child.type not in CLOSING and b"\n" in file.gap(before, child):
                hint = "put the expression in parentheses, or on one line"
                yield Problem("a line end cuts the expression off before this", file.at(child), hint)
                return
            if not inside and child.type in CONTINUED:
                waiting.append(child)
            inside += child.type in OPENING
