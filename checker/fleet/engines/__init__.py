"""What runs the judging: a pool of processes on this machine, or the workers of a Dask scheduler."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

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


class Engine(Protocol):
    """Where repositories are judged."""

    @property
    def words(self) -> str:
        """What it is, for people."""

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Every task with what became of it, in the order in which they are done.

        A task whose worker dies, hangs or takes too much memory fails by itself, and is named.
        """

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
