"""Processes of this machine (pebble): one that is killed, crashes or hangs costs the repository at which it was."""

from __future__ import annotations

from concurrent.futures import CancelledError
from typing import Any

from checker.fleet.engines import ATTEMPTS, Engine, Limits, lacking
from checker.fleet.judging import Outcome, Task, failed, judge

RENEWED = 200
"""Repositories after which a process makes way for a new one, so that what it has lost of its memory comes back."""


class Local(Engine):
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

    def _begun(self, task: Task) -> Any:
        return self._pool.schedule(judge, args=(task,), timeout=self.limits.seconds)

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
