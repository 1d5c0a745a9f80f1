"""Names that the policy itself lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from checker.model.kinds import Scope, Selector
from checker.model.language import Selected
from checker.model.record import Record, plain_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Selector):
    """Each of a list of names that stands in the policy, to be held against a document.

    ```yaml
    for_each: {name: [Change Lead Time, MTTR]}
    require: {exists: {row: {in: baseline, columns: [Metric]}, where: {Metric: {called: {field: name}}}}}
    ```
    """

    kind: ClassVar[str] = "name"
    short: ClassVar[str] = "of"
    provides: ClassVar[Mapping[str, str]] = {"name": "as the policy lists it"}
    of: tuple[str, ...]
    """The names."""

    def select(self, scope: Scope) -> Selected:
        records = tuple(self._record(name, scope) for name in self.of)
        return Selected(records, (), scope.place, "the names of the policy", len(records))

    def _record(self, name: str, scope: Scope) -> Record:
        value = plain_value(name, scope.place.pointing(name))
        return Record("name", f"`{name}`", value, {"name": value})
