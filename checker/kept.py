"""Data that takes longer to make than to read, kept beside the bytecode of this package.

It is trusted as the bytecode is: it lies in the folder where Python keeps that, is written by whoever may write there,
and only where Python would write (`sys.dont_write_bytecode`, `sys.pycache_prefix`). What is damaged, or was made by
another Python, is as if it were not there; nothing that is kept is ever needed.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
from _imp import source_hash

TYPE_CHECKING = False  # `typing` takes longer to import than this module
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_OF_PYTHON = "|".join((sys.version, sys.implementation.name, sys.byteorder, str(sys.maxsize)))
_HASH = 8
"""Bytes of a hash in front of what is kept, which tells damage."""
_MOST = 4096
"""Entries of one name; what somebody keeps more of than that depends on what is judged."""


class Kept:
    """Values by their keys, each of them plain: what `marshal` writes.

    made_of: gives what they depend on besides their keys; it is asked when a value is first asked for.
    They are read when one is first asked for, and written when the process ends, with those that came to it.
    """

    def __init__(self, name: str, made_of: Callable[[], str] = str) -> None:
        self._name, self._ask = name, made_of
        self._made_of = ""
        self._values: dict[Any, Any] | None = None
        self._added: dict[Any, Callable[[], Any]] = {}

    def get(self, key: Any) -> Any:
        """None for what is not kept."""
        if self._values is None:
            self._made_of = f"{_OF_PYTHON}|{self._ask()}"
            self._values = self._read()
        return self._values.get(key)

    def put(self, key: Any, make: Callable[[], Any]) -> None:
        """Have a value kept that `get` has not. make: gives it at the end of the process; None when that cannot be."""
        if sys.dont_write_bytecode:
            return
        if not self._added:
            atexit.register(self._write)
        self._added[key] = make

    def _read(self) -> dict[Any, Any]:
        try:
            with open(self._file(), "rb") as file:  # noqa: PTH123  pathlib takes longer to import than this saves
                data = file.read()
            if data[:_HASH] != _hash(data[_HASH:]):
                return {}
            made_of, values = marshal.loads(data[_HASH:])  # noqa: S302  as Python reads the bytecode beside it
        except (OSError, EOFError, ValueError, TypeError):
            return {}
        return values if made_of == self._made_of else {}

    def _write(self) -> None:
        """Another process may have written since; what both have made is the same."""
        kept = self._read()
        missing = {key: make for key, make in self._added.items() if key not in kept}
        if sys.dont_write_bytecode or not missing or len(kept) + len(missing) > _MOST:
            return
        try:
            path = self._file()
            if not os.access(os.path.dirname(path), os.W_OK):  # noqa: PTH120  making the values would be for nothing
                return
            made = {key: make() for key, make in missing.items()}
            data = marshal.dumps((self._made_of, kept | {key: one for key, one in made.items() if one is not None}))
            _replace(path, _hash(data) + data)
        except (OSError, ValueError):
            return  # as Python does where it may not write, or where something is not plain

    def _file(self) -> str:
        """Beside the bytecode of this module, named as bytecode that no Python asks for. Raises OSError for nowhere."""
        cached = __spec__.cached if __spec__ is not None else None
        if not cached:
            raise OSError("this package lies where no bytecode is kept")
        folder, name = os.path.split(cached)
        return f"{folder}/{name.split('.')[0]}.{sys.implementation.cache_tag}.opt-{self._name}.pyc"


def state_of_file(path: str) -> str:
    """How Python tells whether bytecode is stale: when a file was written, and how large it is; empty for none."""
    try:
        said = os.stat(path)  # noqa: PTH116
    except OSError:
        return ""
    return f"{path} {said.st_mtime_ns} {said.st_size}"


def state_of(folder: str, *ends: str) -> str:
    """The same of the files in a folder and below it whose names end so."""
    found = []
    try:
        for one in sorted(os.scandir(folder), key=lambda one: one.name):
            if one.name.endswith(ends):
                said = one.stat()
                found.append(f"{one.name} {said.st_mtime_ns} {said.st_size}")
            elif "." not in one.name and not one.name.startswith("_") and one.is_dir():
                found.append(f"{one.name}/ {state_of(one.path, *ends)}")
    except OSError:  # in an archive, where nothing is kept
        return ""
    return "\n".join(found)


def _hash(data: bytes) -> bytes:
    return source_hash(0, data)


def _replace(path: str, data: bytes) -> None:
    """Put data in the place of a file at once. Raises OSError."""
    mode = os.stat(__file__).st_mode & 0o666  # noqa: PTH116  as Python does with bytecode
    beside = f"{path}.{os.getpid()}"
    descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123
            file.write(data)
        os.replace(beside, path)  # noqa: PTH105
    except BaseException:
        os.unlink(beside)  # noqa: PTH108
        raise
