"""A policy that is being drafted: its documents, people and criteria, before it is YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.classes import dataclass, field, replace
from checker.text.titles import github_slug

LONGEST_ID = 48


@dataclass(frozen=True, slots=True)
class Proposal:
    """A criterion that may stand in the policy.

    body: its sentences as YAML has them (`for_each`, `require`, `all`); empty where nothing could be made of what is
    asked. reason: why it stands commented out, empty where it counts. notes: comments above it.
    over: the documents that it is about where others like it differ in their documents alone; they stand in the body
    wherever `OVER` does. alike: what those others have in common.
    """

    id: str
    title: str
    body: Mapping[str, Any] = field(default_factory=dict)
    stage: str = "merge"
    why: str = ""
    fix: str = ""
    source: str = ""
    owner: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    alike: str = ""


class Over:
    """Stands in a body where the documents of the proposal belong."""


OVER = Over()


@dataclass(frozen=True, slots=True)
class Draft:
    """A policy in the making. head: comments at its top. documents: a path or several, by name. people: by id.

    aside: what somebody has to decide, one line each.
    """

    policy: str
    title: str
    head: tuple[str, ...] = ()
    repository: str = ""
    people: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    documents: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    proposals: tuple[Proposal, ...] = ()
    aside: tuple[str, ...] = ()

    @property
    def standing(self) -> tuple[Proposal, ...]:
        """The criteria that count."""
        return tuple(one for one in self.proposals if not one.reason)

    @property
    def commented(self) -> tuple[Proposal, ...]:
        """Those that stand there for somebody to finish."""
        return tuple(one for one in self.proposals if one.reason)

    def used(self) -> Draft:
        """The same without documents of which no criterion speaks."""
        words = set(_words([one.body for one in self.proposals] + [list(one.over) for one in self.proposals]))
        return replace(self, documents={name: one for name, one in self.documents.items() if name in words})


def filled(body: Any, over: Sequence[str]) -> Any:
    """A body with the documents where they belong."""
    if isinstance(body, Over):
        return over[0] if len(over) == 1 else list(over)
    if isinstance(body, Mapping):
        return {key: filled(one, over) for key, one in body.items()}
    return [filled(one, over) for one in body] if isinstance(body, list | tuple) else body


def _words(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [word for one in value.values() for word in _words(one)]
    if isinstance(value, list | tuple):
        return [word for one in value for word in _words(one)]
    return [value] if isinstance(value, str) else []


def id_of(*parts: str) -> str:
    """An id made of titles and names: words in lower case with hyphens between them."""
    words = "-".join(github_slug(part).replace("_", "-") for part in parts if part)
    kept = "-".join(word for word in words.split("-") if word)
    return kept[:LONGEST_ID].rstrip("-") or "criterion"


def with_own_ids(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals, each with an id of its own; a further one of the same id is numbered."""
    seen: dict[str, int] = {}
    found = []
    for one in proposals:
        seen[one.id] = seen.get(one.id, 0) + 1
        id_ = one.id if seen[one.id] == 1 else f"{one.id}-{seen[one.id]}"
        found.append(replace(one, id=id_, alike=one.alike or (one.id if one.over else "")))
    return tuple(found)


def free_name(wanted: str, taken: Mapping[str, Any]) -> str:
    """A name that is not taken yet, for a document or a person."""
    name, number = wanted or "document", 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name
