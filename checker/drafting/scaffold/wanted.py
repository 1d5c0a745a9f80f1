"""What a record has to be like, as far as a policy tells: what identifies it is written, the rest is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.classes import dataclass, field, field_names, is_dataclass
from checker.drafting.scaffold.example import example_of
from checker.drafting.scaffold.pages import OPEN, OPEN_DAY, OPEN_SIGNATURE, Part
from checker.model.kinds import Requirement, Selector
from checker.model.language import Condition, Operand, Person, Requirements, Selection, Sentence
from checker.requirements.amounts import Date
from checker.requirements.people import Person as PersonNamed
from checker.requirements.people import Signed
from checker.requirements.records import Each, Exists
from checker.requirements.text import Called, Contains, Equals, Matches, OneOf

NOTHING = Condition()


@dataclass(frozen=True, slots=True)
class Inside:
    """The record in which a nested selection looks. part: of a Markdown document; node: of data. fields: those known.

    people: everyone of the policy, by id.
    """

    people: Mapping[str, Person]
    path: str = ""
    part: Part | None = None
    node: Any = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Records of a selection. count: how many there must be at least. where, require: what each must meet.

    is_choice: `where` says which records are meant, not what has to be found.
    """

    selector: Selector
    where: Condition
    require: Condition
    count: int
    is_choice: bool
    inside: Inside

    def known(self, name: str) -> str:
        """What a field has to say for the record to be the one that is meant; empty where only a person can tell."""
        return next((said for one in _of_field(self.where, name) if (said := self._said(one))), "")

    def tied(self, name: str) -> bool:
        """Whether that follows from the record on whose behalf it is looked for."""
        return any(_follows(one, self.inside) for one in _of_field(self.where, name))

    def itself(self) -> str:
        """The same of the record as a text."""
        several = _of_record(self.where)
        return next((said for one in several if (said := self._said(one))), "")

    def blank(self, name: str) -> str:
        """What stands in a field while nobody has written."""
        asked = [type(one) for each in (self.where, self.require) for one in _of_field(each, name)]
        if Signed in asked:
            return OPEN_SIGNATURE
        return OPEN_DAY if Date in asked else OPEN

    def names(self) -> tuple[str, ...]:
        """The fields of which something is said."""
        return tuple(dict.fromkeys((*self.where.field_names(), *self.require.field_names())))

    def row(self, names: tuple[str, ...]) -> dict[str, str]:
        """What is known of a record's fields. What has to be found is never written as if it were done.

        Of a record that must be found at least one field stays open, unless the document tells it.
        """
        known = {name: said for name in names if (said := self.known(name))}
        loose = [name for name in known if not self.tied(name)]
        if not self.is_choice and known and loose and not set(self.names()) - known.keys():
            del known[loose[-1]]
        return known

    def listed(self, name: str) -> tuple[str, ...]:
        """The names of which a field must be one, where there is to be a record for each of them."""
        for one in _of_field(self.require, name):
            if isinstance(one, Called) and len(said := _several(one.names)) == self.count > 1:
                return tuple(literal(value, self.inside) for value in said)
        return ()

    def _said(self, one: Requirement) -> str:
        match one:
            case Equals(to=operand):
                return literal(operand, self.inside)
            case OneOf(values=values):
                return next((said for value in _several(values) if (said := literal(value, self.inside))), "")
            case Called(names=values) | Contains(words=values):
                return next((said for value in _several(values) if (said := literal(value, self.inside))), "")
            case PersonNamed(who=who) if who.operand is not None:
                person = self.inside.people.get(literal(who.operand, self.inside))
                return person.name if person is not None else ""
            case Matches(pattern=pattern) if self.is_choice:
                return example_of(pattern)
            case _:
                return ""


def literal(operand: Operand, inside: Inside) -> str:
    """The value of an operand as text, as far as the policy tells it; empty for what is looked up."""
    if operand.literal is not None:
        said = operand.literal
        return str(said).lower() if isinstance(said, bool) else str(said)
    plain = operand.is_of_enclosing and operand.plus is None
    value = inside.fields.get(operand.field, "") if plain else ""
    if operand.part is None or not value:
        return value
    found = operand.part.search(value)
    return (found.part or "") if found is not None else ""


def number(value: Any, otherwise: int) -> int:
    """A count of a selection: a number, or one that is looked up, of which nothing is known."""
    if isinstance(value, int):
        return value
    if isinstance(value, Operand) and isinstance(value.literal, int):
        return value.literal
    return otherwise


def wanted_of(selection: Selection, require: Condition | None, inside: Inside, *, is_choice: bool) -> Wanted:
    """What a selection wants; names of others are followed to the selector behind them."""
    where, one = [selection.where] if selection.where else [], selection
    while isinstance(inner := getattr(one.selector, "selection", None), Selection):
        one = inner
        where += [one.where] if one.where else []
    least = 0 if selection.allow_empty or one.allow_empty else 1
    least = max(number(selection.exactly, least), number(selection.at_least, 0))
    if selection.at_most is not None and selection.at_least is None and selection.exactly is None:
        least = min(least, number(selection.at_most, least))
    return Wanted(one.selector, Condition(all_of=tuple(where)), require or NOTHING, least, is_choice, inside)


def nested(condition: Condition) -> Iterator[tuple[Selection, Condition | None, bool]]:
    """The selections inside a condition, what is required of their records, and whether one of them has to be found."""
    for one in _positive(condition):
        match one:
            case Exists(selection=selection):
                yield selection, None, True
            case Each(sentence=Sentence(selection=selection, require=require)):
                yield selection, require, False
            case _:
                for selection in _selections_in(one):
                    yield selection, None, False


def _positive(condition: Condition) -> Iterator[Requirement]:
    """The requirements of a condition that have to hold: of several ways, the first."""
    for requirements in (*(one for _, one in condition.fields), *([condition.record] if condition.record else [])):
        yield from _all_of(requirements)
    for part in (*condition.all_of, *condition.any_of[:1]):
        yield from _positive(part)


def _all_of(requirements: Requirements) -> Iterator[Requirement]:
    for part in (*requirements.all_of, *requirements.any_of[:1]):
        yield from (part,) if isinstance(part, Requirement) else _all_of(part)


def _of_field(condition: Condition, name: str) -> Iterator[Requirement]:
    for field_name, requirements in condition.fields:
        if field_name == name:
            yield from _all_of(requirements)
    for part in (*condition.all_of, *condition.any_of[:1]):
        yield from _of_field(part, name)


def _of_record(condition: Condition) -> Iterator[Requirement]:
    yield from _all_of(condition.record) if condition.record is not None else ()
    for part in (*condition.all_of, *condition.any_of[:1]):
        yield from _of_record(part)


def _follows(one: Requirement, inside: Inside) -> bool:
    operands = [value for each in _values(one) for value in _several(each)]
    whose = [getattr(value, "operand", value) for value in operands]
    return any(isinstance(value, Operand) and value.field and literal(value, inside) for value in whose)


def _selections_in(value: Any) -> Iterator[Selection]:
    """The selections that are looked up somewhere in a requirement."""
    if isinstance(value, Selection):
        yield value
    elif isinstance(value, tuple):
        yield from (one for part in value for one in _selections_in(part))
    elif is_dataclass(type(value)):
        yield from (one for part in _values(value) for one in _selections_in(part))


def _values(value: Any) -> list[Any]:
    return [getattr(value, name) for name in field_names(type(value))]


def _several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
