"""The scope of one criterion: what selectors and requirements can reach while they are at work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from checker.evaluate import operands
from checker.evaluate.counting import judge_number
from checker.evaluate.logic import as_loss, conclude, distinct, either, lacking, opposite
from checker.model.facts import Facts
from checker.model.kinds import Requirement
from checker.model.language import Condition, Operand, Person, Requirements, Selected, Selection
from checker.model.location import Location
from checker.model.observation import Observation, not_met, undecided
from checker.model.record import Record, Subject, Value
from checker.reading.issue_refs import GITHUB

MOST_WANTED = 3
"""How many conditions are told of what was not found; more of them explain nothing."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scope in which one criterion is evaluated; see `checker.model.kinds.Scope`.

    record: what is being looked at. enclosing: the record that `{field: …}` speaks of.
    named: what the named selections were found to hold, shared by all criteria of a run.
    """

    facts: Facts
    people: Mapping[str, Person]
    repository: str
    place: Location
    named: dict[str, Selected] = field(default_factory=dict)
    record: Record | None = None
    enclosing: Record | None = None
    peers: tuple[Record, ...] = ()
    issue_host: str = GITHUB

    def within(self, record: Record) -> Evaluation:
        return replace(self, record=record, enclosing=self.record or record)

    def select(self, selection: Selection) -> Selected:
        if not selection.name:
            return self._narrow(selection)
        if selection.name not in self.named:
            alone = replace(self, record=None, enclosing=None, peers=())
            self.named[selection.name] = alone.select(replace(selection, name=""))
        return self.named[selection.name]

    def _narrow(self, selection: Selection) -> Selected:
        """The records of the selector that meet `where`; records of which that cannot be told become problems."""
        found = _with_losses(selection.selector.select(self))
        if selection.where is None:
            return found
        kept: list[Record] = []
        wanted: dict[str, None] = {}
        problems = list(found.problems)
        problems += [found.missing[name] for name in selection.where.field_names() if name in found.missing]
        for record in found.records:
            observations = tuple(self.check(selection.where, record, found.records))
            verdict = conclude(observations)
            if verdict or (record.value.absent and _is_told_by_content(selection.where, record)):
                kept.append(record)
            elif verdict is None:
                problems += [seen for seen in observations if seen.ok is None]
            wanted |= dict.fromkeys(seen.expected for seen in observations if seen.ok is False and seen.expected)
        return replace(
            found,
            records=tuple(kept),
            problems=distinct(problems),
            considered=len(found.records),
            wanted="; ".join(wanted) if len(wanted) <= MOST_WANTED else "",
        )

    def count(self, selection: Selection) -> Iterator[Observation]:
        found = self.select(selection)
        found = replace(found, records=found.there)
        yield from found.problems
        if found.records or not found.hindered:
            yield from judge_number(selection, found, self)

    def resolve(self, operand: Operand, location: Location) -> Value | Observation:
        return operands.resolve(self, operand, location)

    def check(self, condition: Condition, record: Record, peers: tuple[Record, ...] = ()) -> Iterator[Observation]:
        scope = replace(self.within(record), peers=peers or self.peers)
        for name, requirements in condition.fields:
            value = record.get(name)
            if value is None:
                yield not_met(f"{record.label} has no `{name}`", record.location)
            elif value.absent:
                yield lacking(value)
            else:
                yield from scope.observe(requirements, Subject(record, value, name))
        if condition.record is not None:
            yield from scope.observe(condition.record, Subject(record, record.value))
        for part in condition.all_of:
            yield from self.check(part, record, peers)
        if condition.any_of:
            yield from either([tuple(self.check(part, record, peers)) for part in condition.any_of], record.location)
        if condition.not_ is not None:
            yield opposite(tuple(self.check(condition.not_, record, peers)), record.label, record.location)

    def observe(self, requirements: Requirements, subject: Subject) -> Iterator[Observation]:
        for part in requirements.all_of:
            yield from self._required(part, subject) if isinstance(part, Requirement) else self.observe(part, subject)
        if requirements.any_of:
            yield from either([tuple(self.observe(part, subject)) for part in requirements.any_of], subject.location)
        if requirements.not_ is not None:
            yield opposite(tuple(self.observe(requirements.not_, subject)), subject.called, subject.location)

    def _required(self, requirement: Requirement, subject: Subject) -> Iterator[Observation]:
        """What a requirement observes; one that sees nothing must not be taken for one that is met."""
        seen = tuple(requirement.observe(subject, self))
        yield from seen or (
            undecided(f"`{requirement.kind}` has nothing to say of {subject.called}", subject.location),
        )


def _with_losses(found: Selected) -> Selected:
    """What was found; what the search lacked is lost evidence, whose opposite is not met either."""
    missing = {name: as_loss(seen) for name, seen in found.missing.items()}
    return replace(found, problems=tuple(map(as_loss, found.problems)), missing=missing)


def _is_told_by_content(where: Condition, absent: Record) -> bool:
    """Whether a condition is about what a file that is not there would say; then it may well be meant."""
    return any(absent.fields[name].absent for name in where.field_names() if name in absent.fields)
