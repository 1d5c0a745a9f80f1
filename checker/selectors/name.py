"""Names that the policy lists, or that a list has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass, replace
from checker.model.kinds import Scope, Selector
from checker.model.language import Operand, Selected
from checker.model.observation import Observation
from checker.model.record import Record, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Selector):
    """Each of a list of names, to be held against a document; the list stands in the policy or is looked up.

    So the entries of a list, such as the labels of an issue, are looked at one by one:
    `exists: {name: {field: labels}, where: {name: {matches: '^triage/'}}}`.

    ```yaml
    for_each: {name: [Change Lead Time, MTTR]}
    require: {exists: {row: {in: baseline, columns: [Metric]}, where: {Metric: {called: {field: name}}}}}
    ```
    """

    kind: ClassVar[str] = "name"
    may_be_empty: ClassVar[tuple[str, ...]] = ("of",)
    short: ClassVar[str] = "of"
    as_text: ClassVar[str] = "the name"
    provides: ClassVar[Mapping[str, str]] = {"name": "as it stands in the list"}
    of: Operand | tuple[Operand, ...]
    """The names; one that is looked up may be a list of them."""

    def select(self, scope: Scope) -> Selected:
        operands = self.of if isinstance(self.of, tuple) else (self.of,)
        found = [(one, scope.resolve(one, scope.place)) for one in operands]
        records = tuple(
            _record(replace(name, location=scope.place.pointing(name.plain)) if one.literal is not None else name)
            for one, value in found
            if isinstance(value, Value)
            for name in (value.items if value.items is not None else (value,))
        )
        problems = tuple(value for _, value in found if isinstance(value, Observation))
        places = [value.location for one, value in found if isinstance(value, Value) and one.literal is None]
        words = "the names of the policy" if not places else "the names"
        return Selected(records, problems, places[0] if places else scope.place, words, len(records))


def _record(name: Value) -> Record:
    return Record("name", f"`{name.plain}`", name, {"name": name})
