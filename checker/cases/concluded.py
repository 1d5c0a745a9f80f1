"""What a criterion concluded in one case, for the others in which all on which that rests is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date

from checker.classes import dataclass, field
from checker.formats.reading import Reading
from checker.model.facts import Facts, Inquiry
from checker.model.parts import Anchors, Excerpt, Footing, Part, Question
from checker.model.report import Result
from checker.policy.types import Criterion, Policy
from checker.recall import digest_of_list
from checker.trackers import Tracker


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A result, and on what it rests: files by git's ids of their bytes, the list of files, the day, the issues.

    day, issues: None where it does not rest on them.
    """

    result: Result
    evidence: Mapping[str, str]
    files: str
    day: date | None
    issues: tuple[int, date] | None


@dataclass
class Conclusions:
    """Those of the cases so far. trackers: those of cases, of which each says something else."""

    by_criterion: dict[tuple[str, str], list[Conclusion]] = field(default_factory=dict)
    trackers: list[Tracker] = field(default_factory=list)

    def in_case(self, tracker: Tracker, facts: Facts) -> InCase:
        if tracker not in self.trackers:
            self.trackers.append(tracker)
        # How old issues may be is a matter of the day.
        return InCase(self, facts, (self.trackers.index(tracker), facts.today))


class InCase:
    """What is known in one case, as `checker.recall.Recalling` has it."""

    def __init__(self, known: Conclusions, facts: Facts, issues: tuple[int, date]) -> None:
        self._known, self._facts, self._issues = known, facts, issues
        self._files = digest_of_list(facts.tree)
        self._blobs = {path: blob for one in facts.documents.values() for path, blob in one.blobs.items()}
        self._repositories: dict[str, str] = {}

    def conclusions(
        self,
        policies: Iterable[Policy],
        criteria: Mapping[str, Sequence[Criterion]],
        reading: Reading,  # noqa: ARG002  every case is read as its policy says
    ) -> dict[tuple[str, str], tuple[Result, Footing]]:
        found: dict[tuple[str, str], tuple[Result, Footing]] = {}
        for policy in policies:
            self._repositories[policy.id] = policy.repository
            for one in criteria[policy.id]:
                known = self._known.by_criterion.get((policy.repository, one.heading.id), ())
                same = next(filter(self._holds, known), None)
                if same is not None:
                    found[policy.id, one.heading.id] = same.result, Footing(same.evidence, {})
        return found

    def _holds(self, known: Conclusion) -> bool:
        rests_on_others = known.day not in (None, self._facts.today) or known.issues not in (None, self._issues)
        if rests_on_others or known.files != self._files:
            return False
        return all(self._blobs.get(path) == blob for path, blob in known.evidence.items())

    def keep_conclusion(
        self,
        policy: str,
        result: Result,
        inquiry: Inquiry | None,
        lines: Callable[[], Mapping[str, Excerpt]],  # noqa: ARG002  no case shows them
    ) -> None:
        if inquiry is None or not inquiry.can_be_told or inquiry.wanted:
            return
        day = self._facts.today if inquiry.is_of_day else None
        issues = self._issues if inquiry.is_of_issues else None
        kept = Conclusion(result, inquiry.evidence(), self._files, day, issues)
        key = self._repositories[policy], result.criterion.id
        self._known.by_criterion.setdefault(key, []).append(kept)

    def parts(
        self,
        questions: Iterable[Question],  # noqa: ARG002  a start of so many documents is rare
        policies: Sequence[Policy],  # noqa: ARG002
        reading: Reading,  # noqa: ARG002
    ) -> tuple[dict[Question, Part | None], Mapping[Question, Set[str]]]:
        return {}, {}

    def keep_parts(self, found: Mapping[Question, Part | None], policies: Sequence[Policy]) -> None:
        """Parts are not kept."""

    def anchors(self, paths: Iterable[str], reading: Reading) -> dict[str, Anchors]:  # noqa: ARG002  the same
        return {}

    def keep_anchors(self, path: str, anchors: Anchors, reading: Reading) -> None:
        """Nor is what a link can reach."""

    def close(self, facts: Facts, *, since: int) -> None:
        """Nothing is written anywhere."""
