"""Where two reports differ, value by value. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import Any, Literal

from checker.classes import dataclass


class Nothing(Enum):
    """Stands for a value that a report does not have."""

    NOTHING = "nothing"


NOTHING: Literal[Nothing.NOTHING] = Nothing.NOTHING

Path = tuple[str | int, ...]

KEYS_BY_LIST: Mapping[str, tuple[str, ...]] = {
    "plugins": ("name",),
    "policies": ("id",),
    "skip": ("id",),
    "rules.files": ("path", "kind"),
    "rules.disregarded": ("key",),
    "rules.narrowed": ("key",),
    "criteria": ("policy", "id"),
    "evidence": ("path",),
}
"""By what the entries of a list are known, by the names on the way to it; those of others by all that they say."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs. path: in the report, as far as both have it. reported, found: NOTHING where it is not.

    about: the entries on the way to it, the outermost first; of those that only one has, its own.
    """

    path: Path
    reported: Any
    found: Any
    about: tuple[Mapping[str, Any], ...] = ()


def differences(
    reported: Any, found: Any, path: Path = (), about: tuple[Mapping[str, Any], ...] = ()
) -> Iterator[Difference]:
    """Every value in which what is reported differs from what is found, in the order of the report."""
    if isinstance(reported, Mapping) and isinstance(found, Mapping):
        within = (*about, reported) if path and isinstance(path[-1], int) else about
        for name in {**reported, **found}:
            one, other = reported.get(name, NOTHING), found.get(name, NOTHING)
            yield from differences(one, other, (*path, name), within)
    elif isinstance(reported, list) and isinstance(found, list):
        for at, one, other in _paired(reported, found, ".".join(map(str, path))):
            yield from differences(one, other, (*path, at), about)
    elif not _same(reported, found):
        alone = reported if isinstance(reported, Mapping) else found if isinstance(found, Mapping) else None
        yield Difference(path, reported, found, about if alone is None else (*about, alone))


def _paired(reported: Sequence[Any], found: Sequence[Any], name: str) -> Iterator[tuple[int, Any, Any]]:
    """The entries of two lists that are the same thing, by their place in the first; NOTHING beside one alone."""
    keys = KEYS_BY_LIST.get(name)
    mine, theirs = ([_key(one, keys or ()) for one in entries] for entries in (reported, found))
    if keys and _tells_apart(mine, theirs) and _in_order(mine, theirs):
        by_key = dict(zip(theirs, found, strict=True))
        for at, (key, one) in enumerate(zip(mine, reported, strict=True)):
            yield at, one, by_key.pop(key, NOTHING)
        yield from ((len(reported), NOTHING, one) for one in by_key.values())
    else:
        yield from _aligned(reported, found)


def _in_order(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    both = {*mine} & {*theirs}
    return [one for one in mine if one in both] == [one for one in theirs if one in both]


def _tells_apart(*several: Sequence[str]) -> bool:
    return all(len(set(one)) == len(one) for one in several)


def _key(entry: Any, keys: tuple[str, ...]) -> str:
    return json.dumps([entry.get(one) for one in keys] if isinstance(entry, Mapping) else entry)


def _aligned(reported: Sequence[Any], found: Sequence[Any]) -> Iterator[tuple[int, Any, Any]]:
    """The same of lists whose entries have no name: what stands between equal ones belongs together in its order."""
    mine, theirs = ([json.dumps(one, sort_keys=True) for one in entries] for entries in (reported, found))
    for what, start, end, begin, stop in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        for at in range(max(end - start, stop - begin) if what != "equal" else 0):
            one = reported[start + at] if start + at < end else NOTHING
            other = found[begin + at] if begin + at < stop else NOTHING
            yield min(start + at, end), one, other


def _same(one: Any, other: Any) -> bool:
    """Whether two values are the same in JSON, where true is no number."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)
