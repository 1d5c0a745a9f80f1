"""What GitHub takes for the triggers of a workflow.

Events, their settings and their activity types are those of
https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows, shapes those of
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#on. GitHub refuses all of a workflow
for one trigger that is wrong. What has another shape is wrong for certain; a name that is in no table here may be new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.classes import dataclass
from checker.model.data import Node
from checker.model.location import Location

_BRANCHES = ("branches", "branches-ignore")
_PATHS = ("paths", "paths-ignore")
_TAGS = ("tags", "tags-ignore")
_MADE = ("created", "edited", "deleted")
_PROPOSED = (
    *("opened", "synchronize", "reopened", "closed", "edited", "assigned", "unassigned", "labeled", "unlabeled"),
    *("locked", "unlocked", "milestoned", "demilestoned", "ready_for_review", "converted_to_draft"),
    *(
        "review_requested",
        "review_request_removed",
        "auto_merge_enabled",
        "auto_merge_disabled",
        "enqueued",
        "dequeued",
    ),
)
_BY_DEFAULT = ("opened", "synchronize", "reopened")
"""The types of a pull request that start a workflow that names none; of any other event all do."""
_TYPES: Mapping[str, tuple[str, ...]] = {
    "branch_protection_rule": _MADE,
    "check_run": ("created", "rerequested", "completed", "requested_action"),
    "check_suite": ("completed", "requested", "rerequested"),
    "discussion": (
        *(*_MADE, "transferred", "pinned", "unpinned", "labeled", "unlabeled", "locked", "unlocked"),
        *("category_changed", "answered", "unanswered", "closed", "reopened"),
    ),
    "discussion_comment": _MADE,
    "issue_comment": _MADE,
    "issues": (
        *("opened", "edited", "deleted", "transferred", "pinned", "unpinned", "closed", "reopened", "assigned"),
        *("unassigned", "labeled", "unlabeled", "locked", "unlocked", "milestoned", "demilestoned", "typed", "untyped"),
    ),
    "label": _MADE,
    "member": ("added", "edited", "deleted", "removed"),
    "merge_group": ("checks_requested", "destroyed"),
    "milestone": (*_MADE, "closed", "opened"),
    "project": (*_MADE, "updated", "closed", "reopened"),
    "project_card": (*_MADE, "moved", "converted"),
    "project_column": (*_MADE, "updated", "moved"),
    "pull_request": _PROPOSED,
    "pull_request_review": ("submitted", "edited", "dismissed"),
    "pull_request_review_comment": _MADE,
    "pull_request_target": _PROPOSED,
    "registry_package": ("published", "updated"),
    "release": (*_MADE, "published", "unpublished", "prereleased", "released"),
    "repository_dispatch": (),
    "watch": ("started",),
    "workflow_run": ("completed", "requested", "in_progress"),
}
"""The activity types of events; none where they are the author's own."""
_FILTERS: Mapping[str, tuple[str, ...]] = {
    "push": (*_BRANCHES, *_TAGS, *_PATHS),
    "pull_request": (*_BRANCHES, *_PATHS),
    "pull_request_target": (*_BRANCHES, *_PATHS),
    "merge_group": _BRANCHES,
    "workflow_run": (*_BRANCHES, "workflows"),
    "image_version": ("names", "versions"),
}
"""Settings that are a text or a list of texts."""
_TABLES: Mapping[str, tuple[str, ...]] = {
    "workflow_dispatch": ("inputs",),
    "workflow_call": ("inputs", "outputs", "secrets"),
}
"""Settings that are mappings."""
_PLAIN = ("create", "delete", "deployment", "deployment_status", "fork", "gollum", "page_build", "public", "status")
_SCHEDULE = "schedule"
EVENTS = frozenset((*_TYPES, *_FILTERS, *_TABLES, *_PLAIN, _SCHEDULE))
_SCALARS = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why GitHub refuses a trigger. is_certain: else it may be something that is not known here."""

    why: str
    at: Location
    is_certain: bool = True

    @property
    def said(self) -> str:
        return f"GitHub {'refuses' if self.is_certain else 'may refuse'} the workflow: {self.why}"


def events_of(on: Node | None) -> Iterator[tuple[str, Node | None, Location]]:
    """The events under `on`, be it a name, a list or a mapping, with what stands behind each."""
    if on is None:
        return
    if isinstance(on.value, Mapping):
        yield from ((event, node, node.key or node.location) for event, node in on.value.items())
    else:
        every = on.value if isinstance(on.value, tuple) else (on,)
        yield from ((str(one.value), None, one.location) for one in every if isinstance(one.value, str))


def types_of(event: str, settings: Node | None) -> tuple[str, ...]:
    """The activity types on which an event starts the workflow; none for an event that has none."""
    named = texts_of(settings.get("types") if settings is not None else None)
    return named or (_BY_DEFAULT if _TYPES.get(event) is _PROPOSED else _TYPES.get(event, ()))


def texts_of(node: Node | None) -> tuple[str, ...]:
    """The texts of a list, or the one that stands alone."""
    every = node.value if node is not None and isinstance(node.value, tuple) else (node,)
    return tuple(str(one.value) for one in every if one is not None and isinstance(one.value, _SCALARS))


def refusals(on: Node) -> Iterator[Refusal]:
    """What GitHub refuses of the triggers of a workflow."""
    if isinstance(on.value, Mapping):
        for event, settings in on.value.items():
            yield from _of_name(event, settings.key or settings.location)
            yield from _of_settings(event, settings)
        return
    for one in on.value if isinstance(on.value, tuple) else (on,):
        if not isinstance(one.value, str):
            yield Refusal("`on` holds something that is no name of an event", one.location)
        else:
            yield from _of_name(one.value, one.location)
            yield from _lacking(one.value, (), one.location)


def _of_name(event: str, at: Location) -> Iterator[Refusal]:
    if event not in EVENTS:
        yield Refusal(f"`{event}` is no event that is known here", at, is_certain=False)


def _of_settings(event: str, settings: Node) -> Iterator[Refusal]:
    at = settings.key or settings.location
    if event == _SCHEDULE:
        yield from _of_schedule(settings, at)
    elif settings.value is None:
        yield from _lacking(event, (), at)
    elif not isinstance(settings.value, Mapping):
        yield Refusal(f"`{event}` takes settings by name, and {_shown(settings)} stands there", at)
    else:
        yield from _lacking(event, tuple(settings.value), at)
        for name, value in settings.value.items() if event in EVENTS else ():
            yield from _of_setting(event, name, value)
        for name in settings.value:
            if f"{name}-ignore" in settings.value:
                yield Refusal(f"`{event}` has both `{name}` and `{name}-ignore`", at)


def _lacking(event: str, names: tuple[str, ...], at: Location) -> Iterator[Refusal]:
    """What an event cannot do without."""
    needed = {"workflow_run": "workflows", _SCHEDULE: "cron"}.get(event)
    if needed is not None and needed not in names:
        yield Refusal(f"`{event}` has no `{needed}`", at)


def _of_schedule(settings: Node, at: Location) -> Iterator[Refusal]:
    if not isinstance(settings.value, tuple) or not settings.value:
        yield Refusal(f"`schedule` is a list of times, and {_shown(settings)} stands there", at)
        return
    for one in settings.value:
        cron = one.get("cron")
        if cron is None or not isinstance(cron.value, str):
            yield Refusal("a time of `schedule` has no `cron`", one.location)


def _of_setting(event: str, name: str, value: Node) -> Iterator[Refusal]:
    at = value.key or value.location
    if name == "types" and event in _TYPES:
        yield from _of_texts(event, name, value)
        strange = next((one for one in texts_of(value) if _TYPES[event] and one not in _TYPES[event]), None)
        if strange is not None:
            yield Refusal(f"`{strange}` is no type of `{event}` that is known here", at, is_certain=False)
    elif name in _FILTERS.get(event, ()):
        yield from _of_texts(event, name, value)
    elif name not in _TABLES.get(event, ()):
        yield Refusal(f"`{name}` is no setting of `{event}` that is known here", at, is_certain=False)
    elif value.value is not None and not isinstance(value.value, Mapping):
        yield Refusal(f"`{name}` of `{event}` is a mapping, and {_shown(value)} stands there", at)


def _of_texts(event: str, name: str, value: Node) -> Iterator[Refusal]:
    at, every = value.key or value.location, value.value if isinstance(value.value, tuple) else (value,)
    if any(not isinstance(one.value, _SCALARS) or one.value == "" for one in every):
        yield Refusal(f"`{name}` of `{event}` is a text or a list of texts, and something else stands there", at)
    elif any("${{" in one.text for one in every):
        yield Refusal(f"`{name}` of `{event}` holds an expression, which GitHub does not evaluate there", at)


def _shown(node: Node) -> str:
    """What stands somewhere, in a message."""
    if isinstance(node.value, Mapping):
        return "a mapping"
    return "a list" if isinstance(node.value, tuple) else f"`{node.text}`" if node.text else "nothing"
