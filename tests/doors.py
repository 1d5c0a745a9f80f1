"""Finds what is opened from outside of its part: `python tests/doors.py checker`.

A module, and a name of one, that begins with `_` belongs to the folder in which it lies. Whoever reads a part from
outside reads what has no such name: that is the part's door.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path


def main(arguments: Sequence[str]) -> int:
    """1 when something is opened from outside, each with its place."""
    (root,) = map(Path, arguments)
    found = [line for path in sorted(root.rglob("*.py")) for line in opened_from_outside(path, root)]
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


def opened_from_outside(path: Path, root: Path) -> Iterator[str]:
    """The imports of a module that reach an inner module or name of another folder."""
    own = (root.name, *path.relative_to(root).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == root.name:
            for alias in node.names:
                yield from _told(path, node.lineno, (*node.module.split("."), alias.name), own)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield from _told(path, node.lineno, tuple(alias.name.split(".")), own)


def _told(path: Path, line: int, named: tuple[str, ...], own: tuple[str, ...]) -> Iterator[str]:
    inner = next((at for at, part in enumerate(named) if part.startswith("_") and not part.endswith("__")), None)
    if inner is not None and named[0] == own[0] and own[:inner] != named[:inner]:
        yield f"{path}:{line}: `{'.'.join(named)}` is opened from its own folder alone"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
