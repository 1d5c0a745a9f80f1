"""`closure-check scaffold`: what is written, what is there already, and what no file can give."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from checker.classes import dataclass
from checker.drafting.scaffold.grow import grown
from checker.files import put
from checker.policy.types import Policy
from checker.sources import Source
from checker.text.display import visible


@dataclass(frozen=True, slots=True)
class LaidOut:
    """files: path and text of what is to be written. kept: paths of what is there. aside: what no file can give."""

    root: Path
    files: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]
    aside: tuple[str, ...]


def laid_out(policies: Sequence[Policy], source: Source) -> LaidOut:
    """What would be written. A file that is on disk stays, whether git tracks it or not."""
    files = grown(policies, source.tree())
    written = tuple(files.written())
    kept = tuple(path for path, _ in written if os.path.lexists(source.root / path))
    fresh = tuple((path, text) for path, text in written if path not in kept)
    return LaidOut(source.root, fresh, kept, tuple(files.aside))


def write(plan: LaidOut) -> None:
    """Raises UsageError."""
    for path, text in plan.files:
        put(text, plan.root / path, inside=plan.root, with_folder=True)


def told(plan: LaidOut, *, is_written: bool) -> Iterator[str]:
    """One line for each file and for each thing that is left to people."""
    word = "wrote   " if is_written else "to write"
    yield from (visible(f"{word}  {path}") for path, _ in plan.files)
    yield from (visible(f"kept      {path}, which is there already") for path in plan.kept)
    yield from (visible(f"left out  {one}") for one in plan.aside)
    if is_written and plan.files:
        yield "write where `TBD` stands, and `git add` the files: `closure-check check` says what is missing"
    if not plan.files:
        yield "there is nothing to write"
