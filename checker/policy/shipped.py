"""Finding a policy: a file of the caller, or one that ships with closure-check."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from checker.errors import UsageError
from checker.reading.titles import nearest

PACKAGE = Path(__file__).resolve().parent.parent
FOLDERS = (PACKAGE / "policies", PACKAGE.parent / "policies")
"""Where shipped policies are: inside an installed package, or beside it in a checkout."""
CASES_SUFFIX = ".cases.yaml"
"""The end of the names of files that hold the cases of a policy."""

Beside = Callable[[str], "PolicyFile"]
"""Finds a policy by its path from another one. Raises UsageError."""


def nothing_beside(path: str) -> PolicyFile:
    """For a policy that comes from nowhere in particular."""
    raise UsageError(f"{path}: there is no such policy file")


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A policy as it is written. name: how messages name it. beside: finds a file by its path from this one."""

    name: str
    data: bytes
    beside: Beside = field(default=nothing_beside, compare=False)


def shipped_policies() -> dict[str, Path]:
    """The policies that ship with closure-check, by name."""
    folder = next((one for one in FOLDERS if one.is_dir()), None)
    found = sorted(folder.glob("*.yaml")) if folder is not None else []
    return {path.stem: path for path in found if not path.name.endswith(CASES_SUFFIX)}


def find_policy(name: str) -> PolicyFile:
    """The policy that a caller names: a shipped one by its name, else a file. Raises UsageError."""
    shipped = shipped_policies()
    if name in shipped:
        return _on_disk(shipped[name], f"policies/{name}.yaml")
    if Path(name).is_file():
        return _on_disk(Path(name), name)
    raise no_policy(name)


def find_beside(name: str, file: PolicyFile) -> PolicyFile:
    """The policy that another one names: a shipped one by its name, else a file by its path from there.

    Raises UsageError.
    """
    if name in shipped_policies():
        return find_policy(name)
    if not _is_path(name):
        raise no_policy(name)
    return file.beside(name)


def no_policy(name: str) -> UsageError:
    """That there is no policy of a name, with the nearest one that there is."""
    if _is_path(name):
        return UsageError(f"{name}: there is no such policy file")
    shipped = shipped_policies()
    near = nearest(name, shipped)
    there = ", ".join(f"`{one}`" for one in shipped)
    return UsageError(f"no policy `{name}`" + (f"; did you mean `{near}`?" if near else f"; shipped are {there}"))


def _is_path(name: str) -> bool:
    return "/" in name or Path(name).suffix in (".yaml", ".yml")


def _on_disk(path: Path, name: str) -> PolicyFile:
    try:
        return PolicyFile(name, path.read_bytes(), partial(_beside_on_disk, path, name))
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}") from None


def _beside_on_disk(path: Path, name: str, other: str) -> PolicyFile:
    there = path.parent / other
    if not there.is_file():
        raise no_policy(other)
    return _on_disk(there, posixpath.normpath(posixpath.join(posixpath.dirname(name), other)))
