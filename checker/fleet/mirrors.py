"""Bare mirrors of repositories that lie elsewhere: a folder for each address, brought up to date when it is needed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from checker.errors import UsageError
from checker.replay import below
from checker.sources.fetch import mirror_into


def usual_folder() -> Path:
    """Where mirrors lie on this machine when nobody says it: below the user's cache, else among what is temporary."""
    cache = below(os.environ, "XDG_CACHE_HOME", "/.cache")
    return Path(cache, "mirrors") if cache else Path(tempfile.gettempdir(), f"closure-check-mirrors-{os.getuid()}")


def mirror_of(address: str, folder: Path, seconds: float) -> Path:
    """The mirror of a repository as it is now. folder: where mirrors lie. seconds: what git may take for each step.

    Two that ask for one address wait for each other. Raises UsageError.
    """
    name = hashlib.sha256(address.encode()).hexdigest()[:32]
    place, begun = folder / f"{name}.git", folder / f"{name}.begun"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if place.is_dir():
                mirror_into(place, address, seconds)
            else:
                # What was begun and never done is no mirror.
                shutil.rmtree(begun, ignore_errors=True)
                mirror_into(begun, address, seconds)
                os.replace(begun, place)  # noqa: PTH105  it is atomic
    except OSError as error:
        raise UsageError(f"{address} cannot be fetched: {(error.strerror or 'unknown cause').lower()}") from None
    return place
