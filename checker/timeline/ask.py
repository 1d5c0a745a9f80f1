"""What the caller asks for: from the words of a command to how it went."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from checker import __version__
from checker.errors import UsageError
from checker.model.timeline import Timeline
from checker.pipeline import SECONDS
from checker.recall import kept_pieces
from checker.sources import Source, Subfolder, open_source
from checker.sources.opening import repository_at
from checker.sources.stored import Objects
from checker.sources.subfolder import whole_of
from checker.sources.walk import Step, Walk, stretch_of
from checker.sources.worktree import Worktree
from checker.timeline.along import AT_ONCE, Kept, Teller, Walker, Where, made_of, points_of
from checker.timeline.judge import Judge
from checker.timeline.rules import rulebook

Tell = Callable[[str], None]


def timeline(path: str | None, given: Mapping[str, Any], tell: Tell, *, with_brought: bool = False) -> Timeline:
    """How it went over a range of commits. Raises UsageError and PolicyError.

    given: the words of the command. with_brought: with what each commit brought. An interrupted walk is told as far as
    it came.
    """
    source = _opened(path, given)
    whole = whole_of(source)
    assert isinstance(whole, Worktree)  # noqa: S101  that is what was opened
    folder = source.folder if isinstance(source, Subfolder) else ""
    with Objects(whole.git) as objects:
        tell("asking git for the commits")
        stretch = stretch_of(whole.git, objects, given["over"])
        walk = Walk(whole.git, whole.disk, objects, folder)
        rules, recordings = rulebook(source, walk, given)
        judge = Judge(walk, recordings, given["time_limit"] or SECONDS, pass_unused=bool(given["pass_unused_waivers"]))
        pieces = kept_pieces()
        walker = Walker(whole.git, judge, rules, Kept(*pieces) if pieces else None, folder)
        teller = Teller(with_brought=with_brought)
        points = points_of(stretch.steps, given["every"])
        try:
            left = _walked(walker, teller, stretch.before, points, tell)
        finally:
            walker.close()
    if not teller.points:
        raise KeyboardInterrupt
    courses, still = teller.told()
    last = teller.rules
    policies = last.policies if last is not None else ()
    titles = ", ".join(one.info.title or one.id for one in policies)
    return Timeline(
        titles,
        tuple(one.id for one in policies),
        stretch.said,
        given["every"],
        rules.words,
        folder or ".",
        len(stretch.steps),
        made_of(stretch.before) if stretch.before is not None else None,
        tuple(teller.points),
        courses,
        still,
        min((date.fromisoformat(one.info.due) for one in policies if one.info.due), default=None),
        __version__,
        left,
        teller.brought,
    )


def timeline_beside(path: str | None, given: Mapping[str, Any], over: str, tell: Tell) -> Timeline:
    """How it went until what a report is about, by the words of that report.

    Its issues count as far as they are recordings: an export says nothing of the past.
    """
    words = {"over": over, "every": "commit", "own_policy": False, "only": (), "are_recordings": False}
    return timeline(path, {**given, **words}, tell)


def trial_of(policy: str) -> dict[str, Any]:
    """The words that judge every commit by one policy alone."""
    return {
        "policies": (policy,),
        "policy_at": None,
        "expect_policy": None,
        "own_policy": False,
        "every": "commit",
        "waivers": None,
        "no_waivers": True,
        "pass_unused_waivers": False,
    }


def _opened(path: str | None, given: Mapping[str, Any]) -> Source:
    """The work tree, beside which its past lies. Raises UsageError for what has none."""
    start = Path(path) if path else Path()
    there = repository_at(start.resolve()) if start.is_dir() else None
    if start.is_dir() and (there is None or there.is_bare):
        called = f"`{path or '.'}`"
        if there is not None:
            remedy = "clone it (`git clone`), and name the clone"
            raise UsageError(f"{called} is a bare repository, whose settings and work tree nobody sees; {remedy}")
        raise UsageError(f"{called} is in no git repository, so it has no history")
    return open_source(Path(path) if path else None, "worktree", allow_foreign_owner=given["allow_foreign_owner"])


def _walked(walker: Walker, teller: Teller, before: Step | None, points: Sequence[Sequence[Step]], tell: Tell) -> int:
    """Goes along. Gives how many points are left where somebody ended the walk."""
    begun, where = time.monotonic(), Where(None, {})
    with _patiently() as is_ended:
        if before is not None:
            tell(f"judging {before.commit[:9]}")
            where, _ = walker.go(where, before)
        teller.begin(where)
        for done, stretch in enumerate(points):
            if is_ended():
                return len(points) - done
            if done % AT_ONCE == 0:
                walker.look_ahead(where, [one[-1] for one in points[done : done + AT_ONCE]])
            tell(_progress(done, len(points), stretch[-1], time.monotonic() - begun))
            where = _passed(walker, teller, where, stretch)
    return 0


@contextmanager
def _patiently() -> Iterator[Callable[[], bool]]:
    """Has an interrupt wait until a commit is judged; a second one does not wait. Gives whether there was one."""
    heard: list[int] = []

    def hear(number: int, frame: FrameType | None) -> None:
        heard.append(number)
        if len(heard) > 1:
            signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield lambda: bool(heard)
    finally:
        signal.signal(signal.SIGINT, before)


def _passed(walker: Walker, teller: Teller, where: Where, stretch: Sequence[Step]) -> Where:
    """Goes to the next point; where something turned on the way, by every commit between, to see which one it was."""
    there, delta = walker.go(where, stretch[-1])
    if len(stretch) > 1 and (delta.outcomes or there.gap != where.gap):
        for step in stretch:
            there, delta = walker.go(where, step)
            teller.pass_by(where, there, delta)
            where = there
    else:
        teller.pass_by(where, there, delta)
    teller.stop_at(there, walker.issues_at(stretch[-1]))
    return there


def _progress(done: int, all_: int, step: Step, seconds: float) -> str:
    left = seconds / done * (all_ - done) if done else 0
    still = f", {left / 60:.0f} min left" if left > 90 else ""
    return f"judging {step.commit[:9]} of {step.day}, {done + 1} of {all_}{still}"
