"""A Markdown document that is being laid out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from checker.classes import dataclass, field
from checker.text.titles import same_title, title_key

OPEN = "TBD"
"""What stands wherever a person has to write."""
OPEN_DAY = "YYYY-MM-DD"
OPEN_SIGNATURE = "________"


@dataclass
class Grid:
    """A table. columns: each with what stands in it while nobody has written. rows: what is known of them, by column.

    least: how many rows there must be. is_any: nobody has said which columns. total: what the row with the total is
    called, empty for none.
    """

    columns: dict[str, str]
    rows: list[dict[str, str]] = field(default_factory=list)
    least: int = 0
    is_any: bool = False
    total: str = ""

    def add(self, row: Mapping[str, str]) -> None:
        """A row that has to be there, put together with one that says nothing else."""
        for one in self.rows:
            if all(one.get(column, said) == said for column, said in row.items()):
                one.update(row)
                return
        self.rows.append(dict(row))

    def lines(self) -> Iterator[str]:
        rows = [*self.rows, *({} for _ in range(self.least - len(self.rows)))]
        rows += [{next(iter(self.columns)): self.total}] if self.total else []
        cells = [[row.get(column, blank) for column, blank in self.columns.items()] for row in rows]
        for line in ([*self.columns], ["---"] * len(self.columns), *cells):
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |"


@dataclass
class Part:
    """A heading and what stands under it. blocks: paragraphs, lists, code, each as its lines."""

    title: str
    level: int
    blocks: list[list[str]] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def every(self) -> Iterator[Part]:
        yield self
        for one in self.parts:
            yield from one.every()

    def called(self, title: str) -> Part | None:
        return next((one for one in self.every() if same_title(one.title, title)), None)

    def under(self, title: str, behind: str = "") -> Part:
        """The part of a title, made where there is none. behind: the title of the part right behind which it goes."""
        found = next((one for part in self.parts for one in part.every() if same_title(one.title, title)), None)
        if found is None:
            found = Part(title, self.level + 1)
            self.parts.append(found)
        before = next((one for one in self.parts if behind and same_title(one.title, behind)), None)
        is_here = any(one is found for one in self.parts)
        if before is not None and is_here and before is not found:
            others = [one for one in self.parts if one is not found]
            at = next(n for n, one in enumerate(others) if one is before) + 1
            self.parts = [*others[:at], found, *others[at:]]
        return found

    def grid(self, columns: Mapping[str, str]) -> Grid:
        """The table with these columns; one that shares a column with them is given the others."""
        keys = {title_key(one) for one in columns}
        found = next((one for one in self.grids if keys & {title_key(column) for column in one.columns}), None)
        found = found or next((one for one in self.grids if one.is_any), None)
        if found is None:
            found = Grid({})
            self.grids.append(found)
        if found.is_any:
            found.columns, found.is_any = {}, False
        known = {title_key(one): one for one in found.columns}
        for name, blank in columns.items():
            column = known.get(title_key(name), name)
            if found.columns.get(column, OPEN) == OPEN:
                found.columns[column] = blank
        return found

    def any_grid(self, columns: Sequence[str]) -> Grid:
        """A table that is there, else one whose columns somebody else may say."""
        if not self.grids:
            self.grids.append(Grid(dict.fromkeys(columns, OPEN), is_any=True))
        return self.grids[0]

    def block(self, *lines: str, times: int = 1) -> None:
        """A block that has to be there so many times."""
        there = sum(block == list(lines) for block in self.blocks)
        self.blocks += [list(lines) for _ in range(times - there)]

    def listed(self, marker: str, text: str, times: int) -> None:
        """So many items of a list with one marker, those that are there counted."""
        items = next((block for block in self.blocks if block[0].startswith(marker)), None)
        if items is None:
            items = []
            if times:
                self.blocks.append(items)
        line = f"{marker} {text}"
        missing = times - (items.count(line) if text != OPEN else len(items))
        items += [line] * missing

    def is_empty(self) -> bool:
        return not (self.blocks or self.grids or self.commands)

    def lines(self) -> Iterator[str]:
        yield f"{'#' * self.level} {self.title}"
        if self.is_empty() and not self.parts and self.level > 1:
            yield from ("", OPEN)
        for block in self.blocks:
            yield from ("", *block)
        for grid in self.grids:
            yield from ("", *grid.lines())
        if self.commands:
            yield from ("", "```bash", *self.commands, "```")
        for one in self.parts:
            yield from ("", *one.lines())


@dataclass
class Page:
    """A document. front: its front matter."""

    path: str
    root: Part
    front: dict[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        before = ["---", yaml.safe_dump(self.front, sort_keys=False, allow_unicode=True).rstrip(), "---", ""]
        return "\n".join([*(before if self.front else []), *self.root.lines()]) + "\n"


def page_for(path: str) -> Page:
    """An empty document, whose title is what its name says."""
    stem = posixpath.basename(path).partition(".")[0]
    words = " ".join(stem.replace("_", " ").replace("-", " ").split()) or "Document"
    title = words.title() if words.islower() or words.isupper() else words
    return Page(path, Part(title, 1))


def columns_with(names: Sequence[str], blanks: Mapping[str, str]) -> dict[str, str]:
    """The columns of a table, each with what stands in it while nobody has written."""
    return {name: blanks.get(name, OPEN) for name in names}
