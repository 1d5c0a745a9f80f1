"""Judging one commit of a walk, with what is known of the one before."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping

from checker.classes import dataclass, field
from checker.evaluate.limit import Limit
from checker.model.report import Result
from checker.model.timeline import Cause, Key
from checker.pipeline import at_home, evaluate_all, in_order
from checker.policy.types import Policy
from checker.sources.git import GitError
from checker.sources.walk import Moment, Step, Walk
from checker.timeline.memory import Memory, WalkGatherer
from checker.timeline.recordings import Recordings, tracker_at
from checker.timeline.rules import Rules
from checker.trackers import NoTracker, Tracker
from checker.waiving import waived


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came out at a commit. gap: why nothing could be judged, empty where it was.

    changed: the paths that are others than at the commit that was judged before. why: what may have turned a criterion
    since then; one that is not named was not judged again. is_lasting: whether it comes out so whenever it is judged.
    """

    results: tuple[Result, ...] = ()
    changed: Collection[str] = ()
    why: Mapping[Key, Cause] = field(default_factory=dict)
    gap: str = ""
    is_lasting: bool = True


class Judge:
    """Judges one commit after the other, wherever on the way it was before. at: the commit that it judged last."""

    def __init__(self, walk: Walk, recordings: Recordings, seconds: float, *, pass_unused: bool = False) -> None:
        self.recordings = recordings
        self._walk = walk
        self._memory = Memory()
        self._seconds = seconds
        self._pass_unused = pass_unused
        self._rules: Rules | None = None
        self._project = ""
        self._policies: tuple[Policy, ...] = ()
        self._found: tuple[Result, ...] | None = None
        self.at = ""

    def evidence_at(self, step: Step, rules: Rules) -> str:
        """What tells what counts at a commit from what counts at others; empty where that cannot be told."""
        recorded = self.recordings.at(step)
        return f"{rules.digest} {recorded.digest if recorded is not None else ''}" if rules.digest else ""

    def judge(self, step: Step, rules: Rules) -> Judgement:
        """What comes out at a commit, as of its own day. Raises UsageError for a recording of another project."""
        try:
            source, change = self._walk.to(step)
        except GitError as error:
            return Judgement(gap=error.why)
        self.at = step.commit
        tracker = tracker_at(self.recordings.at(step), rules.policies, step)
        if self._rules is not rules or self._project != tracker.project:
            self._rules, self._project, self._found = rules, tracker.project, None
            self._policies = tuple(at_home(one, tracker) for one in rules.policies)
        said = f"{tracker.origin} {tracker.message if isinstance(tracker, NoTracker) else ''}"
        memory = self._memory
        homes = tuple(one.repository for one in self._policies)
        memory.move(change, step.day, said, rules.digest or f"{id(rules)}", homes)
        keys = [(id_, one.heading.id) for id_, each in rules.due.items() for one in each]
        if self._found is None or not memory.knows(keys):
            self._found = self._evaluated(rules, source, tracker)
        results = waived(
            self._found, rules.waivers, self._policies, step.day, rules.stage, pass_unused=self._pass_unused
        )
        is_whole = not self._walk.objects.lost and not memory.looks_at(self._walk.unknown())
        is_lasting = bool(rules.digest) and is_whole and memory.knows(keys)
        return Judgement(results, change.entries.keys(), dict(memory.why), is_lasting=is_lasting)

    def _evaluated(self, rules: Rules, source: Moment, tracker: Tracker) -> tuple[Result, ...]:
        memory = self._memory
        gatherer = WalkGatherer(source, tracker, lambda _: None, rules=rules.tree, memory=memory)
        limit = Limit(self._seconds, time.monotonic)
        found, _ = evaluate_all(self._policies, rules.due, gatherer, source.step.day, limit, recalling=lambda _: memory)
        return in_order(self._policies, rules.chosen, found, stage=rules.stage, skip=rules.skip, rules_at=rules.at)
