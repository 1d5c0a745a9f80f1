"""The policies that ship with closure-check, and what a policy file is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checker.classes import dataclass, field
from checker.errors import UsageError
from checker.model.rules import Kind
from checker.text.titles import suggestion

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
    """A policy as it is written. name: how messages name it. beside: finds a file by its path from this one.

    path: in the tree that it comes from, empty for one that comes from none. kind: whether it is shipped.
    """

    name: str
    data: bytes
    beside: Beside = field(default=nothing_beside, compare=False)
    path: str = ""
    kind: Kind = Kind.POLICY


def shipped_policies() -> dict[str, Path]:
    """The policies that ship with closure-check, by name."""
    folder = next((one for one in FOLDERS if one.is_dir()), None)
    found = sorted(folder.glob("*.yaml")) if folder is not None else []
    return {path.stem: path for path in found if not path.name.endswith(CASES_SUFFIX)}


def shipped_policy(name: str) -> PolicyFile:
    """A shipped policy by its name. Raises UsageError."""
    path = shipped_policies()[name]
    try:
        return PolicyFile(f"policies/{name}.yaml", path.read_bytes(), kind=Kind.SHIPPED)
    except OSError as error:
        raise UsageError(f"policies/{name}.yaml cannot be read: {error.strerror}") from None


def find_beside(name: str, file: PolicyFile) -> PolicyFile:
    """The policy that another one names: a shipped one by its name, else a file by its path from there.

    Raises UsageError.
    """
    if name in shipped_policies():
        return shipped_policy(name)
    if not is_path(name):
        raise no_policy(name)
    return file.beside(name)


def no_policy(name: str) -> UsageError:
    """That there is no policy of a name, with the nearest one that there is."""
    if is_path(name):
        return UsageError(f"{name}: there is no such policy file")
    shipped = shipped_policies()
    there = ", ".join(f"`{one}`" for one in shipped)
    return UsageError(f"no policy `{name}`{suggestion(name, shipped) or f'; shipped are {there}'}")


def is_path(name: str) -> bool:
    """Whether a policy is named by its path and not as a shipped one."""
    return "/" in name or Path(name).suffix in (".yaml", ".yml")
