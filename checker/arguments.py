r"""The words of the command as they are meant, where they come from a script or a system that writes them otherwise.

A script whose lines end as on Windows hands its last word over with a carriage return. `docs\runbook.md` is a path
there, and here only where nothing is called so and `docs/runbook.md` is there.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from checker.patterns import regex
from checker.witness import looked_for

_LINE = regex(r"(?::[0-9]+){1,2}$")
"""A line, and perhaps a column, behind a path."""


def as_meant(arguments: Sequence[str]) -> list[str]:
    """The same words, without carriage returns at their ends, and with the slashes of this system in paths."""
    return [_with_slashes(one.removesuffix("\r")) for one in arguments]


def _with_slashes(word: str) -> str:
    option, sign, value = word.partition("=") if word.startswith("--") else ("", "", word)
    if "\\" not in value:
        return word
    path = _LINE.sub("", value)
    other = path.replace("\\", "/")
    if _is_there(path) or not _is_there(other):
        return word
    return f"{option}{sign}{other}{value[len(path) :]}"


def _is_there(path: str) -> bool:
    looked_for(path)
    return os.path.lexists(path)
