"""What a caller hands over without a file: standard input, named `-`, and pipes such as `<(gh issue list …)`."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from checker.errors import UsageError
from checker.files import LARGEST, read_named
from checker.witness import spoil

STANDARD_INPUT = "-"
_OPEN_ALREADY = ("/dev/fd/", "/proc/self/fd/", "/dev/stdin")
"""Where a shell puts what it hands over. A pipe in a folder may have no other end: who opens it waits for ever."""

_read: dict[tuple[int, int], bytes] = {}
"""What came out of each, by its device and inode: it comes once, and may be asked for again."""


def is_piped(name: str) -> bool:
    """Whether it is standard input, or a pipe that the caller holds open."""
    if name == STANDARD_INPUT:
        return True
    if not name.startswith(_OPEN_ALREADY):
        return False
    try:
        return stat.S_ISFIFO(os.stat(name).st_mode)  # noqa: PTH116  a link to a pipe is one, too
    except (OSError, ValueError):
        return False


def called(name: str) -> str:
    """How messages and reports name it: a pipe has no name that would be there tomorrow."""
    if name == STANDARD_INPUT:
        return "<stdin>"
    return "<pipe>" if is_piped(name) else name


def read_given(path: Path, remedy: str, most: int = LARGEST) -> bytes:
    """The bytes of a file that a caller names, of standard input or of a pipe. Raises UsageError as `read_named`."""
    name = str(path)
    if not is_piped(name):
        return read_named(path, remedy, most)
    # Nobody can tell what will come the next time.
    spoil("what was read is no file")
    try:
        status = os.fstat(0) if name == STANDARD_INPUT else path.stat()
        known = _read.get((status.st_dev, status.st_ino))
        if known is None:
            with open(0 if name == STANDARD_INPUT else name, "rb", closefd=name != STANDARD_INPUT) as opened:
                known = opened.read(most + 1)
    except OSError as error:
        raise UsageError(f"{called(name)}: cannot be read ({(error.strerror or 'unknown cause').lower()})") from None
    if len(known) > most:
        raise UsageError(f"{called(name)}: is larger than {most // 1024 // 1024} MiB; {remedy}")
    _read[status.st_dev, status.st_ino] = known
    return known
