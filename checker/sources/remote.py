"""Where a clone comes from."""

from __future__ import annotations

import os
from pathlib import Path

from checker.sources.git import Git, find_git
from checker.sources.opening import repository_at


def origin_url(root: Path) -> str | None:
    """The address of the remote `origin` as the clone's own configuration has it, None outside git or without one.

    It may hold a password; it is for reading the repository's name from, not for showing.
    """
    repository = repository_at(root)
    if repository is None:
        return None
    git = Git(find_git(os.environ.get("PATH", ""), repository.root), repository.git_dir, repository.root)
    # Without includes, so that the answer is in this one file.
    asked = git.ask("config", "--local", "--no-includes", "--get", "remote.origin.url", codes=(0, 1))
    return asked.output.decode("utf-8", "replace").strip() or None
