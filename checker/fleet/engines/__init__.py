"""What runs the judging: a pool of processes on this machine, or the workers of a Dask scheduler."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from queue import SimpleQueue
from typing import Any

from checker.classes import dataclass
from checker.errors import UsageError
from checker.fleet.judging import Outcome, Task

ATTEMPTS = 3
"""How often a repository is tried whose worker dies."""
MOST_AHEAD = 2
"""Tasks for each worker that are handed out at a time, so that the list of a million is not in memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What judging one repository may take. seconds: from its beginning. memory: bytes of address space, 0 for any."""

    seconds: float
    memory: int


class Engine(ABC):
    """Where repositories are judged. jobs: how many at a time."""

    jobs: int
    limits: Limits

    @property
    @abstractmethod
    def words(self) -> str:
        """What it is, for people."""

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Every task with what became of it, in the order in which they are done.

        A task whose worker dies, hangs or takes too much memory fails by itself, and is named.
        """
        waiting, attempts = iter(tasks), dict[str, int]()
        under_way: dict[Any, Task] = {}
        again: list[Task] = []
        done: SimpleQueue[Any] = SimpleQueue()
        while True:
            while len(under_way) < self.jobs * MOST_AHEAD:
                task = again.pop() if again else next(waiting, None)
                if task is None:
                    break
                future = self._begun(task)
                under_way[future] = task
                future.add_done_callback(done.put)
            if not under_way:
                return
            future = self._next(done)
            task = under_way.pop(future)
            name = task.place.name
            attempts[name] = attempts.get(name, 0) + 1
            outcome = self._result(future, name, attempts[name])
            if outcome is None:
                again.append(task)
            else:
                del attempts[name]
                yield task, outcome

    @abstractmethod
    def _begun(self, task: Task) -> Any:
        """The future of a task."""

    def _next(self, done: SimpleQueue[Any]) -> Any:
        """The next that has come to an end."""
        return done.get()

    @abstractmethod
    def _result(self, future: Any, name: str, attempt: int) -> Outcome | None:
        """What became of a repository; None where it is tried again."""

    @abstractmethod
    def close(self) -> None:
        """Lets everything go that it began."""


def engine_of(name: str, jobs: int, limits: Limits) -> Engine:
    """The engine of that name: `local`, `dask`, or `dask://HOST:PORT`. Raises UsageError."""
    if name == "local":
        from checker.fleet.engines.local import Local

        return Local(jobs, limits)
    if name == "dask" or name.startswith("dask://"):
        from checker.fleet.engines.scheduler import Dask

        return Dask(name.removeprefix("dask").removeprefix("://"), jobs, limits)
    raise UsageError(f"--engine: there is no `{name}`; write `local`, `dask`, or `dask://HOST:PORT`")


def lacking(what: str) -> UsageError:
    """That a library is not installed which the engine is made of."""
    return UsageError(
        f"{what} is not installed, with which many repositories are judged; it comes with the extra `fleet`"
    )
