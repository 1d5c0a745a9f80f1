"""Bare mirrors of repositories that lie elsewhere: a folder for each address, brought up to date when it is needed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
        _require_own(folder)
        with _locked(folder / f"{name}.lock"):
            for one in (place, begun):
                if one.is_symlink():
                    raise UsageError(f"`{one}` is a symbolic link, into which nothing is fetched; take it away")
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


def _require_own(folder: Path) -> None:
    """Raises UsageError where somebody else may put mirrors: what lies in one has a say in what git runs."""
    status = folder.stat()
    if status.st_uid != os.geteuid():
        said = f"belongs to user id {status.st_uid}, but you are {os.geteuid()}"
    elif status.st_mode & stat.S_IWOTH:
        said = "may be written to by everybody"
    else:
        return
    raise UsageError(f"`{folder}` {said}, so its mirrors are not believed; name a folder of your own (--mirrors)")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Waits until nobody else holds the lock, and holds it. It is no way to write to what a link leads to."""
    held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
