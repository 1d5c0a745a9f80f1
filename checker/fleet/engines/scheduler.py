"""The workers of a Dask scheduler, here or elsewhere.

Each worker has one thread and is handed one repository at a time (`worker-saturation`), so that when it dies the one
is known that was at work; the others go to another worker and bear no blame. A repository whose worker dies again and
again is given up by the scheduler (`allowed-failures`) and named. A scheduler that comes back is handed again what it
was handed before; one that stays away ends the run, whose book has all that came back.
"""

from __future__ import annotations

import logging
import os
import threading
from concurrent.futures import CancelledError
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from checker.errors import UsageError
from checker.fleet.engines import ATTEMPTS, Engine, Limits, lacking
from checker.fleet.judging import Outcome, Task, failed, judge

if TYPE_CHECKING:
    from distributed import Client

SECONDS = 20
"""How long a scheduler is waited for."""
LOOKED = 2
"""Seconds after which it is looked whether the scheduler is still there."""
_SETTINGS = {
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.scheduler.allowed-failures": ATTEMPTS - 1,
    "distributed.comm.timeouts.connect": f"{SECONDS}s",
    "distributed.admin.log-format": "%(message)s",
}


class Dask(Engine):
    """See `checker.fleet.engines.Engine`. address: of a scheduler, empty for one of this command's own."""

    def __init__(self, address: str, jobs: int, limits: Limits) -> None:
        try:
            import dask
            from distributed import Client, LocalCluster
        except ImportError:
            raise lacking("dask") from None
        dask.config.set(_SETTINGS)
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what there is to say is said here
        self.address, self.limits = address, limits
        self._cluster: Any = None
        try:
            if not address:
                memory = limits.memory or "auto"
                self._cluster = LocalCluster(  # type: ignore[no-untyped-call]
                    n_workers=jobs, threads_per_worker=1, memory_limit=memory, dashboard_address=None, silence_logs=50
                )
            where = self._cluster or f"tcp://{address}"
            self._client: Client = Client(where, timeout=SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
            self.jobs = max(len(self._client.scheduler_info(n_workers=-1)["workers"]), 1)
        except (OSError, ValueError) as error:
            raise UsageError(f"--engine: no scheduler answers at {address or 'this machine'} ({error})") from None

    @property
    def words(self) -> str:
        where = f"the scheduler at {self.address}" if self.address else "a scheduler of this machine"
        return f"{self.jobs} worker{'' if self.jobs == 1 else 's'} of {where}"

    def _begun(self, task: Task) -> Any:
        """The future of a task. Raises UsageError when the scheduler is gone."""
        try:
            # What failed once for a reason of its own would fail again.
            return self._client.submit(judged_in_time, task, self.limits.seconds, pure=False, retries=0)
        except Exception:
            if self._client.status == "closed":  # what is raised then differs between versions
                raise self._gone() from None
            raise

    def _gone(self) -> UsageError:
        gone = f"the scheduler at {self.address or 'this machine'} is gone"
        return UsageError(f"--engine: {gone}; begin it again, and the same command goes on with what is left")

    def _next(self, done: SimpleQueue[Any]) -> Any:
        """The next that has come to an end. Raises UsageError when nothing comes any more."""
        while True:
            try:
                return done.get(timeout=LOOKED)
            except Empty:
                if self._client.status == "closed":
                    raise self._gone() from None

    def _result(self, future: Any, name: str, attempt: int) -> Outcome | None:
        """What became of a repository; None where the scheduler lost it, and it is tried again."""
        from distributed import KilledWorker

        try:
            outcome: Outcome = future.result()
        except KilledWorker:
            said = f"ends the worker that judges it, {ATTEMPTS} times, or takes longer than {self.limits.seconds:g} s"
            return failed(name, said)
        except CancelledError:
            return None if attempt < ATTEMPTS else failed(name, f"is lost with its scheduler, {ATTEMPTS} times")
        except Exception as error:  # noqa: BLE001  whatever becomes of one task, the others go on
            return failed(name, f"is lost with its worker ({type(error).__name__}: {error})")
        finally:
            future.release()
        return outcome

    def close(self) -> None:
        self._client.close()  # type: ignore[no-untyped-call]
        if self._cluster is not None:
            self._cluster.close()


def judged_in_time(task: Task, seconds: float) -> Outcome:
    """Judges a repository in a worker. One that hangs takes the worker with it, which its nanny begins anew."""
    watch = threading.Timer(seconds, os._exit, args=(124,))
    watch.daemon = True
    watch.start()
    try:
        return judge(task)
    finally:
        watch.cancel()
