"""People of the policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.model.kinds import Scope, Selector
from checker.model.language import ANYONE, People, Selected
from checker.model.language import Person as PolicyPerson
from checker.model.record import Record, plain_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Selector):
    """People whom the policy names under `people`, so that each of them is held against a document. `person: {}` is
    everyone.

    ```yaml
    for_each: {person: [rahul, tushar]}
    require: {exists: {row: {in: notes, under: Attendees, columns: [Name]}, where: {Name: {person: {field: id}}}}}
    ```
    """

    kind: ClassVar[str] = "person"
    short: ClassVar[str] = "who"
    as_text: ClassVar[str] = "the full name"
    provides: ClassVar[Mapping[str, str]] = {
        "id": "the key under `people`",
        "name": "the full name",
        "role": "the role that the policy gives, may be empty",
        "login": "at the tracker, may be empty",
    }
    who: People = ANYONE
    """People of the policy, by their keys; everyone when nothing is said."""

    def select(self, scope: Scope) -> Selected:
        people = self.who.people or tuple(scope.people.values())
        return Selected(tuple(_record(one) for one in people), (), scope.place, "the people of the policy", len(people))


def _record(person: PolicyPerson) -> Record:
    place = person.location.pointing(person.id)
    fields = {name: plain_value(str(getattr(person, name)), place) for name in ("id", "name", "role", "login")}
    return Record("person", person.name, fields["name"], fields, origin=person)
