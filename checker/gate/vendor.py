"""Bringing policies from elsewhere into the tree, with what they build on and a lock that says where they come from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from checker.classes import dataclass
from checker.errors import Mistake, PolicyError, UsageError
from checker.files import put, read_named
from checker.model.problem import Problem
from checker.patterns import regex
from checker.policy.files import parsed, placed
from checker.policy.mistakes import KEY
from checker.policy.rule_files import digest_of
from checker.policy.rules import rules_of
from checker.policy.shipped import is_path
from checker.policy.vendored import FOLDER, LOCK, Vendored, lock_text, read_lock, why_other
from checker.sources import open_source
from checker.sources.fetch import fetch_into, is_address
from checker.sources.remote import origin_url
from checker.tree.paths import beside, why_unfit

_USER = regex(r"(://)[^/@]*@")


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it is brought into the tree. path: there."""

    path: str
    data: bytes
    entry: Vendored


def vendor(source: str, files: Iterable[str], at: str, into: str) -> tuple[Brought, ...]:
    """Writes files of another repository, and the policies that they build on, into the tree, and the lock.

    source: a clone on disk, or an address. into: the folder in the tree, empty for one that is called like the source.
    Nothing is written unless all of it can be. Raises UsageError and PolicyError.
    """
    folder = into or f"{FOLDER}/{_name_of(source)}"
    said = why_unfit(folder)
    if said is not None:
        raise UsageError(said)
    if is_address(source):
        with TemporaryDirectory(prefix="closure-check-") as empty:
            place = Path(empty).resolve()
            found = tuple(_brought(place, fetch_into(place, source, at), files, folder, source))
    else:
        place = Path(source)
        found = tuple(_brought(place, at, files, folder, _address_of(place)))
    here = rules_of(open_source(None, "worktree"))
    lock = {**here.lock(), **{one.path: one.entry for one in found}}
    places = {one.path: here.on_disk(one.path) for one in found} | {LOCK: here.on_disk(LOCK)}
    for one in found:
        put(one.data, places[one.path], with_folder=True)
    put(lock_text(lock), places[LOCK], with_folder=True)
    return found


def checked_lock(name: str) -> int:
    """How many files a lock on disk has, all of which are what it says. Raises PolicyError with every mistake."""
    path = Path(os.path.abspath(name))  # noqa: PTH100  `resolve` would follow links
    rules = rules_of(open_source(path.parent.parent, "worktree")) if path.is_file() else None
    if rules is None:
        raise UsageError(f"{name}: there is no such file")
    data = read_named(path, "write it again with `closure-check vendor`", called=name)
    root, mistakes, lock = parsed(name, data), list[Mistake](), read_lock(name, data)
    for one in lock:
        content = rules.read(one)
        said = f"{one} {content.message}" if isinstance(content, Problem) else why_other(one, content, lock)
        if said is not None:
            mistakes.append(placed(root, ("files", one, KEY), said))
    if mistakes:
        raise PolicyError(mistakes)
    return len(lock)


def _brought(place: Path, at: str, files: Iterable[str], folder: str, called: str) -> Iterator[Brought]:
    """The files of a repository at a revision, with what they build on, each once."""
    tree = open_source(place, at)
    rules, commit = rules_of(tree, at), tree.tree().commit
    if commit is None:
        raise UsageError(f"`{at}` is no commit; what comes from elsewhere has to be named by one")
    waiting, known = [one.removeprefix("./") for one in files], set[str]()
    while waiting:
        path = waiting.pop(0)
        if path in known:
            continue
        known.add(path)
        data = rules.read(path)
        if isinstance(data, Problem):
            raise UsageError(f"{path} {data.message} at `{at}` of {called}; name a file that is there")
        waiting += _built_on(path, data)
        entry = Vendored(source=called, file=path, commit=commit, digest=digest_of(data))
        yield Brought(f"{folder}/{path}", data, entry)


def _built_on(path: str, data: bytes) -> Iterator[str]:
    """The files that a policy builds on; of any other file there are none."""
    if PurePosixPath(path).suffix not in (".yaml", ".yml"):
        return
    extends = parsed(path, data).get("extends")
    for one in () if extends is None else (extends.value if isinstance(extends.value, tuple) else (extends,)):
        named = one.get("policy") or one
        if isinstance(named.value, str) and is_path(named.value):
            try:
                yield beside(path, named.value)
            except ValueError as error:
                raise UsageError(f"{path}: {error}") from None


def _name_of(source: str) -> str:
    """What a repository is called: the last part of its address, or its folder."""
    name = re.split(r"[/:\\]", source.rstrip("/\\"))[-1] if is_address(source) else Path(source).resolve().name
    name = re.sub(r"[^\w.-]", "-", name.removesuffix(".git"))
    return name.lstrip(".-") or "other"


def _address_of(place: Path) -> str:
    """Where a clone comes from, without who asks there; else what its folder is called, never where it lies."""
    found = origin_url(place.resolve()) or ""
    return _USER.sub(r"\1", found) if is_address(found) and not found.startswith("file:") else _name_of(str(place))
