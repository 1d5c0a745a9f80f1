"""Processes of this machine (pebble): one that is killed, crashes or hangs costs the repository at which it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from typing import Any

from checker.fleet.engines import ATTEMPTS, MOST_AHEAD, Limits, lacking
from checker.fleet.judging import Outcome, Task, failed, judge

RENEWED = 200
"""Repositories after which a process makes way for a new one, so that what it has lost of its memory comes back."""


class Local:
    """See `checker.fleet.engines.Engine`."""

    def __init__(self, jobs: int, limits: Limits) -> None:
        try:
            from pebble import ProcessPool
        except ImportError:
            raise lacking("pebble") from None
        _prepare()
        self.jobs, self.limits = jobs, limits
        self._pool = ProcessPool(
            max_workers=jobs, max_tasks=RENEWED, initializer=_limit_memory, initargs=(limits.memory,)
        )

    @property
    def words(self) -> str:
        return f"{self.jobs} process{'' if self.jobs == 1 else 'es'} of this machine"

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        waiting, attempts = iter(tasks), dict[str, int]()
        under_way: dict[Future[Any], Task] = {}
        again: list[Task] = []
        while True:
            while len(under_way) < self.jobs * MOST_AHEAD:
                task = again.pop() if again else next(waiting, None)
                if task is None:
                    break
                under_way[self._begun(task)] = task
            if not under_way:
                return
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                task = under_way.pop(future)
                name = task.place.name
                attempts[name] = attempts.get(name, 0) + 1
                outcome = self._result(future, name, attempts[name])
                if outcome is None:
                    again.append(task)
                else:
                    del attempts[name]
                    yield task, outcome

    def _begun(self, task: Task) -> Future[Any]:
        future: Future[Any] = self._pool.schedule(judge, args=(task,), timeout=self.limits.seconds)
        return future

    def _result(self, future: Any, name: str, attempt: int) -> Outcome | None:
        """What became of a repository; None where its process died, and it is tried again."""
        from pebble import ProcessExpired

        try:
            outcome: Outcome = future.result()
        except TimeoutError:
            return failed(name, f"takes longer than the {self.limits.seconds:g} s that a repository may")
        except ProcessExpired as error:
            if attempt < ATTEMPTS:
                return None
            return failed(name, f"ends the process that judges it, {ATTEMPTS} times (exit code {error.exitcode})")
        except CancelledError:
            return failed(name, "was given up")
        return outcome

    def close(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _prepare() -> None:
    """Imports here what every process needs, so that each has it when it begins."""
    import checker.pipeline
    import checker.reports.json
    import checker.request  # noqa: F401


def _limit_memory(most: int) -> None:
    if most:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
