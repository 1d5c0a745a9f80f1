"""Engines: a repository that kills, crashes, hangs or starves its process costs itself, and nobody else."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from clusters import Cluster, engine_at, free_port
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


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with closing(Cluster(tmp_path)) as one:
        yield one


@pytest.mark.filterwarnings("ignore")
def test_worker_that_dies_or_hangs_costs_one_repository(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "judged_in_time", _in_time)
    good = [f"good-{number}" for number in range(12)]
    names = [*good[:3], "killed", *good[3:6], "once", *good[6:], "hanging"]
    found = ran(engine_at(cluster.address, Limits(3, 0)), names, tmp_path)
    lost = "ends the worker that judges it, 3 times, or takes longer than 3 s"
    assert found == {**dict.fromkeys(good, "met"), "once": "met", "killed": lost, "hanging": lost}


def _in_time(task: Task, seconds: float) -> Outcome:
    """As in a worker, with the stand-in that misbehaves."""
    vars(scheduler)["judge"] = misbehaving
    return scheduler.judged_in_time(task, seconds)


@pytest.mark.filterwarnings("ignore")
def test_scheduler_that_dies_and_comes_back_loses_and_repeats_nothing(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "judged_in_time", _in_time)
    names = [f"good-{number}" for number in range(30)]
    found = []
    with closing(engine_at(cluster.address, Limits(30, 0))) as engine:
        for task, outcome in engine.run(tasks(names, tmp_path)):
            found.append((task.place.name, outcome.verdict))
            if len(found) == 10:
                cluster.scheduler.kill()
                cluster.scheduler.wait()
                cluster.begin()
    assert sorted(found) == sorted((name, "met") for name in names)


@pytest.mark.filterwarnings("ignore")
def test_scheduler_that_dies_and_stays_away_ends_the_run_with_what_is_judged(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "judged_in_time", _in_time)
    monkeypatch.setattr(scheduler, "SECONDS", 2)
    found: list[str] = []

    def judge_all(engine: Engine) -> None:
        for task, _ in engine.run(tasks([f"good-{number}" for number in range(200)], tmp_path)):
            found.append(task.place.name)
            if len(found) == 10:
                cluster.scheduler.kill()

    with closing(engine_at(cluster.address, Limits(30, 0))) as engine, pytest.raises(UsageError) as said:
        judge_all(engine)
    assert len(found) == len(set(found)) < 200
    gone = f"the scheduler at {cluster.address} is gone; begin it again"
    assert str(said.value) == f"--engine: {gone}, and the same command goes on with what is left"


def test_scheduler_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "SECONDS", 1)
    address = f"127.0.0.1:{free_port()}"
    with pytest.raises(UsageError, match=f"--engine: no scheduler answers at {address}"):
        engine_of(f"dask://{address}", 1, Limits(1, 0))
