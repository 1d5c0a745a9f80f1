"""The streams of the process, and the signals that end it: what cannot be written is told, and is no verdict."""

from __future__ import annotations

import io
import os
import signal
import sys

from checker.errors import UsageError
from checker.witness import witness

TYPE_CHECKING = False  # `typing` takes longer to import than this module
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any, TextIO


_WIPED = "\r\x1b[K"
"""Begins the line of a terminal anew."""
_shown: list[str] = []


class OutputError(UsageError):
    """The standard output takes nothing."""


class _Output(io.FileIO):
    """The standard output, of which every failure is an OutputError."""

    def write(self, data: Any, /) -> int:
        wipe()
        try:
            return _heard(1, data, super().write(data))
        except OSError as error:
            raise not_written(error) from None


class _Errors(io.FileIO):
    """The error stream; when nobody takes what it says, the exit code has to do."""

    def write(self, data: Any, /) -> int:
        try:
            return _heard(2, data, super().write(data))
        except OSError:
            return len(data)


def not_written(error: OSError) -> OutputError:
    """What is said where the output takes nothing."""
    if isinstance(error, BrokenPipeError):
        return OutputError("the output was closed before all of it was written")
    why = "it is closed" if error.errno == 9 else (error.strerror or "unknown cause").lower()
    return OutputError(f"the output cannot be written: {why}; name a file with --format FORMAT:FILE")


def _heard(number: int, data: Any, count: int) -> int:
    """Tells the witness, if there is one, what is said."""
    current = witness()
    if current is not None:
        current.hear_said(number, bytes(data[:count]))
    return count


def secure() -> None:
    """Makes sure that there are three streams, and that whoever ends the process lets it clean up behind itself.

    A stream that the caller has closed is one that takes nothing: else the next file that is opened would be the
    output, and would be written into.
    """
    is_open = [_is_open(number) for number in range(3)]
    while (number := os.open(os.devnull, os.O_RDONLY)) < 3:
        pass
    os.close(number)
    if not is_open[2]:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sys.stdout = _written_by(_Output(1, "w", closefd=False), sys.stdout, "strict")
    sys.stderr = _written_by(_Errors(2, "w", closefd=False), sys.stderr, "backslashreplace")
    for one in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(one) is signal.SIG_DFL:
            signal.signal(one, _end)


def tell(message: str) -> None:
    """One line on the error stream."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def aside(text: str) -> None:
    """Something on the error stream that is gone when the run ends: no part of what it says."""
    sys.stderr.flush()
    _shown[:] = [text]
    _write_aside(f"{_WIPED}{text}")


def wipe() -> None:
    """Takes it away again, before anything else is said."""
    if _shown:
        _shown.clear()
        _write_aside(_WIPED)


def _write_aside(text: str) -> None:
    try:
        os.write(2, text.encode(sys.stderr.encoding or "utf-8", "backslashreplace"))
    except OSError:
        return  # nobody sees it


def give_up_output() -> None:
    """Lets the output lead to nowhere, so that what is left in its buffer fails no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _written_by(raw: io.FileIO, before: TextIO | None, errors: str) -> TextIO:
    """A stream like the one before, which is none where the caller had closed it."""
    encoding, errors = ("utf-8", errors) if before is None else (before.encoding, before.errors or errors)
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding, errors, line_buffering=raw.isatty())


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _end(number: int, _: FrameType | None) -> None:
    # What is being written beside its place is taken away on the way out.
    raise SystemExit(128 + number)
