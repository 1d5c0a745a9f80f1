"""Cells of tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.markdown.rows import cells_in, concerned
from checker.model.kinds import Scope, Selector
from checker.model.language import Columns, PathSet, Selected
from checker.model.passed_over import PassedOver

NO_COLUMNS = Columns()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Selector):
    """The cells of a table, each for itself: for a table of which many columns are alike.

    Tables and columns are found as `row` finds them. The first cell of a row is what the row is called; without
    `columns`, it is not among the cells.

    ```yaml
    for_each: {cell: {in: docs/matrix.md, columns: {go: [Go], cpp: [C++]}}}
    require:
      text: {equals: {lookup: {value: {in: 'languages/{column}.yaml'}, where: {feature: {field: row}}}, field: status}}
    ```
    """

    kind: ClassVar[str] = "cell"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "what stands in the cell"
    provides: ClassVar[Mapping[str, str]] = {
        "row": "the first cell of its row",
        "column": "its column, under the declared name if there is one",
        "text": "what stands in it, may be empty",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""
    columns: Columns = NO_COLUMNS
    """The columns whose cells are meant, or a mapping to the other names that tables use for them."""

    def concerns(self, passed: PassedOver, found: Selected) -> bool:
        return self.kind in passed.kinds and (not passed.cells or concerned(passed, found, self.columns.columns))

    def select(self, scope: Scope) -> Selected:
        return cells_in(scope, self.in_, self.under, self.columns)
