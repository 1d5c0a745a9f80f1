"""The cases of a suite judged in several processes, of which each remembers what its own have in common."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import IO, Any

from checker.witness import Apart, told
from checker.workshop import processors

ENOUGH = 8
"""Cases that are worth a process: what most of them have in common, it reads and asks for once more."""
Plain = list[Any]


def all_of(count: int, one: Callable[[int], Plain]) -> list[Plain]:
    """What `one` gives for each number below `count`, as plain data that JSON can say.

    What a process does not give, since it came to an end, is asked for here: then it is seen why.
    """
    hands = max(1, min(processors(), count // ENOUGH)) if hasattr(os, "fork") else 1
    # What stands side by side is about the same criteria as a rule.
    ends = [count * number // hands for number in range(1, hands + 1)]
    others = [_Hand(range(begin, end), one) for begin, end in pairwise(ends)]
    found: dict[int, Plain] = {}
    try:
        found |= {number: one(number) for number in range(ends[0])}
        for hand in others:
            found |= hand.result()
    finally:
        for hand in others:
            hand.close()
    return [found[number] if number in found else one(number) for number in range(count)]


class _Hand:
    """A process that answers for some numbers."""

    def __init__(self, numbers: Sequence[int], one: Callable[[int], Plain]) -> None:
        self._numbers = numbers
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  `close` closes it
        self._pid = os.fork()
        if self._pid == 0:
            try:
                apart = Apart()
                said = json.dumps([[one(number) for number in numbers], apart.news()])
                self._file.write(said.encode("utf-8", "surrogatepass"))
                self._file.flush()
            finally:
                # Nothing of what the run has open, or would do at its end, is done here.
                os._exit(0)

    def result(self) -> dict[int, Plain]:
        """What it found, by its numbers; nothing when it came to an end before."""
        self._wait()
        self._file.seek(0)
        said = self._file.read()
        if not said:
            return {}
        answers, news = json.loads(said.decode("utf-8", "surrogatepass"))
        told(news)
        return dict(zip(self._numbers, answers, strict=True))

    def close(self) -> None:
        self._wait()
        self._file.close()

    def _wait(self) -> None:
        if self._pid:
            with suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
            self._pid = 0
