"""A run over a fleet: what is not known yet is judged, and written down as it comes."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime

from checker import __version__
from checker.classes import dataclass, field
from checker.fleet.book import Book, Run
from checker.fleet.engines import Engine
from checker.fleet.judging import FAILED, KNOWN, Task
from checker.fleet.places import Place, plain


@dataclass
class Progress:
    """How far a run is. all_: repositories of the list. before: those that an earlier try has written down.

    failing: what is not met, undecided or failed so far. begun: on the clock of `time.monotonic`.
    """

    all_: int
    before: int = 0
    done: int = 0
    known: int = 0
    failing: int = 0
    failed: int = 0
    begun: float = field(default_factory=time.monotonic)

    def __str__(self) -> str:
        there = self.before + self.done
        seconds = time.monotonic() - self.begun
        rate = self.done / seconds if seconds else 0.0
        left = f", {_in_words((self.all_ - there) / rate)} left" if rate and there < self.all_ else ""
        bad = f", {self.failing} not met or undecided" if self.failing else ""
        lost = f", {self.failed} failed" if self.failed else ""
        return f"{there:,} of {self.all_:,} repositories, {rate:.1f} a second{left}{bad}{lost}"


def _in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller says for all. day: as of which is judged. mirrors: where they lie. seconds: for a criterion.

    fetching: seconds for a step of git that fetches, fewer than a repository may take, so that the reason is told.
    """

    day: date
    mirrors: str
    seconds: float = 60.0
    keeps: bool = True
    fetching: float = 60.0


def run_fleet(
    places: Sequence[Place], wish: Wish, book: Book, engine: Engine, tell: Callable[[str], None] = lambda _: None
) -> Run:
    """Judges every repository that the book does not have in this run yet. tell: is told how far it is.

    Raises UsageError where the book cannot be written; what stands in it then is whole.
    """
    digest = _digest(places, wish)
    run = book.begin(day=wish.day.isoformat(), tool=__version__, digest=digest, places=len(places), now=_now())
    done = book.done(run)
    progress = Progress(len(places), before=len(done))
    tell(f"judging {len(places):,} repositories with {engine.words}")
    for task, outcome in engine.run(_tasks(places, done, wish, book)):
        book.put(run, task.place, outcome)
        progress.done += 1
        progress.known += outcome.state == KNOWN
        progress.failed += outcome.state == FAILED
        progress.failing += outcome.state not in (FAILED, KNOWN) and outcome.exit_code != 0
        tell(str(progress))
    book.end(run, _now())
    return run


def _tasks(places: Sequence[Place], done: frozenset[str], wish: Wish, book: Book) -> Iterator[Task]:
    for place in places:
        if place.name not in done:
            yield Task(place, wish.day, wish.mirrors, book.known(place.name), wish.seconds, wish.keeps, wish.fetching)


def _digest(places: Sequence[Place], wish: Wish) -> str:
    """Of what was asked for, so that a run that was given up is gone on with and no other is."""
    said = [[plain(place) for place in places], wish.seconds]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
