"""The files in which words are completed: policies, their cases, waivers and settings, each by its own schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from checker.cases.find import is_cases, policy_of
from checker.cases.schema import cases_schema
from checker.classes import dataclass
from checker.editor.documents import policies_near
from checker.editor.keys import Spot
from checker.editor.policies import is_policy
from checker.editor.words import Schema, Word, names_in_policy, policy_words
from checker.errors import ClosureCheckError
from checker.gate.settings import FILE_NAME, Settings
from checker.policy.load import load_policy
from checker.policy.rules import find_policy
from checker.policy.schema_pieces import parameters_of
from checker.policy.shipped import shipped_policies
from checker.policy.types import Policy
from checker.policy.waivers import WaiverEntry, WaiversEntry, is_waivers
from checker.sources.repository import whole_tree

_ENTRY = "[]"
CRITERIA, PEOPLE, DOCUMENTS, SHIPPED = "criteria", "people", "documents", "policies"
Roles = Mapping[tuple[str, ...], str]
"""Of what the name stands somewhere, by the way to it."""
_IN_SETTINGS: Roles = {("policies", _ENTRY): SHIPPED, ("skip", _ENTRY): CRITERIA}
_IN_WAIVERS: Roles = {
    ("waivers", _ENTRY, "criterion"): CRITERIA,
    ("waivers", _ENTRY, "owner"): PEOPLE,
    ("waivers", _ENTRY, "approved_by"): PEOPLE,
}
_IN_CASES: Roles = {
    ("criteria",): CRITERIA,
    ("cases", _ENTRY, "expect"): CRITERIA,
    ("files",): DOCUMENTS,
    ("cases", _ENTRY, "files"): DOCUMENTS,
}


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of file. schema: says which keys and values there are.

    names: what of other files or of itself may stand at a spot, for the path of the file and its lines.
    """

    schema: Callable[[], Schema]
    names: Callable[[Spot, Path, Sequence[str]], Iterable[Word]]


def sort_of(path: Path, text: str) -> Sort | None:
    """What sort of file a text is, by its name and its top; None for one in which nothing is completed."""
    if path.name == FILE_NAME:
        return _SETTINGS
    if is_cases(path.name):
        return _CASES
    if is_waivers(path.name):
        return _WAIVERS
    return _POLICY if is_policy(path, text) else None


def _of_policy(spot: Spot, _: Path, lines: Sequence[str]) -> Iterable[Word]:
    return names_in_policy(spot, lines, policy_words())


def _named(
    roles: Roles,
    policies: Callable[[Path], Iterable[Policy]],
    spot: Spot,
    path: Path,
    _: Sequence[str],
) -> Iterator[Word]:
    """What the policies name that may stand at a spot."""
    role = roles.get(spot.way)
    if role == SHIPPED:
        yield from (Word(name, "A policy that ships with closure-check.") for name in shipped_policies())
    if role in (None, SHIPPED):
        return
    try:
        for policy in policies(path):
            yield from _names_of(policy, role)
    except ClosureCheckError:  # who is asked for mistakes says what is wrong
        return


def _names_of(policy: Policy, role: str) -> Iterator[Word]:
    if role == CRITERIA:
        yield from (Word(one.heading.id, one.heading.title) for one in policy.criteria)
    elif role == PEOPLE:
        yield from (Word(one.id, one.name) for one in policy.people.values())
    else:
        yield from (Word(name, ", ".join(paths)) for name, paths in policy.documents.items())


def _beside(path: Path) -> tuple[Policy, ...]:
    """The policy that cases are beside. Raises UsageError and PolicyError."""
    file = find_policy(policy_of(str(path)))
    return (load_policy(file.name, file.data, file.beside, whole_tree()),)


@cache
def _settings_words() -> Schema:
    return parameters_of(Settings)


@cache
def _waivers_words() -> Schema:
    top, entry = parameters_of(WaiversEntry), parameters_of(WaiverEntry)
    definitions = {**top.pop("$defs", {}), **entry.pop("$defs", {})}
    top["properties"]["waivers"] |= {"items": entry}
    return top | {"$defs": definitions}


_POLICY = Sort(policy_words, _of_policy)
_SETTINGS = Sort(_settings_words, partial(_named, _IN_SETTINGS, policies_near))
_WAIVERS = Sort(_waivers_words, partial(_named, _IN_WAIVERS, policies_near))
_CASES = Sort(cache(cases_schema), partial(_named, _IN_CASES, _beside))
