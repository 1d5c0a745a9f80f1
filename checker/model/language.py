"""The policy language: its parts as plain data, and what a selector and a requirement are.

A policy says `for_each` *selection* `require` *condition*. A selection is one selector with its parameters, narrowed by
`where` and held to a number; a condition maps fields, or the record itself, to requirements. The kinds of selector and
requirement are registered in `checker.selectors` and `checker.requirements`; how YAML becomes these types is in
`checker.policy`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from checker.classes import dataclass, field
from checker.model.compiling import fields_of_pattern
from checker.model.evidence import Gap, Reason, State, absent
from checker.model.kinds import Requirement, Selector
from checker.model.letters import Match, matches_in
from checker.model.location import NOWHERE, Location
from checker.model.observation import Observation, lacking
from checker.model.record import Record

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema


class Written:
    """A type of the language that has a grammar of its own, where it enters a policy as YAML.

    Validation hands it to the grammar in pydantic's context; the JSON Schema refers to its definition by name.
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        def read(value: Any, info: Any) -> Any:
            return info.context.read(cls, value)

        return core_schema.with_info_plain_validator_function(read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"definition": cls.__name__}


@dataclass(frozen=True, slots=True)
class Person(Written):
    """Someone the policy knows.

    id: the key under `people`. aliases: other spellings of the name. login: at the tracker.
    """

    id: str
    name: str
    role: str = ""
    aliases: tuple[str, ...] = ()
    login: str = ""
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class People(Written):
    """Who is meant: people of the policy, or the one whose id an operand gives. Neither: anyone of the policy."""

    people: tuple[Person, ...] = ()
    operand: Operand | None = None


ANYONE = People()


@dataclass(frozen=True, slots=True)
class PathSet(Written):
    """The documents that a selector looks in: paths and globs, relative to the root. name: as the policy calls it.

    A glob may match nothing (that is no record); a path without `*` names a document that must be there, and have what
    is looked for. any_of: it is enough that one of them has it.
    """

    name: str
    paths: tuple[str, ...]
    any_of: bool = False


@dataclass(frozen=True, slots=True)
class Meant:
    """What a policy says of something that is passed over: that it is meant so.

    kind: the id of its reason. in_: paths and globs of the documents. under: titles of the sections, empty for all of
    the document. why: the reason, for every report.
    """

    kind: str
    in_: tuple[str, ...]
    why: str
    under: tuple[str, ...] = ()
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Pattern(Written):
    """A regular expression in RE2's syntax (linear time, no look-around, no back-references).

    How letters are composed does not count. compiled: of the composed source. `{name}` in it is a field of a record; it
    can be searched for when it is filled in (`checker.tree.filling`).
    """

    source: str
    compiled: Any = field(compare=False, repr=False)

    def search(self, text: str) -> Match | None:
        """The first match, None when there is none."""
        return next(matches_in(text, self.compiled), None)

    def find_all(self, text: str) -> Iterator[Match]:
        """Every match that is not empty, in their order."""
        return (match for match in matches_in(text, self.compiled) if match.text)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that it asks for."""
        return fields_of_pattern(self.source) if "{" in self.source else ()

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of its groups, in their order."""
        return tuple(self.compiled.groupindex)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a policy declares: its name there, and other spellings under which documents may have it."""

    name: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns(Written):
    """The columns that the policy uses of a table. Written as a list, or as a mapping to other spellings."""

    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time in the calendar: months, or days."""

    days: int = 0
    months: int = 0

    def __str__(self) -> str:
        return f"{self.months} months" if self.months else f"{self.days} days"


def span_of(sign: str, number: str, unit: str) -> Span:
    """A span as it is written. unit: `day`, `week`, `month` or `year`."""
    count = int(number) * (-1 if sign == "-" else 1)
    if unit in ("month", "year"):
        return Span(months=count * (12 if unit == "year" else 1))
    return Span(days=count * (7 if unit == "week" else 1))


@dataclass(frozen=True, slots=True)
class Operand(Written):
    """The right-hand side of a comparison: a literal, or something to be looked up when it is compared.

    literal: text, number or truth value. field: a field of the enclosing record: inside the `where` of a nested
    selection that is the record on whose behalf it is searched, elsewhere the record itself. of: the name that the
    policy gives to another record around it, whose field it is instead. its: a field of the record itself, everywhere.
    split: `lines`, or what stands between the parts of it that are a list. part: keeps what the pattern matches of the
    value (its first group, if it has one). plus: is added to it: a span to a date, a number to a number.
    count: how many records a selection has. sum, list, lookup: of `field`, over a selection or of its one record.
    """

    literal: str | int | float | bool | None = None
    field: str = ""
    of: str = ""
    its: str = ""
    split: str = ""
    part: Pattern | None = None
    plus: int | Span | None = None
    count: Selection | None = None
    sum: Selection | None = None
    list: Selection | None = None
    lookup: Selection | None = None

    @property
    def is_of_enclosing(self) -> bool:
        """Whether it is a field of the record on whose behalf something is compared."""
        return bool(self.field) and not (self.of or self.sum or self.list or self.lookup)


@dataclass(frozen=True, slots=True)
class Condition(Written):
    """What is required of a record: of its fields, and of the record itself.

    Conditions combine: `all_of`, `any_of` and `not` hold conditions on the same record.
    order: the order in which they were written is kept, the first ones identify the record in messages.
    """

    fields: tuple[tuple[str, Requirements], ...] = ()
    record: Requirements | None = None
    all_of: tuple[Condition, ...] = ()
    any_of: tuple[Condition, ...] = ()
    not_: Condition | None = None

    def field_names(self) -> Iterator[str]:
        """Every field that the condition looks at."""
        yield from (name for name, _ in self.fields)
        for part in (*self.all_of, *self.any_of, *([self.not_] if self.not_ else [])):
            yield from part.field_names()

    def needed_names(self) -> Iterator[str]:
        """The fields without which it cannot hold, or must not be said to hold; one of several ways may lack some."""
        yield from (name for name, _ in self.fields)
        for part in self.all_of:
            yield from part.needed_names()
        yield from self.not_.field_names() if self.not_ is not None else ()

    def ties(self) -> Condition | None:
        """What of it holds the record against the enclosing one, which says whose it is; None where nothing does."""
        fields = tuple((name, one) for name, one in self.fields if any(map(_compares_with_enclosing, one.each())))
        return Condition(fields) if fields else None

    def of_record(self) -> Iterator[Requirement]:
        """Every requirement in it on the record itself."""
        yield from self.record.each() if self.record is not None else ()
        for part in (*self.all_of, *self.any_of, *([self.not_] if self.not_ else [])):
            yield from part.of_record()

    def reads(self, gone: Record) -> bool:
        """Whether it is about what a file that is not there would say; then that file may well be meant."""
        if gone.as_text and any(one.of_text for one in self.of_record()):
            return True
        return any(not gone.fields[name].is_there for name in self.field_names() if name in gone.fields)

    def each(self) -> Iterator[Requirement]:
        """Every requirement in it."""
        for requirements in (*(one for _, one in self.fields), *([self.record] if self.record else [])):
            yield from requirements.each()
        for part in (*self.all_of, *self.any_of, *([self.not_] if self.not_ else [])):
            yield from part.each()


def _compares_with_enclosing(requirement: Requirement) -> bool:
    """Whether a field of the record on whose behalf it is asked stands among its parameters."""
    given = [getattr(requirement, one.name) for one in fields(cast("Any", requirement))]
    parts = [part for one in given for part in (one if isinstance(one, tuple) else (one,))]
    operands = [part.operand if isinstance(part, People) else part for part in parts]
    return any(isinstance(one, Operand) and one.is_of_enclosing for one in operands)


@dataclass(frozen=True, slots=True)
class Requirements(Written):
    """Requirements on one subject. All of them hold; `any_of` and `not` combine further ones."""

    all_of: tuple[Requirement | Requirements, ...] = ()
    any_of: tuple[Requirements, ...] = ()
    not_: Requirements | None = None

    def each(self) -> Iterator[Requirement]:
        """Every requirement in them."""
        for part in (*self.all_of, *self.any_of, *([self.not_] if self.not_ else [])):
            yield from (part,) if isinstance(part, Requirement) else part.each()


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the records there must be, in hundredths of those that `where` chooses from."""

    percent: Decimal

    def __str__(self) -> str:
        return f"{self.percent} %"


@dataclass(frozen=True, slots=True)
class Selection(Written):
    """Records to be found: a selector or the name of a selection (`of`), narrowed and counted.

    exactly, at_least, at_most: how many records there must be. allow_empty: finding none is fine.
    as_: the name by which what is said of a record refers to it, empty for none. name: under `records`.
    """

    selector: Selector
    where: Condition | None = None
    exactly: Share | Operand | None = None
    at_least: int | Share | Operand | None = None
    at_most: int | Share | Operand | None = None
    allow_empty: bool = False
    as_: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sentence(Written):
    """A selection and what is required of its records, inside a condition. require: None when it does not say."""

    selection: Selection
    require: Condition | None = None


@dataclass(frozen=True, slots=True)
class Unfit:
    """What `where` left out. wanted: what it expected of that, in words. seen: what was seen of each, if few."""

    wanted: str = ""
    seen: tuple[Observation, ...] = ()


Tried = tuple[Record, tuple[Observation, ...]]
"""A record that might fit, and what was observed of it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came out of looking for a record that meets a condition.

    count: how many were looked at. fitting: how many of them meet it, and fit: the first of those. first: the first of
    all. doubts: what is undecided of those of which nothing is not met. nearest: gives the one that meets most of the
    first conditions; the only one there is counts even if it meets none.
    """

    count: int
    fitting: int
    fit: Tried | None
    first: Tried | None
    doubts: tuple[Observation, ...]
    nearest: Callable[[], Tried | None]


@dataclass(frozen=True, slots=True)
class Selected:
    """What a selector found.

    records: in the order of the document. problems: what was seen of the search itself: a document that cannot be read,
    a section that is not there; also what is met there, such as the order of the sections.
    place: where the search looked, for saying that nothing was found. searched: the same in words
    (`rows under `Action Items``). considered: how many records there were before `where` narrowed them.
    unfit: gives what `where` left out; it is worked out when somebody asks.
    missing: declared columns that are not in the table, and why.
    without: what there is to say of documents of a list, each of which is meant, that have nothing of what is looked
    for, before `where`. apart: the same of documents of a glob that lack what the selector says must be there; it
    counts for whoever asks of each.
    """

    records: Sequence[Record]
    problems: tuple[Observation, ...] = ()
    place: Location = NOWHERE
    searched: str = ""
    considered: int = 0
    unfit: Callable[[], Unfit] = Unfit
    missing: Mapping[str, Gap] = field(default_factory=dict)
    without: tuple[Observation, ...] = ()
    apart: tuple[Observation, ...] = ()
    _parted: list[tuple[Sequence[Record], Sequence[Record]]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def _part(self) -> tuple[Sequence[Record], Sequence[Record]]:
        """Those that are there, and those that are not; a selection that many rows look at is parted once."""
        if not self._parted:
            gone = tuple(record for record in self.records if not record.value.is_there)
            there = tuple(record for record in self.records if record.value.is_there) if gone else self.records
            self._parted.append((there, gone))
        return self._parted[0]

    @property
    def there(self) -> Sequence[Record]:
        """The records without those that stand for a file that is named and not there."""
        return self._part()[0]

    @property
    def passed_over(self) -> tuple[Observation, ...]:
        """What could have been meant as a record and was not taken."""
        return tuple(seen for seen in self.problems if seen.gap is not None and seen.gap.is_passed_over)

    @property
    def is_whole(self) -> bool:
        """Whether nothing kept the search from finding all that there is."""
        return all(seen.ok for seen in self.problems)

    @property
    def gone(self) -> Sequence[Record]:
        """Those that stand for a file that is named and not there."""
        return self._part()[1]

    def missing_columns(self, names: Iterable[str]) -> tuple[Observation, ...]:
        """The columns of these names that the table does not have."""
        gaps = (self.missing[name] for name in dict.fromkeys(names) if name in self.missing)
        return tuple(lacking(one, expected=f"a column `{one['column']}`", found=one["there"]) for one in gaps)

    def losses(self, *conditions: Condition | None) -> Iterator[Observation]:
        """That a file is not there of whose content a condition speaks: nobody can say what does not stand in it.

        Of one that may be there behind a link, nobody can say anything.
        """
        for one in self.gone:
            if one.value.gap is not None and one.value.state is not State.ABSENT:
                yield lacking(one.value.gap)
                continue
            if any(condition.reads(one) for condition in conditions if condition is not None):
                gap = absent(Reason.FILE_GONE, one.location, path=one.value.plain)
                yield lacking(gap, expected="a file to look into")
