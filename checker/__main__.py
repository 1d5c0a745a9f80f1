"""The entry of the command; nothing is imported before it is known what for."""

from __future__ import annotations

import os
import sys
from types import TracebackType


def main() -> None:
    """Run the command. A bug of ours is one line and exit code 3; `CLOSURE_CHECK_DEBUG=1` shows its traceback."""
    if "CLOSURE_CHECK_DEBUG" not in os.environ:
        sys.excepthook = tell_of_bug
    from checker.cli import run

    run()


def tell_of_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say where the bug is and end with 3: what was to be judged is undecided."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace is not None else "?"  # noqa: PTH119
    said = f"closure-check has a bug: {kind.__name__} in {where}: {error}; please report it"
    sys.stderr.write(f"{said} (CLOSURE_CHECK_DEBUG=1 shows more)\n")
    sys.stdout.flush()
    sys.stderr.flush()
    # Python itself would end with 1 after an exception hook, and 1 is a verdict.
    os._exit(3)


if __name__ == "__main__":
    main()
