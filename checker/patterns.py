"""Regular expressions that are compiled when they are first used.

A run uses few of the patterns that there are, and to compile one takes longer than to import its module. What stands in
for a pattern has its methods and attributes, and takes them from the compiled one as soon as it is asked for any.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_TAKEN = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "flags")


class _Uncompiled:
    """A pattern that nothing was looked for with yet."""

    def __init__(self, source: Any, flags: int) -> None:
        self.pattern, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for one in _TAKEN:
            setattr(self, one, getattr(compiled, one))
        return getattr(compiled, name)


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern that `re.compile` gives; a mistake in it is raised when it is first used, as `re.error`."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(source, flags))
