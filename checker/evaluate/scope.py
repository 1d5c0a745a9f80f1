"""The scope of one criterion: what selectors and requirements can reach while they are at work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from checker.evaluate import operands
from checker.evaluate.counting import judge_number
from checker.evaluate.documents import searched
from checker.evaluate.logic import conclude, distinct, either, lacking, of_nothing, one_of_them, opposite
from checker.evaluate.misspelt import misspelt
from checker.evaluate.sentences import observe_each
from checker.model.facts import Facts
from checker.model.kinds import Requirement
from checker.model.language import Condition, Operand, Person, Requirements, Selected, Selection
from checker.model.location import Location
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Record, Subject, Value
from checker.reading.issue_refs import GITHUB
from checker.reading.wording import undetermined

Observing = Callable[[Subject], Iterable[Observation]]
MOST_WANTED = 3
"""How many conditions are told of what was not found; more of them explain nothing."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scope in which one criterion is evaluated; see `checker.model.kinds.Scope`.

    record: what is being looked at. enclosing: the record that `{field: …}` speaks of.
    named: what the named selections were found to hold, shared by all criteria of a run.
    negated: what is observed must not hold, and so of no entry of a list. choosing: it says which records are meant,
    and one entry will do.
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
    negated: bool = False
    choosing: bool = False

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
        found = searched(selection.selector, self)
        if selection.allow_empty:
            found = replace(found, bare=tuple(seen for seen in found.bare if seen in found.problems))
        if selection.where is None:
            return found
        kept: list[Record] = []
        wanted: dict[str, None] = {}
        left_out: list[Observation] = []
        problems = list(found.problems)
        problems += [found.missing[name] for name in selection.where.field_names() if name in found.missing]
        problems += misspelt(selection.where.field_names(), found)
        for record in found.records:
            observations = tuple(self.check(selection.where, record, found.records, choosing=True))
            verdict = conclude(observations)
            if verdict or (record.value.absent and selection.where.reads(record)):
                kept.append(record)
            elif verdict is None:
                problems += [seen for seen in observations if seen.ok is None]
            elif all(seen.lost for seen in observations if seen.ok is False):
                # Only what should have been looked at is not there: that must not excuse the record.
                problems += [seen for seen in observations if seen.lost]
            wanted |= dict.fromkeys(seen.wanted for seen in observations if seen.ok is False and seen.expected)
            if verdict is False and not record.value.absent and len(left_out) <= MOST_WANTED:
                left_out += [seen for seen in observations if seen.ok is False][:1]
        return replace(
            found,
            records=tuple(kept),
            problems=distinct(problems),
            considered=len(found.records),
            wanted="; ".join(wanted) if len(wanted) <= MOST_WANTED else "",
            left_out=tuple(left_out) if len(left_out) <= MOST_WANTED else (),
        )

    def count(self, selection: Selection) -> Iterator[Observation]:
        found = self.select(selection)
        yield from found.losses(selection.where)
        found = replace(found, records=found.there)
        yield from found.problems
        yield from found.bare if found.records and not self.negated else ()
        if found.records or not found.hindered:
            yield from judge_number(selection, found, self)

    def each(self, selection: Selection, require: Condition) -> Iterator[Observation]:
        return observe_each(selection, require, self.select(selection), self)

    def resolve(self, operand: Operand, location: Location) -> Value | Observation:
        return operands.resolve(self, operand, location)

    def check(
        self,
        condition: Condition,
        record: Record,
        peers: tuple[Record, ...] = (),
        *,
        negated: bool = False,
        choosing: bool = False,
    ) -> Iterator[Observation]:
        at_hand = replace(self, record=record, enclosing=self.record or record, peers=peers or self.peers)
        scope = replace(at_hand, negated=negated, choosing=choosing)
        for name, requirements in condition.fields:
            value = record.get(name)
            if value is None or value.absent:
                seen = lacking(value) if value else not_met(f"{record.label} has no `{name}`", record.location)
                yield from of_nothing(requirements, seen, record.label)
            else:
                for seen in scope.observe(requirements, Subject(record, value, name)):
                    is_wanted = seen.expected and not seen.about
                    yield replace(seen, about=name) if is_wanted else seen
        if condition.record is not None:
            yield from scope.observe(condition.record, Subject(record, record.value))
        for part in condition.all_of:
            yield from self.check(part, record, peers, negated=negated, choosing=choosing)
        if condition.any_of:
            again = partial(self.check, record=record, peers=peers, negated=negated, choosing=choosing)
            parts = [tuple(again(part)) for part in condition.any_of]
            yield from one_of_them(parts, record.location)
        if condition.not_ is not None:
            inner = tuple(self.check(condition.not_, record, peers, negated=not negated, choosing=choosing))
            yield opposite(inner, record.label, record.location)

    def observe(self, requirements: Requirements, subject: Subject) -> Iterator[Observation]:
        for part in requirements.all_of:
            yield from self._required(part, subject) if isinstance(part, Requirement) else self.observe(part, subject)
        if requirements.any_of:
            is_of_entries = self._asks_entries(requirements.any_of, subject)
            observe = partial(self._either, requirements.any_of)
            yield from self._of_entries(observe, subject, is_of_entries=is_of_entries, one_will_do=self._one_will_do)
        if requirements.not_ is not None:
            is_of_entries = self._asks_entries((requirements.not_,), subject)
            observe = partial(self._not, requirements.not_)
            yield from self._of_entries(observe, subject, is_of_entries=is_of_entries, one_will_do=self.negated)

    def _either(self, alternatives: tuple[Requirements, ...], subject: Subject) -> Iterator[Observation]:
        yield from one_of_them([tuple(self.observe(part, subject)) for part in alternatives], subject.location)

    def _not(self, requirements: Requirements, subject: Subject) -> Iterator[Observation]:
        if subject.value.absent:
            yield from of_nothing(Requirements(not_=requirements), lacking(subject.value), subject.called)
        elif subject.value.items == () and self._asks_entries((requirements,), subject):
            yield met(f"{subject.called} is an empty list", subject.location, found="an empty list")
        else:
            yield opposite(tuple(self.observe(requirements, subject)), subject.called, subject.location)

    @property
    def _one_will_do(self) -> bool:
        """Whether one entry of a list is enough: to choose a record, and for what must hold of none."""
        return self.negated or self.choosing

    def _of_entries(
        self, observe: Observing, subject: Subject, *, is_of_entries: bool, one_will_do: bool
    ) -> Iterator[Observation]:
        """What is observed of a value; of a list entry by entry."""
        entries = subject.value.items if is_of_entries else None
        if not entries:
            yield from observe(subject)
            return
        of_each = [tuple(observe(replace(subject, value=entry))) for entry in entries]
        yield from either(of_each, subject.location) if one_will_do else (one for seen in of_each for one in seen)

    def _asks_entries(self, parts: Iterable[Requirements], subject: Subject) -> bool:
        """Whether some of it is asked of the entries of a list, one by one."""
        if subject.value.items is None:
            return False
        return any(one.of_entries and one.asks_entries(subject, self) for part in parts for one in part.each())

    def _required(self, requirement: Requirement, subject: Subject) -> Iterator[Observation]:
        read = subject.as_text() if requirement.of_text else subject
        if read is not subject and read.value.absent:
            yield lacking(read.value)
            return
        entries = read.value.items or ()
        is_of_entries = bool(requirement.of_entries and requirement.asks_entries(read, self))
        if is_of_entries and read.value.items == ():
            yield not_met(f"{subject.called} is an empty list", read.location, found="an empty list")
        elif is_of_entries:
            observe = partial(self._of_entry if entries else self._observed, requirement)
            yield from self._of_entries(observe, read, is_of_entries=True, one_will_do=self._one_will_do)
        else:
            lost = tuple(entry for entry in entries if entry.absent and not entry.untold)
            yield from map(lacking, lost)
            there = tuple(entry for entry in entries if entry not in lost)
            whole = replace(read, value=replace(read.value, items=there)) if len(there) < len(entries) else read
            yield from self._observed(requirement, whole)

    def _of_entry(self, requirement: Requirement, subject: Subject) -> Iterator[Observation]:
        """What is observed of an entry of a list, which may lack the field, or be a list itself."""
        yield from (lacking(subject.value),) if subject.value.absent else self._required(requirement, subject)

    def _observed(self, requirement: Requirement, subject: Subject) -> Iterator[Observation]:
        """What a requirement observes; one that sees nothing must not be taken for one that is met.

        Of a value in doubt nothing is known but what is written: whatever is required of it is undecided.
        """
        if subject.value.in_doubt and requirement.needs_record:
            yield from tuple(requirement.observe_written(subject, self)) or (undetermined(subject),)
            return
        seen = tuple(requirement.observe(subject, self))
        called = subject.called if subject.name != subject.record.as_text else subject.record.label
        yield from seen or (undecided(f"`{requirement.kind}` has nothing to say of {called}", subject.location),)
