"""Policies that are read once: what they come to is kept, and stands as long as none of their files is another one.

Only a policy without mistakes is kept, and only one whose kinds are all built in. Every file that it was made of is
looked for again, and held against its digest.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from checker import __version__
from checker.classes import replace
from checker.errors import ClosureCheckError
from checker.kept import Kept, state_of
from checker.policy.kinds import BUILT_IN
from checker.policy.plain import NotPlainError, decoded, encoded
from checker.policy.rule_files import digest_of, info_of
from checker.policy.shipped import PACKAGE, PolicyFile, find_beside
from checker.policy.types import Policy

_LEFT_OUT = {Policy: ("info", "kinds")}


class Store(Protocol):
    """Where policies are kept. What comes out of it has to be what was put in: nobody looks whether it means that."""

    def get(self, key: str) -> bytes | None:
        """None for what is not there."""

    def put(self, key: str, value: bytes) -> None: ...


class BesideBytecode:
    """Keeps policies that ship with this package, where Python keeps what it has compiled of it."""

    def get(self, key: str) -> bytes | None:
        found: bytes | None = _KEPT.get(key)
        return found

    def put(self, key: str, value: bytes) -> None:
        _KEPT.put(key, lambda: value)


def kept_policy(file: PolicyFile, outside: Path | None, store: Store) -> Policy:
    """The policy in a file, out of the store or read and put there. Raises PolicyError with every mistake.

    outside: the tree in which no plugin may lie.
    """
    key = key_of(file)
    found = store.get(key)
    policy = policy_of(found, file) if found is not None else None
    if policy is not None:
        return policy
    from checker.policy.extending import composed
    from checker.policy.load import read_policy

    composition = composed(file)
    policy = read_policy(composition, outside)
    named = [(composition.files.index(one.by), one.named, one.file) for one in composition.found]
    data = data_of(policy, named, composition.values)
    if data is not None:
        store.put(key, data)
    return policy


def key_of(file: PolicyFile) -> str:
    """What a policy is kept under: its file, how messages name that, and the version of this tool."""
    said = "\n".join((_tool(), file.name, file.path, file.kind, digest_of(file.data)))
    return hashlib.sha256(said.encode()).hexdigest()


def data_of(
    policy: Policy, named: Sequence[tuple[int, str, PolicyFile]], values: Mapping[str, Mapping[str, str]]
) -> bytes | None:
    """A policy as JSON; None when it cannot be kept.

    named: the policies that it builds on, each with the position of the file that names it, and how it does.
    """
    if policy.kinds is not BUILT_IN:
        return None
    files = [(by, written, file.name, digest_of(file.data)) for by, written, file in named]
    try:
        said = encoded(policy, _LEFT_OUT)
    except NotPlainError:
        return None
    info = policy.info
    told = {"title": info.title, "id": policy.id, "files": files, "values": values, "policy": said}
    told |= {"due": info.due, "sections": dict(info.sections)}
    return json.dumps(told, separators=(",", ":")).encode()


def policy_of(data: bytes, file: PolicyFile) -> Policy | None:
    """The policy that was kept; None when a file that it was made of is another one by now, or the data is damaged."""
    try:
        told = json.loads(data)
        files = _files_of(told["files"], file)
        if files is None:
            return None
        info = info_of(told["id"], told["title"], files, told["values"])
        info = replace(info, due=told["due"], sections=told["sections"])
        policy = decoded(told["policy"], {"Policy": {"info": info, "kinds": BUILT_IN}})
    except (NotPlainError, KeyError, TypeError, ValueError):
        return None
    return policy if isinstance(policy, Policy) else None


def _files_of(named: Sequence[Any], file: PolicyFile) -> tuple[PolicyFile, ...] | None:
    """The files of a policy as they are now; None when one of them is not what it was."""
    files = [file]
    for by, written, name, digest in named:
        try:
            found = find_beside(written, files[by])
        except ClosureCheckError:  # reading it says what is wrong
            return None
        if (found.name, digest_of(found.data)) != (name, digest):
            return None
        files += [found] if found not in files else []
    return tuple(files)


@cache
def _tool() -> str:
    """Which tool this is: in a checkout, a version may be many."""
    return f"{__version__}\n{state_of(os.fspath(PACKAGE), '.py')}"


_KEPT = Kept("policies", _tool)
