"""What somebody has to do: everything that stands in the way, each thing once, with the one who owns it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.classes import dataclass
from checker.messages.blockers import Blocker, blockers, remedy_for
from checker.messages.findings import OPEN
from checker.model.location import Location
from checker.model.observation import Outcome
from checker.model.report import Report, Result, Severity


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do. blockers: what it takes away: one that blocks several criteria, or all that blocks one alone."""

    blockers: tuple[Blocker, ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """The criteria that wait for it."""
        return tuple({id(one): one for blocker in self.blockers for one in blocker.results}.values())

    @property
    def owner(self) -> str:
        """Whose it is, by name; empty for nobody's, several with commas."""
        return ", ".join(dict.fromkeys(name for blocker in self.blockers for name in blocker.owners))

    @property
    def outcome(self) -> Outcome:
        return min((one.outcome for one in self.blockers), key=OPEN.index)

    @property
    def severity(self) -> Severity:
        return min((one.severity for one in self.blockers), key=list(Severity).index)

    @property
    def is_shared(self) -> bool:
        """Whether it is about a thing that is missing, and not about a criterion."""
        return len(self.blockers) == 1 and (self.blockers[0].is_lack or len(self.results) > 1)

    @property
    def title(self) -> str:
        """What is not as it should be: the criterion, or what is missing."""
        return self.blockers[0].said if self.is_shared else self.results[0].criterion.title

    @property
    def remedy(self) -> str:
        """What to do about all of it."""
        return remedy_for(self.blockers)

    @property
    def places(self) -> tuple[Location, ...]:
        """Where there is something to do, each file and line once."""
        return tuple({str(place): place for one in self.blockers for place in one.places}.values())


def actions(report: Report) -> tuple[Action, ...]:
    """All that is to be done, what is not met before what could not be decided."""
    groups: dict[object, list[Blocker]] = {}
    for one in blockers(report):
        groups.setdefault(id(one) if len(one.results) > 1 else id(one.results[0]), []).append(one)
    found = [Action(tuple(theirs)) for theirs in groups.values()]
    return tuple(sorted(found, key=lambda one: OPEN.index(one.outcome)))


def by_owner(todo: Iterable[Action]) -> Mapping[str, tuple[Action, ...]]:
    """The actions of each owner, who has most to do first and nobody last."""
    found: dict[str, tuple[Action, ...]] = {}
    for one in todo:
        found[one.owner] = (*found.get(one.owner, ()), one)
    return {name: found[name] for name in sorted(found, key=lambda name: (not name, -len(found[name])))}
