"""What a policy says of how files are read."""

from __future__ import annotations

from typing import Any

from checker.formats import READER_BY_FORMAT
from checker.policy.grammar import Grammar
from checker.policy.kinds import Kinds
from checker.policy.mistakes import alternatives, mistake, shown
from checker.policy.names import paths_of
from checker.text.titles import suggestion


def format_names(kinds: Kinds) -> tuple[str, ...]:
    """The formats that a policy can name."""
    return (*READER_BY_FORMAT, *(one.format.kind for one in kinds.formats))


def read_format(kinds: Kinds, written: Any) -> str:
    """The name of a format. Raises ValidationError."""
    names = format_names(kinds)
    if not isinstance(written, str) or written not in names:
        near = suggestion(written, names) if isinstance(written, str) else ""
        raise mistake(f"{shown(written)} stands here, expected a format{near or f': {alternatives(names)}'}")
    return written


def read_formatted(grammar: Grammar, written: str) -> tuple[str, ...]:
    """The paths and globs of files of which a format is said. Raises ValidationError."""
    paths = paths_of(grammar, written)
    folder = next((path for path in paths if path.endswith("/")), "")
    if folder:
        raise mistake(f"`{folder}` is a folder; for all files in it, write `{folder}**`")
    return paths
