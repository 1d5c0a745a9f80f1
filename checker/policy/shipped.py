"""Finding a policy: a file of the caller, or one that ships with closure-check."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checker.errors import UsageError
from checker.reading.titles import nearest

PACKAGE = Path(__file__).resolve().parent.parent
FOLDERS = (PACKAGE / "policies", PACKAGE.parent / "policies")
"""Where shipped policies are: inside an installed package, or beside it in a checkout."""


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A policy as it is written. name: how messages name it."""

    name: str
    data: bytes


def shipped_policies() -> dict[str, Path]:
    """The policies that ship with closure-check, by name."""
    folder = next((one for one in FOLDERS if one.is_dir()), None)
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))} if folder is not None else {}


def find_policy(name: str) -> PolicyFile:
    """The policy that a caller names: a shipped one by its name, else a file. Raises UsageError."""
    shipped = shipped_policies()
    path = shipped.get(name, Path(name))
    if path.is_file():
        try:
            return PolicyFile(f"policies/{name}.yaml" if name in shipped else name, path.read_bytes())
        except OSError as error:
            raise UsageError(f"{name} cannot be read: {error.strerror}") from None
    if "/" in name or path.suffix in (".yaml", ".yml"):
        raise UsageError(f"{name}: there is no such policy file")
    near = nearest(name, shipped)
    there = ", ".join(f"`{one}`" for one in shipped)
    raise UsageError(f"no policy `{name}`" + (f"; did you mean `{near}`?" if near else f"; shipped are {there}"))
