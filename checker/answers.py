"""Answers that need no command line to be parsed: the version, and help that was shown before."""

from __future__ import annotations

import os
import sys

from checker import __version__
from checker.kept import Kept, state_of_file

TYPE_CHECKING = False  # `typing` takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Sequence

_HELP = ("-h", "--help")
_LANGUAGE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_WIDEST = 80
"""Columns, where the terminal does not tell how many it has: https://docs.python.org/3/library/shutil.html."""


def answer(arguments: Sequence[str]) -> str | None:
    """What the command prints and then ends with 0; None where somebody has to look what is asked."""
    if list(arguments) == ["--version"]:
        return f"closure-check, version {__version__}\n"
    if not _asks_help(arguments):
        return None
    found: str | None = _KEPT.get(_key(arguments))
    return found


def keep_help(arguments: Sequence[str], text: str) -> None:
    """Have a page of help at hand the next time."""
    if _asks_help(arguments) and _KEPT.get(_key(arguments)) is None:
        _KEPT.put(_key(arguments), lambda: text)


def _asks_help(arguments: Sequence[str]) -> bool:
    return len(arguments) in (1, 2) and arguments[-1] in _HELP and arguments[0][:1] != "-" * (len(arguments) - 1)


def _key(arguments: Sequence[str]) -> tuple[object, ...]:
    return (*arguments, _columns(), *(os.environ.get(name) for name in _LANGUAGE))


def _columns() -> int:
    """How wide the terminal is, as `shutil.get_terminal_size` tells."""
    try:
        columns = int(os.environ.get("COLUMNS", ""))
    except ValueError:
        columns = 0
    if columns > 0:
        return columns
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _WIDEST if sys.__stdout__ else _WIDEST
    except (AttributeError, OSError, ValueError):
        return _WIDEST


def _made_of() -> str:
    """What decides on the words of the help: our own, and who lays them out."""
    from importlib.machinery import PathFinder

    here = os.path.dirname(__file__)  # noqa: PTH120
    found = PathFinder.find_spec("click")
    folder = os.path.dirname(found.origin) if found is not None and found.origin else ""  # noqa: PTH120
    files = [*(f"{here}/{name}.py" for name in ("__init__", "cli", "options")), f"{folder}/core.py"]
    return "\n".join((__version__, folder, *map(state_of_file, files)))


_KEPT = Kept("help", _made_of)
