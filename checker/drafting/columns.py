"""What a column asks for: told by what stands in it and, where little does, by its heading."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import Any

from checker.classes import dataclass
from checker.issues.references import references
from checker.markdown.links import paths_named_by
from checker.model.location import Location
from checker.model.markdown import Markdown, Table
from checker.model.record import Value
from checker.model.tree import Tree
from checker.patterns import regex
from checker.signatures import is_responsible, kind_of
from checker.slots import is_left_open, is_unfilled
from checker.tree.filling import fields_in
from checker.tree.globs import is_glob
from checker.tree.paths import why_unfit
from checker.values.dates import find_dates

_NAME = regex(r"[\w./+@-]{2,}")
_NUMBER = regex(r"\d+")
_CODE = regex(r"[A-Za-z]{1,6}[-_ ]?\d{1,6}")
_MOST = 0.8
"""The share of filled cells that tells what a column is about."""
FEWEST = 2
"""Cells that have to be filled before their values tell anything."""


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """A column of a table. values: its cells. paths: those among them that are paths, as people wrote them."""

    title: str
    position: int
    values: tuple[Value, ...]

    @property
    def filled(self) -> tuple[Value, ...]:
        return tuple(one for one in self.values if is_unfilled(one) is None)


def columns_of(markdown: Markdown, table: Table) -> tuple[ColumnFound, ...]:
    """The columns of a table that have a heading of their own."""
    titles = [cell.text.plain for cell in table.header]
    found = []
    for position, title in enumerate(titles):
        if title and titles.count(title) == 1:
            cells = [row.cells[position] for row in table.rows]
            values = tuple(
                Value(
                    cell.text.source,
                    cell.text.plain,
                    Location(markdown.path, cell.line, cell.column),
                    markdown.links_of(cell.text),
                    cell.text.code,
                    cell.text.plain,
                )
                for cell in cells
            )
            found.append(ColumnFound(title, position, values))
    return tuple(found)


def path_in(value: Value) -> str:
    """The path that a cell names, empty for none: in a code span, as a link, or by itself."""
    named = next((one for one in value.code if is_path(one)), "")
    if not named and any(is_path(one.target.partition("#")[0]) for one in value.links):
        named = next(iter(paths_named_by(value)), "")
    return named or (value.plain if is_path(value.plain) else "")


def is_path(text: str) -> bool:
    """Whether a text reads as the path of a file or folder of a repository."""
    if not text or "://" in text or text.startswith(("/", "#", "-", "@")) or len(text.split()) != 1:
        return False
    name = posixpath.basename(text.rstrip("/"))
    stem, dot, suffix = name.rpartition(".")
    is_file = bool(dot) and suffix.isalnum() and not suffix.isdigit() and len(suffix) <= 8 and bool(stem or suffix)
    return _NAME.fullmatch(text) is not None and (text.endswith("/") or is_file) and can_be_named(text)


def can_be_named(path: str) -> bool:
    """Whether a policy can name a path as it is: a plain one, without signs that mean something there."""
    plain = posixpath.normpath(path) + ("/" if path.endswith("/") else "")
    odd = is_glob(path) or fields_in(path) or ":" in path or not path.isprintable()
    return plain == path and not odd and why_unfit(path.rstrip("/")) is None


def holds(column: ColumnFound, question: Any) -> bool:
    """Whether most of what is filled in a column answers a question with yes."""
    filled = column.filled
    return len(filled) >= FEWEST and sum(map(bool, map(question, filled))) >= _MOST * len(filled)


def refers_to_issues(column: ColumnFound) -> bool:
    return holds(column, lambda one: bool(references(one).issues) and not find_dates(one.plain))


def holds_paths(column: ColumnFound) -> bool:
    return holds(column, path_in)


def holds_days(column: ColumnFound) -> bool:
    return holds(column, lambda one: find_dates(one.plain) and len(one.plain.split()) <= 4)


def holds_codes(column: ColumnFound) -> bool:
    """Whether its cells are identifiers such as `P0-001`, each of which stands there once."""
    said = [one.plain for one in column.filled]
    return holds(column, lambda one: _CODE.fullmatch(one.plain)) and len(set(said)) == len(said)


def classes_of(column: ColumnFound) -> tuple[str, ...]:
    """The classes in a column of few short ones (`P0`, `P1`), in their order; empty where it is no such column."""
    said = [one.plain for one in column.filled]
    names = sorted(set(said))
    is_one = len(names) < len(said) and all(re.fullmatch(r"[A-Za-z]{1,3}\d", one) for one in names)
    return tuple(names) if is_one else ()


def shape_of(texts: Sequence[str]) -> str:
    """A pattern for texts of one shape, in which digits stand for any (`P0-001` → `^P[0-9]-[0-9]{3}$`); else empty."""
    shapes = {_NUMBER.sub(lambda found: "\0" * len(found[0]), one) for one in texts}
    if len(shapes) != 1 or "\0" not in (shape := shapes.pop()):
        return ""
    escaped = re.escape(shape)
    return "^" + re.sub("\0+", lambda found: _digits(len(found[0])), escaped.replace("\\\0", "\0")) + "$"


def _digits(count: int) -> str:
    return "[0-9]" if count == 1 else f"[0-9]{{{count}}}"


def requirements_of(columns: Sequence[ColumnFound], tree: Tree | None = None) -> dict[str, Any]:
    """What every row of a table is to have, by column. tree: where paths lead, None where that is not known."""
    return dict(_requirements(columns, tree))


def _requirements(columns: Sequence[ColumnFound], tree: Tree | None) -> Iterator[tuple[str, Any]]:
    for column in columns:
        if column.position == 0 and holds_codes(column):
            yield column.title, {"filled": True, "unique": True}
        elif refers_to_issues(column):
            yield column.title, "issue_reference"
        elif holds_days(column) or (kind_of(column.title) == "date" and not column.filled):
            yield column.title, {"date": {"anywhere": True}}
        elif holds_paths(column) and (tree is None or any(_is_there(one, tree) for one in column.filled)):
            yield column.title, "in_tree"
        elif is_responsible(column.title) or kind_of(column.title) == "date":
            yield column.title, "filled"


def _is_there(value: Value, tree: Tree) -> bool:
    paths = [one.rstrip("/") for one in paths_named_by(value)]
    return any(one in tree.entries or one in tree.directories for one in paths)


def says_open(column: ColumnFound) -> bool:
    """Whether a cell of it says that its value is still to be found."""
    return any(map(is_left_open, column.values))
