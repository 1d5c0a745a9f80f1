"""Triggers of a GitHub workflow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.model.data import Node
from checker.model.evidence import Reason, absent, undeterminable
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.model.record import Record, listed, plain_value
from checker.tree.places import documents_in, words_for
from checker.workflows.triggers import Refusal, events_of, refusals, types_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger(Selector):
    """The events that start a GitHub Actions workflow, whether `on` is a name, a list or a mapping.

    A workflow that GitHub refuses for one of them starts on none: settings of another shape (`pull_request: always`),
    an expression, `branches` beside `branches-ignore`. A name that is not known here leaves it undecided.

    ```yaml
    require: {exists: {trigger: {in: workflow}, where: {event: pull_request, types: {contains: synchronize}}}}
    ```
    """

    kind: ClassVar[str] = "trigger"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "the event"
    provides: ClassVar[Mapping[str, str]] = {
        "event": "`push`, `pull_request`, `schedule` …",
        "types": "the activity types that start it, by default too (`opened`, `synchronize` …); empty for none",
    }
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
                continue
            wrong = [_refused(one) for one in refusals(on)]
            seen += wrong
            records += [_record(*one) for one in events_of(on)] if not wrong else []
        return Selected(
            tuple(records), tuple(seen), place, f"the triggers of {words_for(self.in_, documents)}", len(records)
        )


def _refused(refusal: Refusal) -> Observation:
    gap = absent if refusal.is_certain else undeterminable
    return lacking(gap(Reason.REFUSED, refusal.at, why=refusal.said))


def _record(event: str, settings: Node | None, place: Location) -> Record:
    value = plain_value(event, place)
    types = settings.get("types") if settings is not None else None
    at = (types.key or types.location) if types is not None else place
    named = [plain_value(one, at) for one in types_of(event, settings)]
    return Record("trigger", f"trigger `{event}`", value, {"event": value, "types": listed(named, at)})
