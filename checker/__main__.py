"""The entry of the command; nothing is imported before it is known what for."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # `typing` takes longer to import than this module
if TYPE_CHECKING:
    from types import TracebackType

    from checker.replay import Place

COLLECTED = (500_000, 20, 20)
"""How often cycles are looked for. Little of what is made goes in them: to do it less often saves a tenth of a run."""


def main() -> None:
    """Run the command. A bug of ours is one line and exit code 3; `CLOSURE_CHECK_DEBUG=1` shows its traceback.

    What was answered before is said again before anything else is imported (`checker.replay`).
    """
    _import_from_nowhere_else()
    from checker import replay

    asked = _asked()
    try:
        code = replay.replay(*asked) if asked is not None else None
    except OSError as error:
        from checker.streams import not_written, tell

        tell(str(not_written(error)))
        code = 2
    if code is not None:
        # Nothing is open or buffered, and to tear down the interpreter takes as long as all of this.
        os._exit(code)
    if asked is None:
        _run()
    else:
        from checker.keeping import run_and_keep

        run_and_keep(*asked, _run)


def _asked() -> tuple[Place, str] | None:
    """Where an answer would be kept, and under which name; None for a command of which none is."""
    from checker import replay

    arguments = sys.argv[1:]
    place = replay.place_of(arguments, os.environ) if replay.is_answerable(arguments) else None
    name = replay.question(arguments, os.environ) if place is not None else None
    return None if place is None or name is None else (place, name)


def _run() -> None:
    gc.set_threshold(*COLLECTED)
    from checker.streams import secure

    secure()
    if not _is_somewhere():
        from checker.streams import tell

        tell("the folder in which the command was started is gone; start it in another one")
        sys.exit(2)
    if "CLOSURE_CHECK_DEBUG" not in os.environ:
        sys.excepthook = tell_of_bug
    try:
        if _is_answered():
            return
        from checker.cli import run

        run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        # What is still there goes with the process; to look for cycles in it first takes a tenth of a run.
        gc.freeze()


def _is_answered() -> bool:
    """Whether nothing but an answer at hand was asked for, which is then given."""
    from checker.answers import answer

    said = answer(sys.argv[1:])
    if said is None:
        return False
    from checker.streams import OutputError, give_up_output, tell

    try:
        sys.stdout.write(said)
        sys.stdout.flush()
    except OutputError as error:
        give_up_output()
        tell(str(error))
        sys.exit(2)
    return True


def tell_of_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say where the bug is and end with 3: what was to be judged is undecided."""
    from checker.streams import tell

    if kind is MemoryError:
        tell("the memory that this process may take is not enough, so nothing is decided; give it more, or judge less")
        os._exit(3)
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace is not None else "?"  # noqa: PTH119
    said = f"closure-check has a bug: {kind.__name__} in {where}: {error}; please report it"
    tell(f"{said} (CLOSURE_CHECK_DEBUG=1 shows more)")
    # Python itself would end with 1 after an exception hook, and 1 is a verdict.
    os._exit(3)


def _is_somewhere() -> bool:
    """Whether the folder at hand is still there; one that was removed has no name any more."""
    try:
        os.getcwd()  # noqa: PTH109
    except OSError:
        return False
    return True


def _import_from_nowhere_else() -> None:
    """Takes the folder at hand off the path of imports: it is what is judged, and no module of it may be run.

    `python -m` puts it there, and so does an empty or relative part of PYTHONPATH. Our own package is known already,
    wherever it lies.
    """
    here = os.getcwd() if _is_somewhere() else ""  # noqa: PTH109  pathlib is not imported yet
    sys.path[:] = [one for one in sys.path if os.path.isabs(one) and one != here]  # noqa: PTH117


if __name__ == "__main__":
    main()
