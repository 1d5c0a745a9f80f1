"""Terraform modules: the `.tf` files of a directory as blocks, attributes and references with places.

The parser is tree-sitter with its HCL grammar: it gives line and column of everything, goes on after an error, starts
in 14 ms and is twenty times as fast as python-hcl2, which has no columns and keeps the last of two equal attributes
without a word. What Terraform refuses and the grammar lets through is checked in `mistakes`.

Known limit: the grammar does not read numbers like `1e9` (it does read `1.0e9`); such a file is reported as unreadable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from checker.formats.hcl.blocks import Found, read_blocks
from checker.formats.hcl.declarations import declared, misdeclared
from checker.formats.hcl.mistakes import mistakes
from checker.formats.hcl.syntax import HclFile
from checker.model.document import Document
from checker.model.hcl import Module
from checker.model.location import Location
from checker.model.problem import Problem
from checker.reading.source import RefusedError, Source, source_lines

EXPONENT = re.compile(r"(?<![\w.])[0-9]+[eE][+-]?[0-9]")
"""A number that the grammar does not read; where one stands, nobody can say that it was Terraform's own rules."""


def read_terraform(path: str, files: Mapping[str, str]) -> Document:
    """The module in a directory, or the first thing that Terraform would not read and how many more there are.

    path: of the directory. files: the texts of its `.tf` files by their own paths. The document has lines when there
    is one file.
    """
    lines = {name: source_lines(text) for name, text in files.items()}
    try:
        content = _module(path, files)
    except RefusedError as refused:
        return Document(path, problem=refused.problem, files=lines)
    return Document(path, content, files=lines)


def _module(path: str, files: Mapping[str, str]) -> Module:
    if not files:
        raise RefusedError("holds no `.tf` file", Location(path), "add one, or mend the path")
    parsed = [_parsed(name, files[name]) for name in sorted(files)]
    certain = not any(EXPONENT.search(text) for text in files.values())
    _refuse([problem for file in parsed for problem in mistakes(file)], certain=certain)
    found = Found()
    for file in parsed:
        read_blocks(file, found)
    _refuse(list(misdeclared(found.blocks)), certain=True)
    references = sorted(
        (
            reference
            for reference in found.references
            if reference.kind != "file" or reference.address not in found.written
        ),
        key=lambda reference: reference.location,
    )
    return Module(path, tuple(found.blocks), tuple(references), declared(found.blocks), tuple(sorted(files)))


def _parsed(path: str, text: str) -> HclFile:
    source = Source(path, text)
    source.refuse_if_large()
    return HclFile(path, source.text)


def _refuse(problems: list[Problem], *, certain: bool) -> None:
    """Raise the first problem, with the number of the others in its message."""
    if problems:
        first = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise RefusedError(first.message + more, first.location, first.hint, malformed=certain)
