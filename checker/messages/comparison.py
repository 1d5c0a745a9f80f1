"""What is different between two reports: criteria by policy and id, findings by fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from checker.classes import dataclass
from checker.messages.findings import OPEN, Finding, findings
from checker.model.observation import Outcome
from checker.model.report import Report, Result, Severity, Stage


class Change(StrEnum):
    """What became of a criterion, worst first."""

    BROKEN = "broken"
    """Was met, or did not have to be; is not met or undecided now."""
    NEW = "new"
    """Was not asked for before, and is not met or undecided."""
    GONE = "gone"
    """Is not asked for any more."""
    OPEN = "open"
    """Was not met or undecided and still is, with findings that came, went or stay."""
    EXCUSED = "excused"
    """Was judged, and need not hold now: it is waived, not due or does not apply."""
    MET = "met"
    """Is met now, and was not before."""
    SAME = "same"


_SEVERITIES: Sequence[Severity] = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_STAGES: Sequence[Stage] = (Stage.COMMIT, Stage.MERGE, Stage.CLOSURE)
"""From the strictest to the most lenient."""
WORSE = (Change.BROKEN, Change.NEW, Change.GONE)


@dataclass(frozen=True, slots=True)
class Difference:
    """One criterion in two reports; None where one does not have it. came, went: open findings that the other lacks."""

    change: Change
    before: Result | None
    after: Result | None
    came: tuple[Finding, ...]
    went: tuple[Finding, ...]

    @property
    def result(self) -> Result:
        """The newer one that there is."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a difference is about a criterion of one report at least")
        return found

    @property
    def is_worse(self) -> bool:
        return self.change in WORSE or bool(self.came) or bool(self.softened)

    @property
    def softened(self) -> tuple[Softening, ...]:
        """What the policy asks less strictly of it than before."""
        if self.before is None or self.after is None:
            return ()
        old, new = self.before.criterion, self.after.criterion
        pairs = (("severity", old.severity, new.severity, _SEVERITIES), ("due", old.stage, new.stage, _STAGES))
        softer = [(what, one, other) for what, one, other, order in pairs if order.index(other) > order.index(one)]
        return tuple(Softening(what, one.value, other.value) for what, one, other in softer)


@dataclass(frozen=True, slots=True)
class Softening:
    """Something that is asked less strictly. what: `severity`, `due` or `fail on`."""

    what: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.what} {self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports and every criterion of either, in the order of the newer one, then those that are gone."""

    before: Report
    after: Report
    differences: tuple[Difference, ...]

    def of(self, change: Change) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.change is change)

    @property
    def is_worse(self) -> bool:
        """Whether something broke, is newly open, was left out, or has more findings than before."""
        return any(one.is_worse for one in self.differences) or bool(self.softened)

    @property
    def softened(self) -> tuple[Softening, ...]:
        """What the run as a whole asks less strictly than before."""
        old, new = self.before.fail_on, self.after.fail_on
        is_softer = _SEVERITIES.index(new) < _SEVERITIES.index(old)
        return (Softening("fail on", old.value, new.value),) if is_softer else ()

    @property
    def other_policies(self) -> tuple[str, ...]:
        """The ids of policies that say something else now, or are in one report only."""
        before, after = ({one.id: one.digest for one in report.policies} for report in (self.before, self.after))
        return tuple(id_ for id_ in {**after, **before} if before.get(id_) != after.get(id_))


def compare(before: Report, after: Report) -> Comparison:
    return Comparison(before, after, tuple(_differences(before, after)))


def _differences(before: Report, after: Report) -> Iterator[Difference]:
    old, new = _by_criterion(before), _by_criterion(after)
    old_open, new_open = _open(before), _open(after)
    for key in {**new, **old}:
        mine, theirs = new_open.get(key, {}), old_open.get(key, {})
        came = tuple(one for mark, one in mine.items() if mark not in theirs)
        went = tuple(one for mark, one in theirs.items() if mark not in mine)
        yield Difference(_change(old.get(key), new.get(key)), old.get(key), new.get(key), came, went)


def _by_criterion(report: Report) -> Mapping[tuple[str, str], Result]:
    """What the caller left out was not asked for."""
    return {(result.policy, result.criterion.id): result for result in report.asked}


def _open(report: Report) -> Mapping[tuple[str, str], Mapping[str, Finding]]:
    """Open findings by criterion and fingerprint."""
    found: dict[tuple[str, str], dict[str, Finding]] = {}
    for one in findings(report):
        if one.outcome in OPEN:
            found.setdefault((one.result.policy, one.result.criterion.id), {})[one.fingerprint] = one
    return found


def _change(before: Result | None, after: Result | None) -> Change:
    if after is None:
        return Change.GONE
    if after.outcome in OPEN:
        if before is None:
            return Change.NEW
        return Change.OPEN if before.outcome in OPEN else Change.BROKEN
    if before is None or before.outcome is after.outcome:
        return Change.SAME
    return Change.MET if after.outcome is Outcome.PASS else Change.EXCUSED
