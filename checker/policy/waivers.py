"""The file of the waivers, and what a policy says of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import Any, ClassVar, Literal

from checker.classes import dataclass, field
from checker.errors import PolicyError
from checker.model.data import Node
from checker.model.kinds import PARAMETERS
from checker.model.language import Person
from checker.model.waivers import FILE, WaivedPlace, Waiver, WaiverRules
from checker.policy.files import parsed, placed
from checker.policy.grammar import adapter, parameters
from checker.policy.mistakes import Mistakes, did_you_mean, raised, validated


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiversEntry:
    """The top of the file."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    version: Literal[1]
    """The version of the file's form; there is one."""
    waivers: list[Any] = field(default_factory=list)
    """The findings that are accepted for a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverEntry:
    """A finding that is accepted for a time."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    id: str
    """A name of its own, such as `W-1`."""
    criterion: str
    """The id of the criterion, or `policy/id` where several policies have one of that name."""
    at: WaivedPlace
    """The one finding that is meant."""
    reason: str
    """Why it may stay for now; every report shows it."""
    issue: str
    """Where it is followed up."""
    owner: str
    """Who sees to it that it does not stay."""
    approved_by: str
    """Who accepts it: one of those whom the policy names."""
    approved: date
    """The day on which that was done."""
    until: date
    """The last day on which it holds, in UTC."""


def is_waivers(name: str) -> bool:
    """Whether a file is called as one of waivers is."""
    return PurePath(name).name == PurePath(FILE).name


def read_waivers(path: str, data: bytes) -> tuple[Waiver, ...]:
    """The waivers of a file, in its order. path: how it is called. Raises PolicyError with every mistake."""
    root = parsed(path, data, "a file of waivers", "`version` and `waivers`")
    mistakes = Mistakes()
    whole = partial(validated, adapter(WaiversEntry), root.plain, None)
    top: WaiversEntry | None = mistakes.attempt((), whole, list(parameters(WaiversEntry)))
    entries = top.waivers if top is not None else []
    found = [
        mistakes.attempt(("waivers", n), partial(_waiver, one, _place(root, n)), list(parameters(WaiverEntry)))
        for n, one in enumerate(entries)
    ]
    first: dict[str, int] = {}
    for n, one in enumerate(found):
        if one is not None and first.setdefault(one.id, n) != n:
            mistakes.add(f"the id `{one.id}` is used twice", "waivers", n, "id")
    if mistakes.found:
        raise PolicyError([placed(root, place, said) for place, said in mistakes.found])
    return tuple(one for one in found if one is not None)


def _place(root: Node, n: int) -> Node:
    waivers = root.get("waivers")
    return dict(waivers.children())[str(n)] if waivers is not None else root


def _waiver(written: Any, node: Node) -> Waiver:
    entry = validated(adapter(WaiverEntry), written, None)
    empty = [
        ((name,), f"`{name}` is empty")
        for name in ("id", "criterion", "reason", "issue", "owner", "approved_by")
        if not getattr(entry, name).strip()
    ]
    if entry.until < entry.approved:
        empty.append((("until",), f"ends before it is approved, {entry.approved}"))
    if empty:
        raise raised(empty)
    return Waiver(**{one.name: getattr(entry, one.name) for one in fields(entry)}, location=node.location)


def read_waiver_rules(people: Mapping[str, Person], ids: Collection[str], written: Any) -> WaiverRules:
    """What stands under `waivers` in a policy. ids: of its criteria. Raises pydantic's ValidationError."""
    entry: WaiverRules = validated(adapter(WaiverRules), written, None)
    mistakes = Mistakes()
    for n, one in enumerate(entry.approvers):
        if one not in people:
            mistakes.add(f"nobody under `people` is `{one}`{did_you_mean(one, people)}", "approvers", n)
    for n, one in enumerate(entry.never):
        if one not in ids:
            mistakes.add(f"no criterion `{one}`{did_you_mean(one, ids)}", "never", n)
    if not entry.approvers:
        mistakes.add("`approvers` is empty, so nobody can waive anything; leave `waivers` out", "approvers")
    for name in ("longest", "at_most", "warn"):
        value = getattr(entry, name)
        if value is not None and value < (0 if name == "warn" else 1):
            mistakes.add(f"{value} stands here, expected {'0' if name == 'warn' else '1'} or more", name)
    mistakes.settle()
    return entry
