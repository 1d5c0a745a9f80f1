"""Triggers of a GitHub workflow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from checker.model.data import Node
from checker.model.evidence import Reason, absent
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.observation import lacking
from checker.model.record import Record, plain_value
from checker.reading.places import documents_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger(Selector):
    """The events that start a GitHub Actions workflow, whether `on` is a name, a list or a mapping.

    ```yaml
    require: {exists: {trigger: {in: workflow}, where: {event: pull_request}}}
    ```
    """

    kind: ClassVar[str] = "trigger"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "the event"
    provides: ClassVar[Mapping[str, str]] = {"event": "`push`, `pull_request`, `schedule` …"}
    in_: PathSet
    """Workflow files."""

    def select(self, scope: Scope) -> Selected:
        documents, problems = documents_in(scope, self.in_)
        records: list[Record] = []
        seen = list(problems)
        place = Location(self.in_.paths[0])
        for document in documents:
            on = document.content.get("on") if isinstance(document.content, Node) else None
            place = (on.key or on.location) if on is not None else Location(document.path, 1, 1)
            if on is None:
                seen.append(lacking(absent(Reason.NO_TRIGGERS, place, path=document.path)))
            else:
                records += [_record(event, where) for event, where in _events(on)]
        return Selected(tuple(records), tuple(seen), place, f"the triggers of {self.in_.name}", len(records))


def _events(on: Node) -> Iterator[tuple[str, Location]]:
    if isinstance(on.value, Mapping):
        yield from ((event, node.key or node.location) for event, node in on.value.items())
    elif isinstance(on.value, tuple):
        yield from ((str(node.value), node.location) for node in on.value)
    else:
        yield str(on.value), on.location


def _record(event: str, place: Location) -> Record:
    value = plain_value(event, place)
    return Record("trigger", f"trigger `{event}`", value, {"event": value})
