"""Installed distributions that add kinds to the language."""

from __future__ import annotations

from collections.abc import Iterable
from traceback import walk_tb
from types import TracebackType

from checker.classes import dataclass, field


@dataclass(frozen=True, slots=True)
class Plugin:
    """A distribution that took part. name, version: of the distribution. modules: the packages in which its code is."""

    name: str
    version: str
    modules: frozenset[str] = field(default=frozenset(), compare=False)

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def blamed(trace: TracebackType | None, plugins: Iterable[Plugin]) -> Plugin | None:
    """The plugin in whose code an exception was raised, or was called from last; None where none had a part in it."""
    names = [str(frame.f_globals.get("__name__", "")).partition(".")[0] for frame, _ in walk_tb(trace)]
    owners = {module: plugin for plugin in plugins for module in plugin.modules}
    return next((owners[name] for name in reversed(names) if name in owners), None)
