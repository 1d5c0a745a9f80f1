"""How a fleet stands: what every report on it tells alike, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from checker.classes import dataclass
from checker.fleet.book import Book, Line, Run
from checker.fleet.judging import FAILED
from checker.model.observation import Outcome
from checker.model.report import Verdict

NOBODY = "nobody named"
ORDER = (FAILED, str(Verdict.UNDECIDED), str(Verdict.NOT_MET), str(Verdict.MET_IN_PART), str(Verdict.MET))
"""From the worst on: of what could not be judged or decided, nobody knows how bad it is."""
WORDS = {
    FAILED: "failed",
    str(Verdict.UNDECIDED): "undecided",
    str(Verdict.NOT_MET): "not met",
    str(Verdict.MET_IN_PART): "met in part",
    str(Verdict.MET): "met",
}
_CODES = {FAILED: 3, str(Verdict.UNDECIDED): 3, str(Verdict.NOT_MET): 1}


@dataclass(frozen=True, slots=True)
class Standing:
    """A run and its lines, from the worst on."""

    run: Run
    lines: tuple[Line, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many repositories came out how, from the worst on, those that none did left out."""
        found = Counter(state_of(one) for one in self.lines)
        return {state: found[state] for state in ORDER if found[state]}

    @property
    def unjudged(self) -> int:
        """Repositories of the list that nothing is known of yet: the run was given up."""
        return max(self.run.places - len(self.lines), 0)

    @property
    def exit_code(self) -> int:
        """0 all are met, 1 some are not, 3 some could not be decided or judged; 3 before 1."""
        codes = {_CODES.get(state, 0) for state in self.counts}
        if self.unjudged:
            codes.add(3)
        return next((code for code in (3, 1) if code in codes), 0)

    def by_owner(self) -> Mapping[str, Mapping[str, int]]:
        """How many came out how for each owner, those with the most that is open first."""
        found: dict[str, Counter[str]] = {}
        for one in self.lines:
            found.setdefault(one.place.owner or NOBODY, Counter())[state_of(one)] += 1

        def weight(name: str) -> tuple[int, str]:
            return -sum(count for state, count in found[name].items() if _CODES.get(state)), name

        return {name: {state: found[name][state] for state in ORDER} for name in sorted(found, key=weight)}

    def by_criterion(self) -> Sequence[tuple[str, str, int, int]]:
        """Criteria that are not met or undecided somewhere: id, title, in how many repositories, and of how many.

        Those that are in the most repositories first.
        """
        bad: Counter[tuple[str, str]] = Counter()
        every: Counter[tuple[str, str]] = Counter()
        titles: dict[tuple[str, str], str] = {}
        for line in self.lines:
            for one in line.outcome.criteria:
                key = one.policy, one.id
                titles[key] = one.title
                every[key] += one.outcome not in _NOT_ASKED
                bad[key] += one.outcome in OPEN
        found = [(id_, titles[policy, id_], bad[policy, id_], every[policy, id_]) for policy, id_ in bad]
        return sorted((one for one in found if one[2]), key=lambda one: (-one[2], one[0]))


OPEN = (str(Outcome.FAIL), str(Outcome.UNKNOWN))
_NOT_ASKED = (str(Outcome.NOT_APPLICABLE), str(Outcome.NOT_DUE))


def state_of(line: Line) -> str:
    """A verdict, or `failed`."""
    return FAILED if line.outcome.state == FAILED else line.outcome.verdict


def open_in(line: Line) -> int:
    """How many criteria are not met or undecided."""
    return sum(one.outcome in OPEN for one in line.outcome.criteria)


def standing_of(book: Book, run: Run) -> Standing:
    return Standing(run, tuple(_worst_first(book.lines(run))))


def _worst_first(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda one: (ORDER.index(state_of(one)), -open_in(one), one.place.name))


def in_words(counts: Mapping[str, int]) -> str:
    """`3 not met, 12 met`."""
    return ", ".join(f"{count:,} {WORDS[state]}" for state, count in counts.items()) or "none"
