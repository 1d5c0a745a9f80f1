"""Whole processes, measured: how long, how much of the processors, how much memory."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LOOK_EVERY = 0.03
"""Seconds between two looks at the memory of all processes of a run."""
MEGABYTE = 1_000_000
UNIT = 1 if os.uname().sysname == "Darwin" else 1024
"""Bytes in which the system tells of memory."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One run. wall, cpu: seconds, those of its children included. memory: bytes of its largest process.

    together: the most bytes that all its processes had at a time, what they share counted once; 0 where nobody looked,
    or the system does not tell.
    """

    wall: float
    cpu: float
    memory: int
    code: int
    together: int = 0


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str], *, watch: bool = False) -> Ran:
    """Runs a program, without a terminal, and throws away what it says.

    The memory of whoever starts a process counts as its own until it begins; so this process has to be a small one.
    watch: whether all its processes are looked at meanwhile, which slows it down a little.
    """
    begun, together = time.perf_counter(), 0
    process = _start(command, folder, environment)
    while watch and os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        together = max(together, sum(map(_proportional, _family(process.pid))))
        time.sleep(LOOK_EVERY)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    return Ran(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * UNIT, process.returncode, together)


def own_memory() -> int:
    """The most bytes that this process has had, below which nothing can be said of another."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def in_another_process(job: Callable[..., None], *arguments: object) -> None:
    """Calls a function in a process of its own, which takes its memory with it. Raises ChildProcessError."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            job(*arguments)
            code = 0
        finally:
            os._exit(code)
    if os.waitpid(pid, 0)[1] != 0:
        raise ChildProcessError(f"{job} has failed")


def environment_of(home: Path) -> dict[str, str]:
    """What a program sees of a user who has set nothing: a home of its own, and bytecode where Python keeps it."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }


def said(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """The first thing like a version in what a program prints about itself."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    found = re.search(r"\d+\.\d+(\.\d+)*", done.stdout + done.stderr)
    return found[0] if found else "?"


def _start(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    program = shutil.which(command[0], path=environment["PATH"]) or command[0]
    nothing = subprocess.DEVNULL
    return subprocess.Popen(
        [program, *command[1:]], cwd=folder, env=environment, stdin=nothing, stdout=nothing, stderr=nothing
    )


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _proportional(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
