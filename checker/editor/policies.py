"""Mistakes in a policy as it stands in an editor, saved or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checker.editor.told import Told, told_at
from checker.errors import ClosureCheckError
from checker.patterns import regex
from checker.policy.load import load_policy
from checker.policy.rules import Rules
from checker.sources.disk import Disk
from checker.sources.on_disk import OnDisk

_KEY = regex(r"(?m)^(?:policy|criteria)[ ]*:")


def is_policy(path: Path, text: str) -> bool:
    """Whether a text is a policy, by what its top has."""
    return path.suffix in (".yaml", ".yml") and _KEY.search(text) is not None


def mistakes(text: str, path: Path, root: Path) -> Iterator[Told]:
    """What `lint` says of the text. path: of the file that it is to be. root: the tree that it may build on.

    Mistakes of the policies that it builds on are told at its first line.
    """
    try:
        name = path.relative_to(root).as_posix()
        file = Rules(OnDisk(root, Disk(root))).handed_over(name, name, text.encode("utf-8", "surrogatepass"))
        load_policy(file.name, file.data, file.beside, root)
    except ClosureCheckError as error:
        lines = text.split("\n")
        for one in error.mistakes:
            if one.path in ("", name):
                yield told_at(lines, one.line, one.column, one.message)
            else:
                yield told_at(lines, 1, None, str(one))
