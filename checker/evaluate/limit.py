"""The time that one criterion may take. The clock is handed in, so that evaluating stays a function of its inputs."""

from __future__ import annotations

from collections.abc import Callable

from checker.classes import dataclass
from checker.witness import spoil


class OutOfTimeError(Exception):
    """A criterion takes longer than it may. seconds: how long that is."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class End:
    """When one criterion has to be done, by a clock that only runs forward."""

    seconds: float
    moment: float
    clock: Callable[[], float]

    def check(self) -> None:
        """Raises OutOfTimeError when it is over."""
        if self.clock() > self.moment:
            spoil("a criterion took too long")
            raise OutOfTimeError(self.seconds)


@dataclass(frozen=True, slots=True)
class Limit:
    """seconds: what each criterion may take. clock: counts seconds, from whenever."""

    seconds: float
    clock: Callable[[], float]

    def begin(self) -> End:
        return End(self.seconds, self.clock() + self.seconds, self.clock)
