"""Named selections, to be narrowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.data.idle import idle_bounds
from checker.model.kinds import Scope, Selector
from checker.model.language import Selected, Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Of(Selector):
    """The records of a selection that has a name under `records`, usually narrowed by `where`.

    ```yaml
    records:
      defects: {row: {in: inventory, under: Defect Catalog, columns: [ID, Priority]}}
      p0: {of: defects, where: {Priority: P0}}
    ```
    """

    kind: ClassVar[str] = "of"
    short: ClassVar[str] = "selection"
    as_text: ClassVar[str] = "what the records of that selection are"
    selection: Selection
    """The name of a selection under `records`."""

    def yields(self) -> str:
        return self.selection.selector.yields()

    def fields(self) -> Mapping[str, str]:
        return self.selection.selector.fields()

    def open_fields(self) -> bool:
        return self.selection.selector.open_fields()

    def objections(self) -> Iterator[tuple[str, str]]:
        for name in idle_bounds(self.selection):
            yield "", f"`{name}` says nothing inside `of`: write it beside `of`"

    def select(self, scope: Scope) -> Selected:
        return scope.select(self.selection)
