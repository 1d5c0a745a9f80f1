"""Regular expressions that are compiled when they are first used, and kept compiled.

A run uses some of the patterns that there are, and to compile one takes longer than to import its module. What stands
in for a pattern has its methods and attributes, and takes them from the compiled one as soon as it is asked for any.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import Any, AnyStr, cast

from checker.kept import Kept

_TAKEN = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "flags")


class _Uncompiled:
    """A pattern that nothing was looked for with yet."""

    def __init__(self, source: Any, flags: int) -> None:
        self.pattern, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = compiled_of(self.pattern, self._flags)
        for one in _TAKEN:
            setattr(self, one, getattr(compiled, one))
        return getattr(compiled, name)


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern that `re.compile` gives; a mistake in it is raised when it is first used, as `re.error`.

    It is for the patterns of the code: one that is made of what a policy or a document says would be kept for nothing.
    """
    return cast("re.Pattern[AnyStr]", _Uncompiled(source, flags))


def compiled_of(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, at once. Raises `re.error`."""
    if _KEPT is None:
        return re.compile(source, flags)
    key = (source, int(flags))
    kept = _KEPT.get(key)
    if kept is not None:
        try:
            return _assembled(source, kept)
        except (OverflowError, RuntimeError, TypeError, ValueError):
            return re.compile(source, flags)  # what is kept is not what this Python takes
    compiled = re.compile(source, flags)
    _KEPT.put(key, lambda: _parts(source, int(flags), compiled))
    return compiled


def _assembled(source: Any, parts: tuple[Any, ...]) -> re.Pattern[Any]:
    """A pattern of its parts, as the last step of `re.compile` makes it."""
    flags, code, *groups = parts
    made: re.Pattern[Any] = _ENGINE.compile(source, flags, memoryview(code).cast("I").tolist(), *groups)
    return made


def _parts(source: Any, flags: int, compiled: re.Pattern[Any]) -> tuple[Any, ...] | None:
    """What `_assembled` makes this pattern of; None where it makes another one."""
    from array import array

    parse, code_of = import_module("re._parser").parse, import_module("re._compiler")._code  # noqa: SLF001  no other way
    names: list[str | None] = [None] * (compiled.groups + 1)
    for name, number in compiled.groupindex.items():
        names[number] = name
    try:
        code = array("I", code_of(parse(source, flags), flags)).tobytes()
        parts = (compiled.flags, code, compiled.groups, dict(compiled.groupindex), tuple(names))
        return parts if _assembled(source, parts) == compiled else None
    except (AttributeError, OverflowError, RuntimeError, TypeError, ValueError):
        return None


def _engine() -> Any:
    """What runs patterns, where it is known of which parts it makes one; else None."""
    if sys.implementation.name != "cpython":
        return None
    try:
        engine = import_module("_sre")
    except ImportError:
        return None
    return engine if getattr(engine, "CODESIZE", 0) == _CODE and hasattr(engine, "MAGIC") else None


_CODE = 4
"""Bytes of a number in a compiled pattern."""
_ENGINE = _engine()
_KEPT = None if _ENGINE is None else Kept("patterns", lambda: str(_ENGINE.MAGIC))
