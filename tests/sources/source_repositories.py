"""Real git repositories for the tests of sources."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from checker.model.location import Location
from checker.model.problem import Problem, not_there
from checker.sources import Source, open_source

WHO = {
    "GIT_AUTHOR_NAME": "Arun",
    "GIT_AUTHOR_EMAIL": "arun@example.org",
    "GIT_COMMITTER_NAME": "Arun",
    "GIT_COMMITTER_EMAIL": "arun@example.org",
    "GIT_AUTHOR_DATE": "2026-03-01T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-03-01T12:00:00Z",
}
ISOLATED = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
} | WHO


def run_git(folder: Path, *arguments: str | bytes, given: bytes = b"", **environment: str) -> str:
    """What git prints in a folder, isolated from the machine's configuration; it must succeed."""
    command = ["git", "-c", "protocol.file.allow=always", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=ISOLATED | environment, input=given, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode(errors="surrogateescape").strip()


class Repo:
    """A repository in a folder of its own."""

    def __init__(self, root: Path, files: Mapping[str, str] | None = None) -> None:
        """A new repository, with one commit of the files when there are any."""
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        run_git(root, "init", "--quiet", "--initial-branch=main")
        if files:
            self.write(files)
            self.commit()

    def git(self, *arguments: str | bytes, given: bytes = b"", **environment: str) -> str:
        return run_git(self.root, *arguments, given=given, **environment)

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            place = self.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())

    def commit(self) -> str:
        """Commits everything that is not ignored and gives the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")
        return self.git("rev-parse", "HEAD")

    def open(self, at: str) -> Source:
        return open_source(self.root, at)


def said(path: str, message: str) -> Problem:
    """A problem as a source puts it."""
    return Problem(message, Location(path))


def everything(source: Source) -> dict[str, bytes | Problem]:
    """What a source reads for every path of its tree."""
    return dict(source.read(source.tree().entries))


def absent(path: str, message: str = "is not there") -> Problem:
    """A problem with a path of which it is sure that no such file is judged."""
    return not_there(message, Location(path))
