"""What is kept between runs, and where: made, measured, cleared. Losing it costs time and nothing else."""

from __future__ import annotations

import os
import secrets
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from checker.errors import UsageError
from checker.replay import Place, key_path, own_key, place_of

PARTS = ("answers", "store")
MOST_ANSWERS, MOST_BYTES = 200, 256 * 1024 * 1024
"""What is kept at most; the oldest goes first."""


def make_key(environment: Mapping[str, str]) -> bytes | None:
    """The key of the user, made where there is none. None where it cannot be, or is not the user's alone."""
    path = key_path(environment)
    if path is None or not _is_at_home(environment):
        return None
    folder = Path(path).parent
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=".key.", dir=folder)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(secrets.token_bytes(32))
            # A link never takes the place of a key that another run has made meanwhile.
            os.link(name, path)
        finally:
            Path(name).unlink()
    return own_key(environment)


def _is_at_home(environment: Mapping[str, str]) -> bool:
    """Whether the user has a folder; none is made for one who is said to have none."""
    named = environment.get("XDG_STATE_HOME", "")
    home = named if Path(named).is_absolute() else environment.get("HOME", "")
    return Path(home).is_dir()


def put_answer(place: Place, name: str, body: bytes) -> None:
    """Keeps an answer, as a whole or not at all; what cannot be kept is not."""
    folder = Path(place.folder, "answers")
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, beside = tempfile.mkstemp(prefix=".answer.", dir=folder)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(place.mark(name, body) + body)
            os.replace(beside, place.path(name))  # noqa: PTH105
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        _let_go(folder)


def _let_go(folder: Path) -> None:
    """Takes the oldest answers away where there are too many."""
    found = sorted(_files(folder), key=lambda one: one[1].st_mtime_ns, reverse=True)
    size = 0
    for count, (path, status) in enumerate(found):
        size += status.st_size
        if count >= MOST_ANSWERS or size > MOST_BYTES:
            path.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.rglob("*") if folder.is_dir() else ():
        with suppress(OSError):
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                yield path, status


def amount(folder: Path) -> tuple[int, int]:
    """How many files are kept, and their bytes."""
    sizes = [status.st_size for part in PARTS for _, status in _files(folder / part)]
    return len(sizes), sum(sizes)


def clear(folder: Path) -> int:
    """Takes away what is kept, and nothing else that may lie there; how many files that were. Raises OSError."""
    count = 0
    for part in PARTS:
        for path, _ in list(_files(folder / part)):
            path.unlink(missing_ok=True)
            count += 1
    return count


def told(arguments: Sequence[str], environment: Mapping[str, str], *, is_cleared: bool) -> Iterator[str]:
    """Where it is and how much, or that it was cleared, in words. Raises UsageError when it cannot be."""
    place = place_of(arguments, environment)
    if place is None:
        yield "nothing is kept, and nothing believed, of a run with these words in this environment"
        return
    folder = Path(place.folder)
    if not is_cleared:
        count, size = amount(folder)
        yield f"{folder}: {_files_in_words(count)}, {size / 1_000_000:.1f} MB"
        return
    try:
        yield f"{folder}: {_files_in_words(clear(folder))} taken away"
    except OSError as error:
        raise UsageError(f"{folder} cannot be cleared: {error.strerror}") from None


def _files_in_words(count: int) -> str:
    return f"{count} file{'' if count == 1 else 's'}"
