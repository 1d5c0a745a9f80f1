"""A run whose answer is kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from checker.cache import make_key, put_answer
from checker.recall import forget, use
from checker.replay import Place
from checker.store import Store
from checker.streams import OutputError
from checker.witness import begin, end

VERDICTS = (0, 1, 3)
"""The exit codes of what was judged; a command that is wrong is not asked again."""


def run_and_keep(place: Place, name: str, run: Callable[[], None]) -> None:
    """Runs the command, and keeps what it says under a name if that can be said again. Raises SystemExit as it does."""
    # The key is no evidence, and one that is made now would be taken for something that was just written.
    key = place.key or make_key(os.environ)
    kept = Place(place.folder, key) if key is not None else None
    if kept is not None:
        use(Store(kept))
    witness = begin()
    try:
        run()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
        if code in VERDICTS and _is_said():
            body = witness.answer(code)
            if body is not None and kept is not None:
                put_answer(kept, name, body)
        raise
    finally:
        end()
        forget()


def _is_said() -> bool:
    """Whether all that was to be said has left the process."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OutputError:
        return False
    return True
