"""Rows of tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.markdown.rows import concerned, rows_in
from checker.model.kinds import Scope, Selector
from checker.model.language import Columns, PathSet, Selected
from checker.model.passed_over import PassedOver

NO_COLUMNS = Columns()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Selector):
    """The rows of a table, each with its columns as fields.

    Columns are found by their name as people read it: case, emphasis and blanks do not count, further columns and
    another order do not matter. Every column that the policy uses is declared, so that a misspelt one is found when the
    policy is read, and a column that a document lacks is reported at the table's header. A mapping gives the other
    names under which documents may have a column. Where there are several tables, those that have the declared columns
    are read; with `under`, in every document that has the section. One under the same heading that has some of them and
    lacks others is pointed out, and so is one in HTML; one that has none of them is another table. Rows that repeat the
    header are not rows; a table in a comment or in a code block is not there. A table that lies on its side, with the
    names in its first column (`| Field | Value |`), has one row per further column. A CSV file is one
    table.

    ```yaml
    for_each: {row: {in: inventory, under: Defect Catalog, columns: [ID, Priority, Owner]}, where: {Priority: P0}}
    require: {Owner: filled}
    ```
    """

    kind: ClassVar[str] = "row"
    as_text: ClassVar[str] = "all its cells, whether declared or not, with ` | ` between them"
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""
    columns: Columns = NO_COLUMNS
    """The columns that the policy uses, or a mapping to the other names that tables use for them."""

    def fields(self) -> Mapping[str, str]:
        return {column.name: "a cell of the row" for column in self.columns.columns}

    def concerns(self, passed: PassedOver, found: Selected) -> bool:
        return self.kind in passed.kinds and (not passed.cells or concerned(passed, found, self.columns.columns))

    def select(self, scope: Scope) -> Selected:
        return rows_in(scope, self.in_, self.under, self.columns)
