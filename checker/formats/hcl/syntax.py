"""HCL files as syntax trees, and the tree's nodes as text and places."""

from __future__ import annotations

import re

import tree_sitter_hcl
from tree_sitter import Language, Node, Parser

from checker.model.location import Location
from checker.patterns import regex

COMMENT = regex(rb"/\*.*?\*/|(?:#|//)[^\n]*", re.DOTALL)


LANGUAGE = Language(tree_sitter_hcl.language())


class HclFile:
    """A parsed file. path: of the file itself, relative to the judged root."""

    __slots__ = ("_bytes", "_is_ascii", "path", "root")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._bytes = text.encode(errors="replace")
        self._is_ascii = text.isascii()
        self.root = Parser(LANGUAGE).parse(self._bytes).root_node

    def text(self, node: Node) -> str:
        """A node as it is written."""
        return self._bytes[node.start_byte : node.end_byte].decode()

    def source(self, start: int, end: int) -> str:
        """What is written between two bytes."""
        return self._bytes[start:end].decode()

    def between(self, first: Node, last: Node) -> str:
        """What is written from the begin of one node to the end of another."""
        return self._bytes[first.start_byte : last.end_byte].decode()

    def line(self, node: Node) -> str:
        """The line on which a node begins, without the blanks around it."""
        start = self._bytes.rfind(b"\n", 0, node.start_byte) + 1
        return self._bytes[start:].partition(b"\n")[0].decode().strip()

    def gap(self, before: Node, after: Node) -> bytes:
        """What stands between two neighbours, comments left out."""
        raw = self._bytes[before.end_byte : after.start_byte]
        return COMMENT.sub(b"", raw) if b"/" in raw or b"#" in raw else raw

    def holds(self, node: Node, *marks: bytes) -> bool:
        """Whether any of the marks is written inside a node."""
        return any(self._bytes.find(mark, node.start_byte, node.end_byte) >= 0 for mark in marks)

    def at(self, node: Node, pointer: str = "") -> Location:
        """Where a node begins."""
        row, column = node.start_point
        byte = node.start_byte
        if not self._is_ascii:
            column = len(self._bytes[byte - column : byte].decode())
        return Location(self.path, row + 1, column + 1, pointer)


def parts(node: Node) -> list[Node]:
    """The children of a node without comments."""
    return [child for child in node.children if child.type != "comment"]


def inner(node: Node) -> list[Node]:
    """The children of a node that are no brackets, marks or comments.

    Not `Node.named_children`, which counts from the first child for every child.
    """
    return [child for child in node.children if child.is_named and child.type != "comment"]


def named(node: Node, *types: str) -> list[Node]:
    """The children of a node that are of one of the types."""
    return [child for child in node.children if child.type in types]
