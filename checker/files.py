"""Files that a caller names: measured before they are read, written as a whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from checker.errors import UsageError
from checker.witness import spoil, witness, written_digest

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read at most, where nothing else is said."""


def read_named(path: Path, remedy: str, most: int = LARGEST, called: str = "") -> bytes:
    """The bytes of a file that a caller names. Raises UsageError for what is no file, is too large or cannot be read.

    It is measured first, so that a file with gigabytes of nothing costs nothing. remedy: what to do where it is too
    large. called: how messages name it, its path without one.
    """
    named = called or str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UsageError(f"{named}: is no file")
        if status.st_size > most:
            raise UsageError(f"{named}: is larger than {most // 1024 // 1024} MiB; {remedy}")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise UsageError(f"{named}: does not exist") from None
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else "its name is none"
        raise UsageError(f"{named}: cannot be read ({cause})") from None
    if len(data) > most:
        raise UsageError(f"{named}: grows while it is read; {remedy}")
    return data


def put(
    text: bytes | str | Iterable[str], target: Path, *, inside: Path | None = None, with_folder: bool = False
) -> None:
    """Write a file as a whole: beside its place first, then renamed, never through a link. Raises UsageError.

    text: in UTF-8, or in pieces that are made as they are written.

    What is no file (a pipe, `/dev/stdout`) is written to as it is. inside: the folder below which no folder on the way
    may be a link either, since what is in there somebody else may have put there. with_folder: makes the folder of the
    file where there is none.
    """
    pieces = _encoded(text)
    try:
        link = _link_above(target, inside) if inside is not None else None
        if link is not None:
            raise UsageError(f"{target} lies behind the symbolic link {link}, through which nothing is written")
        if with_folder:
            target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():
            spoil("what was written is no file")
            with target.open("wb") as file:
                file.writelines(pieces)
            return
        if target.is_symlink():
            raise UsageError(f"{target} is a symbolic link, through which nothing is written; name the file itself")
        digest = _replace(target, pieces)
        current = witness()
        if current is not None:
            current.wrote(target, digest)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}") from None


def _encoded(text: bytes | str | Iterable[str]) -> Iterable[bytes]:
    if isinstance(text, bytes):
        return (text,)
    return map(str.encode, (text,) if isinstance(text, str) else text)


def _link_above(target: Path, folder: Path) -> Path | None:
    """The first link among the folders between a folder and what is to be written below it."""
    place, root = Path(os.path.abspath(target)), Path(os.path.abspath(folder))  # noqa: PTH100  `resolve` follows links
    if not place.is_relative_to(root):
        return None
    above = [one for one in place.parents if one != root and one.is_relative_to(root)]
    return next((one.relative_to(root) for one in reversed(above) if one.is_symlink()), None)


def _replace(target: Path, pieces: Iterable[bytes]) -> bytes:
    """Puts a file in its place, and gives the digest of what is in it as `checker.witness` has it."""
    digest = written_digest()
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    number, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            for one in pieces:
                file.write(one)
                digest.update(one)
        beside.chmod(0o666 & ~_umask() if mode is None else mode)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    said: str = digest.hexdigest()
    return said.encode()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
