"""Policies from elsewhere that lie in the tree, and the lock that says what they have to be.

Judging never fetches: what is in the tree is what counts, if the lock agrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from checker.classes import dataclass, field
from checker.errors import Mistake, PolicyError
from checker.model.kinds import PARAMETERS
from checker.patterns import regex
from checker.policy.rule_files import digest_of
from checker.tree.paths import why_unfit

FOLDER = ".closure-check/vendor"
LOCK = ".closure-check/vendor.lock.yaml"
_FORMS = {"commit": regex("[0-9a-f]{40}(?:[0-9a-f]{24})?"), "digest": regex("sha256:[0-9a-f]{64}")}
_AGAIN = "put it back, or fetch it again with `closure-check vendor`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendored:
    """A file from elsewhere. source: the repository, as an address or a name. file: its path there, at `commit`.

    digest: `sha256:` of its bytes.
    """

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    source: str
    file: str
    commit: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The files from elsewhere by their paths in the tree."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    version: Literal[1]
    files: dict[str, Vendored] = field(default_factory=dict)


def is_lock(name: str) -> bool:
    """Whether a file is a lock, by its name."""
    return name.endswith(".lock.yaml")


def read_lock(path: str, data: bytes) -> Mapping[str, Vendored]:
    """The files of a lock. Raises PolicyError with every mistake."""
    from checker.policy.files import parsed, placed, read_entry
    from checker.policy.mistakes import KEY

    lock = read_entry(path, data, Lock)
    root, mistakes = parsed(path, data), list[Mistake]()
    for name, one in lock.files.items():
        said = why_unfit(name)
        if said is not None:
            mistakes.append(placed(root, ("files", name, KEY), said))
        for key, form in _FORMS.items():
            if not form.fullmatch(getattr(one, key)):
                mistakes.append(placed(root, ("files", name, key), f"`{getattr(one, key)}` is no {key}"))
    if mistakes:
        raise PolicyError(mistakes)
    return lock.files


def why_other(path: str, content: bytes, lock: Mapping[str, Vendored]) -> str | None:
    """Why a file is not what the lock says, None when it is, or need not be."""
    one = lock.get(path)
    if one is None:
        if path.startswith(f"{FOLDER}/"):
            return f"{path} lies among the files from elsewhere, and {LOCK} does not know it; {_AGAIN}"
        return None
    found = digest_of(content)
    if found == one.digest:
        return None
    return f"{path} is not what {LOCK} says: it has the digest {found}, expected {one.digest}; {_AGAIN}"


def lock_text(files: Mapping[str, Vendored]) -> str:
    """A lock as it is written: the same files, the same bytes."""
    import json

    lines = ["# Written by `closure-check vendor`. The files are as they are at their sources.", "version: 1", "files:"]
    for path, one in sorted(files.items()):
        lines.append(f"  {json.dumps(path, ensure_ascii=False)}:")
        said = {"source": one.source, "file": one.file, "commit": one.commit, "digest": one.digest}
        lines += [f"    {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items()]
    return "".join(f"{line}\n" for line in lines)
