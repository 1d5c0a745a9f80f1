"""Finds code that asks a message anything: `python asked.py FOLDER` prints each place, and exits with 1 for any.

A message is an attribute called `message` or `said`, or a name that is given one. It may be shown, joined, passed on.
Whoever looks into it (compares it, searches it, cuts it, asks whether there is one) decides by what only people
should read; a reason, a state or a kind is there for that.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ATTRIBUTES = {"message", "said"}
ASKING = {name for name in dir(str) if not name.startswith("_")} - {"join", "format", "encode"}
SEARCHING = {"search", "match", "fullmatch", "sub", "split", "findall", "finditer"}
MAY_ASK = {
    "checker/errors.py": "tells a program that calls the library the cause and the remedy apart",
    "checker/model/observation.py": "puts the message together, and tells a reader what it leaves out",
    "checker/cases/types.py": "holds a message against the words that the author of a policy expects in it",
}
"""Where a message may be looked into, and why."""

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Module


def asked_in(source: str) -> list[int]:
    """The lines of a module on which a message is asked something."""
    module = ast.parse(source)
    functions = [one for one in ast.walk(module) if isinstance(one, Function)]
    return sorted({line for one in functions for line in _lines(one)})


def _lines(function: Function) -> Iterator[int]:
    own = list(_own(function))
    named: set[str] = set()
    while len(named) != len(named := named | {*_given(own, named)}):
        pass
    for node in own:
        if any(_is_message(one, named) for one in _asked(node)):
            yield node.lineno


def _own(function: Function) -> Iterator[ast.expr | ast.stmt]:
    """What stands in a function, without the functions inside it."""
    below: list[ast.AST] = list(ast.iter_child_nodes(function))
    while below:
        node = below.pop()
        if isinstance(node, ast.expr | ast.stmt):
            yield node
        if not isinstance(node, Function):
            below += ast.iter_child_nodes(node)


def _given(nodes: list[ast.expr | ast.stmt], named: set[str]) -> Iterator[str]:
    """The names that a message is given to."""
    for node in nodes:
        match node:
            case ast.Assign(targets=targets, value=value) if _is_message(value, named):
                yield from (one.id for one in targets if isinstance(one, ast.Name))
            case ast.NamedExpr(target=target, value=value) if _is_message(value, named):
                yield target.id


def _asked(node: ast.AST) -> list[ast.expr]:
    """The expressions that a node asks something."""
    match node:
        case ast.Compare(left=left, ops=ops, comparators=others):
            return [] if all(isinstance(one, ast.Is | ast.IsNot) for one in ops) else [left, *others]
        case ast.Call(func=ast.Attribute(value=value, attr=name), args=arguments):
            return [*([value] if name in ASKING else []), *(arguments if name in SEARCHING else [])]
        case ast.Call(func=ast.Name(id="len" | "any" | "all" | "bool"), args=asked) | ast.BoolOp(values=asked):
            return asked
        case ast.If(test=asked) | ast.IfExp(test=asked) | ast.While(test=asked) | ast.Subscript(value=asked):
            return [asked]
        case ast.UnaryOp(op=ast.Not(), operand=asked):
            return [asked]
    return []


def _is_message(node: ast.expr, named: set[str]) -> bool:
    """Whether an expression is a message, or text with one in it."""
    match node:
        case ast.Attribute(attr=name):
            return name in ATTRIBUTES
        case ast.Name(id=name):
            return name in named
        case ast.JoinedStr(values=values):
            return any(isinstance(one, ast.FormattedValue) and _is_message(one.value, named) for one in values)
        case ast.BinOp(left=left, right=right):
            return _is_message(left, named) or _is_message(right, named)
        case ast.IfExp(body=body, orelse=orelse):
            return _is_message(body, named) or _is_message(orelse, named)
        case _:
            return False


def asked_below(folder: Path) -> list[str]:
    """`path:line` of every place below a folder, those that may ask left out."""
    modules = sorted(folder.rglob("*.py"))
    paths = {module: module.relative_to(folder.parent).as_posix() for module in modules}
    return [
        f"{path}:{line}"
        for module, path in paths.items()
        if path not in MAY_ASK
        for line in asked_in(module.read_text())
    ]


if __name__ == "__main__":
    places = asked_below(Path(sys.argv[1]).resolve())
    sys.exit("\n".join(f"{place}: a message is asked something" for place in places) or 0)
