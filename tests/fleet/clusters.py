"""A real Dask scheduler with two workers on the loopback address, as processes of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from socket import socket

from checker.errors import UsageError
from checker.fleet.engines import Engine, Limits, engine_of

FOLDER = Path(__file__).parent


def free_port() -> int:
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Cluster:
    """A scheduler with two workers, each a process of its own. begin: has them begin, and begin again."""

    def __init__(self, folder: Path) -> None:
        self.address, self._folder = f"127.0.0.1:{free_port()}", folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.begin()

    def begin(self) -> None:
        host, _, port = self.address.partition(":")
        self.scheduler = self._started("scheduler", "--host", host, "--port", port)
        for _ in range(2):
            self._started("worker", f"tcp://{self.address}", "--nthreads", "1", "--host", host, "--memory-limit", "2GB")

    def _started(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(FOLDER), str(FOLDER.parent), str(FOLDER.parent.parent)]),
            "DASK_DISTRIBUTED__SCHEDULER__WORKER_SATURATION": "1.0",
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "2",
        }
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments, "--no-dashboard"]
        self.processes.append(
            subprocess.Popen(
                command,
                cwd=self._folder,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
        return self.processes[-1]

    def close(self) -> None:
        """Ends all of it at once: each is a group of its own, with what it began."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def engine_at(address: str, limits: Limits) -> Engine:
    """The engine of a scheduler that both workers have come to."""
    for _ in range(100):
        try:
            engine = engine_of(f"dask://{address}", 1, limits)
        except UsageError:
            time.sleep(0.2)
            continue
        if engine.words.startswith("2 workers"):
            return engine
        engine.close()
        time.sleep(0.2)
    raise AssertionError("the workers do not come")
