"""The scope of one criterion: what selectors and requirements can reach while they are at work."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar, cast

from checker.classes import dataclass, field, replace
from checker.evaluate import joins, operands
from checker.evaluate.counting import judge_number, may_be_one_more, only_needs_enough
from checker.evaluate.documents import searched
from checker.evaluate.joins import Apart, Join, Once, Search, is_of_record, looked_through, unfit
from checker.evaluate.limit import End
from checker.evaluate.logic import conclude, distinct, either, of_missing, of_nothing, one_of_them, opposite
from checker.evaluate.meant import as_meant
from checker.evaluate.misspelt import misspelt
from checker.evaluate.sentences import observe_each
from checker.issues.forge_notation import GITHUB
from checker.model.evidence import Reason, State, absent, undeterminable
from checker.model.facts import Facts, Inquiry
from checker.model.kinds import Requirement, Scope
from checker.model.language import (
    Condition,
    Looked,
    Meant,
    Operand,
    Person,
    Requirements,
    Selected,
    Selection,
    Tried,
    Unfit,
)
from checker.model.location import Location
from checker.model.observation import Observation, lacking, met, not_met, undecided
from checker.model.problem import Problem
from checker.model.record import NO_PEERS, Group, Peers, Record, Subject, Value, missing_value
from checker.model.references import Notation
from checker.requirements.records import all_the_same
from checker.slots import is_left_open
from checker.text.glyphs import visible
from checker.text.likeness import odd_sign, repeats_above
from checker.text.shown import shortened, undetermined

Observing = Callable[[Subject], Iterable[Observation]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Named:
    """What a named selection was found to hold, and what it asked for. Its records may go on asking."""

    found: Selected
    inquiry: Inquiry


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scope in which one criterion is evaluated; see `checker.model.kinds.Scope`.

    inquiry: the facts as this criterion asks for them.
    record: what is being looked at. enclosing: the record that `{field: …}` speaks of. around: those that have a name.
    named: what the named selections were found to hold, shared by all criteria of a run.
    negated: what is observed must not hold, and so of no entry of a list. choosing: it says which records are meant,
    and one entry will do. doubting: a record that is left out by a slip of the pen is in doubt.
    meant: what the policy says may be passed over. end: when it has to be done, None for whenever. known: what was
    worked out already.
    """

    inquiry: Inquiry
    people: Mapping[str, Person]
    repository: str
    place: Location
    named: dict[str, Named] = field(default_factory=dict)
    record: Record | None = None
    enclosing: Record | None = None
    around: Mapping[str, Record] = field(default_factory=dict)
    peers: Peers = NO_PEERS
    notation: Notation = GITHUB
    negated: bool = False
    choosing: bool = False
    doubting: bool = False
    meant: tuple[Meant, ...] = ()
    end: End | None = None
    known: Once = field(default_factory=Once)

    @property
    def facts(self) -> Facts:
        return self.inquiry.facts

    @property
    def rules(self) -> Scope:
        return replace(self, inquiry=self.inquiry.rules)

    def earlier(self, since: str) -> Scope | Problem:
        inquiry = self.inquiry.earlier(since)
        return inquiry if isinstance(inquiry, Problem) else replace(self, inquiry=inquiry, named={})

    def select(self, selection: Selection) -> Selected:
        if not selection.name:
            return self._narrow(selection)
        if selection.name not in self.named:
            inquiry = Inquiry(self.facts, self.inquiry.trusted)
            alone = replace(self, inquiry=inquiry, record=None, enclosing=None, around={}, peers=NO_PEERS)
            found = alone.select(replace(selection, name=""))
            self.named[selection.name] = Named(found, inquiry)
        named = self.named[selection.name]
        self.inquiry.rest_on(named.inquiry)
        return self.known.share(named.found)

    def accepted(self, seen: Observation) -> Observation:
        return as_meant(seen, self.meant)

    def once(self, question: Hashable, about: object, answer: Callable[[], T]) -> T:
        if isinstance(about, Selected) and not self.known.is_shared(about):
            return answer()
        return self.known.answer(question, (self.inquiry, about), answer)

    def _narrow(self, selection: Selection) -> Selected:
        """The records of the selector that meet `where`; records of which that cannot be told become problems."""
        found = self._searched(selection)
        where = selection.where
        if where is None:
            return _without_doubtful(found)
        join = self._join(where, found, found.records, doubting=True, called=selection.as_)
        if join is None:
            tried = self._tried(where, found.records, doubting=True, called=selection.as_)
            return self._sifted(where, found, tried, partial(unfit, tried))[0]
        scope = replace(self, enclosing=self.record)

        def sift() -> tuple[Selected, bool]:
            search = Search(join, scope)
            tried = [search.tried(n) for n in search.pairs()]
            narrowed, is_common = self._sifted(where, found, tried, search.unfit)
            return self.known.share(narrowed) if is_common else narrowed, is_common

        return join.once("sifted", scope, sift)

    def _searched(self, selection: Selection) -> Selected:
        """What the selector finds; what does not look at the record at hand finds the same for all of them."""
        question = "searched, and none is fine" if selection.allow_empty else "searched"
        apart = Apart(self)

        def search() -> Selected:
            found = searched(selection.selector, cast("Scope", apart))
            found = replace(found, problems=tuple(map(self.accepted, found.problems)))
            if selection.allow_empty:
                found = replace(found, without=tuple(seen for seen in found.without if seen in found.problems))
            return found

        about = (self.inquiry, selection.selector)
        found = self.known.answer_if(question, about, search, lambda: not apart.has_looked)
        return found if apart.has_looked else self.known.share(found)

    def _join(
        self, where: Condition, found: Selected, records: Sequence[Record], *, doubting: bool, called: str
    ) -> Join | None:
        """The condition with these records, if several records ask for them; None where all of them are to be tried."""
        if self.record is None or len(records) < max(joins.FEWEST, 1) or not self.known.is_shared(found):
            return None
        about = (self.inquiry, found, where)
        asked = self.known.answer(("asked", doubting), about, list[Record])
        asked.append(self.record)
        if len(asked) <= joins.TRIED_FIRST:
            return None
        scope = replace(self, enclosing=self.record)
        make = partial(Join, where, records, scope, doubting=doubting, called=called)
        return self.known.answer(("join", doubting), about, make)

    def look_for(self, where: Condition | None, every: Selected, called: str = "") -> Looked:
        records = every.there
        if where is None:
            sure = [one for one in records if one.doubt is None]
            doubts = tuple(lacking(one.doubt) for one in records if one.doubt is not None)
            fit, first = ((some[0], ()) if some else None for some in (sure, records))
            return Looked(len(records), len(sure), fit, first, doubts, lambda: first)
        join = self._join(where, every, records, doubting=self.negated, called=called)
        if join is None:
            return looked_through(self._tried(where, records, doubting=self.negated, called=called))
        return join.looked(replace(self, enclosing=self.record))

    def _tried(self, where: Condition, records: Sequence[Record], *, doubting: bool, called: str) -> list[Tried]:
        return [
            (one, tuple(self.check(where, one, peers, choosing=True, doubting=doubting, called=called)))
            for one, peers in Group(records).each()
        ]

    def _sifted(
        self, where: Condition, found: Selected, tried: Sequence[Tried], left_out: Callable[[], Unfit]
    ) -> tuple[Selected, bool]:
        """What is kept, and whether that is the same for all records that give the condition the same values.

        tried: all of the records but some that certainly do not meet it.
        """
        kept: list[Record] = []
        doubts: list[Observation] = []
        for record, observations in tried:
            verdict = conclude(observations)
            if verdict or (not record.value.is_there and where.reads(record)):
                kept.append(record)
            elif verdict is None:
                doubts += [seen for seen in observations if seen.ok is None]
            elif all(seen.is_missing_evidence for seen in observations if seen.ok is False):
                # Only what should have been looked at is not there: that must not excuse the record.
                doubts += [seen for seen in observations if seen.is_missing_evidence]
        before = self._before(where, found)
        accepted = (self.accepted(seen) if seen.ok is None else seen for seen in doubts)
        narrowed = replace(
            found,
            records=tuple(kept),
            problems=distinct((*found.problems, *before, *accepted)),
            considered=len(found.records),
            unfit=left_out,
        )
        return narrowed, all(map(is_of_record, doubts))

    def _before(self, where: Condition, found: Selected) -> tuple[Observation, ...]:
        """What there is to say of the fields of a condition before anybody looks at the records."""

        def look() -> tuple[Observation, ...]:
            names = tuple(where.field_names())
            return (*found.missing_columns(names), *misspelt(names, found))

        return self.known.answer("before", (found, where), look) if self.known.is_shared(found) else look()

    def count(self, selection: Selection) -> Iterator[Observation]:
        found = self.select(selection)
        yield from found.losses(selection.where)
        found = replace(found, records=found.there)
        number = tuple(judge_number(selection, found, self)) if found.records or found.is_whole else ()
        # There are enough, whatever else there is.
        is_enough = bool(number) and conclude(number) is True and only_needs_enough(selection) and not self.negated
        yield from (all_the_same(seen) if is_enough and may_be_one_more(seen) else seen for seen in found.problems)
        yield from found.without if found.records and not self.negated else ()
        yield from number

    def each(self, selection: Selection, require: Condition) -> Iterator[Observation]:
        return observe_each(selection, require, self.select(selection), self)

    def resolve(self, operand: Operand, location: Location) -> Value | Observation:
        return operands.resolve(self, operand, location)

    def check(
        self,
        condition: Condition,
        record: Record,
        peers: Peers = NO_PEERS,
        *,
        negated: bool = False,
        choosing: bool = False,
        doubting: bool = False,
        called: str = "",
    ) -> Iterator[Observation]:
        self.go_on()
        scope = replace(
            self,
            record=record,
            enclosing=self.record or record,
            around={**self.around, called: record} if called else self.around,
            peers=peers,
            negated=negated,
            choosing=choosing,
            doubting=doubting and not negated,
        )
        again = partial(self.check, record=record, peers=peers, choosing=choosing, doubting=doubting, called=called)
        for name, requirements in condition.fields:
            value = record.get(name)
            if value is None or not value.is_there:
                gap = absent(Reason.NO_FIELD, record.location, record=record.label, field=name)
                yield from of_nothing(requirements, of_missing(value or missing_value(gap)), record.label)
            else:
                for seen in scope.observe(requirements, Subject(record, value, name)):
                    is_wanted = seen.expected and not seen.about
                    yield replace(seen, about=name) if is_wanted else seen
        if condition.record is not None:
            yield from scope.observe(condition.record, Subject(record, record.value))
        for part in condition.all_of:
            yield from again(part, negated=negated)
        if condition.any_of:
            parts = [tuple(again(part, negated=negated)) for part in condition.any_of]
            yield from one_of_them(parts, record.location)
        if condition.not_ is not None:
            inner = tuple(again(condition.not_, negated=not negated))
            yield from opposite(inner, record.label, record.location)
        if record.doubt is not None:
            yield lacking(record.doubt)

    def go_on(self) -> None:
        if self.end is not None:
            self.end.check()

    def _in_time(self, seen: Iterable[Observation]) -> Iterator[Observation]:
        """The same, as long as there is time for more."""
        for one in seen:
            self.go_on()
            yield one

    def observe(self, requirements: Requirements, subject: Subject) -> Iterator[Observation]:
        self.go_on()
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
        if not subject.value.is_there:
            yield from of_nothing(Requirements(not_=requirements), of_missing(subject.value), subject.called)
        elif subject.value.items == () and self._asks_entries((requirements,), subject):
            yield met(f"{subject.called} is an empty list", subject.location, found="an empty list")
        else:
            yield from opposite(tuple(self.observe(requirements, subject)), subject.called, subject.location)

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
        self.go_on()  # A list is one record and may have as many entries as a table has rows.
        read = subject.as_text() if requirement.of_text else subject
        if read is not subject and not read.value.is_there:
            yield of_missing(read.value)
            return
        entries = read.value.items or ()
        is_of_entries = bool(requirement.of_entries and requirement.asks_entries(read, self))
        if is_of_entries and read.value.items == ():
            yield not_met(f"{subject.called} is an empty list", read.location, found="an empty list")
        elif is_of_entries:
            observe = partial(self._of_entry if entries else self._observed, requirement)
            yield from self._of_entries(observe, read, is_of_entries=True, one_will_do=self._one_will_do)
        else:
            lost = tuple(entry for entry in entries if entry.state is State.ABSENT)
            yield from map(of_missing, lost)
            there = tuple(entry for entry in entries if entry not in lost)
            whole = replace(read, value=replace(read.value, items=there)) if len(there) < len(entries) else read
            yield from self._observed(requirement, whole)

    def _of_entry(self, requirement: Requirement, subject: Subject) -> Iterator[Observation]:
        """What is observed of an entry of a list, which may lack the field, or be a list itself."""
        if subject.value.is_there:
            yield from self._required(requirement, subject)
        else:
            yield of_missing(subject.value)

    def _observed(self, requirement: Requirement, subject: Subject) -> Iterator[Observation]:
        """What a requirement observes; one that sees nothing must not be taken for one that is met.

        Of a value in doubt nothing is known but what is written: whatever is required of it is undecided. A file behind
        a link is known not to be committed under that name.
        """
        is_known = requirement.judges_absence and not subject.value.is_there
        if subject.value.in_doubt and requirement.needs_record and not is_known:
            yield from tuple(requirement.observe_written(subject, self)) or (undetermined(subject),)
            return
        seen = tuple(self._in_time(requirement.observe(subject, self)))
        if self.doubting:
            seen = tuple(_unless_near(requirement, subject, one, self) for one in seen)
        called = subject.called if subject.name != subject.record.as_text else subject.record.label
        yield from seen or (undecided(f"`{requirement.kind}` has nothing to say of {called}", subject.location),)


def _without_doubtful(found: Selected) -> Selected:
    """The same, with a problem for each record of which nobody can tell whether it is there."""
    if all(one.doubt is None for one in found.records):
        return found
    doubts = tuple(lacking(one.doubt) for one in found.records if one.doubt is not None)
    sure = tuple(one for one in found.records if one.doubt is None)
    return replace(found, records=sure, problems=distinct((*found.problems, *doubts)))


def _unless_near(requirement: Requirement, subject: Subject, seen: Observation, scope: Scope) -> Observation:
    """What is seen of a record that may be meant; undecided where it is only left out by a slip of the pen.

    A cell is left empty below the one that is meant, a word is written in another case or with signs that nobody sees.
    """
    if seen.ok is not False or seen.gap is not None:
        return seen
    field = subject.name or "text"
    is_blank = not visible(subject.value.plain).strip()
    is_cell = requirement.of_value and subject.record.kind == "row"
    if is_blank or (is_cell and (repeats_above(subject.value.plain) or is_left_open(subject.value))):
        what = "empty" if is_blank else f"`{shortened(subject.value.plain)}`"
        named = {"field": field, "record": subject.record.label, "what": what}
        return lacking(undeterminable(Reason.BLANK_FIELD, subject.location, **named)) if is_cell else seen
    wanted = requirement.nearly(subject, scope)
    if not wanted:
        return seen
    value, sign = shortened(subject.value.plain), odd_sign(subject.value.plain)
    named = {"field": field, "record": subject.record.label, "value": value, "wanted": wanted, "sign": sign}
    return lacking(undeterminable(Reason.NEAR_VALUE, subject.location, **named))
