"""Small fleets for the tests: repositories with one criterion each, and stand-ins for the judging that misbehave."""

from __future__ import annotations

import os
import signal
import time
import zlib
from collections.abc import Mapping
from pathlib import Path

from commands import git, repository

from checker.fleet.judging import JUDGED, Criterion, Key, Outcome, Task, failed

POLICY = """\
version: 1
policy: house
title: House rules
criteria:
  - {id: finished, title: The notes are finished, for_each: {file: NOTES.md}, require: no_placeholders}
  - {id: dated, title: The notes say when, for_each: {section: {in: NOTES.md, titled: When}}, require: filled}
"""
GOOD = "# Notes\n\nAll is said.\n\n## When\n\nOn 26 July 2026.\n"
BAD = "# Notes\n\nTBD\n\n## When\n\nOn 26 July 2026.\n"
SETTINGS = "policies: [house.yaml]\n"


def made(folder: Path, notes: Mapping[str, str]) -> Path:
    """Repositories by name, each with its notes and the same rules."""
    for name, text in notes.items():
        files = {"NOTES.md": text, "house.yaml": POLICY, ".closure-check.yaml": SETTINGS}
        repository(folder / name, files)
    return folder


def changed(folder: Path, text: str) -> None:
    """Other notes, committed."""
    (folder / "NOTES.md").write_text(text, encoding="utf-8")
    git(folder, "commit", "--quiet", "--all", "--message", "other notes")


def outcome(name: str, verdict: str = "met", commit: str = "c", **outcomes: str) -> Outcome:
    """What became of a repository, with the outcomes of its criteria."""
    return Outcome(
        name=name,
        state=JUDGED,
        key=Key(commit, "p", "e"),
        verdict=verdict,
        exit_code={"met": 0, "not-met": 1}.get(verdict, 3),
        title="House rules",
        criteria=tuple(Criterion("house", id_, id_, said, "error", "") for id_, said in outcomes.items()),
        report=zlib.compress(b"r"),
        done="2026-07-26T10:00:00Z",
        seconds=0.5,
    )


def judge_hungry(name: str) -> Outcome:
    """As the judging does where there is no memory any more."""
    try:
        bytearray(1 << 34)
    except MemoryError:
        return failed(name, "takes more memory than a repository may")
    return outcome(name)


def misbehaving(task: Task) -> Outcome:
    """Stands for the judging: what a repository does to the process that judges it, its name says."""
    name = task.place.name
    if name.startswith("killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("crashing"):
        os._exit(9)
    if name.startswith("hanging"):
        time.sleep(60)
    if name.startswith("hungry"):
        return judge_hungry(name)
    if name.startswith("once"):
        mark = Path(task.mirrors, name)
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return outcome(name)
