"""Joins: which records a condition may hold for, on behalf of one record after another, without trying each pair.

A condition is taken apart into what is asked one by one. What does not ask for a field of the record on whose behalf it
is asked is the same for all of them, and observed once. What is held against such a field goes by an index of marks:
without a mark in common the answer is a plain no (`Requirement.marks`), which makes no record fit and leaves none in
doubt. Only pairs of which that is not known are tried, and records that give the same values share the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import partial
from itertools import islice
from typing import Any, TypeVar, cast

from checker.classes import dataclass, field
from checker.model.evidence import Reason
from checker.model.kinds import Requirement, Scope, Selector
from checker.model.language import (
    Condition,
    Looked,
    Operand,
    PathSet,
    Pattern,
    People,
    Requirements,
    Selection,
    Sentence,
    Tried,
    Unfit,
)
from checker.model.observation import Observation
from checker.model.record import Group, Peers, Record, Subject, Value
from checker.slots import is_left_open
from checker.text.glyphs import visible
from checker.text.likeness import Mark, repeats_above
from checker.tree.filling import ITS, fields_in, referred
from checker.values.marks import content_of

T = TypeVar("T")
MOST_WANTED = 3
"""How many conditions are told of what was not found; more of them explain nothing."""
FEWEST = 8
"""Among fewer records each is tried."""
TRIED_FIRST = 1
"""For so many records each is tried before an index is made."""
Flags = tuple[tuple[bool | None, bool], ...]
"""Of each observation whether it is met, and whether evidence is missing for it."""


class Once:
    """What was worked out for one criterion. What it is about is kept, so that its identity is its own."""

    __slots__ = ("_known", "_shared")

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[object, Any]] = {}
        self._shared: dict[int, object] = {}

    def answer(self, question: Hashable, about: tuple[object, ...], answer: Callable[[], T]) -> T:
        return self.answer_if(question, about, answer, lambda: True)

    def answer_if(
        self, question: Hashable, about: tuple[object, ...], answer: Callable[[], T], is_final: Callable[[], bool]
    ) -> T:
        """The same; it is forgotten if it turns out not to be the answer for everybody."""
        key = (question, *map(id, about))
        if key in self._known:
            known: T = self._known[key][1]
            return known
        found = answer()
        if is_final():
            self._known[key] = about, found
        return found

    def share(self, found: T) -> T:
        """The same, which others who ask will get too."""
        self._shared[id(found)] = found
        return found

    def is_shared(self, found: object) -> bool:
        return id(found) in self._shared


class Apart:
    """A scope that notices whether somebody looks at the record at hand; else what is found is the same for all."""

    __slots__ = ("_scope", "has_looked")
    _COMMON = frozenset({"facts", "inquiry", "people", "repository", "notation", "place", "go_on", "accepted", "once"})

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.has_looked = False

    def select(self, selection: Selection) -> Any:
        self.has_looked = self.has_looked or not selection.name
        return self._scope.select(selection)

    def __getattr__(self, name: str) -> Any:
        self.has_looked = self.has_looked or name not in self._COMMON
        return getattr(self._scope, name)


Read = tuple[str, str]
"""What is read of another record than the one at hand: the name that the policy gives to it, and the field.

The name is empty for the record on whose behalf something is asked.
"""


def fields_read(what: Any, around: Container[str]) -> frozenset[Read] | None:
    """The fields of the records around on which something depends that is asked; None where nobody can tell.

    A selection in it is searched on behalf of the record itself, whatever its `where` asks for; only a record with a
    name is the same there. around: the records around that have a name.
    """
    found = {read for one in _read_anywhere(what) for read in _reads(one, around) if read[0]}
    for one in _read_by(what):
        found.update(_reads(one, around))
        if isinstance(one, Requirement | Selector) and not type(one).__module__.startswith("checker."):
            return None  # What a plugin looks at, it alone knows.
    return frozenset(found)


def _reads(what: Any, around: Container[str]) -> Iterator[Read]:
    if isinstance(what, Operand) and (what.is_of_enclosing or what.of in around):
        yield what.of, what.field
    names = what.names if isinstance(what, Pattern) else ()
    if isinstance(what, PathSet):
        names = tuple(name for path in what.paths for name in fields_in(path))
    yield from (referred(name, around) for name in names if not name.startswith(ITS))


def _read_anywhere(what: Any) -> Iterator[Any]:
    """It and all of its parts, those among them that are judged on behalf of another record."""
    for one in _read_by(what):
        yield one
        if isinstance(one, Selection) and not one.name and one.where is not None:
            yield from _read_anywhere(one.where)
        elif isinstance(one, Sentence) and one.require is not None:
            yield from _read_anywhere(one.require)


def _read_by(what: Any) -> Iterator[Any]:
    """It and all of its parts that are judged in the same scope."""
    yield what
    parts: Iterable[Any] = ()
    if isinstance(what, Operand):
        parts = (what.count, what.sum, what.list, what.lookup)
    elif isinstance(what, Selection):
        parts = (what.exactly, what.at_least, what.at_most, None if what.name else what.selector)
    elif isinstance(what, Sentence):
        parts = (what.selection,)
    elif isinstance(what, People):
        parts = (what.operand,)
    elif isinstance(what, tuple):
        parts = what
    elif isinstance(what, Condition | Requirements):
        parts = what.each()
    elif isinstance(what, Requirement | Selector):
        parts = (getattr(what, one.name) for one in fields(cast("Any", what)))
    for part in parts:
        yield from _read_by(part)


def _taken_apart(condition: Condition) -> Iterator[Condition]:
    """Conditions of one part each, which observe one after the other what the whole observes."""
    for name, requirements in condition.fields:
        yield from (Condition(((name, one),)) for one in _parts_of(requirements))
    if condition.record is not None:
        yield from (Condition(record=one) for one in _parts_of(condition.record))
    for part in condition.all_of:
        yield from _taken_apart(part)
    if condition.any_of:
        yield Condition(any_of=condition.any_of)
    if condition.not_ is not None:
        yield Condition(not_=condition.not_)


def _parts_of(requirements: Requirements) -> Iterator[Requirements]:
    yield from (Requirements((one,)) for one in requirements.all_of)
    if requirements.any_of:
        yield Requirements(any_of=requirements.any_of)
    if requirements.not_ is not None:
        yield Requirements(not_=requirements.not_)


@dataclass(slots=True)
class _Class:
    """Records of which a part of a condition observes the same, but for where they stand.

    first: the first of them. flags: of what is the same whoever asks; None where that depends. marks: None where it
    cannot be told without trying.
    """

    first: int
    flags: Flags | None = None
    marks: frozenset[Hashable] | None = None


@dataclass(slots=True)
class _Part:
    """One part of a condition, and what it makes of the records.

    tie: the requirement that holds a field against what the asking record has. depends: whether anything of it does.
    told: what is expected of records of which it is not met whoever asks, with the first of them. by_mark, always: the
    classes that have a mark, and those that have to be tried in any case. flagged: those with flags.
    """

    condition: Condition
    name: str = ""
    tie: Requirement | None = None
    depends: bool = False
    classes: list[_Class] = field(default_factory=list)
    told: dict[str, tuple[int, int]] = field(default_factory=dict)
    by_mark: dict[Hashable, list[int]] = field(default_factory=dict)
    always: set[int] = field(default_factory=set)
    flagged: set[int] = field(default_factory=set)
    _known: dict[Hashable, int] = field(default_factory=dict)

    def classify(self, key: Hashable, made: Callable[[], _Class]) -> int:
        number = self._known.setdefault(key, len(self.classes))
        if number == len(self.classes):
            one = made()
            self.classes.append(one)
            for mark in one.marks or ():
                self.by_mark.setdefault(mark, []).append(number)
            if one.flags is not None:
                self.flagged.add(number)
            if one.marks is None and (one.flags is None or not _is_refuted(one.flags)):
                self.always.add(number)
        return number


@dataclass(slots=True)
class _Node:
    """Records of the same classes so far. first: the first of them; `below` is in the order of their first ones."""

    first: int
    below: dict[int, _Node] = field(default_factory=dict)
    records: list[int] = field(default_factory=list)


def _flags(seen: Sequence[Observation]) -> Flags:
    return tuple((one.ok, one.is_missing_evidence) for one in seen)


def _is_refuted(flags: Flags) -> bool:
    """Whether something is not met, and not for want of evidence: then all of it is not, and nothing is lost."""
    return any(ok is False and not is_lost for ok, is_lost in flags)


def _met_at_first(flags: Sequence[bool | None]) -> int:
    return next((n for n, ok in enumerate(flags) if not ok), len(flags))


def looked_through(tried: Sequence[Tried]) -> Looked:
    """What came out of trying every record."""
    fitting = [one for one in tried if all(seen.ok for seen in one[1])]
    doubts = [one for _, seen in tried if not _not_met(seen) for one in seen if one.ok is None]
    first = tried[0] if tried else None
    fit = fitting[0] if fitting else None
    return Looked(len(tried), len(fitting), fit, first, tuple(doubts), partial(_nearest_of, tried))


def _nearest_of(tried: Sequence[Tried]) -> Tried | None:
    if len(tried) == 1:
        return tried[0]
    met_first = [(_met_at_first([one.ok for one in seen]), -n) for n, (_, seen) in enumerate(tried)]
    most, at = max(met_first, default=(0, 0))
    return tried[-at] if most else None


def _not_met(seen: Sequence[Observation]) -> bool:
    return any(one.ok is False for one in seen)


def unfit(seen: Sequence[tuple[Record, tuple[Observation, ...]]]) -> Unfit:
    """What was left out of all that was tried."""
    wanted = dict.fromkeys(one.wanted for _, said in seen for one in said if one.ok is False and one.expected)
    return Unfit(_said(list(wanted)), _told_of(said for record, said in seen if record.value.is_there))


def _said(wanted: Sequence[str]) -> str:
    return "; ".join(wanted) if len(wanted) <= MOST_WANTED else ""


def _told_of(seen: Iterator[tuple[Observation, ...]]) -> tuple[Observation, ...]:
    """The first thing that is not met of each, unless they are many."""
    told: list[Observation] = []
    for said in seen:
        told += [one for one in said if one.ok is False][:1]
        if len(told) > MOST_WANTED:
            return ()
    return tuple(told)


class Join:
    """A condition and the records from which it chooses, on behalf of others."""

    def __init__(
        self, where: Condition, records: Sequence[Record], scope: Scope, *, doubting: bool, called: str
    ) -> None:
        self.where, self.doubting, self.called = where, doubting, called
        self.group = Group(records)
        self.peers = [Peers(self.group, n) for n in range(len(self.group.records))]
        reads = fields_read(where, scope.around)
        self.reads = sorted(reads) if reads is not None else None
        self.parts = [_part(one, scope.around) for one in _taken_apart(where)]
        self.root = _Node(0)
        self.kept = {n for n, one in enumerate(records) if not one.value.is_there and where.reads(one)}
        """Records that stand for something that is not there, and are kept whatever is observed of them."""
        self._known: dict[Hashable, Any] = {}
        for n in range(len(self.group.records)):
            self._enter(n, scope)

    def _enter(self, n: int, scope: Scope) -> None:
        node = self.root
        for part in self.parts:
            node = node.below.setdefault(self._class(part, n, scope), _Node(n))
        node.records.append(n)

    def _class(self, part: _Part, n: int, scope: Scope) -> int:
        record = self.group.records[n]
        if part.tie is None and part.depends:
            return part.classify("", lambda: _Class(n))
        subject = _subject(part.tie, record, part.name) if part.tie is not None else None
        if part.tie is not None and subject is not None:
            tie, asked = part.tie, subject
            content = content_of(subject.value)
            key = (record.kind, content if content is not None else n)
            return part.classify(key, lambda: _Class(n, marks=_marks(tie, asked)))
        seen = self.check(part.condition, n, scope)
        flags = _flags(seen)
        for place, one in enumerate(seen):
            if one.ok is False and one.expected:
                part.told.setdefault(one.wanted, (n, place))
        return part.classify((None, flags), lambda: _Class(n, flags))

    def check(self, condition: Condition, n: int, scope: Scope) -> tuple[Observation, ...]:
        record, peers = self.group.records[n], self.peers[n]
        return tuple(scope.check(condition, record, peers, choosing=True, doubting=self.doubting, called=self.called))

    def once(self, question: str, scope: Scope, answer: Callable[[], tuple[T, bool]]) -> T:
        """The same for all records that give the same values, if the answer says that it may be."""
        known = self._content(scope)
        key = (question, known)
        if known is not None and key in self._known:
            found: T = self._known[key]
            return found
        found, is_common = answer()
        if known is not None and is_common:
            self._known[key] = found
        return found

    def _content(self, scope: Scope) -> Hashable:
        if self.reads is None or scope.record is None:
            return None
        read = ((scope.around[of] if of else scope.record, name) for of, name in self.reads)
        given = tuple(content_of(record.get(name)) for record, name in read)
        return None if None in given else given

    def looked(self, scope: Scope) -> Looked:
        """What `looked_through` tells of every record tried."""
        search = Search(self, scope)
        fitting, fit, doubts = self.once("fits", scope, search.fits)
        tried = search.tried
        return Looked(
            len(self.group.records),
            fitting,
            tried(fit) if fit is not None else None,
            tried(0) if fit is None and self.group.records else None,
            doubts,
            lambda: (
                None if (at := self.once("nearest", scope, lambda: (search.nearest(), True))) is None else tried(at)
            ),
        )


class Search:
    """A condition asked on behalf of one record."""

    def __init__(self, join: Join, scope: Scope) -> None:
        self.join, self.scope = join, scope
        self._candidates: list[set[int] | None] | None = None
        self._flags: dict[tuple[int, int], tuple[Observation, ...]] = {}

    def tried(self, n: int) -> Tried:
        return self.join.group.records[n], self.join.check(self.join.where, n, self.scope)

    @property
    def candidates(self) -> list[set[int] | None]:
        """Of each part the classes that have to be tried; None for all of them."""
        if self._candidates is None:
            self._candidates = [self._candidates_of(part) for part in self.join.parts]
        return self._candidates

    def _candidates_of(self, part: _Part) -> set[int] | None:
        if part.tie is None:
            return None if part.depends else part.always
        aims = _aims(part.tie, self.join.group.records[0], self.scope)
        if aims is not None and not self.join.doubting:
            # Only where a slip of the pen counts, what reads nearly alike is looked at.
            aims = frozenset(mark for mark in aims if not isinstance(mark, Mark))
        if aims is None:
            # Those that are refuted whoever asks are so here too.
            return {n for n, one in enumerate(part.classes) if one.flags is None or not _is_refuted(one.flags)}
        found = set(part.always)
        for mark in aims:
            found.update(part.by_mark.get(mark, ()))
        return found

    def pairs(self) -> list[int]:
        """The records that have to be tried, in their order."""
        return sorted({*self._below(self.join.root, 0), *self.join.kept})

    def _below(self, node: _Node, depth: int) -> Iterator[int]:
        if depth == len(self.join.parts):
            yield from node.records
            return
        for one in self._chosen(node, depth):
            yield from self._below(node.below[one], depth + 1)

    def _chosen(self, node: _Node, depth: int) -> list[int]:
        """The classes below a node that have to be tried."""
        wanted = self.candidates[depth]
        if wanted is None:
            return list(node.below)
        if len(wanted) < len(node.below):
            return [one for one in wanted if one in node.below]
        return [one for one in node.below if one in wanted]

    def fits(self) -> tuple[tuple[int, int | None, tuple[Observation, ...]], bool]:
        """How many fit, the first of them, and the doubts; and whether that is the same for all that give the same."""
        fitting, fit, doubts = 0, None, list[Observation]()
        for n in self.pairs():
            seen = self.join.check(self.join.where, n, self.scope)
            if all(one.ok for one in seen):
                fitting, fit = fitting + 1, n if fit is None else fit
            elif not _not_met(seen):
                doubts += [one for one in seen if one.ok is None]
        return (fitting, fit, tuple(doubts)), all(map(is_of_record, doubts))

    def nearest(self) -> int | None:
        if len(self.join.group.records) == 1:
            return 0
        most, at = self._nearest(self.join.root, 0, 0)
        return -at if most else None

    def _nearest(self, node: _Node, depth: int, met: int) -> tuple[int, int]:
        """How many of the first observations are met of the best record below a node, and its place, negative.

        met: how many of all that is asked above are met.
        """
        if depth == len(self.join.parts):
            return met, -node.first
        part = self.join.parts[depth]
        if part.tie is None and part.depends:
            tried = ((n, self.join.check(self.join.where, n, self.scope)) for n in sorted(_records_below(node)))
            return max((_met_at_first([one.ok for one in seen]), -n) for n, seen in tried)
        found: list[tuple[int, int]] = []
        chosen = {number for number in self._chosen(node, depth) if number not in part.flagged}
        for number in part.flagged:
            if number in node.below:
                seen = [ok for ok, _ in part.classes[number].flags or ()]
                found.append(self._beyond(node.below[number], depth, met, seen))
        for number in chosen:
            seen = [one.ok for one in self._observed(depth, number)]
            found.append(self._beyond(node.below[number], depth, met, seen))
        skipped = chosen | part.flagged
        # Of those that are plainly not meant the first one comes before the others, and is as near as they are.
        others = (one.first for number, one in node.below.items() if number not in skipped)
        found += [(met, -first) for first in islice(others, 1)]
        return max(found)

    def _beyond(self, below: _Node, depth: int, met: int, seen: Sequence[bool | None]) -> tuple[int, int]:
        if all(seen):
            return self._nearest(below, depth + 1, met + len(seen))
        return met + _met_at_first(seen), -below.first

    def _observed(self, depth: int, number: int) -> tuple[Observation, ...]:
        """What a part observes of a class."""
        if (depth, number) not in self._flags:
            part = self.join.parts[depth]
            self._flags[depth, number] = self.join.check(part.condition, part.classes[number].first, self.scope)
        return self._flags[depth, number]

    def unfit(self) -> Unfit:
        """What was left out, as `unfit` tells it of all that was tried."""
        records = range(len(self.join.group.records))
        there = (self.tried(n)[1] for n in records if self.join.group.records[n].value.is_there)
        return Unfit(self._wanted(), _told_of(there))

    def _wanted(self) -> str:
        parts = self.join.parts
        if any(part.tie is None and part.depends for part in parts):
            said = (one for n in range(len(self.join.group.records)) for one in self.tried(n)[1])
            return _said(list(dict.fromkeys(one.wanted for one in said if one.ok is False and one.expected)))
        told = sorted((n, depth, place, said) for depth in range(len(parts)) for n, place, said in self._told(depth))
        return _said(list(dict.fromkeys(said for *_, said in told)))

    def _told(self, depth: int) -> Iterator[tuple[int, int, str]]:
        """What a part expects of records of which it is not met, with the first of those."""
        part, wanted = self.join.parts[depth], self.candidates[depth]
        yield from ((n, place, said) for said, (n, place) in part.told.items())
        plain = (
            n for n, one in enumerate(part.classes) if one.flags is None and wanted is not None and n not in wanted
        )
        tried = (n for n in wanted or () if part.classes[n].flags is None) if part.tie is not None else ()
        for number in (*tried, *([first] if (first := next(plain, None)) is not None else ())):
            for place, one in enumerate(self._observed(depth, number)):
                if one.ok is False and one.expected:
                    yield part.classes[number].first, place, one.wanted


def is_of_record(seen: Observation) -> bool:
    """Whether what is undecided is told of the record alone, in words that any other with the same values would get."""
    return seen.gap is not None and seen.gap.reason in (Reason.NEAR_VALUE, Reason.BLANK_FIELD) and not seen.related


def _records_below(node: _Node) -> Iterator[int]:
    yield from node.records
    for one in node.below.values():
        yield from _records_below(one)


def _part(condition: Condition, around: Container[str]) -> _Part:
    reads = fields_read(condition, around)
    if reads is not None and not reads:
        return _Part(condition)
    named = condition.fields[0] if condition.fields else ("", condition.record)
    asked = named[1].all_of[0] if named[1] is not None and named[1].all_of else None
    if reads is not None and isinstance(asked, Requirement):
        against = asked.held_against()
        if against and all(one.literal is not None or one.of in around or one.is_of_enclosing for one in against):
            return _Part(condition, named[0], asked, depends=True)
    return _Part(condition, depends=True)


def _subject(tie: Requirement, record: Record, name: str) -> Subject | None:
    """What is held against something; None where nothing is there to be."""
    value = record.get(name) if name else record.value
    if value is None or not value.is_there:
        return None
    subject = Subject(record, value, name)
    read = subject.as_text() if tie.of_text else subject
    return read if read.value.is_there else None


def _marks(tie: Requirement, subject: Subject) -> frozenset[Hashable] | None:
    """The marks of a value; None for one that has to be tried, because it is in doubt or may be left open."""
    value = subject.value
    entries = value.items if value.items is not None else (value,)
    if value.in_doubt or any(_may_be_blank(tie, subject, one) for one in entries):
        return None
    return tie.marks(subject)


def _may_be_blank(tie: Requirement, subject: Subject, value: Value) -> bool:
    if not visible(value.plain).strip():
        return True
    is_cell = tie.of_value and subject.record.kind == "row"
    return is_cell and (repeats_above(value.plain) or is_left_open(value))


def _aims(tie: Requirement, record: Record, scope: Scope) -> frozenset[Hashable] | None:
    found = [scope.resolve(one, record.location) for one in tie.held_against()]
    values = [one for one in found if isinstance(one, Value)]
    return tie.aims(values) if len(values) == len(found) else None
