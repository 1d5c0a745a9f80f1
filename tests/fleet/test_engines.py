"""Engines: a repository that kills, crashes, hangs or starves its process costs itself, and nobody else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from socket import socket

import pytest
from fleets import misbehaving

from checker.errors import UsageError
from checker.fleet.engines import Engine, Limits, engine_of, local, scheduler
from checker.fleet.judging import Outcome, Task
from checker.fleet.places import Place

GIGABYTE = 1 << 30
FOLDER = Path(__file__).parent


def tasks(names: Sequence[str], folder: Path) -> list[Task]:
    return [Task(Place(name, "/nowhere"), date(2026, 7, 26), str(folder)) for name in names]


def ran(engine: Engine, names: Sequence[str], folder: Path) -> dict[str, str]:
    """What became of each: its verdict, or why it failed. Each comes once."""
    with closing(engine):
        found = [(task.place.name, outcome) for task, outcome in engine.run(tasks(names, folder))]
    assert sorted(name for name, _ in found) == sorted(names)
    return {name: outcome.message or outcome.verdict for name, outcome in found}


def test_process_that_dies_or_hangs_costs_one_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "judge", misbehaving)
    good = [f"good-{number}" for number in range(20)]
    names = [*good[:5], "killed", *good[5:9], "hanging", "crashing", *good[9:], "once"]
    found = ran(engine_of("local", 2, Limits(2, 0)), names, tmp_path)
    assert found == {
        **dict.fromkeys(good, "met"),
        "once": "met",
        "killed": f"ends the process that judges it, 3 times (exit code {-signal.SIGKILL})",
        "crashing": "ends the process that judges it, 3 times (exit code 9)",
        "hanging": "takes longer than the 2 s that a repository may",
    }


def test_repository_that_takes_too_much_memory_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "judge", misbehaving)
    found = ran(engine_of("local", 1, Limits(20, 4 * GIGABYTE)), ["hungry", "good"], tmp_path)
    assert found == {"hungry": "takes more memory than a repository may", "good": "met"}


def test_engine_that_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no `spark`; write `local`, `dask`, or `dask://HOST:PORT`"):
        engine_of("spark", 1, Limits(1, 0))


# --- a real scheduler with two workers, as processes of their own


def free_port() -> int:
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def dask_cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its workers."""
    address, module = f"127.0.0.1:{free_port()}", [sys.executable, "-m", "distributed.cli.dask_{}"]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(FOLDER), str(FOLDER.parent), str(FOLDER.parent.parent)]),
        "DASK_DISTRIBUTED__SCHEDULER__WORKER_SATURATION": "1.0",
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "2",
    }

    def started(kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [*module[:2], module[2].format(kind), *arguments]
        return subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    host, _, port = address.partition(":")
    quiet = ("--no-dashboard",)
    processes = [started("scheduler", "--host", host, "--port", port, *quiet)]
    workers = [
        started("worker", f"tcp://{address}", "--nthreads", "1", "--host", host, "--memory-limit", "2GB", *quiet)
        for _ in range(2)
    ]
    try:
        yield address, workers
    finally:
        for process in [*workers, *processes]:
            process.terminate()
        for process in [*workers, *processes]:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
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


@pytest.mark.filterwarnings("ignore")
def test_worker_that_dies_or_hangs_costs_one_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "judge", misbehaving)
    monkeypatch.setattr(scheduler, "judged_in_time", _in_time)
    good = [f"good-{number}" for number in range(12)]
    names = [*good[:3], "killed", *good[3:6], "once", *good[6:], "hanging"]
    with dask_cluster(tmp_path) as (address, _):
        found = ran(engine_at(address, Limits(3, 0)), names, tmp_path)
    lost = "ends the worker that judges it, 3 times, or takes longer than 3 s"
    assert found == {**dict.fromkeys(good, "met"), "once": "met", "killed": lost, "hanging": lost}


def _in_time(task: Task, seconds: float) -> Outcome:
    """As in a worker, with the stand-in that misbehaves."""
    vars(scheduler)["judge"] = misbehaving
    return scheduler.judged_in_time(task, seconds)


def test_scheduler_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "SECONDS", 1)
    address = f"127.0.0.1:{free_port()}"
    with pytest.raises(UsageError, match=f"--engine: no scheduler answers at {address}"):
        engine_of(f"dask://{address}", 1, Limits(1, 0))
