"""Which repositories are judged, and how: from a list, a folder, or lines of standard input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from checker.classes import dataclass, replace
from checker.errors import PolicyError, UsageError
from checker.files import read_named
from checker.fleet.entries import FleetEntry, GivenEntry, PlaceEntry
from checker.model.data import Node
from checker.model.report import Stage
from checker.patterns import regex
from checker.piped import STANDARD_INPUT, called, is_piped, read_given
from checker.policy.files import parsed, placed
from checker.policy.grammar import adapter, parameters, said_in
from checker.policy.mistakes import Mistakes, shown, validated
from checker.policy.mistakes import Place as Way
from checker.policy.shipped import shipped_policies
from checker.sources.fetch import has_secret, is_address
from checker.sources.repository import bare_repository
from checker.text.shown import shortened

T = TypeVar("T")

WHAT, KEYS = "a list of repositories", "`version` and `repositories`"
_FEWER = "judge fewer repositories at once"
_NAME = regex(r"[^\w.-]+")
_FIT = regex(r"\w[\w.+@ -]*(?:/\w[\w.+@ -]*)*")
_LONGEST = 100
_TEXTS = ("at", "name", "revision", "folder", "issues", "owner")
MOST = 1_000_000
"""Repositories of one list; more are several lists."""


@dataclass(frozen=True, slots=True)
class Place:
    """A repository and how it is judged. at: a folder, absolute, or an address of git. policies: of the caller, each a
    name of one that ships or an absolute path; none for the repository's own. digest: that they must have, else empty.

    folder: what of it is judged, empty for all. issues: a file with what the tracker says, empty for none. asks:
    whether the tracker is asked over the network.
    """

    name: str
    at: str
    revision: str = "HEAD"
    policies: tuple[str, ...] = ()
    digest: str = ""
    folder: str = ""
    issues: str = ""
    asks: bool = False
    stage: Stage | None = None
    owner: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether it has to be fetched first."""
        return is_address(self.at)


def places_of(name: str, defaults: GivenEntry) -> tuple[Place, ...]:
    """The repositories of a list, of a folder, or of the lines of standard input (`-`), each name once.

    defaults: what the caller says for all; a list has its own words before those. Raises UsageError and PolicyError.
    """
    path = Path(name)
    if name != STANDARD_INPUT and path.is_dir():
        found = _in_folder(path, defaults)
    elif is_piped(name):
        lines = read_given(path, _FEWER).decode("utf-8", "backslashreplace").splitlines()
        entries = [(n, PlaceEntry(at=line.strip())) for n, line in enumerate(lines, start=1) if line.strip()]
        if wrong := [f"{called(name)}:{n}: {said}" for n, entry in entries for _, said in _objections(entry)]:
            raise UsageError("\n".join(wrong))
        found = [_place(entry, defaults, Path.cwd()) for _, entry in entries]
    else:
        found = _listed(name, read_named(path, _FEWER), path.resolve().parent, defaults)
    if not found:
        raise UsageError(f"`{called(name)}` names no repository, so there is nothing to judge")
    if len(found) > MOST:
        raise UsageError(f"`{called(name)}` names more than {MOST:,} repositories; {_FEWER}")
    return tuple(_with_issues(one) for one in _told_apart(found))


def _with_issues(place: Place) -> Place:
    """The place with its own recording, once it is known what it is called."""
    return replace(place, issues=place.issues.replace("{name}", place.name)) if "{name}" in place.issues else place


def _in_folder(folder: Path, defaults: GivenEntry) -> list[Place]:
    """Every repository that lies directly in a folder, bare or not."""
    try:
        inside = sorted(one for one in folder.resolve().iterdir() if one.is_dir() and not one.is_symlink())
    except OSError as error:
        raise UsageError(f"`{folder}` cannot be read ({(error.strerror or 'unknown cause').lower()})") from None
    there = [one for one in inside if os.path.lexists(one / ".git") or bare_repository(one) is not None]
    if not there:
        raise UsageError(f"`{folder}` holds no git repository; name the folder in which they lie, or a list of them")
    return [_place(PlaceEntry(at=str(one)), defaults, folder) for one in there]


def _listed(name: str, data: bytes, folder: Path, defaults: GivenEntry) -> list[Place]:
    root, mistakes = parsed(name, data, WHAT, KEYS), Mistakes()
    top = _entry(mistakes, (), FleetEntry, root.plain)
    found: list[Place] = []
    if top is not None:
        given = _entry(mistakes, ("defaults",), GivenEntry, top.defaults)
        if given is not None:
            _note_objections(given, mistakes, ("defaults",))
        given = _over(defaults, given) if given is not None else defaults
        for n, said in enumerate(top.repositories):
            way: Way = ("repositories", n)
            entry = _entry(mistakes, way, PlaceEntry, {"at": said} if isinstance(said, str) else said)
            if entry is not None:
                _note_unknown(entry, folder, mistakes, way)
                _note_objections(entry, mistakes, way)
                found.append(_place(entry, given, folder))
    _refuse(root, mistakes)
    return found


def _entry(mistakes: Mistakes, way: Way, kind: type[T], said: Any) -> T | None:
    if not isinstance(said, dict):
        mistakes.add(f"{shown(said)} stands here, expected a place or a mapping with `at`", *way)
        return None
    return mistakes.attempt(way, partial(validated, adapter(kind), said, None), list(parameters(kind)))


def _refuse(root: Node, mistakes: Mistakes) -> None:
    if mistakes.found:
        raise PolicyError([placed(root, way, said) for way, said in dict.fromkeys(mistakes.found)])


def _note_unknown(entry: PlaceEntry, folder: Path, mistakes: Mistakes, way: Way) -> None:
    """Notes a policy that neither ships nor is a file."""
    for one in _several(entry.policy):
        if one not in shipped_policies() and not (folder / one).is_file():
            mistakes.add(f"`{one}` is neither a policy that ships nor a file, as seen from here", *way, "policy")


def _note_objections(entry: GivenEntry, mistakes: Mistakes, way: Way) -> None:
    for key, said in _objections(entry):
        mistakes.add(said, *way, key)


def _objections(entry: GivenEntry) -> Iterator[tuple[str, str]]:
    """What is wrong with an entry, by its keys: what cannot be a place or a name, or must not stand in reports."""
    for key in _TEXTS:
        if not (getattr(entry, key, None) or "").isprintable():
            yield key, f"`{key}` holds a character that nobody sees; write it without"
    if not isinstance(entry, PlaceEntry):
        return
    if has_secret(entry.at):
        yield "at", "an address with a user or a password in it would be told in reports; leave it to git's credentials"
    if not entry.at.strip():
        yield "at", "`at` is empty, expected a folder or an address of git"
    if (
        entry.name is not None
        and entry.name.isprintable()
        and (not _FIT.fullmatch(entry.name) or len(entry.name) > _LONGEST)
    ):
        form = f"letters, digits and `. - _ + @`, at most {_LONGEST}, its parts set off by `/`"
        yield "name", f"{shown(shortened(entry.name))} is no name of a repository, expected {form}"


def _over(above: GivenEntry, entry: GivenEntry) -> GivenEntry:
    """What is said above, with what is said here in place of that."""
    return replace(above, **said_in(entry, GivenEntry))


def _place(entry: PlaceEntry, above: GivenEntry, folder: Path) -> Place:
    """folder: from which relative paths of the entry lead. Those of the caller are absolute already."""
    said = _over(above, entry)
    at = entry.at if is_address(entry.at) else os.path.normpath(folder / entry.at)
    name = entry.name or _called(at)
    return Place(
        name=name,
        at=at,
        revision=said.revision or "HEAD",
        policies=tuple(_policy(one, folder) for one in _several(said.policy)),
        digest=said.digest or "",
        folder=said.folder or "",
        issues=os.path.normpath(folder / said.issues) if said.issues else "",
        asks=said.tracker == "ask",
        stage=said.stage,
        owner=said.owner or "",
    )


def _several(policy: str | tuple[str, ...] | None) -> Sequence[str]:
    return (policy,) if isinstance(policy, str) else policy or ()


def _policy(name: str, folder: Path) -> str:
    return name if name in shipped_policies() else os.path.normpath(folder / name)


def _called(at: str) -> str:
    """What a repository is called by its place: the end of it, without `.git`."""
    end = at.rstrip("/").removesuffix("/.git").removesuffix(".git").replace(":", "/").rpartition("/")[2]
    return _NAME.sub("-", end).strip("-.")[:_LONGEST] or "repository"


def _told_apart(found: Iterable[Place]) -> Iterable[Place]:
    """Those of one name with a number behind it, in their order."""
    taken: dict[str, int] = {}
    names = {one.name for one in found} if isinstance(found, Sequence) else set()
    for one in found:
        count = taken[one.name] = taken.get(one.name, 0) + 1
        name = one.name
        while count > 1 and name in names:
            name = f"{one.name}-{count}"
            count += 1
        taken[one.name] = count if name == one.name else count - 1
        names.add(name)
        yield one if name == one.name else replace(one, name=name)


def plain(place: Place) -> Mapping[str, Any]:
    """The place as JSON has it, so that it can be told to other machines and held against another one."""
    return {
        "name": place.name,
        "at": place.at,
        "revision": place.revision,
        "policies": list(place.policies),
        "digest": place.digest,
        "folder": place.folder,
        "issues": place.issues,
        "asks": place.asks,
        "stage": place.stage,
        "owner": place.owner,
    }
