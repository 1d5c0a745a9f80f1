"""Terraform modules: the files of a directory as blocks, attributes and references with places.

The parser is tree-sitter with its HCL grammar: it gives line and column of everything, goes on after an error, starts
in 14 ms and is twenty times as fast as python-hcl2, which has no columns and keeps the last of two equal attributes
without a word. What Terraform refuses and the grammar lets through is checked in `mistakes`.

What expressions come to is worked out when somebody asks a module for it (`evaluated`).

Known limit: the grammar does not read numbers like `1e9` (it does read `1.0e9`); such a file is reported as unreadable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.data.source import RefusedError, Source, source_lines
from checker.formats.hcl.blocks import Found, read_blocks
from checker.formats.hcl.declarations import declared, misdeclared, mislabelled
from checker.formats.hcl.evaluated import evaluated
from checker.formats.hcl.json_syntax import read_json_blocks
from checker.formats.hcl.mistakes import mistakes
from checker.formats.hcl.overrides import Merging, files_that_count
from checker.formats.hcl.syntax import HclFile
from checker.model.data import Node
from checker.model.document import Document
from checker.model.hcl import Module
from checker.model.location import Location
from checker.model.problem import Problem
from checker.patterns import regex

EXPONENT = regex(r"(?<![\w.])[0-9]+[eE][+-]?[0-9]")
"""A number that the grammar does not read; where one stands, nobody can say that it was Terraform's own rules."""


def read_terraform(path: str, files: Mapping[str, str], data: Mapping[str, Node | Problem] | None = None) -> Document:
    """The module in a directory, or the first thing that Terraform would not read and how many more there are.

    path: of the directory. files: the texts of its files by their own paths. data: what those in JSON say. The document
    has lines when there is one file.
    """
    lines = {name: source_lines(text) for name, text in files.items()}
    try:
        content = _module(path, files, data or {})
    except RefusedError as refused:
        return Document(path, problem=refused.problem, files=lines)
    return Document(path, content, files=lines)


def _module(path: str, files: Mapping[str, str], data: Mapping[str, Node | Problem]) -> Module:
    declaring, overriding = files_that_count(files)
    if not declaring and len(files) == 1:
        declaring, overriding = overriding, ()
    if not files:
        raise RefusedError("holds no `.tf` file", Location(path), "add one, or mend the path")
    read = {name: data[name] if name in data else _parsed(name, files[name]) for name in (*declaring, *overriding)}
    certain = not any(EXPONENT.search(files[name]) for name in read if name not in data)
    _refuse([problem for one in read.values() for problem in _mistakes_in(one)], certain=certain)
    found = Found()
    for name in declaring:
        _read(name, read[name], found)
    _refuse(list(misdeclared(found.blocks)), certain=True)
    merging = Merging(found.blocks)
    for name in overriding:
        file = Found()
        _read(name, read[name], file)
        _refuse(list(mislabelled(file.blocks)), certain=True)
        merging.merge(file)
        found.references += file.references
        found.written |= file.written
    _refuse(merging.problems, certain=True)
    references = sorted(
        (
            reference
            for reference in filter(merging.counts, found.references)
            if reference.kind != "file" or reference.address not in found.written
        ),
        key=lambda reference: reference.location,
    )
    blocks = tuple(merging.blocks)
    return Module(path, blocks, tuple(references), declared(blocks), tuple(sorted(read)), evaluated)


def _mistakes_in(read: HclFile | Node | Problem) -> Iterable[Problem]:
    if isinstance(read, HclFile):
        return mistakes(read)
    return (read,) if isinstance(read, Problem) else ()


def _read(path: str, read: HclFile | Node | Problem, found: Found) -> None:
    if isinstance(read, HclFile):
        read_blocks(read, found)
    elif isinstance(read, Node):
        read_json_blocks(path, read, found)


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
