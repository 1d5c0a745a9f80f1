"""Files on disk below one folder, never through a symbolic link."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from checker.classes import replace
from checker.errors import UsageError
from checker.model.problem import Problem
from checker.model.tree import Entry, EntryKind
from checker.sources.source import enclosing, problem, refusal
from checker.witness import looked_at, looked_for, spoil

ABSENT = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
"""Errors that say that a path is not there; any other leaves open what is."""

CHANGING = "changes while it is read; run again when nothing changes the files"


class Disk:
    """What stands on disk below a root. Remembers which folders lie behind links."""

    def __init__(self, root: Path) -> None:
        # Bytes, since paths of git are bytes and Python's way of decoding names depends on the locale.
        self._root = os.fsencode(root) + b"/"
        self._links: dict[str, str | None] = {}

    def entry(self, path: str) -> Entry | None:
        """What stands at a path: a file, a link or something else; None for a folder and where nothing is."""
        if not _is_inside(path) or self.link_above(path) is not None:
            return None
        looked_at(self._place(path))
        try:
            found = _entry(path, os.lstat(self._place(path)))
            if found is not None and found.kind is EntryKind.SYMLINK:
                target = os.readlink(self._place(path))  # noqa: PTH115  a path of bytes
                return replace(found, target=target.decode("utf-8", "surrogateescape"))
        except OSError as error:
            return None if error.errno in ABSENT else Entry(path, EntryKind.OTHER)
        return found

    def is_taken(self, path: str) -> bool:
        """Whether something stands at a path, or in its way."""
        return self.entry(path) is not None or self.is_folder(path) or self.link_above(path) is not None

    def is_folder(self, path: str) -> bool:
        """Whether a real folder stands at a path."""
        if not _is_inside(path) or self.link_above(path) is not None:
            return False
        looked_for(self._place(path))
        try:
            return stat.S_ISDIR(os.lstat(self._place(path)).st_mode)
        except OSError:
            return False

    def link_above(self, path: str) -> str | None:
        """The outermost symbolic link among the folders above a path, None when all are real or missing."""
        parent = path.rpartition("/")[0]
        if parent not in self._links:
            folders = enclosing(path) if _is_inside(path) else []
            self._links[parent] = next((folder for folder in folders if self._is_link(folder)), None)
        return self._links[parent]

    def files(self) -> Iterator[Entry]:
        """Everything below the root but folders and what is called `.git`.

        Raises UsageError for a folder that is locked, or lies deeper than the system reaches.
        """
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            for name in self._names(folder):
                entry = self.entry(folder + name)
                if entry is not None:
                    yield entry
                elif self.is_folder(folder + name):
                    waiting.append(f"{folder}{name}/")
                else:
                    self._require_reached(folder + name)

    def read(self, path: str) -> bytes | Problem:
        """The content of a regular file, or why it cannot be had."""
        place = self._place(path)
        try:
            status = os.lstat(place)
            entry = _entry(path, status)
            refused = "is a folder, not a file" if entry is None else refusal(entry)
            # Only a regular file is opened: opening a device or a FIFO can already make it act or wait.
            content = b"" if refused else _start(place, status.st_size + 1)
        except OSError as error:
            spoil("a file could not be read")
            return problem(path, _unreadable(error))
        if refused is None and len(content) != status.st_size:
            refused = CHANGING
            spoil("a file was written to while it was read")
        return content if refused is None else problem(path, refused)

    def _require_reached(self, path: str) -> None:
        """Raises UsageError for what is there, and nobody can look at; not for what went away meanwhile."""
        try:
            os.lstat(self._place(path))
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                beginning = path.encode("utf-8", "surrogateescape")[:100].decode("utf-8", "backslashreplace")
                said = "lies too deep for this system to look at it"
                raise UsageError(f"what is below `{beginning}…` {said}; move it up, or take it out") from None

    def _place(self, path: str) -> bytes:
        return self._root + path.encode("utf-8", "surrogateescape")

    def _is_link(self, folder: str) -> bool:
        looked_for(self._place(folder))
        try:
            return stat.S_ISLNK(os.lstat(self._place(folder)).st_mode)
        except OSError:
            return False

    def _names(self, folder: str) -> list[str]:
        place = self._place(folder)
        try:
            with os.scandir(place) as found:
                names = [entry.name for entry in found]
        except OSError as error:
            raise UsageError(f"the folder `{os.fsdecode(place)}` cannot be listed: {_cause(error)}") from None
        return [name.decode("utf-8", "surrogateescape") for name in names if name != b".git"]


def _is_inside(path: str) -> bool:
    """Whether a path can be one below the root and outside of git's own folder; an index can hold any bytes."""
    try:
        path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return "\0" not in path and not {"", ".", "..", ".git"}.intersection(path.split("/"))


def _entry(path: str, status: os.stat_result) -> Entry | None:
    if stat.S_ISDIR(status.st_mode):
        return None
    if stat.S_ISREG(status.st_mode):
        return Entry(path, EntryKind.FILE, size=status.st_size, executable=bool(status.st_mode & stat.S_IXUSR))
    return Entry(path, EntryKind.SYMLINK if stat.S_ISLNK(status.st_mode) else EntryKind.OTHER)


def _start(place: bytes, count: int) -> bytes:
    """The first bytes of a file, at most so many."""
    handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb", buffering=0) as file:
        return file.read(count) or b""


def _unreadable(error: OSError) -> str:
    if error.errno in ABSENT:
        return "is gone since the files were listed; run again when nothing changes them"
    return f"cannot be read: {_cause(error)}"


def _cause(error: OSError) -> str:
    return (error.strerror or "unknown cause").lower()
